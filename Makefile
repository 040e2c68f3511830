# Every target first makes .venv, where it is missing or older than the lock.
# PYTHON= chooses the Python that makes it: any from 3.11 on.

PYTHON ?= python3
BIN := .venv/bin
# A banner about MkDocs 2, which has no plugins and is not used here.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site test record
help:
	@echo "make serve    build the site, serve it, and rebuild it on every change"
	@echo "make site     build the site into site/"
	@echo "make test     run every test"
	@echo "make record   run every page's program and record what it prints"

serve: .venv/stamp
	$(BIN)/mkdocs serve --strict --livereload

site: .venv/stamp
	$(BIN)/mkdocs build --strict

test: .venv/stamp
	$(BIN)/pytest

record: .venv/stamp
	$(BIN)/pytest -q tests/test_outputs.py --record

.venv/stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "This project needs Python 3.11 or newer, and '$(PYTHON)' is not:" \
	         "name another one, as in 'make PYTHON=python3.12 $(MAKECMDGOALS)'." >&2; \
	    exit 1; }
	rm -rf .venv
	{ $(PYTHON) -m venv .venv && $(BIN)/pip install --quiet -r requirements.txt; } \
	    || { rm -rf .venv; exit 1; }
	touch $@

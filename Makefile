# Every target first makes .venv, where it is missing or older than the lock.
# PYTHON= chooses the Python that makes it: any from 3.11 on.

PYTHON ?= python3
BIN := .venv/bin
# A banner about MkDocs 2, which has no plugins and is not used here.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site test record pyodide-mirror false-alarms benchmark mutants
help:
	@echo "make serve    build the site, serve it, and rebuild it on every change"
	@echo "make site     build the site into site/"
	@echo "make test     run every test"
	@echo "make record   run every page's program and record what it prints"
	@echo "make pyodide-mirror  get the Python that runs in a browser, for serve and test (80 MB)"
	@echo "make false-alarms  count the check's false alarms and missed bugs (6 minutes)"
	@echo "make benchmark     time the check beside others (10 minutes, and 200 MB to install)"
	@echo "make mutants       break the check in every way, and count what no test sees (an hour)"

serve: .venv/stamp
	$(BIN)/mkdocs serve --strict --livereload

site: .venv/stamp
	$(BIN)/mkdocs build --strict

test: .venv/stamp
	$(BIN)/pytest

record: .venv/stamp
	$(BIN)/pytest -q tests/test_outputs.py --record

# The browser tests run every program in it, and `make serve` offers it.
pyodide-mirror: .venv/stamp
	$(BIN)/python tests/browser/pyodide_mirror.py

false-alarms: .venv/stamp
	PYTHONPATH=snippets $(BIN)/python benchmarks/false_alarms.py

benchmark: .venv-bench/stamp
	PYTHONPATH=snippets .venv-bench/bin/python benchmarks/speed.py

# Works on copies. Run it again to go on where it was stopped.
mutants: .venv-mutants/stamp
	test -d .mutants || { mkdir .mutants \
	    && cp -r snippets tests pytest.ini benchmarks/mutants.toml .mutants; }
	cd .mutants && export PATH="$(CURDIR)/.venv-mutants/bin:$$PATH" && \
	    { test -f session.sqlite || { \
	        cosmic-ray init mutants.toml session.sqlite && \
	        cr-filter-operators session.sqlite mutants.toml; }; } && \
	    cosmic-ray exec mutants.toml session.sqlite && \
	    cr-report --surviving-only --show-diff session.sqlite
	rm -rf .mutants

# What only the benchmark and the mutants need is large, and lives apart.
.venv-bench/stamp: benchmarks/requirements.txt
	rm -rf .venv-bench
	{ $(PYTHON) -m venv .venv-bench \
	    && .venv-bench/bin/pip install --quiet -r $<; } \
	    || { rm -rf .venv-bench; exit 1; }
	touch $@

.venv-mutants/stamp: benchmarks/requirements-mutants.txt requirements.txt
	rm -rf .venv-mutants
	{ $(PYTHON) -m venv .venv-mutants \
	    && .venv-mutants/bin/pip install --quiet -r $<; } \
	    || { rm -rf .venv-mutants; exit 1; }
	touch $@

.venv/stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "This project needs Python 3.11 or newer, and '$(PYTHON)' is not:" \
	         "name another one, as in 'make PYTHON=python3.12 $(MAKECMDGOALS)'." >&2; \
	    exit 1; }
	rm -rf .venv
	{ $(PYTHON) -m venv .venv && $(BIN)/pip install --quiet -r requirements.txt; } \
	    || { rm -rf .venv; exit 1; }
	touch $@

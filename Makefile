# Every target first makes .venv, where it is missing or older than the lock.
# PYTHON= chooses the Python that makes it: any from 3.11 on.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# A banner about MkDocs 2, which has no plugins and is not used here.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site test browsers screenshots record record-styles pyodide-mirror false-alarms zoo benchmark mutants
help:
	@echo "make serve    build the site, serve it, and rebuild it on every change (PORT=8001: there)"
	@echo "make site     build the site into site/"
	@echo "make test     run every test"
	@echo "make browsers look at the site in Chromium, Firefox and WebKitGTK: all three"
	@echo "make screenshots  draw ten pages in all three, side by side"
	@echo "make record   run every page's program and record what it prints"
	@echo "make record-styles  record what each of the three takes of the stylesheets"
	@echo "make pyodide-mirror  get the Python that runs in a browser, for serve and test (80 MB)"
	@echo "make false-alarms  count the check's false alarms and missed errors (20 minutes)"
	@echo "make zoo           measure what each bug of the zoo does, and who sees it (20 minutes)"
	@echo "make benchmark     time the check beside others (10 minutes, and 200 MB to install)"
	@echo "make mutants       break the check in every way, and count what no test sees (most of a day; EVERY=24: half an hour)"

serve: .venv/stamp
	$(BIN)/python -m mkdocs serve --strict --livereload --dev-addr 127.0.0.1:$(PORT)

site: .venv/stamp
	$(BIN)/python -m mkdocs build --strict

test: .venv/stamp
	$(BIN)/pytest

# Under CI nothing may be missing.
browsers: .venv/stamp
	CI=true $(BIN)/pytest tests/browser

screenshots: .venv/stamp
	$(BIN)/python tests/browser/screenshots.py

record: .venv/stamp
	$(BIN)/pytest -q tests/test_outputs.py --record

record-styles: .venv/stamp
	CI=true $(BIN)/pytest -q tests/browser/test_styles.py --record

# The browser tests run every program in it, and `make serve` offers it.
pyodide-mirror: .venv/stamp
	$(BIN)/python tests/browser/pyodide_mirror.py

false-alarms: .venv/stamp
	PYTHONPATH=snippets $(BIN)/python benchmarks/false_alarms.py

# Run it again to go on where it was stopped.
zoo: .venv/stamp
	PYTHONPATH=snippets $(BIN)/python benchmarks/zoo.py
	PYTHONPATH=snippets $(BIN)/python benchmarks/zoo_tables.py

benchmark: .venv-bench/stamp
	PYTHONPATH=snippets .venv-bench/bin/python benchmarks/speed.py

# Goes on where it was stopped, unless a file that it reads has changed. Works
# on copies, where a stop may have left a mutant. EVERY=24 takes one mutant of
# 24: all of them take most of a day.
EVERY ?= 1
mutants: .mutants/session.sqlite
	cp snippets/gradient_check.py .mutants/snippets
	$(AMONG_MUTANTS) cosmic-ray exec mutants.toml session.sqlite
	$(AMONG_MUTANTS) python ../benchmarks/mutants.py session.sqlite

# The plugins of pytest that happen to be installed only take time.
AMONG_MUTANTS = cd .mutants && PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 \
    PATH="$(CURDIR)/.venv-mutants/bin:$$PATH"

.mutants/session.sqlite: snippets/gradient_check.py $(wildcard tests/checker/*.py) \
    benchmarks/mutants.toml .venv-mutants/stamp
	rm -rf .mutants
	mkdir .mutants
	cp -r snippets tests pyproject.toml benchmarks/mutants.toml .mutants
	$(AMONG_MUTANTS) python -m pytest -q tests/checker
	$(AMONG_MUTANTS) cosmic-ray init mutants.toml new.sqlite
	$(AMONG_MUTANTS) cr-filter-operators new.sqlite mutants.toml
	$(AMONG_MUTANTS) python ../benchmarks/mutants.py --sample $(EVERY) new.sqlite
	mv .mutants/new.sqlite $@

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

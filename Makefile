# Every target first makes .venv, where it is missing or older than the lock.
# PYTHON= chooses the Python that makes it: any from 3.11 on. `make help` lists
# each target that has a text of its own.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# A banner about MkDocs 2, which has no plugins and is not used here.
export NO_MKDOCS_2_WARNING := 1

help: ## list what `make` can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

serve: .venv/stamp ## build the site, serve it, and rebuild it on every change (PORT=8001: there)
	$(BIN)/python -m mkdocs serve --strict --livereload --dev-addr 127.0.0.1:$(PORT)

site: .venv/stamp ## build the site into site/
	$(BIN)/python -m mkdocs build --strict

# A file's tests stay together: they share what they have opened.
TOGETHER := -n 2 --dist loadfile

test: .venv/stamp ## run every test
	$(BIN)/pytest $(TOGETHER)

quick: .venv/stamp ## run what needs no browser, and not the programs that take seconds
	$(BIN)/pytest $(TOGETHER) -m "not slow" --ignore=tests/browser

browsers: .venv/stamp ## look at the site in Chromium, Firefox and WebKitGTK: all three
	CI=true $(BIN)/pytest $(TOGETHER) tests/browser

lint: .venv/stamp ## check style, imports and types
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/mypy --no-error-summary --strict snippets/gradient_check.py snippets/numerical_gradient.py

format: .venv/stamp ## fix what can be fixed of style and imports
	$(BIN)/ruff check --quiet --fix
	$(BIN)/ruff format --quiet

# One lock for all Pythons and machines.
lock: .venv/stamp ## compile requirements.txt, with hashes, from requirements.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    requirements.in -o requirements.txt

# Should MkDocs and Material end, these go on: the second pair wants one other word.
forks: .venv-forks/stamp ## build the site with the forks of MkDocs and Material, into site/
	.venv-forks/bin/python -m properdocs build --strict --config-file mkdocs.yml
	sed 's/name: material$$/name: materialx/' mkdocs.yml > .mkdocs-materialx.yml
	.venv-forks/bin/python -m properdocs build --strict --config-file .mkdocs-materialx.yml
	rm .mkdocs-materialx.yml

screenshots: .venv/stamp ## draw ten pages in all three engines, side by side
	$(BIN)/python tests/browser/screenshots.py

record: .venv/stamp ## run every page's program and record what it prints, and the exercises
	$(BIN)/pytest -q tests/snippets/test_outputs.py tests/extension/test_exercises.py::test_the_check_says_what_is_recorded --record

record-styles: .venv/stamp ## record what each of the three engines takes of the stylesheets
	CI=true $(BIN)/pytest -q tests/browser/test_styles.py --record

# The browser tests run every program in it, and `make serve` offers it.
pyodide-mirror: .venv/stamp ## get the Python that runs in a browser, for serve and test (80 MB)
	$(BIN)/python tests/browser/pyodide_mirror.py

false-alarms: .venv/stamp ## count the check's false alarms and missed errors (20 minutes)
	PYTHONPATH=snippets $(BIN)/python benchmarks/false_alarms.py

# Run it again to go on where it was stopped.
zoo: .venv/stamp ## measure what each bug of the zoo does, and who sees it (20 minutes)
	PYTHONPATH=snippets $(BIN)/python benchmarks/zoo.py
	PYTHONPATH=snippets $(BIN)/python benchmarks/zoo_tables.py

benchmark: .venv-bench/stamp ## time the check beside others (10 minutes, and 200 MB to install)
	PYTHONPATH=snippets .venv-bench/bin/python benchmarks/speed.py

# Goes on where it was stopped, unless a file that it reads has changed. Works
# on copies, where a stop may have left a mutant. EVERY=24 takes one of 24: that
# is half an hour.
EVERY ?= 1
mutants: .mutants/session.sqlite ## break the check in every way, and count what no test sees (most of a day, or EVERY=24)
	cp snippets/gradient_check.py .mutants/snippets
	$(AMONG_MUTANTS) cosmic-ray exec mutants.toml session.sqlite
	$(AMONG_MUTANTS) python ../benchmarks/mutants.py session.sqlite

# None of them makes a file of its name.
.PHONY: $(shell awk -F: '/^[a-z-]+:.*\#\# / { print $$1 }' Makefile)

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

# What only the benchmark, the mutants and the forks need lives apart.
.venv-bench/stamp: benchmarks/requirements.txt
	rm -rf .venv-bench
	{ $(PYTHON) -m venv .venv-bench \
	    && .venv-bench/bin/pip install --quiet -r $<; } \
	    || { rm -rf .venv-bench; exit 1; }
	touch $@

.venv-forks/stamp: requirements.txt
	rm -rf .venv-forks
	{ $(PYTHON) -m venv .venv-forks \
	    && .venv-forks/bin/pip install --quiet --require-hashes -r $< \
	    && .venv-forks/bin/pip install --quiet properdocs==1.6.7 mkdocs-materialx==10.2.2; } \
	    || { rm -rf .venv-forks; exit 1; }
	touch $@

.venv-mutants/stamp: benchmarks/requirements-mutants.txt requirements.txt
	rm -rf .venv-mutants
	{ $(PYTHON) -m venv .venv-mutants \
	    && .venv-mutants/bin/pip install --quiet --require-hashes -r requirements.txt \
	    && .venv-mutants/bin/pip install --quiet -r $<; } \
	    || { rm -rf .venv-mutants; exit 1; }
	touch $@

.venv/stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "This project needs Python 3.11 or newer, and '$(PYTHON)' is not:" \
	         "name another one, as in 'make PYTHON=python3.12 $(MAKECMDGOALS)'." >&2; \
	    exit 1; }
	rm -rf .venv
	{ $(PYTHON) -m venv .venv \
	    && $(BIN)/pip install --quiet --require-hashes -r requirements.txt; } \
	    || { rm -rf .venv; exit 1; }
	touch $@

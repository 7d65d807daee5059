# From a fresh clone, with nothing but Python (3.11 or later) and make:
#
#   make demo    trace the example articles and tell the example story, on the terminal and as pages in build/
#   make test    run the whole test suite, in one process more than there are cores; it draws the same examples each time
#   make test-lowest  run the tests of reading, exports and the command line with the lowest versions that pyproject.toml allows, in build/lowest
#   make fuzz    draw new examples for its properties, for FUZZ_SECONDS (300)
#   make test-postgres  run the ledger's tests on a PostgreSQL server of their own, too (Debian: apt-get install postgresql)
#   make test-formats  run the tests of exports with the libraries of OpenCTI, Aleph and Label Studio, in build/formats (Debian: libicu-dev g++)
#   make test-cluster  run the tests of `whosays run` on a Ray cluster of two nodes and on an S3 store, in build/cluster
#   make lint    ruff and mypy, and rows of the phrase tables that are never reached or contradict each other
#   make licences  list every package that is needed with its licence; fails on one that may not be used
#   make gate    measure against the pinned floors of quality/floors.json
#   make bench   measure whosays beside textacy and sayswho on GOLD, a folder of annotated texts (docs/speed.md)
#   make docs    write docs/cli.md from the command line's own help, the data dictionary of the exports, the examples' outputs
#   make clean   remove what the above made
#
# Everything is installed into .venv; PYTHON=python3.13 picks another Python for it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/data/polnear/dev
RIVALS := build/rivals
FORMATS := build/formats
LOWEST := build/lowest
CLUSTER := build/cluster
EXAMPLES := $(sort $(wildcard examples/*.txt examples/*.html))
STORY := examples/story
PARALLEL := -n auto --dist loadgroup --no-loadscope-reorder
FUZZ_SECONDS ?= 300
# Compiled once, kept beside the sources: tests start many interpreters, each of which would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest test-postgres test-formats test-cluster fuzz lint licences gate bench docs install dev clean

help:
	@sed -n '/^#   make/s/^#   //p' Makefile

demo: $(VENV)/.installed
	@mkdir -p build
	@$(BIN)/whosays trace $(EXAMPLES)
	@$(BIN)/whosays trace $(EXAMPLES) --format html --output build/demo.html
	@echo
	@$(BIN)/whosays story $(STORY)
	@$(BIN)/whosays story $(STORY) --format html --output build/demo-story.html
	@echo
	@echo "The same as pages to read in a browser: $(CURDIR)/build/demo.html and $(CURDIR)/build/demo-story.html"

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(PARALLEL) $(PYTEST)

fuzz: $(VENV)/.dev
	$(BIN)/python scripts/fuzz.py $(FUZZ_SECONDS) $(PYTEST)

test-postgres: $(VENV)/.dev
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest $(PARALLEL) tests/test_ledger_*.py $(PYTEST)

test-lowest: $(LOWEST)/.installed
	PYTHONPATH=src $(LOWEST)/bin/python -m pytest tests/test_reading_*.py tests/test_exports*.py tests/test_cli*.py $(PYTEST)

$(LOWEST)/.installed: pyproject.toml
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(LOWEST)/bin/python -m uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable . --group dev
	@touch $@

test-formats: $(FORMATS)/.installed
	$(FORMATS)/bin/python -m pytest tests/test_exports*.py $(PYTEST)

test-cluster: $(CLUSTER)/.installed
	$(CLUSTER)/bin/python -m pytest tests/test_scale_cluster.py tests/test_scale_stores.py $(PYTEST)

$(FORMATS)/.installed: EXTRA := .
$(CLUSTER)/.installed: EXTRA := .[cluster]
$(FORMATS)/.installed: GROUPS := --group dev --group formats
$(CLUSTER)/.installed: GROUPS := --group dev --group cluster
$(FORMATS)/.installed $(CLUSTER)/.installed: pyproject.toml
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --editable '$(EXTRA)'
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check $(GROUPS)
	@touch $@

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/lint_tables.py

licences: $(VENV)/.dev
	$(BIN)/python scripts/bill_of_materials.py

gate: $(VENV)/.dev
	$(BIN)/python scripts/gate.py

bench: $(VENV)/.installed $(RIVALS)/.installed
	$(BIN)/python benchmarks/attribution.py $(GOLD) --rivals $(RIVALS)/bin/python $(BENCH)

$(RIVALS)/.installed: benchmarks/requirements.txt
	$(PYTHON) -m venv --clear $(RIVALS)
	$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	-$(RIVALS)/bin/python -m spacy download en_core_web_sm
	@touch $@

docs: $(VENV)/.installed
	$(BIN)/python scripts/cli_docs.py
	$(BIN)/python scripts/export_docs.py
	$(BIN)/python scripts/example_docs.py

install: $(VENV)/.installed
dev: $(VENV)/.dev

$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null 2>&1 || \
	  { echo "whosays needs Python 3.11 or later, and $(PYTHON) is not there: try make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "whosays needs Python 3.11 or later, and $(PYTHON) is older: try make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
	  { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian: python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

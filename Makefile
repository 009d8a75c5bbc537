# Two commands do everything on a fresh machine: `make demo` and `make test`. Both set up `.venv` first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
PARTS := nlp models corpora evaluation cchc
EXPLORED := tests/cchc/test_web_api.py tests/cchc/test_index_search.py tests/cchc/test_accounts.py tests/nlp tests/corpora/test_legacy.py
# What to look for : Debian's package that brings it
SYSTEM := tesseract:tesseract-ocr-vie soffice:libreoffice-writer-nogui chromium:chromium initdb:postgresql pdftotext:poppler-utils

.PHONY: help setup system demo test lint types bench bench-damage bench-index fuzz explore reading gains eval behaviour trials model model-check language-model samples clean
.DEFAULT_GOAL := help

help: ## Show these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(VENV)/ready ## Make .venv/bin/cchc

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cchc needs Python 3.11 or newer, $(PYTHON) is $$($(PYTHON) -V); set PYTHON=python3.12 or install one"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing cchc ..."
	@$(PIP) -e .
	@echo "Compiling the repair of lost letters (half a minute, once) ..."
	@$(BIN)/python -m corpora.warm_up
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@echo "Installing what the tests need ..."
	@$(PIP) -e '.[dev]'
	@touch $@

demo: setup ## Tag the sample reports: tables on the terminal, files in out/
	@mkdir -p out
	@$(BIN)/cchc tag corpora/samples -o out/samples.jsonl
	@$(BIN)/cchc tag corpora/samples --format text -o out/samples.txt
	@$(BIN)/cchc summary out/samples.jsonl
	@echo "out/samples.jsonl: for machines (one report a line); out/samples.txt: to read"

system: ## Debian's packages that some tests need: OCR, LibreOffice, Chromium, PostgreSQL (as root; else told)
	@missing=""; for pair in $(SYSTEM); do command -v $${pair%%:*} >/dev/null || ls /usr/lib/postgresql/*/bin/$${pair%%:*} >/dev/null 2>&1 || \
	  missing="$$missing $${pair#*:}"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then echo "Installing$$missing ..."; \
	  { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing; } >/dev/null 2>&1 && exit 0; fi; \
	echo "Not installed:$$missing; the tests that need them are skipped"

test: $(VENV)/ready-dev system ## Run all tests, three files at a time (those with a browser mostly wait)
	@$(BIN)/python -m pytest -n 3 --dist loadfile

lint: $(VENV)/ready-dev ## Style and the import contract
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: $(VENV)/ready-dev ## Types
	@$(BIN)/mypy

bench: $(VENV)/ready-dev ## Speed beside underthesea's word_tokenize and eyecite
	@$(BIN)/python -m evaluation.bench
	@$(BIN)/python -m evaluation.bench_citations
	@$(BIN)/python -m evaluation.bench_reading

reading: $(VENV)/ready-dev ## How well files of every form are read (TO=folder keeps the files)
	@$(BIN)/python -m evaluation.reading_corpus $(TO)

bench-damage: setup ## What the repair of lost letters is worth, on the sample reports
	@$(BIN)/python -m evaluation.bench_damage

fuzz: $(VENV)/ready-dev ## Read 5,000 hostile files (COUNT=n, SEED=n): nothing may crash, hang or stay behind
	@$(BIN)/python -m evaluation.fuzz --count $(or $(COUNT),5000) --seed $(or $(SEED),1)

explore: $(VENV)/ready-dev ## Ask the API and the citations for what no test run has asked yet (new examples every time)
	@$(BIN)/python -m pytest -q --hypothesis-profile=explore $(EXPLORED)

bench-index: $(VENV)/ready-dev ## The desk over an index of N made-up statements (100000), beside a plain SQLite FTS5 table (ALONE=1: without)
	@$(BIN)/python -m cchc.web.bench $(or $(N),100000) $(if $(ALONE),--alone)

gains: setup ## Citations and labels gained and lost since BASE=revision (GOLD=folder adds its reports)
	@$(BIN)/python -m evaluation.gains "$(BASE)" "$(GOLD)"

eval: setup ## Test on the sample reports, or on GOLD=folder with reports/ and gold/; writes out/eval.html
	@mkdir -p out
	@$(BIN)/cchc evaluate $(GOLD) --html out/eval.html
	@echo "out/eval.html: figures, charts and every error in its context"

behaviour: setup ## Pass rates of the behaviour tests, with the failing cases
	@$(BIN)/cchc evaluate --behaviour

trials: setup ## Documents of other kinds by outline; what changes when headings are dropped, permuted, misleading
	@$(BIN)/cchc evaluate --trials

model: setup ## Train the shipped model again from the repository's text
	@$(BIN)/cchc train

model-check: setup ## Train again and compare with the shipped model, byte by byte
	@$(BIN)/cchc train -o out/model
	@for name in weights.npz model.json CARD.md; do cmp out/model/$$name models/default/$$name || exit 1; done
	@echo "the same bytes"

language-model: setup ## Build the language model of the repair again from the repository's text
	@$(BIN)/python -m corpora.build_language_model

samples: $(VENV)/ready-dev ## Write the sample files again from corpora/samples/source
	@$(BIN)/python -m corpora.build_samples

clean: ## Remove what the other targets made
	@rm -rf $(VENV) out dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Two commands for a newcomer: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test lint types check-imports unit pictures trials eval bench learn lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.installed ## install, prepare a demo database and open a chat to try the bot
	$(BIN)/passerelle demo

test: lint types check-imports unit ## everything that must hold: lint, types, import rules, tests on SQLite and PostgreSQL

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

check-imports: $(VENV)/.tested
	$(BIN)/lint-imports

unit: $(VENV)/.tested
	$(BIN)/pytest -n 2 --cov --cov-report=term

pictures: $(VENV)/.tested ## the three jobs in Microsoft's own client (Node.js, Chromium); renews docs/pictures
	$(BIN)/python -m tests.client

trials: $(VENV)/.tested ## how well the bot understands towns that it has never seen
	$(BIN)/python -m tests.trials

eval: $(VENV)/.tested ## the figures on judged questions and weeks, and the time that an answer takes
	$(BIN)/python -m tests.eval
	$(BIN)/python -m tests.eval.week

bench: $(VENV)/.tested ## turns per second beside botbuilder's own echo bot, start time and memory
	$(BIN)/python -m tests.bench

learn: $(VENV)/.installed ## make the weights again from the sentences and the announcements that teach
	$(BIN)/python -m dialogs.understand.learning
	$(BIN)/python -m dialogs.programme.learning

lock: $(VENV)/.tested ## pin every dependency again, with hashes, for all platforms
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements/run.in -o requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements/run.lock requirements/test.in -o requirements/test.lock

clean: ## remove what the targets above made
	rm -rf $(VENV) .mypy_cache .ruff_cache .coverage demo

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements/run.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tested: requirements/test.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.lock
	touch $@

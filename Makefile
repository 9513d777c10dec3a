# Every target makes what it needs: a clean clone, Python >= 3.11 and make are enough.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# The newest Python that is here and new enough.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := $(shell command -v uv 2>/dev/null)

.PHONY: help setup demo serve test test-far coverage mutants soak fuzz audit hosts screenshots bench load simulate lint ci format lock clean

help: ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.ready ## Make the environment, from the locked requirements

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
ifdef UV
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r requirements-dev.txt
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
else
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endif
	@touch $@

demo: setup ## Show the whole way on one screen; ARGS=--exit leaves when it is done
	@$(BIN)/openingday demo $(ARGS)

serve: setup ## Run the service
	@$(BIN)/openingday serve

test: setup ## Run the tests, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

test-far: setup ## Run the tests of dates and databases on a machine whose zone is far from UTC
	@TZ=Pacific/Kiritimati $(BIN)/python -m pytest -n auto --dist worksteal tests/db tests/releases tests/feeds tests/scheduler tests/api $(ARGS)

coverage: setup ## Measure which lines the tests run
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered --cov-report=html $(ARGS)

mutants: setup ## Change the code in small ways, and count the changes that no test notices
	@$(BIN)/python -m tests.mutants $(ARGS)

soak: setup ## Play the faults for minutes, and print how often each fell and what arrived
	@$(BIN)/python -m pytest tests/faults --soak -o faulthandler_timeout=0 --timeout=0 $(ARGS)

hosts: setup ## Play the faults of several hosts, as network namespaces (needs root and iproute2)
	@$(BIN)/python -m pytest tests/hosts --hosts -o faulthandler_timeout=0 --timeout=0 $(ARGS)

fuzz: setup ## Ask the API for minutes whatever its description allows, and more
	@$(BIN)/python -m pytest tests/api/test_description.py --soak -s -o faulthandler_timeout=0 --timeout=0 $(ARGS)

audit: setup ## Ask the advisory service whether a locked requirement is known to be unsafe (needs the network)
	@$(BIN)/uvx --quiet pip-audit --strict --require-hashes --disable-pip --requirement requirements-dev.txt

screenshots: setup ## Show every page, light and dark, on a phone and a desktop (needs Chromium)
	@$(BIN)/python -m tests.web.screenshots screenshots

lint: setup ## Check style, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup ## Measure what is fast, each beside its peer
	@$(BIN)/python -m bench

load: setup ## Let 20,000 alerts fall due at once among a million reminders; ARGS=--help says what is smaller
	@$(BIN)/python -m bench.thursday $(ARGS)

simulate: setup ## Reckon how late 100 million subscriptions would be served by so many workers
	@$(BIN)/python deploy/simulate.py $(ARGS)

ci: lint test test-far ## Everything that must hold before a change lands

format: setup ## Put the code in form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock: setup ## Lock the requirements again, with hashes
	@$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --quiet --output-file requirements-dev.txt
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --quiet --constraint requirements-dev.txt --output-file requirements.txt
	@echo hatchling | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --quiet --constraint requirements-dev.txt --output-file requirements-build.txt

clean: ## Remove what was made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

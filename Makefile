# Every target sets up its own environment first: a clean clone, Python >= 3.11 and make are enough.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# The newest Python on the PATH that is at least 3.11.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := $(shell command -v uv 2>/dev/null)

.PHONY: help setup demo serve test test-far test-lowest clients coverage mutants soak fuzz audit hosts screenshots fit bench load simulate lint ci format lock clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready ## Create the environment in .venv from the locked requirements

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

demo: setup ## Show the whole journey from release to webhook on one screen; ARGS=--exit quits at the end
	@$(BIN)/openingday demo $(ARGS)

serve: setup ## Run the service on http://127.0.0.1:8000
	@$(BIN)/openingday serve

test: setup ## Run the tests on SQLite and PostgreSQL; ARGS="path -k name" selects some
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

test-far: setup ## Run the tests of dates and databases once more, in a zone far from UTC
	@TZ=Pacific/Kiritimati $(BIN)/python -m pytest -n auto --dist worksteal tests/db tests/releases tests/feeds tests/scheduler tests/api $(ARGS)

coverage: setup ## Measure which lines the tests run
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered --cov-report=html $(ARGS)

mutants: setup ## Run mutation tests on a seeded sample, and print the mutants that survived
	@$(BIN)/python -m tests.mutants $(ARGS)

test-lowest: setup ## Run tests on the lowest versions that pyproject.toml allows
	@mkdir -p build
	@$(BIN)/uv pip compile pyproject.toml --extra dev --resolution lowest-direct --python-version 3.11 --no-emit-index-url \
		--quiet --output-file build/lowest.txt
	@$(BIN)/uv venv --quiet --allow-existing --python $(PYTHON) build/lowest
	@VIRTUAL_ENV=build/lowest $(BIN)/uv pip sync --quiet build/lowest.txt
	@VIRTUAL_ENV=build/lowest $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@build/lowest/bin/python -m pytest -n auto tests/feeds tests/releases tests/db tests/api $(ARGS)

# Calendar clients of the npm registry; their tests are skipped where these are not installed.
tests/clients/node_modules/.ready: tests/clients/package-lock.json
	@cd tests/clients && npm ci --silent --no-audit --no-fund
	@touch $@

clients: setup tests/clients/node_modules/.ready ## Read the feeds with every calendar client, Debian's and slow ones too
	@CLIENT_TESTS=required $(BIN)/python -m pytest tests/clients --clients -o faulthandler_timeout=0 --timeout=0 $(ARGS)

soak: setup ## Run the fault tests for minutes, and print how often each fault struck and what arrived
	@$(BIN)/python -m pytest tests/faults --soak -o faulthandler_timeout=0 --timeout=0 $(ARGS)

hosts: setup ## Run the multi-host fault tests in network namespaces (needs root and iproute2)
	@$(BIN)/python -m pytest tests/hosts --hosts -o faulthandler_timeout=0 --timeout=0 $(ARGS)

fuzz: setup ## Fuzz the API from its OpenAPI description for minutes
	@$(BIN)/python -m pytest tests/api/test_description.py --soak -s -o faulthandler_timeout=0 --timeout=0 $(ARGS)

audit: setup ## Check the locked requirements for known vulnerabilities (needs the network)
	@$(BIN)/uvx --quiet pip-audit --strict --require-hashes --disable-pip --requirement requirements-dev.txt

screenshots: setup ## Take a screenshot of every page, light and dark, phone and desktop (needs Chromium)
	@$(BIN)/python -m tests.web.screenshots screenshots

lint: setup ## Check style, spelling, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/codespell
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fit: setup ## Fit the weights by which announcements are read (needs NumPy: the bench extra)
	@$(BIN)/python -m tests.announcements.fit $(ARGS)

bench: setup ## Measure the fast paths, each beside its peer
	@$(BIN)/python -m bench

load: setup ## Send 20,000 alerts that fall due at once among a million reminders; ARGS=--help shows smaller runs
	@$(BIN)/python -m bench.thursday $(ARGS)

simulate: setup ## Estimate lateness for 100 million subscriptions from the measured figures
	@$(BIN)/python deploy/simulate.py $(ARGS)

ci: lint test ## Run every check that must pass before a change lands

format: setup ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock: setup ## Compile the locked requirements, with hashes
	@$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --quiet --output-file requirements-dev.txt
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --quiet --constraint requirements-dev.txt --output-file requirements.txt
	@echo hatchling | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --quiet --constraint requirements-dev.txt --output-file requirements-build.txt

clean: ## Remove the environment and the caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

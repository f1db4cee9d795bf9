# Minutebook's tasks. `make` alone lists them; CI runs the same ones (.ci/run).

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; choose another with `make PYTHON=/path/to/python`.
PYTHON ?= $(or $(shell for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done),$(error Minutebook needs Python 3.11 or later; name one with make PYTHON=...))
BIN := .venv/bin
PYTHON_FILES := $(wildcard schemas services tests bench bootstrap.py)
# Other PostgreSQL versions that Debian and PostgreSQL's own packages put there, for test-all.
OTHER_POSTGRESQLS := $(wildcard $(foreach version,15 16 17,/usr/lib/postgresql/$(version)/bin /usr/pgsql-$(version)/bin))

.PHONY: help
help: ## List the tasks
	@echo 'Minutebook: the shared record between PCNs and a place-based partnership'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: run-environment ## Play the whole story; results in out/demo (ODS=folder: with real ODS files)
	@$(BIN)/minutebook demo $(if $(ODS),--ods '$(ODS)')

.PHONY: serve
serve: run-environment ## Leave the server running with the demo's data; prints its address and keys
	@$(BIN)/minutebook serve --demo

.PHONY: test
test: dev-environment ## Run the tests (ARGS='-k canvass' to choose)
	@$(BIN)/pytest $(ARGS)

.PHONY: test-all
test-all: test ## Run the tests, some with more examples, and again on every PostgreSQL found
	@MINUTEBOOK_TEST_THOROUGHLY=yes $(BIN)/pytest -m thorough $(ARGS)
	@$(if $(OTHER_POSTGRESQLS),,echo 'No other PostgreSQL (15 to 17) is installed here.')
	@set -e; for programs in $(OTHER_POSTGRESQLS); do \
		echo "Again, with the PostgreSQL in $$programs:"; \
		MINUTEBOOK_TEST_PG_BIN=$$programs $(BIN)/pytest -m database $(ARGS); \
	done

.PHONY: lint
lint: dev-environment ## Check formatting, code, types, import contracts and schemas
	@failed=; check() { echo "$$*"; "$$@" || failed="$$failed $$(basename $$1)"; }; \
	check $(BIN)/ruff format --check --quiet $(PYTHON_FILES); \
	check $(BIN)/ruff check --quiet $(PYTHON_FILES); \
	check $(BIN)/mypy; \
	check $(BIN)/lint-imports; \
	check $(BIN)/python -m schemas.generate --check; \
	test -z "$$failed" || { echo "lint: failed:$$failed" >&2; exit 1; }

.PHONY: format
format: dev-environment ## Format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet $(PYTHON_FILES) || true
	@$(BIN)/ruff format $(PYTHON_FILES)

.PHONY: schemas
schemas: run-environment ## Generate schemas/json and schemas/examples from the event types
	@$(BIN)/python -m schemas.generate

.PHONY: bench
bench: dev-environment ## Measure speed (writer, HTTP, import) beside its yardsticks
	@$(BIN)/python -m bench $(ARGS)

.PHONY: lock
lock: dev-environment ## Lock the dependencies by hash (UPGRADE=1: to their newest versions)
	@$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group build --group dev --constraints requirements.lock \
		--output-file requirements-dev.lock
	@$(COMPILE) --group bootstrap --output-file bootstrap.lock

UV = $(or $(shell command -v uv),$(BIN)/uv)
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-header $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## Remove the environment, caches and results; data/ stays
	@rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: run-environment dev-environment
run-environment:
	@$(PYTHON) bootstrap.py
dev-environment:
	@$(PYTHON) bootstrap.py dev

# Every way to use this clone. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo run test test-fast check bench format lock messages

# What was compiled is kept, whatever the machine is set up with: each process of the tests would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv/bin
SERVICES := $(VENV)/python -m config.servicios
# Each process has its own database; what is made once for a module, or for one of the packages `JUNTOS`, stays in one
# process. ARGS=-n0 runs in one. The order is that of tests/conftest.py.
PYTEST := $(VENV)/pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## install, play the demonstration cases and serve the site (DEMO_SERVIR=0: play and stop)
	@PYTHON=$(PYTHON) bin/preparar run
	@exec $(SERVICES) demo

run: ## serve the site for development: embedded services, worker, reload on change
	@PYTHON=$(PYTHON) bin/preparar run
	@exec $(SERVICES) run

test: ## everything: the checks, then unit, integration and browser tests
	@PYTHON=$(PYTHON) bin/preparar test
	@$(MAKE) --no-print-directory check
	@exec $(SERVICES) con --efimero $(PYTEST) $(ARGS)

test-fast: ## under two minutes: no browser, nothing marked `lento`
	@PYTHON=$(PYTHON) bin/preparar test
	@exec $(SERVICES) con --efimero $(PYTEST) --ignore tests/e2e -m "not lento" $(ARGS)

check: ## format, lint, types, layers, migrations, catalogues, templates, generated files
	@PYTHON=$(PYTHON) bin/preparar test
	@exec $(SERVICES) con --efimero $(VENV)/python -m config.servicios.comprobar

bench: ## the measured promises; writes docs/rendimiento.md, fails when one is missed
	@PYTHON=$(PYTHON) bin/preparar test
	@exec $(SERVICES) con --efimero $(VENV)/python -m bench $(ARGS)

format: ## rewrite the code in the project's format
	@$(VENV)/ruff check --fix-only --quiet .
	@$(VENV)/ruff format .

messages: ## renew the catalogues of translations from the sources and compile them
	@PYTHON=$(PYTHON) bin/preparar test
	@exec $(SERVICES) con --efimero $(VENV)/python manage.py mensajes

# The locks name no index: any machine installs them from the index that it is set up with.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --custom-compile-command "make lock" --quiet

lock: ## renew requirements*.txt from pyproject.toml (needs uv; UPGRADE=1 takes newer versions)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) --group dev --constraint requirements.txt --output-file requirements-dev.txt

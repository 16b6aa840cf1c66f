# make run    the newspaper on this machine (PORT=8001 make run for another port)
# make test   everything: lint, types, unit, database, browser
# make lint   the quick part of it
# make messages  bring the catalogues of translations up to date
# make lock   write locks/ anew from pyproject.toml
# make clean  remove what can be made again; the data in var/postgres and var/media stays

MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
COMPILE := $(PYTHON) -m uv pip compile --generate-hashes --no-emit-index-url --no-header \
	--universal --python-version 3.12

.PHONY: run test lint messages lock clean

run:
	@bin/setup run
	@exec $(PYTHON) manage.py run

test:
	@bin/setup browser
	@$(MAKE) lint
	@$(PYTHON) -m pytest

lint:
	@bin/setup dev
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --quiet --check .
	@$(PYTHON) .venv/bin/lint-imports
	@$(PYTHON) -m djlint templates --lint --quiet
	@$(PYTHON) -m mypy .

messages:
	@bin/setup dev
	@$(PYTHON) -m newsroom.catalogues

lock:
	@bin/setup dev
	@$(COMPILE) --quiet --extra embedded pyproject.toml -o locks/run.txt
	@$(COMPILE) --quiet --extra embedded --extra dev -c locks/run.txt pyproject.toml -o locks/dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache var/static var/static.stamp
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

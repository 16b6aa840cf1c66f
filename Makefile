# make run    the newspaper on this machine (PORT=8001 make run for another port)
# make test   everything: lint, types, unit, database, browser
# make lint   the quick part of it
# make messages  bring the catalogues of translations up to date
# make screenshots  every page type on phone, tablet and desk, light and dark, into var/screenshots
# make bench  the benchmarks; their tables go into docs/performance.md
# make lock   write locks/ anew from pyproject.toml
# make clean  remove what can be made again; the data in var/postgres and var/media stays

MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
COMPILE := $(PYTHON) -m uv pip compile --generate-hashes --no-emit-index-url --no-header \
	--universal --python-version 3.12

.PHONY: run test lint messages screenshots bench lock clean

run:
	@bin/setup run
	@exec $(PYTHON) manage.py run

test:
	@bin/setup browser
	@$(MAKE) lint
	@$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile -m "not alone"
	@$(PYTHON) -m pytest -m alone

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

screenshots:
	@bin/setup browser
	@$(PYTHON) -m tests.screenshots

bench:
	@bin/setup browser
	@$(PYTHON) -m benchmarks

# npm writes whom to fund into its lock, with hosts: ours names none.
lock:
	@bin/setup dev
	@$(COMPILE) --quiet --extra embedded pyproject.toml -o locks/run.txt
	@$(COMPILE) --quiet --extra embedded --extra dev -c locks/run.txt pyproject.toml -o locks/dev.txt
	@npm update --package-lock-only --silent
	@node -e 'const fs = require("fs"), name = "package-lock.json", lock = JSON.parse(fs.readFileSync(name)); for (const each of Object.values(lock.packages)) delete each.funding; fs.writeFileSync(name, JSON.stringify(lock, null, 2) + "\n")'

clean:
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache var/static var/static.stamp
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

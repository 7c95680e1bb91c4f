.DEFAULT_GOAL := help
.PHONY: run test test-all bench lint lock help

PORT ?= 8000
DEMO ?= 1
export PORT DEMO

PYTEST = .venv/bin/python -m pytest --numprocesses auto --maxprocesses 4
# Left out by their markers; and their libraries take each worker a second to read.
UNREAD = -p no:schemathesis --ignore=tests/browser --ignore=tests/kill --ignore=tests/web/test_generated_requests.py

run: ## set up what is missing, then serve on http://localhost:8000 (PORT=8080; DEMO=0 for an empty union)
	@.ci/set-up run
	@exec .venv/bin/lms serve

test: ## the suite to run all day: no browser, no killed workers, no big union, no made-up requests, no page twice (ARGS="tests/runs -k place" narrows it)
	@.ci/set-up test
	@echo "Left out: the browser tests, the kill tests, those on big unions and those made up for the API, pages drawn, rules"
	@echo "tried and statements counted on PostgreSQL again, and three of four examples of what holds for all values; make test-all runs them too."
	@exec $(PYTEST) --hypothesis-profile daily $(UNREAD) -m "not browser and not kill and not bench and not generated and not again" $(ARGS)

test-all: ## every test; needs Chromium (CHROMIUM=/path/to/it where it isn't /usr/bin/chromium)
	@.ci/set-up test
	@exec $(PYTEST) $(ARGS)

bench: ## what every page costs, on either database, in ten minutes (ARGS="--only pages" narrows it; --json for a machine)
	@.ci/set-up test
	@exec .venv/bin/python -m tests.bench $(ARGS)

lint: ## ruff on style, import-linter on who may import whom
	@.ci/set-up test
	@.venv/bin/ruff check
	@.venv/bin/lint-imports

lock: ## maintainers: write both requirements files from pyproject.toml (UPGRADE=--upgrade for newer releases)
	@.ci/lock $(UPGRADE)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The whole developer interface. `make demo` and `make test` need Python 3.11 or newer, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := src/phaseout/web
# What is installed is compiled when it is first loaded: of most of it that is never.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt

# What is compiled is kept, whatever the shell says: the tests start hundreds of processes, each of which would else
# compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

# System packages and those of Python are fetched beside each other.
MAKEFLAGS += --jobs=2

.PHONY: demo test system lint fix bench register docs openapi messages quality clean

demo: $(VENV)/.run
	$(BIN)/phaseout survey examples/town-hall --context examples/town-hall.toml \
	  -o table -o html=demo-report.html -o json=demo-report.json
	@echo "Asked as: an invented federal department with rooms in a town hall (examples/town-hall.toml)."
	@echo "The report is in demo-report.html; why each line is so: $(BIN)/phaseout explain --from demo-report.json"

test: system $(VENV)/.dev
	$(BIN)/phaseout register build
	$(BIN)/python tests/suite.py

system:
	$(PYTHON) tests/system_packages.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/phaseout register check

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(PIP) --editable ".[bench]"
	$(BIN)/python bench/run.py

register: $(VENV)/.run
	$(BIN)/phaseout register build

# Everything that is made from the register and kept: pages of the documentation, JSON Schema for editors.
docs: $(VENV)/.run
	$(BIN)/phaseout register build
	$(BIN)/phaseout register docs --output docs/register
	$(BIN)/phaseout register schema --output register/schema
	$(MAKE) openapi

# What the API says of itself, docs/openapi.json. It needs no data: the folder is made where there is none.
openapi: $(VENV)/.run
	$(BIN)/python -m phaseout.web openapi docs/openapi.json

# What each app of the web application says, gathered into its French catalogue and compiled from it. Needs gettext.
messages: $(VENV)/.dev
	for app in $(WEB)/*/apps.py; do mkdir -p $$(dirname $$app)/locale/fr/LC_MESSAGES && (cd $$(dirname $$app) && \
	  $(CURDIR)/$(BIN)/python -m phaseout.web makemessages --locale fr --no-wrap --no-location --no-obsolete) && \
	  $(BIN)/pybabel compile --directory $$(dirname $$app)/locale --domain django || exit 1; done

# CORPORA: a folder of labelled corpora; RECOG: a copy of Recog's folder xml, to be compared with. Without it the comparison
# with Recog stays in the page as it was, with its day; without CORPORA the project's own purchase lines are measured alone.
quality: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m quality.measure $(CORPORA) $(if $(RECOG),--recog $(RECOG))

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "phaseout needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt build_register.py $(shell find register -type f)
	$(PIP) --editable ".[web]"
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt build_register.py $(shell find register -type f)
	$(PIP) --editable ".[dev]"
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist demo-report.html demo-report.json .mypy_cache .ruff_cache .pytest_cache .hypothesis

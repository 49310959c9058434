# Prüfbuch. `make serve` shows the site, `make test` runs everything that CI runs.
# Nothing needs to be installed but python3 (3.11 or later), pip, git and make; all else goes into .venv.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Material's banner about its end of life; what it means for towns stands in CONTRIBUTING.md.
export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1
PIP = $(PYTHON) -m pip --python $(PY) --disable-pip-version-check install --quiet

COMPILE = $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --extra site

.PHONY: serve build install test checks lock format clean

serve: install ## show the site at http://127.0.0.1:8000/ and rebuild it on every change
	$(PY) -m mkdocs serve

build: install ## write the site to site/
	$(PY) -m mkdocs build

install: $(VENV)/installed ## what the site and the command pruefbuch need

test: $(VENV)/installed-dev ## install what tests need and run everything CI runs
	sh .ci/chromium
	$(MAKE) --no-print-directory checks

checks:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pruefbuch validate
	$(PY) -m mkdocs build --site-dir "$$(mktemp -d)"
	$(PY) -m pytest

# The environment is made without its own pip, so that Debian's python3 is enough without python3-venv.
$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python ab 3.11 ist nötig; anderes Python: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/python requirements.txt pyproject.toml
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(PIP) --require-hashes --requirement requirements-dev.txt
	touch $@

lock: $(VENV)/installed-dev ## renew both lists of dependencies, for every Python from 3.11 on
	$(COMPILE) --group build --output-file requirements.txt pyproject.toml
	$(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml

format: $(VENV)/installed-dev ## bring the code into form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

clean: ## remove everything that was made
	rm -rf $(VENV) site .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

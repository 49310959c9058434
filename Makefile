# Prüfbuch. `make serve` shows the site, `make test` runs everything that CI runs.
# Nothing needs to be installed but python3 (3.11 or later), pip, git and make; all else goes into .venv.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Material's banner about its end of life; what it means for towns stands in CONTRIBUTING.md.
export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1
# --no-deps: the lists are complete, and an older pip that asks for the newest version of an extra would stumble over its hash.
INSTALL = --disable-pip-version-check install --quiet --no-deps
PIP = "$(PYTHON)" -m pip --python $(PY) $(INSTALL)

COMPILE = $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# the runs of the tests, the longest first
RUNS = rest commands browser access programs

.PHONY: serve build install test checks $(addprefix tests-,$(RUNS)) tests-alone twin sbom dist release audit fuzz readers mutants whole lock format clean

serve: install ## show the site at http://127.0.0.1:8000/ and rebuild it on every change
	$(PY) -m mkdocs serve

build: install ## write the site to site/
	$(PY) -m mkdocs build

install: $(VENV)/installed ## what the site and the command pruefbuch need

test: $(VENV)/installed-dev ## install what tests need and run everything CI runs
	sh .ci/chromium
	$(MAKE) --no-print-directory checks

checks: .venv-core/installed .venv-properdocs/installed
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/zizmor --offline --quiet --pedantic .github
	$(PY) -m pruefbuch validate
	$(PY) -m mkdocs build --site-dir "$$(mktemp -d)"
	rm -f .coverage*
	$(MAKE) --no-print-directory --jobs 3 --output-sync=target $(addprefix tests-,$(RUNS))
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report
	$(MAKE) --no-print-directory tests-alone

# Three runs at a time (tests/conftest.py), for they also wait; then the tests that need the machine for themselves.
# Two of them together reach every line of the program without a browser; watching the others as well would only take time.
tests-rest tests-commands: WATCHED = --cov --cov-report= --cov-fail-under=0
$(addprefix tests-,$(RUNS)) tests-alone: tests-%:
	COVERAGE_FILE="$$PWD/.coverage.$*" $(PY) -m pytest -m $* $(WATCHED) --durations=5

# The environment is made without its own pip, so that Debian's python3 is enough without python3-venv.
$(VENV)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python ab 3.11 ist nötig; anderes Python: make PYTHON=python3.12 …"; exit 1; }
	"$(PYTHON)" -m venv --without-pip $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/python requirements.txt pyproject.toml
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(PIP) --require-hashes --requirement requirements-dev.txt
	touch $@

# Environments of their own, each from its list: the core without MkDocs, the site with ProperDocs, the tools for releases.
.venv-%/installed: requirements-%.txt
	"$(PYTHON)" -m venv --clear --without-pip .venv-$*
	"$(PYTHON)" -m pip --python .venv-$*/bin/python $(INSTALL) --require-hashes --requirement $<
	touch $@

OTHER ?= python3
twin: $(VENV)/installed ## build with a second Python as well (make twin OTHER=python3.14) and compare every byte
	rm -rf .venv-other && $(MAKE) --no-print-directory VENV=.venv-other PYTHON="$(OTHER)" .venv-other/installed
	set -e; folder="$$(mktemp -d)"; for venv in $(VENV) .venv-other; do \
	  SOURCE_DATE_EPOCH=0 $$venv/bin/python -m mkdocs build --site-dir "$$folder/$$venv"; done; \
	diff -r "$$folder/$(VENV)" "$$folder/.venv-other"

dist: $(VENV)/installed ## wheel, source archive and bill of materials of a release in dist/; the same commit gives the same bytes
	rm -rf dist
	$(PY) -m hatchling build --directory dist
	$(MAKE) --no-print-directory sbom

release: test ## all checks, then the release of the version in pyproject.toml: heading in CHANGELOG.md, tag, and all of dist/ with notes
	$(PY) tools/release.py "$$(date +%F)"

sbom: .venv-release/installed ## what the site is made with, as CycloneDX, in dist/
	mkdir -p dist
	.venv-release/bin/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml --mc-type application \
	  --output-format JSON --output-file dist/pruefbuch.cdx.json requirements.txt
	.venv-release/bin/python tools/vendored.py dist/pruefbuch.cdx.json

audit: .venv-release/installed ## ask whether a dependency has known gaps (needs the internet)
	for list in requirements*.txt; do .venv-release/bin/pip-audit --strict --disable-pip --require-hashes --requirement $$list || exit 1; done

MINUTES ?= 3
fuzz: $(VENV)/installed-dev ## every reader of files under a fuzzer, for MINUTES each
	$(PY) tests/fuzz.py all .cache/fuzz -max_total_time=$$(($(MINUTES) * 60))

readers: $(VENV)/installed-dev ## do both readers of YAML say the same about changed files? for MINUTES
	$(PY) tests/compare_readers.py $(MINUTES)

whole: $(VENV)/installed-dev ## all that is otherwise tried by samples: every page in the browser, every attack on others, more examples by chance
	sh .ci/chromium
	$(PY) -m pytest --whole -m "not alone" --durations=20

mutants: $(VENV)/installed-dev ## would the tests notice? every change of a line in the rules and sanitisers (five minutes)
	$(PY) tests/mutants.py

lock: $(VENV)/installed-dev ## renew all lists of dependencies, for every Python from 3.11 on
	$(COMPILE) --extra site --group build --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra site --group dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(COMPILE) --extra site --group properdocs --constraints requirements.txt --output-file requirements-properdocs.txt pyproject.toml
	$(COMPILE) --constraints requirements.txt --output-file requirements-core.txt pyproject.toml
	$(COMPILE) --group release --constraints requirements.txt --output-file requirements-release.txt

format: $(VENV)/installed-dev ## bring the code into form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

clean: ## remove everything that was made
	rm -rf $(VENV) .venv-* .cache dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*

# “make site” and “make test” each work alone on a fresh machine with Python 3.11 or later, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: site test serve clean

site: $(SITE_READY)
	$(BIN)/praxis build --strict

serve: $(SITE_READY)
	$(BIN)/praxis serve

test: $(TEST_READY)
	$(BIN)/python -m tests.all

clean:
	rm -rf $(VENV) site .praxis .site.praxis

$(SITE_READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(TEST_READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(SITE_READY)

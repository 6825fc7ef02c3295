# Two commands are enough: `make nightly` and `make test`. Both set up what is missing. Needs Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: nightly test test-long bench audit browser cluster ui query propose lint format lock clean

nightly: $(READY)
	$(BIN)/dwh nightly

test: $(READY) browser
	$(BIN)/pytest

# What takes minutes: faults by the hundred, a cluster, hostile files of gigabytes, LibreOffice, a newcomer's night. .ci/run
# runs them too.
test-long: $(READY) browser cluster
	$(BIN)/pytest -m long

# Prints what a load costs beside the floor, and writes it to benchmarks/README.md.
bench: $(READY)
	$(BIN)/python -m benchmarks

# What is known against the packages of the lock; says so where there is nobody to ask. ADVIEZEN names a copy of PyPA's
# advisory database, for machines that reach no service.
audit: $(READY)
	$(BIN)/python -m tests.support.audit requirements.lock $(ADVIEZEN)

# Spark, and Dagster's storage on Postgres: half a gigabyte that one municipality does not need.
cluster: $(VENV)/.cluster

# Chromium and LibreOffice for the tests that look at pages and workbooks; does nothing where they are (or DWH_CHROMIUM
# and DWH_SOFFICE name them).
browser:
	@tests/reporting/install_programs.sh

ui: $(READY)
	$(BIN)/dwh ui

query: $(READY)
	$(BIN)/dwh query

propose: $(READY)
	$(BIN)/dwh propose $(FEED)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models dbt_project/tests reporting/dashboard/sql reporting/rapport/sql reporting/rapport/financien/sql
	$(BIN)/dwh contracts

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar dbt_project/models dbt_project/tests reporting/dashboard/sql reporting/rapport/sql reporting/rapport/financien/sql

# uv installs the locked packages in seconds and compiles them, so that every start after this one is quick.
$(READY): requirements.lock requirements-bootstrap.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bootstrap.lock
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.cluster: $(READY) requirements-cluster.lock
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements-cluster.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

# Names, versions and hashes only: no index host may stand in a lock.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header \
		--extra dev pyproject.toml --output-file requirements.lock
	cp requirements.lock requirements-cluster.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header \
		--extra dev --extra cluster pyproject.toml --output-file requirements-cluster.lock
	echo uv | $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - \
		--constraint requirements.lock --output-file requirements-bootstrap.lock

clean:
	rm -rf $(VENV) data

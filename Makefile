# Two commands: `make plan` sets everything up and solves the shipped case; `make test` sets everything up and runs all checks.
# Only python3 (3.11-3.13) with pip is needed: the environment is made without ensurepip, which bare Debian leaves out.
# The lock files are complete, so pip resolves nothing: a newer release of a locked package changes nothing.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: plan test coverage setup lock wheel clean

plan: .venv/ready
	$(BIN)/optimiser solve taz

test: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Apart from the tests, because tracing every line nearly doubles what they take; the floor is in pyproject.toml.
coverage: .venv/ready-test
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

setup: .venv/ready-test

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip --clear .venv
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/ready-test: .venv/ready requirements-test.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r requirements-test.lock
	@touch $@

# Maintainers only: pins every dependency with its hashes, without index addresses.
PIN = pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header
lock:
	$(PIN) --output-file requirements.lock pyproject.toml
	$(PIN) --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml

wheel: .venv/ready
	$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

clean:
	rm -rf .venv dist

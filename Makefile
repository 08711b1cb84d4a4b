# Everything a fresh machine needs is Python 3.11 or newer, make and a C library.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench verify mutants coverage pythons smoke posterior golden screen odd glossary docs clean
demo: $(READY)
	$(BIN)/python run.py compare --replicates 50 --seed 1 --out results/demo

# On every core there is; tests of one file stay together, for the sake of what they share.
test: check
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Under ten quiet minutes; `make bench SHORT=--short` is what one run costs and how long a start takes, under two.
bench: $(READY)
	$(BIN)/python tests/benchmarks/bench.py $(SHORT) --out bench.json

# The fit that comes with the project, anew; needed after any change of a rule or of a default.
posterior: $(READY)
	$(BIN)/python run.py calibrate --seed 1 --out results/posterior
	cp results/posterior/posterior.csv results/posterior/posterior.json analysis/calibration/shipped/

# What is renewed when results are meant to change, each by one command; then say so in CHANGELOG.md.
golden: $(READY)
	$(BIN)/python tests/golden/renew.py

screen: $(READY)
	$(BIN)/python -m analysis.belief.screening

odd: $(READY)
	$(BIN)/python -m analysis.documents.odd

glossary: $(READY)
	$(BIN)/python -m analysis.documents.glossary

# What pages show of commands and charts, from the program itself: some forty minutes.
docs: odd glossary
	$(BIN)/python -m analysis.documents.outputs
	$(BIN)/python -m analysis.documents.gallery
	$(BIN)/python -m analysis.documents.paper
	$(BIN)/python run.py compare --replicates 50 --seed 1 --out results/demo >/dev/null
	cp results/demo/charts/effects.png docs/pictures/effects.png
	$(BIN)/python run.py report results/demo --lang th >/dev/null
	cp results/demo/charts/effects.png docs/pictures/effects-th.png

# The second method of calibration, the judges of pages (axe-core) and of exports (rocrate-validator) and the fuzzer
# (atheris) are kept out of the lock: they bring packages that nothing else needs. Where one cannot be had, its test is
# skipped and says so.
verify: $(READY) pythons
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[verify]'
	$(BIN)/python -m pytest -m slow --numprocesses auto
	$(BIN)/python run.py validate

# Whether tests notice what is changed in rules and estimators: 400 mutants, about an hour of one core.
mutants: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[verify]'
	$(BIN)/python tests/mutants/trials.py

# Which lines the quick tests run, at least 95 in 100: once as always, and rules once more as plain Python,
# where three tests fail that rest on compiled types. About an hour.
PLAIN := tests/sim/rules $(wildcard tests/sim/test_interventions*.py)

coverage: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[verify]'
	rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run -m pytest
	-PYTHONPATH=tests/mutants $(BIN)/python -m coverage run -m pytest -p plain $(PLAIN)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --skip-covered --fail-under=95

# Each version of Python that is found here, in a fresh environment: what is missing is skipped and told.
PYTHONS := python3.11 python3.12 python3.13
SMOKE := tests/golden tests/sim/rules tests/sim/test_model.py

pythons:
	@for python in $(PYTHONS); do \
		if ! $$python -c "" 2>/dev/null; then echo "$$python is not here: skipped"; continue; fi; \
		echo "$$python" && $(MAKE) --no-print-directory READY=.venv-$$python/.ready VENV=.venv-$$python \
			PYTHON=$$python smoke || exit 1; \
	done

smoke: $(READY)
	$(BIN)/python run.py run baseline --replicates 2 --months 6 --out $(VENV)/smoke >/dev/null && rm -r $(VENV)/smoke
	$(BIN)/python -m pytest $(SMOKE)

# The lock holds versions and hashes; pip refuses anything else. The last step compiles the rules, once.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or newer is needed; this is ' + sys.version.split()[0])"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python run.py run baseline --posterior none --replicates 1 --months 1 --json --out .compiled/first >/dev/null && rm -r .compiled/first
	touch $@

clean:
	rm -rf $(VENV) $(PYTHONS:%=.venv-%) .compiled results bench.json .pytest_cache .mypy_cache .ruff_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

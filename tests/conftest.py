"""What many tests of the model core share; built once, and never changed by a test."""

from __future__ import annotations

import os

from analysis.commands.environment import settle

settle()  # before numpy is there, as the program does: tests that share cores are many times slower without

import pytest
from hypothesis import settings

from sim.draws import DEFAULTS
from sim.plan import make_plan
from sim.simulate import Peopling

# The same examples on every machine and in every run: a test that passes today passes tomorrow.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def peopling():
    """Where the organisations of the shipped counts come from."""
    return Peopling()


@pytest.fixture(scope="session")
def start(peopling):
    """The starting world of seed 1 under the baseline, and its plan; not to be changed."""
    from small_worlds import BASELINE

    plan = make_plan(BASELINE, DEFAULTS)
    return peopling.world(plan, 1), plan

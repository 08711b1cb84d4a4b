"""A run that was witnessed, shared by tests that only look at it."""

from __future__ import annotations

import pytest
from small_worlds import organisations
from witnessed_runs import EVERYTHING, witnessed


@pytest.fixture(scope="session")
def table():
    return organisations(300, 12, provinces=(0, 4))


@pytest.fixture(scope="session")
def model(table):
    made = witnessed(EVERYTHING, table)
    yield made
    made.close()

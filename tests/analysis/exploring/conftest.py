"""Worlds that tests of the page share: lived through once, and remembered from test to test."""

from __future__ import annotations

import pytest
from exploring_cases import small_request, switched

from analysis.exploring.engine import Engine
from analysis.exploring.findings import find


@pytest.fixture(scope="session")
def engine():
    return Engine(small_request())


@pytest.fixture(scope="session")
def found(engine):
    """Of recommendation 4 on top of the programme, in six worlds."""
    return find(engine, switched("programme", 4), 6, lambda: False, lambda done: None)

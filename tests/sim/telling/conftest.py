"""What tests of telling share."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.recommendation import Recommendation, load_recommendation


@pytest.fixture
def radio() -> Recommendation:
    """A policy of one's own."""
    return load_recommendation(Path(__file__).parents[2] / "support" / "village-radio.toml")

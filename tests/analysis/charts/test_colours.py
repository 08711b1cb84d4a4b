"""Colours that meet on a chart are told apart, by those who see no red or no green as well; one for each thing."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from analysis.charts import clarity, colours

MEETING = {
    "effects": (colours.CLEAR_MORE, colours.UNCLEAR, colours.CLEAR_LESS, colours.MEDIAN),
    "paths": (colours.POLICY, colours.REFERENCE, colours.BASELINE),
    "observed": (colours.SIMULATED, colours.OBSERVED),
    "frontier": (colours.FRONTIER, colours.CLEAR_MORE, colours.UNCLEAR, colours.CLEAR_LESS),
    "acceptability": (colours.REFERENCE, colours.OTHERS, *colours.OPTIONS),
    "portfolios": (colours.BEST, colours.LEVEL, colours.WORSE, colours.FRONTIER),
    "learnt": (colours.LEARNT, colours.PARTLY, colours.PRIOR),
    "recovery": (colours.GOOD, colours.BAD, colours.LUCK),
    "tornado": (colours.LOW, colours.HIGH),
    "knowing": (colours.EVERYTHING, colours.GROUP, colours.NUMBER),
    "pilot": (colours.WORTH, colours.COST),
    "judgements": (colours.EXPERT, colours.POOL, colours.DECLARED, colours.MEDIAN),
    "calendar": (colours.POLICY, colours.TEAMS, colours.CARE),
    "network": tuple(colours.FORMS.values()),
}
# Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear red, green and blue
EYES = {
    "all": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def seen(colour, eyes):
    """A colour as it is seen, (3,), as a screen shows it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    left = np.clip(EYES[eyes] @ linear, 0.0, 1.0)
    return np.where(left <= 0.0031308, 12.92 * left, 1.055 * left ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("chart", MEETING)
def test_colours_that_meet_are_told_apart(chart, eyes):
    pairs = combinations(MEETING[chart], 2)
    gaps = {(one, other): np.linalg.norm(seen(one, eyes) - seen(other, eyes)) for one, other in pairs}
    assert {pair: gap for pair, gap in gaps.items() if gap < 0.1} == {}


def test_a_world_without_a_programme_has_its_line_and_any_other_reference_its_own():
    assert colours.context("baseline")["color"] == colours.BASELINE
    assert colours.context("programme") == colours.context("mine")
    assert colours.context("programme")["ls"] != colours.context("baseline")["ls"]


def test_what_an_interval_says_has_its_colour():
    ends = {(0.1, 2.0): colours.CLEAR_MORE, (-1.0, 1.0): colours.UNCLEAR, (-2.0, -0.1): colours.CLEAR_LESS}
    for (low, high), colour in ends.items():
        assert clarity.colour({"simultaneous_low": low, "simultaneous_high": high}) == colour

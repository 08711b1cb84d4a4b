"""What recommendations do together beyond the sum: what is said of it, and which needs a rule writes down."""

from __future__ import annotations

import pytest

from analysis.effects.interactions import BUILT_IN, PAIRS, Joint, joint_effects, scenarios, words
from analysis.effects.statistics import Estimate
from sim.ensembles.worlds import worlds
from sim.language.texts import text


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.1, 2.0, "needs"), (-2.0, -0.1, "replaces"), (-1.0, 1.0, "untold")]
)
def test_what_is_said_follows_from_the_interval(low, high, said):
    found = Joint((1,), (3,), Estimate((low + high) / 2, low, high, 60))
    assert found.said == said
    assert (
        text(f"joint_{said}", "en") in words([found], "en")[1]
        and text(f"joint_{said}", "th") in words([found], "th")[1]
    )


@pytest.mark.parametrize("lang", ["en", "th"])
def test_needs_that_a_rule_writes_down_are_called_built_in(lang):
    built = text("joint_built_in", lang)
    for first, second in PAIRS:
        line = words([Joint(first, second, Estimate(1.0, 0.5, 1.5, 60))], lang)[1]
        assert (built in line) == ((first, second) in BUILT_IN)
    assert set(BUILT_IN) < set(PAIRS)


def test_every_contrast_is_read_off_the_same_worlds():
    found = joint_effects(worlds(3, 1, 1), 2)
    assert [(one.first, one.second) for one in found] == list(PAIRS)
    assert len({scenario.key for scenario in scenarios()}) == len(scenarios())
    assert found == joint_effects(worlds(3, 1, 1), 1)

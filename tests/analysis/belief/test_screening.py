"""The screening of parameters: every one is moved, within what is believed, and what matters comes first."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.belief import screening
from sim.draws import PRIORS
from sim.parameters import BY_NAME


def test_every_parameter_but_the_price_is_screened_within_its_declared_range():
    asked = screening.problem()
    assert set(asked["names"]) == set(BY_NAME) - {screening.PRICE} | {screening.CHANCE}
    for name, (low, high) in zip(asked["names"], asked["bounds"]):
        if name == screening.CHANCE:
            continue
        declared = BY_NAME[name]
        assert declared.low <= low < high <= declared.high + 0.999 * bool(declared.forms), name


@pytest.mark.parametrize("name", ["lapse_rate", "founding_cost"])
def test_what_is_drawn_is_moved_over_what_is_believed_of_it(name):
    asked = screening.problem()
    assert asked["bounds"][asked["names"].index(name)] == PRIORS[name][:2]


def test_what_matters_comes_first_and_what_does_nothing_has_no_effect(monkeypatch):
    def outcomes(values, trajectory, peopling):
        found = np.zeros(len(screening.OUTCOMES))
        found[0] = 10 * values["lapse_rate"] / PRIORS["lapse_rate"].high
        found[1] = values["hours"] / PRIORS["hours"].high
        found[2] = 30.0 * (values["media_form"] == 2.0)
        return found + 0.5 * values[screening.CHANCE]

    monkeypatch.setattr(screening, "outcomes_at", outcomes)
    found = screening.screen(4, 2)
    by_name = {one.name: one for one in found}
    assert {one.name for one in found if one.share > 0} == {"lapse_rate", "hours", "media_form", screening.CHANCE}
    assert {one.name for one in found[:2]} == {"lapse_rate", "media_form"}
    assert by_name[screening.CHANCE].share == pytest.approx(1.0)
    assert {one.name for one in found if one.clear} == {"lapse_rate", "media_form"}
    assert found == screening.screen(4, 1)


def test_what_was_found_is_read_as_it_was_written(tmp_path):
    found = [screening.Screened("hours", (1.0, 0.5, 0.0, 0.25, 2.0), 1.0)]
    screening.write(found, tmp_path / "screened.csv")
    assert screening.read(tmp_path / "screened.csv") == found


def test_chance_is_common_to_all_points_of_a_trajectory():
    from sim.simulate import Peopling

    values = {one.name: one.default for one in BY_NAME.values() if one.name != screening.PRICE}
    first, second = (screening.outcomes_at(values, trajectory, Peopling()) for trajectory in (0, 0))
    assert (first == second).all()
    assert (screening.outcomes_at(values, 1, Peopling()) != first).any()


def test_another_course_of_chance_changes_what_happens_and_not_who_is_drawn():
    from sim.simulate import Peopling

    values = {one.name: one.default for one in BY_NAME.values() if one.name != screening.PRICE}
    first, second = (screening.outcomes_at(values | {screening.CHANCE: other}, 0, Peopling()) for other in (0.0, 2.0))
    assert (first != second).any()
    assert (first == screening.outcomes_at(values, 0, Peopling())).all()


def test_whatever_clearly_matters_is_drawn():
    found = screening.read()
    assert {one.name for one in found} == set(BY_NAME) - {screening.PRICE} | {screening.CHANCE}
    assert {one.name for one in found if one.clear} <= set(PRIORS)

"""Which willingness to pay is told at length, in what order numbers stand, and that a whole holds its parts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.answers.pilot import Terms
from analysis.answers.worth import ALL, ASKED, MAY, MOST, Question, at_level, known, shown_level
from analysis.answers.worth_words import SHOWN, shown
from analysis.drivers.numbers import Number

ASKING = Question(None, None, Terms())


def levels(worths, uppers, clear):
    """What knowing all numbers is worth if money is no object, and at three willingnesses to pay."""
    paid = [np.nan, 1e6, 2e6, 4e6]
    return pd.DataFrame({"willingness": paid, "key": ALL, "worth": worths, "upper": uppers, "clear": clear})


def test_the_value_that_was_asked_for_is_told():
    table = levels([0.0] * 4, [0.1] * 4, [False] * 4)
    assert shown_level(Question(3_000_000, None, Terms()), table) == (3_000_000, ASKED)


def test_the_value_at_which_knowing_is_surely_worth_most_is_told():
    table = levels([9.0, 0.1, 0.3, 0.8], [9.0, 0.2, 0.5, 2.0], [True, True, True, False])
    assert shown_level(ASKING, table) == (2_000_000, MOST)


@pytest.mark.parametrize("worths", [[0.0] * 4, [0.5, 0.2, 0.1, 0.0]])
def test_where_nothing_is_clear_it_is_that_at_which_knowing_may_be_worth_most(worths):
    """Not the first of several at which it is worth 0, as if it were worth most there."""
    assert shown_level(ASKING, levels(worths, [9.0, 0.2, 0.3, 0.6], [False] * 4)) == (4_000_000, MAY)


def planted(worlds=300):
    """One strong number, one of which little is found, three inert ones; money no object, and one level."""
    random = np.random.default_rng(2)
    drawn = pd.DataFrame(random.normal(size=(worlds, 5)), columns=list("abcde"))
    gain = 0.1 + 1.5 * drawn["a"] + 0.15 * drawn["b"] + random.normal(size=worlds)
    outcomes = np.column_stack([np.zeros(worlds), gain])
    groups = dict(zip("abcde", ["strength", "dose", "dose", "parameter", "cost"]))
    named = {name: Number(name=name, group=groups[name], en=name, th=name, unit_en="", unit_th="") for name in drawn}
    return known(drawn, named, [outcomes, outcomes - np.array([0.0, 0.2])], np.arange(worlds))


def test_numbers_that_are_clear_come_first_then_those_that_may_be_worth_most():
    table = planted()
    for _, rows in table[table["kind"] == "number"].groupby("level"):
        assert list(rows["clear"]) == [True, *[False] * 4] and rows["key"].iloc[0] == "a"
        assert rows["upper"].iloc[1:].is_monotonic_decreasing and (rows["upper"] > 0.0).all()
        assert rows["lower"].iloc[0] > 0.0 == rows["lower"].iloc[1:].max()


def test_a_whole_holds_its_parts():
    for _, rows in planted().groupby("level"):
        by_key = rows.set_index("key")
        assert by_key.loc["strength", "clear"] and by_key.loc["strength", "worth"] >= by_key.loc["a", "worth"]
        assert by_key.loc["all", "clear"] and not by_key.loc[["dose", "agency", "cost"], "clear"].any()
        assert (by_key.drop("everything")["upper"] <= by_key.loc["all", "upper"] + 1e-12).all()
        assert by_key.loc["dose", "upper"] >= by_key.loc[["b", "c"], "upper"].max()
        assert by_key.loc["agency", "upper"] == 0.0  # which holds no number


def test_as_many_numbers_are_drawn_as_are_in_the_table():
    rows = pd.DataFrame({"kind": ["everything", "group", *["number"] * 9], "willingness": 1.0})
    assert len(shown(rows)) == 2 + SHOWN
    assert len(at_level(rows, 1.0)) == 11 and at_level(rows, None).empty

"""The efficiency frontier: a published example, and options that were planted to be outdone, alike or in line."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.economics.frontier import AND, best_buys, frontier, on_frontier

# Paltiel et al. (2006), Annals of Internal Medicine 145(11), table 4: screening for HIV where it is common. Dollars and
# quality-adjusted life-months a person; the ratios are those that R's dampack reports for these rounded figures.
SCREENING = pd.DataFrame(
    {
        "cost": [26_000, 27_000, 28_020, 28_440, 29_440],
        "effect": np.array([277.25, 277.57, 277.78, 277.83, 277.76]) / 12,
    },
    index=["status quo", "one time", "every 5 years", "every 3 years", "annual"],
)


def of(**places):
    """The frontier of options at (cost, effect)."""
    table = pd.DataFrame(places, index=["cost", "effect"]).T
    return frontier(table["effect"], table["cost"])


def test_a_published_example():
    table = frontier(SCREENING["effect"], SCREENING["cost"].astype(float))
    assert list(table.index) == list(SCREENING.index)
    assert list(table["status"]) == ["frontier"] * 4 + ["dominated"]
    assert table["icer"].tolist()[1:4] == pytest.approx([37_500, 58_285.71, 100_800], abs=0.01)
    assert math.isnan(table["icer"].iloc[0]) and math.isnan(table["icer"].iloc[4])
    assert list(table["against"]) == ["", "status quo", "one time", "every 5 years", "every 5 years"]


def test_worked_by_hand():
    """From nothing to a: 2 an alliance. To c: (10 − 2) / (3 − 1) = 4. b would ask 5 an alliance beyond a, then 3.
    d costs what c does, for less; e costs more than a and adds less."""
    table = of(nothing=(0, 0), a=(2, 1), b=(7, 2), c=(10, 3), d=(10, 2.5), e=(3, 0.5))
    assert table["status"].to_dict() == {
        "nothing": "frontier", "a": "frontier", "b": "extended", "c": "frontier", "d": "dominated", "e": "dominated",
    }  # fmt: skip
    assert table["against"].to_dict() == {
        "nothing": "", "a": "nothing", "b": f"a{AND}c", "c": "a", "d": "c", "e": "a",
    }  # fmt: skip
    assert table.loc["c", ["extra_cost", "extra_effect", "icer"]].tolist() == [8, 2, 4]
    assert [tuple(one) for one in best_buys(table)] == [
        (0, 2, ("nothing",)), (2, 4, ("a",)), (4, math.inf, ("c",)),
    ]  # fmt: skip


def test_two_in_the_same_place_stand_together():
    table = of(nothing=(0, 0), a=(2, 1), twin=(2, 1), c=(10, 3))
    assert list(table["status"]) == ["frontier"] * 4
    assert table.loc["a", "icer"] == table.loc["twin", "icer"] == 2 and table.loc["c", "against"] == "a"
    assert best_buys(table)[1].options == ("a", "twin")


def test_twins_off_the_frontier_are_outdone_alike():
    table = of(nothing=(0, 0), a=(2, 2), bad=(3, 1), worse=(3, 1))
    assert list(table.loc[["bad", "worse"], "status"]) == ["dominated"] * 2
    assert list(table.loc[["bad", "worse"], "against"]) == ["a"] * 2


def test_what_lies_on_the_line_between_two_is_not_outdone_but_never_the_one_best():
    table = of(nothing=(0, 0), half=(1, 1), whole=(2, 2))
    assert list(table["status"]) == ["frontier"] * 3
    assert [one.options for one in best_buys(table)] == [("nothing",), ("whole",)]


def test_where_nothing_adds_the_reference_is_all_there_is():
    table = of(nothing=(0, 0), a=(2, 0), b=(1, -1))
    assert table["status"].to_dict() == {"nothing": "frontier", "b": "dominated", "a": "dominated"}
    assert [tuple(one) for one in best_buys(table)] == [(0, math.inf, ("nothing",))]


def test_what_saves_and_adds_outdoes_the_reference():
    table = of(nothing=(0, 0), saves=(-1, 1), less=(-2, -1))
    assert table.loc["nothing", "status"] == "dominated" and table.loc["nothing", "against"] == "saves"
    assert [one.options for one in best_buys(table)] == [("less",), ("saves",)]


def test_an_extended_dominated_option_may_outdo_another():
    """c is outdone by no option of the frontier alone, but by b, which is itself outdone by a mixture."""
    table = of(nothing=(0, 0), b=(6, 2), c=(6.5, 1.9), far=(10, 5))
    assert table.loc[["b", "c"], "status"].tolist() == ["extended", "dominated"]
    assert table.loc["c", "against"] == "b"


PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(-5, 12)), min_size=1, max_size=9)


@given(PLACES)
def test_the_frontier_holds_all_that_is_ever_best_and_nothing_that_is_outdone(places):
    table = of(**{f"o{nth}": place for nth, place in enumerate(places)})
    on = table[table["status"] == "frontier"]
    for place in on[["cost", "effect"]].itertuples(index=False):
        others = table[(table["cost"] != place.cost) | (table["effect"] != place.effect)]
        assert not ((others["cost"] <= place.cost) & (others["effect"] >= place.effect)).any()
    assert (on["icer"].dropna().diff().dropna() >= -1e-9).all()
    for willing in (0.0, 0.3, 1.0, 2.7, 50.0):
        benefit = willing * table["effect"] - table["cost"]
        best = set(benefit.index[benefit >= benefit.max() - 1e-9])
        assert best & set(on.index)
        found = next(one for one in best_buys(table) if one.low <= willing <= one.high)
        assert set(found.options) <= best


@given(PLACES)
def test_the_order_of_options_changes_nothing(places):
    named = {f"o{nth}": place for nth, place in enumerate(places)}
    one, other = of(**named), of(**dict(reversed(named.items())))
    columns = ["cost", "effect", "status", "extra_cost", "extra_effect", "icer"]
    pd.testing.assert_frame_equal(one[columns].sort_index(), other[columns].sort_index())


def test_how_often_an_option_stands_on_the_frontier_of_resamples():
    effects = np.array([[0.0, 1.0, 2.0], [0.0, 1.0, 1.0], [0.0, -1.0, 2.0], [0.0, 1.0, 2.0]])
    costs = np.array([[0.0, 1.0, 3.0]] * 4)
    assert on_frontier(effects, costs).tolist() == [1.0, 0.75, 0.75]

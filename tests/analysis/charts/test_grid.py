"""Places on a grid: each its own cell, north over south, whatever the number, order and nearness of places."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.charts.grid import grid
from sim.provinces import load_provinces

NINE = pd.DataFrame(
    [(one.x_km, one.y_km) for one in load_provinces()],
    index=[one.key for one in load_provinces()],
    columns=["x_km", "y_km"],
)


def scattered(count, seed=1, wide=120.0, high=300.0):
    random = np.random.default_rng(seed)
    where = {"x_km": random.normal(0, wide, count), "y_km": random.normal(0, high, count)}
    return pd.DataFrame(where, index=[f"p{nth:02}" for nth in range(count)])


def test_the_nine_lie_as_on_a_map():
    cells = grid(NINE)
    rows = [sorted(cells.index[cells["row"] == row], key=lambda key: cells["column"][key]) for row in range(5)]
    assert rows == [
        ["chiang_mai"],
        ["lamphun", "loei", "khon_kaen"],
        ["suphan_buri", "saraburi"],
        ["phetchaburi"],
        ["trang", "songkhla"],
    ]
    assert cells["column"]["loei"] > cells["column"]["saraburi"] - 1 > cells["column"]["lamphun"]


@pytest.mark.parametrize("count", [1, 2, 3, 9, 20, 77, 200])
def test_every_place_has_a_cell_of_its_own_and_no_line_is_empty(count):
    cells = grid(scattered(count))
    assert not cells.duplicated().any() and len(cells) == count
    for axis in ("column", "row"):
        assert sorted(cells[axis].unique()) == list(range(cells[axis].max() + 1))
    assert (cells.max() + 1).prod() <= 3 * count + 6


def test_the_order_they_are_told_in_changes_nothing():
    places = scattered(30)
    mixed = places.sample(frac=1, random_state=4)
    assert list(grid(mixed).index) == list(mixed.index)
    pd.testing.assert_frame_equal(grid(mixed).sort_index(), grid(places).sort_index())


def test_last_digits_change_nothing():
    pd.testing.assert_frame_equal(grid(NINE), grid(NINE + 1e-10))


def test_what_lies_far_apart_keeps_its_directions():
    """Of all pairs further apart than a third of the country, hardly any change sides."""
    places = scattered(77)
    cells, n = grid(places), len(places)
    first, second = np.triu_indices(n, 1)
    for where, axis, sign in (("x_km", "column", 1), ("y_km", "row", -1)):
        apart, drawn = (values.to_numpy()[first] - values.to_numpy()[second] for values in (places[where], cells[axis]))
        far = np.abs(apart) > np.ptp(places[where]) / 3
        assert (np.sign(apart[far]) * sign * np.sign(drawn[far]) >= 0).mean() > 0.98


@pytest.mark.parametrize(("axis", "line"), [("x_km", "row"), ("y_km", "column")])
def test_places_in_a_line_stand_in_a_line(axis, line):
    places = pd.DataFrame({"x_km": 0.0, "y_km": 0.0}, index=list("abcd")).assign(**{axis: [3.0, 1.0, 2.0, 0.0]})
    cells = grid(places)
    assert cells[line].nunique() == 1
    along = {"row": "column", "column": "row"}[line]
    order = list(cells[along].sort_values(ascending=axis == "x_km").index)
    assert order == ["d", "b", "c", "a"]


def test_places_in_one_spot_are_told_apart():
    cells = grid(pd.DataFrame({"x_km": 1.0, "y_km": 1.0}, index=list("abcde")))
    assert not cells.duplicated().any()


def test_a_wide_country_gets_a_wide_grid():
    assert grid(scattered(40, wide=500, high=50)).max().idxmax() == "column"
    assert grid(scattered(40)).max().idxmax() == "row"

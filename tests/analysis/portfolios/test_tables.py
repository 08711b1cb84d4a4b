"""Tables of a finished search: by hand, on outcomes that are written down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from searched import searched

from analysis.portfolios.choices import CARE
from analysis.portfolios.levers import Outcomes
from analysis.portfolios.tables import budgets_table, calendar_table, chosen, portfolios_table


@pytest.fixture
def made():
    return searched()


def test_each_budget_buys_the_best_that_it_affords(made):
    small, middle, large = chosen(made)
    assert small.best == {} and small.level == () and small.affordable == ()
    assert middle.affordable == (0, 1) and set(middle.best.values()) == {0} and middle.level == () and middle.clear
    assert large.best["mean"] == 2 and large.level == () and large.crossed.mean == pytest.approx(5.0, abs=0.3)
    assert large.crossed.low < large.crossed.mean < large.crossed.high and not large.surely


def test_what_is_not_told_from_nothing_is_not_clear(made):
    noise = made.outcomes.of("lasting")[:, :1]
    little = np.tile(noise - noise.mean() + 0.01, (1, 3))
    small, middle, large = chosen(replace(made, outcomes=Outcomes({**made.outcomes.by_measure, "lasting": little})))
    assert not small.clear and not middle.clear and not large.clear
    assert middle.best["mean"] == 1 and set(large.level) == {0, 2}  # of equals the cheapest


def test_a_budget_at_which_all_that_is_affordable_harms_buys_nothing(made):
    worse = Outcomes({**made.outcomes.by_measure, "lasting": made.outcomes.of("lasting") - 10.0})
    assert [choice.best for choice in chosen(replace(made, outcomes=worse))] == [{}, {}, {}]


def test_the_table_of_portfolios_has_the_cheapest_first(made):
    table = portfolios_table(made).set_index("portfolio")
    assert list(table.index) == ["13.late", "04.early", "04.early+13.late+care.3"]
    worth, costs = made.outcomes.of("lasting"), made.outcomes.of("cost")
    assert table["added"].tolist() == pytest.approx(worth.mean(axis=0)[[1, 0, 2]])
    assert table["cost"].tolist() == pytest.approx(costs.mean(axis=0)[[1, 0, 2]])
    assert (table["low"] < table["added"]).all() and (table["added"] < table["high"]).all()
    assert table["frontier"].all() and table["worlds"].eq(40).all()
    assert table["recommendations"].tolist() == ["13", "04", "04 13"]
    assert table["weak_helped"].tolist() == [30.0, 10.0, 20.0]
    assert table["worst_tenth"].tolist() == pytest.approx(np.sort(worth, axis=0)[:4].mean(axis=0)[[1, 0, 2]])


def test_the_table_of_budgets_tells_the_chance_of_an_overrun(made):
    table = budgets_table(made)
    assert set(table["budget"]) == {5e6, 8e6} and len(table) == 8
    mean = table[table["criterion"] == "mean"].set_index("budget")
    costs = made.outcomes.of("cost")
    assert mean.loc[5e6, "portfolio"] == "04.early"
    assert mean.loc[5e6, "overrun"] == (costs[:, 0] > 5e6).mean()
    assert mean.loc[5e6, "set_aside"] == 2 and mean.loc[8e6, "set_aside"] == 0
    assert mean.loc[8e6, "value"] == pytest.approx(made.outcomes.of("lasting")[:, 2].mean())


def test_the_calendar_has_what_acts_when_and_who_cares_afterwards(made):
    table = calendar_table(made)
    large = table[table["budget"] == 8e6].set_index("recommendation")
    assert list(large.index) == ["04", "13", CARE]
    assert large.loc["04", ["start", "end", "intensity"]].tolist() == [1, 24, 1.0]
    assert large.loc["13", ["start", "end", "intensity"]].tolist() == [25, 48, 1.0]
    assert large.loc[CARE, ["start", "end"]].tolist() == [25, 60]
    assert len(table[table["budget"] == 5e6]) == 1

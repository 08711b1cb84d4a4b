"""The order of the recommendations when something is otherwise: what is run, held against what, and told."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

from analysis.belief import structure
from analysis.belief.structure import NOTHING, SHOWN, Change, families, forms, scenarios, standings, table
from analysis.effects.orders import DEFINITIONS, resampled
from analysis.effects.statistics import differences
from sim.draws import PRIORS
from sim.parameters import STRUCTURE
from sim.recommendation import recommendations
from sim.scenario import load_scenario

LABELS = [f"{number:02d}" for number in recommendations()]
ALL_FORMS = [(one.name, form.key, float(place)) for one in STRUCTURE for place, form in enumerate(one.forms)]


def made_up(seed: int, draws: int = 20) -> pd.DataFrame:
    """Runs of every scenario, in which each adds something of its own under each change."""
    random = np.random.default_rng(seed)
    world = random.poisson(20, draws).astype(float)
    parts = []
    for one in scenarios():
        outcomes = {key: world + random.integers(0, 4) + random.poisson(1, draws) for key in DEFINITIONS}
        parts.append(pd.DataFrame({"scenario": one.key, "draw": range(draws), "replicate": 0, **outcomes}))
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def runs():
    return made_up(1)


@pytest.fixture(scope="module")
def found(runs):
    return standings(runs, 3)


# What is run


def test_every_form_of_every_rule_is_held_to_where_worlds_draw_them():
    assert set(PRIORS) >= {one.name for one in STRUCTURE}
    told = [(change.axis, change.what, *values.values()) for change, values in forms()]
    assert told == ALL_FORMS and all([*values] == [change.axis] for change, values in forms())


def test_what_all_worlds_have_anyway_is_not_run_twice(monkeypatch):
    monkeypatch.setattr(structure, "PRIORS", {})
    assert [change.what for change, _ in forms()] == [key for _, key, place in ALL_FORMS if place != 0]


def test_each_family_is_the_programme_and_every_recommendation_changed_in_one_way():
    plain = families()[NOTHING]
    assert [one.key for one in plain] == ["programme", *(f"programme+{label}" for label in LABELS)]
    for change, family in families().items():
        assert len(family) == len(plain)
        for own, other in zip(plain, family):
            mine, theirs = own.content(), other.content()
            differing = {name for name in mine if mine[name] != theirs[name]}
            if change == NOTHING or (change.axis == "window" and not own.applied):
                assert differing == set()
            elif change.axis == "window":
                assert differing == {"recommendations"} and other == load_scenario(f"{own.key}@{change.what}")
            else:
                assert differing == {"parameters"} and set(theirs["parameters"]) == {change.axis}


def test_every_scenario_is_run_once():
    keys = [one.key for one in scenarios()]
    assert len(set(keys)) == len(keys) == (1 + len(ALL_FORMS)) * 15 + 2 * 14
    assert len({one.digest() for one in scenarios()}) == len(keys)
    assert {one.months for one in scenarios()} == {60}


# What is held against what


def expected(runs, change):
    """Mean effects under a change, from the runs, by label."""
    suffix, outcome = "", "lasting"
    base = "programme"
    if change.axis == "definition":
        outcome = change.what
    elif change.axis == "window":
        suffix = f"@{change.what}"
    elif change != NOTHING:
        suffix = f"~{change.axis}={change.what}"
        base += suffix
    means = runs.groupby("scenario")[outcome].mean()
    return pd.Series({label: means[f"programme+{label}{suffix}"] - means[base] for label in LABELS}).round(9)


def test_every_change_has_its_row_nothing_first(found):
    changes = [one.change for one in found.standings]
    assert changes == [
        NOTHING,
        *(Change("window", key) for key in ("late", "long")),
        *(Change("definition", key) for key in DEFINITIONS[1:]),
        *(Change(name, key) for name, key, _ in ALL_FORMS),
    ]


def test_orders_ranks_and_agreement_are_those_of_the_means(runs, found):
    main = expected(runs, NOTHING)
    for one in found.standings:
        means = expected(runs, one.change)
        flat = [label for group in one.order.groups for label in group]
        assert sorted(flat) == LABELS and (np.diff(means[flat]) <= 0).all()
        assert all(means[list(group)].nunique() == 1 for group in one.order.groups)
        assert one.order.places == {label: int((means > means[label]).sum()) + 1 for label in LABELS}
        assert one.order.tau == pytest.approx(kendalltau(means, main).statistic)
        assert [label for label, _ in one.leading] == flat[:SHOWN]
        assert [tied for _, tied in one.leading][1:] == (np.diff(means[flat[:SHOWN]]) == 0).tolist()
    assert found.standings[0].order.tau == 1


def test_noise_is_that_of_the_order_without_a_change(runs, found):
    plain = differences(runs, "lasting", {f"programme+{label}": "programme" for label in LABELS})
    assert found.noise == resampled(plain, 3)
    assert found.standings[0].leads == found.noise.leads
    assert [found.beyond(one) for one in found.standings] == [
        one.order.tau < found.noise.low for one in found.standings
    ]
    assert not found.beyond(found.standings[0])


def test_the_table_is_what_was_found(found):
    told = table(found)
    assert list(zip(told["axis"], told["changed_to"])) == [tuple(one.change) for one in found.standings]
    places = told[["first", "second", "third", "fourth", "fifth"]].to_numpy().tolist()
    assert places == [[label for label, _ in one.leading] for one in found.standings]
    np.testing.assert_array_equal(told["tau"], [one.order.tau for one in found.standings])
    for label in LABELS:
        assert told[f"rank_{label}"].tolist() == [one.order.places[label] for one in found.standings]
    assert (told["noise_low"] == found.noise.low).all() and (told["noise_high"] == found.noise.high).all()


def test_where_nothing_differs_nothing_leads():
    same = made_up(1).assign(**dict.fromkeys(DEFINITIONS, 5.0))
    found = standings(same, 1)
    assert all(math.isnan(one.order.tau) and not found.beyond(one) for one in found.standings)
    assert all(one.order.places == dict.fromkeys(LABELS, 1) for one in found.standings)

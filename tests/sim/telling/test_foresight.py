"""What can be said of a plan before it is run, at points that can be worked out by hand, and beside what is lived."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_worlds import BASELINE, PROGRAMME, applied, plus, with_parameters

from sim.chance import moment
from sim.draws import DEFAULTS
from sim.interventions import act
from sim.plan import make_plan
from sim.provinces import load_provinces
from sim.rules.delivering import share_staff
from sim.scenario import Scenario, load_scenario
from sim.telling.foresight import foresee, meets, nearness, over_disc, starting_alliances

OFFICES = """
extends = "programme"
months = 12
[[agency]]
key = "{}"
delivers = {}
capacity = 4
stance = 0.5
"""


def scenario(folder: Path, text: str) -> Scenario:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(str(path))


def test_occasions_are_counted_from_the_start() -> None:
    plan = make_plan(plus(BASELINE, applied(14, every=5, start=3, end=20)), DEFAULTS)
    found = foresee(plan, 30)
    assert np.flatnonzero(found.cases[0].sum(axis=1)).tolist() == [2, 7, 12, 17]  # months 3, 8, 13, 18
    assert set(np.unique(found.share)) == {0.0, 1.0}


def test_staff_are_shared_by_what_is_asked(tmp_path: Path) -> None:
    """Four cases a month at half its staff, asked for six visits: a third of them."""
    both = "[[recommendation]]\nnumber = 1\n"
    text = OFFICES.format("cdd", "[1]") + OFFICES.format("cpd", "[3]").split("months = 12")[1] + both
    found = foresee(make_plan(scenario(tmp_path, text), DEFAULTS), 12)
    assert found.asked[2].tolist() == [[6.0] * 9] * 12
    assert found.asked[1].sum() == 0
    assert found.staff[2].tolist() == [2.0] * 9
    assert found.share[0].min() == found.share[0].max() == pytest.approx(1 / 3)
    assert found.cases[0].sum() == pytest.approx(12 * 9 * 2)


def test_where_nobody_delivers_nothing_is_done(tmp_path: Path) -> None:
    text = OFFICES.format("cdd", '[1]\nprovinces = ["Loei"]') + OFFICES.format("cpd", "[3]").split("months = 12")[1]
    found = foresee(make_plan(scenario(tmp_path, text + "[[recommendation]]\nnumber = 1\n"), DEFAULTS), 12)
    assert np.flatnonzero(found.share[0].sum(axis=0)).tolist() == [2]
    assert np.flatnonzero(found.cases[0].sum(axis=0)).tolist() == [2]


def test_what_no_agency_delivers_is_done_whole(tmp_path: Path) -> None:
    radio = (Path(__file__).parents[2] / "support" / "village-radio.toml").read_text(encoding="utf-8")
    (tmp_path / "radio.toml").write_text(radio, encoding="utf-8")
    found = foresee(make_plan(scenario(tmp_path, '[[recommendation]]\nfile = "radio.toml"\n'), DEFAULTS), 12)
    assert found.share[0].tolist() == [[1.0] * 9] * 12
    assert not found.asked.any()


@pytest.mark.parametrize("key", ["all-14", "monitoring", "leaders-and-forums"])
def test_shares_are_those_of_the_rule_in_the_first_month(key: str, peopling) -> None:
    """As long as alliances are as many as foreseen, and no province is friendlier yet."""
    one = load_scenario(key)
    plan = make_plan(one, DEFAULTS)
    world = peopling.world(plan, 1)
    share_staff(world, plan, 1)
    found = foresee(plan, 1).share[:, 0]
    assert world.delivered[found > 0] == pytest.approx(found[found > 0], abs=0.08)


def test_cases_are_those_of_the_rules_in_a_month(peopling) -> None:
    plan = make_plan(plus(BASELINE, applied(3), applied(12), applied(14), applied(7)), DEFAULTS)
    found = foresee(plan, 1).cases[:, 0].sum(axis=1)
    for number, cases in enumerate(found):
        served = []
        for seed in range(1, 7):
            world = peopling.world(plan, seed)
            act(world, plan, np.uint64(moment(seed, 1)), 1, number)
            served.append(world.counts["cases"][0])
        assert np.mean(served) == pytest.approx(cases, rel=0.08), number


def test_a_visit_serves_no_more_than_there_are() -> None:
    few = applied(6, provinces=("trang",), kinds=("fisheries",))
    assert foresee(make_plan(plus(BASELINE, few), DEFAULTS), 1).cases.sum() == pytest.approx(2 * 0.9)


def test_alliances_are_in_proportion_to_organisations() -> None:
    plan = make_plan(plus(BASELINE, applied(2), applied(2, kinds=("savings",), start=30, end=40)), DEFAULTS)
    whole, some = starting_alliances(plan)
    assert whole == pytest.approx(plan.numbers["starting_alliances"][0] / 100 * 1309.5, rel=0.001)
    assert 0 < some < whole


def test_a_forum_of_organisations_and_one_of_alliances_are_told_apart() -> None:
    changes = make_plan(plus(BASELINE, applied(11), applied(14), applied(2)), DEFAULTS).changes
    assert meets(changes).tolist() == [True, True, False]
    changes[0]["trust"] = changes[0]["management"] = changes[0]["contact"] = 0.0
    assert meets(changes).tolist() == [False, True, False]


def test_nearness_over_a_disc() -> None:
    assert over_disc(1e-3, 40.0) == pytest.approx(1.0, abs=1e-4)
    assert over_disc(4000.0, 40.0) == pytest.approx(2 * (40 / 4000) ** 2)
    points = np.random.default_rng(1).random(200_000) ** 0.5 * 60.0
    assert over_disc(60.0, 40.0) == pytest.approx(np.exp(-points / 40.0).mean(), abs=0.003)


def test_nearness_is_that_of_the_organisations_there_are(start) -> None:
    world, plan = start
    active = world.organisations[: world.counts[0]["active"]]
    home = world.provinces[active["province"]]
    near = np.exp(-np.hypot(active["x"] - home["x"], active["y"] - home["y"]) / plan.numbers["travel"][0])
    found = nearness(plan)
    for region in range(len(load_provinces())):
        assert found[region] == pytest.approx(near[active["province"] == region].mean(), abs=0.06)
    assert found[active["province"]].mean() == pytest.approx(near.mean(), abs=0.02)


def test_spare_staff_follow_up_only_after_the_programme() -> None:
    assert PROGRAMME.programme is not None
    one = replace(PROGRAMME, programme=replace(PROGRAMME.programme, handover=30))
    found = foresee(make_plan(one, DEFAULTS), 40).followed
    assert np.flatnonzero(found.sum(axis=(0, 2))).tolist() == list(range(24, 30))  # months 25 to 30
    keys = [agency.key for agency, visits in zip(one.agencies, found.sum(axis=(1, 2))) if visits]
    assert keys == ["cpd", "codi"]
    busy = plus(one, applied(3, start=25, end=30))  # five visits a month, shared by what each can do: 18 to 14
    assert foresee(make_plan(busy, DEFAULTS), 40).followed[1, 26, 0] == pytest.approx(9 - 5 * 18 / 32)


def test_a_travel_of_another_length_is_seen() -> None:
    near, far = (
        foresee(make_plan(with_parameters(plus(BASELINE, applied(14)), travel=km), DEFAULTS), 1).cases.sum()
        for km in (120.0, 10.0)
    )
    assert near > 3 * far

"""Portfolios as scenarios: what is chosen is what is run, and what is written down is what was run."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.answers.scenario_text import scenario_text
from analysis.portfolios.carrying import Carrying
from analysis.portfolios.choices import CARE, WAYS, choices
from analysis.portfolios.levers import named
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.scenario import load_scenario

PROGRAMME = load_scenario("programme")
ALL = choices(PROGRAMME, ())


def some(seed):
    random = np.random.default_rng(seed)
    return tuple(int(random.integers(0, len(lever.modes) + 1)) for lever in ALL.levers)


def test_there_is_a_lever_for_each_recommendation_and_one_for_what_comes_after():
    assert [lever.key for lever in ALL.levers] == [*(f"{number:02d}" for number in recommendations()), CARE]
    assert [mode.key for mode in ALL.levers[0].modes] == list(WAYS)
    assert [mode.effort for mode in ALL.levers[0].modes] == [1.0, 0.5, 1.0, 0.5, 0.5]


def test_agencies_care_for_a_year_or_three_after_the_programme():
    assert [(mode.key, mode.effort) for mode in ALL.levers[-1].modes] == [("1", pytest.approx(1 / 3)), ("3", 1.0)]
    nobody = (0,) * (len(ALL.levers) - 1)
    assert [ALL.scenario((*nobody, place)).programme.handover for place in (0, 1, 2)] == [0, 36, 60]


def test_nothing_chosen_is_the_base_but_for_its_name():
    assert ALL.scenario((0,) * len(ALL.levers)).content() == PROGRAMME.content()


@pytest.mark.parametrize("way", WAYS)
def test_a_way_is_a_window_at_an_effort(way):
    only = choices(PROGRAMME, (4, 13))
    place = [mode.key for mode in only.levers[0].modes].index(way) + 1
    (one,) = only.scenario((place, 0, 0)).applied
    expected = {"early": (1, 24, 1.0), "early-half": (1, 24, 0.5), "late": (25, 48, 1.0), "late-half": (25, 48, 0.5),
                "long": (1, 48, 0.5)}  # fmt: skip
    assert (one.start, one.end, one.intensity) == expected[way]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_written_is_what_was_run(seed, tmp_path):
    portfolio = some(seed)
    scenario = ALL.scenario(portfolio)
    path = tmp_path / "best.toml"
    words = scenario_text(scenario, PROGRAMME, ('A "quoted" name', "ชื่อ"), ("about\nit", "เกี่ยวกับ"))
    path.write_text(words, encoding="utf-8")
    again = load_scenario(str(path))
    assert again.content() == scenario.content()
    assert again.name_th == "ชื่อ" and again.name_en == 'A "quoted" name'
    assert (scenario.programme.handover > 0) == (CARE in named(ALL.levers, portfolio))


def test_provinces_that_differ_are_written_too(tmp_path):
    loei, rest = keys(PROVINCE_TERMS)[2:3], keys(PROVINCE_TERMS)[3:]
    scenario = ALL.put_together("apart", {("04", "early"): rest, ("04", "late"): loei, ("13", "long"): loei}, "1")
    path = tmp_path / "apart.toml"
    path.write_text(scenario_text(scenario, PROGRAMME, ("a", "b"), ("c", "d")), encoding="utf-8")
    again = load_scenario(str(path))
    assert again.content() == scenario.content() and again.programme.handover == 36


def test_agencies_carry_little_of_everything_at_once_and_all_of_little():
    carrying = Carrying(ALL)
    off = (0,) * len(ALL.levers)
    one = ALL.scenario((1, *off[1:]))
    every = ALL.scenario(tuple(1 for _ in ALL.levers))
    assert carrying.share(PROGRAMME) == carrying.share(one) == 1.0
    assert 0.4 < carrying.share(every) < 0.9

"""Until when a scenario supports alliances, by everything that it applies, and what is marked for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import BASELINE, PROGRAMME, applied, plus

from analysis.studies.study import names_of
from analysis.studies.support import MARK, ends_of, marked, remark, support_ends, supported_late
from sim.draws import DEFAULTS
from sim.recording import lasts
from sim.scenario import load_scenario
from sim.simulate import simulate


@pytest.mark.parametrize(
    ("scenario", "month"),
    [
        (BASELINE, 0),
        (PROGRAMME, 24),
        (load_scenario("after-care"), 36),
        (plus(BASELINE, applied(13, start=5, end=9)), 9),
        (plus(PROGRAMME, applied(13, start=5, end=9)), 24),
        (plus(PROGRAMME, applied(13, start=25, end=60)), 60),
        (plus(PROGRAMME, applied(13, start=25, end=500)), 60),
        (plus(PROGRAMME, applied(13, start=25, end=60, intensity=0.0)), 24),
        (plus(PROGRAMME, applied(13, start=25, end=60, strength=0.0)), 24),
        (replace(PROGRAMME, programme=replace(PROGRAMME.programme, handover=40)), 40),
        (load_scenario("media@late"), 48),
        (load_scenario("media@long"), 48),
        (plus(PROGRAMME, applied(13, end=60, intensity=0.01), applied(1)), 60),
        (replace(plus(PROGRAMME, applied(13, start=40, end=60)), months=30), 24),
        (replace(PROGRAMME, months=12), 12),
    ],
)
def test_support_ends_with_the_last_thing_at_work_within_the_horizon(scenario, month):
    assert support_ends(scenario) == month
    assert ends_of([scenario]) == {scenario.key: month}


def test_it_is_late_where_it_ends_less_than_a_year_before_the_run():
    """An alliance helped in the last month of support lasts a year later at the soonest."""
    for months, late in ((24, True), (35, True), (36, False), (60, False), (12, True)):
        assert supported_late(replace(PROGRAMME, months=months)) == late
        assert not supported_late(replace(BASELINE, months=months))
    for window in ("late", "long"):
        assert not supported_late(load_scenario(f"media@{window}"))
    assert supported_late(load_scenario("after-care@late"))


def test_nothing_that_is_helped_till_then_lasts_at_the_end(peopling):
    """What the mark says is so of every alliance that had help in the last year."""
    scenario = replace(plus(PROGRAMME, applied(2, end=30), applied(9, end=30)), months=36)
    state = simulate(scenario, 5, DEFAULTS, peopling).state
    made = state.alliances[: state.counts["alliances"][0]].view(np.recarray)
    helped = [one for one in made[made["ended"] < 0] if one.helped > scenario.months - 12]
    assert supported_late(scenario) and len(helped) > 5
    assert not any(lasts(one, scenario.months) for one in helped)


@pytest.mark.parametrize(("lang", "place"), [("en", 0), ("th", 1)])
def test_only_what_ends_late_is_marked_and_the_mark_is_explained(lang, place):
    always = plus(PROGRAMME, applied(13, start=25, end=60))
    both = [PROGRAMME, always]
    plain, found = names_of(both), marked(names_of(both), both)
    assert found[PROGRAMME.key] == plain[PROGRAMME.key]
    assert found[always.key][place] == f"{MARK} {plain[always.key][place]}"
    (line,) = remark(both, lang)
    assert line.startswith(MARK) and "60" in line and "12" in line
    assert remark([PROGRAMME], lang) == []

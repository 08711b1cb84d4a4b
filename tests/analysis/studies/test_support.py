"""Until when a scenario supports alliances, by everything that it applies, and what is marked for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_worlds import BASELINE, PROGRAMME, applied, plus

from analysis.studies.study import names_of
from analysis.studies.support import MARK, ends_of, marked, remark, still_supported, support_ends
from sim.scenario import load_scenario


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
        (plus(PROGRAMME, applied(13, end=60, intensity=0.01), applied(1)), 60),
        (replace(plus(PROGRAMME, applied(13, start=40, end=60)), months=30), 24),
        (replace(PROGRAMME, months=12), 12),
    ],
)
def test_support_ends_with_the_last_thing_at_work_within_the_horizon(scenario, month):
    assert support_ends(scenario) == month
    assert ends_of([scenario]) == {scenario.key: month}


def test_it_still_runs_where_it_ends_no_earlier_than_the_run():
    assert still_supported(replace(PROGRAMME, months=24))
    assert not still_supported(replace(PROGRAMME, months=25))
    assert not still_supported(replace(BASELINE, months=24))


@pytest.mark.parametrize(("lang", "place"), [("en", 0), ("th", 1)])
def test_only_what_still_runs_is_marked_and_the_mark_is_explained(lang, place):
    always = plus(PROGRAMME, applied(13, start=25, end=60))
    both = [PROGRAMME, always]
    plain, found = names_of(both), marked(names_of(both), both)
    assert found[PROGRAMME.key] == plain[PROGRAMME.key]
    assert found[always.key][place] == f"{MARK} {plain[always.key][place]}"
    (line,) = remark(both, lang)
    assert line.startswith(MARK) and "60" in line
    assert remark([PROGRAMME], lang) == []

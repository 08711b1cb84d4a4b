"""What a comparison says to type next: what closes what is open, and else what follows."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from analysis.answers.clear import Aim, Clear
from analysis.answers.contest import chosen
from analysis.answers.following import following, in_question
from analysis.effects.enough import BEHIND, Look, Rival
from analysis.effects.enough import OPEN as OPEN_STILL
from analysis.effects.policies import Precision
from analysis.effects.statistics import Estimate
from analysis.studies.study import Request
from sim.language.texts import program

CONTEST = chosen(["media", "all-14", "monitoring"])
RIVALS = ("media", "all-14", "monitoring")


def table(low=0.2):
    """Three policies with the programme, the first ahead by as much at least."""
    rows = {"policy": RIVALS, "outcome": "lasting", "reference": "programme"}
    return pd.DataFrame({**rows, "difference": [1.0, 0.9, 0.1], "simultaneous_low": [low, 0.1, -1.0]})


def found(*groups):
    told = {"draws": 30, "replicates": 1, "failed": 0, "half_width": 1.0, "to_separate": math.nan, "carried": ()}
    return Precision(groups=groups, **told)


CLEAR = found(("media",), ("all-14", "monitoring"))
OPEN = found(("all-14", "media", "monitoring"))


def request(lang="en", months=None):
    asked = {"command": "compare", "replicates": 30, "seed": 1, "workers": 1, "organisations": None}
    return Request(**asked, months=months, lang=lang, out=Path("there"))


def until(*, decided):
    """Worlds that were added, with one rival still open or none."""
    rival = Rival("all-14", Estimate(0.1, -1.0, 1.2, 200), BEHIND if decided else OPEN_STILL)
    look = Look(200, 0.025, "media", (rival,))
    return Clear(aim=Aim(0.5, 400), looks=(look,), needed={}, seconds=math.nan, request=request(), contest=CONTEST)


@pytest.mark.parametrize(
    ("figures", "added", "said"),
    [
        (CLEAR, None, "worth all-14 media monitoring "),
        (OPEN, None, "compare all-14 media --until-clear "),
        (OPEN, until(decided=False), "sensitivity all-14 media "),
        (OPEN, until(decided=True), "worth all-14 media monitoring "),
    ],
)
@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_follows_is_about_what_is_in_question(figures, added, said, lang):
    told = following(CONTEST, table(), figures, request(lang=lang), added)
    assert f"{program()} {said}" in told.replace(" --lang th", "")


def test_a_leader_that_may_add_nothing_is_in_question_alone():
    assert in_question(table(low=-0.1), CLEAR) == ("media",)
    told = following(CONTEST, table(low=-0.1), CLEAR, request(months=60), None)
    assert "compare media --until-clear --months 60 " in told
    assert in_question(table(), CLEAR) == () and in_question(table(), OPEN) == ("all-14", "media")


def test_of_all_recommendations_none_is_named():
    every = chosen([])
    assert f"{program()} worth says" in following(every, table(), CLEAR, request(), None)

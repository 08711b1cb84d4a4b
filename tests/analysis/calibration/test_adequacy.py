"""Each reported count beside the runs of the prior: worked out by hand for runs whose counts are written down."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.calibration import adequacy as room
from analysis.calibration.adequacy import adequacy
from analysis.calibration.observations import PROVINCES, Report
from analysis.calibration.runs import Runs


@pytest.fixture
def beside(monkeypatch):
    """What is told of a report beside runs with so many networks each, all of one province and form."""

    def told(counts, report, place=0, form=0, lost=0):
        tables = np.zeros((len(counts), 1, PROVINCES, 3), np.int64)
        tables[:, 0, place, form] = counts
        complete = np.ones((len(counts), 1), bool)
        complete[len(counts) - lost :] = False
        monkeypatch.setattr(room, "counted_runs", lambda *_: Runs(tables, complete, 0.0, 1.0))
        return adequacy(None, report)

    return told


def test_the_runs_of_the_prior_are_told_by_their_middle_their_ends_and_what_lies_below(beside):
    (one,) = beside(range(1, 21), Report(7))
    assert (one.low, one.middle, one.high, one.least, one.most) == (1, 10, 19, 1, 20)
    assert one.share_below == pytest.approx(6.5 / 20)
    assert (one.what, one.place, one.reported) == ("total", 0, 7)


@pytest.mark.parametrize(
    ("reported", "verdict"),
    [(0, "impossible"), (1, "rare"), (2, "rare"), (3, "fine"), (398, "fine"), (399, "rare"), (400, "rare"),
     (401, "impossible")],
)  # fmt: skip
def test_what_lies_outside_is_impossible_and_what_few_runs_reach_is_rare(beside, reported, verdict):
    assert beside(range(1, 401), Report(reported))[0].verdict == verdict


@pytest.mark.parametrize(
    ("counts", "reported", "verdict"),
    [
        ([80, 100, 125], 100, "only"),  # from four fifths to five quarters of it
        ([79, 100, 125], 100, "fine"),
        ([80, 100, 126], 100, "fine"),
        ([5] * 96 + [7] * 4, 7, "only"),  # nearly all runs have one other count
        ([5] * 94 + [7] * 6, 7, "fine"),
    ],
)
def test_where_runs_say_hardly_anything_else_that_is_said(beside, counts, reported, verdict):
    assert beside(counts, Report(reported))[0].verdict == verdict


def test_runs_that_were_not_complete_say_nothing(beside):
    assert beside([3, 4, 5, 900], Report(900), lost=1)[0].verdict == "impossible"
    assert beside([3], Report(0), lost=1)[0].verdict == "impossible"  # nothing was seen that could be it


def test_what_is_listed_of_a_province_or_form_counts_where_no_run_has_as_many(beside):
    """Labelled, placed and formed networks together; what is stated is not told twice."""
    listed = {"labelled": ((0, 2, 0), *((0, 0, 0),) * 8), "placed": (1, *(0,) * 8), "formed": (0, 3, 0)}
    runs = {"counts": [1, 2], "form": 1}
    told = beside(**runs, report=Report(2, **listed))
    assert [(one.what, one.place, one.reported) for one in told] == [
        ("total", 0, 2),
        ("province", 0, 3),
        ("form", 1, 5),
    ]
    assert {one.verdict for one in told[1:]} == {"impossible"}
    enough = beside(**runs | {"counts": [3, 5]}, report=Report(3, **listed))
    assert len(enough) == 1
    stated = beside(**runs, report=Report(2, provinces=(4, *(None,) * 8), **listed))
    assert [(one.what, one.reported) for one in stated] == [("total", 2), ("province", 4), ("form", 5)]

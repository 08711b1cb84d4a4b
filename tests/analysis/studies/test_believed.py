"""What is told of beliefs: nothing where nothing is changed, else the numbers that they move most."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.studies.believed import SHOWN, believed_lines, believed_remark
from sim.beliefs import BeliefsFile, Believed
from sim.distribution import FIXED, Distribution
from sim.uncertain import uncertain_numbers

NUMBERS = [one for one in uncertain_numbers(()).values() if one.declared[0].highest > one.declared[0].lowest]


def believing(*moves: float) -> BeliefsFile:
    """Beliefs that numbers are fixed at their mean and so many times the width of what is declared."""
    return BeliefsFile(
        Path("beliefs.csv"),
        tuple(
            Believed(one, Distribution(FIXED, (declared.mean + move * (declared.highest - declared.lowest),)), "")
            for move, one in zip(moves, NUMBERS)
            for declared in one.declared[:1]
        ),
    )


@pytest.mark.parametrize(("lang", "rest"), [("en", "; and 2 more"), ("th", "; และอีก 2 ตัว")])
def test_the_numbers_moved_most_come_first_and_of_many_the_rest_is_counted(lang, rest):
    few, many = (believed_lines(believing(*range(1, count + 1)), lang) for count in (SHOWN, SHOWN + 2))
    assert str(SHOWN) in few[0] and str(SHOWN + 2) in many[0]
    for lines, count in ((few, SHOWN), (many, SHOWN + 2)):
        told = [part.split()[0] for part in lines[1].split(";")[:SHOWN]]
        assert told == [one.name for one in NUMBERS[:count][::-1][:SHOWN]]
    assert few[1].count(";") == SHOWN - 1 and many[1].endswith(rest)


def test_where_all_is_as_declared_that_is_said_and_charts_say_nothing():
    nothing = BeliefsFile(Path("beliefs.csv"), ())
    assert believed_lines(nothing, "en", Path("mine.csv")) == [
        "Beliefs of mine.csv: every number as declared, so that nothing changes."
    ]
    assert believed_remark(nothing, "en") == believed_remark(None, "en") == []
    assert "2 numbers" in believed_remark(believing(1.0, 2.0), "en")[0]

"""What is expected to do more, by those who answered both: each within their own answers, whoever says how much."""

from __future__ import annotations

import math

import pytest
from filled_answers import filled, read

from analysis.judgement.group import EQUAL, judged
from analysis.judgement.order import furthest_apart, in_order, surely_more
from analysis.judgement.questions import askable


@pytest.fixture
def group(tmp_path):
    """What those who gave these rows of answers believe."""
    return lambda *rows: judged(read(filled(tmp_path, *rows)), askable([]), EQUAL)


def named(found, *names):
    by_name = {one.number.name: one for one in found.beliefs}
    return [by_name[name] for name in names]


UNANIMOUS = (
    "4.strength,A,0.8,0.9,1.0", "1.strength,A,0.5,0.55,0.6", "4.strength,B,0.4,0.43,0.45", "1.strength,B,0.1,0.15,0.2"
)  # fmt: skip


def test_experts_who_all_see_one_order_are_sure_of_it_on_whatever_scale(group):
    found = group(*UNANIMOUS)
    assert surely_more(*named(found, "04.strength", "01.strength")) == (1.0, 2)
    assert surely_more(*named(found, "01.strength", "04.strength")) == (0.0, 2)


def test_only_those_who_answered_both_are_asked(group):
    found = group(*UNANIMOUS, "4.strength,C,0.1,0.2,0.3", "1.strength,D,2.1,2.2,2.3")
    assert surely_more(*named(found, "04.strength", "01.strength")) == (1.0, 2)


def test_experts_count_by_their_weights(group):
    found = group(*UNANIMOUS[:2], "4.strength,B,0.1,0.2,0.3", "1.strength,B,0.5,0.6,0.7")
    one, other = named(found, "04.strength", "01.strength")
    assert surely_more(one, other).chance == 0.5
    assert surely_more(one._replace(weights=(0.8, 0.2)), other).chance == pytest.approx(0.8)


def test_where_nobody_answered_both_nobody_is_sure(group):
    found = group("4.strength,A,0.8,0.9,1.0", "1.strength,B,0.1,0.2,0.3")
    chance, experts = surely_more(*named(found, "04.strength", "01.strength"))
    assert math.isnan(chance) and experts == 0


def test_an_order_holds_what_more_than_half_answered(group):
    """Three who answered: of one number all, of one two, of one a single expert, who expects least of it."""
    found = group(
        "4.strength,A,0.1,0.2,0.3", "4.strength,B,0.1,0.2,0.3", "4.strength,C,0.1,0.2,0.3",
        "1.strength,A,0.4,0.5,0.6", "1.strength,C,0.4,0.5,0.6", "2.strength,B,0.01,0.02,0.03",
        "team_cost,D,45000,50000,60000",
    )  # fmt: skip
    assert [one.number.name for one in in_order(found)] == ["01.strength", "04.strength"]


def test_of_what_one_answered_there_is_no_disagreement_to_tell(group):
    found = group(*UNANIMOUS, "2.strength,A,0.1,0.2,0.3")
    assert math.isnan(named(found, "02.strength")[0].disagreement)
    assert furthest_apart(found).number.name == "01.strength"

"""What recommendations offer takes time: whom they find without it, and who is dormant."""

from __future__ import annotations

import numpy as np
import pytest
from small_plans import months, under
from small_worlds import LEVELS, P, alike, ally, copied, same_organisations

from sim.records import BROADCAST, EQUIP, FORUM, LIST, RESCUE, VISIT
from sim.rules.trust import introduce
from sim.structure import BY_THE_ALLIANCE

HOURS = 16.0
LESSON = P["lesson_hours"]
FULL = {"hours": HOURS, "busy": HOURS - LESSON + 0.1}
"""Fields of an organisation that has a little less time left than a lesson takes."""
DOSES = {"understanding": 0.4, "management": 0.3, "plan": 0.4, "control": 0.3, "skill": 0.2, "trust": 0.3,
         "contact": 1.0, "support": 0.5, "climate": 0.1, "team": 0.1, "capacity": 20.0}  # fmt: skip


def offered(kind, world, sessions=1, **fields):
    """Six organisations, three of them in an alliance that fell, before and after one occasion of a change."""
    state, plan = under(6, kind, world, sessions=sessions, **{**DOSES, **fields})
    plan.where[0, 1:] = False
    ally(state, [0, 1, 2], cohesion=0.4, before=0.9, indicators=1.0, readiness=1.0, skill=1.0, strategy=0.5)
    introduce(state, P, 0, 3, 0.4)
    state.organisations["busy"] = world.get("busy", 0.0)  # without what it took to join
    before = copied(state)
    return before, months(state, plan, 1), plan


@pytest.mark.parametrize("kind", [VISIT, EQUIP, RESCUE])
def test_whom_a_lesson_is_offered_that_has_no_time_is_counted_as_turned_away_and_learns_nothing(kind):
    before, after, _ = offered(kind, FULL, understanding=0.4)
    assert after.counts["turned_away"][0] == (6 if kind == VISIT else 1)
    assert after.counts["cases"][0] == after.counts["cost"][0] == 0
    assert same_organisations(before, after) == []
    assert alike(after.alliances, before.alliances)


@pytest.mark.parametrize("kind", [VISIT, EQUIP, RESCUE, FORUM])
def test_with_the_time_it_is_taken_and_so_is_the_time(kind):
    before, after, _ = offered(kind, {"hours": HOURS, "busy": HOURS - LESSON})
    concerned = [0] if kind in (EQUIP, RESCUE) else range(6)
    gained = after.organisations["lent"] - before.organisations["lent"]
    assert (after.organisations["busy"] == before.organisations["busy"]).all()
    assert gained.tolist() == [LESSON if i in concerned else 0.0 for i in range(6)]
    assert after.counts["turned_away"][0] == 0
    assert after.counts["cases"][0] == len(concerned)
    if kind in (EQUIP, RESCUE):
        assert after.alliances["plan"][0] > before.alliances["plan"][0]
    else:
        assert (after.organisations["understanding"] > before.organisations["understanding"]).all()


@pytest.mark.parametrize("kind", [BROADCAST, LIST])
def test_what_one_only_hears_or_is_listed_in_takes_no_time(kind):
    before, after, _ = offered(kind, FULL)
    assert (after.organisations["lent"] == before.organisations["lent"]).all()
    assert after.counts["cases"][0] == 6
    assert after.counts["turned_away"][0] == 0


def test_who_has_no_time_for_a_forum_does_not_come():
    before, after, _ = offered(FORUM, FULL, sessions=3)
    assert same_organisations(before, after) == []
    assert (after.ties["trust"] == before.ties["trust"]).all()
    assert alike(after.alliances, before.alliances)
    assert after.counts["cases"][0] == 0


@pytest.mark.parametrize("left", [1, 2, 3])
def test_of_the_sessions_of_a_forum_one_takes_those_it_has_the_hours_for(left):
    before, after, _ = offered(FORUM, {"hours": 100.0, "busy": 100.0 - left * LESSON}, sessions=3)
    assert after.organisations["lessons"].tolist() == [left] * 6
    assert after.organisations["busy"] + after.organisations["lent"] == pytest.approx([100.0] * 6)
    assert after.counts["cases"][0] == 6 * left
    assert after.counts["turned_away"][0] == 6 * (3 - left)
    plain = 1 - (1 - before.organisations["management"]) * (1 - DOSES["management"]) ** left
    assert after.organisations["management"] == pytest.approx(plain)


@pytest.mark.parametrize("beside", [{}, {"trust": 0.3, "contact": 1.0}], ids=["feedback alone", "and more"])
def test_who_practises_feedback_for_its_alliance_gives_the_hours_once(beside):
    """Alone as founder, or also as one of the organisations present: the sessions are the same ones."""
    state, plan = under(4, FORUM, {"hours": 3 * LESSON}, skill=0.2, sessions=2, **beside)
    number = ally(state, [0, 1])
    state.organisations["busy"] = 0.0
    months(state, plan, 1)
    assert state.organisations["lent"].tolist() == [2 * LESSON, *[2 * LESSON * bool(beside)] * 3]
    assert state.alliances["skill"][number] == pytest.approx(1 - (1 - P["first_skill"]) * 0.8**2)


@pytest.mark.parametrize(("left", "practised"), [(0.5, 0), (1, 1), (2.5, 2), (3, 3), (9, 3)])
def test_of_the_sessions_on_feedback_an_alliance_takes_those_its_founder_has_the_hours_for(left, practised):
    state, plan = under(4, FORUM, {"hours": left * LESSON}, skill=0.2, sessions=3, case_cost=1.0)
    plan.where[0, 1:] = False
    number = ally(state, [0, 1])
    state.organisations["busy"], state.organisations["lent"], state.organisations["hours"] = 0.0, 7.0, left * LESSON + 7
    months(state, plan, 1)
    assert state.alliances["skill"][number] == pytest.approx(1 - (1 - P["first_skill"]) * 0.8**practised)
    assert state.organisations["lent"].tolist() == [7.0 + practised * LESSON, 7.0, 7.0, 7.0]
    assert state.counts[["cases", "turned_away"]][0].tolist() == (practised, practised == 0)


def test_where_alliances_are_counted_everybody_has_time():
    for kind in (VISIT, EQUIP, RESCUE, FORUM):
        state, plan = under(6, kind, FULL, **DOSES)
        plan.numbers["time_form"] = BY_THE_ALLIANCE
        ally(state, [0, 1, 2], cohesion=0.4, before=0.9, indicators=1.0, readiness=1.0, skill=1.0)
        months(state, plan, 1)
        assert state.counts["turned_away"][0] == 0 < state.counts["cases"][0]


@pytest.mark.parametrize("kind", [VISIT, BROADCAST, FORUM, LIST])
def test_the_dormant_take_part_in_nothing(kind):
    """They are neither visited nor reached, do not come, and are not listed: nobody would find them there."""
    state, plan = under(6, kind, {"asleep_until": [0, 9, 0, 9, 0, 9]}, **DOSES)
    plan.where[0, 1:] = False
    before = copied(state)
    months(state, plan, 1)
    assert state.counts["cases"][0] == 3
    assert same_organisations(before, state, np.array([1, 3, 5])) == []
    assert same_organisations(before, state, np.array([0, 2, 4])) != []
    assert (state.ties["other"][[1, 3, 5]] == -1).all()
    assert all((state.organisations[name] >= before.organisations[name]).all() for name in LEVELS)

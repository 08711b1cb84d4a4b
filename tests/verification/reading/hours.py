"""Time, from section 7 of docs/odd.md, `hours.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import MAX_BELONGS, Alliance, Organisation, World

BY_THE_HOUR = 0


def asked(p: Any, a: Alliance, o: Organisation) -> float:
    """Hours a month that an alliance asks of a member; of who speaks for it twice that."""
    each = p.meeting_hours + (p.work_hours if a.operating else 0.0)
    return 2.0 * each if a.founder == o.index else each


def given(p: Any, a: Alliance, o: Organisation) -> float:
    """What share of what is asked a member gives; its hours are busy from then on."""
    wanted = asked(p, a, o)
    gives = max(0.0, min(wanted, o.hours - o.busy)) if p.time_form == BY_THE_HOUR else wanted
    o.busy += gives
    return gives / wanted


def would_have_time(p: Any, o: Organisation, hours: float) -> bool:
    return p.time_form != BY_THE_HOUR or o.busy + o.lent + hours <= o.hours


def finds_time(p: Any, world: World, o: Organisation) -> bool:
    """Whether it has the hours for a lesson or a visit, which it then gives; otherwise that is turned away."""
    if not would_have_time(p, o, p.lesson_hours):
        world.add("turned_away")
        return False
    o.lent += p.lesson_hours
    return True


def has_hours_for_one_more(p: Any, o: Organisation) -> bool:
    return p.time_form != BY_THE_HOUR or o.busy + p.meeting_hours <= o.hours


def busyness(p: Any, o: Organisation) -> float:
    """What one more alliance costs it, in logits."""
    if p.time_form == BY_THE_HOUR:
        return p.busy_cost * min(1.0, o.busy / o.hours)
    return p.busy_cost * o.belongs_to / MAX_BELONGS

"""Time: leaders and staff have so many hours a month for work with others, and what is promised first is kept first."""

from __future__ import annotations

from sim.compiling import Record, rule
from sim.records import State
from sim.structure import BY_THE_HOUR


@rule
def clear_hours(o: Record) -> None:
    """Before alliances work: none of its hours are taken yet, and none of its needs met."""
    o.busy, o.lent, o.met, o.forms, o.household = 0.0, 0.0, 0, 0, 0.0


@rule
def clear_desk(state: State) -> None:
    """The same for everybody."""
    for i in range(state.counts[0].active):
        clear_hours(state.organisations[i])


@rule
def has_time(o: Record, hours: float, p: Record) -> bool:
    """Whether ``o`` still has ``hours`` this month for what is offered to it, where time binds by the hour."""
    return p.time_form != BY_THE_HOUR or o.busy + o.lent + hours <= o.hours


@rule
def finds_time(state: State, p: Record, i: int) -> bool:
    """Whether ``i`` has the hours for one lesson, visit or session, which it then takes; if not, it turns it away."""
    o = state.organisations[i]
    if has_time(o, p.lesson_hours, p):
        o.lent += p.lesson_hours
        return True
    state.counts[0].turned_away += 1
    return False


@rule
def can_commit(o: Record, p: Record) -> bool:
    """Whether ``o`` has the hours for the meetings of one more alliance, month by month; one busy month is none."""
    return p.time_form != BY_THE_HOUR or o.busy + p.meeting_hours <= o.hours


@rule
def wanted_hours(operating: int, speaks: bool, p: Record) -> float:
    """What an alliance asks of a member a month: meetings, joint work; of the one that speaks for it, twice that."""
    hours = p.meeting_hours + p.work_hours * operating
    return 2.0 * hours if speaks else hours


@rule
def give_time(o: Record, hours: float, p: Record) -> float:
    """Let ``o`` give an alliance what it has left of ``hours``; the share of them that it can give."""
    if p.time_form != BY_THE_HOUR:
        o.busy += hours
        return 1.0
    given = min(hours, max(0.0, o.hours - o.busy))
    o.busy += given
    return given / hours


@rule
def busyness(o: Record, p: Record) -> float:
    """Cost (logit) of one more alliance: with the share of its hours taken, or with the number of its alliances."""
    if p.time_form == BY_THE_HOUR:
        return p.busy_cost * min(1.0, o.busy / o.hours)
    return p.busy_cost * o.belongs_to / 3.0

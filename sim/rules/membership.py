"""Entering and leaving an alliance's list of members: the only place where membership changes."""

from __future__ import annotations

import numpy as np

from sim.compiling import Record, rule
from sim.records import MAX_BELONGS, MAX_MEMBERS, State
from sim.rules.hours import can_commit


@rule
def seat_of(seats: np.ndarray, i: int, number: int) -> int:
    """Which of its seats organisation ``i`` holds in alliance ``number`` (-1 asks for a free one); -1 if none."""
    for place in range(MAX_BELONGS):
        if seats[i, place].alliance == number:
            return place
    return -1


@rule
def is_free(o: Record, p: Record) -> bool:
    """Whether ``o`` can take one more alliance: it is at work, and has a seat and the time for its meetings."""
    return o.asleep_until == 0 and o.belongs_to < MAX_BELONGS and can_commit(o, p)


@rule
def has_room(state: State, p: Record, i: int, number: int) -> bool:
    """Whether ``i`` can take one more alliance, and alliance ``number`` one more member."""
    return is_free(state.organisations[i], p) and state.alliances[number].size < MAX_MEMBERS


@rule
def count_in(o: Record, a: Record) -> None:
    """What ``o`` brings to alliance ``a``: one more member, its needs and offers, perhaps the best leader."""
    a.size += 1
    a.peak = max(a.peak, a.size)
    a.needs |= o.needs
    a.offers |= o.offers
    a.leadership = max(a.leadership, o.leadership)


@rule
def seat(state: State, i: int, number: int, month: int) -> None:
    """Give ``i`` a seat in alliance ``number`` and note it in the ledger; a full ledger marks the run as failed."""
    count = state.counts[0]
    if count.ledger >= len(state.ledger):
        count.full = 1
        return
    entry = state.ledger[count.ledger]
    entry.organisation, entry.alliance, entry.joined, entry.left = i, number, month, -1
    place = state.seats[i, seat_of(state.seats, i, -1)]
    place.alliance, place.entry = number, count.ledger
    state.organisations[i].belongs_to += 1
    count.ledger += 1


@rule
def enrol(state: State, p: Record, i: int, number: int, month: int) -> None:
    """``i`` becomes a member of alliance ``number``."""
    a, o = state.alliances[number], state.organisations[i]
    state.members[number, a.size] = i
    count_in(o, a)
    o.busy += p.meeting_hours
    o.forms |= 1 << a.form
    seat(state, i, number, month)


@rule
def unseat(state: State, i: int, number: int, month: int) -> None:
    """Take the seat of ``i`` in alliance ``number`` away and close its entry in the ledger."""
    place = state.seats[i, seat_of(state.seats, i, number)]
    state.ledger[place.entry].left = month
    place.alliance = -1
    state.organisations[i].belongs_to -= 1


@rule
def strike_off(state: State, i: int, number: int, month: int) -> None:
    """``i`` leaves alliance ``number``; the last member takes its place in the list, the first speaks for it."""
    a = state.alliances[number]
    for place in range(a.size):
        if state.members[number, place] == i:
            a.size -= 1
            state.members[number, place] = state.members[number, a.size]
            break
    if a.founder == i and a.size > 0:
        a.founder = state.members[number, 0]
    unseat(state, i, number, month)


@rule
def dissolve(state: State, number: int, month: int) -> None:
    """The alliance ends: its members are free, its record keeps what it was."""
    a = state.alliances[number]
    for place in range(a.size):
        unseat(state, state.members[number, place], number, month)
    a.ended = month
    state.counts[0].ended += 1
    state.federations[a.province].size -= a.federated

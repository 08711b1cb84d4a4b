"""Organisations meet: near ones, their own kind, friends of friends, those a directory lists; knowledge spreads."""

from __future__ import annotations

import numpy as np

from sim.chance import MEET, MEET_WHERE, MEET_WHOM, draw, pick
from sim.compiling import Record, Word, rule
from sim.records import State
from sim.rules.fitting import BITS
from sim.rules.trust import acquaintances, draw_closer, trust_in


@rule
def friend_of_friend(state: State, when: Word, i: int) -> int:
    """An acquaintance of a random acquaintance; -1 for those who know nobody."""
    o = state.organisations[i]
    known = acquaintances(state.ties, i)
    if known == 0:
        return -1
    between = state.ties[i, pick(draw(when, MEET_WHOM, o.id, np.uint64(1)), known)].other
    beyond = acquaintances(state.ties, between)
    return state.ties[between, pick(draw(when, MEET_WHOM, o.id, np.uint64(2)), beyond)].other


@rule
def looked_up(state: State, p: Record, when: Word, process: Word, i: int) -> int:
    """The best match of needs and offers among a few listed organisations of the province; -1 if none is listed."""
    o = state.organisations[i]
    home = state.provinces[o.province]
    best, best_match = -1, -1
    for entry in range(int(p.entries_read)):
        j = home.first + pick(draw(when, process, o.id, np.uint64(16 + entry)), home.active)
        other = state.organisations[j]
        match = BITS[o.needs & other.offers] + BITS[o.offers & other.needs]
        if j != i and other.listed > 0.05 and match > best_match:
            best, best_match = j, match
    return best


@rule
def somebody(state: State, p: Record, when: Word, i: int, outside: bool, chance: float) -> int:
    """A random organisation of the district, the kind or the province; of the same kind elsewhere if ``outside``."""
    o = state.organisations[i]
    place = draw(when, MEET_WHOM, o.id, np.uint64(3))
    if outside:
        region = (o.province + 1 + pick(place, len(state.provinces) - 1)) % len(state.provinces)
        first, last = state.kin_first[region, o.kind], state.kin_first[region, o.kind + 1]
        return state.kin[first + pick(chance, last - first)] if last > first else -1
    if place < p.district_share:
        district = state.districts[o.district]
        return district.first + pick(chance, district.active)
    if place < p.district_share + p.kin_share:
        first, last = state.kin_first[o.province, o.kind], state.kin_first[o.province, o.kind + 1]
        return state.kin[first + pick(chance, last - first)]
    home = state.provinces[o.province]
    return home.first + pick(chance, home.active)


@rule
def whom_to_meet(state: State, p: Record, when: Word, i: int) -> int:
    """Whom ``i`` meets this month: through a common acquaintance, a directory, its place, its kind; -1 for nobody."""
    o = state.organisations[i]
    if o.listed > 0.0 and draw(when, MEET_WHERE, o.id, np.uint64(1)) < p.directory_use * o.listed:
        return looked_up(state, p, when, MEET_WHOM, i)
    where = draw(when, MEET_WHERE, o.id)
    if where < p.closure_share:
        return friend_of_friend(state, when, i)
    outside = where > 1.0 - p.outside_share
    return somebody(state, p, when, i, outside, draw(when, MEET_WHOM, o.id))


@rule
def talk(state: State, p: Record, i: int, j: int) -> None:
    """Each learns from the other what it understands less, in proportion to its trust."""
    mine, theirs = state.organisations[i], state.organisations[j]
    gap = theirs.understanding - mine.understanding
    if gap > 0.0:
        mine.understanding += p.talk_learning * trust_in(state.ties, i, j) * gap
    else:
        theirs.understanding -= p.talk_learning * trust_in(state.ties, j, i) * gap


@rule
def goes_out(o: Record, p: Record, when: Word) -> bool:
    """Whether ``o`` seeks somebody out this month; open ones do so more, dormant ones never."""
    return o.asleep_until == 0 and draw(when, MEET, o.id) < p.meeting_rate * (0.5 + o.openness)


@rule
def meet(state: State, p: Record, when: Word, i: int) -> None:
    """``i`` goes out and meets somebody, or nobody: they draw closer and talk."""
    j = whom_to_meet(state, p, when, i)
    if j >= 0 and j != i and state.organisations[j].asleep_until == 0:
        draw_closer(state, p, i, j, p.meeting_trust)
        talk(state, p, i, j)

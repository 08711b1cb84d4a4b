"""Acquaintances and the trust between them: made, grown by contact, worn by time."""

from __future__ import annotations

import numpy as np

from sim.chance import DRIFT, GROUND, draw, mix, pick
from sim.compiling import Record, Word, rule
from sim.records import MAX_BELONGS, MAX_TIES, State
from sim.rules.learning import gain


@rule
def acquaintances(ties: np.ndarray, i: int) -> int:
    """How many acquaintances organisation ``i`` has: its ties fill its row from the left."""
    known = 0
    while known < MAX_TIES and ties[i, known].other >= 0:
        known += 1
    return known


@rule
def tie_to(ties: np.ndarray, i: int, j: int) -> int:
    """Where ``j`` stands among the acquaintances of ``i``; -1 when they do not know each other."""
    for slot in range(MAX_TIES):
        other = ties[i, slot].other
        if other == j:
            return slot
        if other < 0:
            return -1
    return -1


@rule
def trust_in(ties: np.ndarray, i: int, j: int) -> float:
    """The trust of ``i`` in ``j``; 0 between strangers."""
    slot = tie_to(ties, i, j)
    return ties[i, slot].trust if slot >= 0 else 0.0


@rule
def ground(state: State, p: Record, i: int, j: int) -> float:
    """What trust between two organisations returns to: the same all through a world, whenever they meet."""
    pair = mix(state.organisations[i].id ^ state.organisations[j].id)
    return min(1.0, p.starting_trust * (0.5 + draw(state.counts[0].world, GROUND, pair)))


@rule
def introduce(state: State, p: Record, i: int, j: int, trust: float) -> bool:
    """Make ``i`` and ``j`` acquainted, if they are two, strangers, and both can keep up with one more."""
    ties = state.ties
    if i == j or tie_to(ties, i, j) >= 0:
        return False
    mine, theirs = acquaintances(ties, i), acquaintances(ties, j)
    if mine == MAX_TIES or theirs == MAX_TIES:
        return False
    level = ground(state, p, i, j)
    ties[i, mine].other, ties[i, mine].trust, ties[i, mine].ground = j, trust, level
    ties[j, theirs].other, ties[j, theirs].trust, ties[j, theirs].ground = i, trust, level
    return True


@rule
def draw_closer(state: State, p: Record, i: int, j: int, share: float) -> None:
    """Contact adds ``share`` of the trust still missing, both ways; strangers become acquainted."""
    ties = state.ties
    mine = tie_to(ties, i, j)
    if mine < 0:
        introduce(state, p, i, j, p.first_trust)
        return
    theirs = tie_to(ties, j, i)
    ties[i, mine].trust = gain(ties[i, mine].trust, share)
    ties[j, theirs].trust = gain(ties[j, theirs].trust, share)


@rule
def disappoint(ties: np.ndarray, i: int, j: int, share: float) -> None:
    """Misuse destroys ``share`` of the trust between two acquaintances, both ways."""
    mine = tie_to(ties, i, j)
    if mine >= 0:
        ties[i, mine].trust *= 1.0 - share
        ties[j, tie_to(ties, j, i)].trust *= 1.0 - share


@rule
def part(ties: np.ndarray, i: int, slot: int) -> None:
    """Take the tie at ``slot`` out of the row of ``i``; the last one moves up."""
    last = acquaintances(ties, i) - 1
    ties[i, slot].other, ties[i, slot].trust = ties[i, last].other, ties[i, last].trust
    ties[i, slot].ground = ties[i, last].ground
    ties[i, last].other = -1


@rule
def are_allied(state: State, i: int, j: int) -> bool:
    """Whether ``i`` and ``j`` sit in one alliance."""
    for one in range(MAX_BELONGS):
        number = state.seats[i, one].alliance
        if number >= 0:
            for other in range(MAX_BELONGS):
                if state.seats[j, other].alliance == number:
                    return True
    return False


@rule
def wear(state: State, p: Record, when: Word, i: int) -> None:
    """A month of time: what ``i`` trusts in others nears its ground; now and then it loses sight of one of them."""
    ties = state.ties
    known = acquaintances(ties, i)
    for slot in range(known):
        tie = ties[i, slot]
        tie.trust += p.trust_wear * (tie.ground - tie.trust)
    o = state.organisations[i]
    if draw(when, DRIFT, o.id) < p.drift_apart * known:
        slot = pick(draw(when, DRIFT, o.id, np.uint64(1)), known)
        j = ties[i, slot].other
        if not are_allied(state, i, j):
            part(ties, j, tie_to(ties, j, i))
            part(ties, i, slot)

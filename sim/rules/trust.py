"""Acquaintances and the trust between them: made, grown by contact, worn by time."""

from __future__ import annotations

import numpy as np

from sim.compiling import Record, rule
from sim.records import MAX_TIES
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
def introduce(ties: np.ndarray, i: int, j: int, trust: float) -> bool:
    """Make ``i`` and ``j`` acquainted, if they are two, strangers, and both can keep up with one more."""
    if i == j or tie_to(ties, i, j) >= 0:
        return False
    mine, theirs = acquaintances(ties, i), acquaintances(ties, j)
    if mine == MAX_TIES or theirs == MAX_TIES:
        return False
    ties[i, mine].other, ties[i, mine].trust = j, trust
    ties[j, theirs].other, ties[j, theirs].trust = i, trust
    return True


@rule
def draw_closer(ties: np.ndarray, i: int, j: int, share: float, first: float) -> None:
    """Contact adds ``share`` of the trust still missing, both ways; strangers become acquainted at ``first``."""
    mine = tie_to(ties, i, j)
    if mine < 0:
        introduce(ties, i, j, first)
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
    ties[i, last].other = -1


@rule
def wear(ties: np.ndarray, i: int, p: Record) -> None:
    """A month's wear of what ``i`` trusts in its acquaintances; who is hardly trusted any more is forgotten by both."""
    slot = 0
    while slot < MAX_TIES and ties[i, slot].other >= 0:
        ties[i, slot].trust *= 1.0 - p.trust_wear
        if ties[i, slot].trust < p.forgotten:
            j = ties[i, slot].other
            part(ties, j, tie_to(ties, j, i))
            part(ties, i, slot)
        else:
            slot += 1

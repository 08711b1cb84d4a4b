"""An organisation's board considers alliances: leave one, join one it knows of, or found one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.calendar import YEAR
from sim.chance import ATTENTION, JOIN, JOIN_WHICH, LEAVE, RECRUIT, draw, pick
from sim.compiling import Record, Word, rule
from sim.records import MAX_BELONGS, State
from sim.rules.fitting import chance_of, coordination, fit, willingness
from sim.rules.founding import found, tempted
from sim.rules.membership import enrol, has_room, seat_of, strike_off
from sim.rules.trust import acquaintances, trust_in
from sim.structure import BY_COHESION, BY_TRUST


class Staying(NamedTuple):
    """What keeps an organisation in an alliance, and what does not (logit), term by term, as each counts."""

    habit: float
    cohesion: float
    plan: float
    benefit: float
    coordination: float


@rule
def considers(o: Record, p: Record, when: Word) -> bool:
    """Whether the board of ``o`` has alliances on its agenda this month; debts crowd them out."""
    return o.asleep_until == 0 and draw(when, ATTENTION, o.id) < p.attention * (1.0 - p.distraction * o.arrears)


@rule
def staying(o: Record, a: Record, p: Record) -> Staying:
    """The terms of what keeps ``o`` in ``a``: cohesion, a plan it understands, benefit; not what brought it in.

    Formation and persistence have different causes (Dahlander & McFarland 2013; evidence on cluster networks).
    """
    held, planned = 0.0, 0.0
    if p.staying_form == BY_COHESION:
        held = p.weight_cohesion * (a.cohesion - 0.5)
        planned = p.weight_plan * a.plan * (o.understanding - 0.5)
    elif p.staying_form == BY_TRUST:
        held = p.weight_cohesion * (a.trust - 0.5)
    return Staying(p.staying, held, planned, p.weight_benefit * a.benefit, -coordination(o, a.size, p))


@rule
def kept(terms: Staying) -> float:
    """The inclination to stay (logit) that its terms add up to."""
    return terms.habit + (terms.cohesion + terms.plan) + terms.benefit + terms.coordination


@rule
def inclination_to_stay(o: Record, a: Record, p: Record) -> float:
    """What keeps ``o`` in ``a`` (logit)."""
    return kept(staying(o, a, p))


@rule
def doubt(tenure: int, p: Record) -> float:
    """What speaks against staying (logit) in the first year: who is new to an alliance tries it out.

    Young alliances end sooner than older ones (Lunnan & Haugland); most that decline do so early (Wegner et al. 2015).
    """
    return p.newness * max(0.0, 1.0 - tenure / YEAR)


@rule
def leave(state: State, p: Record, when: Word, month: int, i: int) -> bool:
    """Leave the alliances no longer worth staying in; says whether any was left."""
    o = state.organisations[i]
    left = False
    for place in range(MAX_BELONGS):
        number = state.seats[i, place].alliance
        if number >= 0:
            a = state.alliances[number]
            will = inclination_to_stay(o, a, p) - doubt(month - state.ledger[state.seats[i, place].entry].joined, p)
            if draw(when, LEAVE, o.id, a.key) > chance_of(will):
                strike_off(state, i, number, month)
                left = True
    return left


@rule
def heard_of(state: State, when: Word, i: int) -> tuple[int, float]:
    """An alliance of a random acquaintance, and the trust in that acquaintance; -1 when it has none."""
    o = state.organisations[i]
    known = acquaintances(state.ties, i)
    if known == 0:
        return -1, 0.0
    tie = state.ties[i, pick(draw(when, JOIN_WHICH, o.id), known)]
    friend = state.organisations[tie.other]
    if friend.belongs_to == 0:
        return -1, 0.0
    nth = pick(draw(when, JOIN_WHICH, o.id, np.uint64(1)), friend.belongs_to)
    for place in range(MAX_BELONGS):
        number = state.seats[tie.other, place].alliance
        if number >= 0:
            if nth == 0:
                return number, float(tie.trust)
            nth -= 1
    return -1, 0.0


@rule
def join(state: State, p: Record, when: Word, month: int, i: int, number: int, trust: float, push: float) -> bool:
    """Join alliance ``number`` if it is worth it under ``push`` (logit); says whether it did."""
    if seat_of(state.seats, i, number) >= 0 or not has_room(state, p, i, number):
        return False
    o, a = state.organisations[i], state.alliances[number]
    will = willingness(o, a, fit(o, a, p), trust, p)
    if draw(when, JOIN, o.id, a.key) >= chance_of(will + push):
        return False
    enrol(state, p, i, number, month)
    return True


@rule
def whom_to_ask(state: State, p: Record, when: Word, number: int) -> int:
    """The acquaintance that who speaks for an alliance asks to join this month; mostly nobody, -1."""
    a = state.alliances[number]
    known = acquaintances(state.ties, a.founder)
    if draw(when, RECRUIT, a.key) >= p.recruiting or known == 0:
        return -1
    return state.ties[a.founder, pick(draw(when, RECRUIT, a.key, np.uint64(1)), known)].other


@rule
def recruit(state: State, p: Record, when: Word, month: int, number: int) -> bool:
    """Now and then who speaks for an alliance asks an acquaintance to join; says whether one did.

    Without it alliances only shrink once founded, and those of years stood at three members.
    """
    j = whom_to_ask(state, p, when, number)
    if j < 0:
        return False
    trust = trust_in(state.ties, j, state.alliances[number].founder)
    return join(state, p, when, month, j, number, trust, 0.0)


@rule
def decide(state: State, p: Record, when: Word, month: int, i: int) -> None:
    """One meeting of the board, which does one thing at most: leave, be it several alliances, else join, else found."""
    o = state.organisations[i]
    if o.belongs_to > 0 and leave(state, p, when, month, i):
        return
    number, trust = heard_of(state, when, i)
    if number >= 0 and join(state, p, when, month, i, number, trust, 0.0):
        return
    if tempted(o, state.provinces[o.province], p, when, month, 0.0):
        found(state, p, when, month, i, 0.0)

"""Founding an alliance: the founder chooses a form, decides, and invites one by one until enough refuse.

After Tomasello, Burkholz & Schweitzer (2017): an initiator invites in turn, each invitee weighs benefit against a
coordination cost that grows with size, and the initiator stops after some refusals. Sizes are the outcome.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.chance import ACCEPT, BROKER, FORM, FOUND, LIST, draw, mix, pick
from sim.compiling import Record, Word, rule
from sim.kinds import FORMS
from sim.records import MAX_CIRCLE, State
from sim.rules.fitting import Inclined, appeal, chance_of, coordination, fit, inclined, max_appeal, weighed, willingness
from sim.rules.hours import busyness
from sim.rules.meeting import looked_up
from sim.rules.membership import count_in, enrol, is_free
from sim.rules.trust import acquaintances, trust_in

_FORMS = len(FORMS)


class Founding(NamedTuple):
    """What speaks for founding an alliance, and against it (logit), term by term, each with the sign it counts with."""

    inclined: Inclined
    coordination: float
    busyness: float
    leadership: float
    hurdle: float


@rule
def gather(state: State, p: Record, when: Word, i: int, linked: bool, circle: np.ndarray) -> int:
    """Fill ``circle`` with whom ``i`` can think of: acquaintances, whom a directory names, whom a team brings.

    Returns how many. Strangers among them are as trusted as somebody just met. ``linked`` says that a province team
    is at hand, which brings some of the organisations it works with.
    """
    o = state.organisations[i]
    known = acquaintances(state.ties, i)
    for slot in range(known):
        circle[slot] = state.ties[i, slot].other
    if o.listed > 0.0 and draw(when, LIST, o.id) < p.directory_use * o.listed:
        known = add(state, circle, known, i, looked_up(state, p, when, LIST, i))
    if linked:
        home = state.provinces[o.province]
        works_with = min(int(p.team_circle), home.active)
        for brought in range(int(p.brokered)):
            place = pick(draw(when, BROKER, o.id, np.uint64(brought)), works_with)
            known = add(state, circle, known, i, state.circle[home.first + place])
    return known


@rule
def add(state: State, circle: np.ndarray, known: int, i: int, j: int) -> int:
    """Add ``j`` to the ``known`` candidates of ``i``, unless it is nobody, itself, there already, or one too many."""
    if j < 0 or j == i or known == MAX_CIRCLE:
        return known
    for place in range(known):
        if circle[place] == j:
            return known
    circle[known] = j
    return known + 1


@rule
def trust_towards(state: State, p: Record, i: int, j: int) -> float:
    """Trust of ``i`` in ``j``; somebody new is trusted as at a first meeting."""
    trust = trust_in(state.ties, i, j)
    return trust if trust > 0.0 else p.first_trust


@rule
def sketch(state: State, i: int, a: Record, form: int) -> None:
    """Begin the record of an alliance around founder ``i``, not yet counted among the alliances."""
    o = state.organisations[i]
    a.form, a.kind, a.province, a.founder = form, o.kind, o.province, i
    a.x, a.y, a.leadership = o.x, o.y, o.leadership
    a.needs, a.offers, a.size, a.peak = o.needs, o.offers, 1, 1
    a.cohesion, a.operating = 0.0, 0


@rule
def prospects(state: State, p: Record, i: int, a: Record, circle: np.ndarray, known: int) -> tuple[float, float]:
    """Fit and trust of ``i`` with those it would invite first, for the form of sketch ``a``: their means.

    As many as it would bear refusals from: whom else it knows does not matter to its hopes.
    """
    asked = state.circle_desk[1]
    asked[:] = 0
    fits, trusts, first = 0.0, 0.0, 0
    while first < p.refusals and first < known:
        place = next_to_invite(state, p, i, a, circle, asked, known)
        asked[place] = 1
        fits += fit(state.organisations[circle[place]], a, p)
        trusts += trust_towards(state, p, i, circle[place])
        first += 1
    return fits / first, trusts / first


@rule
def choose_form(state: State, p: Record, when: Word, i: int, a: Record, circle: np.ndarray, known: int) -> int:
    """The form that promises ``i`` most among those it could ally with; a logit choice, drawn by Gumbel noise."""
    o = state.organisations[i]
    best, best_value = 0, -np.inf
    for form in range(_FORMS):
        sketch(state, i, a, form)
        fitting, _ = prospects(state, p, i, a, circle, known)
        noise = -math.log(-math.log(draw(when, FORM, o.id, np.uint64(form))))
        value = appeal(form, p) + p.weight_fit * fitting + noise
        if value > best_value:
            best, best_value = form, value
    return best


@rule
def next_to_invite(
    state: State, p: Record, i: int, a: Record, circle: np.ndarray, asked: np.ndarray, known: int
) -> int:
    """The candidate not yet asked that fits and is trusted most; -1 when all have been asked."""
    best, best_score = -1, -np.inf
    for place in range(known):
        if asked[place] == 0:
            j = circle[place]
            score = p.weight_fit * fit(state.organisations[j], a, p) + p.weight_trust * trust_towards(state, p, i, j)
            if score > best_score:
                best, best_score = place, score
    return best


@rule
def invite(
    state: State, p: Record, when: Word, i: int, a: Record, number: int, circle: np.ndarray, known: int, push: float
) -> float:
    """Invite one by one until enough refuse; returns the summed voluntariness of those who accept.

    An invitee's voluntariness is its chance of joining unasked by anybody outside over that under ``push``.
    """
    asked = state.circle_desk[1]
    asked[:] = 0
    refusals, own_will = 0, 0.0
    while refusals < p.refusals:
        place = next_to_invite(state, p, i, a, circle, asked, known)
        if place < 0:
            break
        asked[place] = 1
        j = circle[place]
        o = state.organisations[j]
        will = willingness(o, a, fit(o, a, p), trust_towards(state, p, j, i), p)
        if is_free(o, p) and draw(when, ACCEPT, o.id, a.key) < chance_of(will + push):
            state.members[number, a.size] = j
            count_in(o, a)
            own_will += chance_of(will) / chance_of(will + push)
        else:
            refusals += 1
    return own_will


@rule
def founding(o: Record, home: Record, p: Record, attraction: float, fitting: float, trust: float) -> Founding:
    """The terms of the inclination to found: what is expected of being in it, leadership, less what founding costs.

    The state and the movement, where friendly, take part of that cost away. Risk is weighed by those invited; a
    founder knows what it starts.
    """
    hurdle = max(0.0, p.founding_cost - p.climate_pull * home.climate)
    expected = inclined(o, attraction, fitting, trust, p)
    led = p.weight_leadership * (o.leadership - 0.5)
    return Founding(expected, -coordination(o, 1, p), -busyness(o, p), led, -hurdle)


@rule
def founder_will(o: Record, home: Record, p: Record, attraction: float, fitting: float, trust: float) -> float:
    """Inclination (logit) of ``o`` to found."""
    terms = founding(o, home, p, attraction, fitting, trust)
    return weighed(terms.inclined) + terms.coordination + terms.busyness + terms.leadership + terms.hurdle


@rule
def tempted(o: Record, home: Record, p: Record, when: Word, month: int, push: float) -> bool:
    """Whether ``o`` would found even among perfect partners; most boards get no further, and need not look around."""
    if month < o.rest_until or not is_free(o, p):
        return False
    return draw(when, FOUND, o.id) < chance_of(founder_will(o, home, p, max_appeal(p), 1.0, 1.0) + push)


@rule
def look_around(state: State, p: Record, when: Word, month: int, i: int, push: float) -> tuple[int, float, float]:
    """Sketch the alliance that ``i`` would found, as the next of all, in the form that promises most.

    Returns how many it could ask, and how well those it would ask first fit and are trusted; 0 if it knows nobody.
    """
    circle = state.circle_desk[0]
    known = gather(state, p, when, i, push > 0.0, circle)
    if known == 0:
        return 0, 0.0, 0.0
    a = state.alliances[state.counts[0].alliances]
    form = choose_form(state, p, when, i, a, circle, known)
    sketch(state, i, a, form)
    a.key = mix(state.organisations[i].id ^ mix(np.uint64(month * 4 + form)))
    fitting, trust = prospects(state, p, i, a, circle, known)
    return known, fitting, trust


@rule
def found(state: State, p: Record, when: Word, month: int, i: int, push: float) -> int:
    """Let ``i``, if tempted, try to found an alliance; returns its number, or -1.

    ``push`` (logit) is what a province team, if one is at hand, adds to the inclination of all concerned. Who was
    pushed into it starts with less cohesion: voluntariness is the source's condition.
    """
    o, count = state.organisations[i], state.counts[0]
    home = state.provinces[o.province]
    if not tempted(o, home, p, when, month, push):
        return -1
    if count.alliances >= len(state.alliances):
        count.full = 1
        return -1
    known, fitting, trust = look_around(state, p, when, month, i, push)
    if known == 0:
        return -1
    number = count.alliances
    a = state.alliances[number]
    will = founder_will(o, home, p, appeal(a.form, p), fitting, trust)
    if draw(when, FOUND, o.id) >= chance_of(will + push):
        return -1
    o.rest_until = month + int(p.weariness)
    state.members[number, 0] = i
    own_will = invite(state, p, when, i, a, number, state.circle_desk[0], known, push)
    if a.size < 2:
        return -1
    own_will += chance_of(will) / chance_of(will + push)
    begin(state, p, month, number, own_will / a.size, push > 0.0)
    return number


@rule
def begin(state: State, p: Record, month: int, number: int, voluntary: float, facilitated: bool) -> None:
    """Turn a sketch that found members into an alliance, elementary at first; ``voluntary`` is 0 to 1."""
    a, count = state.alliances[number], state.counts[0]
    a.founded, a.ended, a.operating_since = month, -1, -1
    a.operating, a.facilitated, a.rescued = 0, facilitated, 0
    a.cohesion = a.before = p.starting_cohesion * (0.5 + 0.5 * voluntary)
    a.helped, a.federated = (month if facilitated else -1), 0
    a.plan = a.indicators = a.control = a.support = a.benefit = 0.0
    a.readiness, a.skill = p.first_readiness, p.first_skill
    a.trust = a.understanding = a.strategy = a.management = a.match = 0.0
    size, a.size = a.size, 0
    for place in range(size):
        enrol(state, p, state.members[number, place], number, month)
    state.live[count.alive] = number
    count.alliances += 1
    count.alive += 1
    count.founded += month > 0
    count.facilitated += facilitated

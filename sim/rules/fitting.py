"""How well an organisation and an alliance fit, and how willing that makes it: the one logistic choice of the model."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.compiling import Record, rule
from sim.kinds import ACADEMIC, ACTIVITIES, AREA, BUSINESS
from sim.rules.hours import busyness

BITS = np.array([bin(code).count("1") for code in range(2 ** len(ACTIVITIES))], dtype=np.int64)
MILLION = 1e6


class Inclined(NamedTuple):
    """What speaks for an alliance (logit), term by term, each with the sign it counts with."""

    appeal: float
    fit: float
    trust: float
    insight: float
    reluctance: float


class Willing(NamedTuple):
    """What speaks for being in an alliance that is there, and against it (logit), term by term."""

    inclined: Inclined
    repute: float
    coordination: float
    risk: float
    busyness: float


@rule
def chance_of(logit: float) -> float:
    """The probability that a logit stands for."""
    return 1.0 / (1.0 + math.exp(-logit))


@rule
def fit(o: Record, a: Record, p: Record) -> float:
    """How well ``o`` fits alliance ``a``, 0 to 1: by place, by needs and offers, or by knowledge, as its form says.

    What its alliances give it already, it does not seek again: needs they meet, a place among neighbours or in a circle
    of its kind.
    """
    if a.form == BUSINESS:
        wanted = o.needs & ~o.met
        return min(1.0, (BITS[wanted & a.offers] + BITS[o.offers & a.needs]) / p.full_match)
    again = p.repeat_worth if o.forms >> a.form & 1 else 1.0
    if a.form == AREA:
        distance = math.hypot(o.x - a.x, o.y - a.y)
        return again * math.exp(-distance / p.near) * (0.5 + 0.5 * o.spirit)
    ahead = min(1.0, 2.0 * max(0.0, a.leadership - o.leadership))
    return again * o.openness * (0.5 * (o.kind == a.kind) + 0.5 * ahead)


@rule
def appeal(form: int, p: Record) -> float:
    """What speaks for a form beside an area alliance, at equal fit (logit)."""
    if form == BUSINESS:
        return p.business_appeal
    return p.academic_appeal if form == ACADEMIC else 0.0


@rule
def coordination(o: Record, size: int, p: Record) -> float:
    """Cost (logit) of coordinating with ``size`` others: less for able leaders and practised managers."""
    return p.coordination_cost * size * (1.5 - o.leadership) * (1.0 - p.management_relief * o.management)


@rule
def risk(o: Record, form: int, trust: float, p: Record) -> float:
    """Cost (logit) of capital at risk with partners not trusted: less for the rich, more for those in arrears."""
    share = 1.0 if form == BUSINESS else p.small_risk
    shyness = 1.0 + p.shyness * o.arrears
    return shyness * share * p.risk_cost * (1.0 - trust) / (1.0 + o.capital / (MILLION * p.ample_capital))


@rule
def max_appeal(p: Record) -> float:
    """The appeal (logit) of the most appealing form."""
    return max(0.0, p.business_appeal, p.academic_appeal)


@rule
def inclined(o: Record, attraction: float, fitting: float, trust: float, p: Record) -> Inclined:
    """The terms of the inclination: appeal of its form, fit, trust, understanding, a strategy ably led.

    Understanding and strategy let one see what there is to gain; where less than half a fit is left, they see less.
    Without this, whoever understood joined one alliance after another that gave it nothing new.
    """
    insight = p.weight_understanding * o.understanding + p.weight_strategy * o.strategy * (0.5 + o.leadership)
    seen = min(1.0, 2.0 * fitting) * insight
    return Inclined(attraction, p.weight_fit * fitting, p.weight_trust * trust, seen, -p.reluctance)


@rule
def weighed(terms: Inclined) -> float:
    """The inclination (logit) that its terms add up to."""
    return terms.appeal + terms.fit + terms.trust + terms.insight + terms.reluctance


@rule
def inclination(o: Record, attraction: float, fitting: float, trust: float, p: Record) -> float:
    """What speaks for an alliance (logit), before what it costs."""
    return weighed(inclined(o, attraction, fitting, trust, p))


@rule
def willing(o: Record, a: Record, fitting: float, trust: float, p: Record) -> Willing:
    """The terms of the willingness of ``o`` to be in alliance ``a``.

    To the inclination comes the repute of an alliance seen to work; off go coordination, which grows with size
    (Tomasello et al. 2017), risk, and the time that other alliances take.
    """
    return Willing(
        inclined(o, appeal(a.form, p), fitting, trust, p),
        p.weight_repute * a.cohesion * a.operating,
        -coordination(o, a.size, p),
        -risk(o, a.form, trust, p),
        -busyness(o, p),
    )


@rule
def willingness(o: Record, a: Record, fitting: float, trust: float, p: Record) -> float:
    """What ``o`` gains from being in alliance ``a`` less what it costs (logit), before any push."""
    terms = willing(o, a, fitting, trust, p)
    return weighed(terms.inclined) + terms.repute + (terms.coordination + terms.risk + terms.busyness)

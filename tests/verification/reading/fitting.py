"""Fit, cost and willingness, from section 7 of docs/odd.md, `fitting.py`."""

from __future__ import annotations

import math
from typing import Any

from reading.entities import Alliance, Organisation
from reading.hours import busyness
from reading.levels import ACADEMIC, AREA, BUSINESS, count

MILLION = 1_000_000.0


def again(p: Any, o: Organisation, form: int) -> float:
    """`repeat_worth` if it was in an alliance of that form when its alliances last worked, or has joined one since."""
    return p.repeat_worth if o.forms >> form & 1 else 1.0


def fit(p: Any, o: Organisation, a: Alliance) -> float:
    """How well an organisation fits an alliance, 0 to 1."""
    if a.form == AREA:
        far = math.hypot(o.x - a.x, o.y - a.y)
        return again(p, o, AREA) * math.exp(-far / p.near) * (0.5 + 0.5 * o.spirit)
    if a.form == BUSINESS:
        return min(1.0, (count(o.sought & a.offers) + count(o.offers & a.needs)) / p.full_match)
    same = 1.0 if o.kind == a.kind else 0.0
    learns = min(1.0, 2.0 * max(0.0, a.leadership - o.leadership))
    return again(p, o, ACADEMIC) * o.openness * (0.5 * same + 0.5 * learns)


def appeal(p: Any, form: int) -> float:
    return (0.0, p.business_appeal, p.academic_appeal)[form]


def insight(p: Any, o: Any) -> float:
    return p.weight_understanding * o.understanding + p.weight_strategy * o.strategy * (0.5 + o.leadership)


def inclination(p: Any, o: Any, *, appeal: float, fits: float, trust: float) -> float:
    seen = min(1.0, 2.0 * fits) * insight(p, o)
    return appeal + p.weight_fit * fits + p.weight_trust * trust + seen - p.reluctance


def coordination(p: Any, o: Any, size: float) -> float:
    return p.coordination_cost * size * (1.5 - o.leadership) * (1.0 - p.management_relief * o.management)


def risk(p: Any, o: Organisation, form: int, trust: float) -> float:
    poor = 1.0 / (1.0 + o.capital / (p.ample_capital * MILLION))
    return (
        p.risk_cost * (1.0 + p.shyness * o.arrears) * (1.0 - trust) * poor * (1.0 if form == BUSINESS else p.small_risk)
    )


def willingness(p: Any, o: Organisation, a: Alliance, trust: float) -> float:
    """How willing an organisation is to enter an alliance, in logits, before any push."""
    likes = inclination(p, o, appeal=appeal(p, a.form), fits=fit(p, o, a), trust=trust)
    repute = p.weight_repute * a.cohesion if a.operating else 0.0
    return likes + repute - coordination(p, o, len(a.members)) - risk(p, o, a.form, trust) - busyness(p, o)

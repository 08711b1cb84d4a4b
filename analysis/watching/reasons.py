"""Why a choice came out as it did: the terms of the rule that makes it, asked of that rule before it acts.

No formula stands here: each function hands the world to the compiled rules of ``sim/rules`` and names what they return.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.records import State
from sim.rules.deciding import doubt, kept, staying
from sim.rules.federating import federating, staying_federated, will_to_federate
from sim.rules.fitting import appeal, chance_of, fit, willing, willingness
from sim.rules.founding import founder_will, founding, invite, look_around, sketch, tempted, trust_towards
from sim.rules.membership import count_in
from sim.rules.working import holding, lapsing, maturing, readiness_to_operate


class Reason(NamedTuple):
    """Why: the chance [0, 1] with which it came about, and what made that chance, by the names in ``words.TERMS``.

    Terms are logits that add up, each with the sign it counts with; of what holds an alliance together they are levels
    of cohesion that add up, and of a beginning activity the levels that are multiplied.
    """

    chance: float
    terms: dict[str, float]


def reason(will: float, push: float, terms: dict[str, float]) -> Reason:
    """The reason of a logistic choice of inclination ``will`` under ``push`` from outside (logits)."""
    return Reason(float(chance_of(will + push)), {**terms, "push": push} if push else terms)


def _terms(found: Any) -> dict[str, float]:
    """The terms of a named tuple by name, those inside another as well."""
    named: dict[str, float] = {}
    for name, value in found._asdict().items():
        named |= _terms(value) if isinstance(value, tuple) else {name: float(value)}
    return named


def of_joining(state: State, p: np.void, i: int, number: int, trust: float, *, push: float = 0.0) -> Reason:
    """Of organisation ``i`` joining alliance ``number``, of which it hears from somebody it trusts so much (0 to 1).

    ``p`` are the parameters, ``push`` is what a team's visit adds, in logits.
    """
    o, a = state.organisations[i], state.alliances[number]
    fitting = fit(o, a, p)
    return reason(willingness(o, a, fitting, trust, p), push, _terms(willing(o, a, fitting, trust, p)))


def of_staying(state: State, p: np.void, month: int, i: int, place: int) -> Reason:
    """Of organisation ``i`` staying, in ``month``, in the alliance of its seat at ``place``; ``p`` the parameters."""
    seat = state.seats[i, place]
    terms = staying(state.organisations[i], state.alliances[seat["alliance"]], p)
    newness = -float(doubt(month - state.ledger["joined"][seat["entry"]], p))
    return Reason(float(chance_of(kept(terms) + newness)), {**_terms(terms), "newness": newness})


class Hope(NamedTuple):
    """What founding would come to: why one would, and who would accept, each with its reason."""

    founder: Reason
    invited: dict[int, Reason]


def of_founding(state: State, p: np.void, when: np.uint64, month: int, i: int, *, push: float = 0.0) -> Hope | None:
    """Of organisation ``i`` founding an alliance, had it joined none; ``None`` where it gets no further than a thought.

    The sketch is made where the rule makes its own, and made anew by it.
    """
    o, number = state.organisations[i], int(state.counts["alliances"][0])
    home = state.provinces[o["province"]]
    if number >= len(state.alliances) or not tempted(o, home, p, when, month, push):
        return None
    known, fitting, trust = look_around(state, p, when, month, i, push)
    if known == 0:
        return None
    prospect = appeal(state.alliances["form"][number], p), fitting, trust
    why = reason(founder_will(o, home, p, *prospect), push, _terms(founding(o, home, p, *prospect)))
    return Hope(why, _invited(state, p, when, i, number, known=known, push=push))


def _invited(
    state: State, p: np.void, when: np.uint64, i: int, number: int, *, known: int, push: float
) -> dict[int, Reason]:
    """Who would accept, one after the other, and why: each weighs the alliance as it is by then."""
    a = state.alliances[number]
    state.members[number, 0] = i
    invite(state, p, when, i, a, number, state.circle_desk[0], known, push)
    accepting = state.members[number, 1 : a["size"]].tolist()
    sketch(state, i, a, a["form"])
    found = {}
    for j in accepting:
        found[j] = of_joining(state, p, j, number, trust_towards(state, p, j, i), push=push)
        count_in(state.organisations[j], a)
    return found


def of_federating(state: State, p: np.void, number: int) -> Reason:
    """Of an alliance being in the federation of its province: joining it, or staying in it."""
    a = state.alliances[number]
    f = state.federations[a["province"]]
    if a["federated"]:
        stays = staying_federated(f, p)
        return reason(kept(stays), 0.0, {"habit": stays.habit, "benefit": stays.benefit})
    return reason(will_to_federate(a, f, p), 0.0, _terms(federating(a, f, p)))


def of_maturing(a: np.void, p: np.void) -> Reason:
    """Of a joint activity beginning: the levels whose product it needs."""
    levels = {"cohesion": a["cohesion"], "readiness": readiness_to_operate(a, p), "leadership": a["leadership"]}
    return Reason(float(maturing(a, p)), {name: float(level) for name, level in levels.items()})


def of_lapsing(a: np.void, p: np.void) -> Reason:
    """Of a joint activity lapsing: certain once cohesion is lost, else the less likely, the more keeps it alive."""
    levels = {"cohesion": a["cohesion"], "plan": a["plan"], "benefit": a["benefit"], "support": a["support"]}
    chance = 1.0 if a["cohesion"] < p["slipping"] else float(lapsing(a, p))
    return Reason(chance, {name: float(level) for name, level in levels.items()})


def of_holding(a: np.void, p: np.void) -> dict[str, float]:
    """What holds an alliance together this month, and what does not."""
    return _terms(holding(a, p))

"""What a plan will do, as far as it can be said before anything is run: mirrors ``interventions`` and ``delivering``.

With the organisations that come with the model, as many alliances as there are at the start, and a climate that is not
friendly yet. Nobody's want of time is foreseen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.counts import counts_by_kind
from sim.kind_numbers import kind_numbers
from sim.provinces import Province, load_provinces
from sim.records import EQUIP, FORUM, RESCUE, VISIT, Plan
from sim.rules.delivering import ROUNDS

_MEET = ("trust", "understanding", "management", "contact")  # doses of a forum to which organisations come


class Foreseen(NamedTuple):
    """What is asked, and done, in each month and province.

    Attributes
    ----------
    asked : (agencies, months, provinces) cases asked of each agency first, before it helps out others
    staff : (agencies, provinces) cases a month that it gives to alliances where it works
    share : (changes, months, provinces) share of what a change would do that can be delivered; 0 where it is not due
    cases : (changes, months, provinces) cases served
    followed : (agencies, months, provinces) visits, at most, to alliances that it has taken over
    """

    asked: np.ndarray
    staff: np.ndarray
    share: np.ndarray
    cases: np.ndarray
    followed: np.ndarray


def foresee(plan: Plan, months: int) -> Foreseen:
    """What ``plan`` does in months 1 to ``months``."""
    changes, here = plan.changes, _organisations(plan)
    alliances = here * float(plan.numbers[0]["starting_alliances"]) / 100.0
    due = _due(changes, np.arange(1, months + 1))[:, :, None]
    asked = _asked(plan, alliances)[:, None, :] * due
    staff = (plan.agencies["capacity"] * plan.agencies["stance"])[:, None] * plan.present
    load, by_agencies, spare = _handed_out(plan.delivers, staff, asked)
    share = np.where(np.any(plan.delivers, axis=0).reshape(-1, 1, 1), by_agencies, 1.0) * due
    each, most = _served(plan, here, alliances)
    cases = np.minimum(each[:, None, :] * changes["intensity"][:, None, None] * share, most[:, None, :])
    return Foreseen(load, staff, share, cases, followed=_followed(plan, spare))


def starting_alliances(plan: Plan) -> np.ndarray:
    """(changes,) alliances there are before the programme that each change is for."""
    found: np.ndarray = _organisations(plan).sum(axis=1) * float(plan.numbers[0]["starting_alliances"]) / 100.0
    return found


def _organisations(plan: Plan) -> np.ndarray:
    """(changes, provinces) organisations that take part in anything, of the kinds and provinces each change is for."""
    p = plan.numbers[0]
    counts = counts_by_kind(load_provinces(), kind_numbers(), p) * (1.0 - p["dormant_share"])
    found: np.ndarray = plan.where * (plan.whom @ counts.T)
    return found


def _due(changes: np.ndarray, month: np.ndarray) -> np.ndarray:
    """(changes, months) bool: whether a change has an occasion."""
    start, end, every = (changes[name][:, None] for name in ("start", "end", "every"))
    found: np.ndarray = (start <= month) & (month <= end) & ((month - start) % every == 0)
    return found


def _asked(plan: Plan, alliances: np.ndarray) -> np.ndarray:
    """(changes, provinces) cases that one occasion asks of those who deliver it."""
    changes, act = plan.changes, plan.changes["act"][:, None]
    capacity, work, coverage = (changes[name][:, None] for name in ("capacity", "work", "coverage"))
    by_event = np.where((act == VISIT) | (act == RESCUE), capacity, work) * plan.where
    found: np.ndarray = np.where(act == EQUIP, coverage * alliances, by_event) * changes["intensity"][:, None]
    return found


def _handed_out(
    delivers: np.ndarray, staff: np.ndarray, asked: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cases first asked of each agency, share of each change that is delivered, and cases there is staff left for."""
    share, delivers = np.zeros(asked.shape), delivers.astype(float)
    spare = np.repeat(staff[:, None, :], asked.shape[1], axis=1)
    first = np.zeros(spare.shape)
    for nth in range(ROUNDS):
        part = _divided(1.0 - share, np.einsum("kc,kmr->cmr", delivers, spare), of_nothing=0.0)
        load = np.einsum("kc,cmr->kmr", delivers, part * asked)
        does = spare * np.minimum(1.0, _divided(np.ones(load.shape), load))
        first = load * spare if nth == 0 else first
        share = share + part * np.einsum("kc,kmr->cmr", delivers, does)
        spare = spare - load * does
    return first, share, spare


def _divided(part: np.ndarray, whole: np.ndarray, of_nothing: float = 1.0) -> np.ndarray:
    shape = np.broadcast_shapes(part.shape, whole.shape)
    return np.divide(part, whole, out=np.full(shape, of_nothing), where=np.broadcast_to(whole > 0.0, shape))


def _served(plan: Plan, here: np.ndarray, alliances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(changes, provinces) cases of one occasion at full effort, and the most there can be."""
    changes, act = plan.changes, plan.changes["act"][:, None]
    near = np.where(changes["distance"][:, None] > 0.0, nearness(plan), 1.0)
    who = np.where((act == EQUIP) | ((act == FORUM) & ~meets(changes)[:, None]), alliances, here)
    sessions = np.where(act == FORUM, changes["sessions"][:, None], 1)
    visits = (act == VISIT) | (act == RESCUE)
    each = np.where(
        visits, changes["capacity"][:, None] * plan.where, changes["coverage"][:, None] * near * who * sessions
    )
    most = np.where(act == RESCUE, alliances, np.where(act == VISIT, here, np.inf))
    return each, most


def meets(changes: np.ndarray) -> np.ndarray:
    """(changes,) bool: whether organisations come to a forum, and not only those who speak for an alliance."""
    found: np.ndarray = np.sum([changes[dose] for dose in _MEET], axis=0) > 0.0
    return found


def nearness(plan: Plan) -> np.ndarray:
    """(provinces,) share of those invited to the provincial capital who live near enough to come, on average.

    A share of organisations lies around the capital, the others all over the disc of the province.
    """
    travel = float(plan.numbers[0]["travel"])
    return np.array([_near(one, travel, float(plan.numbers[0]["capital_district_share"])) for one in load_provinces()])


def _near(one: Province, travel: float, capital: float) -> float:
    central = capital + (1.0 - capital) / one.districts
    around = over_disc(one.radius_km / np.sqrt(one.districts), travel)
    return central * around + (1.0 - central) * over_disc(one.radius_km, travel)


def over_disc(radius: float, travel: float) -> float:
    """Mean of exp(-distance / ``travel``) over a disc, from its centre; all in km."""
    far = radius / travel
    return float(2.0 / far**2 * (1.0 - (1.0 + far) * np.exp(-far)))


def _followed(plan: Plan, spare: np.ndarray) -> np.ndarray:
    """Visits that the spare staff of agencies can pay to alliances they have taken over; ``spare`` by month."""
    month = np.arange(1, spare.shape[1] + 1)
    taken = (plan.teams[1] < month) & (month <= plan.teams[2])
    found: np.ndarray = np.maximum(0.0, spare) * taken[:, None] * (plan.agencies["follow_up"] > 0.0)[:, None, None]
    return found

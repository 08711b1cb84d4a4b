"""What the page holds of a run, as plain numbers and words that its script reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.watching.layout import SIDE, arranged, hubs
from analysis.watching.names import alliance_names, organisation_names
from analysis.watching.witness import NOBODY, VISITED, Event, Seen, WitnessedModel
from analysis.watching.words import EVENTS, TERMS, page_words
from sim.kinds import FORMS, KINDS, REGISTERED
from sim.language.terms import keys
from sim.language.texts import Lang, localised
from sim.measures import POSITION
from sim.provinces import PROVINCE_TERMS

COUNTS = ("alive", "operating", "lasting", "federated", "founded", "ended", "organisations_in")
"""The measures of every month that the page tells, as the run recorded them."""
HELD = ("ground", "benefit", "trust", "plan", "support", "load")
WEAK, REMOTE, UNREGISTERED = 1, 2, 4
_VISITS = frozenset({*VISITED.values(), "no_time"})
_FINE = 100
"""Levels and terms are kept in whole hundredths, chances in thousandths: what a reader can see of them."""


def shown(model: WitnessedModel) -> np.ndarray:
    """The organisations that the page shows, in order: those ever in an alliance, or visited by a team."""
    entries = model.state.ledger[: model.state.counts["ledger"][0]]
    visited = {event.organisation for event in model.events if event.what in _VISITS}
    return np.array(sorted({*entries["organisation"].tolist(), *visited}), np.int64)


def page_data(model: WitnessedModel, table: pd.DataFrame | None, lang: Lang) -> dict[str, Any]:
    """All of a run that the page shows; the same run gives the same."""
    who = shown(model)
    places = _places(model, who)
    entries = model.state.ledger[: model.state.counts["ledger"][0]]
    here = {i: k for k, i in enumerate(who.tolist())}
    told = here.keys() | {NOBODY}
    return {
        "months": model.month,
        "counts": {key: model.rows[: model.month + 1, POSITION[key]].tolist() for key in COUNTS},
        "provinces": _provinces(model, who, lang),
        "kinds": [localised(kind, "", lang) for kind in KINDS],
        "forms": [localised(form, "", lang) for form in FORMS],
        "organisations": _organisations(model, who, places.organisations, organisation_names(model.state, table, lang)),
        "alliances": _alliances(_made(model), places.alliances, alliance_names(_made(model), lang)),
        "memberships": [
            [here[one["organisation"]], int(one["alliance"]), int(one["joined"]), int(one["left"])] for one in entries
        ],
        "seen": [[_living(one) for one in month] for month in model.seen],
        "national": [[region for region, joined in enumerate(month) if joined] for month in model.national],
        "happenings": list(EVENTS),
        "terms": list(TERMS),
        "events": [_event(event, here) for event in model.events if event.organisation in told],
        "side": SIDE,
        "words": page_words(lang),
    }


def _made(model: WitnessedModel) -> np.ndarray:
    alliances: np.ndarray = model.state.alliances[: model.state.counts["alliances"][0]]
    return alliances


class Places(NamedTuple):
    """Where organisations that are shown, and all alliances, stand in the squares of their provinces."""

    organisations: np.ndarray
    alliances: np.ndarray


def _places(model: WitnessedModel, who: np.ndarray) -> Places:
    """(organisations shown, 2) and (alliances, 2)."""
    o, made = model.state.organisations[who], _made(model)
    ties = _ties(model, who)
    places = Places(np.zeros((len(who), 2)), np.zeros((len(made), 2)))
    for region in range(len(PROVINCE_TERMS)):
        here, own = np.flatnonzero(o["province"] == region), np.flatnonzero(made["province"] == region)
        within = ties[np.ix_(here, own)]
        places.organisations[here] = arranged(o["x"][here], o["y"][here], within)
        places.alliances[own] = hubs(places.organisations[here], within)
    return places


def _ties(model: WitnessedModel, who: np.ndarray) -> np.ndarray:
    """(organisations shown, alliances) months of membership, one more than were completed."""
    entries = model.state.ledger[: model.state.counts["ledger"][0]]
    until = np.where(entries["left"] < 0, model.month, entries["left"])
    ties = np.zeros((len(who), len(_made(model))))
    at = np.searchsorted(who, entries["organisation"]), entries["alliance"]
    np.add.at(ties, at, 1.0 + until - np.maximum(entries["joined"], 0))
    return ties


def _provinces(model: WitnessedModel, who: np.ndarray, lang: Lang) -> list[dict[str, Any]]:
    """Those that have organisations: name, how many are shown, and how many others there are."""
    in_each = np.bincount(model.state.organisations["province"][who], minlength=len(PROVINCE_TERMS))
    active = model.state.provinces["active"]
    return [
        {"region": region, "name": localised(term, "", lang), "shown": int(few), "others": int(all_ - few)}
        for region, (term, few, all_) in enumerate(zip(PROVINCE_TERMS, in_each, active))
        if all_ > 0
    ]


def _organisations(model: WitnessedModel, who: np.ndarray, places: np.ndarray, names: Sequence[str]) -> dict[str, Any]:
    """Columns, a value an organisation that is shown."""
    o = model.state.organisations[who]
    signs = WEAK * o["weak"] + REMOTE * o["remote"] + UNREGISTERED * (1 - o["registered"])
    taught = [model.taught[i] for i in who]
    return {
        "name": [names[i] for i in who],
        "province": o["province"].tolist(),
        "kind": o["kind"].tolist(),
        "group": [_group(int(kind)) for kind in o["kind"]],
        "members": np.rint(o["members"]).astype(int).tolist(),
        "signs": signs.tolist(),
        "lessons": [[months[0], months[-1], len(months)] if months else [] for months in taught],
        **_coordinates(places),
    }


def _group(kind: int) -> int:
    """0 for registered kinds, 1 for financial organisations, 2 for others, as charts mark them."""
    key = keys(KINDS)[kind]
    return 0 if key in REGISTERED else 1 if key == "financial" else 2


def _alliances(made: np.ndarray, places: np.ndarray, names: Sequence[str]) -> dict[str, Any]:
    """Columns, a value an alliance that ever was; founded 0 or before is from before the start."""
    columns = ("form", "province", "founded", "ended", "facilitated")
    return {"name": list(names), **{name: made[name].tolist() for name in columns}, **_coordinates(places)}


def _coordinates(places: np.ndarray) -> dict[str, list[float]]:
    return {axis: places[:, nth].round(1).tolist() for nth, axis in enumerate("xy")}


def _living(one: Seen) -> list[int]:
    """An alliance in a month: number, flags, size, levels, and what holds it where it worked."""
    levels = (one.cohesion, one.plan, one.benefit, *(one.holding[name] for name in HELD if one.holding))
    return [one.number, one.flags, one.size, *(round(_FINE * level) for level in levels)]


def _event(event: Event, here: dict[int, int]) -> list[int]:
    """Month, what, organisation (-1: none), alliance (-1: none); with a reason its chance, and each term and value."""
    found = [event.month, EVENTS.index(event.what), here.get(event.organisation, -1), event.alliance]
    if event.reason is None:
        return found
    terms = {TERMS.index(name): round(_FINE * value) for name, value in event.reason.terms.items()}
    pairs = [part for term, value in terms.items() if value for part in (term, value)]
    return [*found, round(1000 * event.reason.chance), *pairs]

"""Supporting agencies as data: who delivers what, where, with how many staff, at what cost.

The five that the source names are in ``scenarios/agencies.toml``; a scenario adds its own, or replaces one, by
``[[agency]]`` tables of the same schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.inputs.faults import Fault, InputFault, shown
from sim.inputs.phrases import Phrase, phrase
from sim.inputs.toml_table import Table, open_toml
from sim.kinds import CONFIDENCES
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Range, known_numbers, shelf

FILE = Path(__file__).resolve().parent.parent / "scenarios" / "agencies.toml"
_KEYS = ("key", "name", "delivers", "provinces", "capacity", "stance", "follow_up", "case_cost", "source", "confidence")
LIMITS = {"capacity": 10_000.0, "stance": 1.0, "follow_up": 1.0, "case_cost": 1e8}
_UNITS = {
    "capacity": "cases a month in a province",
    "stance": "share of its staff that it gives to alliances",
    "follow_up": "support at hand after a visit",
    "case_cost": "baht a visit",
}


@dataclass(frozen=True)
class Agency:
    """A supporting agency.

    Attributes
    ----------
    key, name_en, name_th
    delivers : numbers of recommendations in two digits, or names of policies of one's own
    provinces : keys of where it works
    capacity : cases a month that its staff in a province can do
    stance : share of them that it gives to alliances before anybody has won it over
    follow_up : support that a visit of it brings to an alliance that it has taken over after the programme
    case_cost : baht for such a visit
    """

    key: str
    name_en: str
    name_th: str
    delivers: tuple[str, ...]
    provinces: tuple[str, ...]
    capacity: Range
    stance: Range
    follow_up: Range
    case_cost: Range

    def content(self) -> dict[str, Any]:
        """What a run depends on, as plain values."""
        numbers = {name: getattr(self, name).content() for name in LIMITS}
        return {"key": self.key, "delivers": list(self.delivers), "provinces": list(self.provinces), **numbers}


@cache
def agencies() -> tuple[Agency, ...]:
    """Those of the source, in the order of their file; raises ``InputFault`` with all its faults."""
    faults: list[Fault] = []
    table, _ = open_toml(FILE, faults)
    table.only(("agency",))
    found = read_agencies(table)
    if faults:
        raise InputFault(faults)
    return found


def read_agencies(table: Table) -> tuple[Agency, ...]:
    """The ``[[agency]]`` tables of a file."""
    found: dict[str, Agency] = {}
    for inner in table.tables("agency"):
        one = _agency(inner)
        if one.key in found:
            inner.wrong("key", shown(one.key), phrase("agency_once"))
        elif one.key:
            found[one.key] = one
    return tuple(found.values())


def together(first: tuple[Agency, ...], then: tuple[Agency, ...]) -> tuple[Agency, ...]:
    """``first``, each replaced by one of the same key among ``then``, and the rest of ``then``."""
    newer = {one.key: one for one in then}
    kept = tuple(newer.pop(one.key, one) for one in first)
    return (*kept, *newer.values())


def _agency(table: Table) -> Agency:
    table.only(_KEYS)
    key = table.text("key")
    name_en, name_th = table.two_languages("name", key)
    chosen = table.terms("provinces", PROVINCE_TERMS)
    source, confidence = Phrase(*table.two_languages("source", "")), _confidence(table)
    return Agency(
        key=key,
        name_en=name_en,
        name_th=name_th,
        delivers=_delivers(table),
        provinces=tuple(one for one in keys(PROVINCE_TERMS) if one in chosen),
        **{name: _range(table, name, source, confidence) for name in LIMITS},
    )


def _confidence(table: Table) -> str:
    """How sure its numbers are; it has to be told where any of them is a range."""
    if "confidence" not in table and not any(isinstance(table.values.get(name), dict) for name in LIMITS):
        return ""
    return table.choice("confidence", CONFIDENCES) or ""


def _delivers(table: Table) -> tuple[str, ...]:
    """What it delivers: numbers of recommendations, or names of policies, which whoever knows the scenario looks up."""
    value = table.values.get("delivers", [])
    if not isinstance(value, list) or not all(type(one) in (int, str) for one in value):
        table.wrong("delivers", shown(value), phrase("delivers"))
        return ()
    known, faults = shelf()
    for nth, one in enumerate(value, 1):
        missing = one not in known and not faults  # else it may be in the file that could not be read
        if missing if isinstance(one, int) else one.isdecimal():
            table.wrong_item("delivers", nth, shown(one), phrase("number_from", numbers=known_numbers()))
    return tuple(f"{one:02d}" if isinstance(one, int) else one for one in value)


def _range(table: Table, name: str, source: Phrase, confidence: str) -> Range:
    """A number, or a table of its default and range; nothing where the file is silent."""
    most = LIMITS[name]
    if isinstance(table.values.get(name), dict):
        default, low, high = table.table(name).spread(0, most)
    else:
        default = low = high = table.number(name, 0, most, None if name == "capacity" else float(name == "stance"))
    return Range(default=default, low=low, high=high, unit=_UNITS[name], source=source, confidence=confidence)

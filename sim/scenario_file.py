"""What one scenario file says for itself, checked, before it is put on top of what it extends."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.acts import ACTS
from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.reading import neighbour, path_of
from sim.inputs.toml_table import Table, open_toml
from sim.kinds import KINDS, STAGES
from sim.language.harmless import harmless
from sim.language.terms import keys
from sim.parameters import BY_NAME
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import LAST_MONTH, NOTHING, Recommendation, load_recommendation, months, recommendations

_KEYS = ("name", "about", "extends", "months", "programme", "recommendation", "parameters")
_APPLIED_KEYS = ("number", "file", "start", "end", "intensity", "strength", "every", "sessions", "provinces", "kinds")


@dataclass(frozen=True)
class Programme:
    """The province teams' work: first and last month, and the order of their three stages."""

    start: int
    end: int
    stages: tuple[str, str, str]

    def content(self) -> dict[str, Any]:
        """All of it, as plain values."""
        return {"start": self.start, "end": self.end, "stages": list(self.stages)}


@dataclass(frozen=True)
class Applied:
    """A recommendation as a scenario applies it; ``None`` leaves a number as the recommendation's own file has it."""

    recommendation: Recommendation
    start: int
    end: int
    intensity: float
    strength: float | None
    every: int | None
    sessions: int | None
    provinces: tuple[str, ...]
    kinds: tuple[str, ...]

    def content(self) -> dict[str, Any]:
        """What a run depends on, as plain values."""
        plain = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)[1:]}
        plain |= {"provinces": list(self.provinces), "kinds": list(self.kinds)}
        return {"recommendation": self.recommendation.content(), **plain}


@dataclass(frozen=True)
class Written:
    """What a file says; ``months`` and ``extends`` are None, and ``programme`` is "inherit", where it is silent."""

    name: tuple[str, str]
    about: tuple[str, str]
    extends: str | None
    months: int | None
    programme: Programme | str | None
    applied: tuple[Applied, ...]
    parameters: Mapping[str, float]


def read_scenario(path: Path, faults: list[Fault]) -> Written:
    """Read one scenario file and put its faults on the list; raises ``InputFault`` if it cannot be read at all."""
    table, _ = open_toml(path, faults)
    table.only(_KEYS)
    return Written(
        name=table.two_languages("name", harmless(path.stem)),
        about=table.two_languages("about", NOTHING),
        extends=table.text("extends") if "extends" in table else None,
        months=table.whole("months", 1, LAST_MONTH) if "months" in table else None,
        programme=_programme(table),
        applied=tuple(one for one in (_applied(item, path.parent) for item in table.tables("recommendation")) if one),
        parameters=_parameters(table),
    )


def _programme(table: Table) -> Programme | str | None:
    if "programme" not in table:
        return "inherit"
    if table.values["programme"] is False:
        return None
    inner = table.table("programme")
    inner.only(("start", "end", "order"))
    start, end = months(inner, 1, 24)
    stages = inner.terms("order", STAGES)
    if sorted(stages) == sorted(keys(STAGES)):
        first, second, third = stages
        return Programme(start, end, (first, second, third))
    if len(stages) == len(inner.values.get("order", ())):  # no stage was misspelt, which would be a fault already
        inner.wrong("order", ", ".join(stages), "each of explain, plan, link once")
    return None


def _applied(table: Table, folder: Path) -> Applied | None:
    table.only(_APPLIED_KEYS)
    recommendation = _recommendation(table, folder)
    if recommendation is None:
        return None
    start, end = months(table, recommendation.start, recommendation.end)
    strength = recommendation.strength
    provinces, kinds = table.terms("provinces", PROVINCE_TERMS), table.terms("kinds", KINDS)
    return Applied(
        recommendation=recommendation,
        start=start,
        end=end,
        intensity=table.number("intensity", 0, 1, 1.0),
        strength=table.number("strength", strength.low, strength.high) if "strength" in table else None,
        every=table.whole("every", 1, LAST_MONTH) if "every" in table else None,
        sessions=_sessions(table, recommendation),
        # In the order of the model's own lists: the same choice written otherwise is the same scenario.
        provinces=tuple(key for key in keys(PROVINCE_TERMS) if key in provinces),
        kinds=tuple(key for key in keys(KINDS) if key in kinds),
    )


def _sessions(table: Table, recommendation: Recommendation) -> int | None:
    """Sessions of an occasion; only forums have any."""
    if "sessions" not in table:
        return None
    if all("sessions" not in ACTS[change.act].settings for change in recommendation.changes):
        table.wrong("sessions", shown(table.values["sessions"]), f"nothing: {recommendation.key} holds no forums")
        return None
    return table.whole("sessions", 1, 100)


def _recommendation(table: Table, folder: Path) -> Recommendation | None:
    if ("number" in table) == ("file" in table):
        got = "both number and file" if "number" in table else "neither number nor file"
        table.wrong("number", got, 'one of them: number = 1 to 14, or file = "my_policy.toml"')
        return None
    if "number" in table:
        # On a fault the reader returns 1, a harmless stand-in for checking the other keys.
        return recommendations()[table.whole("number", 1, 14)]
    name = table.text("file")
    if not name:
        return None
    path = path_of(name, folder)
    if not os.path.exists(path):
        table.wrong("file", shown(name), "a policy file, by its path from this file's folder", neighbour(path, ".toml"))
        return None
    try:
        return load_recommendation(path)
    except InputFault as fault:
        table.faults.extend(fault.faults)
        return None


def _parameters(table: Table) -> dict[str, float]:
    if "parameters" not in table:
        return {}
    inner, found = table.table("parameters"), {}
    for name, value in inner.values.items():
        parameter = BY_NAME.get(name)
        if parameter is None:
            got = f"{shown(value)} for an unknown parameter"
            inner.wrong(name, got, f"the {len(BY_NAME)} parameters in docs/odd.md", nearest(name, BY_NAME))
        else:
            found[name] = inner.number(name, parameter.low, parameter.high, unit=parameter.unit)
    return found

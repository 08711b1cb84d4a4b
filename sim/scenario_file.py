"""What one scenario file says for itself, checked, before it is put on top of what it extends."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.acts import ACTS, SETTINGS
from sim.agencies import Agency, read_agencies
from sim.calendar import LAST_MONTH, PROGRAMME_MONTHS
from sim.inputs.faults import Fault, InputFault, shown
from sim.inputs.phrases import phrase
from sim.inputs.reading import neighbour, path_of, unusable
from sim.inputs.toml_table import Table, open_toml
from sim.kinds import KINDS, STAGES
from sim.language.harmless import harmless
from sim.language.terms import code, keys
from sim.parameters import BY_NAME, Parameter
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import (
    NOTHING,
    Change,
    Range,
    Recommendation,
    known_numbers,
    load_policy,
    months,
    read_setting,
    shelf,
)

_KEYS = ("name", "about", "extends", "months", "programme", "recommendation", "parameters", "agency")
_APPLIED_KEYS = ("number", "file", "start", "end", "intensity", "strength", "every", "sessions", "provinces", "kinds")
_SCENARIO_ONLY = ("extends", "recommendation", "programme", "months", "parameters", "agency")
_SET = ("every", "sessions")  # settings of a change that a scenario may have otherwise


@dataclass(frozen=True)
class Programme:
    """The province teams' work: first and last month, the order of their stages, and when agencies' care ends.

    ``handover`` is the last month in which agencies follow up what the teams helped to found, after ``end``; or 0, if
    they never do.
    """

    start: int
    end: int
    stages: tuple[str, str, str]
    handover: int = 0

    def content(self) -> dict[str, Any]:
        """All of it, as plain values."""
        return {"start": self.start, "end": self.end, "stages": list(self.stages), "handover": self.handover}


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

    def setting(self, name: str, change: Change) -> Range:
        """A setting of one of the recommendation's changes: as the scenario says, or else as its own file does."""
        own: float | None = getattr(self, name) if name in _SET else None
        value = change.settings[name]
        return value if own is None else dataclasses.replace(value, default=own, low=own, high=own)

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
    agencies: tuple[Agency, ...]


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
        agencies=read_agencies(table),
    )


def _programme(table: Table) -> Programme | str | None:
    if "programme" not in table:
        return "inherit"
    if table.values["programme"] is False:
        return None
    inner = table.table("programme")
    inner.only(("start", "end", "order", "handover"))
    start, end = months(inner, 1, PROGRAMME_MONTHS)
    handover = inner.whole("handover", 0, LAST_MONTH, 0)
    if 0 < handover <= end:
        inner.wrong("handover", str(handover), phrase("handover", end=end))
    before = len(inner.faults)
    stages = inner.terms("order", STAGES)
    if sorted(stages) == sorted(keys(STAGES)):
        first, second, third = stages
        return Programme(start, end, (first, second, third), handover)
    if len(inner.faults) == before:
        inner.wrong("order", ", ".join(stages[:10]), phrase("each_stage_once"))
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
        strength=_strength(table, strength),
        every=_setting(table, "every", recommendation),
        sessions=_setting(table, "sessions", recommendation),
        # In the order of the model's own lists: the same choice written otherwise is the same scenario.
        provinces=tuple(key for key in keys(PROVINCE_TERMS) if key in provinces),
        kinds=tuple(key for key in keys(KINDS) if key in kinds),
    )


def _strength(table: Table, declared: Range) -> float | None:
    """The strength that a scenario sets: within what is declared, or 0, at which a recommendation does nothing."""
    if table.values.get("strength") in (0, 0.0) and not isinstance(table.values["strength"], bool):
        return 0.0
    return table.number("strength", declared.low, declared.high) if "strength" in table else None


def _setting(table: Table, name: str, recommendation: Recommendation) -> int | None:
    """A setting as the scenario has it instead; None where it is silent, or where no change takes such a setting."""
    if name not in table:
        return None
    if all(name not in ACTS[change.act].settings for change in recommendation.changes):
        table.wrong(name, shown(table.values[name]), phrase("no_forums", key=recommendation.key))
        return None
    return int(read_setting(table, SETTINGS[name]))


def _recommendation(table: Table, folder: Path) -> Recommendation | None:
    if ("number" in table) == ("file" in table):
        allowed = phrase("number_or_file", numbers=known_numbers())
        table.wrong("number", phrase("both" if "number" in table else "neither"), allowed)
        return None
    if "number" in table:
        return _numbered(table)
    name = table.text("file")
    if not name:
        return None
    path = path_of(name, folder)
    if trouble := unusable(path):
        table.wrong("file", trouble, phrase("policy_file"))
        return None
    if not path.exists():
        table.wrong("file", shown(name), phrase("policy_file"), neighbour(path, ".toml"))
        return None
    if is_scenario(path):
        table.wrong("file", phrase("a_scenario", file=shown(name)), phrase("policy_with_change"))
        return None
    try:
        return load_policy(path)
    except InputFault as fault:
        table.faults.extend(fault.faults)
        return None


def _numbered(table: Table) -> Recommendation | None:
    """The recommendation of a number; one that is missing may be in a file that could not be read."""
    known, faults = shelf()
    number = table.values["number"]
    if isinstance(number, int) and not isinstance(number, bool) and number in known:
        return known[number]
    table.wrong("number", shown(number), phrase("number_from", numbers=known_numbers()))
    table.faults.extend(faults)
    return next(iter(known.values()), None)  # a harmless stand-in for checking the other keys


def is_scenario(path: Path) -> bool:
    """Whether a TOML file says what only scenarios say; False for what cannot be read."""
    try:
        table, _ = open_toml(path, [])
    except InputFault:
        return False
    return "change" not in table and any(key in table for key in _SCENARIO_ONLY)


def _parameters(table: Table) -> dict[str, float]:
    if "parameters" not in table:
        return {}
    inner, found = table.table("parameters"), {}
    every = phrase("parameters", count=len(BY_NAME))
    for name, value in inner.values.items():
        parameter = BY_NAME.get(name)
        if parameter is None:
            inner.unknown(name, phrase("unknown_parameter", value=shown(value)), every, tuple(BY_NAME))
        elif parameter.forms:
            found[name] = _form(inner, parameter)
        else:
            found[name] = inner.number(name, parameter.low, parameter.high, unit=parameter.unit)
    return found


def _form(table: Table, parameter: Parameter) -> float:
    """The number of a form of a rule, which may go by its key as well."""
    if isinstance(table.values[parameter.name], str):
        key = table.choice(parameter.name, parameter.forms)
        return 0.0 if key is None else float(code(parameter.forms, key))
    return float(table.whole(parameter.name, 0, len(parameter.forms) - 1))

"""Every number of the model, read from ``parameters.toml``: default, range, unit, meaning, source, how sure, and rule.

The table feeds checking of scenario files, ``explain``, priors, and the parameter table of ``docs/odd.md``. The
strengths and costs of the recommendations are declared in ``scenarios/recommendations/*.toml``, and what differs by
kind of organisation in ``scenarios/kinds.csv``, in the same manner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.inputs.faults import Fault, InputFault, shown
from sim.inputs.toml_table import Table, open_toml
from sim.kinds import CONFIDENCES
from sim.language.terms import Term

FILE = Path(__file__).with_name("parameters.toml")
_KEYS = ("default", "low", "high", "unit", "en", "th", "source", "confidence", "group", "rule", "forms")
_LARGEST = 1e12


@dataclass(frozen=True)
class Parameter:
    """One number: its name, default, inclusive range, unit, meaning (English, Thai), source and confidence.

    ``group`` is the table of ``docs/odd.md`` that it stands in, ``rule`` the files of ``sim/`` that read it. One that
    says which form a rule has (0, 1 and so on) names them in ``forms``; its range is that of their numbers.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    en: str
    th: str
    source: str
    confidence: str
    group: str
    rule: tuple[str, ...]
    forms: tuple[Term, ...] = ()


def load_parameters(path: Path = FILE) -> tuple[Parameter, ...]:
    """All parameters, in the order of the file; raises ``InputFault`` with all that is wrong in it."""
    faults: list[Fault] = []
    table, _ = open_toml(path, faults)
    for name in table.values:
        if not name.isidentifier():
            table.wrong(name, "no name", "letters, digits and _, as a rule writes it")
    loaded = tuple(_parameter(name, table.table(name)) for name in table.values)
    if faults:
        raise InputFault(faults)
    return loaded


def _parameter(name: str, table: Table) -> Parameter:
    table.only(_KEYS)
    low = table.number("low", -_LARGEST, _LARGEST)
    high = table.number("high", low, _LARGEST)
    unit, en, th, source = (table.text(key) for key in ("unit", "en", "th", "source"))
    confidence, group = table.choice("confidence", CONFIDENCES) or "", table.text("group")
    return Parameter(
        name=name,
        default=table.number("default", low, high),
        low=low,
        high=high,
        unit=unit,
        en=en,
        th=th,
        source=source,
        confidence=confidence,
        group=group,
        rule=_rule(table),
        forms=tuple(_form(one) for one in table.tables("forms")),
    )


def _form(table: Table) -> Term:
    table.only(("key", "en", "th"))
    return Term(table.text("key"), table.text("en"), table.text("th"))


def _rule(table: Table) -> tuple[str, ...]:
    value = table.values.get("rule")
    if not isinstance(value, list) or not value or not all(isinstance(file, str) for file in value):
        table.wrong("rule", shown(value), 'the files of sim/ that read it, such as ["rules/trust.py"]')
        return ()
    return tuple(value)


PARAMETERS: tuple[Parameter, ...] = load_parameters()
STRUCTURE: tuple[Parameter, ...] = tuple(parameter for parameter in PARAMETERS if parameter.forms)
"""The parameters that say which form a rule has."""
BY_NAME: dict[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}
NUMBERS = np.dtype([(parameter.name, np.float64) for parameter in PARAMETERS])
"""One record with a float per parameter: in compiled rules ``p.NAME`` reads the parameter called NAME."""


def numbers(values: Mapping[str, float] | None = None) -> np.ndarray:
    """The defaults with ``values`` in their place, as an array of one ``NUMBERS`` record; ``KeyError`` if unknown."""
    chosen = {parameter.name: parameter.default for parameter in PARAMETERS}
    for name, value in (values or {}).items():
        if name not in BY_NAME:
            raise KeyError(name)
        chosen[name] = value
    return np.array([tuple(chosen.values())], NUMBERS)

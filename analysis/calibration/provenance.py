"""What a posterior comes from, read from the file that lies beside it: nothing is missing that is asked for later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.calibration.readings import OPERATORS, READINGS
from sim.inputs.faults import Fault, InputFault, shown
from sim.inputs.json_table import open_json
from sim.inputs.phrases import phrase
from sim.inputs.toml_table import Table
from sim.kinds import FORMS
from sim.provinces import PROVINCE_TERMS

SCHEMA = 1
_MOST = 10**9  # networks, sets or runs; more is a slip
_SEED = 2**63


def read_provenance(path: Path) -> dict[str, Any]:
    """The plain values of a posterior's ``.json``; raises ``InputFault`` with all that is wrong with it."""
    faults: list[Fault] = []
    table = open_json(path, faults)
    if table.values.get("schema") != SCHEMA:
        table.wrong("schema", shown(table.values.get("schema")), phrase("posterior_of_schema", schema=SCHEMA))
        raise InputFault(faults)
    table.text("sha256")
    table.text("behaviour")
    table.number("effective_size", 0, _MOST)
    for name, most in (("seed", _SEED), ("sets", _MOST), ("replicates", _MOST), ("draws", _MOST)):
        if name in table:
            table.whole(name, 0, most)
    if "priors" in table:
        table.table("priors")
    _report(table.table("report"))
    if faults:
        raise InputFault(faults)
    return table.values


def _report(report: Table) -> None:
    """All that a report says of itself."""
    provinces, forms = (len(PROVINCE_TERMS),), (len(FORMS),)
    _lists(report, "total", (), _is_told)
    for name, shape in (("provinces", provinces), ("forms", forms)):
        _lists(report, name, shape, _is_told)
    for name, shape in (("placed", provinces), ("formed", forms)):
        _lists(report, name, shape, _is_count)
    _lists(report, "labelled", provinces + forms, _is_count)
    _lists(report, "told", provinces, _is_flag)
    _lists(report, "plausible", (), _is_flag)
    _lists(report, "namely", (), lambda value: value is None or _is_flag(value))
    for name, known in (("reading", READINGS), ("operator", OPERATORS)):
        if report.required(name, ", ".join(known)) and report.values[name] not in known:
            report.wrong(name, shown(report.values[name]), ", ".join(known))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _is_told(value: object) -> bool:
    """A count, or null where none is told."""
    return value is None or _is_count(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _lists(report: Table, name: str, shape: tuple[int, ...], good: Callable[[object], bool]) -> None:
    """Good values in lists of a ``shape``, or one alone where it has none."""
    sort = phrase("true_or_false" if good(True) else "a_count", most=f"{_MOST:,}")
    allowed = phrase("lists_of", shape=" x ".join(map(str, shape)), what=sort) if shape else sort
    if report.required(name, allowed) and not _fit(report.values[name], shape, good):
        report.wrong(name, shown(report.values[name]), allowed)


def _fit(value: object, shape: tuple[int, ...], good: Callable[[object], bool]) -> bool:
    if not shape:
        return good(value)
    return isinstance(value, list) and len(value) == shape[0] and all(_fit(one, shape[1:], good) for one in value)

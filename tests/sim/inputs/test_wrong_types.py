"""Every key of every table of a scenario and of a policy, given a value of every wrong type: a fault at that key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.answers.file_faults import check_file

SUPPORT = Path(__file__).parents[2] / "support"
SCENARIO = """
name = { en = "Forums", th = "เวที" }
about = { en = "Monthly", th = "รายเดือน" }
extends = "baseline"
months = 60
[programme]
start = 1
end = 24
order = ["explain", "plan", "link"]
handover = 36
[[recommendation]]
number = 14
start = 1
end = 24
intensity = 1.0
strength = 0.3
every = 1
sessions = 1
provinces = ["Loei"]
kinds = ["store"]
[[recommendation]]
file = "village-radio.toml"
[parameters]
coordination_cost = 0.08
media_form = "open"
[[agency]]
key = "office"
name = { en = "Office", th = "สำนักงาน" }
delivers = [14]
provinces = ["Loei"]
capacity = { default = 5, low = 0.1, high = 6 }
stance = 0.5
follow_up = { default = 0.1, low = 0.1, high = 0.5 }
case_cost = 1500
source = { en = "assumed", th = "ข้อสมมติ" }
confidence = "assumed"
"""
RANGES = """every = { default = 5, low = 1, high = 5 }
work = { default = 5, low = 0.1, high = 6 }
climate = { default = 0.2, low = 0.1, high = 5 }
source = "assumed"
confidence = "assumed"
"""
POLICY = 'number = 3\nsource_words = "เดิม"\n' + (SUPPORT / "village-radio.toml").read_text(encoding="utf-8") + RANGES
VALUES = {
    "whole": "5",
    "negative": "-7",
    "fraction": "0.123",
    "true": "true",
    "false": "false",
    "date": "2003-01-01",
    "time": "07:30:00",
    "moment": "2003-01-01T07:30:00+07:00",
    "text": '"ก"',
    "empty text": '""',
    "long text": '"' + "ก" * 1200 + '"',
    "zero byte": '"a\\u0000b"',
    "path that leads nowhere": '"../../nowhere/x.toml"',
    "list": '["a", 1]',
    "empty list": "[]",
    "list of lists": '[[["a"]], []]',
    "list of tables": "[{ a = 1 }, { b = [1] }]",
    "table": '{ a = { b = "c" } }',
    "empty table": "{}",
    "huge": "9" * 1500,
    "infinite": "inf",
    "below all": "-inf",
    "no number": "nan",
}


def keys_of(values: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key in every table, lists counted from 0."""
    entries = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, inner in entries:
        if isinstance(key, str) or isinstance(inner, dict):
            yield (*above, key)
        yield from keys_of(inner, (*above, key))


def written(value: Any) -> str:
    """``value`` as TOML on one line; a string that is marked is TOML already."""
    if isinstance(value, Raw):
        return value.toml
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)


class Raw:
    """A value that is written as it stands."""

    def __init__(self, toml: str) -> None:
        self.toml = toml


def with_value(text: str, path: tuple[str | int, ...], toml: str) -> str:
    """The file with another value at ``path``."""
    values = tomllib.loads(text)
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = Raw(toml)
    return "".join(f"{key} = {written(value)}\n" for key, value in values.items())


def place(path: tuple[str | int, ...]) -> str:
    """``path`` as faults name it."""
    return "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")


FILES = {"scenario": SCENARIO, "policy": POLICY}
CASES = [(sort, path) for sort, text in FILES.items() for path in keys_of(tomllib.loads(text))]


def test_all_keys_are_tried() -> None:
    tried = {place(path) for _, path in CASES}
    assert {"programme.order", "recommendation[1].provinces", "recommendation[2].file", "parameters"} <= tried
    assert {"strength.confidence", "cost.month.low", "change[1].act", "name.th"} <= tried
    assert {"programme.handover", "agency[1].capacity.low", "change[1].climate.high"} <= tried


@pytest.mark.parametrize(("sort", "path"), CASES, ids=lambda one: one if isinstance(one, str) else place(one))
def test_a_value_of_a_wrong_type_is_a_fault_of_its_key(sort: str, path: tuple[str | int, ...], tmp_path: Path) -> None:
    text = FILES[sort]
    (tmp_path / "village-radio.toml").write_text(POLICY, encoding="utf-8")
    file = tmp_path / "mine.toml"
    for what, toml in VALUES.items():
        file.write_text(with_value(text, path, toml), encoding="utf-8")
        found = check_file(file)  # whatever it raises but an InputFault is a fault of ours
        if found is None:
            assert is_fine(path, what), f"{place(path)} = {toml[:40]} passes"
            continue
        for fault in found.faults:
            assert fault.where.startswith(f"{file}: "), fault
            assert len(str(fault)) < 1000 and "\n" not in str(fault)
        top = place(path).split("[")[0].split(".")[0]
        assert any(fault.where.startswith(f"{file}: {top}") for fault in found.faults), (place(path), what, str(found))


def is_fine(path: tuple[str | int, ...], what: str) -> bool:
    """Whether such a value may stand there."""
    last = path[-1]
    texts = ("name", "about", "changes", "on_whom", "bounded_by", "en", "th", "source", "unit", "source_words", "key")
    wholes = ("months", "start", "end", "number", "every", "sessions", "default", "low", "high")
    return (
        (last in texts and what in ("text", "long text", "zero byte", "path that leads nowhere"))
        or (last in wholes and what == "whole")
        or (what == "fraction" and last in ("intensity", "strength", "coverage", "coordination_cost", "understanding"))
        or (what == "fraction" and last in ("default", "low", "high"))
        or (what == "fraction" and last in ("capacity", "stance", "follow_up", "case_cost", "work", "climate"))
        or (what == "whole" and last in ("understanding", "capacity", "case_cost", "work", "climate"))
        or (what in ("true", "false") and last in ("tires", "distance"))
        or (last == "programme" and what == "false")
        or (last in ("recommendation", "agency", "delivers") and what == "empty list")
        or (last == "parameters" and what == "empty table")
        or (last == "programme" and what == "empty table")
    )

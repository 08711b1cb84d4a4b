"""Files of every sort that the program reads, spoilt by lot: values, structure, encoding and bytes."""

from __future__ import annotations

import datetime
import io
import json
import tomllib
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis.calibration.posterior import shipped_posterior
from analysis.judgement.layout import COLUMNS as ANSWERS
from analysis.judgement.sheets import Page, write_book
from sim.belief_columns import COLUMNS as BELIEFS
from sim.organisation_columns import HEADINGS

SHIPPED = Path(__file__).parents[2] / "scenarios"
VALUES: tuple[Any, ...] = (
    float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 5e-324, 0.0, -0.0, -1, 0, 1, 2, 7, 600, 601, 2**31, 2**63,
    10**30, 9 * 10**4299, True, False, None, "", " ", "ก", "é" * 3, "a" * 3000, "1", "๑๒", "1e3", "nan", "0x10", "=1+1",
    "-", "\0", "\u202e", "\ufeff", "\x1b[2J", "\ud800", "../..", "~", "/dev/zero", "C:\\x", "baseline", "programme",
    "all-14", "a\nb", "a,b", 'a"b', "'", "{}", "[]", [], {}, [[]], [[[1]]], [1, "a"], {"a": 1}, {"en": "a"},
    {"en": 1, "th": []}, {"default": 1, "low": 2, "high": 0}, [1] * 2000, datetime.date(2003, 1, 1),
    datetime.time(7, 30), datetime.datetime(9999, 12, 31), "Loei", ["Loei", "Loei"], "explain", 14, [14], "14", "0.5",
    "1;2", "1:2", "..",
)  # fmt: skip
SNIPPETS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b'"',
    b"'''", b"\x1a", b"[", b"]" * 3, b"{" * 50, b"[[" * 20, b",", b";", b"\t", b"=", b"#", b"\\u0000", b"\\", b"-",
    b"1e999", b"9" * 400, b"nan", b"\xb8\xb9", b"a." * 300, b"[a]\n", b"\xf0\x9f\x98\x80", b"_", b"+", b"0x",
    b"<!ENTITY", b"&a;",
)  # fmt: skip


class Sort(NamedTuple):
    """A sort of file: the ending of its name, whole examples, and how their structure is spoilt."""

    ending: str
    examples: tuple[bytes, ...]
    structure: Callable[[bytes, np.random.Generator], bytes]


def spoilt(sort: Sort, lots: np.random.Generator) -> bytes:
    """An example with something done to it, once or a few times."""
    content = any_of(sort.examples, lots)
    for _ in range(int(lots.integers(1, 4))):
        content = spoilt_once(sort, content, lots)
    return encoded(content, lots) if lots.random() < 0.05 else content


def spoilt_once(sort: Sort, content: bytes, lots: np.random.Generator) -> bytes:
    """A file with something done to its structure, or to its bytes."""
    return sort.structure(content, lots) if lots.random() < 0.65 else bytewise(content, lots)


def any_of(among: Any, lots: np.random.Generator) -> Any:
    """One of a few, by lot."""
    return among[int(lots.integers(len(among)))]


def bytewise(content: bytes, lots: np.random.Generator) -> bytes:
    """Bytes flipped, cut out, doubled or set in, or a line moved."""
    at, to = sorted(int(one) for one in lots.integers(0, len(content) + 1, 2))
    how = int(lots.integers(6))
    if how == 0:
        return content[:at] + any_of(SNIPPETS, lots) + content[at:]
    if how == 1:
        return content[:at] + bytes(int(one) for one in lots.integers(0, 256, min(4, to - at))) + content[at + 4 :]
    if how == 2:
        return content[:at] + content[min(to, at + 200) :]
    if how == 3:
        return content[:to] + content[at : min(to, at + 2000)] + content[to:]
    if how == 4:
        return content[:at]
    lines = content.split(b"\n")
    lines.insert(int(lots.integers(len(lines) + 1)), any_of(lines, lots))
    return b"\n".join(lines)


def encoded(content: bytes, lots: np.random.Generator) -> bytes:
    """In another encoding, or with other line ends."""
    text = content.decode("utf-8", "replace")
    how = int(lots.integers(6))
    if how < 4:
        return text.encode(("utf-16", "utf-8-sig", "cp874", "utf-32")[how], "replace")
    return content.replace(b"\n", (b"\r\n", b"\r")[how - 4])


# Trees: TOML and JSON


def in_tree(tree: Any, lots: np.random.Generator) -> Any:
    """A tree of tables and lists with one thing in it changed."""
    places = list(_places(tree))
    if not places:
        return any_of(VALUES, lots)
    inner, key = any_of(places, lots)
    how = int(lots.integers(8))
    if how == 0:
        del inner[key]
    elif how == 1 and isinstance(inner, dict):
        inner[any_of(("x", "name", "file", "number", str(key)[:-1], str(key).upper(), "ก", ""), lots)] = inner.pop(key)
    elif how == 2:
        inner[key] = [inner[key]]
    elif how == 3:
        inner[key] = {"default": inner[key]}
    elif how == 4:
        other, there = any_of(places, lots)
        inner[key] = json.loads(json.dumps(other[there], default=str)) if there in _keys(other) else None
    elif how == 5 and isinstance(inner[key], int | float):
        inner[key] = inner[key] * any_of((-1, 0.5, 2, 10, 1e6, 1e300), lots)
    else:
        inner[key] = any_of(VALUES, lots)
    return tree


def _keys(inner: Any) -> Any:
    return inner if isinstance(inner, dict) else range(len(inner))


def _places(tree: Any) -> Any:
    """Every table or list with each of its keys."""
    for key in list(_keys(tree)) if isinstance(tree, dict | list) else ():
        yield tree, key
        yield from _places(tree[key])


def toml(content: bytes, lots: np.random.Generator) -> bytes:
    """A TOML file with one value, key or table changed."""
    try:
        tree = in_tree(tomllib.loads(content.decode()), lots)
        lines = (f"{_key(key)} = {_as_toml(value)}\n" for key, value in tree.items())
        return "".join(lines).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError, AttributeError):
        return bytewise(content, lots)


def _key(key: object) -> str:
    plain = str(key).replace("-", "").replace("_", "")
    return str(key) if plain.isascii() and plain.isalnum() else json.dumps(str(key))


def _as_toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, int):
        return f"{value:_}"[:2000].rstrip("_") if abs(value) < 10**1000 else "9" * 1500
    return repr(value) if isinstance(value, float) else json.dumps("" if value is None else value)


def as_json(content: bytes, lots: np.random.Generator) -> bytes:
    """A JSON file with one value, key or object changed, or set deep in lists."""
    try:
        tree = in_tree(json.loads(content), lots)
        told = json.dumps(tree, default=str, indent=1)
    except (ValueError, RecursionError):
        return bytewise(content, lots)
    deep = int(lots.integers(1, 100_000)) if lots.random() < 0.01 else 0
    return ("[" * deep + told + "]" * deep).encode("utf-8", "surrogatepass")


# Tables


def table(content: bytes, lots: np.random.Generator) -> bytes:
    """A CSV file with a cell, a row or a column changed."""
    rows = [line.split(b",") for line in content.split(b"\n")]
    row = any_of(rows, lots)
    at, how = int(lots.integers(len(row))), int(lots.integers(9))
    if how == 0:
        del row[at]
    elif how == 1:
        rows.insert(int(lots.integers(len(rows) + 1)), list(row))
    elif how == 2:
        rows = [[cell for nth, cell in enumerate(one) if nth != at] for one in rows]
    elif how == 3:
        rows = [[*one, any_of(rows[0], lots)] for one in rows]
    elif how == 4:
        row[at] = any_of(any_of(rows, lots), lots)
    elif how == 5:
        row[at] = b'"' + row[at] + any_of((b'"', b"", b'""', b'\n"', b',"'), lots)
    else:
        value = any_of(VALUES, lots)
        row[at] = (
            b"9" * 400 if isinstance(value, int) and value > 2**70 else str(value).encode("utf-8", "surrogatepass")
        )
    comma = b"," if lots.random() < 0.95 else any_of((b";", b"\t", b"|", b", "), lots)
    return b"\n".join(comma.join(one) for one in rows)


def book(content: bytes, lots: np.random.Generator) -> bytes:
    """A workbook with something changed in one of its parts."""
    sink = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as after:
            names = before.namelist()
            chosen = any_of(names, lots)
            for name in names:
                part = before.read(name)
                after.writestr(name, bytewise(part, lots) if name == chosen else part)
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, NotImplementedError, OSError, RuntimeError):
        return bytewise(content, lots)
    return sink.getvalue()


# Examples


def _lines(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


_ORGANISATIONS = _lines(
    ",".join(one.key for one in HEADINGS[:8]),
    *(f"n{k},ชื่อ {k},savings,Loei,เมือง,{k}.5,{-k},{100 + k}" for k in range(6)),
)
_EVERY_COLUMN = _lines(
    ",".join(one.key for one in HEADINGS), *(f"n{k},,store,Trang{',' * (len(HEADINGS) - 4)}" for k in range(5))
)
_REPORTS = (
    _lines("number", "31"),
    _lines("province,form,number", ",,31", "Loei,,3", ",area,12", "Trang,business,2"),
    _lines("province,form,flagship", "Loei,area,yes", "Trang,business,yes", "Lamphun,academic,yes"),
)
_BELIEFS = _lines(
    ",".join(one.key for one in BELIEFS),
    "05.strength,even,0.1,,0.3,,a study", "4.strength,triangle,0.1,0.2,0.9,,", "turnover,log,0.01,,0.04,,",
    "12.strength,points,,,,0.05:0.1 0.5:0.2; 0.95:0.4,three of us", "team_cost,fixed,,70000,,,",
    "media_form,even,0,,1,,",
)  # fmt: skip
_SEEDS = _lines("seed,asked_en,asked_th,truth", "rain,How much?,เท่าไร,12", "men,How many?,,1e6", "z,,,0.5")
_ASKED = [[one.key for one in ANSWERS]] + [
    [name, "", "", expert, "0.1", "0.2", "0.4", *[""] * (len(ANSWERS) - 7)]
    for name in ("05.strength", "14.strength")
    for expert in ("A", "ข")
]
_ANSWERS = (
    _lines("question,expert,low,likely,high", "05.strength,A,0.1,0.2,0.3", "14.strength,B,0.1,0.2,0.3", "turnover,,,,"),
    _lines(*(",".join(row) for row in _ASKED)),
)
ANSWER = {
    "question": "What?", "said": ["This."], "sure": [], "printed": "", "called": [["a", "A"]],
    "typed": ["run", "baseline"], "tables": [{"title": "t", "heads": ["a"], "rows": [["1"]], "source": ""}],
}  # fmt: skip


def _files(*patterns: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for pattern in patterns for path in sorted(SHIPPED.glob(pattern)))


@cache
def sorts() -> dict[str, Sort]:
    """Every sort of file that is read, by name."""
    support = Path(__file__).parent
    policies = (*_files("recommendations/*.toml"), (support / "village-radio.toml").read_bytes())
    fit = b"\n".join(shipped_posterior().read_bytes().split(b"\n")[:20])
    return {
        "scenario": Sort(".toml", _files("*.toml", "policies/*.toml"), toml),
        "policy": Sort(".toml", policies, toml),
        "organisations": Sort(".csv", (_ORGANISATIONS, _EVERY_COLUMN), table),
        "report": Sort(".csv", _REPORTS, table),
        "beliefs": Sort(".csv", (_BELIEFS,), table),
        "posterior": Sort(".csv", (fit,), table),
        "provenance": Sort(".json", (shipped_posterior().with_suffix(".json").read_bytes(),), as_json),
        "answers": Sort(".csv", _ANSWERS, table),
        "seeds": Sort(".csv", (_SEEDS,), table),
        "workbook": Sort(".xlsx", (write_book([Page("a", ["words"], _ASKED)]),), book),
        "answer": Sort(".json", (json.dumps(ANSWER).encode(),), as_json),
    }

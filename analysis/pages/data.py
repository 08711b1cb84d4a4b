"""The tables of a folder of results as they stand in its page: all their rows, to sort and to copy."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from sim.language.texts import Lang, text, texts

MOST = 1_500
"""Rows of a file that a page holds: one with more is named, and left to a spreadsheet."""


class Data(NamedTuple):
    """A file of figures: its name, headings, rows of cells, and how many rows it has in all."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def data(folder: Path, lang: Lang) -> list[Data]:
    """Every table in a folder that a spreadsheet opens."""
    return [_read(file, lang) for file in sorted(folder.glob("*.csv"))]


def _read(file: Path, lang: Lang) -> Data:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        heads, *rows = csv.reader(lines)
    named = tuple(heading(one, lang) for one in heads)
    return Data(file.name, named, tuple(map(tuple, rows[:MOST])) if len(rows) <= MOST else (), len(rows))


def heading(column: str, lang: Lang) -> str:
    """What a column is called, with its name in the file."""
    key = f"column.{column}"
    return f"{text(key, lang)} ({column})" if key in texts() else column

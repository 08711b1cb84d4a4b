"""A table for people who open it in a spreadsheet: Thai stays Thai there, and text stays text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.language.labels import Names, name, outcome, unit
from sim.language.texts import Lang

LANGUAGES: tuple[Lang, ...] = ("en", "th")
LABELS = ("policy_en", "policy_th", "outcome_en", "outcome_th", "unit_th")
"""Columns that say in words, in both languages, what others say by a key; the unit stands in English already."""
FORMULA = "=+-@\t\r\n"  # what a cell begins with that a spreadsheet would calculate rather than show


def labelled(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """``table`` of policies and outcomes, with ``LABELS`` after its other columns."""
    policies = {f"policy_{lang}": [name(names, key, lang) for key in table["policy"]] for lang in LANGUAGES}
    outcomes = {f"outcome_{lang}": [outcome(key, lang) for key in table["outcome"]] for lang in LANGUAGES}
    return table.assign(**policies, **outcomes, unit_th=[unit(key, "th") for key in table["outcome"]])


def write_spreadsheet(table: pd.DataFrame, path: Path) -> None:
    """Write ``table`` as CSV in UTF-8 with a byte-order mark, without which Excel takes Thai for something else."""
    write_parts([table], path)


def write_parts(parts: Iterable[pd.DataFrame], path: Path) -> None:
    """The same of a table that comes in parts, since a long one would not fit into memory."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for nth, part in enumerate(parts):
            texts = part.select_dtypes(exclude="number").columns
            shown = part.assign(**{name: part[name].map(as_text) for name in texts})
            shown.to_csv(file, index=False, header=nth == 0, float_format="%.9g", lineterminator="\n")


def write_both(table: pd.DataFrame, path: Path) -> None:
    """Write ``table`` for people (CSV) and for programs (Parquet), beside each other."""
    write_spreadsheet(table, path.with_suffix(".csv"))
    with path.with_suffix(".parquet").open("wb") as file:  # pyarrow takes some names of files for addresses
        table.to_parquet(file, index=False)


def as_text(cell: object) -> object:
    """A text as it is, but with an apostrophe before what would be taken for a formula (of wide letters as well)."""
    if isinstance(cell, str) and cell and unicodedata.normalize("NFKC", cell[0]) in FORMULA:
        return f"'{cell}"
    return cell

"""What every column of every table means, and in what unit: the data dictionary, in Thai and English beside each other.

Words stand in ``sim/language/texts/dictionary.toml``; measures and parameters are told where they are declared. A
column with a unit holds figures, one without holds words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from sim.kinds import CONFIDENCES, FORMS, KINDS
from sim.language.terms import Term
from sim.language.texts import text, texts, told
from sim.measures import MEASURES, POSITION
from sim.parameters import BY_NAME
from sim.provinces import PROVINCE_TERMS

TABLES = (
    "effects", "gains", "groups", "frontier", "acceptability", "portfolios", "budgets", "calendar", "sensitivity",
    "worth", "pilot", "structure", "judgements", "beliefs", "experts", "posterior", "runs", "monthly", "alliances",
    "monthly_runs",
)  # fmt: skip
"""Tables that a study may have, by the names of their files, in the order in which they are told."""
CODES, NETWORKS, NODES, EDGES = "codes", "networks", "nodes", "edges"
"""Tables that an export adds."""
HEADINGS = ("table", "column", "meaning_th", "meaning_en", "unit_th", "unit_en")
OF_RUNS = frozenset({"runs", "monthly_runs"})  # whose columns are measures
_FAMILIES = {"facilitated_programme_": "runs.facilitated_programme_part", "rank_": "structure.rank"}
"""Columns of which there is one for each form, province or recommendation, by what their names begin with."""
_PARTS: Mapping[str, Term] = {term.key: term for term in (*FORMS, *PROVINCE_TERMS)}


class Meaning(NamedTuple):
    """What a column holds.

    Attributes
    ----------
    en, th : what a cell says, a phrase in English and in Thai
    unit_en, unit_th : the unit of its figures, "true or false" for signs; both empty where it holds words
    """

    en: str
    th: str
    unit_en: str = ""
    unit_th: str = ""


def meaning(table: str, column: str) -> Meaning | None:
    """Of a column of a table; None for one that no table of ours has."""
    if table in OF_RUNS and column in POSITION:
        one = MEASURES[POSITION[column]]
        return Meaning(one.en, one.th, one.unit_en, one.unit_th)
    if table == "posterior" and column in BY_NAME:
        number = BY_NAME[column]
        return Meaning(number.en, number.th, number.unit, told(number.unit, "th"))
    for key in (f"{table}.{column}", f"column.{column}"):
        if f"dictionary.{key}.meaning" in texts():
            return _said(key)
    return _of_part(table, column)


def _said(key: str, en: str = "", th: str = "") -> Meaning:
    """The texts of a key, with what a part of them is called."""
    has_unit = f"dictionary.{key}.unit" in texts()
    units = (text(f"dictionary.{key}.unit", "en"), text(f"dictionary.{key}.unit", "th")) if has_unit else ("", "")
    whole = text(f"dictionary.{key}.meaning", "en", part=en), text(f"dictionary.{key}.meaning", "th", part=th)
    return Meaning(*whole, *units)


def _of_part(table: str, column: str) -> Meaning | None:
    for start, key in _FAMILIES.items():
        if column.startswith(start) and key.startswith(f"{table}."):
            part = column.removeprefix(start)
            term = _PARTS.get(part, Term(part, part, part))
            return _said(key, term.en, term.th)
    return None


def of_table(table: str) -> Meaning:
    """What a row of a table is."""
    return _said(f"table.{table}")


def entries(table: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of the dictionary, as ``HEADINGS``: what a row of the table is, then each column."""
    row = of_table(table)
    yield table, "", row.th, row.en, "", ""
    for column in columns:
        one = meaning(table, column) or _said("unknown")
        yield table, column, one.th, one.en, one.unit_th, one.unit_en


def codes() -> pd.DataFrame:
    """What the keys in tables are called: kinds, forms, provinces, how sure a range is, and measures with units."""
    groups = {"kind": KINDS, "form": FORMS, "province": PROVINCE_TERMS, "confidence": CONFIDENCES}
    rows: list[tuple[str, ...]] = [(of, *term, "", "") for of, terms in groups.items() for term in terms]
    rows += [("measure", *one) for one in MEASURES]
    return pd.DataFrame(rows, columns=["of", "key", "label_en", "label_th", "unit_en", "unit_th"])


def shown(parts: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, ...]]:
    """The dictionary of tables with their columns: all rows, without the heading."""
    return [row for table, columns in parts for row in entries(table, columns)]

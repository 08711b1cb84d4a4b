"""A user's own report of networks: a CSV file of totals, of networks one by one, or of both.

Columns ``province`` and ``form`` (either may be blank), and where there are counts ``number``. A row *with* a number
states a count: of all networks if province and form are blank, of a province, of a form. A row *without* one is a
network, of which is known what is filled in; so, as often, is a row with province, form and a number. Networks listed
singly are taken for a sample of the total: each was as likely to be listed as any other. In a column ``flagship``, yes
in every such row says instead that each province named one of its own.

Without a row for the total it is what the counts add up to, where they name every province or every form, or else, in
a file that only lists networks, how many it lists. Half a label, a province or a form alone, is taken for a sample by
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.calibration.consistency import demand_consistent
from analysis.calibration.observations import SHAPE, Report, rows
from analysis.calibration.readings import OPERATORS
from sim.inputs.cells import FLAGS
from sim.inputs.csv_text import read_columns
from sim.inputs.faults import nearest, shown
from sim.inputs.names import arabic, find, fold, has_thai_digits, known
from sim.inputs.reading import ORGANISATIONS_BYTES, read_text
from sim.inputs.row_faults import RowFaults
from sim.kinds import FORMS
from sim.language.terms import Term
from sim.provinces import PROVINCE_TERMS

COLUMNS = ("province", "form", "number", "flagship")
MOST = 100_000


class Row(NamedTuple):
    """A row: its place in the file, codes of province and form or None, number or None, whether it is a flagship."""

    place: int
    province: int | None
    form: int | None
    number: int | None
    flagship: bool


def load_report(path: str | Path, operator: str = "created") -> Report:
    """The report in a CSV file; raises ``InputFault`` with all its faults."""
    assert operator in OPERATORS
    path = Path(path)
    faults = RowFaults(path)
    found = _rows(path, faults)
    faults.raise_any()
    return _report(found, operator, _empty_rows(path), faults)


def _empty_rows(path: Path) -> int:
    """Rows of nothing but commas, which the reader of columns passes over."""
    lines = read_text(path, ORGANISATIONS_BYTES).splitlines()[1:]
    return sum("," in line and not line.replace(",", "").strip(' "') for line in lines)


def _rows(path: Path, faults: RowFaults) -> list[Row]:
    columns, places, _ = read_columns(path, COLUMNS, faults)
    if not set(columns) & set(COLUMNS[:3]):
        faults.of_file("row 1", "none of the columns province, form and number", "at least one of them")
    if not len(places):
        faults.of_file("rows", "no networks and no counts", "at least one row; a total of 0 is a row with number 0")
    texts = {name: columns[name].to_pylist() if name in columns else [""] * len(places) for name in COLUMNS}
    found = []
    for nth, place in enumerate(int(place) for place in places):
        cells = {name: texts[name][nth] for name in COLUMNS}
        province = _term(cells["province"], PROVINCE_TERMS, "province", place, faults)
        form = _term(cells["form"], FORMS, "form", place, faults)
        number = _number(cells["number"], place, faults)
        found.append(Row(place, province, form, number, _yes(cells["flagship"], place, faults)))
    return found


def _wrong(faults: RowFaults, place: int, column: str, got: str, allowed: str, near: str | None = None) -> None:
    faults.of_rows(np.array([place]), column, lambda at: (got, allowed, near), np.array([0]))


def _term(text: str, terms: Sequence[Term], column: str, place: int, faults: RowFaults) -> int | None:
    if not text:
        return None
    code = find(text, terms)
    if code is None:
        allowed = ", ".join(term.en for term in terms) + ", or blank if unknown"
        _wrong(faults, place, column, shown(text), allowed, nearest(text, known(terms)))
    return code


def _number(text: str, place: int, faults: RowFaults) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= MOST:
        return int(text)
    allowed = f"a whole number from 0 to {MOST:,}, or blank for one network"
    if has_thai_digits(text):
        allowed += f", in Arabic digits: {shown(arabic(text))}"
    _wrong(faults, place, "number", shown(text), allowed)
    return None


def _yes(text: str, place: int, faults: RowFaults) -> bool:
    if text and fold(text) not in FLAGS:
        _wrong(faults, place, "flagship", shown(text), "yes or no")
    return bool(text) and FLAGS.get(fold(text)) == 1


def _report(found: Sequence[Row], operator: str, empty: int, faults: RowFaults) -> Report:
    """What the rows say together; faults where they contradict each other."""
    total = _stated([row for row in found if row.province is None and row.form is None], "the total", faults)
    by_province = tuple(
        _stated([row for row in found if row.province == p and row.form is None], term.en, faults)
        for p, term in enumerate(PROVINCE_TERMS)
    )
    by_form = tuple(
        _stated([row for row in found if row.form == f and row.province is None], f"form {term.en}", faults)
        for f, term in enumerate(FORMS)
    )
    single = [row for row in found if row.number is None or (row.province is not None and row.form is not None)]
    labels, placed, formed = _listed(single)
    if total is None:
        total = _added_up(by_province, by_form)
    if total is None and len(single) == len(found):
        total = int(labels.sum() + placed.sum() + formed.sum()) or len(single)
        if empty:
            got = f"{empty} rows with neither province nor form"
            faults.of_file("rows", got, "a row with only a number: how many networks there are in all")
    _refuse_untold_zeros(single, total, int(labels.sum() + placed.sum() + formed.sum()), faults)
    flagship = any(row.flagship for row in single)
    if flagship:
        _demand_flagships(single, labels, faults)
    demand_consistent(total, by_province, by_form, labels, placed, formed, faults)
    faults.raise_any()
    told = tuple(bool(row.any()) for row in labels) if flagship else (True,) * SHAPE[0]
    reading = "flagship" if flagship else "sample" if total is not None else "lower-bounds"
    if not single:
        reading = "total"
    return Report(total, by_province, by_form, rows(labels), tuple(map(int, placed)), tuple(map(int, formed)), told,
                  reading, None, operator)  # fmt: skip


def _refuse_untold_zeros(single: Sequence[Row], total: int | None, listed: int, faults: RowFaults) -> None:
    """Fault where a cell has none while networks are left untold: a list does not say where there are none."""
    for row in single:
        if row.number == 0 and total != listed:
            allowed = "counts of a province or of a form alone, or a table of all networks; else leave the row out"
            _wrong(faults, row.place, "number", "0 of a province and form, beside networks not listed", allowed)


def _stated(which: Sequence[Row], what: str, faults: RowFaults) -> int | None:
    """The one count that rows state, if any."""
    stated = [row for row in which if row.number is not None]
    for row in stated[1:]:
        _wrong(faults, row.place, "number", f"{what} again, as in row {stated[0].place}", "each count once")
    return stated[0].number if stated else None


def _listed(single: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Networks listed: (9, 3) with both, (9,) with their province only, (3,) with their form only."""
    labels, placed, formed = np.zeros(SHAPE, np.int64), np.zeros(SHAPE[0], np.int64), np.zeros(SHAPE[1], np.int64)
    for row in single:
        times = 1 if row.number is None else row.number
        if row.province is not None and row.form is not None:
            labels[row.province, row.form] += times
        elif row.province is not None:
            placed[row.province] += times
        elif row.form is not None:
            formed[row.form] += times
    return labels, placed, formed


def _added_up(by_province: Sequence[int | None], by_form: Sequence[int | None]) -> int | None:
    """The total that counts of every province, or of every form, come to."""
    for counts in (by_province, by_form):
        stated = [count for count in counts if count is not None]
        if len(stated) == len(counts):
            return sum(stated)
    return None


def _demand_flagships(single: Sequence[Row], labels: np.ndarray, faults: RowFaults) -> None:
    """Every network listed is its province's one flagship, with its form."""
    for row in single:
        if not row.flagship:
            _wrong(
                faults, row.place, "flagship", "no, beside rows with yes", "yes for every network listed, or for none"
            )
        elif row.province is None or row.form is None:
            _wrong(faults, row.place, "flagship", "yes without a province or form", "both, of a flagship")
    for place in np.flatnonzero(labels.sum(axis=1) > 1):
        name = PROVINCE_TERMS[place].en
        faults.of_file("flagship", f"{labels[place].sum()} flagships of {name}", "one of each province at most")

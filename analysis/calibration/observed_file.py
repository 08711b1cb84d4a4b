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
import pyarrow as pa

from analysis.calibration.consistency import THE_TOTAL, Counted, called, demand_consistent, form_called
from analysis.calibration.observations import SHAPE, Report, rows
from analysis.calibration.readings import OPERATORS
from sim.inputs.cell_rules import FlagRule, NumberRule, TermRule
from sim.inputs.cells import Cells
from sim.inputs.csv_text import read_columns
from sim.inputs.phrases import phrase
from sim.inputs.row_faults import RowFaults
from sim.kinds import FORMS
from sim.language.terms import Term
from sim.provinces import PROVINCE_TERMS

COLUMNS = (
    Term("province", "province", "จังหวัด"),
    Term("form", "form", "รูปแบบ"),
    Term("number", "number", "จำนวน"),
    Term("flagship", "flagship", "ตัวแทน"),
)
MOST = 100_000
_NUMBER = NumberRule(0, MOST, whole=True)


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
    found, empty = _rows(path, faults)
    report = _report(found, operator, empty, faults)
    faults.raise_any()
    return report


def _rows(path: Path, faults: RowFaults) -> tuple[list[Row], int]:
    """The rows in which every cell can be read, and how many hold nothing but commas."""
    columns, places, unread, empty = read_columns(path, COLUMNS, faults)
    if not set(columns) & {"province", "form", "number"}:
        faults.of_file(phrase("row", row=1), phrase("no_report_column"), phrase("a_report_column"))
    if not len(places) and not unread:
        faults.of_file(phrase("rows"), phrase("no_networks"), phrase("some_networks"))
    blank = pa.array(np.full(len(places), ""), pa.string())
    cells = {term.key: Cells(term.key, columns.get(term.key, blank), places, faults) for term in COLUMNS}
    provinces = cells["province"].codes(TermRule(PROVINCE_TERMS))
    forms = cells["form"].codes(TermRule(FORMS))
    numbers = cells["number"].numbers(_NUMBER)
    flagships = cells["flagship"].flags(FlagRule(), False)
    good = ~np.logical_or.reduce([one.odd for one in cells.values()])
    read = zip(places[good], provinces[good], forms[good], numbers[good], flagships[good])
    return [
        Row(
            int(place),
            None if province < 0 else int(province),
            None if form < 0 else int(form),
            None if np.isnan(number) else int(number),
            bool(flagship),
        )
        for place, province, form, number, flagship in read
    ], empty


def _report(found: Sequence[Row], operator: str, empty: int, faults: RowFaults) -> Report:
    """What the rows say together; faults where they contradict each other.

    Where rows could not be read, only that is said which no further row could put right.
    """
    complete = not faults
    counted = _counted(found, faults)
    single = [row for row in found if row.number is None or (row.province is not None and row.form is not None)]
    listed = int(counted.labels.sum() + counted.placed.sum() + counted.formed.sum())
    if counted.total is None and complete:
        counted = counted._replace(total=_added_up(counted.by_province, counted.by_form))
    if counted.total is None and complete and len(single) == len(found):
        counted = counted._replace(total=listed or len(single))
        if empty:
            faults.of_file(phrase("rows"), phrase("bare_rows", count=f"{empty:,}"), phrase("row_with_number"))
    if complete:
        _refuse_untold_zeros(single, counted.total, listed, faults)
    flagship = any(row.flagship for row in single)
    if flagship:
        _demand_flagships(single, counted.labels, faults)
    demand_consistent(counted, faults)
    faults.raise_any()
    reading = "flagship" if flagship else "sample" if counted.total is not None else "lower-bounds"
    return Report(
        total=counted.total,
        provinces=counted.by_province,
        forms=counted.by_form,
        labelled=rows(counted.labels),
        placed=tuple(map(int, counted.placed)),
        formed=tuple(map(int, counted.formed)),
        told=tuple(bool(row.any()) for row in counted.labels) if flagship else (True,) * SHAPE[0],
        reading=reading if single else "total",
        namely=None,
        operator=operator,
    )


def _counted(found: Sequence[Row], faults: RowFaults) -> Counted:
    """Every count that rows state, and the networks that they list."""
    single = [row for row in found if row.number is None or (row.province is not None and row.form is not None)]
    labels, placed, formed = _listed(single)
    return Counted(
        total=_stated([row for row in found if row.province is None and row.form is None], THE_TOTAL, faults),
        by_province=tuple(
            _stated([row for row in found if row.province == p and row.form is None], called(term), faults)
            for p, term in enumerate(PROVINCE_TERMS)
        ),
        by_form=tuple(
            _stated([row for row in found if row.form == f and row.province is None], form_called(term), faults)
            for f, term in enumerate(FORMS)
        ),
        labels=labels,
        placed=placed,
        formed=formed,
    )


def _refuse_untold_zeros(single: Sequence[Row], total: int | None, listed: int, faults: RowFaults) -> None:
    """Fault where a cell has none while networks are left untold: a list does not say where there are none."""
    if total != listed:
        wrong = phrase("untold_zero"), phrase("told_zero"), None
        faults.take((row.place, "number", wrong) for row in single if row.number == 0)


def _stated(which: Sequence[Row], what: str, faults: RowFaults) -> int | None:
    """The one count that rows state, if any."""
    stated = [row for row in which if row.number is not None]
    if len(stated) > 1:
        wrong = phrase("again_in_row", what=what, row=stated[0].place), phrase("each_count_once"), None
        faults.take((row.place, "number", wrong) for row in stated[1:])
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
    unlike = phrase("no_beside_yes"), phrase("yes_for_all"), None
    faults.take((row.place, "flagship", unlike) for row in single if not row.flagship)
    bare = phrase("bare_flagship"), phrase("both_of_flagship"), None
    faults.take(
        (row.place, "flagship", bare) for row in single if row.flagship and (row.province is None or row.form is None)
    )
    for place in np.flatnonzero(labels.sum(axis=1) > 1):
        got = phrase("flagships", count=f"{labels[place].sum():,}", province=called(PROVINCE_TERMS[place]))
        faults.of_file(faults.headings["flagship"], got, phrase("one_flagship"))

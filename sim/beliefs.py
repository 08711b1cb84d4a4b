"""What somebody believes of numbers that nobody knows, from a CSV file: checked cell by cell, all faults at once.

A row a number: its name (``uncertain``), how it is spread, the values that say so, and where that comes from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from sim.belief_columns import CELLS, COLUMNS, OF_FORMS, SPREADS
from sim.distribution import EVEN, FIXED, FORM, LOG, POINTS, Distribution, through
from sim.draws import Beliefs
from sim.frozen import FrozenNumbers
from sim.inputs.cell_rules import NumberRule, TermRule
from sim.inputs.csv_text import read_columns
from sim.inputs.faults import nearest, shown
from sim.inputs.names import find, listing
from sim.inputs.phrases import phrase
from sim.inputs.row_faults import RowFaults, Wrong
from sim.language.numerals import amount
from sim.language.terms import Term
from sim.scenario import Scenario
from sim.uncertain import Uncertain, folded, uncertain_numbers

_POINT = re.compile(r"([^:;|\s]+)\s*:\s*([^:;|\s]+)")
_LEAST_POSITIVE = 1e-12


class Believed(NamedTuple):
    """What is believed of a number, and where that comes from."""

    number: Uncertain
    distribution: Distribution
    source: str

    @property
    def as_declared(self) -> bool:
        """Whether that is what worlds draw anyway."""
        return not self.number.learnt and self.number.declared == (self.distribution,)


@dataclass(frozen=True)
class BeliefsFile:
    """A file of beliefs: its path, and what it says, in the order of its rows."""

    path: Path
    believed: tuple[Believed, ...]

    @property
    def otherwise(self) -> tuple[Believed, ...]:
        """What is believed otherwise than declared."""
        return tuple(one for one in self.believed if not one.as_declared)

    def to_draw_from(self) -> Beliefs:
        """As draws take it: what is believed as declared is left out, so that a study with it is the same study."""
        return FrozenNumbers({one.number.drawn_as: one.distribution for one in self.otherwise})

    def content(self) -> dict[str, list[str | float]]:
        """The same as plain values."""
        return {name: [one.shape, *one.numbers] for name, one in self.to_draw_from().items()}


def load_beliefs(path: str | Path, scenarios: Iterable[Scenario] = (), *, with_fit: bool = False) -> BeliefsFile:
    """The beliefs of a CSV file; raises ``InputFault`` with all its faults.

    Parameters
    ----------
    scenarios
        Whose numbers it may speak of, beside those of the project.
    with_fit
        Whether parameter values come from a fit, so that what a fit teaches cannot be believed otherwise.
    """
    path = Path(path)
    faults = RowFaults(path)
    found = read_columns(path, COLUMNS, faults, ("number", "distribution"))
    if not len(found.rows) and not found.unread:
        faults.of_file(phrase("rows"), phrase("no_beliefs"), phrase("some_beliefs"))
    rows = [_Row(int(place), _cells(found.columns, at), faults) for at, place in enumerate(found.rows)]
    numbers = uncertain_numbers(scenarios)
    named = [row.number(numbers, with_fit) if "number" in found.columns else None for row in rows]
    _refuse_again(rows, named, faults)
    read = [row.believed(number) if "distribution" in found.columns else None for row, number in zip(rows, named)]
    faults.raise_any()
    return BeliefsFile(path, tuple(one for one in read if one))


def _cells(columns: Mapping[str, pa.Array], at: int) -> dict[str, str]:
    return {term.key: str(columns[term.key][at].as_py()) if term.key in columns else "" for term in COLUMNS}


def _refuse_again(rows: Iterable[_Row], named: Iterable[Uncertain | None], faults: RowFaults) -> None:
    first: dict[str, int] = {}
    for row, number in zip(rows, named):
        if number and first.setdefault(number.drawn_as, row.place) != row.place:
            again = phrase("again_in_row", what=number.name, row=first[number.drawn_as])
            faults.of_row(row.place, "number", (again, phrase("each_once"), None))


class _Row:
    """A row of the file: its place in it, and what its cells say."""

    def __init__(self, place: int, cells: Mapping[str, str], faults: RowFaults) -> None:
        self.place, self._cells, self._faults = place, cells, faults
        self._good = True

    def _wrong(self, column: str, got: str, allowed: str, near: str | None = None) -> None:
        self._good = False
        self._faults.of_row(self.place, column, (got, allowed, near))

    def number(self, numbers: Mapping[str, Uncertain], with_fit: bool) -> Uncertain | None:
        """The number that the row speaks of; None, with a fault, where there is none or a fit has learnt it."""
        written = self._cells["number"]
        found = numbers.get(folded(written))
        if found is None:
            self._faults.of_row(self.place, "number", unknown_number(written, numbers))
        elif found.learnt and with_fit:
            self._wrong("number", phrase("learnt_number", name=found.name), phrase("without_fit"))
            return None
        return found

    def believed(self, number: Uncertain | None) -> Believed | None:
        """What the row says; None where anything is wrong. Of an unknown number only the cells as such are read."""
        spread = self._spread(number)
        if spread is None:
            return None
        for name in ("low", "likely", "high", "points"):
            if name not in CELLS[spread] and self._cells[name]:
                wanted = phrase("blank_beside", spread=listing(_terms(spread)), cells=", ".join(CELLS[spread]))
                self._wrong(name, shown(self._cells[name]), wanted)
        if number is None:
            return None
        made = self._through_points(number) if spread == POINTS else self._of_values(spread, number)
        return Believed(number, made, self._cells["source"]) if made else None

    def _through_points(self, number: Uncertain) -> Distribution | None:
        points = self._points(number)
        return through(points, number.least, number.most) if self._good else None

    def _of_values(self, spread: str, number: Uncertain) -> Distribution | None:
        values = self._values(spread, number)
        shape = FORM if number.forms and spread == EVEN else spread
        return Distribution(shape, tuple(value for _, value in values)) if self._good else None

    def _spread(self, number: Uncertain | None) -> str | None:
        written = self._cells["distribution"]
        allowed = _terms(*OF_FORMS) if number and number.forms else SPREADS
        at, rule = find(written, allowed), TermRule(allowed)
        if at is None:
            wrong = rule.wrong(written, rule.allowed()) if written else (phrase("nothing"), rule.allowed(), None)
            self._wrong("distribution", *wrong)
        return None if at is None else allowed[at].key

    def _values(self, spread: str, number: Uncertain) -> list[tuple[str, float]]:
        """Lowest, likeliest, highest: those that the spread takes, each at least the one before."""
        found: list[tuple[str, float]] = []
        for name in CELLS[spread]:
            value = self._value(name, self._cells[name], number, positive=spread == LOG)
            if math.isnan(value):
                continue
            if found and value < found[-1][1]:
                before, least = found[-1]
                cell = self._faults.heading(before)
                self._wrong(name, amount(value), phrase("at_least_cell", cell=cell, value=amount(least)))
            found.append((name, value))
        if self._good and spread != FIXED and found[0][1] == found[-1][1]:
            self._wrong("high", amount(found[-1][1]), phrase("more_than_low", low=amount(found[0][1])))
        return found

    def _value(self, column: str, written: str, number: Uncertain, *, positive: bool = False) -> float:
        """A value that the model allows; NaN, with a fault, if it is none."""
        rule = rule_of(number, positive)
        if column == "likely" and number.forms and (at := find(written, number.forms)) is not None:
            return float(at)
        value = rule.read(written) if written else math.nan
        if math.isnan(value):
            allowed = rule.allowed()
            wrong: Wrong = rule.wrong(written, allowed) if written else (phrase("nothing"), allowed, None)
            self._wrong(column, *wrong)
        return value

    def _points(self, number: Uncertain) -> list[tuple[float, float]]:
        """Chances and values, both rising."""
        written = self._cells["points"]
        found = [(match[1], match[2]) for match in _POINT.finditer(written)]
        if len(found) < 2 or _POINT.sub("", written).strip(" ;|\t"):
            self._wrong("points", shown(written) if written else phrase("nothing"), phrase("points_such_as"))
            return []
        chance = NumberRule(0, 1, "0 to 1")
        points = []
        for level, value in found:
            if math.isnan(chance.read(level)):
                self._wrong("points", *chance.wrong(level, chance.allowed()))
            points.append((chance.read(level), self._value("points", value, number)))
        for before, after in pairwise(points):
            if self._good and not _rises(before, after):
                got = phrase("point_after", point=_point(after), before=_point(before))
                self._wrong("points", got, phrase("rising_points"))
        return points


def _rises(before: tuple[float, float], after: tuple[float, float]) -> bool:
    """Whether one point may follow another: neither lower, not the same, and chances 0 and 1 once each."""
    rising = before[0] <= after[0] and before[1] <= after[1] and before != after
    return rising and (before[0] < after[0] or 0.0 < after[0] < 1.0)


def _point(point: tuple[float, float]) -> str:
    return f"{point[0]:g}:{point[1]:g}"


def _terms(*spreads: str) -> tuple[Term, ...]:
    return tuple(one for one in SPREADS if one.key in spreads)


def rule_of(number: Uncertain, positive: bool = False) -> NumberRule:
    """What the model allows of a number."""
    least = max(number.least, _LEAST_POSITIVE) if positive else number.least
    return NumberRule(least, number.most, number.unit, whole=bool(number.forms))


def unknown_number(written: str, numbers: Mapping[str, Uncertain]) -> Wrong:
    """What to say of a name that no number has."""
    names = [one.name for one in numbers.values()]
    got = phrase("unknown_number", name=shown(written)) if written else phrase("nothing")
    return got, phrase("names_of_numbers"), nearest(written, names)

"""What experts answered, from questionnaires in CSV or Excel: checked cell by cell, all faults of all files at once.

A row is one expert's answer to one question: low, likely and high, or chips laid over bins. A blank expert is the one
of the row above, as a spreadsheet shows it; a row without an answer was passed over.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from analysis.judgement.layout import BINS, CHIPS, COLUMNS, EDGES, LEVELS, REQUIRED
from analysis.judgement.questions import Question, unknown_question
from analysis.judgement.sheets import ENDING, SheetRow, read_book
from sim.distribution import Distribution, through
from sim.inputs.cell_rules import NumberRule
from sim.inputs.csv_text import read_columns
from sim.inputs.faults import Fault, InputFault, shown
from sim.inputs.names import fold
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import has_ending, refuse
from sim.inputs.row_faults import RowFaults
from sim.language.numerals import amount

_CHIPS = NumberRule(0, CHIPS, whole=True)
LONGEST_NAME = 60
MOST_EXPERTS = 500  # the pool of a question takes the square of their number


class Answer(NamedTuple):
    """What one expert believes of one question, and the values at 5, 50 and 95 in 100."""

    question: Question
    expert: str
    distribution: Distribution
    values: tuple[float, float, float]


class Answers(NamedTuple):
    """All answers, the experts by their names, and their reasons: (expert, question) → words.

    An expert who is written in several ways goes by the first of them in the order of letters, so that it does not
    matter which file is read first.
    """

    given: tuple[Answer, ...]
    experts: tuple[str, ...]
    reasons: Mapping[tuple[str, str], str]


def load_answers(paths: Sequence[Path], known: Mapping[str, Question]) -> Answers:
    """The answers in questionnaires; raises ``InputFault`` with all the faults of all of them.

    Parameters
    ----------
    known
        What may have been asked (``questions.askable``).
    """
    faults: list[Fault] = []
    more = 0
    gathered = _Gathered(known)
    for path in paths:
        try:
            rows, every = _rows(path)
            gathered.take(rows)
        except InputFault as fault:
            faults += fault.faults
            more += fault.more
            continue
        for one in every:
            try:
                one.raise_any()
            except InputFault as fault:
                faults += fault.faults
                more += fault.more
    if not faults and not gathered.given:
        faults = [Fault(", ".join(map(str, paths)), phrase("no_answers"), phrase("some_answers"))]
    if faults:
        raise InputFault(faults, more)
    return gathered.answers()


def _rows(path: Path) -> tuple[list[SheetRow], list[RowFaults]]:
    """The rows of a file of either sort, and where their faults are gathered."""
    if has_ending(path, ENDING):
        return read_book(path, COLUMNS, REQUIRED)
    if not has_ending(path, ".csv"):
        got = phrase("odd_ending", ending=shown(path.suffix)) if path.suffix else phrase("no_ending")
        raise refuse(path, got, phrase("answers_ending"))
    faults = RowFaults(path)
    found = read_columns(path, COLUMNS, faults, REQUIRED)
    cells = {name: column.to_pylist() for name, column in found.columns.items()}
    rows = [
        SheetRow(faults, int(place), {name: cells[name][nth] for name in cells}) for nth, place in enumerate(found.rows)
    ]
    return (rows if set(REQUIRED) <= set(cells) else []), [faults]


class _Gathered:
    """Answers as they are read, row by row."""

    def __init__(self, known: Mapping[str, Question]) -> None:
        self._known = known
        self.given: list[Answer] = []
        self._spelt: dict[str, set[str]] = {}
        self._reasons: dict[tuple[str, str], str] = {}
        self._first: dict[tuple[str, str], str] = {}

    def take(self, rows: Sequence[SheetRow]) -> None:
        """Read some rows; an expert who is left blank is the one above on the same sheet."""
        before: tuple[RowFaults | None, str] = (None, "")
        for row in rows:
            above = before[1] if before[0] is row.faults else ""
            expert = row.cells.get("expert", "") or above
            before = (row.faults, expert)
            if any(row.cells.get(name) for name in (*LEVELS, *(one.key for one in BINS))):
                self._answer(row, expert)

    def _answer(self, row: SheetRow, expert: str) -> None:
        written = row.cells.get("question", "")
        question = self._known.get(Question(written).key)
        if question is None:
            row.faults.of_row(row.place, "question", unknown_question(written, self._known))
        if not expert:
            row.faults.of_row(row.place, "expert", (phrase("nothing"), phrase("name_of_expert"), None))
        elif len(expert) > LONGEST_NAME:
            got = phrase("characters", count=len(expert))
            row.faults.of_row(row.place, "expert", (got, phrase("at_most_characters", most=LONGEST_NAME), None))
        if question is None or not expert:
            return
        name = fold(expert)
        self._spelt.setdefault(name, set()).add(expert)
        if len(self._spelt) > MOST_EXPERTS:
            raise refuse(row.faults.path, phrase("more_experts"), phrase("at_most_experts", most=MOST_EXPERTS))
        if not self._is_first(row, name, question):
            return
        read = _Reader(row, question).read()
        if read:
            self.given.append(Answer(question, name, *read))
            self._reasons[name, question.name] = row.cells.get("reason", "")

    def answers(self) -> Answers:
        """All that was read, under the experts' names."""
        named = {name: min(spellings) for name, spellings in self._spelt.items()}
        given = tuple(one._replace(expert=named[one.expert]) for one in self.given)
        reasons = {(named[name], question): words for (name, question), words in self._reasons.items()}
        return Answers(given, tuple(sorted(named.values())), reasons)

    def _is_first(self, row: SheetRow, expert: str, question: Question) -> bool:
        here = at(row.faults.path, phrase("row", row=row.place))
        there = self._first.setdefault((expert, question.key), here)
        if there != here:
            got = phrase("answered_again", expert=shown(min(self._spelt[expert])), question=question.name, where=there)
            row.faults.of_row(row.place, "expert", (got, phrase("one_answer"), None))
        return there == here


class _Reader:
    """What one row says of its question."""

    def __init__(self, row: SheetRow, question: Question) -> None:
        self._row, self._question = row, question
        self._good = True

    def _wrong(self, column: str, got: str, allowed: str, near: str | None = None) -> None:
        self._good = False
        self._row.faults.of_row(self._row.place, column, (got, allowed, near))

    def read(self) -> tuple[Distribution, tuple[float, float, float]] | None:
        """The distribution, and its values at 5, 50 and 95 in 100; None, with faults, where it cannot be read."""
        cells = self._row.cells
        chips = [one.key for one in BINS if cells.get(one.key)]
        values = [name for name in LEVELS if cells.get(name)]
        if chips and values:
            self._wrong(chips[0], shown(cells[chips[0]]), phrase("chips_or_values"))
            return None
        return self._chips() if chips else self._values()

    def _values(self) -> tuple[Distribution, tuple[float, float, float]] | None:
        found = [self._value(name) for name in LEVELS]
        strict = self._question.number is None
        for (name, before), (after, value) in pairwise(zip(LEVELS, found)):
            if value < before or (strict and value == before):
                place = {"cell": self._row.faults.heading(name), "value": amount(before)}
                least = phrase("more_than_cell", **place) if strict else phrase("at_least_cell", **place)
                self._wrong(after, amount(value), least)
        if not self._good:
            return None
        low, likely, high = found
        return through(list(zip(LEVELS.values(), found)), *self._question.limits), (low, likely, high)

    def _value(self, name: str) -> float:
        written, rule = self._row.cells.get(name, ""), self._question.rule
        value, allowed = rule.read(written), rule.allowed()
        if math.isnan(value):
            self._wrong(name, *(rule.wrong(written, allowed) if written else (phrase("nothing"), allowed, None)))
        return value

    def _chips(self) -> tuple[Distribution, tuple[float, float, float]] | None:
        laid = [self._chip(one.key) for one in BINS]
        most = self._question.limits[1]
        if self._question.strength_of is None:
            self._wrong("question", self._question.name, phrase("chips_of_strengths"))
        for nth, (low, one) in enumerate(zip(EDGES, BINS)):
            if laid[nth] > 0 and low >= most:
                self._wrong(one.key, amount(laid[nth]), phrase("no_chips_beyond", most=amount(most)))
        if self._good and sum(laid) != CHIPS:
            self._wrong("", phrase("chips_laid", count=amount(sum(laid))), phrase("chips_in_all", count=CHIPS))
        if not self._good:
            return None
        levels = [0.0, *(count / CHIPS for count in accumulate(laid))]
        first, last = max(nth for nth, level in enumerate(levels) if level == 0.0), levels.index(1.0)
        points = [(levels[nth], min(EDGES[nth], most)) for nth in range(first, last + 1)]
        made = through(points, *self._question.limits)
        low, likely, high = (made.at(level) for level in LEVELS.values())
        return made, (low, likely, high)

    def _chip(self, name: str) -> float:
        written, allowed = self._row.cells.get(name, ""), _CHIPS.allowed()
        value = _CHIPS.read(written) if written else 0.0
        if math.isnan(value):
            self._wrong(name, *_CHIPS.wrong(written, allowed))
        return value

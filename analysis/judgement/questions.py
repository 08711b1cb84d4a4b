"""What may be asked of experts: any number that nobody knows, and seed questions whose answer is known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.judgement.layout import SEED_COLUMNS
from sim.beliefs import rule_of, unknown_number
from sim.inputs.cell_rules import NumberRule
from sim.inputs.csv_text import read_columns
from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.phrases import Phrase, phrase
from sim.inputs.row_faults import RowFaults
from sim.recommendation import Recommendation, recommendations
from sim.uncertain import Uncertain, folded, strength_of, uncertain_numbers

_LARGEST = 1e15
_ANYTHING = NumberRule(-_LARGEST, _LARGEST)


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    name : as it stands in a questionnaire
    number : what is asked of the model, None of a seed question
    strength_of : the recommendation whose strength that is
    asked : the words of a seed question, a ``Phrase`` that knows its Thai
    truth : what a seed question's answer is, NaN of a number
    """

    name: str
    number: Uncertain | None = None
    strength_of: Recommendation | None = None
    asked: str = ""
    truth: float = math.nan

    @property
    def key(self) -> str:
        """What its name comes to however it is written."""
        return folded(self.name)

    @property
    def rule(self) -> NumberRule:
        """What an answer may be."""
        return rule_of(self.number) if self.number else _ANYTHING

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the most that an answer may be."""
        return self.rule.low, self.rule.high


def strengths() -> list[Question]:
    """How strong each recommendation of the project is."""
    return [_of(strength_of(one)) for one in recommendations().values()]


def of_numbers(written: Sequence[str]) -> list[Question]:
    """Questions of numbers as they are typed; raises ``InputFault`` for those that are none."""
    numbers = uncertain_numbers()
    faults = [Fault("--ask", *unknown_number(one, numbers)) for one in written if folded(one) not in numbers]
    faults += [_form(one) for one in written if folded(one) in numbers and numbers[folded(one)].forms]
    if faults:
        raise InputFault(faults)
    return [_of(numbers[key]) for key in dict.fromkeys(map(folded, written))]


def _form(written: str) -> Fault:
    return Fault("--ask", phrase("form_asked", name=written), phrase("numbers_asked"))


def askable(seeds: Sequence[Question]) -> Mapping[str, Question]:
    """Everything that answers may be about, by ``Question.key``: all numbers but forms of rules, and the seeds."""
    numbers = [_of(one) for one in uncertain_numbers().values() if not one.forms]
    return {one.key: one for one in (*numbers, *seeds)}


def _of(number: Uncertain) -> Question:
    known = {strength_of(one).drawn_as: one for one in recommendations().values()}
    return Question(number.name, number, known.get(number.drawn_as))


def load_seeds(path: Path) -> list[Question]:
    """The seed questions of a CSV file; raises ``InputFault`` with all its faults."""
    faults = RowFaults(path)
    found = read_columns(path, SEED_COLUMNS, faults, ("seed", "truth"))
    if not len(found.rows) and not found.unread:
        faults.of_file(phrase("rows"), phrase("no_seeds"), phrase("some_seeds"))
    seeds: dict[str, Question] = {}
    places: dict[str, int] = {}
    numbers = uncertain_numbers()
    for at, place in enumerate(map(int, found.rows)):
        cells = {name: str(column[at].as_py()) for name, column in found.columns.items()}
        one = Question(cells.get("seed", ""), None, None, _asked(cells), _truth(cells, place, faults))
        if not one.name:
            faults.of_row(place, "seed", (phrase("nothing"), phrase("seed_name"), None))
        elif one.key in numbers:
            faults.of_row(place, "seed", (phrase("seed_of_number", name=shown(one.name)), phrase("seed_name"), None))
        elif one.key in seeds:
            again = phrase("again_in_row", what=shown(one.name), row=places[one.key])
            faults.of_row(place, "seed", (again, phrase("each_once"), None))
        seeds[one.key], places[one.key] = one, place
    faults.raise_any()
    return list(seeds.values())


def _asked(cells: Mapping[str, str]) -> Phrase:
    """The words of a question, in either language where only one is there; its name where there is none."""
    en, th = cells.get("asked_en", ""), cells.get("asked_th", "")
    return Phrase(en or th or cells.get("seed", ""), th or en or cells.get("seed", ""))


def _truth(cells: Mapping[str, str], place: int, faults: RowFaults) -> float:
    if "truth" not in cells:
        return math.nan  # the column is missing, which is complained of once
    written = cells["truth"]
    value, allowed = _ANYTHING.read(written), _ANYTHING.allowed()
    if math.isnan(value):
        wrong = _ANYTHING.wrong(written, allowed) if written else (phrase("nothing"), phrase("seed_truth"), None)
        faults.of_row(place, "truth", wrong)
    return value


def unknown_question(written: str, known: Mapping[str, Question]) -> tuple[str, str, str | None]:
    """What to say of a question that nobody asked."""
    got = phrase("unknown_question", name=shown(written)) if written else phrase("nothing")
    return got, phrase("known_questions"), nearest(written, [one.name for one in known.values()])

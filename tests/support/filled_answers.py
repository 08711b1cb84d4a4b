"""Questionnaires filled by experts who were made up."""

from __future__ import annotations

from pathlib import Path

from analysis.judgement.answers import Answers, load_answers
from analysis.judgement.layout import COLUMNS
from analysis.judgement.questions import Question, askable

HEADING = "question,expert,low,likely,high"
WHOLE = ",".join(term.key for term in COLUMNS)


def filled(folder: Path, *rows: str, name: str = "answers.csv", heading: str = HEADING) -> Path:
    """A file of answers, a row each."""
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def chips(question: str, expert: str, *laid: object) -> str:
    """A row of chips, for the heading ``WHOLE``."""
    cells = [question, "", "", expert, "", "", "", *laid]
    return ",".join(map(str, [*cells, *[""] * (len(COLUMNS) - len(cells))]))


def read(*paths: Path, seeds: list[Question] | None = None) -> Answers:
    """The answers of files."""
    return load_answers(paths, askable(seeds or []))

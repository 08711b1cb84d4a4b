"""``docs/judgement.md`` says what the program does: columns, distributions, and an example without a fault."""

from __future__ import annotations

import re
from pathlib import Path

from filled_answers import filled, read

from analysis.judgement.group import EQUAL, judged
from analysis.judgement.layout import CHIPS, COLUMNS
from analysis.judgement.questions import askable
from analysis.judgement.tables import judgements_table
from sim.belief_columns import CELLS, SPREADS
from sim.beliefs import load_beliefs
from sim.draws import FITTED

PAGE = (Path(__file__).parents[3] / "docs" / "judgement.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the table whose heading begins so."""
    table = PAGE.split(heading)[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_column_of_a_questionnaire_is_told():
    told = [words(row[0])[0] for row in rows_under("| column | holds |")]
    asked = [term.key for term in COLUMNS if not term.key.startswith(("asked", "chips"))]
    assert [one for one in told if not one.startswith("chips")] == asked
    assert f"{CHIPS} chips" in PAGE


def test_every_column_of_the_table_is_told(tmp_path):
    path = filled(tmp_path, "5.strength,A,0.1,0.2,0.3")
    columns = list(judgements_table(judged(read(path), askable([]), EQUAL)))
    told = [name for row in rows_under("| column of `judgements.csv` | meaning |") for name in words(row[0])]
    assert told == [*columns[:3], "unit", "role", "who", "weight", *told[7:]] and sorted(told) == sorted(columns)


def test_every_distribution_is_told():
    rows = rows_under("| `distribution` | ")
    assert [(words(row[0])[0], words(row[1])[0]) for row in rows] == [(one.key, one.th) for one in SPREADS]
    assert [tuple(words(row[3])) for row in rows] == [CELLS[one.key] for one in SPREADS]


def test_the_example_is_without_a_fault(tmp_path):
    path = tmp_path / "beliefs.csv"
    path.write_text(PAGE.split("```\nnumber,")[1].join(["number,", ""]).split("```")[0], encoding="utf-8")
    assert {one.distribution.shape for one in load_beliefs(path, with_fit=True).believed} == set(CELLS)


def test_how_many_numbers_a_fit_holds():
    assert f"the {len(FITTED)} parameters that a report teaches" in " ".join(PAGE.split())

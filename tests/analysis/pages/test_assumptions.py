"""What is assumed: every number that worlds draw for some scenarios, once, with its source; how results were made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.answers.spreadsheet import LABELS
from analysis.effects.policies import COLUMNS
from analysis.pages.assumptions import HEADS, assumptions
from analysis.pages.data import heading
from analysis.pages.made import made
from sim.draws import PRIORS
from sim.ensembles.manifest import manifest
from sim.language.texts import text, texts
from sim.scenario import load_scenario

THAI = re.compile(r"[ก-๙]")


def names(table):
    return [row[HEADS.index("name")] for row in table.rows]


def test_only_what_is_applied_is_told_of_recommendations():
    found = names(assumptions([load_scenario("programme+04")], "en"))
    assert "04.strength" in found and "04.month_cost" in found and "05.strength" not in found
    assert set(PRIORS) - {"team_cost"} <= set(found)
    assert len(found) == len(set(found))


def test_without_scenarios_the_numbers_of_the_model_are_left():
    assert not [name for name in names(assumptions([], "en")) if "." in name]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_row_is_whole(lang):
    table = assumptions([load_scenario("all-14")], lang)
    assert len(table.heads) == len(HEADS)
    for row in table.rows:
        label, span, unit, source, grade, name = row
        assert label and source and grade and name, row
        assert unit or ", " in span, row
        assert text("to", lang, low="", high="").strip() in span or ", " in span, row  # a range, or forms


def test_in_thai_every_unit_and_source_is_told_in_thai():
    rows = assumptions([load_scenario("all-14")], "th").rows
    assert [row for row in rows if not THAI.search(row[3]) or (row[2] and not THAI.search(row[2]))] == []


def test_strengths_come_first():
    rows = names(assumptions([load_scenario("all-14")], "en"))
    assert all(name.endswith("strength") for name in rows[:14])


def test_what_it_was_made_with():
    scenario = load_scenario("programme")
    claim = manifest("run", [scenario], {"seed": 7}, None, "f" * 64)
    table = made(claim, ["run", "programme", "--organisations", "my file.csv"], "en")
    rows = dict(table.rows)
    assert rows[text("made.command", "en")].endswith("run programme --organisations 'my file.csv'")
    assert rows[text("made.seed", "en")] == "7"
    assert rows[text("made.fit", "en")] == "f" * 16
    assert rows[text("made.code", "en")] == claim["code_sha256"][:16]
    assert text("made.organisations", "en") not in rows  # none of one's own
    assert scenario.digest()[:8] in rows[text("made.scenarios", "en")]


def test_columns_of_tables_that_people_open_are_called_in_both_languages():
    assert [name for name in (*COLUMNS, *LABELS) if heading(name, "th") == name] == []
    assert heading("policy", "th") == "นโยบาย (policy)"


def test_every_heading_is_of_a_column_that_the_documents_tell():
    pages = "".join(page.read_text("utf-8") for page in (Path(__file__).parents[3] / "docs").glob("*.md"))
    named = [key.removeprefix("column.") for key in texts() if key.startswith("column.")]
    assert [name for name in named if f"`{name}`" not in pages and not name.endswith(("_low", "_high"))] == []


def test_a_column_nobody_named_goes_by_its_own_name():
    assert heading("strange_column", "en") == "strange_column"

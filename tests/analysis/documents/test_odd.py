"""The documents say what the code does: tables are current, and nothing of the code is left out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import run
from analysis.answers.spreadsheet import LABELS
from analysis.documents import odd
from analysis.effects.policies import COLUMNS
from sim import interventions, records
from sim.acts import ACTS, DOSES
from sim.agencies import agencies
from sim.draws import FITTED, PRIORS, Draw
from sim.ensembles.chunk import block
from sim.ensembles.inventory import OWN
from sim.ensembles.manifest import manifest
from sim.ensembles.tables import MONTHS, Tables, months_table, tabulate
from sim.ensembles.worlds import Lived, World
from sim.kinds import FORMS
from sim.language.layout import width
from sim.language.terms import keys
from sim.measures import MEASURES, MONTHLY
from sim.parameters import BY_NAME, PARAMETERS, STRUCTURE, Parameter
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Recommendation, load_recommendation, recommendations
from sim.scenario import load_scenario

ROOT = Path(odd.__file__).resolve().parents[2]
RULES = sorted((ROOT / "sim" / "rules").glob("[!_]*.py"))
WRITTEN = [
    "README.md",
    "docs/reader.md",
    "docs/analyst.md",
    "docs/modeller.md",
    "DESIGN.md",
    "CHANGELOG.md",
    "docs/odd.md",
    "docs/results.md",
    "docs/evidence.md",
]
SETTINGS = {name for act in ACTS.values() for name in act.settings}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page() -> str:
    return read("docs/odd.md")


@pytest.fixture(scope="module")
def by_hand(page: str) -> str:
    """The page without what is generated."""
    return re.sub(r"<!-- generated.*?<!-- end -->", "", page, flags=re.DOTALL)


@pytest.fixture
def radio() -> Recommendation:
    """A policy of one's own, without a range."""
    return load_recommendation(ROOT / "tests" / "support" / "village-radio.toml")


def section(page: str, file: str) -> str:
    """The subsection of a rule file."""
    found = re.search(rf"^### `sim/rules/{file}`.*?(?=^##)", page, re.DOTALL | re.MULTILINE)
    assert found, f"docs/odd.md has no subsection for sim/rules/{file}"
    return found[0]


def listed(page: str, heading: str) -> list[str]:
    """Names in the first column of the table below ``heading``, up to the next heading."""
    part = page.split(heading, 1)[1]
    return re.findall(r"^\| `([\w.*+/<>-]+)`", re.split(r"^#", part, maxsplit=1, flags=re.MULTILINE)[0], re.MULTILINE)


# Generated tables


def test_generated_tables_are_current(page: str) -> None:
    assert odd.renewed(page) == page, "run: python -m analysis.documents.odd"


def test_every_block_stands_on_the_page_once(page: str) -> None:
    assert sorted(re.findall(r"<!-- generated: (\S+)", page)) == sorted(odd.BLOCKS)
    assert page.count("<!-- generated: ") == page.count("<!-- end -->") == len(odd.BLOCKS)


def test_every_record_is_in_the_tables() -> None:
    declared = {name: fields for name, fields in vars(records).items() if name.endswith("_FIELDS")}
    assert {id(fields) for fields in declared.values()} == {id(fields) for _, fields in odd.RECORDS.values()}
    assert declared


def test_a_stale_table_is_noticed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = tmp_path / "odd.md"
    stale.write_text(page.replace("| `reluctance` |", "| `reluctance` | 99 |"), encoding="utf-8")
    monkeypatch.setattr(odd, "PAGE", stale)
    assert odd.main(["--check"]) == 1
    assert odd.main([]) == 0
    assert odd.main(["--check"]) == 0
    assert stale.read_text(encoding="utf-8") == page


def test_a_block_nobody_writes_is_refused() -> None:
    with pytest.raises(KeyError, match="weather"):
        odd.renewed("<!-- generated: weather -->\n<!-- end -->")


@pytest.mark.parametrize(
    ("value", "said"), [(0.2, "0.2"), (2.45, "2.45"), (45000, "45,000"), (1000.0, "1,000"), (-0.3, "-0.3"), (0, "0")]
)
def test_figures_read_as_people_write_them(value: float, said: str) -> None:
    assert odd.figure(value) == said


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert odd.table(["a"], [["x|y"]]).splitlines()[-1] == r"| x\|y |"


def test_every_recommendation_and_each_of_its_changes_has_a_row() -> None:
    assert odd.strengths().count("\n") == 1 + len(recommendations())
    assert odd.changes().count("\n") == 1 + sum(len(one.changes) for one in recommendations().values())


def test_what_has_a_range_is_told_with_it(radio: Recommendation) -> None:
    row = odd.changes().splitlines()[2 + 3]
    assert "`visit`: `capacity` 4 (2 to 8), `ready` 0.5 (0.35 to 0.65)" in row
    assert "| `leadership` 1, `openness` 1 (0.5 to 1.5) |" in row
    assert odd._how(radio.changes[0]) == ("`broadcast`: `coverage` 0.5", "`understanding` 1")
    assert "`tires`, `work` 3 (1 to 6)" in odd.changes().splitlines()[2 + 4]


def test_every_agency_has_a_row_with_what_it_delivers_and_has() -> None:
    rows = odd.agencies().splitlines()[2:]
    assert len(rows) == len(agencies())
    assert "| `cpd` | Cooperative Promotion Department / กรมส่งเสริมสหกรณ์ | 1, 2, 3, 7, 9, 13 | everywhere |" in rows[1]
    assert "| 18 (9 to 36) | 0.5 (0.3 to 0.7) | 0.3 (0.1 to 0.5) | 1,500 (700 to 3,000) |" in rows[1]
    assert "| 0 | 0 |" in rows[0]


def test_an_agency_of_some_provinces_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odd, "shipped_agencies", lambda: (replace(agencies()[0], provinces=("loei", "trang")),))
    assert "| loei, trang |" in odd.agencies()


def test_every_form_of_every_rule_has_its_words() -> None:
    rows = odd.structure().splitlines()[2:]
    assert len(rows) == len(STRUCTURE)
    for row, parameter in zip(rows, STRUCTURE):
        assert all(f"{number} (`{form.key}`): {form.en}" in row for number, form in enumerate(parameter.forms))


def test_what_is_believed_of_each_drawn_parameter_has_a_row() -> None:
    rows = odd.priors().splitlines()[2:]
    assert len(rows) == len(PRIORS)
    assert sum("| yes |" in row for row in rows) == len(FITTED)
    assert "| `media_form` | 0 to 2 | 0 to 2 | each form alike | no |  |" in rows


# What people write


@pytest.mark.parametrize("parameter", STRUCTURE, ids=lambda parameter: parameter.name)
def test_every_form_is_explained_where_its_rule_is(page: str, parameter: Parameter) -> None:
    """The default may go without its name: it is what stands there."""
    for file in parameter.rule:
        words = section(page, Path(file).name) if file.startswith("rules/") else recommendations_act(page)
        assert parameter.name in words
        assert all(re.search(rf"\b{form.key}\b", words) for form in parameter.forms[1:])


def recommendations_act(page: str) -> str:
    return page.split("### Recommendations act")[1].split("\n### ")[0]


@pytest.mark.parametrize("parameter", [parameter.name for parameter in PARAMETERS])
def test_every_parameter_is_explained_outside_its_table(by_hand: str, parameter: str) -> None:
    assert re.search(rf"\b{parameter}\b", by_hand)


@pytest.mark.parametrize("file", [path.name for path in RULES])
def test_every_rule_file_has_a_subsection_that_names_the_parameters_it_reads(page: str, file: str) -> None:
    words = section(page, file)
    read_there = set(re.findall(r"\bp\.(\w+)", read(f"sim/rules/{file}"))) & set(BY_NAME)
    assert not {name for name in read_there if not re.search(rf"\b{name}\b", words)}


def test_no_subsection_is_of_a_rule_file_that_is_gone(page: str) -> None:
    assert sorted(re.findall(r"^### `sim/rules/(\w+\.py)`", page, re.MULTILINE)) == [path.name for path in RULES]


def test_the_kinds_of_change_and_their_parameters_are_explained(page: str) -> None:
    part = recommendations_act(page)
    source = Path(interventions.__file__).read_text(encoding="utf-8")
    named = {*ACTS, *SETTINGS, *(set(re.findall(r"\bp\.(\w+)", source)) & set(BY_NAME))}
    assert not {name for name in named if not re.search(rf"\b{name}\b", part)}


def test_names_set_as_code_exist(by_hand: str) -> None:
    known = {*BY_NAME, *ACTS, *SETTINGS, *DOSES, *(measure.key for measure in MEASURES)}
    known |= {field.name for _, fields in odd.RECORDS.values() for field in fields}
    known |= {"act", "stay", "furnish", "monitored", "correct", "share_of_unregistered", "generated", "end"}
    names = set(re.findall(r"`([a-z]+(?:_[a-z]+)*)`", re.sub(r"```.*?```", "", by_hand, flags=re.DOTALL)))
    assert names <= known


def test_bounds_of_the_arrays_are_stated(by_hand: str) -> None:
    for name in ("MAX_TIES", "MAX_BELONGS", "MAX_MEMBERS", "MAX_CIRCLE"):
        assert f"`{name}` ({getattr(records, name)})" in by_hand


@pytest.mark.parametrize("name", WRITTEN)
def test_lines_stay_within_120_columns_outside_tables(name: str) -> None:
    code = False
    for number, line in enumerate(read(name).splitlines(), 1):
        code ^= line.startswith("```")
        whole = line.startswith("|") or (code and "run.py" in line)  # a command is never broken
        assert whole or width(line) <= 120, f"{name}:{number}"
    assert not code, f"{name}: a code block is not closed"


@pytest.mark.parametrize("name", [*WRITTEN, "docs/your-data.md"])
def test_links_between_documents_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(name)):
        assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


# The columns of results


def one_run() -> Lived:
    """One run that was never made."""
    rows = np.zeros((1, 25, len(MEASURES)), np.float32)
    return Lived(World(Draw(0, 1), 0, 1), rows, (np.zeros(1, records.ALLIANCE),), ("",))


def test_every_column_of_effects_is_described() -> None:
    assert listed(read("docs/results.md"), "## `effects.csv`") == [*COLUMNS, *LABELS]


@pytest.mark.parametrize("table", Tables._fields)
def test_every_column_of_the_tables_is_described(table: str, page: str) -> None:
    columns = list(getattr(tabulate([one_run()], ["baseline"]), table).columns)
    described = listed(read("docs/results.md"), f"## `{table}.parquet`")
    measures = {measure.key for measure in MEASURES} if table == "runs" else set()
    assert described == written_short([column for column in columns if column not in measures])
    assert all(f"| `{column}` |" in page for column in measures)


def written_short(columns: list[str]) -> list[str]:
    """Columns in their order, with one name for all the forms and one for all the provinces."""
    short = {f"facilitated_programme_{key}": "facilitated_programme_<form>" for key in keys(FORMS)}
    short |= {f"facilitated_programme_{key}": "facilitated_programme_<province>" for key in keys(PROVINCE_TERMS)}
    assert set(short) < set(columns) or not set(short) & set(columns)
    return list(dict.fromkeys(short.get(column, column) for column in columns))


def test_the_table_of_every_month_is_described(page: str) -> None:
    """Only where every run is kept; after those who it was come the measures."""
    one = one_run()
    columns = list(months_table("baseline", [one.world], block([one], 0, 1)).columns)
    part = read("docs/results.md").split(f"## `{MONTHS}.parquet`")[1].split("\n#")[0]
    described = [name for name in re.findall(r"`(\w+)`", part) if name in columns]
    assert described == columns[: len(described)]
    assert columns[len(described) :] == [measure.key for measure in MONTHLY]


def test_every_entry_of_the_manifest_is_described() -> None:
    made = manifest("compare", [load_scenario("baseline")], {}, None)
    assert sorted(listed(read("docs/results.md"), "## `manifest.json`")) == sorted([*made, *OWN])


# The other documents


@pytest.mark.parametrize("parameter", [one.name for one in PARAMETERS if one.confidence != "assumed"])
def test_the_evidence_page_names_what_every_supported_parameter_rests_on(parameter: str) -> None:
    assert f"`{parameter}`" in read("docs/evidence.md")


def test_the_evidence_page_names_no_parameter_that_is_gone() -> None:
    assert set(re.findall(r"`([a-z]+_[a-z_]+)`", read("docs/evidence.md"))) - set(odd.QUANTITIES) <= set(BY_NAME)


def test_the_analyst_s_page_lists_every_command() -> None:
    commands = next(action for action in run.parser()._actions if action.dest == "command")
    assert commands.choices is not None
    assert set(listed(read("docs/analyst.md"), "## Commands")) == set(commands.choices)


def test_the_citation_is_of_this_version() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    cited = dict(re.findall(r"^([\w-]+): *(\S.*)$", read("CITATION.cff"), re.MULTILINE))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"].strip("\"'") == version
    assert cited["license"] == "MIT"

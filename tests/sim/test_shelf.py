"""The folders that people add to: one more recommendation, faulty files, strays; and policies typed as scenarios."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import run
from analysis.answers.contest import chosen
from analysis.documents import odd
from sim import recommendation, scenario
from sim.inputs.faults import InputFault
from sim.inputs.shelf import toml_files
from sim.recommendation import known_numbers, recommendations, shelf
from sim.scenario import load_scenario, parent_of
from sim.telling.catalogue import stock

RADIO = (Path(__file__).parents[1] / "support" / "village-radio.toml").read_text(encoding="utf-8")
FIFTEENTH = max(recommendations()) + 1


@pytest.fixture
def shelves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The scenarios folder, a copy to be spoilt."""
    folder = tmp_path / "scenarios"
    shutil.copytree(scenario.FOLDER, folder)
    monkeypatch.setattr(scenario, "FOLDER", folder)
    monkeypatch.setattr(recommendation, "FOLDER", folder / "recommendations")
    shelf.cache_clear()
    yield folder
    shelf.cache_clear()


def add(folder: Path, text: str, name: str = "15-radio.toml") -> Path:
    path = folder / "recommendations" / name
    path.write_text(text, encoding="utf-8")
    shelf.cache_clear()
    return path


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = run.main(list(words))
    except SystemExit as end:
        code = int(str(end.code))
    return code, *capsys.readouterr()


# One more


def test_one_more_file_is_one_more_recommendation(shelves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(recommendations())
    add(shelves, f"number = {FIFTEENTH}\n{RADIO}")
    assert list(recommendations()) == [*range(1, before + 1), FIFTEENTH]
    assert [policies[-1] for policies in chosen([]).windows.values()] == [
        f"programme+{FIFTEENTH}{window}" for window in ("", "@late", "@long")
    ]
    assert load_scenario(f"programme+{FIFTEENTH}").applied[-1].recommendation.name_en == "Village radio"
    code, out, err = typed(capsys, "list")
    assert (code, err) == (0, "")
    assert f"THE {before + 1} RECOMMENDATIONS" in out and f"\n{FIFTEENTH}. Village radio" in out
    code, out, err = typed(capsys, "explain", f"programme+{FIFTEENTH}")
    assert f"RECOMMENDATION {FIFTEENTH}: Village radio" in out
    assert f"| {FIFTEENTH} | Village radio" in odd.strengths()
    assert f"| {FIFTEENTH} | understanding | everyone" in odd.changes()


def test_a_scenario_may_apply_it_and_its_number_may_leave_a_gap(shelves: Path, tmp_path: Path) -> None:
    add(shelves, "number = 40\n" + RADIO)
    assert known_numbers() == f"1 to {FIFTEENTH - 1}, 40"
    (tmp_path / "mine.toml").write_text("[[recommendation]]\nnumber = 40\n")
    assert load_scenario(str(tmp_path / "mine.toml")).applied[0].recommendation.key == "15-radio"
    (tmp_path / "mine.toml").write_text("[[recommendation]]\nnumber = 30\n")
    with pytest.raises(InputFault, match=rf"got 30; allowed: a number from 1 to {FIFTEENTH - 1}, 40"):
        load_scenario(str(tmp_path / "mine.toml"))


# What is wrong

WRONG = {
    "without a number": (RADIO, "15-radio.toml: number: got nothing; allowed: a whole number of its own, from 1 to 99"),
    "a number taken": ("number = 5\n" + RADIO, "number: got 5, the number of 05-public-media; allowed: a whole number"),
    "number 0": ("number = 0\n" + RADIO, "15-radio.toml: number: got 0"),
    "number 100": ("number = 100\n" + RADIO, "15-radio.toml: number: got 100; allowed: a whole number from 1 to 99"),
    "a number in words": ('number = "fifteen"\n' + RADIO, "15-radio.toml: number: got 'fifteen'"),
    "empty": ("", "15-radio.toml: got an empty file"),
    "no TOML": ("number 15", "15-radio.toml: line 1"),
    "a key misspelt": ("number = 15\n" + RADIO.replace("coverage", "coverige"), "did you mean coverage?"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_one_file_is_told_and_hides_no_other(
    shelves: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    known = list(recommendations())
    path = add(shelves, text)
    assert list(shelf()[0]) == known
    for words in (["list"], ["list", "--json"], ["list", "--lang", "th"]):
        code, out, err = typed(capsys, *words)
        assert code == 2
        assert str(path) in err and ("th" in words or said in err)
        assert "programme-link-first" in out and re.search(r"14[.,]", out)
        assert "--json" not in words or len(json.loads(out)["recommendations"]) == len(known)
    for asked in (lambda: chosen([]), recommendations, odd.strengths, lambda: load_scenario("programme+98")):
        with pytest.raises(InputFault) as refused:
            asked()
        assert said in str(refused.value)
    assert run.main(["check", str(path)]) == (0 if "the number of" in said else 2)


def test_a_folder_that_is_called_a_file_is_told(shelves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in (shelves / "recommendations" / "x.toml", shelves / "x.toml", shelves / "policies" / "y.toml"):
        place.mkdir()
    shelf.cache_clear()
    code, out, err = typed(capsys, "list")
    assert code == 2 and "14. " in out and "programme-link-first" in out
    assert err.count("got a folder; allowed: a file") == 3


def test_strays_are_no_concern(shelves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = typed(capsys, "list")
    assert expected[0] == 0
    names = (
        "notes.txt",
        ".DS_Store",
        "05~.toml.bak",
        "05-public-media.toml~",
        ".05-public-media.toml.swp",
        "._05.toml",
    )
    for folder in (shelves, shelves / "policies", shelves / "recommendations"):
        for name in names:
            (folder / name).write_bytes(b"\x00\xff stray")
        (folder / "old").mkdir(exist_ok=True)
    shelf.cache_clear()
    assert typed(capsys, "list") == expected


@pytest.mark.parametrize("folder", [".", "policies"])
def test_a_faulty_scenario_hides_no_other(shelves: Path, capsys: pytest.CaptureFixture[str], folder: str) -> None:
    shutil.copy(shelves / "programme.toml", shelves / "policies" / "programme.toml")
    (shelves / folder / "spoilt.toml").write_text("months = -3\n")
    (shelves / folder / "empty.toml").write_text("")
    code, out, err = typed(capsys, "list")
    assert code == 2
    assert "programme: " in out and "media: " in out and "14. " in out
    assert "spoilt.toml: months: got -3" in err and "empty.toml: got an empty file" in err
    assert "policies/programme.toml: got the name of a shipped scenario" in err
    assert load_scenario("programme").programme is not None  # and not the one that took its name


def test_an_empty_folder_of_recommendations_is_told(shelves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(shelves / "recommendations")
    shelf.cache_clear()
    assert toml_files(shelves / "recommendations") == []
    code, _, err = typed(capsys, "list")
    assert code == 2 and "got no recommendation" in err
    assert stock().recommendations == ()


# Policies where scenarios belong


@pytest.fixture
def radio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "radio.toml").write_text(RADIO, encoding="utf-8")
    return "radio.toml"


def test_a_policy_stands_for_the_programme_and_itself(radio: str) -> None:
    one = load_scenario(radio)
    assert (one.key, one.typed, one.chain) == (
        "programme+radio",
        "radio.toml",
        ("programme+radio", "programme", "baseline"),
    )
    assert one.name_en == "The programme + Village radio"
    assert [applied.recommendation.key for applied in one.applied] == ["radio"]
    assert parent_of(radio) == load_scenario("programme")
    assert load_scenario(one.typed) == one
    assert chosen([radio]).references == {"programme": "baseline", "programme+radio": "programme"}
    assert chosen([radio, "programme+05", "media"]).references["programme+radio"] == "programme"
    assert load_scenario(radio + "+05").key == "programme+radio+05"


def test_it_is_explained_with_its_name_and_costs(radio: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = typed(capsys, "explain", radio)
    assert (code, err) == (0, "")
    assert "POLICY radio: Village radio" in out and "1,000 (500 to 2,000) baht a month" in out


def test_the_number_in_a_copy_of_a_recommendation_is_not_its_own(radio: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("number = 5\n" + RADIO, encoding="utf-8")
    (tmp_path / "with.toml").write_text('extends = "programme"\n[[recommendation]]\nfile = "mine.toml"\n')
    assert load_scenario("mine.toml").key == "programme+mine"
    assert load_scenario("with.toml").applied[0].recommendation.number is None
    assert chosen(["mine.toml", "programme+05"]).references["programme+mine"] == "programme"


@pytest.mark.parametrize("words", [["run"], ["explain"], ["compare"]], ids=" ".join)
def test_faults_of_a_policy_are_those_of_a_policy(
    radio: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    (tmp_path / "spoilt.toml").write_text(RADIO.replace("coverage = 0.5", "coverage = 5"), encoding="utf-8")
    (tmp_path / "05.toml").write_text(RADIO, encoding="utf-8")
    (tmp_path / "undone.toml").write_text(RADIO.split("[[change]]")[0], encoding="utf-8")
    for name, said in (("spoilt", "change[1].coverage: got 5"), ("05", "taken for a number"), ("undone", "[[change]]")):
        code, out, err = typed(capsys, *words, f"{name}.toml")
        assert (code, out) == (2, "")
        assert said in err and "unknown key" not in err


def test_a_policy_cannot_be_extended_and_a_scenario_is_no_policy(radio: str, tmp_path: Path) -> None:
    (tmp_path / "over.toml").write_text('extends = "radio.toml"\n')
    with pytest.raises(
        InputFault, match=r"extends: got 'radio.toml', a policy; .*\[\[recommendation\]\] file = 'radio"
    ):
        load_scenario("over.toml")
    (tmp_path / "other.toml").write_text('extends = "programme"\n')
    (tmp_path / "with.toml").write_text('[[recommendation]]\nfile = "other.toml"\n')
    with pytest.raises(InputFault, match=r"file: got 'other.toml', a scenario; .*extends"):
        load_scenario("with.toml")


def test_a_policy_put_beside_the_bundles_goes_by_its_name(shelves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shelves / "policies" / "radio.toml").write_text(RADIO, encoding="utf-8")
    assert load_scenario("radio").key == "programme+radio"
    assert load_scenario("radio").typed == "radio"
    code, out, err = typed(capsys, "list")
    assert (code, err) == (0, "")
    assert "programme+radio: The programme + Village radio" in out

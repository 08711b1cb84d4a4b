"""Faults in Thai: every one of the broken files, and no English sentence in what is said of them."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

import run
from analysis.answers.file_faults import check_file
from sim.inputs.cell_rules import NumberRule, TermRule
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import Phrase, at, joined, phrase
from sim.kinds import KINDS

BROKEN = Path(__file__).parent / "broken"
THAI = re.compile("[ก-๙]")
# What stays as it is: quoted values, menus of Excel, the parser's own words, TOML to copy, file and key names.
KEPT = re.compile(r"'[^']*'|\"[^\"]*\"|File > [\w >-]+\([\w ]+\)|TOML: .*|\([A-Z][^)]*\)|[\w./-]+ = \S+|\([a-z_]+\)")
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize("path", sorted(BROKEN.iterdir()), ids=lambda path: path.name)
def test_a_fault_is_said_in_thai(path: Path) -> None:
    found = check_file(path)
    if found is None:  # a policy that is faulty only where it is used
        return
    for fault in found.faults:
        said = fault.said("th").replace(str(BROKEN), "")
        assert THAI.search(said)
        assert not SENTENCE.search(KEPT.sub("", said)), said
        assert not THAI.search(KEPT.sub("", str(fault))) or fault.nearest or "'" in str(fault)


def test_the_nearest_name_is_asked_for_in_thai() -> None:
    said = Fault("a.toml: months", phrase("nothing"), phrase("text"), "12").said("th")
    assert said == "a.toml: months: พบ: ค่าว่าง; ที่ใช้ได้: ข้อความ; หมายถึง 12 หรือไม่"


def test_phrases_inside_phrases_are_of_one_language() -> None:
    inner = joined([phrase("row", row=3), "x"])
    whole = at("f.csv", phrase("or_blank", allowed=inner))
    assert whole == "f.csv: row 3, x, or blank if unknown"
    assert whole.th == "f.csv: แถวที่ 3, x หรือเว้นว่างหากไม่ทราบ"


def test_a_fault_keeps_its_thai_on_the_way_from_another_machine() -> None:
    fault = InputFault([Fault(at("f", "x"), phrase("nothing"), phrase("text"))], 3)
    again = pickle.loads(pickle.dumps(fault))
    assert again.said("th") == fault.said("th") and isinstance(again.faults[0].got, Phrase)


def test_terms_are_listed_in_the_readers_language_with_the_key_to_type() -> None:
    allowed = TermRule(KINDS).allowed()
    assert "agricultural cooperative (agricultural)" in allowed
    assert "สหกรณ์การเกษตร (agricultural)" in allowed.th
    assert NumberRule(0, 10, "baht").allowed().th == "ตัวเลขตั้งแต่ 0 ถึง 10 (หน่วย: บาท)"


@pytest.mark.parametrize(
    "words",
    [["check", "mine.toml"], ["explain", "mine.toml"], ["run", "mine.toml"], ["explain", "programe"]],
    ids=" ".join,
)
def test_every_command_says_them_in_the_language_asked_for(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text("mounts = 3\n", encoding="utf-8")
    for lang, said in (("th", "พบ: "), ("en", "got ")):
        assert run.main([*words, "--lang", lang]) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("sort", ["unknown keys", "terms", "tables", "parameters"])
def test_of_many_faults_of_a_scenario_the_first_are_told_and_the_rest_counted(sort: str, tmp_path: Path) -> None:
    text = {
        "unknown keys": "".join(f"a{n} = 1\n" for n in range(5_000)),
        "terms": "[[recommendation]]\nnumber = 1\nprovinces = [\n" + '"Loey",\n' * 5_000 + "]\n",
        "tables": "[[recommendation]]\nnumber = 1\n" * 999,
        "parameters": "[parameters]\n" + "".join(f"b{n} = 1\n" for n in range(5_000)),
    }[sort]
    path = tmp_path / "many.toml"
    path.write_text(text, encoding="utf-8")
    found = check_file(path)
    assert found is not None
    lines = str(found).splitlines()
    assert len(lines) == 21 and re.fullmatch(r"\.\.\. and [\d,]+ more", lines[-1])
    assert len(found.said("th").splitlines()) == 21

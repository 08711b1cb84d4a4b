"""``judge``: a sentence true by the table, files that other commands take, and nothing written on faults."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from dictionary_holes import holes
from filled_answers import filled

import run
from sim.language.layout import WIDTH, width

FIVE = "5.strength,{},{},{},{}"
TELL_WHAT_WAS_TYPED = {"answer.json", "report.html", "manifest.json"}
"""And the digests of those that do."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def answers(tmp_path):
    rows = [
        "5.strength,A,0.1,0.2,0.3", "4.strength,A,0.5,0.8,1.2", "10.strength,A,0.05,0.1,0.2",
        "5.strength,B,0.1,0.3,0.4", "4.strength,B,0.6,0.9,1.2", "10.strength,B,0.6,0.8,0.9",
        "13.strength,A,0.1,0.2,0.3", "5.month_cost,A,30000,40000,50000",
    ]  # fmt: skip
    return str(filled(tmp_path, *rows))


def typed(*words: str) -> int:
    return run.main(["judge", *words])


def test_the_first_sentence_is_true_by_the_table(answers, capsys):
    assert typed(answers, "--out", "made") == 0
    said = capsys.readouterr().out
    first = " ".join(said.partition("\n\n")[0].split())
    assert first.startswith(
        "Of 3 recommendations measured in standard deviations, 2 experts expect “Skills for leaders"
    )
    assert "Least is expected of “Public media and academic forums”." in first
    assert "Talk first about “Awareness of monitoring and feedback”: for how sure each is, they lie furthest" in first
    assert "(likely values from 0.10 to 0.80)" in first
    table = pd.read_parquet("made/judgements.parquet")
    pool = table[(table["role"] == "pool") & table["place"].notna()].set_index("number")
    assert pool["q50"].idxmax() == "04.strength" and pool["q50"].idxmin() == "05.strength"
    assert f"place {pool.loc['04.strength', 'place']:.0f}." in first
    second = pool["q50"].drop("04.strength").idxmax()
    assert f"told from the next, “{pool.loc[second, 'name_en']}”: " in first
    assert table[table["role"] == "pool"].set_index("number")["disagreement"].idxmax() == "10.strength"


def test_then_how_sure_what_it_rests_on_the_table_the_files_and_what_to_try(answers, capsys):
    typed(answers, "--out", "made")
    said = " ".join(capsys.readouterr().out.split())
    order = [said.index(words) for words in (
        "How sure", "lies above all that is declared, of: 05.month_cost (Public media", "What it rests on",
        "together (5 to 95 %)", "charts/judgements.png", "made/beliefs.csv", "compare --beliefs made/beliefs.csv",
    )]  # fmt: skip
    assert order == sorted(order)


def test_its_beliefs_are_taken_by_check_and_by_a_study(answers, capsys):
    typed(answers, "--out", "made")
    assert run.main(["check", "made/beliefs.csv"]) == 0
    plan = ["compare", "programme+05", "--months", "3", "--replicates", "2", "--plan"]
    assert run.main([*plan, "--beliefs", "made/beliefs.csv"]) == 0
    assert "two studies" in capsys.readouterr().out


def test_it_is_told_again_in_thai_and_read_where_it_was_left(answers, capsys):
    typed(answers, "--out", "made")
    before = Path("made/beliefs.csv").read_bytes()
    assert typed(answers, "--out", "made", "--lang", "th") == 0
    said = capsys.readouterr().out
    assert "ผู้เชี่ยวชาญ 2 คนคาดว่า" in said and "--lang th" in said.splitlines()[-1]
    assert Path("made/beliefs.csv").read_bytes() == before
    assert typed(answers, "--out", "made", "--lang", "th") == 0
    assert "ได้เก็บผลไว้แล้ว" in capsys.readouterr().err


def test_the_same_answers_in_other_files_are_the_same_judgement(tmp_path, capsys):
    """Whatever the files are called and in whatever order they are typed."""
    one = filled(tmp_path, FIVE.format("A", 0.1, 0.2, 0.3), name="one.csv")
    two = filled(tmp_path, FIVE.format("B", 0.2, 0.3, 0.9), name="two.csv")
    typed(str(one), str(two), "--out", "made")
    typed(str(two), str(one), "--out", "again")
    before = {path.name: path.read_bytes() for path in Path("made").rglob("*") if path.is_file()}
    again = {path.name: path.read_bytes() for path in Path("again").rglob("*") if path.is_file()}
    assert {name for name in before if again[name] != before[name]} <= TELL_WHAT_WAS_TYPED and set(again) == set(before)
    one.rename("three.csv")
    assert typed("two.csv", "three.csv", "--out", "made") == 0
    assert {path.name: path.read_bytes() for path in Path("made").rglob("*") if path.is_file()} == before
    filled(tmp_path, FIVE.format("B", 0.2, 0.3, 1.9), name="two.csv")
    assert typed("two.csv", "three.csv", "--out", "made") == 2


def test_figures_for_a_program(answers, capsys):
    assert typed(answers, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["experts"] == ["A", "B"] and found["weights"] == "equal" and found["most_disputed"] == "10.strength"
    assert found["headline"]["th"].startswith("ในข้อเสนอแนะ 3 ข้อ") and Path(found["beliefs"]).is_file()
    assert {row["role"] for row in found["judgements"]} == {"expert", "pool", "declared"}


def test_one_expert_is_one_opinion(tmp_path, capsys):
    rows = ["5.strength,A,0.1,0.2,0.3", "4.strength,A,0.5,0.8,1.2"]
    assert typed(str(filled(tmp_path, *rows)), "--out", "made") == 0
    said = capsys.readouterr().out
    assert (
        said.startswith("Of two recommendations measured in standard deviations, one expert expects “Skills")
        and "Talk first" not in said.partition("\n\n")[0]
    )
    flat = " ".join(said.split())
    assert "One expert is one opinion" in flat and "expert's middle value lies" in flat and "group" not in flat


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["5.strength,A,0.1,0.2,0.3", "5.strength,B,0.1,0.2,0.3"], "they hardly disagree about anything"),
        (["5.strength,A,0.1,0.2,0.3", "4.strength,B,0.1,0.2,0.3"], "No two of them answered the same question"),
    ],
)
def test_those_who_agree_are_not_said_to_disagree(tmp_path, capsys, rows, says):
    assert typed(str(filled(tmp_path, *rows)), "--out", "made") == 0
    assert says in " ".join(capsys.readouterr().out.partition("\n\n")[0].split())


def test_of_a_single_number_nothing_does_most(tmp_path, capsys):
    rows = ["team_cost,A,45000,50000,60000", "team_cost,B,60000,70000,90000"]
    assert typed(str(filled(tmp_path, *rows)), "--out", "made") == 0
    first = " ".join(capsys.readouterr().out.partition("\n\n")[0].split())
    assert first.startswith("2 experts said what they believe of one number. Talk first about team_cost")


def first_of(tmp_path, capsys, rows, lang="en"):
    """The first sentence of what is said of these answers."""
    typed(str(filled(tmp_path, *rows)), "--out", "made", "--json")
    return json.loads(capsys.readouterr().out)["headline"][lang]


@pytest.mark.parametrize(
    ("rows", "en", "th"),
    [
        (
            ["4.strength,A,0.3,0.5,0.9", "5.strength,A,0.3,0.4,0.6", "13.strength,A,0.9,0.95,0.99",
             "4.strength,B,0.3,0.5,0.9", "5.strength,B,0.3,0.4,0.6"],
            "Of two recommendations measured in standard deviations,"
            " 2 experts expect “Skills for leaders who are ready”"
            " to do more for those it reaches: it would move the middle one of 100 to place 69."
            " It is not told from the next, “Public media and academic forums”: only 68 % sure that it does more"
            " (2 experts answered both). For how sure each is, they hardly disagree about anything.",
            "ในข้อเสนอแนะ 2 ข้อที่วัดเป็นส่วนเบี่ยงเบนมาตรฐาน ผู้เชี่ยวชาญ 2 คนคาดว่า “ความรู้และทักษะแก่ผู้นำที่มีความพร้อม”"
            " ให้ผลแก่ผู้ได้รับมากกว่า คือเลื่อนแห่งที่อยู่ตรงกลางใน 100 แห่งไปลำดับ 69"
            " ยังแยกไม่ออกจากลำดับถัดไป คือ “สื่อประชาสัมพันธ์และเวทีวิชาการ”:"
            " ผู้เชี่ยวชาญ 2 คนที่ตอบทั้งสองข้อมั่นใจเพียง 68 % ว่าให้ผลมากกว่า"
            " เมื่อเทียบกับความมั่นใจของแต่ละคน แทบไม่เห็นต่างกันในเรื่องใด",
        ),
        (
            ["4.strength,A,0.8,1.0,1.2", "5.strength,A,0.1,0.2,0.3", "10.strength,A,0.3,0.4,0.5"],
            "Of 3 recommendations measured in standard deviations,"
            " one expert expects “Skills for leaders who are ready”"
            " to do most for those it reaches: it would move the middle one of 100 to place 84."
            " It is told from the next, “Awareness of monitoring and feedback”: 100 % sure that it does more"
            " (one expert answered both). Least is expected of “Public media and academic forums”."
            " Nobody else was asked.",
            "ในข้อเสนอแนะ 3 ข้อที่วัดเป็นส่วนเบี่ยงเบนมาตรฐาน ผู้เชี่ยวชาญ 1 คนคาดว่า “ความรู้และทักษะแก่ผู้นำที่มีความพร้อม”"
            " ให้ผลมากที่สุดแก่ผู้ได้รับ คือเลื่อนแห่งที่อยู่ตรงกลางใน 100 แห่งไปลำดับ 84"
            " แยกออกจากลำดับถัดไป คือ “ความตระหนักในการติดตามประเมินผลและข้อมูลย้อนกลับ”:"
            " ผู้เชี่ยวชาญ 1 คนที่ตอบทั้งสองข้อมั่นใจ 100 % ว่าให้ผลมากกว่า"
            " ที่คาดว่าให้ผลน้อยที่สุดคือ “สื่อประชาสัมพันธ์และเวทีวิชาการ” ไม่มีคำตอบของผู้อื่น",
        ),
    ],
    ids=["two, not told apart", "three, told apart"],
)  # fmt: skip
def test_the_first_sentence_says_of_what_and_whether_the_first_is_told_from_the_second(tmp_path, capsys, rows, en, th):
    """13 has a higher number in another unit and is no rival."""
    assert first_of(tmp_path, capsys, rows) == en
    assert first_of(tmp_path, capsys, rows, "th") == th


APART = ["4.strength,A,0.3,0.5,0.9", "4.strength,B,0.3,0.5,0.9", "5.strength,A,0.3,0.4,0.6", "5.strength,B,0.3,0.4,0.6"]


def test_what_few_answered_is_in_no_order(tmp_path, capsys):
    """Three answered, and a single one of them what would come last."""
    rows = [*APART, "4.strength,C,0.3,0.5,0.9", "10.strength,C,0.01,0.02,0.03"]
    typed(str(filled(tmp_path, *rows)), "--out", "made")
    said = capsys.readouterr().out
    flat = " ".join(said.split())
    assert flat.startswith("Of two recommendations measured in standard deviations, those of 3 experts who answered")
    assert "only 68 % sure that it does more (2 experts answered both)" in flat
    assert "Not in that order, as half of the experts or fewer answered: “Awareness of monitoring" in flat
    assert "of 3 experts expect" not in flat and "Least is expected" not in flat
    experts = {line.split()[0]: line.split()[-2:] for line in said.splitlines() if ".strength  " in line}
    assert {name: cells[0] for name, cells in experts.items()} == {
        "04.strength": "3", "05.strength": "2", "10.strength": "1"
    }  # fmt: skip
    assert experts["10.strength"][1] == "–"


def test_where_nobody_answered_two_there_is_no_order(tmp_path, capsys):
    said = first_of(tmp_path, capsys, ["4.strength,A,0.1,0.2,0.3", "5.strength,B,0.4,0.5,0.6"])
    assert said.startswith("2 experts said what they believe of 2 numbers. Nobody compared enough of them")
    assert "expect" not in said


def test_the_share_of_disagreement_is_the_median_of_what_two_or_more_answered(tmp_path, capsys):
    rows = [*APART, "10.strength,A,0.1,0.2,0.3", "10.strength,B,0.7,0.8,0.9", "13.strength,A,0.1,0.2,0.3"]
    typed(str(filled(tmp_path, *rows, "5.month_cost,B,1000,2000,3000")), "--out", "made")
    assert "0 % is disagreement" in (flat := " ".join(capsys.readouterr().out.split()))
    assert "(median of 3 numbers that two or more answered)" in flat
    typed(str(filled(tmp_path, *rows[4:6], *rows[:2])), "--out", "more")
    table = pd.read_parquet("more/judgements.parquet")
    shares = table.loc[table["role"] == "pool", "disagreement"]
    assert f" {50 * shares.sum():.0f} % is disagreement" in " ".join(capsys.readouterr().out.split())


def test_numbers_of_one_unit_stand_together_under_its_name(answers, capsys):
    typed(answers, "--out", "made")
    lines = capsys.readouterr().out.splitlines()
    standard = lines.index("in standard deviations that the whole campaign adds in those it reaches:")
    baht = lines.index("in baht a month in a province:")
    codes = {line.split()[0] for line in lines[standard + 1 : baht]}
    assert codes == {"04.strength", "05.strength", "10.strength"}
    assert lines[lines.index("in support at hand after a case, 0 to 1:") + 1].split()[0] == "13.strength"


def test_of_two_alike_neither_is_surely_more(tmp_path, capsys):
    rows = ["4.strength,A,0.3,0.5,0.9", "5.strength,A,0.3,0.5,0.9"]
    assert "only 50 % sure that it does more" in first_of(tmp_path, capsys, rows)


def test_seed_questions_weigh(tmp_path, capsys):
    filled(tmp_path, "clubs,100", "shops,50", name="seeds.csv", heading="seed,truth")
    rows = [
        "5.strength,A,0.1,0.2,0.3", "clubs,A,90,101,110", "shops,A,40,51,60",
        "5.strength,B,0.6,0.7,0.8", "clubs,B,10,11,12", "shops,B,10,11,12",
    ]  # fmt: skip
    file = str(filled(tmp_path, *rows))
    assert typed(file, "--seeds", "seeds.csv", "--weights", "performance", "--out", "made") == 0
    said = capsys.readouterr().out
    assert "Cooke's classical model" in said and "2 / 2" in said and "0 / 2" in said
    assert Path("made/experts.csv").is_file() and holes(Path("made")) == []
    assert typed(file, "--weights", "performance") == 2
    assert "--seeds" in capsys.readouterr().err
    assert typed(file, "--out", "other") == 2  # without --seeds nobody knows what was asked
    assert "unknown question 'clubs'" in capsys.readouterr().err


@pytest.mark.parametrize(("seeds", "few"), [(2, True), (7, True), (8, False)])
def test_few_seed_questions_are_said_to_weigh_by_luck(tmp_path, capsys, seeds, few):
    names = [f"seed {nth}" for nth in range(seeds)]
    filled(tmp_path, *(f"{name},100" for name in names), name="seeds.csv", heading="seed,truth")
    rows = [f"{name},{expert},90,101,{high}" for name in names for expert, high in (("A", 110), ("B", 120))]
    file = str(filled(tmp_path, *rows, "5.strength,A,0.1,0.2,0.3", "5.strength,B,0.1,0.2,0.3"))
    typed(file, "--seeds", "seeds.csv", "--weights", "performance", "--out", "made")
    said = " ".join(capsys.readouterr().out.split())
    assert (f"with fewer than eight seed questions (here {seeds}) chance" in said) is few
    typed(file, "--seeds", "seeds.csv", "--out", "equal")
    assert "Do not rest on these weights" not in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "one of ANSWERS, --questionnaire FILE, --numbers"),
        (("a.csv", "--numbers"), "one of"),
        (("a.csv", "--ask", "5.strength"), "--questionnaire"),
        (("missing.csv",), "no such file"),
        (("--questionnaire", "q.docx"), ".csv or .xlsx"),
        (("--questionnaire", "q.csv", "--ask", "5.strenght"), "did you mean 05.strength?"),
        (("--questionnaire", "nowhere/q.csv"), "nowhere/q.csv"),
    ],
)
def test_wrong_input_writes_nothing(words, says, capsys):
    assert typed(*words) == 2
    assert says in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_faulty_answers_write_nothing(tmp_path, capsys):
    file = filled(tmp_path, "5.strength,A,0.4,0.3,0.5", "4.strenght,A,0.1,0.2,0.3")
    assert typed(str(file), "--lang", "th") == 2
    said = capsys.readouterr().err
    assert "แถวที่ 2" in said and "แถวที่ 3" in said and "04.strength" in said
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]


def test_a_questionnaire_is_written_once(capsys):
    assert typed("--questionnaire", "q.xlsx") == 0
    assert typed("--questionnaire", "q.xlsx") == 0
    assert "there already" in capsys.readouterr().out
    assert typed("--questionnaire", "q.csv", "--ask", "team_cost", "--lang", "th") == 0
    assert "คำถาม 1 ข้อ" in capsys.readouterr().out
    assert len(Path("q.csv").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("lang", ["en", "th"])
def test_all_numbers_are_listed(lang, capsys):
    assert typed("--numbers", "--lang", lang) == 0
    said = capsys.readouterr().out
    for name in ("05.strength", "cai.capacity", "team_cost", "turnover", "14.every"):
        assert any(line.startswith(f"{name} ") for line in said.splitlines())


def test_names_of_experts_are_shown_harmless(tmp_path, capsys):
    rows = ["5.strength,=2+3,0.1,0.2,0.3", "5.strength,\x1b[31mred,0.2,0.3,0.4"]
    assert typed(str(filled(tmp_path, *rows)), "--out", "made") == 0
    assert "\x1b" not in capsys.readouterr().out
    assert "'=2+3" in Path("made/judgements.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_is_said_fits_a_terminal_but_for_what_is_pasted(answers, capsys, lang):
    typed(answers, "--out", "made", "--lang", lang)
    lines = capsys.readouterr().out.splitlines()
    assert all(width(line) <= WIDTH for line in lines if "run.py" not in line)

"""A comparison under beliefs: the same worlds, what changed, any workers; beliefs as declared change nothing."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest

import run
from analysis.answers import comparison, outcomes
from analysis.answers.unbelieved import Change, change_lines
from analysis.effects.statistics import Estimate
from analysis.studies.study import Study

COMPARED = ["compare", "programme+05", "programme+12", "--months", "30", "--seed", "3", "--replicates", "6"]
TABLES = ("runs.parquet", "monthly.parquet", "alliances.parquet", "effects.csv")


@pytest.fixture(autouse=True)
def sketched(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own, and no chart is drawn."""

    def chart(study, folder):
        (folder / "charts").mkdir()

    def compared(contest, study, folder, *, declared=None):
        comparison.effects_of(contest, study).to_csv(folder / "effects.csv", index=False)
        chart(study, folder)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(outcomes, "chart", chart)
    monkeypatch.setattr(comparison, "chart", compared)


def beliefs(*rows: str, name: str = "beliefs.csv") -> str:
    Path(name).write_text("\n".join(["number,distribution,low,likely,high", *rows]) + "\n", encoding="utf-8")
    return name


def typed(*words: str) -> int:
    return run.main([*COMPARED, *words])


def tables(folder: str) -> dict[str, bytes]:
    return {name: (Path(folder) / name).read_bytes() for name in TABLES}


def test_both_are_told_beside_each_other(capsys):
    beliefs("5.strength,even,1.5,,2.5")
    assert typed("--beliefs", "beliefs.csv", "--out", "mine") == 0
    said = capsys.readouterr().out
    assert "With one number as believed in beliefs.csv" in said
    assert "05.strength (Public media and academic forums) 2, declared 0.23" in said
    assert "What the beliefs change, in the same worlds" in said and "mine-as-declared" in said
    assert "--beliefs beliefs.csv" in said  # what is pasted next is about the same
    assert typed("--out", "plain") == 0
    assert tables("plain") == tables("mine-as-declared")


def test_only_what_is_believed_otherwise_differs():
    beliefs("5.strength,even,1.5,,2.5")
    typed("--beliefs", "beliefs.csv", "--out", "mine")
    one, other = (pd.read_parquet(folder + "/runs.parquet") for folder in ("mine", "mine-as-declared"))
    same = one["lasting"].eq(other["lasting"]).groupby(one["scenario"]).all()
    assert same["programme+12"] and same["programme"] and same["baseline"]
    differs = one["alive"].ne(other["alive"]).groupby(one["scenario"]).any()
    assert differs["programme+05"]


def test_a_manifest_says_what_was_believed():
    beliefs("5.strength,even,1.5,,2.5")
    typed("--beliefs", "beliefs.csv", "--out", "mine")
    told = json.loads(Path("mine/manifest.json").read_text())["settings"]["beliefs"]
    assert told == {"strength of 05-public-media": ["even", 1.5, 2.5]}
    assert "beliefs" not in json.loads(Path("mine-as-declared/manifest.json").read_text())["settings"]


def test_beliefs_as_declared_are_the_very_same_study(capsys):
    """Bit for bit, the whole folder; and nothing is run a second time."""
    beliefs("5.strength,even,0.06,,0.4", "12.coverage,even,0.25,,0.8", "turnover,log,0.01,,0.04")
    assert typed("--out", "plain") == 0
    before = {path: path.read_bytes() for path in Path("plain").rglob("*") if path.is_file()}
    assert typed("--out", "mine", "--beliefs", "beliefs.csv") == 0
    after = {Path("plain") / path.relative_to("mine"): path.read_bytes() for path in Path("mine").rglob("*")
             if path.is_file()}  # fmt: skip
    assert after == before and not Path("mine-as-declared").exists()
    assert "every number as declared, so that nothing changes" in capsys.readouterr().out
    assert typed("--out", "plain", "--beliefs", "beliefs.csv") == 0


def test_the_same_bytes_for_any_workers_and_other_beliefs_are_another_study(capsys):
    beliefs("5.strength,triangle,0.1,0.3,0.9")
    assert typed("--beliefs", "beliefs.csv", "--out", "one", "--workers", "1") == 0
    assert typed("--beliefs", "beliefs.csv", "--out", "two", "--workers", "2") == 0
    assert tables("one") == tables("two")
    beliefs("5.strength,triangle,0.1,0.3,0.8")
    assert typed("--beliefs", "beliefs.csv", "--out", "one") == 2
    assert "other beliefs" in capsys.readouterr().err
    assert typed("--out", "one") == 2
    assert "other beliefs" in capsys.readouterr().err


def test_faults_come_before_anything_is_written(capsys):
    beliefs("5.strength,even,0.5,,0.1", "lnik_push,even,1,,2")
    for command in (COMPARED, ["run", "programme"], ["validate"], ["validate", "--structure"]):
        assert run.main([*command, "--beliefs", "beliefs.csv", "--out", "new"]) == 2
        said = capsys.readouterr()
        assert "row 2, high" in said.err and "did you mean link_push?" in said.err and not said.out
    assert sorted(path.name for path in Path().iterdir()) == ["beliefs.csv"]


def test_what_the_fit_has_learnt_may_be_believed_without_it(capsys):
    beliefs("link_push,even,1,,2")
    assert typed("--beliefs", "beliefs.csv", "--out", "new") == 2
    assert "--posterior none" in capsys.readouterr().err
    assert typed("--beliefs", "beliefs.csv", "--out", "new", "--posterior", "none", "--plan") == 0
    assert "two studies" in capsys.readouterr().out


def test_a_stranger_in_either_place_is_seen_before_anything_runs(capsys):
    beliefs("5.strength,even,1.5,,2.5")
    Path("mine").mkdir()
    Path("mine/note.txt").write_text("mine", encoding="utf-8")
    assert typed("--beliefs", "beliefs.csv", "--out", "mine") == 2
    assert not Path("mine-as-declared").exists()


def test_check_takes_a_file_of_beliefs(capsys):
    assert run.main(["check", beliefs("5.strength,even,1.5,,2.5")]) == 0
    assert run.main(["check", beliefs("5.strength,even,1.5,,9")]) == 2
    assert run.main(["check", "--lang", "th", beliefs("5.strength,even,1.5,,9")]) == 2
    assert "แถวที่ 2" in capsys.readouterr().err


def test_check_takes_beliefs_about_a_policy_that_is_checked_beside_them():
    policy = str(Path(__file__).parents[2] / "support" / "village-radio.toml")
    file = beliefs("village-radio.strength,even,0.1,,0.2")
    assert run.main(["check", file]) == 2
    assert run.main(["check", policy, file]) == 0
    assert run.main(["check", "missing.toml", file]) == 2


def test_run_draws_from_beliefs_and_says_so(capsys):
    file = beliefs("5.strength,even,1.5,,2.5")
    asked = ["run", "programme+05", "--months", "3", "--replicates", "2", "--beliefs", file, "--json"]
    assert run.main([*asked, "--out", "one"]) == 0
    assert json.loads(Path("one/manifest.json").read_text())["settings"]["beliefs"]


# What is said of a change


NAMES = {
    "a": ("Able leaders", "ผู้นำ"), "b": ("Media", "สื่อ"), "c": ("Forums", "เวที"), "d": ("Plans", "แผน"),
}  # fmt: skip


def estimate(mean, low, high):
    return Estimate(mean, low, high, 9)


UNCLEAR = {key: estimate(0.0, -1.0, 1.0) for key in NAMES}
CHANGES = {**UNCLEAR, "a": estimate(-1.5, -2.0, -1.0)}
MEANS = {"a": 2.0, "b": 1.0, "c": 0.5, "d": 0.1}


def told(leads, level, change=UNCLEAR, *, lang="en", tau=math.nan, keys="abcd"):
    means = {key: MEANS[key] for key in keys}
    found = Change(means, {**means, "a": 0.6}, {key: change[key] for key in keys}, leads, level, tau)
    study = Study.__new__(Study)
    object.__setattr__(study, "folder", Path("there"))
    return change_lines(found, study, NAMES, lang)


ALONE = (("a",), ("a",))
SAME = (
    "What the beliefs change, in the same worlds: the highest average is that of “Able leaders”,"
    " with them as with every"
)


@pytest.mark.parametrize(
    ("leads", "level", "tau", "en", "th"),
    [
        (
            ALONE,
            ((), ()),
            1.0,
            SAME
            + " number as declared, and in both it is told apart from every other. How far the two orders agree: +1.00"
            " (+1 the same, −1 reversed).",
            "สิ่งที่ความเชื่อเปลี่ยนในสถานการณ์ชุดเดียวกัน: “ผู้นำ” มีค่าเฉลี่ยสูงที่สุดทั้งเมื่อใช้ความเชื่อและเมื่อทุกตัวเลขเป็นตามที่ระบุไว้"
            " และทั้งสองแบบแยกจากนโยบายอื่นได้ทุกข้อ ลำดับทั้งสองสอดคล้องกัน +1.00 (+1 เหมือนกัน −1 กลับกัน)",
        ),
        (
            ALONE,
            (("b",), ("b",)),
            math.nan,
            SAME + " number as declared, and in both it is not told apart from “Media”.",
            "สิ่งที่ความเชื่อเปลี่ยนในสถานการณ์ชุดเดียวกัน: “ผู้นำ” มีค่าเฉลี่ยสูงที่สุดทั้งเมื่อใช้ความเชื่อและเมื่อทุกตัวเลขเป็นตามที่ระบุไว้"
            " และทั้งสองแบบยังแยกไม่ออกจาก “สื่อ”",
        ),
        (
            ALONE,
            ((), ("b", "c")),
            math.nan,
            SAME + " number as declared. With the beliefs it is not told apart from “Media”, “Forums”;"
            " as declared it is told apart from every other.",
            "สิ่งที่ความเชื่อเปลี่ยนในสถานการณ์ชุดเดียวกัน: “ผู้นำ” มีค่าเฉลี่ยสูงที่สุดทั้งเมื่อใช้ความเชื่อและเมื่อทุกตัวเลขเป็นตามที่ระบุไว้"
            " เมื่อใช้ความเชื่อยังแยกไม่ออกจาก “สื่อ”, “เวที” ตามที่ระบุไว้แยกจากนโยบายอื่นได้ทุกข้อ",
        ),
        (
            (("a", "b"), ("a", "b")),
            ((), ()),
            math.nan,
            "What the beliefs change, in the same worlds: the highest average is that of “Able leaders”, “Media”, with"
            " them as with every number as declared, and in both it is shared exactly between them.",
            "สิ่งที่ความเชื่อเปลี่ยนในสถานการณ์ชุดเดียวกัน: “ผู้นำ”, “สื่อ” มีค่าเฉลี่ยสูงที่สุดทั้งเมื่อใช้ความเชื่อและเมื่อทุกตัวเลขเป็นตามที่ระบุไว้"
            " และทั้งสองแบบเท่ากันพอดี",
        ),
        (
            (("a",), ("b",)),
            (("b",), ()),
            math.nan,
            "What the beliefs change, in the same worlds: with them the highest average is that of “Media”, told apart"
            " from every other; with every number as declared it is that of “Able leaders”,"
            " not told apart from “Media”.",
            "สิ่งที่ความเชื่อเปลี่ยนในสถานการณ์ชุดเดียวกัน: เมื่อใช้ความเชื่อ “สื่อ” มีค่าเฉลี่ยสูงที่สุด โดยแยกจากนโยบายอื่นได้ทุกข้อ"
            " เมื่อทุกตัวเลขเป็นตามที่ระบุไว้ “ผู้นำ” มีค่าเฉลี่ยสูงที่สุด โดยยังแยกไม่ออกจาก “สื่อ”",
        ),
    ],
)
def test_who_has_the_highest_mean_and_whether_it_is_told_apart(leads, level, tau, en, th):
    assert told(leads, level, tau=tau)[0] == en
    assert told(leads, level, tau=tau, lang="th")[0] == th


def test_of_one_policy_nobody_leads():
    assert told(ALONE, ((), ()), keys="a")[0] == "What the beliefs change of “Able leaders”, in the same worlds:"
    assert told(ALONE, ((), ()), keys="a", lang="th")[0] == "สิ่งที่ความเชื่อเปลี่ยนใน “ผู้นำ” ในสถานการณ์ชุดเดียวกัน:"


def test_two_policies_have_no_tau_and_are_told_apart_only_where_worlds_tell_them(capsys):
    """Neither 5 nor 12 adds anything in six worlds of 30 months."""
    file = beliefs("5.strength,even,0.2,,0.21")
    assert typed("--beliefs", file, "--json", "--out", "mine") == 0
    found = json.loads(capsys.readouterr().out)["as_declared"]
    assert found["tau"] is None
    for side in ("declared", "believed"):
        assert len(found["leads"][side]) + len(found["not_told_apart"][side]) == 2
    typed("--beliefs", file, "--out", "mine")
    said = capsys.readouterr().out
    assert (
        "Kendall" not in said and "; tau" not in said and "it is shared exactly between them" in " ".join(said.split())
    )


def test_what_clearly_changes_is_told():
    assert told(ALONE, ((), ()), CHANGES)[1] == "They clearly change the effect of: Able leaders."
    assert "no policy clearly" in told(ALONE, ((), ()))[1]


def test_places_are_those_of_the_means_and_ties_share_one():
    rows = [" ".join(line.split()) for line in told((("a",), ("b",)), ((), ()), CHANGES)[3:6]]
    assert rows[0].startswith("Able leaders 1 → 2 +2.0 +0.6 −1.5 (−2.0 to −1.0)")
    assert rows[1].startswith("Media 2 → 1") and rows[2].startswith("Forums 3 → 3")

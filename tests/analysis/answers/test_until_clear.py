"""Worlds added until it is clear: the same bytes as asked for at once, resumed where stopped, and true in words."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import run
from analysis.answers import clear, comparison, until_clear
from analysis.effects.enough import FEWEST, decide, looks
from analysis.effects.statistics import differences
from analysis.studies import study as studies
from sim.ensembles.ensemble import on_cores

ASKED = ["compare", "programme+07", "programme+14", "--months", "38", "--seed", "3", "--workers", "1"]
"""Which of 7 and 14 adds more is mostly chance: it takes more than the first look."""
UNTIL = [*ASKED, "--until-clear", "--replicates", "50", "--within", "0.05"]


def quick_in(folder, patch):
    """Commands are typed in ``folder``; charts and first batches take little time."""
    patch.chdir(folder)
    patch.setattr(until_clear, "FEWEST", 50)

    def chart(contest, study, folder):
        comparison.effects_everywhere(contest.over(study.scenarios), study).to_csv(folder / "effects.csv", index=False)

    patch.setattr(comparison, "chart", chart)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own."""
    quick_in(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A comparison until clear that nothing has stopped: its summary and its files."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        quick_in(tmp_path_factory.mktemp("whole"), patch)
        assert typed(*UNTIL, "--max-worlds", 100, "--out", "out", "--json") == 0
        return json.loads(said.getvalue()), everything("out")


def typed(*words):
    return run.main([str(word) for word in words])


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def until(capsys, *more, out="out"):
    """The summary of a comparison until clear."""
    capsys.readouterr()
    assert typed(*UNTIL, *more, "--out", out, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_it_ends_in_the_very_bytes_of_as_many_worlds_asked_for_at_once(lived, capsys):
    told = until(capsys, "--max-worlds", 100)
    assert told["worlds"] == told["until_clear"]["looks"][-1]["worlds"] > 50
    assert sorted(lived) == list(range(told["worlds"]))
    typed(*ASKED, "--replicates", told["worlds"], "--out", "fresh")
    assert everything("out") == everything("fresh")


def test_what_is_said_is_what_the_rule_says_of_the_runs(whole):
    told, files = whole
    runs = pd.read_parquet(io.BytesIO(files["runs.parquet"]))
    added = differences(runs, "lasting", dict.fromkeys(["programme+07", "programme+14"], "programme"))
    added = pd.concat([pd.Series(0.0, added.index, name="programme"), added], axis=1)
    found = decide(added, looks(50, 100), 0.05)
    assert [one["worlds"] for one in told["until_clear"]["looks"]] == [one.worlds for one in found]
    assert told["until_clear"]["leader"] == found[-1].leader and told["until_clear"]["decided"] == found[-1].decided
    by_policy = {one["policy"]: one for one in told["until_clear"]["rivals"]}
    for rival in found[-1].rivals:
        assert by_policy[rival.policy]["said"] == rival.said
        assert by_policy[rival.policy]["lead"] == pytest.approx(rival.gap.mean)


@pytest.mark.parametrize("stop", [20, pytest.param(60, marks=pytest.mark.slow)])
def test_stopped_in_any_look_it_goes_on_to_the_same(whole, lived, monkeypatch, capsys, stop):
    told, files = whole

    def interrupted(job, chunks, workers):
        for draws, shard in on_cores(job, chunks, workers):
            if draws.stop > stop:
                raise KeyboardInterrupt
            yield draws, shard

    with monkeypatch.context() as patch:
        patch.setattr(studies, "on_cores", interrupted)
        assert typed(*UNTIL, "--max-worlds", 100, "--out", "out") == 130
    lived.clear()
    again = until(capsys, "--max-worlds", 100)
    assert min(lived) >= stop - 1 and everything("out") == files
    assert again["until_clear"] == told["until_clear"] | {
        "seconds_needed": again["until_clear"]["seconds_needed"],
    }
    assert not list(Path().glob("*.unfinished"))


def test_the_same_command_again_runs_nothing_and_worlds_that_are_there_count(lived, capsys):
    first = until(capsys, "--max-worlds", 75)
    lived.clear()
    again = until(capsys, "--max-worlds", 75)
    assert not lived and again["until_clear"]["looks"] == first["until_clear"]["looks"]
    more = until(capsys, "--max-worlds", 100)
    assert sorted(lived) == list(range(75, more["worlds"]))
    assert more["until_clear"]["looks"][: len(first["until_clear"]["looks"])] == first["until_clear"]["looks"]
    lived.clear()
    typed(*ASKED, "--replicates", 110, "--out", "out")
    lived.clear()
    assert until(capsys, "--max-worlds", 100)["worlds"] == 110 and not lived


def test_what_is_open_is_said_with_what_closing_it_would_cost(capsys):
    assert typed(*UNTIL, "--within", "0.01", "--max-worlds", 50, "--out", "out") == 0
    told = capsys.readouterr().out
    said = " ".join(told.split())
    assert told.splitlines()[0].startswith(("None of 2 policies", "Of 2 policies compared with “The programme”, “14."))
    assert "Still open after 50 worlds: whether “" in said
    assert "at most 5 in 100 such answers are wrong. Zone of indifference: 0.01 lasting alliances." in said
    assert "Closing that takes about" in said or "no practical number of worlds" in said
    if "Closing that takes about" in said:
        line = next(line for line in told.splitlines() if "--until-clear --within" in line)
        assert " compare programme+07 programme+14 --until-clear --within 0.01 --max-worlds " in line
        assert " --replicates 50 --seed 3 --months 38 --out out" in line


@pytest.mark.parametrize("lang", [pytest.param("en", marks=pytest.mark.slow), "th"])
def test_each_look_that_decides_nothing_is_told_while_it_runs(capsys, lang):
    typed(*UNTIL, "--within", "0.01", "--max-worlds", 75, "--out", "out", "--lang", lang)
    told = capsys.readouterr().err
    assert {"en": "After 50 worlds still open", "th": "หลังจำลอง 50 สถานการณ์"}[lang] in told
    assert "75" in told


def believed(folder="."):
    Path(folder, "beliefs.csv").write_text("number,distribution,low,likely,high\n7.strength,even,0.1,,0.2\n")
    return "--beliefs", "beliefs.csv"


@pytest.mark.slow
def test_what_beliefs_change_is_told_of_the_very_worlds_it_took(capsys):
    told = until(capsys, "--max-worlds", 100, *believed(), out="mine")
    assert told["as_declared"]["folder"] == "mine-as-declared"
    typed(*ASKED, "--replicates", told["worlds"], "--out", "fresh")
    assert everything("mine-as-declared") == everything("fresh")
    assert typed(*UNTIL, "--max-worlds", 100, *believed(), "--out", "mine") == 0
    assert "What the beliefs change, in the same worlds" in capsys.readouterr().out


def test_a_stranger_in_the_place_as_declared_is_seen_before_anything_runs(lived, capsys):
    Path("mine-as-declared").mkdir()
    Path("mine-as-declared", "letter.txt").write_text("mine")
    assert typed(*UNTIL, *believed(), "--out", "mine") == 2
    assert "mine-as-declared" in capsys.readouterr().err and not lived and not Path("mine").exists()


def test_a_plan_counts_both_where_something_is_believed(capsys):
    typed(*UNTIL, "--plan", "--json")
    plain = json.loads(capsys.readouterr().out)
    typed(*UNTIL, "--plan", "--json", *believed())
    both = json.loads(capsys.readouterr().out)
    assert [both[end]["runs"] for end in both] == [2 * plain[end]["runs"] for end in plain]


def test_exact_copies_stop_at_the_first_look_and_are_called_level(capsys, tmp_path):
    """Two scenarios of one content, and one that adds nothing at all."""
    for name in ("one", "two"):
        words = f'name = "{name}"\nextends = "programme"\n[[recommendation]]\nnumber = 4\n'
        (tmp_path / f"{name}.toml").write_text(words, encoding="utf-8")
    words = ["compare", "one.toml", "two.toml", *ASKED[3:], "--until-clear", "--replicates", 50, "--within", 5]
    assert typed(*words, "--out", "out", "--json") == 0
    told = json.loads(capsys.readouterr().out)["until_clear"]
    assert told["decided"] and [one["worlds"] for one in told["looks"]] == [50]
    rivals = {one["policy"]: one for one in told["rivals"]}
    other = ({"one", "two"} - {told["leader"]}).pop()
    assert rivals[other]["said"] == "level" and rivals[other]["lead"] == 0.0


def test_a_plan_tells_the_least_and_the_most(capsys):
    assert typed(*UNTIL, "--max-worlds", 160, "--plan", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["least"]["worlds"], told["most"]["worlds"]) == (50, 150)
    assert typed(*UNTIL, "--max-worlds", 160, "--plan") == 0
    said = capsys.readouterr().out
    assert said.startswith("At least: 200 runs (50 worlds") and "\nAt most: 600 runs (150 worlds" in said
    assert not list(Path().iterdir())


@pytest.mark.parametrize(("within", "said"), [(1.0, "1 lasting alliance"), (0.5, "0.5 lasting alliances")])
def test_one_alliance_is_told_as_one(within, said):
    assert clear.zone(within, "en") == said and clear.zone(within, "th") == f"{within:g} เครือข่ายที่ยั่งยืน"


def test_the_most_is_sixteen_first_batches_unless_it_is_said():
    assert until_clear.aim_of(200, 0.5, None) == (0.5, 3200)
    assert until_clear.aim_of(FEWEST, 0.5, FEWEST) == (0.5, 200)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--until-clear", "--within", "0"], "--within: got '0'; allowed: a number from 0.01 to 100"),
        (["--until-clear", "--within", "-1"], "got '-1'"),
        (["--until-clear", "--within", "nan"], "got 'nan'"),
        (["--until-clear", "--within", "1e9"], "got '1e9'"),
        (["--until-clear", "--within", "half"], "got 'half'"),
        (["--until-clear", "--within", "๑"], "got '๑'"),
        (["--until-clear", "--max-worlds", "0"], "got '0'; allowed: a whole number from 1"),
        (["--until-clear", "--max-worlds", "100"], "--max-worlds 100: got fewer worlds than the first batch of 200"),
        (["--until-clear", "--replicates", "199"], "--replicates 199: got too few worlds for the first look"),
        (["--until-clear", "--replicates", "50"], "allowed: a first batch of 200 worlds or more"),
        (["--within", "0.5"], "--within 0.5: got an option of --until-clear"),
        (["--max-worlds", "300"], "--max-worlds 300: got an option of --until-clear"),
        (["--until-clear", "--world", "3"], "unrecognized arguments: --world 3"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("more", [[], ["--plan"]], ids=["run", "plan"])
def test_what_makes_no_sense_is_refused_and_nothing_written(monkeypatch, capsys, words, said, more):
    monkeypatch.setattr(until_clear, "FEWEST", FEWEST)
    assert typed("compare", "media", *words, *more) == 2
    answer = capsys.readouterr()
    assert answer.out == "" and said in answer.err and "Traceback" not in answer.err
    assert not list(Path().iterdir())


def test_refusals_are_in_thai_for_who_reads_thai(capsys):
    assert typed("compare", "media", "--until-clear", "--max-worlds", "100", "--lang", "th") == 2
    assert "น้อยกว่าชุดแรกซึ่งมี 200 สถานการณ์" in capsys.readouterr().err


def test_where_doing_nothing_is_best_it_is_the_leader(monkeypatch):
    """The reference stands among the options, and adds nothing."""

    class Made:
        def runs(self, *_):
            random, parts = np.random.default_rng(1), []
            for key, effect in (("baseline", 0.0), ("programme", 9.0), ("programme+04", 4.0), ("programme+13", 5.0)):
                lasting = effect + random.normal(0, 0.1, 50)
                parts.append(pd.DataFrame({"scenario": key, "draw": range(50), "replicate": 0, "lasting": lasting}))
            return pd.concat(parts)

    from analysis.answers.contest import chosen

    contest = chosen(["programme+04", "programme+13"])
    (look,) = until_clear._decided(contest, Made(), [50], until_clear.Aim(0.5, 50))
    assert look.leader == "programme" and look.decided
    assert {one.policy for one in look.rivals} == {"programme+04", "programme+13"}

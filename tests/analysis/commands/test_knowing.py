"""``sensitivity`` and ``worth`` as they are typed: what they leave and say, read again, and refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from dictionary_holes import holes

from analysis.answers.sensitivity import shown
from sim.language.layout import WIDTH, width

SMALL = ["--months", "30", "--replicates", "100", "--workers", "2"]
THAI = re.compile("[ก-๙]")
BOTH = ["programme+04", "programme+13"]


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """What each command leaves of a small study, typed once."""
    import contextlib
    import io
    import os

    import run

    place, said, before = tmp_path_factory.mktemp("left"), {}, Path.cwd()
    os.chdir(place)
    try:
        for command in ("sensitivity", "worth"):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                assert run.main([command, *BOTH, *SMALL, "--out", command]) == 0
            said[command] = out.getvalue()
    finally:
        os.chdir(before)
    return place, said


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(folder, name):
    return pd.read_parquet(folder / f"{name}.parquet")


@pytest.mark.parametrize(
    ("command", "tables", "charts"),
    [("sensitivity", ["sensitivity"], ["tornado"]), ("worth", ["worth", "pilot"], ["knowing", "pilot"])],
)
def test_tables_charts_and_manifest_are_left(left, command, tables, charts):
    place, said = left
    there = files(place / command)
    assert {"manifest.json", "runs.parquet", "found.json"} <= set(there)
    assert {f"{table}.{end}" for table in tables for end in ("csv", "parquet")} <= set(there)
    assert {f"charts/{chart}.{end}" for chart in charts for end in ("png", "svg")} <= set(there)
    assert holes(place / command) == []
    for table in tables:
        written = pd.read_csv(place / command / f"{table}.csv", encoding="utf-8-sig")
        assert len(written) == len(read(place / command, table))
        assert list(written) == list(read(place / command, table))
    assert all(f"{chart}.png" in said[command] for chart in charts)


def test_the_first_sentence_of_sensitivity_is_true_of_its_tables(left):
    place, said = left
    found = json.loads((place / "sensitivity" / "found.json").read_text(encoding="utf-8"))
    runs = pd.read_parquet(place / "sensitivity" / "runs.parquet")
    means = runs.pivot(index="draw", columns="scenario", values="lasting").mean()[BOTH].sort_values(ascending=False)
    assert [found["first"], found["second"]] == list(means.index)
    assert found["mean"]["mean"] == pytest.approx(means.iloc[0] - means.iloc[1])
    table = read(place / "sensitivity", "sensitivity").query("of == 'difference'")
    first = " ".join(said["sensitivity"].split())
    if table["clear"].any():
        assert first.startswith("Whether") and table["label_en"].iloc[0] in first
    else:
        assert first.startswith("These 100 worlds do not tell which single number decides")


def test_what_one_policy_leaves_is_held_against_its_own_numbers(left):
    table = read(left[0] / "sensitivity", "sensitivity")
    found = json.loads((left[0] / "sensitivity" / "found.json").read_text(encoding="utf-8"))
    own, both = (table.loc[table["of"] == of, "number"] for of in ("outcome", "difference"))
    other = {"programme+04": "13-", "programme+13": "04-"}[found["first"]]
    assert not own.str.contains(f"of {other}").any() and both.str.contains(f"of {other}").any()
    assert found["numbers"] == {"difference": len(both), "outcome": len(own)} and len(own) < len(both)


@pytest.mark.parametrize("command", ["sensitivity", "worth"])
def test_nothing_is_told_as_certainly_nothing_and_lines_end_in_time(left, command):
    said = left[1][command]
    assert not re.search(r"± 0\)|\(0–0\)|0\.00 ±|many reasons", said)
    assert max(map(width, said.split("Next:")[0].splitlines())) <= WIDTH


def test_no_row_is_shown_whose_curve_is_flat(left):
    table = read(left[0] / "sensitivity", "sensitivity")
    for of in ("difference", "outcome"):
        rows = shown(table, of)
        assert (rows["clear"] | (rows["share"] > 0)).all()


def test_the_first_sentence_of_worth_is_true_of_its_tables(left):
    place, said = left
    found = json.loads((place / "worth" / "found.json").read_text(encoding="utf-8"))
    table = read(place / "worth", "worth")
    rows = table[table["willingness"] == found["shown"]]
    clear = rows[(rows["kind"] == "number") & (rows["clear"] == True)]  # noqa: E712 - a column of three values
    answer = json.loads((place / "worth" / "answer.json").read_text(encoding="utf-8"))
    choose, find_out, _ = answer["said"]
    assert choose.startswith(f"Knowing no more, at {found['shown']:,} baht")
    if len(clear):
        assert find_out.startswith("Before choosing, find out one number, " + clear["label_en"].iloc[0])
    else:
        assert find_out.startswith(("Nothing that can be known", "No single number"))
    assert len(re.findall(r"\d+\.\d+", choose)) == len(re.findall(r"\d+\.\d+", find_out)) == 1
    told = " ".join(said["worth"].split())
    assert told.startswith(choose) and answer["sure"][0] in told


def test_worths_are_never_below_nothing_or_above_everything(left):
    table = read(left[0] / "worth", "worth")
    assert (table["worth"] >= 0).all()
    for _, rows in table.groupby("willingness", dropna=False):
        ceiling = rows.loc[rows["kind"] == "everything", "worth"].iloc[0]
        assert (rows["worth"] <= ceiling + 1e-12).all()
    pilots = read(left[0] / "worth", "pilot").dropna(subset="willingness")
    assert pilots["baht"].to_numpy() == pytest.approx((pilots["worth"] * pilots["willingness"]).to_numpy())
    assert pilots["net"].to_numpy() == pytest.approx((pilots["baht"] - pilots["cost"]).to_numpy())
    assert pilots["strength_error"].iloc[0] > pilots["strength_error"].iloc[4]


def test_the_best_choice_without_knowing_is_that_of_the_runs(left):
    found = json.loads((left[0] / "worth" / "found.json").read_text(encoding="utf-8"))
    runs = pd.read_parquet(left[0] / "worth" / "runs.parquet")
    lasting, cost = (runs.pivot(index="draw", columns="scenario", values=one) for one in ("lasting", "cost"))
    for level in found["levels"]:
        bought = 0.0 if level["willingness"] is None else cost / level["willingness"]
        assert level["choice"] == (lasting - bought).mean().idxmax()


@pytest.mark.parametrize("command", ["sensitivity", pytest.param("worth", marks=pytest.mark.slow)])
def test_told_again_in_thai_without_a_run(left, typed, monkeypatch, command):
    monkeypatch.setattr("analysis.studies.study.on_cores", None)  # whoever calls it now, fails
    place, said = left
    again = typed(command, *BOTH, *SMALL, "--out", place / command)
    assert again.code == 0 and again.out.replace(f"{place}/", "") == said[command]
    thai = typed(command, *BOTH, *SMALL, "--out", place / command, "--lang", "th")
    assert thai.code == 0
    sentences = thai.out.split("\n\n")[0]
    assert THAI.search(sentences) and "hinges" not in thai.out and "knowing" not in sentences
    told = json.loads(typed(command, *BOTH, *SMALL, "--out", place / command, "--lang", "th", "--json").out)
    assert told["worlds"] == 100 and told["folder"] == str(place / command)


@pytest.mark.slow
def test_the_number_of_workers_changes_no_byte(left, typed):
    place, _ = left
    assert typed("sensitivity", *BOTH, *SMALL[:4], "--workers", 1, "--out", "one").code == 0
    one, two = files(Path("one")), files(place / "sensitivity")
    told = {"manifest.json", "answer.json", "report.html"} | {
        name for name in one if name.startswith("charts/")
    }  # in whichever language, last
    assert {name for name in one if one[name] != two.get(name)} <= told


REFUSED = [
    (["sensitivity", "--outcome", "lastng"], "lasting"),
    (["sensitivity", *BOTH, "--difference", "programme+04", "programme+31"], "programme+13"),
    (["sensitivity", *BOTH, "--difference", "programme+04", "programme+04"], "two different"),
    (["sensitivity", "--replicates", "20"], "100"),
    (["sensitivity", "programe"], "programme"),
    (["worth", "--replicates", "99"], "100"),
    (["worth", "--willingness", "0"], "from 1"),
    (["worth", "--willingness", "-5"], "from 1"),
    (["worth", "--willingness", "lots"], "whole number"),
    (["worth", "--pilot", "15"], "05"),
    (["worth", "--pilot", "04-able-leader"], "04-able-leaders"),
    (["worth", *BOTH, "--pilot", "5"], "04, 13"),
    (["worth", "--provinces", "9"], "1 to 4"),
    (["worth", *BOTH, "--pilot", "4", "--pilot-months", "30"], "1 to 24"),
    (["worth", "--pilot", "4", "--pilot-months", "30", "--plan"], "1 to 24"),
    (["worth", *BOTH, "--pilot-months", "30"], "1 to 24"),
    (["worth", "baseline", "programme"], "applies a recommendation"),
    (["worth", "--decisions", "0"], "1 to 1000"),
    (["worth", "--wilingness", "5"], "--willingness"),
]


@pytest.mark.parametrize(("words", "near"), REFUSED, ids=lambda one: " ".join(one) if isinstance(one, list) else "")
@pytest.mark.parametrize("lang", ["en", "th"])
def test_wrong_input_is_refused_with_what_is_allowed_and_nothing_is_written(typed, words, near, lang):
    answer = typed(*words, "--lang", lang)
    assert answer.code == 2 and not answer.out
    assert lang == "th" or near in answer.err
    assert not list(Path.cwd().iterdir())


def test_a_plan_runs_nothing(typed):
    for command in ("sensitivity", "worth"):
        answer = typed(command, *BOTH, *SMALL, "--plan")
        assert answer.code == 0 and "100 worlds x 3 scenarios" in answer.out
        assert not list(Path.cwd().iterdir())


def test_costs_hinge_on_prices_and_courses_of_worlds_do_not(left):
    numbers = read(left[0] / "sensitivity", "sensitivity")
    assert not numbers["number"].str.contains("cost of|team_cost").any()
    assert set(numbers["of"]) == {"difference", "outcome"}
    assert np.isfinite(numbers[["share", "p"]].to_numpy()).all()


def test_a_part_is_never_told_above_its_whole(left):
    table = read(left[0] / "worth", "worth")
    for _, rows in table.groupby("willingness", dropna=False):
        whole, parts = rows[rows["key"] == "all"].iloc[0], rows[rows["kind"].isin(["group", "number"])]
        ceiling = rows[rows["kind"] == "everything"].iloc[0]
        assert (parts["upper"] <= whole["upper"] + 1e-12).all() and whole["upper"] <= ceiling["upper"] + 1e-12
        assert (parts.loc[parts["clear"] == True, "worth"] <= whole["worth"] + 1e-12).all()  # noqa: E712


def test_a_pilot_is_never_worth_more_than_the_strength_known_exactly(left):
    table, pilots = read(left[0] / "worth", "worth"), read(left[0] / "worth", "pilot")
    exact = table[table["key"] == f"strength of {pilots['recommendation'].iloc[0]}"].set_index("willingness")["upper"]
    priced = pilots.dropna(subset="willingness")
    most = priced["willingness"].map(exact)
    assert (priced["upper"] <= most + 1e-12).all() and (priced["worth"] <= most + 1e-12).all()
    assert (priced["net_low"] <= priced["net"] + 1e-6).all() and (priced["net"] <= priced["net_high"] + 1e-6).all()


def test_what_is_not_clear_comes_by_what_it_may_be_worth(left):
    table = read(left[0] / "worth", "worth")
    for _, rows in table[table["kind"] == "number"].groupby("willingness", dropna=False):
        unclear = rows[~rows["clear"].astype(bool)]
        assert unclear["upper"].is_monotonic_decreasing and not unclear["lower"].any()
        assert list(rows["clear"]) == sorted(rows["clear"], reverse=True)


def test_the_choice_is_told_with_its_lead_and_as_open_where_it_is(left):
    found = json.loads((left[0] / "worth" / "found.json").read_text(encoding="utf-8"))
    level = next(one for one in found["levels"] if one["willingness"] == found["shown"])
    said = " ".join(left[1]["worth"].split("\n\n")[0].split())
    assert " % of worlds another would do better" in left[1]["worth"].replace("\n", " ")
    assert ("the choice is open" in said) == (level["ahead"]["low"] <= 0)
    assert ("fund none of these" in said) == (level["choice"] == "programme")
    assert found["references"] == ["programme"]

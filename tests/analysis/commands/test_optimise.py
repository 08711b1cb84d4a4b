"""Searches for portfolios as they are typed: what they leave and say, go on from, and refuse."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from dictionary_holes import holes

from sim.ensembles.store import Store
from sim.scenario import load_scenario

SMALL = ["--budget", "3M", "6M", "--among", 4, 13, "--replicates", 20, "--months", 30, "--posterior", "none"]
THAI = re.compile(r"[ก-๙]")


@pytest.fixture
def undrawn_portfolios(monkeypatch):
    """Searches without their charts, which take most of the time."""
    monkeypatch.setattr("analysis.charts.plot_portfolios", lambda *args: ())
    monkeypatch.setattr("analysis.charts.plot_calendar", lambda *args: ())


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_search_leaves_tables_charts_and_scenarios_that_run(typed):
    answer = typed("optimise", *SMALL, "--out", "out")
    assert answer.code == 0
    folder = Path("out")
    assert holes(folder) == []
    names = set(digests(folder))
    tables = {f"{name}.{ending}" for name in ("portfolios", "budgets", "calendar") for ending in ("csv", "parquet")}
    assert {"manifest.json", "runs.parquet", *tables} <= names
    assert {f"charts/portfolios.{ending}" for ending in ("png", "svg")} <= names
    found, budgets = pd.read_parquet(folder / "portfolios.parquet"), pd.read_parquet(folder / "budgets.parquet")
    means = budgets[budgets["criterion"] == "mean"].set_index("budget")
    assert (means["cost"] <= means.index).all() and means["value"].is_monotonic_increasing
    by_key = found.set_index("portfolio")
    for budget, row in means.iterrows():
        file = folder / "scenarios" / f"best-{budget:.0f}.toml"
        assert typed("check", file).code == 0
        runs = pd.read_parquet(folder / "runs.parquet")
        fresh = runs[runs["stage"] == runs["stage"].max()].pivot(index="draw", columns="scenario", values="lasting")
        gap = (fresh[row["portfolio"]] - fresh["programme"]).mean()
        assert row["value"] == pytest.approx(gap) == pytest.approx(by_key.loc[row["portfolio"], "added"])
        again = load_scenario(str(file))
        assert [one.recommendation.label for one in again.applied] == by_key.loc[
            row["portfolio"], "recommendations"
        ].split()
    first = answer.out.splitlines()[0]
    assert first.startswith("With 6 million baht beyond what The programme costs")
    assert "CALENDAR" in answer.out and "python run.py compare out/scenarios/best-6000000.toml --seed 2" in answer.out


@pytest.mark.slow
def test_the_same_bytes_for_any_workers_and_wherever_it_was_cut_short(typed, undrawn_portfolios, monkeypatch):
    from analysis.portfolios import race as racing

    assert typed("optimise", *SMALL, "--workers", 2, "--out", "two").code == 0
    assert typed("optimise", *SMALL, "--workers", 1, "--out", "one").code == 0
    assert digests(Path("one")) == digests(Path("two"))

    def cut_short(*args, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:  # between two stages
        broken.setattr(racing, "_starters", cut_short)
        assert typed("optimise", *SMALL, "--workers", 2, "--out", "three").code == 130
    assert not Path("three").exists() and list(Path("three.unfinished").glob("chunk-*"))
    assert typed("optimise", *SMALL, "--workers", 2, "--out", "three").code == 0
    assert digests(Path("three")) == digests(Path("two")) and not Path("three.unfinished").exists()


def test_who_is_overtaken_by_another_finds_it_done(typed, undrawn_portfolios, monkeypatch):
    """The faster one has removed the place where runs wait."""
    put = Store.put

    def slowly(*what):
        monkeypatch.setattr(Store, "put", put)
        assert typed("optimise", *SMALL, "--workers", 1, "--out", "out").code == 0
        put(*what)

    monkeypatch.setattr(Store, "put", slowly)
    assert typed("optimise", *SMALL, "--workers", 1, "--out", "out").code == 0
    assert [path.name for path in Path().iterdir()] == ["out"]


def test_it_is_told_in_another_language_without_a_run(typed, undrawn_portfolios, monkeypatch):
    assert typed("optimise", *SMALL, "--out", "out").code == 0
    monkeypatch.setattr("analysis.portfolios.course.Course._run", None)
    answer = typed("optimise", *SMALL, "--out", "out", "--lang", "th")
    assert answer.code == 0 and THAI.search(answer.out.splitlines()[0])
    found = json.loads(typed("optimise", *SMALL, "--out", "out", "--json").out)
    assert {row["budget"] for row in found["budgets"]} <= {3e6, 6e6} and len(found["scenarios"]) <= 2


def test_provinces_may_differ(typed, undrawn_portfolios):
    answer = typed("optimise", *SMALL, "--window", "early", "--by-province", "--out", "out")
    assert answer.code == 0
    found = pd.read_parquet("out/portfolios.parquet")
    apart = found[found["portfolio"].str.startswith("by-province")]
    assert len(apart) and apart["foretold"].isna().all() and not apart["alike"].any()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--budget", "3M", "--keep-runs"], "--keep-runs"),
        (["--budget", "0"], "baht above 0"),
        (["--budget", "-3M"], "got '-3M'; allowed: baht above 0"),
        (["--budget", "much"], "baht above 0"),
        (["--budget", "1e30"], "baht above 0"),
        (["--budget", "nan"], "baht above 0"),
        (["--budget", "3M", "--among", "4", "77"], "77"),
        (["--budget", "3M", "--among", "4"], "two recommendations or more"),
        (["--budget", "3M", "--aim", "lastin"], "did you mean lasting"),
        (["--budget", "3M", "--aim", "cost"], "of which more is not simply better"),
        (["--budget", "3M", "--carried", "2"], "from 0 to 1"),
        (["--budget", "3M", "--replicates", "5"], "20 worlds or more"),
        (["--budget", "3M", "--by-province", "--aim", "people_helped"], "--by-province"),
        (["--budget", "3M", "--window", "late", "--months", "12"], "more months"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_refused_and_nothing_is_left(typed, words, told):
    answer = typed("optimise", *words, "--out", "out")
    assert answer.code == 2 and told in answer.err and not answer.out
    assert not list(Path.cwd().iterdir())


def test_a_plan_runs_nothing_and_says_how_much_it_would(typed):
    answer = typed("optimise", *SMALL, "--out", "out", "--plan", "--json")
    assert answer.code == 0 and json.loads(answer.out)["runs"] > 100
    assert not Path("out").exists()

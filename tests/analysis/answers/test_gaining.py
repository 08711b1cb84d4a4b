"""Who gains, in small studies: the tables that are left, their charts, and provinces without organisations left out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.answers import comparison, gaining, orders, outcomes
from analysis.answers.contest import chosen
from analysis.effects.gains import PROVINCE, groups
from analysis.effects.orders import DEFINITIONS, FEWEST_TO_ORDER
from analysis.effects.policies import OUTCOMES
from analysis.studies.study import Request
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.scenario import load_scenario

ALL = keys(PROVINCE_TERMS)
NEW = {"effects-median", "gains", "gains-provinces", "map", "ranks"}


@pytest.fixture(scope="module")
def request_of(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    return partial(Request, replicates=6, seed=3, workers=1, organisations=None, quiet=True, lang="en"), folder


@pytest.fixture(scope="module")
def compared(request_of):
    asked, folder = request_of
    contest = chosen(["media", "programme+02"])
    return comparison.compare(asked(command="compare", months=40, out=folder / "compared"), contest), contest


@pytest.fixture(scope="module")
def of_two(request_of):
    """A comparison of one policy with organisations of two provinces alone."""
    asked, folder = request_of
    rows = [f"{nth},{KINDS[nth % 9].key},{('trang', 'loei')[nth % 2]}" for nth in range(60)]
    (folder / "o.csv").write_text("\n".join(["id,kind,province", *rows]), encoding="utf-8")
    contest = chosen(["programme+02"])
    made = asked(command="compare", months=30, out=folder / "two", organisations=folder / "o.csv", replicates=3)
    return comparison.compare(made, contest), contest


def left(study, name):
    return pd.read_csv(study.folder / name)


def charts_of(study):
    return {Path(file).stem for file in (study.folder / "charts").glob("*.svg")}


def test_a_comparison_leaves_a_row_a_policy_and_group(compared):
    study, contest = compared
    table = left(study, gaining.GAINS)
    who = [(policy, one.breakdown, one.key) for policy in contest.references for one in groups(ALL)]
    assert sorted(zip(table["policy"], table["breakdown"], table["group"])) == sorted(who)
    assert dict(zip(table["policy"], table["reference"])) == contest.references
    assert not table.duplicated(["policy", "breakdown", "group"]).any()


def test_its_figures_are_differences_in_the_same_worlds(compared):
    study, contest = compared
    table = left(study, gaining.GAINS).set_index(["policy", "outcome"])
    runs = study.runs("lasting_trang", "people_helped").set_index(["scenario", "draw"])
    for outcome in ("lasting_trang", "people_helped"):
        for policy, reference in contest.references.items():
            gap = runs.loc[policy, outcome] - runs.loc[reference, outcome]
            assert table.loc[(policy, outcome), "difference"] == pytest.approx(gap.mean(), rel=1e-6, abs=1e-9)
            assert table.loc[(policy, outcome), "level"] == pytest.approx(runs.loc[policy, outcome].mean(), rel=1e-6)


def test_provinces_and_forms_add_up_to_what_lasts(compared):
    study, _ = compared
    table, effects = left(study, gaining.GAINS), left(study, "effects.csv")
    lasting = effects[effects["outcome"] == "lasting"].set_index("policy")["difference"]
    for breakdown in ("form", PROVINCE):
        parts = table[table["breakdown"] == breakdown].groupby("policy")["difference"].sum()
        np.testing.assert_allclose(parts[lasting.index], lasting, atol=1e-6)


def test_charts_of_it_are_left(compared):
    study, _ = compared
    assert charts_of(study) >= NEW


def test_the_worlds_are_those_of_effects_csv(compared):
    study, _ = compared
    table, effects = left(study, gaining.GAINS), left(study, "effects.csv")
    for outcome in ("people_helped", "weak_helped", "remote_helped", "unregistered_helped", "household_gain"):
        assert outcome in OUTCOMES
        ours, theirs = (each[each["outcome"] == outcome].set_index("policy") for each in (table, effects))
        for column in ("difference", "low", "high", "runs"):
            np.testing.assert_allclose(ours[column], theirs[column][ours.index], rtol=1e-6)


def test_provinces_without_organisations_are_left_out(of_two):
    study, _ = of_two
    table = left(study, gaining.GAINS)
    assert set(table.loc[table["breakdown"] == PROVINCE, "group"]) == {"loei", "trang"}
    assert charts_of(study) >= NEW - {"ranks"}, "a map of two provinces"
    assert "ranks" not in charts_of(study), "one policy has no order"
    assert "observed" not in charts_of(study)


def test_every_window_of_each_recommendation_is_told(monkeypatch, request_of, tmp_path):
    """With the runs of one window for all: the table has a family a window, each under its own keys."""
    asked, _ = request_of
    contest = chosen([])
    contest = replace(contest, windows={key: policies[:2] for key, policies in contest.windows.items()})
    kept = {policy for policies in contest.windows.values() for policy in policies} | {"programme"}
    contest = replace(contest, references={key: of for key, of in contest.references.items() if key in kept})
    made = asked(command="compare", months=30, out=tmp_path / "every", replicates=2)
    contest = replace(contest, scenarios=tuple(one for one in contest.scenarios if one.key in kept | {"baseline"}))
    study = comparison.compare(made, contest)
    table = left(study, gaining.GAINS)
    assert set(table["policy"]) == kept
    found = dict(zip(table["policy"], table["window"].fillna("")))
    assert {found[policy] for policy in contest.windows["late"]} == {"late"} and found["programme"] == ""


def test_a_run_leaves_levels_by_group_and_a_map(request_of):
    asked, folder = request_of
    study = outcomes.run(asked(command="run", months=30, out=folder / "run"), load_scenario("programme"))
    table, runs = left(study, gaining.GROUPS), study.runs("lasting_loei", "weak_helped")
    assert list(table["outcome"]) == [one.outcome for one in groups(ALL)]
    for outcome in ("lasting_loei", "weak_helped"):
        row = table[table["outcome"] == outcome].iloc[0]
        assert row["mean"] == pytest.approx(runs[outcome].mean(), rel=1e-6)
        assert row["runs"] == 6
    assert "map" in charts_of(study) and not charts_of(study) & (NEW - {"map"})


@pytest.mark.slow
def test_told_in_thai_the_tables_are_the_same(compared, monkeypatch):
    study, contest = compared
    before = (study.folder / gaining.GAINS).read_bytes()
    again = comparison.compare(replace(study.request, lang="th"), contest)
    assert (again.folder / gaining.GAINS).read_bytes() == before
    svg = (again.folder / "charts" / "map.svg").read_bytes()
    comparison.compare(study.request, contest)
    assert (study.folder / "charts" / "map.svg").read_bytes() != svg


# orders, drawn


@pytest.fixture
def shown(monkeypatch):
    """What the heat map of places is given."""
    seen = {}
    monkeypatch.setattr(
        "analysis.charts.plot_ranks",
        lambda ranks, taus, lang, path, **words: seen.update(ranks=ranks, taus=taus, **words),
    )
    return seen


def test_places_stand_under_every_definition_of_lasting(compared, shown, tmp_path):
    study, contest = compared
    contest = contest.over(study.scenarios)
    table, names = comparison.effects_of(contest, study), comparison.names_in(contest, study)
    found = orders.orders(study.runs(*DEFINITIONS), table, contest, 3)
    orders.chart(found, contest, table, names, "en", path=tmp_path / "ranks", remarks=["A remark."])
    assert shown["ranks"].shape == (2, len(DEFINITIONS)) and shown["ranks"].columns[0] == "as in the table of effects"
    best = comparison.best_first(table, "programme")
    assert list(shown["ranks"].index) == [names[policy][0] for policy in best]
    assert np.isnan(shown["taus"]).all() and len(best) < FEWEST_TO_ORDER
    assert shown["note"].endswith("A remark.") and "in the same worlds (6)" in shown["subtitle"]


def test_nothing_is_drawn_where_there_is_no_order(compared, shown, tmp_path):
    study, contest = compared
    table = comparison.effects_of(contest.over(study.scenarios), study)
    orders.chart(None, contest, table, {}, "en", path=tmp_path / "ranks", remarks=[])
    assert shown == {}

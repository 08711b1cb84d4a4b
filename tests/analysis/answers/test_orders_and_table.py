"""Over random comparisons: every sentence on the order of policies follows from the means that the tables hold."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau
from sentences import places

from analysis.answers.contest import chosen
from analysis.answers.orders import leads, orders, told
from analysis.effects.orders import DEFINITIONS, resampled
from analysis.effects.policies import effects, ranked
from analysis.effects.statistics import differences
from analysis.language.labels import outcome
from analysis.studies.study import names_of
from sim.language.numerals import number
from sim.language.texts import text
from sim.windows import WINDOWS

CONTEST = chosen([])
NAMES = names_of([replace(one, window="early") for one in CONTEST.scenarios])
NUMBERS = {key: CONTEST.by_key[key].applied[0].recommendation.number for key in CONTEST.windows["early"]}


def contest_and_runs(seed: int):
    """A comparison in some window over made-up runs: effects that are clear, tied, rare, equal, or failed."""
    random = np.random.default_rng(seed)
    draws = int(random.choice([1, 2, 8, 24, 60]))
    base = random.poisson(20, draws).astype(float)
    kind = random.integers(5)
    parts = []
    for one in CONTEST.scenarios:
        row = {"scenario": one.key, "draw": range(draws), "replicate": 0, "cost": 1e6}
        for measure in DEFINITIONS:
            gain = random.normal(0, 2) + random.normal(0, 1, draws) if kind == 1 else random.poisson(0.5, draws)
            gain = random.integers(0, 2) * np.ones(draws) if kind == 2 else gain
            gain = np.zeros(draws) if kind == 3 else gain
            gain = np.where(random.random(draws) < 0.3, np.nan, gain) if kind == 4 else gain
            row[measure] = base + (gain if one.applied else 0.0)
        parts.append(pd.DataFrame(row))
    contest = replace(CONTEST, window=str(random.choice(list(WINDOWS))))
    return contest, pd.concat(parts, ignore_index=True)


def names_in(contest) -> dict[str, tuple[str, str]]:
    """The table's own names: a recommendation goes by the same one in whatever window it acts."""
    places = zip(*contest.windows.values(), contest.windows["early"])
    return {**NAMES, **{key: NAMES[early] for *keys, early in places for key in keys}}


def means_of(contest, runs, window: str, measure: str = "lasting") -> pd.Series:
    """Mean effect of each policy in a window, under the keys of the table."""
    found = differences(runs, measure, dict.fromkeys(contest.windows[window], "programme")).mean()
    return found.set_axis(list(contest.windows[contest.window]))


def tau_of(one: pd.Series, other: pd.Series) -> float:
    """Kendall's tau over the policies that have a mean in both."""
    both = pd.DataFrame({"one": one, "other": other}).dropna()
    return float(kendalltau(both["one"], both["other"]).statistic) if len(both) else math.nan


def same(told_: str, tau: float) -> bool:
    """Whether a number as it is told is that one, to two digits."""
    if math.isnan(tau):
        return told_ == "–"
    return abs(float(told_.replace("−", "-")) - tau) < 0.00501


def leaders(means: pd.Series) -> set[str]:
    """Those of the highest mean, unless all are alike."""
    best = set(means.index[means == means.max()])
    return best if means.nunique() > 1 else set()


def only(key: str, lines: list[str], lang: str, *names: str) -> dict[str, str] | None:
    found = [there for line in lines if (there := places(key, line, lang, *names))]
    assert len(found) <= 1, key
    return found[0] if found else None


@pytest.fixture(params=range(30))
def said(request):
    """The comparison of a seed, its table, and what is said of it in both languages."""
    contest, runs = contest_and_runs(request.param)
    table = effects(runs, contest.against, list(contest.against), ["lasting"], seed=request.param)
    found = orders(runs, table, contest, request.param)
    names = names_in(contest)
    return contest, runs, table, found, names, request.param


@pytest.mark.parametrize("lang", ["en", "th"])
def test_who_leads_in_each_window_is_who_has_the_highest_mean_there(said, lang):
    contest, runs, _, found, names, _ = said
    lines = leads(found, names, lang)
    expected = {window: leaders(means_of(contest, runs, window)) for window in WINDOWS}
    one, several = (only(key, lines, lang, "leads") for key in ("orders_one_leads", "orders_others_lead"))
    none = text("orders_none_leads", lang) in lines
    assert (one is not None, several is not None, none) == (
        len({*map(frozenset, expected.values())}) == 1 and any(expected.values()),
        len({*map(frozenset, expected.values())}) > 1,
        not any(expected.values()),
    )
    if none:
        return
    parts = dict(part.split(" ", 1) for part in (one or several)["leads"].split("; "))
    assert list(parts) == list(WINDOWS)
    for window, part in parts.items():
        policies = {policy for policy in contest.windows[contest.window] if f"“{names[policy][lang == 'th']}”" in part}
        assert policies == expected[window]
        assert (text("orders_nobody", lang) == part) == (not policies)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_agreement_and_whether_it_is_beyond_noise_follow_from_the_means(said, lang):
    contest, runs, _, found, names, seed = said
    lines = told(found, contest, names, lang)
    main = means_of(contest, runs, contest.window)
    others = [window for window in WINDOWS if window != contest.window]
    taus = {window: tau_of(means_of(contest, runs, window), main) for window in others}
    told_taus = only("orders_tau", lines, lang, "window", "taus")
    if leads(found, names, lang) == [text("orders_none_leads", lang)]:
        assert told_taus is None and not any(
            only(key, lines, lang, "windows") for key in ("orders_beyond", "orders_within")
        )
        return
    assert told_taus["window"] == contest.window
    heard_taus = dict(part.split(" ") for part in told_taus["taus"].split("; "))
    assert list(heard_taus) == others and all(same(heard_taus[window], taus[window]) for window in others)
    noise = resampled(differences(runs, "lasting", dict.fromkeys(contest.windows[contest.window], "programme")), seed)
    heard = only("orders_noise", lines, lang, "low", "middle", "high", "share")
    beyond, within = (
        (only(key, lines, lang, "windows") or {"windows": ""})["windows"] for key in ("orders_beyond", "orders_within")
    )
    if math.isnan(noise.low):
        assert (heard, beyond, within) == (None, "", "")
        return
    assert [heard[name] for name in ("low", "middle", "high")] == [number(value, 2, sign=True) for value in noise[:3]]
    assert heard["share"] == number(100 * noise.leads)
    assert beyond.split(", ") == ([w for w in others if taus[w] < noise.low] or [""])
    assert within.split(", ") == ([w for w in others if taus[w] >= noise.low] or [""])


@pytest.mark.parametrize("lang", ["en", "th"])
def test_each_definition_has_a_line_in_the_order_of_its_means(said, lang):
    contest, runs, table, found, names, _ = said
    lines = told(found, contest, names, lang)
    start = lines.index(text("orders_definitions", lang)) + 1
    policies = contest.windows[contest.window]
    by_number = {NUMBERS[early]: key for early, key in zip(contest.windows["early"], policies)}
    main = means_of(contest, runs, contest.window)
    for measure, line in zip(DEFINITIONS, lines[start:], strict=False):
        means = means_of(contest, runs, contest.window, measure)
        label, _, rest = line.partition(": ")
        assert label == f"  {outcome(measure, lang)} ({measure})"
        order, _, tau = rest.partition("; ")
        assert tau == "" if measure == "lasting" else same(tau.removeprefix("tau "), tau_of(means, main))
        told_order = [by_number[int(one)] for one in re.findall(r"\d+", order)]
        assert sorted(told_order) == sorted(means.dropna().index)
        assert (np.diff(means[told_order]) <= 0).all()
        signs = re.findall(r"[>=]", order)
        assert [sign == "=" for sign in signs] == (np.diff(means[told_order]) == 0).tolist()
    assert lines[start + len(DEFINITIONS) :] == [""]
    rows, _ = ranked(table)
    first = re.findall(r"\d+", lines[start].partition(": ")[2])
    assert main[by_number[int(first[0])]] == rows["difference"].max() if first else rows["difference"].isna().all()


def test_a_program_hears_the_same(said):
    contest, runs, _, found, _, _ = said
    figures = found.figures()
    assert list(figures["windows"]) == list(WINDOWS) and list(figures["definitions"]) == list(DEFINITIONS)
    for window, one in figures["windows"].items():
        means = means_of(contest, runs, window)
        flat = [policy for group in one["order"] for policy in group]
        assert sorted(flat) == sorted(means.dropna().index) and (np.diff(means[flat]) <= 0).all()
        assert one["tau"] is None or -1 <= one["tau"] <= 1
    assert figures["windows"][contest.window]["tau"] in (None, 1.0)


# Scenarios that are named


def named(*keys):
    contest = chosen(list(keys))
    random = np.random.default_rng(len(keys))
    parts = [
        pd.DataFrame({"scenario": one.key, "draw": range(9), "replicate": 0, "cost": 1.0,
                      **{measure: random.poisson(5, 9) for measure in DEFINITIONS}})
        for one in contest.scenarios
    ]  # fmt: skip
    runs = pd.concat(parts)
    table = effects(runs, contest.against, list(contest.against), ["lasting"])
    return contest, orders(runs, table, contest, 1), names_of(contest.scenarios)


def test_of_named_scenarios_the_order_is_told_by_name_and_no_window_is_spoken_of():
    contest, found, names = named("media", "all-14@late", "monitoring")
    heading, *lines, blank = told(found, contest, names, "en")
    assert heading == text("orders_definitions", "en") and blank == "" and len(lines) == len(DEFINITIONS)
    assert all(re.search(r"Media|All 14 recommendations \(24 months later\)", line) for line in lines)
    assert found.figures()["windows"] == {} and leads(found, names, "en") == []


def test_one_policy_has_no_order():
    contest, found, names = named("media")
    assert found is None and told(found, contest, names, "en") == leads(found, names, "en") == []


def test_only_policies_with_the_same_reference_are_ordered(tmp_path):
    (tmp_path / "more.toml").write_text('extends = "media"\n[[recommendation]]\nnumber = 1\n', encoding="utf-8")
    _, found, _ = named("media", "all-14", str(tmp_path / "more.toml"))
    assert {policy for group in found.definitions["lasting"].groups for policy in group} == {"media", "all-14"}

"""The first sentence of a comparison: every number of it stands in the table, and it claims no more than that shows."""

from __future__ import annotations

import re

import numpy as np
import pytest
from synthetic_results import NAMES, REFERENCES, fail, make_runs

from analysis.effects.headline import headline
from analysis.effects.policies import effects, precision, ranked
from sim.language.texts import text

RUNS = make_runs(draws=60)


def said(runs, references, lang="en", settled=""):
    table = effects(runs, references, list(references), ["lasting"], seed=1)
    groups = precision(runs, table, seed=1).groups
    return headline(table, groups[0][1:], NAMES, lang, settled=settled), table, groups


@pytest.mark.parametrize("lang", ["en", "th"])
def test_it_names_the_first_of_the_table_with_its_numbers(lang):
    sentence, table, groups = said(RUNS, REFERENCES, lang)
    first = ranked(table)[0].iloc[0]
    words = {
        "policy": NAMES[first["policy"]][lang == "th"],
        "reference": NAMES["programme"][lang == "th"],
        "count": 14,
        "added": f"{first['difference']:.1f}",
        "cost": f"{first['cost'] / 1e6:.1f}",
        "level": len(groups[0]) - 1,
        "fewer": "",
    }
    assert len(groups[0]) > 1 and sentence == text("headline_close", lang, **words)
    assert len(re.findall(r"[.](?:\s|$)", sentence)) == (lang == "en")


def test_one_that_is_ahead_of_all_is_said_to_be():
    sentence, _, _ = said(RUNS, {"rec_14": "programme", "rec_10": "programme"})
    assert "clearly ahead of all the others" in sentence


@pytest.mark.parametrize(
    ("settled", "ends"),
    [
        ("headline_settled", "none of the others adds more."),
        ("headline_zone", "by a difference that matters."),
        ("headline_open", "is still open."),
    ],
)
def test_what_looks_have_settled_takes_the_place_of_what_one_look_tells(settled, ends):
    sentence, _, _ = said(RUNS, REFERENCES, settled=settled)
    assert sentence.endswith(ends)
    unclear, _, _ = said(RUNS, {"rec_08": "programme", "rec_10": "programme"}, settled=settled)
    assert unclear.startswith("None of 2 policies")


def test_of_what_may_be_chance_nothing_is_claimed():
    sentence, table, _ = said(RUNS, {"rec_08": "programme", "rec_10": "programme"})
    assert ranked(table)[0]["simultaneous_low"].iloc[0] <= 0
    assert sentence.startswith("None of 2 policies") and "it may be chance" in sentence


@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_clearly_adds_is_named_where_the_highest_average_is_unclear(lang):
    wild = RUNS.copy()
    of = wild["scenario"] == "rec_05"
    wild.loc[of, "lasting"] += np.resize([120.0, *[-20.0] * 3], of.sum())
    sentence, table, _ = said(wild, REFERENCES, lang)
    main = ranked(table)[0]
    adding = [NAMES[one][lang == "th"] for one in main.loc[main["simultaneous_low"] > 0, "policy"]]
    assert main["policy"].iloc[0] == "rec_05" and main["simultaneous_low"].iloc[0] <= 0 < len(adding)
    assert "; ".join(adding) in sentence and NAMES["rec_05"][lang == "th"] in sentence


def test_where_all_harm_the_least_harmful_is_named():
    harm = RUNS.copy()
    harm.loc[harm["scenario"] == "rec_08", "lasting"] -= 30.0
    sentence, table, _ = said(harm, {"rec_08": "programme", "rec_10": "programme"})
    first = ranked(table)[0].iloc[0]
    assert f"even the best of them, “{NAMES[first['policy']][0]}”, leaves {-first['difference']:.1f} fewer" in sentence


@pytest.mark.parametrize(
    ("policy", "starts"),
    [("rec_14", "adds "), ("rec_10", "leaves "), ("rec_08", "is not shown to change")],
)
def test_a_lone_policy_is_told_by_its_own_interval(policy, starts):
    sentence, table, _ = said(RUNS, {policy: "programme"})
    assert sentence.startswith(f"“{NAMES[policy][0]}” {starts}")
    assert "−" not in sentence.replace("is not shown", "") or table["difference"].iloc[0] < 0


def test_of_one_world_it_says_that_it_is_too_few():
    for references in (REFERENCES, {"rec_14": "programme"}):
        sentence, _, _ = said(make_runs(draws=1), references)
        assert sentence.startswith("Too few worlds to say")


def test_where_nothing_was_completed_it_says_so():
    runs = RUNS[RUNS["scenario"].isin(["programme", "rec_01"])]
    for draw in range(60):
        runs = fail(runs, "rec_01", draw)
    assert np.isnan(runs.loc[runs["scenario"] == "rec_01", "lasting"]).all()
    assert said(runs, {"rec_01": "programme"})[0] == text("headline_nothing", "en")

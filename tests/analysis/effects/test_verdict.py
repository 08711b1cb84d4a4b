"""What is said of a comparison: true to the numbers, in both languages, and silent where nothing is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from synthetic_results import NAMES, POLICIES, REFERENCES, fail, make_runs

from analysis.effects.policies import effects, precision
from analysis.effects.verdict import verdict
from analysis.language.labels import listed


def said(runs, references, lang="en"):
    table = effects(runs, references, list(references), ["lasting"], seed=1)
    return all_of(verdict(table, precision(runs, table, seed=1), NAMES, lang))


def all_of(found):
    return [*found.sure, *found.closer, *found.more]


@pytest.fixture(scope="module")
def runs():
    return make_runs(draws=120)


def test_the_leader_its_effect_and_its_rivals_are_named(runs):
    table = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    found = precision(runs, table, seed=1)
    sure, _, more = verdict(table, found, NAMES, "en")
    best = table[table["policy"] == found.groups[0][0]].iloc[0]
    assert more[0].startswith("Compared with “The programme as it was”, lasting alliances are clearly added by")
    assert NAMES[best["policy"]][0] in sure[0]
    assert f"+{best['difference']:.1f} lasting" in sure[0]
    assert all(NAMES[rival][0] in sure[1] for rival in found.groups[0][1:])


def test_what_is_settled_of_the_rivals_takes_the_place_of_whom_it_cannot_be_told_from(runs):
    table = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    found = precision(runs, table, seed=1)
    plain, settled = (verdict(table, found, NAMES, "en", settled=said).sure for said in (None, ["Settled."]))
    assert settled[1] == "Settled." and "apart" in plain[1]
    assert not any("apart" in line for line in settled)


def test_many_that_clearly_add_are_named_where_the_highest_mean_is_unclear():
    runs = make_runs(draws=24)
    wild = runs["scenario"] == "rec_05"
    runs.loc[wild, "lasting"] += np.resize([120.0, *[-20.0] * 3], wild.sum())
    table = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    sure, _, more = verdict(table, precision(runs, table, seed=1), NAMES, "en")
    assert "clearly added by" in more[0]
    assert NAMES["rec_14"][0] in more[0]
    assert NAMES["rec_05"][0] not in more[0]
    assert NAMES["rec_05"][0] in sure[0]
    assert not any("no policy that clearly adds" in line for line in more)


def test_a_world_that_carries_a_mean_is_named(runs):
    one = runs.copy()
    one.loc[(one["scenario"] == "rec_13") & (one["draw"] == 6), "lasting"] += 400.0
    (line,) = (line for line in said(one, REFERENCES) if line.startswith("World 7 by itself makes much of the mean of"))
    assert "13 Advisory unit (" in line
    assert not any("by itself" in line for line in said(runs, REFERENCES))


def test_alone_is_said_of_policies_that_add_one_recommendation_only(runs):
    table = effects(runs, {"rec_08": "programme", "rec_07": "programme"}, ["rec_08", "rec_07"], ["lasting"], seed=1)
    weak = table.assign(simultaneous_low=-1.0, simultaneous_high=1.0)
    sentences = verdict(weak, precision(runs, weak, seed=1), NAMES, "en", singles={"rec_08"}).more
    assert "Alone, no clear effect on lasting alliances: 8 Clear success indicators." in sentences
    assert "No clear effect on lasting alliances: 7 Directory of alliance networks." in sentences


def test_mean_and_median_that_name_another_leader_are_told(runs):
    skewed = runs.copy()
    skewed.loc[(skewed["scenario"] == "rec_08") & (skewed["draw"] < 20), "lasting"] += 60.0
    (line,) = (line for line in said(skewed, REFERENCES) if line.startswith("Mean and median do not agree"))
    assert "“8 Clear success indicators” adds 0.0" in line
    assert not any("median" in line for line in said(runs, {"rec_14": "programme", "rec_10": "programme"}))


def test_what_does_nothing_and_what_harms_are_told_apart(runs):
    sentences = said(runs, REFERENCES)
    (unclear,) = (line for line in sentences if line.startswith("No clear effect"))
    assert "alone" not in unclear
    (harm,) = (line for line in sentences if line.startswith("Clearly fewer"))
    assert "8 Clear success indicators" in unclear
    assert "10 Awareness of monitoring and feedback" in harm
    assert "10 Awareness" not in unclear


def test_the_programme_is_told_against_the_baseline(runs):
    assert any(
        line.startswith("“The programme as it was” compared with “No programme”") for line in said(runs, REFERENCES)
    )


def test_a_clear_leader_is_called_ahead(runs):
    sentences = said(runs, {"rec_14": "programme", "rec_10": "programme"})
    assert "It is clearly ahead of every other policy compared." in sentences
    assert not any("apart" in line for line in sentences)


def test_one_policy_has_no_rivals_to_speak_of(runs):
    sentences = said(runs, {"rec_14": "programme"})
    assert not any("ahead" in line or "apart" in line or "best of" in line for line in sentences)


def test_policies_too_close_to_call_come_with_the_draws_it_would_take(runs):
    sentences = said(runs, {"rec_14": "programme", "rec_03": "programme"})
    assert any(line.startswith("These runs cannot tell it apart from") for line in sentences)
    assert any("worlds would probably tell the first two apart" in line for line in sentences)


def test_policies_that_are_the_same_are_called_inseparable(runs):
    twin = runs[runs["scenario"] == "rec_14"].assign(scenario="rec_13")
    both = runs[runs["scenario"] != "rec_13"].merge(twin, how="outer")
    sentences = said(both, {"rec_14": "programme", "rec_13": "programme"})
    assert any("no practical number of runs" in line for line in sentences)


def test_no_leader_is_made_up(runs):
    sentences = said(runs, {"rec_08": "programme", "rec_10": "programme"})
    assert any(
        line.startswith("Compared with “The programme as it was”, these runs show no policy") for line in sentences
    )
    assert not any("adds most" in line for line in sentences)


def test_precision_is_said_with_its_price(runs):
    sentences = said(runs, REFERENCES)
    (line,) = (line for line in sentences if line.startswith("In 120 worlds"))
    table = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    assert f"spans {2 * precision(runs, table, seed=1).half_width:.1f} alliances" in line
    assert "Half of that width takes about 480 worlds." in sentences


def test_no_price_of_precision_is_said_of_few_worlds():
    """Below, an interval shortens faster than by the root of the worlds."""
    sentences = said(make_runs(draws=8), dict.fromkeys(POLICIES, "programme"))
    assert any(line.startswith("In 8 worlds") for line in sentences)
    assert not any("Half of that width" in line for line in sentences)


def test_a_single_draw_says_that_it_says_little():
    sentences = said(make_runs(draws=1), dict.fromkeys(POLICIES, "programme"))
    assert sentences == ["One world gives no interval: run at least two, better two hundred."]


def test_failed_runs_are_owned_up_to(runs):
    assert "Runs that failed, left out with their partners: 1." in said(fail(runs, "rec_03", 4), REFERENCES)
    assert not any("failed" in line for line in said(runs, REFERENCES))


@pytest.mark.parametrize("lang", ["en", "th"])
def test_of_very_many_policies_a_sentence_names_some_and_counts_the_rest(lang):
    names = {f"own_{nth}": (f"Own {nth}", f"นโยบาย {nth}") for nth in range(40)}
    few, many = (listed(list(names)[:count], names, lang) for count in (14, 40))
    assert len(few.split("; ")) == 14 and len(many.split("; ")) == 8 and "33" in many.split("; ")[-1]


def test_both_languages_say_as_much(runs):
    english, thai = said(runs, REFERENCES), said(runs, REFERENCES, "th")
    assert len(english) == len(thai)
    assert NAMES["rec_14"][1] in thai[0] or NAMES["rec_03"][1] in thai[0]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_is_not_known_is_not_told_as_a_number(runs, lang):
    assert not any(str(math.nan) in line for line in said(runs, REFERENCES, lang))

"""What is said of a comparison: true to the numbers, in both languages, and silent where nothing is known."""

from __future__ import annotations

import math

import pytest
from synthetic_results import NAMES, POLICIES, REFERENCES, fail, make_runs

from analysis.effects.policies import effects, precision
from analysis.effects.verdict import verdict


def said(runs, references, lang="en"):
    table = effects(runs, references, list(references), ["lasting"], seed=1)
    return verdict(table, precision(runs, table, seed=1), NAMES, lang)


@pytest.fixture(scope="module")
def runs():
    return make_runs(draws=120)


def test_the_leader_its_effect_and_its_rivals_are_named(runs):
    table = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    found = precision(runs, table, seed=1)
    sentences = verdict(table, found, NAMES, "en")
    best = table[table["policy"] == found.groups[0][0]].iloc[0]
    assert NAMES[best["policy"]][0] in sentences[0]
    assert f"+{best['difference']:.1f} lasting" in sentences[0]
    assert all(NAMES[rival][0] in sentences[1] for rival in found.groups[0][1:])


def test_what_does_nothing_and_what_harms_are_told_apart(runs):
    sentences = said(runs, REFERENCES)
    (unclear,) = (line for line in sentences if line.startswith("No clear effect"))
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
    assert sentences[0].startswith("Compared with “The programme as it was”, these runs show no policy")
    assert not any("adds most" in line for line in sentences)


def test_precision_is_said_with_its_price(runs):
    (line,) = (line for line in said(runs, REFERENCES) if line.startswith("120 worlds"))
    table = effects(runs, REFERENCES, list(REFERENCES), ["lasting"], seed=1)
    assert f"± {precision(runs, table).half_width:.2f}" in line or f"± {precision(runs, table).half_width:.1f}" in line
    assert "480 worlds" in line


def test_a_single_draw_says_that_it_says_little():
    sentences = said(make_runs(draws=1), dict.fromkeys(POLICIES, "programme"))
    assert sentences == ["One world gives no interval: run at least two, better two hundred."]


def test_failed_runs_are_owned_up_to(runs):
    assert "Runs that failed, left out with their partners: 1." in said(fail(runs, "rec_03", 4), REFERENCES)
    assert not any("failed" in line for line in said(runs, REFERENCES))


def test_both_languages_say_as_much(runs):
    english, thai = said(runs, REFERENCES), said(runs, REFERENCES, "th")
    assert len(english) == len(thai)
    assert NAMES["rec_14"][1] in thai[0] or NAMES["rec_03"][1] in thai[0]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_assumed_strengths_are_called_assumed(runs, lang):
    word = {"en": "assumptions", "th": "ข้อสมมติ"}[lang]
    assert any(word in line for line in said(runs, REFERENCES, lang))
    assert not any(str(math.nan) in line for line in said(runs, REFERENCES, lang))

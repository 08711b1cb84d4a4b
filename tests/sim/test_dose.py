"""From a standardised effect to what one lesson adds: closed forms, and yardsticks against drawn populations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import change
from small_worlds import BASELINE, P, organisation, p_with, with_parameters, world

from sim.dose import MOST, Yardstick, lessons, one_lesson, yardsticks
from sim.interventions import teach

OF_ORGANISATIONS = ("understanding", "leadership", "openness", "strategy", "management")


# Closed forms


@given(st.floats(0.0, MOST), st.integers(1, 60))
def test_so_many_lessons_add_the_whole(share, count):
    one = one_lesson(share, count)
    assert 1 - (1 - one) ** count == pytest.approx(share, abs=1e-12)
    assert 0.0 <= one <= share + 1e-12


@given(st.floats(0.0, 2.0), st.floats(0.0, 0.9), st.floats(0.01, 0.5), st.integers(1, 30))
def test_a_campaign_adds_so_many_standard_deviations(effect, mean, spread, count):
    """Until nearly everything is known there is: no campaign teaches everybody everything."""
    one = one_lesson(Yardstick(mean, spread).share(effect), count)
    level = 1 - (1 - mean) * (1 - one) ** count
    assert (level - mean) / spread == pytest.approx(min(effect, MOST * (1 - mean) / spread), abs=1e-9)


def test_nothing_is_nothing_and_more_is_more():
    measured = Yardstick(0.2, 0.1)
    shares = [measured.share(effect) for effect in (0.0, 1e-9, 0.1, 1.0, 100.0)]
    assert shares == pytest.approx([0.0, 1.25e-10, 0.0125, 0.125, MOST])
    assert [one_lesson(share, 5.0) for share in shares[:2]] == pytest.approx([0.0, 2.5e-11], abs=1e-15)


@given(st.integers(1, 100), st.floats(1e-3, 0.5))
def test_lessons_that_wear_count_for_less_each_time(occasions, wear):
    assert lessons(occasions, wear) == pytest.approx((1 - (1 - wear) ** occasions) / wear)
    assert lessons(occasions, wear) <= occasions


def test_however_little_they_wear_they_count():
    assert [lessons(24, wear) for wear in (0.0, 1e-300, 1e-17, 1e-9)] == pytest.approx([24.0] * 4)


def test_repetition_ends_somewhere():
    assert lessons(10_000, 0.1) == pytest.approx(10.0)


@pytest.mark.parametrize("effect", [0.06, 0.2, 0.4])
def test_worn_lessons_together_add_the_whole_too(effect):
    """Nearly: each adds a share of what the ones before have left."""
    wear, measured = P["repetition_wear"], yardsticks(P)["understanding"]
    dose = one_lesson(measured.share(effect), lessons(24, wear))
    o = organisation(understanding=measured.mean)
    for occasion in range(24):
        teach(o, change(understanding=dose), (1 - wear) ** occasion, P)
    assert (o["understanding"] - measured.mean) / measured.spread == pytest.approx(effect, rel=0.02)
    assert o["lessons"] == 24


# What it is measured by


@pytest.fixture(scope="module")
def drawn(peopling):
    """The organisations of eight worlds before any alliance has lived, and the trust between them."""
    scenario = with_parameters(BASELINE, starting_alliances=0.0)
    states = [world(scenario, seed, peopling)[0] for seed in range(8)]
    trust = np.concatenate([state.ties["trust"][state.ties["other"] >= 0] for state in states])
    return np.concatenate([state.organisations for state in states]), trust


@pytest.mark.parametrize("name", OF_ORGANISATIONS)
def test_organisations_differ_at_the_start_as_their_yardstick_says(drawn, name):
    levels, measured = drawn[0][name], yardsticks(P)[name]
    assert len(levels) > 5000
    assert measured.mean == pytest.approx(levels.mean(), rel=0.1)
    assert measured.spread == pytest.approx(levels.std(), rel=0.1)


def test_so_does_trust(drawn):
    measured = yardsticks(P)["trust"]
    assert (measured.mean, measured.spread) == pytest.approx((drawn[1].mean(), drawn[1].std()), rel=0.1)


def test_yardsticks_follow_the_numbers_of_the_world():
    wide = yardsticks(p_with(spread=0.25, starting_trust=0.6, practice_spread=0.3, first_skill=0.4))
    plain = yardsticks(P)
    for name in (*OF_ORGANISATIONS, "trust", "plan", "control", "indicators", "readiness", "climate", "team"):
        assert wide[name].spread > plain[name].spread
    assert (wide["skill"].mean, wide["plan"].mean, wide["plan"].spread) == (0.4, 0.0, 0.3)
    assert (plain["team"].mean, plain["readiness"].mean) == (P["team_understanding"], P["first_readiness"])


def test_what_is_no_level_of_anything_has_no_yardstick():
    assert {"support", "contact"}.isdisjoint(yardsticks(P))

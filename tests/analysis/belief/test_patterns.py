"""The patterns the model is judged by: their arithmetic on records made by hand, and each verdict its criterion's."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from small_worlds import BASELINE, PROGRAMME, through

from analysis.belief import patterns
from analysis.belief.patterns import PATTERNS, Evidence, by_age, check_all, hazard, scenarios, words
from sim.draws import DEFAULTS
from sim.ensembles.worlds import Lived, worlds
from sim.measures import MEASURES, POSITION
from sim.records import ALLIANCE

MONTHS = 61


def alliances(*lives, **fields):
    """Records of alliances by (founded, ended)."""
    made = np.zeros(len(lives), ALLIANCE)
    for record, (founded, ended) in zip(made, lives):
        record["founded"], record["ended"] = founded, ended
    for name, value in fields.items():
        made[name] = value
    return made


# Endings per alliance-year


def test_hazard_counts_endings_over_the_years_lived():
    assert hazard(alliances((1, -1), (1, -1)), 24, 60) == 0.0
    assert hazard(alliances((1, 36), (1, -1)), 24, 60) == pytest.approx(1 / (1 + 3))
    assert hazard(alliances((1, 30), (1, 42), (1, -1)), 24, 60) == pytest.approx(2 / (0.5 + 1.5 + 3))


def test_hazard_leaves_out_what_was_over_before_and_counts_the_later_born_from_their_birth():
    assert hazard(alliances((1, 12), (1, 24)), 24, 60) == 0.0
    assert hazard(alliances((48, 60)), 24, 60) == pytest.approx(1.0)
    assert hazard(alliances((48, -1), (1, 36)), 24, 60) == pytest.approx(1 / (1 + 1))


def test_hazard_of_none_is_nought():
    assert hazard(alliances(), 24, 60) == 0.0


def test_hazard_finds_a_rate_that_was_planted():
    lots = np.random.default_rng(3)
    lives = 24 + np.ceil(lots.exponential(12 / 0.15, 20_000)).astype(int)
    made = alliances(*((1, int(end) if end <= 60 else -1) for end in lives))
    assert hazard(made, 24, 60) == pytest.approx(0.15, rel=0.05)


def test_by_age_counts_endings_at_an_age_over_the_years_lived_at_it():
    made = alliances((1, 7), (1, 25), (1, -1))
    assert by_age(made, 0, 12) == pytest.approx(1 / (0.5 + 1 + 1))
    assert by_age(made, 12, 60) == pytest.approx(1 / (1 + 47 / 12))


def test_an_alliance_too_young_to_have_been_old_is_not_counted_as_old():
    assert by_age(alliances((55, -1)), 12, 60) == 0.0
    assert by_age(alliances((55, -1), (1, 25)), 12, 60) == pytest.approx(1.0)


def test_an_ending_at_the_border_belongs_to_the_younger():
    made = alliances((1, 13))
    assert by_age(made, 0, 12) == pytest.approx(1.0)
    assert by_age(made, 12, 60) == 0.0


# Evidence made by hand


def evidence(values, keys=("baseline", "programme"), made=None, count=6):
    """Worlds in which measures are as ``values`` (scenario, measure, month) says, with a little spread."""
    chosen = tuple(replace(PROGRAMME, key=key) for key in keys)
    lots = np.random.default_rng(8)
    lived = []
    for world in worlds(count, 1, 1):
        rows = np.zeros((len(keys), MONTHS, len(MEASURES)), np.float32)
        for (key, measure, month), value in values.items():
            rows[keys.index(key), month, POSITION[measure]] = value + 0.1 * lots.standard_normal()
        lived.append(
            Lived(world, rows, tuple(made if made is not None else alliances() for _ in keys), ("",) * len(keys))
        )
    return Evidence(chosen, tuple(lived))


@pytest.mark.parametrize(("operating", "business", "holds"), [(8, 5, True), (15, 5, False), (8, 15, False)])
def test_before_the_programme_alliances_are_elementary_and_business_ones_few(operating, business, holds):
    values = {("baseline", "alive", 60): 30, ("baseline", "operating", 60): operating}
    found = patterns.before(evidence({**values, ("baseline", "alive_business", 60): business}))
    assert (found.letter, found.holds) == ("a", holds)
    assert f"{operating / 30:.0%} operating" in found.figure


@pytest.mark.parametrize(("first", "second", "holds"), [(20, 20, True), (20, 35, False), (30, 20, False)])
def test_the_best_order_must_beat_both_others(first, second, holds):
    keys = ("programme", "programme-link-first", "programme-plan-first")
    values = {(key, "facilitated", 24): value for key, value in zip(keys, (30, first, second))}
    assert patterns.order(evidence(values, keys)).holds == holds


@pytest.mark.parametrize(("thorough", "holds"), [(12, True), (10, False), (8, False)])
def test_understanding_must_beat_effort(thorough, holds):
    keys = ("thorough", "slight", "slight-but-busy")
    values = {(key, "lasting", 60): value for key, value in zip(keys, (thorough, 9, 10))}
    if thorough == 10:  # as good as the other, give or take
        values[("thorough", "lasting", 60)] = 10.0
    assert patterns.understanding(evidence(values, keys)).holds == holds


@pytest.mark.parametrize(("regular", "holds"), [(12, True), (8, False)])
def test_regular_meetings_must_beat_one(regular, holds):
    values = {("regular", "lasting", 60): regular, ("one-off", "lasting", 60): 10}
    assert patterns.meetings(evidence(values, ("regular", "one-off"))).holds == holds


def supported(yearly_share):
    """Facilitated alliances of which a share ended a year after support did."""
    count = 100
    ended = round(yearly_share * count * 3)
    return alliances(*([(1, 60)] * ended + [(1, -1)] * (count - ended)), facilitated=1)


@pytest.mark.parametrize(("share", "holds"), [(0.05, False), (0.12, True), (0.25, False)])
def test_endings_must_be_as_often_as_was_seen(share, holds):
    unsupported = alliances((1, 5), (1, 6), (1, -1), (1, -1))
    made = np.concatenate([supported(share), unsupported])
    assert patterns.endings(evidence({}, made=made)).holds == holds


def test_the_young_must_end_faster():
    older = alliances((1, 40), (1, 41), (1, -1), (1, -1))
    assert not patterns.endings(evidence({}, made=np.concatenate([supported(0.12), older]))).holds


def worlds_with(rates, count, lots):
    """Worlds of 20 alliances that end at one yearly rate in their first year and at another later."""
    made = []
    for _ in range(count):
        young, older = (lots.exponential(12.0 / rate, 20) for rate in rates)
        lives = np.where(young < 12.0, young, 12.0 + older)
        made.append(alliances(*((1, 1 + max(1, int(np.ceil(life))) if life < 58 else -1) for life in lives)))
    return made


def test_the_difference_of_young_and_older_is_found_with_its_error():
    lots = np.random.default_rng(5)
    found = patterns.younger_end_faster(worlds_with((0.2, 0.1), 300, lots))
    assert found.low < 0.1 < found.high and found.low > 0.0
    assert found.high - found.low < 0.06
    alike = [patterns.younger_end_faster(worlds_with((0.1, 0.1), 30, lots)) for _ in range(60)]
    assert sum(one.low > 0.0 for one in alike) <= 6  # 2.5 % of them, were the intervals perfect


def test_few_worlds_do_not_show_that_the_young_end_faster():
    few = worlds_with((0.12, 0.1), 3, np.random.default_rng(6))
    assert patterns.younger_end_faster(few).low < 0.0


@pytest.mark.parametrize(
    ("peaks", "holds"),
    [
        ([2] * 40 + [3] * 30 + [5] * 15 + [9] * 10 + [20] * 5, True),
        ([2] * 50 + [30] * 50, False),
        ([2] * 40 + [3] * 40 + [5] * 20, False),
        ([2] * 40 + [3] * 30 + [5] * 15 + [9] * 10 + [40] * 5, False),
    ],
    ids=["skewed", "two humps", "all small", "too large"],
)
def test_sizes_must_be_skewed_from_two_to_a_few_dozen(peaks, holds):
    made = alliances(*([(1, -1)] * len(peaks)), peak=np.array(peaks))
    assert patterns.sizes(evidence({}, made=made)).holds == holds


@pytest.mark.parametrize(("ratio", "holds"), [(1.2, False), (2.0, True), (4.0, False)])
def test_able_organisations_must_found_about_twice_as_often(monkeypatch, ratio, holds):
    monkeypatch.setattr(patterns, "_founding_ratio", lambda e: ratio)
    found = patterns.capability(evidence({}))
    assert found.holds == holds
    assert f"{ratio:.1f} times" in found.figure


@pytest.mark.parametrize(("gain", "holds"), [(0.03, False), (0.07, True), (0.15, False)])
def test_training_must_raise_surplus_as_was_measured(monkeypatch, gain, holds):
    monkeypatch.setattr(patterns, "_trained_gain", lambda e: gain)
    assert patterns.training(evidence({})).holds == holds


# What is run for them


def test_the_scenarios_differ_as_the_patterns_need():
    chosen = {scenario.key: scenario for scenario in scenarios()}
    assert set(chosen) >= {"baseline", "programme", "programme-link-first", "programme-plan-first"}
    slight, busy = chosen["slight"], chosen["slight-but-busy"]
    assert {k: v for k, v in busy.parameters.items() if slight.parameters.get(k) != v} == {"team_visits": 12.0}
    assert chosen["thorough"].parameters["team_understanding"] > slight.parameters["team_understanding"]
    regular, once = chosen["regular"].applied[0], chosen["one-off"].applied[0]
    occasions = len(range(regular.start, regular.end + 1, int(regular.recommendation.changes[0].setting("every"))))
    assert once.start == once.end
    assert once.sessions == occasions * regular.recommendation.changes[0].setting("sessions") > 1
    assert chosen["trained"].programme is None


def test_the_trained_are_compared_with_themselves_untrained():
    e = Evidence(scenarios(), tuple(Lived(w, np.zeros((1, 1, 1)), (), ()) for w in worlds(2, 1, 1)))
    assert 0.0 < patterns._trained_gain(e) < 0.5


def founder_of(state, number, speaks):
    """Who speaks for an alliance at the end of its first month; whoever was in it first, if that one left by then."""
    entries = state.ledger[: state.counts["ledger"][0]]
    first = entries[entries["alliance"] == number][0]
    return first["organisation"] if first["left"] == state.counts["month"][0] else speaks


@pytest.mark.slow
def test_founders_are_those_who_founded_whoever_speaks_for_an_alliance_now(peopling):
    at_defaults = [world._replace(draw=DEFAULTS) for world in worlds(4, 1, 1)]
    e = Evidence(scenarios(), tuple(Lived(w, np.zeros((1, 1, 1)), (), ()) for w in at_defaults))
    founded, there = np.zeros(2), np.zeros(2)
    for world in worlds(4, 1, 1):
        seen, founders = 0, []
        for month, state, _ in through(PROGRAMME, world.seed, peopling):
            new = state.alliances[seen : state.counts["alliances"][0]]
            if month > 0:  # in the month it was founded, its founder speaks for it, or has just left
                founders.extend(founder_of(state, seen + nth, one) for nth, one in enumerate(new["founder"]))
            seen = int(state.counts["alliances"][0])
        founded += np.bincount(
            state.organisations["weak"][founders], minlength=2
        )  # as their places are held at the end
        there += np.bincount(state.organisations["weak"][: state.counts["active"][0]], minlength=2)
    able, weak = founded / there
    assert patterns._founding_ratio(e) == pytest.approx(
        able / weak, rel=0.05
    )  # one may stop speaking in that very month
    assert able / weak > 1.0


# Words


def found(letter, holds):
    return patterns.Found(letter, "set" if letter in "dfh" else "held", "7 times", "5 to 10 times", holds)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_words_say_each_verdict_and_how_many_hold(lang):
    passed, failed = (words([found("a", holds), found("d", holds)], 60, lang) for holds in (True, False))
    assert len(passed) == len(failed)
    assert "(a)" in "\n".join(passed) and "(d)" in "\n".join(passed)
    assert sum(a != b for a, b in zip(passed, failed)) == 3  # two verdicts and the count
    assert "7 times" in "\n".join(passed) and "5 to 10 times" in "\n".join(passed)


def test_a_verdict_can_be_written_as_json():
    few = evidence({("baseline", "alive", 60): 30, ("baseline", "lasting", 60): 3})
    made = alliances(*([(1, -1)] * 4), peak=np.array([2, 3, 4, 20]))
    for one in (patterns.before(few), patterns.sizes(evidence({}, made=made))):
        json.dumps(asdict(one))


@pytest.mark.slow
def test_every_pattern_is_computed_and_judged_by_its_criterion():
    results = check_all(worlds(60, 1, 1), 2, "en")
    assert [one.letter for one in results] == list("abcdefgh") == [pattern_letter(p) for p in PATTERNS]
    assert all(one.figure and one.criterion and isinstance(one.holds, bool) for one in results)
    assert [one.letter for one in results if one.kind == "set"] == ["d", "f", "h"]
    assert {one.kind for one in results} == {"set", "built", "held", "fitted"}
    assert [one.letter for one in results if one.kind == "fitted"] == ["a"]
    json.dumps([asdict(one) for one in results])
    held = {one.letter: one.holds for one in results}
    yearly = float(next(one.figure for one in results if one.letter == "d").split(" a year")[0])
    assert held["d"] <= (0.08 <= yearly <= 0.19)
    gain = float(next(one.figure for one in results if one.letter == "h").split("%")[0]) / 100
    assert held["h"] == (0.0495 <= gain <= 0.1005)
    assert BASELINE.key == patterns.BASELINE


def pattern_letter(pattern):
    """The letter its docstring begins with."""
    return pattern.__doc__[1]

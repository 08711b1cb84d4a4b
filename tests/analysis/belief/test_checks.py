"""Whether a fit is believable: what passes, what fails, and what is said, on a model simple enough to know."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from toy_bank import BUSINESS, LEVEL, prior_bank, toy_bank

from analysis.belief import checks, outlook
from analysis.belief.checks import CHECKS, believed, plain, summary
from analysis.belief.outlook import oddness, prior_weights
from analysis.belief.recovery import TESTED, Recovery
from analysis.belief.robustness import moved, readings, tilts, unnamed, unsaid
from analysis.belief.tables import learnt_table, recovery_places, recovery_table
from analysis.belief.truths import FIRST, outside, put_on_trial, summed_up, true_worlds, two_runs
from analysis.belief.words import words
from analysis.calibration.fit import first_fit, refined
from analysis.calibration.observations import Report, rows, shipped
from analysis.calibration.observed_file import load_report
from analysis.calibration.priors import NAMES, TAUGHT
from analysis.calibration.readings import OPERATORS, SHIPPED_READINGS
from analysis.calibration.weights import mean, spread
from analysis.language.labels import quantity
from sim.draws import PRIORS
from sim.language.layout import width
from sim.parameters import BY_NAME


def simulate(unit, first):
    return toy_bank(unit, 2, first)


@pytest.fixture(scope="module")
def fit():
    return first_fit(prior_bank(1024, 5, 1), shipped())


@pytest.fixture(scope="module")
def small():
    return first_fit(prior_bank(512, 5, 1), shipped())


@pytest.fixture(scope="module", autouse=True)
def few_draws():
    """What is foretold is drawn fewer times than in earnest; ``tests/verification`` has the whole of it."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (outlook, checks):
            patch.setattr(module, "DRAWS", 100)
        yield


@pytest.fixture(scope="module")
def belief(few_draws, small):
    return believed(small, simulate, 7, 6, 2)


# Synthetic truths


def test_truths_have_nothing_to_do_with_the_bank_and_can_all_be_fitted(fit):
    asked = []
    bank = true_worlds(fit, lambda unit, first: asked.append(first) or simulate(unit, first), 70, 3)
    assert len(bank) == 70 and min(asked) == FIRST > len(fit.bank) and len(asked) >= 2
    totals = bank.counts("created")[:, 0].sum(axis=(1, 2))
    assert totals.min() >= 10 and totals.max() <= 60
    fewer = true_worlds(fit, simulate, 40, 3)
    assert len(fewer) == 40


def test_where_nothing_can_be_reported_there_is_nothing_to_fit(fit):
    def empty(unit, first):
        bank = simulate(unit, first)
        return replace(bank, tables=np.zeros_like(bank.tables))

    assert len(true_worlds(fit, empty, 5, 3)) == 0


def test_truths_of_the_real_model_are_lived_through_twice():
    bank = two_runs(3, 1)(np.full((2, len(NAMES)), 0.5), FIRST)
    assert bank.tables.shape[1:3] == (2, 2) and bank.complete.all()
    assert (bank.tables[:, 0] != bank.tables[:, 1]).any()


def test_a_trial_is_the_same_for_the_same_seed_and_any_workers(fit):
    told = []
    one = put_on_trial(fit, simulate, 5, 4, 1, tell=told.append)
    assert one == put_on_trial(fit, simulate, 5, 4, 2) and one.truths == 4 == told[-1]
    assert one != put_on_trial(fit, simulate, 6, 4, 2)


@pytest.mark.parametrize(
    ("places", "inside", "even"),
    [
        (np.linspace(0.0025, 0.9975, 200), True, True),
        (np.linspace(0.3, 0.7, 200), False, False),
        (np.concatenate([np.linspace(0, 0.14, 100), np.linspace(0.86, 1, 100)]), False, False),
        (np.linspace(0.06, 0.5, 200), False, False),
    ],
)
def test_coverage_and_evenness_are_held_against_their_bars(places, inside, even):
    trial = summed_up(Recovery(np.tile(places[:, None], (1, len(TESTED))), np.full(200, 150.0), ()))
    assert {(one.inside, one.even) for one in trial.tried} == {(inside, even)}
    assert sum(trial.tried[0].places) == trial.tried[0].truths == 200
    assert trial.tried[0].ninety_error == pytest.approx(
        math.sqrt(trial.tried[0].ninety * (1 - trial.tried[0].ninety) / 200)
    )


def test_what_luck_alone_leaves_outside_is_told():
    assert outside(200) == pytest.approx(0.0134, abs=0.003)
    hits = np.random.default_rng(1).binomial(200, 0.9, 200_000)
    assert outside(200) == pytest.approx(np.mean((hits < 170) | (hits > 190)), abs=0.001)
    assert outside(400) < outside(200) < outside(20)


# What is foretold


def test_a_report_that_fits_is_not_odd_and_one_that_does_not_is(fit):
    assert all(share > 0.05 for share in oddness(fit, 1).values()) and set(oddness(fit, 1)) == {"total", "named"}
    assert oddness(replace(fit, report=replace(fit.report, total=90)), 1)["total"] < 0.05
    counts = Report(31, provinces=(3, 4, *(None,) * 7), forms=(15, None, None))
    assert set(oddness(fit.heard(counts), 1)) == {"total", "provinces", "forms"}


def test_the_reported_world_is_made_whole(belief):
    assert (belief.outlook.forms[:, 0] >= [4, 4, 1]).all() and (belief.outlook.provinces[:, 0] >= 1).all()
    assert (belief.outlook.before.total[4] - belief.outlook.before.total[0]) > 30


def test_a_refined_bank_still_knows_its_prior(fit):
    better = refined(fit, 1024, 5, lambda unit, first: toy_bank(unit, 5, first))
    weights = prior_weights(better)
    assert weights.sum() == pytest.approx(1.0)
    assert mean(better.bank.unit, weights) == pytest.approx(np.full(len(NAMES), 0.5), abs=0.04)
    assert spread(better.bank.unit, weights)[LEVEL] == pytest.approx(math.sqrt(1 / 12), abs=0.02)
    assert spread(better.bank.unit, np.full(2048, 1 / 2048))[LEVEL] < 0.26


# What it leans on


def test_without_names_only_what_they_tell_is_wider(belief, small):
    assert NAMES[BUSINESS] in belief.unnamed.wider and NAMES[LEVEL] not in belief.unnamed.wider
    assert "wider" not in belief.failed
    assert unnamed(small.heard(small.report.without_labels()), list(belief.learnt), 1) is None


def test_the_report_is_read_in_every_other_way_once():
    told = list(readings(shipped()))
    assert told[0] == ("flagship-namely", shipped())
    assert [name for name, _ in told[1:5]] == [name for name in SHIPPED_READINGS if name != "flagship-namely"]
    assert [one.operator for _, one in told[5:7]] == [name for name in OPERATORS if name != "created"]
    assert told[7][1] == shipped(plausible=False) and len({one for _, one in told}) == len(told) == 8


def test_a_report_of_ones_own_is_read_otherwise_as_far_as_it_can_be():
    labels = np.zeros((9, 3), int)
    assert [name for name, _ in readings(Report(20))] == ["sample"] * 4
    labels[0] = 1, 1, 0
    assert {name for name, _ in readings(Report(20, labelled=rows(labels)))} == {"sample", "total", "lower-bounds"}
    labels[0, 1] = 0
    assert "flagship" in {name for name, _ in readings(Report(20, labelled=rows(labels)))}


def test_leaning_the_prior_of_one_parameter_moves_what_stands_in_for_it(fit):
    unit = fit.bank.unit
    together = np.exp(-200.0 * (unit[:, 0] - unit[:, 1]) ** 2)
    found = tilts(replace(fit, log_likelihood=np.log(together)))
    assert len(found) == 2 * TAUGHT
    low, high = found[:2]
    assert (low.moved, high.moved) == (NAMES[1], NAMES[1]) and low.clear and high.clear
    assert low.shift < -0.5 < 0.5 < high.shift
    assert abs(found[2 * LEVEL].total) > 3 * found[2 * LEVEL].total_error > 0


def test_the_error_of_a_move_is_that_of_both_means_together():
    rng = np.random.default_rng(2)
    shifts, errors = [], []
    for _ in range(300):
        values, weights = rng.random((400, 1)), rng.random(400) ** 2
        before, after = weights / weights.sum(), weights * values[:, 0] / (weights * values[:, 0]).sum()
        shift, error = moved(values, before, after)
        shifts.append(shift[0])
        errors.append(error[0])
    assert np.std(shifts) == pytest.approx(np.mean(errors), rel=0.15)


def test_soft_statements_are_left_out_in_turn(fit):
    assert unsaid(fit.heard(shipped(plausible=False))) == []
    told = unsaid(fit)
    assert [one.key for one in told] == ["business_few", "quiet"]
    assert all(0 <= share <= 1 for one in told for share in (one.before, one.unsaid, one.said))


# All of it


def test_a_belief_is_the_same_for_the_same_seed_and_any_workers():
    fit = first_fit(prior_bank(96, 5, 1), shipped())
    told = [json.dumps(summary(believed(fit, simulate, 7, 3, workers))) for workers in (1, 2)]
    assert told[0] == told[1]


def test_a_summary_has_every_check_and_nothing_json_cannot_hold(belief):
    told = json.loads(json.dumps(summary(belief), allow_nan=False))
    assert list(told["checks"]) == list(CHECKS)
    assert {name for name, passes in told["checks"].items() if not passes} == set(belief.failed)
    assert len(told["trial"]["tried"]) == len(TESTED)
    assert plain([math.nan, np.float64(2), np.array([1, 2])]) == [None, 2.0, [1, 2]]


def unbroken(said: str) -> str:
    """Lines put together again where a line end broke them."""
    return re.sub(r"\n *", " ", said)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_everything_is_said_and_nothing_left_open(belief, lang):
    said = words(belief, lang)
    assert all("{" not in line and "nan" not in line for line in said)
    assert all(width(part) <= 115 for line in said for part in line.split("\n"))
    everything = unbroken("\n".join(said))
    assert [name for name in TESTED if quantity(name, lang) not in everything] == []


def test_the_verdict_comes_first_and_says_what_failed(belief):
    fine = replace(
        belief,
        worth=replace(belief.worth, effective_size=400.0),
        trial=replace(belief.trial, tried=tuple(replace(one, ninety=0.9, ninety_p=1.0) for one in belief.trial.tried)),
    )
    assert fine.failed == () and words(fine, "en")[0].startswith("Believable as far as it goes: none of 7")
    tried = (replace(fine.trial.tried[0], ninety=0.7, ninety_p=0.001, p_value=0.001), *fine.trial.tried[1:])
    bad = replace(
        fine,
        worth=replace(fine.worth, effective_size=40.0),
        trial=replace(fine.trial, tried=tried),
        outlook=replace(fine.outlook, odd={"total": 0.01}),
        forms=replace(fine.forms, p_value=0.01),
        total_left_out=replace(fine.total_left_out, share_below=0.99),
        unnamed=replace(fine.unnamed, wider=()),
    )
    assert bad.failed == CHECKS and bad.outside == bad.uneven == (TESTED[0],)
    said = words(bad, "en")
    assert said[0] == "Believable only in part: 7 of 7 checks fail."
    assert len([line for line in said[:8] if line.startswith("  · ")]) == 7
    assert f"{quantity(TESTED[0], 'en')} 70\u00a0%" in unbroken(said[2])


def test_a_report_with_little_in_it_is_checked_as_far_as_it_goes(small, tmp_path):
    (tmp_path / "total.csv").write_text("number\n31\n", encoding="utf-8")
    bare = believed(small.heard(load_report(tmp_path / "total.csv")), simulate, 7, 3)
    assert set(CHECKS) - set(bare.made) == {"forms", "total", "wider"}
    assert summary(bare)["checks"]["wider"] is None and not {"forms", "total", "wider"} & set(bare.failed)
    assert bare.forms is None and bare.total_left_out is None and bare.unnamed is None and bare.provinces == ()
    assert words(bare, "en") and words(bare, "th") and summary(bare)["log_score"] is None


def test_tables_for_charts_have_a_row_a_quantity(belief):
    table = recovery_table(belief.trial, "th")
    assert list(table["name"]) == [quantity(name, "th") for name in TESTED]
    assert (recovery_places(belief.trial).sum(axis=1) == table["truths"]).all()
    table = learnt_table(belief.learnt, "en").set_index("name")
    ends = table.loc[quantity("team_visits", "en"), ["low", "middle", "high"]].tolist()
    prior = PRIORS["team_visits"]
    assert table.loc[quantity("team_visits", "en"), "unit"] == BY_NAME["team_visits"].unit
    assert ends == pytest.approx([prior.low, (prior.low * prior.high) ** 0.5, prior.high])

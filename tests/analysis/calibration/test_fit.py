"""A fit from bank to posterior, on a model simple enough to know the answer, and a small bank of the real one."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from toy_bank import BUSINESS, LEVEL, prior_bank, toy_bank

from analysis.belief.holdouts import base_rates, forms_left_out, provinces_left_out, total_left_out
from analysis.belief.recovery import TESTED, corrected, coverage, histogram, recovered
from analysis.calibration import bank as bank_module
from analysis.calibration.adequacy import adequacy
from analysis.calibration.bank import OPERATORS, STATISTICS, gathered, joined, simulate_sets
from analysis.calibration.fit import first_fit, refined
from analysis.calibration.learning import learnt
from analysis.calibration.observations import Report, reported, shipped
from analysis.calibration.plausibility import RENEWAL, STATEMENTS, log_plausibility, said_of
from analysis.calibration.posterior import posterior, read, write
from analysis.calibration.prediction import completed, fit_of, foretold
from analysis.calibration.priors import NAMES, points
from analysis.calibration.weights import effective_size, error_of_mean, mean, spread
from sim.draws import drawn
from sim.ensembles.worlds import run_seed
from sim.inputs.faults import InputFault


@pytest.fixture(scope="module")
def fit():
    return first_fit(prior_bank(2048, 9, 1), shipped())


# The bank


@pytest.fixture(scope="module")
def lived():
    return list(simulate_sets(points(4, 3), range(10, 14), 2, 7, 1))


def test_a_set_is_the_same_alone_in_any_order_and_with_any_workers(lived):
    unit = points(4, 3)
    again = list(simulate_sets(unit[::-1], range(13, 9, -1), 2, 7, 3))[::-1]
    (alone,) = simulate_sets(unit[2:3], [12], 2, 7, 2)
    for one, other in (*zip(lived, again), (lived[2], alone)):
        assert one.number == other.number
        assert all((np.asarray(a) == np.asarray(b)).all() or np.isnan(a).any() for a, b in zip(one, other))
        assert one.tables.tobytes() == other.tables.tobytes()
        assert one.statistics.tobytes() == other.statistics.tobytes()


def test_a_bank_counts_what_a_run_measures(lived):
    from analysis.calibration.priors import named, values
    from sim.draws import DEFAULTS
    from sim.measures import POSITION
    from sim.scenario import load_scenario
    from sim.simulate import Peopling, simulate

    scenario = load_scenario("programme")
    chosen = named(values(points(4, 3))[1])
    run = simulate(replace(scenario, months=24, parameters=chosen), run_seed(7, 11, 1), DEFAULTS, Peopling())
    tables = lived[1].tables[:, 1]
    for operator, measure in zip(OPERATORS, ("facilitated", "kept", "alive")):
        assert tables[OPERATORS.index(operator)].sum() == run.rows[-1, POSITION[measure]]
    told = dict(zip(STATISTICS, lived[1].statistics[1]))
    assert told["alive"] == run.rows[-1, POSITION["alive"]]
    assert told["operating"] == run.rows[-1, POSITION["operating"]]
    assert told["renewal"] == pytest.approx(told["unaided"] / run.rows[0, POSITION["alive"]], rel=1e-6)
    assert told["unaided"] == run.rows[-1, POSITION["founded"]] - run.rows[-1, POSITION["facilitated"]]
    assert told["weak_share"] == pytest.approx(run.rows[-1, POSITION["weak_share"]], rel=1e-6)


def test_a_world_that_outgrew_its_arrays_is_marked(monkeypatch):
    def too_full(state, plan, seed, months):
        from sim.simulate import run_on

        run = run_on(state, plan, seed, 1)
        return type(run)(run.rows, run.state, False)

    monkeypatch.setattr(bank_module, "run_on", too_full)
    (one,) = simulate_sets(points(1, 3), [0], 2, 7, 1)
    assert not one.complete.any() and np.isnan(one.statistics).all()


def test_banks_join_and_part(lived):
    unit = points(4, 3)
    whole = gathered(unit, lived)
    halves = joined([whole.part(np.array([0, 1])), whole.part(np.array([2, 3]))])
    assert len(whole) == 4 and (halves.unit == unit).all()
    assert halves.tables.tobytes() == whole.tables.tobytes()


# Fitting


def test_weighing_agrees_with_counting_matches():
    """Rejection by exact matches, another method on the same problem: runs with the total reported."""
    bank = prior_bank(8192, 17, 2)
    fit = first_fit(bank, Report(31, reading="total"))
    matches = (bank.counts("created").sum(axis=(2, 3)) == 31).sum(axis=1).astype(float)
    counted = matches / matches.sum()
    error = np.hypot(error_of_mean(bank.unit, fit.weights), error_of_mean(bank.unit, counted))
    assert (np.abs(mean(bank.unit, fit.weights) - mean(bank.unit, counted)) < 4 * error).all()
    assert spread(bank.unit, fit.weights)[LEVEL] == pytest.approx(spread(bank.unit, counted)[LEVEL], rel=0.08)


def test_only_what_the_report_speaks_of_is_learnt(fit):
    verdicts = {one.name: one.verdict for one in learnt(fit.bank.unit, fit.weights)}
    assert verdicts.pop(NAMES[LEVEL]) == "learnt"
    assert verdicts.pop(NAMES[BUSINESS]) in ("learnt", "partly")
    assert set(verdicts.values()) == {"prior"}


def test_without_labels_what_they_say_is_not_known(fit):
    blind = fit.heard(fit.report.without_labels())
    assert spread(fit.bank.unit, blind.weights)[BUSINESS] > 1.2 * spread(fit.bank.unit, fit.weights)[BUSINESS]
    assert blind.information < fit.information


def test_refining_agrees_with_the_first_bank_and_is_worth_more(fit):
    better = refined(fit, 1024, 5, lambda unit, first: toy_bank(unit, 9, first))
    assert better.effective_size > 1.5 * fit.effective_size
    assert len(better.bank) == 3072 and better.waves[0][1] == 1024
    error = np.hypot(error_of_mean(better.bank.unit, better.weights), error_of_mean(fit.bank.unit, fit.weights))
    apart = np.abs(mean(better.bank.unit, better.weights) - mean(fit.bank.unit, fit.weights))
    assert (apart < 4 * error).all()
    twice = refined(better, 256, 6, lambda unit, first: toy_bank(unit, 9, first))
    assert twice.effective_size > better.effective_size
    assert twice.log_evidence == pytest.approx(fit.log_evidence, abs=0.3)


def test_what_cannot_be_produced_is_said_and_not_refined(fit):
    lost = fit.heard(Report(500, reading="total"))
    assert not lost.possible and lost.effective_size == 0.0 and lost.weights.sum() == 0.0
    assert refined(lost, 64, 1, lambda unit, first: pytest.fail("nothing to look for")) is lost


def test_a_fit_knows_its_noise(fit):
    assert 0.05 < fit.noise() < 1.0


# Adequacy of the prior


def test_the_prior_is_held_against_every_count():
    bank = prior_bank(512, 9, 1)
    verdicts = [adequacy(bank, Report(total))[0].verdict for total in (31, 0, 500)]
    assert verdicts == ["fine", "fine", "impossible"]
    both = adequacy(bank, Report(31, provinces=(4, *(None,) * 8), forms=(None, None, 40)))
    assert [one.what for one in both] == ["total", "province", "form"]
    assert both[2].verdict in ("rare", "impossible")


def test_a_prior_that_produces_hardly_anything_else_is_found_out():
    unit = points(256, 1)
    unit[:, LEVEL] = 1.0 - 31 / 72 / 0.9
    bank = toy_bank(unit, 9, 1)
    tables = bank.tables.copy()
    tables[:, :, :] = tables[:, :1, :1]
    same = type(bank)(unit, tables, bank.statistics, bank.complete)
    total = int(same.counts("created")[0, 0].sum())
    assert adequacy(same, Report(total))[0].verdict == "only"


# Prediction


def test_what_is_foretold_holds_what_was_fitted(fit):
    ahead = foretold(fit.bank, fit.weights, fit.report)
    assert ahead.central and ahead.total[0] < 31 < ahead.total[4]
    assert (ahead.at_least_one > 0.5).all()
    before = foretold(fit.bank, np.full(len(fit.bank), 1 / len(fit.bank)), fit.report)
    assert before.total[4] - before.total[0] > 2 * (ahead.total[4] - ahead.total[0])


def test_completed_tables_hold_the_report(fit):
    tables = completed(fit, 50, 3)
    assert (tables.sum(axis=(1, 2)) == 31).all()
    assert (tables * fit.report.labels).sum(axis=2).min() >= 1
    assert len({table.tobytes() for table in tables}) > 30
    assert (tables == completed(fit, 50, 3)).all()


def test_odd_vectors_are_odd():
    rng = np.random.default_rng(1)
    simulated = rng.multivariate_normal([0, 0], [[1, 0.9], [0.9, 1]], 2000)
    even = np.full(2000, 1 / 2000)
    assert fit_of(simulated, np.array([0.0, 0.0]), even) > 0.95
    assert fit_of(simulated, np.array([2.0, -2.0]), even) < 0.01
    assert fit_of(simulated, np.array([1.0, 1.0]), even) == pytest.approx(math.exp(-0.5 * 2 / 1.9), abs=0.05)
    flat = np.column_stack([simulated[:, 0], np.zeros(2000)])
    assert fit_of(flat, np.array([0.0, 1.0]), even) == 0.0


# Recovery


@pytest.fixture(scope="module")
def small():
    return first_fit(prior_bank(512, 5, 1), shipped())


def some_truths(count):
    return toy_bank(np.random.default_rng(10).random((count, len(NAMES))), 2, 9)  # truths and their chance apart


def test_truths_are_found_where_the_fit_says(small):
    found = recovered(small, some_truths(40), 4, 2)
    assert 20 < len(found.sizes) <= 40 and np.median(found.sizes) > 10
    told = {one.name: one for one in coverage(found)}
    assert list(told) == list(TESTED)
    assert min(told[name].ninety for name in (NAMES[LEVEL], NAMES[BUSINESS], "total")) > 0.7
    assert corrected([one.p_value for one in told.values()]).min() > 0.01
    assert (histogram(found).sum(axis=1) == len(found.sizes)).all()
    assert found.thin > 0.5  # so small a bank is not to be trusted, and says so


def test_statements_made_or_not_are_all_there_is_to_say(small):
    combinations = list(product((True, False), repeat=len(STATEMENTS)))
    said = [np.exp(log_plausibility(small.bank, made=made)) for made in combinations]
    assert np.allclose(np.sum(said, axis=0), 1.0)
    assert np.array_equal(said[0], np.exp(log_plausibility(small.bank)))


def test_statements_are_right_as_often_as_they_are_taken_to_be():
    rng, right = np.random.default_rng(2), np.array([one.right for one in STATEMENTS])
    so = np.full(len(STATISTICS), sum(RENEWAL) / 2)
    loud, still = np.full(len(STATISTICS), 1000.0), np.zeros(len(STATISTICS))
    unknown = np.full(len(STATISTICS), np.nan)  # nobody founded anything unaided: nothing contradicts a statement
    few, many = (np.array([one.key == key for one in STATEMENTS]) for key in ("business_few", "quiet"))
    for statistics, holds in ((so, few | many), (loud, few & many), (still, few), (unknown, few | many)):
        made = np.array([said_of(statistics, rng) for _ in range(2000)])
        assert made.mean(axis=0) == pytest.approx(np.where(holds, right, 1.0 - right), abs=0.03)


def test_about_as_many_alliances_must_arise_as_end(small):
    column = STATISTICS.index("renewal")
    statement = next(one for one in STATEMENTS if one.statistic == "renewal")
    low, high = RENEWAL
    assert statement.holds(np.array([low - 0.01, low, high, high + 0.01, np.nan])).tolist() == [0, 1, 1, 0, 1]
    statistics = small.bank.statistics.copy()
    statistics[..., column] = high + 1.0
    gone = log_plausibility(replace(small.bank, statistics=statistics), [statement])
    assert np.allclose(np.exp(gone), 1.0 - statement.right)


def test_truths_of_whom_the_statements_are_made_or_denied_are_found_too(small):
    heard = small.heard(replace(small.report, plausible=True))
    deaf = small.heard(replace(small.report, plausible=False))
    found = recovered(heard, some_truths(24), 4, 2)
    assert corrected([one.p_value for one in coverage(found)]).min() > 0.01
    few = [recovered(one, some_truths(6), 4, 2).places for one in (heard, deaf)]
    assert not np.array_equal(*few)


def test_a_fit_that_is_too_sure_is_found_out(small):
    sure = replace(small, log_drawn=np.abs(small.bank.unit[:, 0] - 0.5) * 24.0)
    told = coverage(recovered(sure, some_truths(40), 4, 2))
    assert told[0].ninety < 0.75
    assert corrected([one.p_value for one in told]).min() < 0.01


def test_several_p_values_are_corrected_in_steps():
    assert corrected([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])


# Hold-outs


def test_each_province_is_left_out_in_turn(small):
    found = provinces_left_out(small, 2)
    assert [one.province for one in found] == list(range(9))
    assert all(one.chances.sum() == pytest.approx(1.0) and one.log_score < 0 for one in found)
    assert len(base_rates(small.report)) == 9


def test_forms_and_total_are_left_out(fit):
    forms = forms_left_out(fit, 200, 1)
    assert forms.named.shape == (200, 3) and forms.reported.tolist() == [4, 4, 1]
    assert 0.0 < forms.p_value <= 1.0
    total = total_left_out(fit)
    assert total.quantiles[4] - total.quantiles[0] > 20 and 0.0 < total.share_below < 1.0


# The posterior as a file


def test_a_posterior_is_read_as_it_was_written(fit, tmp_path):
    one = posterior(fit, 3, {"made_by": "a test", "behaviour": "known"})
    write(one, tmp_path / "mine.csv")
    again = read(tmp_path / "mine.csv")
    assert (again.table == one.table).all() and again.weights == pytest.approx(one.weights)
    assert again.provenance["made_by"] == "a test" and again.provenance["report"]["total"] == 31
    before = (tmp_path / "mine.csv").read_bytes(), (tmp_path / "mine.json").read_bytes()
    write(posterior(fit, 3, {"made_by": "a test", "behaviour": "known"}), tmp_path / "mine.csv")
    assert before == ((tmp_path / "mine.csv").read_bytes(), (tmp_path / "mine.json").read_bytes())
    write(posterior(fit, 3, {"behaviour": "known", "made_by": "a test"}), tmp_path / "turned.csv")
    assert before[1] == (tmp_path / "turned.json").read_bytes()  # in whatever order it is said


def test_a_posterior_is_the_fit_it_was_made_of(fit):
    from analysis.calibration.priors import unit_of

    one = posterior(fit, 3, count=4000)
    assert effective_size(one.weights) < len(one.weights) + 1
    error = 3 / math.sqrt(4000)
    assert mean(unit_of(one.table), one.weights) == pytest.approx(mean(fit.bank.unit, fit.weights), abs=error)
    sets = one.to_draw_from()
    assert set(sets.sets[0]) == set(NAMES) and sets.cumulative[-1] == 1.0
    drawn_ = [drawn(number, 7, sets).learnt for number in range(2000)]
    assert drawn_ == [drawn(number, 7, sets).learnt for number in range(2000)]
    walked = np.array([[one_[name] for name in NAMES] for one_ in drawn_])
    even = np.full(2000, 1 / 2000)
    assert mean(unit_of(walked), even) == pytest.approx(mean(fit.bank.unit, fit.weights), abs=0.03)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("link_push", "link_pull"), "did you mean link_push?"),
        (lambda text: text.replace("\n0.", "\n0.9", 1), "changed since they were written"),
        (lambda text: text.splitlines()[0] + "\n", "changed since they were written"),
    ],
)
def test_a_changed_posterior_is_refused(fit, tmp_path, change, words):
    path = tmp_path / "mine.csv"
    write(posterior(fit, 3, {"behaviour": "known"}), path)
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(InputFault, match=words.replace("?", r"\?")):
        read(path)


def test_values_outside_the_prior_are_refused_even_when_sealed(fit, tmp_path):
    import hashlib

    path = tmp_path / "mine.csv"
    write(posterior(fit, 3, {"behaviour": "known"}), path)
    rows = path.read_text("utf-8").splitlines()
    cells = rows[4].split(",")
    cells[3], cells[5] = "99", "x"
    text = "\n".join([*rows[:4], ",".join(cells), *rows[5:]]) + "\n"
    path.write_text(text, "utf-8")
    about = json.loads(path.with_suffix(".json").read_text("utf-8"))
    about["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    path.with_suffix(".json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(InputFault) as raised:
        read(path)
    assert len(raised.value.faults) == 2


def test_a_report_of_a_world_can_be_fitted(fit):
    table = fit.bank.counts("created")[7, 0].astype(int)
    again = fit.heard(reported(table, np.random.default_rng(1)))
    assert again.possible and again.weights[7] > 1.0 / len(fit.bank)  # its own set is likelier than most

"""Is the fit believable: are truths it has not seen found where it says, as often as it says?

Simulation-based calibration: Talts et al. (2018), arXiv:1804.06788; Modrák et al. (2023), Bayesian Analysis. Truths are
drawn from the prior in runs of their own, reported in the manner of the source, and fitted by weighing a bank anew;
where soft evidence is taken into account, it is given or denied of each truth, with the error it is taken to have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.calibration.bank import STATISTICS, Bank
from analysis.calibration.fit import ENOUGH, Fit
from analysis.calibration.likelihood import log_likelihood
from analysis.calibration.observations import Report, reported
from analysis.calibration.plausibility import log_plausibility, said_of
from analysis.calibration.prediction import unseen
from analysis.calibration.priors import NAMES, TAUGHT
from analysis.calibration.weights import effective_size, normalised, share_below

TESTED = (*NAMES[:TAUGHT], *STATISTICS, "total")
"""What is looked for: every parameter, what is not fitted, and the next world's total."""
WITHIN = (10, 60)
"""Totals of the reports that are fitted. Leaving reports out by what they say leaves the test valid."""
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Recovery:
    """Where the truths were found.

    Attributes
    ----------
    places : (truths, tested) posterior weight below the truth, even between 0 and 1 if the fit is believable
    sizes : (truths,) effective sample size of each fit
    reports : what each truth was fitted to
    """

    places: np.ndarray
    sizes: np.ndarray
    reports: tuple[Report, ...]

    @property
    def thin(self) -> float:
        """Share of fits whose effective sample size is too small to be trusted; they are counted all the same."""
        return float(np.mean(self.sizes < ENOUGH))


@dataclass(frozen=True)
class Coverage:
    """How often one quantity was found within its intervals.

    Attributes
    ----------
    name : of the quantity: a parameter, a statistic, the total of another run
    half, ninety : share of truths within their intervals of 50 and of 90 %
    p_value : that their places among what is found are even (Kolmogorov-Smirnov)
    truths : how many were fitted
    """

    name: str
    half: float
    ninety: float
    p_value: float
    truths: int


def truths_at(count: int, seed: int) -> np.ndarray:
    """(count, parameters) points of the prior to take for true: independent, as the test of evenness supposes."""
    return np.random.default_rng([seed, count]).random((count, len(NAMES)))


def recovered(fit: Fit, truths: Bank, seed: int, workers: int = 1, tell: Tell = lambda done: None) -> Recovery:
    """Fit a report of each truth's first run by the bank of ``fit``, and look for the truth in what is found.

    ``truths`` is a bank of worlds whose numbers are known, with two runs each or more; ``seed`` keys how they are
    reported, and ``tell`` hears how many are fitted. What is not fitted is compared with the truth's last run, which
    the report says nothing of, as the bank's is with runs no likelihood looked at. Truths whose total lies outside
    ``WITHIN`` are passed over.
    """
    foreseen, statistics = unseen(fit.bank, fit.report.operator)
    predicted = np.column_stack([fit.bank.unit[:, :TAUGHT], statistics, foreseen.sum(axis=(1, 2))])
    first = truths.counts(fit.report.operator)[:, 0]
    after, shown = unseen(truths, fit.report.operator)
    actual = np.column_stack([truths.unit[:, :TAUGHT], shown, after.sum(axis=(1, 2))])
    totals = first.sum(axis=(1, 2))
    chosen = np.flatnonzero((totals >= WITHIN[0]) & (totals <= WITHIN[1]) & truths.complete.all(axis=1))
    places, sizes, reports = [], [], []
    for nth, truth in enumerate(chosen):
        rng = np.random.default_rng([seed, int(truth)])
        report = reported(first[truth], rng, fit.report.operator)
        log_probability = log_likelihood(fit.runs, report, workers)
        if fit.report.plausible:
            made = said_of(truths.statistics[truth, 0], rng)
            log_probability = log_probability + log_plausibility(fit.bank, made=made)
        weights = normalised(log_probability - fit.log_drawn)
        lots = rng.random(len(TESTED))
        places.append(
            [share_below(predicted[:, k], weights, actual[truth, k], lots[k]) for k in range(len(TESTED))]
        )  # fmt: skip
        sizes.append(effective_size(weights))
        reports.append(report)
        tell(nth + 1)
    return Recovery(np.array(places).reshape(-1, len(TESTED)), np.array(sizes), tuple(reports))


def coverage(recovery: Recovery, names: Sequence[str] = TESTED) -> list[Coverage]:
    """How often each quantity lay in its central 50 % and 90 % intervals, and whether its places are even."""
    found = []
    for name, column in zip(names, recovery.places.T):
        known = column[np.isfinite(column)]
        half, ninety = (float(np.mean(np.abs(known - 0.5) <= width)) for width in (0.25, 0.45))
        found.append(Coverage(name, half, ninety, even_p_value(known), len(known)))
    return found


def even_p_value(places: np.ndarray) -> float:
    """Kolmogorov-Smirnov p of places (n,) against an even spread."""
    from scipy.stats import kstest

    return float(kstest(places, "uniform").pvalue) if len(places) else float("nan")


def corrected(p_values: Sequence[float]) -> np.ndarray:
    """(n,) p-values corrected for there being several: Holm (1979), Scandinavian Journal of Statistics 6."""
    given = np.asarray(p_values, float)
    order = np.argsort(given)
    steps = np.minimum(1.0, given[order] * (len(given) - np.arange(len(given))))
    result = np.empty(len(given))
    result[order] = np.maximum.accumulate(steps)
    return result


def histogram(recovery: Recovery, bins: int = 10) -> np.ndarray:
    """(tested, bins) truths by place: flat if the fit is believable, hollow in the middle if it is overconfident."""
    return np.array([np.histogram(column[np.isfinite(column)], bins, (0.0, 1.0))[0] for column in recovery.places.T])

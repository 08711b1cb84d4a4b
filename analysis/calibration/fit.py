"""A fit: a bank, a report, and the weight of each set; made from a first bank and waves that refine it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis.calibration.bank import Bank, joined
from analysis.calibration.likelihood import log_likelihood, noise
from analysis.calibration.observations import Report
from analysis.calibration.plausibility import log_plausibility
from analysis.calibration.refinement import Proposal, log_mixture, proposal
from analysis.calibration.runs import Runs, counted_runs
from analysis.calibration.weights import effective_size, normalised

SETS, REPLICATES, WAVE = 4096, 9, 1536
"""A first bank and a wave of the usual size: some 50,000 runs of 24 months."""
ENOUGH = 100.0
"""Effective sample size under which a fit is not to be trusted."""
Simulate = Callable[[np.ndarray, int], Bank]
"""Makes a bank of points (n, parameters) in the unit cube, of which the first has the number given."""


@dataclass(frozen=True)
class Fit:
    """What a report says of the sets of a bank.

    Attributes
    ----------
    bank, report : what was simulated, and what it is held against
    runs : the runs that the likelihood looked at
    log_likelihood : (sets,) up to a constant, of the report and of the soft evidence taken into account
    log_drawn : (sets,) log-density with which each set was drawn, the prior's being 0
    waves : proposals that refined the bank, and how many sets each drew
    """

    bank: Bank
    report: Report
    runs: Runs
    log_likelihood: np.ndarray
    log_drawn: np.ndarray
    waves: tuple[tuple[Proposal, int], ...] = ()

    @property
    def weights(self) -> np.ndarray:
        """(sets,) posterior weights, which add up to 1; all 0 where no set can produce the report."""
        return normalised(self.log_likelihood - self.log_drawn)

    @property
    def effective_size(self) -> float:
        """How many equally weighted draws of the posterior the sets are worth."""
        return effective_size(self.weights)

    @property
    def first(self) -> int:
        """How many sets the first bank had."""
        return len(self.bank) - sum(number for _, number in self.waves)

    @property
    def possible(self) -> bool:
        """Whether any set can produce the report."""
        return bool(np.isfinite(self.log_likelihood).any())

    @property
    def log_evidence(self) -> float:
        """Log of the mean probability of the report under the prior, up to a constant of the report."""
        return float(np.logaddexp.reduce(self.log_likelihood - self.log_drawn) - np.log(len(self.bank)))

    @property
    def information(self) -> float:
        """What the report taught, in nats: the divergence of posterior from prior."""
        weights = self.weights
        some = weights > 0
        return float((weights[some] * self.log_likelihood[some]).sum() - self.log_evidence)

    def noise(self, workers: int = 1) -> float:
        """Standard error of the log-likelihood of a set, where the posterior has its weight."""
        errors, weights = noise(self.runs, self.report, workers), self.weights
        known = np.isfinite(errors)
        total = weights[known].sum()
        return float(np.sqrt((weights[known] * errors[known] ** 2).sum() / total)) if total > 0 else float("nan")

    def heard(self, report: Report, workers: int = 1) -> Fit:
        """The same bank held against another report, by weighing anew."""
        runs = self.runs if report.operator == self.report.operator else counted_runs(self.bank, report.operator)
        return replace(self, report=report, runs=runs, log_likelihood=_said(self.bank, runs, report, workers))


def first_fit(bank: Bank, report: Report, workers: int = 1) -> Fit:
    """The fit of a bank drawn from the prior."""
    runs = counted_runs(bank, report.operator)
    return Fit(bank, report, runs, _said(bank, runs, report, workers), np.zeros(len(bank)))


def _said(bank: Bank, runs: Runs, report: Report, workers: int) -> np.ndarray:
    """(sets,) log-probability of the report, and of what is said beside it where it is taken into account."""
    found = log_likelihood(runs, report, workers)
    return found + log_plausibility(bank) if report.plausible else found


def refined(fit: Fit, count: int, seed: int, simulate: Simulate, workers: int = 1) -> Fit:
    """One more wave of ``count`` sets where ``fit`` has its weight; unchanged where no set can produce the report."""
    if not fit.possible:
        return fit
    ahead = proposal(fit.bank.unit, fit.weights)
    wave = simulate(ahead.draw(count, seed), len(fit.bank))
    waves = (*fit.waves, (ahead, count))
    bank = joined([fit.bank, wave])
    runs = counted_runs(bank, fit.report.operator)
    first = len(bank) - sum(number for _, number in waves)
    return Fit(
        bank=bank,
        report=fit.report,
        runs=runs,
        log_likelihood=_said(bank, runs, fit.report, workers),
        log_drawn=log_mixture(bank.unit, first, waves),
        waves=waves,
    )

"""Is the fit believable? Every check of it, gathered, and which of them fail.

Checks that can fail: ``CHECKS``. What is only told, since no bar can be set for it: how well a province foretells
another's form, how far the answer leans on how the report is read, and on the prior.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from analysis.belief.holdouts import (
    FormsLeftOut,
    LeftOut,
    TotalLeftOut,
    base_rates,
    forms_left_out,
    provinces_left_out,
    total_left_out,
)
from analysis.belief.outlook import DRAWS, ODD, Outlook, outlook, thirds
from analysis.belief.robustness import OF_FORM, Otherwise, Tilt, Unnamed, Unsaid, otherwise, tilts, unnamed, unsaid
from analysis.belief.truths import TRUTHS, Tell, Trial, put_on_trial
from analysis.calibration.fit import ENOUGH, Fit, Simulate
from analysis.calibration.learning import PRIOR_SPREAD, Learnt, directions, learnt
from analysis.calibration.weights import error_of_mean

CHECKS = ("worth", "covered", "even", "foretold", "forms", "total", "wider")
"""Enough draws; coverage; evenness; the report is not odd in what it foretells; nor are the named forms
when left out; nor the total; and belief about the forms widens without the names."""


@dataclass(frozen=True)
class Worth:
    """What the fit is worth, and how far chance moves it.

    Attributes
    ----------
    sets, effective_size, largest : parameter sets, how many equal draws they are worth, the largest weight of one
    noise : standard error of the log-likelihood of a set
    error : the largest Monte Carlo error of any parameter's mean, in standard deviations of its prior
    directions : posterior over prior variance, along the directions learnt most to least
    """

    sets: int
    effective_size: float
    largest: float
    noise: float
    error: float
    directions: tuple[float, ...]

    @property
    def learnt(self) -> int:
        """How many directions are narrower than chance alone would leave one among so many: the edge of pure noise.

        Marchenko & Pastur (1967), Mathematics of the USSR-Sbornik 1.
        """
        noise = max(0.0, 1.0 - math.sqrt(len(self.directions) / max(1.0, self.effective_size))) ** 2
        return sum(value < noise for value in self.directions)


@dataclass(frozen=True)
class Belief:
    """Every check of a fit; what a report does not speak of is None or empty.

    Attributes
    ----------
    total : networks reported in all
    worth, learnt : what the fit is worth, and what it learnt of each parameter
    trial : how synthetic truths were recovered
    outlook : what it foretells, beside what was reported
    provinces, base_rate : each province's form foretold from the others, and by their shares alone (NaN if none)
    forms, total_left_out : the forms named foretold from the counts, the total from the names
    unnamed, unsaid : what is believed without the names, and without each statement of soft evidence
    otherwise, tilts : the same under other readings, and with each prior leant to one end
    """

    total: int | None
    worth: Worth
    learnt: tuple[Learnt, ...]
    trial: Trial
    outlook: Outlook
    provinces: tuple[LeftOut, ...]
    base_rate: float
    forms: FormsLeftOut | None
    total_left_out: TotalLeftOut | None
    unnamed: Unnamed | None
    unsaid: tuple[Unsaid, ...]
    otherwise: tuple[Otherwise, ...]
    tilts: tuple[Tilt, ...]

    @property
    def failed(self) -> tuple[str, ...]:
        """The checks of ``CHECKS`` that fail."""
        return tuple(check for check in CHECKS if _PASSES[check](self) is False)

    @property
    def made(self) -> tuple[str, ...]:
        """The checks of ``CHECKS`` that the report allows to be made."""
        return tuple(check for check in CHECKS if _PASSES[check](self) is not None)

    @property
    def outside(self) -> tuple[str, ...]:
        """Quantities whose 90 % intervals hold too few or too many truths."""
        return tuple(one.name for one in self.trial.tried if not one.inside)

    @property
    def uneven(self) -> tuple[str, ...]:
        """Quantities whose places among what the fit leaves are not even."""
        return tuple(one.name for one in self.trial.tried if not one.even)

    @property
    def log_score(self) -> float:
        """Mean log-probability given to the form of a province's flagship by the other provinces; NaN if none."""
        return float(np.mean([one.log_score for one in self.provinces])) if self.provinces else math.nan


def _wider(belief: Belief) -> bool | None:
    return None if belief.unnamed is None else any(name in OF_FORM for name in belief.unnamed.wider)


def _total_foretold(belief: Belief) -> bool | None:
    return None if belief.total_left_out is None else 0.05 <= belief.total_left_out.share_below <= 0.95


_PASSES: dict[str, Callable[[Belief], bool | None]] = {
    "worth": lambda belief: belief.worth.effective_size >= ENOUGH,
    "covered": lambda belief: all(one.sure for one in belief.trial.tried),
    "even": lambda belief: not belief.uneven,
    "foretold": lambda belief: all(share >= ODD for share in belief.outlook.odd.values()),
    "forms": lambda belief: None if belief.forms is None else not belief.forms.p_value < ODD,
    "total": _total_foretold,
    "wider": _wider,
}


def believed(fit: Fit, simulate: Simulate, seed: int, truths: int = TRUTHS, workers: int = 1,
             *, tell: Tell = lambda done: None) -> Belief:  # fmt: skip
    """Check everything about ``fit``; the same for the same seed, whatever the number of workers.

    Parameters
    ----------
    fit
        A fit that is ``possible``.
    simulate
        Makes the synthetic truths, two runs each or more; see ``trial.two_runs``.
    truths
        How many of them are fitted.
    tell
        Hears of the number of truths fitted; that takes most of the time.
    """
    assert fit.possible, "no parameter set can produce the report: nothing to believe"
    taught = learnt(fit.bank.unit, fit.weights)
    flagship = fit.report.reading == "flagship" and bool(fit.report.labels.any())
    # Of a sample nothing follows for the total it was drawn from, so there it is not foretold.
    one_total = fit.report.total is not None and flagship
    return Belief(
        total=fit.report.total,
        worth=worth(fit, workers),
        learnt=tuple(taught),
        trial=put_on_trial(fit, simulate, seed, truths, workers, tell=tell),
        outlook=outlook(fit, seed),
        provinces=tuple(provinces_left_out(fit, workers)),
        base_rate=float(np.mean(base_rates(fit.report))) if flagship else math.nan,
        forms=forms_left_out(fit, DRAWS, seed, workers) if flagship else None,
        total_left_out=total_left_out(fit, workers) if one_total else None,
        unnamed=unnamed(fit, taught, seed, workers),
        unsaid=tuple(unsaid(fit, workers)),
        otherwise=tuple(otherwise(fit, workers)),
        tilts=tuple(tilts(fit)),
    )


def worth(fit: Fit, workers: int = 1) -> Worth:
    """What a fit is worth."""
    variances, _ = directions(fit.bank.unit, fit.weights)
    return Worth(
        sets=len(fit.bank),
        effective_size=fit.effective_size,
        largest=float(fit.weights.max()),
        noise=fit.noise(workers),
        error=float(error_of_mean(fit.bank.unit, fit.weights).max() / PRIOR_SPREAD),
        directions=tuple(map(float, variances)),
    )


def summary(belief: Belief) -> dict[str, Any]:
    """Everything as plain values for JSON: NaN as None, and each check with whether it passes."""
    told = asdict(belief)
    told["checks"] = {check: check not in belief.failed if check in belief.made else None for check in CHECKS}
    if belief.forms is not None:
        told["forms"]["named"] = thirds(belief.forms.named)  # at 5, 50 and 95 %
    told["outside"], told["uneven"], told["log_score"] = belief.outside, belief.uneven, belief.log_score
    plain_: dict[str, Any] = plain(told)
    return plain_


def plain(value: Any) -> Any:
    """A value with arrays as lists, and numbers that are not finite as None."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value

"""What a part of the report foretells of the rest: a province, the named forms, or the total left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.calibration.fit import Fit
from analysis.calibration.observations import PROVINCES, SHAPE, Report, rows
from analysis.calibration.prediction import completed, fit_of, foretold


@dataclass(frozen=True)
class LeftOut:
    """A province left out: the form of its flagship, and the (forms,) probability of each given all the rest."""

    province: int
    form: int
    chances: np.ndarray
    effective_size: float

    @property
    def log_score(self) -> float:
        """Log-probability given to what was seen; log(1/3) is that of guessing."""
        return float(np.log(self.chances[self.form]))


def provinces_left_out(fit: Fit, workers: int = 1) -> list[LeftOut]:
    """Each province with a flagship left out in turn: the form it is given by the other provinces and the total."""
    found = []
    for place in range(PROVINCES):
        labels = fit.report.labels
        if fit.report.reading == "flagship" and labels[place].sum() == 1:
            evidence = np.array(
                [fit.heard(_with_form(fit.report, place, form), workers).log_evidence for form in range(SHAPE[1])]
            )
            chances = np.exp(evidence - np.logaddexp.reduce(evidence))
            rest = fit.heard(replace(fit.report.without_province(place), namely=None), workers)
            found.append(LeftOut(place, int(labels[place].argmax()), chances, rest.effective_size))
    return found


def _with_form(report: Report, place: int, form: int) -> Report:
    """The same report with another form for the flagship of one province; how the list is worded is passed over."""
    labels = report.labels
    labels[place] = 0
    labels[place, form] = 1
    return replace(report, labelled=rows(labels), namely=None)


def base_rates(report: Report) -> list[float]:
    """Log-score of giving each flagship the others' shares of forms, one added to each: what is to be beaten."""
    labels = report.labels
    scores = []
    for place in np.flatnonzero(labels.sum(axis=1)):
        others = labels.sum(axis=0) - labels[place] + 1.0
        scores.append(float(np.log(others[labels[place].argmax()] / others.sum())))
    return scores


@dataclass(frozen=True)
class FormsLeftOut:
    """The named forms left out: how often the rest gives at least that many networks of a form to name them from.

    Attributes
    ----------
    named : (draws, 3) flagships by form, were they named from tables drawn given the total alone
    reported : (3,) flagships by form in the report
    p_value : weight of draws as odd as what was reported; see ``prediction.fit_of``
    """

    named: np.ndarray
    reported: np.ndarray
    p_value: float


def forms_left_out(fit: Fit, count: int, seed: int, workers: int = 1) -> FormsLeftOut:
    """Fit the counts alone and foretell the forms that provinces would name, as many as the report names.

    ``count`` tables are drawn, keyed by ``seed``; of those the p-value is NaN where none names as many.
    """
    from analysis.calibration.observations import reported

    blind = fit.heard(fit.report.without_labels(), workers)
    rng = np.random.default_rng([seed, count])
    telling = fit.report.labels.sum(axis=1) > 0
    named = np.array([reported(table, rng).labels[telling].sum(axis=0) for table in completed(blind, count, seed)])
    seen = fit.report.labels.sum(axis=0)
    full = named[named.sum(axis=1) == seen.sum()]  # a table in which a province has none has fewer to name
    even = np.full(len(full), 1.0 / max(1, len(full)))
    p_value = fit_of(full[:, :2].astype(float), seen[:2].astype(float), even) if len(full) else float("nan")
    return FormsLeftOut(named, seen, p_value)


@dataclass(frozen=True)
class TotalLeftOut:
    """The total left out: its quantiles given the labels alone, and the weight below what was reported."""

    quantiles: np.ndarray
    share_below: float
    effective_size: float


def total_left_out(fit: Fit, workers: int = 1) -> TotalLeftOut:
    """Fit the labels alone and foretell the total."""
    assert fit.report.total is not None
    rest = fit.heard(fit.report.without_total(), workers)
    ahead = foretold(rest.bank, rest.weights, fit.report)
    return TotalLeftOut(ahead.total, ahead.share_below, rest.effective_size)

"""What a fit leans on: names dropped, the report read or counted otherwise, statements left out, priors tilted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.belief.outlook import prior_weights, thirds, whole_tables
from analysis.calibration.bank import STATISTICS
from analysis.calibration.fit import Fit
from analysis.calibration.learning import ERRORS, PRIOR_SPREAD, Learnt, learnt
from analysis.calibration.likelihood import log_likelihood
from analysis.calibration.observations import Report, shipped
from analysis.calibration.plausibility import STATEMENTS, log_plausibility
from analysis.calibration.prediction import foretold, unseen
from analysis.calibration.priors import NAMES, TAUGHT
from analysis.calibration.readings import OPERATORS, READINGS, SHIPPED_READINGS
from analysis.calibration.weights import effective_size, mean, normalised

OF_FORM = ("business_appeal", "academic_appeal")
"""The parameters of which only the names can tell: without these, belief about them must widen."""


@dataclass(frozen=True)
class Unnamed:
    """The same report with its names dropped.

    Attributes
    ----------
    effective_size : of the fit to the counts alone
    learnt : what the counts alone teach of each parameter
    forms : (3, 3) networks of the reported world by form, told and untold together, at 5, 50 and 95 %
    wider : parameters of which belief is wider than with the names, by more than Monte Carlo error
    """

    effective_size: float
    learnt: tuple[Learnt, ...]
    forms: np.ndarray
    wider: tuple[str, ...]


def unnamed(fit: Fit, with_names: list[Learnt], seed: int, workers: int = 1) -> Unnamed | None:
    """What the fit is without the networks named, or None where none is."""
    if fit.report.without_labels() == fit.report:
        return None
    blind = fit.heard(fit.report.without_labels(), workers)
    found = learnt(fit.bank.unit, blind.weights)
    wider = tuple(
        one.name
        for one, other in zip(found, with_names)
        if one.contraction - other.contraction > ERRORS * np.hypot(one.contraction_error, other.contraction_error)
    )
    return Unnamed(blind.effective_size, tuple(found), thirds(whole_tables(blind, seed).sum(axis=1)), wider)


@dataclass(frozen=True)
class Otherwise:
    """The same bank held against the report read otherwise.

    Attributes
    ----------
    reading, operator, plausible : how it is read, what is counted, whether the soft statements are heard
    effective_size : of that fit
    learnt : what it teaches of each parameter
    created : (5,) networks helped into being in the next world, at ``prediction.LEVELS``
    """

    reading: str
    operator: str
    plausible: bool
    effective_size: float
    learnt: tuple[Learnt, ...]
    created: np.ndarray


def otherwise(fit: Fit, workers: int = 1) -> list[Otherwise]:
    """The fit itself, then under every other reading, count, and without the soft statements or with them."""
    found = []
    for reading, report in readings(fit.report):
        again = fit if report == fit.report else fit.heard(report, workers)
        ahead = foretold(fit.bank, again.weights, replace(report, operator="created", total=None))
        told = tuple(learnt(fit.bank.unit, again.weights)) if again.possible else ()
        found.append(
            Otherwise(
                reading=reading,
                operator=report.operator,
                plausible=report.plausible,
                effective_size=again.effective_size,
                learnt=told,
                created=ahead.total,
            )
        )
    return found


def readings(report: Report) -> Iterator[tuple[str, Report]]:
    """The report as it is read, then read otherwise, each with the name of the reading."""
    own = [name for name in SHIPPED_READINGS if shipped(name, report.operator, report.plausible) == report]
    called = own[0] if own else report.reading
    yield called, report
    if own:
        yield from (
            (name, shipped(name, report.operator, report.plausible)) for name in SHIPPED_READINGS if name != called
        )
    elif report.labels.any():
        single = report.labels.sum(axis=1).max() <= 1
        others = [
            name
            for name in READINGS
            if name != called and (single or name != "flagship") and (report.total is not None or name != "sample")
        ]
        told = {"flagship": tuple(bool(row.any()) for row in report.labels)}
        yield from (
            (name, replace(report, reading=name, namely=None, told=told.get(name, report.told))) for name in others
        )
    yield from ((called, replace(report, operator=name)) for name in OPERATORS if name != report.operator)
    yield called, replace(report, plausible=not report.plausible)


@dataclass(frozen=True)
class Unsaid:
    """One soft statement: the probability that it holds in the next world by the prior, unsaid, and said."""

    key: str
    before: float
    unsaid: float
    said: float


def unsaid(fit: Fit, workers: int = 1) -> list[Unsaid]:
    """Each soft statement left out in turn and foretold from the report and the others; none if none is heard."""
    if not fit.report.plausible:
        return []
    counts = log_likelihood(fit.runs, fit.report, workers) - fit.log_drawn
    _, statistics = unseen(fit.bank, fit.report.operator)
    found = []
    for one in STATEMENTS:
        others = [other for other in STATEMENTS if other is not one]
        values = statistics[:, STATISTICS.index(one.statistic)]
        holds = one.holds(values).reshape(len(fit.bank), -1).mean(axis=1)
        rest = normalised(counts + log_plausibility(fit.bank, others))
        found.append(Unsaid(one.key, *(float(holds @ weights) for weights in (prior_weights(fit), rest, fit.weights))))
    return found


@dataclass(frozen=True)
class Tilt:
    """The prior of one parameter leant to its low or high end, and what that does to the rest.

    Attributes
    ----------
    name, side : the parameter, and ``low`` (density 3 (1 - u)^2 in its unit interval) or ``high`` (3 u^2)
    effective_size : of the fit so leant
    moved, shift, error : the other parameter whose mean moves most, of those that move by more than Monte Carlo error
        if any does; by how many standard deviations of its prior; and the error of that
    total, total_error : by how many networks the mean total of the next world moves, and its error
    """

    name: str
    side: str
    effective_size: float
    moved: str
    shift: float
    error: float
    total: float
    total_error: float

    @property
    def clear(self) -> bool:
        """Whether the other parameter moves by more than Monte Carlo error."""
        return abs(self.shift) > ERRORS * self.error


def tilts(fit: Fit) -> list[Tilt]:
    """The prior of every parameter that a report may teach leant both ways, by weighing anew."""
    if not fit.possible:
        return []
    tables, _ = unseen(fit.bank, "created")
    totals = tables.sum(axis=(1, 2)).reshape(len(fit.bank), -1)
    totals = np.where(np.isfinite(totals), totals, np.nanmax(totals)).mean(axis=1)  # one that outgrew its arrays
    answers = np.column_stack([fit.bank.unit[:, :TAUGHT] / PRIOR_SPREAD, totals])
    found = []
    for place, name in enumerate(NAMES[:TAUGHT]):
        for side, density in (("low", 1.0 - fit.bank.unit[:, place]), ("high", fit.bank.unit[:, place])):
            weights = fit.weights * density**2
            weights = weights / weights.sum()
            shift, error = moved(answers, fit.weights, weights)
            strength = np.abs(shift[:-1]) * np.where(np.abs(shift[:-1]) > ERRORS * error[:-1], 1e3, 1.0)
            strength[place] = -1.0
            most = int(strength.argmax())
            figures = (float(shift[most]), float(error[most]), float(shift[-1]), float(error[-1]))
            found.append(Tilt(name, side, effective_size(weights), NAMES[most], *figures))
    return found


def moved(values: np.ndarray, before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far weighted means of ``values`` (n, answers) move from weights to weights, and the Monte Carlo error.

    Both means rest on the same points, so that much of their error is common and falls out.
    """
    first, second = mean(values, before), mean(values, after)
    parts = after[:, None] * (values - second) - before[:, None] * (values - first)
    return second - first, np.sqrt((parts**2).sum(axis=0))

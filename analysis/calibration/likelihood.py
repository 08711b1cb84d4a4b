"""How probable a report is under each set of parameter values, estimated from a few runs of each.

Given the parameters, what happens in one province says next to nothing of another (``docs/calibration.md`` has the
correlation). So the few runs of a set are summed up as what networks a province is likely to have (``province``), and
provinces are put together in all ways (``convolution``), in place of counting runs that match by themselves: the
synthetic likelihood of Wood (2010), Nature 466, with counts in place of normal statistics. A province borrows a share
of its means from all provinces of the same runs, the larger the less provinces differ beside the noise of a few runs.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.calibration import convolution
from analysis.calibration.convolution import AT_LEAST, FLAGSHIP, IGNORED, SAMPLE, combinations
from analysis.calibration.observations import NAMELY, PROVINCES, SALIENCES, Report, saliences
from analysis.calibration.province import chance_of_total, likely_tables
from analysis.calibration.runs import Expected, Runs, expected
from sim.kinds import ACADEMIC

_CODES = {"total": IGNORED, "lower-bounds": AT_LEAST, "flagship": FLAGSHIP, "sample": SAMPLE}
_CHUNK = 64
HOPELESS = 1e-5
"""Probability of a total, beside that under the likeliest set, under which nothing more is asked of a set."""


@dataclass(frozen=True)
class Question:
    """A report as the compiled sums want it; see ``convolution``.

    Attributes
    ----------
    labels, placed, exact, reading : what is told of each province, (9, 3), (9,), (9,), (9,)
    weights : (saliences, 3) of the forms
    bounds, capped : (4,) of the lines: total, area, business, academic
    final : (total, area, business, academic) probability, up to a constant, of what is told of the sums
    least : networks that some province has at least, by what is told
    """

    labels: np.ndarray
    placed: np.ndarray
    exact: np.ndarray
    reading: np.ndarray
    weights: np.ndarray
    bounds: np.ndarray
    capped: np.ndarray
    final: np.ndarray
    least: int

    def weigh(self, rows: np.ndarray, often: np.ndarray) -> np.ndarray:
        """(saliences,) probability of the report where provinces have ``rows`` (m, 3) so ``often`` (9, m)."""
        found: np.ndarray = convolution.sums(
            rows, often, self.labels, self.placed, self.exact, self.reading, self.weights, self.bounds, self.capped,
            self.final,
        )  # fmt: skip
        return found


def question(report: Report) -> Question:
    """What ``report`` asks of tables by province and form."""
    code = _CODES[report.reading]
    exact = np.array([-1 if count is None else count for count in report.provinces], np.int64)
    told = np.array(report.told, bool)
    bounds, capped = _lines(report)
    return Question(
        labels=report.labels,
        placed=np.array(report.placed, np.int64),
        exact=exact,
        reading=np.where(told, code, IGNORED).astype(np.int64),
        weights=saliences(SALIENCES) if code == FLAGSHIP else np.ones((1, 3)),
        bounds=bounds,
        capped=capped,
        final=_final(report, bounds),
        least=int(max(exact.max(), (report.labels.sum(axis=1) + report.placed).max())),
    )


def _lines(report: Report) -> tuple[np.ndarray, np.ndarray]:
    """Bound of each line, and whether it is capped: lines that nobody asks about are, at 0."""
    bounds, capped = np.zeros(4, np.int64), np.ones(4, bool)
    for line, count in enumerate((report.total, *report.forms)):
        if count is not None:
            bounds[line], capped[line] = count, False
    for form, formed in enumerate(report.formed):
        if capped[1 + form] and formed and report.reading == "sample":
            bounds[1 + form], capped[1 + form] = report.total or 0, False
        elif capped[1 + form] and formed and report.reading == "lower-bounds":
            bounds[1 + form] = report.labels[:, form].sum() + formed
    if report.namely is not None and capped[1 + ACADEMIC]:
        bounds[1 + ACADEMIC] = report.labels[:, ACADEMIC].sum() + 1
    if not capped[1:].any():
        bounds[0], capped[0] = 0, True  # the forms add up to it
    return bounds, capped


def _final(report: Report, bounds: np.ndarray) -> np.ndarray:
    """Probability of what is told of the sums, for every state that the provinces can add up to."""
    final = np.ones(bounds + 1)
    if report.total is not None and bounds[0] == 0:
        forms = np.indices(final.shape)[1:].sum(axis=0)
        final *= forms == report.total
    for line, count in enumerate((report.total, *report.forms)):
        if count is not None and bounds[line]:
            final *= _along(line, (np.arange(bounds[line] + 1) == count).astype(float))
    for form in range(3):
        final *= _along(1 + form, _of_form(report, form, int(bounds[1 + form])))
    return final


def _along(line: int, values: np.ndarray) -> np.ndarray:
    shape = [1, 1, 1, 1]
    shape[line] = len(values)
    return values.reshape(shape)


def _of_form(report: Report, form: int, bound: int) -> np.ndarray:
    """(bound + 1,) probability of what is told of a form beyond its count, by how many networks have it."""
    counts, labelled, formed = np.arange(bound + 1), int(report.labels[:, form].sum()), report.formed[form]
    chance = np.ones(bound + 1)
    if formed and report.reading == "sample":
        chance *= [combinations(int(count) - labelled, formed) for count in counts]
    elif formed and report.reading == "lower-bounds":
        chance *= counts >= labelled + formed
    if form == ACADEMIC and report.namely is not None:
        complete, not_ = NAMELY if report.namely else (1.0 - NAMELY[0], 1.0 - NAMELY[1])
        chance *= np.where(counts == labelled, complete, not_)
    return chance


def by_salience(runs: Runs, report: Report, workers: int = 1) -> np.ndarray:
    """(sets, saliences) probability of ``report``, up to a constant, for each salience of the forms."""
    q, told = question(report), expected(runs)
    assert runs.tables.shape[2] == PROVINCES
    if report.total is None:
        return _each(told.complete > 0.0, lambda place: weigh(told, place, q), workers)
    total = report.total
    by_total = _each(
        told.complete > 0.0,
        lambda place: told.complete[place] * chance_of_total(told.means[place], told.dispersion[place], total),
        workers,
    )
    if report == Report(total, reading="total", operator=report.operator, plausible=report.plausible):
        return by_total
    # Which flagships are named says little beside: where the total is hopeless, so is all of a report of them.
    hopeless = by_total.max(initial=0.0) * (HOPELESS if report.reading == "flagship" else 0.0)
    hopeful = by_total[:, 0] > hopeless
    return _each(hopeful, lambda place: weigh(told, place, q), workers)


def _each(which: np.ndarray, weigh: Callable[[int], Any], workers: int) -> np.ndarray:
    """(sets, saliences) of what ``weigh`` finds of each set of ``which``; 0 of the others."""
    places = np.flatnonzero(which)
    found: dict[int, Any] = {}

    def part(start: int) -> None:
        for place in places[start : start + _CHUNK]:
            found[int(place)] = weigh(int(place))

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(part, range(0, len(places), _CHUNK)))
    columns = np.size(next(iter(found.values()))) if found else 1
    result = np.zeros((len(which), columns))
    for place, row in found.items():
        result[place] = row
    return result


def tables_of(told: Expected, place: int, q: Question) -> tuple[np.ndarray, np.ndarray]:
    """Tables (m, 3) of a province under the set at ``place``, and how often (9, m) each comes about there."""
    found: tuple[np.ndarray, np.ndarray] = likely_tables(
        told.means[place], told.dispersion[place], told.sparse[place], q.least
    )
    return found


def weigh(told: Expected, place: int, q: Question) -> np.ndarray:
    """(saliences,) probability of a report under the set at ``place``.

    A run that is not complete has more networks than any report.
    """
    found: np.ndarray = told.complete[place] * q.weigh(*tables_of(told, place, q))
    return found


def log_likelihood(runs: Runs, report: Report, workers: int = 1) -> np.ndarray:
    """(sets,) log-likelihood of ``report`` up to a constant; minus infinity where no way to put runs together fits."""
    with np.errstate(divide="ignore"):
        found: np.ndarray = np.log(by_salience(runs, report, workers).mean(axis=1))
    return found


def noise(runs: Runs, report: Report, workers: int = 1) -> np.ndarray:
    """(sets,) standard error of each log-likelihood, from two halves of the runs; NaN where a half knows of no fit.

    A half has twice the variance of the whole, and the difference of two twice that again.
    """
    one, other = (log_likelihood(runs.half(nth), report, workers) for nth in (0, 1))
    both = np.isfinite(one) & np.isfinite(other)
    return np.where(both, np.abs(np.where(both, one, 0.0) - np.where(both, other, 0.0)) / 2.0, np.nan)


class Ways:
    """In which ways a report can have come about under one set of values: what its untold networks may be."""

    def __init__(self, runs: Runs, place: int, report: Report) -> None:
        alone = runs.part(slice(place, place + 1))
        chances = by_salience(alone, report)[0]
        self._question = question(report)
        self._salience = chances / chances.sum()
        self._rows, self._often = tables_of(expected(alone), 0, self._question)
        self._by_row: dict[int, np.ndarray] = {}

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """A (9, 3) table drawn given the report and the runs of the set: networks told and untold together."""
        q, salience = self._question, int(rng.choice(len(self._salience), p=self._salience))
        if salience not in self._by_row:
            self._by_row[salience] = convolution.chances_of(
                self._rows, self._often, q.labels, q.placed, q.exact, q.reading, q.weights[salience]
            )
        drawn: np.ndarray = convolution.backward(
            self._rows, self._by_row[salience], q.bounds, q.capped, q.final, rng.random(PROVINCES)
        )
        return drawn

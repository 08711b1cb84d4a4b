"""A report of networks as data: what it states, what it leaves out, and how the networks it names came to be named.

Nothing is filled in: a network whose province or form is not told is one whose province or form is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.calibration.readings import OPERATORS, READINGS, SHIPPED_READING, SHIPPED_READINGS
from analysis.observed import load
from sim.kinds import ACADEMIC, FORMS
from sim.language.terms import code
from sim.provinces import PROVINCE_TERMS

PROVINCES = len(PROVINCE_TERMS)
SHAPE = (PROVINCES, len(FORMS))
Counts = tuple[int | None, ...]
NOTHING_STATED: Counts = (None,) * PROVINCES
NO_FORM_STATED: Counts = (None,) * len(FORMS)


@dataclass(frozen=True)
class Report:
    """What is told of how many networks, and of which.

    Attributes
    ----------
    total : all networks, or None where it is not told
    provinces, forms : complete counts by province (9) and by form (3); None where not told
    labelled : (9, 3) networks told with both province and form
    placed : (9,) networks told with their province only; formed : (3,) with their form only
    told : (9,) whether the report speaks of a province at all; under a flagship reading one it speaks of without
        naming any network has none
    reading : how labelled networks came to be labelled, one of ``READINGS``
    namely : whether the list of academic networks is worded as complete; None where wording is passed over
    operator : what is counted, one of ``OPERATORS``
    plausible : whether the soft evidence of ``plausibility`` is taken into account beside it
    """

    total: int | None
    provinces: Counts = NOTHING_STATED
    forms: Counts = NO_FORM_STATED
    labelled: tuple[tuple[int, ...], ...] = ((0, 0, 0),) * PROVINCES
    placed: tuple[int, ...] = (0,) * PROVINCES
    formed: tuple[int, ...] = (0,) * len(FORMS)
    told: tuple[bool, ...] = (True,) * PROVINCES
    reading: str = "sample"
    namely: bool | None = None
    operator: str = "created"
    plausible: bool = False

    def __post_init__(self) -> None:
        assert self.reading in READINGS and self.operator in OPERATORS
        if self.reading == "flagship":
            assert self.labels.sum(axis=1).max() <= 1, "a province has one flagship at most"

    @property
    def labels(self) -> np.ndarray:
        """(9, 3) networks told with both province and form."""
        return np.array(self.labelled, np.int64).reshape(SHAPE)

    def without_labels(self) -> Report:
        """The same report with only its counts."""
        blank = ((0,) * SHAPE[1],) * PROVINCES
        return replace(
            self, labelled=blank, placed=(0,) * PROVINCES, formed=(0,) * SHAPE[1], reading="total", namely=None
        )

    def without_total(self) -> Report:
        """The same report without its total."""
        return replace(self, total=None)

    def without_province(self, place: int) -> Report:
        """The same report, silent about the province at ``place``; the total stays."""
        labels = self.labels
        labels[place] = 0
        told, provinces, placed = list(self.told), list(self.provinces), list(self.placed)
        told[place], provinces[place], placed[place] = False, None, 0
        return replace(
            self, labelled=rows(labels), told=tuple(told), provinces=tuple(provinces), placed=tuple(placed)
        )  # fmt: skip


def rows(table: np.ndarray) -> tuple[tuple[int, ...], ...]:
    """A (9, 3) table of counts as a report holds it."""
    return tuple(tuple(int(cell) for cell in row) for row in table)


def shipped(variant: str = SHIPPED_READING, operator: str = "created", plausible: bool = True) -> Report:
    """The 31 networks of the source, nine of them named, read in one of the ``SHIPPED_READINGS``."""
    assert variant in SHIPPED_READINGS
    observed = load()
    labels = np.zeros(SHAPE, np.int64)
    for network in observed.named:
        labels[code(PROVINCE_TERMS, network.province), code(FORMS, network.form)] += 1
    academic = int(labels[:, ACADEMIC].sum()) if variant == "academic-complete" else None
    return Report(
        observed.total,
        forms=(None, None, academic),
        labelled=rows(labels),
        reading=variant if variant in READINGS else "flagship",
        namely=True if variant == SHIPPED_READING else None,
        operator=operator,
        plausible=plausible,
    )


def reported(table: np.ndarray, rng: np.random.Generator, operator: str = "created") -> Report:
    """What would be told of a (9, 3) ``table`` of counts in the manner of the source, by the chance of ``rng``.

    For tests of recovery: a draw from the very distribution that ``likelihood`` evaluates. Flagships are drawn by
    saliences drawn first; how the academic list is worded is drawn too, and passed over where there is none.
    """
    labels = np.zeros(SHAPE, np.int64)
    weights = saliences(SALIENCES)[rng.integers(SALIENCES)]
    for place, row in enumerate(table):
        if row.sum() > 0:
            chances = weights * row
            labels[place, rng.choice(SHAPE[1], p=chances / chances.sum())] += 1
    named, all_ = int(labels[:, ACADEMIC].sum()), int(table[:, ACADEMIC].sum())
    namely = bool(rng.random() < NAMELY[int(named < all_)]) if named else None
    return Report(int(table.sum()), labelled=rows(labels), reading="flagship", namely=namely, operator=operator)


SALIENCES = 8
NAMELY = (0.8, 0.3)
"""Probability that a list is worded as complete if it is, and if it is not: a judgement, as is the spread below."""
SALIENCE_SPREAD = 0.5


def saliences(count: int) -> np.ndarray:
    """(count, 3) equally likely weights of the forms in choosing a flagship: log-normal, by a fixed Sobol set."""
    from scipy.special import ndtri
    from scipy.stats import qmc

    unit = qmc.Sobol(SHAPE[1], scramble=True, rng=np.random.default_rng(0)).random(count)
    weights: np.ndarray = np.exp(SALIENCE_SPREAD * ndtri(unit))
    return weights

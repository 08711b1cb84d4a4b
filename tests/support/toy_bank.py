"""A bank of a model so simple that its posterior can be had by counting matches: for tests of calibration."""

from __future__ import annotations

import numpy as np

from analysis.calibration.bank import OPERATORS, STATISTICS, Bank
from analysis.calibration.observations import PROVINCES
from analysis.calibration.priors import NAMES, points

LEVEL, BUSINESS = NAMES.index("founding_cost"), NAMES.index("business_appeal")


def toy_bank(unit: np.ndarray, replicates: int, seed: int) -> Bank:
    """Binomial counts in alike provinces: one parameter sets their level, another the share of business ones."""
    rng = np.random.default_rng(seed)
    size = (len(unit), replicates, PROVINCES)
    level = (0.9 * (1.0 - unit[:, LEVEL]))[:, None, None]
    business = (0.1 + 0.7 * unit[:, BUSINESS])[:, None, None]
    networks = rng.binomial(8, np.broadcast_to(level, size))
    of_business = rng.binomial(networks, np.broadcast_to(business, size))
    academic = rng.binomial(networks - of_business, 0.2)
    tables = np.stack([networks - of_business - academic, of_business, academic], axis=3).astype(np.int16)
    statistics = rng.normal(unit[:, LEVEL, None, None], 0.3, (*size[:2], len(STATISTICS)))
    return Bank(
        unit, np.stack([tables] * len(OPERATORS)), statistics.astype(np.float32), np.ones(size[:2], bool)
    )  # fmt: skip


def prior_bank(sets: int, replicates: int, seed: int) -> Bank:
    """A toy bank of points of the prior."""
    return toy_bank(points(sets, seed), replicates, seed)

"""What a fit foretells of a world not yet seen, and how odd the report would be in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.calibration.fit import Fit
from analysis.calibration.observations import reported
from analysis.calibration.prediction import Foretold, completed, fit_of, foretold, unseen
from analysis.calibration.weights import normalised, resampled

DRAWS = 400
ODD = 0.05
"""Share of foretold worlds as odd as the report below which it counts as odd."""


@dataclass(frozen=True)
class Outlook:
    """What the next world is foretold to be.

    Attributes
    ----------
    after, before : with the report, and by the prior alone; see ``prediction.Foretold``
    forms, provinces : (3, 3) and (9, 3) the reported world made whole: its networks by form and by province at 5, 50
        and 95 %, told and untold together; NaN where no set can produce the report
    odd : share of foretold worlds at least as odd as the report, by what is compared: ``total``, ``provinces`` and
        ``forms`` where counts of them are stated, ``named`` for the forms of flagships
    """

    after: Foretold
    before: Foretold
    forms: np.ndarray
    provinces: np.ndarray
    odd: dict[str, float]


def outlook(fit: Fit, seed: int) -> Outlook:
    """Everything foretold from ``fit``, by the chance of ``seed``."""
    whole = whole_tables(fit, seed)
    return Outlook(
        foretold(fit.bank, fit.weights, fit.report),
        foretold(fit.bank, prior_weights(fit), fit.report),
        thirds(whole.sum(axis=1)),
        thirds(whole.sum(axis=2)),
        oddness(fit, seed),
    )


def prior_weights(fit: Fit) -> np.ndarray:
    """(sets,) weights under which the bank of a fit is a sample of the prior."""
    return normalised(-fit.log_drawn)


def whole_tables(fit: Fit, seed: int) -> np.ndarray:
    """(draws, 9, 3) the reported world made whole; NaN where no set can produce the report."""
    return completed(fit, DRAWS, seed).astype(float) if fit.possible else np.full((1, 9, 3), np.nan)


def thirds(values: np.ndarray) -> np.ndarray:
    """(n, 3) values at 5, 50 and 95 % of each column of ``values`` (draws, n)."""
    found: np.ndarray = np.quantile(values, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf").T
    return found


def oddness(fit: Fit, seed: int) -> dict[str, float]:
    """How odd the report is among the worlds that ``fit`` foretells: small where it does not fit; ``sienaGOF``."""
    tables, _ = unseen(fit.bank, fit.report.operator)
    weights = np.where(np.isfinite(tables).all(axis=(1, 2)), np.repeat(fit.weights, len(tables) // len(fit.bank)), 0.0)
    if weights.sum() == 0.0:
        return {}
    rng = np.random.default_rng([seed, DRAWS])
    drawn = tables[resampled(weights, DRAWS, rng)]
    even = np.full(DRAWS, 1.0 / DRAWS)
    report, found = fit.report, {}
    stated = {
        "total": (drawn.sum(axis=(1, 2))[:, None], (report.total,)),
        "provinces": (drawn.sum(axis=2), report.provinces),
        "forms": (drawn.sum(axis=1), report.forms),
    }
    for what, (simulated, counts) in stated.items():
        known = [place for place, count in enumerate(counts) if count is not None]
        if known:
            found[what] = fit_of(simulated[:, known], np.array([counts[place] for place in known], float), even)
    if report.reading == "flagship":
        named = np.array([reported(table, rng).labels.sum(axis=0) for table in drawn.astype(int)], float)
        found["named"] = fit_of(named, report.labels.sum(axis=0).astype(float), even)
    return found

"""The posterior as a file: parameter sets with weights, and what they come from; read as strictly as any input.

Two files side by side: NAME.csv, a row a set, and NAME.json, which says from what it was made and seals the rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.calibration.fit import Fit
from analysis.calibration.observations import Report
from analysis.calibration.priors import NAMES, named, values
from analysis.calibration.provenance import SCHEMA, read_provenance
from analysis.calibration.weights import resampled
from sim.draws import PRIORS, WeightedSets
from sim.frozen import FrozenNumbers
from sim.inputs.cell_rules import NumberRule
from sim.inputs.cells import Cells
from sim.inputs.csv_text import plain_headings, read_columns
from sim.inputs.phrases import phrase
from sim.inputs.reading import ORGANISATIONS_BYTES, partner, read_text
from sim.inputs.row_faults import RowFaults

DRAWS = 1000
_DIGITS = 7
_ROUNDED = 1e-6  # of a range: what a bound loses when it is written with so many digits
_COLUMNS = ("weight", *NAMES)
SPREAD_OVER = NAMES.index("founding_cost")
"""The parameter by which sets are put in order: a walk over them, however short, is even in what founding costs, on
which the numbers of alliances rest most."""


@dataclass(frozen=True)
class Posterior:
    """Weighted parameter sets.

    Attributes
    ----------
    table : (sets, parameters) values, in the order of ``priors.NAMES``
    weights : (sets,) that add up to 1
    provenance : what they were made from, as plain values
    """

    table: np.ndarray
    weights: np.ndarray
    provenance: Mapping[str, Any]

    @property
    def seal(self) -> str:
        """SHA-256 of its rows: what stands for it in a manifest."""
        told = self.provenance.get("sha256")
        return str(told) if told else hashlib.sha256(_rows_of(self).encode()).hexdigest()

    def to_draw_from(self) -> WeightedSets:
        """As ensembles take it; sets in the order of ``SPREAD_OVER``."""
        order = np.argsort(self.table[:, SPREAD_OVER], kind="stable")
        total = np.cumsum(self.weights[order])
        sets = tuple(FrozenNumbers(named(row)) for row in self.table[order])
        return WeightedSets(sets, tuple(map(float, total / total[-1])))


def shipped_posterior() -> Path:
    """Where the posterior is that comes with the project; ``make posterior`` makes it anew."""
    return Path(__file__).with_name("shipped") / "posterior.csv"


def posterior(fit: Fit, seed: int, provenance: Mapping[str, Any] | None = None, count: int = DRAWS) -> Posterior:
    """``count`` equally weighted draws of a fit, the same set only once with the weight of all its draws."""
    places = resampled(fit.weights, count, np.random.default_rng([seed, count]))
    chosen, times = np.unique(places, return_counts=True)
    table = np.array([[_rounded(value) for value in row] for row in values(fit.bank.unit[chosen])])
    said = {
        "schema": SCHEMA,
        "seed": seed,
        "report": plain(fit.report),
        "priors": {name: [prior.low, prior.high, prior.shape] for name, prior in PRIORS.items()},
        "sets": len(fit.bank),
        "replicates": int(fit.bank.complete.shape[1]),
        "waves": [number for _, number in fit.waves],
        "effective_size": _rounded(fit.effective_size, 4),
        "draws": count,
        **(provenance or {}),
    }
    return Posterior(table, times / count, said)


def plain(report: Report) -> dict[str, Any]:
    """A report as plain values."""
    said: dict[str, Any] = json.loads(json.dumps(vars(report)))
    return said


def _rounded(value: float, digits: int = _DIGITS) -> float:
    return float(f"{value:.{digits}g}")


def write(posterior_: Posterior, path: Path) -> None:
    """NAME.csv and NAME.json at ``path`` (NAME.csv)."""
    sealed = {**posterior_.provenance, "sha256": posterior_.seal}
    path.write_text(_rows_of(posterior_), encoding="utf-8", newline="\n")
    told = json.dumps(sealed, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    path.with_suffix(".json").write_text(told, encoding="utf-8", newline="\n")


def _rows_of(posterior_: Posterior) -> str:
    """The rows as they are written."""
    lines = [",".join(_COLUMNS)]
    for weight, row in zip(posterior_.weights, posterior_.table):
        lines.append(",".join(f"{value:.{_DIGITS}g}" for value in (weight, *row)))
    return "\n".join(lines) + "\n"


def read(path: Path) -> Posterior:
    """A posterior from its two files; raises ``InputFault`` with all that is wrong with them."""
    text = read_text(path, ORGANISATIONS_BYTES)
    said = read_provenance(partner(path, ".json"))
    faults = RowFaults(path)
    if said["sha256"] != hashlib.sha256(text.encode()).hexdigest():
        faults.of_file(phrase("rows"), phrase("changed_rows"), phrase("sealed_rows"))
    numbers = _numbers(path, faults)
    return Posterior(numbers[:, 1:], numbers[:, 0] / numbers[:, 0].sum(), said)


def _numbers(path: Path, faults: RowFaults) -> np.ndarray:
    """(sets, 1 + parameters) numbers below the heading, each checked against the prior's range."""
    columns, places, _, _ = read_columns(path, plain_headings(_COLUMNS), faults, _COLUMNS)
    if not faults and tuple(columns) != _COLUMNS:
        faults.of_file(phrase("row", row=1), phrase("other_order"), ", ".join(_COLUMNS))
    limits = [(0.0, 1.0), *((prior.low, prior.high) for prior in PRIORS.values())]
    found = np.zeros((len(places), len(_COLUMNS)))
    for nth, (name, (low, high)) in enumerate(zip(_COLUMNS, limits)):
        if name in columns:
            rule = NumberRule(low, high, slack=_ROUNDED * (high - low))
            found[:, nth] = Cells(name, columns[name], places, faults).numbers(rule, needed=True)
    if not faults and not found[:, 0].sum() > 0.0:
        faults.of_file(phrase("rows"), phrase("no_weight"), phrase("some_weight"))
    faults.raise_any()
    return found

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
from analysis.calibration.weights import resampled
from sim.draws import PRIORS, WeightedSets
from sim.frozen import FrozenNumbers
from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.reading import SCENARIO_BYTES, partner, read_text

SCHEMA = 1
DRAWS = 1000
_DIGITS = 7
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
    lines = [",".join(("weight", *NAMES))]
    for weight, row in zip(posterior_.weights, posterior_.table):
        lines.append(",".join(f"{value:.{_DIGITS}g}" for value in (weight, *row)))
    return "\n".join(lines) + "\n"


def read(path: Path) -> Posterior:
    """A posterior from its two files; raises ``InputFault`` with all that is wrong with them."""
    text = read_text(path, 64 * SCENARIO_BYTES)
    told = partner(path, ".json")
    try:
        provenance = json.loads(read_text(told, SCENARIO_BYTES))
    except ValueError as error:
        raise InputFault([Fault(str(told), f"no JSON ({error})", "as it was written")]) from None
    faults: list[Fault] = []
    if not isinstance(provenance, dict) or provenance.get("schema") != SCHEMA:
        faults.append(Fault(str(told), "another sort of file", f"a posterior of schema {SCHEMA}"))
    elif provenance.get("sha256") != hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest():
        faults.append(Fault(str(path), "rows that were changed since they were written", "the rows its .json seals"))
    rows = [line.split(",") for line in text.splitlines() if line.strip()]
    faults += _heading_faults(path, rows[0])
    if faults:
        raise InputFault(faults)
    numbers = _numbers(path, rows)
    return Posterior(numbers[:, 1:], numbers[:, 0] / numbers[:, 0].sum(), provenance)


def _heading_faults(path: Path, heading: list[str]) -> list[Fault]:
    wanted = ("weight", *NAMES)
    missing = [Fault(f"{path}: row 1", f"no column {name}", "weight and every free parameter")
               for name in wanted if name not in heading]  # fmt: skip
    strange = [Fault(f"{path}: row 1", f"a column {shown(name)}", ", ".join(wanted), nearest(name, wanted))
               for name in heading if name not in wanted]  # fmt: skip
    if missing or strange:
        return missing + strange
    return [] if tuple(heading) == wanted else [Fault(f"{path}: row 1", "columns in another order", ", ".join(wanted))]


def _numbers(path: Path, rows: list[list[str]]) -> np.ndarray:
    """(sets, 1 + parameters) numbers below the heading, each checked against the prior's range."""
    limits = [(0.0, 1.0), *((prior.low, prior.high) for prior in PRIORS.values())]
    faults, found = [], np.zeros((len(rows) - 1, len(limits)))
    for nth, row in enumerate(rows[1:]):
        if len(row) != len(limits):
            faults.append(Fault(f"{path}: row {nth + 2}", f"{len(row)} cells", f"{len(limits)}, as in row 1"))
            continue
        for place, ((low, high), cell) in enumerate(zip(limits, row)):
            slack = 1e-6 * (high - low)
            try:
                found[nth, place] = float(cell)
            except ValueError:
                found[nth, place] = np.nan
            if not low - slack <= found[nth, place] <= high + slack:
                where = f"{path}: row {nth + 2}, {rows[0][place]}"
                faults.append(Fault(where, shown(cell), f"a number from {low:g} to {high:g}"))
    if len(rows) < 2 or (not faults and found[:, 0].sum() <= 0.0):
        faults.append(Fault(str(path), "no parameter set with a weight", "one or more"))
    if faults:
        raise InputFault(faults)
    return found

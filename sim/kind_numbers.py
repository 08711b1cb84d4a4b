"""What differs by kind of organisation at the start: ``scenarios/kinds.csv`` as one record a kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from sim.inputs.number_table import NumberTable
from sim.inputs.phrases import phrase
from sim.kinds import ACTIVITIES, CONFIDENCES, KINDS, REGISTERED

FILE = Path(__file__).resolve().parent.parent / "scenarios" / "kinds.csv"
_COLUMNS = ("kind", "quantity", "value", "low", "high", "source", "confidence")
_SHARE = (0.0, 1.0)
QUANTITIES: dict[str, tuple[float, float]] = {
    "members_median": (1, 1e6),
    "members_spread": (0, 3),
    "capital_median": (1, 1e12),
    "capital_spread": (0, 3),
    **dict.fromkeys(("leadership", "spirit", "openness", "strategy", "management"), _SHARE),
    "margin_mean": (-1, 1),
    "margin_spread": (0, 1),
    "share_of_unregistered": _SHARE,
    **{f"{side}_{activity.key}": _SHARE for side in ("needs", "offers") for activity in ACTIVITIES},
}
"""Every quantity and the range it must lie in: people, baht, 0 to 1, baht a year per baht of capital, probability."""

KIND_NUMBERS = np.dtype([(name, np.float64) for name in QUANTITIES])


@cache
def kind_numbers() -> np.ndarray:
    """One ``KIND_NUMBERS`` record a kind, in the order of ``KINDS``; raises ``InputFault`` with all faults."""
    table = NumberTable(FILE, _COLUMNS, ("unit",))
    for row in range(len(table.rows)):
        table.choice(row, "confidence", CONFIDENCES)
        table.text(row, "source")
    pairs = [f"{kind.key} {name}" for kind in KINDS for name in QUANTITIES]
    rows = table.rows_by_key(("kind", "quantity"), pairs)
    numbers = np.zeros(len(KINDS), KIND_NUMBERS)
    for code, kind in enumerate(KINDS):
        for name, (low, high) in QUANTITIES.items():
            place = rows.get(f"{kind.key} {name}")
            if place is not None:
                numbers[name][code] = table.number(place, "value", *_narrowed(table, place, low, high))
    table.raise_faults()
    _demand_whole(table, numbers)
    numbers.flags.writeable = False  # one array for all callers
    return numbers


def _narrowed(table: NumberTable, row: int, low: float, high: float) -> tuple[float, float]:
    """The row's own range, which must lie in that of the quantity."""
    lowest = table.number(row, "low", low, high)
    return lowest, table.number(row, "high", lowest, high)


def _demand_whole(table: NumberTable, numbers: np.ndarray) -> None:
    """Unregistered groups are of one kind or another, and registered kinds are none of them."""
    shares = numbers["share_of_unregistered"]
    registered = sum(shares[code] for code, kind in enumerate(KINDS) if kind.key in REGISTERED)
    if registered > 0 or abs(shares.sum() - 1) > 1e-9:
        table.wrong("share_of_unregistered", phrase("in_all", sum=f"{shares.sum():g}"), phrase("shares_of_kinds"))
    table.raise_faults()

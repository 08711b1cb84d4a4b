"""How many organisations of each kind a province has: counted where they are registered, else assumed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.kinds import KINDS, REGISTERED
from sim.provinces import Province


def counts_by_kind(provinces: Sequence[Province], kinds: np.ndarray, p: np.void) -> np.ndarray:
    """Organisations to draw, as a (provinces, 9) table: registered ones as counted, unregistered ones as assumed."""
    assumed = [round(float(p["unregistered_per_province"] * share)) for share in kinds["share_of_unregistered"]]
    return np.array(
        [
            [province.counts[kind.key] if kind.key in REGISTERED else assumed[code] for code, kind in enumerate(KINDS)]
            for province in provinces
        ],
        np.int64,
    )

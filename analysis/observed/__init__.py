"""The alliances that the nine teams reported: 31 in all, nine of them named. ``sim`` never reads this.

Source: executive summary, "research results" (ผลการวิจัย), paragraph on the process of building networks. Of the other
22 neither form nor province is stated, so there is no table of them here, and there must be none.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

TOTAL = 31
MONTHS = 24
_NETWORKS = Path(__file__).with_name("networks.csv")


class Network(NamedTuple):
    """A named network: keys of its form and province, its names, and how the source introduces the list it is in."""

    form: str
    province: str
    name_en: str
    name_th: str
    wording: str


class Observed(NamedTuple):
    """What was observed: networks supported into being in ``months`` months, and those that are named."""

    total: int
    months: int
    named: tuple[Network, ...]

    @property
    def unknown(self) -> int:
        """Networks of which neither form nor province is known."""
        return self.total - len(self.named)

    def at_least(self, field: str) -> Counter[str]:
        """Named networks by ``form`` or ``province``: a lower bound of each, never its count."""
        return Counter(str(getattr(network, field)) for network in self.named)


def load(path: Path = _NETWORKS, total: int = TOTAL, months: int = MONTHS) -> Observed:
    """Read the named networks; raises ``ValueError`` if there are more of them than ``total``."""
    with path.open(encoding="utf-8", newline="") as file:
        named: Sequence[Network] = [Network(**row) for row in csv.DictReader(file)]
    if len(named) > total:
        raise ValueError(f"{path.name} names {len(named)} networks of {total}")
    return Observed(total, months, tuple(named))

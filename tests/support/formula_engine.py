"""A formula in the model's place: portfolios whose worth is known, in worlds with chance of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.portfolios.levers import Lever, Mode, Outcomes, Portfolio, efforts

ON = (Mode("on", 1.0),)
WAYS = (Mode("early", 1.0), Mode("early-half", 0.5), Mode("late", 1.0), Mode("late-half", 0.5), Mode("long", 0.5))


def levers(count: int, modes: tuple[Mode, ...] = ON) -> list[Lever]:
    """So many levers of the same modes."""
    return [Lever(f"{nth:02d}", modes) for nth in range(1, count + 1)]


@dataclass
class Formula:
    """An engine: worth = sum of mains + pairs, both scaled by what a world draws, and chance of every run.

    ``mains`` and ``costs`` are (levers, modes + 1) with 0 for off; ``pairs`` (levers, levers), symmetric. ``runs``
    counts what was asked for, the one with nothing chosen among it.
    """

    levers: Sequence[Lever]
    mains: np.ndarray
    costs: np.ndarray
    pairs: np.ndarray
    chance: float = 1.0
    unknown: float = 0.3
    cost_spread: float = 0.1
    seed: int = 0
    runs: int = field(default=0)

    def worth(self, portfolios: Sequence[Portfolio]) -> np.ndarray:
        """(portfolios,) what each is worth on average."""
        chosen = np.array(portfolios, np.int64).reshape(-1, len(self.levers))
        effort = efforts(self.levers, chosen)
        alone = sum(self.mains[place][chosen[:, place]] for place in range(len(self.levers)))
        found: np.ndarray = alone + 0.5 * np.einsum("pi,ij,pj->p", effort, self.pairs, effort)
        return found

    def price(self, portfolios: Sequence[Portfolio]) -> np.ndarray:
        """(portfolios,) what each costs on average."""
        chosen = np.array(portfolios, np.int64).reshape(-1, len(self.levers))
        found: np.ndarray = sum(self.costs[place][chosen[:, place]] for place in range(len(self.levers)))
        return found

    def __call__(self, portfolios: Sequence[Portfolio], draws: range) -> Outcomes:
        """The same world whatever is chosen in it, but for the chance of each run."""
        self.runs += len(draws) * (len(portfolios) + 1)
        chosen = np.array(portfolios, np.int64).reshape(-1, len(self.levers))
        effort = efforts(self.levers, chosen)
        worth, cost = [], []
        for draw in draws:
            random = np.random.Generator(np.random.Philox(key=[self.seed, draw]))
            scale = np.maximum(0.0, 1.0 + self.unknown * random.standard_normal(len(self.levers)))
            alone = sum(self.mains[place][chosen[:, place]] * scale[place] for place in range(len(self.levers)))
            together = 0.5 * np.einsum("pi,ij,pj->p", effort, self.pairs, effort)
            weights = random.standard_normal((3, len(self.levers)))
            # Keyed by what is chosen, so that a portfolio meets the same chance whoever is run beside it.
            own = np.sin(1e3 * (chosen @ weights.T)).sum(axis=1) * self.chance
            worth.append(alone + together + own)
            cost.append(
                self.price([tuple(row) for row in chosen]) * (1.0 + self.cost_spread * random.standard_normal())
            )
        shape = (len(draws), len(chosen))
        return Outcomes({"lasting": np.array(worth).reshape(shape), "cost": np.array(cost).reshape(shape)})

"""Which recommendations need each other: what two do together beyond the sum of each alone, on lasting alliances.

Some needs are written into rules and so are *built in*: a joint plan grows by its members' strategies (2 with 3), a
unit sees what is monitored (13 with 8, 10 and 11), feedback takes readiness and skill (10 with 11). The rest would have
to come about by themselves. Each contrast is read off four scenarios lived through in the same worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import pandas as pd

from analysis.effects.statistics import Estimate, interaction
from sim.calendar import DEFAULT_MONTHS
from sim.ensembles.ensemble import ensemble
from sim.ensembles.tables import tabulate
from sim.ensembles.worlds import Lived, World
from sim.language.numerals import estimated
from sim.language.texts import Lang, text
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario

PROGRAMME = "programme"
PAIRS: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((2,), (3,)),
    ((13,), (8, 10, 11)),
    ((1,), (3,)),
    ((10,), (11,)),
    ((2,), (9,)),
    ((6,), (11,)),
)
"""The first two and the last were expected before any run; the others stood out among all 91 pairs of version 0.1.0.
Intervals are Bonferroni's: they hold for all six at once."""
BUILT_IN = (((2,), (3,)), ((13,), (8, 10, 11)), ((10,), (11,)))
"""Those that rules write down."""


@dataclass(frozen=True)
class Joint:
    """Two sets of recommendations and what they add together beyond the sum (lasting alliances)."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    estimate: Estimate

    @property
    def built_in(self) -> bool:
        """Whether a rule says so."""
        return (self.first, self.second) in BUILT_IN

    @property
    def said(self) -> str:
        """Whether they strengthen or weaken each other, or cannot be told."""
        return "needs" if self.estimate.low > 0 else "replaces" if self.estimate.high < 0 else "untold"


def with_all(numbers: Sequence[int]) -> Scenario:
    """The programme with several recommendations on top, at full intensity."""
    every = recommendations()
    together = reduce(lambda scenario, number: alone(scenario, every[number]), numbers, load_scenario(PROGRAMME))
    return replace(together, key=_key(numbers))


def _key(numbers: Sequence[int]) -> str:
    return "+".join([PROGRAMME, *(f"{number:02d}" for number in sorted(numbers))])


def scenarios() -> list[Scenario]:
    """Everything that the contrasts of ``PAIRS`` need."""
    sets = {()} | {s for a, b in PAIRS for s in (a, b, tuple(sorted(a + b)))}
    return [with_all(numbers) for numbers in sorted(sets)]


def joint_effects(which: Sequence[World], workers: int, table: pd.DataFrame | None = None) -> list[Joint]:
    """Every contrast of ``PAIRS``, in the worlds ``which``, of a user's organisations if any."""
    chosen = scenarios()
    lived: list[Lived] = ensemble(chosen, which, DEFAULT_MONTHS, workers, table)
    runs = tabulate(lived, [scenario.key for scenario in chosen]).runs
    return [
        Joint(
            a,
            b,
            interaction(
                runs, "lasting", _key(a + b), _key(a), _key(b), reference=_key(()), level=1 - 0.05 / len(PAIRS)
            ),
        )
        for a, b in PAIRS
    ]


def words(found: Sequence[Joint], lang: Lang) -> list[str]:
    """A heading, and a line a contrast."""
    return [text("joint_head", lang), *(_line(one, lang) for one in found)]


def _line(one: Joint, lang: Lang) -> str:
    e = one.estimate
    pair = " & ".join("+".join(map(str, numbers)) for numbers in (one.first, one.second))
    told = f"  {pair}: {estimated(e.mean, e.low, e.high, lang, 1)}: {text(f'joint_{one.said}', lang)}"
    return f"{told} ({text('joint_built_in', lang)})" if one.built_in else told

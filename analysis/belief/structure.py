"""Whether the order of the recommendations stands under other months, meanings of lasting and forms of rules.

The programme, and each recommendation on top of it, in the same worlds: as they are, in every window of months, and
with each form of each rule that nobody knows (``parameters.STRUCTURE``) held to in all worlds, one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from analysis.effects.orders import DEFINITIONS, Noise, Order, compared, resampled
from analysis.effects.statistics import differences
from sim.draws import PRIORS
from sim.frozen import FrozenNumbers
from sim.parameters import STRUCTURE
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario, within
from sim.windows import EARLY, WINDOWS

PROGRAMME = "programme"
SHOWN = 5
"""How many that lead are told."""


class Change(NamedTuple):
    """What was changed: the axis (``window``, ``definition`` or the name of a form), and what it was changed to.

    ``Change("", "")`` is nothing. A form is told by its key.
    """

    axis: str
    what: str


NOTHING = Change("", "")


class Standing(NamedTuple):
    """The order under a change, held against that without any; how often its leaders lead in resampled worlds."""

    change: Change
    order: Order
    leads: float

    @property
    def leading(self) -> list[tuple[str, bool]]:
        """The first ``SHOWN``, each with whether it does no better than the one before it."""
        return [(policy, nth > 0) for group in self.order.groups for nth, policy in enumerate(group)][:SHOWN]


class Structure(NamedTuple):
    """Every order, that without any change first, and how far other worlds would change that one."""

    standings: tuple[Standing, ...]
    noise: Noise

    def beyond(self, one: Standing) -> bool:
        """Whether an order differs from the first by more than other worlds alone would make it differ."""
        return one.order.tau < self.noise.low


def forms() -> Iterator[tuple[Change, Mapping[str, float]]]:
    """Each form of each rule, and the parameter that holds to it; not the one that all worlds have anyway."""
    for parameter in STRUCTURE:
        for number, form in enumerate(parameter.forms):
            if parameter.name in PRIORS or number != parameter.default:
                yield Change(parameter.name, form.key), {parameter.name: float(number)}


def families() -> dict[Change, tuple[Scenario, ...]]:
    """The programme and each recommendation on top of it, under each change that takes runs of its own."""
    base = load_scenario(PROGRAMME)
    policies = [alone(base, one) for one in recommendations().values()]
    found = {NOTHING: (base, *policies)}
    for key, window in WINDOWS.items():
        if window != EARLY:
            found[Change("window", key)] = (base, *(within(one, window) for one in policies))
    for change, values in forms():
        found[change] = tuple(_with(one, change, values) for one in (base, *policies))
    return found


def _with(scenario: Scenario, change: Change, values: Mapping[str, float]) -> Scenario:
    """A scenario with parameters set, under a key that says which; nothing that could be typed loads it."""
    key = f"{scenario.key}~{change.axis}={change.what}"
    return replace(scenario, key=key, parameters=FrozenNumbers({**scenario.parameters, **values}), typed="")


def scenarios() -> tuple[Scenario, ...]:
    """Everything that is to be run, each once."""
    return tuple({one.key: one for family in families().values() for one in family}.values())


def standings(runs: pd.DataFrame, seed: int) -> Structure:
    """Every order; policies go by the labels of their recommendations.

    Parameters
    ----------
    runs
        A row a run of ``scenarios``, with ``DEFINITIONS`` among its outcomes.
    seed
        Key of the bootstrap.
    """
    effects = dict(_effects(runs))
    found = compared(effects, NOTHING)
    told = (Standing(change, order, resampled(effects[change], seed).leads) for change, order in found.items())
    return Structure(tuple(told), resampled(effects[NOTHING], seed))


def _effects(runs: pd.DataFrame) -> Iterator[tuple[Change, pd.DataFrame]]:
    """Draws × policies under each change: nothing, windows, definitions, forms."""
    of = families()
    yield NOTHING, _family(runs, of[NOTHING], DEFINITIONS[0])
    yield from ((change, _family(runs, of[change], DEFINITIONS[0])) for change in of if change.axis == "window")
    yield from ((Change("definition", one), _family(runs, of[NOTHING], one)) for one in DEFINITIONS[1:])
    yield from ((change, _family(runs, of[change], DEFINITIONS[0])) for change in of if change.axis in _SWITCHES)


_SWITCHES = frozenset(one.name for one in STRUCTURE)


def _family(runs: pd.DataFrame, family: tuple[Scenario, ...], outcome: str) -> pd.DataFrame:
    """Draws × policies: what each of a family adds to its first."""
    base, *policies = family
    added = differences(runs, outcome, {one.key: base.key for one in policies})
    return added.set_axis([one.applied[-1].recommendation.label for one in policies], axis=1)


def table(found: Structure) -> pd.DataFrame:
    """The same as a table: a row a change."""
    return pd.DataFrame([_row(one, found) for one in found.standings])


def _row(one: Standing, found: Structure) -> dict[str, object]:
    leading = dict(zip(_PLACES, [*(policy for policy, _ in one.leading), *[""] * SHOWN]))
    return {
        "axis": one.change.axis,
        "changed_to": one.change.what,
        **leading,
        "tau": one.order.tau,
        "leads": one.leads,
        **{f"noise_{name}": getattr(found.noise, name) for name in ("low", "middle", "high")},
        "beyond": found.beyond(one),
        **{f"rank_{policy}": rank for policy, rank in sorted(one.order.places.items())},
    }


_PLACES = ("first", "second", "third", "fourth", "fifth")

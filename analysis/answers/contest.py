"""What is compared with what: each recommendation in every window, or the scenarios that somebody names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario, parent_of, within
from sim.windows import EARLY, WINDOWS

BASELINE, PROGRAMME = "baseline", "programme"


@dataclass(frozen=True)
class Contest:
    """What is compared: the scenarios, and for each policy the key of the scenario it is compared with.

    Attributes
    ----------
    named : keys of those that were asked for by name; none where each recommendation is compared
    windows : window → its policies, the same in each and in the same order; empty where scenarios are named
    window : the window of the table and the charts
    """

    scenarios: tuple[Scenario, ...]
    references: Mapping[str, str]
    named: tuple[str, ...] = ()
    windows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: str = EARLY.key

    @property
    def by_key(self) -> dict[str, Scenario]:
        """The scenarios by their keys."""
        return {scenario.key: scenario for scenario in self.scenarios}

    @property
    def against(self) -> dict[str, str]:
        """Policy → reference of those in the table and the charts: all but what acts in another window."""
        others = {policy for key, policies in self.windows.items() if key != self.window for policy in policies}
        return {policy: reference for policy, reference in self.references.items() if policy not in others}

    @property
    def in_table(self) -> list[Scenario]:
        """The scenarios that the table speaks of, references among them."""
        there = {*self.against, *self.against.values()}
        return [one for one in self.scenarios if one.key in there]

    def over(self, scenarios: Sequence[Scenario]) -> Contest:
        """The same of scenarios as a study has them, over the months that were asked for."""
        return replace(self, scenarios=tuple(scenarios))

    def elsewhere(self) -> dict[str, dict[str, str]]:
        """The same for each other window."""
        return {
            key: {policy: self.references[policy] for policy in policies}
            for key, policies in self.windows.items()
            if key != self.window
        }

    def acting(self) -> dict[str, tuple[int, int]]:
        """Policy → first and last month in which its recommendations act, of those that have some."""
        of = self.by_key
        spans = {key: [(one.start, one.end) for one in of[key].applied] for key in self.references}
        return {
            key: (min(start for start, _ in found), min(of[key].months, max(end for _, end in found)))
            for key, found in spans.items()
            if found
        }


def chosen(names: Sequence[str], window: str | None = None) -> Contest:
    """Each recommendation on top of the programme, in every window; or the scenarios named, each against its parent.

    ``window`` is that of the table, or the one that the scenarios named are moved to.
    """
    if not names:
        return _recommendations(window or EARLY.key)
    baseline = load_scenario(BASELINE)
    placed = [_placed(name, window) for name in names]
    named = [load_scenario(name) for name in placed]
    if window not in (None, EARLY.key) and placed == list(names):
        raise refuse(f"--window {window}", phrase("nothing_to_move"), phrase("something_to_move"))
    _refuse_twice(named)
    parents = [parent_of(name) or baseline for name in placed]
    found = {scenario.key: scenario for scenario in [*parents, *named]}
    against = {one.key: parent.key for one, parent in sorted(zip(named, parents), key=_key) if one.key != BASELINE}
    if PROGRAMME in found and PROGRAMME not in against:
        found, against = {BASELINE: baseline} | found, {PROGRAMME: BASELINE} | against
    if not against:
        raise InputFault((Fault("scenarios", phrase("only_baseline"), phrase("one_other")),))
    return Contest(tuple(found.values()), against, tuple(sorted(one.key for one in named)))


def _recommendations(window: str) -> Contest:
    """Each recommendation alone on top of the programme, in every window."""
    baseline, programme = load_scenario(BASELINE), load_scenario(PROGRAMME)
    policies = {
        key: [within(alone(programme, one), there) for one in recommendations().values()]
        for key, there in WINDOWS.items()
    }
    every = [policy for family in policies.values() for policy in family]
    return Contest(
        scenarios=(baseline, programme, *every),
        references={PROGRAMME: BASELINE} | {policy.key: PROGRAMME for policy in every},
        windows={key: tuple(policy.key for policy in family) for key, family in policies.items()},
        window=window,
    )


def _placed(name: str, window: str | None) -> str:
    """A scenario as it is typed in a window; as it was typed where it has no recommendation that could move."""
    if window is None or not load_scenario(name).applied:
        return name
    return f"{name}@{window}"


def _key(pair: tuple[Scenario, Scenario]) -> str:
    return pair[0].key


def _refuse_twice(named: Sequence[Scenario]) -> None:
    """Every scenario needs a key of its own, or its runs could not be told from another's."""
    keys = [scenario.key for scenario in named]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise InputFault(Fault("scenarios", phrase("twice_named", key=key), phrase("each_name_once")) for key in twice)

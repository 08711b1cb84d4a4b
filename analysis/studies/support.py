"""Until when a scenario supports alliances, and what to mind where that is too late to see what lasts without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.language.labels import Names
from sim.calendar import YEAR
from sim.language.texts import Lang, text
from sim.scenario import Scenario

MARK = "*"


def support_ends(scenario: Scenario) -> int:
    """The last month in which anything that ``scenario`` applies is at work, within its months; 0 where nothing is.

    Agencies that follow up what teams helped to found are at work as well.
    """
    programme = scenario.programme
    spans = [(programme.start, max(programme.end, programme.handover))] if programme else []
    spans += [(one.start, one.end) for one in scenario.applied if one.intensity > 0 and one.strength != 0]
    return max((min(end, scenario.months) for start, end in spans if start <= scenario.months), default=0)


def ends_of(scenarios: Sequence[Scenario]) -> Mapping[str, int]:
    """Scenario key → ``support_ends``."""
    return {scenario.key: support_ends(scenario) for scenario in scenarios}


def supported_late(scenario: Scenario) -> bool:
    """Whether support comes in the last ``YEAR`` months, too late for an alliance that has it then to last."""
    return 0 < support_ends(scenario) > scenario.months - YEAR


def marked(names: Names, scenarios: Sequence[Scenario]) -> Names:
    """``names`` with a mark before those of scenarios that are supported late."""
    still = {scenario.key for scenario in scenarios if supported_late(scenario)}
    return {key: (f"{MARK} {en}", f"{MARK} {th}") if key in still else (en, th) for key, (en, th) in names.items()}


def remark(scenarios: Sequence[Scenario], lang: Lang) -> list[str]:
    """What the mark means, where any of ``scenarios`` bears it."""
    months = [scenario.months for scenario in scenarios if supported_late(scenario)]
    return [text("supported_late", lang, mark=MARK, year=YEAR, month=months[0])] if months else []

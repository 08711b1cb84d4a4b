"""Until when a scenario supports alliances, and what to mind where it still does at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.language.labels import Names
from sim.language.texts import Lang, text
from sim.scenario import Scenario

MARK = "*"


def support_ends(scenario: Scenario) -> int:
    """The last month in which anything that ``scenario`` applies is at work, within its months; 0 where nothing is."""
    spans = [(scenario.programme.start, scenario.programme.end)] if scenario.programme else []
    spans += [(one.start, one.end) for one in scenario.applied if one.intensity > 0]
    return max((min(end, scenario.months) for start, end in spans if start <= scenario.months), default=0)


def ends_of(scenarios: Sequence[Scenario]) -> Mapping[str, int]:
    """Scenario key → ``support_ends``."""
    return {scenario.key: support_ends(scenario) for scenario in scenarios}


def still_supported(scenario: Scenario) -> bool:
    """Whether support still runs in the last month, so that nobody can see yet which alliances last without it."""
    return support_ends(scenario) == scenario.months


def marked(names: Names, scenarios: Sequence[Scenario]) -> Names:
    """``names`` with a mark before those of scenarios that are still supported at the end."""
    still = {scenario.key for scenario in scenarios if still_supported(scenario)}
    return {key: (f"{MARK} {en}", f"{MARK} {th}") if key in still else (en, th) for key, (en, th) in names.items()}


def remark(scenarios: Sequence[Scenario], lang: Lang) -> list[str]:
    """What the mark means, where any of ``scenarios`` bears it."""
    months = [scenario.months for scenario in scenarios if still_supported(scenario)]
    return [text("still_supported", lang, mark=MARK, month=months[0])] if months else []

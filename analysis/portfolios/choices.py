"""What a planner can choose: recommendations, when and how hard, and how long agencies care for what teams founded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.portfolios.levers import Lever, Mode, Portfolio, key_of, named
from sim.calendar import YEAR
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Recommendation, recommendations
from sim.scenario import Applied, Scenario, alone
from sim.windows import EARLY, LATE, LONG, Window

HALF = 0.5


class Way(NamedTuple):
    """One way of carrying a recommendation out: in a window, at a share of the intensity written."""

    window: Window
    share: float

    def applied(self, one: Applied) -> Applied:
        """A recommendation carried out so."""
        moved = self.window.moved(one)
        return replace(moved, intensity=moved.intensity * self.share)


WAYS: Mapping[str, Way] = {
    EARLY.key: Way(EARLY, 1.0),
    f"{EARLY.key}-half": Way(EARLY, HALF),
    LATE.key: Way(LATE, 1.0),
    f"{LATE.key}-half": Way(LATE, HALF),
    LONG.key: Way(LONG, 1.0),
}
"""By what they are called in files. ``long`` takes twice the months at half the intensity."""
CARE = "care"
"""The lever that is no recommendation: agencies follow up what teams helped to found, for some years afterwards."""
CARE_YEARS = (1, 3)


class Choices(NamedTuple):
    """The levers of a search and what they stand for.

    Attributes
    ----------
    base : what portfolios are put on top of
    levers : the recommendations to choose from by their numbers, and ``CARE`` where agencies may take over
    by_key : lever → recommendation
    """

    base: Scenario
    levers: tuple[Lever, ...]
    by_key: Mapping[str, Recommendation]

    def scenario(self, portfolio: Portfolio) -> Scenario:
        """A portfolio on top of the base, everywhere."""
        chosen = named(self.levers, portfolio)
        everywhere = {(lever, way): keys(PROVINCE_TERMS) for lever, way in chosen.items() if lever != CARE}
        return self.put_together(key_of(self.levers, portfolio), everywhere, chosen.get(CARE, ""))

    def put_together(self, key: str, where: Mapping[tuple[str, str], Sequence[str]], care: str = "") -> Scenario:
        """Recommendations, each in its way in some provinces, on top of the base, and ``care`` after the programme."""
        applied = [
            replace(WAYS[way].applied(alone(self.base, self.by_key[lever]).applied[-1]), provinces=tuple(provinces))
            for (lever, way), provinces in where.items()
            if provinces
        ]
        programme = self.base.programme
        if care and programme is not None:
            programme = replace(programme, handover=programme.end + YEAR * int(care))
        return replace(
            self.base, key=key, name_en=key, name_th=key, programme=programme,
            applied=(*self.base.applied, *applied), typed="",
        )  # fmt: skip


def choices(base: Scenario, numbers: Sequence[int], window: str | None = None) -> Choices:
    """What there is to choose from on top of ``base``.

    Parameters
    ----------
    numbers : of the recommendations; all there are where none are named
    window : the only window, in full effort, and without ``CARE``: each recommendation is then on or off
    """
    known = recommendations()
    chosen = {f"{number:02d}": known[number] for number in sorted(numbers or known)}
    ways = [way for way in (WAYS if window is None else [window]) if _fits(base, WAYS[way])]
    if not ways:
        raise refuse(f"--window {window}", phrase("too_few_months", months=base.months), phrase("months_for_window"))
    modes = tuple(Mode(way, WAYS[way].share * WAYS[way].window.share) for way in ways)
    levers = [Lever(key, modes) for key in chosen]
    if window is None and base.programme is not None and base.programme.end + YEAR <= base.months:
        years = [year for year in CARE_YEARS if base.programme.end + YEAR * year <= base.months]
        levers.append(Lever(CARE, tuple(Mode(str(year), year / CARE_YEARS[-1]) for year in years)))
    return Choices(base, tuple(levers), chosen)


def _fits(base: Scenario, way: Way) -> bool:
    """Whether something can be carried out so in the months that are run."""
    return all(way.window.later + one.start <= base.months for one in recommendations().values())

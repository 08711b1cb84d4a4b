"""What is set on the page: a scenario to begin with, recommendations on it or off it, months, worlds, a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from analysis.answers.scenario_text import can_write
from sim.calendar import DEFAULT_MONTHS
from sim.language.texts import text
from sim.recommendation import recommendations
from sim.scenario import Applied, Scenario, alone

KEY = "/page"
"""Key of the scenario that is set on the page; no file can be called so."""
WORLDS = 200
"""Worlds that the page goes on to by itself: as many as ``compare`` runs."""


@dataclass(frozen=True)
class Row:
    """A recommendation on the page, as it is applied where it is on; one that is ``fixed`` stays as its file has it."""

    applied: Applied
    on: bool
    fixed: bool = False


@dataclass(frozen=True)
class Settings:
    """All that is set.

    Attributes
    ----------
    base : the scenario to begin with
    rows : what that applies, in its order, then the recommendations that it does not
    months : months to run [1, ``LAST_MONTH``]
    worlds : worlds to go on to
    name : what the result is called; empty where nobody has given it a name
    """

    base: Scenario
    rows: tuple[Row, ...]
    months: int = DEFAULT_MONTHS
    worlds: int = WORLDS
    name: str = ""

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that all this makes."""
        return replace(
            self.base,
            key=KEY,
            name_en=self.name or text("explore_own", "en"),
            name_th=self.name or text("explore_own", "th"),
            months=self.months,
            applied=tuple(row.applied for row in self.rows if row.on),
            chain=(KEY, *self.base.chain),
            typed="",
        )

    @cached_property
    def beginning(self) -> Scenario:
        """The scenario to begin with, over the months that are set."""
        return replace(self.base, months=self.months)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the scenario to begin with."""
        return self.scenario.digest() != self.beginning.digest()

    @property
    def first_month(self) -> int:
        """The least months to run: whatever cannot be moved on the page has to begin within them."""
        starts = [row.applied.start for row in self.rows if row.fixed]
        return max([1, *starts, *([self.base.programme.start] if self.base.programme else [])])


def as_it_is(base: Scenario) -> Settings:
    """What is set where nothing has been changed yet."""
    fixed = not can_write(base)
    known = {one.recommendation.key for one in base.applied}
    added = [alone(base, one).applied[-1] for one in recommendations().values() if one.key not in known]
    rows = [Row(one, on=True, fixed=fixed or one.recommendation.number is None) for one in base.applied]
    return Settings(base, (*rows, *(Row(one, on=False) for one in added)), base.months)

"""The months in which the recommendations of a scenario act: as written, later, or thinly for longer.

``media@late`` is the scenario ``media`` with its recommendations in the window ``late``; the programme stays where it
is. It is what shows how much of a ranking rests on months that somebody chose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sim.calendar import PROGRAMME_MONTHS
from sim.language.texts import Lang, text

if TYPE_CHECKING:
    from sim.scenario_file import Applied

TYPED = re.compile(r"(?P<base>.+)@(?P<window>[^@/\\.]*)", re.DOTALL)
"""A scenario in a window, as it is typed; a window has no dot, so that a file's name may hold an @."""


class Window(NamedTuple):
    """Where in the months recommendations act, against the months written: all of them move alike.

    Attributes
    ----------
    key : what it is typed as
    later, longer : months by which the first and the last month of each recommendation come later
    share : of the intensity written [0, 1]
    """

    key: str
    later: int
    longer: int
    share: float

    def moved(self, one: Applied) -> Applied:
        """A recommendation of a scenario in this window."""
        return replace(
            one, start=one.start + self.later, end=one.end + self.longer, intensity=one.intensity * self.share
        )

    def called(self, name: str, lang: Lang) -> str:
        """What a scenario of that name is called in this window."""
        return name if self == EARLY else f"{name} ({self.words(lang)})"

    def words(self, lang: Lang) -> str:
        """What the window does, in a few words."""
        return text(f"window_{self.key}", lang, months=PROGRAMME_MONTHS)


EARLY = Window("early", 0, 0, 1.0)
LATE = Window("late", PROGRAMME_MONTHS, PROGRAMME_MONTHS, 1.0)
LONG = Window("long", 0, PROGRAMME_MONTHS, 0.5)
WINDOWS: Mapping[str, Window] = {one.key: one for one in (EARLY, LATE, LONG)}
"""By key. ``late`` begins when the programme is over; ``long`` takes about the effort of ``early``: what is written for
24 months takes 48 at half intensity."""

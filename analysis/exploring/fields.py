"""What was typed into the page, read into settings; whatever is wrong is told for the field that it is in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from analysis.exploring.settings import Row, Settings, as_it_is
from sim.calendar import LAST_MONTH
from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.names import arabic
from sim.inputs.phrases import phrase
from sim.language.harmless import UNSAFE
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.scenario import Scenario, overlap

FEWEST, MOST = 2, 1_000
"""Worlds that the page may go on to; a comparison of more is a command's."""
LONGEST_NAME = 80
Fields = Mapping[str, object]


def read(fields: Fields, offered: Mapping[str, Scenario]) -> Settings:
    """Settings of the fields of the page.

    Parameters
    ----------
    fields
        Name of a field → what was typed, or whether it is ticked. Of row n there are ``on-n``, ``dose-n`` (%),
        ``start-n``, ``end-n`` and ``province-n-KEY``.
    offered
        What may be typed for a scenario → that scenario.

    Raises
    ------
    InputFault
        Of each fault, ``where`` is the name of its field.
    """
    reader = _Reader(fields)
    beginning = as_it_is(reader.one_of("scenario", offered))
    rows = tuple(reader.row(place, row) for place, row in enumerate(beginning.rows))
    months = reader.whole("months", beginning.first_month, LAST_MONTH)
    found = replace(
        beginning,
        rows=rows,
        months=months,
        worlds=reader.whole("worlds", FEWEST, MOST),
        name=reader.name("name"),
    )
    reader.refuse_after(found)
    if reader.faults:
        raise InputFault(reader.faults)
    return found


def per_cent(share: float) -> str:
    """A share as its field has it, to four figures."""
    return f"{100 * share:.4g}"


class _Reader:
    """Reads fields one by one and keeps what is wrong with each; in the place of a faulty one stands a harmless one."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.faults: list[Fault] = []

    def _typed(self, name: str) -> str:
        return arabic(str(self._fields.get(name, ""))).strip()

    def _wrong(self, name: str, allowed: str, near: str | None = None) -> None:
        typed = self._typed(name)
        self.faults.append(Fault(name, shown(typed) if typed else phrase("nothing"), allowed, near))

    def one_of(self, name: str, offered: Mapping[str, Scenario]) -> Scenario:
        """A scenario that is offered; the first of them where it is none."""
        typed = self._typed(name)
        if typed not in offered:
            self._wrong(name, ", ".join(offered), nearest(typed, offered))
        return offered.get(typed) or next(iter(offered.values()))

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number in a range."""
        typed = self._typed(name)
        value = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
        if value is None or not low <= value <= high:
            self._wrong(name, phrase("whole", low=low, high=high))
            return low
        return value

    def _share(self, name: str, before: float) -> float:
        """A dose in per cent, as a share; the one that was there before where it still reads so."""
        if self._typed(name) == per_cent(before):
            return before
        try:
            value = float(self._typed(name))
        except ValueError:
            value = math.nan
        if not 0 <= value <= 100:
            self._wrong(name, phrase("number", low=0, high=100))
            return 0.0
        return value / 100

    def name(self, name: str) -> str:
        """What the result is called: one line, as somebody likes it; it is only ever shown as text."""
        typed = str(self._fields.get(name, "")).strip()
        if len(typed) > LONGEST_NAME or UNSAFE.search(typed):
            self._wrong(name, phrase("explore_name", most=LONGEST_NAME))
            return ""
        return typed

    def row(self, place: int, row: Row) -> Row:
        """A recommendation; of one that is off nothing is at fault."""
        if row.fixed:
            return row
        before = len(self.faults)
        on = self._fields.get(f"on-{place}") is True
        start, end = (self.whole(f"{name}-{place}", 1, LAST_MONTH) for name in ("start", "end"))
        dose = self._share(f"dose-{place}", row.applied.intensity)
        provinces = tuple(key for key in keys(PROVINCE_TERMS) if self._fields.get(f"province-{place}-{key}") is True)
        if len(self.faults) == before and end < start:
            self._wrong(f"end-{place}", phrase("whole", low=start, high=LAST_MONTH))
        if not provinces:
            self.faults.append(Fault(f"province-{place}", phrase("nothing"), phrase("explore_provinces")))
        if not on:
            del self.faults[before:]
            return replace(row, on=False)
        applied = replace(row.applied, start=start, end=end, intensity=dose, provinces=provinces)
        return replace(row, applied=applied, on=True)

    def refuse_after(self, found: Settings) -> None:
        """What no field has wrong by itself: a start after the last month, one recommendation twice at a time."""
        if self.faults:
            return
        on = [(place, row) for place, row in enumerate(found.rows) if row.on]
        for nth, (place, row) in enumerate(on):
            if row.applied.start > found.months:
                self._wrong(f"start-{place}", phrase("month_up_to", last=found.months))
            if any(overlap(row.applied, other.applied) for _, other in on[:nth]):
                self._wrong(f"start-{place}", phrase("once_at_a_time"))

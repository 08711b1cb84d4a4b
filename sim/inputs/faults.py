"""What is wrong with an input, said so that its writer can put it right: where, what was got, what is allowed.

A loader gathers every ``Fault`` of a file and raises them together as one ``InputFault``, so that nobody has to mend a
file one message at a time.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from sim.inputs.names import fold
from sim.inputs.phrases import phrase, spoken
from sim.language.harmless import harmless
from sim.language.texts import Lang, text

PRINTED = 20  # more than this many lines help nobody
LONGEST = 60  # characters of an offending value that are shown


@dataclass(frozen=True)
class Fault:
    """One thing wrong: its place (file and key, or row and column), what is there, what may be, the likely name.

    Each is a text; where it is a ``Phrase``, the fault can be said in Thai too.
    """

    where: str
    got: str
    allowed: str
    nearest: str | None = None

    def said(self, lang: Lang) -> str:
        """The fault on one line."""
        parts = {name: spoken(value, lang) for name, value in vars(self).items()}
        return harmless(text("fault.line_near" if self.nearest else "fault.line_alone", lang, **parts))

    def __str__(self) -> str:
        return self.said("en")


class InputFault(Exception):  # noqa: N818 - it is the writer's input that is at fault
    """All faults of an input at once; ``more`` counts those alike that were not written out."""

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        super().__init__(self.faults, more)

    def said(self, lang: Lang) -> str:
        """The first faults, a line each, and how many more there are."""
        lines = [fault.said(lang) for fault in self.faults[:PRINTED]]
        rest = len(self.faults) - len(lines) + self.more
        if rest:
            lines.append(text("fault.more", lang, count=f"{rest:,}"))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.said("en")


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """The one of ``allowed`` that ``name`` was most likely meant to be, in English or Thai; None if none is close."""
    by_folded = {fold(word): word for word in allowed}
    close = difflib.get_close_matches(fold(name[:LONGEST]), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def shown(value: object) -> str:
    """``value`` as it may stand in a message: quoted if text, without control characters, never long."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return phrase("nothing")
    if isinstance(value, dict):
        return phrase("a_table")
    if isinstance(value, list):
        return phrase("a_list", count=len(value))
    if isinstance(value, datetime.date | datetime.time):
        return str(value)
    try:
        text = repr(value)
    except ValueError:  # Python refuses to print whole numbers of thousands of digits
        return phrase("endless_number")
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."

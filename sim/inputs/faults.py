"""What is wrong with an input, said so that its writer can put it right: where, what was got, what is allowed.

A loader gathers every ``Fault`` of a file and raises them together as one ``InputFault``, so that nobody has to mend a
file one message at a time.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from sim.inputs.names import fold
from sim.language.harmless import harmless

PRINTED = 50  # more than this many lines help nobody
LONGEST = 60  # characters of an offending value that are shown


@dataclass(frozen=True)
class Fault:
    """One thing wrong: its place (file and key, or row and column), what is there, what may be, the likely name."""

    where: str
    got: str
    allowed: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return harmless(f"{self.where}: got {self.got}; allowed: {self.allowed}{hint}")


class InputFault(Exception):  # noqa: N818 - it is the writer's input that is at fault
    """All faults of an input at once; ``more`` counts those alike that were not written out."""

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        super().__init__(self.faults, more)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:PRINTED]]
        rest = len(self.faults) - len(lines) + self.more
        if rest:
            lines.append(f"... and {rest:,} more")
        return "\n".join(lines)


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """The one of ``allowed`` that ``name`` was most likely meant to be, in English or Thai; None if none is close."""
    by_folded = {fold(word): word for word in allowed}
    close = difflib.get_close_matches(fold(name[:LONGEST]), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def shown(value: object) -> str:
    """``value`` as it may stand in a message: quoted if text, without control characters, never long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    try:
        text = repr(value)
    except ValueError:  # Python refuses to print whole numbers of thousands of digits
        return "a number too long to print"
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."

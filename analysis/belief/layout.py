"""How figures of a fit are written and laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sim.language.layout import columns, paragraph, width
from sim.language.numerals import between, number
from sim.language.texts import Lang, text

Row = Sequence[str]


def table(head: str, lang: Lang, heading: Sequence[str], cells: Sequence[Row], **values: object) -> list[str]:
    """``laid``, its head and heading by their keys."""
    return laid(text(head, lang, **values), [text(key, lang) for key in heading], cells)


def laid(head: str, heading: Row, cells: Sequence[Row]) -> list[str]:
    """A table under its head: two lines of heading where one is split by |, and a rule."""
    split = [(parts if len(parts) == 2 else ["", *parts]) for parts in (one.split("|") for one in heading)]
    rows = [["", *line] for line in zip(*split)] + [["", *row] for row in cells]
    lines = columns(rows if any(rows[0]) else rows[1:])
    rule = "  " + "─" * (max(map(width, lines)) - 2)
    place = len(lines) - len(cells)
    return [*broken(head), *lines[:place], rule, *lines[place:]]


def broken(words_: str) -> list[str]:
    """A paragraph as lines."""
    return paragraph(words_).split("\n")


def item(words_: str) -> str:
    """An item of a list."""
    return paragraph(words_, "  · ")


def listed(parts: Iterable[str]) -> str:
    """Parts with commas between."""
    return ", ".join(parts) or "–"


def with_error(value: float, error: float, digits: int = 2, sign: bool = False) -> str:
    """A value and its error."""
    return f"{number(value, digits, sign)} ± {number(error, digits)}"


def covered(of_one: float, error: float) -> str:
    """A share and its error in per cent."""
    return f"{number(100 * of_one)} ± {number(100 * error)}"


def share(of_one: float, digits: int = 0) -> str:
    """A share in per cent, which no line ends within."""
    return f"{number(100 * of_one, digits)}\u00a0%"


def middle(levels: np.ndarray, lang: Lang, digits: int = 0) -> str:
    """The middle of values at ``prediction.LEVELS``, and the range of nine in ten."""
    return span(levels[[0, 2, 4]], lang, digits)


def span(values: Iterable[float], lang: Lang, digits: int = 0) -> str:
    """The middle one of three values, and the others as a range."""
    low, centre, high = values
    return f"{number(centre, digits)} ({between(low, high, lang, digits)})"

"""The type-setter: how wide a text is, where its lines end, and columns that stay straight, in Thai and English.

Thai vowels and tone marks sit above and below letters and take no room of their own; Thai writes spaces between phrases
only, so a phrase is broken between its words where a line would be left too empty without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wcwidth import wcwidth

from sim.language.program import program
from sim.language.segmentation import BEGINNING, may_break, pieces

WIDTH = 110
"""Columns of a terminal that texts and tables may fill."""
_NAME = 12  # the least that the names in a table get
_GAP = "  "
_SPACE = re.compile(r"(?<!\d\.) | (?![\u0e01-\u0e5b])")  # but for that of a Thai name after its number: 4. สื่อ
_FULL = 0.75  # of a line that may end before a phrase which would fit on the next


def width(text: str) -> int:
    """Columns that ``text`` takes in a fixed-width font: marks none, East Asian wide letters two, all others one."""
    return sum(max(0, wcwidth(letter)) for letter in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """Fill ``text`` with spaces to ``columns``, flush left or flush ``right``."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """Shorten ``text`` to ``columns``, with an ellipsis, never between a letter and its marks."""
    return text if width(text) <= columns else text[: _fitting(text, columns - 1)].rstrip(f" {BEGINNING}") + "…"


def _fitting(text: str, columns: int) -> int:
    """How many letters of ``text`` fit into ``columns``; the marks of the last one come along."""
    taken = 0
    for place, letter in enumerate(text):
        taken += max(0, wcwidth(letter))
        if taken > columns:
            return place
    return len(text)


def wrap(text: str, columns: int, first: str = "", rest: str | None = None) -> str:
    """``text`` in lines of at most ``columns``, the first after ``first``, the others after ``rest``.

    ``rest`` is by default as many spaces as ``first`` is wide. Line ends in ``text`` stay. A word that is not Thai is
    never broken, so that a path can be pasted; one that is too wide has a line of its own.
    """
    rest = " " * width(first) if rest is None else rest
    lines: list[str] = []
    for line in text.split("\n"):
        lines += _wrapped(line, columns, rest if lines else first, rest)
    return "\n".join(lines)


def paragraph(text: str, first: str = "", rest: str | None = None) -> str:
    """``wrap`` over the whole width of a terminal."""
    return wrap(text, WIDTH, first, rest)


def paragraphs(lines: Iterable[str]) -> list[str]:
    """``lines`` over the width of a terminal, each under its own indent; one with a command to paste stays whole."""
    return [line if program() in line else paragraph(line, *_indents(line)) for line in lines]


def _indents(line: str) -> tuple[str, str]:
    """Of the first line nothing more than it has; of the others two spaces more where the first has some."""
    own = len(line) - len(line.lstrip(" "))
    return "", " " * (own + 2 if own else 0)


def _wrapped(words: str, columns: int, first: str, rest: str) -> list[str]:
    lines, line, started = [], first, False
    room = columns - max(width(first), width(rest))
    for place, phrase in enumerate(_SPACE.split(words)):
        gap = " " if place else ""
        fits = width(line + gap + phrase) <= columns
        whole = fits or (width(line) >= _FULL * columns and width(phrase) <= room)
        for piece in (phrase,) if whole else _fitted(phrase, room):
            if started and width(line + gap + piece) > columns:
                lines.append(line)
                line, gap = rest, ""
            line += gap + piece
            started, gap = True, ""
    return [*lines, line]


def _fitted(phrase: str, room: int) -> Iterator[str]:
    """Pieces of a phrase that fit into a line; only what is wider than a line is broken inside a term, or a word."""
    for piece in _narrowed(pieces(phrase), room):
        while width(piece) > room and (end := _end(piece, room)):
            yield piece[:end]
            piece = piece[end:]
        yield piece


def _narrowed(found: Iterable[str], room: int) -> Iterator[str]:
    """Pieces, those wider than a line without regard to terms."""
    for piece in found:
        yield from (piece,) if width(piece) <= room else pieces(piece, terms=False)


def _end(word: str, room: int) -> int:
    """The last place at which a line may end inside a word that is wider than it; 0 where there is none."""
    places = range(_fitting(word, max(1, room)), 0, -1)
    return next((place for place in places if may_break(word, place)), 0)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay cells out: the second column flush left, cut to what ``WIDTH`` leaves it, all others flush right, whole."""
    wide = [max(map(width, column)) for column in zip(*rows)]
    wide[1] = min(wide[1], max(_NAME, WIDTH - sum(wide) + wide[1] - len(_GAP) * (len(wide) - 1)))
    return [_line(row, wide) for row in rows]


def _line(row: Sequence[str], wide: Sequence[int]) -> str:
    cells = [
        pad(cut(cell, w) if place == 1 else cell, w, right=place != 1) for place, (cell, w) in enumerate(zip(row, wide))
    ]
    return _GAP.join(cells).rstrip()

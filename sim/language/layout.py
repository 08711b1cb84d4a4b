"""The type-setter: how wide a text is, where its lines end, and columns that stay straight, in Thai and English.

Thai vowels and tone marks sit above and below letters and take no room of their own; Thai writes spaces between phrases
only, so a phrase longer than a line is broken where a new word or syllable surely begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wcwidth import wcwidth

from sim.language.program import program

WIDTH = 110
"""Columns of a terminal that texts and tables may fill."""
_NAME = 12  # the least that the names in a table get
_GAP = "  "
_JOINERS = "และ|เพื่อ|ที่จะ|แก่|ของ|ผ่าน|ให้|ระหว่าง|เครือข่าย|ข้อมูล"
_THAI = re.compile("[\u0e01-\u0e5b]")
_PHRASE = re.compile(f"(?={_JOINERS})")  # words that begin a new phrase
_SYLLABLE = re.compile("(?=[เแโใไ])")  # vowels written first, which always begin a syllable


def width(text: str) -> int:
    """Columns that ``text`` takes in a fixed-width font: marks none, East Asian wide letters two, all others one."""
    return sum(max(0, wcwidth(letter)) for letter in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """Fill ``text`` with spaces to ``columns``, flush left or flush ``right``."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """Shorten ``text`` to ``columns``, with an ellipsis, never between a letter and its marks."""
    return text if width(text) <= columns else text[: _fitting(text, columns - 1)].rstrip() + "…"


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
    for word in words.split(" "):
        for place, piece in enumerate(_pieces(word, columns - max(width(first), width(rest)))):
            gap = " " if started and place == 0 else ""
            if started and width(line + gap + piece) > columns:
                lines.append(line)
                line, gap = rest, ""
            line += gap + piece
            started = True
    return [*lines, line]


def _pieces(word: str, room: int) -> Iterator[str]:
    """The word, or if it is a Thai phrase wider than a line, pieces of it that fit."""
    while width(word) > room and _THAI.search(word):
        end = _end(word, max(1, room))
        yield word[:end]
        word = word[end:]
    yield word


def _end(word: str, room: int) -> int:
    """Where a line ends inside ``word``: before a phrase in its second half, else a syllable, else any letter."""
    most = _fitting(word, room)
    for beginning, least in ((_PHRASE, most // 2), (_SYLLABLE, 0)):
        places = [found.start() for found in beginning.finditer(word) if least < found.start() <= most]
        if places:
            return places[-1]
    return max(1, most)


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

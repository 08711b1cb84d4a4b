"""How wide a text is on a terminal or a page, in Thai too, where vowels and tone marks sit above and below letters."""

from __future__ import annotations

import re
import unicodedata


def width(text: str) -> int:
    """Columns that ``text`` takes in a fixed-width font: marks none, East Asian wide letters two, all others one."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    """Fill ``text`` with spaces to ``columns``, flush left or flush ``right``."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """Shorten ``text`` to ``columns``, with an ellipsis, never between a letter and its marks."""
    if width(text) <= columns:
        return text
    kept = ""
    for letter in text:
        if width(kept + letter) > columns - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def wrap(text: str, columns: int) -> str:
    """Break ``text`` at spaces into lines of at most ``columns``.

    Thai writes spaces between phrases only: a phrase wider than a line is broken before a vowel that is written first
    (เ แ โ ใ ไ), which always begins a syllable. Any other word too wide keeps a line of its own.
    """
    return "\n".join(_wrapped(line, columns) for line in text.split("\n"))


def _wrapped(line: str, columns: int) -> str:
    lines: list[str] = []
    for word in line.split(" "):
        for place, piece in enumerate(_pieces(word, columns)):
            joined = lines[-1] + (" " if place == 0 else "") + piece if lines else piece
            if lines and width(joined) <= columns:
                lines[-1] = joined
            else:
                lines.append(piece)
    return "\n".join(lines)


def _pieces(word: str, columns: int) -> list[str]:
    """The word, or its pieces between which a line may end if it is wider than one."""
    return [word] if width(word) <= columns else [piece for piece in re.split("(?=[เแโใไ])", word) if piece]

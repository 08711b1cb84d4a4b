"""Text in columns for a terminal, in English or Thai: how wide it is shown, and where a line may end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTH = 100
_LEADING_VOWELS = "เแโใไ"  # written before the consonant they belong to: never the last of a line
_JOINERS = ("และ", "เพื่อ", "ที่จะ", "แก่", "ของ", "ผ่าน", "ให้", "ระหว่าง", "เครือข่าย", "ข้อมูล")  # begin new phrases


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: marks above and below a letter take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)


def wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """``text`` in lines of at most ``WIDTH`` columns, the first after ``first``, the others after ``rest``."""
    rest = " " * width(first) if rest is None else rest
    lines, line = [], first
    started = False
    for word in _words(text, WIDTH - max(width(first), width(rest))):
        gap = " " if started else ""
        if started and width(line) + width(gap + word) > WIDTH:
            lines.append(line)
            line, gap = rest, ""
        line += gap + word
        started = True
    return "\n".join([*lines, line])


def _words(text: str, room: int) -> Iterator[str]:
    """The words of ``text``; Thai runs on without spaces, so what is longer than a line is cut where it hurts least."""
    for word in text.split():
        while width(word) > room:
            cut = _cut(word, room)
            yield word[:cut]
            word = word[cut:]
        yield word


def _cut(word: str, room: int) -> int:
    """Where to end a line inside ``word``: before a joining word if there is one, never inside a syllable's marks."""
    most = next(end for end in range(len(word), 0, -1) if width(word[:end]) <= room)
    joint = max(word.rfind(joiner, most // 2, most + len(joiner)) for joiner in _JOINERS)
    if joint > 0:
        return joint
    # The longest piece that fits takes its last letter's marks along, as they have no width.
    return most - 1 if most > 1 and word[most - 1] in _LEADING_VOWELS else most


def amount(value: float) -> str:
    """A number as people write it: thousands parted, no needless zeros."""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"

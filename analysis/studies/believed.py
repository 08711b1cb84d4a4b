"""Which numbers somebody believes otherwise than declared, and by how much, in a line or two."""

from __future__ import annotations

from pathlib import Path

from sim.beliefs import BeliefsFile, Believed
from sim.language.harmless import harmless
from sim.language.numerals import amount, counted
from sim.language.texts import Lang, localised, text

SHOWN = 6
"""Numbers that are told one by one."""


def believed_lines(beliefs: BeliefsFile, lang: Lang, file: Path | None = None) -> list[str]:
    """A sentence on where beliefs come from, and one on the numbers that they change most."""
    otherwise = sorted(beliefs.otherwise, key=_moved, reverse=True)
    where = harmless(file) if file else text("believed_file", lang)
    if not otherwise:
        return [text("believed_as_declared", lang, file=where)]
    told = "; ".join(_told(one, lang) for one in otherwise[:SHOWN])
    more = len(otherwise) - SHOWN
    rest = text("believed_more", lang, count=more) if more > 0 else ""
    numbers = counted(len(otherwise), "believed", lang)
    return [text("believed_otherwise", lang, numbers=numbers, file=where), f"  {told}{rest}"]


def believed_remark(beliefs: BeliefsFile | None, lang: Lang) -> list[str]:
    """A line for charts, where anything is believed otherwise than declared."""
    if beliefs is None or not beliefs.otherwise:
        return []
    return [text("believed_remark", lang, numbers=counted(len(beliefs.otherwise), "believed", lang))]


def _moved(one: Believed) -> float:
    """By how much a belief moves a number, as a share of what was declared or of the number itself."""
    declared = one.number.declared[0]
    scale = declared.highest - declared.lowest or abs(declared.mean) or 1.0
    return abs(one.distribution.mean - declared.mean) / scale


def _told(one: Believed, lang: Lang) -> str:
    """The mean of a number as believed, beside that of what is declared."""
    middle = amount(_short(one.distribution.mean)), amount(_short(one.number.declared[0].mean))
    whose = localised(one.number, "", lang)
    return text("believed_one", lang, number=one.number.name, whose=whose, here=middle[0], declared=middle[1])


def _short(value: float) -> float:
    return float(f"{value:.3g}")

"""What a cell of a CSV file may hold, one rule for each sort of cell: how it is read, and what to say if it cannot be.

Every reader of CSV files takes its rules from here, so that a mistake is met with the same words wherever it is made.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from sim.inputs.faults import nearest, shown
from sim.inputs.names import arabic, find, fold, has_thai_digits, known, listing
from sim.inputs.phrases import Phrase, phrase
from sim.inputs.row_faults import Wrong
from sim.language.numerals import amount
from sim.language.terms import Term
from sim.language.texts import told

NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
WHOLE = r"^[0-9]{1,15}$"
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"\d{1,9}(\.\d{1,9})?%", re.ASCII)
_YES_NO = {"yes": 1, "true": 1, "1": 1, "ใช่": 1, "no": 0, "false": 0, "0": 0, "ไม่ใช่": 0}
_FLAGS = {fold(word): value for word, value in _YES_NO.items()}
_NONE = {fold("none"), fold("ไม่มี")}


def number_words(low: float, high: float, unit: str = "", whole: bool = False) -> Phrase:
    """A range of numbers in words."""
    words = phrase("whole" if whole else "number", low=amount(low), high=amount(high))
    return phrase("of_unit", what=words, unit=Phrase(unit, told(unit, "th"))) if unit not in ("", "0 to 1") else words


class NumberRule(NamedTuple):
    """A number from ``low`` to ``high``; ``slack`` more is forgiven to one that was rounded."""

    low: float
    high: float
    unit: str = ""
    whole: bool = False
    slack: float = 0.0

    @property
    def pattern(self) -> str:
        """How it is written."""
        return WHOLE if self.whole else NUMBER

    def allowed(self) -> Phrase:
        """What may be, in words."""
        return number_words(self.low, self.high, self.unit, self.whole)

    def read(self, text: str) -> float:
        """The number; NaN if it is none, or out of range."""
        value = float(text) if re.fullmatch(self.pattern, text) else math.nan
        return value if self.low - self.slack <= value <= self.high + self.slack else math.nan

    def wrong(self, text: str, allowed: str) -> Wrong:
        """What to say of a cell that is no such number."""
        return shown(text), self._hint(text, allowed), None

    def _hint(self, text: str, allowed: str) -> str:
        if has_thai_digits(text):
            return phrase("in_arabic_digits", allowed=allowed, digits=shown(arabic(text)))
        if _GROUPED.fullmatch(text):
            return phrase("without_commas", allowed=allowed, digits=text.replace(",", ""))
        if self.unit == "0 to 1" and _PERCENT.fullmatch(text):
            return phrase("as_a_share", allowed=allowed, share=f"{float(text[:-1]) / 100:g}")
        if self.unit == "km" and re.fullmatch(NUMBER, text):
            return phrase("in_metres", allowed=allowed)
        return allowed


class TermRule(NamedTuple):
    """One of ``terms`` by key, English or Thai name; read as its position."""

    terms: tuple[Term, ...]

    def read(self, text: str) -> int:
        """The position; -1 if there is no such term."""
        found = find(text, self.terms)
        return -1 if found is None else found

    def allowed(self) -> Phrase:
        """What may be, in words."""
        return phrase("one_of", terms=listing(self.terms))

    def wrong(self, text: str, allowed: str) -> Wrong:
        """What to say of a cell that names no such term."""
        return shown(text), allowed, nearest(text, known(self.terms))


class FlagRule(NamedTuple):
    """Yes or no; read as 1 or 0."""

    def read(self, text: str) -> int:
        """1 or 0; -1 if it is neither."""
        return _FLAGS.get(fold(text), -1)

    def allowed(self) -> Phrase:
        """What may be, in words."""
        return phrase("yes_or_no")

    def wrong(self, text: str, allowed: str) -> Wrong:
        """What to say of a cell that is neither."""
        return shown(text), allowed, nearest(text, _YES_NO)


class SetRule(NamedTuple):
    """Some of ``terms``, parted by bars or spaces, or none; read as bits."""

    terms: tuple[Term, ...]

    def read(self, text: str) -> int:
        """The set as bits; -1 if it is blank or names what is unknown."""
        if not text or fold(text) in _NONE:
            return 0 if text else -1
        bits = 0
        for part in _parts(text, self.terms):
            position = find(part, self.terms)
            if position is None:
                return -1
            bits |= 1 << position
        return bits

    def allowed(self) -> Phrase:
        """What may be, in words."""
        return phrase("some_of", terms=listing(self.terms))

    def wrong(self, text: str, allowed: str) -> Wrong:
        """What to say of a cell that names what is unknown."""
        odd = next((part for part in _parts(text, self.terms) if find(part, self.terms) is None), text)
        return shown(odd), allowed, nearest(odd, known(self.terms))


class TextRule(NamedTuple):
    """Any text of at most ``longest`` characters; more means a quotation mark that swallowed rows."""

    longest: int = 500

    def allowed(self) -> Phrase:
        """What may be, in words."""
        return phrase("text")

    def wrong(self, text: str) -> Wrong:
        """What to say of a cell that is overlong."""
        return phrase("characters", count=f"{len(text):,}"), phrase("at_most_characters", most=self.longest), None


Rule = NumberRule | TermRule | FlagRule | SetRule


def _parts(text: str, terms: Sequence[Term]) -> list[str]:
    """The names in a cell: parted by bars, or by spaces where that does not cut a name in two."""
    parts: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split("|"))):
        parts += [piece] if find(piece, terms) is not None else piece.split()
    return parts

"""Names as people write them: upper or lower case, spaced or not, Thai typed in either of its two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from sim.inputs.phrases import Phrase, joined
from sim.language.terms import Term

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
# What people leave out, or put in without seeing it: gaps, hyphens, zero-width spaces, the byte-order mark.
_UNSEEN = str.maketrans("", "", " _-\u200b\u200c\u200d\ufeff")


def fold(text: str) -> str:
    """``text`` without what does not tell names apart; NFKC makes the two spellings of sara am (ำ) one."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_UNSEEN)


_PROVINCE_PREFIXES = (fold("จังหวัด"), "จ.")  # people write "province of" before its name


def arabic(text: str) -> str:
    """``text`` with Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)


def has_thai_digits(text: str) -> bool:
    """Whether any of ๐ to ๙ is in ``text``."""
    return any(digit in text for digit in THAI_DIGITS)


def find(text: str, terms: Sequence[Term]) -> int | None:
    """The position among ``terms`` of the one whose key, English or Thai name is ``text``; None if there is none."""
    wanted, positions = fold(text), _positions(tuple(terms))
    if wanted not in positions:
        for prefix in _PROVINCE_PREFIXES:
            wanted = wanted.removeprefix(prefix)
    return positions.get(wanted)


@cache
def _positions(terms: tuple[Term, ...]) -> dict[str, int]:
    """The position of each of ``terms`` by each of its folded names."""
    return {fold(name): position for position, term in enumerate(terms) for name in term}


def known(terms: Sequence[Term]) -> tuple[str, ...]:
    """Every way of naming ``terms``: keys, English and Thai."""
    return tuple(name for term in terms for name in dict.fromkeys(term))


def listing(terms: Sequence[Term]) -> Phrase:
    """All of ``terms`` in the reader's language, with the key that may be typed where it is another word."""
    return joined(Phrase(_with_key(term.en, term.key), _with_key(term.th, term.key)) for term in terms)


def _with_key(name: str, key: str) -> str:
    return name if fold(name) == fold(key) else f"{name} ({key})"

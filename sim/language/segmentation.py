"""Where a Thai phrase may end a line: between its words, which Thai writes without spaces.

Words are found by PyThaiNLP's dictionary of some 62,000 and its maximal matching (newmm), offline. It is imported only
when a phrase does not fit, for it costs a fifth of a second; and of its dictionary only the words that stand in the
phrase make the tree that is searched, for the whole tree costs another second and finds the same.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from itertools import pairwise

from sim.language.glossary import glossary

THAI = re.compile("[\u0e01-\u0e5b]")
_LETTER = re.compile("[\u0e01-\u0e4e]")  # no digit, and no sign of money or of a section
_PATH = re.compile(r"(?=.*[a-zA-Z]).*[/\\._]", re.DOTALL)
_HANGING = frozenset("ฯะัาำิีึืฺุูๅๆ็่้๊๋์ํ๎")
"""What never begins a line: marks above and below, vowels written last, signs of shortening and of repeating."""
BEGINNING = "เแโใไ"
"""Vowels written first, which never end a line."""
_OPENING = re.compile("การ|ความ|ผู้|นัก|ชาว|ที่|ซึ่ง|และ|หรือ|ของ|ใน|จาก|โดย|กับ|แก่|ต่อ|เพื่อ|ให้|ว่า|ไม่|จะ|ทุก|แต่ละ|ราย|อย่าง")
"""Words that lean on the next one and do not end a line."""
_CLOSING = re.compile("นี้|นั้น|ได้|แล้ว")
"""Words that lean on the one before and do not begin a line."""


def may_break(phrase: str, place: int) -> bool:
    """Whether the letters before and at ``place`` may be parted: both Thai, and no vowel or mark loses its letter."""
    before, after = phrase[place - 1], phrase[place]
    thai = _LETTER.match(before) and _LETTER.match(after)
    return bool(thai) and before not in BEGINNING and after not in _HANGING


@lru_cache(maxsize=4096)
def pieces(phrase: str, terms: bool = True) -> tuple[str, ...]:
    """``phrase``, which holds no space, in pieces between which a line may end; put together they are the phrase.

    A piece is a word, or with ``terms`` a term of the glossary, and the words that lean on it. What is not Thai stays
    with what it touches: quotes with what they quote, and paths whole, so that they can be pasted.
    """
    if not THAI.search(phrase) or _PATH.match(phrase):
        return (phrase,)
    parts = words(phrase, terms)
    found = parts[:1]
    for before, word in pairwise(parts):
        if _OPENING.fullmatch(before) or _CLOSING.fullmatch(word) or not may_break(before + word, len(before)):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def words(phrase: str, terms: bool = True) -> list[str]:
    """The words of Thai ``phrase``, of what is not Thai its parts; with ``terms`` those of the glossary stay whole."""
    known, longest = _dictionary(terms)
    from pythainlp.tokenize.newmm import segment
    from pythainlp.util import Trie

    parts = {phrase[start : start + length] for start in range(len(phrase)) for length in range(1, longest + 1)}
    return segment(phrase, Trie(parts & known))


@cache
def _dictionary(terms: bool) -> tuple[frozenset[str], int]:
    """The words of PyThaiNLP, with ``terms`` those of the glossary too, and how long the longest is.

    Left alone, it would make a folder for downloads in the home of whoever runs this; nothing is downloaded.
    """
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.corpus.common import thai_words

    known = thai_words() | {entry.th for entry in glossary().values()} if terms else thai_words()
    return known, max(map(len, known))

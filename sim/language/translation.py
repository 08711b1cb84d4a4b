"""English that code holds, told in Thai: what the command line says of itself, and what its library says.

A text of ``texts/help.toml`` fits words that are its English with anything in its {places}. Words that none fits stay
English; a test finds them.
"""

from __future__ import annotations

import re
import string
from functools import cache

from sim.language.texts import Lang, texts

ROOMS = ("help.", "usage.")


@cache
def templates() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Key, what finds its English, and its Thai, those with most words first."""
    found = {key: both for key, both in texts().items() if key.startswith(ROOMS)}
    by_length = sorted(found, key=lambda key: -len(_plain(found[key][0])))
    return tuple((key, _finder(found[key][0]), found[key][1]) for key in by_length)


def _plain(template: str) -> str:
    return "".join(literal for literal, *_ in string.Formatter().parse(template))


def _finder(template: str) -> re.Pattern[str]:
    parts = (
        re.escape(literal) + (f"(?P<{place}>.+?)" if place else "")
        for literal, place, *_ in string.Formatter().parse(template)
    )
    return re.compile("".join(parts), re.DOTALL)


def translated(words: str, lang: Lang) -> str:
    """``words`` in ``lang``, what stands in their places too; as they are where no text fits, and in English."""
    if lang == "en":
        return words
    for _, finder, thai in templates():
        if found := finder.fullmatch(words):
            return thai.format(**{place: translated(value, lang) for place, value in found.groupdict().items()})
    return words

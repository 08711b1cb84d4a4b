"""Small pieces of sentences that ``list`` and ``explain`` share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np

from sim.inputs.phrases import spoken
from sim.kinds import CONFIDENCES
from sim.language.layout import paragraph, width
from sim.language.numerals import amount
from sim.language.terms import Term, code
from sim.language.texts import Lang, localised, text, told
from sim.parameters import Parameter
from sim.recommendation import Range, Recommendation

_LABEL = 14  # columns for the label of a line


def say(phrase: str, lang: Lang, *values: object, of: str = "explain") -> str:
    """A phrase of the kind ``of`` in ``lang`` with ``values`` in its gaps."""
    return text(f"{of}.{phrase}", lang, *values)


def sure(confidence: str, lang: Lang) -> str:
    """How sure a number is."""
    return localised(CONFIDENCES[code(CONFIDENCES, confidence)], "", lang)


def where_from(source: str, lang: Lang) -> str:
    """The source of a number."""
    return told(str(spoken(source, lang)), lang)


def rests_on(value: Range, lang: Lang) -> str:
    """The source of a number, if it is told, and how sure it is."""
    source = where_from(value.source, lang)
    return f"{source} [{sure(value.confidence, lang)}]" if source else f"[{sure(value.confidence, lang)}]"


def item(label: str, words: str, lang: Lang) -> str:
    """A labelled line, wrapped."""
    name = say(label, lang)
    return paragraph(words, f"  {name}{' ' * max(1, _LABEL - width(name))}", " " * (_LABEL + 2))


def some(chosen: Iterable[str], terms: tuple[Term, ...], everything: str, lang: Lang) -> str:
    """The names of those of ``terms`` that are ``chosen``, or that it is all of them."""
    names = [localised(term, "", lang) for term in terms if term.key in tuple(chosen)]
    return say(everything, lang) if len(names) == len(terms) else ", ".join(names)


def range_words(value: Range | Parameter, lang: Lang, times: float = 1.0) -> str:
    """A number and its range, if it has one; ``times`` 100 of what people read as so many of a hundred."""
    default, low, high = (amount(one * times) for one in (value.default, value.low, value.high))
    return default if low == high else say("range", lang, default, low, high)


def rough(value: float, figures: int = 3) -> float:
    """A number of which only the first figures are known."""
    return float(f"{value:.{figures}g}")


def about(value: float, figures: int = 3) -> str:
    """The same in words."""
    return amount(rough(value, figures))


def between(baht: np.ndarray, lang: Lang) -> str:
    """Baht of nine of ten worlds, the last two of (3,), which are known to two figures."""
    low, high = (about(one, 2) for one in baht[1:])
    return low if low == high else say("to", lang, low, high)


def shorts(chosen: Iterable[Recommendation], lang: Lang) -> str:
    """What recommendations are called where there is little room: their numbers, and policies by name."""
    given = list(chosen)
    numbers = sorted(one.number for one in given if one.number is not None)
    names = [localised(one, "name", lang) for one in given if one.number is None]
    if numbers:
        key = "short" if len(numbers) == 1 else "shorts"
        names.insert(0, say(key, lang, ", ".join(_runs(numbers, lang))))
    return ", ".join(names)


def _runs(numbers: list[int], lang: Lang) -> Iterator[str]:
    """Rising whole numbers, those in a row as the first to the last."""
    rows = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    for row in ([number for _, number in pairs] for _, pairs in rows):
        yield from [say("to", lang, row[0], row[-1])] if len(row) > 2 else map(str, row)


def strength_words(recommendation: Recommendation, lang: Lang, chosen: float | None = None) -> str:
    """How strong, in what unit, how sure; ``chosen`` is what a scenario sets instead of a default and range."""
    strength = recommendation.strength
    if chosen is None:
        return f"{range_words(strength, lang)} {told(strength.unit, lang)} [{sure(strength.confidence, lang)}]"
    if chosen == 0.0:
        return say("no_strength", lang)
    return say("set_strength", lang, f"{chosen:g} {told(strength.unit, lang)}")


def cost_words(recommendation: Recommendation, lang: Lang) -> str:
    """What it costs a month and a case, and how sure that is."""
    words = say("month_cost", lang, range_words(recommendation.month_cost, lang))
    if recommendation.case_cost.high > 0:
        words += " + " + say("case_cost", lang, range_words(recommendation.case_cost, lang))
    return f"{words} [{sure(recommendation.month_cost.confidence, lang)}]"

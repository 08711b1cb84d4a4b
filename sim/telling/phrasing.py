"""Small pieces of sentences that ``list`` and ``explain`` share."""

from __future__ import annotations

import numpy as np

from sim.inputs.phrases import spoken
from sim.kinds import CONFIDENCES
from sim.language.layout import paragraph, width
from sim.language.numerals import amount
from sim.language.terms import code
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


def item(label: str, words: str, lang: Lang) -> str:
    """A labelled line, wrapped."""
    name = say(label, lang)
    return paragraph(words, f"  {name}{' ' * max(1, _LABEL - width(name))}", " " * (_LABEL + 2))


def range_words(value: Range | Parameter, lang: Lang) -> str:
    """A number and its range."""
    return say("range", lang, amount(value.default), amount(value.low), amount(value.high))


def baht_words(baht: np.ndarray, lang: Lang) -> str:
    """Baht at the default, and from the lowest to the highest: (3,); one number where they are the same."""
    default, low, high = map(float, baht)
    return amount(default) if low == high else say("range", lang, amount(default), amount(low), amount(high))


def rough(value: float) -> float:
    """A number of which only the first three figures are known."""
    return float(f"{value:.3g}")


def rough_baht(baht: np.ndarray, lang: Lang) -> str:
    """The same as ``baht_words``, of an estimate."""
    return baht_words(np.array([rough(value) for value in baht]), lang)


def strength_words(recommendation: Recommendation, lang: Lang, chosen: float | None = None) -> str:
    """How strong, in what unit, how sure; ``chosen`` is what a scenario sets instead of a default and range."""
    strength = recommendation.strength
    number = range_words(strength, lang) if chosen is None else f"{chosen:g}"
    return f"{number} {told(strength.unit, lang)} [{sure(strength.confidence, lang)}]"


def cost_words(recommendation: Recommendation, lang: Lang) -> str:
    """What it costs a month and a case, and how sure that is."""
    words = say("month_cost", lang, range_words(recommendation.month_cost, lang))
    if recommendation.case_cost.high > 0:
        words += " + " + say("case_cost", lang, range_words(recommendation.case_cost, lang))
    return f"{words} [{sure(recommendation.month_cost.confidence, lang)}]"

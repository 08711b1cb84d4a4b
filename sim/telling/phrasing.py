"""Small pieces of sentences that ``list`` and ``explain`` share."""

from __future__ import annotations

from sim.parameters import Parameter
from sim.recommendation import Range, Recommendation
from sim.telling.layout import amount, width, wrap
from sim.telling.words import CONFIDENCE, Language, say

_LABEL = 14  # columns for the label of a line
_STRENGTH_TH = {
    "share of what is missing that one occasion adds": "สัดส่วนของสิ่งที่ยังขาดซึ่งเพิ่มขึ้นในแต่ละครั้ง",
    "freshness of a renewed entry, 0 to 1": "ความทันสมัยของรายการที่ปรับปรุงแล้ว 0 ถึง 1",
}


def localised(thing: object, attribute: str, lang: Language) -> str:
    """``thing``'s text in ``lang``: its ``name_en`` or ``name_th`` for "name", its ``en`` or ``th`` for ""."""
    return str(getattr(thing, f"{attribute}_{lang}" if attribute else lang))


def item(label: str, text: str, lang: Language) -> str:
    """A labelled line, wrapped."""
    name = say(label, lang)
    return wrap(text, f"  {name}{' ' * max(1, _LABEL - width(name))}", " " * (_LABEL + 2))


def range_words(value: Range | Parameter, lang: Language) -> str:
    """A number and its range."""
    return say("range", lang, amount(value.default), amount(value.low), amount(value.high))


def strength_words(recommendation: Recommendation, lang: Language, chosen: float | None = None) -> str:
    """How strong, in what unit, how sure; ``chosen`` is what a scenario sets instead of a default and range."""
    strength = recommendation.strength
    number = range_words(strength, lang) if chosen is None else f"{chosen:g}"
    unit = _STRENGTH_TH.get(strength.unit, strength.unit) if lang == "th" else strength.unit
    return f"{number} {unit} [{say(strength.confidence, lang, table=CONFIDENCE)}]"


def cost_words(recommendation: Recommendation, lang: Language) -> str:
    """What it costs a month and a case, and how sure that is."""
    words = say("month_cost", lang, range_words(recommendation.month_cost, lang))
    if recommendation.case_cost.high > 0:
        words += " + " + say("case_cost", lang, range_words(recommendation.case_cost, lang))
    return f"{words} [{say(recommendation.month_cost.confidence, lang, table=CONFIDENCE)}]"

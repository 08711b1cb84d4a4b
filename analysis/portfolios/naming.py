"""What a portfolio and a budget are called in sentences and charts."""

from __future__ import annotations

from analysis.language.labels import term
from analysis.portfolios.optimising import Verified
from sim.language.texts import Lang, localised, text
from sim.provinces import PROVINCE_TERMS

_MILLION = 1e6


def million(baht: float) -> str:
    """Baht in millions, as many decimals as it takes."""
    return f"{baht / _MILLION:,.6g}"


def members(one: Verified, lang: Lang) -> str:
    """A portfolio in words: recommendations with their ways, alike ones together."""
    by_way: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (lever, way), provinces in sorted(one.where.items(), key=lambda item: item[0]):
        by_way.setdefault((way, provinces), []).append(str(int(lever)) if lever.isdecimal() else lever)
    parts = [_together(numbers, way, provinces, lang) for (way, provinces), numbers in by_way.items()]
    if one.care:
        parts.append(text("portfolio_care", lang, years=text(f"portfolio_years.{one.care}", lang)))
    return "; ".join(parts) or text("portfolio_nothing", lang)


def _together(numbers: list[str], way: str, provinces: tuple[str, ...], lang: Lang) -> str:
    told = {"number": ", ".join(numbers), "way": text(f"way.{way}", lang)}
    if len(provinces) == len(PROVINCE_TERMS):
        return text("portfolio_some", lang, **told)
    where = ", ".join(term(one, lang) for one in provinces)
    if len(provinces) > 2:
        where = text("portfolio_provinces", lang, number=len(provinces))
    return text("portfolio_in_provinces", lang, **told, provinces=where)


def funded(one: Verified, lang: Lang) -> str:
    """A portfolio as it is read out: names of recommendations, their months, and how hard."""
    by_key = {applied.recommendation.label: applied for applied in one.scenario.applied}
    parts = []
    for (lever, _), provinces in sorted(one.where.items(), key=lambda item: item[0]):
        applied = by_key[lever]
        named = {"name": localised(applied.recommendation, "name", lang), "number": applied.recommendation.number}
        said = text("funded_one", lang, **named, start=applied.start, end=min(applied.end, one.scenario.months))
        if applied.intensity < 1.0:
            said = f"{said} {text('optimise_effort', lang, share=f'{100 * applied.intensity:.0f}')}"
        if len(provinces) < len(PROVINCE_TERMS):
            said = f"{said} ({', '.join(term(key, lang) for key in provinces)})"
        parts.append(said)
    if one.care:
        parts.append(text("portfolio_care", lang, years=text(f"portfolio_years.{one.care}", lang)))
    return "; ".join(parts)

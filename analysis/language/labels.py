"""What scenarios, outcomes, forms, provinces and parameters are called in tables, charts and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.kinds import FORMS
from sim.language.texts import Lang, localised, text, texts
from sim.measures import MEASURES, Measure
from sim.parameters import BY_NAME
from sim.provinces import PROVINCE_TERMS

Names = Mapping[str, tuple[str, str]]
"""Scenario key → English and Thai name."""
MOST_NAMED, FIRST_NAMED = 14, 7
"""Policies that a sentence names at most: as many as there are recommendations; and how many it names of more."""
_MEASURES: dict[str, Measure] = {measure.key: measure for measure in MEASURES}
_UNITS = _MEASURES | {"cost_after": _MEASURES["cost"]}  # a part of it
_TERMS = {term.key: term for term in (*FORMS, *PROVINCE_TERMS)}


def name(names: Names, scenario: str, lang: Lang) -> str:
    """Label of a scenario, or its key if it has none."""
    return names[scenario][lang == "th"] if scenario in names else scenario


def listed(policies: Iterable[str], names: Names, lang: Lang) -> str:
    """Names of policies; of very many the first, and how many more there are in the table."""
    called = [name(names, policy, lang) for policy in policies]
    if len(called) > MOST_NAMED:
        called[FIRST_NAMED:] = [text("verdict_more", lang, count=len(called) - FIRST_NAMED)]
    return "; ".join(called)


def outcome(key: str, lang: Lang) -> str:
    """Label of a measure at the end of a run."""
    return text(key, lang) if key in texts() else localised(_MEASURES[key], "", lang)


def unit(key: str, lang: Lang) -> str:
    """Unit of a measure, or of the part of one that a table of runs tells."""
    return localised(_UNITS[key], "unit", lang)


def term(key: str, lang: Lang) -> str:
    """Label of a form or province."""
    return localised(_TERMS[key], "", lang)


def quantity(key: str, lang: Lang) -> str:
    """What a parameter or a statistic of the fit is called."""
    return localised(BY_NAME[key], "", lang) if key in BY_NAME else text(f"quantity_{key}", lang)

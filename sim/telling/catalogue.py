"""What there is to choose from: recommendations, scenarios, policies, windows; as text for ``list`` and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sim.agencies import Agency, agencies
from sim.inputs.faults import Fault, InputFault
from sim.language.layout import paragraph
from sim.language.texts import Lang, localised
from sim.recommendation import Recommendation, shelf
from sim.scenario import Scenario, load_scenario, scenario_files, shipped_scenarios
from sim.telling.agencies import staff_words
from sim.telling.phrasing import cost_words, item, rests_on, say, shorts, strength_words
from sim.windows import EARLY, WINDOWS, Window


@dataclass(frozen=True)
class Stock:
    """What there is: the recommendations, agencies and scenarios that are good, and the faults of all other files."""

    recommendations: tuple[Recommendation, ...]
    agencies: tuple[Agency, ...]
    scenarios: tuple[Scenario, ...]
    faults: tuple[Fault, ...]


def stock() -> Stock:
    """Look through the folders; a faulty file hides nothing but itself."""
    found, faults = shelf()
    working: tuple[Agency, ...] = ()
    scenarios, wrong = [], list(faults)
    try:
        working = agencies()
    except InputFault as fault:
        wrong += fault.faults
    shipped = shipped_scenarios()
    for path in scenario_files():
        try:
            scenarios.append(load_scenario(path.stem if shipped[path.stem] == path else str(path)))
        except InputFault as fault:
            wrong += [one for one in fault.faults if one not in wrong]
    return Stock(tuple(found.values()), working, tuple(scenarios), tuple(wrong))


def catalogue(there: Stock, lang: Lang) -> str:
    """The text of ``list``, in lines of at most ``layout.WIDTH`` columns."""
    lines = [say("recommendations", lang, len(there.recommendations)), ""]
    for recommendation in there.recommendations:
        lines += [*_recommendation(recommendation, lang), ""]
    lines += [say("agencies", lang), ""]
    for agency in there.agencies:
        lines += [*_agency(agency, there.recommendations, lang), ""]
    lines += [say("scenarios", lang), ""]
    for scenario in there.scenarios:
        lines += [*_scenario(scenario, lang), ""]
    lines += [say("windows", lang), "", *(_window(one, lang) for one in WINDOWS.values() if one != EARLY), ""]
    return "\n".join(lines)


def catalogue_data(there: Stock) -> dict[str, list[dict[str, Any]]]:
    """The same as plain values, in both languages, for ``--json``."""
    return {
        "recommendations": [_recommendation_data(one) for one in there.recommendations],
        "agencies": [_agency_data(one) for one in there.agencies],
        "scenarios": [_scenario_data(one) for one in there.scenarios],
        "windows": [_window_data(one) for one in WINDOWS.values()],
    }


def _other(lang: Lang) -> Lang:
    return "en" if lang == "th" else "th"


def _recommendation(one: Recommendation, lang: Lang) -> list[str]:
    return [
        paragraph(f"{one.number:>2}. {localised(one, 'name', lang)}", "", "    "),
        item("other_name", localised(one, "name", _other(lang)), lang),
        *(item(part, localised(one, part, lang), lang) for part in ("changes", "on_whom", "bounded")),
        item("strength", strength_words(one, lang), lang),
        item("cost", cost_words(one, lang), lang),
    ]


def _agency(one: Agency, known: Iterable[Recommendation], lang: Lang) -> list[str]:
    title = f"{one.key}: {localised(one, 'name', lang)} / {localised(one, 'name', _other(lang))}"
    delivered = [recommendation for recommendation in known if recommendation.label in one.delivers]
    return [
        paragraph(title, "", "  "),
        item("delivers", shorts(delivered, lang), lang),
        item("staff", staff_words(one, lang), lang),
        item("source", rests_on(one.capacity, lang), lang),
    ]


def _scenario(one: Scenario, lang: Lang) -> list[str]:
    title = f"{one.key}: {localised(one, 'name', lang)} / {localised(one, 'name', _other(lang))}"
    return [paragraph(title, "", "  "), paragraph(localised(one, "about", lang), "  ")]


def _window(one: Window, lang: Lang) -> str:
    """How a scenario in a window is typed, and what that does."""
    return paragraph(say("window", lang, one.key, one.words(lang)), "", "  ")


def _window_data(one: Window) -> dict[str, Any]:
    return one._asdict() | {"words": {"en": one.words("en"), "th": one.words("th")}}


def _recommendation_data(one: Recommendation) -> dict[str, Any]:
    words = {name: _both(one, name) for name in ("name", "changes", "on_whom", "bounded")}
    ranges = {name: asdict(getattr(one, name)) for name in ("strength", "month_cost", "case_cost")}
    plain = {name: getattr(one, name) for name in ("number", "key", "source_words", "start", "end")}
    return plain | words | ranges | {"acts": [change.content() for change in one.changes]}


def _agency_data(one: Agency) -> dict[str, Any]:
    ranges = {name: asdict(getattr(one, name)) for name in ("capacity", "stance", "follow_up", "case_cost")}
    return {**one.content(), "name": _both(one, "name"), **ranges}


def _scenario_data(one: Scenario) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": _both(one, "name"),
        "about": _both(one, "about"),
        "months": one.months,
        "programme": one.programme.content() if one.programme else None,
        "recommendations": [
            {"number": applied.recommendation.number, "start": applied.start, "end": applied.end}
            for applied in one.applied
        ],
        "digest": one.digest(),
    }


def _both(thing: object, attribute: str) -> dict[str, str]:
    return {"en": localised(thing, attribute, "en"), "th": localised(thing, attribute, "th")}

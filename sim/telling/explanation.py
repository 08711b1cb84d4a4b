"""A resolved scenario in words, before anything is run: what happens when, to whom, at what cost, how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from sim.acts import ACTS, SETTINGS, Setting
from sim.calendar import PROGRAMME_MONTHS
from sim.kinds import KINDS, STAGES
from sim.language.layout import paragraph
from sim.language.numerals import amount
from sim.language.terms import Term
from sim.language.texts import Lang, localised, told
from sim.parameters import BY_NAME, PARAMETERS, Parameter
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import NOTHING, Change, Recommendation
from sim.scenario import Applied, Scenario, load_scenario
from sim.telling.costs import outlay, starting_alliances, teams_outlay, whole_outlay
from sim.telling.phrasing import (
    baht_words,
    cost_words,
    item,
    range_words,
    rough,
    rough_baht,
    say,
    strength_words,
    sure,
    where_from,
)


def describe_scenario(scenario: Scenario, lang: Lang) -> str:
    """The whole of ``scenario`` in English or Thai, in lines of at most ``layout.WIDTH`` columns."""
    scenario = _within(scenario)
    parts = [
        _opening(scenario, lang),
        _timeline(scenario, lang),
        _programme(scenario, lang),
        *(_applied(one, scenario, lang) for one in scenario.applied),
        _cost(scenario, lang),
        _difference(scenario, lang),
        _parameters(scenario, lang),
        _assumed(scenario, lang),
    ]
    return "\n\n".join(parts) + "\n"


def _opening(scenario: Scenario, lang: Lang) -> str:
    lines = [paragraph(f"{localised(scenario, 'name', lang)} ({scenario.key})")]
    if localised(scenario, "about", lang) != NOTHING:
        lines.append(paragraph(localised(scenario, "about", lang), "  "))
    if len(scenario.chain) > 1:
        lines.append(item("extends", " > ".join(scenario.chain[1:]), lang))
    lines.append(item("lasts", say("n_months", lang, scenario.months), lang))
    return "\n".join(lines)


def _timeline(scenario: Scenario, lang: Lang) -> str:
    """What is at work in which months, a line for each stretch in which that does not change."""
    spans = list(_spans(scenario, lang))
    edges = {1, scenario.months + 1}
    for start, end, _ in spans:
        edges |= {month for month in (start, end + 1) if month <= scenario.months}
    lines = [say("timeline", lang)]
    ordered = sorted(edges)
    for first, following in pairwise(ordered):
        at_work = [name for start, end, name in spans if start <= first <= end]
        label = say("months", lang, first, following - 1)
        lines.append(paragraph(", ".join(at_work) or say("nothing", lang), f"  {label}: ", "      "))
    return "\n".join(lines)


def _spans(scenario: Scenario, lang: Lang) -> Iterator[tuple[int, int, str]]:
    """First month, last month and name of all that acts from outside."""
    if scenario.programme:
        yield scenario.programme.start, scenario.programme.end, say("teams", lang)
    for one in scenario.applied:
        if one.intensity > 0:
            yield one.start, one.end, _short(one.recommendation, lang)


def _within(scenario: Scenario) -> Scenario:
    """The scenario with what ends after its last month ending there, as it is lived."""
    last, programme = scenario.months, scenario.programme
    return replace(
        scenario,
        programme=programme and replace(programme, end=min(programme.end, last)),
        applied=tuple(replace(one, end=min(one.end, last)) for one in scenario.applied),
    )


def _short(recommendation: Recommendation, lang: Lang) -> str:
    if recommendation.number is None:
        return localised(recommendation, "name", lang)
    return say("short", lang, recommendation.number)


def _programme(scenario: Scenario, lang: Lang) -> str:
    title, programme = say("programme", lang), scenario.programme
    if programme is None:
        return "\n".join([title, f"  {say('no_programme', lang)}"])
    cost = BY_NAME["team_cost"]
    stages = [localised(term, "", lang) for key in programme.stages for term in STAGES if term.key == key]
    lines = [
        title,
        item("when", say("months", lang, programme.start, programme.end), lang),
        item("order", " > ".join(stages), lang),
        item("cost", say("month_cost", lang, range_words(cost, lang)) + f" [{sure(cost.confidence, lang)}]", lang),
        item("source", where_from(cost.source, lang), lang),
        item("in_all", say("teams_in_all", lang, baht_words(teams_outlay(scenario), lang)), lang),
    ]
    return "\n".join(lines)


def _applied(one: Applied, scenario: Scenario, lang: Lang) -> str:
    recommendation = one.recommendation
    name = localised(recommendation, "name", lang)
    title = "own_policy" if recommendation.number is None else "recommendation"
    lines = [paragraph(say(title, lang, recommendation.number or recommendation.key, name))]
    if recommendation.source_words != NOTHING:
        lines.append(item("words", recommendation.source_words, lang))
    lines += [item(part, localised(recommendation, part, lang), lang) for part in ("changes", "on_whom", "bounded")]
    lines += [item("how", _change(change, one, lang), lang) for change in recommendation.changes]
    lines += [
        item("when", f"{say('months', lang, one.start, one.end)}, {_intensity(one, lang)}", lang),
        item("where", f"{_some(one.provinces, PROVINCE_TERMS, 'all_provinces', lang)}; "
                      f"{_some(one.kinds, KINDS, 'all_kinds', lang)}", lang),
        item("strength", strength_words(recommendation, lang, one.strength), lang),
        item("source", where_from(recommendation.strength.source, lang), lang),
        item("cost", cost_words(recommendation, lang), lang),
        item("source", where_from(recommendation.month_cost.source, lang), lang),
        item("in_all", _in_all(one, scenario, lang), lang),
    ]  # fmt: skip
    return "\n".join(lines)


def _change(change: Change, one: Applied, lang: Lang) -> str:
    """One change in words: only the settings that its kind of change has, and that do something."""
    said = [_setting(SETTINGS[name], one.setting(name, change), lang) for name in ACTS[change.act].settings]
    if change.doses:
        doses = ", ".join(_dose(name, dose, lang) for name, dose in change.doses.items())
        said.append(say("doses", lang, doses, of="setting"))
    return f"{localised(ACTS[change.act], '', lang)}: {'; '.join(filter(None, said))}"


def _setting(setting: Setting, value: float, lang: Lang) -> str:
    """A setting in words; none where it goes without saying."""
    if setting.silent(value):
        return say(setting.resting, lang, of="setting") if setting.resting else ""
    return say(setting.key, lang, amount(value * 100 if setting.percent else value), of="setting")


def _dose(name: str, dose: float, lang: Lang) -> str:
    return say("dose", lang, say(name, lang, of="dose"), f"{dose:g}", of="setting")


def _intensity(one: Applied, lang: Lang) -> str:
    if one.intensity in (0.0, 1.0):
        return say("full" if one.intensity else "zero", lang)
    return say("partly", lang, amount(one.intensity * 100))


def _some(chosen: Iterable[str], terms: tuple[Term, ...], everything: str, lang: Lang) -> str:
    names = [localised(term, "", lang) for term in terms if term.key in tuple(chosen)]
    return say(everything, lang) if len(names) == len(terms) else ", ".join(names)


def _in_all(one: Applied, scenario: Scenario, lang: Lang) -> str:
    """What a recommendation costs up to the last month, cases and all; and how surely their number is known."""
    found = outlay(one, scenario)
    running = say("running", lang, baht_words(found.running, lang))
    if not found.for_cases.any():
        return running
    alliances = amount(starting_alliances(one, scenario))
    cases = say(f"cases_{found.known}", lang, amount(rough(found.cases)), rough_baht(found.for_cases, lang), alliances)
    return say(f"total_{found.known}", lang, rough_baht(found.total, lang), f"{running} + {cases}")


def _cost(scenario: Scenario, lang: Lang) -> str:
    """What all of it costs together, on average in comparisons, and after the programme's two years."""
    whole, after = whole_outlay(scenario), whole_outlay(scenario, first=PROGRAMME_MONTHS + 1)
    lines = [say("whole", lang, rough_baht(whole, lang)), say("middle", lang, amount(rough(whole[1:].mean())))]
    if after.any():
        lines.append(say("after", lang, PROGRAMME_MONTHS, rough_baht(after, lang)))
    if not whole.any():
        lines = [say("whole_none", lang)]
    return "\n".join([say("costs", lang), *(paragraph(line, "  - ") for line in lines)])


def _difference(scenario: Scenario, lang: Lang) -> str:
    baseline = load_scenario("baseline")
    found = []
    if scenario.months != baseline.months:
        found.append(say("horizon", lang, scenario.months, baseline.months))
    found += [
        say("added", lang, f"{name}, {say('months', lang, start, end)}") for start, end, name in _spans(scenario, lang)
    ]
    found += [f"{name} = {value:g}" for name, value in scenario.parameters.items()]
    lines = [paragraph(line, "  - ") for line in found or [say("same", lang)]]
    return "\n".join([say("difference", lang), *lines])


def _parameters(scenario: Scenario, lang: Lang) -> str:
    lines = [say("parameters", lang)]
    for name, value in scenario.parameters.items():
        lines += _parameter(BY_NAME[name], value, lang)
    if not scenario.parameters:
        lines.append(f"  {say('none_set', lang)}")
    return "\n".join(lines)


def _parameter(parameter: Parameter, value: float, lang: Lang) -> list[str]:
    numbers = (f"{one:g}" for one in (parameter.default, parameter.low, parameter.high))
    default, low, high = numbers
    return [
        paragraph(f"{parameter.name}: {localised(parameter, '', lang)}", "  ", "    "),
        paragraph(say("set", lang, f"{value:g}", default, told(parameter.unit, lang), low, high), "    "),
        paragraph(
            f"{say('source', lang)}: {where_from(parameter.source, lang)} [{sure(parameter.confidence, lang)}]", "    "
        ),
    ]


def _assumed(scenario: Scenario, lang: Lang) -> str:
    strengths = [one.recommendation.strength.confidence for one in scenario.applied]
    assumed = strengths.count("assumed")
    parameters = [parameter.confidence for parameter in PARAMETERS]
    notes = [say("assumed_costs", lang), say("assumed_draws", lang)]
    if strengths:
        alone = "assumed_strength" if assumed else "directed_strength"
        many = say("assumed_strengths", lang, assumed, len(strengths))
        notes.insert(0, many if len(strengths) > 1 else say(alone, lang))
    notes.append(say("assumed_rest", lang, parameters.count("assumed"), len(parameters)))
    return "\n".join([say("assumed", lang), *(paragraph(note, "  - ") for note in notes)])

"""A resolved scenario in words, before anything is run: what happens when, to whom, at what cost, how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from sim.calendar import PROGRAMME_MONTHS
from sim.draws import SWEPT
from sim.kinds import CONFIDENCES, STAGES
from sim.language.layout import paragraph
from sim.language.texts import Lang, localised, told
from sim.parameters import BY_NAME, PARAMETERS, STRUCTURE, Parameter
from sim.recommendation import NOTHING, STANDARD_UNIT, Recommendation
from sim.scenario import Scenario, load_scenario
from sim.telling.agencies import agencies_words, handed_over
from sim.telling.applying import applied_words
from sim.telling.costs import Bill
from sim.telling.phrasing import about, between, item, range_words, say, shorts, sure, where_from


def describe_scenario(scenario: Scenario, lang: Lang) -> str:
    """The whole of ``scenario`` in English or Thai, in lines of at most ``layout.WIDTH`` columns."""
    scenario = _within(scenario)
    bill = Bill(scenario)
    parts = [
        _opening(scenario, lang),
        _timeline(scenario, lang),
        _programme(scenario, bill, lang),
        *(applied_words(one, bill, lang) for one in scenario.applied),
        agencies_words(bill, lang),
        _cost(bill, lang),
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


class Span(NamedTuple):
    """What acts from outside from a first to a last month: recommendations, or something that has a name."""

    start: int
    end: int
    name: str = ""
    recommendation: Recommendation | None = None


def _spans(scenario: Scenario, lang: Lang) -> Iterator[Span]:
    """All that acts from outside."""
    if scenario.programme:
        yield Span(scenario.programme.start, scenario.programme.end, say("teams", lang))
    for one in scenario.applied:
        if one.intensity > 0 and one.strength != 0:
            yield Span(one.start, one.end, recommendation=one.recommendation)
    after = handed_over(scenario)
    if after is not None:
        yield Span(*after, say("taking_over", lang))


def _at_work(spans: Iterable[Span], lang: Lang) -> str:
    """What some spans are of."""
    given = list(spans)
    recommendations = shorts((one.recommendation for one in given if one.recommendation is not None), lang)
    names = [one.name for one in given if one.name] + [recommendations]
    return ", ".join(name for name in names if name)


def _timeline(scenario: Scenario, lang: Lang) -> str:
    """What is at work in which months, a line for each stretch in which that does not change."""
    spans = list(_spans(scenario, lang))
    edges = {1, scenario.months + 1}
    for span in spans:
        edges |= {month for month in (span.start, span.end + 1) if month <= scenario.months}
    lines = [say("timeline", lang)]
    ordered = sorted(edges)
    for first, following in pairwise(ordered):
        at_work = _at_work((span for span in spans if span.start <= first <= span.end), lang)
        label = say("months", lang, first, following - 1)
        lines.append(paragraph(at_work or say("nothing", lang), f"  {label}: ", "      "))
    return "\n".join(lines)


def _within(scenario: Scenario) -> Scenario:
    """The scenario with what ends after its last month ending there, as it is lived."""
    last, programme = scenario.months, scenario.programme
    if programme is not None:
        programme = replace(programme, end=min(programme.end, last), handover=min(programme.handover, last))
    return replace(
        scenario,
        programme=programme,
        applied=tuple(replace(one, end=min(one.end, last)) for one in scenario.applied),
    )


def _programme(scenario: Scenario, bill: Bill, lang: Lang) -> str:
    title, programme = say("programme", lang), scenario.programme
    if programme is None:
        return "\n".join([title, f"  {say('no_programme', lang)}"])
    cost, teams = BY_NAME["team_cost"], bill.teams()
    each = f"{scenario.parameters[cost.name]:,g}" if cost.name in scenario.parameters else range_words(cost, lang)
    stages = [localised(term, "", lang) for key in programme.stages for term in STAGES if term.key == key]
    lines = [
        title,
        item("when", say("months", lang, programme.start, programme.end), lang),
        item("order", " > ".join(stages), lang),
        item("handover", _handover(scenario, lang), lang),
        item("cost", say("month_cost", lang, each) + f" [{sure(cost.confidence, lang)}]", lang),
        item("source", where_from(cost.source, lang), lang),
        item("in_all", f"{say('teams_in_all', lang, about(teams[0]))}; "
                       f"{say('in_worlds', lang, between(teams, lang))}", lang),
    ]  # fmt: skip
    return "\n".join(lines)


def _handover(scenario: Scenario, lang: Lang) -> str:
    after = handed_over(scenario)
    if after is not None:
        return say("handover_words", lang, say("months", lang, *after))
    meant = scenario.programme is not None and scenario.programme.handover > scenario.programme.end
    return say("no_follow_up" if meant else "no_handover", lang)


def _cost(bill: Bill, lang: Lang) -> str:
    """What all of it costs together, on average in comparisons, and after the programme's two years."""
    whole, after, followed = bill.whole(), bill.whole(first=PROGRAMME_MONTHS + 1), bill.followed()
    lines = [say("whole", lang, about(whole[0]))]
    if followed[0]:
        lines.append(say("followed", lang, about(followed[0])))
    if after.any():
        lines.append(say("after", lang, PROGRAMME_MONTHS, about(after[0])))
    lines.append(say("middle", lang, about(bill.mean()), between(whole, lang)))
    if any(one.for_cases.any() for one in bill.spent):
        lines.append(say("turned_away", lang))
    if not whole.any():
        lines = [say("whole_none", lang)]
    return "\n".join([say("costs", lang), *(paragraph(line, "  - ") for line in lines)])


def _difference(scenario: Scenario, lang: Lang) -> str:
    baseline = load_scenario("baseline")
    found = []
    if scenario.months != baseline.months:
        found.append(say("horizon", lang, scenario.months, baseline.months))
    spans = list(_spans(scenario, lang))
    for start, end in dict.fromkeys((span.start, span.end) for span in spans):
        names = _at_work((span for span in spans if (span.start, span.end) == (start, end)), lang)
        found.append(say("added", lang, say("months", lang, start, end), names))
    found += [
        say("own_agency", lang, localised(agency, "name", lang))
        for agency in scenario.agencies
        if agency not in baseline.agencies
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
    if parameter.forms:
        chosen, default = (localised(parameter.forms[int(form)], "", lang) for form in (value, parameter.default))
        words = say("form_default" if value == parameter.default else "form_set", lang, chosen, default)
    else:
        default, low, high = (f"{one:g}" for one in (parameter.default, parameter.low, parameter.high))
        words = say("set", lang, f"{value:g}", default, told(parameter.unit, lang), low, high)
    return [
        paragraph(f"{parameter.name}: {localised(parameter, '', lang)}", "  ", "    "),
        paragraph(words, "    "),
        paragraph(
            f"{say('source', lang)}: {where_from(parameter.source, lang)} [{sure(parameter.confidence, lang)}]", "    "
        ),
    ]


def _assumed(scenario: Scenario, lang: Lang) -> str:
    notes = [*_about_strengths(scenario, lang), say("assumed_costs", lang)]
    forms = [one for one in STRUCTURE if one.name in SWEPT]
    notes.append(say("assumed_draws", lang, len(SWEPT) - len(forms)))
    if forms:
        notes.append(say("forms_drawn", lang, len(forms)))
    parameters = [parameter.confidence for parameter in PARAMETERS]
    notes.append(say("assumed_rest", lang, parameters.count("assumed"), len(parameters)))
    return "\n".join([say("assumed", lang), *(paragraph(note, "  - ") for note in notes)])


def _about_strengths(scenario: Scenario, lang: Lang) -> Iterator[str]:
    """How sure the strengths are, and what the unit of most of them means."""
    found = [one.recommendation.strength for one in scenario.applied]
    if not found:
        return
    counts = [(term, sum(one.confidence == term.key for one in found)) for term in CONFIDENCES]
    parts = [say("strengths_of", lang, localised(term, "", lang), count) for term, count in counts if count]
    yield say("strengths", lang, ", ".join(parts))
    if any(one.recommendation.number is not None for one in scenario.applied):
        yield say("unmeasured", lang)
    if any(one.unit == STANDARD_UNIT for one in found):
        yield say("deviation", lang)

"""What effects rest on: one recommendation or several, other numbers that a policy sets, one number that decides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.drivers.deciding import leading
from analysis.effects.dependence import FORMS, leaders, narrowed, taken_by
from analysis.effects.policies import MAIN
from analysis.language.labels import Names, name
from analysis.studies.study import Study
from sim.language.numerals import number
from sim.language.texts import Lang, localised, text
from sim.parameters import BY_NAME
from sim.plan import declared_doses, declared_staff, strength_name
from sim.scenario import Scenario


def singles(scenarios: Sequence[Scenario], against: Mapping[str, str]) -> set[str]:
    """Policies that add one recommendation to what they are compared with, and change nothing else."""
    by_key = {scenario.key: scenario for scenario in scenarios}
    return {policy for policy, reference in against.items() if _adds_one(by_key[policy], by_key[reference])}


def _adds_one(policy: Scenario, reference: Scenario) -> bool:
    own, other = policy.content(), reference.content()
    more, fewer = own.pop("recommendations"), other.pop("recommendations")
    return own == other and len(more) == len(fewer) + 1 and all(one in more for one in fewer)


def rests_on(study: Study, table: pd.DataFrame, names: Names) -> list[str]:
    """A sentence on the number that the order of the two leading policies rests on most, if there are two."""
    request, lang, pair = study.request, study.request.lang, leaders(table)
    if pair is None:
        return []
    both = [scenario for scenario in study.scenarios if scenario.key in pair]
    taken = taken_by(request.draws, request.seed, request.posterior, both, beliefs=request.believed)
    found = leading(table, study.runs(MAIN), taken, request.seed)
    assert found is not None
    first, second = (name(names, key, lang) for key in pair)
    said = {"first": first, "second": second, "correlation": number(found.correlation, 2, sign=True)}
    if not found.name:
        telling = {"worlds": number(found.draws), "unseen": number(100 * found.unseen)}
        return [text("lead_alike" if math.isnan(found.unseen) else "depends_nothing", lang, **telling, **said)]
    if found.name in BY_NAME:
        key = "depends_form" if found.name in FORMS else "depends_prior"
        key = "depends_learnt" if narrowed(request.posterior, found.name) else key
        return [text(key, lang, what=f"{localised(BY_NAME[found.name], '', lang)} ({found.name})", **said)]
    key, policy = _policy_of(both, found.name, lang)
    return [text(key, lang, what=policy, number=found.name.partition(" of ")[0], **said)]


def _policy_of(scenarios: Sequence[Scenario], number_: str, lang: Lang) -> tuple[str, str]:
    """What is said of a number of a recommendation or an agency, and what that is called."""
    for one in (one.recommendation for scenario in scenarios for one in scenario.applied):
        if number_ == strength_name(one):
            return "depends_strength", localised(one, "name", lang)
        if number_ in declared_doses(one):
            return "depends_dose", localised(one, "name", lang)
    for agency in (agency for scenario in scenarios for agency in scenario.agencies):
        if number_ in declared_staff(agency):
            return "depends_agency", localised(agency, "name", lang)
    raise KeyError(number_)


def changed_numbers(scenarios: Sequence[Scenario], against: Mapping[str, str], names: Names, lang: Lang) -> list[str]:
    """A sentence for each policy whose parameters are not those of what it is compared with."""
    by_key, said = {scenario.key: scenario for scenario in scenarios}, []
    for policy, reference in against.items():
        own, other = by_key[policy].parameters, by_key[reference].parameters
        differing = sorted(one for one in {*own, *other} if own.get(one) != other.get(one))
        if differing:
            labels = {"policy": name(names, policy, lang), "reference": name(names, reference, lang)}
            said.append(text("changed_numbers", lang, numbers=", ".join(differing), **labels))
    return said

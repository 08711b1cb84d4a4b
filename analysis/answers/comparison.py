"""The main job: policies against their references on common random numbers; table, charts, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers.effects_table import effects_table
from analysis.answers.spending import extra_after, spent_after
from analysis.answers.spreadsheet import write_spreadsheet
from analysis.effects.dependence import leaders, leading, narrowed, taken_by
from analysis.effects.policies import MAIN, OUTCOMES, effects, main_reference, precision
from analysis.effects.prices import prices_told
from analysis.effects.verdict import verdict
from analysis.studies.study import (
    Request,
    Study,
    calibration_lines,
    carry_out,
    comparable_with_observed,
    failures,
    given,
    names_of,
)
from analysis.studies.support import ends_of, remark, still_supported
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import phrase
from sim.language.harmless import harmless, options_of
from sim.language.numerals import number
from sim.language.texts import Lang, text
from sim.parameters import BY_NAME
from sim.plan import strength_name
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario, parent_of

BASELINE, PROGRAMME = "baseline", "programme"
RECOMMENDATIONS = "recommendations"  # in the name of a folder: each of them alone


@dataclass(frozen=True)
class Contest:
    """What is compared: the scenarios, and for each policy the key of the scenario it is compared with.

    ``named`` are the keys of those that were asked for by name.
    """

    scenarios: tuple[Scenario, ...]
    references: Mapping[str, str]
    named: tuple[str, ...] = ()


def chosen(names: Sequence[str]) -> Contest:
    """Each recommendation on top of the programme; or the scenarios named, each against the one it extends."""
    baseline = load_scenario(BASELINE)
    if not names:
        programme = load_scenario(PROGRAMME)
        policies = [alone(programme, one) for one in recommendations().values()]
        against = {PROGRAMME: BASELINE} | {policy.key: PROGRAMME for policy in policies}
        return Contest((baseline, programme, *policies), against)
    named = [load_scenario(name) for name in names]
    _refuse_twice(named)
    parents = [parent_of(name) or baseline for name in names]
    found = {scenario.key: scenario for scenario in [*parents, *named]}
    against = {one.key: parent.key for one, parent in sorted(zip(named, parents), key=_key) if one.key != BASELINE}
    if PROGRAMME in found and PROGRAMME not in against:
        found, against = {BASELINE: baseline} | found, {PROGRAMME: BASELINE} | against
    if not against:
        raise InputFault((Fault("scenarios", phrase("only_baseline"), phrase("one_other")),))
    return Contest(tuple(found.values()), against, tuple(sorted(one.key for one in named)))


def _key(pair: tuple[Scenario, Scenario]) -> str:
    return pair[0].key


def _refuse_twice(named: Sequence[Scenario]) -> None:
    """Every scenario needs a key of its own, or its runs could not be told from another's."""
    keys = [scenario.key for scenario in named]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise InputFault(Fault("scenarios", phrase("twice_named", key=key), phrase("each_name_once")) for key in twice)


def compare(request: Request, contest: Contest) -> Study:
    """Carry the comparison out, or find it carried out."""
    against = dict(contest.references)
    called = contest.named or (RECOMMENDATIONS,)
    return carry_out(
        request, contest.scenarios, partial(chart, against), called=called, follows=sorted(against.items())
    )


def effects_of(study: Study, against: Mapping[str, str]) -> pd.DataFrame:
    """The effects table of a study."""
    return effects(study.runs(*OUTCOMES), against, list(against), OUTCOMES, study.request.seed)


def chart(against: Mapping[str, str], study: Study, folder: Path) -> None:
    """``effects.csv`` and the charts."""
    from analysis import charts
    from analysis.answers.picture import picture
    from analysis.observed import load

    table = effects_of(study, against)
    write_spreadsheet(table, folder / "effects.csv")
    lang, names, monthly = study.request.lang, study.names, study.monthly()
    into = folder / "charts"
    into.mkdir()
    reference = main_reference(table)
    policies = best_first(table, reference)
    remarks = remark(study.scenarios, lang)
    charts.plot_effects(table, names, lang, into / "effects", remarks=remarks)
    months = partial(charts.plot_paths, monthly, names, policies, reference, lang, remarks=remarks)
    for measure in (MAIN, "alive"):
        months(path=into / f"paths-{measure}", measure=measure, support_ends=ends_of(study.scenarios))
    charts.plot_cost(table, names, lang, into / "cost-effect", remarks=remarks)
    shown = PROGRAMME if PROGRAMME in names else policies[0]
    if comparable_with_observed(study):
        runs = study.runs(*PROGRAMME_COLUMNS)
        charts.plot_observed(runs, load(), names, lang, into / "observed", scenario=shown)
    picture(study, next(s for s in study.scenarios if s.key == shown), into / "network")


def best_first(table: pd.DataFrame, reference: str) -> list[str]:
    """The policies compared with ``reference``, by their effect on lasting alliances."""
    rows = table[(table["outcome"] == MAIN) & (table["reference"] == reference)]
    return list(rows.sort_values("difference", ascending=False, kind="stable")["policy"])


def words(against: Mapping[str, str], study: Study) -> str:
    """What the terminal shows: how calibrated, the table, what it says, where the charts are, what to try next."""
    lang, names = study.request.lang, study.names
    table = effects_of(study, against)
    found = precision(study.runs(MAIN), table, study.request.seed)
    said = verdict(table, found, names, lang, singles(study.scenarios, against))
    parts = [*calibration_lines(study), "", effects_table(table, names, lang), ""]
    parts += [*remark(study.scenarios, lang), *said]
    parts += [*prices_told(table, names, lang), *spent_after(study, against, table)]
    parts += [*rests_on(study, table), *changed_numbers(study, against), ""]
    parts += places(study.folder, lang)
    months = options_of({"months": study.request.months})
    return "\n".join([*parts, "", text("next_compare", lang, given=given(study.request), months=months)])


def singles(scenarios: Sequence[Scenario], against: Mapping[str, str]) -> set[str]:
    """Policies that add one recommendation to what they are compared with, and change nothing else."""
    by_key = {scenario.key: scenario for scenario in scenarios}
    return {policy for policy, reference in against.items() if _adds_one(by_key[policy], by_key[reference])}


def _adds_one(policy: Scenario, reference: Scenario) -> bool:
    own, other = policy.content(), reference.content()
    more, fewer = own.pop("recommendations"), other.pop("recommendations")
    return own == other and len(more) == len(fewer) + 1 and all(one in more for one in fewer)


def rests_on(study: Study, table: pd.DataFrame) -> list[str]:
    """A sentence on the number that the order of the two leading policies rests on most, if there are two."""
    request, lang, pair = study.request, study.request.lang, leaders(table)
    if pair is None:
        return []
    both = [scenario for scenario in study.scenarios if scenario.key in pair]
    found = leading(table, study.runs(MAIN), taken_by(request.draws, request.seed, request.posterior, both))
    assert found is not None
    first, second = (study.names[key][lang == "th"] for key in pair)
    key, called = "depends_nothing", ""
    if found.name in BY_NAME:
        declared = BY_NAME[found.name]
        key = "depends_learnt" if narrowed(request.posterior, found.name) else "depends_prior"
        called = f"{declared.en if lang == 'en' else declared.th} ({found.name})"
    elif found.name:
        key, called = "depends_strength", _policy_named(both, found.name, lang)
    correlation = number(found.correlation, 2, sign=True)
    return [text(key, lang, first=first, second=second, what=called, correlation=correlation)]


def _policy_named(scenarios: Sequence[Scenario], name: str, lang: Lang) -> str:
    """What the recommendation is called of whose strength that is the name."""
    applied = (one.recommendation for scenario in scenarios for one in scenario.applied)
    found = next(one for one in applied if strength_name(one) == name)
    return str(found.name_en if lang == "en" else found.name_th)


def changed_numbers(study: Study, against: Mapping[str, str]) -> list[str]:
    """A sentence for each policy whose parameters are not those of what it is compared with."""
    by_key, lang, said = {scenario.key: scenario for scenario in study.scenarios}, study.request.lang, []
    for policy, reference in against.items():
        own, other = by_key[policy].parameters, by_key[reference].parameters
        differing = sorted(name for name in {*own, *other} if own.get(name) != other.get(name))
        if differing:
            labels = {"policy": study.names[policy][lang == "th"], "reference": study.names[reference][lang == "th"]}
            said.append(text("changed_numbers", lang, numbers=", ".join(differing), **labels))
    return said


def places(folder: Path, lang: Lang) -> list[str]:
    """Where the charts and tables are."""
    charts = sorted((folder / "charts").glob("*.png"))
    drawn = [text("charts_at", lang), *(f"  {harmless(chart)}" for chart in charts)] if charts else []
    return [*drawn, text("tables_at", lang, folder=harmless(folder))]


def summary(against: Mapping[str, str], study: Study) -> dict[str, Any]:
    """The same for a program."""
    import json

    table = effects_of(study, against)
    return {
        "calibrated": study.request.posterior is not None,
        "names": {key: {"en": en, "th": th} for key, (en, th) in names_of(study.scenarios).items()},
        "worlds": len(study.request.draws),
        "failed": len(failures(study)),
        "supported_at_end": [one.key for one in study.scenarios if still_supported(one)],
        "cost_after": extra_after(study, against),
        "effects": json.loads(table.to_json(orient="records")),
        "folder": str(study.folder),
        "charts": [str(chart) for chart in sorted((study.folder / "charts").glob("*.png"))],
    }

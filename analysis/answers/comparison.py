"""The main job: policies against their references on common random numbers; table, charts, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers import buying, clear, orders
from analysis.answers.clear import Clear
from analysis.answers.contest import PROGRAMME, Contest
from analysis.answers.effects_table import effects_table
from analysis.answers.months import acting_lines
from analysis.answers.reasons import changed_numbers, rests_on, singles
from analysis.answers.spending import extra_after, spent_after
from analysis.answers.spreadsheet import write_spreadsheet
from analysis.answers.unbelieved import change, change_figures, change_lines, without_beliefs
from analysis.effects.headline import headline
from analysis.effects.orders import DEFINITIONS
from analysis.effects.policies import MAIN, OUTCOMES, Precision, effects, main_reference, precision, ranked
from analysis.effects.prices import prices_told
from analysis.effects.verdict import verdict
from analysis.language.labels import Names
from analysis.studies.believed import believed_remark
from analysis.studies.study import (
    Request,
    Study,
    calibration_lines,
    carry_out,
    comparable_with_observed,
    failures,
    folder_of,
    given,
    job_of,
    names_of,
)
from analysis.studies.support import ends_of, marked, remark, supported_late
from sim.calendar import YEAR
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.language.harmless import harmless, options_of
from sim.language.layout import paragraphs
from sim.language.texts import Lang, text
from sim.windows import EARLY

RECOMMENDATIONS = "recommendations"  # in the name of a folder: each of them alone
PATHS = (MAIN, "operating", "alive")
"""Outcomes that are drawn month by month."""


def compare(request: Request, contest: Contest) -> Study:
    """Carry the comparison out, or find it carried out; which window the table is of is a matter of telling."""
    follows = _follows(contest)
    return carry_out(request, contest.scenarios, partial(chart, contest), called=called(contest), follows=follows)


def compare_both(request: Request, contest: Contest) -> tuple[Study, Study | None]:
    """The comparison, and where anything is believed otherwise than declared the same with every number as declared."""
    refuse_strangers(request, contest)
    declared = compare_as_declared(request, contest)
    return compare(request, contest), declared


def refuse_strangers(request: Request, contest: Contest) -> None:
    """``InputFault`` where something else stands in the place of a comparison, or of the same as declared."""
    for one in (request, without_beliefs(request)):
        if one:
            folder_of(one, job_of(one, contest.scenarios), called(contest), _follows(contest)).refuse_strangers()


def compare_as_declared(request: Request, contest: Contest) -> Study | None:
    """The same comparison with every number as declared; None where nothing is believed otherwise."""
    plain = without_beliefs(request)
    return compare(plain, contest) if plain else None


def called(contest: Contest) -> tuple[str, ...]:
    """What is compared, in the name of a folder."""
    return contest.named or (RECOMMENDATIONS,)


def _follows(contest: Contest) -> object:
    """What words and charts follow from, beside the tables."""
    return [sorted(contest.references.items()), contest.window]


def effects_of(contest: Contest, study: Study) -> pd.DataFrame:
    """The effects table of the policies in the table and the charts; its intervals hold for all of them at once."""
    return _effects(contest, study, contest.against)


def effects_everywhere(contest: Contest, study: Study) -> pd.DataFrame:
    """The same, and below it the policies in other windows; the intervals hold for all of one window at once."""
    families = [contest.against, *contest.elsewhere().values()]
    return pd.concat([_effects(contest, study, family) for family in families], ignore_index=True)


def _effects(contest: Contest, study: Study, against: Mapping[str, str]) -> pd.DataFrame:
    windows = {one.key: one.window for one in contest.scenarios if one.applied}
    return effects(study.runs(*OUTCOMES), against, list(against), OUTCOMES, study.request.seed, windows=windows)


def names_in(contest: Contest, study: Study) -> Names:
    """Labels of scenarios; where all policies of the table act in one window, that is told once for all of them."""
    plain = [replace(one, window=EARLY.key) for one in study.scenarios] if contest.windows else study.scenarios
    return marked(names_of(plain), study.scenarios)


def chart(contest: Contest, study: Study, folder: Path) -> None:
    """``effects.csv``, the tables of what money buys, and the charts."""
    from analysis import charts
    from analysis.answers.picture import picture
    from analysis.observed import load

    contest = contest.over(study.scenarios)
    everywhere, scenarios = effects_everywhere(contest, study), contest.in_table
    write_spreadsheet(everywhere, folder / "effects.csv")
    table = everywhere[everywhere["policy"].isin(list(contest.against))]
    lang, names, monthly = study.request.lang, names_in(contest, study), study.monthly()
    into = folder / "charts"
    into.mkdir()
    reference = main_reference(table)
    policies = best_first(table, reference)
    remarks = [
        *acting_lines(contest, names, lang),
        *remark(scenarios, lang),
        *believed_remark(study.request.beliefs, lang),
    ]
    charts.plot_effects(table, names, lang, into / "effects", remarks=remarks)
    months = partial(charts.plot_paths, monthly, names, policies, reference, lang, remarks=remarks)
    for measure in PATHS:
        months(path=into / f"paths-{measure}", measure=measure, support_ends=ends_of(scenarios))
    money = buying.write_tables(contest, study, folder)
    if money:
        charts.plot_frontier(table, money, names, lang, into / buying.FRONTIER, remarks=remarks)
        title = buying.told(buying.best_bought(contest, study), names, lang)[0]
        charts.plot_acceptability(money, names, lang, into / buying.ACCEPTABILITY, title=title, remarks=remarks)
    shown = PROGRAMME if PROGRAMME in names else policies[0]
    if comparable_with_observed(study):
        runs = study.runs(*PROGRAMME_COLUMNS)
        charts.plot_observed(runs, load(), names, lang, into / "observed", scenario=shown)
    picture(study, next(s for s in study.scenarios if s.key == shown), into / "network")


def best_first(table: pd.DataFrame, reference: str) -> list[str]:
    """The policies compared with ``reference``, by their effect on lasting alliances."""
    rows = table[(table["outcome"] == MAIN) & (table["reference"] == reference)]
    return list(rows.sort_values("difference", ascending=False, kind="stable")["policy"])


def words(contest: Contest, study: Study, declared: Study | None = None, until: Clear | None = None) -> str:
    """What the terminal shows: the answer in a sentence, how sure it is, what it rests on, and the table below.

    ``declared`` is the same comparison without what is believed otherwise, if anything is; ``until`` is what was
    settled where worlds were added until it is clear which policy is best.
    """
    contest, request, lang = contest.over(study.scenarios), study.request, study.request.lang
    names, table = names_in(contest, study), effects_of(contest, study)
    found = precision(study.runs(MAIN), table, request.seed)
    settled = clear.told(until, names, lang) if until else None
    said = verdict(table, found, names, lang, singles(contest.in_table, contest.against), settled=settled)
    otherwise = orders.orders(study.runs(*DEFINITIONS), table, contest, request.seed)
    bought = buying.told(buying.best_bought(contest, study), names, lang)
    rests = [*calibration_lines(study), text("lasting_means", lang, year=YEAR)]
    rests += [*acting_lines(contest, names, lang, request), *orders.leads(otherwise, names, lang)]
    rests += [*rests_on(study, table, names), *changed_numbers(contest.in_table, contest.against, names, lang)]
    rests.append(text("verdict_assumed", lang))
    if declared:
        rests += change_lines(change(contest, study, declared, table), declared, names, lang)
    more = [*said.more, *prices_told(table, names, lang), *spent_after(study, contest.against, table, names)]
    more += orders.told(otherwise, contest, names, lang)
    parts = [_headline(table, found, names, lang, until), "", text("sure_head", lang), *said.sure, *bought, ""]
    parts = [*paragraphs([*parts, text("rests_head", lang), *rests, ""]), effects_table(table, names, lang), ""]
    parts += paragraphs([*remark(contest.in_table, lang), text("more_head", lang), *more])
    parts += [*([""] if parts[-1] else []), *places(study.folder, lang)]
    months = options_of({"months": request.months})
    return "\n".join([*parts, "", text("next_compare", lang, given=given(request), months=months)])


def _headline(table: pd.DataFrame, found: Precision, names: Names, lang: Lang, until: Clear | None) -> str:
    """The answer in one sentence."""
    settled = clear.standing(until, str(ranked(table)[0]["policy"].iloc[0])) if until else ""
    return headline(table, found.groups[0][1:], names, lang, settled=settled)


def places(folder: Path, lang: Lang) -> list[str]:
    """Where the charts and tables are."""
    charts = sorted((folder / "charts").glob("*.png"))
    drawn = [text("charts_at", lang), *(f"  {harmless(chart)}" for chart in charts)] if charts else []
    return [*drawn, text("tables_at", lang, folder=harmless(folder))]


def summary(
    contest: Contest, study: Study, declared: Study | None = None, until: Clear | None = None
) -> dict[str, Any]:
    """The same for a program, of every window."""
    import json

    contest = contest.over(study.scenarios)
    table = effects_everywhere(contest, study)
    main = table[table["policy"].isin(list(contest.against))]
    runs, names, seed = study.runs(*DEFINITIONS), names_in(contest, study), study.request.seed
    found = orders.orders(runs, main, contest, seed)
    sure = precision(runs, main, seed)
    languages: tuple[Lang, ...] = ("en", "th")
    beliefs = {"beliefs": study.request.beliefs.content()} if study.request.beliefs else {}
    if declared:
        beliefs["as_declared"] = change_figures(change(contest, study, declared, main), declared)
    return beliefs | {
        "headline": {lang: _headline(main, sure, names, lang, until) for lang in languages},
        "calibrated": study.request.posterior is not None,
        "names": {key: {"en": en, "th": th} for key, (en, th) in names_of(study.scenarios).items()},
        "worlds": len(study.request.draws),
        "failed": len(failures(study)),
        "window": contest.window if contest.windows else None,
        "months": contest.acting(),
        "supported_late": [one.key for one in study.scenarios if supported_late(one)],
        "cost_after": extra_after(study, contest.references),
        "effects": json.loads(table.to_json(orient="records")),
        "best_buys": buying.figures(buying.best_bought(contest, study)),
        "orders": found.figures() if found else None,
        **({"until_clear": clear.figures(until)} if until else {}),
        "folder": str(study.folder),
        "charts": [str(chart) for chart in sorted((study.folder / "charts").glob("*.png"))],
    }

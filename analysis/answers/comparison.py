"""The main job: policies against their references on common random numbers; table, charts, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers import buying, clear, gaining, orders
from analysis.answers.clear import Clear
from analysis.answers.contest import PROGRAMME, Contest
from analysis.answers.effects_table import effects_table, read_cells, who_cells
from analysis.answers.following import following
from analysis.answers.months import acting_lines
from analysis.answers.reasons import changed_numbers, rests_on, singles
from analysis.answers.reported import leave
from analysis.answers.spending import extra_after, spent_after
from analysis.answers.spreadsheet import labelled, write_spreadsheet
from analysis.answers.unbelieved import change, change_figures, change_lines, without_beliefs
from analysis.effects.headline import headline
from analysis.effects.orders import DEFINITIONS
from analysis.effects.policies import MAIN, OUTCOMES, Precision, effects, main_reference, precision, ranked
from analysis.effects.prices import prices_told
from analysis.effects.verdict import verdict
from analysis.language.labels import Names, name
from analysis.pages.answer import Answer
from analysis.pages.answer import table as as_read
from analysis.studies.believed import believed_remark
from analysis.studies.study import (
    Request,
    Study,
    calibration_lines,
    carry_out,
    comparable_with_observed,
    failures,
    folder_of,
    job_of,
    names_of,
)
from analysis.studies.support import ends_of, marked, remark, supported_late
from sim.calendar import YEAR
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.language.harmless import harmless
from sim.language.layout import paragraphs
from sim.language.texts import Lang, text
from sim.windows import EARLY

RECOMMENDATIONS = "recommendations"  # in the name of a folder: each of them alone
PATHS = (MAIN, "operating", "alive")
"""Outcomes that are drawn month by month."""


def compare(request: Request, contest: Contest, *, declared: Study | None = None) -> Study:
    """Carry the comparison out, or find it carried out; which window the table is of is a matter of telling.

    ``declared`` is the same with every number as declared, whose difference the page tells.
    """
    made = partial(chart, contest, declared=declared) if declared else partial(chart, contest)
    return carry_out(request, contest.scenarios, made, called=called(contest), follows=_follows(contest))


def compare_both(request: Request, contest: Contest) -> tuple[Study, Study | None]:
    """The comparison, and where anything is believed otherwise than declared the same with every number as declared."""
    refuse_strangers(request, contest)
    declared = compare_as_declared(request, contest)
    return compare(request, contest, declared=declared), declared


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
    return pd.concat([_effects(contest, study, family) for family in _families(contest)], ignore_index=True)


def _families(contest: Contest) -> list[Mapping[str, str]]:
    """Policy → reference of those in the table, then of each other window."""
    return [contest.against, *contest.elsewhere().values()]


def _windows(contest: Contest) -> dict[str, str]:
    """Scenario → window its recommendations act in, of those that have some."""
    return {one.key: one.window for one in contest.scenarios if one.applied}


def _effects(contest: Contest, study: Study, against: Mapping[str, str]) -> pd.DataFrame:
    runs, seed = study.runs(*OUTCOMES), study.request.seed
    return effects(runs, against, list(against), OUTCOMES, seed, windows=_windows(contest))


def names_in(contest: Contest, study: Study) -> Names:
    """Labels of scenarios; where all policies of the table act in one window, that is told once for all of them."""
    plain = [replace(one, window=EARLY.key) for one in study.scenarios] if contest.windows else study.scenarios
    return marked(names_of(plain), study.scenarios)


def chart(contest: Contest, study: Study, folder: Path, *, declared: Study | None = None) -> None:
    """``effects.csv``, the tables of what money buys, the charts, and the page of all of them."""
    from analysis import charts
    from analysis.answers.picture import picture
    from analysis.observed import load

    contest = contest.over(study.scenarios)
    everywhere, scenarios = effects_everywhere(contest, study), contest.in_table
    table = everywhere[everywhere["policy"].isin(list(contest.against))]
    lang, names, monthly = study.request.lang, names_in(contest, study), study.monthly()
    write_spreadsheet(labelled(everywhere, names), folder / "effects.csv")
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
    gained = gaining.write_gains(study, _families(contest), _windows(contest), names, folder)
    gaining.chart_gains(study, table, gained, names, into, shown=shown, remarks=remarks)
    _chart_orders(contest, study, table, into, remarks=remarks)
    leave(answered(contest, study, declared, table=table, gained=gained), study, folder)


def _chart_orders(contest: Contest, study: Study, table: pd.DataFrame, into: Path, *, remarks: Sequence[str]) -> None:
    """Effects by median, and places under other months and meanings of lasting."""
    from analysis import charts

    names, lang = names_in(contest, study), study.request.lang
    charts.plot_effects(table, names, lang, into / "effects-median", by="median", remarks=remarks)
    found = orders.orders(study.runs(*DEFINITIONS), table, contest, study.request.seed)
    orders.chart(found, contest, table, names, lang, path=into / "ranks", remarks=remarks)


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
    said = answered(contest, study, declared, until, table=table)
    parts = [*said.said, "", text("sure_head", lang), *said.sure, *said.buys, "", text("rests_head", lang)]
    parts = [*paragraphs([*parts, *said.rests, *said.close, ""]), effects_table(table, names, lang), ""]
    more = [text("more_head", lang), *said.more, *said.money, *said.order]
    parts += paragraphs([*remark(contest.in_table, lang), *more])
    parts += [*([""] if parts[-1] else []), *places(study.folder, lang)]
    found = precision(study.runs(MAIN), table, request.seed)
    return "\n".join([*parts, "", following(contest, table, found, request, until)])


def answered(
    contest: Contest,
    study: Study,
    declared: Study | None = None,
    until: Clear | None = None,
    *,
    table: pd.DataFrame | None = None,
    gained: pd.DataFrame | None = None,
) -> Answer:
    """The answer of a comparison, part by part, as ``words`` and the page have it.

    ``table`` is ``effects_of`` it; ``gained`` is what the charts of who gains are drawn from, for a page that has them.
    """
    contest, request, lang = contest.over(study.scenarios), study.request, study.request.lang
    names, table = names_in(contest, study), effects_of(contest, study) if table is None else table
    found = precision(study.runs(MAIN), table, request.seed)
    settled = clear.told(until, names, lang) if until else None
    said = verdict(table, found, names, lang, singles(contest.in_table, contest.against), settled=settled)
    otherwise = orders.orders(study.runs(*DEFINITIONS), table, contest, request.seed)
    rests = [*calibration_lines(study), text("lasting_means", lang, year=YEAR)]
    rests += [*acting_lines(contest, names, lang, request), *orders.leads(otherwise, names, lang)]
    rests += changed_numbers(contest.in_table, contest.against, names, lang)
    changed = change_lines(change(contest, study, declared, table), declared, names, lang) if declared else []
    reference = name(names, main_reference(table), lang)
    who = [] if gained is None else who_cells(table, gained, names, lang)
    prices = prices_told(table, names, lang)
    return Answer(
        question=text("question.compare", lang, reference=reference, month=study.scenarios[0].months),
        said=(_headline(table, found, names, lang, until),),
        sure=(*said.sure, *said.closer),
        rests=(*rests, text("verdict_assumed", lang), *changed),
        close=tuple(rests_on(study, table, names)),
        buys=tuple(buying.told(buying.best_bought(contest, study), names, lang)),
        money=(*prices, *spent_after(study, contest.against, table, names)),
        order=tuple(orders.told(otherwise, contest, names, lang)),
        more=tuple(said.more),
        tables=(as_read(text("table_title", lang), read_cells(table, names, lang), "effects.csv", heads=2),),
        called=tuple((key, name(names, key, lang)) for key in contest.against),
        who=(as_read(text("who_title", lang, reference=reference), who, gaining.GAINS),) if who else (),
    )


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
        **buying.figures(buying.best_bought(contest, study)),
        "orders": found.figures() if found else None,
        **({"until_clear": clear.figures(until)} if until else {}),
        "folder": str(study.folder),
        "charts": [str(chart) for chart in sorted((study.folder / "charts").glob("*.png"))],
    }

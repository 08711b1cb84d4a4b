"""``run``: one scenario, its outcomes with their spread over worlds, and charts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers import gaining
from analysis.answers.comparison import PATHS, places
from analysis.answers.reported import leave
from analysis.effects.orders import DEFINITIONS
from analysis.effects.policies import MAIN
from analysis.effects.statistics import mean_interval
from analysis.language.labels import outcome, unit
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
    given,
)
from analysis.studies.support import ends_of, remark, supported_late
from sim.calendar import DEFAULT_MONTHS, YEAR
from sim.ensembles.tables import COST_AFTER, PROGRAMME_COLUMNS
from sim.language.harmless import options_of, pasted
from sim.language.layout import columns, paragraphs
from sim.language.numerals import between, decimals, number
from sim.language.texts import Lang, localised, text
from sim.scenario import Scenario

HELPED = "facilitated_lasting"
SHOWN = (
    *DEFINITIONS,
    "alive",
    "founded",
    "facilitated",
    "ended",
    "federated",
    "size",
    "organisations_in",
    "people_in",
    "people_helped",
    "household_gain",
    "weak_share",
    "remote_share",
    "unregistered_share",
    "benefit",
    "cost",
    COST_AFTER,
)


def run(request: Request, scenario: Scenario) -> Study:
    """Carry the study of one scenario out, or find it carried out."""
    return carry_out(request, [scenario], chart, called=(scenario.key,))


def chart(study: Study, folder: Path) -> None:
    """The charts of one scenario."""
    from analysis import charts
    from analysis.answers.picture import picture
    from analysis.observed import load

    (scenario,) = study.scenarios
    lang, names, key, monthly = study.request.lang, study.names, scenario.key, study.monthly()
    into = folder / "charts"
    into.mkdir()
    remarks = [*remark(study.scenarios, lang), *believed_remark(study.request.beliefs, lang)]
    months = partial(charts.plot_paths, monthly, names, [key], key, lang, remarks=remarks)
    for measure in PATHS:
        months(path=into / f"paths-{measure}", measure=measure, support_ends=ends_of(study.scenarios))
    if comparable_with_observed(study):
        charts.plot_observed(study.runs(*PROGRAMME_COLUMNS), load(), names, lang, into / "observed", scenario=key)
    gaining.chart_levels(study, gaining.write_groups(study, folder), into, remarks=remarks)
    picture(study, scenario, into / "network")
    leave(answered(study), study, folder)


def spread(study: Study) -> pd.DataFrame:
    """Mean and middle 90 % over runs of the outcomes shown, at the end."""
    runs = study.runs(*SHOWN)
    done = runs[runs["status"] == "done"]
    shown = done[list(SHOWN)]
    return pd.DataFrame({"mean": shown.mean(), "q05": shown.quantile(0.05), "q95": shown.quantile(0.95)})


def words(study: Study) -> str:
    """What the terminal shows."""
    lang = study.request.lang
    (scenario,) = study.scenarios
    said, found = answered(study), spread(study)
    parts = [*said.said, "", text("sure_head", lang), *said.sure, "", text("rests_head", lang), *said.rests, ""]
    head = text("run_head", lang, name=study.names[scenario.key][lang == "th"], months=scenario.months)
    parts = [*paragraphs(parts), head, "", *columns(_cells(found, lang)), "", *paragraphs(said.more), ""]
    parts += [*places(study.folder, lang), ""]
    ahead = "next_baseline" if scenario.key == "baseline" else "next_run"
    own = None if scenario.months == DEFAULT_MONTHS else scenario.months  # what it is compared with may last longer
    months = options_of({"months": study.request.months or own})
    return "\n".join([*parts, text(ahead, lang, scenario=pasted(scenario.typed), given=months + given(study.request))])


def answered(study: Study) -> Answer:
    """The answer of one scenario, part by part, as ``words`` and the page have it."""
    lang = study.request.lang
    (scenario,) = study.scenarios
    called = {"name": localised(scenario, "name", lang), "months": scenario.months}
    found = spread(study)
    cells = [row[1:] for row in _cells(found, lang)]
    return Answer(
        question=text("question.run", lang, **called),
        said=(_said(found, lang, **called),),
        sure=tuple(_sure(study, found.T[MAIN])),
        rests=tuple(calibration_lines(study)),
        more=(text("run_note", lang), text("lasting_means", lang, year=YEAR), *remark(study.scenarios, lang)),
        tables=(as_read(text("run_title", lang), cells, "runs.parquet"),),
    )


def _said(found: pd.DataFrame, lang: Lang, **called: object) -> str:
    """The answer in one sentence; its numbers are those of the table, money apart, which is in millions."""
    if found["mean"].isna().all():
        return text("run_unsaid", lang, **called)
    lasting, helped = (number(float(found["mean"][key]), _digits(found.T[key])) for key in (MAIN, HELPED))
    spent = float(found["mean"]["cost"]) / 1e6
    key = "run_said" if spent else "run_said_plain"
    return text(key, lang, lasting=lasting, helped=helped, cost=number(spent, 1), **called)


def _sure(study: Study, lasting: pd.Series) -> list[str]:
    """How far single worlds lie apart, and how well the mean is known."""
    lang, runs = study.request.lang, study.runs(MAIN)
    by_world = runs[runs["status"] == "done"].groupby("draw")[MAIN].mean().to_numpy()
    if len(by_world) < 2:
        return [text("run_sure_one", lang)] if len(by_world) else []
    digits, mean = _digits(lasting), mean_interval(by_world)
    span = between(float(lasting["q05"]), float(lasting["q95"]), lang, digits)
    interval = between(max(0.0, mean.low), mean.high, lang, digits)  # few worlds know little, but no number below 0
    return [text("run_sure", lang, span=span, interval=interval, worlds=number(len(by_world)))]


def _digits(row: pd.Series) -> int:
    """Decimals of a row of the table; of what is nothing anywhere, none."""
    return decimals(row) if row.any() else 0


def _cells(found: pd.DataFrame, lang: Lang) -> list[list[str]]:
    """A heading, and a row an outcome of ``spread``."""
    rows = [["", *(text(f"run_{column}", lang) for column in ("outcome", "mean", "q05", "q95", "unit"))]]
    for key, row in found.iterrows():
        digits = _digits(row)
        label = outcome(str(key), lang)
        rows.append(["", label, *(number(row[c], digits) for c in ("mean", "q05", "q95")), unit(str(key), lang)])
    return rows


def summary(study: Study) -> dict[str, Any]:
    """The same for a program."""
    return {
        "calibrated": study.request.posterior is not None,
        "scenario": study.scenarios[0].key,
        "months": study.scenarios[0].months,
        "worlds": len(study.request.draws),
        "failed": len(failures(study)),
        "supported_late": [one.key for one in study.scenarios if supported_late(one)],
        "outcomes": {str(key): row.to_dict() for key, row in spread(study).iterrows()},
        "folder": str(study.folder),
        "charts": [str(chart) for chart in sorted((study.folder / "charts").glob("*.png"))],
    }

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
from sim.language.layout import columns
from sim.language.numerals import decimals, number
from sim.language.texts import text
from sim.scenario import Scenario

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
    said = answered(study)
    parts = [*said.rests, "", *said.said, "", *columns(_cells(study)), "", *said.more, ""]
    parts += [*places(study.folder, lang), ""]
    ahead = "next_baseline" if scenario.key == "baseline" else "next_run"
    own = None if scenario.months == DEFAULT_MONTHS else scenario.months  # what it is compared with may last longer
    months = options_of({"months": study.request.months or own})
    return "\n".join([*parts, text(ahead, lang, scenario=pasted(scenario.typed), given=months + given(study.request))])


def answered(study: Study) -> Answer:
    """The answer of one scenario, part by part, as ``words`` and the page have it."""
    lang = study.request.lang
    (scenario,) = study.scenarios
    called = {"name": study.names[scenario.key][lang == "th"], "months": scenario.months}
    cells = [row[1:] for row in _cells(study)]
    return Answer(
        question=text("question.run", lang, **called),
        said=(text("run_head", lang, **called),),
        rests=tuple(calibration_lines(study)),
        more=(text("run_note", lang), text("lasting_means", lang, year=YEAR), *remark(study.scenarios, lang)),
        tables=(as_read(text("run_title", lang), cells, "runs.parquet"),),
    )


def _cells(study: Study) -> list[list[str]]:
    """A heading, and a row an outcome."""
    lang = study.request.lang
    rows = [["", *(text(f"run_{column}", lang) for column in ("outcome", "mean", "q05", "q95", "unit"))]]
    for key, row in spread(study).iterrows():
        digits = decimals(row)
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

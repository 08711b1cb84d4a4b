"""The main job: policies against their references on common random numbers; table, charts, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.comparison import MAIN, OUTCOMES, effects, main_reference, precision
from analysis.study import Request, Study, carry_out, names_of
from analysis.tables import effects_table
from analysis.texts import Lang, text
from analysis.verdict import verdict
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario

BASELINE, PROGRAMME = "baseline", "programme"


def chosen(names: Sequence[str]) -> list[Scenario]:
    """The scenarios to compare: those named, with what they are compared with; or each of the 14 on the programme."""
    if not names:
        programme = load_scenario(PROGRAMME)
        return [load_scenario(BASELINE), programme, *(alone(programme, one) for one in recommendations().values())]
    named = [load_scenario(name) for name in names]
    needed = [BASELINE] + [PROGRAMME] * any(PROGRAMME in scenario.chain for scenario in named)
    missing = [load_scenario(key) for key in needed if key not in {scenario.key for scenario in named}]
    return missing + named


def references(scenarios: Sequence[Scenario]) -> dict[str, str]:
    """What each policy is compared with: the programme if it extends that, else the baseline."""
    return {
        scenario.key: PROGRAMME if PROGRAMME in scenario.chain and scenario.key != PROGRAMME else BASELINE
        for scenario in scenarios
        if scenario.key != BASELINE
    }


def compare(request: Request, scenarios: Sequence[Scenario]) -> Study:
    """Carry the comparison out, or find it carried out."""
    return carry_out(request, scenarios, draw)


def effects_of(study: Study) -> pd.DataFrame:
    """The effects table of a study."""
    against = references(study.scenarios)
    return effects(study.tables.runs, against, list(against), OUTCOMES, study.request.seed)


def draw(study: Study, folder: Path) -> None:
    """``effects.csv`` and the charts."""
    from analysis import charts
    from analysis.observed import load
    from analysis.picture import picture

    table = effects_of(study)
    table.to_csv(folder / "effects.csv", index=False, float_format="%.9g", lineterminator="\n")
    lang, names, runs = study.request.lang, study.names, study.tables.runs
    into = folder / "charts"
    into.mkdir()
    reference = main_reference(table)
    policies = list(table.loc[table["reference"] == reference, "policy"].unique())
    charts.draw_effects(table, names, lang, into / "effects")
    for measure in (MAIN, "alive"):
        charts.draw_paths(study.tables.monthly, names, policies, reference, lang, into / f"paths-{measure}", measure)
    charts.draw_cost(table, names, lang, into / "cost-effect")
    shown = PROGRAMME if PROGRAMME in names else policies[0]
    charts.draw_observed(runs, study.tables.alliances, load(), names, lang, into / "observed", shown)
    picture(study, next(s for s in study.scenarios if s.key == shown), into / "network")


def words(study: Study) -> str:
    """What the terminal shows: how calibrated, the table, what it says, where the charts are, what to try next."""
    lang, names = study.request.lang, study.names
    table = effects_of(study)
    said = verdict(table, precision(study.tables.runs, table, study.request.seed), names, lang)
    parts = [text("uncalibrated", lang), text("strengths_drawn", lang, worlds=study.request.replicates)]
    parts += ["", effects_table(table, names, lang), "", *said, "", *places(study.folder, lang)]
    return "\n".join([*parts, "", text("next_compare", lang)])


def places(folder: Path, lang: Lang) -> list[str]:
    """Where the charts and tables are."""
    charts = sorted((folder / "charts").glob("*.png"))
    return [text("charts_at", lang), *(f"  {chart}" for chart in charts), text("tables_at", lang, folder=folder)]


def summary(study: Study) -> dict[str, Any]:
    """The same for a program."""
    import json

    table = effects_of(study)
    return {
        "calibrated": False,
        "names": {key: {"en": en, "th": th} for key, (en, th) in names_of(study.scenarios).items()},
        "worlds": study.request.replicates,
        "failed": int((study.tables.runs["status"] == "failed").sum()),
        "effects": json.loads(table.to_json(orient="records")),
        "folder": str(study.folder),
        "charts": [str(chart) for chart in sorted((study.folder / "charts").glob("*.png"))],
    }

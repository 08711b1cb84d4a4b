"""``validate --structure``: the order of the recommendations under what could be otherwise, and how it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.answers import orders
from analysis.answers.comparison import places
from analysis.answers.reported import leave
from analysis.answers.spreadsheet import write_spreadsheet
from analysis.belief.checks import plain
from analysis.belief.structure import (
    NOTHING,
    PROGRAMME,
    SHOWN,
    Change,
    Standing,
    Structure,
    scenarios,
    standings,
    table,
)
from analysis.effects.orders import DEFINITIONS
from analysis.pages.answer import Answer, ruled
from analysis.pages.answer import table as as_read
from analysis.studies.believed import believed_remark
from analysis.studies.study import Request, Study, calibration_lines, carry_out, names_of
from sim.calendar import YEAR
from sim.language.numerals import number
from sim.language.texts import Lang, localised, text
from sim.parameters import BY_NAME

STRUCTURE = "structure"  # in the name of a folder
FILE = "structure.csv"
MARK = "*"


def examine(request: Request) -> Study:
    """Run what is needed, or find it run."""
    return carry_out(request, scenarios(), chart, called=(STRUCTURE,), follows=STRUCTURE)


def found_in(study: Study) -> Structure:
    """Every order of a study."""
    return standings(study.runs(*DEFINITIONS), study.request.seed)


def chart(study: Study, folder: Path) -> None:
    """``structure.csv``, the heat map of places, and the page of both."""
    import pandas as pd

    from analysis.charts import plot_ranks

    found, lang = found_in(study), study.request.lang
    write_spreadsheet(table(found), folder / FILE)
    names, first = policies(study, lang), found.standings[0]
    heads = [called(one.change, lang) for one in found.standings]
    ranks = pd.DataFrame([one.order.places for one in found.standings], index=heads).T.reindex([*first.order.places])
    reference = names_of(study.scenarios)[PROGRAMME][lang == "th"]
    believed = believed_remark(study.request.beliefs, lang)
    plot_ranks(
        ranks.rename(index=names),
        [one.order.tau for one in found.standings],
        lang,
        folder / "charts" / "ranks",
        subtitle=text("runs_each", lang, runs=number(len(study.request.draws)), reference=reference),
        note="\n".join([text("lasting_means", lang, year=YEAR), orders.noise_words(found.noise, lang), *believed]),
    )
    leave(answered(study), study, folder)


def policies(study: Study, lang: Lang) -> dict[str, str]:
    """What each recommendation is called, by its label."""
    names = names_of(study.scenarios)
    alone = {one.applied[-1].recommendation.label: one.key for one in study.scenarios if _plain(one.key)}
    return {label: names[key][lang == "th"] for label, key in alone.items()}


def _plain(key: str) -> bool:
    """Whether that is a recommendation on top of the programme with nothing changed."""
    return "+" in key and "@" not in key and "~" not in key


def called(change: Change, lang: Lang) -> str:
    """What was changed, in words."""
    if change == NOTHING:
        return text("structure_nothing", lang)
    if change.axis == "window":
        return orders.in_window(change.what, lang)
    if change.axis == "definition":
        return orders.under_definition(change.what, lang)
    switch = BY_NAME[change.axis]
    form = next(one for one in switch.forms if one.key == change.what)
    return f"{localised(switch, '', lang)}: {localised(form, '', lang)}"


def words(study: Study) -> str:
    """What the terminal shows: a row a change, and what other worlds alone would change."""
    lang, said = study.request.lang, answered(study)
    parts = [*said.rests[:-1], "", text("structure_head", lang), said.rests[-1], "", *ruled(_rows(study)), ""]
    return "\n".join([*parts, *said.sure, *said.said, *said.order, "", *places(study.folder, lang)])


def answered(study: Study) -> Answer:
    """The answer, part by part, as ``words`` and the page have it."""
    found, lang = found_in(study), study.request.lang
    return Answer(
        question=text("question.structure", lang),
        said=(_beyond(found, lang),),
        rests=(*calibration_lines(study), text("lasting_means", lang, year=YEAR)),
        order=(text("structure_numbers", lang),),
        sure=(orders.noise_words(found.noise, lang),),
        tables=(as_read(text("structure_head", lang), _rows(study), FILE),),
    )


def _rows(study: Study) -> list[list[str]]:
    """A heading, and a row a change."""
    found, lang = found_in(study), study.request.lang
    heading = [text(f"structure_{key}", lang) for key in ("changed", "tau", "leads")]
    cells = [["", heading[0], *map(str, range(1, SHOWN + 1)), *heading[1:]]]
    return cells + [_cells(one, found.beyond(one), lang) for one in found.standings]


def _cells(one: Standing, beyond: bool, lang: Lang) -> list[str]:
    """A row: what was changed, who leads, how far the order agrees, how often its leader leads."""
    leading = [f"{'=' * tied}{policy.removeprefix('0')}" for policy, tied in one.leading]  # 5, where files say 05
    figures = number(one.order.tau, 2, sign=True) + (MARK if beyond else " "), number(100 * one.leads)
    return ["", called(one.change, lang), *[*leading, *[""] * SHOWN][:SHOWN], *figures]


def _beyond(found: Structure, lang: Lang) -> str:
    """How many changes alter the order by more than that."""
    others = found.standings[1:]
    count = sum(map(found.beyond, others))
    return text("structure_beyond" if count else "structure_within", lang, mark=MARK, count=count, all=len(others))


def summary(study: Study) -> dict[str, Any]:
    """The same for a program."""
    found = found_in(study)
    told: dict[str, Any] = plain(
        {
            "calibrated": study.request.posterior is not None,
            "worlds": len(study.request.draws),
            "failed": len(study.failed()),
            "noise": found.noise._asdict(),
            "orders": [
                {
                    "axis": one.change.axis,
                    "changed_to": one.change.what,
                    "words": {"en": called(one.change, "en"), "th": called(one.change, "th")},
                    "order": [list(group) for group in one.order.groups],
                    "tau": one.order.tau,
                    "beyond": found.beyond(one),
                    "leads": one.leads,
                }
                for one in found.standings
            ],
        }
    )
    charts = [str(chart) for chart in sorted((study.folder / "charts").glob("*.png"))]
    return told | {"folder": str(study.folder), "charts": charts}

"""How ``sensitivity`` is told and drawn: the sentence, how sure, what it rests on, tables, where a favourite loses."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers.choices import demand_worlds
from analysis.answers.comparison import RECOMMENDATIONS, places
from analysis.answers.contest import Contest
from analysis.answers.found import found_in, table_in
from analysis.answers.reported import leave
from analysis.answers.sensitivity import DIFFERENCE, FILE, OUTCOME, Question, shown, write
from analysis.drivers.numbers import rounded
from analysis.effects.dependence import FORMS
from analysis.effects.policies import MAIN
from analysis.effects.statistics import errors_to_end
from analysis.language.labels import name, outcome, unit
from analysis.pages.answer import Answer, ruled
from analysis.pages.answer import table as as_read
from analysis.studies.study import Request, Study, calibration_lines, carry_out, given
from sim.calendar import YEAR
from sim.language.harmless import pasted
from sim.language.layout import paragraph
from sim.language.numerals import decimals, difference, estimated, number
from sim.language.texts import Lang, text

_HEADINGS = ("called", "share", "way", "low", "high")
_TURNS = 0.1  # rank correlation below which a number that matters works both ways


def examine(request: Request, contest: Contest, question: Question) -> Study:
    """Run what is needed, or find it run."""
    demand_worlds(request)
    follows = [question.outcome, question.among, question.pair, sorted(contest.references.items())]
    called = contest.named or (RECOMMENDATIONS,)
    return carry_out(request, contest.scenarios, partial(chart, question), called=called, follows=follows)


def chart(question: Question, study: Study, folder: Path) -> None:
    """The table, what else was found, the tornado, and the page of all of them."""
    write(question, study)
    draw(study, folder / "charts")
    leave(answered(study), study, folder)


def words(study: Study) -> str:
    """What the terminal shows."""
    lang, found, table = study.request.lang, found_in(study), table_in(study, FILE)
    lead, own = shown(table, DIFFERENCE), shown(table, OUTCOME)
    called, said = _called(study, found, lang), answered(study)
    parts = [
        *map(paragraph, said.said),
        "",
        text("sure_head", lang),
        *map(paragraph, said.sure),
        "",
        *map(paragraph, said.rests),
        "",
    ]
    parts += [paragraph(text("drivers_of_difference", lang, **called)), *_rows(lead, True, lang), ""]
    parts += [paragraph(text("drivers_of_outcome", lang, **called)), *_rows(own, False, lang)]
    parts += [paragraph(_sure(found, table, OUTCOME, lang)), "", *map(paragraph, said.close), ""]
    parts += [paragraph(text("drivers_columns", lang)), "", *places(study.folder, lang), ""]
    typed = {one.key: one.typed for one in study.scenarios}
    policies = " ".join(pasted(typed[found[one]]) for one in ("first", "second"))
    return "\n".join([*parts, text("next_sensitivity", lang, policies=policies, given=given(study.request))])


def answered(study: Study) -> Answer:
    """The answer, part by part, as ``words`` and the page have it."""
    lang, found, table = study.request.lang, found_in(study), table_in(study, FILE)
    called = _called(study, found, lang)
    rests = *calibration_lines(study), text("drivers_ranges", lang)
    heads = {DIFFERENCE: "drivers_of_difference", OUTCOME: "drivers_of_outcome"}
    return Answer(
        question=text("question.sensitivity", lang, **called),
        said=(sentence(study),),
        sure=(_sure(found, table, DIFFERENCE, lang),),
        rests=(*rests, *([text("lasting_means", lang, year=YEAR)] if found["outcome"] == MAIN else [])),
        close=(_loses(found, called, lang),),
        more=(_sure(found, table, OUTCOME, lang), text("drivers_columns", lang)),
        tables=tuple(
            as_read(text(head, lang, **called), _cells(shown(table, of), of == DIFFERENCE, lang), f"{FILE}.csv")
            for of, head in heads.items()
        ),
    )


def _called(study: Study, found: dict[str, Any], lang: Lang) -> dict[str, str]:
    """What the two policies and the outcome are called."""
    policies = {one: name(study.names, found[one], lang) for one in ("first", "second")}
    return {**policies, "outcome": outcome(found["outcome"], lang), "unit": unit(found["outcome"], lang)}


def sentence(study: Study) -> str:
    """The one that could be read out: the number that most decides between the two, and what it does."""
    lang, found, table = study.request.lang, found_in(study), table_in(study, FILE)
    called, rows = _called(study, found, lang), table[table["of"] == DIFFERENCE]
    clear = rows[rows["clear"]]
    mean = found["mean"]
    digits = decimals([mean["mean"]])
    lead = estimated(mean["mean"], mean["low"], mean["high"], lang, digits)
    if clear.empty:
        unseen = found["unseen"][DIFFERENCE]
        telling = {"worlds": number(found["worlds"]), "unseen": _share(unseen)}
        return text("drivers_none" if unseen is not None else "drivers_alike", lang, lead=lead, **telling, **called)
    row = clear.iloc[0]
    digits = decimals([row["low"], row["high"]])
    key = "drivers_form" if row["number"] in FORMS else "drivers_number"
    ends = {side: difference(row[side], digits) for side in ("low", "high")}
    bounds = {f"{side}_at": row[f"{side}_{lang}"] for side in ("low", "high")}
    return text(key, lang, what=row[f"label_{lang}"], lead=lead, **ends, **bounds, **called)


def _sure(found: dict[str, Any], table: pd.DataFrame, of: str, lang: Lang) -> str:
    """How much of the differences clear numbers explain, how much is chance, what the rest is, and what goes unseen."""
    clear = int(table[(table["of"] == of) & table["clear"]].shape[0])
    together, luck = found["together"][of], found["chance"][of]
    if found["unseen"][of] is None:
        return text("drivers_sure_alike", lang, worlds=number(found["worlds"]))
    known = [one for one in (together, luck) if one["value"] is not None and one["error"] is not None]
    left = 1.0 - sum(max(0.0, one["value"]) for one in known)
    figures = {
        "clear": number(clear),
        "numbers": number(found["numbers"][of]),
        "together": _percent(together["value"], together["error"], lang),
        "chance": _percent(luck["value"], luck["error"], lang),
        "rest": _percent(left, math.hypot(*(one["error"] for one in known)), lang),
        "worlds": number(found["worlds"]),
        "unseen": _share(found["unseen"][of]),
    }
    which = "outcome" if of == OUTCOME else "difference"
    return text(f"drivers_sure_{which}" if clear else f"drivers_unsure_{which}", lang, **figures)


def _share(unseen: float | None) -> str:
    """A share of the variance in per cent."""
    return "–" if unseen is None else number(100 * unseen)


def _percent(value: float | None, error: float | None, lang: Lang) -> str:
    """A share with its 95 % error; where the estimate is none at all, the most that it may be."""
    if value is None or error is None:
        return "–"
    reach = number(max(1.0, 100 * errors_to_end() * error))
    if value <= 0.0:
        return text("per_cent_most", lang, value=reach)
    return text("per_cent_within", lang, value=number(100 * value), error=reach)


def _rows(rows: pd.DataFrame, signed: bool, lang: Lang) -> list[str]:
    """The lines of the table of some numbers."""
    return [text("drivers_no_rows", lang)] if rows.empty else ruled(_cells(rows, signed, lang))


def _cells(rows: pd.DataFrame, signed: bool, lang: Lang) -> list[list[str]]:
    """A heading, and a row a number."""
    digits = decimals([*rows["low"], *rows["high"]])
    cells = [["", *(text(f"drivers_{one}", lang) for one in _HEADINGS)]]
    for _, row in rows.iterrows():
        ends = [_end(row, side, signed, digits) for side in ("low", "high")]
        cells.append(["" if row["clear"] else "?", row[f"label_{lang}"], _told(row), way(row, lang), *ends])
    return cells


def _told(row: pd.Series) -> str:
    """The share of a number with its interval; of what is not told from chance, or not by its mean, the most it is."""
    high = number(100 * row["share_high"])
    if not row["clear"] or row["share"] == 0.0:
        return f"≤ {high}"
    return f"{number(100 * row['share'])} ({number(100 * row['share_low'])}–{high})"


def _end(row: pd.Series, side: str, signed: bool, digits: int) -> str:
    """The mean outcome at one end of a number, and where that end begins."""
    mean = difference(row[side], digits) if signed else number(row[side], digits)
    return f"{mean} ({'≤' if side == 'low' else '≥'} {rounded(row[f'{side}_at'])})"


def way(row: pd.Series, lang: Lang) -> str:
    """Which way a number works: more, less, both ways; a form has none."""
    if row["number"] in FORMS:
        return text("way_form", lang)
    if abs(row["correlation"]) < _TURNS:
        return text("way_both", lang)
    return text("way_up" if row["correlation"] > 0 else "way_down", lang)


def _loses(found: dict[str, Any], called: dict[str, str], lang: Lang) -> str:
    """Where the leader does worse than the other: a box in words, or that none is better than chance."""
    box, base = found["box"], number(100 * found["box"]["base"])
    if not box["left_out"]["clear"]:
        return text("loses_nowhere", lang, base=base, worlds=number(found["worlds"]), **called)
    limits = f" {text('limit_and', lang)} ".join(one["words"][lang] for one in box["limits"])
    density = {"density": box["density"], "left_out": box["left_out"]["density"], "coverage": box["coverage"]}
    shares = {key: number(100 * value) for key, value in density.items()}
    return text("loses_where", lang, base=base, limits=limits, **shares, **called)


def draw(study: Study, folder: Path) -> None:
    """The tornado of the difference."""
    from analysis.charts import plot_tornado

    lang, found = study.request.lang, found_in(study)
    called = _called(study, found, lang)
    folder.mkdir()
    plot_tornado(
        shown(table_in(study, FILE), DIFFERENCE),
        found["mean"]["mean"],
        lang,
        folder / "tornado",
        title=text("tornado_title", lang, **called),
        subtitle=sentence(study),
        axis=text("tornado_axis", lang, **called),
        note="\n".join(
            [
                text(
                    "tornado_note",
                    lang,
                    worlds=number(found["worlds"]),
                    numbers=number(found["numbers"][DIFFERENCE]),
                ),
                _sure(found, table_in(study, FILE), DIFFERENCE, lang),
            ]
        ),
    )

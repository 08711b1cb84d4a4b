"""How ``worth`` is told and drawn: the sentences, how sure, what it rests on, tables of knowing and of a pilot."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers.choices import demand_worlds
from analysis.answers.comparison import RECOMMENDATIONS, places
from analysis.answers.contest import Contest
from analysis.answers.pilot import MEASURED, pilot_of
from analysis.answers.sensitivity import FOUND
from analysis.answers.worth import ALL, EVERYTHING, Question, at_level, pilots_of, table_of, write
from analysis.drivers.pilots import ALIKE, RELIABILITY
from analysis.language.labels import name
from analysis.studies.study import Request, Study, calibration_lines, carry_out, given
from sim.calendar import YEAR
from sim.language.harmless import pasted
from sim.language.layout import columns, paragraph, width
from sim.language.numerals import number
from sim.language.texts import Lang, localised, text

SHOWN = 6
"""Numbers of a table or a chart."""
_MILLION = 1e6
_SURE = 1.96  # standard errors


def examine(request: Request, contest: Contest, question: Question) -> Study:
    """Run what is needed, or find it run."""
    demand_worlds(request)
    if question.pilot is not None:
        pilot_of(contest.scenarios, question.pilot)
    follows = [question.willingness, question.pilot, vars(question.terms), sorted(contest.references.items())]
    called = contest.named or (RECOMMENDATIONS,)
    return carry_out(request, contest.scenarios, partial(chart, question), called=called, follows=follows)


def chart(question: Question, study: Study, folder: Path) -> None:
    """The tables of what knowing and piloting are worth, and their charts."""
    write(question, study)
    draw(study, folder / "charts")


def found_in(study: Study) -> dict[str, Any]:
    """What else was found in a finished study."""
    told: dict[str, Any] = json.loads((study.folder / FOUND).read_text(encoding="utf-8"))
    return told


def words(study: Study) -> str:
    """What the terminal shows."""
    lang, found, table = study.request.lang, found_in(study), table_of(study)
    here = at_level(table, found["shown"])
    parts = [paragraph(sentence(study)), paragraph(pilot_sentence(study)), ""]
    parts += [paragraph(text("worth_sure", lang, worlds=number(found["worlds"]), numbers=number(found["numbers"])))]
    parts += [paragraph(text("worth_rests", lang)), *calibration_lines(study), text("lasting_means", lang, year=YEAR)]
    parts += ["", text("worth_head", lang, at=level_words(found["shown"], lang)), *_knowing(here, lang), ""]
    parts += [text("worth_levels", lang), *_levels(study, table, found, lang), ""]
    parts += [_pilot_head(study, lang), *_pilots(at_level(pilots_of(study), found["shown"]), lang)]
    parts += [paragraph(pilot_terms(study)), "", *places(study.folder, lang), ""]
    one = pilot_of(study.scenarios, found["pilot"]["of"])
    shown = {"policy": pasted(next(each.typed for each in study.scenarios if one in _applied(each)))}
    return "\n".join([*parts, text("next_worth", lang, given=given(study.request), **shown)])


def _applied(scenario: Any) -> list[Any]:
    return [one.recommendation for one in scenario.applied]


def level_words(willingness: float | None, lang: Lang) -> str:
    """A willingness to pay, or that money is no object."""
    if willingness is None:
        return text("level_free", lang)
    return text("level_baht", lang, baht=number(willingness))


def sentence(study: Study) -> str:
    """The one that could be read out: what to find out before choosing, and what that is worth."""
    lang, found = study.request.lang, found_in(study)
    rows = at_level(table_of(study), found["shown"])
    level = next(one for one in found["levels"] if one["willingness"] == found["shown"])
    figures = {"at": level_words(found["shown"], lang), "choice": name(study.names, level["choice"], lang)}
    single = rows[(rows["kind"] == "number") & (rows["clear"] == True)]  # noqa: E712 - a column of three values
    everyone = rows[rows["key"] == ALL].iloc[0]
    if len(single):
        best = single.iloc[0]
        others = "worth_others" if len(single) > 1 else "worth_no_other"
        more = text(
            others, lang, count=number(len(single) - 1), most=_worth(single.iloc[1], lang) if len(single) > 1 else ""
        )
        return " ".join(
            [text("worth_number", lang, what=best[f"label_{lang}"], worth=_worth(best, lang), **figures), more]
        )
    if everyone["clear"]:
        return text("worth_together", lang, worth=_worth(everyone, lang), **figures)
    ceiling = rows[rows["key"] == EVERYTHING].iloc[0]
    return text("worth_nothing", lang, ceiling=_worth(ceiling, lang), **figures)


def _worth(row: pd.Series, lang: Lang) -> str:
    """A worth in lasting alliances with its 95 % error, and in baht where there is a willingness to pay."""
    said = text("worth_within", lang, worth=number(row["worth"], 2), error=number(_SURE * row["error"], 2))
    if pd.isna(row["willingness"]):
        return said
    return text("worth_in_baht", lang, worth=said, million=number(row["baht"] / _MILLION, 2))


def _knowing(rows: pd.DataFrame, lang: Lang) -> list[str]:
    """The table of what knowing is worth: everything, groups, and the numbers most worth knowing."""
    chosen = pd.concat([rows[rows["kind"] != "number"], rows[rows["kind"] == "number"].head(SHOWN)])
    cells = [["", *(text(f"worth_{one}", lang) for one in ("what", "alliances", "baht", "changes"))]]
    for _, row in chosen.iterrows():
        known = "" if row["clear"] is None or pd.isna(row["clear"]) or row["clear"] else "?"
        cells.append([known, row[f"label_{lang}"], _plus(row), _million(row["baht"]), number(100 * row["changes"])])
    return _ruled(cells, after=len(chosen[chosen["kind"] != "number"]))


def _plus(row: pd.Series) -> str:
    return f"{number(row['worth'], 2)} ± {number(_SURE * row['error'], 2)}"


def _million(baht: float) -> str:
    return number(baht / _MILLION, 2)


def _ruled(cells: list[list[str]], after: int | None = None) -> list[str]:
    """Columns with a line under the heading, and another after so many rows."""
    lines = columns(cells)
    rule = "─" * max(map(width, lines))
    if after is not None:
        lines.insert(1 + after, rule)
    lines.insert(1, rule)
    return lines


def _levels(study: Study, table: pd.DataFrame, found: dict[str, Any], lang: Lang) -> list[str]:
    """A row a willingness to pay: what would be chosen, and what knowing is worth there."""
    cells = [[text(f"worth_{one}", lang) for one in ("level", "choice", "ceiling", "all", "best")]]
    for level in found["levels"]:
        rows = at_level(table, level["willingness"])
        best = rows[rows["kind"] == "number"].iloc[0]
        ceiling, everyone = (rows[rows["key"] == key].iloc[0] for key in (EVERYTHING, ALL))
        paid = level["willingness"]
        cells.append([
            text("level_none", lang) if paid is None else number(paid),
            name(study.names, level["choice"], lang),
            _plus(ceiling),
            *(_plus(one) + (" " if one["clear"] else "?") for one in (everyone, best)),
        ])  # fmt: skip
    return _ruled(cells)


def _pilot_head(study: Study, lang: Lang) -> str:
    found, pilot = found_in(study), pilots_of(study).iloc[0]
    what = _pilot_name(study, lang)
    units = text(f"pilot_{pilot['unit']}", lang)
    at = level_words(found["shown"], lang)
    return text("pilot_head", lang, what=what, units=units, at=at, provinces=pilot["provinces"], months=pilot["months"])


def _pilot_name(study: Study, lang: Lang) -> str:
    one = pilot_of(study.scenarios, found_in(study)["pilot"]["of"])
    name_ = localised(one, "name", lang)
    return name_ if one.number is None else f"{one.number}. {name_}"


def _pilots(rows: pd.DataFrame, lang: Lang) -> list[str]:
    """A row a size of the pilot."""
    heads = ("units", "error", "alliances", "changes", "baht", "cost", "net")
    cells = [
        [
            "",
            *(
                text(f"pilot_{one}" if one in ("units", "error", "cost", "net") else f"worth_{one}", lang)
                for one in heads
            ),
        ]
    ]
    for _, row in rows.iterrows():
        money = [_million(row[one]) for one in ("baht", "cost", "net")]
        cells.append(
            [
                "",
                number(row["units"]),
                number(row["strength_error"], 2),
                _plus(row),
                number(100 * row["changes"]),
                *money,
            ]
        )
    return _ruled(cells)


def pilot_sentence(study: Study) -> str:
    """What a pilot would be worth against what it costs, and the size beyond which it does not pay."""
    lang, found = study.request.lang, found_in(study)
    rows = at_level(pilots_of(study), found["shown"])
    figures = {"what": _pilot_name(study, lang), "units": text(f"pilot_{rows.iloc[0]['unit']}", lang)}
    sure = rows[rows["worth"] > _SURE * rows["error"]]
    if sure.empty:
        return text("pilot_nothing", lang, upper=number(rows["upper"].max(), 2), **figures)
    by = "worth" if found["shown"] is None else "net"
    best = rows.sort_values(by, ascending=False, kind="stable").iloc[0]
    figures |= {"size": number(best["units"]), "changes": number(100 * best["changes"]), "worth": _worth(best, lang)}
    if found["shown"] is None:
        return text("pilot_free", lang, cost=_million(best["cost"]), **figures)
    pays = rows[rows["net"] > 0.0]
    key = "pilot_never" if pays.empty else "pilot_all" if pays["units"].max() == rows["units"].max() else "pilot_pays"
    most = "" if pays.empty else number(pays["units"].max())
    return text(key, lang, cost=_million(best["cost"]), most=most, **figures)


def pilot_terms(study: Study) -> str:
    """What a pilot is taken to be."""
    lang, terms = study.request.lang, found_in(study)["pilot"]
    figures = {"alike": f"{ALIKE:g}", "reliability": f"{RELIABILITY:g}", "measured": number(MEASURED)}
    return text("pilot_terms", lang, decisions=number(terms["decisions"]), **figures)


def draw(study: Study, folder: Path) -> None:
    """What knowing is worth, and what a pilot is worth by its size."""
    from analysis.charts import plot_knowing, plot_pilot

    lang, found, table = study.request.lang, found_in(study), table_of(study)
    folder.mkdir()
    rows = at_level(table, found["shown"])
    at = level_words(found["shown"], lang)
    note = "\n".join([text("worth_sure", lang, worlds=number(found["worlds"]), numbers=number(found["numbers"])),
                      text("worth_rests", lang)])  # fmt: skip
    title = text("knowing_title", lang, at=at)
    plot_knowing(rows, lang, folder / "knowing", title=title, subtitle=sentence(study), note=note)
    exact = rows[rows["key"] == f"strength of {found['pilot']['of']}"]
    plot_pilot(
        at_level(pilots_of(study), found["shown"]),
        float(exact["worth"].iloc[0]) if len(exact) else 0.0,
        lang,
        folder / "pilot",
        title=_pilot_head(study, lang).rstrip(":"),
        subtitle=pilot_sentence(study),
        note=pilot_terms(study),
    )

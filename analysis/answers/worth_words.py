"""How ``worth`` is told and drawn: the sentences, how sure, what it rests on, tables of knowing and of a pilot."""

from __future__ import annotations

import json
import math
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers.choices import demand_worlds
from analysis.answers.comparison import RECOMMENDATIONS, places
from analysis.answers.contest import Contest
from analysis.answers.pilot import MEASURED, pilot_of
from analysis.answers.reported import leave
from analysis.answers.sensitivity import FOUND
from analysis.answers.worth import ALL, EVERYTHING, FILE, PILOT_FILE, Question, at_level, pilots_of, table_of, write
from analysis.drivers.pilots import ALIKE, RELIABILITY
from analysis.language.labels import name
from analysis.pages.answer import Answer, ruled
from analysis.pages.answer import table as as_read
from analysis.studies.study import Request, Study, calibration_lines, carry_out, given
from sim.calendar import YEAR
from sim.language.harmless import pasted
from sim.language.layout import paragraph
from sim.language.numerals import decimals, estimated, number
from sim.language.texts import Lang, localised, text

SHOWN = 6
"""Numbers of a table or a chart."""
_MILLION = 1e6
_SURE = 1.96  # standard errors
_LEAST = 0.005  # the least that two decimals show


def examine(request: Request, contest: Contest, question: Question) -> Study:
    """Run what is needed, or find it run."""
    demand_worlds(request)
    follows = [question.willingness, question.pilot, vars(question.terms), sorted(contest.references.items())]
    called = contest.named or (RECOMMENDATIONS,)
    return carry_out(request, contest.scenarios, partial(chart, question), called=called, follows=follows)


def chart(question: Question, study: Study, folder: Path) -> None:
    """The tables of what knowing and piloting are worth, their charts, and the page of all of them."""
    write(question, study)
    draw(study, folder / "charts")
    leave(answered(study), study, folder)


def found_in(study: Study) -> dict[str, Any]:
    """What else was found in a finished study."""
    told: dict[str, Any] = json.loads((study.folder / FOUND).read_text(encoding="utf-8"))
    return told


def words(study: Study) -> str:
    """What the terminal shows."""
    lang, found = study.request.lang, found_in(study)
    said = answered(study)
    knowing, levels, pilots = _tables(study)
    groups = at_level(table_of(study), found["shown"])["kind"].ne("number").sum()
    parts = [*map(paragraph, said.said), "", text("sure_head", lang), *map(paragraph, (*said.sure, *said.rests)), ""]
    parts += [paragraph(_head(found, lang)), *ruled(knowing, after=groups), ""]
    parts += [paragraph(text("worth_levels", lang)), *ruled(levels), ""]
    parts += [paragraph(_pilot_head(study, lang)), *ruled(pilots)]
    parts += [paragraph(pilot_terms(study)), "", *places(study.folder, lang), ""]
    one = pilot_of(study.scenarios, found["pilot"]["of"])
    shown = {"policy": pasted(next(each.typed for each in study.scenarios if one in _applied(each)))}
    return "\n".join([*parts, text("next_worth", lang, given=given(study.request), **shown)])


def answered(study: Study) -> Answer:
    """The answer, part by part, as ``words`` and the page have it."""
    lang, found = study.request.lang, found_in(study)
    worlds = {"worlds": number(found["worlds"]), "numbers": number(found["numbers"])}
    heads = _head(found, lang), text("worth_levels", lang), _pilot_head(study, lang)
    files = f"{FILE}.csv", f"{FILE}.csv", f"{PILOT_FILE}.csv"
    return Answer(
        question=text("question.worth", lang),
        said=(sentence(study), pilot_sentence(study)),
        sure=(text("worth_sure", lang, **worlds),),
        rests=(text("worth_rests", lang), *calibration_lines(study), text("lasting_means", lang, year=YEAR)),
        more=(pilot_terms(study),),
        tables=tuple(as_read(head.rstrip(":"), cells, file)
                     for head, cells, file in zip(heads, _tables(study), files)),
    )  # fmt: skip


def _tables(study: Study) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """Cells of what knowing is worth, of the same at several willingnesses to pay, and of pilots."""
    lang, found, table = study.request.lang, found_in(study), table_of(study)
    pilots = at_level(pilots_of(study), found["shown"])
    return _knowing(at_level(table, found["shown"]), lang), _levels(study, table, found, lang), _pilots(pilots, lang)


def _head(found: dict[str, Any], lang: Lang) -> str:
    """At which willingness to pay the table of knowing is, and why at that."""
    why = text("level_asked" if found["asked"] else "level_most", lang)
    return text("worth_head", lang, at=level_words(found["shown"], lang), why=why)


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
    figures = {"at": level_words(found["shown"], lang), "worlds": number(found["worlds"])}
    single = rows[(rows["kind"] == "number") & (rows["clear"] == True)]  # noqa: E712 - a column of three values
    everyone = rows[rows["key"] == ALL].iloc[0]
    if len(single):
        best = single.iloc[0]
        others = "worth_others" if len(single) > 1 else "worth_no_other"
        more = text(
            others, lang, count=number(len(single) - 1), most=_worth(single.iloc[1], lang) if len(single) > 1 else ""
        )
        told = text("worth_number", lang, what=best[f"label_{lang}"], worth=_worth(best, lang), **figures)
        return " ".join([told, more, choice_sentence(study)])
    if everyone["clear"]:
        told = text("worth_together", lang, worth=_worth(everyone, lang), **figures)
    else:
        ceiling = _worth(rows[rows["key"] == EVERYTHING].iloc[0], lang)
        told = text("worth_nothing", lang, ceiling=ceiling, upper=number(everyone["upper"], 2), **figures)
    return f"{told} {choice_sentence(study)}"


def choice_sentence(study: Study) -> str:
    """What to choose without knowing more, by how much it is ahead of the next, and how often another is better."""
    lang, found = study.request.lang, found_in(study)
    level = next(one for one in found["levels"] if one["willingness"] == found["shown"])
    called = name(study.names, level["choice"], lang)
    what = text("choose_none" if level["choice"] in found["references"] else "choose_one", lang, choice=called)
    if level["ahead"] is None:
        return text("choice_only", lang, what=what)
    ahead = level["ahead"]
    mean, low, high = (math.nan if ahead[one] is None else ahead[one] for one in ("mean", "low", "high"))
    lead = estimated(mean, low, high, lang, decimals([low, high]))
    ceiling = at_level(table_of(study), found["shown"]).query("key == @EVERYTHING").iloc[0]
    figures = {"next": name(study.names, level["next"], lang), "otherwise": number(100 * ceiling["changes"])}
    return text("choice_clear" if low > 0.0 else "choice_open", lang, what=what, lead=lead, **figures)


def _worth(row: pd.Series, lang: Lang) -> str:
    """A worth in lasting alliances with its 95 % error, and in baht where there is a willingness to pay."""
    said = text("worth_within", lang, worth=number(row["worth"], 2), error=number(_SURE * row["error"], 2))
    if pd.isna(row["willingness"]):
        return said
    return text("worth_in_baht", lang, worth=said, million=number(row["baht"] / _MILLION, 2))


def _knowing(rows: pd.DataFrame, lang: Lang) -> list[list[str]]:
    """The table of what knowing is worth: everything, groups, and the numbers most worth knowing."""
    chosen = pd.concat([rows[rows["kind"] != "number"], rows[rows["kind"] == "number"].head(SHOWN)])
    cells = [["", *(text(f"worth_{one}", lang) for one in ("what", "alliances", "baht", "changes"))]]
    for _, row in chosen.iterrows():
        cells.append(["" if _told(row) else "?", row[f"label_{lang}"], _plus(row), _paid(row), _changes(row)])
    return cells


def _told(row: pd.Series) -> bool:
    """Whether a worth is told from nothing; of everything, that is not asked."""
    return row["clear"] is None or bool(pd.isna(row["clear"]) or row["clear"])


def _plus(row: pd.Series) -> str:
    """A worth with its 95 % error; the most it may be where it is not told from nothing."""
    if not _told(row):
        return f"≤ {number(row['upper'], 2)}" if row["upper"] >= _LEAST else "–"
    return f"{number(row['worth'], 2)} ± {number(_SURE * row['error'], 2)}" if row["error"] > 0.0 else "–"


def _paid(row: pd.Series) -> str:
    """The same in million baht."""
    if _told(row):
        return _million(row["baht"])
    most = row["upper"] * row["willingness"] * row.get("decisions", 1) / _MILLION
    return f"≤ {number(most, 2)}" if most >= _LEAST else "–"


def _changes(row: pd.Series) -> str:
    """In how many per cent of worlds something else would be chosen, where that is told to be worth anything."""
    return number(100 * row["changes"]) if _told(row) else "–"


def _million(baht: float) -> str:
    return number(baht / _MILLION, 2)


def _levels(study: Study, table: pd.DataFrame, found: dict[str, Any], lang: Lang) -> list[list[str]]:
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
            *map(_plus, (everyone, best)),
        ])  # fmt: skip
    return cells


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


def _pilots(rows: pd.DataFrame, lang: Lang) -> list[list[str]]:
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
        at_most = "–" if pd.isna(row["net_high"]) else f"≤ {_million(row['net_high'])}"
        cells.append(
            [
                "" if row["clear"] else "?",
                number(row["units"]),
                number(row["strength_error"], 2),
                _plus(row),
                _changes(row),
                _paid(row),
                _million(row["cost"]),
                _million(row["net"]) if row["clear"] else at_most,
            ]
        )
    return cells


def pilot_sentence(study: Study) -> str:
    """What a pilot would be worth against what it costs, and the size beyond which it does not pay."""
    lang, found = study.request.lang, found_in(study)
    rows = at_level(pilots_of(study), found["shown"])
    figures = {"what": _pilot_name(study, lang), "units": text(f"pilot_{rows.iloc[0]['unit']}", lang)}
    sure = rows[rows["clear"]]
    if sure.empty:
        most = number(rows["upper"].max(), 2)
        dear = bool((rows["net_high"] < 0.0).all())
        return text(
            "pilot_dear" if dear else "pilot_nothing", lang, upper=most, worlds=number(found["worlds"]), **figures
        )
    pays = sure[sure["net_low"] > 0.0]
    by = "worth" if found["shown"] is None else "net"
    best = (sure if pays.empty else pays).sort_values(by, ascending=False, kind="stable").iloc[0]
    figures |= {"size": number(best["units"]), "changes": number(100 * best["changes"]), "worth": _worth(best, lang)}
    figures |= {"cost": _million(best["cost"])}
    if found["shown"] is None:
        return text("pilot_free", lang, **figures)
    if pays.empty:
        return text("pilot_never" if (rows["net_high"] < 0.0).all() else "pilot_unsure", lang, **figures)
    key = "pilot_all" if pays["units"].max() == rows["units"].max() else "pilot_pays"
    return text(key, lang, most=number(pays["units"].max()), **figures)


def pilot_terms(study: Study) -> str:
    """What a pilot is taken to be."""
    lang, terms = study.request.lang, found_in(study)["pilot"]
    figures = {"alike": f"{ALIKE:g}", "reliability": f"{RELIABILITY:g}", "measured": number(MEASURED)}
    return text("pilot_terms", lang, decisions=number(terms["decisions"]), **figures)


def _band(exact: pd.DataFrame) -> tuple[float, float, float]:
    """What knowing a strength exactly is worth, and its 95 % interval; nothing where no world takes another."""
    if exact.empty:
        return 0.0, 0.0, 0.0
    row = exact.iloc[0]
    return float(row["worth"]), max(0.0, float(row["worth"] - _SURE * row["error"])), float(row["upper"])


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
        _band(exact),
        lang,
        folder / "pilot",
        title=_pilot_head(study, lang).rstrip(":"),
        subtitle=pilot_sentence(study),
        note=pilot_terms(study),
    )

"""How ``worth`` is told and drawn: the sentences, how sure, what it rests on, tables of knowing and of a pilot."""

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
from analysis.answers.pilot import MEASURED, pilot_of
from analysis.answers.reported import leave
from analysis.answers.worth import ALL, EVERYTHING, FILE, PILOT_FILE, Question, at_level, write
from analysis.drivers.pilots import ALIKE, RELIABILITY
from analysis.language.labels import name
from analysis.pages.answer import Answer, ruled
from analysis.pages.answer import table as as_read
from analysis.studies.study import Request, Study, calibration_lines, carry_out, given
from sim.calendar import YEAR
from sim.language.harmless import pasted
from sim.language.layout import paragraph
from sim.language.numerals import between, decimals, difference, number
from sim.language.texts import Lang, localised, text

SHOWN = 6
"""Numbers of a table or a chart at most."""
_MILLION = 1e6
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


def words(study: Study) -> str:
    """What the terminal shows."""
    lang, found = study.request.lang, found_in(study)
    said = answered(study)
    knowing, levels, pilots = _tables(study)
    groups = at_level(table_in(study, FILE), found["shown"])["kind"].ne("number").sum()
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
        said=(choice_sentence(study), sentence(study), pilot_sentence(study)),
        sure=(choice_sure(study), *sentence_sure(study), *pilot_sure(study), text("worth_sure", lang, **worlds)),
        rests=(text("worth_rests", lang), *calibration_lines(study), text("lasting_means", lang, year=YEAR)),
        more=(pilot_terms(study),),
        tables=tuple(as_read(head.rstrip(":"), cells, file)
                     for head, cells, file in zip(heads, _tables(study), files)),
    )  # fmt: skip


def _tables(study: Study) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """Cells of what knowing is worth, of the same at several willingnesses to pay, and of pilots."""
    lang, found, table = study.request.lang, found_in(study), table_in(study, FILE)
    pilots = at_level(table_in(study, PILOT_FILE), found["shown"])
    return _knowing(at_level(table, found["shown"]), lang), _levels(study, table, found, lang), _pilots(pilots, lang)


def _head(found: dict[str, Any], lang: Lang) -> str:
    """At which willingness to pay the table of knowing is, and why at that."""
    return text("worth_head", lang, at=level_words(found["shown"], lang), why=text(f"level_{found['why']}", lang))


def _applied(scenario: Any) -> list[Any]:
    return [one.recommendation for one in scenario.applied]


def level_words(willingness: float, lang: Lang) -> str:
    """A willingness to pay."""
    return text("level_baht", lang, baht=number(willingness))


def sentence(study: Study) -> str:
    """What to find out before choosing, and what that is worth."""
    lang, rows = study.request.lang, _at_shown(study)
    clear = _clear_numbers(rows)
    everyone = rows[rows["key"] == ALL].iloc[0]
    if len(clear):
        best = clear.iloc[0]
        return text("worth_number", lang, what=best[f"label_{lang}"], worth=number(best["worth"], 2))
    if everyone["clear"]:
        return text("worth_together", lang, worth=number(everyone["worth"], 2))
    return text("worth_nothing", lang, upper=number(everyone["upper"], 2))


def sentence_sure(study: Study) -> list[str]:
    """How sure that is: the interval that picking the largest is paid for in, and what else is worth knowing."""
    lang, rows = study.request.lang, _at_shown(study)
    clear, everyone = _clear_numbers(rows), rows[rows["key"] == ALL].iloc[0]
    if clear.empty:
        ceiling = _plus(rows[rows["key"] == EVERYTHING].iloc[0])
        kind, told = ("together", everyone) if everyone["clear"] else ("nothing", everyone)
        return [text(f"worth_{kind}_sure", lang, ceiling=ceiling, **_ends(told))]
    said = [text("worth_number_sure", lang, **_ends(clear.iloc[0]))]
    if len(clear) == 1:
        return [*said, text("worth_no_other", lang)]
    second = clear.iloc[1]
    others = {"count": number(len(clear) - 1), "what": second[f"label_{lang}"]}
    return [*said, text("worth_others", lang, worth=number(second["worth"], 2), **others)]


def _at_shown(study: Study) -> pd.DataFrame:
    """What knowing is worth at the willingness to pay that is told at length."""
    return at_level(table_in(study, FILE), found_in(study)["shown"])


def _clear_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[(rows["kind"] == "number") & (rows["clear"] == True)]  # noqa: E712 - a column of three values


def _ends(row: pd.Series) -> dict[str, str]:
    """The ends of an interval in lasting alliances, and in million baht what lies between."""
    ends = {end: number(row[end], 2) for end in ("lower", "upper")}
    return ends | {"million": _million(row["baht"])}


def choice_sentence(study: Study) -> str:
    """What to choose without knowing more, and by how much it is ahead of the next."""
    lang, found, level = study.request.lang, found_in(study), _level(study)
    called, at = name(study.names, level["choice"], lang), level_words(found["shown"], lang)
    what = text("choose_none" if level["choice"] in found["references"] else "choose_one", lang, choice=called)
    if level["ahead"] is None:
        return text("choice_only", lang, what=what, at=at)
    mean, low, high = _lead(level)
    figures = {"lead": difference(mean, decimals([low, high])), "next": name(study.names, level["next"], lang)}
    return text("choice_clear" if low > 0.0 else "choice_open", lang, what=what, at=at, **figures)


def choice_sure(study: Study) -> str:
    """How sure that lead is, and how often another would be better."""
    lang, level = study.request.lang, _level(study)
    rows = _at_shown(study)
    otherwise = number(100 * rows.loc[rows["key"] == EVERYTHING, "changes"].iloc[0])
    if level["ahead"] is None:
        return text("choice_only_sure", lang, otherwise=otherwise)
    _, low, high = _lead(level)
    return text("choice_sure", lang, interval=between(low, high, lang, decimals([low, high])), otherwise=otherwise)


def _level(study: Study) -> dict[str, Any]:
    """What would be chosen at the willingness to pay that is told at length."""
    found = found_in(study)
    chosen: dict[str, Any] = next(one for one in found["levels"] if one["willingness"] == found["shown"])
    return chosen


def _lead(level: dict[str, Any]) -> list[float]:
    return [math.nan if level["ahead"][one] is None else level["ahead"][one] for one in ("mean", "low", "high")]


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table or a chart: everything, groups, and the first numbers."""
    return pd.concat([rows[rows["kind"] != "number"], rows[rows["kind"] == "number"].head(SHOWN)])


def _knowing(rows: pd.DataFrame, lang: Lang) -> list[list[str]]:
    """The table of what knowing is worth: everything, groups, and the numbers most worth knowing."""
    chosen = shown(rows)
    cells = [["", *(text(f"worth_{one}", lang) for one in ("what", "alliances", "baht", "changes"))]]
    for _, row in chosen.iterrows():
        cells.append(["" if _told(row) else "?", row[f"label_{lang}"], _plus(row), _paid(row), _changes(row)])
    return cells


def _told(row: pd.Series) -> bool:
    """Whether a worth is told from nothing; of everything, that is not asked."""
    return row["clear"] is None or bool(pd.isna(row["clear"]) or row["clear"])


def _plus(row: pd.Series) -> str:
    """A worth with its interval; the most it may be where it may be nothing."""
    if not _told(row):
        return f"≤ {number(row['upper'], 2)}" if row["upper"] >= _LEAST else "–"
    lower, upper = (number(row[end], 2) for end in ("lower", "upper"))
    return f"{number(row['worth'], 2)} ({lower}–{upper})" if row["error"] > 0.0 else "–"


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
    found, pilot = found_in(study), table_in(study, PILOT_FILE).iloc[0]
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
    """Whether a pilot pays, at which size best, and how much more it is worth than it costs."""
    lang = study.request.lang
    rows, best, key = _pilot_told(study)
    figures = {"what": _pilot_name(study, lang), "units": text(f"pilot_{rows.iloc[0]['unit']}", lang)}
    if key in ("nothing", "dear"):
        return text(f"pilot_{key}", lang, upper=number(rows["upper"].max(), 2), **figures)
    return text(f"pilot_{key}", lang, size=number(best["units"]), net=_million(best["net"]), **figures)


def pilot_sure(study: Study) -> list[str]:
    """Of the pilot that is told: what it is worth and costs, how often it changes the choice, and beyond what size."""
    lang = study.request.lang
    rows, best, key = _pilot_told(study)
    if key in ("nothing", "dear"):
        return []
    paid = best["willingness"] * best["decisions"]
    ends = {end: _million(best[end] * paid) for end in ("lower", "upper")}
    figures = {"size": number(best["units"]), "changes": _changes(best), "worth": _million(best["baht"]), **ends}
    figures |= {"cost": _million(best["cost"]), "units": text(f"pilot_{best['unit']}", lang)}
    said = text("pilot_sure", lang, **figures)
    if key != "pays":
        return [said]
    most = rows.loc[rows["clear"] & (rows["net_low"] > 0.0), "units"].max()
    beyond = "pilot_all" if most == rows["units"].max() else "pilot_beyond"
    return [f"{said} {text(beyond, lang, most=number(most))}"]


def _pilot_told(study: Study) -> tuple[pd.DataFrame, pd.Series, str]:
    """Pilots of every size at the willingness to pay that is told, the one to tell of, and what is said of it."""
    rows = at_level(table_in(study, PILOT_FILE), found_in(study)["shown"])
    sure = rows[rows["clear"]]
    pays, dear = sure[sure["net_low"] > 0.0], bool((rows["net_high"] < 0.0).all())
    chosen = next(one for one in (pays, sure, rows) if len(one))
    best = chosen.sort_values("net", ascending=False, kind="stable").iloc[0]
    if sure.empty:
        return rows, best, "dear" if dear else "nothing"
    return rows, best, "pays" if len(pays) else "never" if dear else "unsure"


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
    return float(row["worth"]), float(row["lower"]), float(row["upper"])


def draw(study: Study, folder: Path) -> None:
    """What knowing is worth, and what a pilot is worth by its size."""
    from analysis.charts import plot_knowing, plot_pilot

    lang, found, table = study.request.lang, found_in(study), table_in(study, FILE)
    folder.mkdir()
    rows = at_level(table, found["shown"])
    at = level_words(found["shown"], lang)
    note = "\n".join([text("worth_sure", lang, worlds=number(found["worlds"]), numbers=number(found["numbers"])),
                      text("worth_rests", lang)])  # fmt: skip
    title = text("knowing_title", lang, at=at)
    plot_knowing(shown(rows), lang, folder / "knowing", title=title, subtitle=sentence(study), note=note)
    exact = rows[rows["key"] == f"strength of {found['pilot']['of']}"]
    plot_pilot(
        at_level(table_in(study, PILOT_FILE), found["shown"]),
        _band(exact),
        lang,
        folder / "pilot",
        title=_pilot_head(study, lang).rstrip(":"),
        subtitle=pilot_sentence(study),
        note=pilot_terms(study),
    )

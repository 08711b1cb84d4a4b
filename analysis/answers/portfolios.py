"""What a search for portfolios says: a sentence to read out, how sure, a table, a calendar, scenario files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from analysis.answers.reported import leave_claimed
from analysis.answers.scenario_text import scenario_text
from analysis.answers.spreadsheet import write_spreadsheet
from analysis.language.labels import name, outcome, term
from analysis.pages.answer import Answer, ruled
from analysis.pages.answer import table as as_read
from analysis.portfolios.choices import CARE
from analysis.portfolios.naming import funded, members, million
from analysis.portfolios.optimising import Optimised, Verified, claimed
from analysis.portfolios.standing import crossed, overrun
from analysis.portfolios.tables import (
    Choice,
    budgets_table,
    calendar_table,
    chosen,
    portfolios_table,
)
from analysis.studies.study import calibration_words, given, names_of
from sim.ensembles.store import write_whole
from sim.language.harmless import harmless, options_of, pasted
from sim.language.layout import paragraph
from sim.language.numerals import counted, decimals, difference, estimated, number
from sim.language.texts import Lang, localised, text
from sim.provinces import PROVINCE_TERMS

_MILLION = 1e6
_COLUMNS = ("budget", "portfolio", "expected", "added", "median", "worst", "cost", "overrun", "level")
SCENARIOS = "scenarios"
"""Where in a folder the portfolios are, as scenario files."""


def leave(made: Optimised, into: Path) -> None:
    """Tables, charts, scenario files, and the page of all of them."""
    from analysis import charts

    portfolios = portfolios_table(made)
    for table, file in (
        (portfolios, "portfolios"),
        (budgets_table(made), "budgets"),
        (calendar_table(made), "calendar"),
    ):
        table.to_parquet(into / f"{file}.parquet", index=False)
        write_spreadsheet(table, into / f"{file}.csv")
    (into / SCENARIOS).mkdir()
    lang, drawn = made.request.lang, into / "charts"
    drawn.mkdir()
    for choice in chosen(made):
        if choice.best:
            best = made.portfolios[choice.best["mean"]]
            content = scenario_text(best.scenario, made.choices.base, *_titles(made, choice, best))
            write_whole(into / SCENARIOS / scenario_file(choice.budget), content.encode())
            charts.plot_calendar(best, choice.budget, lang, drawn / f"calendar-{_plain(choice.budget)}")
    charts.plot_portfolios(made, portfolios, lang, drawn / "portfolios")
    request = made.request
    typed = (*request.typed, "--replicates", str(request.replicates))
    claim, scenarios = claimed(request, made.choices, made.wanted), [one.scenario for one in made.portfolios]
    scenarios = [made.choices.base, *scenarios]
    leave_claimed(answered(made), into, claim=claim, typed=typed, lang=lang, scenarios=scenarios)


def _titles(made: Optimised, choice: Choice, best: Verified) -> tuple[tuple[str, str], tuple[str, str]]:
    """Name and description of a portfolio, each in English and Thai."""
    languages: tuple[Lang, Lang] = ("en", "th")
    named = tuple(text("portfolio_name", lang, budget=million(choice.budget)) for lang in languages)
    told = tuple(
        text("portfolio_about", lang, seed=made.request.seed, portfolio=members(best, lang)) for lang in languages
    )
    return (named[0], named[1]), (told[0], told[1])


def scenario_file(budget: float) -> str:
    """The name of the file of the best portfolio for a budget."""
    return f"best-{_plain(budget)}.toml"


def _plain(budget: float) -> str:
    return f"{budget:.0f}"


def words(made: Optimised) -> str:
    """What the terminal shows."""
    lang, found, said = made.request.lang, chosen(made), answered(made)
    head = text("optimise_head", lang, month=made.choices.base.months, base=base_name(made))
    sure = text("sure_head", lang), *said.sure, *said.rests
    parts = [*map(paragraph, (*said.said, "", *sure)), "", head, ""]
    parts += [*ruled(_cells(made, found), heads=2), ""]
    parts += [paragraph(line, rest="  ") for line in said.close]
    parts += [paragraph(line) for line in said.more]
    for choice in found:
        parts += ["", *_calendar(made, choice)] if choice.best else []
    return "\n".join([*parts, "", *_places(made, found)])


def answered(made: Optimised) -> Answer:
    """The answer, part by part, as ``words`` and the page have it: of the largest budget, beside the others."""
    lang, found = made.request.lang, chosen(made)
    said, *sure = _answer(made, found[-1])
    budgets = ", ".join(million(choice.budget) for choice in found)
    head = text("optimise_head", lang, month=made.choices.base.months, base=base_name(made)).rstrip(":")
    return Answer(
        question=text("question.optimise", lang, budgets=budgets, base=base_name(made)),
        said=(said,),
        sure=tuple(sure),
        rests=(text("optimise_assumed", lang), *_calibrated(made)),
        close=tuple(line for choice in found for line in _beside(made, choice)),
        more=tuple(_how(made)),
        tables=(as_read(head, _cells(made, found), "budgets.csv", heads=2),),
    )


def _calibrated(made: Optimised) -> list[str]:
    return calibration_words(made.request, len(made.raced.fresh))


def base_name(made: Optimised) -> str:
    """What portfolios are put on top of."""
    base = made.choices.base
    return name(names_of([base]), base.key, made.request.lang)


def _answer(made: Optimised, choice: Choice) -> list[str]:
    """The sentence to read out, and how sure it is."""
    lang, budget = made.request.lang, million(choice.budget)
    if not choice.best:
        return [text("optimise_nothing", lang, budget=budget, base=base_name(made))]
    place = choice.best["mean"]
    best, row = made.portfolios[place], _row(made, place)
    digits = decimals([row["added"]])
    said = text(
        "optimise_answer" if choice.clear else "optimise_unclear", lang, budget=budget, base=base_name(made),
        portfolio=funded(best, lang), expected=_expected(choice, lang, digits),
        measure=outcome(made.wanted.aim, lang), month=made.choices.base.months,
    )  # fmt: skip
    sure = text(
        "optimise_sure", lang, worlds=counted(len(made.raced.fresh), "world", lang), count=len(choice.level),
        apart=_in_all(made, choice), added=estimated(row["added"], row["low"], row["high"], lang, digits),
        overrun=number(100 * overrun(made.outcomes.of("cost")[:, [place]], choice.budget)[0]),
    )  # fmt: skip
    aside = made.raced.set_aside.get(choice.budget, 0)
    return [said, sure, *([text("optimise_aside", lang, count=aside)] if aside else [])]


def _expected(choice: Choice, lang: Lang, digits: int) -> str:
    """What the best adds where it was not picked: what there is to expect of it."""
    return estimated(choice.crossed.mean, choice.crossed.low, choice.crossed.high, lang, digits)


def _row(made: Optimised, place: int) -> dict[Any, Any]:
    table = portfolios_table(made)
    found: dict[Any, Any] = table[table["portfolio"] == made.portfolios[place].key].iloc[0].to_dict()
    return found


def _in_all(made: Optimised, choice: Choice) -> str:
    """What all that cannot be told apart have in common."""
    near = (choice.best["mean"], *choice.level)
    sets = [{lever for lever, _ in made.portfolios[place].where} for place in near]
    common = sorted(set.intersection(*sets), key=lambda lever: (not lever.isdecimal(), lever)) if len(sets) > 1 else []
    lang = made.request.lang
    told = ", ".join(str(int(lever)) if lever.isdecimal() else lever for lever in common)
    return " " + text("optimise_in_all", lang, common=told) if common else ""


def _cells(made: Optimised, found: list[Choice]) -> list[list[str]]:
    """Two lines of headings, and a line a budget."""
    lang = made.request.lang
    heads = [[text(f"optimise_columns.{key}", lang).split("|")[line] for key in _COLUMNS] for line in (0, 1)]
    return [*heads, *(_line(made, choice, lang) for choice in found)]


def _line(made: Optimised, choice: Choice, lang: Lang) -> list[str]:
    if not choice.best:
        return [million(choice.budget), text("portfolio_nothing", lang), *["–"] * (len(_COLUMNS) - 2)]
    place = choice.best["mean"]
    row = _row(made, place)
    digits = decimals([row["added"]])
    over = overrun(made.outcomes.of("cost")[:, [place]], choice.budget)[0]
    return [
        million(choice.budget),
        members(made.portfolios[place], lang),
        _expected(choice, lang, digits),
        difference(row["added"], digits),
        difference(row["median"], digits),
        difference(row["worst_tenth"], digits),
        number(row["cost"] / _MILLION, 1),
        number(100 * over),
        str(len(choice.level)),
    ]


def _beside(made: Optimised, choice: Choice) -> list[str]:
    """Where other aims disagree, and what decides between what is too close to call."""
    return [*_otherwise(made, choice), *_deciding(made, choice), *_provinces(made, choice)] if choice.best else []


def _otherwise(made: Optimised, choice: Choice) -> list[str]:
    """Which are best by other aims than the mean, and whether that is told from luck."""
    lang, budget = made.request.lang, million(choice.budget)
    others: dict[tuple[int, bool], list[str]] = {}
    for criterion in ("median", "worst_tenth", "regret"):
        place, sure = choice.best[criterion], criterion in choice.surely
        if place != choice.best["mean"]:
            others.setdefault((place, sure), []).append(text(f"criterion.{criterion}", lang))
    said = [
        text(
            "optimise_disagree" if sure else "optimise_disagree_level", lang, budget=budget,
            criterion=", ".join(by), portfolio=members(made.portfolios[place], lang),
        )
        for (place, sure), by in others.items()
    ]  # fmt: skip
    return said or [text("optimise_agree", lang, budget=budget)]


def _deciding(made: Optimised, choice: Choice) -> list[str]:
    """Of what is too close to call, the cheapest, and the one that helps most people in weak organisations."""
    lang, budget, best = made.request.lang, million(choice.budget), choice.best["mean"]
    rows = {place: _row(made, place) for place in (best, *choice.level)}
    called = {place: members(made.portfolios[place], lang) for place in rows}
    said, digits = [], decimals([rows[best]["added"]])
    cheapest = min(rows, key=lambda place: rows[place]["cost"])
    if cheapest != best:
        told = {"portfolio": called[cheapest], "cost": number(rows[cheapest]["cost"] / _MILLION, 1)}
        both = {key: difference(rows[at]["added"], digits) for key, at in (("added", cheapest), ("other", best))}
        said.append(text("optimise_cheaper", lang, budget=budget, **told, **both))
    most = max(rows, key=lambda place: rows[place]["weak_helped"])
    return [*said, _equity(made, choice, most)] if most != best else said


def _equity(made: Optimised, choice: Choice, most: int) -> str:
    """Which helps most people in weak organisations, and whether that is told from the best on average.

    In the same worlds, for all that are too close to call at once: the most of many is picked for its luck too.
    """
    from analysis.effects.statistics import clear, level_of_all, mean_interval

    lang, weak, best = made.request.lang, made.outcomes.of("weak_helped"), choice.best["mean"]
    more = weak[:, list(choice.level)] - weak[:, [best]]
    gap = mean_interval(weak[:, most] - weak[:, best], level_of_all(more, made.request.seed))
    return text(
        "optimise_equity" if clear(gap) else "optimise_equity_level", lang, budget=million(choice.budget),
        portfolio=members(made.portfolios[most], lang),
        weak=estimated(gap.mean, gap.low, gap.high, lang, decimals([gap.mean])),
    )  # fmt: skip


def _provinces(made: Optimised, choice: Choice) -> list[str]:
    """What letting provinces differ adds: the best of either sort, picked in one half of the worlds, in the other."""
    from analysis.effects.statistics import mean_interval

    apart = [place for place in choice.affordable if not made.portfolios[place].alike]
    alike = [place for place in choice.affordable if place not in apart]
    if not apart or not alike:
        return []
    values, lang = made.outcomes.of(made.wanted.aim), made.request.lang
    gap = mean_interval(crossed(values[:, apart]) - crossed(values[:, alike]))
    told = estimated(gap.mean, gap.low, gap.high, lang, decimals([gap.mean]))
    key = "optimise_provinces" if gap.low > 0.0 else "optimise_provinces_level"
    return [text(key, lang, budget=million(choice.budget), gap=told)]


def _how(made: Optimised) -> list[str]:
    """How the search was done, and how far to trust it."""
    lang, said = made.request.lang, []
    if made.wanted.carried > 0.0:
        said.append(text("optimise_carried", lang, share=number(100 * made.wanted.carried)))
    places = [place for place in chosen(made)[-1].affordable if made.portfolios[place].alike]
    if places:
        came = np.nanmean(made.outcomes.of(made.wanted.aim)[:, places], axis=0)
        foretold = np.array([made.portfolios[place].foretold for place in places])
        digits = decimals([float(came.mean())])
        figures = {
            "foretold": difference(float(foretold.mean()), digits),
            "came": difference(float(came.mean()), digits),
        }
        missed = number(float(np.sqrt(np.mean((came - foretold) ** 2))), digits)
        share = number(100 * made.raced.value.foretold)
        said.append(text("optimise_foretold", lang, count=len(places), missed=missed, share=share, **figures))
    return said


def _calendar(made: Optimised, choice: Choice) -> list[str]:
    """Months, and what acts in them, in the order of the months."""
    lang, best = made.request.lang, made.portfolios[choice.best["mean"]]
    table = calendar_table(made)
    lines = [text("optimise_calendar", lang, budget=million(choice.budget))]
    for (start, end), rows in table[table["budget"] == choice.budget].groupby(["start", "end"], sort=True):
        what = "; ".join(_acting(row, best, lang) for row in rows.to_dict("records"))
        lines.append(paragraph(text("optimise_calendar_line", lang, start=start, end=end, what=what), "  ", " " * 6))
    return lines


def _acting(row: dict[Any, Any], best: Verified, lang: Lang) -> str:
    """One recommendation of a calendar, or agencies' care."""
    if row["recommendation"] == CARE:
        who = [localised(one, "name", lang) for one in best.scenario.agencies if one.follow_up.high > 0.0]
        return text("optimise_care", lang, agencies=", ".join(who))
    found = {one.recommendation.label: one.recommendation for one in best.scenario.applied}[row["recommendation"]]
    said = [f"{found.number}. {localised(found, 'name', lang)}"]
    if row["intensity"] < 1.0:
        said.append(text("optimise_effort", lang, share=number(100 * row["intensity"])))
    provinces = str(row["provinces"]).split()
    if len(provinces) < len(PROVINCE_TERMS):
        said.append(f"({', '.join(term(one, lang) for one in provinces)})")
    return " ".join(said)


def _places(made: Optimised, found: list[Choice]) -> list[str]:
    lang, folder = made.request.lang, made.folder
    charts_ = sorted((folder / "charts").glob("*.png"))
    said = [
        text("charts_at", lang),
        *(f"  {harmless(chart)}" for chart in charts_),
        text("tables_at", lang, folder=harmless(folder)),
    ]
    bought = [choice for choice in found if choice.best]
    if not bought:
        return said
    said.append(text("optimise_scenarios", lang, folder=harmless(folder / SCENARIOS)))
    file = pasted(str(folder / SCENARIOS / scenario_file(bought[-1].budget)))
    options = options_of({"seed": made.request.seed + 1}) + given(made.request)
    return [*said, "", text("next_optimise", lang, file=file, given=options)]


def failures(made: Optimised) -> list[str]:
    """A line for each failed run: which it was, and why it failed."""
    failed = made.runs[made.runs["status"] == "failed"].drop_duplicates(["scenario", "draw"])
    rows = failed[["scenario", "draw", "seed", "reason"]].to_dict("records")
    return [f"  {row['scenario']}, world {row['draw'] + 1}, run seed {row['seed']}: {row['reason']}" for row in rows]


def summary(made: Optimised) -> dict[str, Any]:
    """The same for a program."""
    tables = {"portfolios": portfolios_table(made), "budgets": budgets_table(made), "calendar": calendar_table(made)}
    return {
        "calibrated": made.request.posterior is not None,
        "aim": made.wanted.aim,
        "worlds": len(made.raced.fresh),
        "runs": made.raced.runs,
        "foretold": made.raced.value.foretold,
        **{key: json.loads(table.to_json(orient="records")) for key, table in tables.items()},
        "level": {
            _plain(choice.budget): [made.portfolios[place].key for place in choice.level] for choice in chosen(made)
        },
        "headline": [_answer(made, choice)[0] for choice in chosen(made)],
        "folder": str(made.folder),
        "scenarios": [str(path) for path in sorted((made.folder / SCENARIOS).glob("*.toml"))],
        "charts": [str(chart) for chart in sorted((made.folder / "charts").glob("*.png"))],
    }

"""What the page says of findings: the answer first, how sure it is, charts, tables, and what all rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from analysis.answers.picture import typical
from analysis.effects.headline import headline
from analysis.effects.policies import MAIN
from analysis.effects.statistics import Estimate, clear
from analysis.effects.verdict import PRACTICAL
from analysis.exploring.bars import bar
from analysis.exploring.drawing import sample
from analysis.exploring.engine import Engine
from analysis.exploring.findings import Findings
from analysis.exploring.network import Network, counts, drawn, network
from analysis.exploring.network import key as forms_key
from analysis.exploring.paths import paths, styles
from analysis.exploring.settings import KEY
from analysis.exploring.templates import filled
from analysis.language.labels import name, outcome, unit
from analysis.studies.study import Request, calibration_words
from analysis.studies.support import remark
from sim.calendar import YEAR
from sim.language.numerals import between, decimals, estimated, number
from sim.language.texts import Lang, localised, text

PATHS = (MAIN, "operating")
"""What is drawn month by month."""
HEADINGS = ("answer", "paths", "effects")


class Typical(NamedTuple):
    """The number of a world, and the networks at its end under what is set and under what that is compared with."""

    world: int
    networks: Mapping[str, Network]


def typical_networks(engine: Engine, found: Findings) -> Typical:
    """Of the typical world under what is set; of none where every run of that failed."""
    done = found.runs[(found.runs["scenario"] == KEY) & (found.runs["status"] == "done")]
    if done.empty:
        return Typical(0, {})
    world = int(typical(done)["draw"])
    return Typical(world, {one.key: network(engine.end(one, world)) for one in found.scenarios[:2]})


def results(found: Findings, shown: Typical, request: Request, lang: Lang) -> Markup:
    """The results as HTML; ``request`` is where worlds come from."""
    return filled(
        "results.html",
        headings={one: text(f"explore_{one}", lang) for one in HEADINGS},
        answers=list(answers(found, lang)),
        charts=[(outcome(one, lang), paths(found, one, lang)) for one in PATHS],
        key=list(_key(found, lang)),
        chart_notes=[text("paths_note", lang), text("explore_overlap", lang), text("paths_ends", lang)],
        tables=[_table(found, reference, lang) for reference in found.against],
        columns=_columns(lang),
        effects_note=text("explore_effects_note", lang),
        network_heading=text("explore_network", lang, month=found.settings.months),
        which=_which(found, shown.world, lang),
        networks=[_map(found, one, of, lang) for one, of in shown.networks.items()],
        network_key=forms_key(lang),
        network_note=text("explore_network_key", lang),
        rests_head=text("rests_head", lang),
        rests=list(rests_on(found, request, lang)),
    )


def answers(found: Findings, lang: Lang) -> Iterator[tuple[str, bool]]:
    """Sentences, and whether they are the answer: of each comparison that, how sure it is, and if it is told apart."""
    if not found.settings.changed:
        yield text("explore_unchanged", lang, scenario=localised(found.settings.base, "name", lang)), True
    if not found.against:
        yield text("explore_nothing", lang), True
    for reference, table in found.against.items():
        row = table[table["outcome"] == MAIN].iloc[0]
        yield headline(table, (), found.names, lang), True
        yield _sure(row, lang), False
        if not clear(_estimate(row)) and reference in found.needed:
            worlds, other = found.needed[reference], name(found.names, reference, lang)
            key = "explore_needed" if worlds <= PRACTICAL else "explore_alike"
            yield text(key, lang, reference=other, worlds=number(float(f"{worlds:.2g}"))), False


def _sure(row: pd.Series, lang: Lang) -> str:
    """How sure the difference in the main outcome is, and what it is in single worlds."""
    of = _estimate(row)
    shares = {"more": number(100 * row["helped"]), "fewer": number(100 * row["harmed"])}
    figures = {"interval": between(of.low, of.high, lang, decimals([of.mean])), "worlds": number(of.draws)}
    return text("explore_sure", lang, **figures, **shares)


def rests_on(found: Findings, request: Request, lang: Lang) -> Iterator[str]:
    """What the answer rests on: the fit or none, what is drawn, what lasting means, what is assumed."""
    yield from calibration_words(request, found.worlds)
    yield text("same_worlds", lang)
    yield text("lasting_means", lang, year=YEAR)
    yield from remark([found.settings.scenario], lang)
    yield text("verdict_assumed", lang)
    yield text("explore_many", lang)
    if found.failed:
        yield text("verdict_failed", lang, failed=number(found.failed))


def _key(found: Findings, lang: Lang) -> Iterator[tuple[Markup, str, str]]:
    """A sample of each line, what it is of, and what is drawn of that."""
    for of, style in styles(found).items():
        drawn_as = text("explore_band" if style.band else "explore_line", lang)
        yield sample(style.colour, style.dash, style.width, style.band), name(found.names, of, lang), drawn_as


def _columns(lang: Lang) -> list[str]:
    return [text("run_outcome", lang), *(text(f"explore_{one}", lang) for one in ("difference", "shown", "shares"))]


def _table(found: Findings, reference: str, lang: Lang) -> tuple[str, list[list[object]]]:
    """What a comparison is of, and its rows."""
    said = {"policy": name(found.names, KEY, lang), "reference": name(found.names, reference, lang)}
    title = text("explore_against", lang, month=found.settings.months, worlds=number(found.worlds), **said)
    return title, [_cells(row, lang) for _, row in found.against[reference].iterrows()]


def _cells(row: pd.Series, lang: Lang) -> list[object]:
    """An outcome, its difference, whether that is told apart from none, and in how many worlds there is more."""
    measured = f"{outcome(row['outcome'], lang)} ({unit(row['outcome'], lang)})"
    of = _estimate(row)
    figures = estimated(*of[:3], lang, decimals([of.mean]))
    shown = "effects_clear_up" if of.low > 0 else "effects_clear_down" if of.high < 0 else "effects_unclear"
    more, fewer = row["helped"], row["harmed"]
    if row["outcome"] == "cost":  # of which less is better
        more, fewer = fewer, more
    shares = f"{number(100 * more)} / {number(100 * fewer)} %"
    return [measured, Markup("{} {}").format(figures, bar(*of[:3])), text(shown, lang), shares]


def _estimate(row: pd.Series) -> Estimate:
    return Estimate(float(row["difference"]), float(row["low"]), float(row["high"]), int(row["runs"]))


def _which(found: Findings, world: int, lang: Lang) -> str:
    """Which world it is of which the networks are."""
    own, worlds = name(found.names, KEY, lang), number(found.worlds)
    return text("explore_which", lang, world=number(world + 1), worlds=worlds, scenario=own)


def _map(found: Findings, scenario: str, of: Network, lang: Lang) -> tuple[str, str, Markup]:
    """A network under its name, with its counts."""
    called = name(found.names, scenario, lang)
    return called, counts(of, lang), drawn(of, called, lang)

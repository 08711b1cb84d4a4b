"""Where effects are: maps of what a policy adds in each province, of levels, and of what was observed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.patches import Patch

from analysis.charts.page import BLUE
from analysis.charts.shades import HATCH, bands, shade, tinted
from analysis.charts.tiles import Map, Tile, plot_map
from analysis.observed import Observed
from sim.calendar import YEAR
from sim.language.numerals import between, decimals, difference, number
from sim.language.texts import Lang, text


class Founded(NamedTuple):
    """Alliances founded with help under a scenario (as it is called), runs × provinces, and the observed ones."""

    scenario: str
    counts: pd.DataFrame
    observed: Observed


def plot_gain_map(
    rows: pd.DataFrame,
    places: pd.DataFrame,
    lang: Lang,
    path: Path,
    *,
    policy: str,
    subtitle: str,
    founded: Founded | None = None,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw what one policy (as it is called) adds in each province, and where it can be compared what was observed.

    Parameters
    ----------
    rows
        From ``effects.gains``, of that policy, by province.
    places
        As of ``tiles.plot_map``.
    remarks
        Lines for the note, beside those that are always there.
    """
    first = gain_map(rows, lang)
    note = _note("map_note", founded, lang, remarks)
    return _maps(
        first, places, lang, path, founded, title=gain_finding(rows, policy, lang), subtitle=subtitle, note=note
    )


def plot_level_map(
    levels: pd.DataFrame,
    places: pd.DataFrame,
    lang: Lang,
    path: Path,
    *,
    scenario: str,
    month: int,
    founded: Founded | None = None,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw how many alliances last in each province under a scenario (as it is called) in its last ``month``.

    ``levels`` from ``effects.gains``, by province; ``founded`` is what can be held against what was observed, if
    anything; the rest as of ``plot_gain_map``.
    """
    first, subtitle = level_map(levels, lang, month), text("map_runs", lang, runs=number(levels["runs"].max()))
    note = _note("map_note_levels", founded, lang, remarks)
    title = level_finding(levels, scenario, lang)
    return _maps(first, places, lang, path, founded, title=title, subtitle=subtitle, note=note)


def _maps(
    first: Map, places: pd.DataFrame, lang: Lang, path: Path, founded: Founded | None, **words: str
) -> tuple[Path, Path]:
    maps = [first, observed_map(founded, lang)] if founded else [first]
    return plot_map(places, maps, lang, path, **words)


def _note(key: str, founded: Founded | None, lang: Lang, remarks: Sequence[str]) -> str:
    """What squares and numbers are, what lasting is, that strengths are assumed, and further lines."""
    lines = [text(key, lang)]
    if founded:
        of = founded.observed
        figures = {"months": of.months, "total": of.total, "unknown": of.unknown}
        lines.append(text("map_note_observed", lang, scenario=founded.scenario, **figures))
    return "\n".join([*lines, text("lasting_means", lang, year=YEAR), text("assumed", lang), *remarks])


def gain_map(rows: pd.DataFrame, lang: Lang) -> Map:
    """What one policy adds in each province, with the interval for all at once; hatched where that holds 0.

    ``rows`` of ``effects.gains``, of one policy, by province.
    """
    digits, most = decimals(rows["difference"]), _most(rows["difference"])
    tiles = {
        row["group"]: Tile(
            difference(row["difference"], digits),
            between(row["simultaneous_low"], row["simultaneous_high"], lang, digits),
            shade(row, most),
        )
        for _, row in rows.iterrows()
    }
    return Map(text("map_gain_title", lang), tiles, bands(rows, lang, HATCH))


def level_map(levels: pd.DataFrame, lang: Lang, month: int) -> Map:
    """How many there are in each province under one scenario: the mean, and the middle 90 % of runs.

    ``levels`` of ``effects.gains``, by province.
    """
    digits, most = decimals(levels["mean"]), _most(levels["mean"])
    tiles = {
        row["group"]: Tile(
            number(row["mean"], digits), between(row["q05"], row["q95"], lang, digits), _level(row["mean"], most)
        )
        for _, row in levels.iterrows()
    }
    return Map(text("map_level_title", lang, month=month), tiles, _legend(lang, "map_lasting"))


def observed_map(founded: Founded, lang: Lang) -> Map:
    """Alliances founded with a team's help: the mean simulated, and how many the source names."""
    means, named = founded.counts.mean(), founded.observed.at_least("province")
    digits, most = decimals(means), _most(means)
    tiles = {
        str(key): Tile(number(mean, digits), text("map_named", lang, named=named[str(key)]), _level(mean, most))
        for key, mean in means.items()
    }
    return Map(text("map_observed_title", lang, months=founded.observed.months), tiles, _legend(lang, "map_founded"))


def gain_finding(rows: pd.DataFrame, policy: str, lang: Lang) -> str:
    """In how many provinces one policy (as it is called) clearly adds, and where most; can stand in place of its map.

    ``rows`` as for ``gain_map``.
    """
    up, down = rows["simultaneous_low"] > 0, rows["simultaneous_high"] < 0
    best = (rows[up] if up.any() else rows).sort_values("difference", ascending=False, kind="stable").iloc[0]
    said = text(
        "map_found" if up.any() else "map_none",
        lang,
        policy=policy,
        up=up.sum(),
        count=len(rows),
        place=best[f"label_{lang}"],
        gain=difference(best["difference"], decimals(rows["difference"])),
    )
    return text("map_fewer", lang, found=said, down=down.sum()) if down.any() else said


def level_finding(levels: pd.DataFrame, scenario: str, lang: Lang) -> str:
    """Where most and fewest alliances last under one scenario (as it is called); can stand in place of its map."""
    digits = decimals(levels["mean"])
    done = levels.dropna(subset="mean").sort_values("mean", ascending=False, kind="stable")
    if done.empty:
        return text("map_nothing", lang, scenario=scenario)
    most, least = done.iloc[0], done.iloc[-1]
    return text(
        "map_levels",
        lang,
        scenario=scenario,
        most=most[f"label_{lang}"],
        high=number(most["mean"], digits),
        least=least[f"label_{lang}"],
        low=number(least["mean"], digits),
    )


def _most(values: pd.Series) -> float:
    """The size that is drawn darkest."""
    return float(values.abs().max()) or 1.0


def _level(mean: float, most: float) -> str:
    return tinted(BLUE, mean / most)


def _legend(lang: Lang, key: str) -> list[Artist]:
    return [Patch(color=_level(0.7, 1.0), label=text(key, lang))]

"""Who gains: a heat map of policies by groups, in blocks of one unit each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.page import GREY, INK, new_page, page_style, save
from analysis.charts.rows import row_height
from analysis.charts.shades import bands, ink, shade
from analysis.effects.gains import FORM, HOUSEHOLD, PEOPLE, PROVINCE, REACH
from analysis.language.labels import Names, name, unit
from sim.calendar import YEAR
from sim.language.layout import cut, wrap
from sim.language.numerals import decimals, difference, number
from sim.language.texts import Lang, text

_ROW, _COLUMN, _GAP = 0.36, 0.72, 0.35  # inches of a row and of a column; of a column between two blocks
_LABEL, _HEAD = 46, 34  # letters in a line beside a row, and under a column
_COLUMNS = 24  # provinces at most beside each other
_NAMES, _HEADS, _BLOCK = 4.2, 2.3, 0.75  # inches for names of policies, of groups, and of blocks
_ACROSS = 12.5  # letters of a block's name to an inch
_PAGE = 12.0  # inches at least
_PERCENT = 100.0
_BLOCKS = {
    PEOPLE: "gains_block_people",
    HOUSEHOLD: "gains_block_household",
    REACH: "gains_block_reach",
    FORM: "gains_block_form",
    PROVINCE: "gains_block_province",
}


def plot_gains(
    table: pd.DataFrame,
    policies: Sequence[str],
    names: Names,
    lang: Lang,
    path: Path,
    *,
    subtitle: str,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw what each policy adds for people, those often left out among them, and forms of alliances.

    Parameters
    ----------
    table
        From ``effects.gains``.
    policies
        From the first row to the last; those on top of one reference.
    remarks
        Lines for the note, beside those that are always there.
    """
    rows = table[(table["breakdown"] != PROVINCE) & table["policy"].isin(list(policies))]
    columns, down = _across(rows), list(policies)
    where = pd.MultiIndex.from_frame(rows[["breakdown", "group"]])
    cells = rows.assign(x=columns["at"].reindex(where).to_numpy(), y=rows["policy"].map(down.index))
    across = dict(zip(columns["at"], columns[f"label_{lang}"]))
    title = people_finding(table, policies[0], names, lang)
    note = _note(["gains_note", "gains_household"], lang, remarks)
    called = [name(names, policy, lang) for policy in policies]
    return _heat_map(cells, across, called, lang, path, title=title, subtitle=subtitle, note=note)


def plot_gains_by_province(
    table: pd.DataFrame,
    policies: Sequence[str],
    names: Names,
    lang: Lang,
    path: Path,
    *,
    subtitle: str,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw the lasting alliances that each policy adds in each province; parameters as of ``plot_gains``.

    Policies are rows, or columns where there are more provinces than a page is wide.
    """
    rows = table[(table["breakdown"] == PROVINCE) & table["policy"].isin(list(policies))]
    labels = dict(zip(rows["group"], rows[f"label_{lang}"]))
    at = [rows["group"].map(list(labels).index), rows["policy"].map(list(policies).index)]
    heads = [list(labels.values()), [name(names, policy, lang) for policy in policies]]
    if len(labels) > _COLUMNS:
        at, heads = at[::-1], heads[::-1]
    cells, across = rows.assign(x=at[0], y=at[1]), {float(nth): head for nth, head in enumerate(heads[0])}
    title = provinces_finding(table, policies, names, lang)
    note = _note(["gains_note"], lang, remarks)
    return _heat_map(cells, across, heads[1], lang, path, title=title, subtitle=subtitle, note=note)


def _note(keys: Sequence[str], lang: Lang, remarks: Sequence[str]) -> str:
    return "\n".join([*(text(key, lang, year=YEAR) for key in (*keys, "lasting_means", "assumed")), *remarks])


def _across(rows: pd.DataFrame) -> pd.DataFrame:
    """Where each column of groups stands, with a gap before each further block; indexed by breakdown and group."""
    columns = rows.drop_duplicates(["breakdown", "group"]).set_index(["breakdown", "group"])
    blocks = columns.index.get_level_values("breakdown")
    return columns.assign(at=np.arange(len(columns)) + _GAP * pd.factorize(blocks)[0])


def _heat_map(
    cells: pd.DataFrame,
    across: Mapping[float, str],
    down: Sequence[str],
    lang: Lang,
    path: Path,
    *,
    title: str,
    subtitle: str,
    note: str,
) -> tuple[Path, Path]:
    """Draw cells coloured where an effect is clear, with a heading over each breakdown.

    Parameters
    ----------
    cells
        Rows of ``effects.gains``, each with the place of its cell: ``x``, and ``y`` from 0 at the top.
    across, down
        Place and label of each column, and labels of the rows.
    """
    labels = [wrap(label, _LABEL) for label in down]
    body = row_height(labels, _ROW) * len(down) + _HEADS + _BLOCK
    with page_style():
        wide = max(_PAGE, _NAMES + _COLUMN * (max(across) + 1))
        page = new_page(wide, 2.4 + body, title, subtitle, note, least=body)
        axes = page.figure.add_subplot()
        for breakdown, block in cells.groupby("breakdown", sort=False):
            _block(axes, block, _PERCENT if breakdown == REACH else 1.0)
            _head(axes, block, lang)
        axes.set(xlim=(-0.55, max(across) + 0.55), ylim=(len(down) - 0.5, -0.5))
        axes.set_yticks(range(len(down)), labels)
        axes.set_xticks(
            list(across), [wrap(cut(label, 2 * _HEAD), _HEAD) for label in across.values()], rotation=90, fontsize=9
        )
        _quiet(axes)
        page.legend(bands(cells, lang), columns=3)
        return save(page.figure, path, title, lang)


def _block(axes: Axes, block: pd.DataFrame, times: float) -> None:
    """The cells of one breakdown, darkest at the largest of them."""
    digits, most = decimals(times * block["difference"]), float(block["difference"].abs().max()) or 1.0
    for _, row in block.iterrows():
        x, y, face = row["x"], row["y"], shade(row, most)
        axes.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=face, lw=0))
        words = difference(times * row["difference"], digits)
        axes.text(x, y, words, ha="center", va="center", fontsize=8.5, color=ink(face))


def _head(axes: Axes, block: pd.DataFrame, lang: Lang) -> None:
    """What a block counts, and in which unit, over its middle."""
    by, outcome, first, last = (
        str(block["breakdown"].iloc[0]),
        str(block["outcome"].iloc[0]),
        block["x"].min(),
        block["x"].max(),
    )
    measured = text("gains_points", lang) if by == REACH else unit(outcome, lang)
    words = wrap(text(_BLOCKS[by], lang, unit=measured), int(_ACROSS * _COLUMN * (last - first + 1 + _GAP)))
    over = axes.annotate(words, ((first + last) / 2, 1), (0, 6), ("data", "axes fraction"), "offset points")
    over.set(ha="center", va="bottom", fontsize=8.5, color=GREY)


def _quiet(axes: Axes) -> None:
    """No ticks, lines or frame: cells speak for themselves."""
    axes.tick_params(length=0, colors=INK)
    axes.grid(visible=False)
    for side in axes.spines.values():
        side.set_visible(False)


def people_finding(table: pd.DataFrame, policy: str, names: Names, lang: Lang) -> str:
    """Whom one policy clearly helps, and of whom that is not told; can stand in place of the chart of groups."""
    rows = table[(table["policy"] == policy) & (table["breakdown"] == PEOPLE)]
    digits = decimals(rows["difference"])
    up, down = rows["simultaneous_low"] > 0, rows["simultaneous_high"] < 0
    parts = []
    for key, which, counted in (("more", up, True), ("fewer", down, True), ("unclear", ~(up | down), False)):
        said = [
            f"{row[f'label_{lang}']} {difference(row['difference'], digits)}" if counted else str(row[f"label_{lang}"])
            for _, row in rows[which].iterrows()
        ]
        parts += [text(f"gains_{key}", lang, groups=", ".join(said))] if said else []
    return text("gains_found", lang, policy=name(names, policy, lang), parts="; ".join(parts))


def provinces_finding(table: pd.DataFrame, policies: Sequence[str], names: Names, lang: Lang) -> str:
    """How many policies clearly add somewhere, and which most where; can stand in place of the chart of provinces."""
    rows = table[(table["breakdown"] == PROVINCE) & table["policy"].isin(list(policies))]
    sure = rows[rows["simultaneous_low"] > 0]
    if sure.empty:
        return text("gains_nowhere", lang, count=number(len(policies)))
    best = sure.sort_values("difference", ascending=False, kind="stable").iloc[0]
    return text(
        "gains_somewhere",
        lang,
        some=sure["policy"].nunique(),
        count=len(policies),
        policy=name(names, best["policy"], lang),
        place=best[f"label_{lang}"],
        gain=difference(best["difference"], decimals(rows["difference"])),
    )

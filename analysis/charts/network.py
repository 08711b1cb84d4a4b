"""A picture of one run: the nine provinces, their organisations, and the alliances that join them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.colours import FORMS as FORM_COLOURS
from analysis.charts.page import FAINT, GREY, HALO, INK, new_page, page_style, save, settle
from analysis.charts.spreading import beside, boxes_around, spread
from analysis.language.labels import term
from sim.calendar import YEAR
from sim.kinds import FORMS, REGISTERED
from sim.language.layout import wrap
from sim.language.numerals import number
from sim.language.texts import Lang, text
from sim.provinces import PROVINCE_TERMS

_MARKERS = {"cooperative": "o", "financial": "s", "other": "^"}
_DASHES = {True: "-", False: (0, (3, 2))}
_RULER = 20.0  # km
_HUBS_APART = 0.1  # of a panel
_PAGE = 11.0  # inches
_COLUMNS = ((1, 1), (4, 2), (9, 3), (20, 4), (1000, 7))  # up to how many provinces, so many panels beside each other
_SIDE = {1: 7.0, 2: 5.2, 3: 3.57, 4: 2.95, 7: 2.1}  # inches of a panel and its title
_POINTS = {1: 10.5, 2: 10.5, 3: 10.5, 4: 9.0, 7: 9.0}  # of its letters
_TITLE = {1: 99, 2: 60, 3: 46, 4: 32, 7: 20}  # letters of a line of the title
_LEGEND_ROWS = 4
_HUB, _DOT = 9.0, 5.0  # points across
_STATES = ((GREY, INK, "network_lasting"), (GREY, GREY, "network_operating"), ("white", GREY, "network_elementary"))


def kind_group(kind: str) -> str:
    """``cooperative`` for registered kinds, ``financial``, or ``other``."""
    return "cooperative" if kind in REGISTERED else "financial" if kind == "financial" else "other"


def plot_network(
    organisations: pd.DataFrame,
    memberships: pd.DataFrame,
    alliances: pd.DataFrame,
    lang: Lang,
    path: Path,
    *,
    title: str,
    subtitle: str,
    remarks: Sequence[str] = (),
) -> tuple[Path, Path]:
    """Draw a panel a province that has organisations, with these and its living alliances.

    Parameters
    ----------
    organisations
        Indexed by organisation: x_km, y_km, kind (key), province (key).
    memberships, alliances
        A row a present member: organisation, alliance. A row a living one: alliance, form, province and what it does.
    title, subtitle, remarks
        Which run this is, and lines for the note beside the one that is always there.
    """
    members = memberships.join(organisations, on="organisation")
    homes = _homes(organisations)
    wide = next(columns for most, columns in _COLUMNS if len(homes) <= most)
    with page_style():
        tall, note = 2.5 + -(-len(homes) // wide) * _SIDE[wide], "\n".join([text("network_note", lang), *remarks])
        page = new_page(_PAGE, tall, title, subtitle, note, legend_rows=_LEGEND_ROWS)
        panels = page.figure.subplots(-(-len(homes) // wide), wide, squeeze=False).ravel()
        hubs = []
        for axes, (province, here) in zip(panels, homes.items()):
            own = alliances[alliances["province"] == province]
            _title(axes, province, own, wide, lang)
            hubs.append(_province(axes, here, own, members, lang))
        _drop(panels[len(homes) :])
        page.legend(_legend(alliances, lang), columns=3 if len(alliances) else 2)
        settle(page.figure)
        for tell in zip(panels, homes.values(), hubs):
            _tell_away(*tell)
        return save(page.figure, path, finding(organisations, memberships, alliances, lang), lang)


def _homes(organisations: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The organisations of each province that has some."""
    found = dict(list(organisations.groupby("province")))
    return {one.key: found[one.key] for one in PROVINCE_TERMS if one.key in found}


def _drop(panels: Iterable[Axes]) -> None:
    for axes in panels:
        axes.remove()


def _title(axes: Axes, province: str, own: pd.DataFrame, wide: int, lang: Lang) -> None:
    """Which province a panel is of and how many alliances it has, in lines as long as so many panels leave."""
    counts = {state: int(own[state].sum()) for state in ("operating", "lasting")}
    words = text("network_panel", lang, province=term(province, lang), alive=len(own), **counts)
    axes.set_title(wrap(words, _TITLE[wide]), loc="left", fontsize=_POINTS[wide])


def _province(
    axes: Axes, here: pd.DataFrame, own: pd.DataFrame, members: pd.DataFrame, lang: Lang
) -> tuple[np.ndarray, np.ndarray]:
    """The panel of a province; returns what ``_alliances`` does."""
    _frame(axes, here, lang)
    _dots(axes, here, here.index.isin(members["organisation"]))
    return _alliances(axes, own, members)


def _frame(axes: Axes, here: pd.DataFrame, lang: Lang) -> None:
    """A square of the province without ticks, with a ruler in its corner."""
    axes.set(xticks=[], yticks=[], aspect="equal")
    x, y = here["x_km"].to_numpy(), here["y_km"].to_numpy()
    half = 0.54 * max(np.ptp(x), np.ptp(y), _RULER)
    middle = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    left, low = middle[0] - half, middle[1] - half
    axes.set(xlim=(left, middle[0] + half), ylim=(low - 0.16 * half, middle[1] + half))
    start = left + 0.05 * half, low - 0.06 * half
    axes.plot([start[0], start[0] + _RULER], [start[1]] * 2, color=GREY, lw=2)
    axes.text(start[0] + _RULER + 0.04 * half, start[1], text("kilometres", lang), va="center", fontsize=8, color=GREY)


def _dots(axes: Axes, here: pd.DataFrame, allied: np.ndarray) -> None:
    """Organisations: members dark, the others faint; the marker tells the group of kinds."""
    groups = here["kind"].map(kind_group)
    for group, marker in _MARKERS.items():
        for inside, colour, size, order in ((False, FAINT, 14, 1), (True, INK, 20, 3)):
            of = here[(groups == group) & (allied == inside)]
            axes.scatter(of["x_km"], of["y_km"], marker=marker, s=size, color=colour, linewidths=0, zorder=order)


def _alliances(axes: Axes, own: pd.DataFrame, members: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The alliances of a province, their hubs in the middle of the members who live there, but not on each other.

    Returns the hubs, (alliances, 2) km, and how many members of each live elsewhere, (alliances,).
    """
    near = members[members["province"].eq(own["province"].iloc[0])] if len(own) else members.iloc[:0]
    middles = near.groupby("alliance")[["x_km", "y_km"]].mean()
    drawn = own[own["alliance"].isin(middles.index)]
    apart = _HUBS_APART * float(np.ptp(axes.get_xlim()))
    hubs = spread(middles.loc[drawn["alliance"]].to_numpy(), apart)
    for hub, (_, alliance) in zip(hubs, drawn.iterrows()):
        _alliance(axes, alliance, near[near["alliance"] == alliance["alliance"]], hub)
    sizes, nears = (of["alliance"].value_counts().reindex(drawn["alliance"]) for of in (members, near))
    return hubs, (sizes - nears).to_numpy(int)


def _alliance(axes: Axes, alliance: pd.Series, near: pd.DataFrame, hub: np.ndarray) -> None:
    """Links from the members in the province to the hub."""
    colour, dash = FORM_COLOURS[alliance["form"]], _DASHES[bool(alliance["operating"])]
    for x, y in zip(near["x_km"], near["y_km"]):
        axes.plot([hub[0], x], [hub[1], y], color=colour, ls=dash, lw=1.2, alpha=0.8, zorder=2)
    fill = colour if alliance["operating"] else "white"
    edge = INK if alliance["lasting"] else colour
    axes.plot(*hub, "o", color=fill, markeredgecolor=edge, mew=1.6, markersize=7, zorder=4)


def _tell_away(axes: Axes, here: pd.DataFrame, found: tuple[np.ndarray, np.ndarray]) -> None:
    """Write how many members live elsewhere beside each hub that has some, and on no dot."""
    hubs, away = found
    if not away.any():
        return
    inch = axes.figure.dpi / 72
    to_points = axes.transData.transform
    dots, centres = to_points(here[["x_km", "y_km"]].to_numpy()) / inch, to_points(hubs) / inch
    taken = np.vstack([boxes_around(dots, _DOT), boxes_around(centres, _HUB)])
    within = np.array(axes.bbox.extents) / inch
    told = [
        axes.annotate(f"+{count}", hub, (0, 0), "data", "offset points", ha="center", va="center", zorder=5)
        for count, hub in zip(away[away > 0], hubs[away > 0])
    ]
    for one in told:
        one.set(fontsize=8, color=INK, bbox=HALO)
    sizes = np.array([one.get_window_extent().size for one in told]) / inch
    middles = beside(centres[away > 0], sizes, taken, within, _HUB / 2)
    for one, offset in zip(told, (middles - centres[away > 0]).round(2)):
        one.set_position(tuple(offset))


def _legend(alliances: pd.DataFrame, lang: Lang) -> list[Line2D]:
    """Forms, states of an alliance, and groups of kinds, a column each; forms that no alliance has are left out."""
    forms = [
        Line2D([], [], color=FORM_COLOURS[one.key], lw=2.5, label=text("network_form", lang, form=term(one.key, lang)))
        for one in FORMS
        if alliances["form"].eq(one.key).any()
    ]
    states = [
        Line2D(
            [],
            [],
            color=GREY,
            ls=_DASHES[fill == GREY],
            marker="o",
            mfc=fill,
            mec=edge,
            mew=1.6,
            label=text(key, lang, year=YEAR),
        )
        for fill, edge, key in _STATES
    ]
    kinds = [
        Line2D([], [], color=INK, ls="", marker=marker, label=text(f"network_{group}", lang))
        for group, marker in _MARKERS.items()
    ]
    alone = Line2D([], [], color=FAINT, ls="", marker="o", label=text("network_alone", lang))
    blanks = [Line2D([], [], ls="", label=" ") for _ in range(_LEGEND_ROWS - len(forms))] if forms else []
    return [*forms, *blanks, *states, alone, *kinds]


def finding(organisations: pd.DataFrame, memberships: pd.DataFrame, alliances: pd.DataFrame, lang: Lang) -> str:
    """How many alliances join how many organisations, and what becomes of them."""
    return text(
        "finding_network",
        lang,
        alive=len(alliances),
        members=number(memberships["organisation"].nunique()),
        all=number(len(organisations)),
        provinces=organisations["province"].nunique(),
        operating=int(alliances["operating"].sum()),
        lasting=int(alliances["lasting"].sum()),
    )

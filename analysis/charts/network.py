"""A picture of one run: the nine provinces, their organisations, and the alliances that join them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.page import BLUE, FAINT, GREEN, GREY, INK, ORANGE, new_page, page_style, save
from analysis.charts.spreading import spread
from analysis.language.labels import term
from sim.kinds import FORMS, REGISTERED
from sim.language.texts import Lang, text
from sim.provinces import PROVINCE_TERMS

_FORM_COLOURS = {"area": BLUE, "business": ORANGE, "academic": GREEN}
_MARKERS = {"cooperative": "o", "financial": "s", "other": "^"}
_DASHES = {True: "-", False: (0, (3, 2))}
_RULER = 20.0  # km
_HUBS_APART = 0.1  # of a panel


def kind_group(kind: str) -> str:
    """``cooperative`` for registered kinds, ``financial``, or ``other``."""
    return "cooperative" if kind in REGISTERED else "financial" if kind == "financial" else "other"


def plot_network(
    organisations: pd.DataFrame, memberships: pd.DataFrame, alliances: pd.DataFrame, lang: Lang, path: Path
) -> tuple[Path, Path]:
    """Draw a panel a province with its organisations and living alliances.

    Parameters
    ----------
    organisations
        Indexed by organisation: x_km, y_km, kind (key), province (key).
    memberships
        A row a present member: organisation, alliance.
    alliances
        A row an alliance that is alive: alliance, form (key), province (key), operating (bool).
    """
    members = memberships.join(organisations, on="organisation")
    with page_style():
        page = new_page(11, 12.6, text("network_title", lang), "", text("network_note", lang), legend_rows=3)
        panels = page.figure.subplots(3, 3).ravel()
        for axes, province in zip(panels, PROVINCE_TERMS):
            here = organisations[organisations["province"] == province.key]
            own = alliances[alliances["province"] == province.key]
            _frame(axes, here, lang)
            _dots(axes, here, here.index.isin(members["organisation"]))
            _alliances(axes, own, members)
            axes.set_title(_panel_title(province.key, own, lang), loc="left")
        page.legend(_legend(lang), columns=3)
        return save(page.figure, path)


def _panel_title(province: str, own: pd.DataFrame, lang: Lang) -> str:
    operating = int(own["operating"].sum())
    where = term(province, lang)
    return text("network_panel", lang, province=where, operating=operating, elementary=len(own) - operating)


def _frame(axes: Axes, here: pd.DataFrame, lang: Lang) -> None:
    """A square of the province without ticks, with a ruler in its corner."""
    axes.set(xticks=[], yticks=[], aspect="equal")
    if here.empty:
        return
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


def _alliances(axes: Axes, own: pd.DataFrame, members: pd.DataFrame) -> None:
    """The alliances of a province, their hubs in the middle of the members who live there, but not on each other."""
    near = members[members["province"].eq(own["province"].iloc[0])] if len(own) else members.iloc[:0]
    middles = near.groupby("alliance")[["x_km", "y_km"]].mean()
    drawn = own[own["alliance"].isin(middles.index)]
    apart = _HUBS_APART * float(np.ptp(axes.get_xlim()))
    hubs = spread(middles.loc[drawn["alliance"]].to_numpy(), apart)
    for hub, (_, alliance) in zip(hubs, drawn.iterrows()):
        away = int(
            (members["alliance"] == alliance["alliance"]).sum() - (near["alliance"] == alliance["alliance"]).sum()
        )
        _alliance(axes, alliance, near[near["alliance"] == alliance["alliance"]], hub, away)


def _alliance(axes: Axes, alliance: pd.Series, near: pd.DataFrame, hub: np.ndarray, away: int) -> None:
    """Links from the members in the province to the hub, and how many members live elsewhere."""
    colour, dash = _FORM_COLOURS[alliance["form"]], _DASHES[bool(alliance["operating"])]
    for x, y in zip(near["x_km"], near["y_km"]):
        axes.plot([hub[0], x], [hub[1], y], color=colour, ls=dash, lw=1.2, alpha=0.8, zorder=2)
    fill = colour if alliance["operating"] else "white"
    axes.plot(*hub, "o", color=fill, markeredgecolor=colour, mew=1.6, markersize=7, zorder=4)
    if away:
        axes.annotate(
            f"+{away}", (hub[0], hub[1]), xytext=(5, 4), textcoords="offset points", fontsize=8, color=INK, zorder=5
        )


def _legend(lang: Lang) -> list[Line2D]:
    """Forms, states of an alliance, and groups of kinds, in three columns."""
    forms = [
        Line2D(
            [], [], color=_FORM_COLOURS[form.key], lw=2.5, label=text("network_form", lang, form=term(form.key, lang))
        )
        for form in FORMS
    ]
    states = [
        Line2D([], [], color=GREY, ls=dash, marker="o", mfc=GREY if operating else "white", label=text(key, lang))
        for operating, dash, key in ((True, "-", "network_operating"), (False, _DASHES[False], "network_elementary"))
    ]
    kinds = [
        Line2D([], [], color=INK, ls="", marker=marker, label=text(f"network_{group}", lang))
        for group, marker in _MARKERS.items()
    ]
    alone = Line2D([], [], color=FAINT, ls="", marker="o", label=text("network_alone", lang))
    return [*forms, *states, alone, *kinds]

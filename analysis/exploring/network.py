"""Who works with whom at the end of one world: a square a province, organisations where they lie, and alliances."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from analysis.answers.picture import alliances, memberships, organisations
from analysis.exploring.drawing import BLUE, FAINT, GREEN, INK, ORANGE, dots, picture, sample, tag
from analysis.language.labels import term
from sim.kinds import FORMS
from sim.language.texts import Lang, text
from sim.provinces import PROVINCE_TERMS
from sim.records import State

FORM_COLOURS = {"area": BLUE, "business": ORANGE, "academic": GREEN}
_SIDE, _GAP, _HEAD = 134.0, 9.0, 18.0
_ACROSS = 3
_LEAST = 20.0  # km across, so that a province of one organisation has a size


class Network(NamedTuple):
    """The tables of one world, as ``answers.picture`` makes them."""

    organisations: pd.DataFrame
    memberships: pd.DataFrame
    alliances: pd.DataFrame


def network(state: State) -> Network:
    """The tables of a world."""
    return Network(organisations(state), memberships(state), alliances(state))


def counts(of: Network, lang: Lang) -> str:
    """How many alliances there are, operate, and last."""
    told = {state: int(of.alliances[state].sum()) for state in ("operating", "lasting")}
    return text("explore_network_counts", lang, alive=len(of.alliances), **told)


def drawn(of: Network, scenario: str, lang: Lang) -> Markup:
    """The picture; ``scenario`` is what it is called."""
    by_province = dict(list(of.organisations.groupby("province")))
    homes = [one.key for one in PROVINCE_TERMS if one.key in by_province]
    across = min(_ACROSS, len(homes)) or 1
    members = of.memberships.join(of.organisations, on="organisation")
    squares = []
    for place, province in enumerate(homes):
        corner = (place % across) * (_SIDE + _GAP), (place // across) * (_SIDE + _HEAD + _GAP)
        own = of.alliances[of.alliances["province"] == province]
        inside = _square(by_province[province], members[members["province"] == province], own)
        title = tag("text", term(province, lang), x=2, y=_HEAD - 5, font_size=13, fill=INK)
        frame = tag("rect", y=_HEAD, width=_SIDE, height=_SIDE, fill="none", stroke=FAINT)
        squares.append(tag("g", title, frame, *inside, transform=f"translate({corner[0]:g} {corner[1]:g})"))
    wide = across * (_SIDE + _GAP) - _GAP
    high = math.ceil(len(homes) / across) * (_SIDE + _HEAD + _GAP)
    return picture(wide, high, text("explore_alt_network", lang, scenario=scenario, counts=counts(of, lang)), *squares)


def _square(here: pd.DataFrame, members: pd.DataFrame, own: pd.DataFrame) -> list[Markup]:
    """What lies in a province: dots, the lines of its alliances, and their hubs."""
    x, y = here["x_km"].to_numpy(), here["y_km"].to_numpy()
    scale = 0.9 * _SIDE / max(np.ptp(x), np.ptp(y), _LEAST)
    middle = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2

    def place(a: float, b: float) -> tuple[float, float]:
        return _SIDE / 2 + (a - middle[0]) * scale, _HEAD + _SIDE / 2 - (b - middle[1]) * scale

    inside = here.index.isin(members["organisation"])
    spots = [place(a, b) for a, b in zip(x, y)]
    alone, allied = ([spot for spot, is_in in zip(spots, inside) if is_in == which] for which in (False, True))
    parts, hubs = [dots(alone, 3.0, FAINT)], []
    for alliance in own.itertuples():
        of = members[members["alliance"] == alliance.alliance]
        if of.empty:
            continue
        hub = place(float(of["x_km"].mean()), float(of["y_km"].mean()))
        colour = FORM_COLOURS[str(alliance.form)]
        ends = [place(a, b) for a, b in zip(of["x_km"], of["y_km"])]
        rays = "".join(f"M{hub[0]:.1f} {hub[1]:.1f}L{a:.1f} {b:.1f}" for a, b in ends)
        dash = "none" if alliance.operating else "3 2"
        parts.append(tag("path", d=rays, stroke=colour, stroke_dasharray=dash, stroke_opacity=0.8))
        fill, edge = colour if alliance.operating else "white", INK if alliance.lasting else colour
        hubs.append(tag("circle", cx=f"{hub[0]:.1f}", cy=f"{hub[1]:.1f}", r=3.5, fill=fill, stroke=edge))
    return [*parts, dots(allied, 3.4, INK), *hubs]


def key(lang: Lang) -> Markup:
    """What the colours of lines are."""
    samples = (
        tag("li", sample(FORM_COLOURS[one.key]), text("network_form", lang, form=term(one.key, lang))) for one in FORMS
    )
    return tag("ul", *samples, class_="key")

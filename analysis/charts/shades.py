"""Colours of cells and tiles: blue for more, red for fewer, the darker the more of it, grey for what is not told."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Patch

from analysis.charts.clarity import colour
from analysis.charts.page import BLUE, GREY, RED
from sim.language.texts import Lang, text

BLANK = "#f4f4f4"
HATCH, HATCHED = "////", "#d4d4d4"
_LEAST, _MOST = 0.25, 0.9  # of the full colour: the palest must still show, and no letter be lost on the darkest
_PARTED = 0.179  # luminance at which black letters and white stand out alike
_BANDS = ((BLUE, "shades_more"), (RED, "shades_fewer"))


def shade(row: pd.Series, most: float) -> str:
    """The colour of an effect: how much of blue or red goes by its size beside ``most``; pale grey where it is unclear.

    ``row`` has ``difference`` and the ends of its simultaneous interval.
    """
    full = colour(row)
    return BLANK if full == GREY else tinted(full, abs(row["difference"]) / most)


def tinted(full: str, share: float) -> str:
    """``full`` mixed with white: palest at a share of 0, darkest at 1."""
    much = _LEAST + (_MOST - _LEAST) * min(1.0, max(0.0, share))
    red, green, blue = (1 - much * (1 - part) for part in to_rgb(full))
    return str(to_hex((red, green, blue)))


def ink(face: str) -> str:
    """Letters that stand out on ``face`` by 4.5 to 1 or more (WCAG 2.1), quiet on what is not told."""
    if face == BLANK:
        return GREY
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(face)]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return "white" if luminance < _PARTED else "black"


def bands(rows: pd.DataFrame, lang: Lang, hatch: str = "") -> list[Artist]:
    """A sample of each colour that effects of ``rows`` have, named by what it means."""
    used = {colour(row) for _, row in rows.iterrows()}
    told: list[Artist] = [Patch(color=tinted(full, 0.7), label=text(key, lang)) for full, key in _BANDS if full in used]
    unclear = Patch(facecolor=BLANK, edgecolor=HATCHED, hatch=hatch, label=text("effects_unclear", lang))
    return [*told, unclear] if GREY in used else told

"""The letters of charts: an open font that has Thai and Latin, and the part of it that a chart is written in."""

from __future__ import annotations

import base64
import html
import io
import re
from functools import cache
from pathlib import Path

import fontpkg_sarabun
from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import font_manager

FAMILY: str = fontpkg_sarabun.FAMILY
_FACES = {400: "Regular", 700: "Bold"}
"""Weights that charts use, as SVG numbers them."""
_WRITTEN = re.compile(r'<text style="([^"]*)"[^>]*>([^<]*)</text>')
_WEIGHT = re.compile(r"font-weight: (\d+)")
_LATIN = "".join(map(chr, range(0x20, 0x7F))) + "\N{NO-BREAK SPACE}×–−‘’“”…"
_THAI = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)]))


def register() -> None:
    """Make the font known to the drawing library."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for file in map(_file, _FACES):
        if str(file) not in known:
            font_manager.fontManager.addfont(file)


def faces(svg: str) -> str:
    """A ``@font-face`` for each weight that ``svg`` is written in, with the alphabets that it uses and no others."""
    letters: dict[int, set[str]] = {}
    for style, words in _WRITTEN.findall(svg):
        found = _WEIGHT.search(style)
        letters.setdefault(int(found.group(1)) if found else 400, set()).update(html.unescape(words))
    return "".join(_face(weight, _with_alphabets(letters[weight])) for weight in sorted(letters))


def _with_alphabets(letters: set[str]) -> str:
    """``letters`` with the whole alphabets that they are of: charts of a study share one part, cut out once."""
    alphabets = [_LATIN, _THAI] if letters & set(_THAI) else [_LATIN]
    return "".join(sorted(letters.union(*alphabets)))


@cache
def _face(weight: int, letters: str) -> str:
    data = base64.b64encode(_part(weight, letters)).decode("ascii")
    source = f"url(data:font/woff;base64,{data}) format('woff')"
    return f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:{source}}}"


def _part(weight: int, letters: str) -> bytes:
    """The font with these letters alone, and all that places their marks; the same bytes for the same letters."""
    font = TTFont(_file(weight), recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _file(weight: int) -> Path:
    return Path(fontpkg_sarabun.ROOT) / "files" / f"{FAMILY}-{_FACES[weight]}.ttf"

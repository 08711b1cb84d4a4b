"""Templates, made with jinja2: what comes from outside is text in them, never markup."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_sarabun
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sim.language.texts import Lang, text

TEMPLATES = Path(__file__).with_name("templates")
_FIGURE = re.compile(r"([≤≥] ?)?[-+−]?[\d.,]*\d( [(±].*| / .*)?$|–?$")
"""A cell that is a figure, with its interval if it has one, or says that there is none."""
_FACES = {"normal": "Sarabun-Regular.ttf", "bold": "Sarabun-Bold.ttf"}


def page(template: str, lang: Lang, folder: Path = TEMPLATES, **values: Any) -> str:
    """The page of a template of a folder in a language; ``t`` in it is ``text`` in that language."""

    def told(key: str, **named: object) -> str:
        return text(key, lang, **named)

    return environment(folder).get_template(template).render(lang=lang, t=told, fonts=_fonts(), **values)


@cache
def environment(folder: Path) -> Environment:
    """The templates of a folder; ``jinja2.UndefinedError`` comes of a place that is left empty."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["figures"] = figures
    return made


def figures(rows: Sequence[Sequence[str]]) -> set[int]:
    """The columns that hold figures alone, which stand at the right."""
    return {nth for nth, column in enumerate(zip(*rows)) if any(column) and all(map(_FIGURE.match, column))}


@cache
def _fonts() -> Markup:
    """The faces of the typeface that charts have too, in the page itself (Sarabun, SIL Open Font License)."""
    faces = []
    for weight, file in _FACES.items():
        data = base64.b64encode((fontpkg_sarabun.ROOT / "files" / file).read_bytes()).decode()
        source = f"url(data:font/ttf;base64,{data}) format('truetype')"
        faces.append(f"@font-face{{font-family:Sarabun;font-weight:{weight};src:{source}}}")
    return Markup("\n".join(faces))

"""Every word that people read, once: a file for each room in ``texts/``, English beside Thai.

Labels of measures, kinds, forms and provinces stand where these are declared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sim.language.program import program

Lang = Literal["en", "th"]
FOLDER = Path(__file__).with_name("texts")
_PLACE: Mapping[str, int] = {"en": 0, "th": 1}


@cache
def texts() -> Mapping[str, tuple[str, str]]:
    """Key → English and Thai; ``KeyError`` where two files have one key."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for key, both in _flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if key in found:
                raise KeyError(f"{file.name}: {key} again")
            found[key] = both
    return found


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, str]]]:
    """Keys with dots for tables inside tables."""
    for key, inner in table.items():
        if set(inner) == {"en", "th"}:
            yield above + key, (inner["en"], inner["th"])
        else:
            yield from _flat(inner, f"{above}{key}.")


def text(key: str, lang: Lang, /, *values: object, **named: object) -> str:
    """The text of ``key`` with its places filled; ``KeyError`` for an unknown key or a place left empty.

    ``{program}`` is filled by itself: what the program is called, for a command that can be pasted.
    """
    return texts()[key][_PLACE[lang]].format(*values, **{"program": program(), **named})


@cache
def _told() -> Mapping[str, str]:
    return {en: th for key, (en, th) in texts().items() if key.startswith("told.")}


def told(words: str, lang: Lang) -> str:
    """``words`` that data files hold in English only, in ``lang``: as ``told.*`` has them, else as they are."""
    return _told().get(words, words) if lang == "th" else words


def localised(thing: object, attribute: str, lang: Lang) -> str:
    """``thing``'s text in ``lang``: its ``name_en`` or ``name_th`` for "name", its ``en`` or ``th`` for ""."""
    return str(getattr(thing, f"{attribute}_{lang}" if attribute else lang))

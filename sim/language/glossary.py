"""The glossary: one word for each thing, in English and Thai, what it means, and which words may not stand for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class Entry:
    """A thing: its word and meaning in both languages, their other forms, and words that no text may use for it.

    ``everyday`` tells that the English word also has a plain meaning, for which Thai may say something else.
    """

    en: str
    th: str
    means_en: str
    means_th: str
    forms_en: tuple[str, ...] = ()
    also_th: tuple[str, ...] = ()
    never_en: tuple[str, ...] = ()
    never_th: tuple[str, ...] = ()
    everyday: bool = False


@cache
def glossary() -> Mapping[str, Entry]:
    """Key → entry, in the order of ``glossary.toml``; ``TypeError`` for a key that no entry has."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: Entry(**{name: _frozen(value) for name, value in entry.items()}) for key, entry in entries.items()}


def _frozen(value: Any) -> Any:
    """Lists as tuples."""
    return tuple(value) if isinstance(value, list) else value

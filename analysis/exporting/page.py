"""The data dictionary to read: what is in the folder, then table by table, Thai and English beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.exporting.workbook import BOUNDS
from analysis.pages.page import page
from sim.language.texts import Lang, text

BOTH: tuple[Lang, Lang] = ("th", "en")
TEMPLATES = Path(__file__).with_name("templates")
HEADS = ("head_file", "head_column", "head_meaning", "head_unit")


def dictionary_page(
    question: str, files: dict[str, str], rows: Sequence[tuple[str, ...]], too_large: Sequence[str]
) -> bytes:
    """The page in UTF-8.

    Parameters
    ----------
    question : what the study asked, in the language it is told in
    files : name of each file or folder, and the end of the key of the text that says what it holds
    rows : of the dictionary (``dictionary.HEADINGS``)
    too_large : tables that are not in the workbook
    """
    tables: dict[str, list[tuple[str, ...]]] = {}
    for table, *row in rows:
        tables.setdefault(table, []).append(tuple(row))
    told = page(
        "dictionary.html.j2",
        "en",
        TEMPLATES,
        both=BOTH,
        study=_said("crate_title", question=question),
        title=_said("title"),
        guards=_said("guards"),
        terms=_said("terms"),
        too_large=_said("too_large", tables=", ".join(too_large), **BOUNDS) if too_large else [],
        **{key: _said(key) for key in HEADS},
        files={name: _said(f"file_{key}") for name, key in files.items()},
        tables=tables,
    )
    return told.encode()


def _said(key: str, **named: object) -> list[str]:
    return [text(f"export.{key}", lang, **named) for lang in BOTH]

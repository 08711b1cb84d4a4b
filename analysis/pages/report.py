"""``report.html``: what a study answers, in one file that opens without a network and prints on A4."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from analysis.pages.answer import Answer, Table, leave
from analysis.pages.data import data
from analysis.pages.page import TEMPLATES, page
from analysis.pages.pictures import pictures
from sim.language.texts import Lang

FILE = "report.html"
TEMPLATE = "report.html.j2"
SECTIONS = ("answer", "who", "money", "order", "course")


def write(answer: Answer, folder: Path, lang: Lang) -> None:
    """Leave the answer and the report of a folder of results that is complete but for them; both are handed on."""
    answer = answer.handed_on()
    leave(answer, folder)
    (folder / FILE).write_text(report([(answer, folder)], lang), encoding="utf-8", newline="\n")


def report(studies: Sequence[tuple[Answer, Path]], lang: Lang, *, same: str = "", beside: Table | None = None) -> str:
    """The page of one study, or of several one after the other.

    Parameters
    ----------
    studies : answers, and the folders of results they are in
    same : of several, a sentence on whether they met the same worlds
    beside : of several, a table of what each says of what they share
    """
    told = [
        {
            "answer": answer,
            "folder": str(folder),
            "pictures": {section: pictures(folder, section, lang, nth) for section in SECTIONS},
            "data": data(folder, lang),
            "nth": nth,
        }
        for nth, (answer, folder) in enumerate(studies, 1)
    ]
    return page(TEMPLATE, lang, studies=told, style=_own("report.css"), script=_own("report.js"),
                same=same, beside=beside)  # fmt: skip


def _own(file: str) -> Markup:
    """A file of ours, set into a page as it is."""
    return Markup((TEMPLATES / file).read_text(encoding="utf-8"))

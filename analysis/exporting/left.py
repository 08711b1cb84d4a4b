"""What an export leaves in its folder: tables, the workbook, networks, the dictionary, and the record of them all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.answers.spreadsheet import write_parts, write_spreadsheet
from analysis.exporting import networks
from analysis.exporting.crate import FILE as CRATE
from analysis.exporting.crate import Story, crate
from analysis.exporting.dictionary import CODES, EDGES, HEADINGS, NETWORKS, NODES, codes, of_table, shown
from analysis.exporting.ends import Ends
from analysis.exporting.network import EDGE_COLUMNS, NODE_COLUMNS
from analysis.exporting.page import dictionary_page
from analysis.exporting.tables import Table
from analysis.exporting.workbook import Sheet, workbook
from sim.ensembles.manifest import MANIFEST
from sim.ensembles.store import write_whole
from sim.language.texts import text

TABLES = "tables"
WORKBOOK, DICTIONARY, PAGE = "tables.xlsx", "data-dictionary.csv", "data-dictionary.html"
STUDY = f"study-{MANIFEST}"
FILES = {PAGE: "page", DICTIONARY: "dictionary", WORKBOOK: "workbook", TABLES: "tables", networks.FOLDER: "networks",
         STUDY: "study", CRATE: "crate", MANIFEST: "manifest"}  # fmt: skip
"""What is in an export, with the texts that say so."""
FIRST_SHEET = "data dictionary"


@dataclass(frozen=True)
class Contents:
    """All that an export is made of.

    Attributes
    ----------
    tables : those of the study
    ends : runs whose networks are shown; None where none can be
    story : what the record tells
    source : the folder of the study
    question : what the study asked, in the language it is told in
    """

    tables: Sequence[Table]
    ends: Ends | None
    story: Story
    source: Path
    question: str

    @property
    def columns(self) -> list[tuple[str, Sequence[str]]]:
        """Every table of the export with its columns, in the order in which they are told."""
        own = [(one.name, one.columns) for one in self.tables]
        of_networks = [(NETWORKS, networks.COLUMNS), (NODES, NODE_COLUMNS), (EDGES, EDGE_COLUMNS)] if self.ends else []
        return [*own, *of_networks, (CODES, tuple(codes().columns))]

    @property
    def too_large(self) -> list[str]:
        """Names of tables that have no sheet in the workbook (``workbook.fits``)."""
        return [one.name for one in self.tables if not one.fits]


def leave(made: Contents, told: Callable[[int], None], into: Path) -> None:
    """Write all of it into a folder; ``told`` hears how many networks there are so far."""
    (into / TABLES).mkdir()
    for one in made.tables:
        write_parts(one.parts(), into / TABLES / f"{one.name}.csv")
    added = {CODES: codes()}
    if made.ends:
        added = {NETWORKS: networks.leave_networks(made.ends, made.story.names, told, into), **added}
    for name, table in added.items():
        write_spreadsheet(table, into / TABLES / f"{name}.csv")
    rows = shown(made.columns)
    dictionary = pd.DataFrame(rows, columns=list(HEADINGS))
    write_spreadsheet(dictionary, into / DICTIONARY)
    sheets = [Sheet(one.name, one.columns, one.parts()) for one in made.tables if one.fits]
    sheets += [Sheet(name, tuple(table.columns), [table]) for name, table in added.items()]
    write_whole(into / WORKBOOK, workbook([Sheet(FIRST_SHEET, HEADINGS, [dictionary]), *sheets]))
    files = {name: key for name, key in FILES.items() if made.ends or name != networks.FOLDER}
    write_whole(into / PAGE, dictionary_page(made.question, files, rows, made.too_large))
    shutil.copyfile(made.source / MANIFEST, into / STUDY)
    write_whole(into / CRATE, crate(into, made.story, _called(made, added.get(NETWORKS))))


def _called(made: Contents, drawn: pd.DataFrame | None) -> dict[str, str]:
    """What the files of an export hold, in a few words, for its record."""
    named = {f"{TABLES}/{table}.csv": of_table(table).en for table, _ in made.columns}
    named |= {name: text(f"export.file_{key}", "en") for name, key in FILES.items()}
    for row in [] if drawn is None else drawn.to_dict("records"):
        where = text("export.of_world", "en", name=row["name"], world=row["world"])
        named |= {row[kind]: f"{kind}: {where}" for kind in networks.KEPT}
    return named

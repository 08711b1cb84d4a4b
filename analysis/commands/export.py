"""``export``: a finished study for other tools: CSV, Excel, GraphML, a data dictionary, a record for archives."""

from __future__ import annotations

import argparse
import re
from functools import partial
from pathlib import Path

from analysis.commands.options import given_to_the_study, posterior, typed_path, typed_words
from analysis.commands.parser import DONE, Commands, command, show, whole

LATEST = 2400
_ADDRESS = re.compile(r"https?://[!#-;=?-Z_a-z~]+", re.ASCII)


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "a finished study for other tools: tables as CSV and in one Excel workbook, what every column means,\n"
        "networks of organisations and alliances as GraphML, and a record for archives (RO-Crate)"
    )
    made = command(commands, "export", told=told, example="export results/demo", act=act)
    made.add_argument("folder", type=typed_path, metavar="DIR", help="a folder of results")
    made.add_argument(
        "--out", type=typed_path, metavar="DIR", help="folder of the export (default: beside the study, NAME-export)"
    )
    made.add_argument(
        "--world",
        type=whole(1, 1_000_000),
        metavar="K",
        help="networks of world K (default: the typical world of each scenario)",
    )
    made.add_argument(
        "--networks",
        nargs="+",
        default=[],
        metavar="KEY",
        help="scenarios whose networks are wanted (default: all; of many, those in their own months)",
    )
    given_to_the_study(made)
    made.add_argument("--published", type=day, metavar="DAY", help="day of publication in the record, as YYYY-MM-DD")
    made.add_argument(
        "--licence",
        type=address,
        metavar="URL",
        help="licence in the record (default: that of the program, MIT; none where organisations are your own)",
    )
    made.add_argument("--json", action="store_true", help="the summary as JSON, alone on standard output")


def day(typed: str) -> str:
    """A day of the common era, as the record takes it; a year of the Buddhist era is centuries ahead of it."""
    from datetime import date

    try:
        told = date.fromisoformat(typed)
    except ValueError:
        told = date.max
    if told.isoformat() != typed or told.year > LATEST:  # a week, or a day without hyphens, is a date too
        raise argparse.ArgumentTypeError(f"got {typed!r}; allowed: a day of the common era, as YYYY-MM-DD")
    return typed


def address(typed: str) -> str:
    """The address of a licence."""
    if not _ADDRESS.fullmatch(typed):
        raise argparse.ArgumentTypeError(
            f"got {typed!r}; allowed: an address, such as https://spdx.org/licenses/CC-BY-4.0"
        )
    return typed


def act(asked: argparse.Namespace) -> int:
    """Leave the export and say what is in it."""
    from analysis.exporting import export

    made = export.export(
        export.Wanted(
            folder=asked.folder,
            out=asked.out,
            world=asked.world,
            networks=tuple(asked.networks),
            organisations=asked.organisations,
            fit=partial(posterior, asked),
            named=any((asked.organisations, asked.posterior, asked.world, asked.networks)),
            published=asked.published,
            licence=asked.licence,
            typed=_words(asked),
            lang=asked.lang,
            quiet=asked.json,
        )
    )
    show(export.summary(made) if asked.json else export.words(made, asked.lang, asked.world))
    return DONE


def _words(asked: argparse.Namespace) -> tuple[str, ...]:
    """The words of the command, files by their names alone: what is exported stands in the record."""
    files = {key: Path(given).name for key in ("organisations", "posterior") if (given := getattr(asked, key))}
    return typed_words(argparse.Namespace(**{**vars(asked), **files, "folder": "DIR"}))

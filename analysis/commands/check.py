"""``check``: all faults of files, or that there are none."""

from __future__ import annotations

import argparse
import sys

from analysis.commands.parser import DONE, WRONG_INPUT, Commands, command


def add(commands: Commands) -> None:
    """Its options."""
    told = "all faults of scenarios and policies (.toml), of organisations, reports, fits and beliefs (.csv)"
    made = command(commands, "check", told=told, example="check mine.toml", act=act)
    made.add_argument("files", nargs="+", metavar="FILE")


def act(asked: argparse.Namespace) -> int:
    """Print all faults of files, or that there are none."""
    from analysis.answers.file_faults import check_file
    from sim.language.harmless import harmless
    from sim.language.texts import text

    found = [(file, check_file(file, asked.files)) for file in asked.files]
    for file, fault in found:
        if fault is None:
            print(text("check_fine", asked.lang, file=harmless(file)))
        else:
            print(fault.said(asked.lang), file=sys.stderr)
    return WRONG_INPUT if any(fault for _, fault in found) else DONE

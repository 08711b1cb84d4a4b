"""``report``: the page of finished studies again, in Thai or English, or of several in one."""

from __future__ import annotations

import argparse

from analysis.commands.options import typed_path
from analysis.commands.parser import DONE, Commands, command, show


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "the page of a finished study again from its folder, in a language, or one page of several studies;\n"
        "nothing is run"
    )
    made = command(commands, "report", told=told, example="report results/demo --lang th", act=act)
    made.add_argument("folders", nargs="+", type=typed_path, metavar="DIR", help="folders of results")
    made.add_argument(
        "--out", type=typed_path, metavar="FILE", help="the page (default: report.html in the folder; of several, here)"
    )
    made.add_argument("--json", action="store_true", help="where the page is, as JSON")


def act(asked: argparse.Namespace) -> int:
    """Tell finished studies again."""
    from functools import partial

    from analysis.answers.reports import reports
    from analysis.commands.retold import carried_out_again
    from sim.language.harmless import harmless
    from sim.language.layout import paragraph
    from sim.language.texts import text

    place = reports(asked.folders, asked.out, asked.lang, partial(carried_out_again, asked))
    in_place = len(asked.folders) == 1 and asked.out is None
    said = [text("report_at", asked.lang, file=harmless(place))]
    said += [paragraph(text("report_in_place", asked.lang))] if in_place else []
    show({"page": str(place)} if asked.json else "\n".join(said))
    return DONE

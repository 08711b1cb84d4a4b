"""``reproduce``: a finished study done again from its manifest, a sample of it or all, and compared byte for byte."""

from __future__ import annotations

import argparse
from functools import partial

from analysis.commands.options import given_to_the_study, posterior, typed_path, workers
from analysis.commands.parser import DONE, SOME_FAILED, Commands, command, show, whole


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "some worlds of a finished study done again from its manifest, or with --all the whole study, and compared\n"
        "byte for byte; exit code 3 where they differ"
    )
    made = command(commands, "reproduce", told=told, example="reproduce results/demo", act=act)
    made.add_argument("folder", type=typed_path, metavar="DIR", help="a folder of results")
    made.add_argument(
        "--worlds", type=whole(1, 10**6), default=5, metavar="N", help="worlds to do again, at least (default 5)"
    )
    made.add_argument("--all", action="store_true", help="the whole study, with its tables and charts")
    made.add_argument("--workers", type=whole(1, 1024), metavar="N", help="cores to use (default: all)")
    given_to_the_study(made)
    made.add_argument("--json", action="store_true", help="what came of it as JSON, alone on standard output")


def act(asked: argparse.Namespace) -> int:
    """Do a study again, and say whether it is the same."""
    from analysis.answers import reproduced
    from analysis.answers.reproducing import summary, words
    from analysis.commands.retold import carried_out_again

    of = asked.folder, asked.worlds, asked.organisations
    found = (
        reproduced.whole(asked.folder, partial(carried_out_again, asked))
        if asked.all
        else reproduced.sample(*of, partial(posterior, asked), workers(asked))
    )
    show(summary(found, asked.folder) if asked.json else words(found, asked.folder, asked.lang))
    return SOME_FAILED if found.differing else DONE

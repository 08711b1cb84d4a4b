"""``compare``: the main job, policies against what they build on."""

from __future__ import annotations

import argparse

from analysis.commands.options import finish, plan, request, study_options, told_failures, window_option
from analysis.commands.parser import Commands, command


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "policies against what they build on, in the same worlds: effects with intervals, charts.\n"
        "Without names: each recommendation on top of the programme, in three windows of months."
    )
    example = "compare all-14 media --replicates 300 --lang th"
    made = command(commands, "compare", told=told, example=example, act=act)
    made.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="shipped names or .toml files")
    study_options(made, 200)
    made.set_defaults(as_declared=True)
    window_option(made, "months in which all recommendations act; without names, those of the table and the charts")


def act(asked: argparse.Namespace) -> int:
    """Compare policies."""
    from functools import partial

    from analysis.answers import comparison
    from analysis.answers.contest import chosen

    contest = chosen(asked.scenarios, asked.window)
    if asked.plan:
        return plan(asked, contest.scenarios)
    study, declared = comparison.compare_both(request(asked, contest.scenarios), contest)
    tell = comparison.summary if asked.json else comparison.words
    code = finish(asked, study, partial(tell, contest, declared=declared))
    return max(code, told_failures(asked, declared)) if declared else code

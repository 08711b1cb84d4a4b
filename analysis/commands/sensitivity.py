"""``sensitivity``: which numbers an outcome hinges on, and which the difference between two policies."""

from __future__ import annotations

import argparse

from analysis.commands.options import finish, keep_runs_option, plan, request, study_options, window_option
from analysis.commands.parser import Commands, command


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "which numbers that nobody knows an outcome hinges on, which the difference between two policies, and where\n"
        "the better of the two does worse. Without names: the programme and each recommendation on top of it."
    )
    example = "sensitivity programme+04 programme+13 --difference programme+04 programme+13"
    made = command(commands, "sensitivity", told=told, example=example, act=act)
    made.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="shipped names or .toml files")
    made.add_argument(
        "--outcome",
        default="lasting",
        metavar="OUTCOME",
        help="a column of runs.parquet, such as alive (default lasting)",
    )
    made.add_argument(
        "--difference", nargs=2, metavar=("A", "B"), help="two of the scenarios (default: the two that lead)"
    )
    study_options(made, 500)
    keep_runs_option(made)
    window_option(made, "months in which all recommendations act")


def act(asked: argparse.Namespace) -> int:
    """Say what an outcome hinges on."""
    from analysis.answers import sensitivity, sensitivity_words
    from analysis.answers.choices import choices

    contest = choices(asked.scenarios, asked.window)
    question = sensitivity.ask(contest, asked.outcome, asked.difference)
    if asked.plan:
        return plan(asked, contest.scenarios)
    study = sensitivity_words.examine(request(asked, contest.scenarios), contest, question)
    return finish(asked, study, sensitivity.summary if asked.json else sensitivity_words.words)

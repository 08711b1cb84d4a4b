"""``worth``: what it would be worth to know a number before choosing, and what a pilot would be worth."""

from __future__ import annotations

import argparse

from analysis.commands.options import finish, keep_runs_option, plan, request, study_options, window_option
from analysis.commands.parser import Commands, command, whole
from sim.calendar import LAST_MONTH


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "what it would be worth to know a number, or a group of them, before choosing among policies, and what a\n"
        "pilot of a recommendation would be worth and cost. Without names: the programme, and each recommendation on\n"
        "top of it."
    )
    made = command(commands, "worth", told=told, example="worth --willingness 2000000 --pilot 4", act=act)
    made.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="shipped names or .toml files to choose among")
    made.add_argument(
        "--willingness",
        type=whole(1, 10**9),
        metavar="BAHT",
        help="baht for one more lasting alliance, so that costs count (default: told at several)",
    )
    made.add_argument(
        "--pilot",
        metavar="NUMBER",
        help="recommendation to try first, by number, or a policy by name (default: the one most worth knowing)",
    )
    made.add_argument(
        "--provinces", type=whole(1, 4), default=3, metavar="N", help="provinces of each arm of a pilot (default 3)"
    )
    made.add_argument(
        "--pilot-months", type=whole(1, LAST_MONTH), metavar="M", help="months of it (default: the whole campaign)"
    )
    made.add_argument(
        "--decisions", type=whole(1, 1000), default=1, metavar="N", help="decisions like this it serves (default 1)"
    )
    study_options(made, 500)
    keep_runs_option(made)
    window_option(made, "months in which all recommendations act")


def act(asked: argparse.Namespace) -> int:
    """Say what knowing is worth."""
    from analysis.answers import worth, worth_words
    from analysis.answers.choices import choices
    from analysis.answers.pilot import Terms, demand_pilot

    contest = choices(asked.scenarios, asked.window)
    terms = Terms(asked.provinces, asked.pilot_months, asked.decisions)
    demand_pilot(contest.scenarios, asked.pilot, terms)
    if asked.plan:
        return plan(asked, contest.scenarios)
    question = worth.Question(asked.willingness, asked.pilot, terms, tuple({*contest.references.values()}))
    study = worth_words.examine(request(asked, contest.scenarios), contest, question)
    return finish(asked, study, worth.summary if asked.json else worth_words.words)

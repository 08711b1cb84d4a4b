"""``compare``: the main job, policies against what they build on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.commands.options import (
    both,
    finish,
    keep_runs_option,
    plan,
    planned_between,
    request,
    study_options,
    told_failures,
    window_option,
)
from analysis.commands.parser import Commands, Parser, amount, command, whole

if TYPE_CHECKING:
    from analysis.answers.contest import Contest
    from analysis.studies.study import Study

WITHIN = 0.5
"""Lasting alliances, on average, that make no difference to whoever decides."""


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
    keep_runs_option(made)
    until_options(made)
    made.set_defaults(as_declared=True)
    window_option(made, "months in which all recommendations act; without names, those of the table and the charts")


def until_options(made: Parser) -> None:
    """Options of a comparison that goes on until it is clear which policy is best."""
    made.add_argument(
        "--until-clear",
        action="store_true",
        help="add worlds until it is clear which policy is best; the first batch is --replicates",
    )
    made.add_argument(
        "--within",
        type=amount(0.01, 100),
        metavar="ALLIANCES",
        help=f"a difference in lasting alliances that does not matter, for --until-clear (default {WITHIN})",
    )
    made.add_argument(
        "--max-worlds",
        type=whole(1, 1_000_000),
        metavar="N",
        help="the most worlds of --until-clear (default: 16 times the first batch)",
    )


def act(asked: argparse.Namespace) -> int:
    """Compare policies."""
    from functools import partial

    from analysis.answers import comparison
    from analysis.answers.contest import chosen

    contest = chosen(asked.scenarios, asked.window)
    tell = comparison.summary if asked.json else comparison.words
    if asked.until_clear:
        return _until_clear(asked, contest, tell)
    _refuse_alone(asked)
    if asked.plan:
        return plan(asked, contest.scenarios)
    study, declared = comparison.compare_both(request(asked, contest.scenarios), contest)
    return _finish_both(asked, study, declared, partial(tell, contest))


def _finish_both(asked: argparse.Namespace, study: Study, declared: Study | None, tell: Callable[..., object]) -> int:
    """Print what a comparison says, and what beliefs changed of it; failed runs of both are listed."""
    code = finish(asked, study, lambda finished: tell(finished, declared=declared))
    return max(code, told_failures(asked, declared)) if declared else code


def _until_clear(asked: argparse.Namespace, contest: Contest, tell: Callable[..., object]) -> int:
    """Compare in as many worlds as it takes; what beliefs changed is told of those very worlds."""
    from functools import partial

    from analysis.answers.comparison import compare_as_declared
    from analysis.answers.until_clear import aim_of, plans, until_clear

    aim = aim_of(asked.replicates, WITHIN if asked.within is None else asked.within, asked.max_worlds)
    what = request(asked, contest.scenarios)
    if asked.plan:
        return planned_between(asked, *(both(asked, what, one) for one in plans(what, contest, aim)))
    study, clear = until_clear(what, contest, aim)
    return _finish_both(asked, study, compare_as_declared(study.request, contest), partial(tell, contest, until=clear))


def _refuse_alone(asked: argparse.Namespace) -> None:
    """``InputFault`` for an option that means nothing without ``--until-clear``."""
    from sim.inputs.phrases import phrase
    from sim.inputs.reading import refuse

    for option, value in (("--within", asked.within), ("--max-worlds", asked.max_worlds)):
        if value is not None:
            raise refuse(f"{option} {value:g}", phrase("alone_without_until"), phrase("with_until"))

"""``run``: one scenario, its tables and charts."""

from __future__ import annotations

import argparse

from analysis.commands.options import finish, keep_runs_option, plan, request, study_options, window_option
from analysis.commands.parser import Commands, command, whole


def add(commands: Commands) -> None:
    """Its options."""
    told = "run one scenario: tables and charts"
    made = command(commands, "run", told=told, example="run programme --replicates 50", act=act)
    made.add_argument("scenario", help="the name of a shipped scenario, or a .toml file")
    study_options(made, 100)
    keep_runs_option(made)
    window_option(made, "months in which its recommendations act, as in NAME@late")
    made.add_argument("--world", type=whole(1, 1_000_000), metavar="K", help="only world K of them, to run it again")


def act(asked: argparse.Namespace) -> int:
    """Run one scenario."""
    from analysis.answers import outcomes
    from sim.scenario import load_scenario

    scenario = load_scenario(f"{asked.scenario}@{asked.window}" if asked.window else asked.scenario)
    if asked.plan:
        return plan(asked, [scenario])
    study = outcomes.run(request(asked, [scenario]), scenario)
    return finish(asked, study, outcomes.summary if asked.json else outcomes.words)

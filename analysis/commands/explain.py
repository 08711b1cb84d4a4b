"""``explain``: a scenario in words, before anything is run."""

from __future__ import annotations

import argparse

from analysis.commands.parser import DONE, Commands, command, show


def add(commands: Commands) -> None:
    """Its options."""
    told = "a scenario in words, before anything is run"
    made = command(commands, "explain", told=told, example="explain programme", act=act)
    made.add_argument("scenario", help="the name of a shipped scenario, or a .toml file")


def act(asked: argparse.Namespace) -> int:
    """Print a scenario in words."""
    from sim.scenario import load_scenario
    from sim.telling.explanation import describe_scenario

    show(describe_scenario(load_scenario(asked.scenario), asked.lang))
    return DONE

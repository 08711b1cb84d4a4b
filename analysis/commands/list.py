"""``list``: the recommendations, scenarios and policies there are."""

from __future__ import annotations

import argparse

from analysis.commands.parser import DONE, Commands, command, show


def add(commands: Commands) -> None:
    """Its options."""
    told = "recommendations, scenarios and policies there are"
    made = command(commands, "list", told=told, example="list --lang th", act=act)
    made.add_argument("--json", action="store_true", help="as JSON")


def act(asked: argparse.Namespace) -> int:
    """Print what there is to choose from."""
    from sim.telling.catalogue import catalogue, catalogue_data

    show(catalogue_data() if asked.json else catalogue(asked.lang))
    return DONE

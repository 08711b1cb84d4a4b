"""``list``: the recommendations, scenarios and policies there are."""

from __future__ import annotations

import argparse
import sys

from analysis.commands.parser import DONE, WRONG_INPUT, Commands, command, show


def add(commands: Commands) -> None:
    """Its options."""
    told = "recommendations, scenarios and policies there are"
    made = command(commands, "list", told=told, example="list --lang th", act=act)
    made.add_argument("--json", action="store_true", help="as JSON")


def act(asked: argparse.Namespace) -> int:
    """Print what there is to choose from, and what is wrong with files that should have been among it."""
    from sim.telling.catalogue import catalogue, catalogue_data, stock

    there = stock()
    show(catalogue_data(there) if asked.json else catalogue(there, asked.lang))
    for fault in there.faults:
        print(fault.said(asked.lang), file=sys.stderr)
    return WRONG_INPUT if there.faults else DONE

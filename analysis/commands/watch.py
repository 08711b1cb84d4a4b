"""``watch``: one typical run, month by month, as a page for a browser."""

from __future__ import annotations

import argparse

from analysis.commands.options import (
    beliefs_option,
    fit_to_draw_from,
    request,
    seed_and_workers,
    typed_path,
    window_option,
)
from analysis.commands.parser import DONE, Commands, command, show, whole
from sim.calendar import LAST_MONTH

WORLDS = 100
"""Among how many worlds a typical one is chosen: as many as ``run`` has by itself."""


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "one typical run to watch, month by month: alliances founded, at work, slipping, ending, and why\n"
        "organisations did what they did; leaves one page of HTML that needs no network"
    )
    made = command(commands, "watch", told=told, example="watch programme --lang th --out class.html", act=act)
    made.add_argument("scenario", help="the name of a shipped scenario, or a .toml file")
    made.add_argument(
        "--world",
        type=whole(1, 1_000_000),
        metavar="K",
        help=f"world K, as in run (default: the one nearest the middle of {WORLDS})",
    )
    seed_and_workers(made, 1)
    made.add_argument(
        "--months", type=whole(1, LAST_MONTH), metavar="M", help="months to run (default: as the scenario says)"
    )
    window_option(made, "months in which its recommendations act, as in NAME@late")
    made.add_argument("--out", type=typed_path, metavar="FILE", help="a file that ends in .html, or a folder")
    made.add_argument(
        "--organisations", type=typed_path, metavar="CSV", help="your own organisations; see docs/your-data.md"
    )
    made.add_argument("--json", action="store_true", help="the summary as JSON, alone on standard output")
    fit_to_draw_from(made)
    beliefs_option(made)
    made.set_defaults(replicates=WORLDS, scheduler=None, keep_runs=False)


def act(asked: argparse.Namespace) -> int:
    """Leave the page and say where."""
    from analysis.watching import watch
    from sim.scenario import load_scenario

    scenario = load_scenario(f"{asked.scenario}@{asked.window}" if asked.window else asked.scenario)
    made = watch.watch(request(asked, [scenario]), scenario)
    show(watch.summary(made) if asked.json else watch.words(made))
    return DONE

"""``explore``: a page in the browser, on this machine, to try one scenario by sliders."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from analysis.commands.options import (
    beliefs_option,
    fit_to_draw_from,
    organisations_option,
    request,
    seed_and_workers,
)
from analysis.commands.parser import DONE, Commands, command, whole

if TYPE_CHECKING:
    from analysis.exploring.engine import Engine
    from sim.scenario import Scenario

BEGINNING = "programme"


def add(commands: Commands) -> None:
    """Its options."""
    told = "a page in the browser, on this machine alone: switch recommendations of a scenario, see what follows"
    made = command(commands, "explore", told=told, example="explore programme --lang th", act=act)
    made.add_argument(
        "scenario", nargs="?", default=BEGINNING, help=f"a shipped scenario or a .toml file (default {BEGINNING})"
    )
    made.add_argument("--port", type=whole(1, 65_535), metavar="P", help="port of the page (default: one that is free)")
    made.add_argument("--no-browser", action="store_true", help="say the address, and open no browser")
    seed_and_workers(made, 1)
    organisations_option(made)
    fit_to_draw_from(made)
    beliefs_option(made)
    # What the page itself says how much of, and what leaves no folder.
    made.set_defaults(replicates=1, months=None, out=None, json=True, scheduler=None, keep_runs=False)


def act(asked: argparse.Namespace) -> int:
    """Serve the page until somebody ends it."""
    from functools import partial
    from pathlib import Path

    from analysis.exploring.serving import HOST, free_port, server, shown
    from analysis.exploring.session import Session
    from sim.language.texts import text
    from sim.scenario import load_scenario

    base = load_scenario(asked.scenario)
    port = free_port(asked.port)
    make_engine = partial(_engine, asked, base)
    if asked.organisations or asked.posterior or asked.beliefs:
        make_engine()  # what is wrong with them is told before there is a page

    def make_page() -> object:
        from analysis.exploring.page import page

        return page(
            lambda say: Session(
                make_engine, _offered(base), base, asked.lang, say=say, folder=Path.cwd(), debug=asked.debug
            )
        )

    made, address = server(make_page, port), f"http://{HOST}:{port}/"
    made.start()
    print(text("explore_at", asked.lang, address=address), flush=True)
    if not asked.no_browser and not shown(address):
        print(text("explore_no_browser", asked.lang), flush=True)
    try:
        made.io_loop.start()
    except KeyboardInterrupt:
        print()
    return DONE


def _offered(base: Scenario) -> dict[str, Scenario]:
    """What the page can begin with: the one that was asked for, and those that come with the project."""
    from sim.scenario import load_scenario, shipped_scenarios

    shipped = {name: load_scenario(name) for name in shipped_scenarios()}
    return {base.typed: base} | shipped


def _engine(asked: argparse.Namespace, base: Scenario) -> Engine:
    """Worlds as the command line asks for them, told in the language of whoever looks at the page."""
    from analysis.exploring.engine import Engine

    return Engine(request(asked, [base]))

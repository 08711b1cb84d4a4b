"""``calibrate``: fit the model to a report of networks."""

from __future__ import annotations

import argparse

from analysis.calibration.readings import OPERATORS, SHIPPED_READING, SHIPPED_READINGS
from analysis.commands.options import places, planned, seed_and_workers, told_where, typed_path, typed_words, workers
from analysis.commands.parser import DONE, Commands, command, show, whole
from sim.calendar import PROGRAMME_MONTHS


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "fit the model to the 31 networks observed, or to a report of your own; leaves a posterior: sets of\n"
        "parameter values by how well they agree with it, from which run and compare draw"
    )
    made = command(commands, "calibrate", told=told, example="calibrate --observed mine.csv", act=act)
    made.add_argument("--observed", type=typed_path, metavar="CSV", help="your own report; see docs/calibration.md")
    made.add_argument(
        "--reading", choices=SHIPPED_READINGS, default=SHIPPED_READING, help="how the shipped report is read"
    )
    made.add_argument(
        "--counted",
        choices=OPERATORS,
        default=OPERATORS[0],
        help=f"what was counted: helped into being, those of them alive at month {PROGRAMME_MONTHS}, all alive then",
    )
    made.add_argument("--no-soft-evidence", action="store_true", help="only the report; see docs/calibration.md")
    made.add_argument("--sets", type=whole(64, 1_000_000), default=4096, metavar="N", help="first bank (default 4096)")
    seed_and_workers(made, 1)
    places(made)
    made.add_argument("--plan", action="store_true", help="how many runs, how long; runs nothing")


def act(asked: argparse.Namespace) -> int:
    """Fit the model, or say what that would take."""
    from analysis.answers import fit
    from analysis.calibration import course

    if asked.observed and asked.reading != SHIPPED_READING:
        asked.parser.error("--reading is of the shipped report; not allowed with --observed")
    wanted = course.Wanted(
        seed=asked.seed,
        workers=workers(asked),
        out=asked.out,
        lang=asked.lang,
        observed=asked.observed,
        reading=asked.reading,
        operator=asked.counted,
        plausible=not asked.no_soft_evidence,
        sets=asked.sets,
        organisations=asked.organisations,
        quiet=asked.json,
        typed=typed_words(asked),
    )
    if asked.plan:
        return planned(asked, course.plan(wanted))
    found = course.calibrate(wanted, fit.chart)
    told_where(asked, found.resumed, found.folder)
    show(fit.summary(found) if asked.json else fit.words(found))
    return DONE

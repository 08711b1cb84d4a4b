"""``validate``: is the model, and a fit of it, to be believed?"""

from __future__ import annotations

import argparse

from analysis.commands.options import (
    beliefs,
    beliefs_option,
    finish,
    fit_to_draw_from,
    places,
    plan,
    planned,
    posterior,
    request,
    seed_and_workers,
    told_where,
    typed_path,
    typed_words,
    workers,
)
from analysis.commands.parser import DONE, Commands, command, show, whole


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "check the patterns the model is judged by, in worlds drawn from a fit; with --calibration, also whether\n"
        "that fit is believable: recovery of synthetic truths, predictive checks, what is left out, other readings"
    )
    made = command(commands, "validate", told=told, example="validate --calibration results/fit", act=act)
    made.add_argument("--replicates", type=whole(2, 100_000), default=100, metavar="N", help="worlds (default 100)")
    seed_and_workers(made, 2)
    made.add_argument(
        "--calibration", type=typed_path, metavar="DIR", help="the folder that calibrate left: check its fit"
    )
    made.add_argument("--truths", type=whole(20, 10_000), default=200, metavar="N", help="truths (default 200)")
    made.add_argument(
        "--structure",
        action="store_true",
        help="instead: how the order of the recommendations changes with months, with what lasting means, and with "
        "the form of each rule that nobody knows",
    )
    fit_to_draw_from(made)
    beliefs_option(made)
    places(made)
    made.set_defaults(months=None, scheduler=None, keep_runs=False)  # of a study, as --structure is one
    made.add_argument("--plan", action="store_true", help="how many runs, how long; runs nothing")


def act(asked: argparse.Namespace) -> int:
    """Check the patterns, which recommendations need each other, and a fit."""
    from analysis.answers import validation

    if asked.calibration and asked.posterior:
        asked.parser.error("--posterior beside --calibration; allowed: one of them, the folder has a fit of its own")
    if asked.structure:
        return _structure(asked)
    wanted = validation.Wanted(
        replicates=asked.replicates,
        seed=asked.seed,
        workers=workers(asked),
        out=asked.out,
        lang=asked.lang,
        posterior=None if asked.calibration else posterior(asked),
        beliefs=beliefs(asked),
        calibration=asked.calibration,
        truths=asked.truths,
        organisations=asked.organisations,
        quiet=asked.json,
        typed=typed_words(asked),
    )
    if asked.plan:
        return planned(asked, validation.plan(wanted))
    found = validation.validate(wanted)
    told_where(asked, found.resumed, found.folder)
    show(found.figures if asked.json else validation.words(found, asked.lang))
    return DONE


def _structure(asked: argparse.Namespace) -> int:
    """How the order of the recommendations changes with what nobody knows, and with what somebody chose."""
    from analysis.answers import structure
    from analysis.belief.structure import scenarios

    if asked.calibration:
        asked.parser.error("--structure beside --calibration; allowed: one of them; --posterior takes a fit")
    if asked.plan:
        return plan(asked, scenarios())
    study = structure.examine(request(asked))
    return finish(asked, study, structure.summary if asked.json else structure.words)

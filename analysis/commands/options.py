"""Options that commands share, and what they ask of a study."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands.parser import DONE, SOME_FAILED, Parser, show, whole
from sim.calendar import LAST_MONTH
from sim.windows import WINDOWS

if TYPE_CHECKING:
    from analysis.calibration.posterior import Posterior
    from analysis.language.forecast import Forecast
    from analysis.studies.study import Request, Study
    from sim.beliefs import BeliefsFile
    from sim.scenario import Scenario


def typed_path(typed: str) -> Path:
    """A path as it was typed; ~ is one's home."""
    from sim.inputs.reading import path_of

    return path_of(typed)


def fit_or_none(typed: str) -> str:
    """The path of a fit, or the word none."""
    return typed if typed == "none" else str(typed_path(typed))


def seed_and_workers(made: Parser, seed: int) -> None:
    """Options of every command that simulates."""
    made.add_argument(
        "--seed", type=whole(0, 2**53), default=seed, metavar="S", help=f"key of all chance (default {seed})"
    )
    made.add_argument("--workers", type=whole(1, 1024), metavar="N", help="cores to use (default: all)")


A_FIT = "a fit to draw parameter values from (default: the shipped one); none: assumed ranges"


def fit_to_draw_from(made: Parser, told: str = A_FIT) -> None:
    """The option that names a fit."""
    made.add_argument("--posterior", type=fit_or_none, metavar="CSV", help=told)


def beliefs_option(made: Parser) -> None:
    """The option that names a file of beliefs."""
    made.add_argument(
        "--beliefs",
        type=typed_path,
        metavar="CSV",
        help="strengths, doses, costs and other numbers as somebody believes them; see docs/judgement.md",
    )


def organisations_option(made: Parser, told: str = "your own organisations; see docs/your-data.md") -> None:
    """The option that names a file of somebody's own organisations."""
    made.add_argument("--organisations", type=typed_path, metavar="CSV", help=told)


def given_to_the_study(made: Parser) -> None:
    """Options that name again what a finished study was given: its manifest has their digests alone."""
    organisations_option(made, "your own organisations: the same file that the study had, if it had one")
    fit_to_draw_from(made, "the fit that the study was drawn from: the same file, or none (default: the shipped one)")


def places(made: Parser) -> None:
    """Options of every command that leaves a folder: where, of whose organisations, and how it is told."""
    made.add_argument("--out", type=typed_path, metavar="DIR", help="results folder (default: results/…)")
    organisations_option(made)
    made.add_argument("--json", action="store_true", help="the summary as JSON, alone on standard output")


def window_option(made: Parser, told: str) -> None:
    """The option that moves recommendations to another window."""
    windows = "; ".join(f"{one.key}: {one.words('en')}" for one in WINDOWS.values())
    made.add_argument("--window", choices=tuple(WINDOWS), help=f"{told} ({windows})")


def keep_runs_option(made: Parser) -> None:
    """The option of commands whose months somebody may want."""
    made.add_argument(
        "--keep-runs", action="store_true", help="every month of every run as well (monthly_runs.parquet)"
    )


def study_options(made: Parser, replicates: int) -> None:
    """Options of commands that run ensembles."""
    made.add_argument(
        "--replicates",
        type=whole(1, 1_000_000),
        default=replicates,
        metavar="N",
        help=f"worlds each scenario is run in (default {replicates})",
    )
    seed_and_workers(made, 1)
    made.add_argument(
        "--months", type=whole(1, LAST_MONTH), metavar="M", help="months to run (default: as the scenario says)"
    )
    made.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster to run on; see docs/cluster.md")
    places(made)
    fit_to_draw_from(made)
    beliefs_option(made)
    made.add_argument("--plan", action="store_true", help="how many runs, how long, how much disk; runs nothing")


def workers(asked: argparse.Namespace) -> int:
    """How many cores to use."""
    from analysis.studies.study import all_cores

    return asked.workers or all_cores()


def posterior(asked: argparse.Namespace) -> Posterior | None:
    """The fit to draw parameter values from: the one asked for, the shipped one, or none."""
    from analysis.calibration.posterior import read, shipped_posterior
    from sim.ensembles.inventory import demand_as_written
    from sim.inputs.reading import partner

    if asked.posterior == "none":
        return None
    path = shipped_posterior() if asked.posterior is None else Path(asked.posterior)
    demand_as_written(path, partner(path, ".json"))
    return read(path)


def beliefs(asked: argparse.Namespace, scenarios: Sequence[Scenario] = ()) -> BeliefsFile | None:
    """What is believed otherwise than declared of numbers of the project, or of ``scenarios``."""
    from sim.beliefs import load_beliefs

    return load_beliefs(asked.beliefs, scenarios, with_fit=asked.posterior != "none") if asked.beliefs else None


def request(asked: argparse.Namespace, scenarios: Sequence[Scenario] = ()) -> Request:
    """What the command line asks of a study; of ``scenarios`` a file of beliefs may speak as well."""
    from analysis.studies.study import Request

    return Request(
        command=asked.command,
        replicates=asked.replicates,
        seed=asked.seed,
        months=asked.months,
        workers=workers(asked),
        out=asked.out,
        lang=asked.lang,
        organisations=asked.organisations,
        quiet=asked.json,
        scheduler=asked.scheduler,
        keep_runs=asked.keep_runs,
        world=getattr(asked, "world", None),
        posterior=posterior(asked),
        drawn_from=asked.posterior,
        beliefs=beliefs(asked, scenarios),
        typed=typed_words(asked),
    )


HOW = frozenset({
    "help", "lang", "debug", "out", "workers", "scheduler", "json", "plan", "replicates", "until_clear", "within",
    "max_worlds", "questionnaire",
})  # fmt: skip
"""What says how a command is carried out and told, and not what its results are; ``replicates`` is told by itself.

A questionnaire is no result, and is written where somebody says: never by words that a folder holds."""


def typed_words(asked: argparse.Namespace) -> tuple[str, ...]:
    """The words of a command from which its results follow: those that are not as they are when nothing is said."""
    words = [asked.command]
    for action in asked.parser._actions:
        value = getattr(asked, action.dest, None)
        if action.dest in HOW or value in (None, False, action.default):
            continue
        given_ = [_word(one) for one in (value if isinstance(value, list | tuple) else [value]) if one is not True]
        words += [*action.option_strings[-1:], *given_]
    return tuple(words)


def _word(value: object) -> str:
    """A value as it is typed: a number without what a machine adds to it."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def plan(asked: argparse.Namespace, scenarios: Sequence[Scenario]) -> int:
    """Print what a study would take."""
    from analysis.studies.forecast import forecast

    wanted = request(asked, scenarios)
    return planned(asked, both(asked, wanted, forecast(wanted, scenarios)))


def both(asked: argparse.Namespace, wanted: Request, found: Forecast) -> Forecast:
    """The same, twice where ``asked.as_declared`` says that it is also run without what is believed."""
    return found.twice() if getattr(asked, "as_declared", False) and wanted.believed else found


def planned(asked: argparse.Namespace, what: Forecast) -> int:
    """Print what something would take."""
    show(what.figures() if asked.json else what.words(asked.lang))
    return DONE


def planned_between(asked: argparse.Namespace, least: Forecast, most: Forecast) -> int:
    """Print what something would take that may end early."""
    from sim.language.texts import text

    ends = {"least": least, "most": most}
    told = [text(f"plan_{end}", asked.lang, forecast=what.words(asked.lang)) for end, what in ends.items()]
    show({end: what.figures() for end, what in ends.items()} if asked.json else "\n".join(told))
    return DONE


def told_where(asked: argparse.Namespace, resumed: bool, folder: Path) -> None:
    """Say on standard error that results were read from where this very command had left them."""
    import sys

    from sim.language.texts import text

    if resumed and not asked.json:
        print(text("resumed", asked.lang, folder=folder), file=sys.stderr)


def finish(asked: argparse.Namespace, study: Study, tell: Callable[[Study], object]) -> int:
    """Print what a study says; failed runs are listed with a line that runs each again."""
    told_where(asked, study.resumed, study.folder)
    show(tell(study))
    return told_failures(asked, study)


def told_failures(asked: argparse.Namespace, study: Study) -> int:
    """List failed runs of a study on standard error, if there are any; the exit code that says so."""
    import sys

    from analysis.studies.study import failures
    from sim.language.numerals import counted
    from sim.language.texts import text

    failed = failures(study)
    if failed:
        total = len(study.runs())
        print(
            text("runs_failed", asked.lang, failed=len(failed), total=counted(total, "run", asked.lang)),
            file=sys.stderr,
        )
        print("\n".join(failed[:20]), file=sys.stderr)
    return SOME_FAILED if failed else DONE

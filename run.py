"""The command line: parse, call, print where the results are; nothing else.

Everything heavy is imported inside the command that needs it, so that help answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from analysis.calibration.posterior import Posterior
    from analysis.study import Request, Study
    from sim.scenario import Scenario

DONE, FAULT, WRONG_INPUT, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
RAW = argparse.RawDescriptionHelpFormatter


class Parser(argparse.ArgumentParser):
    """A parser whose refusals name the nearest allowed word and go to standard error with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and where help is."""
        hint = "" if "did you mean" in message else nearest_hint(self, message)
        print(f"{self.prog}: {message}{hint}\nHelp: {self.prog} --help", file=sys.stderr)
        sys.exit(WRONG_INPUT)


def nearest_hint(parser: argparse.ArgumentParser, message: str) -> str:
    """The option or command that a mistyped word was most likely meant to be."""
    import difflib
    import re

    known = [word for action in parser._actions for word in (*action.option_strings, *map(str, action.choices or ()))]
    for typed in re.findall(r"(?:arguments: |choice: ')([^\s']+)", message):
        close = difflib.get_close_matches(typed.split("=")[0], known, n=1)
        if close:
            return f"; did you mean {close[0]}?"
    return ""


def whole(low: int, high: int) -> Callable[[str], int]:
    """A converter for whole numbers in a range."""

    def convert(text: str) -> int:
        allowed = f"got {text!r}; allowed: a whole number from {low} to {high}"
        try:
            value = int(text) if text.isascii() else None
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise argparse.ArgumentTypeError(allowed)
        return value

    return convert


def parser() -> Parser:
    """The whole command line."""
    top = Parser(
        prog="run.py",
        formatter_class=RAW,
        description="How alliances between cooperatives and people's organisations form and last:\n"
        "which recommendations matter, together with which, for whom and at what cost.\n"
        "เครือข่ายพันธมิตรของสหกรณ์และองค์กรประชาชนเกิดขึ้นและยั่งยืนได้อย่างไร",
        epilog="example: python run.py compare --replicates 200",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    add_list(commands)
    add_explain(commands)
    add_check(commands)
    add_run(commands)
    add_compare(commands)
    add_calibrate(commands)
    add_validate(commands)
    return top


Commands = argparse._SubParsersAction
READINGS = ("total", "lower-bounds", "flagship", "flagship-namely", "academic-complete")


def command(
    commands: Commands, name: str, help_: str, example: str, act: Callable[[argparse.Namespace], int]
) -> Parser:
    """A command with its help, an example, and what it calls."""
    made: Parser = commands.add_parser(
        name, help=help_, description=help_, epilog=f"example: python run.py {example}", formatter_class=RAW
    )
    made.set_defaults(act=act, parser=made)
    made.add_argument("--lang", choices=("en", "th"), default="en", help="language of what is printed and drawn")
    made.add_argument("--debug", action="store_true", help="show the whole trace of a fault")
    return made


def add_list(commands: Commands) -> None:
    """``list``."""
    made = command(commands, "list", "recommendations, scenarios and policies there are", "list --lang th", list_all)
    made.add_argument("--json", action="store_true", help="as JSON")


def add_explain(commands: Commands) -> None:
    """``explain``."""
    made = command(commands, "explain", "a scenario in words, before anything is run", "explain programme", explain)
    made.add_argument("scenario", help="the name of a shipped scenario, or a .toml file")


def add_check(commands: Commands) -> None:
    """``check``."""
    faults = "all faults of scenarios and policies (.toml), of organisations, reports and fits (.csv)"
    made = command(commands, "check", faults, "check mine.toml", check)
    made.add_argument("files", nargs="+", metavar="FILE")


def add_run(commands: Commands) -> None:
    """``run``."""
    made = command(commands, "run", "run one scenario: tables and charts", "run programme --replicates 50", run)
    made.add_argument("scenario", help="the name of a shipped scenario, or a .toml file")
    study_options(made, 100)
    made.add_argument("--world", type=whole(1, 1_000_000), metavar="K", help="only world K of them, to run it again")


def add_compare(commands: Commands) -> None:
    """``compare``."""
    made = command(
        commands,
        "compare",
        "policies against what they build on, in the same worlds: effects with intervals, charts.\n"
        "Without names: each of the 14 recommendations on top of the programme.",
        "compare all-14 media --replicates 300 --lang th",
        compare,
    )
    made.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="shipped names or .toml files")
    study_options(made, 200)


def add_calibrate(commands: Commands) -> None:
    """``calibrate``."""
    made = command(
        commands,
        "calibrate",
        "fit the model to the 31 networks observed, or to a report of your own; leaves a posterior: sets of\n"
        "parameter values by how well they agree with it, from which run and compare draw",
        "calibrate --observed mine.csv",
        calibrate,
    )
    made.add_argument("--observed", type=Path, metavar="CSV", help="your own report; see docs/calibration.md")
    made.add_argument("--reading", choices=READINGS, default=READINGS[-2], help="how the shipped report is read")
    made.add_argument(
        "--counted",
        choices=("created", "kept", "alive"),
        default="created",
        help="what was counted: helped into being, those of them alive at month 24, all alive then",
    )
    made.add_argument("--no-soft-evidence", action="store_true", help="only the report; see docs/calibration.md")
    made.add_argument("--sets", type=whole(64, 1_000_000), default=8192, metavar="N", help="first bank (default 8192)")
    seed_and_workers(made, 1)
    places(made)
    made.add_argument("--plan", action="store_true", help="how many runs, how long; runs nothing")


def add_validate(commands: Commands) -> None:
    """``validate``."""
    made = command(
        commands,
        "validate",
        "check the patterns the model is judged by, in worlds drawn from a fit; with --calibration, also whether\n"
        "that fit is believable: recovery of synthetic truths, predictive checks, what is left out, other readings",
        "validate --calibration results/fit",
        validate,
    )
    made.add_argument("--replicates", type=whole(2, 100_000), default=100, metavar="N", help="worlds (default 100)")
    seed_and_workers(made, 2)
    made.add_argument("--calibration", type=Path, metavar="DIR", help="the folder that calibrate left: check its fit")
    made.add_argument("--truths", type=whole(20, 10_000), default=200, metavar="N", help="truths (default 200)")
    fit_to_draw_from(made)
    places(made)


def seed_and_workers(made: Parser, seed: int) -> None:
    """Options of every command that simulates."""
    made.add_argument(
        "--seed", type=whole(0, 2**53), default=seed, metavar="S", help=f"key of all chance (default {seed})"
    )
    made.add_argument("--workers", type=whole(1, 1024), metavar="N", help="cores to use (default: all)")


def fit_to_draw_from(made: Parser) -> None:
    """The option that names a fit."""
    made.add_argument(
        "--posterior",
        metavar="CSV",
        help="a fit to draw parameter values from (default: the shipped one); none: assumed ranges",
    )


def places(made: Parser) -> None:
    """Options of every command that leaves a folder: where, of whose organisations, and how it is told."""
    made.add_argument("--out", type=Path, metavar="DIR", help="results folder (default: results/…)")
    made.add_argument("--organisations", type=Path, metavar="CSV", help="your own organisations; see docs/your-data.md")
    made.add_argument("--json", action="store_true", help="the summary as JSON, alone on standard output")


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
    made.add_argument("--months", type=whole(1, 600), metavar="M", help="months to run (default: as the scenario says)")
    made.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster to run on; see docs/cluster.md")
    places(made)
    fit_to_draw_from(made)
    made.add_argument(
        "--keep-runs", action="store_true", help="every month of every run as well (monthly_runs.parquet)"
    )
    made.add_argument("--plan", action="store_true", help="how many runs, how long, how much disk; runs nothing")


def list_all(asked: argparse.Namespace) -> int:
    """Print what there is to choose from."""
    from sim.telling.catalogue import catalogue, catalogue_data

    show(catalogue_data() if asked.json else catalogue(asked.lang))
    return DONE


def explain(asked: argparse.Namespace) -> int:
    """Print a scenario in words."""
    from sim.scenario import load_scenario
    from sim.telling.explanation import describe_scenario

    show(describe_scenario(load_scenario(asked.scenario), asked.lang))
    return DONE


def check(asked: argparse.Namespace) -> int:
    """Print all faults of files, or that there are none."""
    from analysis.checking import check_file
    from analysis.texts import text

    found = [(file, check_file(file)) for file in asked.files]
    for file, faults in found:
        for fault in faults:
            print(fault, file=sys.stderr)
        if not faults:
            print(text("check_fine", asked.lang, file=file))
    return WRONG_INPUT if any(faults for _, faults in found) else DONE


def run(asked: argparse.Namespace) -> int:
    """Run one scenario."""
    from analysis import single
    from sim.scenario import load_scenario

    scenario = load_scenario(asked.scenario)
    if asked.plan:
        return plan(asked, [scenario])
    study = single.run(request(asked), scenario)
    return finish(asked, study, single.summary if asked.json else single.words)


def compare(asked: argparse.Namespace) -> int:
    """Compare policies."""
    from functools import partial

    from analysis import compare as comparing

    contest = comparing.chosen(asked.scenarios)
    if asked.plan:
        return plan(asked, contest.scenarios)
    study = comparing.compare(request(asked), contest)
    return finish(asked, study, partial(comparing.summary if asked.json else comparing.words, contest.references))


def calibrate(asked: argparse.Namespace) -> int:
    """Fit the model to a report of networks."""
    from analysis import calibrate as calibrating

    if asked.observed and (asked.reading != READINGS[-2] or asked.no_soft_evidence):
        asked.parser.error("--reading and --no-soft-evidence are of the shipped report; not allowed with --observed")
    wanted = calibrating.Asked(
        asked.seed,
        workers(asked),
        asked.out,
        asked.lang,
        asked.observed,
        asked.reading,
        asked.counted,
        not asked.no_soft_evidence,
        asked.sets,
        asked.organisations,
        asked.json,
    )
    if asked.plan:
        show(calibrating.plan(wanted))
        return DONE
    from analysis import calibrated
    from analysis.texts import text

    found = calibrating.calibrate(wanted)
    if found.resumed and not asked.json:
        print(text("resumed", asked.lang, folder=found.folder), file=sys.stderr)
    show(calibrated.summary(found) if asked.json else calibrated.words(found))
    return DONE


def validate(asked: argparse.Namespace) -> int:
    """Check the patterns, which recommendations need each other, and a fit."""
    from analysis import validate as validating

    if asked.calibration and asked.posterior:
        asked.parser.error("--posterior beside --calibration; allowed: one of them, the folder has a fit of its own")
    found = validating.validate(
        validating.Asked(
            asked.replicates,
            asked.seed,
            workers(asked),
            asked.out,
            asked.lang,
            None if asked.calibration else posterior(asked),
            asked.calibration,
            asked.truths,
            asked.organisations,
            asked.json,
        )
    )
    show(found.figures if asked.json else validating.words(found, asked.lang))
    return DONE


def plan(asked: argparse.Namespace, scenarios: Sequence[Scenario]) -> int:
    """Print what a study would take."""
    from analysis.forecast import forecast

    show(forecast(request(asked), scenarios))
    return DONE


def workers(asked: argparse.Namespace) -> int:
    """How many cores to use."""
    from analysis.study import all_cores

    return asked.workers or all_cores()


def request(asked: argparse.Namespace) -> Request:
    """What the command line asks of a study."""
    from analysis.study import Request

    return Request(
        asked.command,
        asked.replicates,
        asked.seed,
        asked.months,
        workers(asked),
        asked.out,
        asked.lang,
        asked.organisations,
        asked.json,
        asked.scheduler,
        asked.keep_runs,
        getattr(asked, "world", None),
        posterior(asked),
        asked.posterior,
    )


def posterior(asked: argparse.Namespace) -> Posterior | None:
    """The fit to draw parameter values from: the one asked for, the shipped one, or none."""
    from analysis.calibration.posterior import read, shipped_posterior

    if asked.posterior == "none":
        return None
    return read(shipped_posterior() if asked.posterior is None else Path(asked.posterior))


def finish(asked: argparse.Namespace, study: Study, tell: Callable[[Study], object]) -> int:
    """Print what a study says; failed runs are listed with a line that runs each again."""
    from analysis.study import failures
    from analysis.texts import text

    if study.resumed and not asked.json:
        print(text("resumed", asked.lang, folder=study.folder), file=sys.stderr)
    show(tell(study))
    failed = failures(study)
    if failed:
        total = len(study.runs())
        print(text("runs_failed", asked.lang, failed=len(failed), total=total), file=sys.stderr)
        print("\n".join(failed[:20]), file=sys.stderr)
    return SOME_FAILED if failed else DONE


def show(what: object) -> None:
    """Print text as it is and anything else as JSON."""
    if isinstance(what, str):
        print(what.rstrip("\n"))
        return
    import json

    print(json.dumps(what, ensure_ascii=False, indent=1))


def complain(error: Exception, debug: bool) -> int:
    """Say what went wrong in a way that fits whose fault it was."""
    from sim.inputs.faults import InputFault

    if debug:
        raise error
    if isinstance(error, InputFault):
        print(error, file=sys.stderr)
        return WRONG_INPUT
    print(
        f"A fault of ours, not of your input: {type(error).__name__}: {error}\nAdd --debug to see where.",
        file=sys.stderr,
    )
    return FAULT


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Thai on a terminal of any locale
    asked, unknown = parser().parse_known_args(arguments)
    if unknown:
        asked.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        return int(asked.act(asked))
    except KeyboardInterrupt as interrupt:
        from analysis.texts import text

        print(text(getattr(interrupt, "said", "interrupted"), asked.lang, **vars(interrupt)), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has had enough
        return DONE
    except Exception as error:
        return complain(error, asked.debug)


def console() -> NoReturn:
    """The program: as ``main``, but once interrupted it ends at once, whatever runs are still under way."""
    code = main()
    if code == INTERRUPTED:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    console()

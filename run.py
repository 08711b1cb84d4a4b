"""The command line: hand over to a command, and end well whatever happens; the commands are in ``analysis/commands``.

Everything heavy is imported inside the command that needs it, so that help answers at once.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, NoReturn

from analysis.commands import (
    calibrate,
    check,
    compare,
    explain,
    explore,
    export,
    judge,
    optimise,
    report,
    reproduce,
    run,
    sensitivity,
    validate,
    watch,
    worth,
)
from analysis.commands import list as list_
from analysis.commands.environment import settle
from analysis.commands.parser import DONE, FAULT, INTERRUPTED, RAW, WRONG_INPUT, Parser
from analysis.commands.streams import fill_descriptors, heard
from sim.language.program import RUN, SCRIPT, program
from sim.language.translation import translated

if TYPE_CHECKING:
    from sim.language.texts import Lang

COMMANDS = (
    list_, explain, check, run, compare, optimise, sensitivity, worth, judge, calibrate, validate, report, reproduce,
    export, watch, explore,
)  # fmt: skip


def parser() -> Parser:
    """The whole command line."""
    top = Parser(
        prog=SCRIPT if program() == SCRIPT else RUN,
        formatter_class=RAW,
        description="How alliances between cooperatives and people's organisations form and last:\n"
        "which recommendations matter, together with which, for whom and at what cost.\n"
        "เครือข่ายพันธมิตรของสหกรณ์และองค์กรประชาชนเกิดขึ้นและยั่งยืนได้อย่างไร",
        epilog=f"example: {program()} compare --replicates 200",
    )
    top.set_defaults(whole=top)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    for one in COMMANDS:
        one.add(commands)
    return top


def complain(error: Exception, debug: bool, lang: Lang) -> int:
    """Say what went wrong in a way that fits whose fault it was."""
    from sim.inputs.faults import InputFault

    if debug:
        raise error
    if isinstance(error, InputFault):
        print(error.said(lang), file=sys.stderr)
        return WRONG_INPUT
    print(translated(f"A fault of ours, not of your input: {type(error).__name__}: {error}", lang), file=sys.stderr)
    print(translated("Add --debug to see where.", lang), file=sys.stderr)
    return FAULT


def carried_out(arguments: list[str] | None) -> int:
    """The exit code of one command, whatever happens to it."""
    asked = Namespace(lang="en", debug=False)
    try:
        asked, unknown = parser().parse_known_args(arguments)
        if unknown:
            asked.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
        return int(asked.act(asked))
    except SystemExit as end:  # help was asked for, or needed
        return int(end.code or DONE)
    except KeyboardInterrupt as interrupt:
        from sim.language.texts import text

        print(text(getattr(interrupt, "said", "interrupted"), asked.lang, **vars(interrupt)), file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        return complain(error, asked.debug, asked.lang)


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command; returns the exit code."""
    settle()
    return heard(lambda: carried_out(arguments))


def console() -> NoReturn:
    """The program: as ``main``, but once interrupted it ends at once, whatever runs are still under way."""
    fill_descriptors()
    code = main()
    if code == INTERRUPTED:
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    console()

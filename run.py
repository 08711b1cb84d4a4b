"""The command line: hand over to a command, and end well whatever happens; the commands are in ``analysis/commands``.

Everything heavy is imported inside the command that needs it, so that help answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from analysis.commands import calibrate, check, compare, explain, run, validate
from analysis.commands import list as list_
from analysis.commands.parser import DONE, FAULT, INTERRUPTED, RAW, WRONG_INPUT, Parser

if TYPE_CHECKING:
    from sim.language.texts import Lang

COMMANDS = (list_, explain, check, run, compare, calibrate, validate)


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
        from sim.language.texts import text

        print(text(getattr(interrupt, "said", "interrupted"), asked.lang, **vars(interrupt)), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has had enough
        return DONE
    except Exception as error:
        return complain(error, asked.debug, asked.lang)


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

"""The command line as such: exit codes, refusals that name the nearest word, whole numbers in a range."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from sim.language.program import program

DONE, FAULT, WRONG_INPUT, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
RAW = argparse.RawDescriptionHelpFormatter
Commands = argparse._SubParsersAction
Act = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser whose refusals name the nearest allowed word and go to standard error with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and where help is."""
        from sim.language.harmless import harmless

        hint = "" if "did you mean" in message else nearest_hint(self, message)
        print(f"{self.prog}: {harmless(message)}{hint}\nHelp: {self.prog} --help", file=sys.stderr)
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


def amount(low: float, high: float) -> Callable[[str], float]:
    """A converter for numbers in a range, whole or not."""

    def convert(text: str) -> float:
        try:
            value = float(text) if text.isascii() else None
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise argparse.ArgumentTypeError(f"got {text!r}; allowed: a number from {low:g} to {high:g}")
        return value

    return convert


def command(commands: Commands, name: str, *, told: str, example: str, act: Act) -> Parser:
    """A command with what is told of it, an example, and what it calls."""
    made: Parser = commands.add_parser(
        name,
        help=told,
        description=told,
        epilog=f"example: {program()} {example}",
        formatter_class=RAW,
    )
    made.set_defaults(act=act, parser=made)
    made.add_argument("--lang", choices=("en", "th"), default="en", help="language of what is printed and drawn")
    made.add_argument("--debug", action="store_true", help="show the whole trace of a fault")
    return made


def show(what: object) -> None:
    """Print text as it is and anything else as JSON."""
    if isinstance(what, str):
        print(what.rstrip("\n"))
        return
    import json

    print(json.dumps(what, ensure_ascii=False, indent=1))

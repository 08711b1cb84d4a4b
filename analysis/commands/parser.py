"""The command line as such: exit codes, refusals that name the nearest word, whole numbers in a range."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NoReturn

from sim.language.program import program
from sim.language.texts import Lang
from sim.language.translation import translated

DONE, FAULT, WRONG_INPUT, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
RAW = argparse.RawDescriptionHelpFormatter
Commands = argparse._SubParsersAction
Act = Callable[[argparse.Namespace], int]


class ThaiHelp(RAW):
    """Help in Thai: its heading, and lines that end between words."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows what can be typed."""
        super().add_usage(usage, actions, groups, f"{translated('usage:', 'th')} " if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        from sim.language.layout import wrap

        return wrap(" ".join(text.split()), width).splitlines()


class Parser(argparse.ArgumentParser):
    """A parser whose refusals name the nearest allowed word and go to standard error with exit code 2.

    Its library speaks English alone: ``--lang th`` among what was typed has its words translated.
    """

    lang: Lang = "en"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As the library does, in the language that is asked for."""
        typed = sys.argv[1:] if args is None else list(args)
        if "--lang=th" in typed or ("--lang", "th") in pairwise(typed):
            self._speak_thai()
        return super().parse_known_args(typed, namespace)

    def _speak_thai(self) -> None:
        self.lang, self.formatter_class = "th", ThaiHelp
        self.description, self.epilog = (self._told(words) for words in (self.description, self.epilog))
        for group in self._action_groups:
            group.title = self._told(group.title)
        for action in self._actions:
            for one in (action, *getattr(action, "_choices_actions", ())):
                one.help = self._told(one.help)

    def _told(self, words: str | None) -> str | None:
        return words and translated(words, self.lang)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and where help is."""
        from sim.language.harmless import harmless

        hint = "" if "did you mean" in message else nearest_hint(self, message)
        said, hint, help_ = (translated(words, self.lang) for words in (message, hint, f"Help: {self.prog} --help"))
        print(f"{self.prog}: {harmless(said)}{hint}\n{help_}", file=sys.stderr)
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

"""Text from outside (names, paths, cells, typed words) made harmless: to look at, and to paste into a shell.

A terminal obeys control characters, marks of direction turn what follows around, and XML forbids most of them. Bytes
of a file's name that are not UTF-8 stand in Python as halves of surrogate pairs, which cannot be written at all.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def harmless(text: object, keep: str = "") -> str:
    """``text`` with its unsafe characters as escapes, in the form that JSON reads as well; those in ``keep`` stay."""

    def escape(found: re.Match[str]) -> str:
        letter = found[0]
        return letter if letter in keep else _SHORT.get(letter, f"\\u{ord(letter):04x}")

    return UNSAFE.sub(escape, str(text))


def pasted(word: object) -> str:
    """A path or name as a shell takes it back: quoted where it must be, and never taken for an option or a home."""
    plain = str(word)
    if plain.startswith(("-", "~")):
        plain = f"./{plain}"
    if not UNSAFE.search(plain):
        return shlex.quote(plain)
    return "$'" + "".join(map(_byte, os.fsencode(plain))) + "'"


def _byte(byte: int) -> str:
    """A byte inside ``$'...'``."""
    return chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in "'\\" else f"\\{byte:03o}"


def options_of(chosen: Mapping[str, object]) -> str:
    """Options by name as they are typed, a space before each; those that are None were not given."""
    return "".join(f" --{name} {pasted(value)}" for name, value in chosen.items() if value is not None)

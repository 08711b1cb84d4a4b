"""Reading a TOML file strictly: every key has a type and a range, and nothing unknown passes.

A ``Table`` hands out values by name. What is wrong goes on a list of faults shared by all tables of a file, and a
harmless stand-in is returned, so that reading goes on and all faults are found in one pass.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.names import arabic, find, has_thai_digits, known
from sim.inputs.reading import SCENARIO_BYTES, read_text, refuse
from sim.language.harmless import UNSAFE, harmless
from sim.language.terms import Term

_LAYOUT = str.maketrans("\n\t", "  ")
_LONGEST_LINE = 2_000  # longer lines are no one's scenario, and slow the parser beyond bearing


class Table:
    """One table of a TOML file: ``file`` and ``key`` are its place, ``values`` what it says."""

    def __init__(self, file: str, key: str, values: dict[str, Any], faults: list[Fault]) -> None:
        self.file, self.key, self.values, self.faults = file, key, values, faults

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def path(self, name: str) -> str:
        """The place of ``name`` inside the file."""
        name = name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else shown(name)
        return f"{self.key}.{name}" if self.key else name

    def wrong(self, name: str, got: str, allowed: str, near: str | None = None) -> None:
        """Put a fault of ``name`` on the list."""
        self.faults.append(Fault(f"{self.file}: {self.path(name)}", got, allowed, near))

    def only(self, allowed: Sequence[str]) -> None:
        """Refuse every key that is not among ``allowed``."""
        for name in self.values:
            if name not in allowed:
                self.wrong(name, "an unknown key", ", ".join(allowed), nearest(name, allowed))

    def required(self, name: str, allowed: str) -> bool:
        """Whether ``name`` is there; a fault if not."""
        if name not in self.values:
            self.wrong(name, "nothing", allowed)
        return name in self.values

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not blank; required when there is no ``default``."""
        if name not in self.values and default is not None:
            return default
        if not self.required(name, "a text in quotation marks"):
            return ""
        value = self.values[name]
        if not isinstance(value, str) or not value.strip():
            self.wrong(name, shown(value), "a text in quotation marks, not blank")
            return ""
        return value.strip() if self._is_readable(name, value) else ""

    def _is_readable(self, name: str, value: str) -> bool:
        """Whether ``value`` is without control characters, and a name on one line; a fault if not."""
        on_one_line = "name" in (name, self.key)  # the name itself, or one of its two languages
        found = UNSAFE.search(value if on_one_line else value.translate(_LAYOUT))
        if found:
            what = "a line end or tab" if found[0] in "\n\t" else "a control character"
            self.wrong(name, f"{what} ({harmless(found[0])})", "letters, digits, signs and spaces")
        return not found

    def number(self, name: str, low: float, high: float, default: float | None = None, unit: str = "") -> float:
        """A finite number from ``low`` to ``high``; required when there is no ``default``."""
        allowed = f"a number from {low:g} to {high:g}" + (f" ({unit})" if unit else "")
        return float(self._within(name, low, high, default, allowed, (int, float)))

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from ``low`` to ``high``; required when there is no ``default``."""
        return int(self._within(name, low, high, default, f"a whole number from {low} to {high}", (int,)))

    def _within(
        self, name: str, low: float, high: float, default: float | None, allowed: str, types: tuple[type, ...]
    ) -> float:
        if name not in self.values and default is not None:
            return default
        if not self.required(name, allowed):
            return low
        value = self.values[name]
        # In Python true and false are numbers; in a scenario they are a mistake.
        good = isinstance(value, types) and not isinstance(value, bool)
        if not good or (isinstance(value, float) and not math.isfinite(value)) or not low <= value <= high:
            self.wrong(name, shown(value), allowed)
            return low
        return float(value) if isinstance(value, float) else value

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            self.wrong(name, shown(value), "true or false")
            return default
        return value

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """One of a few words; None, with a fault, if it is another."""
        words = ", ".join(allowed)
        if not self.required(name, words):
            return None
        value = self.values[name]
        if value not in allowed:
            near = nearest(value, allowed) if isinstance(value, str) else None
            self.wrong(name, shown(value), words, near)
            return None
        return str(value)

    def two_languages(self, name: str, default: str | None = None) -> tuple[str, str]:
        """A text in English and Thai: one text for both, or a table ``{ en = "...", th = "..." }``."""
        if not isinstance(self.values.get(name), dict):
            text = self.text(name, default)
            return text, text
        table = self.table(name)
        table.only(("en", "th"))
        return table.text("en"), table.text("th")

    def table(self, name: str) -> Table:
        """The table ``name``; if it is not there or no table, a fault, and an empty one that complains no further."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return Table(self.file, self.path(name), value, self.faults)
        self.wrong(name, "nothing" if value is None else shown(value), f"a table [{self.path(name)}]")
        return Table(self.file, self.path(name), {}, [])

    def tables(self, name: str) -> list[Table]:
        """The tables ``[[name]]``, counted from 1 as people count; none if the key is not there."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(name, shown(value), f"tables, each headed [[{self.path(name)}]]")
            return []
        return [Table(self.file, f"{self.path(name)}[{n}]", item, self.faults) for n, item in enumerate(value, 1)]

    def terms(self, name: str, terms: Sequence[Term]) -> tuple[str, ...]:
        """Keys of some of ``terms``, as the file lists them; all of them if the key is not there."""
        if name not in self.values:
            return tuple(term.key for term in terms)
        value = self.values[name]
        if not isinstance(value, list) or not value:
            self.wrong(name, shown(value), f"a list such as [{shown(terms[0].en)}], or nothing for all")
            return ()
        found = (self._term(f"{name}[{n}]", item, terms) for n, item in enumerate(value, 1))
        return tuple(key for key in found if key)

    def _term(self, name: str, value: object, terms: Sequence[Term]) -> str | None:
        position = find(value, terms) if isinstance(value, str) else None
        if position is not None:
            return terms[position].key
        near = nearest(value, known(terms)) if isinstance(value, str) else None
        where = f"{self.file}: {self.key}.{name}" if self.key else f"{self.file}: {name}"
        self.faults.append(Fault(where, shown(value), ", ".join(term.en for term in terms), near))
        return None


def open_toml(path: Path, faults: list[Fault]) -> tuple[Table, str]:
    """The top table of a TOML file, and the text it was read from; raises at once what stops all reading."""
    text = read_text(path, SCENARIO_BYTES)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            raise refuse(f"{path}: line {number}", f"{len(line):,} characters", f"at most {_LONGEST_LINE:,} on a line")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise refuse(path, "brackets inside brackets, far too deep", "lists of texts or numbers") from None
    except ValueError as error:
        raise InputFault([_syntax_fault(path, text, str(error))]) from None
    if not values:
        raise refuse(path, "a file that says nothing", 'at least one line, such as extends = "programme"')
    return Table(str(path), "", values, faults), text


def _syntax_fault(path: Path, text: str, message: str) -> Fault:
    """The parser's complaint with its line, and a word about Thai digits if there are any on it."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if not place:
        return Fault(str(path), f"a TOML error: {message}", "valid TOML")
    said = message[: place.start()]
    lines = text.splitlines()
    line = lines[int(place[1]) - 1] if int(place[1]) <= len(lines) else ""
    where = f"{path}: line {place[1]}, column {place[2]}"
    if has_thai_digits(line):
        return Fault(where, f"Thai digits ({said})", f"Arabic digits: {arabic(line).strip()[:80]}")
    return Fault(where, f"a TOML error: {said}", "valid TOML: key = value, texts in quotation marks, no key twice")

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

from sim.inputs.cell_rules import number_words
from sim.inputs.faults import PRINTED, Fault, InputFault, nearest, shown
from sim.inputs.names import arabic, find, has_thai_digits, known, listing
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import SCENARIO_BYTES, read_text, refuse
from sim.language.harmless import UNSAFE, harmless
from sim.language.terms import Term

_LAYOUT = str.maketrans("\n\t", "  ")
_LONGEST_LINE = 2_000  # longer lines are no one's scenario, and slow the parser beyond bearing
_MOST_TABLES = 1_000  # each is held against every other


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
        self._add(self.path(name), got, allowed, near)

    def wrong_item(self, name: str, nth: int, got: str, allowed: str, near: str | None = None) -> None:
        """Put a fault of one of the list ``name`` on the list, counted from 1."""
        self._add(f"{self.path(name)}[{nth}]", got, allowed, near)

    def _add(self, place: str, got: str, allowed: str, near: str | None) -> None:
        self.faults.append(Fault(at(self.file, place), got, allowed, near) if self._wanted else _ONE_MORE)

    @property
    def _wanted(self) -> bool:
        """Whether a further fault will be written out: of hundreds of thousands, all but the first are counted."""
        return len(self.faults) < PRINTED

    def _near(self, name: object, allowed: Sequence[str]) -> str | None:
        return nearest(name, allowed) if self._wanted and isinstance(name, str) else None

    def only(self, allowed: Sequence[str]) -> None:
        """Refuse every key that is not among ``allowed``."""
        got, words = phrase("unknown_key"), ", ".join(allowed)
        for name in self.values:
            if name not in allowed:
                self.unknown(name, got, words, allowed)

    def unknown(self, name: str, got: str, words: str, allowed: Sequence[str]) -> None:
        """Put a key that is none of ``allowed`` on the list, with the nearest of them."""
        self.wrong(name, got, words, self._near(name, allowed))

    def required(self, name: str, allowed: str) -> bool:
        """Whether ``name`` is there; a fault if not."""
        if name not in self.values:
            self.wrong(name, phrase("nothing"), allowed)
        return name in self.values

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not blank; required when there is no ``default``."""
        if name not in self.values and default is not None:
            return default
        if not self.required(name, phrase("quoted_text")):
            return ""
        value = self.values[name]
        if not isinstance(value, str) or not value.strip():
            self.wrong(name, shown(value), phrase("quoted_text_not_blank"))
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
        return float(self._within(name, low, high, default, number_words(low, high, unit), types=(int, float)))

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from ``low`` to ``high``; required when there is no ``default``."""
        return int(self._within(name, low, high, default, number_words(low, high, whole=True), types=(int,)))

    def _within(
        self, name: str, low: float, high: float, default: float | None, allowed: str, *, types: tuple[type, ...]
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

    def spread(
        self, least: float, most: float, also: Sequence[str] = (), *, whole: bool = False
    ) -> tuple[float, float, float]:
        """``default``, ``low`` and ``high``: a number and its range; beside them only ``also`` may stand."""
        self.only(("default", "low", "high", *also))
        read = self._whole_number if whole else self.number
        before = len(self.faults)
        low, high = read("low", least, most), read("high", least, most)
        if high < low and len(self.faults) == before:
            self.wrong("high", f"{high:g}", phrase("at_least_low", low=f"{low:g}"))
        if len(self.faults) > before:  # the default is held against what may be at all, not against what is wrong
            low, high = least, most
        return read("default", low, high), low, high

    def _whole_number(self, name: str, low: float, high: float) -> float:
        return float(self.whole(name, int(low), int(high)))

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            self.wrong(name, shown(value), phrase("true_or_false"))
            return default
        return value

    def choice(self, name: str, allowed: Sequence[Term]) -> str | None:
        """The key of one of a few words; None, with a fault, if it is another."""
        if not self.required(name, listing(allowed)):
            return None
        return self._term(self.path(name), self.values[name], allowed)

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
        got = phrase("nothing") if value is None else shown(value)
        self.wrong(name, got, phrase("table_headed", key=self.path(name)))
        return Table(self.file, self.path(name), {}, [])

    def tables(self, name: str) -> list[Table]:
        """The tables ``[[name]]``, counted from 1 as people count; none if the key is not there."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(name, shown(value), phrase("tables_headed", key=self.path(name)))
            return []
        if len(value) > _MOST_TABLES:
            self.wrong(
                name, phrase("n_tables", count=f"{len(value):,}"), phrase("at_most_tables", most=f"{_MOST_TABLES:,}")
            )
            return []
        return [Table(self.file, f"{self.path(name)}[{n}]", item, self.faults) for n, item in enumerate(value, 1)]

    def terms(self, name: str, terms: Sequence[Term]) -> tuple[str, ...]:
        """Keys of some of ``terms``, as the file lists them; all of them if the key is not there."""
        if name not in self.values:
            return tuple(term.key for term in terms)
        value = self.values[name]
        if not isinstance(value, list) or not value:
            self.wrong(name, shown(value), phrase("list_such_as", example=shown(terms[0].key)))
            return ()
        place = self.path(name)
        found = (self._term(f"{place}[{n}]", item, terms) for n, item in enumerate(value, 1))
        return tuple(key for key in found if key)

    def _term(self, place: str, value: object, terms: Sequence[Term]) -> str | None:
        position = find(value, terms) if isinstance(value, str) else None
        if position is not None:
            return terms[position].key
        if self._wanted:  # words that take their time, a hundred thousand times over
            self._add(place, shown(value), listing(terms), self._near(value, known(terms)))
        else:
            self.faults.append(_ONE_MORE)
        return None


_ONE_MORE = Fault("", "", "")


def open_toml(path: Path, faults: list[Fault]) -> tuple[Table, str]:
    """The top table of a TOML file, and the text it was read from; raises at once what stops all reading."""
    text = read_text(path, SCENARIO_BYTES)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            got = phrase("characters", count=f"{len(line):,}")
            raise refuse(_line(path, number), got, phrase("at_most_on_a_line", most=f"{_LONGEST_LINE:,}"))
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise refuse(path, phrase("too_deep"), phrase("shallow")) from None
    except ValueError as error:
        raise InputFault([_syntax_fault(path, text, str(error))]) from None
    if not values:
        raise refuse(path, phrase("says_nothing"), phrase("one_line"))
    return Table(str(path), "", values, faults), text


def _syntax_fault(path: Path, text: str, message: str) -> Fault:
    """The parser's complaint with its line, and a word about Thai digits if there are any on it."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if not place:
        return Fault(str(path), phrase("toml_error", said=message), phrase("toml"))
    said = message[: place.start()]
    line = [*text.split("\n"), ""][int(place[1]) - 1]
    where = at(path, phrase("line_column", line=place[1], column=place[2]))
    if has_thai_digits(line):
        allowed = phrase("arabic_digits", line=arabic(line).strip()[:80])
        return Fault(where, phrase("thai_digits", said=said), allowed)
    return Fault(where, phrase("toml_error", said=said), phrase("toml"))


def _line(path: Path, number: int) -> str:
    return at(path, phrase("line", line=number))

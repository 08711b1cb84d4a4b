"""One column of text made into numbers, codes, sets or yes and no, a million cells at a time.

Cells are checked as whole arrays; only the few that are written out in messages are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sim.inputs.faults import nearest, shown
from sim.inputs.names import arabic, find, fold, has_thai_digits, known
from sim.inputs.row_faults import RowFaults
from sim.language.terms import Term

_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_YES_NO = {"yes": 1, "true": 1, "1": 1, "ใช่": 1, "no": 0, "false": 0, "0": 0, "ไม่ใช่": 0}
FLAGS = {fold(word): value for word, value in _YES_NO.items()}
_NONE = {fold("none"), fold("ไม่มี")}
_LONGEST_TEXT = 500  # characters; more means a quotation mark that swallowed rows


class Declared(Protocol):
    """What is declared of a column: name, what a cell may hold in words, and of numbers their range and unit."""

    @property
    def name(self) -> str:
        """Its heading."""

    @property
    def allowed(self) -> str:
        """What a cell may hold, in words."""

    @property
    def low(self) -> float:
        """The least number."""

    @property
    def high(self) -> float:
        """The greatest number."""

    @property
    def unit(self) -> str:
        """Its unit."""


class Cells:
    """The cells of one ``column``: trimmed ``values``, and the ``rows`` they stand in."""

    def __init__(self, column: Declared, values: pa.Array, rows: np.ndarray, faults: RowFaults) -> None:
        self.column, self.values, self.rows, self.faults = column, values, rows, faults
        self.blank: np.ndarray = pc.equal(values, "").to_numpy(zero_copy_only=False)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, position: int) -> str:
        return str(self.values[position].as_py())

    def wrong(self, mask: np.ndarray, describe: Callable[[int], tuple[str, str, str | None]]) -> None:
        """Faults where ``mask`` is true."""
        self.faults.of_rows(self.rows, self.column.name, describe, np.flatnonzero(mask))

    def text(self) -> pd.Series:
        """The cells as they are, none overlong."""
        too_long = pc.greater(pc.utf8_length(self.values), _LONGEST_TEXT).to_numpy(zero_copy_only=False)
        allowed = f"at most {_LONGEST_TEXT} characters; is a quotation mark left open?"
        self.wrong(too_long, lambda at: (f"{len(self[at]):,} characters", allowed, None))
        return self.values.to_pandas().astype(str)

    def demand_unique(self) -> None:
        """Faults for blank and repeated cells; both rows of a repetition are named."""
        self.wrong(self.blank, lambda at: ("nothing", "an identity, different in every row", None))
        values = self.values.to_pandas()
        again = (values.duplicated() & ~self.blank).to_numpy()
        if again.any():
            first = dict(zip(values[~again], self.rows[~again]))
            self.wrong(again, lambda at: (f"{shown(self[at])} again, as in row {first[self[at]]}", "each once", None))

    def numbers(self) -> np.ndarray:
        """Floats within the column's range; NaN where blank."""
        written = pc.match_substring_regex(self.values, _NUMBER)
        floats = pc.cast(pc.if_else(written, self.values, None), pa.float64())
        found = floats.to_numpy(zero_copy_only=False)
        with np.errstate(invalid="ignore"):
            good = (found >= self.column.low) & (found <= self.column.high)
        self.wrong(~good & ~self.blank, lambda at: self._not_a_number(self[at]))
        return found

    def _not_a_number(self, text: str) -> tuple[str, str, str | None]:
        column = self.column
        allowed = column.allowed + (f" ({column.unit})" if column.unit not in ("", "0 to 1") else "")
        if has_thai_digits(text):
            allowed += f", in Arabic digits: {shown(arabic(text))}"
        elif _GROUPED.fullmatch(text):
            allowed += f", without commas inside: {text.replace(',', '')}"
        elif column.unit == "0 to 1" and re.fullmatch(r"\d+(\.\d+)?%", text):
            allowed += f", as a share: {float(text[:-1]) / 100:g}"
        elif column.unit == "km" and re.fullmatch(_NUMBER, text):
            allowed += "; is it in metres?"
        elif not re.fullmatch(_NUMBER, text):
            allowed += ", or blank if unknown"
        return shown(text), allowed, None

    def codes(self, terms: Sequence[Term]) -> np.ndarray:
        """The position of each cell among ``terms``, as int32."""
        found = self._look_up(lambda text: -1 if (code := find(text, terms)) is None else code)
        names = known(terms)

        def describe(at: int) -> tuple[str, str, str | None]:
            got = "nothing" if self.blank[at] else shown(self[at])
            return got, self.column.allowed, nearest(self[at], names)

        self.wrong(found < 0, describe)
        return found.astype(np.int32)

    def flags(self, default: np.ndarray) -> np.ndarray:
        """Yes and no as bool; ``default`` where blank."""
        found = self._look_up(lambda text: FLAGS.get(fold(text), -1))
        allowed = self.column.allowed
        self.wrong((found < 0) & ~self.blank, lambda at: (shown(self[at]), allowed, nearest(self[at], _YES_NO)))
        return np.where(self.blank, default, found == 1)

    def sets(self, terms: Sequence[Term]) -> np.ndarray:
        """Sets of ``terms`` as bits, as int32; -1 where blank."""
        found = self._look_up(lambda text: _bits(text, terms))
        names = known(terms)

        def describe(at: int) -> tuple[str, str, str | None]:
            odd = next(part for part in _parts(self[at], terms) if find(part, terms) is None)
            return shown(odd), self.column.allowed, nearest(odd, names)

        self.wrong((found < 0) & ~self.blank, describe)
        return found.astype(np.int32)

    def _look_up(self, meaning: Callable[[str], int]) -> np.ndarray:
        """``meaning`` of every cell, asked once for each different text."""
        encoded = self.values.dictionary_encode()
        meanings = np.array([meaning(text) for text in encoded.dictionary.to_pylist()], np.int64)
        if not len(meanings):
            return np.zeros(0, np.int64)
        return meanings[encoded.indices.to_numpy(zero_copy_only=False)]


def _parts(text: str, terms: Sequence[Term]) -> list[str]:
    """The names in a cell: parted by bars, or by spaces where that does not cut a name in two."""
    parts: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split("|"))):
        parts += [piece] if find(piece, terms) is not None else piece.split()
    return parts


def _bits(text: str, terms: Sequence[Term]) -> int:
    """The set a cell names, as bits; -1 if it is blank or names what is unknown."""
    if not text or fold(text) in _NONE:
        return 0 if text else -1
    bits = 0
    for part in _parts(text, terms):
        position = find(part, terms)
        if position is None:
            return -1
        bits |= 1 << position
    return bits

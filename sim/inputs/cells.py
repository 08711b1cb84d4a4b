"""One column of text made into numbers, codes, sets or yes and no, a million cells at a time.

Cells are checked as whole arrays; only the few that are written out in messages are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.inputs.cell_rules import FlagRule, NumberRule, Rule, SetRule, TermRule, TextRule
from sim.inputs.faults import shown
from sim.inputs.phrases import phrase
from sim.inputs.row_faults import RowFaults, Wrong


class Cells:
    """The cells of column ``name``: trimmed ``values``, and the ``rows`` they stand in.

    A blank cell says that something is not known, which is no fault unless it is ``needed``. ``odd`` are those that
    were complained of.
    """

    def __init__(self, name: str, values: pa.Array, rows: np.ndarray, faults: RowFaults) -> None:
        self.name, self.values, self.rows, self.faults = name, values, rows, faults
        self.blank: np.ndarray = pc.equal(values, "").to_numpy(zero_copy_only=False)
        self.odd = np.zeros(len(values), bool)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, position: int) -> str:
        return str(self.values[position].as_py())

    def wrong(self, mask: np.ndarray, describe: Callable[[int], Wrong]) -> None:
        """Faults where ``mask`` is true."""
        self.odd |= mask
        self.faults.of_rows(self.rows, self.name, describe, np.flatnonzero(mask))

    def texts(self, rule: TextRule) -> list[str]:
        """The cells as they are, none overlong."""
        too_long = pc.greater(pc.utf8_length(self.values), rule.longest).to_numpy(zero_copy_only=False)
        self.wrong(too_long, lambda at: rule.wrong(self[at]))
        told: list[str] = self.values.to_pylist()
        return told

    def demand_unique(self) -> None:
        """Faults for blank and repeated cells; both rows of a repetition are named."""
        self.wrong(self.blank, lambda at: (phrase("nothing"), phrase("identity"), None))
        first: dict[str, int] = {}
        again = np.zeros(len(self), bool)
        for at, (value, blank) in enumerate(zip(self.values.to_pylist(), self.blank)):
            again[at] = not blank and first.setdefault(value, at) != at

        def describe(at: int) -> Wrong:
            row = self.rows[first[self[at]]]
            return phrase("again_in_row", what=shown(self[at]), row=row), phrase("each_once"), None

        self.wrong(again, describe)

    def numbers(self, rule: NumberRule, needed: bool = False) -> np.ndarray:
        """Floats within the rule's range; NaN where blank."""
        written = pc.match_substring_regex(self.values, rule.pattern)
        floats = pc.cast(pc.if_else(written, self.values, None), pa.float64())
        found = floats.to_numpy(zero_copy_only=False)
        with np.errstate(invalid="ignore"):
            good = (found >= rule.low - rule.slack) & (found <= rule.high + rule.slack)
        self._refuse(~good, rule, needed)
        return found

    def codes(self, rule: TermRule, needed: bool = False) -> np.ndarray:
        """The position of each cell among the rule's terms, as int32; -1 where blank."""
        return self._look_up(rule, needed).astype(np.int32)

    def flags(self, rule: FlagRule, default: np.ndarray | bool) -> np.ndarray:
        """Yes and no as bool; ``default`` where blank."""
        return np.where(self.blank, default, self._look_up(rule) == 1)

    def sets(self, rule: SetRule) -> np.ndarray:
        """Sets of the rule's terms as bits, as int32; -1 where blank."""
        return self._look_up(rule).astype(np.int32)

    def _look_up(self, rule: TermRule | FlagRule | SetRule, needed: bool = False) -> np.ndarray:
        """What every cell means, asked once for each different text."""
        encoded = self.values.dictionary_encode()
        meanings = np.array([rule.read(text) for text in encoded.dictionary.to_pylist()], np.int64)
        found = meanings[encoded.indices.to_numpy(zero_copy_only=False)] if len(meanings) else np.zeros(0, np.int64)
        self._refuse(found < 0, rule, needed)
        return found

    def _refuse(self, mask: np.ndarray, rule: Rule, needed: bool) -> None:
        """Faults of cells that ``rule`` does not take; blank ones only where they are ``needed``."""
        allowed = rule.allowed() if needed else phrase("or_blank", allowed=rule.allowed())

        def describe(at: int) -> Wrong:
            return (phrase("nothing"), allowed, None) if self.blank[at] else rule.wrong(self[at], allowed)

        self.wrong(mask & (needed | ~self.blank), describe)

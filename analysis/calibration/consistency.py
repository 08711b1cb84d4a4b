"""Whether the counts of a report can all be true at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.inputs.phrases import Phrase, phrase
from sim.inputs.row_faults import RowFaults
from sim.kinds import FORMS
from sim.language.terms import Term
from sim.provinces import PROVINCE_TERMS

THE_TOTAL = phrase("the_total")


class Counted(NamedTuple):
    """Counts as stated, None where they are not, and the networks that are listed one by one.

    Attributes
    ----------
    total, by_province, by_form : stated counts of all, of each province (9), of each form (3)
    labels, placed, formed : (9, 3), (9,) and (3,) networks listed with both, with province or form only
    """

    total: int | None
    by_province: tuple[int | None, ...]
    by_form: tuple[int | None, ...]
    labels: np.ndarray
    placed: np.ndarray
    formed: np.ndarray


def called(term: Term) -> Phrase:
    """A province, as a message names it."""
    return Phrase(term.en, term.th)


def form_called(term: Term) -> Phrase:
    """A form, as a message names it."""
    return phrase("form_called", form=called(term))


def demand_consistent(told: Counted, faults: RowFaults) -> None:
    """Faults where a part is more than its whole, or all the parts are less."""
    for what, count, listed in _wholes(told):
        if count is not None and listed > count:
            got = phrase("listed_of", listed=f"{listed:,}", what=what, count=f"{count:,}")
            faults.of_file(phrase("rows"), got, phrase("no_more_than_all"))
    for key, counts in (("provinces", told.by_province), ("forms", told.by_form)):
        parts = sum(count for count in counts if count is not None)
        if told.total is not None and (parts > told.total or (None not in counts and parts < told.total)):
            got = phrase(f"parts_of_{key}", sum=f"{parts:,}")
            faults.of_file(phrase("rows"), got, phrase("the_total_of", total=f"{told.total:,}"))


def _wholes(told: Counted) -> list[tuple[str, int | None, int]]:
    """What is counted, the count, and how many are listed of it."""
    least = int(told.labels.sum() + max(told.placed.sum(), told.formed.sum()))
    by_province = told.labels.sum(axis=1) + told.placed
    by_form = told.labels.sum(axis=0) + told.formed
    return [
        (THE_TOTAL, told.total, least),
        *zip(map(called, PROVINCE_TERMS), told.by_province, map(int, by_province)),
        *zip(map(form_called, FORMS), told.by_form, map(int, by_form)),
    ]

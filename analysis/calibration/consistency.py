"""Whether the counts of a report can all be true at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.inputs.row_faults import RowFaults
from sim.kinds import FORMS
from sim.provinces import PROVINCE_TERMS


def demand_consistent(
    total: int | None,
    by_province: Sequence[int | None],
    by_form: Sequence[int | None],
    labels: np.ndarray,
    placed: np.ndarray,
    formed: np.ndarray,
    faults: RowFaults,
) -> None:
    """Faults where a part is more than its whole, or all the parts are less."""
    wholes = [("the total", total, int(labels.sum() + max(placed.sum(), formed.sum())))]
    wholes += [
        (term.en, count, int(labels[p].sum() + placed[p]))
        for p, (term, count) in enumerate(zip(PROVINCE_TERMS, by_province))
    ]
    wholes += [
        (f"form {term.en}", count, int(labels[:, f].sum() + formed[f]))
        for f, (term, count) in enumerate(zip(FORMS, by_form))
    ]
    for what, count, listed in wholes:
        if count is not None and listed > count:
            faults.of_file("rows", f"{listed} networks listed of {what}, {count}", "no more than there are")
    for what, counts in (("provinces", by_province), ("forms", by_form)):
        parts = sum(count for count in counts if count is not None)
        if total is not None and (parts > total or (None not in counts and parts < total)):
            faults.of_file("rows", f"counts of {what} that add up to {parts}", f"the total, {total}")

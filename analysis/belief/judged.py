"""Every pattern that the model is judged by, in the order of their letters."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.belief import delivery, long_run, patterns
from analysis.belief.patterns import Found
from analysis.language.progress import Progress
from sim.ensembles.worlds import World
from sim.language.texts import Lang

DELIVERING = 20
"""Worlds in which effects and cases are counted: each takes many runs, and they vary little."""


def many_for(count: int) -> int:
    """In how many worlds the largest is looked for, where the patterns are checked in ``count``."""
    return max(2, round(long_run.MANY_WORLDS * min(1.0, count / 100)))


def judge(
    which: Sequence[World],
    many: Sequence[World],
    workers: int,
    *,
    lang: Lang,
    quiet: bool,
    table: pd.DataFrame | None,
) -> list[Found]:
    """Check all patterns in the worlds ``which``, and the largest one in ``many`` more; in the order of their letters.

    ``table`` has the user's organisations, None for the shipped ones; ``quiet`` shows no progress, which ``lang`` is
    of.
    """
    found = patterns.check_all(which, workers, lang, quiet, table)
    with Progress(len(which), lang, quiet) as progress:
        found += long_run.check_all(which, workers, table, progress)
    found.append(long_run.largest(many, workers, table))
    found += delivery.check_all(which[:DELIVERING], workers, table)
    return sorted(found, key=lambda one: one.letter)

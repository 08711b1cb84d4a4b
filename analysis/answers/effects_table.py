"""Tables for a terminal, in columns that stay straight in Thai."""

from __future__ import annotations

import pandas as pd

from analysis.effects.policies import ranked
from analysis.language.labels import Names, name
from sim.language.layout import columns, width
from sim.language.numerals import decimals, difference, estimated, number
from sim.language.texts import Lang, text

_HEADINGS = ("rank", "policy", "effect", "median", "worlds", "cost", "ratio", "best")


def effects_table(table: pd.DataFrame, names: Names, lang: Lang) -> str:
    """Policies by their effect on lasting alliances, best first; those with another reference below, under its name.

    Parameters
    ----------
    table
        From ``policies.effects``.
    """
    main, others = ranked(table)
    digits = decimals([*main["difference"], *others["difference"]])
    cells = [_heading(lang, line) for line in (0, 1)]
    cells += [_cells(row, str(rank), names, lang, digits) for rank, (_, row) in enumerate(main.iterrows(), 1)]
    cells += [_cells(row, "", names, lang, digits) for _, row in others.iterrows()]
    lines = columns(cells)
    for place, other in reversed(list(enumerate(others["reference"], len(main) + 2))):
        lines.insert(place, text("table_against", lang, reference=name(names, other, lang)))
    lines.insert(2, "─" * max(map(width, lines[: len(main) + 2])))
    return "\n".join(lines)


def _heading(lang: Lang, line: int) -> list[str]:
    """One of the two lines of the heading; a heading of one line stands on the lower."""
    split = [text(f"table_{key}", lang).split("|") for key in _HEADINGS]
    return [parts[line] if len(parts) == 2 else parts[0] * line for parts in split]


def _cells(row: pd.Series, rank: str, names: Names, lang: Lang, digits: int) -> list[str]:
    """The cells of one policy; ``row`` is a row of an effects table."""
    return [
        rank,
        name(names, row["policy"], lang),
        estimated(row["difference"], row["simultaneous_low"], row["simultaneous_high"], lang, digits),
        difference(row["median"], digits),
        f"{number(100 * row['helped'])} / {number(100 * row['harmed'])}",
        number(row["cost"] / 1e6, 1),
        number(float(f"{row['cost_per_lasting']:.3g}")),
        number(100 * row["probability_best"]),
    ]

"""Sums over all ways of putting provinces' tables together, compiled; ``likelihood`` says what they stand for.

All of it stands in one file, since numba looks no further when it asks whether compiled code is still good.

A *state* counts the networks so far along four lines: the total and each of the three forms. A line that is not capped
loses what would go beyond its bound; a capped one stays at it. A line nobody asks about is capped at 0.
"""

from __future__ import annotations

import numpy as np
from numba import njit

import sim.compiling  # noqa: F401 - says where compiled code is kept

IGNORED, AT_LEAST, FLAGSHIP, SAMPLE = range(4)
LINES = 4
compiled = njit(cache=True, nogil=True)


@compiled
def combinations(n: int, k: int) -> float:
    """Ways of choosing ``k`` of ``n``."""
    if k < 0 or k > n:
        return 0.0
    ways = 1.0
    for step in range(k):
        ways *= (n - step) / (step + 1.0)
    return ways


@compiled
def chance_of_flagship(table: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> float:
    """Probability that the one network named is of the form it is of; a province that names none has none."""
    heard, all_, named = 0.0, 0.0, 0
    for form in range(3):
        all_ += weights[form] * table[form]
        heard += weights[form] * table[form] * labels[form]
        named += labels[form]
    if named == 0:
        return 1.0 if all_ == 0.0 else 0.0
    return heard / all_ if heard > 0.0 else 0.0


@compiled
def chance_of_labels(
    table: np.ndarray, labels: np.ndarray, placed: int, exact: int, reading: int, weights: np.ndarray
) -> float:
    """Probability of what is told of a province, up to a constant, were ``table`` (3,) its networks by form.

    ``labels`` (3,) are those told with their form, ``placed`` how many without; ``exact`` is all, or -1.
    """
    networks, labelled = table[0] + table[1] + table[2], labels[0] + labels[1] + labels[2]
    if 0 <= exact != networks:
        return 0.0
    if reading == IGNORED:
        return 1.0
    if reading == FLAGSHIP:
        return chance_of_flagship(table, labels, weights)
    ways = combinations(networks - labelled, placed)
    for form in range(3):
        ways *= combinations(table[form], labels[form])
    return min(1.0, ways) if reading == AT_LEAST else ways


@compiled
def distinct(tables: np.ndarray, complete: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Different rows among (replicates, 9, 3) ``tables``, and how often each came about in each province (m, 9)."""
    most, found = tables.shape[0] * tables.shape[1], 0
    rows, times = np.zeros((most, 3), np.int64), np.zeros((most, tables.shape[1]))
    for r in range(tables.shape[0]):
        for p in range(tables.shape[1] if complete[r] else 0):
            row, at = tables[r, p], 0
            while at < found and (rows[at, 0] != row[0] or rows[at, 1] != row[1] or rows[at, 2] != row[2]):
                at += 1
            if at == found:
                rows[at, 0], rows[at, 1], rows[at, 2] = row[0], row[1], row[2]
                found += 1
            times[at, p] += 1.0
    return rows[:found], times[:found]


@compiled
def after(here: int, more: int, bound: int, capped: bool) -> int:
    """Where a line stands after ``more`` networks; -1 where it is lost."""
    if here + more <= bound:
        return here + more
    return bound if capped else -1


@compiled
def add(before: np.ndarray, chance: float, more: np.ndarray, bounds: np.ndarray, capped: np.ndarray,
        result: np.ndarray) -> int:  # fmt: skip
    """Add to ``result`` what the states of ``before`` become, with probability ``chance``, by ``more`` (4,) a line.

    Returns the highest total that came about.
    """
    highest = 0
    for total in range(before.shape[0]):
        to0 = after(total, more[0], bounds[0], capped[0])
        for area in range(before.shape[1] if to0 >= 0 else 0):
            to1 = after(area, more[1], bounds[1], capped[1])
            for business in range(before.shape[2] if to1 >= 0 else 0):
                to2 = after(business, more[2], bounds[2], capped[2])
                for academic in range(before.shape[3] if to2 >= 0 else 0):
                    weight = before[total, area, business, academic]
                    to3 = after(academic, more[3], bounds[3], capped[3])
                    if weight > 0.0 and to3 >= 0:
                        result[to0, to1, to2, to3] += chance * weight
                        highest = to0
    return highest


@compiled
def add_all(before: np.ndarray, step: np.ndarray, bounds: np.ndarray, capped: np.ndarray, result: np.ndarray) -> int:
    """Add to ``result`` what ``before`` becomes by every number of networks that ``step`` gives a weight.

    Returns the highest total that came about.
    """
    more, highest = np.zeros(LINES, np.int64), 0
    for more[0] in range(step.shape[0]):
        for more[1] in range(step.shape[1]):
            for more[2] in range(step.shape[2]):
                for more[3] in range(step.shape[3]):
                    chance = step[more[0], more[1], more[2], more[3]]
                    if chance > 0.0:
                        highest = max(highest, add(before, chance, more, bounds, capped, result))
    return highest


@compiled
def chances_of(rows: np.ndarray, times: np.ndarray, replicates: int, borrowed: float, labels: np.ndarray,
               placed: np.ndarray, exact: np.ndarray, reading: np.ndarray, weights: np.ndarray
               ) -> np.ndarray:  # fmt: skip
    """(9, m) weight of each row in each province: how often it came about there, by the probability of what is told.

    A share ``borrowed`` of how often is that of all provinces together.
    """
    provinces = len(labels)
    result = np.zeros((provinces, len(rows)))
    for p in range(provinces):
        for t in range(len(rows)):
            share = (1.0 - borrowed) * times[t, p] + borrowed * times[t].sum() / provinces
            if share > 0.0:
                told = chance_of_labels(rows[t], labels[p], placed[p], exact[p], reading[p], weights)
                result[p, t] = told * share / replicates
    return result


@compiled
def lines_of(row: np.ndarray) -> np.ndarray:
    """What a table (3,) of one province adds to each line."""
    return np.array([row[0] + row[1] + row[2], row[0], row[1], row[2]])


@compiled
def forward(rows: np.ndarray, chances: np.ndarray, bounds: np.ndarray, capped: np.ndarray) -> np.ndarray:
    """(10, total, area, business, academic) weight of every state after 0 to 9 provinces.

    ``rows`` (m, 3) are tables of one province, ``chances`` (9, m) their weights there.
    """
    reached = np.zeros((len(chances) + 1, bounds[0] + 1, bounds[1] + 1, bounds[2] + 1, bounds[3] + 1))
    reached[0, 0, 0, 0, 0] = 1.0
    nothing, highest = reached[0].copy(), 0
    for p in range(len(chances)):
        step, most = np.zeros_like(nothing), 0
        for t in range(len(rows)):
            if chances[p, t] > 0.0:
                most = max(most, add(nothing[:1, :1, :1, :1], chances[p, t], lines_of(rows[t]), bounds, capped, step))
        highest = add_all(reached[p, : highest + 1], step[: most + 1], bounds, capped, reached[p + 1])
    return reached


@compiled
def sums(tables: np.ndarray, complete: np.ndarray, borrowed: float, labels: np.ndarray, placed: np.ndarray,
         exact: np.ndarray, reading: np.ndarray, saliences: np.ndarray, bounds: np.ndarray, capped: np.ndarray,
         final: np.ndarray, result: np.ndarray) -> None:  # fmt: skip
    """Fill ``result`` (sets, saliences) with the probability of a report, up to a constant, given each set's runs."""
    for one in range(len(tables)):
        rows, times = distinct(tables[one], complete[one])
        for s in range(len(saliences)):
            chances = chances_of(
                rows, times, len(complete[one]), borrowed, labels, placed, exact, reading, saliences[s]
            )  # fmt: skip
            result[one, s] = (forward(rows, chances, bounds, capped)[-1] * final).sum()


@compiled
def backward(rows: np.ndarray, chances: np.ndarray, bounds: np.ndarray, capped: np.ndarray, final: np.ndarray,
             lots: np.ndarray) -> np.ndarray:  # fmt: skip
    """A (9, 3) table drawn given everything told, from the last province to the first.

    ``lots`` (9,) are uniform numbers, one for each province. Instead of a state, what is carried backwards is the
    weight of what follows each state, so that capped lines need no drawing.
    """
    reached = forward(rows, chances, bounds, capped)
    drawn = np.zeros((len(chances), 3), np.int64)
    wanted = final.copy()
    for p in range(len(chances) - 1, -1, -1):
        weights = np.zeros(len(rows))
        for t in range(len(rows)):
            if chances[p, t] > 0.0:
                weights[t] = chances[p, t] * (reached[p] * led(lines_of(rows[t]), bounds, capped, wanted)).sum()
        chosen = min(np.searchsorted(np.cumsum(weights), lots[p] * weights.sum(), side="right"), len(rows) - 1)
        drawn[p] = rows[chosen]
        wanted = led(lines_of(rows[chosen]), bounds, capped, wanted)
    return drawn


@compiled
def led(more: np.ndarray, bounds: np.ndarray, capped: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """What of ``wanted`` each state comes to by ``more`` (4,) a line."""
    result = np.zeros_like(wanted)
    for total in range(wanted.shape[0]):
        to0 = after(total, more[0], bounds[0], capped[0])
        for area in range(wanted.shape[1] if to0 >= 0 else 0):
            to1 = after(area, more[1], bounds[1], capped[1])
            for business in range(wanted.shape[2] if to1 >= 0 else 0):
                to2 = after(business, more[2], bounds[2], capped[2])
                for academic in range(wanted.shape[3] if to2 >= 0 else 0):
                    to3 = after(academic, more[3], bounds[3], capped[3])
                    if to3 >= 0:
                        result[total, area, business, academic] = wanted[to0, to1, to2, to3]
    return result

"""Sums over all ways of putting provinces' tables together, compiled; ``likelihood`` says what they stand for.

All of it stands in one file, since numba looks no further when it asks whether compiled code is still good.

A *state* counts the networks so far along four lines: the total and each of the three forms. A line that is not capped
loses what would go beyond its bound; a capped one stays at it. A line nobody asks about is capped at 0. Everywhere
``bounds`` (4,) is the most that each line counts, ``capped`` (4,) whether it stays there; weights of states are (total,
area, business, academic), each from 0 to its bound.
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
def weigh_flagships(rows: np.ndarray, often: np.ndarray, labels: np.ndarray, weights: np.ndarray, result: np.ndarray
                    ) -> None:  # fmt: skip
    """Put into ``result`` (m,) how ``often`` each row comes about and the one network named is of the form it is of.

    A province that names none has none.
    """
    named = labels.argmax() if labels.max() > 0 else -1
    area, business, academic = weights
    for t in range(len(rows)):
        all_ = area * rows[t, 0] + business * rows[t, 1] + academic * rows[t, 2]
        if named < 0:
            result[t] = often[t] if all_ == 0.0 else 0.0
        elif rows[t, named] > 0:
            result[t] = often[t] * weights[named] * rows[t, named] / all_


@compiled
def chance_of_labels(table: np.ndarray, labels: np.ndarray, placed: int, exact: int, reading: int) -> float:
    """Probability of what is told of a province, up to a constant, were ``table`` (3,) its networks by form.

    ``labels`` (3,) are those told with their form, ``placed`` how many without; ``exact`` is all, or -1.
    """
    networks, labelled = table[0] + table[1] + table[2], labels[0] + labels[1] + labels[2]
    if 0 <= exact != networks:
        return 0.0
    if reading == IGNORED:
        return 1.0
    ways = combinations(networks - labelled, placed)
    for form in range(3):
        ways *= combinations(table[form], labels[form])
    return min(1.0, ways) if reading == AT_LEAST else ways


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

    Both are weights of states. Returns the highest total that came about.
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

    All three are weights of states. Returns the highest total that came about.
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
def chances_of(rows: np.ndarray, often: np.ndarray, labels: np.ndarray, placed: np.ndarray, exact: np.ndarray,
               reading: np.ndarray, weights: np.ndarray) -> np.ndarray:  # fmt: skip
    """(9, m) weight of each row (m, 3) in each province: how ``often`` (9, m), by the chance of what is told.

    Told of each province: ``labels`` (9, 3), ``placed``, ``exact`` and ``reading`` (9,), as of ``chance_of_labels``;
    ``weights`` (3,) are the saliences of the forms. Under a flagship reading a count of all, where it is told too, is
    heard by ``exact`` as under any other.
    """
    result = np.zeros_like(often)
    for p in range(len(labels)):
        if reading[p] == FLAGSHIP:
            weigh_flagships(rows, often[p], labels[p], weights, result[p])
        for t in range(len(rows)):
            if reading[p] != FLAGSHIP:
                result[p, t] = often[p, t] * chance_of_labels(rows[t], labels[p], placed[p], exact[p], reading[p])
            elif 0 <= exact[p] != rows[t].sum():
                result[p, t] = 0.0
    return result


@compiled
def lines_of(row: np.ndarray) -> np.ndarray:
    """What a table (3,) of one province adds to each line."""
    return np.array([row[0] + row[1] + row[2], row[0], row[1], row[2]])


@compiled
def first_step(rows: np.ndarray, chances: np.ndarray, bounds: np.ndarray, capped: np.ndarray, step: np.ndarray) -> int:
    """Add to ``step`` where one province alone leads, by its ``chances`` (m,); returns the highest total."""
    highest = 0
    for t in range(len(rows)):
        if chances[t] > 0.0:
            area, business, academic = rows[t]
            to0 = after(0, area + business + academic, bounds[0], capped[0])
            to1, to2 = after(0, area, bounds[1], capped[1]), after(0, business, bounds[2], capped[2])
            to3 = after(0, academic, bounds[3], capped[3])
            if min(to0, to1, to2, to3) >= 0:
                step[to0, to1, to2, to3] += chances[t]
                highest = max(highest, to0)
    return highest


@compiled
def forward(rows: np.ndarray, chances: np.ndarray, bounds: np.ndarray, capped: np.ndarray) -> np.ndarray:
    """(10, total, area, business, academic) weight of every state after 0 to 9 provinces.

    ``rows`` (m, 3) are tables of one province, ``chances`` (9, m) their weights there.
    """
    reached = np.zeros((len(chances) + 1, bounds[0] + 1, bounds[1] + 1, bounds[2] + 1, bounds[3] + 1))
    reached[0, 0, 0, 0, 0] = 1.0
    nothing, highest = reached[0].copy(), 0
    for p in range(len(chances)):
        step = np.zeros_like(nothing)
        most = first_step(rows, chances[p], bounds, capped, step)
        highest = add_all(reached[p, : highest + 1], step[: most + 1], bounds, capped, reached[p + 1])
    return reached


@compiled
def sums(rows: np.ndarray, often: np.ndarray, labels: np.ndarray, placed: np.ndarray, exact: np.ndarray,
         reading: np.ndarray, saliences: np.ndarray, bounds: np.ndarray, capped: np.ndarray, final: np.ndarray
         ) -> np.ndarray:  # fmt: skip
    """(saliences,) probability of a report, up to a constant, where provinces have ``rows`` (m, 3) so ``often``.

    ``saliences`` (saliences, 3) are weights of the forms; ``final`` weighs states by what is told of all provinces
    together; the rest is as of ``chances_of``.
    """
    result = np.zeros(len(saliences))
    for s in range(len(saliences)):
        chances = chances_of(rows, often, labels, placed, exact, reading, saliences[s])
        result[s] = (forward(rows, chances, bounds, capped)[-1] * final).sum()
    return result


@compiled
def backward(rows: np.ndarray, chances: np.ndarray, bounds: np.ndarray, capped: np.ndarray, final: np.ndarray,
             lots: np.ndarray) -> np.ndarray:  # fmt: skip
    """A (9, 3) table drawn given everything told, from the last province to the first.

    ``rows`` and ``chances`` are as of ``forward``, ``final`` as of ``sums``; ``lots`` (9,) are uniform numbers, one for
    each province. Instead of a state, what is carried backwards is the
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
    """What of ``wanted``, weights of states, each state comes to by ``more`` (4,) a line; of the same shape."""
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

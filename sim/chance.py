"""Keyed chance: every random number is the answer to a question, never the next of a stream.

``draw(when, process, who, whom)`` hashes what is asked (seed and month through ``when``, the process, the
identities of those concerned) to a uniform number in (0, 1). Two scenarios that ask the same question get the
same answer, whatever else happened; order and number of workers cannot matter. The hash is the finaliser of
SplitMix64 (Steele, Lea & Flood 2014, OOPSLA), applied once per word of the question.
"""

from __future__ import annotations

import numpy as np

from sim.compiling import Word, rule

# Processes: what a draw is for. A number, once used, is never given to another process.
WORLD = np.uint64(1)  # the month word of draws that make the starting world
ORDER = np.uint64(2)
ATTENTION = np.uint64(3)
TRADE = np.uint64(4)
MEET = np.uint64(5)
MEET_WHERE = np.uint64(6)
MEET_WHOM = np.uint64(7)
JOIN = np.uint64(8)
JOIN_WHICH = np.uint64(9)
FORM = np.uint64(10)
FOUND = np.uint64(11)
ACCEPT = np.uint64(12)
LEAVE = np.uint64(13)
MISUSE = np.uint64(14)
SEVERITY = np.uint64(15)
MATURE = np.uint64(16)
WORK_WITH = np.uint64(17)
VISIT = np.uint64(18)
REACH = np.uint64(19)
ATTEND = np.uint64(20)
PAIR = np.uint64(21)
SEEN = np.uint64(22)
BROKER = np.uint64(23)
LIST = np.uint64(24)
TURNOVER = np.uint64(25)
SUCCESSOR = np.uint64(26)
CLOSE = np.uint64(27)
LAPSE = np.uint64(28)
DRIFT = np.uint64(29)
GROUND = np.uint64(30)
FEDERATE = np.uint64(31)
FOLLOW = np.uint64(32)
AIR = np.uint64(33)
CONTACT = np.uint64(34)
RECRUIT = np.uint64(35)

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_NOBODY = np.uint64(0)
_UNIT = 1.0 / 9007199254740992.0  # 2**-53


@rule
def mix(word: Word) -> Word:
    """One round of SplitMix64's finaliser: a bijection of 64-bit words that scatters every bit."""
    word = (word + _GOLDEN) & np.uint64(0xFFFFFFFFFFFFFFFF)
    word = (word ^ (word >> _S30)) * _FIRST
    word = (word ^ (word >> _S27)) * _SECOND
    return word ^ (word >> _S31)


@rule
def moment(seed: int, month: int) -> Word:
    """The word that stands for one month of one seed: computed once a month, then handed to every draw."""
    return mix(mix(np.uint64(seed)) ^ np.uint64(month))


@rule
def word(when: Word, process: Word, who: Word, whom: Word) -> Word:
    """The 64 random bits that answer one question."""
    return mix(mix(mix(np.uint64(when) ^ process) ^ np.uint64(who)) + np.uint64(whom))


@rule
def draw(when: Word, process: Word, who: Word, whom: Word = _NOBODY) -> float:
    """A uniform number in (0, 1) that answers one question, the same whenever it is asked."""
    return (np.float64(word(when, process, who, whom) >> _S11) + 0.5) * _UNIT


@rule
def bell(when: Word, process: Word, who: Word) -> float:
    """A draw of mean 0 and variance 1 from a bell bounded at +-6: the sum of twelve 16-bit uniforms less 6.

    A bounded bell suits attributes that live in [0, 1] and costs three hashes (Irwin-Hall; Johnson et al. 1995).
    """
    total = 0.0
    for part in range(3):
        bits = word(when, process, who, np.uint64(part))
        for _ in range(4):
            total += (np.float64(bits & np.uint64(0xFFFF)) + 0.5) / 65536.0
            bits >>= np.uint64(16)
    return total - 6.0


@rule
def pick(chance: float, count: int) -> int:
    """The position, 0 to ``count`` - 1, that a uniform number points at."""
    return min(int(chance * count), count - 1)


@rule
def sift(who: np.ndarray, lots: np.ndarray, root: int, end: int) -> None:
    """Let the entry at ``root`` sink in a heap of ``end`` entries until none below it has a higher lot."""
    while 2 * root + 1 < end:
        child = 2 * root + 1
        if child + 1 < end and lots[child] < lots[child + 1]:
            child += 1
        if lots[root] >= lots[child]:
            return
        lots[root], lots[child] = lots[child], lots[root]
        who[root], who[child] = who[child], who[root]
        root = child


@rule
def sort_by_lot(who: np.ndarray, lots: np.ndarray, count: int) -> None:
    """Sort the first ``count`` of ``who`` by their lots, both in place: heapsort (Williams 1964), without more room."""
    for root in range(count // 2 - 1, -1, -1):
        sift(who, lots, root, count)
    for end in range(count - 1, 0, -1):
        lots[0], lots[end] = lots[end], lots[0]
        who[0], who[end] = who[end], who[0]
        sift(who, lots, 0, end)

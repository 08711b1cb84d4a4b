"""Keyed chance: the same question has the same answer, and different questions have unrelated ones.

Statistical checks use fixed keys, so they pass or fail alike everywhere. Each asks for p > 0.001 over ``FAMILY`` checks
(Bonferroni): a sound generator would fail one in a thousand choices of keys.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import chance
from sim.chance import ACCEPT, JOIN, bell, draw, mix, moment, pick, sort_by_lot, word

WORDS = st.integers(0, 2**64 - 1)
FULL = 2**64 - 1
KEYS = 20_000
FAMILY = 70
ALPHA = 0.001 / FAMILY


def reference_mix(value: int) -> int:
    """SplitMix64 as published (Steele, Lea & Flood 2014), in whole numbers of Python."""
    value = (value + 0x9E3779B97F4A7C15) & FULL
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & FULL
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & FULL
    return value ^ (value >> 31)


def unmix(value: int) -> int:
    """The word that ``mix`` turns into ``value``: every step of it can be undone."""
    value ^= (value >> 31) ^ (value >> 62)
    value = (value * pow(0x94D049BB133111EB, -1, 2**64)) & FULL
    value ^= (value >> 27) ^ (value >> 54)
    value = (value * pow(0xBF58476D1CE4E5B9, -1, 2**64)) & FULL
    value ^= (value >> 30) ^ (value >> 60)
    return (value - 0x9E3779B97F4A7C15) & FULL


def u(value: int) -> np.uint64:
    return np.uint64(value)


# Who asks what

ASKED = {
    "month": lambda k: draw(u(moment(7, k)), JOIN, u(11), u(13)),
    "seed": lambda k: draw(u(moment(k, 3)), JOIN, u(11), u(13)),
    "who": lambda k: draw(u(moment(7, 3)), JOIN, u(k), u(13)),
    "whom": lambda k: draw(u(moment(7, 3)), JOIN, u(11), u(k)),
    "spread identities": lambda k: draw(u(moment(7, 3)), JOIN, u(mix(u(k))), u(0)),
    "process": lambda k: draw(u(moment(7, 3)), u(k), u(11), u(13)),
}


@pytest.fixture(scope="module")
def answers():
    return {name: np.array([ask(k) for k in range(KEYS)]) for name, ask in ASKED.items()}


def test_mix_is_splitmix64_as_published():
    state, published = 1234567, (6457827717110365317, 3203168211198807973, 9817491932198370423)
    assert tuple(int(mix(u((state + k * 0x9E3779B97F4A7C15) & FULL))) for k in range(3)) == published


@given(WORDS)
def test_mix_agrees_with_plain_arithmetic_and_loses_nothing(value):
    mixed = int(mix(u(value)))
    assert mixed == reference_mix(value)
    assert unmix(mixed) == value


@given(WORDS, WORDS, WORDS)
def test_the_word_is_made_of_all_it_is_asked(when, who, whom):
    expected = reference_mix((reference_mix(reference_mix(when ^ int(JOIN)) ^ who) + whom) & FULL)
    assert int(word(u(when), JOIN, u(who), u(whom))) == expected


def test_a_month_of_a_seed_is_one_word():
    assert int(moment(5, 9)) == reference_mix(reference_mix(5) ^ 9)


def test_the_same_question_has_the_same_answer():
    assert len({draw(u(moment(1, 2)), JOIN, u(3), u(4)) for _ in range(5)}) == 1


@pytest.mark.parametrize(
    "other",
    [
        lambda: draw(u(moment(2, 2)), JOIN, u(3), u(4)),
        lambda: draw(u(moment(1, 3)), JOIN, u(3), u(4)),
        lambda: draw(u(moment(1, 2)), ACCEPT, u(3), u(4)),
        lambda: draw(u(moment(1, 2)), JOIN, u(4), u(4)),
        lambda: draw(u(moment(1, 2)), JOIN, u(3), u(5)),
        lambda: draw(u(moment(1, 2)), JOIN, u(4), u(3)),
    ],
    ids=["seed", "month", "process", "who", "whom", "who and whom the other way round"],
)
def test_every_word_of_the_question_matters(other):
    assert other() != draw(u(moment(1, 2)), JOIN, u(3), u(4))


def test_processes_are_numbered_once_each():
    names = [n for n in vars(chance) if n.isupper() and not n.startswith("_")]
    assert len(names) >= 26
    assert len({int(getattr(chance, n)) for n in names}) == len(names)


# Uniform, and unrelated


@pytest.mark.parametrize("name", ASKED)
def test_answers_are_uniform(answers, name):
    counts = np.histogram(answers[name], bins=64, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > ALPHA


@pytest.mark.parametrize("name", ASKED)
def test_low_digits_are_uniform_too(answers, name):
    counts = np.histogram(np.modf(answers[name] * 2**20)[0], bins=64, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > ALPHA


@pytest.mark.parametrize("lag", [1, 2, 64])
@pytest.mark.parametrize("name", ASKED)
def test_neighbouring_questions_have_unrelated_answers(answers, name, lag):
    one, other = answers[name][:-lag], answers[name][lag:]
    assert stats.pearsonr(one, other).pvalue > ALPHA
    pairs = np.histogram2d(one, other, bins=8, range=((0, 1), (0, 1)))[0]
    assert stats.chisquare(pairs.ravel()).pvalue > ALPHA


def test_processes_are_unrelated():
    join, accept = (np.array([draw(u(moment(7, 3)), what, u(k)) for k in range(KEYS)]) for what in (JOIN, ACCEPT))
    assert stats.pearsonr(join, accept).pvalue > ALPHA


def flips(ask, bits: int, keys: int = 100) -> np.ndarray:
    """(bits in, bits out) share of keys for which flipping one bit of the question flips one bit of the answer."""
    base = [int(mix(u(k))) & ((1 << bits) - 1) for k in range(keys)]
    found = np.zeros((bits, 64))
    for value in base:
        answer = int(ask(value))
        for bit in range(bits):
            changed = answer ^ int(ask(value ^ (1 << bit)))
            found[bit] += np.array([(changed >> k) & 1 for k in range(64)])
    return found / keys


@pytest.mark.parametrize(
    ("ask", "bits"),
    [
        (lambda k: word(u(moment(7, 3)), JOIN, u(k), u(13)), 64),
        (lambda k: word(u(moment(7, 3)), JOIN, u(11), u(k)), 64),
        (lambda k: word(u(moment(7, k)), JOIN, u(11), u(13)), 10),
        (lambda k: word(u(moment(k, 3)), JOIN, u(11), u(13)), 53),
    ],
    ids=["who", "whom", "month", "seed"],
)
def test_one_bit_of_the_question_changes_half_of_the_answer(ask, bits):
    share, keys = flips(ask, bits), 100
    bound = stats.norm.isf(ALPHA / share.size / 2) * 0.5 / math.sqrt(keys)
    assert abs(share - 0.5).max() < bound
    assert abs(share.mean() - 0.5) < stats.norm.isf(ALPHA / 2) * 0.5 / math.sqrt(keys * share.size)


def asking(answer: int) -> int:
    """Whom to ask about so that the answer is ``answer``."""
    inner = reference_mix(reference_mix(int(moment(7, 3)) ^ int(JOIN)) ^ 11)
    return (unmix(answer) - inner) & FULL


@pytest.mark.parametrize("answer", [0, 1, 2**11, 2**63, FULL - 2**11, FULL])
def test_even_extreme_words_are_above_zero_and_never_above_one(answer):
    assert int(word(u(moment(7, 3)), JOIN, u(11), u(asking(answer)))) == answer
    got = draw(u(moment(7, 3)), JOIN, u(11), u(asking(answer)))
    assert 0.0 < got <= 1.0
    assert got == pytest.approx(answer / 2**64, abs=2**-53)


# Bells and picks


@pytest.fixture(scope="module")
def bells():
    return np.array([bell(u(moment(7, 3)), JOIN, u(k)) for k in range(KEYS)])


def test_a_bell_has_mean_0_and_variance_1(bells):
    error = stats.norm.isf(ALPHA / 2) / math.sqrt(KEYS)
    assert abs(bells.mean()) < error
    assert abs(bells.var() - 1.0) < error * math.sqrt(2.0)


def test_a_bell_is_symmetric_near_normal_and_bounded(bells):
    assert abs(stats.skew(bells)) < stats.norm.isf(ALPHA / 2) * math.sqrt(6 / KEYS)
    assert abs(bells).max() < 6.0
    share = (abs(bells) < 1.0).mean()
    assert abs(share - 0.6827) < 0.02  # a normal's; a uniform of variance 1 would have 0.577


@given(WORDS, WORDS)
def test_no_bell_leaves_its_bounds(when, who):
    assert abs(bell(u(when), JOIN, u(who))) < 6.0


def test_a_bell_is_the_sum_of_twelve_parts():
    when_ = u(moment(7, 3))
    words = [int(word(when_, JOIN, u(11), u(part))) for part in range(3)]
    parts = [((w >> (16 * k)) & 0xFFFF) for w in words for k in range(4)]
    assert bell(when_, JOIN, u(11)) == pytest.approx(sum((part + 0.5) / 65536 for part in parts) - 6.0, abs=1e-12)


@given(st.floats(0, 1, exclude_min=True), st.integers(1, 10**6))
def test_a_pick_is_one_of_those_there_are(value, count):
    assert 0 <= pick(value, count) < count


def test_a_pick_favours_nobody():
    assert [pick((k + 0.5) / 12, 4) for k in range(12)] == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


# Orders by lot


@given(st.lists(WORDS, max_size=60), st.integers(0, 60))
def test_an_order_by_lot_is_the_order_of_the_lots(given_lots, count):
    count = min(count, len(given_lots))
    who, lots = np.arange(len(given_lots), dtype=np.int64), np.array(given_lots, np.uint64)
    before = lots.copy()
    sort_by_lot(who, lots, count)
    assert lots[:count].tolist() == sorted(given_lots[:count])
    assert (before[who] == lots).all()
    assert sorted(who[:count]) == list(range(count))
    assert who[count:].tolist() == list(range(count, len(given_lots)))

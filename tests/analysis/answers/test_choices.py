"""A word that is none of those allowed is refused with the one that was meant, and few of the others."""

from __future__ import annotations

import pytest

from analysis.answers.choices import NAMED, one_of

KEYS = ["baseline", *(f"programme+{number:02}" for number in range(1, 15)), "programme+14@late"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("programme+4", "programme+04"),
        ("programme+014@late", "programme+14@late"),
        ("basline", "baseline"),
        ("programme+10x", "programme+10"),
        ("media", None),
    ],
)
def test_numbers_are_compared_as_numbers(typed, meant):
    (fault,) = one_of("--networks", typed, KEYS).faults
    assert fault.nearest == meant


def test_of_many_words_the_first_are_named_and_the_others_counted():
    (fault,) = one_of("--networks", "x", KEYS).faults
    assert fault.allowed == f"one of {', '.join(KEYS[:NAMED])} and {len(KEYS) - NAMED} others"
    (fault,) = one_of("--networks", "x", KEYS[:NAMED]).faults
    assert fault.allowed == f"one of {', '.join(KEYS[:NAMED])}"

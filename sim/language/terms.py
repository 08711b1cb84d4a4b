"""A word of the model with its names in both languages, and lists of them."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A word of the model: its key in files, and its label in English and Thai."""

    key: str
    en: str
    th: str


def code(terms: tuple[Term, ...], key: str) -> int:
    """The position of ``key`` among ``terms``; raises ``ValueError`` when it is not there."""
    return [term.key for term in terms].index(key)


def keys(terms: tuple[Term, ...]) -> tuple[str, ...]:
    """The keys of ``terms``, in the order of their codes."""
    return tuple(term.key for term in terms)

"""What a message is made of, in both languages at once: English words that know their Thai."""

from __future__ import annotations

from collections.abc import Iterable

from sim.language.texts import Lang, text


class Phrase(str):
    """Words of a message: a string in English, whose Thai is ``th``."""

    th: str

    def __new__(cls, en: str, th: str) -> Phrase:
        """Both languages."""
        made = super().__new__(cls, en)
        made.th = th
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """So that a fault found on another machine keeps its Thai."""
        return str(self), self.th


def spoken(value: object, lang: Lang) -> object:
    """``value`` in ``lang``, if it is a phrase; else as it is."""
    return value.th if lang == "th" and isinstance(value, Phrase) else value


def phrase(key: str, /, **places: object) -> Phrase:
    """The text ``fault.key``, its places filled; phrases in them are in the language of the whole."""
    en, th = (
        text(f"fault.{key}", lang, **{name: spoken(value, lang) for name, value in places.items()})
        for lang in ("en", "th")
    )
    return Phrase(en, th)


def joined(parts: Iterable[object], between: str = ", ") -> Phrase:
    """``parts`` one after another."""
    parts = list(parts)
    return Phrase(*(between.join(str(spoken(part, lang)) for part in parts) for lang in ("en", "th")))


def at(file: object, *place: object) -> Phrase:
    """A place in a file."""
    return joined((file, *place), ": ")

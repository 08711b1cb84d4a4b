"""The parts of the page in which something is set, and those that say how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from analysis.exploring.fields import LONGEST_NAME, per_cent
from analysis.exploring.settings import Row, Settings
from analysis.exploring.templates import filled
from sim.language.harmless import harmless
from sim.language.texts import Lang, localised, text
from sim.provinces import PROVINCE_TERMS
from sim.scenario import Scenario

WORDS = (
    "title", "lead", "settings", "scenario", "recommendations", "dose", "start", "end", "provinces",
    "fixed", "more", "months", "worlds", "name", "own", "run", "cancel", "to_results", "save_title", "save",
    "lost", "script",
)  # fmt: skip


def body(settings: Settings, offered: Mapping[str, Scenario], folder: Path, lang: Lang) -> Markup:
    """The whole page, before anything has been run."""
    words = _words(lang)
    where = text("explore_file", lang, folder=harmless(folder))
    telling = status(text("explore_preparing", lang), 0.0)
    other: Lang = "en" if lang == "th" else "th"
    return filled(
        "body.html",
        words=words,
        form=form(settings, offered, lang),
        where=where,
        status=telling,
        other=other,
        other_language=text("explore_language", other),
    )


def form(settings: Settings, offered: Mapping[str, Scenario], lang: Lang) -> Markup:
    """The fields, filled with what is set."""
    rows = sorted(enumerate(settings.rows), key=lambda one: one[1].applied.recommendation.number or 0)
    return filled(
        "form.html",
        words=_words(lang),
        scenarios=[(typed, localised(one, "name", lang)) for typed, one in offered.items()],
        chosen=settings.base.typed,
        about=localised(settings.base, "about", lang),
        rows=[_row(place, row, lang) for place, row in rows],
        settings=settings,
        longest=LONGEST_NAME,
    )


def status(sentence: str, share: float | None) -> Markup:
    """How far it is: a sentence, and a bar of the ``share`` that is done where something is under way."""
    return filled("status.html", sentence=sentence, share=share)


def saved(file: str, command: str, lang: Lang) -> Markup:
    """That a file was saved, and the command that repeats what it says."""
    copy, copied = (text(f"explore_{one}", lang) for one in ("copy", "copied"))
    told = text("explore_saved", lang, file=file)
    return filled("saved.html", sentence=told, command=command, copy=copy, copied=copied)


def _words(lang: Lang) -> dict[str, str]:
    return {one: text(f"explore_{one}", lang) for one in WORDS}


def _row(place: int, row: Row, lang: Lang) -> dict[str, object]:
    """A recommendation as its fields have it."""
    one = row.applied
    number = one.recommendation.number
    return {
        "place": place,
        "name": ("" if number is None else f"{number}. ") + localised(one.recommendation, "name", lang),
        "about": localised(one.recommendation, "changes", lang),
        "on": row.on,
        "fixed": row.fixed,
        "dose": per_cent(one.intensity),
        "start": one.start,
        "end": one.end,
        "provinces": [(term.key, localised(term, "", lang), term.key in one.provinces) for term in PROVINCE_TERMS],
        "chosen": len(one.provinces),
    }

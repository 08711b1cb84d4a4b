"""``reproduce``: whether a finished study comes out the same when it is done again, in words and for a program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.answers.reproduced import Sample, Whole, damaged, other_packages
from analysis.language.labels import outcome
from sim.language.harmless import harmless
from sim.language.layout import paragraphs
from sim.language.numerals import amount, counted
from sim.language.texts import Lang, text

_NAMED = 5
"""Files that are named of those that came out otherwise."""


def words(found: Sample | Whole, folder: Path, lang: Lang) -> str:
    """The answer, what differs first, and what it rests on."""
    said = _of_whole(found, folder, lang) if isinstance(found, Whole) else _of_sample(found, folder, lang)
    gone, others = damaged(folder), other_packages(folder)
    rests = [text("reproduce.damaged", lang, files=_named(gone))] if gone else []
    rests += [text("reproduce.packages", lang, what=", ".join(others))] if others else []
    return "\n".join(
        paragraphs([*said, *rests, *([] if isinstance(found, Whole) else [text("reproduce.sample", lang)])])
    )


def _of_sample(found: Sample, folder: Path, lang: Lang) -> list[str]:
    places = {
        "worlds": f"{len(found.done):,}",
        "of": f"{found.of:,}",
        "scenarios": counted(len(found.scenarios), "scenario", lang),
        "folder": harmless(folder),
    }
    if not found.differing:
        return [text("reproduce.same", lang, **places)]
    said = text("reproduce.other", lang, **places, differing=f"{sum(map(len, found.differing)):,}")
    return [said, _first(found, lang)]


def _first(found: Sample, lang: Lang) -> str:
    if found.first:
        was, now = amount(found.first.was), amount(found.first.now)
        measure = outcome(found.first.measure, lang)
        where = {"world": found.first.world, "scenario": harmless(found.first.scenario)}
        return text("reproduce.first", lang, **where, measure=measure, was=was, now=now)
    worlds = {"first": found.differing[0].start + 1, "last": found.differing[0].stop}
    if found.gone:
        return text("reproduce.first_gone", lang, **worlds, file=harmless(found.gone))
    return text("reproduce.first_within", lang, **worlds)


def _of_whole(found: Whole, folder: Path, lang: Lang) -> list[str]:
    places = {"files": len(found.files), "folder": harmless(folder)}
    if not found.differing:
        return [text("reproduce.all_same", lang, **places)]
    names = _named(found.differing)
    return [text("reproduce.all_other", lang, **places, differing=len(found.differing), names=names)]


def _named(files: tuple[str, ...]) -> str:
    more = [f"… (+{len(files) - _NAMED})"] if len(files) > _NAMED else []
    return ", ".join([*map(harmless, files[:_NAMED]), *more])


def summary(found: Sample | Whole, folder: Path) -> dict[str, Any]:
    """The same for a program."""
    plain = found._asdict() if isinstance(found, Whole) else _plain(found)
    return {"same": not found.differing, **plain, "damaged": damaged(folder), "other_packages": other_packages(folder)}


def _plain(found: Sample) -> dict[str, Any]:
    return {
        "scenarios": found.scenarios,
        "worlds": found.of,
        "done": [draw + 1 for draw in found.done],
        "differing": [[one.start + 1, one.stop] for one in found.differing],
        "first": found.first._asdict() if found.first else None,
    }

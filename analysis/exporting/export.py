"""``export``: a finished study as tables, a workbook and networks for other tools; whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from analysis.answers.reproduced import Fit
from analysis.exporting.crate import LICENCE, LONG_AGO, Story
from analysis.exporting.ends import Ends, LivedOtherwise, ends
from analysis.exporting.left import CRATE, PAGE, STUDY, WORKBOOK, Contents, leave
from analysis.exporting.networks import FOLDER as NETWORKS
from analysis.exporting.tables import Table, tables
from analysis.exporting.workbook import BOUNDS
from analysis.language.progress import Progress, announce_compiling
from analysis.pages.answer import Answer, left
from analysis.studies.finished import EXPORT, manifest_of
from sim.ensembles.folder import Folder, resolved
from sim.ensembles.inventory import Inventory, claim_in, demand_whole
from sim.ensembles.manifest import SCHEMA, telling
from sim.ensembles.manifest import digest as digest_of_claim
from sim.inputs.faults import InputFault
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.harmless import harmless
from sim.language.layout import paragraphs
from sim.language.numerals import counted
from sim.language.texts import Lang, text


@dataclass(frozen=True)
class Wanted:
    """What is asked for.

    Attributes
    ----------
    folder : of the study
    out : of the export; None: beside the study
    world : the world whose networks are shown, from 1; None: the typical one of each scenario
    networks : keys of the scenarios whose networks are shown; none: as ``ends.ends`` has it
    organisations, fit : what the study was made of; nothing but their digests stands in its manifest
    named : whether anything of networks was asked for by name, so that none will not do
    published, licence : a day (YYYY-MM-DD) and an address for the record; None: nobody said it
    typed : words of the command, without folders
    """

    folder: Path
    out: Path | None
    world: int | None
    networks: tuple[str, ...]
    organisations: Path | None
    fit: Fit
    named: bool
    published: str | None
    licence: str | None
    typed: tuple[str, ...]
    lang: Lang
    quiet: bool = False


class Exported(NamedTuple):
    """What an export holds and where, whether it was there before, and why it holds no networks, if that is so."""

    folder: Path
    contents: Contents
    before: bool
    why: InputFault | None


def export(wanted: Wanted) -> Exported:
    """Leave a study for other tools, whole or not at all.

    Seconds for a small study. A workbook takes up to a minute for each table of as many cells as a sheet takes, and
    each network a fraction of a second, after some twenty seconds once for the rules to be compiled.

    Worlds that cannot be lived through again here, or end otherwise than the study found, cost the networks alone,
    unless somebody asked for something of them by name (``Wanted.named``).

    Raises
    ------
    InputFault
        Where there is no finished and undamaged study, where it has no tables, where the export's place is the study's
        own, holds something else or work on an earlier export, or cannot be written to; and of networks that were asked
        for by name and cannot be had.
    """
    found = manifest_of(wanted.folder)
    demand_whole(wanted.folder)
    there = tables(wanted.folder, found["files"])
    if not there:
        raise refuse(wanted.folder, phrase("no_tables", command=found.get("command")), phrase("study_with_tables"))
    _refuse_the_study(wanted)
    shown, why = _ends(wanted, found)
    try:
        return _exported(wanted, found, there, shown, why)
    except LivedOtherwise as fault:
        if wanted.named:
            raise
        return _exported(wanted, found, there, None, fault)


def _exported(
    wanted: Wanted, found: dict[str, Any], there: Sequence[Table], shown: Ends | None, why: InputFault | None
) -> Exported:
    answer = left(wanted.folder)
    story = _story(wanted, found, answer, why)
    contents = Contents(there, shown, story, wanted.folder, harmless(answer.question))
    folder = Folder(_place(wanted), _claim(found), _told(wanted, found, contents))
    before = folder.refuse_strangers()
    _refuse_changed(folder.path, before)
    if not folder.is_as_asked(before):
        _fill(folder, contents, wanted)
    return Exported(folder.path, contents, folder.is_as_asked(before), why)


def _place(wanted: Wanted) -> Path:
    """Beside the study, under its name, unless another place was asked for."""
    study = wanted.folder if wanted.folder.name not in ("", "..") else resolved(wanted.folder)
    return wanted.out or study.with_name(f"{study.name}-{EXPORT}")


def _refuse_the_study(wanted: Wanted) -> None:
    """``InputFault`` where the export would take the place of what it is made of."""
    if resolved(_place(wanted)) == resolved(wanted.folder):
        raise refuse("--out", phrase("the_study_itself", folder=_place(wanted)), phrase("another_out"))


def _ends(wanted: Wanted, found: dict[str, Any]) -> tuple[Ends | None, InputFault | None]:
    try:
        of = wanted.folder, found, wanted.organisations, wanted.fit
        return ends(*of, world=wanted.world, keys=wanted.networks), None
    except InputFault as fault:
        if wanted.named:
            raise
        return None, fault


def _claim(found: Mapping[str, Any]) -> dict[str, Any]:
    """What makes it an export of this study, and of no other; its bytes may yet differ by how it was asked for."""
    settings = {"study": digest_of_claim(claim_in(found))}
    nothing: dict[str, Any] = {"scenarios": {}, "packages": {}}
    unknown = dict.fromkeys(("organisations_sha256", "posterior", "code_sha256"))
    return {"schema": SCHEMA, "command": EXPORT, "settings": settings, **nothing, **unknown}


def _told(wanted: Wanted, found: Mapping[str, Any], contents: Contents) -> Mapping[str, str]:
    """What the bytes follow from beside: results of this study as they are now, and all that was asked for."""
    shown = [[one.scenario.key, one.draw] for one in contents.ends.shown] if contents.ends else None
    return telling("en th", found["seal"], shown, wanted.typed, contents.story.about, wanted.published, wanted.licence)


def _refuse_changed(folder: Path, before: Inventory) -> None:
    """``InputFault`` where somebody has worked on a file of an earlier export: it is theirs by now."""
    changed = [name for name in before.damaged if (folder / name).exists()]
    if changed:
        raise refuse(folder, phrase("export_changed", files=", ".join(changed[:5])), phrase("export_as_left"))


def _fill(folder: Folder, contents: Contents, wanted: Wanted) -> None:
    count = len(contents.ends.shown) if contents.ends else 0
    if count and not wanted.quiet:
        announce_compiling(wanted.lang)
        networks = counted(count, "network", wanted.lang)
        print(text("export.living", wanted.lang, networks=networks), file=sys.stderr, flush=True)
    with Progress(max(1, count), wanted.lang, wanted.quiet, what="network") as progress:
        folder.fill(partial(leave, contents, progress))


def _story(wanted: Wanted, found: dict[str, Any], answer: Answer, why: InputFault | None) -> Story:
    """What the record tells; in English beside what the study says of itself, in its own language."""
    licence = wanted.licence or (None if found.get("organisations_sha256") else LICENCE)
    inputs = {"fit": found.get("posterior"), "organisations": found.get("organisations_sha256")}
    try:
        packages = [harmless(f"{name} {number}") for name, number in sorted(found["packages"].items())]
        return Story(
            title=harmless(text("export.crate_title", "en", question=answer.question)),
            about=harmless(" ".join([*map(str, answer.said), *_about(wanted, licence, why)])),
            names={str(key): str(name) for key, name in answer.called},
            scenarios={key: harmless(one["sha256"]) for key, one in found["scenarios"].items()},
            others={name: harmless(digest) for name, digest in inputs.items() if digest},
            made_with=(harmless(found.get("version", "")), harmless(found["code_sha256"]), packages),
            typed=tuple(map(str, answer.typed)),
            exported=wanted.typed,
            manifest=STUDY,
            published=wanted.published or LONG_AGO,
            licence=licence,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = harmless(repr(error)[:80])
        raise refuse(wanted.folder, phrase("not_of_a_scenario", what=what), phrase("manifest_as_left")) from error


def _about(wanted: Wanted, licence: str | None, why: InputFault | None) -> list[str]:
    """What the record says of the export: what is in it, and what nobody told; no place of this machine is in it."""
    said = [text("export.crate_about" if why is None else "export.crate_about_tables", "en")]
    if why is not None:
        said.append(text("export.no_networks", "en", why="; ".join(str(one.got) for one in why.faults)))
    if wanted.published is None:
        said.append(text("export.crate_no_day", "en", day=LONG_AGO))
    return said if licence else [*said, text("export.crate_no_licence", "en")]


def words(made: Exported, lang: Lang, world: int | None) -> str:
    """What is printed of it."""
    of, folder = made.contents, harmless(made.folder)
    every = len(of.tables)
    counts = {"tables": counted(every, "table", lang), "every": every, "sheets": every - len(of.too_large)}
    said = [text("export.done", lang, folder=folder, workbook=WORKBOOK, page=PAGE, crate=CRATE, **counts)]
    if of.too_large:
        said.append(text("export.too_large", lang, tables=", ".join(of.too_large), **BOUNDS))
    said += _of_networks(made, lang, world)
    said += [text("export.no_day", lang, day=LONG_AGO)] if of.story.published == LONG_AGO else []
    said += [] if of.story.licence else [text("export.no_licence", lang)]
    said += [text("export.there", lang)] if made.before else []
    return "\n".join(paragraphs(said))


def _of_networks(made: Exported, lang: Lang, world: int | None) -> list[str]:
    if made.why is not None:
        return [text("export.no_networks", lang, why=made.why.said(lang).rstrip("."))]
    assert made.contents.ends is not None
    shown, missing = made.contents.ends.shown, made.contents.ends.missing
    said = [text("export.networks", lang, networks=counted(len(shown), "network", lang), folder=f"{NETWORKS}/")]
    said.append(text("export.asked", lang, world=world) if world else text("export.typical", lang))
    every = len(made.contents.ends.job.scenarios)
    if len(shown) + len(missing) < every:
        said.append(text("export.some", lang, every=counted(every, "scenario", lang)))
    if missing:
        said.append(text("export.missing", lang, scenarios=", ".join(map(harmless, missing))))
    return [" ".join(said)]


def summary(made: Exported) -> dict[str, Any]:
    """The same for a program."""
    of = made.contents
    return {
        "folder": str(made.folder),
        "written": not made.before,
        "tables": {one.name: one.rows for one in of.tables},
        "not_in_workbook": of.too_large,
        "networks": [{"scenario": one.scenario.key, "world": one.draw + 1} for one in of.ends.shown] if of.ends else [],
        "no_networks": made.why.said("en") if made.why else None,
        "published": None if of.story.published == LONG_AGO else of.story.published,
        "licence": of.story.licence,
    }

"""``report``: the page of finished studies again, in a language, or of several studies in one; nothing is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from analysis.answers.beside import beside, same_worlds, study_in
from analysis.pages.answer import left
from analysis.pages.report import FILE, report
from analysis.studies.finished import manifest_of
from sim.ensembles.folder import resolved
from sim.ensembles.inventory import demand_whole, manifest_in
from sim.ensembles.moving import as_it_was, settle
from sim.ensembles.store import forget_parts, write_whole
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.texts import Lang

OURS = b'<meta name="generator" content="cooperative-alliances">'
Retell = Callable[[Path, Path, Lang], int]
"""Carries the command that left a study out again, into a folder, told in a language; its exit code."""


def reports(folders: Sequence[Path], out: Path | None, lang: Lang, retell: Retell) -> Path:
    """The page of some folders of results in a language, where it now stands; ``InputFault`` of what is no study.

    A study that was told in another language is told anew, without a run; where the page goes elsewhere, its folder
    is then again as it was.
    """
    for folder in folders:
        settle(resolved(folder))
    faults = [fault for folder in folders for fault in _faults(folder)]
    if faults:
        raise InputFault(faults)
    several = len(folders) > 1
    place = out or (Path(FILE) if several else folders[0] / FILE)
    if out or several:
        _refuse_theirs(place)
    others = {resolved(folder): folder for folder in folders if language_of(manifest_in(folder), lang) != lang}
    if place == folders[0] / FILE:
        for folder in others.values():
            _retell(folder, lang, retell)
        return place
    try:
        forget_parts(place)
        with ExitStack() as after:
            for there, folder in others.items():
                after.enter_context(as_it_was(there))
                _retell(folder, lang, retell)
            write_whole(place, _page(folders, lang).encode())
    except OSError as error:
        raise refuse(place, phrase("cannot_write", why=error.strerror), phrase("writable_folder")) from error
    return place


def language_of(manifest: Mapping[str, Any], otherwise: Lang) -> Lang:
    """The language that a study is told in; ``otherwise`` where its manifest does not say."""
    found: Lang = manifest.get("told", {}).get("language", otherwise)
    return found


def _page(folders: Sequence[Path], lang: Lang) -> str:
    """The page of studies that are told in its language."""
    answers = [left(folder) for folder in folders]
    if len(folders) == 1:
        return report(list(zip(answers, folders)), lang)
    studies = [study_in(folder) for folder in folders]
    named = {key: called for answer in answers for key, called in answer.called}
    same, shared = same_worlds(studies, lang), beside(studies, named, lang)
    return report(list(zip(answers, folders)), lang, same=same, beside=shared)


def _retell(folder: Path, lang: Lang, retell: Retell) -> None:
    """Tell a study in a language; what it was made of has to be where its command says."""
    try:
        retell(folder, folder, lang)
    except InputFault as fault:
        where = Fault(str(folder), phrase("cannot_retell"), phrase("where_it_was_typed"))
        raise InputFault([*fault.faults, where]) from fault


def _faults(folder: Path) -> tuple[Fault, ...]:
    """What keeps a folder from being told: all of it that is not as a finished study left it."""
    try:
        manifest_of(folder)
        demand_whole(folder)
        left(folder)
    except InputFault as fault:
        return fault.faults
    return ()


def _refuse_theirs(place: Path) -> None:
    """``InputFault`` where a page would take the place of something that is no page of ours."""
    if place.exists() and not (place.is_file() and OURS in place.read_bytes()):
        raise refuse(place, phrase("something_else"), phrase("new_page"))

"""The record of an export as a Process Run Crate: which program made what from what, with digests, for archives.

RO-Crate 1.1 (w3id.org/ro/crate/1.1) by the profile Process Run Crate 0.5 (w3id.org/ro/wfrun/process/0.5). No clock is
looked at: the day of publication is what somebody says it is.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from sim.ensembles.inventory import files_in
from sim.ensembles.manifest import code_digest, digest_of
from sim.language.harmless import harmless
from sim.language.program import SCRIPT
from sim.language.texts import text

FILE = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
STANDARD = "https://w3id.org/ro/crate/1.1"
LICENCE = "https://spdx.org/licenses/MIT"
"""Of the program, and of what comes with it."""
UNCHOSEN = "#no-licence"
"""Stands where nobody chose a licence: RO-Crate asks for one, or for words on what may be done."""
LONG_AGO = "1980-01-01"
"""Stands for the day of publication where nobody says one: RO-Crate asks for a day, and no clock is looked at."""
OTHER_TERMS = {"sha256": "http://schema.org/sha256"}  # in schema.org since the context of RO-Crate 1.1 was frozen
TYPES = {".graphml": "application/graphml+xml",
         ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
PROGRAMS = {"study": "#program-of-the-study", "export": "#program"}
Entity = dict[str, Any]


class Story(NamedTuple):
    """What a crate tells of an export: which study, made how, exported how, published when and under which licence.

    Attributes
    ----------
    title, about : of the whole
    names : what scenarios are called, by their keys
    scenarios, others : SHA-256 of what the study was given: of scenarios by their keys; ``fit``, ``organisations``
    made_with : version and digest of the program that made the study, and packages with their versions
    typed : words of the command that made the study
    exported : words of the command that made the export
    manifest : the file in which the study's manifest is
    published, licence : the day (YYYY-MM-DD) and an address; no licence: nobody chose one
    """

    title: str
    about: str
    names: Mapping[str, str]
    scenarios: Mapping[str, str]
    others: Mapping[str, str]
    made_with: tuple[str, str, Sequence[str]]
    typed: Sequence[str]
    exported: Sequence[str]
    manifest: str
    published: str = LONG_AGO
    licence: str | None = None


def crate(folder: Path, story: Story, called: Mapping[str, str]) -> bytes:
    """The record of all that is in a folder; ``called`` says what some of its files hold."""
    files = [_file(folder, name, called.get(name, name)) for name in files_in(folder) if name != FILE]
    inputs, made = list(_inputs(story)), [one for one in files if one["@id"] != story.manifest]
    actions = [
        _action("study", story.typed, inputs, [{"@id": story.manifest}]),
        _action("export", story.exported, [{"@id": story.manifest}], made),
    ]
    graph = [_descriptor(), _root(story, files, actions), *files, *actions, *inputs, *_around(story)]
    whole = {"@context": [f"{STANDARD}/context", OTHER_TERMS], "@graph": graph}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _ids(of: Iterable[Entity]) -> list[Entity] | Entity:
    """Names of some entities; of one by itself, without a list around it, as RO-Crate has it."""
    named = [{"@id": one["@id"]} for one in of]
    return named[0] if len(named) == 1 else named


def _descriptor() -> Entity:
    return {"@id": FILE, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": STANDARD}}


def _root(story: Story, files: list[Entity], actions: list[Entity]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": PROFILE},
        "name": story.title,
        "description": story.about,
        "datePublished": story.published,
        "license": {"@id": story.licence or UNCHOSEN},
        "hasPart": _ids(files),
        "mentions": _ids(actions),
    }


def _file(folder: Path, name: str, called: str) -> Entity:
    path = folder / name
    kind = TYPES.get(path.suffix) or mimetypes.types_map.get(path.suffix, "application/octet-stream")
    return {
        "@id": quote(name, safe="/+"),
        "@type": "File",
        "name": called,
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
        "sha256": digest_of(path),
    }


def _action(key: str, typed: Sequence[str], used: list[Entity], made: list[Entity]) -> Entity:
    """A command: what was typed, the program, what it was given and what it left."""
    return {
        "@id": f"#{key}",
        "@type": "CreateAction",
        "name": text(f"export.crate_{key}", "en"),
        "description": harmless(" ".join((SCRIPT, *typed))),
        "instrument": {"@id": PROGRAMS[key]},
        "object": _ids(used),
        "result": _ids(made),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }


def _inputs(story: Story) -> Iterator[Entity]:
    """What the study was given: every scenario, and where it had them a fit and a table of organisations."""
    for nth, (key, digest) in enumerate(sorted(story.scenarios.items()), 1):
        called = harmless(story.names.get(key, key))
        yield _input(f"#scenario-{nth}", called, digest) | {"alternateName": harmless(key)}
    for key, digest in story.others.items():
        yield _input(f"#{key}", text(f"export.crate_{key}", "en"), digest)


def _input(key: str, called: str, digest: str) -> Entity:
    return {"@id": key, "@type": "CreativeWork", "name": called, "sha256": digest}


def _around(story: Story) -> Iterator[Entity]:
    """What the rest speaks of: both programs, the profile and the licence."""
    program = {"@type": "SoftwareApplication", "name": SCRIPT, "license": {"@id": LICENCE}}
    yield {"@id": "#program", **program, "softwareVersion": version(SCRIPT), "sha256": code_digest()}
    number, code, packages = story.made_with
    study = {"softwareVersion": number, "sha256": code, "softwareRequirements": list(packages)}
    yield {"@id": "#program-of-the-study", **program, **study}
    yield {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    for licence in dict.fromkeys((story.licence or LICENCE, LICENCE)):
        yield {"@id": licence, "@type": "CreativeWork", "name": licence.rpartition("/")[2]}
    if not story.licence:
        yield {"@id": UNCHOSEN, "@type": "CreativeWork", "name": text("export.crate_no_licence", "en")}

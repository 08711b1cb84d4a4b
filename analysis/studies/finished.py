"""The folder of a finished study, for commands that take one: its manifest, or what was likely meant instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.ensembles.inventory import manifest_in
from sim.ensembles.manifest import MANIFEST
from sim.inputs.faults import InputFault, nearest
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse

RESULTS = Path("results")
"""Where studies are that were given no other place."""
CLAIM = {
    "schema", "command", "settings", "scenarios", "organisations_sha256", "posterior", "code_sha256", "packages",
}  # fmt: skip
"""What the manifest of every study says it follows from."""
EXPORT = "export"
"""The command whose folders hold a manifest, and are no study."""


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a finished study; ``InputFault`` where there is none, with the nearest name of one that is."""
    try:
        found = manifest_in(folder)
    except InputFault as fault:
        raise InputFault(replace(one, nearest=_meant(folder)) for one in fault.faults) from fault
    if not set(found) >= CLAIM:
        raise refuse(folder / MANIFEST, phrase("no_study"), phrase("manifest_as_left"))
    if found.get("command") == EXPORT:
        raise refuse(folder, phrase("an_export"), phrase("finished_study"))
    return found


def _meant(folder: Path) -> str | None:
    """The study of nearly that name, beside the folder or where studies usually are."""
    there = {one.name: str(one) for place in (RESULTS, folder.parent) for one in _studies(place) if one != folder}
    near = nearest(folder.name, there)
    return there[near] if near else None


def _studies(place: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (one for one in sorted(place.iterdir()) if (one / MANIFEST).is_file())

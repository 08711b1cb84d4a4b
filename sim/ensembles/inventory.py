"""What a results folder holds: every file with its digest, as its manifest says, beside what is really there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.ensembles.manifest import MANIFEST, as_text, digest, digest_of, readable, text_in
from sim.ensembles.store import WORLDS, reach, shards
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.program import SCRIPT

OWN = ("worlds", "told", "files", "version", "seal")
"""What a manifest holds beside the claim: how many worlds, how they are told, digests of all files, the version of the
program that left it, and its own digest."""


@dataclass(frozen=True)
class Inventory:
    """What is in a folder of results.

    Attributes
    ----------
    worlds : of a study, how many there are; 0 where nothing says it
    told : how they are told (``manifest.telling``)
    files : name of each file, and the SHA-256 it was written with
    damaged : those that are not there, or not as they were written
    """

    worlds: int = 0
    told: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()

    @property
    def whole(self) -> set[str]:
        """Files that are as they were written."""
        return set(self.files) - set(self.damaged)


def written(claim: Mapping[str, Any], folder: Path, told: Mapping[str, str], worlds: int) -> str:
    """The manifest of a folder that is complete but for it."""
    files = {name: digest_of(folder / name) for name in files_in(folder)}
    more: dict[str, Any] = {"told": dict(told), "files": files, "version": version(SCRIPT)}
    if worlds:
        more["worlds"] = worlds
    return as_text({**claim, **more, "seal": digest({**claim, **more})})


def inventory(folder: Path, claim: Mapping[str, Any]) -> Inventory | None:
    """What is in the folder, every file looked at; None where it is not this claim's.

    A manifest that is damaged says nothing. Then the folder is this claim's if the worlds in it are, or the parts of a
    bank, which bear the claim in their names.
    """
    found = _read(folder)
    if found is None:
        mine = any(folder.glob(f"*/*-{digest(claim)}-*"))
        return Inventory(reach(shards(folder / WORLDS, digest(claim))), damaged=(MANIFEST,)) if mine else None
    if as_text(claim_in(found)) != as_text(claim):
        return None
    files = files_told(found)
    return Inventory(found.get("worlds", 0), found.get("told", {}), files, _damaged(folder, files))


def demand_as_written(*paths: Path) -> None:
    """``InputFault`` for a file that is not as the manifest beside it, if there is one, says it was written."""
    for path in paths:
        files = (_read(path.parent) or {}).get("files", {})
        if files.get(path.name, told := _digest_of(path)) != told:
            raise refuse(path, phrase("changed_file"), phrase("file_as_left"))


def claim_in(found: Mapping[str, Any]) -> dict[str, Any]:
    """What the results follow from, of a manifest."""
    return {name: told for name, told in found.items() if name not in OWN}


def manifest_in(folder: Path) -> dict[str, Any]:
    """The manifest of a finished study, as it was written; ``InputFault`` where there is none."""
    found = _read(folder)
    if found is None:
        raise refuse(folder, phrase("no_study"), phrase("finished_study"))
    return found


def damaged_in(folder: Path, found: Mapping[str, Any]) -> tuple[str, ...]:
    """The files of a manifest that are not there as they were written."""
    return _damaged(folder, files_told(found))


def files_told(found: Mapping[str, Any]) -> dict[str, str]:
    """The files of a manifest, each in its folder, and the SHA-256 each was written with."""
    return {name: told for name, told in found["files"].items() if _inside(name)}


def demand_whole(folder: Path) -> None:
    """``InputFault`` unless a folder holds a finished study, every file as it was written."""
    damaged = damaged_in(folder, manifest_in(folder))
    if damaged:
        raise refuse(folder, phrase("damaged", files=", ".join(damaged[:5])), phrase("study_whole"))


def demand_no_links(folder: Path) -> None:
    """``InputFault`` where a folder that is to be written to is a link or holds one, which may lead elsewhere."""
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            raise refuse(folder, phrase("a_link", name=path.relative_to(folder.parent)), phrase("no_links"))


def _read(folder: Path) -> dict[str, Any] | None:
    """The manifest of a finished folder, if it is as it was written."""
    text = text_in(folder)
    found = readable(text)
    if found is None or not _is_of_form(found) or as_text(found) != text:
        return None
    rest = {name: value for name, value in found.items() if name != "seal"}
    return found if found.get("seal") == digest(rest) else None


def _is_of_form(found: Mapping[str, Any]) -> bool:
    """Whether everything in what may be a manifest is of the kind that ``written`` leaves."""
    words = (found.get(name, {}) for name in ("files", "told", "packages"))
    digests = (found.get(name) for name in ("organisations_sha256", "posterior", "code_sha256"))
    worlds = found.get("worlds", 1)
    return (
        all(isinstance(one, dict) and all(isinstance(word, str) for word in one.values()) for one in words)
        and all(isinstance(found.get(name, {}), dict) for name in ("settings", "scenarios"))
        and all(one is None or isinstance(one, str) for one in digests)
        and all(isinstance(found.get(name), str) for name in ("command", "seal"))
        and isinstance(worlds, int)
        and not isinstance(worlds, bool)
        and worlds > 0
        and "files" in found
    )


def _damaged(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the files that are not there as they were written."""
    return tuple(name for name, told in sorted(files.items()) if not as_written(folder / name, told))


def as_written(path: Path, told: str) -> bool:
    """Whether a file is there with the bytes of a digest."""
    return _digest_of(path) == told


def _digest_of(path: Path) -> str | None:
    try:
        return digest_of(path) if path.is_file() else None
    except OSError:
        return None


def _inside(name: str) -> bool:
    """Whether a name leads to somewhere in the folder, on every system."""
    parts = name.split("/")
    return not {"", ".", ".."} & set(parts) and not set("\\:\0") & set(name)


def files_in(folder: Path) -> list[str]:
    """Every file of a folder but its manifest, by its name from there."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != MANIFEST)

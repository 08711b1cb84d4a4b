"""The manifest: what results follow from. Two results with the same manifest are the same, byte for byte.

What they follow from is the claim: rules, numbers, scenarios, seed, versions. How they are told (language, words,
charts) is not: the same results are told anew without a run. Nor is the number of worlds: more are added to those there
are.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.inputs.phrases import Phrase, joined, phrase
from sim.kind_numbers import kind_numbers
from sim.parameters import PARAMETERS
from sim.provinces import load_provinces
from sim.scenario import Scenario
from sim.source import source_digest_of

SCHEMA = 3
PACKAGES = ("mesa", "numba", "numpy", "pandas", "pyarrow")
DRAWN_BY = ("matplotlib", "seaborn", "networkx", "fontpkg-sarabun", "pythainlp", "wcwidth")
"""Packages that charts and words follow from."""
MANIFEST = "manifest.json"
MOST_BYTES = 16_000_000
"""What no manifest reaches, so that no memory is filled for what is none."""
TOLD = {"language", "telling", "words", "layout", "verdict"}
"""Rooms and files that no number follows from."""
_ROOT = Path(__file__).resolve().parents[2]


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=4)
def code_digest(*rooms: str) -> str:
    """SHA-256 over what the model's code says to a machine, and over the numbers that come with it.

    ``rooms`` are folders of ``analysis`` that results follow from as well. Words are left out of it (``source``).
    """
    places = (_ROOT / "sim", *(_ROOT / "analysis" / room for room in rooms))
    files = [file for place in places for file in place.rglob("*.py") if TOLD.isdisjoint(_parts(file))]
    return _digest([source_digest_of(files), shipped_numbers()])


def _parts(file: Path) -> tuple[str, ...]:
    return file.relative_to(_ROOT).with_suffix("").parts


def shipped_numbers() -> list[Any]:
    """Every number that comes with the model and stands in no scenario: of parameters, kinds and provinces."""
    kinds = kind_numbers()
    return [
        [[one.name, one.default, one.low, one.high] for one in PARAMETERS],
        [list(kinds.dtype.names or ()), kinds.tolist()],
        [[one.key, one.x_km, one.y_km, one.radius_km, one.districts, dict(one.counts)] for one in load_provinces()],
    ]


def packages() -> dict[str, str]:
    """Versions of Python and of the packages that results depend on."""
    return {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}


def manifest(
    command: str,
    scenarios: Sequence[Scenario],
    settings: Mapping[str, Any],
    organisations: Path | None,
    posterior: str | None = None,
    *,
    rooms: Sequence[str] = (),
) -> dict[str, Any]:
    """What the results follow from, with the digest of a posterior if there is one; no clock and no machine in it.

    ``rooms`` is as in ``code_digest``.
    """
    return {
        "schema": SCHEMA,
        "command": command,
        "settings": dict(settings),
        "scenarios": {s.key: {"sha256": s.digest(), "content": s.content()} for s in scenarios},
        "organisations_sha256": digest_of(organisations) if organisations else None,
        "posterior": posterior,
        "code_sha256": code_digest(*rooms),
        "packages": packages(),
    }


def telling(lang: str, *follows: object) -> dict[str, str]:
    """How results are told: the language, and a digest of all that words and charts follow from beside the tables.

    That is every byte of the source, labels and sentences among it, the packages that draw, and what else ``follows``
    (plain values), such as the names of the scenarios. It costs little to tell results anew, so nothing is left out.
    """
    drawn_by = {name: version(name) for name in DRAWN_BY}
    return {"language": lang, "sha256": _digest([lang, _every_byte(), drawn_by, *follows])}


@lru_cache(maxsize=1)
def _every_byte() -> str:
    places = (_ROOT / "sim", _ROOT / "analysis")
    files = [
        file for place in places for file in place.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    ]
    return _digest([[str(file.relative_to(_ROOT)), digest_of(file)] for file in sorted(files)])


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def as_text(claim: Mapping[str, Any]) -> str:
    """A manifest as it is written."""
    return json.dumps(claim, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def digest(claim: Mapping[str, Any]) -> str:
    """What stands for a manifest in names of files."""
    return hashlib.sha256(as_text(claim).encode()).hexdigest()[:12]


def text_in(folder: Path) -> str | None:
    """What a folder's manifest says; None where it has none: no regular file, too long, or not to be read."""
    path = folder / MANIFEST
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def readable(found: str | None) -> dict[str, Any] | None:
    """A manifest that was found, or None if it is none."""
    try:
        other = json.loads(found or "")
    except (ValueError, RecursionError):
        return None
    return other if isinstance(other, dict) else None


def difference(found: str, claim: Mapping[str, Any]) -> Phrase:
    """In a few words how a manifest that was ``found`` differs from a claim: the reason for not mixing the two."""
    other = readable(found)
    told = list(_differences(other, claim)) if other else []
    if not told:
        return phrase("unreadable_manifest")
    return phrase("results_of_more" if len(told) > 4 else "results_of", what=joined(told[:4]))


def _differences(found: Mapping[str, Any], claim: Mapping[str, Any]) -> Iterator[Phrase]:
    """What differs, coarsest first."""
    if found.get("schema") != claim["schema"]:
        yield phrase("another_layout", there=found.get("schema"), here=claim["schema"])
    if found.get("command") != claim["command"]:
        yield phrase("another_command", there=found.get("command"), here=claim["command"])
    yield from _changed(found.get("settings"), claim["settings"])
    there, here = _mapping(found.get("scenarios")), claim["scenarios"]
    if set(there) != set(here):
        yield phrase("other_scenarios")
    yield from _scenarios_changed(there, here)
    if found.get("organisations_sha256") != claim["organisations_sha256"]:
        yield phrase("other_organisations")
    if found.get("posterior") != claim["posterior"]:
        yield phrase("another_posterior")
    if found.get("code_sha256") != claim["code_sha256"]:
        yield phrase("another_model")
    yield from _changed(found.get("packages"), claim["packages"])


def _scenarios_changed(there: Mapping[str, Any], here: Mapping[str, Any]) -> Iterator[Phrase]:
    """What differs of scenarios of one name; how long they last is told apart from the rest, and once."""
    both = {key: (_content(there[key]), _content(here[key])) for key in sorted(set(there) & set(here))}
    lengths = {(str(found["months"]), asked["months"]) for found, asked in both.values() if "months" in found}
    for months, wanted in sorted(length for length in lengths if length[0] != str(length[1])):
        yield phrase("another_value", name=phrase("months"), there=months, here=wanted)
    for key, (found, asked) in both.items():
        if {**found, "months": None} != {**asked, "months": None}:
            yield phrase("another_scenario", key=key)


def _content(scenario: object) -> dict[str, Any]:
    return dict(_mapping(_mapping(scenario).get("content")))


def _changed(there: object, here: Mapping[str, Any]) -> Iterator[Phrase]:
    found = _mapping(there)
    for name in sorted({*found, *here}):
        if found.get(name) != here.get(name) and name == "beliefs":
            yield phrase("other_beliefs")
        elif found.get(name) != here.get(name) and isinstance(here.get(name), dict):
            yield phrase("another", name=name)
        elif found.get(name) != here.get(name):
            yield phrase("another_value", name=name, there=found.get(name), here=here.get(name))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}

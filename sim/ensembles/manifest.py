"""The manifest: what results follow from. Two results with the same manifest are the same, byte for byte."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.scenario import Scenario

SCHEMA = 2
PACKAGES = ("mesa", "numba", "numpy", "pandas", "pyarrow")
_ROOT = Path(__file__).resolve().parents[2]


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the model's source and the inputs it ships with: results of another version are never mixed in."""
    files = [
        *sorted((_ROOT / "sim").rglob("*.py")),
        *sorted((_ROOT / "analysis").rglob("*.py")),
        *sorted((_ROOT / "scenarios").glob("*.csv")),
        *sorted((_ROOT / "sim").glob("*.toml")),
    ]
    return hashlib.sha256("".join(digest_of(file) for file in files).encode()).hexdigest()


def packages() -> dict[str, str]:
    """Versions of Python and of the packages that results depend on."""
    return {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}


def manifest(
    command: str,
    scenarios: Sequence[Scenario],
    settings: Mapping[str, Any],
    organisations: Path | None,
    posterior: str | None = None,
) -> dict[str, Any]:
    """What the results follow from, with the digest of a posterior if there is one; no clock and no machine in it."""
    return {
        "schema": SCHEMA,
        "command": command,
        "settings": dict(settings),
        "scenarios": {s.key: {"sha256": s.digest(), "content": s.content()} for s in scenarios},
        "organisations_sha256": digest_of(organisations) if organisations else None,
        "posterior": posterior,
        "code_sha256": code_digest(),
        "packages": packages(),
    }


def as_text(claim: Mapping[str, Any]) -> str:
    """A manifest as it is written."""
    return json.dumps(claim, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def digest(claim: Mapping[str, Any]) -> str:
    """What stands for a manifest in names of files."""
    return hashlib.sha256(as_text(claim).encode()).hexdigest()[:12]


def readable(found: str) -> dict[str, Any] | None:
    """A manifest that was found, or None if it is none."""
    try:
        other = json.loads(found)
    except (ValueError, RecursionError):
        return None
    return other if isinstance(other, dict) else None


def difference(found: str, claim: Mapping[str, Any]) -> str:
    """In a few words how a manifest that was ``found`` differs from a claim: the reason for not mixing the two."""
    other = readable(found)
    told = list(_differences(other, claim)) if other else []
    if not told:
        return "results with a manifest that cannot be read"
    return "results of " + ", ".join(told[:4]) + (" and more" if len(told) > 4 else "")


def _differences(found: Mapping[str, Any], claim: Mapping[str, Any]) -> Iterator[str]:
    """What differs, coarsest first."""
    if found.get("schema") != claim["schema"]:
        yield f"another layout (schema {found.get('schema')}, here {claim['schema']})"
    if found.get("command") != claim["command"]:
        yield f"another command ({found.get('command')}, here {claim['command']})"
    yield from _changed(found.get("settings"), claim["settings"], "{name} {there} (here {here})")
    there, here = _mapping(found.get("scenarios")), claim["scenarios"]
    if set(there) != set(here):
        yield "other scenarios"
    for key in sorted(set(there) & set(here)):
        if there[key] != here[key]:
            yield f"another version of scenario {key}"
    if found.get("organisations_sha256") != claim["organisations_sha256"]:
        yield "other organisations"
    if found.get("posterior") != claim["posterior"]:
        yield "another posterior"
    if found.get("code_sha256") != claim["code_sha256"]:
        yield "another version of the model"
    yield from _changed(found.get("packages"), claim["packages"], "{name} {there} (here {here})")


def _changed(there: object, here: Mapping[str, Any], told: str) -> Iterator[str]:
    found = _mapping(there)
    for name in sorted({*found, *here}):
        if found.get(name) != here.get(name) and isinstance(here.get(name), dict):
            yield f"another {name}"
        elif found.get(name) != here.get(name):
            yield told.format(name=name, there=found.get(name), here=here.get(name))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}

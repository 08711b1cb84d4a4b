"""How results were made: the command, versions and digests, so that others can make them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from analysis.pages.answer import Table
from sim.language.harmless import pasted
from sim.language.program import SCRIPT, program
from sim.language.texts import Lang, text

_SHORT = 16  # figures of a digest that tell it from any other


def made(claim: Mapping[str, Any], typed: Sequence[str], lang: Lang) -> Table:
    """What a claim (``sim.ensembles.manifest``) follows from, with the command that was typed."""
    heads = (text("made.what", lang), text("made.value", lang))
    rows = ((text(f"made.{key}", lang), value) for key, value in _rows(claim, typed) if value)
    return Table(text("made.title", lang), heads, tuple(rows), "manifest.json")


def _rows(claim: Mapping[str, Any], typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "command", " ".join([program(), *(word if word.startswith("--") else pasted(word) for word in typed)])
    yield "version", version(SCRIPT)
    yield "packages", ", ".join(f"{name} {number}" for name, number in sorted(claim["packages"].items()))
    yield "seed", str(claim["settings"].get("seed", ""))
    yield "code", claim["code_sha256"][:_SHORT]
    yield "fit", (claim["posterior"] or "")[:_SHORT]
    yield "organisations", (claim["organisations_sha256"] or "")[:_SHORT]
    yield "scenarios", ", ".join(f"{key} {one['sha256'][:8]}" for key, one in sorted(claim["scenarios"].items()))

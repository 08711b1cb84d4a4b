"""A scenario as the file that makes it, of what it adds to the one it is put on top of."""

from __future__ import annotations

import json

from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.scenario import Applied, Scenario


def scenario_text(one: Scenario, base: Scenario, name: tuple[str, str], about: tuple[str, str]) -> str:
    """TOML that ``load_scenario`` makes ``one`` of; it is ``base`` with recommendations, and agencies' care, on top.

    ``name`` and ``about`` are in English and Thai.
    """
    lines = [
        f"name = {{ en = {_quoted(name[0])}, th = {_quoted(name[1])} }}",
        f"about = {{ en = {_quoted(about[0])}, th = {_quoted(about[1])} }}",
        f"extends = {_quoted(base.typed)}",
        f"months = {one.months}",
    ]
    programme = one.programme
    if programme is not None and programme != base.programme:
        order = ", ".join(map(_quoted, programme.stages))
        lines += ["", "[programme]", f"start = {programme.start}", f"end = {programme.end}", f"order = [{order}]"]
        lines += [f"handover = {programme.handover}"]
    for applied in one.applied[len(base.applied) :]:
        lines += ["", *_recommendation(applied)]
    return "\n".join([*lines, ""])


def _recommendation(one: Applied) -> list[str]:
    lines = [
        "[[recommendation]]",
        f"number = {one.recommendation.number}",
        f"start = {one.start}",
        f"end = {one.end}",
        f"intensity = {one.intensity:g}",
    ]
    if one.provinces != keys(PROVINCE_TERMS):
        lines.append(f"provinces = [{', '.join(map(_quoted, one.provinces))}]")
    return lines


def _quoted(words: str) -> str:
    """A basic string of TOML, which takes the same escapes as one of JSON."""
    return json.dumps(words, ensure_ascii=False)

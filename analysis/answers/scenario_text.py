"""A scenario as the file that makes it, of what it adds to the one it is put on top of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sim.inputs.reading import has_ending, path_of
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.parameters import BY_NAME
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import is_policy
from sim.scenario import Applied, Scenario, load_scenario, parent_of, shipped_scenarios

_SETTINGS = ("strength", "every", "sessions")


def scenario_text(
    one: Scenario,
    base: Scenario,
    name: tuple[str, str],
    about: tuple[str, str],
    files: Mapping[str, str] | None = None,
) -> str:
    """TOML that ``load_scenario`` makes ``one`` of.

    It is ``base`` with recommendations, numbers, and another programme or agencies' care, on top. ``name`` and
    ``about`` are in English and Thai; ``files`` are those of policies of one's own, by their keys.
    """
    lines = [
        f"name = {{ en = {_quoted(name[0])}, th = {_quoted(name[1])} }}",
        f"about = {{ en = {_quoted(about[0])}, th = {_quoted(about[1])} }}",
        f"extends = {_quoted(base.typed)}",
        f"months = {one.months}",
    ]
    programme = one.programme
    if programme is None and base.programme is not None:
        lines += ["programme = false"]
    elif programme is not None and programme != base.programme:
        order = ", ".join(map(_quoted, programme.stages))
        lines += ["", "[programme]", f"start = {programme.start}", f"end = {programme.end}", f"order = [{order}]"]
        lines += [f"handover = {programme.handover}"]
    for applied in one.applied[len(base.applied) :]:
        lines += ["", *_recommendation(applied, files or {})]
    differing = {key: value for key, value in one.parameters.items() if base.parameters.get(key) != value}
    numbers = [f"{key} = {int(value) if BY_NAME[key].forms else value!r}" for key, value in differing.items()]
    return "\n".join([*lines, *(["", "[parameters]"] if numbers else []), *numbers, ""])


def anchors(one: Scenario) -> Iterator[Scenario]:
    """Scenarios that a file of ``one``, or of something made of it, may extend: itself, what it extends, the baseline.

    Those that no file can extend are left out: policies, and what goes by more than a name.
    """
    step: Scenario | None = one
    while step is not None:
        if step.typed in shipped_scenarios() or (has_ending(path_of(step.typed), ".toml") and not _is_policy(step)):
            yield step
        step = parent_of(step.typed)
    yield load_scenario("baseline")


def can_write(one: Scenario) -> bool:
    """Whether a file can say all of ``one`` from the ground up, so that any of its recommendations can be left out."""
    numbered = all(applied.recommendation.number is not None for applied in one.applied)
    return numbered and any(not anchor.applied and anchor.agencies == one.agencies for anchor in anchors(one))


def _is_policy(one: Scenario) -> bool:
    return is_policy(path_of(one.typed))


def _recommendation(one: Applied, files: Mapping[str, str]) -> list[str]:
    number = one.recommendation.number
    lines = [
        "[[recommendation]]",
        f"file = {_quoted(files[one.recommendation.key])}" if number is None else f"number = {number}",
        f"start = {one.start}",
        f"end = {one.end}",
        f"intensity = {_exactly(one.intensity)}",
    ]
    lines += [f"{name} = {getattr(one, name)!r}" for name in _SETTINGS if getattr(one, name) is not None]
    for name, all_of_them in (("provinces", PROVINCE_TERMS), ("kinds", KINDS)):
        if getattr(one, name) != keys(all_of_them):
            lines.append(f"{name} = [{', '.join(map(_quoted, getattr(one, name)))}]")
    return lines


def _exactly(value: float) -> str:
    """As short as it can be said without another number being read back."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _quoted(words: str) -> str:
    """A basic string of TOML, which takes the same escapes as one of JSON."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")

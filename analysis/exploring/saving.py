"""What is set on the page as a scenario file, and the command that repeats it."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.answers.scenario_text import anchors, scenario_text
from analysis.exploring.settings import Settings
from sim.inputs.faults import shown
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.harmless import UNSAFE, options_of, pasted
from sim.language.program import program
from sim.language.texts import text
from sim.scenario import Scenario, shipped_scenarios

FIELD = "file"
"""The field of the page in which the file's name is typed."""
ENDING = ".toml"
_LONGEST = 60  # letters; names of files end at 255 bytes, and a letter of Thai takes three
_REFUSED = re.compile(r'[/\\:*?"<>|@+$]|^[.~-]|^\d+$')  # what a shell, a system or the project would take for more


def save(settings: Settings, typed: str, folder: Path) -> Path:
    """Write a scenario file into ``folder``, whole or not at all; the same twice is one file.

    Raises
    ------
    InputFault
        ``where`` is ``FIELD``: the name is none for a file, or the file is there and says something else.
    """
    path, content = folder / file_name(typed), _content(settings).encode()
    try:
        if path.exists():
            if path.is_file() and path.read_bytes() == content:
                return path
            raise refuse(FIELD, phrase("explore_there", file=shown(path.name)), phrase("explore_new_file"))
        from sim.ensembles.store import forget_parts, write_whole

        forget_parts(path)
        write_whole(path, content)
    except OSError as error:
        raise refuse(FIELD, phrase("cannot_write", why=error.strerror), phrase("writable_folder")) from error
    return path


def file_name(typed: str) -> str:
    """A file's name as it was typed, with its ending; ``InputFault`` for what is none, or is taken by the project."""
    stem = typed.strip().removesuffix(ENDING)
    if not stem or len(stem) > _LONGEST or _REFUSED.search(stem) or UNSAFE.search(stem):
        got = shown(typed) if typed.strip() else phrase("nothing")
        raise refuse(FIELD, got, phrase("explore_file", most=_LONGEST))
    if stem in shipped_scenarios():
        raise refuse(FIELD, phrase("shipped_name", name=shown(stem)), phrase("own_name"))
    return stem + ENDING


def _content(settings: Settings) -> str:
    scenario, base = settings.scenario, settings.base
    policies = [one.recommendation.key for one in base.applied if one.recommendation.number is None]
    return scenario_text(
        scenario,
        _anchor(settings),
        (scenario.name_en, scenario.name_th),
        (text("explore_about", "en", base=base.name_en), text("explore_about", "th", base=base.name_th)),
        dict.fromkeys(policies, base.typed),
    )


def _anchor(settings: Settings) -> Scenario:
    """What the file extends: the nearest scenario of which all that is applied is still there, in its place."""
    scenario, own = settings.scenario, settings.base
    one_policy = len(own.applied) == 1  # a policy's file, typed as a scenario
    for one in anchors(own):
        kept, rest = scenario.applied[: len(one.applied)], scenario.applied[len(one.applied) :]
        writable = one_policy or all(applied.recommendation.number is not None for applied in rest)
        if kept == one.applied and one.agencies == scenario.agencies and writable:
            return one
    raise refuse(FIELD, phrase("explore_apart", scenario=shown(own.typed)), phrase("explore_as_file"))


def command(settings: Settings, path: Path, seed: int, given: str) -> str:
    """What repeats what the page shows once ``path`` is there; ``given`` are further options, a space before each."""
    base = settings.base
    scenarios = [pasted(path.name), *([pasted(base.typed)] if base.typed != "baseline" else [])]
    options = options_of({"replicates": settings.worlds, "seed": seed, "months": settings.months})
    return " ".join([f"{program()} compare", *scenarios]) + options + given

"""A finished study done again from its manifest, some of its worlds or all of it, and whether it comes to the same."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis.answers import judging, validation
from analysis.answers.reports import Retell, language_of
from analysis.calibration import course
from analysis.calibration.posterior import Posterior
from analysis.portfolios import optimising
from analysis.studies.finished import manifest_of
from sim.distribution import Distribution
from sim.ensembles.chunk import unpack_ends
from sim.ensembles.ensemble import on_cores
from sim.ensembles.inventory import as_written, claim_in, damaged_in, files_in, manifest_in
from sim.ensembles.job import Job
from sim.ensembles.manifest import MANIFEST, code_digest, digest_of, packages
from sim.ensembles.store import reach, shards_of
from sim.frozen import FrozenNumbers
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.program import SCRIPT
from sim.measures import MEASURES
from sim.organisations import load_organisations
from sim.scenario_content import scenario_of

TOLD = ("report.html", "answer.json", "verdict.txt", "verdict-en.txt", "verdict-th.txt")
"""Files of words, which name the folder they are in."""
ROOMS: Mapping[str, Sequence[str]] = {
    "judge": judging.ROOMS,
    "validate": validation.ROOMS,
    "optimise": optimising.ROOMS,
    "calibrate": course.ROOMS,
}
"""Rooms of ``analysis`` that the results of a command follow from beside the model; of others none, nor of studies that
keep worlds, whatever the command (``validate --structure``)."""
MOST_SEED = 2**53
"""The greatest that a command takes."""
Fit = Callable[[], Posterior | None]
"""The fit that is at hand, for a study that was drawn from one."""


class Elsewhere(NamedTuple):
    """Where a world ends otherwise than it did: which, under which scenario, in what; NaN where a run failed."""

    world: int
    scenario: str
    measure: str
    was: float
    now: float


@dataclass(frozen=True)
class Sample:
    """What came of some worlds.

    Attributes
    ----------
    scenarios : keys of those they were lived through under
    of : how many worlds the study has
    done : numbers of those done again, from 0
    differing : chunks of them that came to other bytes
    first : where the first of those ends otherwise; None where it cannot be told, or ends alike
    gone : the file of the first of those, where it is not there as it was written; empty where it is
    """

    scenarios: tuple[str, ...]
    of: int
    done: tuple[int, ...]
    differing: tuple[range, ...]
    first: Elsewhere | None
    gone: str


class Whole(NamedTuple):
    """What came of a whole study: the tables and charts compared, and those that came out otherwise."""

    files: tuple[str, ...]
    differing: tuple[str, ...]


def sample(folder: Path, worlds: int, organisations: Path | None, fit: Fit, workers: int) -> Sample:
    """Some worlds of the study in a folder done again, from its manifest alone.

    Parameters
    ----------
    worlds
        How many at least, spread evenly over those there are; all of a chunk are done together.
    organisations, fit
        What the study was made of, where it was: nothing but their digests stands in a manifest.

    Raises
    ------
    InputFault
        When there is no study, when it keeps no worlds, is of another version, or of other files than those given.
    """
    found = manifest_of(folder)
    shards = shards_of(found["files"])
    if not shards:
        raise refuse(folder, phrase("no_worlds_kept", command=found.get("command")), phrase("all_of_it"))
    amiss = refuse(folder / MANIFEST, phrase("worlds_amiss", worlds=found.get("worlds")), phrase("manifest_as_left"))
    if not sum(map(len, shards)) == reach(shards) == found.get("worlds"):
        raise amiss
    refuse_another_version(folder, found)
    job = job_of(folder, found, organisations, fit)
    if sorted(shards, key=lambda one: one.start) != job.chunks:
        raise amiss
    chosen = spread(list(shards), worlds)
    made = dict(on_cores(job, chosen, workers))
    differing = [one for one in chosen if hashlib.sha256(made[one]).hexdigest() != found["files"][shards[one]]]
    stored = folder / shards[differing[0]] if differing else None
    gone = shards[differing[0]] if stored and not as_written(stored, found["files"][shards[differing[0]]]) else ""
    first = _first(stored, made[differing[0]], differing[0], job.keys) if stored and not gone else None
    return Sample(
        scenarios=job.keys,
        of=sum(map(len, shards)),
        done=tuple(draw for one in chosen for draw in one),
        differing=tuple(differing),
        first=first,
        gone=gone,
    )


def whole(folder: Path, again: Retell) -> Whole:
    """The whole study in a folder done again, by the command that left it, in a folder that is then removed.

    Files of words are not compared. ``InputFault`` as of ``sample``, and of what the command itself refuses.
    """
    found = manifest_of(folder)
    refuse_another_version(folder, found)
    names = tuple(name for name in sorted(found["files"]) if name not in TOLD)
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "again"
        again(folder, out, language_of(found, "en"))
        made = {name: digest_of(out / name) for name in files_in(out)}
    return Whole(names, tuple(name for name in names if made.get(name) != found["files"][name]))


def refuse_another_version(folder: Path, found: Mapping[str, Any]) -> None:
    """``InputFault`` where the study was left by other code than is here."""
    rooms = () if shards_of(found["files"]) else ROOMS.get(str(found.get("command")), ())
    if found.get("code_sha256") != code_digest(*rooms):
        versions = {"version": _called(found.get("version")), "here": _called(version(SCRIPT))}
        raise refuse(folder, phrase("another_program", **versions), phrase("that_program"))


def _called(number: object) -> str:
    return phrase("program_version", number=number) if number else phrase("unknown_version")


def other_packages(folder: Path) -> list[str]:
    """Packages that the study was made with and that are here in another version: name, then both versions."""
    there, here = manifest_in(folder).get("packages", {}), packages()
    return [f"{name} {there.get(name)} ({here[name]})" for name in sorted(here) if there.get(name) != here[name]]


def damaged(folder: Path) -> tuple[str, ...]:
    """Files of the study that are not there as they were written."""
    return damaged_in(folder, manifest_in(folder))


def job_of(folder: Path, found: Mapping[str, Any], organisations: Path | None, fit: Fit) -> Job:
    """The ensemble that the manifest ``found`` in a folder tells of, with the organisations and fit it had, if any.

    Raises ``InputFault`` where those at hand are others, or where what it tells is no ensemble.
    """
    claim, place = claim_in(found), str(folder / MANIFEST)
    table = claim["organisations_sha256"]
    if table != (digest_of(organisations) if organisations else None):
        needed = phrase("own_organisations_needed", sha256=table) if table else phrase("no_own_organisations")
        raise refuse(place, needed, phrase("that_table" if table else "no_organisations_file"))
    posterior = fit() if claim["posterior"] else None
    if claim["posterior"] != (posterior.seal if posterior else None):
        raise refuse(place, phrase("another_posterior"), phrase("that_fit"))
    try:
        settings, world = claim["settings"], claim["settings"].get("world")
        scenarios = [scenario_of(key, one["content"]) for key, one in sorted(claim["scenarios"].items())]
        beliefs = {name: Distribution(shape, tuple(numbers)) for name, (shape, *numbers) in _beliefs(claim).items()}
        months, seed = scenarios[0].months, int(settings["seed"])
        if not 0 <= seed <= MOST_SEED:
            raise ValueError(f"{settings['seed']!r}")
        draws = range(world - 1, world) if world else range(found["worlds"])
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise refuse(place, phrase("not_of_a_scenario", what=str(error)[:80]), phrase("manifest_as_left")) from error
    return Job(
        scenarios=tuple(scenarios),
        months=months,
        draws=draws,
        seed=seed,
        table=load_organisations(organisations) if organisations else None,
        posterior=posterior.to_draw_from() if posterior else None,
        beliefs=FrozenNumbers(beliefs),
        keep_runs=bool(settings.get("keep_runs")),
    )


def _beliefs(claim: Mapping[str, Any]) -> Mapping[str, Any]:
    return claim["settings"].get("beliefs") or {}


def spread(chunks: Sequence[range], worlds: int) -> list[range]:
    """Chunks with at least so many worlds, spread evenly from the first to the last, each once."""
    ordered = sorted(chunks, key=lambda one: one.start)
    for count in range(min(-(-worlds // max(map(len, ordered))), len(ordered)), len(ordered) + 1):
        places = np.linspace(0, len(ordered) - 1, count).round().astype(int)
        if sum(len(ordered[place]) for place in places) >= worlds:
            break
    return [ordered[place] for place in places]


def _first(stored: Path, made: bytes, draws: range, keys: Sequence[str]) -> Elsewhere | None:
    """The first run of a chunk that ends otherwise than it did, and in what; None too where its file is no chunk."""
    with tempfile.TemporaryDirectory() as place:
        shard = Path(place) / stored.name
        shard.write_bytes(made)
        now = unpack_ends(shard)[1]
    try:
        was = unpack_ends(stored)[1]
    except (ValueError, TypeError):  # who sends a study may seal anything
        return None
    if was.shape != now.shape:
        return None
    apart = np.argwhere(~((was == now) | (np.isnan(was) & np.isnan(now))))
    if not len(apart):
        return None
    scenario, world, measure = min(apart.tolist(), key=lambda one: (one[1], one[0], one[2]))
    ends = (float(of[scenario, world, measure]) for of in (was, now))
    return Elsewhere(draws[world] + 1, keys[scenario], MEASURES[measure].key, *ends)

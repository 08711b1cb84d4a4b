"""How runs of a study ended: which worlds are shown, and one run of each scenario lived through again to its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.answers.choices import one_of
from analysis.answers.picture import typical
from analysis.answers.reproduced import Fit, job_of, refuse_another_version
from analysis.effects.policies import MAIN
from analysis.studies.study import WHO, read_table
from sim.ensembles.job import Job
from sim.ensembles.store import shards_of
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.measures import POSITION
from sim.records import State
from sim.scenario import Scenario
from sim.simulate import Peopling, simulate

TYPICAL, ASKED = "typical", "asked"
"""Why a world is shown: it is the one that the network chart shows, or somebody wants to see it."""
MANY = 20
"""Scenarios of which all are shown; of more, those in the months and with the rules that are written."""
_OTHERWISE = frozenset("@~")  # in keys of scenarios in another window, or with another form of a rule


class LivedOtherwise(InputFault):
    """A run lived through again does not end as the study found."""


class End(NamedTuple):
    """A run to be shown: its scenario, draw (from 0), why that one, and how many lasting alliances it ended with."""

    scenario: Scenario
    draw: int
    chosen: str
    lasting: float


@dataclass(frozen=True)
class Ends:
    """The runs of a study that are shown, and what they are lived through again from.

    ``missing`` are the keys of scenarios of which no run can be shown, since it failed.
    """

    job: Job
    shown: tuple[End, ...]
    missing: tuple[str, ...]

    def lived(self) -> Iterator[tuple[End, State]]:
        """Each with the world at its end; ``LivedOtherwise`` where that is not what the study found."""
        peopling = Peopling(self.job.table)
        for one in self.shown:
            (world,) = self.job.worlds(range(one.draw, one.draw + 1))
            run = simulate(one.scenario, world.seed, world.draw, peopling)
            if float(run.rows[-1, POSITION[MAIN]]) != one.lasting:
                got = phrase("lived_otherwise", world=one.draw + 1)
                raise LivedOtherwise([Fault(one.scenario.key, got, phrase("reproduce_it"))])
            yield one, run.state


def ends(
    folder: Path, found: dict[str, Any], organisations: Path | None, fit: Fit, *, world: int | None, keys: Sequence[str]
) -> Ends:
    """Which runs of a study are shown: of each scenario the typical one, or the one in a ``world`` (from 1).

    Parameters
    ----------
    organisations, fit
        What the study was made of; nothing but their digests stands in its manifest.
    keys
        Of the scenarios that are shown; none: all, but of ``MANY`` only those as they are written.

    Raises
    ------
    InputFault
        Where the study keeps no worlds, has no such world or scenario, is of another version, or was made of other
        organisations or another fit than those at hand.
    """
    if not shards_of(found["files"]):
        raise refuse(folder, phrase("no_worlds_kept", command=found.get("command")), phrase("study_with_worlds"))
    refuse_another_version(folder, found)
    job = job_of(folder, found, organisations, fit)
    if world is not None and world - 1 not in job.draws:
        allowed = phrase("from_to", low=job.draws.start + 1, high=job.draws.stop)
        raise refuse("--world", str(world), allowed)
    runs = read_table(folder / "runs.parquet", [*WHO, MAIN], [("status", "==", "done")])
    if world is not None:
        runs = runs[runs["draw"] == world - 1]
    of = {one.key: runs[runs["scenario"] == one.key] for one in _chosen(job.scenarios, keys)}
    chosen = TYPICAL if world is None else ASKED
    ended = (_end(one, of[one.key], chosen) for one in job.scenarios if one.key in of and len(of[one.key]))
    return Ends(job, tuple(ended), tuple(key for key, done in of.items() if done.empty))


def _chosen(scenarios: Sequence[Scenario], keys: Sequence[str]) -> Sequence[Scenario]:
    """Those of the keys; or all, or of many those that are as written, if there are such."""
    known = {one.key: one for one in scenarios}
    for key in keys:
        if key not in known:
            raise one_of("--networks", key, list(known))
    if keys:
        return [known[key] for key in dict.fromkeys(keys)]
    written = [one for one in scenarios if _OTHERWISE.isdisjoint(one.key)]
    return written if written and len(scenarios) > MANY else scenarios


def _end(scenario: Scenario, done: pd.DataFrame, chosen: str) -> End:
    run = typical(done)
    return End(scenario, int(run["draw"]), chosen, float(run[MAIN]))

"""A study: scenarios lived through in the same worlds, and the results folder made of them.

``run`` and ``compare`` are both studies; they differ in what they make of the tables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.progress import Progress, announce_compiling
from analysis.texts import Lang, Names
from sim.ensemble import ensemble, worlds
from sim.inputs.faults import Fault, InputFault
from sim.inputs.organisations import load_organisations
from sim.results import PROGRAMME_MONTHS, Folder, Tables, manifest, tabulate, write_tables
from sim.scenario import Scenario


@dataclass(frozen=True)
class Request:
    """What the command line asks for, beside the scenarios.

    ``replicates`` is the number of worlds: each is one draw of what nobody knows and one course of chance, since
    repeating a draw buys less than another one. ``months`` of None means as the scenarios say. ``line`` is the command
    as it was typed. ``named`` are the
    scenarios as they were typed.
    """

    command: str
    replicates: int
    seed: int
    months: int | None
    workers: int
    out: Path | None
    lang: Lang
    organisations: Path | None
    quiet: bool = False
    line: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """A finished study: what was asked, the scenarios in full, the tables, and the folder they are in."""

    request: Request
    scenarios: tuple[Scenario, ...]
    tables: Tables
    folder: Path
    resumed: bool

    @property
    def names(self) -> Names:
        """Labels of the scenarios."""
        return names_of(self.scenarios)


Draw = Callable[[Study, Path], None]


def names_of(scenarios: Sequence[Scenario]) -> Names:
    """Scenario key → English and Thai name; one recommendation on top of another scenario goes by its own name."""
    return {scenario.key: (_label(scenario, "en"), _label(scenario, "th")) for scenario in scenarios}


def _label(scenario: Scenario, lang: Lang) -> str:
    name: str = getattr(scenario, f"name_{lang}")
    if len(scenario.applied) == 1 and "+" in scenario.key:
        added = scenario.applied[0].recommendation
        number = "" if added.number is None else f"{added.number}. "
        return number + str(getattr(added, f"name_{lang}"))
    return name


def same_months(scenarios: Sequence[Scenario], months: int | None) -> tuple[Scenario, ...]:
    """The scenarios over one number of months: the one asked for, or the one they share."""
    if months is not None:
        return tuple(replace(scenario, months=months) for scenario in scenarios)
    lengths = {scenario.months for scenario in scenarios}
    if len(lengths) > 1:
        told = ", ".join(f"{scenario.key} {scenario.months}" for scenario in scenarios)
        raise InputFault((Fault("months", told, "the same number of months in all; --months sets it"),))
    return tuple(scenarios)


def carry_out(request: Request, scenarios: Sequence[Scenario], draw: Draw) -> Study:
    """Run the study, or read it where it was already run; ``draw`` adds what the command makes of the tables."""
    scenarios = same_months(scenarios, request.months)
    table = load_organisations(request.organisations) if request.organisations else None
    claim = manifest(request.command, scenarios, settings(request), request.organisations)
    folder = Folder(request.out or default_folder(request.command, claim), claim)
    folder.refuse_strangers()
    if folder.finished:
        return Study(request, scenarios, read_tables(folder.path), folder.path, True)
    tables = _live(request, scenarios, table)
    study = Study(request, scenarios, tables, folder.path, False)

    def write(into: Path) -> None:
        write_tables(tables, into)
        draw(study, into)

    folder.fill(write)
    return study


def _live(request: Request, scenarios: Sequence[Scenario], table: pd.DataFrame | None) -> Tables:
    which = worlds(request.replicates, 1, request.seed)
    announce_compiling(request.lang, request.quiet)
    with Progress(len(which), request.lang, request.quiet) as progress:
        lived = ensemble(scenarios, which, scenarios[0].months, request.workers, table, progress)
    return tabulate(lived, scenarios)


def settings(request: Request) -> Mapping[str, Any]:
    """Those parts of a request that results follow from; workers and folders are not among them."""
    return {"replicates": request.replicates, "seed": request.seed, "language": request.lang}


def default_folder(command: str, claim: Mapping[str, Any]) -> Path:
    """A folder named by what its content follows from."""
    import hashlib
    import json

    return Path("results") / f"{command}-{hashlib.sha256(json.dumps(claim, sort_keys=True).encode()).hexdigest()[:10]}"


def read_tables(folder: Path) -> Tables:
    """The tables of a results folder; ``InputFault`` when one is missing or damaged."""
    tables = {}
    for name in Tables._fields:
        path = folder / f"{name}.parquet"
        try:
            tables[name] = pd.read_parquet(path)
        except (OSError, ValueError) as error:
            said = str(error).splitlines()[0][:80]
            raise InputFault(
                (Fault(str(path), said, "a results table as it was written; remove the folder"),)
            ) from error
    return Tables(**tables)


def failures(study: Study) -> list[str]:
    """A line for each failed run: which it was, why it failed, and the command that runs it again."""
    runs = study.tables.runs
    failed = runs[runs["status"] == "failed"]
    return [
        f"  {scenario}, world {world + 1}, run seed {seed}: {reason}; again: {study.request.line}"
        for scenario, world, seed, reason in zip(failed["scenario"], failed["draw"], failed["seed"], failed["reason"])
    ]


def support_ends(scenarios: Sequence[Scenario]) -> int:
    """The last month of the programme of these scenarios (24 where none has one)."""
    return max((scenario.programme.end for scenario in scenarios if scenario.programme), default=PROGRAMME_MONTHS)


def comparable_with_observed(study: Study) -> bool:
    """Whether the 31 networks can be held against a study: the shipped organisations, for two years or more."""
    return study.request.organisations is None and study.scenarios[0].months >= PROGRAMME_MONTHS


def all_cores() -> int:
    """The processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

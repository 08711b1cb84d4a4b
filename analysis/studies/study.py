"""A study: scenarios lived through in the same worlds, and the results folder made of them.

``run`` and ``compare`` are both studies; they differ in what they make of the tables.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.calibration.behaviour import behaviour
from analysis.calibration.fit import ENOUGH
from analysis.calibration.posterior import Posterior
from analysis.language.labels import Names
from analysis.language.progress import Interrupted, Progress, announce_compiling, tell_damaged
from analysis.studies.believed import believed_lines
from analysis.studies.support import marked
from sim.beliefs import BeliefsFile
from sim.calendar import PROGRAMME_MONTHS
from sim.draws import NO_BELIEFS, SWEPT, Beliefs
from sim.ensembles.chunk import opened
from sim.ensembles.cluster import on_cluster
from sim.ensembles.ensemble import on_cores
from sim.ensembles.folder import Folder, default_folder
from sim.ensembles.inventory import Inventory
from sim.ensembles.job import Job
from sim.ensembles.manifest import manifest, telling
from sim.ensembles.store import WORLDS, Store, same_file
from sim.ensembles.tables import MONTHS, TABLES, write_tables
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import phrase
from sim.language.harmless import options_of, pasted
from sim.language.numerals import counted
from sim.language.program import program
from sim.language.texts import Lang, text
from sim.organisations import load_organisations
from sim.parameters import STRUCTURE
from sim.scenario import Scenario
from sim.windows import WINDOWS


@dataclass(frozen=True)
class Request:
    """What the command line asks for, beside the scenarios.

    ``replicates`` is the number of worlds: each is one draw of what nobody knows and one course of chance, since
    repeating a draw buys less than another one. ``world`` asks for that one of them only, counted from 1. ``months`` of
    None means as the scenarios say; ``seed`` keys all chance, ``workers`` are threads. ``organisations`` is a file of
    the user's; ``out`` of None is a folder named by what the study is of. ``scheduler`` is the address of a Dask
    cluster to run on, if any. ``drawn_from`` is what was typed for ``posterior``: a path, ``none``, or nothing for the
    shipped one. ``beliefs`` is what somebody believes otherwise than declared. ``typed`` are the words of the command
    from which its results follow.
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
    scheduler: str | None = None
    keep_runs: bool = False
    world: int | None = None
    posterior: Posterior | None = None
    drawn_from: str | None = None
    beliefs: BeliefsFile | None = None
    typed: tuple[str, ...] = ()

    @property
    def believed(self) -> Beliefs:
        """What is believed otherwise than declared, as draws take it."""
        return self.beliefs.to_draw_from() if self.beliefs else NO_BELIEFS

    @property
    def draws(self) -> range:
        """Numbers of the worlds, from 0."""
        return range(self.replicates) if self.world is None else range(self.world - 1, self.world)


@dataclass(frozen=True)
class Study:
    """A finished study: what was asked, the scenarios in full, and the folder its tables are in."""

    request: Request
    scenarios: tuple[Scenario, ...]
    folder: Path
    resumed: bool

    def monthly(self) -> pd.DataFrame:
        """Month by month, the mean and quantiles over runs."""
        return read_table(self.folder / "monthly.parquet")

    def runs(self, *outcomes: str) -> pd.DataFrame:
        """A row a run: scenario, draw, replicate, status, and the outcomes named: of a million runs not all fit."""
        return read_table(self.folder / "runs.parquet", [*WHO, *outcomes])

    def failed(self) -> pd.DataFrame:
        """A row a failed run: which, its seed, and why."""
        columns = ["scenario", "draw", "seed", "reason"]
        return read_table(self.folder / "runs.parquet", columns, [("status", "==", "failed")])

    @property
    def names(self) -> Names:
        """Labels of the scenarios, with a mark where support still runs at the end."""
        return marked(names_of(self.scenarios), self.scenarios)


Chart = Callable[[Study, Path], None]
"""Adds what is made of the tables of a study to its folder."""
WHO = ("scenario", "draw", "replicate", "status")


def names_of(scenarios: Sequence[Scenario]) -> Names:
    """Scenario key → English and Thai name; one recommendation on top of another scenario goes by its own name."""
    return {scenario.key: (_label(scenario, "en"), _label(scenario, "th")) for scenario in scenarios}


def _label(scenario: Scenario, lang: Lang) -> str:
    name: str = getattr(scenario, f"name_{lang}")
    if len(scenario.applied) == 1 and "+" in scenario.key:
        added = scenario.applied[0].recommendation
        number = "" if added.number is None else f"{added.number}. "
        return WINDOWS[scenario.window].called(number + str(getattr(added, f"name_{lang}")), lang)
    return name


def same_months(scenarios: Sequence[Scenario], months: int | None) -> tuple[Scenario, ...]:
    """The scenarios over one number of months: the one asked for, or the one they share."""
    if months is not None:
        return tuple(replace(scenario, months=months) for scenario in scenarios)
    lengths = {scenario.months for scenario in scenarios}
    if len(lengths) > 1:
        told = ", ".join(f"{scenario.key} {scenario.months}" for scenario in scenarios)
        raise InputFault((Fault("months", told, phrase("same_months")),))
    return tuple(scenarios)


def carry_out(
    request: Request, scenarios: Sequence[Scenario], chart: Chart, *, called: Sequence[str] = (), follows: object = None
) -> Study:
    """Run the study, go on with it, add worlds to it, or read it where it was already run.

    ``chart`` adds what is made of the tables. It is asked anew, without a run, whenever that would come out otherwise:
    in another language, by other code, with other names, or because of what else it ``follows`` from (plain values).
    Scenarios are taken in the order of their keys, so that the order they were typed in changes no byte. ``called`` is
    what a folder is named by where no other name is asked for.
    """
    job = job_of(request, scenarios)
    folder = folder_of(request, job, called, follows)
    found = folder.refuse_strangers()
    tell_damaged(folder.path, found, request.lang)
    study = Study(request, job.scenarios, folder.path, found.worlds == len(job.draws))
    store = folder.store(job)
    if not folder.is_as_asked(found):
        done: Counter[str] = Counter()
        try:
            if not _live(study, job, store, folder, done):
                return replace(study, resumed=True)
            folder.fill(lambda into: _write(study, job, store, found, chart, into=into))
        except KeyboardInterrupt as interrupt:
            if study.resumed:
                raise
            raise Interrupted(done["worlds"], len(job.draws), folder.unfinished) from interrupt
    store.forget()
    folder.forget_unfinished()
    return replace(study, resumed=study.resumed and not found.damaged)


def folder_of(request: Request, job: Job, called: Sequence[str], follows: object) -> Folder:
    """The folder of a study: the one asked for, or one named by what the study is of.

    Of fewer worlds than that one holds there is another beside it.
    """
    claim = claim_of(request, job.scenarios)
    told = telling(request.lang, names_of(job.scenarios), follows)
    usual, worlds = request.out or default_folder(request.command, claim, called), len(job.draws)
    if request.out is None and Folder(usual, claim).worlds > worlds:
        usual = usual.with_name(f"{usual.name}-{worlds}-worlds")
    return Folder(usual, claim, told, worlds)


def claim_of(request: Request, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """What the results of a study follow from."""
    seal = request.posterior.seal if request.posterior else None
    return manifest(request.command, scenarios, settings(request), request.organisations, seal)


def _write(study: Study, job: Job, store: Store, found: Inventory, chart: Chart, *, into: Path) -> None:
    """The files of a study; tables that are as they were written are not made again."""
    store.hand_over(into / WORLDS)
    tables = [f"{name}.parquet" for name in (*TABLES, *((MONTHS,) if job.keep_runs else ()))]
    if found.worlds == len(job.draws) and found.whole.issuperset(tables):
        for name in tables:
            same_file(study.folder / name, into / name)
    else:
        write_tables(store.blocks, job.keys, into, job.keep_runs)
    chart(replace(study, folder=into), into)


def job_of(request: Request, scenarios: Sequence[Scenario]) -> Job:
    """The ensemble that a request asks for."""
    ordered = sorted(same_months(scenarios, request.months), key=lambda scenario: scenario.key)
    table = load_organisations(request.organisations) if request.organisations else None
    draws_from = request.posterior.to_draw_from() if request.posterior else None
    return Job(
        scenarios=tuple(ordered),
        months=ordered[0].months,
        draws=request.draws,
        seed=request.seed,
        table=table,
        posterior=draws_from,
        beliefs=request.believed,
        keep_runs=request.keep_runs,
    )


def _live(study: Study, job: Job, store: Store, folder: Folder, done: Counter[str]) -> bool:
    """Live through the chunks that are missing; False when another process has meanwhile left the very same results.

    ``done`` counts the worlds that are kept.
    """
    request, missing = study.request, store.missing()
    done["worlds"] = len(job.draws) - sum(map(len, missing))
    if missing:
        folder.claim_unfinished()
        announce_compiling(request.lang, request.quiet)
    elif study.resumed:
        return True
    try:
        keep_missing(request, job, store, missing, done=done)
    except OSError as error:
        if not folder.finished:
            raise folder.trouble(error) from error
        return False
    return True


def keep_missing(request: Request, job: Job, store: Store, missing: Sequence[range], *, done: Counter[str]) -> None:
    """Live through the chunks that are missing, here or on a cluster, and keep each; ``done`` counts kept worlds."""
    with (
        Progress(len(job.draws), request.lang, request.quiet, done["worlds"]) as progress,
        closing(_shards(request, job, missing)) as shards,
    ):
        for draws, shard in shards:
            store.put(draws, shard)
            done["worlds"] += len(draws)
            progress(done["worlds"])


def _shards(request: Request, job: Job, missing: Sequence[range]) -> Generator[tuple[range, bytes], None, None]:
    """Chunks as they are done, here or on a cluster."""
    if request.scheduler is not None:
        yield from on_cluster(job, missing, request.scheduler)
    else:
        yield from on_cores(job, missing, request.workers)


def calibration_lines(study: Study) -> list[str]:
    """Whether parameter values come from a fit, what to mind of it, and that all scenarios meet the same worlds."""
    same = [text("same_worlds", study.request.lang)] if len(study.scenarios) > 1 else []
    found = calibration_words(study.request, len(study.request.draws))
    return [*found[:2], *same, *found[2:]]


def calibration_words(request: Request, count: int) -> list[str]:
    """Whether parameter values come from a fit, what to mind of it, and what somebody believes otherwise."""
    found = _calibrated(request, count)
    return [*found, *believed_lines(request.beliefs, request.lang, request.beliefs.path)] if request.beliefs else found


def _calibrated(request: Request, count: int) -> list[str]:
    lang, posterior = request.lang, request.posterior
    worlds = counted(count, "world", lang)
    if posterior is None:
        figures = {"numbers": len(SWEPT) - len(STRUCTURE), "forms": len(STRUCTURE)}
        return [text("uncalibrated", lang), text("strengths_drawn", lang, worlds=worlds, **figures)]
    told = posterior.provenance
    report = text("calibrated_of", lang, total=told["report"]["total"], months=counted(PROGRAMME_MONTHS, "month", lang))
    lines = [text("calibrated", lang, report=report), text("calibrated_drawn", lang, worlds=worlds)]
    if request.organisations:
        lines.append(text("calibrated_elsewhere", lang))
    if told.get("behaviour") != behaviour():
        lines.append(text("calibrated_old", lang))
    if told["effective_size"] < ENOUGH:
        lines.append(text("calibrated_thin", lang, size=round(told["effective_size"])))
    return lines


def settings(request: Request) -> Mapping[str, Any]:
    """Those parts of a request that every world follows from; workers, folders and language are not among them."""
    beliefs = request.beliefs.content() if request.beliefs else None
    chosen = {"keep_runs": request.keep_runs, "world": request.world, "beliefs": beliefs}
    return {"seed": request.seed} | {name: value for name, value in chosen.items() if value}


def read_table(path: Path, columns: Sequence[str] | None = None, filters: list | None = None) -> pd.DataFrame:
    """A table of a results folder; ``InputFault`` when it is missing or damaged."""
    try:
        with opened(path) as file:
            return pd.read_parquet(file, columns=list(columns) if columns else None, filters=filters)
    except (OSError, ValueError) as error:
        said = str(error).splitlines()[0][:80]
        raise InputFault((Fault(str(path), said, phrase("table_as_written")),)) from error


def failures(study: Study) -> list[str]:
    """A line for each failed run: which it was, why it failed, and the command that runs it alone, if there is one."""
    failed = study.failed()
    return [
        f"  {scenario}, world {world + 1}, run seed {seed}: {reason}{again(study, scenario, world + 1)}"
        for scenario, world, seed, reason in zip(failed["scenario"], failed["draw"], failed["seed"], failed["reason"])
    ]


def again(study: Study, scenario: str, world: int) -> str:
    """The command that runs one scenario in one world; nothing for one that cannot be typed."""
    request = study.request
    typed = next(one.typed for one in study.scenarios if one.key == scenario)
    if not typed:
        return ""
    words = [f"{program()} run", pasted(typed), f"--world {world} --seed {request.seed}"]
    return "; again: " + " ".join([*words, f"--months {study.scenarios[0].months}"]) + given(request)


def given(request: Request) -> str:
    """What another command must be given to be about the same: options with a space before each, ready to paste."""
    lang = None if request.lang == "en" else request.lang
    beliefs = request.beliefs.path if request.beliefs else None
    chosen = {"organisations": request.organisations, "posterior": request.drawn_from, "beliefs": beliefs}
    return options_of({**chosen, "lang": lang})


def comparable_with_observed(study: Study) -> bool:
    """Whether the 31 networks can be held against a study: the shipped organisations, for two years or more."""
    return study.request.organisations is None and study.scenarios[0].months >= PROGRAMME_MONTHS


def all_cores() -> int:
    """The processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

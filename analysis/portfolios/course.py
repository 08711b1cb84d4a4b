"""The course of a search for portfolios: stage by stage, each kept as it goes, to go on where it was stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.portfolios.choices import Choices
from analysis.portfolios.levers import Outcomes, Portfolio
from analysis.portfolios.prices import LUCK, price_luck
from analysis.studies.study import Request, keep_missing
from sim.draws import WeightedSets
from sim.ensembles.folder import Folder
from sim.ensembles.job import Job
from sim.ensembles.manifest import digest
from sim.ensembles.store import Store
from sim.measures import MEASURES
from sim.organisations import load_organisations
from sim.scenario import Scenario

WHO = ("stage", "scenario", "draw", "replicate", "seed", "status", "reason")
KEYS = tuple(measure.key for measure in MEASURES)


@dataclass
class Course:
    """Runs scenarios beside the base in worlds of some numbers, and keeps what they came to.

    Attributes
    ----------
    request, choices : what was asked
    folder : where what is finished waits, and where it goes
    claim : digest of what all of it follows from
    before : runs of a search that is finished, from which nothing is run again; empty otherwise
    tables : runs of each stage, in order
    """

    request: Request
    choices: Choices
    folder: Folder
    claim: Mapping[str, Any]
    before: pd.DataFrame
    tables: list[pd.DataFrame] = field(default_factory=list)
    done: int = 0

    def __call__(self, portfolios: Sequence[Portfolio], draws: range) -> Outcomes:
        """The next stage: portfolios everywhere."""
        return self.stage([self.choices.scenario(one) for one in portfolios], draws)

    def stage(self, scenarios: Sequence[Scenario], draws: range) -> Outcomes:
        """The next stage: scenarios, less the base in the same worlds."""
        number = len(self.tables) + 1
        kept = self.before[self.before["stage"] == number] if len(self.before) else self.before
        runs = kept if len(kept) else self._run(number, (self.choices.base, *scenarios), draws)
        self.tables.append(runs)
        found = beyond(runs, self.choices.base.key, [one.key for one in scenarios])
        luck = price_luck(self.choices.base, scenarios, draws, self.request.seed, self.request.believed)
        return Outcomes({**found.by_measure, LUCK: luck})

    def _run(self, number: int, scenarios: tuple[Scenario, ...], draws: range) -> pd.DataFrame:
        request = self.request
        job = Job(
            scenarios=scenarios, months=scenarios[0].months, draws=draws, seed=request.seed,
            table=self._table, posterior=self._sets, ends_only=True, beliefs=request.believed,
        )  # fmt: skip
        store = Store(self.folder.unfinished, job, digest({**self.claim, "stage": [number, *job.keys]}))
        missing = store.missing()
        done = Counter(worlds=len(draws) - sum(map(len, missing)))
        keep_missing(request, job, store, missing, done=done)
        self.done += len(draws)
        return _runs(number, job.keys, store)

    @cached_property
    def _table(self) -> pd.DataFrame | None:
        return load_organisations(self.request.organisations) if self.request.organisations else None

    @cached_property
    def _sets(self) -> WeightedSets | None:
        return self.request.posterior.to_draw_from() if self.request.posterior else None

    def runs(self) -> pd.DataFrame:
        """A row a run of all stages so far."""
        return pd.concat(self.tables, ignore_index=True)

    def write(self, path: Path) -> None:
        """Leave them as a table."""
        self.runs().to_parquet(path, index=False, compression="zstd")


def _runs(stage: int, scenarios: Sequence[str], store: Store) -> pd.DataFrame:
    """A row a run: who, whether it failed and why, and every measure at the end."""
    parts = []
    for worlds, reasons, ends in store.ends():
        for key, why, values in zip(scenarios, reasons, ends):
            who = {
                "stage": stage,
                "scenario": key,
                "draw": [one.draw.number for one in worlds],
                "replicate": [one.replicate for one in worlds],
                "seed": [one.seed for one in worlds],
                "status": ["failed" if reason else "done" for reason in why],
                "reason": why,
            }
            parts.append(pd.concat([pd.DataFrame(who), pd.DataFrame(values, columns=list(KEYS))], axis=1))
    found = pd.concat(parts, ignore_index=True)
    order = {key: place for place, key in enumerate(scenarios)}
    ranked = found.assign(_at=found["scenario"].map(order)).sort_values(["_at", "draw"], kind="stable")
    return ranked.drop(columns="_at").reset_index(drop=True)


def beyond(runs: pd.DataFrame, base: str, keys: Sequence[str]) -> Outcomes:
    """(worlds, portfolios) of every measure beyond the base in the same world; NaN where either run failed."""
    worlds = runs.loc[runs["scenario"] == base, "draw"].to_numpy()
    values = runs.loc[:, list(KEYS)].to_numpy(float, copy=True)
    values[(runs["status"] == "failed").to_numpy()] = np.nan
    table = values.reshape(len(keys) + 1, len(worlds), len(KEYS))
    return Outcomes({key: (table[1:, :, at] - table[0, :, at]).T for at, key in enumerate(KEYS)})

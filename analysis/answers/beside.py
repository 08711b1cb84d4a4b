"""Several studies beside each other: whether they met the same worlds, and what each says of policies they share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.effects.policies import MAIN
from analysis.effects.statistics import differences, mean_interval
from analysis.pages.answer import Table
from analysis.studies.study import WHO, read_table
from sim.ensembles.inventory import manifest_in
from sim.language.numerals import decimals, estimated
from sim.language.texts import Lang, text

SAME = ("organisations_sha256", "posterior", "code_sha256")
"""What must be the same of two studies, beside the seed and the months, for them to meet the same worlds."""


class Left(NamedTuple):
    """A finished study as it was left: its folder and its manifest."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def worlds_of(self) -> tuple[object, ...]:
        """What its worlds follow from."""
        months = {one["content"]["months"] for one in self.manifest["scenarios"].values()}
        return (self.manifest["settings"].get("seed"), sorted(months), *(self.manifest[key] for key in SAME))

    @property
    def compares(self) -> bool:
        """Whether it is a comparison of policies."""
        return self.manifest["command"] == "compare"

    def effects(self) -> pd.DataFrame:
        """Its table of effects on lasting alliances, by policy."""
        table = pd.read_csv(self.folder / "effects.csv", encoding="utf-8-sig")
        return table[table["outcome"] == MAIN].set_index("policy")

    def by_world(self, policy: str, reference: str) -> pd.Series:
        """What a policy adds in each world."""
        runs = read_table(self.folder / "runs.parquet", [*WHO, MAIN])
        return differences(runs, MAIN, {policy: reference})[policy].dropna()


def study_in(folder: Path) -> Left:
    """The study that was left in a folder."""
    return Left(folder, manifest_in(folder))


def same_worlds(studies: Sequence[Left], lang: Lang) -> str:
    """A sentence: whether the studies met the same worlds, so that they can be held against each other."""
    alike = len({repr(one.worlds_of) for one in studies}) == 1
    return text("beside_same" if alike else "beside_other", lang)


def beside(studies: Sequence[Left], called: dict[str, str], lang: Lang) -> Table | None:
    """A row a policy that comparisons share: what it adds in each, and where worlds are the same the difference.

    ``called`` are names of policies. None where fewer than two of the studies are comparisons, or share no policy.
    """
    compared = [one for one in studies if one.compares]
    tables = [one.effects() for one in compared]
    if len(compared) < 2:
        return None
    shared = [policy for policy in tables[0].index if all(policy in table.index for table in tables[1:])]
    paired = len(compared) == 2 and compared[0].worlds_of == compared[1].worlds_of
    heads = [text("beside_policy", lang), *(str(one.folder) for one in compared)]
    rows = [
        [called.get(policy, policy), *(_added(table.loc[policy], lang) for table in tables),
         *([_moved(compared, policy, tables, lang)] if paired else [])]
        for policy in shared
    ]  # fmt: skip
    heads += [text("beside_difference", lang)] if paired else []
    title = text("beside_title", lang)
    return Table(title, tuple(heads), tuple(map(tuple, rows)), "effects.csv, runs.parquet") if rows else None


def _added(row: pd.Series, lang: Lang) -> str:
    ends = row["simultaneous_low"], row["simultaneous_high"]
    return estimated(row["difference"], *ends, lang, decimals([row["difference"]]))


def _moved(studies: Sequence[Left], policy: str, tables: Sequence[pd.DataFrame], lang: Lang) -> str:
    """The second study's effect less the first's, world by world."""
    first, second = (one.by_world(policy, str(table.loc[policy, "reference"])) for one, table in zip(studies, tables))
    gap = (second - first).dropna()
    found = mean_interval(gap.to_numpy())
    return estimated(found.mean, found.low, found.high, lang, decimals([found.mean]))

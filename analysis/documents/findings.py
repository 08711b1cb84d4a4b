"""What the paper and the record of tests tell of a finished study: its own sentences, tables, and files of figures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.documents import blocks
from analysis.effects.policies import MAIN
from analysis.effects.statistics import differences, mean_interval
from analysis.pages.answer import Answer, Table, left
from analysis.studies.study import read_table
from sim.language.numerals import estimated, number
from sim.language.texts import text
from sim.windows import WINDOWS

Row = Mapping[str, Any]
AGAIN = "again"
"""The study that judges the patterns once more, in other worlds."""
ALL, PROGRAMME = "all-14", "programme"
MOST, WHO = 3, (0, 1, 3, 4, 5)
"""Of a table of who gains: as many policies of those that add most; its columns, all but what each person gains."""


def sentences(said: Iterable[str]) -> str:
    """Sentences of an answer as a paragraph; those that are set in as a list below it."""
    lines = [line for line in said if line]
    listed = [f"* {line.strip()}" for line in lines if line.startswith(" ")]
    whole = " ".join(line for line in lines if not line.startswith(" "))
    return "\n".join([whole, *([""] if listed else []), *listed])


def as_table(table: Table) -> str:
    """A table of an answer, under what it is of."""
    return f"*{table.title}*\n\n{blocks.table(table.heads, table.rows)}"


def columns_of(table: Table, kept: Sequence[int]) -> Table:
    """Some columns of a table."""
    rows = tuple(tuple(row[column] for column in kept) for row in table.rows)
    return table._replace(heads=tuple(table.heads[column] for column in kept), rows=rows)


def effects(folder: Path) -> str:
    """What each recommendation adds in each window, those that add most when they act early first."""
    table = pd.read_csv(folder / "effects.csv", encoding="utf-8-sig")
    lasting = _rows(table[table["outcome"] == "lasting"])
    first, *others = WINDOWS
    early = sorted((one for one in lasting.values() if one["window"] == first), key=lambda one: -one["difference"])
    everywhere = {one["policy"]: (one, *(lasting[f"{one['policy']}@{key}"] for key in others)) for one in early}
    rows = [
        (one[0]["policy_en"], *map(_added, one), *_costs(one[0]))
        for one in everywhere.values()
        if any(map(_clear, one))
    ]
    unclear = [one[0]["policy_en"] for one in everywhere.values() if not any(map(_clear, one))]
    programme = lasting[PROGRAMME]
    rows.append(("the programme, beside none", _added(programme), *("" for _ in others), *_costs(programme)))
    heads = ("lasting alliances added by", *WINDOWS, "million baht more", "million baht for each")
    return f"{blocks.table(heads, rows)}\n\nNo clear effect in any window: {'; '.join(unclear) or 'none'}."


def _rows(table: pd.DataFrame) -> dict[str, Row]:
    """Rows by their policy."""
    return {one["policy"]: {str(key): value for key, value in one.items()} for one in table.to_dict("records")}


def _added(row: Row) -> str:
    """A mean with its interval, in bold where that lies on one side of 0."""
    said = estimated(row["difference"], row["simultaneous_low"], row["simultaneous_high"], "en", 1)
    return f"**{said}**" if _clear(row) else said


def _clear(row: Row) -> bool:
    return row["simultaneous_low"] > 0 or row["simultaneous_high"] < 0


def _costs(row: Row) -> tuple[str, str]:
    return number(row["cost"] / 1e6, 1), number(row["cost_per_lasting"] / 1e6, 1)


def ahead(answer: Answer) -> str:
    """Which adds most, what cannot be told from it, and what that rests on, without figures that the table has."""
    return sentences([*answer.said, *answer.sure[1:-2], *answer.close])


def order(answer: Answer) -> str:
    """Who leads in each window, and how far the orders agree; the picture has those by what is called lasting."""
    leads = tuple(text(key, "en", leads=":").split(":")[0] for key in _LEADS)
    until = answer.order.index(text("orders_definitions", "en"))
    return sentences([*(line for line in answer.rests if line.startswith(leads)), *answer.order[:until]])


_LEADS = ("orders_none_leads", "orders_one_leads", "orders_others_lead")
"""The sentence that says who leads in each window: one of these."""


def beyond(folder: Path) -> str:
    """What all recommendations together add beyond the sum of each alone, in the same worlds of two studies."""
    each, together = (read_table(one / "runs.parquet", _COLUMNS) for one in (folder.with_name("each"), folder))
    single = [one for one in each["scenario"].unique() if _ALONE.fullmatch(one)]
    runs = pd.concat([each, together[together["scenario"] == ALL]])
    added = differences(runs, MAIN, dict.fromkeys([*single, ALL], PROGRAMME))
    found = mean_interval((added[ALL] - added[single].sum(axis=1, skipna=False)).to_numpy())
    said = estimated(found.mean, found.low, found.high, "en", 1)
    return f"All {len(single)} together add {said} beyond the sum of each alone (95 % interval, {found.draws} worlds)."


_ALONE = re.compile(rf"{PROGRAMME}\+\d\d")
_COLUMNS = ("scenario", "draw", "replicate", MAIN)


def gains(answer: Answer) -> str:
    """Who gains by the policies that add most, and by the programme itself."""
    table = columns_of(answer.who[0], WHO)
    return as_table(table._replace(rows=(*table.rows[:MOST], table.rows[-1])))


def needs(answer: Answer) -> str:
    """Which recommendations need each other, as a list."""
    head = text("joint_head", "en")
    lines = answer.printed.split(head)[1].strip("\n").split("\n\n")[0].splitlines()
    return sentences([head, "", *(f"  {line.strip()}" for line in lines)])


def verdict(answer: Answer) -> str:
    """How many patterns hold, and as a list which do not."""
    return sentences([*answer.said, *(f"  {line}" for line in answer.sure)])


def patterns(folder: Path) -> str:
    """Every pattern that the model is judged by: what it was to be, what came of it in two lots of worlds."""
    here, again = (_judged(one) for one in (folder, folder.with_name(AGAIN)))
    rows = [
        (
            letter,
            text(f"pattern_{letter}", "en"),
            text(f"pattern_{one['kind']}", "en"),
            one["criterion"],
            *map(_judgement, (one, again[letter])),
        )
        for letter, one in here.items()
    ]
    return blocks.table(("", "pattern", "", "holds if", "found", "found in other worlds"), rows)


def _judged(folder: Path) -> dict[str, Row]:
    """What ``validate`` left of each pattern, by its letter."""
    found = json.loads((folder / "validation.json").read_text(encoding="utf-8"))["patterns"]
    return {one["letter"]: one for one in found}


def _judgement(one: Row) -> str:
    return f"{'holds' if one['holds'] else '**fails**'}: {one['figure']}"


def of_answer(write: Callable[[Answer], str]) -> Callable[[Path], str]:
    """What is written of the answer in a folder of results."""
    return lambda folder: write(left(folder))

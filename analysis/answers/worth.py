"""``worth``: what it would be worth to know more before choosing, and what a pilot would be worth and cost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.answers.choices import by_world, taken
from analysis.answers.pilot import Terms, in_baht, pilot_of, piloted
from analysis.answers.sensitivity import FOUND
from analysis.answers.spreadsheet import write_both
from analysis.belief.checks import plain
from analysis.drivers.numbers import GROUPS, Numbers, numbers, sets_of
from analysis.drivers.worth import Worth, clear, everything, one, several
from analysis.effects.policies import MAIN
from analysis.effects.statistics import mean_interval
from analysis.studies.study import Study, names_of, read_table
from sim.language.texts import text

WILLING = (1_000_000, 2_000_000, 4_000_000)
"""Baht for one more lasting alliance at which everything is told where nothing was asked: about half, once and twice
what one costs under the programme."""
FILE, PILOT_FILE = "worth", "pilot"
EVERYTHING, ALL = "everything", "all"
COST = "cost"


@dataclass(frozen=True)
class Question:
    """What is asked: at which willingness to pay (baht for one more lasting alliance; none: several), which pilot.

    ``references`` are the keys of what policies are compared with: to choose one of them is to fund none of the others.
    """

    willingness: int | None
    pilot: str | None
    terms: Terms
    references: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[int | None, ...]:
        """Willingnesses at which the worth is told; none is money no object."""
        return (None, *((self.willingness,) if self.willingness else WILLING))


def write(question: Question, study: Study) -> None:
    """The tables of a study in its folder, of what knowing and piloting are worth, and what else was found."""
    keys = [one.key for one in study.scenarios]
    lasting, cost = by_world(study, MAIN, keys), by_world(study, COST, keys)
    drawn = taken(study, list(lasting.index), keys, prices=True)
    named, sets = numbers(drawn, study.scenarios), sets_of(drawn)
    benefits = [_benefit(lasting, cost, level) for level in question.levels]
    table = _priced(_known(drawn, named, benefits, sets), question)
    write_both(table, study.folder / FILE)
    level = shown_level(question, table)
    strength = question.pilot or _most_told(table, level, study, lasting)
    pilots = piloted(study, strength, drawn, benefits, sets, levels=question.levels, terms=question.terms)
    write_both(no_more(pilots, table), study.folder / PILOT_FILE)
    found = {
        "worlds": len(lasting),
        "numbers": drawn.shape[1],
        "levels": [{"willingness": paid, **_choice(of, keys)} for paid, of in zip(question.levels, benefits)],
        "shown": level,
        "asked": question.willingness,
        "references": sorted(question.references),
        "pilot": {"of": pilot_of(study.scenarios, strength).key, **vars(question.terms)},
    }
    (study.folder / FOUND).write_text(json.dumps(plain(found), ensure_ascii=False, indent=1), encoding="utf-8")


def _priced(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    """The same with the willingness to pay first, and what things are worth in baht last."""
    paid = [question.levels[nth] for nth in table["level"]]
    table = table.drop(columns="level")
    table.insert(0, "willingness", np.array(paid, float))
    return table.assign(baht=table["worth"] * table["willingness"])


def _benefit(lasting: pd.DataFrame, cost: pd.DataFrame, willingness: int | None) -> np.ndarray:
    """(worlds, scenarios) net benefit in lasting alliances: less what the cost would buy at a willingness to pay."""
    bought = 0.0 if willingness is None else cost.to_numpy() / willingness
    benefit: np.ndarray = lasting.to_numpy() - bought
    return benefit


def _row(level: int, kind: str, key: str, label: tuple[str, str], found: Worth, *, sure: bool | None) -> dict[str, Any]:
    return {
        "level": level,
        "kind": kind,
        "key": key,
        "label_en": label[0],
        "label_th": label[1],
        "worth": found.value,
        "error": found.error,
        "upper": found.upper,
        "changes": found.changes,
        "clear": sure,
    }


def _choice(benefit: np.ndarray, keys: Sequence[str]) -> dict[str, Any]:
    """What would be chosen without knowing, what comes next, and by how much it is ahead, with its 95 % interval."""
    means = benefit.mean(axis=0)
    order = np.argsort(-means, kind="stable")
    if len(order) < 2:
        return {"choice": keys[order[0]], "next": None, "ahead": None}
    ahead = mean_interval(benefit[:, order[0]] - benefit[:, order[1]])
    return {"choice": keys[order[0]], "next": keys[order[1]], "ahead": ahead._asdict()}


def _known(drawn: pd.DataFrame, named: Numbers, benefits: Sequence[np.ndarray], sets: np.ndarray) -> pd.DataFrame:
    """What knowing everything, groups and each number would be worth, told from nothing at all levels at once.

    No part is worth more than its whole: a whole is worth at least what its best clear part is, and nothing is worth
    more than the ceiling may be.
    """
    members = {
        ALL: list(named),
        **{group: [one.name for one in named.values() if one.group == group] for group in GROUPS},
    }
    values = {name: drawn[name].to_numpy(float) for name in named}
    singles = {name: one(values[name], benefits, sets) for name in named}
    groups = {group: several([values[name] for name in of], benefits, sets) for group, of in members.items()}
    ceilings = [everything(of, sets) for of in benefits]
    sure, sure_group = clear_everywhere(singles), clear_everywhere(groups)
    rows = []
    for nth, ceiling in enumerate(ceilings):
        parts = {name: of[nth].within(ceiling.upper) for name, of in singles.items()}
        rows.append(_row(nth, EVERYTHING, EVERYTHING, _group(EVERYTHING), ceiling, sure=None))
        wholes = dict[str, Worth]()
        for group in reversed(members):  # all numbers at last, which hold the groups
            inside = {name: (parts[name], sure[name][nth]) for name in members[group]}
            if group == ALL:
                inside |= {one: (worth, sure_group[one][nth]) for one, worth in wholes.items()}
            found = groups[group][nth].holding(*zip(*inside.values())) if inside else groups[group][nth]
            wholes[group] = found.within(ceiling.upper)
            sure_group[group][nth] |= any(told for _, told in inside.values())
        rows += [_row(nth, "group", one, _group(one), wholes[one], sure=sure_group[one][nth]) for one in members]
        for name in sorted(parts, key=lambda each: (not sure[each][nth], -parts[each].raw)):
            label = named[name].en, named[name].th
            rows.append(_row(nth, "number", name, label, parts[name], sure=sure[name][nth]))
    return pd.DataFrame(rows)


def _group(key: str) -> tuple[str, str]:
    """What a group is called."""
    return text(f"group_{key}", "en"), text(f"group_{key}", "th")


def clear_everywhere(found: Mapping[str, Sequence[Worth]]) -> dict[str, list[bool]]:
    """Which worths are clearly above 0, by name and level, for all names and all levels that are told at once."""
    flat = {(name, nth): worth for name, levels in found.items() for nth, worth in enumerate(levels)}
    sure = clear(flat)
    return {name: [sure[name, nth] for nth in range(len(levels))] for name, levels in found.items()}


def no_more(pilots: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The table of pilots, none of them worth more than knowing the strength exactly may be."""
    exact = table[table["key"] == f"strength of {pilots['recommendation'].iloc[0]}"]
    if exact.empty:
        return pilots
    most = exact.set_index(exact["willingness"].fillna(0.0))["upper"]
    ceiling = pilots["willingness"].fillna(0.0).map(most)
    capped = pilots.assign(**{one: np.minimum(pilots[one], ceiling) for one in ("worth", "lower", "upper")})
    return in_baht(capped)


def shown_level(question: Question, table: pd.DataFrame) -> int | None:
    """The willingness that is told at length: the one asked for, or that at which knowing all numbers is worth most."""
    if question.willingness:
        return question.willingness
    everyone = table[(table["key"] == ALL) & table["willingness"].notna()]
    return int(_first(everyone, "worth")["willingness"])


def _most_told(table: pd.DataFrame, level: int | None, study: Study, lasting: pd.DataFrame) -> str:
    """The recommendation whose strength is most worth knowing; where none is, one of the policy with the most."""
    rows = at_level(table, level)
    rows = rows[rows["key"].str.startswith("strength of ") & (rows["worth"] > 0.0)]
    if len(rows):
        return str(_first(rows, "worth")["key"]).removeprefix("strength of ")
    of = {one.key: one.applied for one in study.scenarios}
    ranked = [str(key) for key in lasting.mean().sort_values(ascending=False, kind="stable").index]
    return next(of[key][-1].recommendation.key for key in ranked if of[key])


def _first(rows: pd.DataFrame, column: str) -> pd.Series:
    """The row with the most of a column."""
    most: pd.Series = rows.sort_values(column, ascending=False, kind="stable").iloc[0]
    return most


def table_of(study: Study) -> pd.DataFrame:
    """``worth.parquet`` of a finished study."""
    return read_table(study.folder / f"{FILE}.parquet")


def pilots_of(study: Study) -> pd.DataFrame:
    """``pilot.parquet`` of a finished study."""
    return read_table(study.folder / f"{PILOT_FILE}.parquet")


def at_level(table: pd.DataFrame, willingness: float | None) -> pd.DataFrame:
    """The rows of one willingness to pay; none is money no object."""
    return table[table["willingness"].isna() if willingness is None else table["willingness"] == willingness]


def summary(study: Study) -> dict[str, Any]:
    """The same for a program."""
    found: dict[str, Any] = json.loads((study.folder / FOUND).read_text(encoding="utf-8"))
    return {
        "calibrated": study.request.posterior is not None,
        "names": {key: {"en": en, "th": th} for key, (en, th) in names_of(study.scenarios).items()},
        "failed": len(study.failed()),
        **found,
        "worth": json.loads(table_of(study).to_json(orient="records")),
        "pilots": json.loads(pilots_of(study).to_json(orient="records")),
        "folder": str(study.folder),
        "charts": [str(each) for each in sorted((study.folder / "charts").glob("*.png"))],
    }

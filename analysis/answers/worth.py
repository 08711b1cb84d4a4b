"""``worth``: what it would be worth to know more before choosing, and what a pilot would be worth and cost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.answers.choices import by_world, taken
from analysis.answers.found import found_in, keep_found, table_in
from analysis.answers.pilot import Terms, in_baht, pilot_of, piloted
from analysis.answers.spreadsheet import write_both
from analysis.drivers.numbers import GROUPS, Numbers, numbers, sets_of
from analysis.drivers.worth import Worth, clear, everything, one, several
from analysis.effects.policies import MAIN
from analysis.effects.statistics import mean_interval
from analysis.studies.study import Study, names_of
from sim.language.texts import text

WILLING = (1_000_000, 2_000_000, 4_000_000)
"""Baht for one more lasting alliance at which everything is told where nothing was asked: about half, once and twice
what one costs under the programme."""
FILE, PILOT_FILE = "worth", "pilot"
EVERYTHING, ALL = "everything", "all"
ASKED, MOST, MAY = "asked", "most", "may"
"""Why a willingness to pay is told at length."""
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
    table = _priced(known(drawn, named, benefits, sets), question)
    write_both(table, study.folder / FILE)
    level, why = shown_level(question, table)
    strength = question.pilot or _most_told(table, level, study, lasting)
    pilots = piloted(study, strength, drawn, benefits, sets, levels=question.levels, terms=question.terms)
    write_both(no_more(pilots, table), study.folder / PILOT_FILE)
    found = {
        "worlds": len(lasting),
        "numbers": drawn.shape[1],
        "levels": [{"willingness": paid, **_choice(of, keys)} for paid, of in zip(question.levels, benefits)],
        "shown": level,
        "why": why,
        "references": sorted(question.references),
        "pilot": {"of": pilot_of(study.scenarios, strength).key, **vars(question.terms)},
    }
    keep_found(found, study)


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
    """A line of the table; of what is not told from nothing the interval begins there."""
    return {
        "level": level,
        "kind": kind,
        "key": key,
        "label_en": label[0],
        "label_th": label[1],
        "worth": found.value,
        "error": found.error,
        "lower": 0.0 if sure is False else found.lower,
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


def known(drawn: pd.DataFrame, named: Numbers, benefits: Sequence[np.ndarray], sets: np.ndarray) -> pd.DataFrame:
    """What knowing everything, groups and each number would be worth, told from nothing at all levels at once.

    ``drawn`` is worlds × the numbers ``named``; ``benefits`` has (worlds, policies) net benefits for each willingness
    to pay; worlds of one of ``sets`` (worlds,) share parameter values.

    No part is worth more than its whole: a whole is worth at least what its best clear part is, and nothing is worth
    more than the ceiling may be. Clear numbers come first, by what they are worth; then the others by what they may be.
    """
    members = {
        ALL: list(named),
        **{group: [one.name for one in named.values() if one.group == group] for group in GROUPS},
    }
    values = {name: drawn[name].to_numpy(float) for name in named}
    singles = {name: one(values[name], benefits, sets) for name in named}
    groups = {group: several([values[name] for name in of], benefits, sets) for group, of in members.items()}
    sure, sure_groups = clear_everywhere(singles), clear_everywhere(groups)
    rows = []
    for nth, ceiling in enumerate(everything(of, sets) for of in benefits):
        parts = {name: sure.get((name, nth), of[nth]).within(ceiling.upper) for name, of in singles.items()}
        clearly = {name for name in parts if (name, nth) in sure}
        rows.append(_row(nth, EVERYTHING, EVERYTHING, _group(EVERYTHING), ceiling, sure=None))
        told = {group: sure_groups.get((group, nth), of[nth]) for group, of in groups.items()}
        clear_groups = {group for group in groups if (group, nth) in sure_groups}
        for group in reversed(members):  # all numbers at last, which hold the groups
            inside = [(parts[name], name in clearly) for name in members[group]]
            if group == ALL:
                inside += [(told[each], each in clear_groups) for each in members if each != ALL]
            if inside:
                told[group] = told[group].holding(*zip(*inside))
            told[group] = told[group].within(ceiling.upper)
            clear_groups |= {group} if any(clear for _, clear in inside) else set()
        rows += [_row(nth, "group", one, _group(one), told[one], sure=one in clear_groups) for one in members]
        for name in sorted(parts, key=lambda each: _standing(parts[each], clear=each in clearly)):
            label = named[name].en, named[name].th
            rows.append(_row(nth, "number", name, label, parts[name], sure=name in clearly))
    return pd.DataFrame(rows)


def _standing(found: Worth, *, clear: bool) -> tuple[bool, float, float]:
    """Where a number comes: what is clear by its worth, what is not by what it may be worth, since that is all told."""
    return (False, -found.raw, 0.0) if clear else (True, -found.upper, -found.raw)


def _group(key: str) -> tuple[str, str]:
    """What a group is called."""
    return text(f"group_{key}", "en"), text(f"group_{key}", "th")


def clear_everywhere(found: Mapping[str, Sequence[Worth]]) -> dict[tuple[str, int], Worth]:
    """Those that are clearly above 0, by name and level, with intervals for all names and levels told at once."""
    return clear({(name, nth): worth for name, levels in found.items() for nth, worth in enumerate(levels)})


def no_more(pilots: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The table of pilots, none of them worth more than knowing the strength exactly may be."""
    exact = table[table["key"] == f"strength of {pilots['recommendation'].iloc[0]}"]
    if exact.empty:
        return pilots
    most = exact.set_index(exact["willingness"].fillna(0.0))["upper"]
    ceiling = pilots["willingness"].fillna(0.0).map(most)
    capped = pilots.assign(**{one: np.minimum(pilots[one], ceiling) for one in ("worth", "lower", "upper")})
    return in_baht(capped)


def shown_level(question: Question, table: pd.DataFrame) -> tuple[int, str]:
    """The willingness that is told at length, and why (``ASKED``, ``MOST`` or ``MAY``).

    The one asked for; or that at which knowing all numbers is worth most; or, where that is told from nothing at none,
    that at which it may be worth most.
    """
    if question.willingness:
        return question.willingness, ASKED
    everyone = table[(table["key"] == ALL) & table["willingness"].notna()]
    surely = everyone[everyone["clear"].astype(bool)]
    rows, why = (everyone, MAY) if surely.empty else (surely, MOST)
    return int(_first(rows, "upper" if why == MAY else "worth")["willingness"]), why


def _most_told(table: pd.DataFrame, level: int, study: Study, lasting: pd.DataFrame) -> str:
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


def at_level(table: pd.DataFrame, willingness: float | None) -> pd.DataFrame:
    """The rows of one willingness to pay; none is money no object."""
    return table[table["willingness"].isna() if willingness is None else table["willingness"] == willingness]


def summary(study: Study) -> dict[str, Any]:
    """The same for a program."""
    return {
        "calibrated": study.request.posterior is not None,
        "names": {key: {"en": en, "th": th} for key, (en, th) in names_of(study.scenarios).items()},
        "failed": len(study.failed()),
        **found_in(study),
        "worth": json.loads(table_in(study, FILE).to_json(orient="records")),
        "pilots": json.loads(table_in(study, PILOT_FILE).to_json(orient="records")),
        "folder": str(study.folder),
        "charts": [str(each) for each in sorted((study.folder / "charts").glob("*.png"))],
    }

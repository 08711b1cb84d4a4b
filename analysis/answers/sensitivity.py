"""``sensitivity``: which numbers an outcome hinges on, and which the difference between two policies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.answers.again import again, chance
from analysis.answers.choices import by_world, one_of, taken
from analysis.answers.contest import Contest
from analysis.answers.found import found_in, keep_found, table_in
from analysis.answers.spreadsheet import write_both
from analysis.drivers.boxes import Limit, Tried, tried
from analysis.drivers.curves import folds
from analysis.drivers.numbers import Numbers, numbers, sets_of
from analysis.drivers.shares import Hinges, hinges
from analysis.effects.dependence import FORMS
from analysis.effects.policies import LOWER_IS_BETTER
from analysis.effects.statistics import mean_interval
from analysis.studies.study import Study, names_of
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.texts import Lang, text
from sim.measures import MEASURES
from sim.parameters import BY_NAME

DIFFERENCE, OUTCOME = "difference", "outcome"
FILE = "sensitivity"
SHOWN = 8
"""Numbers of a table or a chart at most."""
LEAST_SHOWN = 5
"""As many are shown though none of them is clear."""


@dataclass(frozen=True)
class Question:
    """What is asked: of which outcome, and between which two policies (none: those that lead ``among`` these)."""

    outcome: str
    among: tuple[str, ...]
    pair: tuple[str, str] | None = None


def ask(contest: Contest, outcome: str, pair: Sequence[str] | None) -> Question:
    """The question as it was typed; ``InputFault`` where there is no such outcome, or a policy is not compared."""
    known = [measure.key for measure in MEASURES]
    if outcome not in known:
        raise one_of("--outcome", outcome, known)
    keys = tuple(one.key for one in contest.scenarios)
    if pair is None:
        return Question(outcome, contest.named if len(contest.named) > 1 else keys)
    for key in pair:
        if key not in keys:
            raise one_of("--difference", key, keys)
    if pair[0] == pair[1]:
        raise refuse("--difference", " ".join(pair), phrase("two_to_differ"))
    return Question(outcome, keys, (pair[0], pair[1]))


def write(question: Question, study: Study) -> None:
    """The table of a study in its folder, and what else was found."""
    outcomes = by_world(study, question.outcome, [one.key for one in study.scenarios])
    first, second = question.pair or leading(outcomes[list(question.among)], question.outcome)
    of = {DIFFERENCE: outcomes[first] - outcomes[second], OUTCOME: outcomes[first]}
    acting = {DIFFERENCE: [first, second], OUTCOME: [first]}
    drawn = {key: taken(study, list(outcomes.index), keys, prices=question.outcome == "cost")
             for key, keys in acting.items()}  # fmt: skip
    named, seed = numbers(drawn[DIFFERENCE], study.scenarios), study.request.seed
    other = again(study, [first, second], question.outcome)
    luck = {DIFFERENCE: other[first] - other[second], OUTCOME: other[first]}
    hinged = {key: hinges(drawn[key], one.to_numpy(), sets_of(drawn[key]), seed) for key, one in of.items()}
    write_both(pd.concat([_labelled(key, one, named) for key, one in hinged.items()]), study.folder / FILE)
    sign = -1.0 if question.outcome in LOWER_IS_BETTER else 1.0
    box = tried(drawn[DIFFERENCE], (sign * of[DIFFERENCE] < 0).to_numpy(), folds(sets_of(drawn[DIFFERENCE])))
    found = {
        "outcome": question.outcome,
        "first": first,
        "second": second,
        "worlds": len(outcomes),
        "numbers": {key: one.shape[1] for key, one in drawn.items()},
        "unseen": {key: one.unseen for key, one in hinged.items()},
        "mean": mean_interval(of[DIFFERENCE].to_numpy())._asdict(),
        "together": {key: one.together._asdict() for key, one in hinged.items()},
        "chance": {key: chance(of[key], luck[key])._asdict() for key in of},
        "box": _box(box, named),
    }
    keep_found(found, study)


def leading(outcomes: pd.DataFrame, outcome: str) -> tuple[str, str]:
    """The two scenarios with the best means, the best first."""
    best = outcomes.mean().sort_values(ascending=outcome in LOWER_IS_BETTER, kind="stable").index
    return str(best[0]), str(best[1])


def _labelled(of: str, found: Hinges, named: Numbers) -> pd.DataFrame:
    """The table of hinges with what its numbers are called, and the bounds of low and high in words."""
    table = found.table.copy()
    table.insert(0, "of", of)
    for lang in ("en", "th"):
        table[f"label_{lang}"] = [getattr(named[name], lang) for name in table["number"]]
        for side in ("low", "high"):
            bounds = zip(table["number"], table[f"{side}_at"])
            table[f"{side}_{lang}"] = [named[name].bound(at, lang, bare=side == "low") for name, at in bounds]
    table["group"] = [named[name].group for name in table["number"]]
    table["unit"] = [named[name].unit_en for name in table["number"]]
    return table


def _box(found: Tried, named: Numbers) -> dict[str, Any]:
    """A box as plain values, its limits in words beside."""
    limits = [{**one._asdict(), "words": {lang: limit_words(one, named, lang) for lang in ("en", "th")}}
              for one in found.box.limits]  # fmt: skip
    held_out = {"density": found.density, "coverage": found.coverage, "p": found.p, "clear": found.clear}
    return {**found.box._asdict(), "limits": limits, "left_out": held_out}


def limit_words(limit: Limit, named: Numbers, lang: Lang) -> str:
    """What a box holds a number to, in words."""
    one = named[limit.number]
    label = getattr(one, lang)
    if limit.number in FORMS:
        forms = range(len(BY_NAME[limit.number].forms))
        inside = [one.bound(form, lang) for form in forms if limit.low <= form <= limit.high]
        return text("limit_form", lang, what=label, forms=", ".join(inside))
    if np.isfinite(limit.low) and np.isfinite(limit.high):
        return text(
            "limit_both", lang, what=label, low=one.bound(limit.low, lang, bare=True), high=one.bound(limit.high, lang)
        )
    key, at = ("limit_high", limit.high) if np.isfinite(limit.high) else ("limit_low", limit.low)
    return text(key, lang, what=label, at=one.bound(at, lang))


def shown(table: pd.DataFrame, of: str, most: int = SHOWN) -> pd.DataFrame:
    """The rows that are worth a line: those that are clear, and where these are few the next few that foretell at all.

    A number by whose curve nothing is foretold in worlds left out has no place among them.
    """
    rows = table[(table["of"] == of) & (table["clear"] | (table["share"] > 0.0))]
    return rows.head(max(min(int(rows["clear"].sum()), most), LEAST_SHOWN))


def summary(study: Study) -> dict[str, Any]:
    """The same for a program."""
    table: Mapping[str, Any] = json.loads(table_in(study, FILE).to_json(orient="records"))
    return {
        "calibrated": study.request.posterior is not None,
        "names": {key: {"en": en, "th": th} for key, (en, th) in names_of(study.scenarios).items()},
        "failed": len(study.failed()),
        **found_in(study),
        "table": table,
        "folder": str(study.folder),
        "charts": [str(each) for each in sorted((study.folder / "charts").glob("*.png"))],
    }

"""What there is to choose among in the worlds of a study, and what each world drew: for ``sensitivity``, ``worth``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.answers.contest import BASELINE, PROGRAMME, Contest, chosen
from analysis.effects.dependence import taken_by
from analysis.effects.statistics import wide
from analysis.studies.study import Request, Study
from sim.inputs.faults import InputFault, nearest, shown
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse

LEAST = 100
"""Worlds below which nothing can be said of some two hundred numbers."""
NAMED = 12
"""Words that a refusal names; of more, so many."""
_NOUGHTS = re.compile(r"(?<!\d)0+(?=\d)")


def choices(names: Sequence[str], window: str | None) -> Contest:
    """The programme alone and each recommendation on top of it, in one window; or the scenarios named and what each
    extends. Whether there should be a programme at all is no choice here, unless somebody names the baseline.
    """
    contest = chosen(names, window)
    if names:
        references = {key: contest.references[key] for key in contest.named if key in contest.references}
        there = {*contest.named, *references.values()}
        return replace(
            contest, scenarios=tuple(one for one in contest.scenarios if one.key in there), references=references
        )
    policies = {policy: PROGRAMME for policy in contest.against if policy != PROGRAMME}
    scenarios = tuple(one for one in contest.in_table if one.key != BASELINE)
    return replace(contest, scenarios=scenarios, references=policies, windows={})


def demand_worlds(request: Request) -> None:
    """``InputFault`` where a study asks for too few worlds to tell anything."""
    if len(request.draws) < LEAST:
        raise refuse("--replicates", str(len(request.draws)), phrase("worlds_enough", least=LEAST))


def demand_done(by_world: pd.DataFrame, worlds: int) -> None:
    """The same where too many of the runs that were made have failed."""
    if len(by_world) < LEAST:
        raise refuse("--replicates", phrase("worlds_done", done=len(by_world)), phrase("worlds_enough", least=LEAST))


def one_of(option: str, key: str, allowed: Sequence[str]) -> InputFault:
    """The fault of a word that is none of those allowed, of which the first are named."""
    named = phrase("one_of", terms=", ".join(allowed[:NAMED]))
    if len(allowed) > NAMED:
        named = phrase("one_of_more", terms=named, more=len(allowed) - NAMED)
    return refuse(option, shown(key), named, _meant(key, allowed))


def _meant(key: str, allowed: Sequence[str]) -> str | None:
    """The word that was likely meant: the one of the same numbers, however they are written, else the nearest."""
    alike = {_NOUGHTS.sub("", word): word for word in allowed}
    return alike.get(_NOUGHTS.sub("", key)) or nearest(key, allowed)


def by_world(study: Study, outcome: str, keys: Sequence[str]) -> pd.DataFrame:
    """Worlds × scenarios of those keys: an outcome at the end, where the world was lived through under all of them."""
    table = wide(study.runs(outcome), outcome)[list(keys)].dropna().droplevel("replicate")
    demand_done(table, len(study.request.draws))
    return table


def taken(study: Study, draws: Sequence[int], keys: Sequence[str], *, prices: bool) -> pd.DataFrame:
    """What those worlds took for every number that nobody knows, differs, and can matter to the scenarios of ``keys``.

    What things cost matters to costs alone.
    """
    request, scenarios = study.request, [one for one in study.scenarios if one.key in keys]
    believed = request.believed
    drawn = taken_by(draws, request.seed, request.posterior, scenarios, beliefs=believed, prices=prices)
    return drawn.loc[:, np.array([drawn[name].nunique() > 1 for name in drawn], bool)]

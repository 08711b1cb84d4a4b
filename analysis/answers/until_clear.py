"""Worlds are added to a comparison until it is clear which policy is best, or the most that were asked for are there.

Every look is a study of so many worlds, in the folder of the comparison: stopped by whatever it is, the same command
goes on from there, and the folder ends as that of a comparison of as many worlds asked for at once.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.answers import comparison
from analysis.answers.clear import Aim, Clear
from analysis.answers.contest import Contest
from analysis.effects.enough import FEWEST, OPEN, Look, decide, looks, worlds_needed
from analysis.effects.policies import MAIN, main_reference
from analysis.effects.statistics import differences
from analysis.language.forecast import Forecast
from analysis.studies.forecast import forecast
from analysis.studies.study import Request, Study, carry_out, folder_of, job_of
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.numerals import number
from sim.language.texts import text

TIMES = 16
"""How many times the first batch there may be, where nothing else is asked for."""
LOOKING = "looking"
"""What tables without charts follow from, so that they are never taken for a finished comparison's."""


def aim_of(first: int, within: float, most: int | None) -> Aim:
    """What is asked, where the first batch has so many worlds; ``InputFault`` where that can be no sequence."""
    if first < FEWEST:
        raise refuse(f"--replicates {first}", phrase("first_batch_small"), phrase("first_batch_allowed", least=FEWEST))
    if most is not None and most < first:
        got, allowed = phrase("most_below_first", first=first), phrase("most_allowed", first=first)
        raise refuse(f"--max-worlds {most}", got, allowed)
    return Aim(within, TIMES * first if most is None else most)


def plans(request: Request, contest: Contest, aim: Aim) -> tuple[Forecast, Forecast]:
    """What it takes at least and at most."""
    when = looks(request.replicates, aim.most)
    least, most = (forecast(replace(request, replicates=one), contest.scenarios) for one in (when[0], when[-1]))
    return least, most


def until_clear(request: Request, contest: Contest, aim: Aim) -> tuple[Study, Clear]:
    """Add worlds until which policy is best is decided; ``request.replicates`` are the first batch.

    Worlds that are there already count, also where there are more of them than a decision takes.
    """
    comparison.refuse_strangers(replace(request, replicates=sys.maxsize), contest)
    when, there = looks(request.replicates, aim.most), _there(request, contest)
    worlds = max(there, when[0])
    study = _study(request, contest, worlds, whole=there >= when[0])
    whole = there >= when[0]
    found = _decided(contest, study, [one for one in when if one <= worlds], aim)
    while found and not found[-1].decided and (ahead := [one for one in when if one > worlds]):
        _going_on(request, found[-1], ahead[0])
        worlds, whole = ahead[0], False
        study = _study(request, contest, worlds, whole=False)
        found = _decided(contest, study, [one for one in when if one <= worlds], aim)
    if not whole:
        study = replace(_study(request, contest, worlds, whole=True), resumed=False)
    return study, _clear(contest, study, found, request.replicates, aim)


def _there(request: Request, contest: Contest) -> int:
    """How many worlds of this comparison there are."""
    job = job_of(replace(request, replicates=sys.maxsize), contest.scenarios)
    return folder_of(replace(request, replicates=sys.maxsize), job, comparison.called(contest), None).worlds


def _study(request: Request, contest: Contest, worlds: int, *, whole: bool) -> Study:
    """So many worlds: a ``whole`` comparison, or its tables only, since more worlds may follow at once."""
    asked = replace(request, replicates=worlds)
    if whole:
        return comparison.compare(asked, contest)
    return carry_out(asked, contest.scenarios, _no_chart, called=comparison.called(contest), follows=LOOKING)


def _no_chart(study: Study, folder: Path) -> None:
    """Nothing is drawn between looks."""


def _decided(contest: Contest, study: Study, when: Sequence[int], aim: Aim) -> list[Look]:
    return decide(_added(contest, study), when, aim.within)


def _added(contest: Contest, study: Study) -> pd.DataFrame:
    """What each policy with the main reference adds, draws × policies, and that reference itself, which adds nothing.

    So a policy that adds nothing is level with doing without it, and where all harm, doing without is best.
    """
    pairs = pd.DataFrame({"policy": list(contest.against), "reference": list(contest.against.values())})
    reference = main_reference(pairs)
    against = {policy: other for policy, other in contest.against.items() if other == reference}
    added = differences(study.runs(MAIN), MAIN, against)
    return pd.concat([added[[]].assign(**{reference: 0.0}), added], axis=1)


def _going_on(request: Request, look: Look, ahead: int) -> None:
    """Say on standard error that nothing is decided yet."""
    if not request.quiet:
        counts = {"open": len(look.those(OPEN)), "rivals": len(look.rivals)}
        worlds = {"worlds": number(look.worlds), "ahead": number(ahead)}
        print(text("clear_going_on", request.lang, **counts, **worlds), file=sys.stderr, flush=True)


def _clear(contest: Contest, study: Study, found: Sequence[Look], first: int, aim: Aim) -> Clear:
    """What was found, and what closing the rest would take."""
    needed: dict[str, float] = {}
    if found and not found[-1].decided:
        look, added = found[-1], _added(contest, study)
        for rival in look.those(OPEN):
            gap = (added[look.leader] - added[rival.policy]).to_numpy()
            needed[rival.policy] = worlds_needed(gap, added.shape[1], first, aim.within)
    clear = Clear(
        aim=aim,
        looks=tuple(found),
        needed=needed,
        seconds=math.nan,
        request=study.request,
        contest=contest.over(study.scenarios),
    )
    return clear._replace(seconds=_seconds(clear)) if 0 < clear.closing < math.inf else clear


def _seconds(clear: Clear) -> float:
    """About how long the worlds take that would close what is open, beyond those that are there."""
    asked = replace(clear.request, replicates=int(clear.closing))
    share = 1 - clear.request.replicates / asked.replicates
    return share * forecast(asked, clear.contest.scenarios).seconds

"""What to type after a comparison: what would close what is open, or what follows where nothing is."""

from __future__ import annotations

import pandas as pd

from analysis.answers.clear import Clear
from analysis.answers.contest import Contest
from analysis.effects.policies import Precision, ranked
from analysis.studies.study import Request, given
from sim.language.harmless import options_of, pasted
from sim.language.texts import text


def following(contest: Contest, table: pd.DataFrame, found: Precision, request: Request, until: Clear | None) -> str:
    """The command that follows.

    Where the leader is told apart from the others and from doing without it: what knowing more is worth. Where it is
    not: more worlds of those in question; and where worlds were added already, what decides between them.
    """
    open_between, decided = in_question(table, found), bool(until and until.looks and until.looks[-1].decided)
    if decided or not open_between:
        key, policies = "next_worth_of", contest.named
    elif until and len(open_between) > 1:
        key, policies = "next_sensitivity_of", open_between
    else:
        key, policies = "next_until_clear", open_between
    typed = "".join(f" {pasted(contest.by_key[policy].typed)}" for policy in policies)
    return text(key, request.lang, policies=typed, given=options_of({"months": request.months}) + given(request))


def in_question(table: pd.DataFrame, found: Precision) -> tuple[str, ...]:
    """The first two that are too close to call, or the leader alone that may add nothing; none where all is clear."""
    if len(found.groups[0]) > 1:
        return found.groups[0][:2]
    leader = ranked(table)[0].iloc[0]
    return () if leader["simultaneous_low"] > 0.0 else (str(leader["policy"]),)

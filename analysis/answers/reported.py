"""What every study leaves for people who never open a terminal: its answer, and the page of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.pages.answer import Answer
from analysis.pages.assumptions import assumptions
from analysis.pages.made import made
from analysis.pages.report import write
from analysis.studies.study import Study, claim_of
from sim.language.texts import Lang
from sim.scenario import Scenario


def leave(answer: Answer, study: Study, folder: Path) -> None:
    """Write the answer of a study and its page into its folder, with what is assumed and how it was made."""
    request = study.request
    typed = (*request.typed, "--replicates", str(request.replicates))
    claim, scenarios = claim_of(request, study.scenarios), study.scenarios
    leave_claimed(answer, folder, claim=claim, typed=typed, lang=request.lang, scenarios=scenarios)


def leave_claimed(
    answer: Answer,
    folder: Path,
    *,
    claim: Mapping[str, Any],
    typed: Sequence[str],
    lang: Lang,
    scenarios: Sequence[Scenario] = (),
) -> None:
    """The same of what follows from a claim and was typed so, and is about some scenarios."""
    assumed, how = (assumptions(scenarios, lang),), (made(claim, typed, lang),)
    write(answer._replace(assumed=assumed, made=how, typed=tuple(typed)), folder, lang)

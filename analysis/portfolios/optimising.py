"""A search for portfolios under budgets, from what was asked to the tables that answers are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.language.progress import Interrupted, announce_compiling, tell_damaged
from analysis.portfolios.carrying import Carrying
from analysis.portfolios.choices import CARE, Choices
from analysis.portfolios.course import Course
from analysis.portfolios.levers import OFF, Outcomes, Portfolio, key_of, named, nothing
from analysis.portfolios.prices import priced
from analysis.portfolios.provinces import by_province
from analysis.portfolios.race import Raced, Sizes, race
from analysis.studies.study import Request, settings
from sim.ensembles.folder import Folder, default_folder
from sim.ensembles.inventory import Inventory
from sim.ensembles.manifest import manifest, telling
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.scenario import Scenario

ROOMS = ("portfolios", "economics", "effects", "studies")
"""Rooms of ``analysis`` that a search follows from, beside the model."""
RUNS = "runs.parquet"


@dataclass(frozen=True)
class Wanted:
    """What is asked of a search, beside what is asked of any study.

    Attributes
    ----------
    budgets : baht beyond what the base costs, on average over worlds, smallest first
    aim : key of the measure of which more is wanted
    carried : least share of what a portfolio asks of agencies that they can deliver [0, 1]
    provinces : whether portfolios may differ by province
    sizes : how much is run
    """

    budgets: tuple[float, ...]
    aim: str
    carried: float
    provinces: bool
    sizes: Sizes

    def settings(self) -> dict[str, Any]:
        """All of it, as plain values."""
        sizes = {
            name: list(value) if isinstance(value, tuple) else value for name, value in self.sizes._asdict().items()
        }
        return {
            "budgets": list(self.budgets), "aim": self.aim, "carried": self.carried,
            "provinces": self.provinces, "sizes": sizes,
        }  # fmt: skip


@dataclass(frozen=True)
class Verified:
    """A portfolio whose figures come from fresh worlds.

    Attributes
    ----------
    key : in files
    where : (recommendation, way) → provinces
    care : years for which agencies take over after the programme, as text; blank for none
    scenario : as it is run
    foretold : what the surrogate foretold; NaN for one that differs by province
    alike : whether it is the same in all provinces
    carried : share of what it asks of agencies that they can deliver
    """

    key: str
    where: Mapping[tuple[str, str], tuple[str, ...]]
    care: str
    scenario: Scenario
    foretold: float
    carried: float
    alike: bool = True


@dataclass(frozen=True, eq=False)
class Optimised:
    """A finished search; each is one of its own, so that what is made of it can be kept by it (``tables``).

    Attributes
    ----------
    request, wanted, choices : what was asked, and what could be chosen
    raced : the search: what was learnt from its design, and who was left after the race
    portfolios, outcomes : those run to the end, and what came of each in the worlds that nothing was searched in
    runs : a row a run of all stages
    folder, resumed : where it is, and whether it was there before
    """

    request: Request
    wanted: Wanted
    choices: Choices
    raced: Raced
    portfolios: tuple[Verified, ...]
    outcomes: Outcomes
    runs: pd.DataFrame
    folder: Path
    resumed: bool


Leave = Callable[[Optimised, Path], None]
"""Adds tables, charts and scenario files of a finished search to a folder."""


def optimise(request: Request, choices: Choices, wanted: Wanted, leave: Leave) -> Optimised:
    """Search, go on with a search, or read where it was already done; ``leave`` adds what is made of it to its folder.

    Raises ``InputFault`` where the folder will not do, ``Interrupted`` with what is kept where it is stopped.
    """
    claim = claimed(request, choices, wanted)
    folder = Folder(request.out or default_folder("optimise", claim, _of(wanted)), claim, telling(request.lang))
    found = folder.refuse_strangers()
    tell_damaged(folder.path, found, request.lang)
    resumed = bool(found.files) and not found.damaged
    course = Course(request, choices, folder, claim, _before(folder, found))
    if not resumed:
        folder.claim_unfinished()
        announce_compiling(request.lang, request.quiet)
    try:
        made = _searched(course, wanted, resumed)
        if not folder.is_as_asked(found):
            folder.fill(lambda into: _fill(course, made, leave, into))
    except OSError as error:
        if folder.finished:  # another process has meanwhile left the very same, and removed what waited
            return optimise(request, choices, wanted, leave)
        raise folder.trouble(error) from error
    except KeyboardInterrupt as interrupt:
        if resumed:
            raise
        raise Interrupted(course.done, _worlds(wanted.sizes), folder.unfinished) from interrupt
    folder.forget_unfinished()
    return made


def claimed(request: Request, choices: Choices, wanted: Wanted) -> dict[str, Any]:
    """What a search follows from."""
    seal = request.posterior.seal if request.posterior else None
    chosen = {lever.key: [mode.key for mode in lever.modes] for lever in choices.levers}
    content = {key: one.content() for key, one in choices.by_key.items()}
    asked = {**settings(request), **wanted.settings(), "levers": chosen, "recommendations": content}
    return manifest("optimise", [choices.base], asked, request.organisations, seal, rooms=ROOMS)


def _of(wanted: Wanted) -> tuple[str, ...]:
    """What a search is of, in the name of its folder."""
    return tuple(f"{budget / 1e6:g}M".replace(".", "_") for budget in wanted.budgets)


def _worlds(sizes: Sizes) -> int:
    return sizes.worlds + sum(sizes.rounds) + sizes.verified


def _before(folder: Folder, found: Inventory) -> pd.DataFrame:
    """The runs of a search that is finished and whole."""
    if not found.files or found.damaged:
        return pd.DataFrame()
    return pd.read_parquet(folder.path / RUNS)


def _searched(course: Course, wanted: Wanted, resumed: bool) -> Optimised:
    """The race everywhere alike, and where provinces may differ what that adds, in the same fresh worlds."""
    choices = course.choices
    carrying = Carrying(choices, course.request.seed, course.request.believed)
    allowed = (lambda one: carrying.share(choices.scenario(one)) >= wanted.carried) if wanted.carried > 0.0 else None
    raced = race(
        course, choices.levers, wanted.budgets, wanted.sizes,
        aim=wanted.aim, seed=course.request.seed, **({"allowed": allowed} if allowed else {}),
    )  # fmt: skip
    verified = [_alike(choices, one, value, carrying) for one, value in zip(raced.portfolios, raced.foretold)]
    outcomes = raced.verified
    if wanted.provinces:
        own = [one for one in _by_province(course, raced, wanted, carrying) if one.carried >= wanted.carried]
        known = {one.key for one in verified}
        own = [one for one in own if one.key not in known]
        if own:
            seen = course.stage([one.scenario for one in own], raced.fresh)
            verified += own
            outcomes = Outcomes({key: np.hstack([outcomes.of(key), seen.of(key)]) for key in outcomes.by_measure})
    return Optimised(
        request=course.request, wanted=wanted, choices=choices, raced=raced, portfolios=tuple(verified),
        outcomes=outcomes, runs=course.runs(), folder=course.folder.path, resumed=resumed,
    )  # fmt: skip


def _alike(choices: Choices, portfolio: Portfolio, foretold: float, carrying: Carrying) -> Verified:
    """A portfolio that all provinces have alike."""
    chosen, everywhere = named(choices.levers, portfolio), keys(PROVINCE_TERMS)
    where = {(lever, way): everywhere for lever, way in chosen.items() if lever != CARE}
    scenario = choices.scenario(portfolio)
    key = key_of(choices.levers, portfolio)
    return Verified(
        key=key, where=where, care=chosen.get(CARE, ""), scenario=scenario, foretold=float(foretold),
        carried=carrying.share(scenario),
    )  # fmt: skip


def _by_province(course: Course, raced: Raced, wanted: Wanted, carrying: Carrying) -> list[Verified]:
    """One portfolio a budget that differs by province, as it is foretold to be best.

    Agencies' care is for all provinces alike, so it is no lever of one: it is that of the best that is alike
    everywhere, and what it is foretold to cost is taken off the budget.
    """
    of_provinces = [place for place, lever in enumerate(raced.levers) if lever.key != CARE]
    levers = [raced.levers[place] for place in of_provinces]
    alone = [place for place, one in enumerate(raced.planned) if set(np.flatnonzero(one)) <= set(of_provinces)]
    planned = [tuple(raced.planned[place][at] for at in of_provinces) for place in alone]
    measures = [f"{wanted.aim}_{province}" for province in keys(PROVINCE_TERMS)]
    found = []
    for budget in wanted.budgets:
        care = _care_of_best(raced, wanted.aim, budget)
        left = budget - float(raced.cost.of(np.array([care]))[0])
        if left > 0.0:
            own = by_province(levers, planned, raced.first.among(alone), measures, left)
            found.append(_apart(course.choices, budget, own, named(raced.levers, care).get(CARE, ""), carrying))
    return found


def _care_of_best(raced: Raced, aim: str, budget: float) -> Portfolio:
    """The portfolio of the care alone that the best within a budget has, as verified; of nothing if there is none."""
    worth = np.nanmean(raced.verified.of(aim), axis=0)
    within = np.where(priced(raced.verified).mean <= budget, worth, -np.inf)
    best = raced.portfolios[int(np.argmax(within))] if np.isfinite(within).any() else nothing(raced.levers)
    return tuple(place if lever.key == CARE else OFF for lever, place in zip(raced.levers, best))


def _apart(choices: Choices, budget: float, own: Sequence[Portfolio], care: str, carrying: Carrying) -> Verified:
    """A portfolio that differs by province."""
    where: dict[tuple[str, str], list[str]] = {}
    levers = [lever for lever in choices.levers if lever.key != CARE]
    for province, portfolio in zip(keys(PROVINCE_TERMS), own):
        for chosen in named(levers, portfolio).items():
            where.setdefault(chosen, []).append(province)
    key = f"by-province-{budget:.0f}"
    scenario = choices.put_together(key, where, care)
    told = {chosen: tuple(provinces) for chosen, provinces in sorted(where.items())}
    return Verified(
        key=key, where=told, care=care, scenario=scenario, foretold=float("nan"), carried=carrying.share(scenario),
        alike=False,
    )  # fmt: skip


def _fill(course: Course, made: Optimised, leave: Leave, into: Path) -> None:
    course.write(into / RUNS)
    leave(made, into)

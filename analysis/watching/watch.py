"""``watch``: choose a typical run, live through it once more before witnesses, and leave the page that plays it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any, NamedTuple

from analysis.studies.study import Request, calibration_words, given, job_of
from analysis.watching.data import page_data
from analysis.watching.page import Frame, rendered
from analysis.watching.place import demand_place, file_of, put
from analysis.watching.typical import Choice, choose
from analysis.watching.witness import WitnessedModel
from sim.ensembles.job import Job
from sim.ensembles.worlds import OUTGREW
from sim.language.harmless import harmless, pasted
from sim.language.numerals import counted
from sim.language.program import handed_on, program
from sim.language.texts import Lang, localised, text
from sim.scenario import Scenario
from sim.simulate import Peopling

FOLDER = Path("results")


class Watched(NamedTuple):
    """A run that was watched: its page, whether that had to be written, and what it is of."""

    file: Path
    written: bool
    scenario: Scenario
    chosen: Choice
    data: dict[str, Any]
    lang: Lang


def watch(request: Request, scenario: Scenario) -> Watched:
    """Leave a page of one run; ``InputFault`` for an input or a place that will not do, before anything is run."""
    if request.out is not None:
        demand_place(file_of(request.out))
    job = job_of(request, [scenario])
    chosen = choose(request, job)
    if not request.quiet:
        print(text("watch.living", request.lang, world=chosen.number), file=sys.stderr, flush=True)
    data = _lived(job, chosen, request.lang)
    page = rendered(data, _frame(request, job, chosen, data), request.lang)
    file = file_of(request.out) if request.out else FOLDER / _name(job.scenarios[0], chosen, page)
    written = put(file, page)
    return Watched(file=file, written=written, scenario=job.scenarios[0], chosen=chosen, data=data, lang=request.lang)


def words(watched: Watched) -> str:
    """What is printed of it."""
    scenario, lang = watched.scenario, watched.lang
    places = {
        "file": harmless(watched.file),
        "scenario": localised(scenario, "name", lang),
        "world": watched.chosen.number,
        "months": counted(scenario.months, "month", lang),
    }
    told = text("watch.written" if watched.written else "watch.there", lang, **places)
    return "\n".join([told, _which(watched.chosen, watched.data, lang), _shown(watched.data, lang)])


def summary(watched: Watched) -> dict[str, Any]:
    """The same as plain values."""
    counts, organisations = watched.data["counts"], watched.data["organisations"]["name"]
    return {
        "file": str(watched.file),
        "written": watched.written,
        "scenario": watched.scenario.key,
        "world": watched.chosen.number,
        "worlds": watched.chosen.worlds,
        "months": watched.scenario.months,
        "organisations_shown": len(organisations),
        "organisations": len(organisations) + _others(watched.data),
        "alliances": len(watched.data["alliances"]["name"]),
        **{f"{key}_at_the_end": counts[key][-1] for key in ("alive", "operating", "lasting")},
    }


def _lived(job: Job, chosen: Choice, lang: Lang) -> dict[str, Any]:
    one = chosen.world
    model = WitnessedModel(job.scenarios[0], one.seed, one.draw, Peopling(job.table))
    try:
        model.run()
        if model.state.counts["full"][0]:
            raise RuntimeError(OUTGREW)
        return page_data(model, job.table, lang)
    finally:
        model.close()


def _frame(request: Request, job: Job, chosen: Choice, data: dict[str, Any]) -> Frame:
    """What stands around the run on its page."""
    lang, scenario = request.lang, job.scenarios[0]
    return Frame(
        title=text("watch.title", lang, scenario=localised(scenario, "name", lang)),
        which=_which(chosen, data, lang),
        shown=_shown(data, lang),
        rests_on=tuple(map(handed_on, calibration_words(request, chosen.worlds))),
        command=handed_on(_command(request, scenario)),
    )


def _which(chosen: Choice, data: dict[str, Any], lang: Lang) -> str:
    lasting = f"{data['counts']['lasting'][-1]:g}"
    if chosen.worlds == 1:
        return text("watch.chosen", lang, world=chosen.number, lasting=lasting)
    of_all = {"worlds": chosen.worlds, "median": f"{chosen.median:g}"}
    return text("watch.typical", lang, world=chosen.number, lasting=lasting, **of_all)


def _shown(data: dict[str, Any], lang: Lang) -> str:
    shown = len(data["organisations"]["name"])
    return text(
        "watch.told_shown", lang, shown=f"{shown:,}", active=counted(shown + _others(data), "organisation", lang)
    )


def _others(data: dict[str, Any]) -> int:
    return sum(one["others"] for one in data["provinces"])


def _command(request: Request, scenario: Scenario) -> str:
    """What makes the page again."""
    of = f"{program()} watch {pasted(scenario.typed or scenario.key)}"
    world = f" --world {request.world}" if request.world else ""
    return f"{of}{world} --seed {request.seed} --months {scenario.months}{given(request)}"


def _name(scenario: Scenario, chosen: Choice, page: bytes) -> str:
    """A file name that no other page has: what it is of, and a digest of the page."""
    plain = "".join(letter if letter.isalnum() or letter in "+-_" else "-" for letter in scenario.key)
    return f"watch-{plain[:40]}-world{chosen.number}-{hashlib.sha256(page).hexdigest()[:8]}.html"

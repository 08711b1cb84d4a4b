"""The course of a calibration: bank, waves and what is left of them; it goes on where it was stopped."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration.adequacy import Adequacy, adequacy
from analysis.calibration.bank import Bank, live_sets
from analysis.calibration.behaviour import behaviour
from analysis.calibration.consistency import THE_TOTAL, called
from analysis.calibration.fit import REPLICATES, SETS, WAVE, Fit, first_fit, refined
from analysis.calibration.kept import KeptBank
from analysis.calibration.observations import Report, shipped
from analysis.calibration.observed_file import load_report
from analysis.calibration.posterior import Posterior, plain, posterior, write
from analysis.calibration.priors import points
from analysis.language.progress import Interrupted, Progress, announce_compiling
from sim.calendar import PROGRAMME_MONTHS
from sim.ensembles.folder import MANIFEST, Folder, default_folder
from sim.ensembles.manifest import as_text, difference, manifest, readable
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import refuse
from sim.kinds import FORMS
from sim.language.texts import Lang, text
from sim.organisations import load_organisations
from sim.provinces import PROVINCE_TERMS
from sim.scenario import load_scenario

AIM = 400.0
"""Effective sample size at which nothing more is simulated."""
MOST_WAVES = 6
HOLDS = ("posterior.csv", "posterior.json", "bank", "charts")
TRIAL = 16  # sets, of a plan


@dataclass(frozen=True)
class Wanted:
    """What the command line asks of a calibration.

    ``observed`` is a user's report, None the shipped one, read as ``reading`` says (``observations.SHIPPED_READINGS``);
    ``operator`` says what is counted; ``plausible`` whether soft evidence counts; ``sets`` is how many the first bank
    has.
    """

    seed: int = 1
    workers: int = 1
    out: Path | None = None
    lang: Lang = "en"
    observed: Path | None = None
    reading: str = "flagship-namely"
    operator: str = "created"
    plausible: bool = True
    sets: int = SETS
    organisations: Path | None = None
    quiet: bool = False

    def report(self) -> Report:
        """The report to be fitted."""
        if self.observed is not None:
            return load_report(self.observed, self.operator)
        return shipped(self.reading, self.operator, self.plausible)


@dataclass(frozen=True)
class Calibration:
    """A finished calibration: what was asked, the fit, what it leaves, the prior beside the report, and the folder."""

    asked: Wanted
    fit: Fit
    posterior: Posterior
    before: list[Adequacy]
    folder: Path
    resumed: bool


Chart = Callable[[Calibration, Path], None]
"""Draws the charts of a calibration into a folder."""


@dataclass
class Maker:
    """Makes banks with their progress shown, stage by stage; ``done`` counts sets that are kept."""

    asked: Wanted
    kept: KeptBank
    done: int = field(default=0)

    def __call__(self, unit: np.ndarray, first: int) -> Bank:
        """A bank of points, of which the first has the number given."""
        with Progress(len(unit), self.asked.lang, self.asked.quiet, what="progress_sets") as progress:
            return self.kept.simulate(unit, first, self._tell(progress))

    def _tell(self, progress: Progress) -> Callable[[int], None]:
        before = self.done

        def tell(done: int) -> None:
            self.done = before + done
            progress(done)

        return tell


def calibrate(asked: Wanted, chart: Chart) -> Calibration:
    """Fit, go on with a fit, or read where it was already made."""
    report, table = asked.report(), _organisations(asked)
    claim = manifest("calibrate", [load_scenario("programme")], settings(asked, report), asked.organisations)
    folder = Folder(asked.out or default_folder("calibrate", claim), claim, HOLDS)
    folder.refuse_strangers()
    resumed = folder.finished
    place = folder.path / "bank" if resumed else folder.claim_unfinished()
    if not resumed:
        announce_compiling(asked.lang, asked.quiet)
    maker = Maker(asked, KeptBank(place, REPLICATES, asked.seed, asked.workers, table))
    try:
        before, fit = fitted(report, asked.sets, asked.seed, maker, asked.workers)
        found = Calibration(
            asked, fit, posterior(fit, asked.seed, {"behaviour": behaviour()}), before, folder.path, resumed
        )
        if not resumed:
            folder.fill(lambda into: leave(found, place, into, chart))
    except InputFault:
        folder.forget_unfinished()
        raise
    except OSError as error:
        raise folder.trouble(error) from error
    except KeyboardInterrupt as interrupt:
        raise Interrupted(maker.done, asked.sets + WAVE, folder.unfinished, "interrupted_sets") from interrupt
    folder.forget_unfinished()
    return found


def settings(asked: Wanted, report: Report) -> dict[str, Any]:
    """What a fit follows from beside the model."""
    return {"seed": asked.seed, "sets": asked.sets, "report": plain(report), "language": asked.lang}


def _organisations(asked: Wanted) -> pd.DataFrame | None:
    return load_organisations(asked.organisations) if asked.organisations else None


def fitted(
    report: Report, sets: int, seed: int, simulate: Callable[[np.ndarray, int], Bank], workers: int
) -> tuple[list[Adequacy], Fit]:
    """The prior beside the report, and the fit: a first bank, then waves until it is worth ``AIM`` draws.

    One wave at least: the first bank alone lies thin where the report is sharp.
    """
    bank = simulate(points(sets, seed), 0)
    before = adequacy(bank, report)
    if any(one.verdict == "impossible" for one in before):
        raise impossible(before, report)
    fit = first_fit(bank, report, workers)
    if not fit.possible:
        raise impossible(before, report)
    for wave in range(MOST_WAVES):
        if wave and fit.effective_size >= AIM:
            break
        fit = refined(fit, WAVE, seed + 1 + wave, simulate, workers)
    return before, fit


def demand_calibration(folder: Path, organisations: Path | None = None) -> dict[str, Any]:
    """What the calibration in a folder was asked; ``InputFault`` unless this version made it, of ``organisations``."""
    try:
        told = readable((folder / MANIFEST).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        told = None
    if told is None or told.get("command") != "calibrate" or not (folder / "bank").is_dir():
        raise refuse(folder, phrase("no_calibration"), phrase("calibration_folder"))
    asked: dict[str, Any] = told["settings"]
    claim = manifest("calibrate", [load_scenario("programme")], asked, organisations)
    if told != claim:
        raise refuse(folder, difference(as_text(told), claim), phrase("calibration_of_today"))
    return asked


def reread(folder: Path, workers: int, organisations: Path | None = None) -> Fit:
    """The fit that a calibration left in a folder; raises as ``demand_calibration``."""
    asked = demand_calibration(folder, organisations)
    report = Report(**{name: _tuples(value) for name, value in asked["report"].items()})
    table = load_organisations(organisations) if organisations else None
    kept = KeptBank(folder / "bank", REPLICATES, asked["seed"], workers, table)
    return fitted(report, asked["sets"], asked["seed"], kept.simulate, workers)[1]


def _tuples(value: Any) -> Any:
    """Lists of JSON as the tuples they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def impossible(before: list[Adequacy], report: Report) -> InputFault:
    """What to say of a report that no set of parameter values within the priors can produce."""
    told = [one for one in before if one.verdict == "impossible"] or before
    if not told:
        return refuse(phrase("the_report"), phrase("impossible_networks"), phrase("possible_counts"))
    return InputFault(
        Fault(
            at(phrase("the_report"), _called(one)),
            phrase("networks", count=one.reported),
            phrase("all_produced", low=one.least, high=one.most),
        )
        for one in told
    )


def _called(one: Adequacy) -> str:
    """What a count is of."""
    names = {"province": PROVINCE_TERMS, "form": FORMS}
    return called(names[one.what][one.place]) if one.what in names else THE_TOTAL


def leave(found: Calibration, bank: Path, into: Path, chart: Chart) -> None:
    """The files of a calibration: the posterior, the bank it was made of, and charts."""
    write(found.posterior, into / "posterior.csv")
    (into / "bank").mkdir()
    for part in sorted(bank.glob("sets-*.npz")):
        shutil.copyfile(part, into / "bank" / part.name)
    (into / "charts").mkdir()
    chart(found, into / "charts")


def plan(asked: Wanted) -> str:
    """How many runs and how long, from a short timed trial; the report is read and checked as for the real thing."""
    asked.report()
    live = live_sets(REPLICATES, asked.seed, _organisations(asked))
    unit = points(TRIAL, asked.seed)
    live(0, unit[0])
    start = time.perf_counter()
    for number, point in enumerate(unit):
        live(number, point)
    sets = asked.sets + WAVE
    each = (time.perf_counter() - start) / TRIAL
    minutes, seconds = divmod(round(each * sets / asked.workers) + 30, 60)
    return text(
        "calibrate_plan",
        asked.lang,
        runs=f"{sets * REPLICATES:,}",
        months=PROGRAMME_MONTHS,
        sets=f"{sets:,}",
        most=f"{(asked.sets + MOST_WAVES * WAVE) * REPLICATES:,}",
        minutes=text("minutes", asked.lang, minutes=minutes, seconds=seconds),
        workers=asked.workers,
    )

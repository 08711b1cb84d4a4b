"""The course of a calibration: bank, waves and what is left of them; it goes on where it was stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration.adequacy import Adequacy, adequacy
from analysis.calibration.bank import Bank, gathered, live_sets
from analysis.calibration.behaviour import behaviour
from analysis.calibration.consistency import THE_TOTAL, called
from analysis.calibration.fit import REPLICATES, SETS, WAVE, Fit, first_fit, refined
from analysis.calibration.kept import KeptBank, as_bytes
from analysis.calibration.observations import Report, shipped
from analysis.calibration.observed_file import load_report
from analysis.calibration.posterior import Posterior, plain, posterior, write
from analysis.calibration.priors import points
from analysis.language.forecast import Forecast
from analysis.language.progress import Interrupted, Progress, announce_compiling, tell_damaged
from sim.calendar import PROGRAMME_MONTHS
from sim.ensembles.folder import Folder, default_folder
from sim.ensembles.inventory import inventory
from sim.ensembles.manifest import as_text, difference, digest, manifest, readable, telling, text_in
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import refuse
from sim.kinds import FORMS
from sim.language.texts import Lang
from sim.organisations import load_organisations
from sim.provinces import PROVINCE_TERMS
from sim.scenario import load_scenario

AIM = 400.0
"""Effective sample size at which nothing more is simulated."""
MOST_WAVES = 6
BANK = "bank"
ROOMS = ("calibration",)
"""Rooms of ``analysis`` that a fit follows from, beside the model."""
TRIAL = 16  # sets, of a plan
_BYTES_A_FIT = 1_000_000  # of its charts and its posterior


@dataclass(frozen=True)
class Wanted:
    """What the command line asks of a calibration.

    ``observed`` is a user's report, None the shipped one, read as ``reading`` says (``observations.SHIPPED_READINGS``);
    ``operator`` says what is counted; ``plausible`` whether soft evidence counts; ``sets`` is how many the first bank
    has, keyed by ``seed``; ``organisations`` is a file of the user's; ``out`` of None is a folder of its own name;
    ``quiet`` shows no progress; ``typed`` are the words of the command from which its results follow.
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
    typed: tuple[str, ...] = ()

    def report(self) -> Report:
        """The report to be fitted."""
        if self.observed is not None:
            return replace(load_report(self.observed, self.operator), plausible=self.plausible)
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
        with Progress(len(unit), self.asked.lang, self.asked.quiet, what="set") as progress:
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
    claim = claim_of(asked)
    folder = Folder(asked.out or default_folder("calibrate", claim, _of(asked)), claim, telling(asked.lang))
    found = folder.refuse_strangers()
    tell_damaged(folder.path, found, asked.lang)
    resumed = bool(found.files) and not found.damaged
    place = folder.unfinished if resumed else folder.claim_unfinished()
    if not resumed:
        announce_compiling(asked.lang, asked.quiet)
    kept = KeptBank(
        place, REPLICATES, asked.seed, asked.workers, table, claim=digest(claim), finished=folder.path / BANK
    )
    maker = Maker(asked, kept)
    try:
        before, fit = fitted(report, asked.sets, asked.seed, maker, asked.workers)
        left = posterior(fit, asked.seed, {"behaviour": behaviour()})
        made = Calibration(asked=asked, fit=fit, posterior=left, before=before, folder=folder.path, resumed=resumed)
        if not folder.is_as_asked(found):
            folder.fill(lambda into: leave(made, kept, into, chart))
    except InputFault:
        folder.forget_unfinished()
        raise
    except OSError as error:
        if folder.finished:  # another process has meanwhile left the very same, and removed what waited
            return calibrate(asked, chart)
        raise folder.trouble(error) from error
    except KeyboardInterrupt as interrupt:
        if resumed:
            raise
        raise Interrupted(maker.done, asked.sets + WAVE, folder.unfinished, "interrupted_sets") from interrupt
    folder.forget_unfinished()
    return made


def claim_of(asked: Wanted) -> dict[str, Any]:
    """What a calibration follows from."""
    return claimed(settings(asked, asked.report()), asked.organisations)


def settings(asked: Wanted, report: Report) -> dict[str, Any]:
    """What a fit follows from beside the model."""
    return {"seed": asked.seed, "sets": asked.sets, "report": plain(report)}


def claimed(asked: dict[str, Any], organisations: Path | None) -> dict[str, Any]:
    """The claim of a fit with these settings."""
    return manifest("calibrate", [load_scenario("programme")], asked, organisations, rooms=ROOMS)


def _of(asked: Wanted) -> tuple[str, ...]:
    """What a fit is of, in the name of its folder."""
    return (asked.observed.stem if asked.observed else asked.reading, asked.operator)


def _organisations(asked: Wanted) -> pd.DataFrame | None:
    return load_organisations(asked.organisations) if asked.organisations else None


def fitted(
    report: Report, sets: int, seed: int, simulate: Callable[[np.ndarray, int], Bank], workers: int
) -> tuple[list[Adequacy], Fit]:
    """The prior beside the report, and the fit: a first bank, then waves until it is worth ``AIM`` draws.

    One wave at least: the first bank alone lies thin where the report is sharp. ``simulate`` makes a bank of points
    (sets, parameters) of the unit cube, numbered from its second argument on; ``sets`` is the size of the first bank,
    ``seed`` keys the points of every one. Raises ``InputFault`` where no set can produce the report.
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
    """The claim of the calibration in a folder; ``InputFault`` unless this version made it, of ``organisations``.

    All its files are as they were written.
    """
    told = readable(text_in(folder))
    if told is None or told.get("command") != "calibrate" or not isinstance(told.get("settings"), dict):
        raise refuse(folder, phrase("no_calibration"), phrase("calibration_folder"))
    claim = claimed(told["settings"], organisations)
    held = inventory(folder, claim)
    if held is None:
        raise refuse(folder, difference(as_text(told), claim), phrase("calibration_of_today"))
    if held.damaged:
        raise refuse(folder, phrase("damaged", files=", ".join(held.damaged[:5])), phrase("calibration_whole"))
    return claim


def reread(folder: Path, workers: int, organisations: Path | None = None) -> Fit:
    """The fit that a calibration left in a folder; raises as ``demand_calibration``."""
    claim = demand_calibration(folder, organisations)
    asked = claim["settings"]
    report = Report(**{name: _tuples(value) for name, value in asked["report"].items()})
    table = load_organisations(organisations) if organisations else None
    kept = KeptBank(folder / BANK, REPLICATES, asked["seed"], workers, table, claim=digest(claim))
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


def leave(made: Calibration, kept: KeptBank, into: Path, chart: Chart) -> None:
    """The files of a calibration: the posterior, the bank it was made of, and charts."""
    write(made.posterior, into / "posterior.csv")
    kept.hand_over(into / BANK)
    (into / "charts").mkdir()
    chart(made, into / "charts")


def plan(asked: Wanted) -> Forecast:
    """What a fit would take, from a short timed trial; the report is read and checked as for the real thing."""
    asked.report()
    live = live_sets(REPLICATES, asked.seed, _organisations(asked))
    unit = points(TRIAL, asked.seed)
    live(0, unit[0])
    start = time.perf_counter()
    bank = gathered(unit, [live(number, point) for number, point in enumerate(unit)])
    each, sets = (time.perf_counter() - start) / TRIAL, asked.sets + WAVE
    return Forecast(
        runs=sets * REPLICATES,
        worlds=sets * REPLICATES,
        scenarios=1,
        months=PROGRAMME_MONTHS,
        seconds=round(each * sets / asked.workers) + 30,
        workers=asked.workers,
        disk_mb=round((len(as_bytes(bank)) / TRIAL * sets + _BYTES_A_FIT) / 1e6) + 1,
        sets=sets,
        most_sets=asked.sets + MOST_WAVES * WAVE,
    )

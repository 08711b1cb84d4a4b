"""``validate``: is the model, and a fit of it, to be believed? Patterns it is judged by, and every check of a fit."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.answers.comparison import places
from analysis.answers.reported import leave_claimed
from analysis.belief import checks, patterns
from analysis.belief import words as belief_words
from analysis.belief.judged import judge, many_for
from analysis.belief.truths import true_worlds, two_runs
from analysis.calibration.course import demand_calibration, reread
from analysis.calibration.posterior import Posterior, read
from analysis.effects import interactions
from analysis.language.forecast import Forecast
from analysis.language.progress import Progress, announce_compiling, tell_damaged
from analysis.pages.answer import Answer
from analysis.studies.believed import believed_lines
from sim.beliefs import BeliefsFile
from sim.draws import NO_BELIEFS, Beliefs
from sim.ensembles.ensemble import ensemble
from sim.ensembles.folder import Folder, default_folder
from sim.ensembles.manifest import digest, manifest, telling
from sim.ensembles.store import same_file
from sim.ensembles.worlds import live, worlds
from sim.language.texts import Lang, text
from sim.organisations import load_organisations
from sim.scenario import load_scenario
from sim.simulate import Peopling

ROOMS = ("belief", "calibration", "effects")
"""Rooms of ``analysis`` that the checks follow from, beside the model."""
LANGUAGES: tuple[Lang, ...] = ("en", "th")
WORDS, FIGURES = "verdict.txt", "validation.json"
VERDICTS: Mapping[Lang, str] = {lang: f"verdict-{lang}.txt" for lang in LANGUAGES}
FOUND = (FIGURES, *VERDICTS.values())
"""What all else is told from."""
MONTHS = 60
TRIAL = 2  # worlds, of a plan
OTHER_CHECKS = 30  # of a fit, that take about as long as a truth each


@dataclass(frozen=True)
class Wanted:
    """What the command line asks: of how many worlds, of which fit, and for a calibration's folder how many truths.

    ``replicates`` are worlds, keyed by ``seed``; ``organisations`` is a file of the user's; ``out`` of None is a folder
    of its own name; ``typed`` are the words of the command. ``posterior`` is what parameter values are drawn from, None
    for the assumed ranges; ``beliefs`` what is believed otherwise; ``calibration`` the folder that calibrate left,
    whose own fit is then drawn from and checked in every way.
    """

    replicates: int
    seed: int
    workers: int
    out: Path | None
    lang: Lang
    posterior: Posterior | None
    calibration: Path | None
    truths: int
    organisations: Path | None
    quiet: bool
    beliefs: BeliefsFile | None = None
    typed: tuple[str, ...] = ()

    @property
    def believed(self) -> Beliefs:
        """What is believed otherwise than declared, as draws take it."""
        return self.beliefs.to_draw_from() if self.beliefs else NO_BELIEFS


@dataclass(frozen=True)
class Validation:
    """What was found, in words and as plain values, and the folder both are in; ``resumed`` if it was there before."""

    words: str
    figures: dict[str, Any]
    folder: Path
    resumed: bool


def validate(asked: Wanted) -> Validation:
    """Check, or read what was found before."""
    posterior, claim = _claim(asked)
    folder = Folder(asked.out or default_folder("validate", claim, _called(asked)), claim, telling(asked.lang))
    found = folder.refuse_strangers()
    tell_damaged(folder.path, found, asked.lang)
    if not folder.is_as_asked(found):
        if found.whole.issuperset(FOUND):
            folder.fill(lambda into: _tell_again(asked, claim, folder.path, into))
        else:
            announce_compiling(asked.lang, asked.quiet)
            folder.fill(lambda into: _check(asked, claim, posterior, into))
    told = (folder.path / WORDS).read_text(encoding="utf-8")
    figures = json.loads((folder.path / FIGURES).read_text(encoding="utf-8"))
    return Validation(told, figures, folder.path, bool(found.files) and not found.damaged)


def words(found: Validation, lang: Lang) -> str:
    """What the terminal shows."""
    return "\n".join([found.words, *places(found.folder, lang)])


def _claim(asked: Wanted) -> tuple[Posterior | None, dict[str, Any]]:
    """The fit to draw from, and what the checks follow from."""
    posterior = asked.posterior
    chosen: dict[str, Any] = {"replicates": asked.replicates, "seed": asked.seed}
    if asked.beliefs and asked.beliefs.otherwise:
        chosen["beliefs"] = asked.beliefs.content()
    if asked.calibration:
        fit = demand_calibration(asked.calibration, asked.organisations)
        posterior = read(asked.calibration / "posterior.csv")
        chosen |= {"truths": asked.truths, "calibration": digest(fit)}
    seal = posterior.seal if posterior else None
    return posterior, manifest("validate", [load_scenario("programme")], chosen, asked.organisations, seal, rooms=ROOMS)


def _called(asked: Wanted) -> tuple[str, ...]:
    """What is checked, in the name of a folder."""
    return (f"{asked.replicates}-worlds", *((asked.calibration.resolve().name,) if asked.calibration else ()))


def _check(asked: Wanted, claim: Mapping[str, Any], posterior: Posterior | None, into: Path) -> None:
    """Everything that can be checked of what was asked, left in a folder."""
    table = load_organisations(asked.organisations) if asked.organisations else None
    draw_from = posterior.to_draw_from() if posterior else None
    which = worlds(asked.replicates, 1, asked.seed, draw_from, asked.believed)
    fit = _believed(asked, table) if asked.calibration else None
    many = worlds(many_for(asked.replicates), 1, asked.seed, draw_from, asked.believed)
    judged = judge(which, many, asked.workers, lang=asked.lang, quiet=asked.quiet, table=table)
    joint = interactions.joint_effects(which, asked.workers, table)
    figures: dict[str, Any] = {"fit": checks.summary(fit)} if fit else {}
    figures |= {"patterns": [asdict(one) for one in judged], "interactions": [asdict(one) for one in joint]}
    told = json.dumps(checks.plain(figures), ensure_ascii=False, indent=1) + "\n"
    _write(into / FIGURES, told)
    for lang in LANGUAGES:
        parts = [*belief_words.words(fit, lang), ""] if fit else []
        parts += [*patterns.words(judged, len(which), lang), "", *interactions.words(joint, lang)]
        if not fit:
            parts += ["", text("validate_fit_too" if posterior else "validate_without_fit", lang)]
        parts += believed_lines(asked.beliefs, lang) if asked.beliefs else []
        _write(into / VERDICTS[lang], "\n".join(parts) + "\n")
    _tell(asked, claim, into)


def _tell_again(asked: Wanted, claim: Mapping[str, Any], before: Path, into: Path) -> None:
    """What was found, told in a language it was perhaps not told in before."""
    for name in FOUND:
        same_file(before / name, into / name)
    _tell(asked, claim, into)


def _tell(asked: Wanted, claim: Mapping[str, Any], into: Path) -> None:
    """The verdict in the language asked for, of a fit the chart of how truths were recovered, and the page."""
    from analysis.belief.tables import recovery_places, recovery_table, trial_as_left
    from analysis.charts import plot_recovery

    lang = asked.lang
    shutil.copyfile(into / VERDICTS[lang], into / WORDS)
    figures = json.loads((into / FIGURES).read_text(encoding="utf-8"))
    fit = figures.get("fit")
    if fit:
        trial = trial_as_left(fit["trial"])
        (into / "charts").mkdir()
        plot_recovery(recovery_table(trial, lang), recovery_places(trial), lang, into / "charts" / "recovery")
    printed = (into / WORDS).read_text(encoding="utf-8")
    typed = (*asked.typed, "--replicates", str(asked.replicates))
    scenarios = [load_scenario("programme")]
    leave_claimed(answered(figures, printed, lang), into, claim=claim, typed=typed, lang=lang, scenarios=scenarios)


def answered(figures: Mapping[str, Any], printed: str, lang: Lang) -> Answer:
    """The answer as the page has it: how many patterns hold, which do not, and the whole verdict as it is printed."""
    patterns_ = figures["patterns"]
    passed = sum(one["holds"] for one in patterns_)
    failed = [one["letter"] for one in patterns_ if not one["holds"]]
    said = text("patterns_verdict", lang, passed=passed, total=len(patterns_))
    return Answer(
        question=text("question.validate", lang),
        said=(said,),
        sure=tuple(text("patterns_fails", lang, letter=one, pattern=text(f"pattern_{one}", lang)) for one in failed),
        printed=printed,
    )


def _write(path: Path, told: str) -> None:
    path.write_text(told, encoding="utf-8", newline="\n")


def _believed(asked: Wanted, table: pd.DataFrame | None) -> checks.Belief:
    """Every check of the fit in a calibration's folder."""
    assert asked.calibration is not None
    fit = reread(asked.calibration, asked.workers, asked.organisations)
    with Progress(asked.truths, asked.lang, asked.quiet, what="truth") as progress:
        simulate = two_runs(asked.seed, asked.workers, table)
        return checks.believed(fit, simulate, asked.seed, asked.truths, asked.workers, tell=progress)


def plan(asked: Wanted) -> Forecast:
    """What the checks would take, from a short timed trial; inputs are read and checked as for the real thing."""
    posterior, _ = _claim(asked)
    table = load_organisations(asked.organisations) if asked.organisations else None
    which = worlds(TRIAL, 1, asked.seed, posterior.to_draw_from() if posterior else None, asked.believed)
    live(which[0], patterns.scenarios()[:1], 1, Peopling(table))
    start = time.perf_counter()
    lived = (patterns.scenarios(), interactions.scenarios())
    for scenarios in lived:
        ensemble(scenarios, which, MONTHS, 1, table)
    seconds = (time.perf_counter() - start) / TRIAL * asked.replicates / asked.workers
    scenarios_ = sum(map(len, lived))
    return Forecast(
        runs=asked.replicates * scenarios_,
        worlds=asked.replicates,
        scenarios=scenarios_,
        months=MONTHS,
        seconds=round(seconds + (_truths_take(asked, table) if asked.calibration else 0.0)) + 1,
        workers=asked.workers,
        disk_mb=1,
        truths=asked.truths if asked.calibration else None,
    )


def _truths_take(asked: Wanted, table: pd.DataFrame | None) -> float:
    """Seconds that fitting the truths would take, and the other checks of a fit, each of which weighs it anew."""
    from analysis.belief.recovery import recovered

    assert asked.calibration is not None
    fit = reread(asked.calibration, asked.workers, asked.organisations)
    start = time.perf_counter()
    truths = true_worlds(fit, two_runs(asked.seed, asked.workers, table), 1, asked.seed)
    simulated = time.perf_counter() - start
    recovered(fit, truths, asked.seed, asked.workers)
    return (time.perf_counter() - start - simulated) * (asked.truths + OTHER_CHECKS) + simulated * asked.truths / 64

"""``validate``: is the model, and a fit of it, to be believed? Patterns it is judged by, and every check of a fit."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.answers.comparison import places
from analysis.belief import checks, patterns
from analysis.belief import words as belief_words
from analysis.belief.truths import two_runs
from analysis.calibration.course import demand_calibration, reread
from analysis.calibration.posterior import Posterior, read
from analysis.effects import interactions
from analysis.language.progress import Progress, announce_compiling
from sim.ensembles.folder import MANIFEST, Folder, default_folder
from sim.ensembles.manifest import digest_of, manifest
from sim.ensembles.worlds import worlds
from sim.language.texts import Lang, text
from sim.organisations import load_organisations
from sim.scenario import load_scenario

WORDS, FIGURES = "verdict.txt", "validation.json"


@dataclass(frozen=True)
class Wanted:
    """What the command line asks: of how many worlds, of which fit, and for a calibration's folder how many truths.

    ``posterior`` is what parameter values are drawn from, None for the assumed ranges; ``calibration`` the folder that
    calibrate left, whose own fit is then drawn from and checked in every way.
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


@dataclass(frozen=True)
class Validation:
    """What was found, in words and as plain values, and the folder both are in."""

    words: str
    figures: dict[str, Any]
    folder: Path


def validate(asked: Wanted) -> Validation:
    """Check, or read what was found before."""
    posterior = asked.posterior
    if asked.calibration:
        demand_calibration(asked.calibration, asked.organisations)
        posterior = read(asked.calibration / "posterior.csv")
    claim = manifest(
        "validate",
        [load_scenario("programme")],
        _settings(asked),
        asked.organisations,
        posterior.seal if posterior else None,
    )
    folder = Folder(asked.out or default_folder("validate", claim), claim, (WORDS, FIGURES))
    folder.refuse_strangers()
    if not folder.finished:
        announce_compiling(asked.lang, asked.quiet)
        folder.fill(lambda into: _check(asked, posterior, into))
    told = (folder.path / WORDS).read_text(encoding="utf-8")
    return Validation(told, json.loads((folder.path / FIGURES).read_text(encoding="utf-8")), folder.path)


def words(found: Validation, lang: Lang) -> str:
    """What the terminal shows."""
    return "\n".join([found.words, *places(found.folder, lang)])


def _settings(asked: Wanted) -> dict[str, Any]:
    chosen: dict[str, Any] = {"replicates": asked.replicates, "seed": asked.seed, "language": asked.lang}
    if asked.calibration:
        chosen |= {"truths": asked.truths, "calibration_sha256": digest_of(asked.calibration / MANIFEST)}
    return chosen


def _check(asked: Wanted, posterior: Posterior | None, into: Path) -> None:
    """Everything that can be checked of what was asked, left in a folder."""
    table = load_organisations(asked.organisations) if asked.organisations else None
    which = worlds(asked.replicates, 1, asked.seed, posterior.to_draw_from() if posterior else None)
    parts: list[str] = []
    figures: dict[str, Any] = {}
    if asked.calibration:
        found = _believed(asked, into)
        parts += [*belief_words.words(found, asked.lang), ""]
        figures["fit"] = checks.summary(found)
    judged = patterns.check_all(which, asked.workers, asked.lang, asked.quiet, table)
    joint = interactions.joint_effects(which, asked.workers, table)
    parts += [*patterns.words(judged, len(which), asked.lang), "", *interactions.words(joint, asked.lang)]
    figures |= {"patterns": [asdict(one) for one in judged], "interactions": [asdict(one) for one in joint]}
    if not asked.calibration:
        parts += ["", text("validate_fit_too" if posterior else "validate_without_fit", asked.lang)]
    (into / WORDS).write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    told = json.dumps(checks.plain(figures), ensure_ascii=False, indent=1) + "\n"
    (into / FIGURES).write_text(told, encoding="utf-8", newline="\n")


def _believed(asked: Wanted, into: Path) -> checks.Belief:
    """Every check of the fit in a calibration's folder, with a chart of how truths were recovered."""
    from analysis.belief.tables import recovery_places, recovery_table
    from analysis.charts import plot_recovery

    assert asked.calibration is not None
    fit = reread(asked.calibration, asked.workers, asked.organisations)
    table = load_organisations(asked.organisations) if asked.organisations else None
    with Progress(asked.truths, asked.lang, asked.quiet, what="progress_truths") as progress:
        simulate = two_runs(asked.seed, asked.workers, table)
        found = checks.believed(fit, simulate, asked.seed, asked.truths, asked.workers, tell=progress)
    (into / "charts").mkdir()
    shown = recovery_table(found.trial, asked.lang)
    plot_recovery(shown, recovery_places(found.trial), asked.lang, into / "charts" / "recovery")
    return found

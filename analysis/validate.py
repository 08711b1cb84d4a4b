"""``validate``: is the model, and a fit of it, to be believed? Patterns it is judged by, and every check of a fit."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis import belief, belief_words, interactions, patterns
from analysis.calibrate import demand_calibration, reread
from analysis.calibration.posterior import Posterior, read
from analysis.compare import places
from analysis.progress import Progress, announce_compiling
from analysis.study import default_folder
from analysis.texts import Lang, text
from analysis.trial import two_runs
from sim.ensembles.folder import MANIFEST, Folder
from sim.ensembles.manifest import digest_of, manifest
from sim.ensembles.worlds import worlds
from sim.inputs.organisations import load_organisations
from sim.scenario import load_scenario

WORDS, FIGURES = "verdict.txt", "validation.json"


@dataclass(frozen=True)
class Asked:
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


def validate(asked: Asked) -> Validation:
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


def _settings(asked: Asked) -> dict[str, Any]:
    chosen: dict[str, Any] = {"replicates": asked.replicates, "seed": asked.seed, "language": asked.lang}
    if asked.calibration:
        chosen |= {"truths": asked.truths, "calibration_sha256": digest_of(asked.calibration / MANIFEST)}
    return chosen


def _check(asked: Asked, posterior: Posterior | None, into: Path) -> None:
    """Everything that can be checked of what was asked, left in a folder."""
    table = load_organisations(asked.organisations) if asked.organisations else None
    which = worlds(asked.replicates, 1, asked.seed, posterior.to_draw_from() if posterior else None)
    parts: list[str] = []
    figures: dict[str, Any] = {}
    if asked.calibration:
        found = _believed(asked, into)
        parts += [*belief_words.words(found, asked.lang), ""]
        figures["fit"] = belief.summary(found)
    judged = patterns.check_all(which, asked.workers, asked.lang, asked.quiet, table)
    joint = interactions.joint_effects(which, asked.workers, table)
    parts += [*patterns.words(judged, len(which), asked.lang), "", *interactions.words(joint, asked.lang)]
    figures |= {"patterns": [asdict(one) for one in judged], "interactions": [asdict(one) for one in joint]}
    if not asked.calibration:
        parts += ["", text("validate_fit_too" if posterior else "validate_without_fit", asked.lang)]
    (into / WORDS).write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    told = json.dumps(belief.plain(figures), ensure_ascii=False, indent=1) + "\n"
    (into / FIGURES).write_text(told, encoding="utf-8", newline="\n")


def _believed(asked: Asked, into: Path) -> belief.Belief:
    """Every check of the fit in a calibration's folder, with a chart of how truths were recovered."""
    from analysis.belief_tables import recovery_places, recovery_table
    from analysis.charts import draw_recovery

    assert asked.calibration is not None
    fit = reread(asked.calibration, asked.workers, asked.organisations)
    table = load_organisations(asked.organisations) if asked.organisations else None
    with Progress(asked.truths, asked.lang, asked.quiet, what="progress_truths") as progress:
        simulate = two_runs(asked.seed, asked.workers, table)
        found = belief.believed(fit, simulate, asked.seed, asked.truths, asked.workers, progress)
    (into / "charts").mkdir()
    shown = recovery_table(found.trial, asked.lang)
    draw_recovery(shown, recovery_places(found.trial), asked.lang, into / "charts" / "recovery")
    return found

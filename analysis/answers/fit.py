"""What a calibration says: which parameters were learnt, what the fit foretells, how far to trust it; charts."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.answers.comparison import places
from analysis.answers.reported import leave_claimed
from analysis.belief.checks import worth
from analysis.belief.tables import learnt_table
from analysis.calibration.adequacy import Adequacy
from analysis.calibration.course import claim_of
from analysis.calibration.fit import ENOUGH, Fit
from analysis.calibration.learning import Learnt, learnt
from analysis.calibration.observations import Report
from analysis.calibration.prediction import foretold, unseen
from analysis.calibration.priors import NAMES, TAUGHT, values
from analysis.calibration.weights import quantiles, resampled
from analysis.language.labels import quantity, term
from analysis.pages.answer import Answer
from analysis.pages.answer import table as as_read
from sim.calendar import PROGRAMME_MONTHS
from sim.draws import PRIORS
from sim.ensembles.tables import PROGRAMME_COLUMNS
from sim.kinds import FORMS
from sim.language.harmless import options_of, pasted
from sim.language.layout import columns
from sim.language.numerals import number
from sim.language.terms import keys
from sim.language.texts import Lang, text
from sim.parameters import BY_NAME
from sim.provinces import PROVINCE_TERMS

if TYPE_CHECKING:
    from analysis.calibration.course import Calibration

DRAWS = 2000  # runs of the fit, of the chart
LEVELS = [0.05, 0.5, 0.95]


def words(found: Calibration) -> str:
    """What the terminal shows: the report, the prior beside it, what was learnt, what is foretold, limits, files."""
    lang, said = found.asked.lang, answered(found)
    parts = [*said.rests, "", text("calibrate_head", lang), "", *columns(_cells(found.fit, lang)), "", *said.more, ""]
    parts += [*said.said, "", *said.sure, "", *places(found.folder, lang), ""]
    fit_at, folder = pasted(found.folder / "posterior.csv"), pasted(found.folder)
    given = options_of({"organisations": found.asked.organisations, "lang": None if lang == "en" else lang})
    return "\n".join([*parts, text("next_calibrate", lang, posterior=fit_at, folder=folder, given=given)])


def answered(found: Calibration) -> Answer:
    """The answer, part by part, as ``words`` and the page have it."""
    lang, fit = found.asked.lang, found.fit
    cells = [row[1:] for row in _cells(fit, lang)]
    return Answer(
        question=text("question.calibrate", lang),
        said=tuple(foretold_lines(fit, lang)),
        sure=tuple(limits(fit, lang)),
        rests=(heard(fit.report, lang), *(prior_line(one, lang) for one in found.before)),
        more=(text("calibrate_note", lang),),
        tables=(as_read(text("calibrate_head", lang).rstrip(":"), cells, "posterior.csv"),),
    )


def heard(report: Report, lang: Lang) -> str:
    """What was reported, and what of it was used."""
    total = text("calibrate_no_total", lang) if report.total is None else number(report.total)
    labelled = int(report.labels.sum() + sum(report.placed) + sum(report.formed))
    counted = text(f"counted_{report.operator}", lang, months=PROGRAMME_MONTHS)
    reading = text(f"reading_{report.reading}", lang)
    said = text("calibrate_report", lang, total=total, labelled=labelled, counted=counted, reading=reading)
    return said + (" " + text("calibrate_plausible", lang) if report.plausible else "")


def prior_line(one: Adequacy, lang: Lang) -> str:
    """What the assumed ranges foretell of one reported count."""
    place = {"total": "", "province": keys(PROVINCE_TERMS)[one.place], "form": keys(FORMS)[one.place % len(FORMS)]}
    what = text("calibrate_total", lang) if one.what == "total" else term(place[one.what], lang)
    told = text("calibrate_prior", lang, what=what, low=number(one.low), high=number(one.high), reported=one.reported)
    return told + " " + text(f"prior_{one.verdict}", lang)


def _cells(fit: Fit, lang: Lang) -> list[list[str]]:
    """A heading, and a row a parameter: assumed range, what the fit leaves, whether it was learnt; most first."""
    rows = [
        ["", *(text(f"calibrate_{column}", lang) for column in ("parameter", "assumed", "left", "verdict", "unit"))]
    ]
    table = values(fit.bank.unit)
    for one in sorted(learnt(fit.bank.unit, fit.weights), key=lambda one: (_ORDER[one.verdict], one.contraction)):
        prior = PRIORS[one.name]
        low, middle, high = quantiles(table[:, NAMES.index(one.name)], fit.weights, LEVELS)
        left = text("calibrate_range", lang, middle=_short(middle), low=_short(low), high=_short(high))
        span = f"{_short(prior.low)}–{_short(prior.high)}"
        verdict = text(f"belief_{one.verdict}", lang)
        rows.append(["", quantity(one.name, lang), span, left, verdict, BY_NAME[one.name].unit])
    return rows


_ORDER = {"learnt": 0, "partly": 1, "prior": 2}


def _short(value: float) -> str:
    return f"{value:.2g}" if abs(value) < 10 else f"{value:.0f}"


def foretold_lines(fit: Fit, lang: Lang) -> list[str]:
    """What the fit foretells of the total and of provinces."""
    ahead = foretold(fit.bank, fit.weights, fit.report)
    low, lower, middle, upper, high = (number(float(value)) for value in ahead.total)
    lines = [text("foretold_total", lang, low=low, lower=lower, middle=middle, upper=upper, high=high)]
    if fit.report.total is not None:
        share = number(100 * ahead.share_below)
        lines.append(text("foretold_central" if ahead.central else "foretold_outside", lang, share=share))
    fewest = int(np.argmin(ahead.at_least_one))
    province = term(keys(PROVINCE_TERMS)[fewest], lang)
    share = number(min(99, math.floor(100 * ahead.at_least_one[fewest])))  # never surer than the runs can be
    return [*lines, text("foretold_provinces", lang, share=share, province=province)]


def limits(fit: Fit, lang: Lang) -> list[str]:
    """How far to trust it: what it is worth, and how little was learnt."""
    size = number(fit.effective_size)
    it = worth(fit)
    lines = [text("calibrate_worth", lang, size=size, noise=f"{it.noise:.2f}")]
    if fit.effective_size < ENOUGH:
        lines.append(text("calibrate_thin", lang, size=size, enough=number(ENOUGH), sets=4 * fit.first))
    return [*lines, text("calibrate_directions", lang, stiff=it.learnt, all=TAUGHT), text("calibrate_limits", lang)]


def summary(found: Calibration) -> dict[str, Any]:
    """The same for a program."""
    fit = found.fit
    ahead = foretold(fit.bank, fit.weights, fit.report)
    table = values(fit.bank.unit)
    return {
        "report": found.posterior.provenance["report"],
        "prior": [asdict(one) for one in found.before],
        "effective_size": fit.effective_size,
        "enough": fit.effective_size >= ENOUGH,
        "log_likelihood_noise": fit.noise(),
        "information_nats": fit.information,
        "parameters": {one.name: _as_plain(one, table, fit) for one in learnt(fit.bank.unit, fit.weights)},
        "total": dict(zip(("q05", "q25", "q50", "q75", "q95"), map(float, ahead.total))),
        "reported_total_at": ahead.share_below,
        "at_least_one": dict(zip(keys(PROVINCE_TERMS), map(float, ahead.at_least_one))),
        "provinces": {key: list(map(float, row)) for key, row in zip(keys(PROVINCE_TERMS), ahead.provinces)},
        "forms": {key: list(map(float, row)) for key, row in zip(keys(FORMS), ahead.forms)},
        "posterior": str(found.folder / "posterior.csv"),
        "folder": str(found.folder),
    }


def _as_plain(one: Learnt, table: np.ndarray, fit: Fit) -> dict[str, Any]:
    column = table[:, NAMES.index(one.name)]
    low, lower, middle, upper, high = map(float, quantiles(column, fit.weights, [0.05, 0.25, 0.5, 0.75, 0.95]))
    mean = float(fit.weights @ column)
    return asdict(one) | {"mean": mean, "q05": low, "q25": lower, "q50": middle, "q75": upper, "q95": high}


def chart(found: Calibration, into: Path) -> None:
    """What was learnt, what the fit foretells beside what was reported, and the page of both."""
    from analysis import charts
    from analysis.observed import load

    lang, fit = found.asked.lang, found.fit
    told = learnt_table(learnt(fit.bank.unit, fit.weights), lang)
    charts.plot_learnt(told, fit.bank.unit, fit.weights, lang, into / "learnt")
    if found.asked.observed is None and fit.report.operator == "created":
        names = {"programme": (text("calibrated_programme", "en"), text("calibrated_programme", "th"))}
        charts.plot_observed(foretold_runs(fit), load(), names, lang, into / "observed")
    asked = found.asked
    leave_claimed(answered(found), into.parent, claim=claim_of(asked), typed=asked.typed, lang=lang)


def foretold_runs(fit: Fit) -> pd.DataFrame:
    """Runs that no likelihood has looked at, drawn by weight, as the chart of observed networks takes them."""
    tables, _ = unseen(fit.bank, fit.report.operator)
    drawn = tables[resampled(fit.weights, DRAWS, np.random.default_rng(0))]
    parts = np.column_stack([drawn.sum(axis=(1, 2)), drawn.sum(axis=1), drawn.sum(axis=2)])
    runs = pd.DataFrame(parts, columns=list(PROGRAMME_COLUMNS)).dropna()
    return runs.assign(scenario="programme", status="done", draw=range(len(runs)), replicate=0)

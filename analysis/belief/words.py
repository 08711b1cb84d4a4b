"""Whether the fit is believable, in words: the verdict first, then the figures, then the limits."""

from __future__ import annotations

import math

from analysis.belief.checks import Belief
from analysis.belief.layout import broken, covered, item, laid, listed, middle, share, span, table, with_error
from analysis.belief.robustness import Otherwise
from analysis.calibration.bank import STATISTICS
from analysis.calibration.learning import Learnt
from analysis.calibration.plausibility import STATEMENTS
from analysis.language.labels import quantity, term
from sim.calendar import PROGRAMME_MONTHS
from sim.kinds import FORMS
from sim.language.numerals import number
from sim.language.terms import keys
from sim.language.texts import Lang, text
from sim.provinces import PROVINCE_TERMS

SHOWN = 3
"""Parameters shown for each reading, and"""
TILTS = 6
"""priors shown, those that matter most."""
SOFT = tuple(one.statistic for one in STATEMENTS)


def words(belief: Belief, lang: Lang) -> list[str]:
    """Everything about a fit, as lines."""
    parts = (_verdict, _learnt, _trial, _foretold, _unfitted, _left_out, _unnamed, _otherwise, _tilts, _limits)
    lines: list[str] = []
    for part in parts:
        said = part(belief, lang)
        lines += [*([""] if lines and said else []), *said]
    return lines


def _verdict(belief: Belief, lang: Lang) -> list[str]:
    if not belief.failed:
        return broken(text("belief_holds", lang, checks=len(belief.made), **_figures(belief, lang)))
    head = text("belief_fails", lang, failed=len(belief.failed), checks=len(belief.made))
    figures = _figures(belief, lang)
    return [*broken(head), *(item(text(_REASONS[check], lang, **figures)) for check in belief.failed)]


_REASONS = {
    "worth": "belief_fails_worth",
    "covered": "belief_fails_covered",
    "even": "belief_fails_even",
    "foretold": "belief_fails_foretold",
    "forms": "belief_fails_forms",
    "total": "belief_fails_total",
    "wider": "belief_fails_wider",
}


def _figures(belief: Belief, lang: Lang) -> dict[str, object]:
    """What the sentences of the verdict may say."""
    return {
        "size": number(belief.worth.effective_size),
        "truths": belief.trial.truths,
        "quantities": len(belief.trial.tried),
        "outside": listed(f"{quantity(one.name, lang)} {share(one.ninety)}"
                            for one in belief.trial.tried if not one.inside),
        "luck": number(belief.trial.outside_by_luck, 1),
        "uneven": listed(quantity(name, lang) for name in belief.uneven),
        "thin": share(belief.trial.thin),
        "odd": listed(f"{text(_ODD[what], lang)} {share(p)}" for what, p in belief.outlook.odd.items()),
        "forms": share(belief.forms.p_value if belief.forms else math.nan),
        "total": share(belief.total_left_out.share_below if belief.total_left_out else math.nan),
        "directions": belief.worth.learnt,
    }  # fmt: skip


_ODD = {
    "total": "belief_odd_total",
    "provinces": "belief_odd_provinces",
    "forms": "belief_odd_forms",
    "named": "belief_odd_named",
}


def _learnt(belief: Belief, lang: Lang) -> list[str]:
    told = sorted((one for one in belief.learnt if one.verdict != "prior"), key=lambda one: one.contraction)
    rest = [quantity(one.name, lang) for one in belief.learnt if one.verdict == "prior"]
    cells = [
        [quantity(one.name, lang), with_error(one.contraction, one.contraction_error),
         with_error(one.shift, one.shift_error, sign=True), text(_LEARNT[one.verdict], lang)]
        for one in told
    ]  # fmt: skip
    heading = ("belief_quantity", "belief_narrower", "belief_shift", "belief_verdict")
    lines = table("belief_learnt_head", lang, heading, cells)
    return [*lines, *broken(text("belief_prior_alone", lang, names=listed(rest)))] if rest else lines


_LEARNT = {"learnt": "belief_learnt", "partly": "belief_partly", "prior": "belief_prior"}


def _trial(belief: Belief, lang: Lang) -> list[str]:
    cells = [
        [quantity(one.name, lang), covered(one.half, one.half_error), covered(one.ninety, one.ninety_error),
         number(one.p_value, 2), text(_tried(one.inside, one.even), lang)]
        for one in belief.trial.tried
    ]  # fmt: skip
    heading = ("belief_quantity", "belief_half", "belief_ninety", "belief_even", "belief_verdict")
    lines = table("belief_trial_head", lang, heading, cells, truths=belief.trial.truths)
    figures = {**_figures(belief, lang), "size": number(belief.trial.middle_size)}
    return [*lines, *broken(text("belief_trial_note", lang, **figures))]


def _tried(inside: bool, even: bool) -> str:
    if inside:
        return "belief_good" if even else "belief_uneven"
    return "belief_outside" if even else "belief_both"


def _foretold(belief: Belief, lang: Lang) -> list[str]:
    after, before = belief.outlook.after, belief.outlook.before
    total = number(belief.total if belief.total is not None else math.nan)
    cells = [[text("belief_total", lang), middle(before.total, lang), middle(after.total, lang), total]]
    parts = ((FORMS, "forms"), (PROVINCE_TERMS, "provinces"))
    cells += [
        [term(key, lang), *(middle(getattr(one, field)[place], lang) for one in (before, after)),
         span(getattr(belief.outlook, field)[place], lang)]
        for terms, field in parts for place, key in enumerate(keys(terms))
    ]  # fmt: skip
    heading = ("belief_networks", "belief_before", "belief_after", "belief_whole")
    lines = table("belief_foretold_head", lang, heading, cells)
    odd = [f"{text(_ODD[what], lang)} {share(p)}" for what, p in belief.outlook.odd.items()]
    return [*lines, *broken(text("belief_odd", lang, odd=listed(odd)))] if odd else lines


def _unfitted(belief: Belief, lang: Lang) -> list[str]:
    tried = {one.name: one for one in belief.trial.tried}
    cells = []
    for place, name in enumerate(STATISTICS):
        digits = 2 if name.endswith("share") or name in ("survival", "unaided_business") else 1 if name == "size" else 0
        called = quantity(name, lang) + ("*" if name in SOFT and belief.unsaid else "")
        ahead = [middle(one.statistics[place], lang, digits)
                 for one in (belief.outlook.before, belief.outlook.after)]  # fmt: skip
        cells.append([called, *ahead, share(tried[name].ninety)])
    heading = ("belief_quantity", "belief_before", "belief_after", "belief_ninety")
    lines = table("belief_unfitted_head", lang, heading, cells, months=PROGRAMME_MONTHS)
    lines += broken(text("belief_unfitted_note", lang))
    return [*lines, *broken(text("belief_soft_note", lang))] if belief.unsaid else lines


def _left_out(belief: Belief, lang: Lang) -> list[str]:
    lines = []
    if belief.provinces:
        scores = {"score": belief.log_score, "base": belief.base_rate, "guess": math.log(1.0 / 3.0)}
        better = belief.log_score > max(scores["base"], scores["guess"])
        said = {key: number(math.exp(value), 2) for key, value in scores.items()}
        verdict = text("belief_provinces_better" if better else "belief_provinces_no_better", lang)
        lines.append(item(text("belief_provinces", lang, verdict=verdict, **said)))
    if belief.forms is not None:
        reported = listed(f"{term(key, lang)} {count}" for key, count in zip(keys(FORMS), belief.forms.reported))
        foretold = listed(f"{term(key, lang)} {number(count, 1)}"
                           for key, count in zip(keys(FORMS), belief.forms.named.mean(axis=0)))  # fmt: skip
        shares = {"reported": reported, "foretold": foretold, "share": share(belief.forms.p_value)}
        lines.append(item(text("belief_forms", lang, **shares)))
    if belief.total_left_out is not None:
        ahead = middle(belief.total_left_out.quantiles, lang)
        below = share(belief.total_left_out.share_below)
        lines.append(item(text("belief_total_left_out", lang, ahead=ahead, total=belief.total, below=below)))
    for one in belief.unsaid:
        shares = {key: share(getattr(one, key)) for key in ("before", "unsaid", "said")}
        lines.append(item(text("belief_unsaid", lang, statement=text(_STATEMENTS[one.key], lang), **shares)))
    return [text("belief_left_out_head", lang), *lines] if lines else []


_STATEMENTS = {"business_few": "belief_business_few", "quiet": "belief_quiet"}


def _unnamed(belief: Belief, lang: Lang) -> list[str]:
    if belief.unnamed is None:
        return []
    pairs = [(one, other) for one, other in zip(belief.learnt, belief.unnamed.learnt)
             if one.verdict != "prior" or one.name in belief.unnamed.wider]  # fmt: skip
    cells = [
        [quantity(one.name, lang), with_error(one.contraction, one.contraction_error),
         with_error(other.contraction, other.contraction_error),
         text("belief_wider" if one.name in belief.unnamed.wider else "belief_same", lang)]
        for one, other in sorted(pairs, key=lambda pair: pair[0].contraction - pair[1].contraction)
    ]  # fmt: skip
    cells += [
        [text("belief_of_reported", lang, form=term(key, lang)), span(belief.outlook.forms[place], lang),
         span(belief.unnamed.forms[place], lang), ""]
        for place, key in enumerate(keys(FORMS))
    ]  # fmt: skip
    heading = ("belief_quantity", "belief_named", "belief_unnamed", "belief_verdict")
    return table("belief_unnamed_head", lang, heading, cells)


def _otherwise(belief: Belief, lang: Lang) -> list[str]:
    chosen = [one.name for one in sorted(belief.learnt, key=lambda one: one.contraction)[:SHOWN]]
    cells = []
    for one in belief.otherwise:
        told = {part.name: part for part in one.learnt}
        figures = [_place(told.get(parameter)) for parameter in chosen]
        created = middle(one.created, lang)
        cells.append([_called(one, belief.otherwise[0], lang), number(one.effective_size), *figures, created])
    heads = [text("belief_reading", lang), text("belief_size", lang), *(f"({place})" for place in range(1, SHOWN + 1)),
             text("belief_total", lang)]  # fmt: skip
    key = listed(f"({place}) {quantity(name, lang)}" for place, name in enumerate(chosen, 1))
    return [*laid(text("belief_otherwise_head", lang), heads, cells),
            *broken(text("belief_otherwise_note", lang, names=key))]  # fmt: skip


def _called(one: Otherwise, own: Otherwise, lang: Lang) -> str:
    """What sets a reading apart from the fit's own; the name of that for itself."""
    if one.operator != own.operator:
        return text(f"counted_{one.operator}", lang)
    if one.plausible != own.plausible:
        return text("belief_with_soft" if one.plausible else "belief_without_soft", lang)
    return text(f"reading_{one.reading}", lang)


def _place(one: Learnt | None) -> str:
    return f"{number(one.shift, 2, sign=True)} ({number(one.contraction, 2)})" if one else "–"


def _tilts(belief: Belief, lang: Lang) -> list[str]:
    strongest = sorted((one for one in belief.tilts), key=lambda one: (not one.clear, -abs(one.shift)))[:TILTS]
    cells = [
        [f"{quantity(one.name, lang)}, {text(_SIDES[one.side], lang)}",
         quantity(one.moved, lang), with_error(one.shift, one.error, sign=True),
         with_error(one.total, one.total_error, 1, sign=True)]
        for one in strongest
    ]  # fmt: skip
    heading = ("belief_tilted", "belief_moved", "belief_by", "belief_total_by")
    lines = table("belief_tilts_head", lang, heading, cells)
    most = max((abs(one.total) for one in belief.tilts), default=math.nan)
    clear = sum(one.clear for one in belief.tilts)
    return [*lines, *broken(text("belief_tilts_note", lang, clear=clear, all=len(belief.tilts), most=number(most, 1)))]


_SIDES = {"low": "belief_low", "high": "belief_high"}


def _limits(belief: Belief, lang: Lang) -> list[str]:
    it = belief.worth
    figures = {"sets": number(it.sets), "size": number(it.effective_size), "largest": share(it.largest, 1),
               "noise": number(it.noise, 2), "error": number(it.error, 2)}  # fmt: skip
    limits = [text("belief_limit_directions", lang, directions=it.learnt, parameters=len(it.directions)),
              text("belief_limit_provinces", lang), text("belief_limit_trial", lang)]  # fmt: skip
    return [*broken(text("belief_worth", lang, **figures)), "", text("belief_limits", lang), *map(item, limits)]

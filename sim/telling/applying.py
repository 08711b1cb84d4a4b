"""One recommendation as a scenario applies it, in words: how, to whom, by whom, how strongly, at what cost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.acts import ACTS, SETTINGS, Setting
from sim.draws import DEFAULTS
from sim.kinds import KINDS
from sim.language.layout import paragraph
from sim.language.numerals import amount
from sim.language.texts import Lang, localised
from sim.plan import course, drawn_settings
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import NOTHING, Change, Range
from sim.scenario import Applied
from sim.telling.agencies import delivered_words
from sim.telling.costs import Bill
from sim.telling.phrasing import (
    about,
    between,
    cost_words,
    item,
    range_words,
    rests_on,
    say,
    some,
    strength_words,
    where_from,
)

_LEANING = ("plan", "indicators", "strategy")  # what is taught, or given, only as far as something else is there


def applied_words(one: Applied, bill: Bill, lang: Lang) -> str:
    """The whole of it, a line or more for each thing."""
    recommendation = one.recommendation
    name = localised(recommendation, "name", lang)
    title = "own_policy" if recommendation.number is None else "recommendation"
    lines = [paragraph(say(title, lang, recommendation.number or recommendation.key, name))]
    if recommendation.source_words != NOTHING:
        lines.append(item("words", recommendation.source_words, lang))
    lines += [item(part, localised(recommendation, part, lang), lang) for part in ("changes", "on_whom", "bounded")]
    lines += _changes(one, bill, lang)
    lines += [
        item("when", f"{say('months', lang, one.start, one.end)}, {_intensity(one, lang)}", lang),
        item("where", f"{some(one.provinces, PROVINCE_TERMS, 'all_provinces', lang)}; "
                      f"{some(one.kinds, KINDS, 'all_kinds', lang)}", lang),
        item("delivered", delivered_words(one, bill, lang), lang),
        item("strength", strength_words(recommendation, lang, one.strength), lang),
        item("source", where_from(recommendation.strength.source, lang), lang),
        item("cost", cost_words(recommendation, lang), lang),
        item("source", where_from(recommendation.month_cost.source, lang), lang),
        item("in_all", _in_all(one, bill, lang), lang),
    ]  # fmt: skip
    return "\n".join(lines)


def _changes(one: Applied, bill: Bill, lang: Lang) -> Iterator[str]:
    """How each change works, what that rests on, and what one occasion of it adds."""
    rows = bill.plan.changes[bill.changes_of(one)]
    for nth, change in enumerate(one.recommendation.changes):
        yield item("how", change_words(change, one, lang), lang)
        uncertain = [value for value in (*change.settings.values(), *change.doses.values()) if not value.known]
        if uncertain:
            yield item("source", rests_on(uncertain[0], lang), lang)
        if len(rows) and change.doses:
            yield item("once", "; ".join(_once(one, nth, rows[nth], bill.scenario.months, lang)), lang)


def change_words(change: Change, one: Applied, lang: Lang) -> str:
    """One change: of which kind, how often, how many, and what it adds to."""
    act = ACTS[change.act]
    parts: list[str] = []
    for name in act.settings:
        parts += _setting(SETTINGS[name], one.setting(name, change), lang)
        if name == "coverage":  # who takes part is settled once for a world; only a directory chooses anew
            parts.append(say("anew" if change.act == "list" else "same", lang, of="setting"))
    if change.doses:
        doses = ", ".join(_dose(name, change.doses[name], lang) for name in act.doses if name in change.doses)
        parts.append(say("doses", lang, doses, of="setting"))
    return f"{localised(act, '', lang)}: {'; '.join(parts)}"


def _setting(setting: Setting, value: Range, lang: Lang) -> Iterator[str]:
    """A setting in words, unless it is at rest and that is not worth one."""
    if value.known and setting.silent(value.default):
        if setting.resting:
            yield say(setting.resting, lang, of="setting")
    else:
        yield say(setting.key, lang, range_words(value, lang, 100.0 if setting.percent else 1.0), of="setting")


def _dose(name: str, dose: Range, lang: Lang) -> str:
    what, default = say(name, lang, of="dose"), f"{dose.default:g}"
    if dose.known:
        return say("dose", lang, what, default, of="setting")
    return say("dose_range", lang, what, default, f"{dose.low:g}", f"{dose.high:g}", of="setting")


def _once(one: Applied, nth: int, row: np.void, months: int, lang: Lang) -> Iterator[str]:
    """What one occasion adds at the defaults, how many there are, and how many the strength is the effect of."""
    change = one.recommendation.changes[nth]
    act = ACTS[change.act]
    taught = [name for name in act.doses if name in change.doses and name not in ("support", "contact")]
    shares = [_share(name, float(row[name]), lang) for name in taught]
    if shares:
        yield say("adds", lang, ", ".join(shares))
    if "contact" in change.doses:
        yield say("talking", lang, about(100.0 * row["contact"], 2))
    if "support" in change.doses:
        yield say("support", lang, about(row["support"], 2))
    if row["tires"] > 0.0:
        yield say("wearing", lang)
    if change.act in ("broadcast", "equip", "forum"):  # a visit is all that one gets
        own = drawn_settings(one.recommendation, nth, change, DEFAULTS)
        times = course(one.recommendation, change, own, wear=0.0)
        here = len(range(row["start"], min(row["end"], months) + 1, row["every"])) * row["sessions"]
        yield say("times" if here == times else "times_here", lang, amount(here), amount(times))


def _share(name: str, share: float, lang: Lang) -> str:
    how = "share_most" if name in _LEANING else "share"
    return say(how, lang, say(name, lang, of="dose"), about(100.0 * share, 2))


def _intensity(one: Applied, lang: Lang) -> str:
    if one.intensity in (0.0, 1.0):
        return say("full" if one.intensity else "zero", lang)
    return say("partly", lang, amount(one.intensity * 100))


def _in_all(one: Applied, bill: Bill, lang: Lang) -> str:
    """What a recommendation costs up to the last month, cases and all; and how surely their number is known."""
    if not bill.changes_of(one).any():
        return say("left_out", lang)
    found = bill.outlay(one)
    words = say("running", lang, amount(found.running))
    if found.for_cases:
        cases = say(f"cases_{found.known}", lang, about(found.cases), about(found.for_cases), about(found.alliances, 2))
        words = say(f"total_{found.known}", lang, about(found.total[0]), f"{words} + {cases}")
    return f"{words}; {say('in_worlds', lang, between(found.total, lang))}"

"""Who delivers what, in words: supporting agencies, how their staff is shared, and what they take over."""

from __future__ import annotations

import numpy as np

from sim.agencies import Agency
from sim.language.layout import paragraph
from sim.language.texts import Lang, localised
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Recommendation
from sim.scenario import Applied, Scenario
from sim.telling.costs import Bill
from sim.telling.phrasing import about, item, range_words, rests_on, say, shorts, some


def delivered_words(one: Applied, bill: Bill, lang: Lang) -> str:
    """Who delivers a recommendation, how much of it their staff can do, and where nobody does."""
    names = [localised(agency, "name", lang) for agency in deliverers(bill.scenario, one.recommendation)]
    if not names:
        return say("nobody", lang)
    parts, rows = [", ".join(names)], bill.changes_of(one)
    share = bill.foreseen.share[rows]
    due = share.sum(axis=(0, 1)) > 0.0  # by province
    chosen = bill.plan.where[rows].any(axis=0)
    if _can_do(share[:, :, due]) < 0.995:
        parts.append(say("enough", lang, about(100.0 * _can_do(share[:, :, due]), 2)))
    if (chosen & ~due).any():
        missing = [term.key for term, left in zip(PROVINCE_TERMS, chosen & ~due) if left]
        parts.append(say("undelivered", lang, some(missing, PROVINCE_TERMS, "all_provinces", lang)))
    return "; ".join(parts)


def _can_do(share: np.ndarray) -> float:
    """The mean of what is due."""
    return float(share[share > 0.0].mean()) if (share > 0.0).any() else 1.0


def deliverers(scenario: Scenario, recommendation: Recommendation) -> list[Agency]:
    """The agencies that deliver a recommendation somewhere."""
    return [agency for agency in scenario.agencies if recommendation.label in agency.delivers]


def handed_over(scenario: Scenario) -> tuple[int, int] | None:
    """First and last month in which agencies follow up what teams helped to found; None if they never do."""
    programme = scenario.programme
    if programme is None or programme.handover <= programme.end or not any(map(follows_up, scenario.agencies)):
        return None
    return programme.end + 1, programme.handover


def follows_up(agency: Agency) -> bool:
    """Whether an agency takes alliances over at all."""
    return agency.follow_up.high > 0.0


def agencies_words(bill: Bill, lang: Lang) -> str:
    """The agencies that have to do with the scenario, or that none has."""
    found = [(at, agency) for at, agency in enumerate(bill.scenario.agencies) if _concerned(agency, bill.scenario)]
    lines = [say("agencies", lang)]
    if not found:
        return "\n".join([*lines, f"  {say('no_agencies', lang)}"])
    lines.append(paragraph(say("sharing", lang), "  "))
    for at, agency in found:
        lines += _agency(agency, at, bill, lang)
    return "\n".join(lines)


def _concerned(agency: Agency, scenario: Scenario) -> bool:
    return bool(_delivered_here(agency, scenario)) or (follows_up(agency) and handed_over(scenario) is not None)


def _delivered_here(agency: Agency, scenario: Scenario) -> list[Recommendation]:
    """What it delivers of what does anything in the scenario."""
    working = (one for one in scenario.applied if one.intensity > 0.0 and one.strength != 0.0)
    found = {one.recommendation.label: one.recommendation for one in working}
    return [one for label, one in found.items() if label in agency.delivers]


def _agency(agency: Agency, at: int, bill: Bill, lang: Lang) -> list[str]:
    scenario, delivers = bill.scenario, _delivered_here(agency, bill.scenario)
    lines = [paragraph(f"{localised(agency, 'name', lang)} ({agency.key})", "  ", "    ")]
    if delivers:
        lines.append(item("delivers", shorts(delivers, lang), lang))
    lines += [
        item("where", some(agency.provinces, PROVINCE_TERMS, "all_provinces", lang), lang),
        item("staff", staff_words(agency, lang), lang),
    ]
    if agency.capacity.confidence:
        lines.append(item("source", rests_on(agency.capacity, lang), lang))
    if bill.foreseen.asked[at].any():
        lines.append(item("asked", _asked(at, bill, lang), lang))
    if follows_up(agency) and handed_over(scenario) is not None:
        visits = bill.foreseen.followed[at].max()
        words = (about(visits), range_words(agency.follow_up, lang), range_words(agency.case_cost, lang))
        lines.append(item("takes_over", say("takes_over_words", lang, *words), lang))
    return lines


def staff_words(agency: Agency, lang: Lang) -> str:
    """How many cases its staff can do, and how much of that it gives to alliances."""
    return say("staff_words", lang, range_words(agency.capacity, lang), range_words(agency.stance, lang, 100.0))


def _asked(at: int, bill: Bill, lang: Lang) -> str:
    """How much is asked of an agency where and when anything is, and how much of that it can do."""
    asked = bill.foreseen.asked[at]
    when = asked > 0.0
    able = np.minimum(1.0, bill.foreseen.staff[at] / np.where(when, asked, 1.0))
    done = (able * asked)[when].sum() / asked[when].sum()
    mean, most = about(asked[when].mean(), 2), about(asked.max(), 2)
    words = say("asked_alike" if mean == most else "asked_words", lang, mean, most)
    return words if done > 0.995 else f"{words}; {say('can_do', lang, about(100.0 * done, 2))}"

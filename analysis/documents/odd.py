"""The tables of ``docs/odd.md`` that the code already knows, so that they cannot go stale.

``python -m analysis.documents.odd`` renews them in place; with ``--check`` it only says whether they are current.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from analysis.belief.screening import CHANCE, OUTCOMES, read
from analysis.documents import blocks
from analysis.documents.blocks import table
from sim import month, records
from sim.acts import ACTS, SETTINGS
from sim.agencies import Agency
from sim.agencies import agencies as shipped_agencies
from sim.draws import PRIORS, Prior
from sim.kind_numbers import QUANTITIES, kind_numbers
from sim.kinds import ACTIVITIES, KINDS, REGISTERED
from sim.language.terms import keys
from sim.measures import FINAL, MONTHLY, Measure
from sim.parameters import BY_NAME, PARAMETERS, STRUCTURE, Parameter
from sim.provinces import load_provinces
from sim.recommendation import Change, Range, Recommendation, recommendations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "odd.md"

RECORDS: Mapping[str, tuple[str, tuple[records.Field, ...]]] = {
    "organisation": ("An organisation", records.ORGANISATION_FIELDS),
    "tie": ("A tie: what one organisation thinks of an acquaintance", records.TIE_FIELDS),
    "alliance": ("An alliance", records.ALLIANCE_FIELDS),
    "seat": ("A seat: a membership as the member holds it", records.SEAT_FIELDS),
    "ledger": ("An entry of the ledger of memberships, past ones included", records.LEDGER_FIELDS),
    "province": ("A province and its team", records.PROVINCE_FIELDS),
    "federation": ("The federation of a province", records.FEDERATION_FIELDS),
    "district": ("A district", records.DISTRICT_FIELDS),
    "agency": ("A supporting agency", records.AGENCY_FIELDS),
    "change": ("A change: one thing a recommendation does", records.CHANGE_FIELDS),
    "count": ("What is counted of the whole world", records.COUNT_FIELDS),
}
"""Every record of ``sim.records``: its title and fields."""


def figure(value: float) -> str:
    """A number as people read it: no trailing zeros, thousands parted."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def spread(default: float, low: float, high: float) -> tuple[str, str]:
    """A default and its range as two cells."""
    return figure(default), f"{figure(low)} to {figure(high)}"


def code(name: str) -> str:
    """A name of the code, set as code."""
    return f"`{name}`"


def parameters() -> str:
    """All parameters, a table a group."""
    heading = ("parameter", "default", "range", "unit", "meaning", "source", "confidence")
    groups = groupby(PARAMETERS, key=lambda parameter: parameter.group)
    return "\n\n".join(f"**{group.capitalize()}**\n\n{table(heading, map(_parameter, rows))}" for group, rows in groups)


def _parameter(one: Parameter) -> tuple[str, ...]:
    return (code(one.name), *spread(one.default, one.low, one.high), one.unit, one.en, one.source, one.confidence)


def structure() -> str:
    """Rules that may have several forms: each form by its number and key, and the files that read it."""
    heading = ("parameter", "says", "forms", "default", "read in")
    return table(heading, map(_structure, STRUCTURE))


def _structure(one: Parameter) -> tuple[str, ...]:
    forms = "; ".join(f"{number} ({code(form.key)}): {form.en}" for number, form in enumerate(one.forms))
    return code(one.name), one.en, forms, figure(one.default), ", ".join(code(file) for file in one.rule)


def priors() -> str:
    """Parameters that are drawn: what is believed of each before any count is looked at, and if a report teaches it."""
    heading = ("parameter", "declared", "believed", "spread", "a report teaches it", "why narrower")
    return table(heading, (_prior(name, prior) for name, prior in PRIORS.items()))


def _prior(name: str, prior: Prior) -> tuple[str, ...]:
    declared = BY_NAME[name]
    shape = {"log": "in the log", "even": "even", "form": "each form alike"}[prior.shape]
    spans = (f"{figure(low)} to {figure(high)}" for low, high in ((declared.low, declared.high), prior[:2]))
    return code(name), *spans, shape, "yes" if prior.fitted else "no", prior.why


def screened() -> str:
    """What moving each parameter changes, beside another course of chance, and whether it is drawn."""
    heading = ("parameter", *OUTCOMES, "times chance", "drawn")
    return table(
        heading,
        (
            (one.name if one.name == CHANCE else code(one.name), *map(figure, one.effects), figure(one.share),
             "" if one.name == CHANCE else "yes" if one.name in PRIORS else "no")
            for one in read()
        ),
    )  # fmt: skip


def states() -> str:
    """What is remembered, a table a record."""
    heading = ("variable", "unit", "meaning")
    return "\n\n".join(
        f"**{title}** ({code(key)})\n\n{table(heading, ((code(f.name), f.unit, f.meaning) for f in fields))}"
        for key, (title, fields) in RECORDS.items()
    )


def schedule() -> str:
    """The month as the numbered list that ``sim.month`` opens with."""
    lines = inspect.cleandoc(month.__doc__ or "").splitlines()
    return "\n".join(line for line in lines if re.match(r"\d+\. ", line))


def measures() -> str:
    """All measures: those of every month, then those of the end."""
    heading = ("measure", "label", "unit", "recorded")
    rows = [(*_measure(one), "monthly") for one in MONTHLY] + [(*_measure(one), "at the end") for one in FINAL]
    return table(heading, rows)


def _measure(one: Measure) -> tuple[str, ...]:
    return code(one.key), f"{one.en} / {one.th}", one.unit_en


def strengths() -> str:
    """How strong each recommendation is and what it costs, with ranges and how sure that is."""
    heading = ("no.", "recommendation", "strength", "range", "unit of strength", "source of the strength", "confidence",
               "baht a month in a province", "baht a case")  # fmt: skip
    return table(heading, map(_strength, recommendations().values()))


def _strength(one: Recommendation) -> tuple[str, ...]:
    strength = one.strength
    return (
        str(one.number),
        f"{one.name_en} / {one.name_th}",
        *spread(strength.default, strength.low, strength.high),
        strength.unit,
        strength.source,
        strength.confidence,
        _cost(one.month_cost),
        _cost(one.case_cost),
    )


def _cost(cost: Range) -> str:
    if cost.high == 0:
        return "none"
    return f"{ranged(cost)}, {cost.confidence}" if cost.confidence else ranged(cost)


def changes() -> str:
    """What each recommendation does, in whom, and what bounds it, in the terms of the six kinds of change."""
    heading = ("no.", "changes", "in whom", "bounded by", "months", "kind of change and its settings", "doses")
    return table(
        heading,
        (
            (
                str(one.number),
                one.changes_en,
                one.on_whom_en,
                one.bounded_en,
                f"{one.start} to {one.end}",
                *_how(change),
            )
            for one in recommendations().values()
            for change in one.changes
        ),
    )


def _how(change: Change) -> tuple[str, str]:
    """Settings of a change that its kind takes, and its doses, with their ranges."""
    act = ACTS[change.act]
    settings = [_setting(name, change.settings[name]) for name in act.settings if not _silent(name, change)]
    doses = [f"{code(name)} {ranged(change.doses[name])}" for name in act.doses if name in change.doses]
    return f"{code(change.act)}: {', '.join(settings)}", ", ".join(doses) or _NO_DOSE


_NO_DOSE = "none: its strength is the freshness of an entry"


def _silent(name: str, change: Change) -> bool:
    value = change.settings[name]
    return value.known and SETTINGS[name].silent(value.default)


def _setting(name: str, value: Range) -> str:
    return code(name) if isinstance(SETTINGS[name].rest, bool) else f"{code(name)} {ranged(value)}"


def ranged(value: Range) -> str:
    """A number and its range, if it has one, in one cell."""
    default, limits = spread(value.default, value.low, value.high)
    return default if value.known else f"{default} ({limits})"


def agencies() -> str:
    """Who delivers what, with how many staff, and what each takes over."""
    heading = ("key", "agency", "delivers", "where", "cases a month in a province", "share of them for alliances",
               "support by a visit after a handover", "baht for such a visit", "source", "confidence")  # fmt: skip
    return table(heading, map(_agency, shipped_agencies()))


def _agency(one: Agency) -> tuple[str, ...]:
    everywhere = len(one.provinces) == len(load_provinces())
    return (
        code(one.key),
        f"{one.name_en} / {one.name_th}",
        ", ".join(label.lstrip("0") for label in one.delivers),
        "everywhere" if everywhere else ", ".join(one.provinces),
        *(ranged(number) for number in (one.capacity, one.stance, one.follow_up, one.case_cost)),
        one.capacity.source,
        one.capacity.confidence,
    )


def kinds() -> str:
    """What differs by kind of organisation at the start, a row a quantity."""
    numbers = kind_numbers()
    sides = {f"{side}_{activity}" for side in ("needs", "offers") for activity in keys(ACTIVITIES)}
    return "\n\n".join(
        table(
            ("quantity", *(kind.en for kind in KINDS)),
            ((code(name), *(figure(float(value)) for value in numbers[name])) for name in chosen),
        )
        for chosen in ([q for q in QUANTITIES if q not in sides], [q for q in QUANTITIES if q in sides])
    )


def provinces() -> str:
    """Registered cooperatives to draw, by province and kind, and the land they lie in."""
    named = {term.key: term.en for term in KINDS}
    heading = ("province", "region", *(named[kind] for kind in REGISTERED), "districts", "radius (km)")
    return table(
        heading,
        (
            (f"{one.en} / {one.th}", one.region, *(str(one.counts[kind]) for kind in REGISTERED),
             str(one.districts), f"{one.radius_km:.0f}")
            for one in load_provinces()
        ),
    )  # fmt: skip


BLOCKS: Mapping[str, Callable[[], str]] = {
    block.__name__: block
    for block in (
        *(parameters, structure, priors, screened, states, schedule, measures),
        *(strengths, changes, agencies, kinds, provinces),
    )
}


def renewed(page: str) -> str:
    """``page`` with every marked block as the code has it now; ``KeyError`` for a block nobody writes."""
    return blocks.renewed(page, BLOCKS)


def main(arguments: Sequence[str]) -> int:
    """Renew the page, or with ``--check`` say whether it is current (exit code 1 when it is not)."""
    return blocks.renew(PAGE, BLOCKS, arguments, "analysis.documents.odd")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

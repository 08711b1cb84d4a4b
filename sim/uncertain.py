"""Every number that worlds draw, by the name that people write: what is declared of it, and what may be believed.

``05.strength`` is the strength of recommendation 5, ``cai.capacity`` the staff of an agency, ``turnover`` a parameter.
A policy of one's own goes by the name of its file. Where several changes of a recommendation have a number of one name,
its place among them follows: ``mine.coverage.2``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sim.acts import ACTS, SETTINGS
from sim.agencies import LIMITS, Agency, agencies
from sim.distribution import EVEN, FIXED, Distribution
from sim.draws import PRIORS
from sim.inputs.names import fold
from sim.language.terms import Term
from sim.parameters import BY_NAME, Parameter
from sim.plan import TEAM_COST, strength_name
from sim.recommendation import (
    LARGEST_COST,
    LARGEST_DOSE,
    LARGEST_STRENGTH,
    Change,
    Range,
    Recommendation,
    recommendations,
)
from sim.scenario import Scenario

SHARES = frozenset({"list", "rescue"})
"""Kinds of change whose strength is a share, 0 to 1, and no effect in standard deviations."""


@dataclass(frozen=True)
class Uncertain:
    """A number that nobody knows.

    Attributes
    ----------
    name : as people write it
    drawn_as : its name among the draws
    declared : what worlds draw where nobody believes otherwise; several where scenarios declare it differently
    least, most : what the model allows
    unit, source, confidence : as declared
    en, th : whose number it is: a recommendation, an agency; of a parameter what it means
    whole : whether it is a whole number; ``forms`` are those of a rule, by their numbers
    learnt : whether a report teaches it, so that it stays at its default without a fit
    """

    name: str
    drawn_as: str
    declared: tuple[Distribution, ...]
    least: float
    most: float
    unit: str
    source: str
    confidence: str
    en: str
    th: str
    whole: bool = False
    forms: tuple[Term, ...] = ()
    learnt: bool = False

    @property
    def key(self) -> str:
        """What its name comes to however it is written."""
        return folded(self.name)


def folded(written: str) -> str:
    """A written name without what does not tell names apart: 5.Strength is 05.strength."""
    plain = fold(written)
    head, dot, rest = plain.partition(".")
    return f"{int(head):02d}.{rest}" if dot and head.isascii() and head.isdecimal() else plain


def uncertain_numbers(scenarios: Iterable[Scenario] = ()) -> dict[str, Uncertain]:
    """All that worlds draw, by ``Uncertain.key``: of the project, and of what ``scenarios`` add."""
    chosen = list(scenarios)
    applied = [one.recommendation for scenario in chosen for one in scenario.applied]
    workers = [agency for scenario in chosen for agency in scenario.agencies]
    found: dict[str, Uncertain] = {}
    for number in (
        *(number for one in (*recommendations().values(), *applied) for number in _of_recommendation(one)),
        *(number for agency in (*agencies(), *workers) for number in _of_agency(agency)),
        *map(_of_parameter, PRIORS),
        _drawn(TEAM_COST, TEAM_COST, BY_NAME[TEAM_COST], limits=_span(BY_NAME[TEAM_COST]), of=BY_NAME[TEAM_COST]),
    ):
        before = found.setdefault(number.key, number)
        if before.drawn_as == number.drawn_as:
            found[number.key] = replace(before, declared=tuple(dict.fromkeys((*before.declared, *number.declared))))
    return found


def strength_of(recommendation: Recommendation) -> Uncertain:
    """How strong a recommendation is."""
    shares = all(change.act in SHARES for change in recommendation.changes)
    limits = (0.0, 1.0 if shares else LARGEST_STRENGTH)
    name = f"{recommendation.label}.strength"
    return _drawn(name, strength_name(recommendation), recommendation.strength, limits=limits, of=recommendation)


def _of_recommendation(one: Recommendation) -> Iterator[Uncertain]:
    yield strength_of(one)
    for cost in ("month_cost", "case_cost"):
        drawn_as = f"{cost.replace('_', ' ')} of {one.key}"
        yield _drawn(f"{one.label}.{cost}", drawn_as, getattr(one, cost), limits=(0.0, LARGEST_COST), of=one)
    times = Counter(name for change in one.changes for name in _own(change))
    for nth, change in enumerate(one.changes):
        for name in _own(change):
            written = f"{one.label}.{name}" if times[name] == 1 else f"{one.label}.{name}.{nth + 1}"
            setting, drawn_as = SETTINGS.get(name), f"{name} of {one.key}/{nth}"
            if setting is None:
                yield _drawn(written, drawn_as, change.doses[name], limits=(0.0, LARGEST_DOSE), of=one)
            else:
                limits, value = (setting.least, setting.most), change.settings[name]
                whole = isinstance(setting.rest, int)
                yield replace(_drawn(written, drawn_as, value, limits=limits, of=one), whole=whole)


def _own(change: Change) -> Sequence[str]:
    """The numbers of a change; yes and no are none."""
    settings = [name for name in ACTS[change.act].settings if not isinstance(SETTINGS[name].rest, bool)]
    return [*settings, *change.doses]


def _of_agency(agency: Agency) -> Iterator[Uncertain]:
    for name, most in LIMITS.items():
        written, drawn_as = f"{agency.key}.{name}", f"{name} of {agency.key}"
        yield _drawn(written, drawn_as, getattr(agency, name), limits=(0.0, most), of=agency)


def _of_parameter(name: str) -> Uncertain:
    prior, parameter = PRIORS[name], BY_NAME[name]
    plain = _drawn(name, name, parameter, limits=_span(parameter), of=parameter)
    declared = (Distribution(prior.shape, (prior.low, prior.high)),)
    forms = parameter.forms
    return replace(plain, declared=declared, forms=forms, whole=bool(forms), learnt=prior.fitted)


def _span(one: Parameter) -> tuple[float, float]:
    return one.low, one.high


def _drawn(
    name: str,
    drawn_as: str,
    value: Range | Parameter,
    *,
    limits: tuple[float, float],
    of: Recommendation | Agency | Parameter,
) -> Uncertain:
    """A number that is drawn evenly over its declared range."""
    known = value.low == value.high
    declared = Distribution(FIXED, (value.low,)) if known else Distribution(EVEN, (value.low, value.high))
    en, th = (of.en, of.th) if isinstance(of, Parameter) else (of.name_en, of.name_th)
    return Uncertain(
        name=name,
        drawn_as=drawn_as,
        declared=(declared,),
        least=limits[0],
        most=limits[1],
        unit=value.unit,
        source=value.source,
        confidence=value.confidence,
        en=en,
        th=th,
    )

"""A scenario from the plain values that a manifest keeps of it (``Scenario.content``): enough to live it through again.

Names and explanations are not among them; a scenario that comes back so goes by its key. The values may come from a
stranger's file: whatever a file of ours could not have said is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sim.acts import ACTS, SETTINGS
from sim.agencies import LIMITS, Agency
from sim.calendar import LAST_MONTH
from sim.frozen import FrozenNumbers
from sim.kinds import KINDS
from sim.parameters import BY_NAME
from sim.provinces import PROVINCE_TERMS
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
from sim.scenario_file import Applied, Programme

One = TypeVar("One")
_PROVINCES = tuple(one.key for one in PROVINCE_TERMS)
_KINDS = tuple(one.key for one in KINDS)
_STAGES = ("explain", "link", "plan")


def scenario_of(key: str, content: Mapping[str, Any]) -> Scenario:
    """The scenario of a ``content``, called by its ``key``; ``ValueError`` where the values are none of a scenario."""
    try:
        made = _scenario(key, content)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no content of a scenario: {error!r}") from error
    if made.content() != content:
        raise ValueError("more than the content of a scenario")
    return made


def _scenario(key: str, content: Mapping[str, Any]) -> Scenario:
    programme = content["programme"]
    return Scenario(
        key=key,
        name_en=key,
        name_th=key,
        about_en="",
        about_th="",
        months=_whole(content["months"], 0, LAST_MONTH),
        programme=_programme(programme) if programme else None,
        applied=tuple(map(_applied, content["recommendations"])),
        parameters={name: _number(value, *_span(name)) for name, value in content["parameters"].items()},
        agencies=tuple(map(_agency, content["agencies"])),
        chain=(),
        typed="",
    )


def _programme(told: Mapping[str, Any]) -> Programme:
    first, second, third = told["stages"]
    if tuple(sorted((first, second, third))) != _STAGES:
        raise ValueError(f"stages: {told['stages']}")
    start, end, handover = (_whole(told[name], 0, LAST_MONTH) for name in ("start", "end", "handover"))
    return Programme(start, end, (first, second, third), handover)


def _applied(told: Mapping[str, Any]) -> Applied:
    return Applied(
        recommendation=_recommendation(told["recommendation"]),
        start=_whole(told["start"], 1, LAST_MONTH),
        end=_whole(told["end"], 1, LAST_MONTH),
        intensity=_number(told["intensity"], 0, 1),
        strength=_or_none(told["strength"], lambda value: _number(value, 0, LARGEST_STRENGTH)),
        every=_or_none(told["every"], lambda value: _setting_alone("every", value)),
        sessions=_or_none(told["sessions"], lambda value: _setting_alone("sessions", value)),
        provinces=_among(told["provinces"], _PROVINCES),
        kinds=_among(told["kinds"], _KINDS),
    )


def _recommendation(told: Mapping[str, Any]) -> Recommendation:
    key, (start, end) = str(told["key"]), told["campaign"]
    of_the_source = {one.key: number for number, one in recommendations().items()}
    return Recommendation(
        key=key,
        number=of_the_source.get(key),
        name_en=key,
        name_th=key,
        source_words="",
        changes_en="",
        changes_th="",
        on_whom_en="",
        on_whom_th="",
        bounded_en="",
        bounded_th="",
        strength=_range(told["strength"], 0, LARGEST_STRENGTH),
        month_cost=_range(told["month_cost"], 0, LARGEST_COST),
        case_cost=_range(told["case_cost"], 0, LARGEST_COST),
        changes=tuple(map(_change, told["changes"])),
        start=_whole(start, 1, LAST_MONTH),
        end=_whole(end, 1, LAST_MONTH),
        file_hash="",
    )


def _change(told: Mapping[str, Any]) -> Change:
    act = ACTS[told["act"]]
    settings = {name: _range(told[name], one.least, one.most) for name, one in SETTINGS.items()}
    doses = {name: _range(value, 0, LARGEST_DOSE) for name, value in told["doses"].items()}
    if not set(doses) <= set(act.doses):
        raise ValueError(f"doses of {act.key}: {sorted(doses)}")
    return Change(act=act.key, settings=FrozenNumbers(settings), doses=FrozenNumbers(doses))


def _agency(told: Mapping[str, Any]) -> Agency:
    key = str(told["key"])
    return Agency(
        key=key,
        name_en=key,
        name_th=key,
        delivers=tuple(map(str, told["delivers"])),
        provinces=_among(told["provinces"], _PROVINCES),
        **{name: _range(told[name], 0, most) for name, most in LIMITS.items()},
    )


def _range(told: Sequence[float], least: float, most: float) -> Range:
    default, low, high = (_number(value, least, most) for value in told)
    if not low <= default <= high:
        raise ValueError(f"no range: {told}")
    return Range(default=default, low=low, high=high, unit="", source="", confidence="")


def _number(told: float, least: float, most: float) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not least <= told <= most:
        raise ValueError(f"{told}: from {least} to {most}")
    return told


def _whole(told: int, least: int, most: int) -> int:
    if not isinstance(told, int):
        raise ValueError(f"{told}: a whole number")
    return int(_number(told, least, most))


def _setting_alone(name: str, told: int) -> int:
    return _whole(told, int(SETTINGS[name].least), int(SETTINGS[name].most))


def _span(name: str) -> tuple[float, float]:
    return BY_NAME[name].low, BY_NAME[name].high


def _among(told: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    found = tuple(told)
    if not set(found) <= set(known):
        raise ValueError(f"{sorted(set(found) - set(known))}: one of {', '.join(known)}")
    return found


def _or_none(told: object, read: Callable[[Any], One]) -> One | None:
    return None if told is None else read(told)

"""A scenario: everything a run depends on but its seed; loaded, resolved through what it extends, complete, frozen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.agencies import FILE as AGENCIES
from sim.agencies import Agency, agencies, together
from sim.calendar import DEFAULT_MONTHS, LAST_MONTH
from sim.frozen import FrozenNumbers
from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import has_ending, path_of, refuse, unusable
from sim.inputs.shelf import toml_files
from sim.kinds import KINDS
from sim.language.harmless import harmless
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Recommendation, is_policy, known_numbers, load_policy, shelf
from sim.scenario_file import Applied, Programme, Written, read_scenario
from sim.windows import EARLY, TYPED, WINDOWS, Window

__all__ = ["Applied", "Programme", "Scenario", "alone", "load_scenario", "shipped_scenarios", "within"]

POLICIES_EXTEND = "programme"  # what a policy's file, typed as a scenario, is put on top of
ADDED = re.compile(
    r"(?P<base>.+)\+(?P<number>\d{1,2})", re.ASCII | re.DOTALL
)  # one recommendation on top of a scenario
FOLDER = Path(__file__).resolve().parent.parent / "scenarios"


@dataclass(frozen=True)
class Scenario:
    """A scenario with every default resolved.

    ``chain`` is itself and what it extends, nearest first; ``typed`` is what ``load_scenario`` takes to load it;
    ``window`` is the key of the one that its recommendations were moved to (``windows``).
    """

    key: str
    name_en: str
    name_th: str
    about_en: str
    about_th: str
    months: int
    programme: Programme | None
    applied: tuple[Applied, ...]
    parameters: Mapping[str, float]
    agencies: tuple[Agency, ...]
    chain: tuple[str, ...]
    typed: str
    window: str = EARLY.key

    def content(self) -> dict[str, Any]:
        """What a run depends on, as plain values: no names and no paths, so that renaming changes no result."""
        return {
            "months": self.months,
            "programme": self.programme.content() if self.programme else None,
            "recommendations": [one.content() for one in self.applied],
            "parameters": dict(self.parameters),
            "agencies": [agency.content() for agency in self.agencies],
        }

    def digest(self) -> str:
        """SHA-256 of ``content`` as JSON with sorted keys."""
        text = json.dumps(self.content(), sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def shipped_scenarios() -> dict[str, Path]:
    """The scenarios that come with the project: file by name, the policies after the rest."""
    found: dict[str, Path] = {}
    for path in scenario_files():
        found.setdefault(path.stem, path)
    return found


def scenario_files() -> list[Path]:
    """All files of scenarios that come with the project, the policies after the rest."""
    own = [path for path in toml_files(FOLDER) if path.name != AGENCIES.name]
    return [*own, *toml_files(FOLDER / "policies")]


def load_scenario(name_or_path: str) -> Scenario:
    """The scenario of a shipped name or a file, complete; raises ``InputFault`` with all the faults of its files.

    ``programme+05`` is the programme and, on top of it, recommendation 5; a policy's file stands for the programme and,
    on top of it, that policy; ``programme+05@late`` is ``programme+05`` with its recommendations in another window.
    """
    if added := ADDED.fullmatch(name_or_path):
        return _with(load_scenario(added["base"]), added["number"], name_or_path)
    if placed := TYPED.fullmatch(name_or_path):
        return _placed(load_scenario(placed["base"]), placed["window"], name_or_path)
    path = _locate(name_or_path)
    if is_policy(path):
        return _under_policy(path)
    faults: list[Fault] = []
    chain = _chain(path, faults)
    scenario = _resolve(chain)
    if not faults:
        faults += [*_faults_between(scenario, path, chain[path]), *_faults_of_delivery(scenario, chain)]
    faults += _borrowed_names(chain)
    if faults:
        raise InputFault(faults)
    return scenario


def _with(base: Scenario, number: str, typed: str) -> Scenario:
    """A scenario and the recommendation of a number, if there is one that it does not apply already."""
    known, faults = shelf()
    if int(number) not in known:
        fault = Fault(
            _typed(typed), phrase("recommendation", number=number), phrase("number_from", numbers=known_numbers())
        )
        raise InputFault([fault, *faults])
    scenario = alone(base, known[int(number)])
    if any(overlap(scenario.applied[-1], other) for other in base.applied):
        raise refuse(_typed(typed), phrase("recommendation_again", number=number), phrase("not_applied_yet"))
    return scenario


def _placed(base: Scenario, key: str, typed: str) -> Scenario:
    """A scenario in the window of that key, if there is one, and something to move."""
    windows = phrase("window_of", names=", ".join(WINDOWS))
    if key not in WINDOWS:
        raise refuse(_typed(typed), phrase("unknown_window", window=shown(key)), windows, nearest(key, WINDOWS))
    if not base.applied:
        raise refuse(_typed(typed), phrase("nothing_to_move"), phrase("something_to_move"))
    return within(base, WINDOWS[key])


def within(scenario: Scenario, window: Window) -> Scenario:
    """``scenario`` with its recommendations in a window; itself where it has none. The programme stays where it is.

    Raises ``InputFault`` where it has been moved already, or would begin or end where no month is.
    """
    where = _typed(f"{scenario.typed}@{window.key}")
    if scenario.window != EARLY.key:
        raise refuse(where, phrase("second_window", window=scenario.window), phrase("one_window"))
    if window == EARLY or not scenario.applied:
        return scenario
    moved = tuple(map(window.moved, scenario.applied))
    last, first = max(one.end for one in moved), max(one.start for one in moved)
    if last > LAST_MONTH:
        raise refuse(where, phrase("ends_in_month", month=last), phrase("month_up_to", last=LAST_MONTH))
    if first > scenario.months:
        raise refuse(where, phrase("starts_in_month", month=first), phrase("month_up_to", last=scenario.months))
    key = f"{scenario.key}@{window.key}"
    return replace(
        scenario,
        key=key,
        name_en=window.called(scenario.name_en, "en"),
        name_th=window.called(scenario.name_th, "th"),
        applied=moved,
        chain=(key, *scenario.chain),
        typed=f"{scenario.typed}@{window.key}",
        window=window.key,
    )


def _under_policy(path: Path) -> Scenario:
    """The programme and, on top of it, a policy of one's own."""
    if path.stem.isdecimal():
        raise refuse(path, phrase("name_as_number", name=path.stem), phrase("name_in_words"))
    scenario = alone(load_scenario(POLICIES_EXTEND), load_policy(path))
    shipped = path in shipped_scenarios().values()
    return replace(scenario, typed=path.stem if shipped else str(path))


def _borrowed_names(files: Iterable[Path]) -> list[Fault]:
    """A user's file that goes by the name of a shipped scenario would be taken for it."""
    shipped = shipped_scenarios()
    return [
        Fault(str(path), phrase("shipped_name", name=shown(path.stem)), phrase("own_name"))
        for path in files
        if path.stem in shipped and path.resolve() != shipped[path.stem].resolve()
    ]


def parent_of(name_or_path: str) -> Scenario | None:
    """The scenario that one extends, complete, and in the same window; None if it extends none."""
    if added := ADDED.fullmatch(name_or_path):
        return load_scenario(added["base"])
    if placed := TYPED.fullmatch(name_or_path):
        parent = parent_of(placed["base"])
        return parent and within(parent, WINDOWS[placed["window"]])
    path, faults = _locate(name_or_path), list[Fault]()
    if is_policy(path):
        return load_scenario(POLICIES_EXTEND)
    chain = list(_chain(path, faults))
    return load_scenario(str(chain[1])) if len(chain) > 1 else None


def alone(base: Scenario, recommendation: Recommendation) -> Scenario:
    """``base`` and, on top of it, that one recommendation everywhere at full intensity."""
    label = recommendation.label
    added = Applied(
        recommendation=recommendation,
        start=recommendation.start,
        end=recommendation.end,
        intensity=1.0,
        strength=None,
        every=None,
        sessions=None,
        provinces=keys(PROVINCE_TERMS),
        kinds=keys(KINDS),
    )
    return Scenario(
        key=f"{base.key}+{label}",
        name_en=f"{base.name_en} + {recommendation.name_en}",
        name_th=f"{base.name_th} + {recommendation.name_th}",
        about_en=recommendation.changes_en,
        about_th=recommendation.changes_th,
        months=base.months,
        programme=base.programme,
        applied=(*base.applied, added),
        parameters=base.parameters,
        agencies=base.agencies,
        chain=(f"{base.key}+{label}", *base.chain),
        typed=f"{base.typed}+{label}",
        window=base.window,
    )


def _stem(name: str) -> str:
    """A shipped scenario's name without the folder it is in."""
    return name.removeprefix("policies/")


def _locate(name: str) -> Path:
    """The file meant by ``name``: a shipped scenario, or a path."""
    shipped, stem = shipped_scenarios(), _stem(name)
    if stem in shipped:
        return shipped[stem]
    path = path_of(name)
    if has_ending(path, ".toml") or (not unusable(path) and path.is_dir()):
        return path
    allowed = phrase("toml_file_or", names=", ".join(shipped))
    raise refuse(_typed(name), phrase("unknown_name"), allowed, nearest(stem, shipped))


def _typed(name: str) -> str:
    """A scenario as it was typed, as the place of a fault."""
    return phrase("scenario", name=shown(name))


def _chain(path: Path, faults: list[Fault]) -> dict[Path, Written]:
    """``path`` and what it extends, nearest first; the faults of all of them go on the list."""
    chain: dict[Path, Written] = {}
    seen: set[Path] = set()
    current: Path | None = path
    while current is not None:
        chain[current] = written = read_scenario(current, faults)
        seen.add(current.resolve())
        following = _locate_extended(current, written, faults)
        if following is not None and following.resolve() in seen:
            steps = " > ".join(step.name for step in (*chain, following))
            faults.append(Fault(at(current, "extends"), phrase("circle", steps=steps), phrase("no_circle")))
            following = None
        current = following
    return chain


def _locate_extended(path: Path, written: Written, faults: list[Fault]) -> Path | None:
    if written.extends is None or written.extends == "":
        return None
    shipped = shipped_scenarios()
    found = shipped.get(_stem(written.extends), path_of(written.extends, path.parent))
    trouble = unusable(found)
    if not trouble and found.is_file():
        if not is_policy(found):
            return found
        allowed = phrase("extends_scenario", file=shown(written.extends))
        faults.append(Fault(at(path, "extends"), phrase("a_policy", file=shown(written.extends)), allowed))
        return None
    allowed = phrase("existing_file_or", names=", ".join(shipped))
    near = nearest(found.stem, shipped)
    faults.append(Fault(at(path, "extends"), trouble or shown(written.extends), allowed, near))
    return None


def _resolve(chain: Mapping[Path, Written]) -> Scenario:
    """Put the files on top of one another, the furthest first."""
    months, programme = DEFAULT_MONTHS, None
    applied: tuple[Applied, ...] = ()
    parameters: dict[str, float] = {}
    working = agencies()
    for written in reversed(list(chain.values())):
        months = written.months or months
        if not isinstance(written.programme, str):
            programme = written.programme
        applied += written.applied
        parameters |= written.parameters
        working = together(working, written.agencies)
    path, own = next(iter(chain.items()))
    return Scenario(
        key=harmless(path.stem),
        name_en=own.name[0],
        name_th=own.name[1],
        about_en=own.about[0],
        about_th=own.about[1],
        months=months,
        programme=programme,
        applied=applied,
        parameters=FrozenNumbers(parameters),
        agencies=working,
        chain=tuple(harmless(step.stem) for step in chain),
        typed=path.stem if path in shipped_scenarios().values() else str(path),
    )


def _faults_between(scenario: Scenario, path: Path, own: Written) -> list[Fault]:
    """What no key has wrong by itself: starts after the last month, and one recommendation twice over."""
    faults = []
    inherited = len(scenario.applied) - len(own.applied)
    horizon = phrase("month_up_to", last=scenario.months)
    if scenario.programme and scenario.programme.start > scenario.months:
        faults.append(Fault(at(path, "programme.start"), str(scenario.programme.start), horizon))
    for position, one in enumerate(scenario.applied):
        place = f"recommendation[{position - inherited + 1}]" if position >= inherited else "extends"
        if one.start > scenario.months:
            faults.append(Fault(at(path, f"{place}.start"), str(one.start), horizon))
        if any(overlap(one, other) for other in scenario.applied[:position]):
            got = phrase("second_time", key=one.recommendation.key)
            faults.append(Fault(at(path, place), got, phrase("once_at_a_time")))
    return faults


def _faults_of_delivery(scenario: Scenario, chain: Mapping[Path, Written]) -> Iterator[Fault]:
    """Policies that an agency is said to deliver, though nothing of that name is applied."""
    policies = [one.recommendation.key for one in scenario.applied if one.recommendation.number is None]
    allowed = phrase("delivered", names=", ".join(policies)) if policies else phrase("delivered_by_number")
    for path, written in chain.items():
        for nth, agency in enumerate(written.agencies, 1):
            for place, name in enumerate(agency.delivers, 1):
                if name not in policies and not name.isdecimal():
                    where = at(path, f"agency[{nth}].delivers[{place}]")
                    yield Fault(where, shown(name), allowed, nearest(name, policies))


def overlap(one: Applied, other: Applied) -> bool:
    """Whether both apply one recommendation to the same organisations in the same months."""
    return (
        one.recommendation.key == other.recommendation.key
        and one.start <= other.end
        and other.start <= one.end
        and bool(set(one.provinces) & set(other.provinces))
        and bool(set(one.kinds) & set(other.kinds))
    )

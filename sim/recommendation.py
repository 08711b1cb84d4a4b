"""A recommendation as data: what it changes, in whom, how strongly, at what cost, and how sure anybody is.

Those of the source are files in ``scenarios/recommendations``; a researcher's own policy is a file of the same schema.
The few kinds of change that either can be made of are in ``acts``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sim.acts import ACTS, DOSE_UNIT, DOSES, OF_ALLIANCES, SETTINGS, Setting
from sim.calendar import LAST_MONTH, PROGRAMME_MONTHS
from sim.frozen import FrozenNumbers
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import Phrase, at, joined, phrase
from sim.inputs.shelf import toml_files
from sim.inputs.toml_table import Table, open_toml
from sim.kinds import CONFIDENCES
from sim.language.harmless import harmless
from sim.language.terms import Term

__all__ = [
    "ACTS",
    "DOSES",
    "NOTHING",
    "Change",
    "Range",
    "Recommendation",
    "load_recommendation",
    "months",
    "recommendations",
]

FOLDER = Path(__file__).resolve().parent.parent / "scenarios" / "recommendations"
NOTHING = "-"  # for words that a file leaves out
STANDARD_UNIT = "standard deviations that the whole campaign adds in those it reaches"
LARGEST_COST = 1e8  # baht; a slip of the keyboard rather than a policy
LARGEST_DOSE = 10.0
LARGEST_STRENGTH = 3.0  # standard deviations; no study of teaching has found more
_LARGEST_NUMBER = 99  # two digits name it: programme+05


@dataclass(frozen=True)
class Range:
    """A number nobody knows exactly: default, lowest and highest, unit, where it comes from, how sure we are.

    ``source`` may be a ``Phrase``, which knows its Thai.
    """

    default: float
    low: float
    high: float
    unit: str
    source: str
    confidence: str

    def content(self) -> list[float]:
        """What a run depends on."""
        return [self.default, self.low, self.high]

    @property
    def known(self) -> bool:
        """Whether it is said to be one number and no other."""
        return self.low == self.high


@dataclass(frozen=True)
class Change:
    """One change that a recommendation makes.

    Attributes
    ----------
    act : the kind of change
    settings : each of ``acts.SETTINGS``, at rest where its kind does not take it; true and false are 1 and 0
    doses : multiples of the recommendation's strength, by what they teach or give
    """

    act: str
    settings: Mapping[str, Range]
    doses: Mapping[str, Range]

    def setting(self, name: str) -> float:
        """The default of a setting."""
        return self.settings[name].default

    def content(self) -> dict[str, Any]:
        """All that a run depends on, as plain values."""
        numbers = {name: value.content() for name, value in self.settings.items()}
        return {"act": self.act, **numbers, "doses": {name: value.content() for name, value in self.doses.items()}}


@dataclass(frozen=True)
class Recommendation:
    """A recommendation or a policy of one's own, read from its file; ``number`` is None for one's own."""

    key: str
    number: int | None
    name_en: str
    name_th: str
    source_words: str
    changes_en: str
    changes_th: str
    on_whom_en: str
    on_whom_th: str
    bounded_en: str
    bounded_th: str
    strength: Range
    month_cost: Range
    case_cost: Range
    changes: tuple[Change, ...]
    start: int
    end: int
    file_hash: str

    @property
    def label(self) -> str:
        """What it goes by on top of a scenario, and among what agencies deliver: 05, or the name of its file."""
        return self.key if self.number is None else f"{self.number:02d}"

    @property
    def of_alliances(self) -> bool:
        """Whether those who take part in it are alliances, not organisations."""
        return all(change.act in OF_ALLIANCES for change in self.changes)

    def content(self) -> dict[str, Any]:
        """What a run depends on, as plain values: no names, explanations or paths."""
        ranges = {name: getattr(self, name) for name in ("strength", "month_cost", "case_cost")}
        return {
            "key": self.key,
            "changes": [change.content() for change in self.changes],
            "campaign": [self.start, self.end],
            **{name: value.content() for name, value in ranges.items()},
        }


def recommendations() -> Mapping[int, Recommendation]:
    """All recommendations, by number; raises ``InputFault`` with the faults of every file that is not one."""
    found, faults = shelf()
    if faults:
        raise InputFault(faults)
    return found


@cache
def shelf() -> tuple[Mapping[int, Recommendation], tuple[Fault, ...]]:
    """The good recommendations of the folder, by number, and the faults of the other files."""
    found: dict[int, Recommendation] = {}
    faults: list[Fault] = []
    for path in toml_files(FOLDER):
        try:
            one = load_recommendation(path)
        except InputFault as fault:
            faults += fault.faults
            continue
        if one.number in found:
            faults.append(_number_taken(path, one.number, found[one.number].key))
        elif one.number is not None:
            found[one.number] = one
    if not found and not faults:
        faults.append(Fault(str(FOLDER), phrase("no_recommendation"), phrase("file_for_each")))
    return MappingProxyType(dict(sorted(found.items()))), tuple(faults)


def _own_number() -> Phrase:
    return phrase("own_number", most=_LARGEST_NUMBER)


def _number_taken(path: Path, number: int, other: str) -> Fault:
    return Fault(at(path, "number"), phrase("number_taken", number=number, other=other), _own_number())


def known_numbers() -> Phrase:
    """The numbers there are, as people write them: 1 to 14, 20."""
    runs: list[list[int]] = []
    for number in shelf()[0]:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return joined(phrase("span", low=run[0], high=run[-1]) if len(run) > 1 else run[0] for run in runs)


def is_policy(path: Path) -> bool:
    """Whether a TOML file is a recommendation or policy, not a scenario; False for what cannot be read."""
    try:
        table, _ = open_toml(path, [])
    except InputFault:
        return False  # whoever reads it next meets the same fault, and says it
    return any(key in table for key in ("change", "strength", "cost"))


def load_policy(path: Path) -> Recommendation:
    """A policy of one's own: what may be left of a number, in a copy of a recommendation's file, is not its own."""
    return replace(load_recommendation(path), number=None)


def load_recommendation(path: Path) -> Recommendation:
    """Read one recommendation or policy file; raises ``InputFault`` with all its faults.

    Recommendations of the project go by their numbers, policies of one's own by their names.
    """
    faults: list[Fault] = []
    table, text = open_toml(path, faults)
    if path.resolve().parent == FOLDER:
        table.required("number", _own_number())
    loaded = _recommendation(table, harmless(path.stem), hashlib.sha256(text.encode()).hexdigest())
    if faults:
        raise InputFault(faults)
    return loaded


_KEYS = ("number", "source_words", "start", "end", "name", "changes", "on_whom", "bounded_by", "strength", "cost",
         "change")  # fmt: skip


def _recommendation(table: Table, key: str, file_hash: str) -> Recommendation:
    table.only(_KEYS)
    month_cost, case_cost = _costs(table)
    start, end = months(table, 1, PROGRAMME_MONTHS)
    words = {
        f"{field}_{lang}": said
        for field, name in _WORDS.items()
        for lang, said in zip(("en", "th"), table.two_languages(name))
    }
    return Recommendation(
        key=key,
        number=table.whole("number", 1, _LARGEST_NUMBER) if "number" in table else None,
        **words,
        source_words=table.text("source_words", NOTHING),
        strength=_strength(table),
        month_cost=month_cost,
        case_cost=case_cost,
        changes=_changes(table),
        start=start,
        end=end,
        file_hash=file_hash,
    )


_WORDS = {"name": "name", "changes": "changes", "on_whom": "on_whom", "bounded": "bounded_by"}
"""What is said of a recommendation, by the name it goes by here, and its key in a file."""


def months(table: Table, start: int, end: int) -> tuple[int, int]:
    """First and last month as ``table`` says, by default ``start`` and ``end``; the last may not come before."""
    first = table.whole("start", 1, LAST_MONTH, start)
    last = table.whole("end", 1, LAST_MONTH, max(end, first))
    if last < first:
        table.wrong("end", str(last), phrase("month_from", start=first))
    return first, last


def _strength(table: Table) -> Range:
    inner = table.table("strength")
    words = ("unit", "source", "confidence")
    return _range(inner.spread(0, LARGEST_STRENGTH, words), inner.text("unit", STANDARD_UNIT), *_about(inner))


def _costs(table: Table) -> tuple[Range, Range]:
    """The costs of a month and of a case; what they rest on stands once for both."""
    inner = table.table("cost")
    inner.only(("month", "case", "source", "confidence"))
    month, case = (inner.table(name).spread(0, LARGEST_COST) for name in ("month", "case"))
    about = _about(inner)
    return _range(month, "baht a month in a province", *about), _range(case, "baht a case", *about)


def _about(table: Table) -> tuple[Phrase, str]:
    """What ranges of a table rest on, and how sure that is."""
    return Phrase(*table.two_languages("source")), table.choice("confidence", CONFIDENCES) or ""


def _range(numbers: tuple[float, float, float], unit: str, source: str, confidence: str) -> Range:
    default, low, high = numbers
    return Range(default=default, low=low, high=high, unit=unit, source=source, confidence=confidence)


def _changes(table: Table) -> tuple[Change, ...]:
    inner = table.tables("change")
    if not inner:
        table.wrong("change", phrase("nothing"), phrase("changes"))
    return tuple(change for change in map(_change, inner) if change)


def _change(table: Table) -> Change | None:
    key = table.choice("act", tuple(Term(act.key, act.en, act.th) for act in ACTS.values()))
    if key is None:
        return None
    act = ACTS[key]
    table.only(("act", "source", "confidence", *act.settings, *act.doses))
    about = _about_change(table, (*act.settings, *act.doses))
    doses = {name: _dose(table, name, about) for name in act.doses if name in table}
    if act.doses and not doses:
        table.wrong("act", phrase("no_dose", act=key), phrase("one_or_more_of", names=", ".join(act.doses)))
    settings = {
        name: _setting(table, setting, about) if name in act.settings else _known(setting.rest)
        for name, setting in SETTINGS.items()
    }
    return Change(act=key, settings=FrozenNumbers(settings), doses=FrozenNumbers(doses))


def _about_change(table: Table, numbers: Iterable[str]) -> tuple[Phrase, str]:
    """The same of a change, said once for all its numbers; how sure has to be told where any of them is a range."""
    ranged = any(isinstance(table.values.get(name), dict) for name in numbers)
    sure = table.choice("confidence", CONFIDENCES) if ranged or "confidence" in table else None
    return Phrase(*table.two_languages("source", "")), sure or ""


def _setting(table: Table, setting: Setting, about: tuple[Phrase, str]) -> Range:
    """What ``table`` says of a setting, a number or a range of such, or its value at rest; true and false have none."""
    if isinstance(table.values.get(setting.key), dict) and not isinstance(setting.rest, bool):
        whole = isinstance(setting.rest, int)
        return _range(table.table(setting.key).spread(setting.least, setting.most, whole=whole), setting.unit, *about)
    return _known(read_setting(table, setting))


def _dose(table: Table, name: str, about: tuple[Phrase, str]) -> Range:
    if isinstance(table.values[name], dict):
        return _range(table.table(name).spread(0, LARGEST_DOSE), DOSE_UNIT, *about)
    return _known(table.number(name, 0, LARGEST_DOSE))


def _known(value: float) -> Range:
    """A number that is said to be what it is."""
    return _range((float(value),) * 3, "", "", "")


def read_setting(table: Table, setting: Setting) -> float:
    """What ``table`` says of a setting as one number, or its value at rest; of the type that one is of."""
    if isinstance(setting.rest, bool):
        return table.flag(setting.key, setting.rest)
    if isinstance(setting.rest, int):
        return table.whole(setting.key, int(setting.least), int(setting.most), setting.rest)
    return table.number(setting.key, setting.least, setting.most, None if setting.required else setting.rest)

"""What a scenario holds (sections 2, 6 and 7 of docs/odd.md): changes, agencies, and the programme of the teams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reading.entities import Agency
from reading.visiting import Programme


@dataclass
class Change:
    """One thing a recommendation does; `doses` are the shares of one lesson, `kinds` a set of those it is for."""

    key: int = 0
    act: str = "visit"
    start: int = 1
    end: int = 24
    every: int = 1
    sessions: int = 1
    intensity: float = 1.0
    strength: float = 0.0
    capacity: float = 0.0
    coverage: float = 1.0
    until: float = 2.0
    ready: float = 0.0
    distance: bool = False
    tires: bool = False
    work: float = 0.0
    month_cost: float = 0.0
    case_cost: float = 0.0
    kinds: int = -1
    where: list[bool] = field(default_factory=list)
    doses: dict[str, float] = field(default_factory=dict)

    def dose(self, thing: str) -> float:
        return self.doses.get(thing, 0.0)


@dataclass
class Scenario:
    """`here[agency][province]` says where an agency works, `delivers[agency][change]` what it delivers."""

    programme: Programme
    changes: list[Change] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    here: list[list[bool]] = field(default_factory=list)
    delivers: list[list[bool]] = field(default_factory=list)

    def present(self) -> Iterator[tuple[Agency, list[bool]]]:
        return zip(self.agencies, self.here, strict=True)


def due(change: Change, province: int, month: int) -> bool:
    """An occasion every `every` months from its start to its end, where it applies."""
    return change.where[province] and change.start <= month <= change.end and (month - change.start) % change.every == 0

"""The entities of section 2 of docs/odd.md: organisations, ties, alliances, provinces, federations; sets are bits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MAX_TIES, MAX_BELONGS, MAX_MEMBERS, MAX_CIRCLE = 16, 3, 48, 24
FREE = -1


@dataclass
class Tie:
    """What one organisation thinks of an acquaintance."""

    other: int
    trust: float
    ground: float


@dataclass
class Organisation:
    """A cooperative or a people's group; its ties and seats are in the order in which they came."""

    index: int = 0
    id: int = 0
    x: float = 0.0
    y: float = 0.0
    members: float = 0.0
    leadership: float = 0.0
    spirit: float = 0.0
    understanding: float = 0.0
    strategy: float = 0.0
    openness: float = 0.0
    management: float = 0.0
    capital: float = 0.0
    margin: float = 0.0
    surplus: float = 0.0
    benefit: float = 0.0
    household: float = 0.0
    result: float = 0.0
    arrears: float = 0.0
    hours: float = 0.0
    busy: float = 0.0
    lent: float = 0.0
    listed: float = 0.0
    first_understanding: float = 0.0
    first_leadership: float = 0.0
    first_strategy: float = 0.0
    first_openness: float = 0.0
    first_management: float = 0.0
    first_capital: float = 0.0
    province: int = 0
    district: int = 0
    rest_until: int = 0
    asleep_until: int = 0
    lessons: int = 0
    needs: int = 0
    offers: int = 0
    met: int = 0
    forms: int = 0
    kind: int = 0
    registered: int = 0
    weak: int = 0
    remote: int = 0
    ties: list[Tie] = field(default_factory=list)
    places: list[int] = field(default_factory=lambda: [FREE] * MAX_BELONGS)

    @property
    def seats(self) -> list[int]:
        """The alliances it is in, in the order of its places."""
        return [place for place in self.places if place != FREE]

    @property
    def belongs_to(self) -> int:
        return len(self.seats)

    @property
    def sought(self) -> int:
        """Needs that no operating alliance of its own met last month (fitting)."""
        return self.needs & ~self.met

    def tie_to(self, other: int) -> Tie | None:
        return next((tie for tie in self.ties if tie.other == other), None)


@dataclass
class Alliance:
    """Members are in the order in which they entered; `joined` says when each did."""

    index: int = 0
    key: int = 0
    x: float = 0.0
    y: float = 0.0
    cohesion: float = 0.0
    before: float = 0.0
    plan: float = 0.0
    indicators: float = 0.0
    control: float = 0.0
    readiness: float = 0.0
    skill: float = 0.0
    support: float = 0.0
    trust: float = 0.0
    understanding: float = 0.0
    strategy: float = 0.0
    leadership: float = 0.0
    management: float = 0.0
    match: float = 0.0
    benefit: float = 0.0
    founder: int = 0
    province: int = 0
    founded: int = 0
    ended: int = -1
    operating_since: int = -1
    helped: int = -1
    size: int = 0
    peak: int = 0
    rescued: int = 0
    needs: int = 0
    offers: int = 0
    form: int = 0
    kind: int = 0
    operating: int = 0
    facilitated: int = 0
    federated: int = 0
    members: list[int] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)


@dataclass
class Province:
    """A province and its team; `round` is the order of the team's visits."""

    x: float = 0.0
    y: float = 0.0
    understanding: float = 0.0
    climate: float = 0.0
    first: int = 0
    active: int = 0
    next_visit: int = 0
    round: list[int] = field(default_factory=list)


@dataclass
class Federation:
    size: int = 0
    offers: int = 0
    national: int = 0
    service: float = 0.0


@dataclass
class Agency:
    capacity: float = 0.0
    stance: float = 0.0
    follow_up: float = 0.0
    case_cost: float = 0.0
    staff: list[float] = field(default_factory=list)


@dataclass
class World:
    """Organisations that take part, and everything beside them, at the month that `month` says."""

    month: int
    organisations: list[Organisation]
    alliances: list[Alliance]
    provinces: list[Province]
    federations: list[Federation]
    living: list[int] = field(default_factory=list)
    counts: dict[str, Any] = field(default_factory=dict)

    def add(self, what: str, much: float = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + much

    def asleep(self, o: Organisation) -> bool:
        return o.asleep_until > 0

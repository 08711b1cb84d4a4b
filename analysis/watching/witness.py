"""Agents that live as all others do, and note what they do and why; the run is the same bit for bit.

Each asks the rule for its terms before it acts (``reasons``), acts, and looks at what came of it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.watching.reasons import (
    Hope,
    Reason,
    of_federating,
    of_founding,
    of_holding,
    of_joining,
    of_lapsing,
    of_maturing,
    of_staying,
)
from sim.draws import Draw
from sim.kinds import EXPLAIN, LINK
from sim.kinds import PLAN as PLANNING
from sim.model import Alliance, AllianceModel, Cooperative, ProvinceTeam
from sim.recording import lasts
from sim.rules.deciding import heard_of, whom_to_ask
from sim.rules.federating import considers_federation
from sim.rules.founding import trust_towards
from sim.rules.hours import has_time
from sim.rules.membership import has_room, seat_of
from sim.rules.succession import leaders_change
from sim.rules.trust import trust_in
from sim.rules.visiting import nearest_fit, stage_of
from sim.rules.working import is_misused
from sim.scenario import Scenario
from sim.simulate import Peopling

NOBODY = -1
OPERATING, LASTING, FEDERATED, HELPED, SLIPPING = 1, 2, 4, 8, 16
"""What may be true of a living alliance at the end of a month, as bits."""
VISITED = {EXPLAIN: "explained", PLANNING: "planned", LINK: "linked"}


class Event(NamedTuple):
    """Something that happened: when, what (a key of ``watch.*`` texts), to whom, in which alliance, and why."""

    month: int
    what: str
    organisation: int
    alliance: int
    reason: Reason | None = None


class Seen(NamedTuple):
    """A living alliance at the end of a month: its ``number``, what is true of it (bits), its members and levels.

    Cohesion, plan and benefit are 0 to 1; ``holding`` has the terms that its cohesion moves towards, by name.
    """

    number: int
    flags: int
    size: int
    cohesion: float
    plan: float
    benefit: float
    holding: dict[str, float]


class WitnessedCooperative(Cooperative):
    """An organisation that says what its board weighed."""

    model: WitnessedModel

    def keep_house(self) -> None:
        """Its month at home: it may close, open again, or have other leaders."""
        asleep = self.record["asleep_until"] > 0
        super().keep_house()
        sleeps = self.record["asleep_until"] > 0
        if asleep != sleeps:
            self.model.note("closed" if sleeps else "reopened", self.index)
        elif not asleep and leaders_change(self.record, self.model.p, self.model.when):
            self.model.note("leaders", self.index)

    def decide(self) -> None:
        """One meeting of its board."""
        model, i = self.model, self.index
        state, p, when = model.state, model.p, model.when
        stays = model.stays(i)
        number, trust = heard_of(state, when, i)
        joining = model.joining(i, number, trust)
        hope = of_founding(state, p, when, model.month, i)
        rested = self.record["rest_until"]
        super().decide()
        if model.note_leaving(i, stays):
            return
        if number >= 0 and number not in stays and seat_of(state.seats, i, NOBODY) < 0 and joining is None:
            model.note("full", i, number)
        if not model.note_joining(i, number, joining, "joined"):
            model.note_founding(i, hope, rested)


class WitnessedAlliance(Alliance):
    """An alliance that says what holds it, and what it came to."""

    model: WitnessedModel

    def work(self) -> bool:
        """Its month; what becomes of it is noted."""
        goes_on = super().work()
        if not goes_on:
            held = self.model.holding.get(self.number)  # nothing is looked at where fewer than two are left
            small = self.record["size"] < 2
            why = None if small or held is None else Reason(1.0, held)
            self.model.note("ended_small" if small else "ended_loose", NOBODY, self.number, why)
        return goes_on

    def work_together(self) -> None:
        """A month's work; what holds it is seen right after, before anything it follows from changes."""
        super().work_together()
        self.model.holding[self.number] = of_holding(self.record, self.model.p)
        if is_misused(self.record, self.model.p, self.model.when):
            self.model.note("misuse", NOBODY, self.number)

    def mature(self) -> None:
        """A joint activity begins, or lapses."""
        at_work = bool(self.record["operating"])
        why = (of_lapsing if at_work else of_maturing)(self.record, self.model.p)
        super().mature()
        if at_work != bool(self.record["operating"]):
            self.model.note("lapsed" if at_work else "operates", NOBODY, self.number, why)

    def recruit(self) -> None:
        """It may ask somebody, who weighs it as any other alliance."""
        model, number = self.model, self.number
        j = int(whom_to_ask(model.state, model.p, model.when, number))
        trust = trust_in(model.state.ties, j, self.record["founder"]) if j >= 0 else 0.0
        asked = model.joining(j, number, trust) if j >= 0 else None
        super().recruit()
        model.note_joining(j, number, asked, "asked")

    def consider_federation(self) -> None:
        """It may join the level above, or leave it."""
        model, before = self.model, bool(self.record["federated"])
        if not considers_federation(self.record, model.p, model.when):
            super().consider_federation()
            return
        why = of_federating(model.state, model.p, self.number)
        super().consider_federation()
        changed = before != bool(self.record["federated"])
        model.note(_FEDERATED[before, changed], NOBODY, self.number, why)


_FEDERATED = {
    (False, True): "federated",
    (False, False): "not_federated",
    (True, True): "unfederated",
    (True, False): "still_federated",
}


class WitnessedTeam(ProvinceTeam):
    """A province team of whose visits is noted what they were for, and what they led to."""

    model: WitnessedModel

    def call_on(self, i: int) -> None:
        """One visit."""
        model = self.model
        state, p = model.state, model.p
        o = state.organisations[i]
        if o["asleep_until"] > 0 or not has_time(o, p["lesson_hours"], p):
            super().call_on(i)
            if o["asleep_until"] == 0:
                model.note("no_time", i)
            return
        stage = stage_of(model.plan, model.month)
        model.note(VISITED[stage], i)
        if stage == LINK:
            self._link(i)
        else:
            super().call_on(i)

    def _link(self, i: int) -> None:
        model = self.model
        state, p = model.state, model.p
        push = float(p["link_push"] * state.provinces["understanding"][self.region])
        number = int(nearest_fit(state, p, i))
        trust = trust_towards(state, p, i, state.alliances["founder"][number])
        has_one = any(state.alliances["facilitated"][k] for k in state.seats["alliance"][i] if k >= 0)
        joining = None if has_one else model.joining(i, number, trust, push)
        hope = None if has_one else of_founding(state, p, model.when, model.month, i, push=push)
        rested = state.organisations["rest_until"][i]
        super().call_on(i)
        if not model.note_joining(i, number, joining, "brought"):
            model.note_founding(i, hope, rested)


class WitnessedModel(AllianceModel):
    """One run whose ``events`` and, month by month, ``seen`` alliances are kept."""

    def __init__(self, scenario: Scenario, seed: int, draw: Draw, peopling: Peopling) -> None:
        super().__init__(
            scenario, seed, draw, peopling, WitnessedCooperative, alliance=WitnessedAlliance, team=WitnessedTeam
        )
        self.events: list[Event] = []
        self.holding: dict[int, dict[str, float]] = {}
        self.seen: list[list[Seen]] = [self._see()]
        self.national: list[list[bool]] = [self.state.federations["national"].astype(bool).tolist()]
        self.taught: list[list[int]] = [[] for _ in self.cooperatives]

    def step(self) -> None:
        """One month, after which the living are looked at."""
        lessons = self.state.organisations["lessons"].copy()
        self.holding.clear()
        super().step()
        self.seen.append(self._see())
        self.national.append(self.state.federations["national"].astype(bool).tolist())
        for i in np.flatnonzero(self.state.organisations["lessons"] > lessons).tolist():
            self.taught[i].append(self.month)

    def note(self, what: str, organisation: int, alliance: int = NOBODY, reason: Reason | None = None) -> None:
        """Keep that something happened this month."""
        self.events.append(Event(self.month, what, organisation, int(alliance), reason))

    def stays(self, i: int) -> dict[int, Reason]:
        """Why organisation ``i`` stays in each of its alliances."""
        numbers = self.state.seats["alliance"][i].tolist()
        return {n: of_staying(self.state, self.p, self.month, i, place) for place, n in enumerate(numbers) if n >= 0}

    def joining(self, i: int, number: int, trust: float, push: float = 0.0) -> Reason | None:
        """Why organisation ``i`` would join an alliance; ``None`` where that is no question."""
        state = self.state
        if number < 0 or seat_of(state.seats, i, number) >= 0 or not has_room(state, self.p, i, number):
            return None
        return of_joining(state, self.p, i, number, trust, push=push)

    def note_leaving(self, i: int, stays: dict[int, Reason]) -> bool:
        """Note which of its alliances organisation ``i`` has left, if any, else that it stayed in all."""
        left = {number for number in stays if seat_of(self.state.seats, i, number) < 0}
        for number, why in stays.items():
            if number in left or not left:
                self.note("left" if number in left else "stayed", i, number, why)
        return bool(left)

    def note_joining(self, i: int, number: int, why: Reason | None, how: str) -> bool:
        """Note that organisation ``i`` has joined an alliance, or did not when it could; says whether it did."""
        if why is None:
            return False
        joined = seat_of(self.state.seats, i, number) >= 0
        self.note(how if joined else f"not_{how}", i, number, why)
        return joined

    def note_founding(self, i: int, hope: Hope | None, rested: int) -> None:
        """Note what came of the thought of founding: an alliance, a try that nobody followed, or nothing."""
        if hope is None:
            return
        state = self.state
        number = int(state.counts["alliances"][0]) - 1
        if (
            state.alliances["founder"][number] == i
            and state.alliances["founded"][number] == self.month
            and hope.invited
        ):
            self.note("founded", i, number, hope.founder)
            for j, why in hope.invited.items():
                self.note("accepted", j, number, why)
        elif state.organisations["rest_until"][i] > rested:
            self.note("alone", i, NOBODY, hope.founder)
        else:
            self.note("not_founded", i, NOBODY, hope.founder)

    def _see(self) -> list[Seen]:
        state = self.state
        return [self._seen(int(number)) for number in state.live[: state.counts["alive"][0]]]

    def _seen(self, number: int) -> Seen:
        a = self.state.alliances[number]
        flags = OPERATING * int(a["operating"]) + FEDERATED * int(a["federated"])
        flags += LASTING * bool(lasts(a, self.month)) + HELPED * bool(0 < a["helped"] == self.month)
        flags += SLIPPING * bool(a["cohesion"] < self.p["slipping"])
        levels = {name: float(a[name]) for name in ("cohesion", "plan", "benefit")}
        return Seen(number=number, flags=flags, size=int(a["size"]), **levels, holding=self.holding.get(number, {}))

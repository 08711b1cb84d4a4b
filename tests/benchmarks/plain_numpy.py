"""The same model vectorised over numpy: the peer that shows what compiling gains over arrays.

Organisations are columns, ties and seats are tables whose rows fill from the left, living alliances are one small
structured array, and chance comes in arrays from one ``Generator``. Whatever many do in a month they do at once: all
who go out meet, all boards leave, then join, then found, and all founders invite in rounds. Rules, formulae and
parameters are those of ``sim.rules``, and a model starts from a world that ``sim.world`` made, so that outcomes differ
from the compiled driver's by chance and by what "at once" changes (``tests/test_plain_numpy.py`` says how far).

What "at once" changes: nobody sees what others do in the same step, so that organisations a team links at once found
two alliances where the second would have joined the first (3 to 8 % more facilitated ones); and strangers who come
together twice in a step are only introduced. Inviting stays a loop, as each answer changes what the next is asked to
join. New leaders' skill has a normal spread instead of the bounded bell. Left out, in favour of this peer: the ledger
of past memberships, the record of ended alliances, and the four measures that are taken at the end only.
"""

from __future__ import annotations

import gc
import math
import time
from types import SimpleNamespace

import numpy as np
from scipy.special import expit as chance_of

from sim.draws import DEFAULTS
from sim.kinds import AREA, BUSINESS, EXPLAIN, FORMS, PLAN
from sim.measures import MONTHLY, POSITION
from sim.plan import make_plan
from sim.population import Population
from sim.provinces import PROVINCE_TERMS
from sim.records import ALLIANCE, MAX_BELONGS, MAX_MEMBERS, MAX_TIES, State
from sim.scenario import Scenario
from sim.simulate import Peopling
from sim.world import starting_world

MILLION = 1e6
WAVES = 2  # in which a month's linking visits are made: in one, a fifth too many found where they could have joined
REGIONS = len(PROVINCE_TERMS)
SKILLS = ("understanding", "leadership", "openness", "management")
COUNTED = ("alive", "founded", "facilitated", "ended", "rescues", "misuse_loss", "cost")
ORGANISATION_MEANS = (*SKILLS, "strategy", "listed", "surplus")
ALLIANCE_MEANS = ("size", "cohesion", "plan", "indicators", "control", "readiness", "skill", "support")

Array = np.ndarray
Columns = SimpleNamespace


def gain(level: Array | float, share: Array | float) -> Array | float:
    """``level`` after ``share``, at most all, of what is missing to 1 has been added."""
    return level + np.minimum(1.0, share) * (1.0 - level)


def gain_at(levels: Array, places: Array, share: Array | float) -> None:
    """The same at some places; one that is named twice gains twice."""
    missing = np.empty(levels.shape)
    missing[places] = 1.0 - levels[places]
    np.multiply.at(missing, places, 1.0 - np.minimum(1.0, share))
    levels[places] = 1.0 - missing[places]


def standing(who: Array) -> Array:
    """For each entry, how many equal ones stand before it."""
    order = np.argsort(who, kind="stable")
    ordered = who[order]
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(who)) - ordered.searchsorted(ordered)
    return ranks


def all_but(positions: Array, count: int) -> Array:
    """A mask of ``count`` that leaves ``positions`` out."""
    mask = np.ones(count, bool)
    mask[positions] = False
    return mask


def matching(one: Taken, needs: Array, offers: Array) -> Array:
    """In how many activities one offers what the other needs, either way."""
    return np.bitwise_count(one.needs & offers) + np.bitwise_count(one.offers & needs)


class Taken:
    """Some organisations: a column of theirs is taken when first asked for."""

    def __init__(self, columns: Columns, i: Array) -> None:
        self._columns, self._i = columns, i

    def __getattr__(self, name: str) -> Array:
        column = getattr(self._columns, name)[self._i]
        setattr(self, name, column)
        return column


class NumpyModel:
    """One run, month by month, from a starting world.

    Parameters
    ----------
    scenario : Scenario
        What is done, recommendations included.
    world : State
        A starting world as ``sim.world`` makes it; only read.
    seed : int
        Of the generator.
    """

    def __init__(self, scenario: Scenario, world: State, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.plan = make_plan(scenario, DEFAULTS)
        numbers = self.plan.numbers[0]
        self.p = SimpleNamespace(**{name: float(numbers[name]) for name in numbers.dtype.names})
        self.appeal = np.array([0.0, self.p.business_appeal, self.p.academic_appeal])
        self.n = n = int(world.counts["active"][0])
        self.month, self.founded, self.facilitated, self.ended, self.rescues = 0, 0, 0, 0, 0
        self.misuse_loss = self.cost = 0.0
        columns = {name: world.organisations[name][:n].copy() for name in world.organisations.dtype.names}
        columns["kind"], columns["belongs_to"] = columns["kind"].astype(int), columns["belongs_to"].astype(int)
        self.o = o = Columns(**columns)
        flags = {"weak": o.weak, "remote": o.remote, "unregistered": 1 - o.registered}
        self.flags = {key: flag.astype(float) for key, flag in flags.items()}
        self.first_capital = o.first_capital.sum()
        self.other, self.trust = world.ties["other"][:n].copy(), world.ties["trust"][:n].copy()
        self.other_flat, self.trust_flat = self.other.ravel(), self.trust.ravel()
        self.trust_flat[self.other_flat < 0] = 0.0  # so that what is nobody's counts nowhere
        self.known = (self.other >= 0).sum(axis=1)
        self._bring_alliances(world)
        self._draw_maps(world)
        self._bring_changes()

    def _bring_alliances(self, world: State) -> None:
        """Living alliances, numbered anew from 0, and the seats in them."""
        live = world.live[: world.counts["alive"][0]]
        self.book = np.zeros(max(64, 2 * len(live)), ALLIANCE)
        self.alive = len(live)
        self.book[: self.alive] = world.alliances[live]
        renumbered = np.full(len(world.alliances) + 1, -1)
        renumbered[live] = np.arange(self.alive)
        self.seats = -np.sort(-renumbered[world.seats["alliance"][: self.n]], axis=1)
        self.seats_flat = self.seats.ravel()

    def _draw_maps(self, world: State) -> None:
        """Provinces, and where whom one may meet stands in ``pool``: all in their order, then all by kind."""
        o, homes, self.kin_first = self.o, world.provinces, world.kin_first + self.n
        self.climate, self.grasp = homes["climate"].copy(), homes["understanding"].copy()
        self.next_visit, self.home_first, self.home_count = (homes[f].copy() for f in ("next_visit", "first", "active"))
        self.circle = world.circle
        self.works_with = np.minimum(int(self.p.team_circle), self.home_count)
        self.pool = np.concatenate((np.arange(self.n), world.kin))
        kin = self.kin_first[o.province, o.kind]
        districts = world.districts
        self.pool_first = np.stack((districts["first"][o.district], kin, self.home_first[o.province]))
        self.pool_count = np.stack(
            (
                districts["active"][o.district],
                self.kin_first[o.province, o.kind + 1] - kin,
                self.home_count[o.province],
            )
        )
        self.nearness = np.exp(-np.hypot(o.x - homes["x"][o.province], o.y - homes["y"][o.province]) / self.p.travel)

    def _bring_changes(self) -> None:
        """What recommendations change, and which organisations each is for."""
        plan, o = self.plan, self.o
        names = plan.changes.dtype.names
        self.changes = [SimpleNamespace(**{f: record[f].item() for f in names}) for record in plan.changes]
        for change, where, whom in zip(self.changes, plan.where, plan.whom):
            change.where, change.whom = where, whom
            change.for_whom = np.flatnonzero(where[o.province] & whom[o.kind])
            change.rounds = np.zeros(REGIONS, int)
        self.acts = (self.go_round, self.broadcast, self.equip, self.gather_forum, self.list_members, self.rescue)

    @property
    def alliances(self) -> Array:
        """The living ones: a view."""
        return self.book[: self.alive]

    def step(self) -> None:
        """One month."""
        self.month += 1
        self.recommendations_act()
        self.teams_visit()
        self.trade()
        self.forget()
        self.succeed()
        self.wear()
        self.meet()
        self.decide()
        self.work()

    def run(self, months: int) -> Array:
        """Live through ``months``; returns the monthly measures, a row a month from the start on."""
        rows = np.empty((months + 1, len(MONTHLY)))
        self.record(rows[0])
        for row in rows[1:]:
            self.step()
            self.record(row)
        return rows

    # 1. Recommendations act

    def recommendations_act(self) -> None:
        """Each change of the plan, in the order of the scenario; friendliness fades."""
        self.climate *= 1.0 - self.p.climate_fading
        for change in self.changes:
            if change.start <= self.month <= change.end:
                self.cost += change.month_cost * change.intensity * np.count_nonzero(change.where)
                if (self.month - change.start) % change.every == 0:
                    self.cost += change.case_cost * self.acts[change.act](change)

    def teach(self, i: Array, change: Columns, share: float) -> None:
        """Dose organisations, each once: a lesson adds a share of what is still missing."""
        for skill in SKILLS:
            dose, level = getattr(change, skill), getattr(self.o, skill)
            if dose > 0.0:
                level[i] = gain(level[i], share * dose)
            if skill == "understanding" and change.strategy > 0.0:
                self.learn_strategy(i, share * change.strategy)

    def reached(self, change: Columns) -> Array:
        """Whom one occasion reaches: a share, smaller with distance where distance matters."""
        share = change.coverage * change.intensity
        if change.distance > 0.0:
            share = share * self.nearness[change.for_whom]
        return change.for_whom[self.rng.random(len(change.for_whom)) < share]

    def cases(self, amount: float, provinces: int = REGIONS) -> Array:
        """``amount`` as a whole number for each province: the fraction is one more with that probability."""
        return int(amount) + (self.rng.random(provinces) < amount - int(amount))

    def go_round(self, change: Columns) -> int:
        """Visits round each province, skipping those already convinced or not yet ready."""
        o, wanted, served = self.o, self.cases(change.capacity * change.intensity), 0
        for region in np.flatnonzero(change.where & (wanted > 0)):
            first, count = self.home_first[region], self.home_count[region]
            line = self.circle[first + (change.rounds[region] + np.arange(count)) % count]
            apt = change.whom[o.kind[line]] & (o.understanding[line] < change.until)
            chosen = np.flatnonzero(apt & (o.leadership[line] >= change.ready))[: wanted[region]]
            self.teach(line[chosen], change, change.strength)
            change.rounds[region] += chosen[-1] + 1 if len(chosen) == wanted[region] else count
            served += len(chosen)
        return served

    def broadcast(self, change: Columns) -> int:
        """Media: a thin lesson to a share of everybody, worn by repetition; and a friendlier environment."""
        times = (self.month - change.start) // change.every
        strength = change.strength * ((1.0 - self.p.repetition_wear) ** times if change.tires > 0.0 else 1.0)
        there = change.where
        self.climate[there] = gain(self.climate[there], strength * change.climate * change.intensity)
        i = self.reached(change)
        self.teach(i, change, strength)
        return len(i)

    def furnish(self, numbers: Array, change: Columns) -> None:
        """Dose alliances, each once; a plan rests on members' own strategies, indicators rest on a plan."""
        a = self.alliances[numbers]
        a["plan"] = gain(a["plan"], change.strength * change.plan * a["strategy"])
        a["indicators"] = gain(a["indicators"], change.strength * change.indicators * a["plan"])
        for level in ("control", "readiness", "skill"):
            a[level] = gain(a[level], change.strength * getattr(change, level))
        self.alliances[numbers] = a

    def concerned(self, change: Columns) -> Array:
        """Which alliances are of a province, and founded by a kind of organisation, that a change is for."""
        return change.where[self.alliances["province"]] & change.whom[self.alliances["kind"]]

    def equip(self, change: Columns) -> int:
        """Equip a share of the living alliances."""
        lots = self.rng.random(self.alive)
        numbers = np.flatnonzero(self.concerned(change) & (lots < change.coverage * change.intensity))
        self.furnish(numbers, change)
        return len(numbers)

    def gather_forum(self, change: Columns) -> int:
        """A forum: organisations meet in pairs and learn; alliances whose founder comes practise feedback."""
        present = self.reached(change)  # in the order of provinces
        served = 0
        if change.skill + change.readiness > 0.0:
            served = self.alliances_forum(change, present)
        if change.trust + change.understanding + change.management > 0.0:
            served = self.organisations_forum(change, present)
        there = change.where
        self.grasp[there] = gain(self.grasp[there], change.strength * change.team * change.intensity)
        return served

    def alliances_forum(self, change: Columns, present: Array) -> int:
        """Alliances whose founder comes come closer to the best of those present, and practise feedback."""
        here = np.flatnonzero(np.isin(self.alliances["founder"], present))
        best = np.zeros(REGIONS)
        np.maximum.at(best, self.alliances["province"][here], self.alliances["skill"][here])
        for _ in range(change.sessions):
            skill = self.alliances["skill"][here]
            ahead = np.maximum(0.0, best[self.alliances["province"][here]] - skill)
            self.alliances["skill"][here] = skill + min(1.0, change.strength * change.skill) * ahead
            self.furnish(here, change)
        return len(here) * change.sessions

    def organisations_forum(self, change: Columns, present: Array) -> int:
        """Each of those present talks with one other of its province a session, and learns from experts."""
        size = np.bincount(self.o.province[present], minlength=REGIONS)
        first, here = np.repeat(np.cumsum(size) - size, size), np.repeat(size, size)
        for _ in range(change.sessions):
            self.teach(present, change, change.strength)
            j = present[first + (self.rng.random(len(present)) * here).astype(int)]
            apart = j != present
            self.draw_closer(present[apart], j[apart], change.strength * change.trust)
            self.talk(present[apart], j[apart])
        return len(present) * change.sessions

    def list_members(self, change: Columns) -> int:
        """A directory: a share of organisations get an entry, or a fresh one."""
        i = self.reached(change)
        self.o.listed[i] = np.maximum(self.o.listed[i], change.strength)
        return len(i)

    def rescue(self, change: Columns) -> int:
        """An advisory unit: the weakest alliances below comfort get help, if their trouble is seen."""
        a, wanted, served = self.alliances, self.cases(change.capacity * change.intensity), 0
        seen = self.concerned(change) & (a["cohesion"] < self.p.comfort) & (self.rng.random(len(a)) < self.monitored(a))
        for region in np.flatnonzero(change.where):
            troubled = np.flatnonzero(seen & (a["province"] == region))
            helped = troubled[np.argsort(a["cohesion"][troubled])][: wanted[region]]
            a["support"][helped] = np.maximum(a["support"][helped], min(1.0, change.strength * change.support))
            self.furnish(helped, change)
            served += len(helped)
        self.rescues += served
        return served

    # 2. Teams visit

    def teams_visit(self) -> None:
        """Teams meet when it is time, then each visits the next organisations of its round."""
        p, o = self.p, self.o
        first, last = self.plan.teams
        if not first <= self.month <= last:
            return
        if (self.month - first) % int(p.forum_every) == 0:
            self.grasp = gain(self.grasp, p.forum_gain)
        wanted = np.minimum(self.cases(p.team_visits), self.works_with)  # nobody twice at once
        region = np.repeat(np.arange(REGIONS), wanted)
        turn = standing(region)
        i = self.circle[self.home_first[region] + (self.next_visit[region] + turn) % self.works_with[region]]
        self.next_visit += wanted
        self.cost += p.team_cost * np.count_nonzero(self.works_with)
        stage = self.plan.stages[(self.month - first) * len(self.plan.stages) // (last - first + 1)]
        grasp = self.grasp[region]
        mine, number = self.in_facilitated(i)
        np.maximum.at(self.alliances["support"], number, grasp[mine])
        if stage == EXPLAIN:
            o.understanding[i] = gain(o.understanding[i], p.explain_effect * grasp)
        elif stage == PLAN:
            self.learn_strategy(i, p.plan_effect * grasp)
        else:
            wave = turn * WAVES // max(1, wanted.max())
            for now in range(WAVES):
                self.link(i[wave == now], grasp[wave == now])

    def learn_strategy(self, i: Array, share: Array | float) -> None:
        """Planning helps fully only those who understand what the plan is for."""
        o, blind = self.o, self.p.blind_planning
        o.strategy[i] = gain(o.strategy[i], share * (blind + (1.0 - blind) * o.understanding[i]))

    def in_facilitated(self, i: Array) -> tuple[Array, Array]:
        """Which of ``i`` (by position) are in which facilitated alliances."""
        seats = self.seats[i]
        mine, place = np.nonzero((seats >= 0) & (self.book["facilitated"][seats] == 1))
        return mine, seats[mine, place]

    def link(self, i: Array, grasp: Array) -> None:
        """Help the plan of an alliance the team helped found, or bring ``i`` into one, or have it found one."""
        if len(i) == 0:
            return
        p, a = self.p, self.alliances
        mine, number = self.in_facilitated(i)
        gain_at(a["plan"], number, p.plan_effect * grasp[mine] * a["strategy"][number])
        alone = all_but(mine, len(i))
        i, push = i[alone], p.link_push * grasp[alone]
        offered = np.flatnonzero(a["facilitated"])
        if len(offered) > 0 and len(i) > 0:
            there = a[offered]
            fits = self.fit(Taken(self.o, i[:, None]), there) * (self.o.province[i][:, None] == there["province"])
            best = fits.argmax(axis=1)
            fitting = np.flatnonzero(fits[np.arange(len(i)), best] > 0.0)
            number = offered[best[fitting]]
            trust = self.trust_between(i[fitting], a["founder"][number])
            trust[trust == 0.0] = p.first_trust
            joined = fitting[self.join(i[fitting], number, trust, push[fitting])]
            others = all_but(joined, len(i))
            i, push = i[others], push[others]
        self.found(i, push, linked=True)

    # 3. Trade, forgetting, new leaders

    def trade(self) -> None:
        """A month's surplus or loss, alliance benefits included."""
        o, p = self.o, self.p
        yearly = o.margin + p.margin_leadership * (o.leadership - 0.5)
        luck = p.margin_noise * (self.rng.random(self.n) - 0.5)
        o.surplus = o.capital * (yearly / 12.0 + luck) + o.benefit
        o.capital = np.maximum(1.0, o.capital + p.retained_share * o.surplus)
        o.benefit[:] = 0.0

    def forget(self) -> None:
        """Understanding returns to where it started; a plan nobody uses goes stale, as does a directory."""
        o, p = self.o, self.p
        o.understanding -= p.forgetting * np.maximum(0.0, o.understanding - o.first_understanding)
        o.strategy *= np.where(o.belongs_to == 0, 1.0 - p.strategy_wear, 1.0)
        o.listed *= 1.0 - p.directory_staleness

    def succeed(self) -> None:
        """New leaders: the strategy stays, skill and understanding mostly go; alliances they founded are shaken."""
        o, p, a = self.o, self.p, self.alliances
        change = self.rng.random(self.n) < p.turnover
        i = np.flatnonzero(change)
        newcomer = o.first_leadership[i] + 0.5 * p.spread * self.rng.standard_normal(len(i))
        handed_over = p.handed_over * np.maximum(0.0, o.leadership[i] - o.first_leadership[i])
        o.leadership[i] = np.minimum(0.98, np.maximum(0.02, newcomer + handed_over))
        learnt = o.understanding[i] - o.first_understanding[i]
        o.understanding[i] = o.first_understanding[i] + p.handed_over * learnt
        o.management[i] *= p.handed_over
        severity = self.rng.random(len(a)) * change[a["founder"]]
        a["cohesion"] *= 1.0 - p.succession_damage * severity * (1.0 - a["plan"])

    # 4. Acquaintances

    def ties_between(self, i: Array, j: Array) -> Array:
        """Where the ties of ``i`` to ``j`` stand in the flat tables; -1 between strangers."""
        places = i * MAX_TIES + (self.other[i] == j[:, None]).argmax(axis=1)
        return np.where(self.other_flat[places] == j, places, -1)

    def trust_between(self, i: Array, j: Array) -> Array:
        """The trust of ``i`` in ``j``; 0 between strangers."""
        places = self.ties_between(i, j)
        return self.trust_flat[places] * (places >= 0)

    def draw_closer(self, i: Array, j: Array, share: Array | float) -> None:
        """Contact adds ``share`` of the trust still missing, both ways; strangers become acquainted."""
        places = self.ties_between(np.concatenate((i, j)), np.concatenate((j, i)))
        met = places >= 0
        both = np.concatenate((share, share)) if isinstance(share, np.ndarray) else np.full(len(places), share)
        gain_at(self.trust_flat, places[met], both[met])
        strangers = ~met[: len(i)]
        if strangers.any():
            self.introduce(i[strangers], j[strangers])

    def introduce(self, i: Array, j: Array) -> None:
        """Make strangers acquainted, each pair once, where both can keep up with one more."""
        one, other = np.divmod(np.unique(np.minimum(i, j) * self.n + np.maximum(i, j)), self.n)
        ends, others = np.concatenate((one, other)), np.concatenate((other, one))
        room = self.known[ends] + standing(ends) < MAX_TIES
        both = room[: len(one)] & room[len(one) :]
        welcome = np.concatenate((both, both))
        ends = ends[welcome]
        places = ends * MAX_TIES + self.known[ends] + standing(ends)
        self.other_flat[places], self.trust_flat[places] = others[welcome], self.p.first_trust
        np.add.at(self.known, ends, 1)

    def wear(self) -> None:
        """A month's wear of trust; who is hardly trusted any more is forgotten by both, and rows close up."""
        self.trust *= 1.0 - self.p.trust_wear
        places = np.flatnonzero((self.trust_flat < self.p.forgotten) & (self.trust_flat > 0.0))
        if len(places) == 0:
            return
        back = self.ties_between(self.other_flat[places], places // MAX_TIES)
        places = np.unique(np.concatenate((places, back)))  # trust is mutual but for rounding
        self.other_flat[places], self.trust_flat[places] = -1, 0.0
        np.subtract.at(self.known, places // MAX_TIES, 1)
        rows = np.unique(places // MAX_TIES)
        order = np.argsort(-self.other[rows], axis=1)
        self.other[rows] = np.take_along_axis(self.other[rows], order, axis=1)
        self.trust[rows] = np.take_along_axis(self.trust[rows], order, axis=1)

    def an_acquaintance(self, i: Array) -> Array:
        """A random acquaintance of each; -1 for those who know nobody."""
        return self.other[i, (self.rng.random(len(i)) * self.known[i]).astype(int)]

    def whom_to_meet(self, i: Array) -> Array:
        """A friend of a friend, a listed match, or somebody of the district, kind, province; -1 for nobody."""
        p, rng, k = self.p, self.rng, len(i)
        where, place, chance = rng.random((3, k))
        pool = (place >= p.district_share).astype(int) + (place >= p.district_share + p.kin_share)
        first, count = self.pool_first[pool, i], self.pool_count[pool, i]
        outside = np.flatnonzero(where > 1.0 - p.outside_share)
        region = (self.o.province[i[outside]] + 1 + (place[outside] * (REGIONS - 1)).astype(int)) % REGIONS
        kind = self.o.kind[i[outside]]
        first[outside] = self.kin_first[region, kind]
        count[outside] = self.kin_first[region, kind + 1] - first[outside]
        j = np.where(count > 0, self.pool.take(first + (chance * count).astype(int), mode="clip"), -1)
        closing = np.flatnonzero(where < p.closure_share)
        between = self.an_acquaintance(i[closing])
        j[closing] = np.where(between >= 0, self.an_acquaintance(between), -1)
        searching = np.flatnonzero(rng.random(k) < p.directory_use * self.o.listed[i])
        if len(searching) > 0:
            j[searching] = self.looked_up(i[searching])
        return j

    def looked_up(self, i: Array) -> Array:
        """The best match of needs and offers among a few listed organisations of the province; -1 if none is."""
        o = self.o
        lots = self.rng.random((len(i), int(self.p.entries_read)))
        home = o.province[i][:, None]
        j = self.home_first[home] + (lots * self.home_count[home]).astype(int)
        match = matching(Taken(self.o, j), o.needs[i][:, None], o.offers[i][:, None]).astype(int)
        match[(j == i[:, None]) | (o.listed[j] <= 0.05)] = -1
        best = (np.arange(len(i)), match.argmax(axis=1))
        return np.where(match[best] >= 0, j[best], -1)

    def meet(self) -> None:
        """Those who go out meet somebody, draw closer and talk."""
        p = self.p
        i = np.flatnonzero(self.rng.random(self.n) < p.meeting_rate * (0.5 + self.o.openness))
        j = self.whom_to_meet(i)
        met = (j >= 0) & (j != i)
        self.draw_closer(i[met], j[met], p.meeting_trust)
        self.talk(i[met], j[met])

    def talk(self, i: Array, j: Array) -> None:
        """Each learns from the other what it understands less, in proportion to its trust."""
        understanding = self.o.understanding
        gap = understanding[j] - understanding[i]
        lesson = self.p.talk_learning * self.trust_between(i, j) * np.abs(gap)
        np.add.at(understanding, np.where(gap > 0.0, i, j), lesson)

    # 5. Boards decide

    def near(self, o: Taken, a: Array) -> Array:
        """How well each fits an area alliance: by place and spirit."""
        return np.exp(np.hypot(o.x - a["x"], o.y - a["y"]) / -self.p.near) * (0.5 + 0.5 * o.spirit)

    def complementary(self, o: Taken, a: Array) -> Array:
        """How well each fits a business alliance: by needs and offers."""
        return np.minimum(1.0, matching(o, a["needs"], a["offers"]) / self.p.full_match)

    def open_to(self, o: Taken, a: Array) -> Array:
        """How well each fits an academic alliance: by knowledge, if its culture is open."""
        ahead = np.minimum(1.0, 2.0 * np.maximum(0.0, a["leadership"] - o.leadership))
        return o.openness * (0.5 * (o.kind == a["kind"]) + 0.5 * ahead)

    def fits(self, o: Taken, a: Array) -> tuple[Array, Array, Array]:
        """How well each fits an alliance, were it of each form."""
        return self.near(o, a), self.complementary(o, a), self.open_to(o, a)

    def fit(self, o: Taken, a: Array) -> Array:
        """How well each fits an alliance, as its form says."""
        return np.choose(a["form"], self.fits(o, a))

    def coordination(self, o: Taken, size: Array | int) -> Array:
        """Cost (logit) of coordinating with ``size`` others."""
        p = self.p
        return p.coordination_cost * size * (1.5 - o.leadership) * (1.0 - p.management_relief * o.management)

    def inclination(self, o: Taken, appeal: Array | float, trust: Array | float) -> Array:
        """What speaks for an alliance (logit), its fit apart."""
        p = self.p
        able = p.weight_understanding * o.understanding + p.weight_strategy * o.strategy * (0.5 + o.leadership)
        return appeal + p.weight_trust * trust + able - p.reluctance

    def willingness(self, o: Taken, form: Array, trust: Array) -> Array:
        """What one gains from being in an alliance less what it costs (logit), fit, repute and coordination apart."""
        p = self.p
        share = np.where(form == BUSINESS, p.risk_cost, p.small_risk * p.risk_cost)
        risk = share * (1.0 - trust) / (1.0 + o.capital / (MILLION * p.ample_capital))
        return self.inclination(o, self.appeal[form], trust) - risk - p.busy_cost * o.belongs_to

    def decide(self) -> None:
        """Boards that consider alliances: leave, else join one heard of, else found one."""
        boards = np.flatnonzero(self.rng.random(self.n) < self.p.attention)
        boards = self.leave(boards)
        friend = self.an_acquaintance(boards)
        heard = np.flatnonzero((friend >= 0) & (self.o.belongs_to[friend] > 0))
        i, friend = boards[heard], friend[heard]
        number = self.seats[friend, (self.rng.random(len(i)) * self.o.belongs_to[friend]).astype(int)]
        joined = heard[self.join(i, number, self.trust_between(i, friend), 0.0)]
        boards = boards[all_but(joined, len(boards))]
        self.found(boards, np.zeros(len(boards)), linked=False)

    def leave(self, boards: Array) -> Array:
        """Leave the alliances no longer worth staying in; returns the boards that left none."""
        o, p, a = self.o, self.p, self.alliances
        which, place = np.nonzero(self.seats[boards] >= 0)
        i = boards[which]
        number = self.seats[i, place]
        there, member = a[number], Taken(self.o, i)
        held = p.weight_cohesion * (there["cohesion"] - 0.5) + p.weight_benefit * there["benefit"]
        understood = p.weight_understanding * there["plan"] * (member.understanding - 0.5)
        stay = p.staying + held + understood - self.coordination(member, there["size"])
        gone = self.rng.random(len(i)) > chance_of(stay)
        i, number = i[gone], number[gone]
        self.seats[i, place[gone]] = -1
        self.seats[i] = -np.sort(-self.seats[i], axis=1)
        np.subtract.at(o.belongs_to, i, 1)
        np.subtract.at(a["size"], number, 1)
        a["founder"][number[a["founder"][number] == i]] = -1  # another speaks for it from when it works next
        return boards[all_but(which[gone], len(boards))]

    def join(self, i: Array, number: Array, trust: Array, push: Array | float) -> Array:
        """Join if there is room and it is worth it under ``push`` (logit); returns which did (by position)."""
        if len(i) == 0:
            return i
        o, p, a, candidate, there = self.o, self.p, self.alliances, Taken(self.o, i), self.alliances[number]
        will = self.willingness(candidate, there["form"], trust) - self.coordination(candidate, there["size"])
        will += p.weight_fit * self.fit(candidate, there) + p.weight_repute * there["cohesion"] * there["operating"]
        inside = (self.seats[i] == number[:, None]).any(axis=1)
        wishes = (self.rng.random(len(i)) < chance_of(will + push)) & ~inside & (candidate.belongs_to < MAX_BELONGS)
        joined = np.flatnonzero(wishes)
        joined = joined[there["size"][joined] + standing(number[joined]) < MAX_MEMBERS]
        i, number = i[joined], number[joined]
        self.enrol(i, number)
        np.bitwise_or.at(a["needs"], number, o.needs[i])
        np.bitwise_or.at(a["offers"], number, o.offers[i])
        np.maximum.at(a["leadership"], number, o.leadership[i])
        return joined

    def enrol(self, i: Array, number: Array) -> None:
        """Give each a seat; who was won by too many at once stays out of the last."""
        place = self.o.belongs_to[i] + standing(i)
        seated = place < MAX_BELONGS
        i, number = i[seated], number[seated]
        self.seats[i, place[seated]] = number
        np.add.at(self.o.belongs_to, i, 1)
        np.add.at(self.book["size"], number, 1)

    # Founding

    def founder_will(self, o: Taken, province: Array, appeal: Array | float, fit: Array, trust: Array) -> Array:
        """Inclination (logit) to found: what one expects of being in it, and leadership, less what founding costs."""
        p = self.p
        hurdle = np.maximum(0.0, p.founding_cost - p.climate_pull * self.climate[province])
        expected = self.inclination(o, appeal, trust) + p.weight_fit * fit - self.coordination(o, 1)
        return expected - p.busy_cost * o.belongs_to + p.weight_leadership * (o.leadership - 0.5) - hurdle

    def found(self, i: Array, push: Array, linked: bool) -> None:
        """Those tempted try to found alliances, under the ``push`` (logit) of a province team where one is at hand."""
        o, p = self.o, self.p
        fresh = (self.month >= o.rest_until[i]) & (o.belongs_to[i] < MAX_BELONGS)
        i, push = i[fresh], push[fresh]
        lots = self.rng.random(len(i))
        will = self.founder_will(Taken(self.o, i), o.province[i], self.appeal.max(), 1.0, 1.0)
        tempted = lots < chance_of(will + push)  # others would not found even among perfect partners
        i, push, lots = i[tempted], push[tempted], lots[tempted]
        if len(i) == 0:
            return
        circle, trust = self.gather(i, linked)
        form, will = self.choose_form(i, circle, trust)
        going = (lots < chance_of(will + push)) & (circle >= 0).any(axis=1)
        if going.any():
            i, form, will, push = i[going], form[going], will[going], push[going]
            o.rest_until[i] = self.month + int(p.weariness)
            self.begin(*self.invite_all(self.sketch(i, form), will, push, circle[going], trust[going]), linked)

    def gather(self, i: Array, linked: bool) -> tuple[Array, Array]:
        """Whom each can think of (-1: nobody), and the trust in them: acquaintances, and those a team brings."""
        circle, trust, lots = self.other[i], self.trust[i], self.rng.random(len(i))
        brought = []
        if self.o.listed[i].any():
            asks = lots < self.p.directory_use * self.o.listed[i]
            brought.append(np.where(asks, self.looked_up(i), -1)[:, None])
        if linked:
            home = self.o.province[i][:, None]
            place = self.rng.random((len(i), int(self.p.brokered))) * self.works_with[home]
            brought.append(self.circle[self.home_first[home] + place.astype(int)])
        for one in (column[:, None] for columns in brought for column in columns.T):
            one = np.where((one == i[:, None]) | (one == circle).any(axis=1, keepdims=True), -1, one)
            circle = np.concatenate((circle, one), axis=1)
        strangers = np.full((len(i), circle.shape[1] - trust.shape[1]), self.p.first_trust)
        return circle, np.concatenate((trust, strangers), axis=1)

    def sketch(self, i: Array, form: Array | int = AREA) -> Array:
        """Alliances that founders have in mind, with nobody else in them yet."""
        a, o = np.zeros(len(i), ALLIANCE), self.o
        for name in ("x", "y", "kind", "province", "leadership", "needs", "offers"):
            a[name] = getattr(o, name)[i]
        a["founder"], a["form"], a["size"] = i, form, 1
        return a

    def choose_form(self, i: Array, circle: Array, trust: Array) -> tuple[Array, Array]:
        """The form that promises most with one's circle, a logit choice; and the inclination to found it."""
        fits = np.stack(self.fits(Taken(self.o, circle), self.sketch(i)[:, None])) * (circle >= 0)
        weights = fits.sum(axis=2) + 1e-9
        fit, trusts = (fits * fits).sum(axis=2) / weights, (fits * trust).sum(axis=2) / weights
        value = self.appeal[:, None] + self.p.weight_fit * fit + self.rng.gumbel(size=fit.shape)
        form = value.argmax(axis=0)
        chosen = (form, np.arange(len(i)))
        will = self.founder_will(Taken(self.o, i), self.o.province[i], self.appeal[form], fit[chosen], trusts[chosen])
        return form, will

    def invite_all(self, a: Array, will: Array, push: Array, circle: Array, trust: Array) -> tuple[Array, Array, Array]:
        """Each founder invites; returns the sketches, who came (-1: nobody), and how voluntarily all did.

        Trust is mutual, so an invitee weighs the founder as the founder weighs it.
        """
        candidates = Taken(self.o, circle)
        willing = self.willingness(candidates, a["form"][:, None], trust)
        willing[candidates.belongs_to == MAX_BELONGS] = -np.inf
        burden = self.coordination(candidates, 1)
        pull = np.where(circle >= 0, self.p.weight_trust * trust, -np.inf)
        own_will = chance_of(will) / chance_of(will + push)
        came = np.full(circle.shape, -1)
        for row in range(len(a)):
            seats, own = self.invite(a[row], circle[row], pull[row], willing[row], burden[row].tolist(), push[row])
            came[row, seats] = circle[row, seats]
            own_will[row] += own
        return a, came, own_will

    def invite(
        self, a: np.void, circle: Array, pull: Array, willing: Array, burden: list[float], push: float
    ) -> tuple[list[int], float]:
        """Invite one by one, the likeliest first, until enough refuse; returns who accept, and their own will.

        Each answer changes what the next is asked to join, so this is a loop; only fits are arrays.
        """
        p, candidates = self.p, Taken(self.o, circle)
        fit = (self.near, self.complementary, self.open_to)[a["form"]]
        fits = p.weight_fit * fit(candidates, a)
        came, own_will, refusals = [], 0.0, 0
        lots = self.rng.random(len(circle)).tolist()
        for lot in lots:
            seat = int((fits + pull).argmax())
            if pull[seat] == -np.inf or refusals == p.refusals:
                break
            pull[seat] = -np.inf
            will = willing[seat] + fits[seat] - burden[seat] * (1 + len(came))
            pushed = 1.0 / (1.0 + math.exp(-will - push))
            if lot >= pushed:
                refusals += 1
                continue
            came.append(seat)
            own_will += 1.0 / (1.0 + math.exp(-will)) / pushed
            a["needs"] |= candidates.needs[seat]
            a["offers"] |= candidates.offers[seat]
            a["leadership"] = max(a["leadership"], candidates.leadership[seat])
            if a["form"] != AREA:
                fits = p.weight_fit * fit(candidates, a)
        a["size"] += len(came)
        return came, own_will

    def begin(self, a: Array, came: Array, own_will: Array, facilitated: bool) -> None:
        """Turn sketches that found members into alliances, elementary at first."""
        p, found = self.p, a["size"] > 1
        a, came, voluntary = a[found], came[found], own_will[found] / a["size"][found]
        a["founded"], a["facilitated"], a["size"] = self.month, facilitated, 0
        a["cohesion"] = p.starting_cohesion * (0.5 + 0.5 * voluntary)
        a["readiness"], a["skill"] = p.first_readiness, p.first_skill
        first, self.alive = self.alive, self.alive + len(a)
        if self.alive > len(self.book):
            self.book = np.concatenate((self.book, np.zeros(self.alive, ALLIANCE)))
        self.book[first : self.alive] = a
        members = np.column_stack((a["founder"], came))
        which, place = np.nonzero(members >= 0)
        self.enrol(members[which, place], first + which)
        self.founded += len(a)
        self.facilitated += len(a) * facilitated

    # 6. Alliances work

    def work(self) -> None:
        """A month of all alliances: what members bring, what holds them together, what it gives, which end."""
        self.end(self.alliances["size"] < 2)
        if self.alive == 0:
            return
        a, i, fellow, number = self.survey()
        a["benefit"] = self.realised_benefit(a)
        a["cohesion"] += self.p.cohesion_speed * (self.what_holds(a) - a["cohesion"])
        self.suffer_misuse(a, i, fellow, number)
        self.correct(a)
        self.renew(a)
        self.mature(a)
        self.give(a, i, number)
        self.end(a["cohesion"] < self.p.breaking)

    def end(self, over: Array) -> None:
        """Alliances end: members are free, the others are numbered anew."""
        if not over.any():
            return
        kept, renumbered = np.flatnonzero(~over), np.cumsum(~over) - 1
        renumbered[over] = -1
        places = np.flatnonzero(self.seats_flat >= 0)
        number = self.seats_flat[places]
        self.seats_flat[places] = renumbered[number]
        free = np.unique(places[over[number]] // MAX_BELONGS)
        self.seats[free] = -np.sort(-self.seats[free], axis=1)
        self.o.belongs_to[free] = np.count_nonzero(self.seats[free] >= 0, axis=1)
        self.ended += self.alive - len(kept)
        self.book[: len(kept)] = self.book[kept]
        self.alive = len(kept)

    def survey(self) -> tuple[Array, Array, Array, Array]:
        """Work together, each with one fellow, and see what members have; returns also who, with whom, where."""
        o, a = self.o, self.alliances
        places = np.flatnonzero(self.seats_flat >= 0)
        number = self.seats_flat[places]
        order = np.argsort(number, kind="stable")
        i, number, size = places[order] // MAX_BELONGS, number[order], a["size"]
        first = np.cumsum(size) - size
        others, start = size[number] - 1, first[number]
        step = 1 + (self.rng.random(len(i)) * others).astype(int)
        fellow = i[start + (np.arange(len(i)) - start + step) % (others + 1)]
        self.draw_closer(i, fellow, self.p.joint_work_trust * a["cohesion"][number])
        a["founder"] = np.where(a["founder"] < 0, i[first], a["founder"])
        a["needs"], a["offers"] = np.bitwise_or.reduceat(o.needs[i], first), np.bitwise_or.reduceat(o.offers[i], first)
        a["leadership"] = np.maximum.reduceat(o.leadership[i], first)
        levels = (o.understanding[i], o.strategy[i], o.management[i], self.trust_between(i, fellow))
        sums = np.add.reduceat(np.stack((*levels, self.suits(i, a[number]))), first, axis=1)
        a["understanding"], a["strategy"], a["management"], a["trust"], a["match"] = sums / size
        return a, i, fellow, number

    def suits(self, i: Array, a: Array) -> Array:
        """How well members suit what an alliance is for once it works: needs covered, spirit, or openness."""
        needs = self.o.needs[i]
        covered = np.bitwise_count(needs & a["offers"]) / np.maximum(1, np.bitwise_count(needs))
        return np.choose(a["form"], (self.o.spirit[i], covered, self.o.openness[i]))

    def load(self, a: Array) -> Array:
        """Share of what can be lost to coordination that is lost."""
        return a["size"] / (a["size"] + self.p.room * (0.5 + a["leadership"]) * (1.0 + a["management"]))

    def realised_benefit(self, a: Array) -> Array:
        """Share of the possible benefit that is realised: match, less coordination, free-riding, control's burden."""
        p = self.p
        unwatched = (1.0 - a["indicators"]) * (1.0 - a["control"])
        ridden = p.free_riding * a["size"] / (a["size"] + p.room) * unwatched
        worth = a["match"] * (1.0 - self.load(a)) * (1.0 - ridden) * (1.0 - p.control_burden * a["control"])
        return worth * np.where(a["operating"], 0.5 + 0.5 * a["plan"], p.elementary_benefit)

    def what_holds(self, a: Array) -> Array:
        """The cohesion that benefit, trust, an understood plan and outside support would hold, less coordination."""
        p = self.p
        held = p.cohesion_benefit * a["benefit"] + p.cohesion_trust * a["trust"]
        led = p.cohesion_plan * a["plan"] * a["understanding"] + p.cohesion_support * a["support"]
        return np.minimum(1.0, np.maximum(0.0, p.ground_cohesion + held + led - p.cohesion_load * self.load(a)))

    def suffer_misuse(self, a: Array, i: Array, fellow: Array, number: Array) -> None:
        """Now and then trust or money is misused: cohesion, trust and capital fall."""
        p = self.p
        exposure = np.where(a["operating"], 1.0, p.elementary_benefit)
        struck = self.rng.random(len(a)) < p.misuse_rate * exposure * (1.0 - p.control_effect * a["control"])
        if not struck.any():
            return
        severity = self.rng.random(len(a)) * struck
        a["cohesion"] *= 1.0 - p.misuse_damage * severity
        hit = struck[number]
        i, fellow, number = i[hit], fellow[hit], number[hit]
        places = self.ties_between(np.concatenate((i, fellow)), np.concatenate((fellow, i)))
        left = 1.0 - p.misuse_damage * severity[number]
        left = np.concatenate((left, left))
        np.multiply.at(self.trust_flat, places[places >= 0], left[places >= 0])
        loss = p.misuse_loss * severity[number] * a["operating"][number] * self.o.capital[i]
        np.subtract.at(self.o.capital, i, loss)
        self.misuse_loss += loss.sum()

    def monitored(self, a: Array) -> Array:
        """Share of their trouble that alliances see."""
        unaided = self.p.seen_unaided
        return unaided + (1.0 - unaided) * a["indicators"] * np.maximum(a["readiness"], a["skill"])

    def correct(self, a: Array) -> None:
        """Feedback: a shortfall that is seen is corrected as far as leaders are ready and able to."""
        shortfall = np.maximum(0.0, self.p.comfort - a["cohesion"])
        a["cohesion"] += self.p.feedback_power * a["readiness"] * a["skill"] * self.monitored(a) * shortfall

    def renew(self, a: Array) -> None:
        """What alliances have is renewed or goes stale."""
        p = self.p
        kept = 1.0 - p.practice_wear * (1.0 - a["readiness"] * a["skill"])
        a["plan"] = gain(a["plan"], p.plan_growth * a["strategy"] * a["understanding"]) * kept
        a["indicators"] *= kept
        a["control"] *= kept
        a["readiness"] -= p.readiness_decay * (1.0 - a["skill"]) * np.maximum(0.0, a["readiness"] - p.first_readiness)
        a["support"] *= 1.0 - p.support_fading

    def mature(self, a: Array) -> None:
        """Start a joint activity, which takes cohesion, a plan and leadership; or stop it when cohesion is lost."""
        p = self.p
        planned = p.unplanned + (1.0 - p.unplanned) * a["plan"]
        starts = self.rng.random(len(a)) < p.maturing_rate * a["cohesion"] * planned * a["leadership"]
        a["operating"] = (a["cohesion"] >= p.slipping) & (starts | (a["operating"] == 1))

    def give(self, a: Array, i: Array, number: Array) -> None:
        """Members gain money by joint business, and learn by doing."""
        o, p = self.o, self.p
        money = p.benefit_rate / 12.0 * a["benefit"] * np.where(a["form"] == BUSINESS, 1.0, p.other_benefit)
        np.add.at(o.benefit, i, (money * a["operating"])[number] * o.capital[i])
        lesson = (p.work_learning * np.where(a["operating"], 1.0, p.elementary_benefit))[number]
        gain_at(o.management, i, lesson)
        gain_at(o.understanding, i, lesson)

    # 7. Measures

    def record(self, row: Array) -> None:
        """Fill ``row`` with the monthly measures, in the order of ``sim.measures``."""
        for key, value in (self.of_alliances() | self.of_organisations()).items():
            row[POSITION[key]] = value
        a, operating = self.alliances, self.alliances["operating"] == 1
        for grouping, groups, first in (
            ("form", len(FORMS), FORMS[0].key),
            ("province", REGIONS, PROVINCE_TERMS[0].key),
        ):
            for key, those in (("alive", a), ("lasting", a[operating])):
                at = POSITION[f"{key}_{first}"]
                row[at : at + groups] = np.bincount(those[grouping], minlength=groups)

    def of_alliances(self) -> dict[str, float]:
        """Alliances: how many, and what they have on average."""
        a, operating = self.alliances, self.alliances["operating"] == 1
        counted = {key: getattr(self, key) for key in COUNTED}
        counted["lasting"] = np.count_nonzero(operating)
        counted["lasting_new"] = np.count_nonzero(operating & (a["founded"] > 0))
        counted["kept"] = np.count_nonzero(a["facilitated"])
        return counted | {key: a[key].sum() / max(1, self.alive) for key in ALLIANCE_MEANS}

    def of_organisations(self) -> dict[str, float]:
        """Organisations: who is in, what they know, can do and earn, whom they know; provinces' climate and teams."""
        o, inside = self.o, (self.o.belongs_to > 0).astype(float)
        ties = self.known.sum()
        means = {key: getattr(o, key).sum() / self.n for key in ORGANISATION_MEANS}
        shares = {f"{key}_share": inside @ who / max(1.0, who.sum()) for key, who in self.flags.items()}
        return (
            means
            | shares
            | {
                "organisations_in": inside.sum(),
                "people_in": inside @ o.members,
                "remote_understanding": o.understanding @ self.flags["remote"] / max(1.0, self.flags["remote"].sum()),
                "trust": self.trust_flat.sum() / max(1, ties),
                "degree": ties / self.n,
                "climate": self.climate.sum() / REGIONS,
                "team_understanding": self.grasp.sum() / REGIONS,
                "benefit": o.benefit.sum(),
                "capital_growth": o.capital.sum() / self.first_capital - 1.0,
            }
        )


def seconds_of_run(months: int, population: Population, scenario: Scenario, seed: int = 0) -> float:
    """How long ``months`` of a run on ``population`` take (s), measures included.

    As for the compiled driver, making the starting world, and here the columns from it, is not counted.
    """
    world = starting_world(population, Peopling().kinds, make_plan(scenario, DEFAULTS), seed)
    model = NumpyModel(scenario, world, seed)
    gc.collect()
    start = time.perf_counter()
    model.run(months)
    return time.perf_counter() - start

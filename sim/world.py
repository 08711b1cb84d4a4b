"""The starting world of a run: attributes, acquaintances, teams, and alliances from before the programme."""

from __future__ import annotations

import math

import numpy as np

from sim.chance import bell, draw, mix, moment, pick, sort_by_lot, word
from sim.compiling import Record, Word, rule
from sim.kinds import ACTIVITIES, AREA, BUSINESS
from sim.population import Population
from sim.records import (
    ALLIANCE,
    COUNT,
    FEDERATION,
    LEDGER,
    MAX_BELONGS,
    MAX_CIRCLE,
    MAX_MEMBERS,
    MAX_TIES,
    SEAT,
    TIE,
    Plan,
    State,
)
from sim.rules.federating import keep_federations
from sim.rules.fitting import BITS, chance_of, fit, inclination, willingness
from sim.rules.founding import begin, sketch
from sim.rules.hours import clear_hours
from sim.rules.learning import forget
from sim.rules.meeting import friend_of_friend, somebody
from sim.rules.membership import count_in
from sim.rules.trust import ground, introduce, tie_to
from sim.rules.visiting import whole_cases
from sim.rules.working import look_back

_ACTIVITIES = len(ACTIVITIES)
# What a starting draw is for; the months before the first are the words that key them.
(ATTRIBUTE, NEED, OFFER, TIE_LOT, PROVINCE_LOT, TEAM_LOT, CIRCLE_LOT, CLUB) = (np.uint64(n) for n in range(101, 109))
BEFORE = -1  # the month word of the starting world
OLDEST = 240  # months: of an alliance from before
REMEMBERED = 60  # months: of its past no more is lived; plans, trust and cohesion remember hardly any longer


def empty_state(population: Population) -> State:
    """Arrays with room for a run on ``population``: as many alliances as organisations, four memberships each."""
    n, room = len(population.organisations), max(256, len(population.organisations))
    provinces = len(population.provinces)
    count = np.zeros(1, COUNT)
    count["active"] = population.active
    ties = np.zeros((n, MAX_TIES), TIE)
    ties["other"] = -1
    seats = np.zeros((n, MAX_BELONGS), SEAT)
    seats["alliance"] = -1
    return State(
        organisations=population.organisations.copy(),
        ties=ties,
        seats=seats,
        alliances=np.zeros(room, ALLIANCE),
        members=np.zeros((room, MAX_MEMBERS), np.int64),
        ledger=np.zeros(4 * room, LEDGER),
        provinces=population.provinces.copy(),
        federations=np.zeros(provinces, FEDERATION),
        districts=population.districts,
        kin=population.kin,
        kin_first=population.kin_first,
        circle=np.zeros(population.active, np.int64),
        rounds=np.zeros((0, provinces), np.int64),
        delivered=np.ones((0, provinces)),
        spare=np.zeros((0, provinces)),
        change_desk=np.zeros((2, 0)),
        live=np.zeros(room, np.int64),
        counts=count,
        desk=np.zeros(room, np.int64),
        lots=np.zeros(room, np.uint64),
        circle_desk=np.zeros((2, MAX_CIRCLE), np.int64),
    )


def under(state: State, plan: Plan) -> State:
    """``state`` with a row for each change of ``plan``, and for each of its agencies, none of which has begun."""
    changes, agencies, provinces = len(plan.changes), len(plan.agencies), len(state.provinces)
    return state._replace(
        rounds=np.zeros((changes, provinces), np.int64),
        delivered=np.ones((changes, provinces)),
        spare=np.zeros((agencies, provinces)),
        change_desk=np.zeros((2, changes)),
    )


def starting_world(population: Population, kinds: np.ndarray, plan: Plan, seed: int) -> State:
    """The world of ``seed`` at month 0, the same under every scenario with the same numbers."""
    state = under(empty_state(population), plan)
    needs, offers = kinds_table(kinds, "needs"), kinds_table(kinds, "offers")
    given = (population.needs, population.offers, population.organisations["understanding"])
    settle(state, plan.numbers[0], kinds, needs, offers, *given, seed)
    return state


def kinds_table(kinds: np.ndarray, which: str) -> np.ndarray:
    """(9, 7) chance that an organisation of a kind needs, or offers, each activity."""
    return np.stack([kinds[f"{which}_{activity.key}"] for activity in ACTIVITIES], axis=1)


@rule
def settle(
    state: State,
    p: Record,
    kinds: np.ndarray,
    needs: np.ndarray,
    offers: np.ndarray,
    given_needs: np.ndarray,
    given_offers: np.ndarray,
    given_understanding: np.ndarray,
    seed: int,
) -> None:
    """Draw everything that makes the starting world, each draw keyed by the identity it is about."""
    when = moment(seed, BEFORE)
    state.counts[0].world = when
    for i in range(len(state.organisations)):
        o = state.organisations[i]
        draw_attributes(o, kinds[o.kind], p, when, p.province_spread * bell(when, PROVINCE_LOT, np.uint64(o.province)))
        draw_activities(o, needs, offers, given_needs[i], given_offers[i], when)
        note_start(state, i, p)
        o.arrears = draw(when, ATTRIBUTE, mix(o.id) ^ np.uint64(11)) if o.result < 0.0 else 0.0
    for i in range(state.counts[0].active):
        seek_acquaintances(state, p, when, i)
    line_up(state, when)
    for region in range(len(state.provinces)):
        home = state.provinces[region]
        grasp = p.team_understanding + p.team_spread * bell(when, TEAM_LOT, np.uint64(region))
        home.understanding = min(0.98, max(0.02, grasp))
        start_alliances(state, p, when, region)
    live_the_past(state, p, seed)
    for i in range(len(state.organisations)):
        if not np.isnan(given_understanding[i]):
            state.organisations[i].understanding = given_understanding[i]  # measured, with what it has learnt before
    keep_federations(state, p)


@rule
def level(given: float, mean: float, spread: float, when: Word, process: Word, who: Word) -> float:
    """A given level, or one drawn from a bell around ``mean`` and kept inside 0 to 1."""
    return min(0.98, max(0.02, mean + spread * bell(when, process, who))) if np.isnan(given) else given


@rule
def draw_attributes(o: Record, kind: Record, p: Record, when: Word, likeness: float) -> None:
    """What an organisation of its kind can do and owns, where its table does not say.

    ``likeness`` is what its province adds to the level of what its leaders are like: those of one province are alike.
    """
    lot = mix(o.id)
    o.leadership = level(o.leadership, kind.leadership + likeness, p.spread, when, ATTRIBUTE, lot ^ np.uint64(1))
    o.spirit = level(o.spirit, kind.spirit + likeness, p.spread, when, ATTRIBUTE, lot ^ np.uint64(2))
    o.openness = level(o.openness, kind.openness + likeness, p.spread, when, ATTRIBUTE, lot ^ np.uint64(3))
    o.strategy = level(o.strategy, kind.strategy, 0.5 * p.spread, when, ATTRIBUTE, lot ^ np.uint64(4))
    o.management = level(np.nan, kind.management, 0.5 * p.spread, when, ATTRIBUTE, lot ^ np.uint64(5))
    grasp = p.starting_understanding
    o.understanding = level(o.understanding, grasp, 0.5 * p.spread, when, ATTRIBUTE, lot ^ np.uint64(6))
    if np.isnan(o.members):
        size = bell(when, ATTRIBUTE, lot ^ np.uint64(7))
        o.members = math.ceil(kind.members_median * math.exp(kind.members_spread * size))
    if np.isnan(o.capital):
        o.capital = kind.capital_median * math.exp(kind.capital_spread * bell(when, ATTRIBUTE, lot ^ np.uint64(8)))
    if np.isnan(o.margin):
        o.margin = kind.margin_mean + kind.margin_spread * bell(when, ATTRIBUTE, lot ^ np.uint64(9))
    o.hours = p.hours * (0.5 + draw(when, ATTRIBUTE, lot ^ np.uint64(10)))


@rule
def draw_activities(
    o: Record, needs: np.ndarray, offers: np.ndarray, given_needs: int, given_offers: int, when: Word
) -> None:
    """What an organisation needs and offers, each activity by the chance of its kind, where its table does not say.

    What it offers it does itself, and needs from nobody.
    """
    needed, offered = 0, 0
    for activity in range(_ACTIVITIES):
        if draw(when, NEED, o.id, np.uint64(activity)) < needs[o.kind, activity]:
            needed |= 1 << activity
        if draw(when, OFFER, o.id, np.uint64(activity)) < offers[o.kind, activity]:
            offered |= 1 << activity
    o.offers = offered if given_offers < 0 else given_offers
    o.needs = (needed if given_needs < 0 else given_needs) & ~o.offers


@rule
def note_start(state: State, i: int, p: Record) -> None:
    """Remember where an organisation started, and whether it counts as weak or remote."""
    o = state.organisations[i]
    home = state.provinces[o.province]
    o.first_understanding, o.first_leadership, o.first_capital = o.understanding, o.leadership, o.capital
    o.first_strategy, o.first_openness, o.first_management = o.strategy, o.openness, o.management
    o.result = o.capital * o.margin / 12.0
    o.weak = o.leadership < p.weak_leadership
    o.remote = math.hypot(o.x - home.x, o.y - home.y) >= p.remote_distance


@rule
def seek_acquaintances(state: State, p: Record, when: Word, i: int) -> None:
    """The ties ``i`` has sought before the start: near ones, its kind, friends of friends, a few in other provinces."""
    o = state.organisations[i]
    for tie in range(int(p.first_acquaintances)):
        lot = draw(when, TIE_LOT, o.id, np.uint64(tie))
        asked = mix(when + np.uint64(tie))  # each tie asks its own questions
        if tie > 0 and lot < p.closure_share:
            j = friend_of_friend(state, asked, i)
        else:
            j = somebody(state, p, asked, i, lot > 1.0 - p.outside_share, draw(asked, TIE_LOT, o.id))
        if j >= 0 and j != i and tie_to(state.ties, i, j) < 0:
            introduce(state, p, i, j, ground(state, p, i, j))


@rule
def line_up(state: State, when: Word) -> None:
    """The order in which each province's team would visit: by lot, so that it favours nobody."""
    for region in range(len(state.provinces)):
        home = state.provinces[region]
        for nth in range(home.active):
            state.desk[nth] = home.first + nth
            state.lots[nth] = word(when, CIRCLE_LOT, state.organisations[home.first + nth].id, np.uint64(0))
        sort_by_lot(state.desk, state.lots, home.active)
        for nth in range(home.active):
            state.circle[home.first + nth] = state.desk[nth]


@rule
def start_alliances(state: State, p: Record, when: Word, region: int) -> None:
    """Alliances from before: clubs that meet, of neighbours or of one kind, and a few that do business.

    The source found elementary alliances, vertical and horizontal, and few business ones, among registered
    cooperatives (executive summary, "situation of co-operation").
    """
    home = state.provinces[region]
    wanted = p.starting_alliances * home.active / 100.0
    for nth in range(whole_cases(wanted, draw(when, CLUB, np.uint64(region), np.uint64(7)))):
        key = mix(np.uint64(region)) + np.uint64(nth)  # any number of them in a province
        if home.active == 0:
            return
        business = draw(when, CLUB, key, np.uint64(1)) < p.starting_business_share
        founder = home.first + pick(draw(when, CLUB, key, np.uint64(2)), home.active)
        founder = first_willing(state, p, when, home, founder, business)
        wanted = 2 + int(
            -math.log(draw(when, CLUB, key, np.uint64(3)))
            * ((p.first_business_size if business else p.club_size) - 2.0)
        )
        club(state, p, when, region, nth, founder, business, min(wanted, MAX_MEMBERS // 2))


@rule
def live_the_past(state: State, p: Record, seed: int) -> None:
    """Let alliances from before live their past, so that plans, trust and joint activities are such as last, not begin.

    Without it, half of what alliances have would still be settling in the years that are studied.
    """
    allied = 0
    for i in range(state.counts[0].active):
        if state.organisations[i].belongs_to > 0:
            state.desk[allied] = i
            allied += 1
    for back in range(REMEMBERED, 1, -1):  # to month -2: -1 stands for never in the record
        for place in range(allied):
            o = state.organisations[state.desk[place]]
            clear_hours(o)
            forget(o, p)
        for number in range(state.counts[0].alliances):
            if state.alliances[number].founded <= -back:
                look_back(state, p, moment(seed, BEFORE - back), -back, number)
    for place in range(allied):
        o = state.organisations[state.desk[place]]
        o.capital, o.benefit = o.first_capital, 0.0
    state.counts[0].misuse_loss = 0.0


@rule
def first_willing(state: State, p: Record, when: Word, home: Record, start: int, business: bool) -> int:
    """The first organisation from ``start`` on that founds, as those of later alliances do; ``start`` if none does.

    A business alliance is founded by a registered one. Sponsors of those days, state, NGO or movement, took the cost of
    founding off them.
    """
    for step in range(home.active):
        i = home.first + (start - home.first + step) % home.active
        o = state.organisations[i]
        will = inclination(o, p.sponsoring, 1.0, 1.0, p) + p.weight_leadership * (o.leadership - 0.5)
        if (o.registered or not business) and draw(when, CLUB, o.id, np.uint64(9)) < chance_of(will):
            return i
    return start


@rule
def club(state: State, p: Record, when: Word, region: int, nth: int, founder: int, business: bool, wanted: int) -> None:
    """Found one such alliance around ``founder``, of up to ``wanted`` members who have a reason to be in it."""
    home, number = state.provinces[region], state.counts[0].alliances
    a, o = state.alliances[number], state.organisations[founder]
    if o.belongs_to == MAX_BELONGS:
        return
    sketch(state, founder, a, BUSINESS if business else AREA)
    a.key = mix(o.id ^ mix(np.uint64(1000000 + nth)))
    state.members[number, 0] = founder
    start = pick(draw(when, CLUB, a.key, np.uint64(4)), home.active)
    for step in range(home.active):
        j = home.first + (start + step) % home.active
        if a.size == wanted:
            break
        other = state.organisations[j]
        reason = BITS[o.needs & other.offers] + BITS[o.offers & other.needs] >= 2 if business else True
        welcome = other.registered == 1 if business else other.registered == o.registered
        if j != founder and reason and welcome and other.belongs_to < MAX_BELONGS:
            will = willingness(other, a, fit(other, a, p), p.first_trust, p) + p.sponsoring
            if draw(when, CLUB, other.id, a.key) < chance_of(will):
                state.members[number, a.size] = j
                count_in(other, a)
                introduce(state, p, founder, j, p.first_trust)
    if a.size < 2:
        return
    lot = draw(when, CLUB, a.key, np.uint64(5))
    age = min(OLDEST, 2 - int(p.mean_age * math.log(lot)))  # at least 2: -1 stands for never in the record
    begin(state, p, -age, number, 1.0, False)
    if draw(when, CLUB, a.key, np.uint64(8)) < p.starting_federated:
        a.federated = 1
        state.federations[region].size += 1

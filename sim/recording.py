"""What is read off a world each month and at the end, in the order ``measures`` lists it."""

from __future__ import annotations

import numpy as np

from sim.calendar import YEAR
from sim.compiling import Record, rule
from sim.kinds import FORMS
from sim.measures import MONTHLY, POSITION
from sim.records import MAX_TIES, State
from sim.rules.trust import acquaintances, tie_to

_FORMS = len(FORMS)
_ALIVE_BY_FORM, _LASTING_BY_FORM = POSITION["alive_area"], POSITION["lasting_area"]
_ALIVE_BY_PROVINCE, _LASTING_BY_PROVINCE = POSITION["alive_chiang_mai"], POSITION["lasting_chiang_mai"]
_AT = {key: np.int64(position) for key, position in POSITION.items()}

LASTING, ALIVE, FOUNDED, FACILITATED, ENDED = (_AT[k] for k in ("lasting", "alive", "founded", "facilitated", "ended"))
OPERATING, FACILITATED_OPERATING = _AT["operating"], _AT["facilitated_operating"]
FACILITATED_LASTING, KEPT = _AT["facilitated_lasting"], _AT["kept"]
FEDERATED, CASES, TURNED_AWAY, CLOSED = (_AT[k] for k in ("federated", "cases", "turned_away", "closed"))
HELPED, GAIN, ARREARS = _AT["people_helped"], _AT["household_gain"], _AT["arrears"]
WEAK_HELPED, REMOTE_HELPED = _AT["weak_helped"], _AT["remote_helped"]
UNREGISTERED_HELPED = _AT["unregistered_helped"]
SIZE, COHESION, PLAN, INDICATORS, CONTROL = (_AT[k] for k in ("size", "cohesion", "plan", "indicators", "control"))
READINESS, SKILL, SUPPORT, RESCUES = (_AT[k] for k in ("readiness", "skill", "support", "rescues"))
ORGANISATIONS_IN, PEOPLE_IN = _AT["organisations_in"], _AT["people_in"]
WEAK, REMOTE, UNREGISTERED = _AT["weak_share"], _AT["remote_share"], _AT["unregistered_share"]
UNDERSTANDING, STRATEGY, LEADERSHIP = _AT["understanding"], _AT["strategy"], _AT["leadership"]
OPENNESS, MANAGEMENT, REMOTE_UNDERSTANDING = _AT["openness"], _AT["management"], _AT["remote_understanding"]
TRUST, DEGREE, LISTED, CLIMATE, TEAM = (_AT[k] for k in ("trust", "degree", "listed", "climate", "team_understanding"))
SURPLUS, BENEFIT, GROWTH = _AT["surplus"], _AT["benefit"], _AT["capital_growth"]
MISUSE_LOSS, COST = _AT["misuse_loss"], _AT["cost"]
COMPONENTS, LARGEST, CLUSTERING, MIXING = (
    _AT[k] for k in ("components", "largest_component", "clustering", "kind_mixing")
)
MONTHLY_COUNT = len(MONTHLY)


@rule
def share(part: float, whole: float) -> float:
    """``part`` of ``whole``; 0 of nothing."""
    return part / whole if whole > 0.0 else 0.0


@rule
def lasts(a: Record, month: int) -> bool:
    """Whether an alliance has operated without a break for the last ``YEAR`` months, with no help from outside in them.

    Help is a visit of a team or agency, or a case of a recommendation; what a federation does for it is its own.
    """
    return a.operating and month - a.operating_since >= YEAR and (a.helped < 0 or month - a.helped >= YEAR)


@rule
def record_alliances(state: State, row: np.ndarray) -> None:
    """Living alliances: how many, of which form, where, and what they have on average."""
    count = state.counts[0]
    row[FOUNDED], row[FACILITATED], row[ENDED] = count.founded, count.facilitated, count.ended
    row[RESCUES], row[MISUSE_LOSS], row[COST] = count.rescues, count.misuse_loss, count.cost
    row[CASES], row[TURNED_AWAY], row[CLOSED] = count.cases, count.turned_away, count.closed
    row[ALIVE] = count.alive
    each = share(1.0, count.alive)
    for place in range(count.alive):
        a = state.alliances[state.live[place]]
        row[_ALIVE_BY_FORM + a.form] += 1.0
        row[_ALIVE_BY_PROVINCE + a.province] += 1.0
        row[KEPT] += a.facilitated
        row[OPERATING] += a.operating
        row[FACILITATED_OPERATING] += a.operating and a.facilitated
        row[FEDERATED] += a.federated
        if lasts(a, count.month):
            row[LASTING] += 1.0
            row[FACILITATED_LASTING] += a.facilitated
            row[_LASTING_BY_FORM + a.form] += 1.0
            row[_LASTING_BY_PROVINCE + a.province] += 1.0
        row[SIZE] += a.size * each
        row[COHESION] += a.cohesion * each
        row[PLAN] += a.plan * each
        row[INDICATORS] += a.indicators * each
        row[CONTROL] += a.control * each
        row[READINESS] += a.readiness * each
        row[SKILL] += a.skill * each
        row[SUPPORT] += a.support * each


@rule
def record_membership(state: State, row: np.ndarray) -> None:
    """Who is in: organisations, the people in them, and the shares of the weak, the remote and the unregistered."""
    weak, remote, unregistered = 0, 0, 0
    for i in range(state.counts[0].active):
        o = state.organisations[i]
        weak += o.weak
        remote += o.remote
        unregistered += 1 - o.registered
        if o.belongs_to > 0:
            row[ORGANISATIONS_IN] += 1.0
            row[PEOPLE_IN] += o.members
            row[WEAK] += o.weak
            row[REMOTE] += o.remote
            row[UNREGISTERED] += 1 - o.registered
    row[WEAK] = share(row[WEAK], weak)
    row[REMOTE] = share(row[REMOTE], remote)
    row[UNREGISTERED] = share(row[UNREGISTERED], unregistered)


@rule
def record_households(state: State, p: Record, row: np.ndarray) -> None:
    """People who gain by an alliance, how much a year, and how many of them are in organisations often left out."""
    for i in range(state.counts[0].active):
        o = state.organisations[i]
        if o.household > 0.0:
            people = p.member_use * o.members
            row[HELPED] += people
            row[GAIN] += people * o.household
            row[WEAK_HELPED] += people * o.weak
            row[REMOTE_HELPED] += people * o.remote
            row[UNREGISTERED_HELPED] += people * (1 - o.registered)
    row[GAIN] = share(row[GAIN], row[HELPED])


@rule
def record_organisations(state: State, row: np.ndarray) -> None:
    """What organisations know, can do and earn, on average."""
    active = state.counts[0].active
    capital, first_capital, remote = 0.0, 0.0, 0
    for i in range(active):
        o = state.organisations[i]
        row[UNDERSTANDING] += o.understanding
        row[STRATEGY] += o.strategy
        row[LEADERSHIP] += o.leadership
        row[OPENNESS] += o.openness
        row[MANAGEMENT] += o.management
        row[LISTED] += o.listed
        row[SURPLUS] += o.surplus
        row[BENEFIT] += o.benefit
        row[ARREARS] += o.arrears
        row[REMOTE_UNDERSTANDING] += o.understanding * o.remote
        remote += o.remote
        capital += o.capital
        first_capital += o.first_capital
    for measure in (UNDERSTANDING, STRATEGY, LEADERSHIP, OPENNESS, MANAGEMENT, LISTED, SURPLUS, ARREARS):
        row[measure] = share(row[measure], active)
    row[REMOTE_UNDERSTANDING] = share(row[REMOTE_UNDERSTANDING], remote)
    row[GROWTH] = share(capital, first_capital) - 1.0


@rule
def record_ties(state: State, row: np.ndarray) -> None:
    """Acquaintances and trust between them; provinces' climate and teams."""
    active, ties, trust = state.counts[0].active, 0, 0.0
    for i in range(active):
        for slot in range(MAX_TIES):
            if state.ties[i, slot].other < 0:
                break
            ties += 1
            trust += state.ties[i, slot].trust
    row[TRUST], row[DEGREE] = share(trust, ties), share(ties, active)
    regions = len(state.provinces)
    for region in range(regions):
        row[CLIMATE] += state.provinces[region].climate / regions
        row[TEAM] += state.provinces[region].understanding / regions


@rule
def record(state: State, p: Record, row: np.ndarray) -> None:
    """Fill ``row`` (one float per monthly measure) with the state of the world."""
    row[:MONTHLY_COUNT] = 0.0
    record_alliances(state, row)
    record_membership(state, row)
    record_households(state, p, row)
    record_organisations(state, row)
    record_ties(state, row)


@rule
def root(parent: np.ndarray, i: int) -> int:
    """The representative of the group ``i`` belongs to, by path halving (Tarjan & van Leeuwen 1984)."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


@rule
def record_components(state: State, row: np.ndarray) -> None:
    """Groups of organisations joined up by shared alliances, and the largest of them."""
    active = state.counts[0].active
    parent, size = state.desk[:active], state.lots[:active]
    for i in range(active):
        parent[i], size[i] = i, 0
    for place in range(state.counts[0].alive):
        number = state.live[place]
        for seat in range(1, state.alliances[number].size):
            parent[root(parent, state.members[number, seat])] = root(parent, state.members[number, 0])
    for i in range(active):
        size[root(parent, i)] += 1
    row[COMPONENTS], row[LARGEST] = 0.0, 0.0
    for i in range(active):
        row[COMPONENTS] += size[i] > 1
        row[LARGEST] = max(row[LARGEST], float(size[i])) if size[i] > 1 else row[LARGEST]


@rule
def record_mixing(state: State, row: np.ndarray) -> None:
    """Share of pairs of allies that differ in kind; share of pairs of acquaintances that know each other."""
    mixed, pairs, closed, wedges = 0, 0, 0, 0
    for place in range(state.counts[0].alive):
        number = state.live[place]
        for one in range(state.alliances[number].size):
            for other in range(one):
                i, j = state.members[number, one], state.members[number, other]
                mixed += state.organisations[i].kind != state.organisations[j].kind
                pairs += 1
    for i in range(state.counts[0].active):
        known = acquaintances(state.ties, i)
        for one in range(known):
            for other in range(one):
                closed += tie_to(state.ties, state.ties[i, one].other, state.ties[i, other].other) >= 0
                wedges += 1
    row[MIXING], row[CLUSTERING] = share(mixed, pairs), share(closed, wedges)


@rule
def record_final(state: State, row: np.ndarray) -> None:
    """Fill the part of ``row`` that is recorded at the end only."""
    record_components(state, row)
    record_mixing(state, row)

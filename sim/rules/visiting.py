"""Province teams: they go round the organisations they work with, stage after stage, and learn from each other."""

from __future__ import annotations

from sim.chance import VISIT, draw
from sim.compiling import Record, Word, rule
from sim.kinds import EXPLAIN, PLAN
from sim.records import MAX_BELONGS, Plan, State
from sim.rules.deciding import join
from sim.rules.fitting import fit
from sim.rules.founding import found, trust_towards
from sim.rules.hours import finds_time
from sim.rules.learning import gain, learn_strategy


@rule
def whole_cases(amount: float, chance: float) -> int:
    """``amount`` cases as a whole number: the fraction is one more case with that probability."""
    return int(amount) + (chance < amount - int(amount))


@rule
def stage_of(plan: Plan, month: int) -> int:
    """The stage that teams are at in ``month`` of their work: each takes an equal share of the months.

    Equal shares, whatever the number of visits, make orders of the stages comparable: each has as many visits of each.
    """
    first, last = plan.teams[0], plan.teams[1]
    return int(plan.stages[(month - first) * len(plan.stages) // (last - first + 1)])


@rule
def set_out(state: State, p: Record, when: Word, region: int) -> int:
    """How many visits a province team makes this month, which costs something wherever there is anybody to visit."""
    if min(int(p.team_circle), state.provinces[region].active) == 0:
        return 0
    state.counts[0].cost += p.team_cost
    return whole_cases(p.team_visits, draw(when, VISIT, region))


@rule
def next_on_round(state: State, p: Record, region: int) -> int:
    """Whom a team visits next of those it works with, one after the other and again."""
    home = state.provinces[region]
    i = state.circle[home.first + home.next_visit % min(int(p.team_circle), home.active)]
    home.next_visit += 1
    return i


@rule
def team_works(state: State, p: Record, stage: int, when: Word, month: int, region: int) -> None:
    """One month of a province team, whose visits are all of one stage."""
    for _ in range(set_out(state, p, when, region)):
        i = next_on_round(state, p, region)
        visit(state, p, when, month, i, stage, state.provinces[region].understanding)


@rule
def visit(state: State, p: Record, when: Word, month: int, i: int, stage: int, grasp: float) -> None:
    """One visit to organisation ``i``, if it has the time, by a team whose understanding is ``grasp``."""
    o = state.organisations[i]
    if o.asleep_until > 0 or not finds_time(state, p, i):
        return
    follow_up(state, month, i, grasp)
    if stage == EXPLAIN:
        o.understanding = gain(o.understanding, p.explain_effect * grasp)
    elif stage == PLAN:
        learn_strategy(o, p.plan_effect * grasp, p)
    else:
        link(state, p, when, month, i, grasp)


@rule
def follow_up(state: State, month: int, i: int, grasp: float) -> None:
    """A visit is also support to the facilitated alliances one belongs to."""
    for place in range(MAX_BELONGS):
        number = state.seats[i, place].alliance
        if number >= 0 and state.alliances[number].facilitated:
            a = state.alliances[number]
            a.support = max(a.support, grasp)
            a.helped = month


@rule
def nearest_fit(state: State, p: Record, i: int) -> int:
    """The province's living facilitated alliance that ``i`` fits best and is not in; -1 if there is none."""
    o = state.organisations[i]
    best, best_fit = -1, 0.0
    for place in range(state.counts[0].alive):
        number = state.live[place]
        a = state.alliances[number]
        if a.facilitated and a.province == o.province:
            fitting = fit(o, a, p)
            if fitting > best_fit:
                best, best_fit = number, fitting
    return best


@rule
def link(state: State, p: Record, when: Word, month: int, i: int, grasp: float) -> None:
    """A linking visit: help the plan of an alliance the team helped found, or bring ``i`` into one, or found one."""
    push = p.link_push * grasp
    helped = False
    for place in range(MAX_BELONGS):
        number = state.seats[i, place].alliance
        if number >= 0 and state.alliances[number].facilitated:
            a = state.alliances[number]
            a.plan = gain(a.plan, p.plan_effect * grasp * a.strategy)
            helped = True
    if helped:
        return
    number = nearest_fit(state, p, i)
    if number >= 0:
        trust = trust_towards(state, p, i, state.alliances[number].founder)
        if join(state, p, when, month, i, number, trust, push):
            return
    found(state, p, when, month, i, push)


@rule
def teams_meet(state: State, p: Record) -> None:
    """A forum of the central team: every team comes closer to the framework."""
    for region in range(len(state.provinces)):
        home = state.provinces[region]
        home.understanding = gain(home.understanding, p.forum_gain)

"""The month as one numbered list. These are the only loops over the world; the rules themselves live in ``rules``.

1. Recommendations act on whom they reach.
2. Province teams visit; now and then they meet.
3. Organisations trade, and forget; now and then their leaders change.
4. Organisations meet; trust wears.
5. Boards decide, in random order: leave, join, found.
6. Alliances work: benefit, learning, misuse, feedback, maturing, ending.
7. Measures are recorded.
"""

from __future__ import annotations

import numpy as np

from sim.chance import ORDER, moment, sort_by_lot, word
from sim.compiling import Record, Word, rule
from sim.interventions import act
from sim.recording import record, record_final
from sim.records import Plan, State
from sim.rules.deciding import considers, decide
from sim.rules.learning import forget
from sim.rules.meeting import goes_out, meet
from sim.rules.succession import leaders_change, succeed
from sim.rules.trading import trade
from sim.rules.trust import wear
from sim.rules.visiting import stage_of, team_works, teams_meet
from sim.rules.working import strike_ended, work


@rule
def recommendations_act(state: State, plan: Plan, when: Word, month: int) -> None:
    """1. Each change of the plan, in the order of the scenario; friendliness fades."""
    p = plan.numbers[0]
    for region in range(len(state.provinces)):
        state.provinces[region].climate *= 1.0 - p.climate_fading
    for number in range(len(plan.changes)):
        act(state, plan, when, month, number)


@rule
def forum_due(plan: Plan, month: int) -> bool:
    """Whether the teams meet this month: at the start of the programme, and regularly from then on."""
    first, last = plan.teams
    return first <= month <= last and (month - first) % int(plan.numbers[0].forum_every) == 0


@rule
def teams_visit(state: State, plan: Plan, when: Word, month: int) -> None:
    """2. Province teams meet when it is time, then each makes its visits."""
    p = plan.numbers[0]
    if forum_due(plan, month):
        teams_meet(state, p)
    if plan.teams[0] <= month <= plan.teams[1]:
        stage = stage_of(plan, month)
        for region in range(len(state.provinces)):
            team_works(state, p, stage, when, month, region)


@rule
def order_of_deciding(state: State, p: Record, when: Word) -> int:
    """How many boards consider alliances this month; ``state.desk`` then begins with them, in random order."""
    considering = 0
    for i in range(state.counts[0].active):
        o = state.organisations[i]
        if considers(o, p, when):
            state.desk[considering] = i
            state.lots[considering] = word(when, ORDER, o.id, np.uint64(0))
            considering += 1
    sort_by_lot(state.desk, state.lots, considering)
    return considering


@rule
def live_month(state: State, plan: Plan, seed: int, month: int, row: np.ndarray) -> None:
    """One month of the whole world; ``row`` receives its measures."""
    p = plan.numbers[0]
    when = moment(seed, month)
    recommendations_act(state, plan, when, month)
    teams_visit(state, plan, when, month)
    active = state.counts[0].active
    for i in range(active):
        trade(state.organisations[i], p, when)
        forget(state.organisations[i], p)
        if leaders_change(state.organisations[i], p, when):
            succeed(state, p, when, i)
    for i in range(active):
        wear(state.ties, i, p)
    for i in range(active):
        if goes_out(state.organisations[i], p, when):
            meet(state, p, when, i)
    for nth in range(order_of_deciding(state, p, when)):
        decide(state, p, when, month, state.desk[nth])
    for place in range(state.counts[0].alive):
        work(state, p, when, month, state.live[place])
    strike_ended(state)
    record(state, row)


@rule
def live_through(state: State, plan: Plan, seed: int, months: int, rows: np.ndarray) -> bool:
    """All months of a run; ``rows`` (months + 1, measures) receives the measures. Says whether there was room."""
    record(state, rows[0])
    for month in range(1, months + 1):
        live_month(state, plan, seed, month, rows[month])
        if state.counts[0].full:
            return False
    record_final(state, rows[months])
    return True

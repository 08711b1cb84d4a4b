"""The month as one numbered list. These are the only loops over the world; the rules themselves live in ``rules``.

1. Agencies share out their staff; recommendations act on whom they reach.
2. Province teams visit; now and then they meet; afterwards agencies may take over.
3. Organisations trade, and forget; now and then their leaders change, or they close.
4. Time passes over trust; organisations meet.
5. Boards decide, in random order: leave, join, found.
6. Alliances work: benefit, learning, misuse, feedback, maturing, lapsing, federating, ending.
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
from sim.rules.delivering import share_staff, take_over
from sim.rules.federating import keep_federations
from sim.rules.hours import clear_desk
from sim.rules.meeting import goes_out, meet
from sim.rules.trading import keep_house
from sim.rules.trust import wear
from sim.rules.visiting import stage_of, team_works, teams_meet
from sim.rules.working import note_cohesion, strike_ended, work


@rule
def recommendations_act(state: State, plan: Plan, when: Word, month: int) -> None:
    """1. Friendliness fades; agencies share out their staff; each change of the plan acts, in the scenario's order."""
    p = plan.numbers[0]
    for region in range(len(state.provinces)):
        state.provinces[region].climate *= 1.0 - p.climate_fading
    share_staff(state, plan, month)
    for number in range(len(plan.changes)):
        act(state, plan, when, month, number)
    note_cohesion(state)


@rule
def forum_due(plan: Plan, month: int) -> bool:
    """Whether the teams meet this month: at the start of the programme, and regularly from then on."""
    first, last = plan.teams[0], plan.teams[1]
    return first <= month <= last and (month - first) % int(plan.numbers[0].forum_every) == 0


@rule
def teams_visit(state: State, plan: Plan, when: Word, month: int) -> None:
    """2. Province teams meet when it is time, then each makes its visits; later, agencies follow up."""
    p = plan.numbers[0]
    if forum_due(plan, month):
        teams_meet(state, p)
    if plan.teams[0] <= month <= plan.teams[1]:
        stage = stage_of(plan, month)
        for region in range(len(state.provinces)):
            team_works(state, p, stage, when, month, region)
    take_over(state, plan, when, month)


@rule
def before_work(state: State, p: Record) -> None:
    """Before step 6: nobody's hours are taken yet, and federations see what they have."""
    clear_desk(state)
    keep_federations(state, p)


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
def organisations_keep_house(state: State, p: Record, when: Word, month: int) -> None:
    """3. Each organisation's month at home."""
    for i in range(state.counts[0].active):
        keep_house(state, p, when, month, i)


@rule
def organisations_meet(state: State, p: Record, when: Word) -> None:
    """4. Time passes over the trust of all; then each in turn perhaps goes out."""
    for i in range(state.counts[0].active):
        wear(state, p, when, i)
    for i in range(state.counts[0].active):
        if goes_out(state.organisations[i], p, when):
            meet(state, p, when, i)


@rule
def boards_decide(state: State, p: Record, when: Word, month: int) -> None:
    """5. Boards that consider alliances this month decide, in random order."""
    for nth in range(order_of_deciding(state, p, when)):
        decide(state, p, when, month, state.desk[nth])


@rule
def alliances_work(state: State, p: Record, when: Word, month: int) -> None:
    """6. Living alliances work, in the order of the list."""
    before_work(state, p)
    for place in range(state.counts[0].alive):
        work(state, p, when, month, state.live[place])
    strike_ended(state)


@rule
def live_month(state: State, plan: Plan, seed: int, month: int, row: np.ndarray) -> None:
    """One month of the whole world; ``row`` receives its measures."""
    p = plan.numbers[0]
    when = moment(seed, month)
    state.counts[0].month = month
    recommendations_act(state, plan, when, month)
    teams_visit(state, plan, when, month)
    organisations_keep_house(state, p, when, month)
    organisations_meet(state, p, when)
    boards_decide(state, p, when, month)
    alliances_work(state, p, when, month)
    record(state, p, row)


@rule
def live_through(state: State, plan: Plan, seed: int, months: int, rows: np.ndarray) -> bool:
    """All months of a run; ``rows`` (months + 1, measures) receives the measures. Says whether there was room."""
    record(state, plan.numbers[0], rows[0])
    for month in range(1, months + 1):
        live_month(state, plan, seed, month, rows[month])
        if state.counts[0].full:
            return False
    record_final(state, rows[months])
    return True

"""An alliance at work for a month: what its members bring, what holds it together, what it gives, whether it ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.chance import LAPSE, MATURE, MISUSE, SEVERITY, WORK_WITH, draw, pick
from sim.compiling import Record, Word, rule
from sim.kinds import AREA, BUSINESS
from sim.records import State
from sim.rules.deciding import recruit
from sim.rules.federating import consider_federation
from sim.rules.fitting import BITS
from sim.rules.hours import give_time, wanted_hours
from sim.rules.learning import gain
from sim.rules.membership import dissolve
from sim.rules.trust import disappoint, draw_closer, trust_in
from sim.structure import BY_BENEFIT, BY_PLAN


class Holding(NamedTuple):
    """What holds an alliance together, and what does not, term by term, each with the sign it counts with."""

    ground: float
    benefit: float
    trust: float
    plan: float
    support: float
    load: float


@rule
def partner(state: State, when: Word, number: int, place: int) -> int:
    """With which fellow member the member at ``place`` works this month."""
    a = state.alliances[number]
    o = state.organisations[state.members[number, place]]
    other = pick(draw(when, WORK_WITH, o.id, a.key), a.size - 1)
    return state.members[number, other + (other >= place)]


@rule
def suits(o: Record, a: Record) -> float:
    """How well one member suits what the alliance is for once it works: needs covered, spirit, or openness."""
    if a.form == BUSINESS:
        return BITS[o.needs & a.offers] / max(1, BITS[o.needs])
    return o.spirit if a.form == AREA else o.openness


@rule
def take_stock(state: State, p: Record, number: int) -> None:
    """What the members of today need and offer, how well they match, and the best leader who has the time."""
    a = state.alliances[number]
    a.needs, a.offers, a.leadership = 0, 0, 0.0
    for place in range(a.size):
        o = state.organisations[state.members[number, place]]
        a.needs |= o.needs
        a.offers |= o.offers
    match = 0.0
    for place in range(a.size):
        i = state.members[number, place]
        o = state.organisations[i]
        given = give_time(o, wanted_hours(a.operating, i == a.founder, p), p)
        match += given * suits(o, a)
        a.leadership = max(a.leadership, given * o.leadership)
        o.forms |= 1 << a.form
    a.match = match / a.size


@rule
def survey(state: State, p: Record, when: Word, number: int) -> None:
    """Work together for a month, each with one fellow, and see what members have on average."""
    a = state.alliances[number]
    take_stock(state, p, number)
    trust, understanding, strategy, management = 0.0, 0.0, 0.0, 0.0
    for place in range(a.size):
        i = state.members[number, place]
        o = state.organisations[i]
        j = partner(state, when, number, place)
        draw_closer(state, p, i, j, p.joint_work_trust * a.cohesion)
        trust += trust_in(state.ties, i, j)
        understanding += o.understanding
        strategy += o.strategy
        management += o.management
    a.trust, a.understanding, a.strategy = trust / a.size, understanding / a.size, strategy / a.size
    a.management = management / a.size


@rule
def load(a: Record, p: Record) -> float:
    """Share of what can be lost to coordination that is lost: grows with size, less with leaders and managers."""
    return a.size / (a.size + p.room * (0.5 + a.leadership) * (1.0 + a.management))


@rule
def realised_benefit(a: Record, p: Record) -> float:
    """Share of the possible benefit that is realised: match, less coordination, free-riding, control's burden, fees."""
    watched = 1.0 - (1.0 - a.indicators) * (1.0 - a.control)
    ridden = p.free_riding * a.size / (a.size + p.room) * (1.0 - watched)
    burden = p.control_burden * a.control + p.federation_fee * a.federated
    worth = a.match * (1.0 - load(a, p)) * (1.0 - ridden) * (1.0 - burden)
    return worth * (0.5 + 0.5 * a.plan) if a.operating else worth * p.elementary_benefit


@rule
def holding(a: Record, p: Record) -> Holding:
    """The terms of what holds an alliance together."""
    return Holding(
        ground=p.ground_cohesion,
        benefit=p.cohesion_benefit * a.benefit,
        trust=p.cohesion_trust * a.trust,
        plan=p.cohesion_plan * a.plan * a.understanding,
        support=p.cohesion_support * a.support,
        load=-p.cohesion_load * load(a, p),
    )


@rule
def what_holds(a: Record, p: Record) -> float:
    """The cohesion that benefit, trust, an understood plan and outside support would hold, less coordination."""
    terms = holding(a, p)
    held, led = terms.benefit + terms.trust, terms.plan + terms.support
    return min(1.0, max(0.0, terms.ground + held + led + terms.load))


@rule
def monitored(a: Record, federation: Record, p: Record) -> float:
    """Share of its trouble that an alliance sees: some shows by itself; the rest needs indicators and their use.

    A federation that looks after its members sees some of what is left.
    """
    seen = p.seen_unaided + (1.0 - p.seen_unaided) * a.indicators * max(a.readiness, a.skill)
    return gain(seen, p.federation_monitoring * federation.service * a.federated)


@rule
def correct(a: Record, federation: Record, p: Record) -> None:
    """Feedback: a shortfall that is seen is corrected as far as leaders are ready and able to."""
    shortfall = max(0.0, p.comfort - a.cohesion)
    a.cohesion += p.feedback_power * a.readiness * a.skill * monitored(a, federation, p) * shortfall


@rule
def is_misused(a: Record, p: Record, when: Word) -> bool:
    """Whether trust or money is misused in an alliance this month: more often where there is more to be had."""
    return draw(when, MISUSE, a.key) < p.misuse_rate * (1.0 if a.operating else p.elementary_exposure)


@rule
def suffer_misuse(state: State, p: Record, when: Word, number: int) -> None:
    """Now and then trust or money is misused; cohesion, trust, capital fall, less under internal control.

    A federation buffers some of it. Control lessens the loss, as registers of fraud show, not how often it is tried.
    """
    a = state.alliances[number]
    if not is_misused(a, p, when):
        return
    buffered = p.federation_buffer * state.federations[a.province].service * a.federated
    severity = draw(when, SEVERITY, a.key) * (1.0 - p.control_effect * a.control) * (1.0 - buffered)
    a.cohesion *= 1.0 - p.misuse_damage * severity
    for place in range(a.size):
        i = state.members[number, place]
        disappoint(state.ties, i, partner(state, when, number, place), p.misuse_distrust * severity)
        if a.operating:
            o = state.organisations[i]
            loss = p.misuse_loss * severity * o.capital
            o.capital -= loss
            state.counts[0].misuse_loss += loss


@rule
def renew(a: Record, p: Record) -> None:
    """What an alliance has is renewed or goes stale: plan, indicators, control, readiness, support."""
    stale = p.practice_wear * (1.0 - a.readiness * a.skill)
    a.plan = gain(a.plan, p.plan_growth * a.strategy * a.understanding) * (1.0 - stale)
    a.indicators *= 1.0 - stale
    a.control *= 1.0 - stale
    a.readiness -= p.readiness_decay * (1.0 - a.skill) * max(0.0, a.readiness - p.first_readiness)
    a.support *= 1.0 - p.support_fading


@rule
def mature(a: Record, p: Record, when: Word, month: int) -> None:
    """Start a joint activity, which takes cohesion, something to build on and leadership; or let it lapse.

    It lapses when cohesion is lost, or, sooner or later, when neither a plan nor benefit keeps it alive.
    """
    if a.operating:
        if a.cohesion < p.slipping or draw(when, LAPSE, a.key) < lapsing(a, p):
            a.operating, a.operating_since = 0, -1
        return
    if a.cohesion >= p.slipping and draw(when, MATURE, a.key) < maturing(a, p):
        a.operating, a.operating_since = 1, month


@rule
def maturing(a: Record, p: Record) -> float:
    """A month's chance that a joint activity begins, where cohesion is not lost."""
    return p.maturing_rate * a.cohesion * readiness_to_operate(a, p) * a.leadership


@rule
def readiness_to_operate(a: Record, p: Record) -> float:
    """What a joint activity is built on: a plan; or, in other forms of the rule, nothing more, or benefit that shows.

    Whoever supports an alliance from outside carries some of it while at hand.
    """
    built_on = p.steady_maturing
    if p.maturing_form == BY_PLAN:
        built_on = p.unplanned + (1.0 - p.unplanned) * a.plan
    elif p.maturing_form == BY_BENEFIT:
        built_on = p.unplanned + (1.0 - p.unplanned) * a.benefit
    return gain(built_on, p.support_carries * a.support)


@rule
def lapsing(a: Record, p: Record) -> float:
    """A month's chance that a joint activity lapses: high where the plan has gone stale and little comes of it.

    Support at hand carries it too: networks are larger while they are funded than afterwards (Graf & Broekel 2019).
    """
    return p.lapse_rate * (1.0 - a.plan) * (1.0 - a.benefit) * (1.0 - p.support_carries * a.support)


@rule
def give(state: State, p: Record, number: int) -> None:
    """Members' needs are met and their households gain, where there is a joint activity; and all learn by doing."""
    a = state.alliances[number]
    lesson = p.work_learning * (1.0 if a.operating else p.elementary_lesson)
    taught = p.federation_lesson * state.federations[a.province].service * a.federated
    for place in range(a.size):
        o = state.organisations[state.members[number, place]]
        if a.operating:
            meet_needs(o, a, p)
        o.management = gain(o.management, lesson + taught)
        o.understanding = gain(o.understanding, lesson)


@rule
def meet_needs(o: Record, a: Record, p: Record) -> None:
    """What an alliance is worth to a member: needs newly met, for each member household that uses it.

    A share is passed on to those households, the rest is the organisation's. An area or academic alliance meets fewer
    needs than a business one.
    """
    newly = o.needs & a.offers & ~o.met
    o.met |= newly
    worth = p.need_worth * BITS[newly] * a.benefit * (1.0 if a.form == BUSINESS else p.other_benefit)
    o.household += p.passed_on * worth
    o.benefit += (1.0 - p.passed_on) * worth * p.member_use * o.members / 12.0


@rule
def work_together(state: State, p: Record, when: Word, number: int) -> None:
    """A month's work: what comes of it, what it does to cohesion, and what is misused."""
    a = state.alliances[number]
    survey(state, p, when, number)
    a.benefit = realised_benefit(a, p)
    a.cohesion += p.cohesion_speed * (what_holds(a, p) - a.cohesion)
    suffer_misuse(state, p, when, number)


@rule
def look_after(state: State, p: Record, number: int) -> None:
    """What is seen to go wrong is corrected; what the alliance has is renewed, or goes stale."""
    a = state.alliances[number]
    correct(a, state.federations[a.province], p)
    renew(a, p)


@rule
def goes_on(state: State, p: Record, month: int, number: int) -> bool:
    """Whether an alliance lives on, which otherwise ends: it takes two members, and some cohesion."""
    a = state.alliances[number]
    if a.size < 2 or a.cohesion < p.breaking:
        dissolve(state, number, month)
        return False
    return True


@rule
def work(state: State, p: Record, when: Word, month: int, number: int) -> bool:
    """One month of alliance ``number``; says whether it lives on."""
    a = state.alliances[number]
    if a.size >= 2:
        work_together(state, p, when, number)
        look_after(state, p, number)
        mature(a, p, when, month)
        give(state, p, number)
        recruit(state, p, when, month, number)
        consider_federation(state, p, when, number)
    return goes_on(state, p, month, number)


@rule
def look_back(state: State, p: Record, when: Word, month: int, number: int) -> None:
    """One month of the past of an alliance from before the start, which cannot have ended it: it is there to be met."""
    a = state.alliances[number]
    work_together(state, p, when, number)
    a.cohesion = max(p.slipping, a.cohesion)
    renew(a, p)
    mature(a, p, when, month)
    give(state, p, number)
    a.before = a.cohesion


@rule
def note_cohesion(state: State) -> None:
    """Once recommendations have acted: from where each alliance will have fallen, or risen, by the next time they do.

    What new leaders do to it counts as well as its month's work.
    """
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        a.before = a.cohesion


@rule
def strike_ended(state: State) -> None:
    """Keep the list of living alliances in order, without those that ended."""
    count = state.counts[0]
    kept = 0
    for place in range(count.alive):
        number = state.live[place]
        if state.alliances[number].ended < 0:
            state.live[kept] = number
            kept += 1
    count.alive = np.int64(kept)

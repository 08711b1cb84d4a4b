"""An alliance at work for a month: what its members bring, what holds it together, what it gives, whether it ends."""

from __future__ import annotations

import numpy as np

from sim.chance import MATURE, MISUSE, SEVERITY, WORK_WITH, draw, pick
from sim.compiling import Record, Word, rule
from sim.kinds import AREA, BUSINESS
from sim.records import State
from sim.rules.fitting import BITS
from sim.rules.learning import gain
from sim.rules.membership import dissolve
from sim.rules.trust import disappoint, draw_closer, trust_in


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
def take_stock(state: State, number: int) -> None:
    """What the members of today need and offer, and the best leader among them."""
    a = state.alliances[number]
    a.needs, a.offers, a.leadership = 0, 0, 0.0
    for place in range(a.size):
        o = state.organisations[state.members[number, place]]
        a.needs |= o.needs
        a.offers |= o.offers
        a.leadership = max(a.leadership, o.leadership)


@rule
def survey(state: State, p: Record, when: Word, number: int) -> None:
    """Work together for a month, each with one fellow, and see what members have on average."""
    a = state.alliances[number]
    take_stock(state, number)
    trust, understanding, strategy, management, match = 0.0, 0.0, 0.0, 0.0, 0.0
    for place in range(a.size):
        i = state.members[number, place]
        o = state.organisations[i]
        j = partner(state, when, number, place)
        draw_closer(state.ties, i, j, p.joint_work_trust * a.cohesion, p.first_trust)
        trust += trust_in(state.ties, i, j)
        understanding += o.understanding
        strategy += o.strategy
        management += o.management
        match += suits(o, a)
    a.trust, a.understanding, a.strategy = trust / a.size, understanding / a.size, strategy / a.size
    a.management, a.match = management / a.size, match / a.size


@rule
def load(a: Record, p: Record) -> float:
    """Share of what can be lost to coordination that is lost: grows with size, less with leaders and managers."""
    return a.size / (a.size + p.room * (0.5 + a.leadership) * (1.0 + a.management))


@rule
def realised_benefit(a: Record, p: Record) -> float:
    """Share of the possible benefit that is realised: match, less coordination, free-riding and control's burden."""
    watched = 1.0 - (1.0 - a.indicators) * (1.0 - a.control)
    ridden = p.free_riding * a.size / (a.size + p.room) * (1.0 - watched)
    worth = a.match * (1.0 - load(a, p)) * (1.0 - ridden) * (1.0 - p.control_burden * a.control)
    return worth * (0.5 + 0.5 * a.plan) if a.operating else worth * p.elementary_benefit


@rule
def what_holds(a: Record, p: Record) -> float:
    """The cohesion that benefit, trust, an understood plan and outside support would hold, less coordination."""
    held = p.cohesion_benefit * a.benefit + p.cohesion_trust * a.trust
    led = p.cohesion_plan * a.plan * a.understanding + p.cohesion_support * a.support
    return min(1.0, max(0.0, p.ground_cohesion + held + led - p.cohesion_load * load(a, p)))


@rule
def monitored(a: Record, p: Record) -> float:
    """Share of its trouble that an alliance sees: some shows by itself; the rest needs indicators and their use."""
    return p.seen_unaided + (1.0 - p.seen_unaided) * a.indicators * max(a.readiness, a.skill)


@rule
def correct(a: Record, p: Record) -> None:
    """Feedback: a shortfall that is seen is corrected as far as leaders are ready and able to."""
    shortfall = max(0.0, p.comfort - a.cohesion)
    a.cohesion += p.feedback_power * a.readiness * a.skill * monitored(a, p) * shortfall


@rule
def suffer_misuse(state: State, p: Record, when: Word, number: int) -> None:
    """Now and then trust or money is misused, less often under internal control; cohesion, trust, capital fall."""
    a = state.alliances[number]
    exposure = 1.0 if a.operating else p.elementary_benefit
    if draw(when, MISUSE, a.key) >= p.misuse_rate * exposure * (1.0 - p.control_effect * a.control):
        return
    severity = draw(when, SEVERITY, a.key)
    a.cohesion *= 1.0 - p.misuse_damage * severity
    for place in range(a.size):
        i = state.members[number, place]
        disappoint(state.ties, i, partner(state, when, number, place), p.misuse_damage * severity)
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
    """Start a joint activity, which takes cohesion, a plan and leadership; or stop it when cohesion is lost."""
    if a.operating:
        if a.cohesion < p.slipping:
            a.operating, a.operating_since = 0, -1
        return
    planned = p.unplanned + (1.0 - p.unplanned) * a.plan
    chance = p.maturing_rate * a.cohesion * planned * a.leadership
    if a.cohesion >= p.slipping and draw(when, MATURE, a.key) < chance:
        a.operating, a.operating_since = 1, month


@rule
def give(state: State, p: Record, number: int) -> None:
    """Members gain money by joint business, and learn by doing."""
    a = state.alliances[number]
    money = p.benefit_rate / 12.0 * a.benefit * (1.0 if a.form == BUSINESS else p.other_benefit) * a.operating
    lesson = p.work_learning * (1.0 if a.operating else p.elementary_benefit)
    for place in range(a.size):
        o = state.organisations[state.members[number, place]]
        o.benefit += money * o.capital
        o.management = gain(o.management, lesson)
        o.understanding = gain(o.understanding, lesson)


@rule
def work(state: State, p: Record, when: Word, month: int, number: int) -> bool:
    """One month of alliance ``number``; says whether it lives on."""
    a = state.alliances[number]
    if a.size >= 2:
        survey(state, p, when, number)
        a.benefit = realised_benefit(a, p)
        a.cohesion += p.cohesion_speed * (what_holds(a, p) - a.cohesion)
        suffer_misuse(state, p, when, number)
        correct(a, p)
        renew(a, p)
        mature(a, p, when, month)
        give(state, p, number)
    if a.size < 2 or a.cohesion < p.breaking:
        dissolve(state, number, month)
        return False
    return True


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

"""An alliance at work, from section 7 of docs/odd.md, `working.py`; in the order of the page."""

from __future__ import annotations

from typing import Any

from reading.deciding import recruit
from reading.entities import Alliance, Organisation, World
from reading.federating import consider, service
from reading.hours import given
from reading.levels import AREA, BUSINESS, Draw, count, gain, picked
from reading.membership import end
from reading.trust import contact, misuse, trust_in

BY_PLAN, STEADY = 0, 1


def members(world: World, a: Alliance) -> list[Organisation]:
    return [world.organisations[index] for index in a.members]


def suits(a: Alliance, o: Organisation) -> float:
    if a.form == BUSINESS:
        return count(o.needs & a.offers) / count(o.needs) if o.needs else 0.0
    return o.spirit if a.form == AREA else o.openness


def take_stock(p: Any, world: World, a: Alliance) -> None:
    a.needs = a.offers = 0
    for o in members(world, a):
        a.needs |= o.needs
        a.offers |= o.offers
        o.forms |= 1 << a.form
    a.leadership = a.match = 0.0
    for o in members(world, a):
        share = given(p, a, o)
        a.leadership = max(a.leadership, share * o.leadership)
        a.match += share * suits(a, o)
    a.match /= len(a.members)


def fellow_of(world: World, a: Alliance, place: int, uniform: float) -> Organisation:
    """One other member, picked by lot."""
    others = [index for n, index in enumerate(a.members) if n != place]
    return world.organisations[others[picked(len(others), uniform)]]


def survey(p: Any, world: World, a: Alliance, draw: Draw) -> list[tuple[Organisation, Organisation]]:
    """Each member works with one other; means over members. The pairs of the month."""
    pairs, trust = [], 0.0
    for place, o in enumerate(members(world, a)):
        fellow = fellow_of(world, a, place, draw("fellow", o.id, a.key))
        contact(p, o, fellow, p.joint_work_trust * a.cohesion, draw)
        pairs.append((o, fellow))
        trust += trust_in(o, fellow.index)
    size = len(a.members)
    a.trust = trust / size
    for level in ("understanding", "strategy", "management"):
        setattr(a, level, sum(getattr(o, level) for o in members(world, a)) / size)
    return pairs


def load(p: Any, a: Alliance) -> float:
    size = len(a.members)
    return size / (size + p.room * (0.5 + a.leadership) * (1.0 + a.management))


def benefit(p: Any, a: Alliance) -> float:
    watched = 1.0 - (1.0 - a.indicators) * (1.0 - a.control)
    ridden = p.free_riding * len(a.members) / (len(a.members) + p.room) * (1.0 - watched)
    burden = p.control_burden * a.control + (p.federation_fee if a.federated else 0.0)
    all_of_it = a.match * (1.0 - load(p, a)) * (1.0 - ridden) * (1.0 - burden)
    return all_of_it * ((0.5 + 0.5 * a.plan) if a.operating else p.elementary_benefit)


def cohere(p: Any, a: Alliance) -> None:
    holds = (
        p.ground_cohesion
        + p.cohesion_benefit * a.benefit
        + p.cohesion_trust * a.trust
        + p.cohesion_plan * a.plan * a.understanding
        + p.cohesion_support * a.support
        - p.cohesion_load * load(p, a)
    )
    a.cohesion += p.cohesion_speed * (min(1.0, max(0.0, holds)) - a.cohesion)


def perhaps_misuse(
    p: Any, world: World, a: Alliance, pairs: list[tuple[Organisation, Organisation]], draw: Draw
) -> None:
    if draw("misuse", a.key) >= p.misuse_rate * (1.0 if a.operating else p.elementary_exposure):
        return
    severity = draw("severity", a.key) * (1.0 - p.control_effect * a.control)
    severity *= 1.0 - p.federation_buffer * service(world, a)
    a.cohesion *= 1.0 - p.misuse_damage * severity
    for o, fellow in pairs:
        misuse(o, fellow, p.misuse_distrust * severity)
        if a.operating:
            lost = p.misuse_loss * severity * o.capital
            o.capital -= lost
            world.add("misuse_loss", lost)


def monitored(p: Any, world: World, a: Alliance) -> float:
    """How far trouble is seen: what advisory units see, too (acting)."""
    seen = p.seen_unaided + (1.0 - p.seen_unaided) * a.indicators * max(a.readiness, a.skill)
    return gain(seen, p.federation_monitoring * service(world, a))


def feed_back(p: Any, world: World, a: Alliance) -> None:
    short = max(0.0, p.comfort - a.cohesion)
    a.cohesion += p.feedback_power * a.readiness * a.skill * monitored(p, world, a) * short


def renew(p: Any, a: Alliance) -> None:
    stale = p.practice_wear * (1.0 - a.readiness * a.skill)
    a.plan = gain(a.plan, p.plan_growth * a.strategy * a.understanding) * (1.0 - stale)
    a.indicators *= 1.0 - stale
    a.control *= 1.0 - stale
    a.readiness -= p.readiness_decay * (1.0 - a.skill) * max(0.0, a.readiness - p.first_readiness)
    a.support *= 1.0 - p.support_fading


def built_on(p: Any, a: Alliance) -> float:
    if p.maturing_form == STEADY:
        return p.steady_maturing
    return p.unplanned + (1.0 - p.unplanned) * (a.plan if p.maturing_form == BY_PLAN else a.benefit)


def mature_or_lapse(p: Any, world: World, a: Alliance, draw: Draw) -> None:
    carried = p.support_carries * a.support
    if not a.operating:
        chance = p.maturing_rate * a.cohesion * gain(built_on(p, a), carried) * a.leadership
        if a.cohesion >= p.slipping and draw("mature", a.key) < chance:
            a.operating, a.operating_since = 1, world.month
        return
    chance = p.lapse_rate * (1.0 - a.plan) * (1.0 - a.benefit) * (1.0 - carried)
    if a.cohesion < p.slipping or draw("lapse", a.key) < chance:
        a.operating, a.operating_since = 0, -1


def give(p: Any, world: World, a: Alliance) -> None:
    """Needs that are newly met, what they are worth, and what working together teaches."""
    worth = p.need_worth * a.benefit * (1.0 if a.form == BUSINESS else p.other_benefit)
    lesson = p.work_learning * (1.0 if a.operating else p.elementary_lesson)
    for o in members(world, a):
        if a.operating:
            newly = o.needs & a.offers & ~o.met
            o.met |= newly
            o.household += p.passed_on * worth * count(newly)
            o.benefit += (1.0 - p.passed_on) * worth * count(newly) * p.member_use * o.members / 12.0
        o.management = gain(o.management, lesson + p.federation_lesson * service(world, a))
        o.understanding = gain(o.understanding, lesson)


def work(p: Any, world: World, a: Alliance, draw: Draw) -> None:
    if len(a.members) >= 2:
        take_stock(p, world, a)
        pairs = survey(p, world, a, draw)
        a.benefit = benefit(p, a)
        cohere(p, a)
        perhaps_misuse(p, world, a, pairs, draw)
        feed_back(p, world, a)
        renew(p, a)
        mature_or_lapse(p, world, a, draw)
        give(p, world, a)
        recruit(p, world, a, draw)
        consider(p, world, a, draw)
    if len(a.members) < 2 or a.cohesion < p.breaking:
        end(world, a)


def work_all(p: Any, world: World, draw: Draw) -> None:
    """Hours and needs met begin at nothing; the oldest alliance works first (section 3, step 6)."""
    for o in world.organisations:
        o.busy = o.lent = o.household = 0.0
        o.met = o.forms = 0
    for index in list(world.living):
        work(p, world, world.alliances[index], draw)
    world.living = [index for index in world.living if world.alliances[index].ended < 0]

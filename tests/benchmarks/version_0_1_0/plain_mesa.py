"""The same model in plain Python, as one would write it in Mesa: the peer that the compiled driver is timed against.

Organisations, alliances and province teams are ordinary Mesa agents with float attributes, a dict from acquaintance to
trust and lists of members; ``AgentSet.do`` and ``shuffle_do`` make the month, a ``DataCollector`` keeps its measures,
and random numbers come one after another from ``model.random`` and ``model.rng``. The rules, formulae and parameters
are those of ``sim.rules``, and a model starts from a world that ``sim.world`` made, so both drivers start alike; what
happens then differs by chance only (``tests/verification/test_month_in_mesa.py`` holds it to that).

Left out, all in favour of this peer: what recommendations do (so nothing is ever listed in a directory, the climate
never changes and nobody is rescued), the ledger of past memberships, the record of ended alliances, and the four
measures that are taken at the end only. New leaders' skill has a normal spread instead of the bounded bell that
resembles it.
"""

from __future__ import annotations

import gc
import math
import time
from types import SimpleNamespace

import mesa
import numpy as np
import pandas as pd

from sim.draws import DEFAULTS
from sim.kinds import ACADEMIC, AREA, BUSINESS, EXPLAIN, FORMS, KINDS, PLAN
from sim.plan import make_plan
from sim.population import Population
from sim.provinces import PROVINCE_TERMS
from sim.records import MAX_BELONGS, MAX_MEMBERS, MAX_TIES, State
from sim.scenario import Scenario
from sim.simulate import Peopling
from sim.world import starting_world

MILLION = 1e6


def gain(level: float, share: float) -> float:
    """``level`` after ``share``, at most all, of what is missing to 1 has been added."""
    return level + min(1.0, share) * (1.0 - level)


def chance_of(logit: float) -> float:
    """The probability that a logit stands for."""
    return 1.0 / (1.0 + math.exp(-logit))


def activities(code: int) -> frozenset[int]:
    """The set of activities that the bits of ``code`` stand for."""
    return frozenset(bit for bit in range(16) if code >> bit & 1)


def matching(one: Cooperative, other: Cooperative | Draft | Alliance) -> int:
    """In how many activities one offers what the other needs, either way."""
    return len(one.needs & other.offers) + len(one.offers & other.needs)


class Draft:
    """An alliance that a founder has in mind, and whom it has won for it so far."""

    cohesion = 0.0
    operating = False

    def __init__(self, founder: Cooperative, form: int) -> None:
        self.founder, self.form, self.kind, self.team = founder, form, founder.kind, founder.team
        self.x, self.y, self.leadership = founder.x, founder.y, founder.leadership
        self.needs, self.offers = founder.needs, founder.offers
        self.members = [founder]

    def take_in(self, o: Cooperative) -> None:
        """Count on ``o``: its needs and offers, perhaps the best leader."""
        self.members.append(o)
        self.needs |= o.needs
        self.offers |= o.offers
        self.leadership = max(self.leadership, o.leadership)


class Cooperative(mesa.Agent):
    """An organisation: a cooperative, or a people's group."""

    model: PlainModel

    def __init__(self, model: PlainModel, record: np.void, team: ProvinceTeam, neighbours: list[Cooperative]) -> None:
        super().__init__(model)
        self.team = team
        self.neighbours = neighbours  # all organisations of its district, itself included
        self.kind = int(record["kind"])
        self.x, self.y = float(record["x"]), float(record["y"])
        self.people = float(record["members"])
        self.leadership = self.first_leadership = float(record["leadership"])
        self.understanding = self.first_understanding = float(record["understanding"])
        self.capital = self.first_capital = float(record["capital"])
        self.spirit = float(record["spirit"])
        self.strategy = float(record["strategy"])
        self.openness = float(record["openness"])
        self.management = float(record["management"])
        self.margin = float(record["margin"])
        self.needs, self.offers = activities(int(record["needs"])), activities(int(record["offers"]))
        self.weak, self.remote = bool(record["weak"]), bool(record["remote"])
        self.registered = bool(record["registered"])
        self.surplus = self.benefit = 0.0
        self.rest_until = int(record["rest_until"])
        self.trust: dict[Cooperative, float] = {}
        self.alliances: list[Alliance] = []

    # Trading, forgetting, new leaders

    def trade(self) -> None:
        """A month's surplus or loss, alliance benefits included; forgetting; now and then new leaders."""
        p = self.model.p
        yearly = self.margin + p.margin_leadership * (self.leadership - 0.5)
        luck = p.margin_noise * (self.random.random() - 0.5)
        self.surplus = self.capital * (yearly / 12.0 + luck) + self.benefit
        self.capital = max(1.0, self.capital + p.retained_share * self.surplus)
        self.benefit = 0.0
        self.forget()
        if self.random.random() < p.turnover:
            self.succeed()

    def forget(self) -> None:
        """Understanding returns to where it started; a plan nobody uses goes stale."""
        p = self.model.p
        self.understanding -= p.forgetting * max(0.0, self.understanding - self.first_understanding)
        if not self.alliances:
            self.strategy -= p.strategy_wear * self.strategy

    def succeed(self) -> None:
        """New leaders: the strategy stays, the skill and understanding of the old ones mostly go."""
        p = self.model.p
        newcomer = self.first_leadership + 0.5 * p.spread * self.random.gauss(0.0, 1.0)
        handed_over = p.handed_over * max(0.0, self.leadership - self.first_leadership)
        self.leadership = min(0.98, max(0.02, newcomer + handed_over))
        self.understanding = self.first_understanding + p.handed_over * (self.understanding - self.first_understanding)
        self.management *= p.handed_over
        for alliance in self.alliances:
            if alliance.founder is self:
                alliance.cohesion *= 1.0 - p.succession_damage * self.random.random() * (1.0 - alliance.plan)

    # Acquaintances

    def introduce(self, other: Cooperative, trust: float) -> None:
        """Become acquainted, if both can keep up with one more."""
        if len(self.trust) < MAX_TIES and len(other.trust) < MAX_TIES:
            self.trust[other] = trust
            other.trust[self] = trust

    def draw_closer(self, other: Cooperative, share: float) -> None:
        """Contact adds ``share`` of the trust still missing, both ways; strangers become acquainted."""
        if other in self.trust:
            self.trust[other] = gain(self.trust[other], share)
            other.trust[self] = gain(other.trust[self], share)
        else:
            self.introduce(other, self.model.p.first_trust)

    def disappoint(self, other: Cooperative, share: float) -> None:
        """Misuse destroys ``share`` of the trust between two acquaintances, both ways."""
        if other in self.trust:
            self.trust[other] *= 1.0 - share
            other.trust[self] *= 1.0 - share

    def trust_towards(self, other: Cooperative) -> float:
        """Trust in ``other``; somebody new is trusted as at a first meeting."""
        return self.trust.get(other, self.model.p.first_trust)

    def wear(self) -> None:
        """A month's wear of trust; who is hardly trusted any more is forgotten by both."""
        p = self.model.p
        for other in list(self.trust):
            self.trust[other] *= 1.0 - p.trust_wear
            if self.trust[other] < p.forgotten:
                del self.trust[other]
                del other.trust[self]

    # Meeting

    def meet(self) -> None:
        """Those who go out meet somebody, draw closer and talk."""
        p = self.model.p
        if self.random.random() < p.meeting_rate * (0.5 + self.openness):
            other = self.whom_to_meet()
            if other is not None and other is not self:
                self.draw_closer(other, p.meeting_trust)
                self.talk(other)

    def whom_to_meet(self) -> Cooperative | None:
        """A friend of a friend, or somebody of the district, the kind, the province, or of the kind elsewhere."""
        p = self.model.p
        where = self.random.random()
        if where < p.closure_share:
            return self.friend_of_friend()
        if where > 1.0 - p.outside_share:
            elsewhere = self.random.choice([team for team in self.model.teams if team is not self.team])
            kin = elsewhere.kin[self.kind]
            return self.random.choice(kin) if kin else None
        place = self.random.random()
        if place < p.district_share:
            return self.random.choice(self.neighbours)
        if place < p.district_share + p.kin_share:
            return self.random.choice(self.team.kin[self.kind])
        return self.random.choice(self.team.organisations)

    def friend_of_friend(self) -> Cooperative | None:
        """An acquaintance of a random acquaintance, perhaps oneself; nobody for those who know nobody."""
        if not self.trust:
            return None
        between = self.random.choice(list(self.trust))
        return self.random.choice(list(between.trust))

    def talk(self, other: Cooperative) -> None:
        """Each learns from the other what it understands less, in proportion to its trust."""
        p = self.model.p
        gap = other.understanding - self.understanding
        if gap > 0.0:
            self.understanding += p.talk_learning * self.trust.get(other, 0.0) * gap
        else:
            other.understanding -= p.talk_learning * other.trust.get(self, 0.0) * gap

    def learn_strategy(self, share: float) -> None:
        """Planning helps fully only those who understand what the plan is for."""
        p = self.model.p
        self.strategy = gain(self.strategy, share * (p.blind_planning + (1.0 - p.blind_planning) * self.understanding))

    # Weighing alliances

    def fit(self, a: Draft | Alliance) -> float:
        """How well one fits alliance ``a``: by place, by needs and offers, or by knowledge, as its form says."""
        p = self.model.p
        if a.form == AREA:
            distance = math.hypot(self.x - a.x, self.y - a.y)
            return math.exp(-distance / p.near) * (0.5 + 0.5 * self.spirit)
        if a.form == BUSINESS:
            return min(1.0, matching(self, a) / p.full_match)
        ahead = min(1.0, 2.0 * max(0.0, a.leadership - self.leadership))
        return self.openness * (0.5 * (self.kind == a.kind) + 0.5 * ahead)

    def coordination(self, size: int) -> float:
        """Cost (logit) of coordinating with ``size`` others."""
        p = self.model.p
        return p.coordination_cost * size * (1.5 - self.leadership) * (1.0 - p.management_relief * self.management)

    def risk(self, form: int, trust: float) -> float:
        """Cost (logit) of capital at risk with partners not trusted."""
        p = self.model.p
        share = 1.0 if form == BUSINESS else p.small_risk
        return share * p.risk_cost * (1.0 - trust) / (1.0 + self.capital / (MILLION * p.ample_capital))

    def inclination(self, appeal: float, fit: float, trust: float) -> float:
        """What speaks for an alliance (logit): its form, fit, trust, understanding, a strategy ably led."""
        p = self.model.p
        return (
            appeal
            + p.weight_fit * fit
            + p.weight_trust * trust
            + p.weight_understanding * self.understanding
            + p.weight_strategy * self.strategy * (0.5 + self.leadership)
            - p.reluctance
        )

    def willingness(self, a: Draft | Alliance, trust: float) -> float:
        """What one gains from being in ``a`` less what it costs (logit), before any push."""
        p = self.model.p
        cost = self.coordination(len(a.members)) + self.risk(a.form, trust) + p.busy_cost * len(self.alliances)
        repute = p.weight_repute * a.cohesion * a.operating
        return self.inclination(self.model.appeal[a.form], self.fit(a), trust) + repute - cost

    def inclination_to_stay(self, a: Alliance) -> float:
        """What keeps one in ``a`` (logit): cohesion, a plan one understands, benefit."""
        p = self.model.p
        held = p.weight_cohesion * (a.cohesion - 0.5) + p.weight_understanding * a.plan * (self.understanding - 0.5)
        return p.staying + held + p.weight_benefit * a.benefit - self.coordination(len(a.members))

    # Deciding

    def decide(self) -> None:
        """When its board considers alliances: leave those no longer worth it, else join one, else found one."""
        if self.random.random() >= self.model.p.attention or self.leave():
            return
        if self.trust:
            friend = self.random.choice(list(self.trust))
            if friend.alliances and self.join(self.random.choice(friend.alliances), self.trust[friend]):
                return
        self.found()

    def leave(self) -> bool:
        """Leave the alliances no longer worth staying in; says whether any was left."""
        left = [a for a in self.alliances if self.random.random() > chance_of(self.inclination_to_stay(a))]
        for alliance in left:
            alliance.strike_off(self)
        return bool(left)

    def join(self, a: Alliance, trust: float, push: float = 0.0) -> bool:
        """Join ``a`` if there is room and it is worth it under ``push`` (logit); says whether it did."""
        if a in self.alliances or len(self.alliances) == MAX_BELONGS or len(a.members) >= MAX_MEMBERS:
            return False
        if self.random.random() >= chance_of(self.willingness(a, trust) + push):
            return False
        a.enrol(self)
        return True

    # Founding

    def founder_will(self, appeal: float, fit: float, trust: float) -> float:
        """Inclination (logit) to found: what one expects of being in it, and leadership, less what founding costs."""
        p = self.model.p
        expected = self.inclination(appeal, fit, trust) - self.coordination(1) - p.busy_cost * len(self.alliances)
        return expected + p.weight_leadership * (self.leadership - 0.5) - p.founding_cost

    def found(self, push: float = 0.0) -> None:
        """Try to found an alliance, with the ``push`` (logit) of a province team if one is at hand."""
        model, p = self.model, self.model.p
        if model.steps < self.rest_until or len(self.alliances) == MAX_BELONGS:
            return
        lot = self.random.random()
        if lot >= chance_of(self.founder_will(max(model.appeal), 1.0, 1.0) + push):
            return  # it would not found even among perfect partners
        circle = self.gather(linked=push > 0.0)
        if not circle:
            return
        draft = self.choose_form(circle)
        fit, trust = self.prospects(draft, circle)
        will = self.founder_will(model.appeal[draft.form], fit, trust)
        if lot >= chance_of(will + push):
            return
        self.rest_until = model.steps + int(p.weariness)
        own_will = self.invite(draft, circle, push)
        if len(draft.members) < 2:
            return
        own_will += chance_of(will) / chance_of(will + push)
        Alliance(model, draft, own_will / len(draft.members), facilitated=push > 0.0)
        model.founded += 1
        model.facilitated += push > 0.0

    def gather(self, linked: bool) -> list[Cooperative]:
        """Whom one can think of: acquaintances, and those a team brings."""
        circle = list(self.trust)
        if linked:
            for _ in range(int(self.model.p.brokered)):
                other = self.random.choice(self.team.circle)
                if other is not self and other not in circle:
                    circle.append(other)
        return circle

    def prospects(self, draft: Draft, circle: list[Cooperative]) -> tuple[float, float]:
        """Fit and trust with one's circle for ``draft``: means weighted by fit."""
        fits, trusts, weights = 0.0, 0.0, 1e-9
        for other in circle:
            fit = other.fit(draft)
            fits += fit * fit
            trusts += fit * self.trust_towards(other)
            weights += fit
        return fits / weights, trusts / weights

    def choose_form(self, circle: list[Cooperative]) -> Draft:
        """The form that promises most among those one could ally with; a logit choice, drawn by Gumbel noise."""

        def value(draft: Draft) -> float:
            fit, _ = self.prospects(draft, circle)
            return self.model.appeal[draft.form] + self.model.p.weight_fit * fit + self.rng.gumbel()

        return max((Draft(self, form) for form in (AREA, BUSINESS, ACADEMIC)), key=value)

    def invite(self, draft: Draft, circle: list[Cooperative], push: float) -> float:
        """Invite one by one, the likeliest first, until enough refuse; returns how voluntarily others came."""
        p = self.model.p
        unasked, refusals, own_will = list(circle), 0, 0.0
        while unasked and refusals < p.refusals:
            other = max(unasked, key=lambda o: p.weight_fit * o.fit(draft) + p.weight_trust * self.trust_towards(o))
            unasked.remove(other)
            will = other.willingness(draft, other.trust_towards(self))
            if len(other.alliances) < MAX_BELONGS and self.random.random() < chance_of(will + push):
                draft.take_in(other)
                own_will += chance_of(will) / chance_of(will + push)
            else:
                refusals += 1
        return own_will


class Alliance(mesa.Agent):
    """An alliance, elementary at first; removed when it ends."""

    model: PlainModel

    def __init__(self, model: PlainModel, draft: Draft, voluntary: float, facilitated: bool) -> None:
        super().__init__(model)
        p = model.p
        self.founder, self.form, self.kind, self.team = draft.founder, draft.form, draft.kind, draft.team
        self.x, self.y, self.leadership = draft.x, draft.y, draft.leadership
        self.needs, self.offers = draft.needs, draft.offers
        self.members = draft.members
        for member in self.members:
            member.alliances.append(self)
        self.founded = model.steps  # month; 0 for those from before
        self.facilitated, self.operating = facilitated, False
        self.cohesion = p.starting_cohesion * (0.5 + 0.5 * voluntary)
        self.plan = self.indicators = self.control = self.support = self.benefit = 0.0
        self.readiness, self.skill = p.first_readiness, p.first_skill
        self.trust = self.understanding = self.strategy = self.management = self.match = 0.0
        self.pairs: list[tuple[Cooperative, Cooperative]] = []

    @property
    def size(self) -> int:
        """Members now."""
        return len(self.members)

    # Membership

    def enrol(self, o: Cooperative) -> None:
        """``o`` becomes a member."""
        self.members.append(o)
        o.alliances.append(self)
        self.needs |= o.needs
        self.offers |= o.offers
        self.leadership = max(self.leadership, o.leadership)

    def strike_off(self, o: Cooperative) -> None:
        """``o`` leaves; the last member takes its place in the list, and the first speaks for the alliance."""
        self.members[self.members.index(o)] = self.members[-1]
        self.members.pop()
        o.alliances.remove(self)
        if self.founder is o and self.members:
            self.founder = self.members[0]

    def dissolve(self) -> None:
        """The alliance ends and its members are free."""
        for member in self.members:
            member.alliances.remove(self)
        self.model.ended += 1
        self.remove()

    # Working

    def work(self) -> None:
        """One month: what members bring, what holds them together, what it gives, whether it ends."""
        p = self.model.p
        if len(self.members) >= 2:
            self.survey()
            self.benefit = self.realised_benefit()
            self.cohesion += p.cohesion_speed * (self.what_holds() - self.cohesion)
            self.suffer_misuse()
            self.correct()
            self.renew()
            self.mature()
            self.give()
        if len(self.members) < 2 or self.cohesion < p.breaking:
            self.dissolve()

    def survey(self) -> None:
        """Work together, each with one fellow, and see what members have on average."""
        p, members = self.model.p, self.members
        self.needs = frozenset().union(*(o.needs for o in members))
        self.offers = frozenset().union(*(o.offers for o in members))
        self.leadership = max(o.leadership for o in members)
        self.pairs = []
        trust = understanding = strategy = management = match = 0.0
        for place, o in enumerate(members):
            other = self.random.randrange(len(members) - 1)
            fellow = members[other + (other >= place)]
            self.pairs.append((o, fellow))
            o.draw_closer(fellow, p.joint_work_trust * self.cohesion)
            trust += o.trust.get(fellow, 0.0)
            understanding += o.understanding
            strategy += o.strategy
            management += o.management
            match += self.suits(o)
        size = len(members)
        self.trust, self.understanding, self.strategy = trust / size, understanding / size, strategy / size
        self.management, self.match = management / size, match / size

    def suits(self, o: Cooperative) -> float:
        """How well a member suits what the alliance is for once it works: needs covered, spirit, or openness."""
        if self.form == BUSINESS:
            return len(o.needs & self.offers) / max(1, len(o.needs))
        return o.spirit if self.form == AREA else o.openness

    def load(self) -> float:
        """Share of what can be lost to coordination that is lost."""
        size = len(self.members)
        return size / (size + self.model.p.room * (0.5 + self.leadership) * (1.0 + self.management))

    def realised_benefit(self) -> float:
        """Share of the possible benefit that is realised: match, less coordination, free-riding, control's burden."""
        p, size = self.model.p, len(self.members)
        watched = 1.0 - (1.0 - self.indicators) * (1.0 - self.control)
        ridden = p.free_riding * size / (size + p.room) * (1.0 - watched)
        worth = self.match * (1.0 - self.load()) * (1.0 - ridden) * (1.0 - p.control_burden * self.control)
        return worth * (0.5 + 0.5 * self.plan) if self.operating else worth * p.elementary_benefit

    def what_holds(self) -> float:
        """The cohesion that benefit, trust, an understood plan and outside support would hold, less coordination."""
        p = self.model.p
        held = p.cohesion_benefit * self.benefit + p.cohesion_trust * self.trust
        led = p.cohesion_plan * self.plan * self.understanding + p.cohesion_support * self.support
        return min(1.0, max(0.0, p.ground_cohesion + held + led - p.cohesion_load * self.load()))

    def suffer_misuse(self) -> None:
        """Now and then trust or money is misused: cohesion, trust and capital fall."""
        p = self.model.p
        exposure = 1.0 if self.operating else p.elementary_benefit
        if self.random.random() >= p.misuse_rate * exposure * (1.0 - p.control_effect * self.control):
            return
        severity = self.random.random()
        self.cohesion *= 1.0 - p.misuse_damage * severity
        for o, fellow in self.pairs:
            o.disappoint(fellow, p.misuse_damage * severity)
            if self.operating:
                loss = p.misuse_loss * severity * o.capital
                o.capital -= loss
                self.model.misuse_loss += loss

    def monitored(self) -> float:
        """Share of its trouble that the alliance sees."""
        p = self.model.p
        return p.seen_unaided + (1.0 - p.seen_unaided) * self.indicators * max(self.readiness, self.skill)

    def correct(self) -> None:
        """Feedback: a shortfall that is seen is corrected as far as leaders are ready and able to."""
        p = self.model.p
        shortfall = max(0.0, p.comfort - self.cohesion)
        self.cohesion += p.feedback_power * self.readiness * self.skill * self.monitored() * shortfall

    def renew(self) -> None:
        """What the alliance has is renewed or goes stale."""
        p = self.model.p
        stale = p.practice_wear * (1.0 - self.readiness * self.skill)
        self.plan = gain(self.plan, p.plan_growth * self.strategy * self.understanding) * (1.0 - stale)
        self.indicators *= 1.0 - stale
        self.control *= 1.0 - stale
        self.readiness -= p.readiness_decay * (1.0 - self.skill) * max(0.0, self.readiness - p.first_readiness)
        self.support *= 1.0 - p.support_fading

    def mature(self) -> None:
        """Start a joint activity, which takes cohesion, a plan and leadership; or stop it when cohesion is lost."""
        p = self.model.p
        if self.operating:
            self.operating = self.cohesion >= p.slipping
            return
        planned = p.unplanned + (1.0 - p.unplanned) * self.plan
        chance = p.maturing_rate * self.cohesion * planned * self.leadership
        self.operating = self.cohesion >= p.slipping and self.random.random() < chance

    def give(self) -> None:
        """Members gain money by joint business, and learn by doing."""
        p = self.model.p
        share = 1.0 if self.form == BUSINESS else p.other_benefit
        money = p.benefit_rate / 12.0 * self.benefit * share * self.operating
        lesson = p.work_learning * (1.0 if self.operating else p.elementary_benefit)
        for o in self.members:
            o.benefit += money * o.capital
            o.management = gain(o.management, lesson)
            o.understanding = gain(o.understanding, lesson)


class ProvinceTeam(mesa.Agent):
    """A province and its team, which goes round the organisations it works with, stage by stage."""

    model: PlainModel

    def __init__(self, model: PlainModel, understanding: float) -> None:
        super().__init__(model)
        self.understanding = understanding
        self.organisations: list[Cooperative] = []
        self.kin: dict[int, list[Cooperative]] = {kind: [] for kind in range(len(KINDS))}
        self.circle: list[Cooperative] = []  # those it works with, in the order of its round
        self.next_visit = 0

    def learn(self) -> None:
        """A forum of the central team: every team comes closer to the framework."""
        self.understanding = gain(self.understanding, self.model.p.forum_gain)

    def make_visits(self) -> None:
        """One month: its visits, all of one stage."""
        p, stage = self.model.p, self.model.stage
        if not self.circle:
            return
        whole = int(p.team_visits)
        for _ in range(whole + (self.random.random() < p.team_visits - whole)):
            o = self.circle[self.next_visit % len(self.circle)]
            self.next_visit += 1
            self.visit(o, stage)
        self.model.cost += p.team_cost

    def visit(self, o: Cooperative, stage: int) -> None:
        """One visit: support to the facilitated alliances ``o`` is in, and what the stage calls for."""
        p = self.model.p
        for alliance in o.alliances:
            if alliance.facilitated:
                alliance.support = max(alliance.support, self.understanding)
        if stage == EXPLAIN:
            o.understanding = gain(o.understanding, p.explain_effect * self.understanding)
        elif stage == PLAN:
            o.learn_strategy(p.plan_effect * self.understanding)
        else:
            self.link(o)

    def link(self, o: Cooperative) -> None:
        """Help the plan of an alliance the team helped found, or bring ``o`` into one, or have it found one."""
        p = self.model.p
        push = p.link_push * self.understanding
        helped = [alliance for alliance in o.alliances if alliance.facilitated]
        for alliance in helped:
            alliance.plan = gain(alliance.plan, p.plan_effect * self.understanding * alliance.strategy)
        if helped:
            return
        nearest = self.nearest_fit(o)
        if nearest is None or not o.join(nearest, o.trust_towards(nearest.founder), push):
            o.found(push)

    def nearest_fit(self, o: Cooperative) -> Alliance | None:
        """The province's facilitated alliance that ``o`` fits best, if it fits any."""
        best, best_fit = None, 0.0
        for alliance in self.model.alliances:
            if alliance.facilitated and alliance.team is self:
                fit = o.fit(alliance)
                if fit > best_fit:
                    best, best_fit = alliance, fit
        return best


class PlainModel(mesa.Model):
    """One run, month by month, from a starting world.

    Parameters
    ----------
    scenario : Scenario
        Without recommendations, which this model leaves out.
    world : State
        A starting world as ``sim.world`` makes it; only read.
    seed : int
        Of Mesa's generators.
    """

    def __init__(self, scenario: Scenario, world: State, seed: int) -> None:
        super().__init__(rng=seed)
        if scenario.applied:
            raise ValueError("the plain model leaves recommendations out")
        plan = make_plan(scenario, DEFAULTS)
        values = plan.numbers[0]
        self.p = SimpleNamespace(**{name: float(values[name]) for name in values.dtype.names})
        self.stages: list[int] = plan.stages.tolist()
        self.first_month, self.last_month = plan.teams.tolist()
        self.appeal = (0.0, self.p.business_appeal, self.p.academic_appeal)  # by form, beside an area alliance
        self.founded = self.facilitated = self.ended = 0
        self.misuse_loss = self.cost = 0.0
        self._people(world)
        self._bring_alliances(world)
        self.datacollector = mesa.DataCollector(model_reporters=reporters())
        self.datacollector.collect(self)

    def _people(self, world: State) -> None:
        """Agents for the teams and the organisations that take part, with the ties between them."""
        self.teams = [ProvinceTeam(self, float(home["understanding"])) for home in world.provinces]
        districts: list[list[Cooperative]] = [[] for _ in world.districts]
        active = int(world.counts["active"][0])
        self.organisations: list[Cooperative] = []
        for record in world.organisations[:active]:
            team, district = self.teams[record["province"]], districts[record["district"]]
            o = Cooperative(self, record, team, district)
            self.organisations.append(o)
            team.organisations.append(o)
            team.kin[o.kind].append(o)
            district.append(o)
        for o, ties in zip(self.organisations, world.ties):
            o.trust = {self.organisations[other]: trust for other, trust in ties.tolist() if other >= 0}
        for team, home in zip(self.teams, world.provinces):
            works_with = min(int(self.p.team_circle), int(home["active"]))
            first = int(home["first"])
            team.circle = [self.organisations[i] for i in world.circle[first : first + works_with]]

    def _bring_alliances(self, world: State) -> None:
        """Alliances from before the start."""
        for number in world.live[: world.counts["alive"][0]]:
            a, (founder, *others) = world.alliances[number], world.members[number, : world.alliances["size"][number]]
            draft = Draft(self.organisations[founder], int(a["form"]))
            for other in others:
                draft.take_in(self.organisations[other])
            alliance = Alliance(self, draft, voluntary=1.0, facilitated=False)
            alliance.cohesion, alliance.plan = float(a["cohesion"]), float(a["plan"])
            alliance.operating = bool(a["operating"])

    @property
    def stage(self) -> int:
        """The stage that the teams are at: each takes an equal share of the months."""
        months = self.last_month - self.first_month + 1
        return self.stages[(self.steps - self.first_month) * len(self.stages) // months]

    @property
    def cooperatives(self) -> mesa.agent.AgentSet:
        """All organisations."""
        return self.agents_by_type[Cooperative]

    @property
    def alliances(self) -> mesa.agent.AgentSet:
        """All living alliances, oldest first."""
        there = Alliance in self.agents_by_type
        return self.agents_by_type[Alliance] if there else mesa.agent.AgentSet([], random=self.random)

    def step(self) -> None:
        """One month: teams, trade, meetings, boards, alliances, measures."""
        if self.first_month <= self.steps <= self.last_month:
            teams = self.agents_by_type[ProvinceTeam]
            if (self.steps - self.first_month) % int(self.p.forum_every) == 0:
                teams.do("learn")
            teams.do("make_visits")
        self.cooperatives.do("trade")
        self.cooperatives.do("wear")
        self.cooperatives.do("meet")
        self.cooperatives.shuffle_do("decide")
        self.alliances.do("work")
        self.datacollector.collect(self)

    def run(self, months: int) -> pd.DataFrame:
        """Live through ``months``; returns the measures, a row a month from the start on."""
        for _ in range(months):
            self.step()
        return self.datacollector.get_model_vars_dataframe()

    def close(self) -> None:
        """Let go of the model: Mesa 3.3 otherwise keeps every model that ever was alive."""
        self.remove_all_agents()
        mesa.Agent._ids.pop(self, None)

    # Measures

    def mean(self, agents: mesa.agent.AgentSet, attribute: str) -> float:
        """Mean of an attribute; 0 of nobody."""
        values = agents.get(attribute)
        return sum(values) / len(values) if values else 0.0

    def share_in(self, attribute: str, value: bool = True) -> float:
        """Share of the organisations whose ``attribute`` is ``value`` that are in an alliance."""
        inside = [bool(o.alliances) for o in self.cooperatives if getattr(o, attribute) is value]
        return sum(inside) / len(inside) if inside else 0.0

    def mean_trust(self) -> float:
        """Mean trust between acquaintances."""
        levels = [trust for o in self.cooperatives for trust in o.trust.values()]
        return sum(levels) / len(levels) if levels else 0.0

    def remote_understanding(self) -> float:
        """Mean understanding of remote organisations."""
        levels = [o.understanding for o in self.cooperatives if o.remote]
        return sum(levels) / len(levels) if levels else 0.0


def reporters() -> dict[str, object]:
    """What the data collector asks each month: the monthly measures of the model, but for those left out."""
    asked: dict[str, object] = {
        "lasting": lambda m: sum(a.operating for a in m.alliances),
        "lasting_new": lambda m: sum(a.operating for a in m.alliances if a.founded > 0),
        "kept": lambda m: sum(a.facilitated for a in m.alliances),
        "alive": lambda m: len(m.alliances),
        "founded": "founded",
        "facilitated": "facilitated",
        "ended": "ended",
        "organisations_in": lambda m: sum(bool(o.alliances) for o in m.cooperatives),
        "people_in": lambda m: sum(o.people for o in m.cooperatives if o.alliances),
        "weak_share": lambda m: m.share_in("weak"),
        "remote_share": lambda m: m.share_in("remote"),
        "unregistered_share": lambda m: m.share_in("registered", False),
        "remote_understanding": lambda m: m.remote_understanding(),
        "trust": lambda m: m.mean_trust(),
        "degree": lambda m: sum(len(o.trust) for o in m.cooperatives) / len(m.cooperatives),
        "team_understanding": lambda m: m.mean(m.agents_by_type[ProvinceTeam], "understanding"),
        "benefit": lambda m: sum(m.cooperatives.get("benefit")),
        "capital_growth": lambda m: m.cooperatives.agg("capital", sum) / m.cooperatives.agg("first_capital", sum) - 1.0,
        "misuse_loss": "misuse_loss",
        "cost": "cost",
    }
    for name in ("understanding", "strategy", "leadership", "openness", "management", "surplus"):
        asked[name] = lambda m, name=name: m.mean(m.cooperatives, name)
    for name in ("size", "cohesion", "plan", "indicators", "control", "readiness", "skill", "support"):
        asked[name] = lambda m, name=name: m.mean(m.alliances, name)
    for code, form in enumerate(FORMS):
        asked[f"alive_{form.key}"] = lambda m, code=code: sum(a.form == code for a in m.alliances)
        asked[f"lasting_{form.key}"] = lambda m, code=code: sum(a.operating for a in m.alliances if a.form == code)
    for row, province in enumerate(PROVINCE_TERMS):
        asked[f"alive_{province.key}"] = lambda m, row=row: sum(a.team is m.teams[row] for a in m.alliances)
        asked[f"lasting_{province.key}"] = lambda m, row=row: sum(
            a.operating for a in m.alliances if a.team is m.teams[row]
        )
    return asked


def seconds_of_run(months: int, population: Population, scenario: Scenario, seed: int = 0) -> float:
    """How long ``months`` of a run on ``population`` take (s), measures included.

    As for the compiled driver, making the starting world, and here the agents in it, is not counted.
    """
    world = starting_world(population, Peopling().kinds, make_plan(scenario, DEFAULTS), seed)
    model = PlainModel(scenario, world, seed)
    gc.collect()  # so that no earlier model is cleared away in this one's time
    start = time.perf_counter()
    model.run(months)
    taken = time.perf_counter() - start
    model.close()
    return taken

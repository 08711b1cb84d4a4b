"""Where a rule, alone and with nothing else moving, has a solution on paper: many months of it against that."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from small_worlds import alliance, ally, bare, knowing, organisation, p_with, some_organisation, when

from sim.chance import LEAVE, draw
from sim.month import alliances_work, recommendations_act
from sim.rules.deciding import considers, inclination_to_stay
from sim.rules.federating import keep_federations
from sim.rules.fitting import chance_of
from sim.rules.learning import forget
from sim.rules.meeting import goes_out
from sim.rules.succession import leaders_change
from sim.rules.trading import closes, owe, trade
from sim.rules.trust import introduce, wear
from sim.rules.visiting import set_out
from sim.rules.working import is_misused, mature, renew, what_holds

MONTHS = range(1, 61)
MANY = 4000


def close(value):
    return pytest.approx(value, rel=1e-10)


def many_errors(share, count):
    """Four and a half standard errors of a share: one in 150,000 is farther off by chance."""
    return 4.5 * math.sqrt(share * (1.0 - share) / count) + 1e-12


def within(happened, chance):
    """Whether what happened to many, as a list of booleans, happened to as many as the chance says."""
    count = len(happened)
    assert sum(happened) / count == pytest.approx(chance, abs=many_errors(chance, count))


# What decays and what grows


@pytest.mark.parametrize("trust", [0.0, 0.2, 0.9])
def test_trust_apart_decays_to_its_ground(trust):
    p = p_with(trust_wear=0.03, drift_apart=0.0)
    state, _ = knowing(2, 1)
    tie = state.ties[0, 0]
    tie["trust"] = trust
    for month in MONTHS:
        wear(state, p, when(month=month), 0)
        assert tie["trust"] == close(tie["ground"] + (trust - tie["ground"]) * (1 - 0.03) ** month)


def test_what_was_learnt_decays_to_where_it_began():
    p = p_with(forgetting=0.04, strategy_wear=0.01, directory_staleness=0.05)
    starts = {f"first_{name}": 0.2 for name in ("understanding", "management", "strategy")}
    o = organisation(understanding=0.9, management=0.5, strategy=0.7, listed=0.8, **starts)
    for month in MONTHS:
        forget(o, p)
        assert o["understanding"] == close(0.2 + 0.7 * 0.96**month)
        assert o["management"] == close(0.2 + 0.3 * 0.96**month)
        assert o["strategy"] == close(0.2 + 0.5 * 0.99**month)
        assert o["listed"] == close(0.8 * 0.95**month)


@pytest.mark.parametrize("leadership", [0.1, 0.5, 0.9])
def test_capital_without_alliances_grows_by_compound_interest(leadership):
    p = p_with(margin_noise=0.0, margin_leadership=0.04, retained_share=0.5)
    o = organisation(capital=1e6, margin=0.03, leadership=leadership)
    yearly = 0.03 + 0.04 * (leadership - 0.5)
    for month in MONTHS:
        trade(o, p, when(month=month))
        assert o["capital"] == close(1e6 * (1 + 0.5 * yearly / 12) ** month)


def test_a_steady_surplus_becomes_the_result_within_years():
    p = p_with(margin_noise=0.0, retained_share=0.0)
    o = organisation(capital=1e6, margin=0.06, leadership=0.5)
    for month in MONTHS:
        trade(o, p, when(month=month))
        assert o["result"] == close(5000.0 * (1 - (11 / 12) ** month))


def test_arrears_grow_and_are_paid_off_geometrically():
    p = p_with(arrears_growth=0.05, arrears_relief=0.1)
    losing, recovering = organisation(result=-1.0), organisation(result=1.0, arrears=0.8)
    for month in MONTHS:
        owe(losing, p)
        owe(recovering, p)
        assert losing["arrears"] == close(1 - 0.95**month)
        assert recovering["arrears"] == close(0.8 * 0.9**month)


def test_what_an_alliance_has_goes_stale_geometrically():
    p = p_with(practice_wear=0.05, plan_growth=0.0, readiness_decay=0.1, first_readiness=0.2, support_fading=0.1)
    a = alliance(plan=0.8, indicators=0.6, control=0.4, readiness=0.7, skill=0.0, support=0.9)
    for month in MONTHS:
        renew(a, p)
        assert [a["plan"], a["indicators"], a["control"]] == close([have * 0.95**month for have in (0.8, 0.6, 0.4)])
        assert a["readiness"] == close(0.2 + 0.5 * 0.9**month)
        assert a["support"] == close(0.9 * 0.9**month)


def test_a_plan_settles_where_what_is_added_is_what_goes_stale():
    """x = (x + g (1 - x)) (1 - w) has the solution g (1 - w) / (1 - (1 - g) (1 - w))."""
    p = p_with(practice_wear=0.03, plan_growth=0.2)
    a = alliance(strategy=0.5, understanding=0.6)
    for _ in range(600):
        renew(a, p)
    grows, stays = 0.2 * 0.5 * 0.6, 0.97
    assert a["plan"] == close(grows * stays / (1 - (1 - grows) * stays))


def test_a_friendly_environment_fades_geometrically():
    state, plan = bare(3)
    state.provinces["climate"] = 0.6
    fading = float(plan.numbers[0]["climate_fading"])
    for month in MONTHS:
        recommendations_act(state, plan, when(month=month), month)
        assert state.provinces["climate"] == close(0.6 * (1 - fading) ** month)


ALL_STILL = {
    "joint_work_trust": 0.0, "misuse_rate": 0.0, "recruiting": 0.0, "federation_attention": 0.0, "breaking": 0.0,
    "work_learning": 0.0, "feedback_power": 0.0, "maturing_rate": 0.0, "plan_growth": 0.0,
}  # fmt: skip


@pytest.mark.parametrize("cohesion", [0.05, 0.9])
def test_cohesion_decays_to_what_holds_it(cohesion):
    p = p_with(cohesion_speed=0.1, **ALL_STILL)
    state, _ = bare(4)
    for i, j in combinations(range(4), 2):
        introduce(state, p, i, j, 0.5)
    a = state.alliances[ally(state, [0, 1, 2, 3], p=p, cohesion=cohesion)]
    for month in MONTHS:
        alliances_work(state, p, when(month=month), month)
        holds = what_holds(a, p)
        assert a["cohesion"] == close(holds + (cohesion - holds) * 0.9**month)


@pytest.mark.parametrize("size", [0, 1, 2, 5, 40])
def test_what_a_federation_can_do_saturates(size):
    p = p_with(federation_room=5.0, national_size=12, national_reach=0.0)
    state, _ = bare(3)
    state.federations["size"] = size
    keep_federations(state, p)
    assert state.federations["service"] == close([size / (size + 5) if size >= 2 else 0.0] * len(state.federations))


# What happens with a constant chance: how many are left after so many months


def survivors(happens, chance, months=12):
    """``happens(who, when)`` of many, each month until it has: as many are left as the chance says."""
    left = set(range(MANY))
    for month in range(1, months + 1):
        left = {who for who in left if not happens(who, when(month=month))}
        share = (1 - chance) ** month
        assert len(left) / MANY == pytest.approx(share, abs=many_errors(share, MANY))


def many(one, **fields):
    """Records alike in everything but what keys their chance."""
    key = "id" if "id" in one().dtype.names else "key"
    return [one(**{key: np.uint64(7919 * n + 1)}, **fields) for n in range(MANY)]


def test_organisations_in_arrears_survive_geometrically():
    p, them = p_with(closing_rate=0.03), many(organisation, arrears=0.8)
    survivors(lambda who, now: closes(them[who], p, now), 0.03 * 0.8)


def test_leaders_survive_geometrically():
    p, them = p_with(turnover=0.02), many(organisation)
    survivors(lambda who, now: leaders_change(them[who], p, now), 0.02)


@pytest.mark.parametrize(("operating", "chance"), [(1, 0.08), (0, 0.08 * 0.5)])
def test_trust_goes_without_misuse_geometrically(operating, chance):
    p, them = p_with(misuse_rate=0.08, elementary_exposure=0.5), many(alliance, operating=operating)
    survivors(lambda who, now: is_misused(them[who], p, now), chance)


@pytest.mark.parametrize(("form", "built_on"), [(0, 0.1 + 0.9 * 0.6), (1, 0.3), (2, 0.1 + 0.9 * 0.2)])
def test_alliances_stay_elementary_geometrically(form, built_on):
    p = p_with(maturing_form=form, maturing_rate=0.5, unplanned=0.1, steady_maturing=0.3, slipping=0.3)
    them = many(alliance, cohesion=0.5, leadership=0.8, plan=0.6, benefit=0.2)

    def begins(who, now):
        mature(them[who], p, now, 1)
        return them[who]["operating"] == 1

    survivors(begins, 0.5 * 0.5 * 0.8 * built_on)


def test_joint_activities_last_geometrically():
    p = p_with(lapse_rate=0.15, slipping=0.3, support_carries=0.5)
    them = many(alliance, operating=1, cohesion=0.5, plan=0.2, benefit=0.1, support=0.4)

    def lapses(who, now):
        mature(them[who], p, now, 1)
        return them[who]["operating"] == 0

    survivors(lapses, 0.15 * 0.8 * 0.9 * 0.8)


@pytest.mark.parametrize("form", [0, 1, 2])
def test_members_of_a_steady_alliance_survive_geometrically(form):
    """Boards consider now and then, and leave with the odds of what keeps them in; past the first year."""
    p = p_with(attention=0.3, distraction=0.5, staying=1.0, staying_form=form)
    them = many(organisation, arrears=0.4, leadership=0.5, management=0.5, understanding=0.7)
    a = alliance(key=np.uint64(5), size=6, cohesion=0.6, trust=0.3, plan=0.5, benefit=0.3)

    def leaves(who, now):
        o = them[who]
        stays = chance_of(inclination_to_stay(o, a, p))
        return considers(o, p, now) and draw(now, LEAVE, o["id"], a["key"]) > stays

    held = (3.0 * 0.1 + 2.4 * 0.5 * 0.2, 3.0 * -0.2, 0.0)[form]
    stay = 1.0 + held + 1.5 * 0.3 - 0.12 * 6 * 1.0 * (1 - 0.5 * 0.5)
    survivors(leaves, 0.3 * (1 - 0.5 * 0.4) * (1 - 1 / (1 + math.exp(-stay))))


# What is expected


def test_as_many_go_out_as_their_openness_says():
    p, lots = p_with(meeting_rate=0.2), np.random.default_rng(2)
    them = [some_organisation(lots) for _ in range(MANY)]
    chances = [0.2 * (0.5 + o["openness"]) for o in them]
    went = [sum(goes_out(o, p, when(month=month)) for o in them) for month in range(1, 13)]
    spread = math.sqrt(12 * sum(chance * (1 - chance) for chance in chances))
    assert sum(went) == pytest.approx(12 * sum(chances), abs=4.5 * spread)


@pytest.mark.parametrize("visits", [0.25, 1.5, 8.0])
def test_teams_make_as_many_visits_as_are_expected(visits):
    state, _ = bare(6)
    made = [set_out(state, p_with(team_visits=visits), when(month=month), 0) for month in range(1, MANY + 1)]
    assert {math.floor(visits), math.ceil(visits)} >= set(made)
    within([number > math.floor(visits) for number in made], visits % 1)

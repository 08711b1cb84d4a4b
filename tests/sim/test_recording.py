"""Measures: each says what the world holds, and an alliance lasts when it has operated for a year by itself."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from invariants import living
from small_worlds import PROGRAMME, P, alliance, ally, applied, bare, p_with, plus, through

from sim.calendar import YEAR
from sim.draws import DEFAULTS
from sim.measures import FINAL, MEASURES, MONTHLY, POSITION
from sim.recording import lasts, record
from sim.rules.membership import dissolve
from sim.rules.working import strike_ended
from sim.simulate import simulate


def recorded(state, p=P):
    row = np.zeros(len(MEASURES))
    record(state, p, row)
    return {measure.key: float(row[POSITION[measure.key]]) for measure in MONTHLY}


# Lasting


@pytest.mark.parametrize(
    ("fields", "month", "lasting"),
    [
        ({"operating": 1, "operating_since": 10, "helped": -1}, 10 + YEAR, True),
        ({"operating": 1, "operating_since": 10, "helped": -1}, 9 + YEAR, False),  # eleven months
        ({"operating": 1, "operating_since": 10, "helped": 10}, 10 + YEAR, True),  # help a year ago is no help in it
        ({"operating": 1, "operating_since": 10, "helped": 11}, 10 + YEAR, False),
        ({"operating": 1, "operating_since": 10, "helped": 10 + YEAR}, 10 + YEAR, False),
        ({"operating": 1, "operating_since": 10, "helped": 40}, 40 + YEAR, True),
        ({"operating": 1, "operating_since": 10, "helped": 40}, 39 + YEAR, False),
        ({"operating": 0, "operating_since": -1, "helped": -1}, 60, False),
        ({"operating": 1, "operating_since": -30, "helped": -1}, 0, True),  # from before the start
        ({"operating": 1, "operating_since": -11, "helped": -1}, 0, False),
        ({"operating": 1, "operating_since": 0, "helped": 0}, YEAR, True),  # a month may be nought
        ({"operating": 1, "operating_since": 0, "helped": 0}, YEAR - 1, False),
        ({"operating": 1, "operating_since": 20, "helped": 2}, 19 + YEAR, False),  # a break, and it counts from anew
    ],
)
def test_an_alliance_lasts_that_has_operated_for_a_year_without_a_break_or_help(fields, month, lasting):
    assert bool(lasts(alliance(**fields), month)) == lasting


def test_a_year_is_twelve_months():
    assert YEAR == 12


def test_what_lasts_is_counted_by_form_province_and_who_helped_to_found_it():
    state, _ = bare(12)
    since = {"operating": 1, "operating_since": 1}
    ally(state, [0, 1], form=0, **since)
    ally(state, [2, 3], form=1, **since, facilitated=1)
    ally(state, [4, 5], form=2, **since, helped=8)
    ally(state, [6, 7], form=2)
    gone = ally(state, [8, 9], form=1, **since)
    dissolve(state, gone, 12)
    strike_ended(state)
    state.counts["month"] = 13
    state.alliances["province"][1] = 8
    row = recorded(state)
    expected = {"lasting": 2, "lasting_area": 1, "lasting_business": 1, "lasting_academic": 0, "facilitated_lasting": 1,
                "lasting_chiang_mai": 1, "lasting_trang": 1, "operating": 3, "facilitated_operating": 1, "kept": 1,
                "alive": 4, "alive_academic": 2, "alive_chiang_mai": 3, "ended": 1}  # fmt: skip
    assert {key: row[key] for key in expected} == expected


def test_lasting_is_read_off_the_course_of_a_run(peopling):
    """Twelve recorded months of operating, and no help in them, make what a row says is lasting."""
    scenario = replace(plus(PROGRAMME, applied(2), applied(13)), months=48)
    alone: dict[int, int] = {}
    seen = 0
    for month, state, row in through(scenario, 6, peopling):
        counted = 0
        for number in living(state):
            a = state.alliances[number]
            key = int(a["key"])
            broken = not a["operating"] or a["operating_since"] == month or a["helped"] == month
            alone[key] = 0 if broken else alone.get(key, 0) + 1
            counted += alone[key] >= YEAR
        if month > YEAR + 1:
            assert row[POSITION["lasting"]] == counted, month
            seen += counted
    assert seen > 100


# Households


def test_people_helped_are_those_who_use_an_alliance_that_gives_them_anything():
    state, _ = bare(6)
    o = state.organisations
    o["members"], o["household"] = [100, 200, 300, 400, 500, 600], [0, 50, 0, 100, 0, 10]
    o["weak"], o["remote"], o["registered"] = [1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0], [1, 1, 1, 1, 1, 0]
    row = recorded(state, p_with(member_use=0.5))
    expected = {"people_helped": 600.0, "weak_helped": 100.0, "remote_helped": 200.0, "unregistered_helped": 300.0}
    assert {key: row[key] for key in expected} == expected
    assert row["household_gain"] == pytest.approx((100 * 50 + 200 * 100 + 300 * 10) / 600)
    assert recorded(bare(6)[0])["household_gain"] == 0.0


# Counts


def test_cases_those_turned_away_and_the_closed_are_what_was_counted():
    state, _ = bare(4)
    for name, count in (("cases", 7), ("turned_away", 5), ("closed", 3), ("rescues", 2), ("cost", 11.0)):
        state.counts[name] = count
    row = recorded(state)
    assert [row[name] for name in ("cases", "turned_away", "closed", "rescues", "cost")] == [7, 5, 3, 2, 11]


# The whole of a row


def test_measures_say_what_the_world_holds(peopling):
    for month, state, row in through(replace(plus(PROGRAMME, applied(7), applied(5)), months=36), 6, peopling):
        if month not in (0, 1, 24, 36):
            continue
        active = state.organisations[: state.counts["active"][0]]
        alive = state.alliances[living(state)]
        inside = active["belongs_to"] > 0
        by_itself = (alive["helped"] < 0) | (month - alive["helped"] >= 12)
        lasting = (alive["operating"] == 1) & (month - alive["operating_since"] >= 12) & by_itself
        expected = {
            "alive": len(alive),
            "operating": alive["operating"].sum(),
            "lasting": lasting.sum(),
            "facilitated_lasting": (lasting & (alive["facilitated"] == 1)).sum(),
            "facilitated_operating": ((alive["operating"] == 1) & (alive["facilitated"] == 1)).sum(),
            "federated": alive["federated"].sum(),
            "people_helped": P["member_use"] * active["members"][active["household"] > 0].sum(),
            "arrears": active["arrears"].mean(),
            "closed": state.counts["closed"][0],
            "climate": state.provinces["climate"].mean(),
            "kept": alive["facilitated"].sum(),
            "alive_business": (alive["form"] == 1).sum(),
            "lasting_academic": (lasting & (alive["form"] == 2)).sum(),
            "alive_trang": (alive["province"] == 8).sum(),
            "organisations_in": inside.sum(),
            "people_in": active["members"][inside].sum(),
            "size": alive["size"].mean(),
            "cohesion": alive["cohesion"].mean(),
            "plan": alive["plan"].mean(),
            "readiness": alive["readiness"].mean(),
            "skill": alive["skill"].mean(),
            "support": alive["support"].mean(),
            "weak_share": inside[active["weak"] == 1].mean(),
            "remote_share": inside[active["remote"] == 1].mean(),
            "unregistered_share": inside[active["registered"] == 0].mean(),
            "understanding": active["understanding"].mean(),
            "strategy": active["strategy"].mean(),
            "leadership": active["leadership"].mean(),
            "openness": active["openness"].mean(),
            "management": active["management"].mean(),
            "remote_understanding": active["understanding"][active["remote"] == 1].mean(),
            "trust": state.ties["trust"][state.ties["other"] >= 0].mean(),
            "degree": (state.ties["other"] >= 0).sum() / len(active),
            "listed": active["listed"].mean(),
            "team_understanding": state.provinces["understanding"].mean(),
            "surplus": active["surplus"].mean(),
            "benefit": active["benefit"].sum(),
            "capital_growth": active["capital"].sum() / active["first_capital"].sum() - 1,
        }
        assert {key: row[POSITION[key]] for key in expected} == pytest.approx(expected)


def test_the_network_measures_against_networkx(peopling):
    run = simulate(PROGRAMME, 6, DEFAULTS, peopling)
    state = run.state
    joined, pairs = nx.Graph(), []
    for number in living(state):
        members = state.members[number, : state.alliances["size"][number]].tolist()
        pairs += [(i, j) for k, i in enumerate(members) for j in members[:k]]
    joined.add_edges_from(pairs)
    groups = list(nx.connected_components(joined))
    kind = state.organisations["kind"]
    who, slot = np.nonzero(state.ties["other"] >= 0)
    known = nx.Graph(zip(who.tolist(), state.ties["other"][who, slot].tolist()))
    expected = {
        "components": len(groups),
        "largest_component": max(map(len, groups)),
        "kind_mixing": np.mean([kind[i] != kind[j] for i, j in pairs]),
        "clustering": nx.transitivity(known),
    }
    assert {key: run.rows[-1, POSITION[key]] for key in expected} == pytest.approx(expected)


def test_every_measure_has_a_key_of_its_own_and_words_in_both_languages():
    assert len(POSITION) == len(MEASURES) == len(MONTHLY) + len(FINAL)
    assert len({measure.en for measure in MEASURES}) == len({measure.th for measure in MEASURES}) == len(MEASURES)


def test_each_monthly_measure_is_written_anew_each_month():
    state, _ = bare(4)
    row = np.full(len(MEASURES), 7.5)
    record(state, P, row)
    again = np.zeros(len(MEASURES))
    record(state, P, again)
    assert (row[: len(MONTHLY)] == again[: len(MONTHLY)]).all()
    assert (row[len(MONTHLY) :] == 7.5).all()

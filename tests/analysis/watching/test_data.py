"""What the page holds of a run: all that belongs to those who are shown, in numbers that say the same as the run."""

from __future__ import annotations

import json

import numpy as np
import pytest
from witnessed_runs import EVERYTHING, SEED, witnessed

from analysis.watching.data import COUNTS, HELD, page_data, shown
from analysis.watching.words import EVENTS, TERMS
from sim.draws import DEFAULTS
from sim.measures import POSITION
from sim.simulate import Peopling, simulate


@pytest.fixture(scope="module")
def data(model, table):
    return page_data(model, table, "en")


def test_counts_are_those_of_the_run_bit_for_bit(data, table):
    run = simulate(EVERYTHING, SEED, DEFAULTS, Peopling(table))
    read = json.loads(json.dumps(data["counts"]))
    assert set(read) == set(COUNTS)
    for key, values in read.items():
        assert np.array(values).tobytes() == run.rows[:, POSITION[key]].tobytes(), key


def test_the_same_run_gives_the_same_data(model, data, table):
    again = witnessed(EVERYTHING, table)
    assert json.dumps(page_data(again, table, "en")) == json.dumps(data) == json.dumps(page_data(model, table, "en"))
    again.close()


def test_those_are_shown_who_are_ever_in_an_alliance_or_visited(model, data):
    who = set(shown(model).tolist())
    entries = model.state.ledger[: model.state.counts["ledger"][0]]
    visits = {
        event.organisation for event in model.events if event.what in ("explained", "planned", "linked", "no_time")
    }
    assert who == set(entries["organisation"].tolist()) | visits
    assert len(data["organisations"]["name"]) == len(who) < model.state.counts["active"][0]


def test_all_others_are_counted_where_they_are(model, data):
    provinces = data["provinces"]
    assert [one["region"] for one in provinces] == [0, 4]
    assert sum(one["shown"] + one["others"] for one in provinces) == model.state.counts["active"][0]
    assert [one["shown"] + one["others"] for one in provinces] == model.state.provinces["active"][[0, 4]].tolist()
    assert any(one["others"] for one in provinces)


def test_columns_are_as_long_as_there_are_rows(model, data):
    for part, rows in (("organisations", len(shown(model))), ("alliances", model.state.counts["alliances"][0])):
        assert {len(column) for column in data[part].values()} == {rows}
        assert all(0 <= place <= data["side"] for axis in "xy" for place in data[part][axis])


def test_no_two_organisations_of_a_province_stand_on_one_place(data):
    o = data["organisations"]
    places = list(zip(o["province"], o["x"], o["y"]))
    assert len(set(places)) == len(places)


def test_memberships_are_those_of_the_ledger(model, data):
    who = shown(model)
    entries = model.state.ledger[: model.state.counts["ledger"][0]]
    assert [[who[i], *rest] for i, *rest in data["memberships"]] == [
        [one["organisation"], one["alliance"], one["joined"], one["left"]] for one in entries
    ]


def test_living_alliances_are_told_month_by_month_in_hundredths(model, data):
    assert [[one[0] for one in month] for month in data["seen"]] == [[one.number for one in m] for m in model.seen]
    for told, one in zip(data["seen"][-1], model.seen[-1]):
        assert told[1:3] == [one.flags, one.size]
        assert told[3] / 100 == pytest.approx(one.cohesion, abs=0.005)
        assert len(told) == 6 + len(HELD)
        assert told[6:] == [round(100 * one.holding[name]) for name in HELD]


def test_events_are_of_those_who_are_shown_with_their_reasons(model, data):
    who = shown(model).tolist()
    mine = [event for event in model.events if event.organisation < 0 or event.organisation in set(who)]
    assert len(data["events"]) == len(mine) < len(model.events)
    for told, event in zip(data["events"], mine):
        assert (told[0], EVENTS[told[1]], told[3]) == (event.month, event.what, event.alliance)
        assert told[2] == (who.index(event.organisation) if event.organisation >= 0 else -1)
        if event.reason is None:
            assert len(told) == 4
            continue
        assert told[4] / 1000 == pytest.approx(event.reason.chance, abs=0.0005)
        terms = {TERMS[term]: value / 100 for term, value in zip(told[5::2], told[6::2])}
        assert all(event.reason.terms[name] == pytest.approx(value, abs=0.0051) for name, value in terms.items())
        assert all(abs(value) <= 0.0051 for name, value in event.reason.terms.items() if name not in terms)


def test_lessons_are_told_by_first_and_last_month_and_number(model, data):
    for i, told in zip(shown(model), data["organisations"]["lessons"]):
        months = model.taught[i]
        assert told == ([months[0], months[-1], len(months)] if months else [])


def test_it_is_told_in_thai_as_well(model, table):
    told = page_data(model, table, "th")
    assert told["provinces"][0]["name"] == "เชียงใหม่"
    assert told["words"]["label"]["play"] == "เล่น"

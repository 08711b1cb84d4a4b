"""What organisations and alliances are called."""

from __future__ import annotations

import pytest
from small_worlds import organisations, world
from witnessed_runs import EVERYTHING

from analysis.watching.names import alliance_names, organisation_names
from sim.kinds import KINDS
from sim.provinces import PROVINCE_TERMS
from sim.simulate import Peopling


def started(table):
    return world(EVERYTHING, 1, Peopling(table))[0]


def test_those_of_a_users_table_go_by_their_names_whatever_order_they_stand_in():
    table = organisations(60, 2)
    state = started(table)
    names = organisation_names(state, table, "en")
    assert sorted(names) == sorted(table["name"][table["active"]])
    kinds = dict(zip(table["name"], table["kind"]))
    assert [kinds[name] for name in names] == state.organisations["kind"][: len(names)].tolist()


@pytest.mark.parametrize("lang", ["en", "th"])
def test_those_without_a_name_are_numbered_within_their_kind_and_province(lang):
    table = organisations(60, 2)
    table["name"] = ""
    names = organisation_names(started(table), table, lang)
    assert len(set(names)) == len(names)
    assert all(any(getattr(term, lang) in name for term in PROVINCE_TERMS) for name in names)
    assert all(any(getattr(kind, lang) in name.lower() for kind in KINDS) for name in names)


def test_without_a_table_all_are_numbered(start):
    state, _ = start
    names = organisation_names(state, None, "en")
    assert len(names) == len(set(names)) == state.counts["active"][0]
    assert names[0].endswith(" 1, Chiang Mai") and names[0][0].isupper()


def test_a_name_is_text_without_letters_that_would_turn_it_around():
    table = organisations(60, 2)
    table["name"] = ["<b>Bold</b>", "a\u202eb", *table["name"][2:]]
    table["active"] = True
    names = organisation_names(started(table), table, "en")
    assert "<b>Bold</b>" in names  # it is the page that shows markup as text
    assert r"a\u202eb" in names


@pytest.mark.parametrize("lang", ["en", "th"])
def test_alliances_go_by_number_form_and_province(model, lang):
    made = model.state.alliances[: model.state.counts["alliances"][0]]
    names = alliance_names(made, lang)
    assert len(set(names)) == len(made)
    home = PROVINCE_TERMS[int(made["province"][-1])]
    assert str(len(made)) in names[-1] and getattr(home, lang) in names[-1]

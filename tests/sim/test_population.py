"""Who is there before chance touches the world: counts, identities, order, places; and tables that users bring."""

from __future__ import annotations

import csv
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from small_worlds import P, alike, organisations, p_with

from sim.kind_numbers import kind_numbers
from sim.kinds import KINDS, REGISTERED
from sim.parameters import PARAMETERS
from sim.population import BLANKS, Population, brought, drawn
from sim.provinces import FILE, PROVINCE_TERMS, load_provinces
from sim.simulate import BROUGHT_FROM, DRAWN_FROM


@pytest.fixture(scope="module")
def shipped():
    return drawn(load_provinces(), kind_numbers(), P)


@pytest.fixture(scope="module")
def table():
    return organisations(200, seed=4)


@pytest.fixture(scope="module")
def own(table):
    return brought(table, load_provinces(), P)


@pytest.fixture(params=["shipped", "own"])
def either(request):
    return request.getfixturevalue(request.param)


def counts(population):
    here = np.zeros((len(PROVINCE_TERMS), len(KINDS)), int)
    np.add.at(here, (population.organisations["province"], population.organisations["kind"]), 1)
    return here


def unlike(one, other):
    """What two populations do not have in common."""
    arrays = [(field.name, getattr(one, field.name), getattr(other, field.name)) for field in fields(Population)]
    return [name for name, mine, theirs in arrays if isinstance(mine, np.ndarray) and not alike(mine, theirs)]


# The shipped counts


def test_registered_ones_are_as_many_as_the_file_counts(shipped):
    with FILE.open(encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    written = [[int(rows[province.key][kind]) for kind in REGISTERED] for province in PROVINCE_TERMS]
    assert counts(shipped)[:, : len(REGISTERED)].tolist() == written


@pytest.mark.parametrize("assumed", [40.0, 80.0, 160.0])
def test_unregistered_ones_are_as_many_as_assumed(assumed):
    population = drawn(load_provinces(), kind_numbers(), p_with(unregistered_per_province=assumed))
    here = counts(population)[:, len(REGISTERED) :]
    expected = np.round(assumed * kind_numbers()["share_of_unregistered"][len(REGISTERED) :])
    assert (here == expected).all()
    assert (abs(here.sum(axis=1) - assumed) <= 2).all()


def test_kinds_say_who_is_registered(shipped):
    assert (shipped.organisations["registered"] == (shipped.organisations["kind"] < len(REGISTERED))).all()


def test_nothing_is_known_yet_of_what_they_can_do(shipped):
    assert all(np.isnan(shipped.organisations[blank]).all() for blank in BLANKS)
    assert (shipped.needs == -1).all() and (shipped.offers == -1).all()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3])
def test_about_the_share_that_is_dormant(share):
    population = drawn(load_provinces(), kind_numbers(), p_with(dormant_share=share))
    count = len(population.organisations)
    dormant = count - population.active
    assert abs(dormant - share * count) <= 4.0 * np.sqrt(count * share * (1.0 - share))


def test_about_the_share_that_is_in_the_capital_district(shipped):
    first = np.cumsum([0] + [province.districts for province in load_provinces()])[:-1]
    capital = np.isin(shipped.organisations["district"], first)
    elsewhere = np.mean([(1 - P["capital_district_share"]) / province.districts for province in load_provinces()])
    assert capital.mean() == pytest.approx(P["capital_district_share"] + elsewhere, abs=0.05)


def test_more_unregistered_ones_leave_the_others_what_they_were(shipped):
    """Identities do not depend on how many there are: a world with more groups holds the one with fewer."""
    more = drawn(load_provinces(), kind_numbers(), p_with(unregistered_per_province=160.0))
    fewer = {int(o["id"]): (o["x"], o["y"], o["district"]) for o in shipped.organisations}
    assert fewer.items() <= {int(o["id"]): (o["x"], o["y"], o["district"]) for o in more.organisations}.items()


def test_everyone_is_within_reach_of_the_province(shipped):
    provinces = load_provinces()
    x, y, radius = (np.array([getattr(p, name) for p in provinces]) for name in ("x_km", "y_km", "radius_km"))
    home = shipped.organisations["province"]
    distance = np.hypot(shipped.organisations["x"] - x[home], shipped.organisations["y"] - y[home])
    assert (distance <= 1.5 * radius[home]).all()


def test_places_do_not_depend_on_anything_but_identity(shipped):
    assert unlike(drawn(load_provinces(), kind_numbers(), P), shipped) == []


# Order and indices, for either


def test_identities_are_unique(either):
    assert len(np.unique(either.organisations["id"])) == len(either.organisations)


def test_active_ones_come_first_by_province_district_and_identity(either):
    active = either.organisations[: either.active]
    order = np.lexsort((active["id"], active["district"], active["province"]))
    assert (order == np.arange(either.active)).all()
    assert 0 < either.active < len(either.organisations)


@pytest.mark.parametrize("which", ["province", "district"])
def test_places_know_their_own(either, which):
    records = either.provinces if which == "province" else either.districts
    active = either.organisations[: either.active]
    for number, record in enumerate(records):
        own = active[record["first"] : record["first"] + record["active"]]
        assert (own[which] == number).all()
    assert records["active"].sum() == either.active


def test_kin_are_everybody_once_by_province_and_kind(either):
    assert sorted(either.kin) == list(range(either.active))
    for province in range(len(PROVINCE_TERMS)):
        for kind in range(len(KINDS)):
            first, last = either.kin_first[province, kind], either.kin_first[province, kind + 1]
            kin = either.organisations[either.kin[first:last]]
            assert (kin["province"] == province).all() and (kin["kind"] == kind).all()
    assert (either.kin_first[1:, 0] == either.kin_first[:-1, -1]).all()
    assert (either.kin_first[0, 0], either.kin_first[-1, -1]) == (0, either.active)


def test_everyone_is_in_a_district_of_its_province(either):
    regions = np.full(len(either.districts), -1)
    for o in either.organisations:
        if regions[o["district"]] < 0:
            regions[o["district"]] = o["province"]
        assert regions[o["district"]] == o["province"]


# A table of one's own


def by_id(population, table):
    """The organisations in the order of the table's rows."""
    place = {int(identity): k for k, identity in enumerate(population.organisations["id"])}
    keys = pd.util.hash_array(table["id"].to_numpy(object), categorize=False)
    return np.array([place[int(key)] for key in keys])


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("x_km", "x"),
        ("y_km", "y"),
        ("members", "members"),
        ("capital_baht", "capital"),
        ("leadership", "leadership"),
        ("spirit", "spirit"),
        ("understanding", "understanding"),
        ("strategy", "strategy"),
        ("openness", "openness"),
        ("margin", "margin"),
        ("kind", "kind"),
        ("province", "province"),
        ("registered", "registered"),
    ],
)
def test_a_table_keeps_what_it_gives(own, table, column, field):
    got = own.organisations[field][by_id(own, table)]
    given = table[column].notna().to_numpy()
    assert (got[given] == table[column].to_numpy()[given]).all()
    if column not in ("x_km", "y_km"):  # places are found for those who give none
        assert np.isnan(got[~given]).all()
    assert np.isfinite(own.organisations["x"]).all() and np.isfinite(own.organisations["y"]).all()


def test_it_keeps_needs_and_offers(own, table):
    order = by_id(own, table)
    assert (own.needs[order] == table["needs"]).all()
    assert (own.offers[order] == table["offers"]).all()


def test_it_keeps_who_takes_part(own, table):
    assert ((by_id(own, table) < own.active) == table["active"]).all()
    assert own.active == table["active"].sum()


def test_those_of_one_named_district_stay_together(own, table):
    named = table[table["district"] != ""]
    district = pd.Series(own.organisations["district"][by_id(own, table)], table.index)
    numbers = district[named.index].groupby([named["province"], named["district"]]).unique()
    assert (numbers.map(len) == 1).all()
    assert numbers.explode().is_unique


@pytest.mark.parametrize("town", ["เมืองเชียงใหม่", "อ. เมือง", "อำเภอเมือง", "Mueang Chiang Mai", "muang"])
def test_the_district_of_the_town_lies_around_the_capital(table, town):
    """Also where another begins with the same word, or comes before it in the alphabet."""
    here = table.assign(province=0, active=True, x_km=np.nan, y_km=np.nan, district="กัลยาณิวัฒนา")
    here.loc[here.index % 3 == 1, "district"] = "เมืองปาน"
    here.loc[here.index % 3 == 2, "district"] = town
    population = brought(here, load_provinces(), P)
    places = pd.Series(population.organisations["district"][by_id(population, here)], here.index)
    assert set(places[here["district"] == town]) == {0} and 0 not in set(places[here["district"] != town])


def test_a_province_is_centred_on_what_it_holds(own, table):
    counted = table[table["active"] & table["x_km"].notna() & (table["province"] == 0)]
    assert own.provinces["x"][0] == np.median(counted["x_km"])
    assert own.provinces["y"][0] == np.median(counted["y_km"])


def test_those_without_a_place_stand_among_those_who_have_one(own, table):
    """On the user's grid, that is, however far from the model's own it lies."""
    away = table.assign(x_km=table["x_km"] + 5_000.0)
    for population, east in ((own, 0.0), (brought(away, load_provinces(), P), 5_000.0)):
        order = by_id(population, table)
        for row in (0, 3, 8):
            blank = ((table["province"] == row) & table["x_km"].isna()).to_numpy()
            distance = np.hypot(population.organisations["x"][order] - east, population.organisations["y"][order])
            assert distance[blank].max() < 1.5 * load_provinces()[row].radius_km + 40.0


def test_a_province_nobody_names_is_empty_and_where_it_was(own):
    empty = [k for k in range(len(PROVINCE_TERMS)) if k not in (0, 3, 8)]
    assert (own.provinces["active"][empty] == 0).all()
    assert (own.provinces["x"][empty] == [load_provinces()[k].x_km for k in empty]).all()


def test_the_order_of_rows_changes_nothing(own, table):
    shuffled = brought(table.sample(frac=1.0, random_state=3).reset_index(drop=True), load_provinces(), P)
    assert unlike(shuffled, own) == []


# What it depends on


def test_no_other_parameter_makes_another_population(shipped, own, table):
    provinces, kinds = load_provinces(), kind_numbers()
    for parameter in PARAMETERS:
        p = p_with(**{parameter.name: 0.5 * (parameter.low + P[parameter.name])})
        assert parameter.name in DRAWN_FROM or not unlike(drawn(provinces, kinds, p), shipped), parameter.name
        assert parameter.name in BROUGHT_FROM or not unlike(brought(table, provinces, p), own), parameter.name


@pytest.mark.parametrize("name", DRAWN_FROM)
def test_each_that_it_is_said_to_depend_on_does_make_another(name, shipped, own, table):
    p = p_with(**{name: 0.9 * P[name]})
    assert unlike(drawn(load_provinces(), kind_numbers(), p), shipped)
    assert bool(unlike(brought(table, load_provinces(), p), own)) == (name in BROUGHT_FROM)

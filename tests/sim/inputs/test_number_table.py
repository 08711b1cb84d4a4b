"""The tables of provinces and kinds that come with the project: complete, sourced, and strict about mistakes."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sim import kind_numbers as kinds_module
from sim import provinces as provinces_module
from sim.inputs.faults import Fault, InputFault
from sim.kind_numbers import QUANTITIES, kind_numbers
from sim.kinds import KINDS, REGISTERED
from sim.language.terms import code, keys
from sim.provinces import PROVINCE_TERMS, load_provinces


def of(kind: str) -> np.void:
    return kind_numbers()[code(KINDS, kind)]


# Provinces


def test_nine_provinces_in_their_order() -> None:
    assert [(one.key, one.en, one.th) for one in load_provinces()] == [tuple(term) for term in PROVINCE_TERMS]


def test_registered_cooperatives_number_about_what_the_regions_suggest() -> None:
    total = sum(sum(one.counts.values()) for one in load_provinces())
    assert 0.7 * 730 <= total <= 1.3 * 730
    assert all(set(one.counts) == set(REGISTERED) for one in load_provinces())


def test_provinces_of_a_region_have_its_mean() -> None:
    by_region = {one.region: one.counts for one in load_provinces()}
    assert set(by_region) == {"North", "Northeast", "Centre", "South"}
    assert all(one.counts == by_region[one.region] for one in load_provinces())
    assert by_region["North"]["agricultural"] == round(895 / 17)
    assert by_region["Centre"]["savings"] == round((488 + 135) / 25)


@pytest.mark.parametrize(
    ("one", "other", "km", "within"),
    [
        ("chiang_mai", "lamphun", 23, 5),
        ("saraburi", "suphan_buri", 85, 2),
        ("songkhla", "trang", 115, 15),
        ("chiang_mai", "songkhla", 1290, 40),
    ],
)
def test_distances_between_capitals(one: str, other: str, km: float, within: float) -> None:
    place = {province.key: (province.x_km, province.y_km) for province in load_provinces()}
    assert math.dist(place[one], place[other]) == pytest.approx(km, abs=within)


def test_a_radius_is_that_of_a_disc_of_the_area() -> None:
    chiang_mai = load_provinces()[0]
    assert math.pi * chiang_mai.radius_km**2 == pytest.approx(20_107)


def test_no_province_claims_more_than_is_known() -> None:
    assert {one.confidence for one in load_provinces()} == {"assumed"}
    assert all("NSO" in one.source for one in load_provinces())


# Kinds


def test_every_quantity_of_every_kind_lies_in_its_range() -> None:
    numbers = kind_numbers()
    assert len(numbers) == len(KINDS)
    assert numbers.dtype.names == tuple(QUANTITIES)
    for name, (low, high) in QUANTITIES.items():
        assert ((numbers[name] >= low) & (numbers[name] <= high)).all(), name


def test_nobody_can_change_the_numbers_for_others() -> None:
    with pytest.raises(ValueError, match="read-only"):
        kind_numbers()["spirit"][0] = 1.0


def test_unregistered_groups_are_of_the_unregistered_kinds() -> None:
    shares = dict(zip(keys(KINDS), kind_numbers()["share_of_unregistered"]))
    assert sum(shares.values()) == pytest.approx(1)
    assert all(shares[kind] == 0 for kind in REGISTERED)
    assert all(shares[kind] > 0 for kind in set(keys(KINDS)) - set(REGISTERED))


def test_the_kinds_start_as_the_source_found_them() -> None:
    numbers = kind_numbers()
    assert of("savings")["leadership"] == numbers["leadership"].max()
    assert of("savings")["spirit"] == numbers["spirit"].min()
    assert of("savings")["openness"] == numbers["openness"].min()
    assert of("savings")["capital_median"] == numbers["capital_median"].max()
    assert of("financial")["spirit"] == numbers["spirit"].max()
    assert of("occupational")["leadership"] == numbers["leadership"].min()


def test_a_share_of_agricultural_cooperatives_makes_losses_and_hardly_any_savings_cooperative() -> None:
    def losing(kind: str) -> float:
        return 0.5 * math.erfc(of(kind)["margin_mean"] / of(kind)["margin_spread"] / math.sqrt(2))

    assert 0.1 < losing("agricultural") < 0.4
    assert losing("savings") < 0.01


def test_agricultural_cooperatives_trade_and_do_not_teach() -> None:
    one = of("agricultural")
    assert min(one["offers_credit"], one["offers_inputs"], one["offers_marketing"]) >= 0.5
    assert one["offers_knowledge"] <= 0.1 < one["needs_knowledge"]


@pytest.mark.parametrize(
    ("kind", "means"), [("agricultural", (936, 1701)), ("savings", (1047, 1941)), ("service", (123, 352))]
)
def test_mean_members_lie_between_the_two_that_were_observed(kind: str, means: tuple[float, float]) -> None:
    mean = of(kind)["members_median"] * math.exp(of(kind)["members_spread"] ** 2 / 2)
    assert means[0] <= mean <= means[1]


@pytest.mark.parametrize("file", [provinces_module.FILE, kinds_module.FILE], ids=lambda file: file.name)
def test_every_row_names_its_source_and_how_sure_it_is(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert row["source"].strip()
            assert row["confidence"] in ("source", "literature", "assumed")


# Mistakes in a changed table

Loader = Callable[[], object]


@pytest.fixture
def faults_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Fault, ...]]]:
    """Loads a changed copy of a table and returns its faults."""

    def load(module: object, loader: Loader, old: str, new: str) -> tuple[Fault, ...]:
        text = module.FILE.read_text(encoding="utf-8")  # type: ignore[attr-defined]
        assert old in text
        path = tmp_path / "table.csv"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        monkeypatch.setattr(module, "FILE", path)
        loader.cache_clear()  # type: ignore[attr-defined]
        with pytest.raises(InputFault) as raised:
            loader()
        return raised.value.faults

    yield load
    load_provinces.cache_clear()
    kind_numbers.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "place", "near"),
    [
        ("\nloei,", "\nloie,", "row 4, key", "loei"),
        ("18.79", "north", "row 2, latitude", None),
        ("101.73", "nan", "row 4, longitude", None),
        ("area_km2", "area_km", "row 1, column 13", "area_km2"),
        (",assumed,", ",asumed,", "row 2, confidence", "assumed"),
        ("4506,8", "4506,", "row 3, districts", None),
    ],
)
def test_mistakes_in_provinces(
    faults_of: Callable[..., tuple[Fault, ...]], old: str, new: str, place: str, near: str
) -> None:
    faults = faults_of(provinces_module, load_provinces, old, new)
    (found,) = [fault for fault in faults if fault.where.endswith(f"table.csv: {place}")]
    assert found.nearest == near


def test_a_row_with_a_cell_too_many_is_a_fault(faults_of: Callable[..., tuple[Fault, ...]]) -> None:
    (first, *_) = faults_of(provinces_module, load_provinces, "101.73,", "101.73,,")
    assert "cells" in first.got or "row 4" in first.where or "no row" in first.got


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("agricultural,spirit", "agricultural,spirits", "did you mean agricultural spirit?"),
        ("agricultural,openness", "agricultural,spirit", "agricultural spirit again, as in row 7"),
        ("financial,share_of_unregistered,0.35", "financial,share_of_unregistered,0.3", "0.95 in all"),
        ("savings,spirit,0.35,0.2,0.5", "savings,spirit,0.6,0.2,0.5", "a number from 0.2 to 0.5"),
    ],
)
def test_mistakes_in_kinds(faults_of: Callable[..., tuple[Fault, ...]], old: str, new: str, says: str) -> None:
    faults = faults_of(kinds_module, kind_numbers, old, new)
    assert any(says in str(fault) for fault in faults)


def test_a_missing_row_is_named(faults_of: Callable[..., tuple[Fault, ...]]) -> None:
    with kinds_module.FILE.open(encoding="utf-8") as lines:
        row = next(line for line in lines if line.startswith("store,openness,"))
    (fault,) = faults_of(kinds_module, kind_numbers, row, "")
    assert fault.got == "no row for store openness"

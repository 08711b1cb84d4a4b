"""The strict reader beneath all TOML files: types, ranges, stand-ins, and faults at their key."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.faults import Fault, InputFault
from sim.inputs.names import find, fold, has_thai_digits, known
from sim.inputs.toml_table import Table, open_toml
from sim.kinds import KINDS, STAGES
from sim.language.terms import Term
from sim.provinces import PROVINCE_TERMS


def table(**values: Any) -> Table:
    return Table("f.toml", "", values, [])


def said(one: Table) -> list[str]:
    return [str(fault) for fault in one.faults]


def test_good_values_are_handed_out_without_a_fault() -> None:
    one = table(word=" a ", number=1, share=0.5, on=True, list=[{}, {}], inner={"x": 1}, kinds=["store"])
    assert one.text("word") == "a"
    assert one.whole("number", 0, 2) == 1
    assert one.number("number", 0, 2) == 1.0
    assert isinstance(one.number("number", 0, 2), float)
    assert one.number("share", 0, 1) == 0.5
    assert one.flag("on", False) is True
    assert one.choice("word", (Term("a", "first", "หนึ่ง"), Term("b", "second", "สอง"))) == "a"
    assert [inner.key for inner in one.tables("list")] == ["list[1]", "list[2]"]
    assert one.table("inner").whole("x", 0, 5) == 1
    assert one.terms("kinds", KINDS) == ("store",)
    assert one.faults == []


def test_defaults_stand_in_for_what_is_not_said() -> None:
    one = table()
    assert (one.text("a", "b"), one.number("a", 0, 1, 0.5), one.whole("a", 0, 9, 3), one.flag("a", True)) == (
        "b",
        0.5,
        3,
        True,
    )
    assert one.tables("a") == []
    assert one.terms("a", STAGES) == ("explain", "plan", "link")
    assert one.two_languages("a", "b") == ("b", "b")
    assert one.faults == []


def test_what_is_required_and_missing_is_a_fault_each() -> None:
    one = table()
    one.text("a")
    one.number("b", 0, 1)
    one.whole("c", 0, 9)
    one.choice("d", STAGES)
    one.table("e")
    assert [fault.where for fault in one.faults] == [f"f.toml: {key}" for key in "abcde"]
    assert {fault.got for fault in one.faults} == {"nothing"}


def test_a_missing_table_complains_once() -> None:
    one = table()
    inner = one.table("strength")
    inner.number("low", 0, 1)
    inner.text("source")
    assert said(one) == ["f.toml: strength: got nothing; allowed: a table [strength]"]


@pytest.mark.parametrize("value", [True, "1", math.nan, math.inf, -math.inf, [1], {}, 2, -1])
def test_what_is_no_number_in_range_is_refused_with_a_harmless_stand_in(value: object) -> None:
    one = table(a=value)
    assert one.number("a", 0, 1, unit="baht") == 0
    assert len(one.faults) == 1
    assert one.faults[0].allowed == "a number from 0 to 1 (baht)"


def test_a_spread_is_a_default_within_a_range() -> None:
    one = table(default=2, low=1, high=2.5, source="x")
    assert one.spread(0, 3, ("source",)) == (2.0, 1.0, 2.5)
    assert one.faults == []


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({"default": 2, "low": 3, "high": 1}, ["high"]),
        ({"default": 4, "low": 1, "high": 3}, ["default"]),
        ({"default": 9, "low": 3, "high": 1}, ["high", "default"]),
        ({"default": 2, "low": 1}, ["high"]),
        ({"default": 2, "high": 3}, ["low"]),
        ({"default": 2, "low": -1, "high": 3}, ["low"]),
        ({"default": 2, "low": 1, "high": 3, "hihg": 3}, ["hihg"]),
        ({}, ["low", "high", "default"]),
    ],
)
def test_what_is_wrong_with_a_spread_is_said_once_at_its_key(values: dict[str, float], keys: list[str]) -> None:
    one = table(**values)
    one.spread(0, 5)
    assert [fault.where.removeprefix("f.toml: ") for fault in one.faults] == keys


def test_a_spread_of_whole_numbers_has_whole_ends() -> None:
    assert table(default=2, low=1, high=3).spread(1, 9, whole=True) == (2.0, 1.0, 3.0)
    one = table(default=2, low=1, high=2.5)
    one.spread(1, 9, whole=True)
    assert said(one) == ["f.toml: high: got 2.5; allowed: a whole number from 1 to 9"]


def test_one_of_a_list_is_placed_in_it() -> None:
    one = table(a=[1, 2])
    one.wrong_item("a", 2, "2", "1")
    assert one.faults[0].where == "f.toml: a[2]"


@pytest.mark.parametrize("value", [1.0, 0.5, True, "1", None])
def test_a_whole_number_is_written_without_a_point(value: object) -> None:
    one = table(a=value)
    assert one.whole("a", 1, 5) == 1
    assert len(one.faults) == 1


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_only_true_and_false_are_flags(value: object) -> None:
    one = table(a=value)
    assert one.flag("a", True) is True
    assert one.faults[0].allowed == "true or false"


def test_unknown_keys_are_each_named_with_the_likely_one() -> None:
    one = table(monts=1, zzz=2, months=3)
    one.only(("months", "name"))
    assert [(fault.where, fault.nearest) for fault in one.faults] == [
        ("f.toml: monts", "months"),
        ("f.toml: zzz", None),
    ]


def test_an_odd_key_is_quoted_in_its_place() -> None:
    one = table(**{"a b\n": 1})
    one.only(("x",))
    assert one.faults[0].where == "f.toml: 'a b\\n'"


def test_places_of_inner_keys_are_joined() -> None:
    one = table(a={"b": [{"c": 0}]})
    one.table("a").tables("b")[0].whole("c", 1, 2)
    assert one.faults[0].where == "f.toml: a.b[1].c"


@pytest.mark.parametrize("value", [{"en": "x"}, {"en": "x", "th": 1}, {"en": "x", "th": "y", "fr": "z"}, 3, ""])
def test_two_languages_are_both_texts(value: object) -> None:
    one = table(name=value)
    one.two_languages("name")
    assert len(one.faults) == 1


def test_faults_of_many_tables_are_on_one_list() -> None:
    one = table(list=[{"a": 1}, {"a": 9}, {"a": "x"}])
    for inner in one.tables("list"):
        inner.whole("a", 0, 5)
    assert [fault.where for fault in one.faults] == ["f.toml: list[2].a", "f.toml: list[3].a"]


def test_a_file_that_is_no_toml_is_raised_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 1\nb = = 2\n")
    faults: list[Fault] = []
    with pytest.raises(InputFault, match="line 2, column 5"):
        open_toml(path, faults)
    assert faults == []


@pytest.mark.parametrize("text", ["เดือน = 1", "months = ๒", "[๑]"])
def test_thai_outside_quotation_marks_is_no_toml(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault) as raised:
        open_toml(path, [])
    assert ("Arabic digits" in str(raised.value)) == has_thai_digits(text)


# Names


@pytest.mark.parametrize("terms", [KINDS, PROVINCE_TERMS, STAGES], ids=["kinds", "provinces", "stages"])
def test_every_name_finds_its_own_term(terms: tuple) -> None:
    for name in known(terms):
        position = find(name, terms)
        assert position is not None
        assert name in terms[position]


def test_no_two_terms_share_a_name() -> None:
    for terms in (KINDS, PROVINCE_TERMS):
        folded = [name for term in terms for name in {fold(name) for name in term}]
        assert len(folded) == len(set(folded))


@given(st.text(alphabet="กขำ\u0e4d\u0e32ใไ่้ aZ_-\u200b๑1", max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=12))
def test_what_is_found_is_a_name(text: str) -> None:
    position = find(text, KINDS)
    assert position is None or fold(text).endswith(tuple(fold(name) for name in KINDS[position]))

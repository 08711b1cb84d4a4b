"""Every way of getting an input wrong that we could think of: one fault, at the right place, with the likely name.

``broken/`` holds the small ones as files, so that they can be tried by hand; big and binary ones are made here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from broken_cases import CASES, OTHERS, Case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.answers import file_faults
from sim.inputs.faults import PRINTED, Fault, InputFault, nearest, shown
from sim.organisations import load_organisations
from sim.scenario import load_scenario

BROKEN = Path(__file__).parent / "broken"


def check_file(path: str | Path) -> tuple[Fault, ...]:
    """The faults of a file that are written out."""
    found = file_faults.check_file(path)
    return found.faults if found else ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_one_fault_at_its_place(case: Case) -> None:
    path = BROKEN / case.file
    (fault,) = check_file(path)
    assert fault.where == f"{path}: {case.place}"
    assert case.says in str(fault)
    assert fault.nearest == case.near
    assert "\n" not in str(fault)


def test_every_broken_file_is_expected() -> None:
    listed = {case.file for case in CASES} | OTHERS
    assert {path.name for path in BROKEN.iterdir()} == listed
    assert len(listed) >= 40


def places(path: Path) -> list[str]:
    return [fault.where.removeprefix(f"{path}: ") for fault in check_file(path)]


def test_all_faults_of_a_scenario_come_at_once() -> None:
    expected = ["extend", "months", "recommendation[1].number", "recommendation[1].intensity", "parameters.trust_ware"]
    assert places(BROKEN / "several.toml") == expected


def test_faults_of_a_file_and_of_what_it_names_come_at_once() -> None:
    path = BROKEN / "extends-misspelt.toml"
    faults = {fault.where: fault for fault in check_file(path)}
    assert set(faults) == {f"{path}: months", f"{path}: extends"}
    assert faults[f"{path}: extends"].nearest == "programme"


@pytest.mark.parametrize(
    ("file", "at"),
    [
        ("extends-faulty.toml", "months-zero.toml: months"),
        ("extends-circle-a.toml", "extends-circle-b.toml: extends"),
        ("extends-circle-b.toml", "extends-circle-a.toml: extends"),
        ("file-faulty.toml", "policy-act-misspelt.toml: change[1].act"),
    ],
)
def test_a_fault_elsewhere_is_placed_elsewhere(file: str, at: str) -> None:
    (fault,) = check_file(BROKEN / file)
    assert fault.where == f"{BROKEN}/{at}"


def test_a_folder_for_a_policy_file() -> None:
    (fault,) = check_file(BROKEN / "file-folder.toml")
    assert fault.got == "a folder"


def test_an_unknown_dose_is_named_with_the_likely_one() -> None:
    first, second = check_file(BROKEN / "policy-dose-misspelt.toml")
    assert (first.where, first.nearest) == (
        f"{BROKEN}/policy-dose-misspelt.toml: change[1].understandin",
        "understanding",
    )
    assert second.got == "broadcast without a dose"


@pytest.mark.parametrize(
    ("file", "key"),
    [("agency-range-misspelt.toml", "agency[1].capacity"), ("policy-coverage-misspelt.toml", "change[1].coverage")],
)
def test_a_misspelt_key_of_a_range_is_named_and_its_number_missed_once(file: str, key: str) -> None:
    first, second = check_file(BROKEN / file)
    assert (first.where, first.nearest) == (f"{BROKEN / file}: {key}.hihg", "high")
    assert (second.where, second.got) == (f"{BROKEN / file}: {key}.high", "nothing")


def test_metres_for_kilometres() -> None:
    assert places(BROKEN / "metres.csv") == ["row 4, x_km", "row 4, y_km"]
    assert all("is it in metres?" in fault.allowed for fault in check_file(BROKEN / "metres.csv"))


def test_one_coordinate_without_the_other_column() -> None:
    assert places(BROKEN / "x-column-alone.csv") == [f"row {row}, y_km" for row in range(2, 7)]


@pytest.mark.parametrize("file", ["empty.toml", "comments-only.toml"])
def test_a_file_that_says_nothing_is_no_scenario(file: str) -> None:
    (fault,) = check_file(BROKEN / file)
    assert fault.where == str(BROKEN / file)


# Files that are not stored: big, binary, or no files at all.

HEADING = "id,kind,province\n"
FIVE = "".join(f"c{n},store,Trang\n" for n in range(5))
MADE: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "utf-16 scenario": (".toml", lambda: 'extends = "programme"'.encode("utf-16"), "", "UTF-16"),
    "utf-16 organisations": (".csv", lambda: (HEADING + FIVE).encode("utf-16"), "", "UTF-16"),
    "utf-16 without a mark": (".csv", lambda: (HEADING + FIVE).encode("utf-16-le"), ": line 1", "zero byte"),
    "windows-874": (".csv", lambda: (HEADING + "ก,สหกรณ์,ตรัง\n").encode("cp874"), ": line 2", "Windows-874"),
    "windows-874 scenario": (".toml", lambda: 'name = "เวที"'.encode("cp874"), ": line 1", "TIS-620"),
    "not text": (".toml", lambda: b'name = "\xfe\x80\x81\x82"', ": line 1", "not UTF-8"),
    "zero bytes": (".csv", lambda: (HEADING + FIVE).encode() + b"c9,st\0re,Trang\n", ": line 7", "zero byte"),
    "a picture": (".csv", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ": line 3", "no text file"),
    "nothing": (".csv", lambda: b"", "", "an empty file"),
    "blanks": (".csv", lambda: b" \n\n", "", "an empty file"),
    "a mark alone": (".toml", lambda: b"\xef\xbb\xbf", "", "an empty file"),
    "too big a scenario": (".toml", lambda: b"# much\n" * 200_000, "", "1,400,000 bytes"),
    "brackets without end": (".toml", lambda: b"a = " + b"[\n" * 5_000, "", "brackets inside brackets"),
    "one endless line": (".csv", lambda: b"a" * 10_000_000, ": line 1", "10,000,000 bytes on one line"),
    "an endless cell": (".csv", lambda: (HEADING + FIVE).encode() + b"x" * 200_000, ": line 7", "200,000 bytes"),
    "an endless key": (".toml", lambda: b"a." * 100_000 + b"a = 1", ": line 1", "200,005 characters"),
    "endless digits": (".toml", lambda: b"months = " + b"9" * 5_000, ": line 1", "5,009 characters"),
}


@pytest.mark.parametrize("what", MADE)
def test_big_and_binary_files(what: str, tmp_path: Path) -> None:
    ending, make, place, says = MADE[what]
    path = tmp_path / f"made{ending}"
    path.write_bytes(make())
    began = time.perf_counter()
    (fault,) = check_file(path)
    assert time.perf_counter() - began < 5
    assert fault.where == f"{path}{place}"
    assert says in str(fault)
    assert len(str(fault)) < 500


@pytest.mark.parametrize("ending", [".toml", ".csv"])
def test_what_is_no_readable_file(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, missing, pipe = (tmp_path / f"{name}{ending}" for name in ("folder", "missing", "pipe"))
    folder.mkdir()
    os.mkfifo(pipe)
    assert [fault.got for fault in check_file(folder)] == ["a folder"]
    assert [fault.got for fault in check_file(missing)] == ["no such file"]
    assert [fault.got for fault in check_file(pipe)] == ["something that is not a regular file"]

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    present = tmp_path / f"present{ending}"
    present.write_text("x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [fault.got for fault in check_file(present)] == ["a file that cannot be read (Permission denied)"]


def test_a_missing_file_is_named_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "forums.toml").write_text("months = 3\n")
    (fault,) = check_file(tmp_path / "forum.toml")
    assert fault.nearest == "forums.toml"


@pytest.mark.parametrize("name", ["notes.txt", "table.xlsx", "scenario"])
def test_other_endings_are_refused(name: str) -> None:
    (fault,) = check_file(name)
    assert fault.where == name
    assert fault.allowed == "a .toml or a .csv file"


def test_an_unknown_scenario_is_named_with_the_likely_one() -> None:
    with pytest.raises(InputFault) as raised:
        load_scenario("after-car")
    assert raised.value.faults[0].nearest == "after-care"


@pytest.mark.parametrize("path", ["\0.toml", "x" * 5_000 + ".toml", "\0.csv"])
def test_paths_that_no_system_takes(path: str) -> None:
    (fault,) = check_file(path)
    assert "path" in str(fault)


def test_a_column_of_a_million_faults_is_counted_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("id,kind,province,members\n" + "".join(f"c{n},store,Trang,-1\n" for n in range(10_000)))
    with pytest.raises(InputFault) as raised:
        load_organisations(path)
    lines = str(raised.value).splitlines()
    assert len(lines) == PRINTED + 1
    assert lines[0].startswith(f"{path}: row 2, members: ")
    assert lines[-1] == f"... and {10_000 - PRINTED:,} more"


def test_faults_stand_in_the_order_of_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(
        "id,kind,province,members\na,store,Trang,1\nb,store,Trang,x\n\nc,shop,Trang,1\nd,store,Tran,-1\ne,store\n"
    )
    found = places(path)
    assert [place.split(",")[0] for place in found] == ["row 3", "row 5", "row 6", "row 6", "row 7"]
    assert set(found) == {"row 3, members", "row 5, kind", "row 6, province", "row 6, members", "row 7"}


def test_a_message_holds_no_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "escape.toml"
    path.write_text('"\\u001b[2Jx" = 1\nname = "\\u001b[31m"\nextends = "\\u001b]0;x\\u0007"\n')
    for fault in check_file(path):
        assert "\x1b" not in str(fault)


def test_a_fault_reads_as_one_line() -> None:
    fault = Fault("a.toml: months", "0", "1 to 600", "12")
    assert str(fault) == "a.toml: months: got 0; allowed: 1 to 600; did you mean 12?"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Lampun", "Lamphun"), ("ขอนแกน", "ขอนแก่น"), ("LOEI", "Loei"), ("ลําพูน", "ลำพูน"), ("zzz", None)],
)
def test_nearest_in_english_and_thai(name: str, expected: str | None) -> None:
    assert nearest(name, ["Loei", "Lamphun", "ลำพูน", "ขอนแก่น"]) == expected


@pytest.mark.parametrize(
    "value", [True, 1.5, "ก" * 500, {"a": 1}, [1, 2], 10**5000, None], ids=lambda value: type(value).__name__
)
def test_anything_can_be_shown_briefly(value: object) -> None:
    assert 0 < len(shown(value)) <= 70


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), ending=st.sampled_from([".toml", ".csv"]))
def test_any_bytes_give_faults_and_never_an_error(data: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(data)
    assert all(isinstance(fault, Fault) for fault in check_file(path))


VALUE = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=8).map(repr)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEY = st.sampled_from(
    ["name", "about", "extends", "months", "programme", "recommendation", "parameters", "agency", "other"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(KEY, VALUE, max_size=4))
def test_any_values_give_faults_and_never_an_error(values: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_text("".join(f"{key} = {str(value).lower()}\n" for key, value in values.items()), "utf-8", "replace")
    assert all(isinstance(fault, Fault) for fault in check_file(path))

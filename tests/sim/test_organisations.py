"""A researcher's own organisations: what each column may hold, what blanks mean, how fast a million rows are read."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.inputs.cell_rules import NumberRule
from sim.inputs.faults import InputFault
from sim.kinds import ACTIVITIES, KINDS, REGISTERED
from sim.language.terms import code
from sim.organisations import COLUMNS, FEWEST, Column, load_organisations
from sim.provinces import PROVINCE_TERMS

FULL = """\
id,name,kind,province,district,x_km,y_km,members,capital_baht,leadership,spirit,understanding,strategy,openness,margin,registered,active,needs,offers
A-1,สหกรณ์การเกษตรวังสะพุง,agricultural,Loei,วังสะพุง,12.5,-3,850,8000000,0.5,0.6,0.1,0.2,0.4,-0.02,yes,yes,knowledge|marketing,credit|inputs
A-2,,สหกรณ์ออมทรัพย์,เลย,,,,,,,,,,,,,,,
A-3,Weavers,occupational group,LOEI,,,,12,2e5,,,,,,,no,no,credit inputs,none
A-4,,financial,จังหวัดตรัง,,,,,,,,,,,,ไม่ใช่,ใช่,สินเชื่อ | ปัจจัยการผลิต,
"A-5","Store, limited",Store Cooperative,Khon Kaen,,1,2,,,1,0,,,,,TRUE,0,,goods
"""


def save(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "organisations.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


def minimal(rows: int = FEWEST, extra: str = "", cell: str = "") -> str:
    return f"id,kind,province{extra}\n" + "".join(f"c{n},store,Trang{cell}\n" for n in range(rows))


@pytest.fixture
def full(tmp_path: Path) -> pd.DataFrame:
    return load_organisations(save(tmp_path, FULL))


def test_columns_come_in_their_declared_order(full: pd.DataFrame) -> None:
    assert list(full.columns) == [column.name for column in COLUMNS]


def test_texts(full: pd.DataFrame) -> None:
    assert list(full["id"]) == ["A-1", "A-2", "A-3", "A-4", "A-5"]
    assert list(full["name"]) == ["สหกรณ์การเกษตรวังสะพุง", "", "Weavers", "", "Store, limited"]
    assert list(full["district"]) == ["วังสะพุง", "", "", "", ""]


def test_kinds_and_provinces_become_codes(full: pd.DataFrame) -> None:
    kinds = ["agricultural", "savings", "occupational", "financial", "store"]
    assert list(full["kind"]) == [code(KINDS, key) for key in kinds]
    assert list(full["province"]) == [
        code(PROVINCE_TERMS, key) for key in ["loei", "loei", "loei", "trang", "khon_kaen"]
    ]


def test_numbers_are_floats_and_blank_is_unknown(full: pd.DataFrame) -> None:
    numeric = [column.name for column in COLUMNS if isinstance(column.rule, NumberRule)]
    assert all(full[name].dtype == np.float64 for name in numeric)
    first = full.loc[0, numeric].to_list()
    assert first == [12.5, -3, 850, 8_000_000, 0.5, 0.6, 0.1, 0.2, 0.4, -0.02]
    assert full.loc[1, numeric].isna().all()
    assert full.loc[2, "capital_baht"] == 200_000


def test_registered_is_by_kind_unless_said_and_active_is_yes_unless_said(full: pd.DataFrame) -> None:
    assert list(full["registered"]) == [True, True, False, False, True]
    assert list(full["active"]) == [True, True, False, True, False]
    assert full["registered"].dtype == full["active"].dtype == bool


def test_activities_become_sets(full: pd.DataFrame) -> None:
    def bits(*names: str) -> int:
        return sum(1 << code(ACTIVITIES, name) for name in names)

    both = bits("credit", "inputs")
    assert list(full["needs"]) == [bits("knowledge", "marketing"), -1, both, both, -1]
    assert list(full["offers"]) == [both, -1, 0, -1, bits("goods")]
    assert full["needs"].dtype == np.int32


def test_three_columns_are_enough(tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, minimal()))
    assert len(frame) == FEWEST
    assert frame["members"].isna().all()
    assert (frame["needs"] == -1).all()
    assert frame["active"].all()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_blank_registration_follows_the_kind(kind: tuple[str, str, str], tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, minimal().replace("store", kind[2])))
    assert (frame["kind"] == code(KINDS, kind[0])).all()
    assert (frame["registered"] == (kind[0] in REGISTERED)).all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_way_of_saving_utf8(encoding: str, ends: str, tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, FULL.replace("\n", ends), encoding))
    expected = load_organisations(save(tmp_path, FULL))
    pd.testing.assert_frame_equal(frame, expected)


def test_the_last_line_needs_no_end(tmp_path: Path) -> None:
    assert len(load_organisations(save(tmp_path, minimal().rstrip("\n")))) == FEWEST


def test_headings_in_any_case_and_columns_in_any_order(tmp_path: Path) -> None:
    text = "Province,ID,Capital Baht,KIND\n" + "".join(f"Trang,c{n},{n},store\n" for n in range(5))
    frame = load_organisations(save(tmp_path, text))
    assert list(frame["capital_baht"]) == [0, 1, 2, 3, 4]


def test_empty_rows_are_nobody_and_leave_row_numbers_right(tmp_path: Path) -> None:
    text = minimal().replace("c2,", "\n,,\n   \nc2,") + ",,\n\n"
    assert list(load_organisations(save(tmp_path, text))["id"]) == ["c0", "c1", "c2", "c3", "c4"]
    with pytest.raises(InputFault, match="row 7, kind"):
        load_organisations(save(tmp_path, text.replace("c2,store", "c2,stor")))


def test_a_cell_may_hold_commas_quotation_marks_and_line_ends(tmp_path: Path) -> None:
    text = minimal(4, ",name", ",x") + 'c9,store,Trang,"A ""big"" one,\nin Trang"\n'
    assert load_organisations(save(tmp_path, text))["name"].iloc[-1] == 'A "big" one,\nin Trang'


def test_spaces_around_cells_do_not_matter(tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, minimal(5, ",members", ",  12 ").replace("store", " store ")))
    assert list(frame["members"]) == [12] * 5


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("+7", 7), ("7.", 7), (".5", 0.5), ("1e3", 1000), ("0", 0)])
def test_numbers_as_people_write_them(text: str, value: float, tmp_path: Path) -> None:
    assert load_organisations(save(tmp_path, minimal(5, ",members", f",{text}")))["members"].iloc[0] == value


@pytest.mark.parametrize(
    "column", [column for column in COLUMNS if isinstance(column.rule, NumberRule)], ids=lambda one: one.name
)
def test_ranges_hold_at_both_ends(column: Column, tmp_path: Path) -> None:
    other = {"x_km": "y_km", "y_km": "x_km"}.get(column.name)
    heading, tail = (f",{column.name},{other}", ",0") if other else (f",{column.name}", "")
    for inside in (column.rule.low, column.rule.high):
        frame = load_organisations(save(tmp_path, minimal(5, heading, f",{inside!r}{tail}")))
        assert (frame[column.name] == inside).all()
    for outside in (column.rule.low - 1, column.rule.high * 2 + 1):
        with pytest.raises(InputFault) as raised:
            load_organisations(save(tmp_path, minimal(5, heading, f",{outside!r}{tail}")))
        assert raised.value.faults[0].where.endswith(f"row 2, {column.name}")
        assert len(raised.value.faults) == 5


def test_a_quotation_mark_that_swallows_rows_is_noticed(tmp_path: Path) -> None:
    rows = "".join(f"c{n},store,Trang,x\n" for n in range(100))
    text = "id,kind,province,name\n" + rows.replace("c3,store,Trang,x", 'c3,store,Trang,"x') + 'e,store,Trang,x"\n'
    with pytest.raises(InputFault, match=r"row 5, name: got .* characters; .* is a quotation mark left open\?"):
        load_organisations(save(tmp_path, text))


def test_ids_are_compared_after_trimming(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="row 7, id: got 'c1' again, as in row 3"):
        load_organisations(save(tmp_path, minimal() + " c1 ,store,Trang\n"))


def test_a_repeated_id_that_is_repeated_again_names_the_first(tmp_path: Path) -> None:
    with pytest.raises(InputFault) as raised:
        load_organisations(save(tmp_path, minimal() + "c1,store,Trang\n" * 2))
    assert [fault.where.split(": ")[1] for fault in raised.value.faults] == ["row 7, id", "row 8, id"]
    assert all("as in row 3" in fault.got for fault in raised.value.faults)


def test_a_missing_column_is_one_fault_not_one_a_row(tmp_path: Path) -> None:
    with pytest.raises(InputFault) as raised:
        load_organisations(save(tmp_path, "id,members\n" + "".join(f"c{n},1\n" for n in range(50))))
    assert [fault.got for fault in raised.value.faults] == ["no column kind", "no column province"]


NAMES = [name for term in KINDS for name in term]
PLACES = [name for term in PROVINCE_TERMS for name in term]


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(PLACES), st.one_of(st.none(), st.floats(0, 1))),
        min_size=5,
        max_size=30,
    )
)
def test_what_is_written_is_what_is_read(rows: list, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "id,kind,province,spirit\n"
    text += "".join(f"c{n},{kind},{place},{'' if s is None else repr(s)}\n" for n, (kind, place, s) in enumerate(rows))
    frame = load_organisations(save(tmp_path_factory.mktemp("csv"), text))
    assert [KINDS[kind] for kind in frame["kind"]] == [next(t for t in KINDS if kind in t) for kind, _, _ in rows]
    assert [PROVINCE_TERMS[p] for p in frame["province"]] == [
        next(t for t in PROVINCE_TERMS if p in t) for _, p, _ in rows
    ]
    assert [None if np.isnan(s) else s for s in frame["spirit"]] == [s for _, _, s in rows]


def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    """A million take ten times as long: well under a minute. Good rows, then rows with everything wrong."""
    good = "".join(f"c{n},{KINDS[n % 9].th},เชียงใหม่,{n},0.{n % 97},credit|goods\n" for n in range(100_000))
    bad = "".join(f"c{n % 9},kind{n},place{n},-{n},{n},tourism{n}\n" for n in range(100_000))
    began = time.process_time()
    assert len(load_organisations(save(tmp_path, "id,kind,province,members,spirit,needs\n" + good))) == 100_000
    with pytest.raises(InputFault) as raised:
        load_organisations(save(tmp_path, "id,kind,province,members,spirit,needs\n" + bad))
    assert time.process_time() - began < 8
    assert raised.value.more > 500_000


def test_a_million_rows_are_the_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.organisations.MOST", 6)
    assert len(load_organisations(save(tmp_path, minimal(6)))) == 6
    with pytest.raises(InputFault, match="rows: got 7 organisations; allowed: 5 to 6"):
        load_organisations(save(tmp_path, minimal(7)))


# The declaration of columns


def test_every_column_has_a_meaning_in_both_languages() -> None:
    for column in COLUMNS:
        assert column.en
        assert re.search("[\u0e00-\u0e7f]", column.th), column.name
        assert column.allowed


def test_the_manual_lists_every_column_and_no_other() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "your-data.md").read_text(encoding="utf-8")
    table = manual.split("<!-- columns -->")[1].split("## Scenarios")[0]
    listed = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|[^|]*\| (.+?) \| ", table, re.MULTILINE)
    said = [(name, heading, allowed.replace("\\|", "|")) for name, heading, allowed in listed]
    assert [one[:2] for one in said] == [(column.name, column.heading_th) for column in COLUMNS]
    assert all(column.allowed.startswith(one[2].split("|")[0].strip()) for one, column in zip(said, COLUMNS))


def test_headings_may_be_thai(full: pd.DataFrame, tmp_path: Path) -> None:
    heading, rest = FULL.split("\n", 1)
    thai = {column.name: column.heading_th for column in COLUMNS}
    typed = ",".join(thai[name] for name in heading.split(","))
    pd.testing.assert_frame_equal(load_organisations(save(tmp_path, typed + "\n" + rest)), full)
    with pytest.raises(InputFault) as raised:
        load_organisations(
            save(tmp_path, minimal(5).replace("id,kind", "รหัส,ประเภท,kind").replace("store", "store,store"))
        )
    assert "kind again, as in column 2" in str(raised.value)
    assert "ประเภท (kind) ซ้ำกับคอลัมน์ที่ 2" in raised.value.said("th")

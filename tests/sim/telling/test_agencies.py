"""Who delivers what: names, staff and how it is shared, where nobody is, and what is taken over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_worlds import PROGRAMME, applied, plus

from sim.language.texts import Lang
from sim.recommendation import Recommendation
from sim.scenario import Scenario, load_scenario
from sim.telling.agencies import agencies_words, delivered_words, handed_over, staff_words
from sim.telling.costs import Bill
from sim.telling.explanation import describe_scenario

HANDOVER = 'extends = "baseline"\n[programme]\nstart = 1\nend = 24\nhandover = 36\n'


def scenario(folder: Path, text: str) -> Scenario:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(str(path))


def words(one: Scenario, lang: Lang = "en") -> str:
    return re.sub(r"\s+", " ", agencies_words(Bill(one), lang))


def whole(one: Scenario, lang: Lang = "en") -> str:
    return re.sub(r"\s+", " ", describe_scenario(one, lang))


def test_those_who_deliver_are_named_with_their_staff() -> None:
    text = words(plus(PROGRAMME, applied(1), applied(2)))
    assert "Cooperative Promotion Department (cpd) Delivers recommendations 1, 2 Where all nine provinces" in text
    assert "Staff 18 (9 to 36) cases a month in a province, 50 (30 to 70) % of them for alliances" in text
    assert "Source assumed: the source names it, and says no more [assumed]" in text
    assert "Community Development Department (cdd) Delivers recommendation 1 " in text
    assert "Cooperative Academic Institute" not in text
    assert "What it cannot do is left undone: it costs nothing by the case, while running costs stay." in text
    thai = words(plus(PROGRAMME, applied(1), applied(2)), "th")
    assert "กรมส่งเสริมสหกรณ์ (cpd) ดำเนินการ ข้อเสนอแนะที่ 1, 2 ที่ใด ทั้งเก้าจังหวัด" in thai
    assert "กำลังคน 18 (9 ถึง 36) รายต่อเดือนต่อจังหวัด ให้แก่งานเครือข่ายร้อยละ 50 (30 ถึง 70)" in thai


def test_what_is_asked_of_an_agency_and_how_much_of_it_it_can_do(tmp_path: Path) -> None:
    """Universities alone have 7.2 cases a month for 8 and for 4: 60 %."""
    offices = "".join(f'[[agency]]\nkey = "{key}"\ncapacity = 0\n' for key in ("cai",))
    text = f'extends = "programme"\n[[recommendation]]\nnumber = 6\n[[recommendation]]\nnumber = 4\n{offices}'
    one = scenario(tmp_path, text)
    said = words(one)
    assert "Asked for 12 cases a month in a province; its staff can do about 60 %" in said
    assert "partner universities in the regions; their staff can do about 60 % of it" in whole(one)
    assert "กำลังคนที่มีทำได้ราวร้อยละ 60 ของงาน" in whole(one, "th")
    assert "its staff can do" not in words(plus(PROGRAMME, applied(4)))
    assert "their staff can do" not in whole(plus(PROGRAMME, applied(4)))


def test_busy_months_are_told_beside_the_average() -> None:
    """Half of some five alliances a month, and every sixth month a directory that takes six cases' work."""
    text = words(plus(PROGRAMME, applied(9), applied(7)))
    assert "Asked for 3.6 cases a month in a province on average, 9 in the busiest month and province" in text


def test_where_nobody_delivers_it_is_said(tmp_path: Path) -> None:
    text = (
        'extends = "programme"\n[[agency]]\nkey = "cai"\ndelivers = [5]\nprovinces = ["Loei", "Trang"]\ncapacity = 9\n'
    )
    one = scenario(tmp_path, text + '[[recommendation]]\nnumber = 5\nprovinces = ["Loei", "Songkhla"]\n')
    bill = Bill(one)
    assert delivered_words(one.applied[0], bill, "en") == "cai; nobody delivers it in Songkhla"
    assert delivered_words(one.applied[0], bill, "th") == "cai; ไม่มีผู้ดำเนินการในสงขลา"
    assert "Where Loei, Trang" in words(one)


def test_what_no_agency_delivers_is_seen_to_by_whoever_applies_it(radio: Recommendation) -> None:
    one = plus(PROGRAMME, applied(radio))
    assert delivered_words(one.applied[0], Bill(one), "en") == "no agency: whoever applies it sees to it"
    assert delivered_words(one.applied[0], Bill(one), "th") == "ไม่มีหน่วยงานสนับสนุน ผู้ใช้นโยบายดำเนินการเอง"
    assert words(one) == "SUPPORTING AGENCIES None is asked for anything in this scenario."
    assert words(one, "th") == "หน่วยงานสนับสนุน ฉากทัศน์นี้ไม่ได้ขอให้หน่วยงานใดดำเนินการ"


def test_an_agency_of_ones_own_is_told_as_a_difference(tmp_path: Path) -> None:
    text = 'extends = "programme"\n[[agency]]\nkey = "cpd"\nname = { en = "Another CPD", th = "อีกกรม" }\ncapacity = 9\n'
    one = scenario(tmp_path, text)
    assert "- its own: Another CPD" in whole(one)
    assert "- หน่วยงานสนับสนุนที่ฉากทัศน์นี้กำหนดเอง: อีกกรม" in whole(one, "th")
    assert "its own:" not in whole(PROGRAMME)


def test_staff_without_a_range_are_told_as_they_are(tmp_path: Path) -> None:
    one = scenario(tmp_path, 'extends = "programme"\n[[agency]]\nkey = "new"\ndelivers = [1]\ncapacity = 9\n')
    assert staff_words(one.agencies[-1], "en") == "9 cases a month in a province, 100 % of them for alliances"
    added = plus(one, applied(1))
    said = words(added).split("new (new)")[1]
    assert "Source" not in said and "Staff 9 cases" in said


def test_a_handover_is_told_with_who_takes_over_and_at_what_cost(tmp_path: Path) -> None:
    one = scenario(tmp_path, HANDOVER)
    text = whole(one)
    assert "months 25 to 36: agencies that take over" in text
    assert "Handover months 25 to 36: agencies follow up the alliances that the teams helped to found" in text
    assert (
        "Takes over visits alliances with what staff it has left, at most 9 times a month in a province; a visit "
        "brings support of 0.3 (0.1 to 0.5), of 1 at most, and costs 1,500 (700 to 3,000) baht" in text
    )
    assert "at most 2,590,000 baht of that for what agencies take over" in text  # 12 months, 9 provinces, 9 + 7 visits
    thai = whole(one, "th")
    assert "การส่งต่อ เดือนที่ 25 ถึง 36: หน่วยงานสนับสนุนติดตามเครือข่ายที่ทีมหนุนเสริมให้ก่อตั้ง" in thai
    assert "ไม่เกิน 2,590,000 บาทเป็นค่าติดตามเครือข่าย" in thai
    assert handed_over(one) == (25, 36)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('extends = "programme"\n', "none: when the teams leave, nobody takes over"),
        (
            HANDOVER + "".join(f'[[agency]]\nkey = "{key}"\ncapacity = 9\n' for key in ("cpd", "codi")),
            "none: no agency of this scenario takes anything over",
        ),
    ],
    ids=["not meant", "nobody there"],
)
def test_that_nobody_takes_over_is_told(tmp_path: Path, text: str, said: str) -> None:
    one = scenario(tmp_path, text)
    assert f"Handover {said}" in whole(one)
    assert handed_over(one) is None
    assert "agencies that take over" not in whole(one)


def test_a_handover_ends_with_the_scenario(tmp_path: Path) -> None:
    assert "months 25 to 30: agencies that take over" in whole(scenario(tmp_path, "months = 30\n" + HANDOVER))

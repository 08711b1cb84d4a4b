"""The first sentence of a comparison word for word, for every branch, on tables made by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.effects.headline import headline

NAMES = {"b": ("Base", "ฐาน"), "p": ("Plans", "แผน"), "m": ("Media", "สื่อ")}
OF_TWO = "Of 2 policies compared with “Base”, “Plans” adds the most lasting alliances"
OF_TWO_TH = "ในนโยบาย 2 ข้อที่เทียบกับ “ฐาน” นโยบาย “แผน” เพิ่มเครือข่ายที่ยั่งยืน"
MONEY, MONEY_TH = "for 1.5 million baht more", "โดยใช้เงินเพิ่ม 1.5 ล้านบาท"
MOST_TH = f"{OF_TWO_TH}โดยเฉลี่ยมากที่สุด 2.3 เครือข่าย {MONEY_TH}"
AHEAD_TH = f"{OF_TWO_TH}ได้มากที่สุด เฉลี่ย 2.3 เครือข่าย {MONEY_TH}"
ADDS, MAYBE, LOSES, FEW = (2.3, 1.0, 3.6), (2.3, -1.0, 5.6), (-2.3, -3.6, -1.0), (2.3, math.nan, math.nan)


def table(first, count):
    """The first policy with its mean and interval for all at once; a second, if there is one, adds far less."""
    rows = [("p", *first), ("m", first[0] - 9.0, first[1] - 9.0, first[2] - 9.0)][:count]
    columns = ["policy", "difference", "simultaneous_low", "simultaneous_high"]
    return pd.DataFrame(rows, columns=columns).assign(outcome="lasting", reference="b", cost=1.5e6)


@pytest.mark.parametrize(
    ("first", "level", "settled", "en", "th"),
    [
        (
            ADDS, [], "", f"{OF_TWO}, 2.3 on average {MONEY}, and is clearly ahead of all the others.",
            f"{AHEAD_TH} และนำนโยบายอื่นทุกข้ออย่างชัดเจน",
        ),
        (
            ADDS, ["m"], "",
            f"{OF_TWO} on average, 2.3 {MONEY}, but others may add as many (not told apart so far: 1).",
            f"{MOST_TH} แต่นโยบายอื่นอาจเพิ่มได้เท่ากัน (ยังแยกไม่ออก 1 ข้อ)",
        ),
        (
            ADDS, [], "headline_settled", f"{OF_TWO}, 2.3 on average {MONEY}, and none of the others adds more.",
            f"{AHEAD_TH} และไม่มีนโยบายอื่นที่เพิ่มได้มากกว่า",
        ),
        (
            ADDS, ["m"], "headline_zone",
            f"{OF_TWO} on average, 2.3 {MONEY}, and no other adds more by a difference that matters.",
            f"{MOST_TH} และไม่มีนโยบายอื่นที่เพิ่มได้มากกว่านี้ในระดับที่มีความหมาย",
        ),
        (
            ADDS, ["m"], "headline_open",
            f"{OF_TWO} on average, 2.3 {MONEY}, but whether it is the best of them is still open.",
            f"{MOST_TH} แต่ยังสรุปไม่ได้ว่าดีที่สุดหรือไม่",
        ),
        (
            MAYBE, ["m"], "headline_open",
            "None of 2 policies compared with “Base” is shown to add lasting alliances: the highest average is that of"
            f" “Plans”, 2.3 {MONEY}, and it may be chance.",
            "ในนโยบาย 2 ข้อที่เทียบกับ “ฐาน” ยังไม่พบข้อใดที่เพิ่มเครือข่ายที่ยั่งยืนได้ชัดเจน ค่าเฉลี่ยสูงที่สุดคือ “แผน” 2.3 เครือข่าย"
            f" {MONEY_TH} ซึ่งอาจเป็นความบังเอิญ",
        ),
        (
            LOSES, [], "",
            "None of 2 policies compared with “Base” adds lasting alliances: even the best of them, “Plans”, leaves"
            f" 2.3 fewer on average, {MONEY}.",
            "ในนโยบาย 2 ข้อที่เทียบกับ “ฐาน” ไม่มีข้อใดเพิ่มเครือข่ายที่ยั่งยืน แม้ข้อที่ดีที่สุดคือ “แผน” ก็มีน้อยลงเฉลี่ย 2.3"
            f" เครือข่าย {MONEY_TH}",
        ),
        (
            FEW, [], "",
            "Too few worlds to say which is best: of 2 policies compared with “Base”, “Plans” has the most lasting"
            f" alliances in them, an average difference of 2.3 {MONEY}.",
            "สถานการณ์ที่จำลองน้อยเกินกว่าจะบอกว่าข้อใดดีที่สุด ในนโยบาย 2 ข้อที่เทียบกับ “ฐาน” นโยบาย “แผน”"
            f" มีเครือข่ายที่ยั่งยืนมากที่สุด ผลต่างเฉลี่ย 2.3 เครือข่าย {MONEY_TH}",
        ),
    ],
    ids=["ahead", "close", "settled", "zone", "open", "unclear", "loses", "few"],
)  # fmt: skip
def test_of_two_policies(first, level, settled, en, th):
    assert headline(table(first, 2), level, NAMES, "en", settled=settled) == en
    assert headline(table(first, 2), level, NAMES, "th", settled=settled) == th


@pytest.mark.parametrize(
    ("first", "en", "th"),
    [
        (
            ADDS, f"“Plans” adds 2.3 lasting alliances on average to what “Base” leaves, {MONEY}.",
            f"“แผน” เพิ่มเครือข่ายที่ยั่งยืนจาก “ฐาน” เฉลี่ย 2.3 เครือข่าย {MONEY_TH}",
        ),
        (
            LOSES, f"“Plans” leaves 2.3 fewer lasting alliances on average than “Base”, {MONEY}.",
            f"“แผน” ทำให้เครือข่ายที่ยั่งยืนน้อยกว่า “ฐาน” เฉลี่ย 2.3 เครือข่าย {MONEY_TH}",
        ),
        (
            MAYBE,
            "“Plans” is not shown to change how many alliances last compared with “Base”: the average difference, 2.3"
            f" {MONEY}, may be chance.",
            f"ยังไม่พบว่า “แผน” ทำให้จำนวนเครือข่ายที่ยั่งยืนต่างจาก “ฐาน” ชัดเจน ผลต่างเฉลี่ย 2.3 เครือข่าย {MONEY_TH}"
            " อาจเป็นความบังเอิญ",
        ),
        (
            FEW,
            "Too few worlds to say what “Plans” does: in them, its average difference from “Base” is 2.3 lasting"
            f" alliances, {MONEY}.",
            "สถานการณ์ที่จำลองน้อยเกินกว่าจะบอกผลของ “แผน” ผลต่างเฉลี่ยจาก “ฐาน” คือ 2.3 เครือข่ายที่ยั่งยืน"
            f" {MONEY_TH}",
        ),
        (
            (math.nan, math.nan, math.nan), "No run was completed, so nothing can be said of any policy.",
            "ไม่มีการจำลองใดเสร็จสมบูรณ์ จึงบอกผลของนโยบายใดไม่ได้",
        ),
    ],
    ids=["adds", "loses", "unclear", "few", "nothing"],
)  # fmt: skip
def test_of_one_policy(first, en, th):
    assert headline(table(first, 1), [], NAMES, "en") == en
    assert headline(table(first, 1), [], NAMES, "th") == th

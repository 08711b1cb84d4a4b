"""The price of a lasting alliance in words: with its interval, at least so much, or that none can be told."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.effects.prices import price_words, prices_told

NAMES = {"a": ("Media", "สื่อ"), "b": ("* Forums", "* เวที"), "c": ("Plans", "แผน"), "p": ("The programme", "โครงการ")}


def row(value=math.nan, low=math.nan, high=math.nan, **more):
    return {"cost_per_lasting": value, "cost_per_lasting_low": low, "cost_per_lasting_high": high, **more}


@pytest.mark.parametrize(
    ("ends", "en", "th"),
    [
        ((433_219.0, 250_111.0, 912_499.0), "433,000 (250,000 to 912,000)", "433,000 (250,000 ถึง 912,000)"),
        ((433_219.0, 250_111.0, math.nan), "433,000 (at least 250,000)", "433,000 (อย่างน้อย 250,000)"),
        ((math.nan, 250_111.0, math.nan), "at least 250,000", "อย่างน้อย 250,000"),
        ((math.nan, math.nan, math.nan), "no price can be told", "บอกราคาไม่ได้"),
        ((0.0, 0.0, 0.0), "0 (0 to 0)", "0 (0 ถึง 0)"),
    ],
)
def test_what_is_known_of_a_price_is_said_and_no_more(ends, en, th):
    assert price_words(pd.Series(row(*ends)), "en") == en
    assert price_words(pd.Series(row(*ends)), "th") == th


def test_clear_policies_are_listed_cheapest_first_and_others_pointed_to():
    table = pd.DataFrame(
        [
            row(900.0, 500.0, 2000.0, policy="a", reference="p"),
            row(300.0, 200.0, 700.0, policy="b", reference="p"),
            row(low=50.0, policy="c", reference="p"),
            row(100.0, 90.0, 120.0, policy="p", reference="baseline"),
        ]
    )
    first, second = prices_told(table, NAMES, "en")
    assert first.endswith(": * Forums: 300 (200 to 700); Media: 900 (500 to 2,000).")
    assert "no upper end" in second
    assert prices_told(table[table["policy"] == "c"], NAMES, "th") == [prices_told(table, NAMES, "th")[1]]
    assert len(prices_told(table[table["policy"] != "c"], NAMES, "en")) == 1

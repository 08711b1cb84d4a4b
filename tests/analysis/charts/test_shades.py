"""Colours of cells: their side, their size, and letters that can be read on them."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from analysis.charts.page import BLUE, RED
from analysis.charts.rows import row_height
from analysis.charts.shades import BLANK, bands, ink, shade, tinted


def effect(mean, half):
    return pd.Series({"difference": mean, "simultaneous_low": mean - half, "simultaneous_high": mean + half})


def luminance(colour):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_more_is_blue_fewer_red_and_what_is_unclear_grey():
    assert shade(effect(2.0, 1.0), 2.0) == tinted(BLUE, 1.0)
    assert shade(effect(-2.0, 1.0), 2.0) == tinted(RED, 1.0)
    assert shade(effect(2.0, 3.0), 2.0) == BLANK
    assert shade(effect(2.0, float("nan")), 2.0) == BLANK


def test_the_more_the_darker():
    shades = [luminance(shade(effect(size, 0.01), 4.0)) for size in (0.1, 1.0, 2.0, 4.0)]
    assert shades == sorted(shades, reverse=True) and len(set(shades)) == 4
    assert luminance(tinted(BLUE, 0.0)) < luminance(BLANK)


@pytest.mark.parametrize("full", [BLUE, RED, "#0b4f7d"])
def test_letters_stand_out_on_every_shade(full):
    """4.5 to 1, as WCAG 2.1 asks of small letters."""
    for share in range(101):
        face = tinted(full, share / 100)
        lighter, darker = sorted((luminance(face), luminance(ink(face))), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5
    assert (luminance(BLANK) + 0.05) / (luminance(ink(BLANK)) + 0.05) >= 4.5


def test_only_what_is_there_is_named():
    rows = pd.DataFrame([effect(2.0, 1.0), effect(0.0, 1.0)])
    assert [one.get_label() for one in bands(rows, "en")] == [
        "clearly more (the darker, the more)",
        "not told apart from no effect",
    ]
    assert [one.get_label() for one in bands(rows.iloc[:1], "th")] == ["เพิ่มขึ้นชัดเจน (ยิ่งเข้มยิ่งมาก)"]


def test_rows_are_as_high_as_their_longest_label():
    assert row_height(["one"], 0.4) == row_height([], 0.4) == 0.4
    assert row_height(["one", "1\n2\n3"], 0.4) > row_height(["1\n2"], 0.4) > 0.4

"""Who gains, drawn: each figure in its cell, blocks with units of their own, and words that lie on nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from drawings import overlapping, words
from matplotlib.colors import to_hex
from matplotlib.text import Annotation
from synthetic_gains import called, made_gains, policies, province
from synthetic_results import NAMES, REFERENCES, fail, make_runs

from analysis import charts
from analysis.charts import gains
from analysis.charts.shades import BLANK
from analysis.effects.gains import PEOPLE, PROVINCE, groups
from analysis.effects.gains import gains as made
from sim.language.numerals import decimals, difference
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

pytestmark = pytest.mark.filterwarnings("error")
SIZES = [(3, 2), (15, 9), (40, 2)]
WIDE = [(3, 77), (40, 77)]
SHORT = ("Advisory unit", "หน่วยที่ปรึกษา")


def cells_of(figure):
    """Place → what is written there and the colour under it."""
    (axes,) = figure.axes
    faces = {
        (round(one.get_x() + one.get_width() / 2, 2), round(one.get_y() + one.get_height() / 2, 2)): one.get_facecolor()
        for one in axes.patches
    }
    numbers = [one for one in axes.texts if not isinstance(one, Annotation)]
    written = {tuple(round(end, 2) for end in one.get_position()): one.get_text() for one in numbers}
    return {place: (written[place], to_hex(face)) for place, face in faces.items()}


def ticks(axis):
    return [label.get_text().replace("\n", " ") for label in axis.get_ticklabels()]


@pytest.fixture
def heat(drawn):
    """Draw one of the two heat maps of made-up gains."""

    def draw(function, table, names, lang="en", **options):
        shown = list(dict.fromkeys(table["policy"]))
        return drawn(gains, function, table, shown, names, lang, subtitle="Beside each other", **options)

    return draw


def test_each_gain_stands_in_its_cell_and_is_coloured_where_it_is_clear(heat):
    table = made_gains(4, 2)
    figure = heat(charts.plot_gains, table, called(4, SHORT))
    told, rows = cells_of(figure), table[table["breakdown"] == PEOPLE]
    assert len(told) == 4 * 11
    for nth, policy in enumerate(policies(4)):
        for place, (_, row) in enumerate(rows[rows["policy"] == policy].iterrows()):
            written, face = told[place, nth]
            assert written == difference(row["difference"], decimals(rows["difference"]))
            assert (face == BLANK) == (row["simultaneous_low"] <= 0 <= row["simultaneous_high"])
    (axes,) = figure.axes
    assert ticks(axes.yaxis) == [f"{nth}. {SHORT[0]}" for nth in range(1, 5)] and axes.yaxis_inverted()
    assert ticks(axes.xaxis)[:4] == ["everyone who gains", "weak organisations", "remote organisations",
                                     "unregistered groups"]  # fmt: skip


def test_shares_are_told_in_points_of_a_hundred(heat):
    table = made_gains(2, 2)
    row = table[(table["breakdown"] == "reach") & (table["group"] == "weak")].iloc[0]
    told = [written for written, _ in cells_of(heat(charts.plot_gains, table, called(2, SHORT))).values()]
    assert f"{100 * row['difference']:+.1f}".replace("-", "−") in told


def test_every_block_says_what_it_counts_and_its_unit(heat):
    said = words(heat(charts.plot_gains, made_gains(2, 2), called(2, SHORT)))
    for head in (
        "people who gain by an alliance (people)",
        "mean gain of each (baht a year)",
        "share of them in an alliance (percentage points)",
        "lasting alliances by form (alliances)",
    ):
        assert head in said
    assert "By kind of organisation nothing is counted." in said


def test_provinces_are_columns_and_rows_where_there_are_many(heat):
    few = heat(charts.plot_gains_by_province, made_gains(3, 9), called(3, SHORT)).axes[0]
    assert ticks(few.xaxis) == [province(nth)[1] for nth in range(9)] and len(ticks(few.yaxis)) == 3
    many = heat(charts.plot_gains_by_province, made_gains(3, 77), called(3, SHORT)).axes[0]
    assert ticks(many.yaxis) == [province(nth)[1] for nth in range(77)] and len(ticks(many.xaxis)) == 3


def test_a_transposed_cell_is_still_that_of_its_policy_and_province(heat):
    table = made_gains(2, 30)
    told = cells_of(heat(charts.plot_gains_by_province, table, called(2, SHORT)))
    rows = table[table["breakdown"] == PROVINCE]
    digits = decimals(rows["difference"])
    for _, row in rows.iterrows():
        place = policies(2).index(row["policy"]), int(row["group"][1:])
        assert told[place][0] == difference(row["difference"], digits)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("function", [charts.plot_gains, charts.plot_gains_by_province])
def test_no_word_is_cut_or_lies_on_another(function, size, lang, heat):
    _all_apart(heat(function, made_gains(*size), called(size[0]), lang, remarks=["หมายเหตุ"]))


@pytest.mark.parametrize(("size", "lang"), [*zip(WIDE, ("en", "th"))])
def test_nor_in_77_provinces(size, lang, heat):
    _all_apart(heat(charts.plot_gains_by_province, made_gains(*size), called(size[0]), lang))


def _all_apart(figure):
    """Labels, cells and heads lie on no other and on the page; words in a cell lie in it."""
    (axes,) = figure.axes
    wide, high = figure.canvas.get_width_height()
    labels = [*axes.get_xticklabels(), *axes.get_yticklabels(), *axes.texts]
    assert overlapping(labels, [note.get_window_extent() for note in figure.texts]) == []
    for label in labels:
        box = label.get_window_extent()
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= wide + 1 and box.y1 <= high + 1, label.get_text()
    written = np.array(
        [one.get_window_extent().extents for one in axes.texts]
    )  # once: cells are many, and so are words
    middles, sizes = (written[:, :2] + written[:, 2:]) / 2, written[:, 2:] - written[:, :2]
    for patch in axes.patches:
        cell = patch.get_window_extent()
        inside = sizes[((cell.min <= middles) & (middles <= cell.max)).all(axis=1)]
        assert len(inside) == 1 and (cell.size >= inside[0]).all()


def test_one_world_is_drawn_without_a_colour(heat):
    runs = made(make_runs(draws=1), REFERENCES, groups(keys(PROVINCE_TERMS)), 1)
    figure = heat(charts.plot_gains, runs[runs["reference"] == "programme"], NAMES)
    assert {face for _, face in cells_of(figure).values()} == {BLANK}


def test_the_same_gains_draw_the_same_bytes(tmp_path):
    table = made(fail(make_runs(draws=10), "rec_03", 5), REFERENCES, groups(["trang", "loei"]), 1)
    shown = ["rec_14", "rec_03"]
    for function in (charts.plot_gains, charts.plot_gains_by_province):
        one, other = (
            [
                file.read_bytes()
                for file in function(table, shown, NAMES, "th", tmp_path / folder / "chart", subtitle="")
            ]
            for folder in ("one", "two")
        )
        assert one == other


# findings


def rows_of(*effects):
    """People helped by one policy: (group, mean, half of its interval)."""
    table = [
        {"policy": "q00", "breakdown": PEOPLE, "group": group, "label_en": group, "label_th": f"ก{group}"}
        | {"difference": mean, "simultaneous_low": mean - half, "simultaneous_high": mean + half}
        for group, mean, half in effects
    ]
    return pd.DataFrame(table)


def test_the_finding_tells_who_gains_who_loses_and_who_is_not_told():
    table = rows_of(("everyone", 900.0, 100.0), ("weak", 40.0, 60.0), ("remote", -80.0, 10.0))
    names = called(1, SHORT)
    assert gains.people_finding(table, "q00", names, "en") == (
        "People who gain by “1. Advisory unit”: clearly more (everyone +900); clearly fewer (remote −80); "
        "not told apart from no effect (weak)"
    )
    assert gains.people_finding(table, "q00", names, "th").startswith(
        "ผู้ได้รับประโยชน์จาก “1. หน่วยที่ปรึกษา”: เพิ่มขึ้นชัดเจน (กeveryone +900)"
    )


def test_the_finding_says_nothing_of_cases_that_do_not_occur():
    said = gains.people_finding(rows_of(("everyone", 900.0, 100.0)), "q00", called(1, SHORT), "en")
    assert "fewer" not in said and "not told apart" not in said


def test_the_finding_of_provinces_is_the_highest_of_what_is_clear():
    table = made_gains(5, 9)
    rows = table[table["breakdown"] == PROVINCE]
    sure = rows[rows["simultaneous_low"] > 0]
    best = sure.loc[sure["difference"].idxmax()]
    said = gains.provinces_finding(table, policies(5), called(5, SHORT), "en")
    assert f"{sure['policy'].nunique()} of 5 policies" in said and f"in {best['label_en']} (" in said
    assert rows["difference"].max() >= best["difference"]
    none = table.assign(simultaneous_low=-1.0, simultaneous_high=1.0)
    assert "In no single province" in gains.provinces_finding(none, policies(5), called(5, SHORT), "en")


def test_the_title_is_the_finding(heat):
    table = made_gains(3, 2)
    for function, finding in (
        (charts.plot_gains, gains.people_finding(table, "q00", called(3, SHORT), "en")),
        (charts.plot_gains_by_province, gains.provinces_finding(table, policies(3), called(3, SHORT), "en")),
    ):
        assert finding in words(heat(function, table, called(3, SHORT)))

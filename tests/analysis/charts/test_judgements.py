"""The chart of judgements: every number has a row, every unit a panel, and nothing runs off the page."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.charts import judgements
from analysis.charts.judgements import plot_judgements
from sim.language.numerals import middling


def row(number, role, middle, **more):
    step = 0.1 * middle
    return {
        "number": number, "name_en": f"Name of {number}", "name_th": "ชื่อ", "unit": "baht a case", "role": role,
        "who": "", "lowest": middle - 2 * step, "q05": middle - step, "q50": middle, "q95": middle + step,
        "highest": middle + 2 * step,
    } | more  # fmt: skip


def table(experts=3, numbers=("04.strength", "05.strength")):
    rows = []
    for nth, number in enumerate(numbers):
        unit = "standard deviations" if nth < 2 else "baht a case"
        rows += [row(number, "expert", 0.2 + 0.1 * who, who=f"E{who}", unit=unit) for who in range(experts)]
        rows += [row(number, role, 0.4, unit=unit) for role in ("pool", "declared")]
    return pd.DataFrame(rows)


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """The figure of a chart that is drawn."""

    def draw(found, lang="en"):
        kept = []
        save = judgements.save
        monkeypatch.setattr(judgements, "save", lambda figure, *others: kept.append(figure) or save(figure, *others))
        written = plot_judgements(found, lang, tmp_path / "judgements", title="They believe so")
        assert all(path.stat().st_size > 5_000 for path in written)
        return kept[0]

    return draw


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_row_a_number_and_a_panel_a_unit(drawn, lang):
    figure = drawn(table(numbers=("04.strength", "05.strength", "05.case_cost")), lang)
    assert [len(axes.get_yticks()) for axes in figure.axes] == [2, 1]
    labels = [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()]
    name = {"en": "Name of {}", "th": "ชื่อ"}[lang]
    said = [" ".join(label.split()) for label in labels]
    assert said[:2] == [f"4. {name.format('04.strength')}", f"5. {name.format('05.strength')}"]
    assert said[2] == f"5. {name.format('05.case_cost')} (05.case_cost)"
    for axes in figure.axes:
        for words in (*axes.texts, *axes.get_yticklabels()):
            box = words.get_window_extent()
            assert box.x0 >= 0 and box.x1 <= figure.bbox.x1


def test_every_expert_and_the_group_are_drawn(drawn):
    figure = drawn(table(experts=4, numbers=("05.strength",)))
    (axes,) = figure.axes
    spans = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert len(spans) == 5
    assert len({line.get_ydata()[0] for line in spans}) == 5
    assert max(line.get_linewidth() for line in spans) == 6


def signs(figure):
    return [one.get_text() for axes in figure.axes for one in axes.texts if one.get_fontsize() == 7]


def test_experts_are_told_apart_by_their_signs_or_by_letters(drawn):
    found = table(experts=3, numbers=("05.strength",))
    assert signs(drawn(found)) == ["E0", "E1", "E2"]
    found["who"] = found["who"].replace({"E0": "Somchai", "E1": "Malee"})
    figure = drawn(found)
    assert signs(figure) == ["A", "B", "C"]
    note = next(one.get_text() for one in figure.texts if "Somchai" in one.get_text())
    assert "Beside the lines: A Somchai, B Malee, C E2." in note
    assert not any(signs(drawn(table(experts=judgements._MOST_LINES + 1, numbers=("05.strength",)))))


@pytest.mark.parametrize(
    ("middle", "said"),
    [(0.4, "0.40 (0.36 to 0.44)"), (0.02, "0.020 (0.018 to 0.022)"), (2.0, "2.00 (1.80 to 2.20)")],
)
def test_a_number_is_rounded_as_in_the_table(drawn, middle, said):
    """However large the others of its unit are."""
    found = table(numbers=("05.strength", "04.strength"))
    own = row("05.strength", "pool", middle, unit="standard deviations")
    at = found.index[(found["number"] == "05.strength") & (found["role"] == "pool")][0]
    found.loc[at, ["q05", "q50", "q95"]] = [own["q05"], own["q50"], own["q95"]]
    values = [one.get_text() for one in drawn(found).axes[0].texts if one.get_fontsize() != 7]
    assert values[0] == said == middling(own["q50"], own["q05"], own["q95"], "en")


def test_forty_experts_find_room(drawn):
    figure = drawn(table(experts=40, numbers=("05.strength",)))
    lanes = {float(np.round(line.get_ydata()[0], 6)) for line in figure.axes[0].lines}
    assert len(lanes) == judgements._MOST_LINES + 1 and all(-0.5 < lane < 0.5 for lane in lanes)


def test_what_is_declared_as_one_value_can_be_seen(drawn):
    found = table(numbers=("05.strength",))
    found.loc[found["role"] == "declared", ["lowest", "q05", "q50", "q95", "highest"]] = 0.4
    drawn(found)


def test_the_same_bytes_again(tmp_path):
    one, other = (plot_judgements(table(), "th", tmp_path / name / "chart", title="อย่างนี้") for name in ("a", "b"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]

"""The chart of what budgets buy, and the calendar: what is written on them, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from searched import searched

from analysis import charts
from analysis.charts import calendar, portfolios
from analysis.portfolios.tables import chosen, portfolios_table

THAI = re.compile(r"[ก-๙]")
MARKS = {"5 M", "8 M", "9 M", "5 ล้าน", "8 ล้าน"}


@pytest.fixture
def words(monkeypatch):
    """Every text of the figures that are saved, in place of saving them."""
    found = []

    def kept(figure, *_):
        figure.draw_without_rendering()
        texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
        found.extend(text.get_text() for text in texts)
        marks = [text.get_window_extent() for text in texts if text.get_text() in MARKS]
        assert not any(one.overlaps(other) for one, other in combinations(marks, 2))
        found.extend(tick.get_text() for axes in figure.axes for tick in axes.get_yticklabels())
        return ()

    for module in (portfolios, calendar):
        monkeypatch.setattr(module, "save", kept)
    return found


@pytest.mark.parametrize("lang", ["en", "th"])
def test_each_budget_is_written_beside_what_it_buys_and_below(words, lang, tmp_path):
    made = searched()
    charts.plot_portfolios(made, portfolios_table(made), lang, tmp_path / "portfolios")
    marks = {"en": ["5 M", "8 M"], "th": ["5 ล้าน", "8 ล้าน"]}[lang]
    assert [word for word in words if word in marks] == marks
    note = next(word for word in words if "\n" in word and ("95 %" in word))
    assert len(note.split("\n")) >= 3 and bool(THAI.search(note)) == (lang == "th")


def test_each_portfolio_is_painted_as_what_it_is():
    """Of what costs more than every budget nothing is said but that."""
    made = searched()
    table = portfolios_table(made)
    role = dict(zip(table["portfolio"], portfolios.roles(made, table)))
    found = [choice for choice in chosen(made) if choice.best]
    best = {made.portfolios[choice.best["mean"]].key for choice in found}
    level = {made.portfolios[place].key for choice in found for place in choice.level}
    dearer = set(table.loc[table["cost"] > max(made.wanted.budgets), "portfolio"])
    assert {key for key, one in role.items() if one == "best"} == best
    assert {key for key, one in role.items() if one == "level"} == level - best
    assert {key for key, one in role.items() if one == "dearer"} == dearer - best - level
    poorer = replace(made, wanted=replace(made.wanted, budgets=(float(table["cost"].median()),)))
    assert "dearer" in set(portfolios.roles(poorer, table))


def test_budgets_that_buy_the_same_are_written_above_each_other(words, tmp_path):
    made = searched()
    made = replace(made, wanted=replace(made.wanted, budgets=(8e6, 9e6)))
    assert len({choice.best["mean"] for choice in chosen(made)}) == 1
    charts.plot_portfolios(made, portfolios_table(made), "en", tmp_path / "portfolios")
    assert {"8 M", "9 M"} <= set(words)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_calendar_names_teams_recommendations_and_care(words, lang, tmp_path):
    both = searched().portfolios[2]
    charts.plot_calendar(both, 8e6, lang, tmp_path / "calendar")
    expected = {"en": ["province teams", "4. Skills for leaders", "13. Advisory unit", "care by agencies"],
                "th": ["ทีมจังหวัด", "4. ", "13. หน่วยที่ปรึกษา", "หน่วยงานดูแลต่อ"]}[lang]  # fmt: skip
    assert all(any(part in word for word in words) for part in expected)

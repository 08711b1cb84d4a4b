"""The table of effects on the terminal."""

from __future__ import annotations

import pytest
from synthetic_results import NAMES, POLICIES, REFERENCES, make_runs

from analysis.answers.effects_table import effects_table
from analysis.effects.policies import effects
from sim.language.layout import WIDTH, width


@pytest.fixture(scope="module")
def table():
    return effects(make_runs(draws=60), REFERENCES, list(REFERENCES), seed=1)


# the table


@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_line_is_wider_than_a_terminal(table, lang):
    assert max(map(width, effects_table(table, NAMES, lang).splitlines())) <= WIDTH == 110


@pytest.mark.parametrize("lang", ["en", "th"])
def test_columns_end_at_the_same_place(table, lang):
    lines = effects_table(table, NAMES, lang).splitlines()
    ruled = width(lines[2])
    assert set(lines[2]) == {"─"}
    for line in lines[3:17]:
        assert width(line) == ruled
    ends = {width(line[: line.index(")") + 1]) for line in lines[3:17]}
    assert len(ends) == 1


def test_policies_are_ranked_by_effect_and_the_programme_stands_apart(table):
    lines = effects_table(table, NAMES, "en").splitlines()
    rows = table[(table["outcome"] == "lasting") & (table["reference"] == "programme")]
    best = rows.sort_values("difference", ascending=False)["policy"]
    for rank, (policy, line) in enumerate(zip(best, lines[3:]), 1):
        assert line.split()[:2] == [str(rank), NAMES[policy][0].split()[0]]
    assert lines[17] == "compared with “No programme”:"
    assert "The programme as it was" in lines[18]
    assert len(lines) == 3 + len(POLICIES) + 2


def test_numbers_are_those_of_the_effects(table):
    row = table[(table["policy"] == "rec_13") & (table["outcome"] == "lasting")].iloc[0]
    (line,) = (line for line in effects_table(table, NAMES, "en").splitlines() if "13 Advisory unit" in line)
    assert f"+{row['difference']:.1f} ({row['simultaneous_low']:.1f} to {row['simultaneous_high']:.1f})" in line
    assert f"+{row['median']:.1f}" in line.split()
    assert f"{100 * row['helped']:.0f} / {100 * row['harmed']:.0f}" in line
    assert f"{row['cost'] / 1e6:.1f}" in line.split()
    assert f"{float(format(row['cost_per_lasting'], '.3g')):,.0f}" in line.split()
    assert line.endswith(f"{100 * row['probability_best']:.0f}")


def test_an_unclear_effect_has_no_price_an_alliance(table):
    (line,) = (line for line in effects_table(table, NAMES, "en").splitlines() if "8 Clear success" in line)
    assert line.split()[-2] == "–"


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_digit_that_decides_is_seen(table, lang):
    ends = {"difference": 0.3, "simultaneous_low": 0.02, "simultaneous_high": 0.6}
    altered = table.copy()
    altered.loc[altered["policy"] == "rec_13", list(ends)] = list(ends.values())
    word = {"en": "to", "th": "ถึง"}[lang]
    assert f"+0.3 (0.02 {word} 0.6)" in effects_table(altered, NAMES, lang)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_large_effects_cut_names_and_nothing_else(table, lang):
    altered = table.copy()
    numbers = ["difference", "median", "simultaneous_low", "simultaneous_high", "cost", "cost_per_lasting"]
    altered[numbers] *= -100.0
    lines = effects_table(altered, NAMES, lang).splitlines()
    assert max(map(width, lines)) <= WIDTH
    assert all(line.count("(") == 1 and "/" in line for line in lines[3:17])


def test_one_reference_makes_one_part(table):
    alone = table[table["reference"] == "programme"]
    assert "compared with" not in effects_table(alone, NAMES, "en")


def test_a_single_draw_shows_dashes():
    table = effects(make_runs(draws=1), "programme", list(POLICIES), ["lasting"])
    assert all("(–)" in line for line in effects_table(table, NAMES, "en").splitlines()[3:])

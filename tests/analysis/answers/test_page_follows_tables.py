"""Over random studies: whatever the page of a comparison says, in sentences and cells, follows from ``effects.csv``."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from sentences import places

from analysis.answers.effects_table import WHO, read_cells, who_cells
from analysis.effects.headline import headline
from analysis.effects.policies import MAIN, effects, main_reference, precision
from analysis.effects.verdict import verdict
from analysis.language.labels import name
from analysis.pages.answer import Answer, table
from analysis.pages.report import FILE, write
from sim.language.texts import text, texts

POLICIES = ("media", "plans", "care", "forums", "advice")
NAMES = {key: (f"The {key}", f"นโยบาย {key}") for key in POLICIES} | {
    "baseline": ("Baseline", "ฉากทัศน์ฐาน"),
    "programme": ("The programme", "โครงการ"),
}
OUTCOMES = [MAIN, *WHO]
FIGURE = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?")


def a_study(seed):
    """A comparison of some policies over made-up runs: effects that are clear, small, equal, harmful or rare."""
    random = np.random.default_rng(seed)
    draws, count = int(random.choice([12, 40, 80])), int(random.integers(2, len(POLICIES) + 1))
    against = {"programme": "baseline"} | dict.fromkeys(POLICIES[:count], "programme")
    gains = {"baseline": 0.0, "programme": 5.0} | {key: 5.0 + random.normal(0, 2) for key in POLICIES[:count]}
    if seed % 3 == 0:
        gains |= {POLICIES[0]: gains[POLICIES[1]]}
    luck, rows = random.normal(30, 8, draws), []
    for key, gain in gains.items():
        row = {"scenario": key, "draw": range(draws), "replicate": 0, "status": "done",
               "cost": 1e6 * random.uniform(1, 30) * np.ones(draws)}  # fmt: skip
        spread = 0.0 if seed % 3 == 0 and key in POLICIES[:2] else random.uniform(0.5, 6)
        for nth, one in enumerate(OUTCOMES):
            row[one] = luck + gain * (nth * 40 + 1) + spread * random.normal(size=draws)
        rows.append(pd.DataFrame(row))
    runs = pd.concat(rows, ignore_index=True)
    return runs, effects(runs, against, list(against), OUTCOMES, seed=seed)


@pytest.fixture(params=range(12))
def study(request):
    runs, found = a_study(request.param)
    return found, precision(runs, found, request.param)


def figures(told):
    """The numbers of a text, with how far each may be off for having been rounded."""
    found = []
    for one in FIGURE.findall(told):
        plain = one.replace("−", "-").replace(",", "")
        found.append((float(plain), 0.51 * 10.0 ** -len(plain.partition(".")[2])))
    return found


def same(told, *values):
    """Whether the numbers of a text are these, as far as it tells them."""
    there = figures(told)
    return len(there) == len(values) and all(abs(one - value) <= off for (one, off), value in zip(there, values))


def row_of(found, policy, outcome=MAIN):
    return found[(found["policy"] == policy) & (found["outcome"] == outcome)].iloc[0]


def ends(row):
    return row["difference"], row["simultaneous_low"], row["simultaneous_high"]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_cell_is_a_row_s_figure(study, lang):
    found, _ = study
    main = found[(found["outcome"] == MAIN) & (found["reference"] == main_reference(found))]
    order = list(main.sort_values("difference", ascending=False, kind="stable")["policy"])
    _, _, *rows = read_cells(found, NAMES, lang)
    assert [row[1] for row in rows[: len(order)]] == [name(NAMES, key, lang) for key in order]
    for key, cells in zip([*order, "programme"], rows):
        row = row_of(found, key)
        assert same(cells[2], *ends(row)) and same(cells[3], row["median"])
        assert same(cells[4], 100 * row["helped"], 100 * row["harmed"]) and same(cells[5], row["cost"] / 1e6)
    assert name(NAMES, "baseline", lang) in rows[-1][1]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_who_gains_is_a_row_s_figure_too(study, lang):
    found, _ = study
    heads, *rows = who_cells(found, found, NAMES, lang)
    assert len(heads) == 1 + len(WHO) and len(rows) == found["policy"].nunique()
    called = {name(NAMES, key, lang): key for key in found["policy"]}
    for label, *cells in rows:
        key = next(called[one] for one in called if label.startswith(one))
        for outcome, cell in zip(WHO, cells):
            assert same(cell, *ends(row_of(found, key, outcome))), (key, outcome, cell)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_sentence_read_out_is_of_the_highest_mean(study, lang):
    found, sure = study
    said = headline(found, sure.groups[0][1:], NAMES, lang)
    main = found[(found["outcome"] == MAIN) & (found["reference"] == "programme")]
    best = main.loc[main["difference"].idxmax()]
    assert f"“{name(NAMES, best['policy'], lang)}”" in said and name(NAMES, "programme", lang) in said
    whole = [one for one, _ in figures(said)]
    assert float(len(main)) in whole
    cost = best["cost"] / 1e6
    assert any(abs(one - cost) < 0.06 for one in whole)
    assert any(abs(abs(one) - abs(best["difference"])) <= 0.51 for one in whole)
    first, *more = sure.groups[0]
    ahead = places("headline_ahead", said, lang, "count", "reference", "policy", "added", "cost")
    assert not (ahead and more), "clearly ahead of all, though not told apart from some"
    assert first in set(main["policy"])


@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_is_clear_is_clear_in_the_table(study, lang):
    found, sure = study
    said = verdict(found, sure, NAMES, lang)
    main = found[(found["outcome"] == MAIN) & (found["reference"] == "programme")]
    called = {name(NAMES, key, lang): key for key in main["policy"]}
    rows = main.set_index("policy")
    clear = {
        ("verdict_adds", "verdict_all_add"): set(rows.index[rows["simultaneous_low"] > 0]),
        ("verdict_harm",): set(rows.index[rows["simultaneous_high"] < 0]),
    }
    for keys, wanted in clear.items():
        lines = [there for key in keys for line in said.more if (there := places(key, line, lang, *spots(key)))]
        assert {policy for there in lines for label, policy in called.items() if label in there["policies"]} == wanted


def spots(key):
    """The places that a sentence of that key has."""
    return [one for one in ("reference", "policies") if f"{{{one}}}" in texts()[key][0]]


def test_the_page_holds_every_sentence_and_cell(study, tmp_path):
    found, sure = study
    said = verdict(found, sure, NAMES, "en")
    cells = read_cells(found, NAMES, "en")
    answer = Answer(
        question="?",
        said=(headline(found, sure.groups[0][1:], NAMES, "en"),),
        sure=tuple(said.sure),
        more=tuple(said.more),
        tables=(table("Effects", cells, heads=2),),
    )
    write(answer, tmp_path, "en")
    page = (tmp_path / FILE).read_text(encoding="utf-8")
    for words in (*answer.said, *answer.sure, *answer.more, *(cell for row in cells[2:] for cell in row)):
        assert words in page
    assert text("page.answer", "en") in page

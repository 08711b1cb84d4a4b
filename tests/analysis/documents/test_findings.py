"""What pages tell of a finished study is read off its answer and its files of figures."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis.documents import findings
from analysis.pages.answer import Answer, leave, table
from sim.language.texts import text
from sim.windows import WINDOWS


def row(policy, window, mean, low, high):
    return {
        "policy": policy,
        "window": window,
        "outcome": "lasting",
        "difference": mean,
        "simultaneous_low": low,
        "simultaneous_high": high,
        "cost": 2e6,
        "cost_per_lasting": 1e6 if low > 0 else float("nan"),
        "policy_en": policy.upper(),
    }


def test_effects_stand_in_the_order_of_the_first_window_bold_where_clear_and_named_where_nowhere(tmp_path):
    first, *others = WINDOWS
    rows = [row("programme", "", 5, 4, 6)]
    for key, at in [(first, ""), *((other, f"@{other}") for other in others)]:
        low = 1.0 if key == first else -1.0
        rows += [row(f"a{at}", key, 0.2, -0.1, 0.4), row(f"b{at}", key, 2.0, low, 3.0), row(f"c{at}", key, -3, -4, -2)]
    rows.append({**rows[0], "outcome": "operating", "difference": 99})
    pd.DataFrame(rows).to_csv(tmp_path / "effects.csv", index=False, encoding="utf-8-sig")
    told = findings.effects(tmp_path)
    more, less, programme = told.split("\n\n")[0].splitlines()[2:]
    assert more == "| B | **+2.0 (1.0 to 3.0)** |" + " +2.0 (−1.0 to 3.0) |" * len(others) + " 2.0 | 1.0 |"
    assert less == "| C |" + " **−3.0 (−4.0 to −2.0)** |" * len(WINDOWS) + " 2.0 | – |"
    assert programme.startswith("| the programme, beside none | **+5.0 (4.0 to 6.0)** |")
    assert told.endswith("No clear effect in any window: A.")


def test_sentences_are_a_paragraph_and_what_is_set_in_a_list():
    assert findings.sentences(["A.", "B:", "  c", "  d", ""]) == "A. B:\n\n* c\n* d"


def test_of_who_gains_those_that_add_most_are_told_and_the_programme(tmp_path):
    leave(Answer("?", (), who=(table("Who", [[*"puvwxy"], *([key, *"12345"] for key in "abcdefg")]),)), tmp_path)
    told = findings.of_answer(findings.gains)(tmp_path)
    assert re.findall(r"^\| (\w) \| 1 \| 3 \| 4 \| 5 \|$", told, re.MULTILINE) == [*"abcdefg"[: findings.MOST], "g"]


def test_a_pattern_is_told_of_both_lots_of_worlds(tmp_path):
    for name, holds in (("patterns", True), (findings.AGAIN, False)):
        (tmp_path / name).mkdir()
        one = {"letter": "g", "kind": "held", "figure": f"+1 {name}", "criterion": "above 0", "holds": holds}
        (tmp_path / name / "validation.json").write_text(json.dumps({"patterns": [one]}), encoding="utf-8")
    line = findings.patterns(tmp_path / "patterns").splitlines()[-1]
    assert line.startswith("| g | regular forums")
    assert line.endswith(f"| held out | above 0 | holds: +1 patterns | **fails**: +1 {findings.AGAIN} |")


def test_which_is_ahead_goes_without_the_figures_of_the_table():
    answer = Answer("?", ("Said.",), sure=("mean", "ties.", "share.", "width", "half"), close=("Close.",))
    assert findings.ahead(answer) == "Said. ties. share. Close."


def test_the_order_begins_with_who_leads_and_ends_before_the_meanings_of_lasting():
    leads = text("orders_one_leads", "en", leads="early “A”")
    order = ("tau.", text("orders_definitions", "en"), "  lasting: A > B")
    assert findings.order(Answer("?", (), rests=("Else.", leads), order=order)) == f"{leads} tau."


def test_what_needs_what_is_told_as_a_list():
    head = text("joint_head", "en")
    printed = f"17 hold.\n\n{head}\n  2 & 3: one\n  1 & 3: two\n\nMore."
    assert findings.needs(Answer("?", (), printed=printed)) == f"{head}\n\n* 2 & 3: one\n* 1 & 3: two"


def test_together_and_alone_are_compared_world_by_world(tmp_path):
    """Worlds differ far more than what is asked: all add 1 less than the two alone, which add 1 and 2."""
    world = np.arange(40.0)
    added = {"programme": 0.0, "programme+01": 1.0, "programme+02": 2.0, "programme+01@late": 9.0, "baseline": -5.0}
    each = pd.concat(runs(key, 7 * world + more) for key, more in added.items())
    together = pd.concat([runs("all-14", 7 * world + 2 + world % 2 / 5), runs("programme", 0 * world)])
    for name, made in (("each", each), ("together", together)):
        (tmp_path / name).mkdir()
        made.to_parquet(tmp_path / name / "runs.parquet")
    told = findings.beyond(tmp_path / "together")
    assert re.fullmatch(r"All 2 together add −0\.9 \(−0\.9 to −0\.9\) beyond .* 40 worlds\)\.", told), told


def runs(scenario, lasting):
    return pd.DataFrame({"scenario": scenario, "draw": range(len(lasting)), "replicate": 0, "lasting": lasting})


def test_how_many_patterns_hold_and_which_do_not():
    assert findings.verdict(Answer("?", ("1 of 2.",), sure=("Not met: (g)",))) == "1 of 2.\n\n* Not met: (g)"


@pytest.mark.parametrize("kept", [(0,), (1, 0)])
def test_some_columns_of_a_table(kept):
    found = findings.columns_of(table("T", [["a", "b"], ["1", "2"]]), kept)
    assert found.heads == tuple("ab"[k] for k in kept) and found.rows == (tuple("12"[k] for k in kept),)

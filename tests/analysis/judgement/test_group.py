"""A group from its answers to a file of beliefs: weights, order, what is refused, and what comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from filled_answers import filled, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.judgement.group import EQUAL, PERFORMANCE, judged
from analysis.judgement.questions import askable, load_seeds
from analysis.judgement.tables import beliefs_table, experts_table, judgements_table
from sim.beliefs import load_beliefs
from sim.distribution import EVEN, FIXED
from sim.inputs.faults import InputFault
from sim.recommendation import recommendations

SEEDS = [f"seed {nth},{truth}" for nth, truth in enumerate((10, 20, 30, 40, 50))]


def group(folder: Path, *rows: str, weighting: str = EQUAL, seeded: bool = False):
    seeds = load_seeds(filled(folder, *SEEDS, name="seeds.csv", heading="seed,truth")) if seeded else []
    return judged(read(filled(folder, *rows), seeds=seeds), askable(seeds), weighting)


def knows(expert: str, off: float) -> list[str]:
    """Answers to the seed questions, all of them off by so much."""
    return [f"seed {nth},{expert},{t + off - 5},{t + off + nth - 2.5},{t + off + 5}" for nth, t in
            enumerate((10, 20, 30, 40, 50))]  # fmt: skip


def as_beliefs(found, folder: Path):
    path = folder / "beliefs.csv"
    beliefs_table(found).to_csv(path, index=False)
    return load_beliefs(path, with_fit=True)


def test_one_expert_who_answers_as_declared_changes_nothing(tmp_path):
    """From answers to draws, of every strength and cost: the file says what is declared, bit for bit."""
    rows = []
    for one in recommendations().values():
        for name in ("strength", "month_cost", "case_cost"):
            span = getattr(one, name)
            if span.low < span.high:
                values = (f"{span.low + (span.high - span.low) * level:.10g}" for level in (0.05, 0.5, 0.95))
                rows.append(f"{one.label}.{name},A,{','.join(values)}")
    beliefs = as_beliefs(group(tmp_path, *rows), tmp_path)
    assert len(beliefs.believed) == len(rows) > 25
    assert beliefs.otherwise == ()


values = st.lists(st.integers(0, 300), min_size=3, max_size=3).map(sorted)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(values, min_size=1, max_size=4))
def test_what_is_pooled_is_what_is_drawn_from(tmp_path, answers):
    rows = [f"5.strength,E{nth},{a / 100},{b / 100},{c / 100}" for nth, (a, b, c) in enumerate(answers)]
    found = group(tmp_path, *rows)
    assert as_beliefs(found, tmp_path).believed[0].distribution == found.beliefs[0].pool


def test_numbers_come_in_the_order_of_the_model_and_experts_by_name(tmp_path):
    rows = ["12.strength,B,0.1,0.2,0.3", "5.strength,A,0.1,0.2,0.3", "5.strength,B,0.2,0.3,0.4"]
    found = group(tmp_path, *rows)
    assert [one.number.name for one in found.beliefs] == ["05.strength", "12.strength"]
    assert found.experts == ("A", "B")
    assert [one.expert for one in found.beliefs[0].answers] == ["A", "B"]
    assert found.beliefs[0].weights == (0.5, 0.5) and found.beliefs[1].weights == (1.0,)


def test_those_who_knew_count_for_more(tmp_path):
    rows = ["5.strength,good,0.1,0.2,0.3", *knows("good", 0.0), "5.strength,bad,0.5,0.6,0.7", *knows("bad", 100.0)]
    found = group(tmp_path, *rows, weighting=PERFORMANCE, seeded=True)
    bad, good = found.beliefs[0].weights
    assert good > 0.99 and good + bad == pytest.approx(1.0)
    assert found.beliefs[0].pool.at(0.5) == pytest.approx(0.2, abs=0.02)
    assert (found.scores["good"].within, found.scores["bad"].within) == (5, 0)
    assert [one.number.name for one in found.beliefs] == ["05.strength"]  # seeds are no numbers of the model
    equal = group(tmp_path, *rows, seeded=True)
    assert equal.beliefs[0].weights == (0.5, 0.5) and equal.scores == found.scores
    told = experts_table(found)
    assert list(told["expert"]) == ["bad", "good"] and told["seeds"].eq(5).all()


def test_a_seed_that_was_passed_over_is_named_where_seeds_weigh(tmp_path):
    rows = ["5.strength,A,0.1,0.2,0.3", *knows("A", 0.0)[:-1], "5.strength,B,0.1,0.2,0.3", *knows("B", 0.0)]
    with pytest.raises(InputFault, match=r"answers of 'A': got no answer to seed 4") as caught:
        group(tmp_path, *rows, weighting=PERFORMANCE, seeded=True)
    assert len(caught.value.faults) == 1 and caught.value.said("th")
    assert list(group(tmp_path, *rows, seeded=True).scores) == ["B"]


def test_who_answers_seeds_only_is_scored_and_believes_nothing(tmp_path):
    found = group(tmp_path, "5.strength,A,0.1,0.2,0.3", *knows("A", 0.0), *knows("B", 3.0), seeded=True)
    assert found.experts == ("A",) and set(found.scores) == {"A", "B"}


def test_seeds_alone_are_no_judgement(tmp_path):
    with pytest.raises(InputFault, match="seed questions only"):
        group(tmp_path, *knows("A", 0.0), seeded=True)


def test_the_table_has_everybody_the_group_and_what_is_declared(tmp_path):
    rows = ["5.strength,A,0.077,0.23,0.383", "5.strength,B,0.3,0.5,0.9", "team_cost,A,45000,45000,45000"]
    found = group(tmp_path, *rows)
    table = judgements_table(found)
    five = table[table["number"] == "05.strength"].set_index("role")
    assert list(five.index) == ["expert", "expert", "pool", "declared"]
    assert five.loc["declared", "highest"] == 0.4 and five.loc["declared", "source"].startswith("Anker")
    assert five.loc["declared", "q50"] == pytest.approx(0.23) and five.loc["declared", "place"] == 59
    assert five["weight"].dropna().tolist() == [0.5, 0.5]
    assert 0.0 < five.loc["pool", "disagreement"] < 1.0 and 0.4 < five.loc["pool", "within_declared"] < 0.8
    assert table[table["number"] == "team_cost"]["place"].isna().all()
    shapes = [one.pool.shape for one in found.beliefs]
    assert shapes[1] == FIXED and found.beliefs[0].answers[0].distribution.shape == EVEN
    told = beliefs_table(found)
    assert told["source"].tolist()[0] == "judgement of 2 experts, equal weights"

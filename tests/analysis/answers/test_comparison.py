"""What is compared with what, and what is refused before anything is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.answers.comparison import chosen, singles
from sim.inputs.faults import InputFault
from sim.recommendation import recommendations


def written(folder: Path, name: str, extends: str, more: str = "") -> str:
    file = folder / f"{name}.toml"
    file.write_text(f'name = "{name}"\nextends = "{extends}"\n{more}', encoding="utf-8")
    return str(file)


def test_by_default_all_recommendations_are_compared_with_the_programme_and_that_with_the_baseline():
    contest = chosen([])
    assert [scenario.key for scenario in contest.scenarios[:2]] == ["baseline", "programme"]
    assert len(contest.references) == 1 + len(recommendations())
    assert contest.references.pop("programme") == "baseline"
    assert set(contest.references.values()) == {"programme"}


def test_a_scenario_is_compared_with_the_one_it_extends(tmp_path):
    contest = chosen([written(tmp_path, "more", "all-14"), "media"])
    assert contest.references == {"more": "all-14", "media": "programme", "programme": "baseline"}
    assert {scenario.key for scenario in contest.scenarios} == {"baseline", "programme", "all-14", "more", "media"}


def test_without_a_parent_the_reference_is_the_baseline(tmp_path):
    file = tmp_path / "free.toml"
    file.write_text('name = "free"\n[[recommendation]]\nnumber = 5\n', encoding="utf-8")
    assert chosen([str(file)]).references == {"free": "baseline"}


def test_one_name_twice_is_refused(tmp_path):
    with pytest.raises(InputFault, match="'media' more than once"):
        chosen(["media", "all-14", "media"])


def test_two_files_of_one_name_are_refused(tmp_path):
    (tmp_path / "other").mkdir()
    with pytest.raises(InputFault, match="'mine' more than once"):
        chosen([written(tmp_path, "mine", "programme"), written(tmp_path / "other", "mine", "baseline")])


def test_the_baseline_alone_is_nothing_to_compare():
    with pytest.raises(InputFault, match="only the baseline"):
        chosen(["baseline"])


def test_only_what_adds_one_recommendation_and_nothing_else_is_single():
    every = chosen([])
    assert singles(every.scenarios, every.references) == set(every.references) - {"programme"}
    bundles = chosen(["all-14", "media", "programme-link-first", "programme+05"])
    assert singles(bundles.scenarios, bundles.references) == {"programme+05"}

"""What is compared with what, and what is refused before anything is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.answers.contest import chosen
from analysis.answers.reasons import singles
from sim.inputs.faults import InputFault
from sim.recommendation import recommendations
from sim.scenario import load_scenario
from sim.windows import WINDOWS


def written(folder: Path, name: str, extends: str, more: str = "") -> str:
    file = folder / f"{name}.toml"
    file.write_text(f'name = "{name}"\nextends = "{extends}"\n{more}', encoding="utf-8")
    return str(file)


def test_by_default_all_recommendations_are_compared_with_the_programme_and_that_with_the_baseline():
    contest = chosen([])
    assert [scenario.key for scenario in contest.scenarios[:2]] == ["baseline", "programme"]
    assert len(contest.references) == 1 + len(WINDOWS) * len(recommendations())
    assert contest.references["programme"] == "baseline"
    assert {one for policy, one in contest.references.items() if policy != "programme"} == {"programme"}


@pytest.mark.parametrize("window", [None, *WINDOWS])
def test_by_default_each_is_run_once_in_every_window_and_the_table_is_of_one(window):
    contest = chosen([], window)
    assert len({one.digest() for one in contest.scenarios}) == len(contest.scenarios) == 2 + 3 * len(recommendations())
    assert list(contest.windows) == list(WINDOWS)
    shown = window or "early"
    assert contest.against == {"programme": "baseline"} | dict.fromkeys(contest.windows[shown], "programme")
    assert contest.elsewhere() == {
        key: dict.fromkeys(contest.windows[key], "programme") for key in WINDOWS if key != shown
    }
    of = contest.by_key
    for places in zip(*contest.windows.values()):  # one recommendation in each window
        assert len({of[policy].applied[0].recommendation.key for policy in places}) == 1
        assert [of[policy].window for policy in places] == list(WINDOWS)
    assert {one.key for one in contest.in_table} == {"baseline", "programme", *contest.windows[shown]}
    assert contest.scenarios == chosen([]).scenarios  # the same runs, whichever is shown


@pytest.mark.parametrize("window", ["late", "long"])
def test_a_window_is_that_of_every_scenario_named(window, tmp_path):
    file = written(tmp_path, "more", "all-14", "[[recommendation]]\nnumber = 5\nstart = 25\nend = 30\n")
    contest = chosen(["media", "programme+05", file, "programme"], window)
    assert contest.references == {
        f"media@{window}": "programme",
        f"programme+05@{window}": "programme",
        f"more@{window}": f"all-14@{window}",
        "programme": "baseline",
    }
    assert contest.by_key[f"all-14@{window}"] == load_scenario(f"all-14@{window}")
    assert not contest.windows and contest.against == contest.references


def test_the_early_window_is_the_scenarios_as_they_are():
    assert chosen(["media", "all-14"], "early") == chosen(["media", "all-14"])


@pytest.mark.parametrize(
    ("names", "window", "told"),
    [
        (["programme"], "late", "no recommendation that a window could move"),
        (["programme", "baseline"], "long", "no recommendation"),
        (["media@late", "all-14"], "long", "a second window"),
        (["media@late"], "early", "a second window"),
        (["media", "media@early"], None, "'media' more than once"),
    ],
)
def test_what_no_window_can_move_is_refused(names, window, told):
    with pytest.raises(InputFault, match=told):
        chosen(names, window)


def test_scenarios_in_windows_of_their_own_are_compared_side_by_side():
    contest = chosen(["media", "media@late", "media@long"])
    assert contest.references == {"media": "programme", "media@late": "programme", "media@long": "programme",
                                  "programme": "baseline"}  # fmt: skip
    assert contest.acting() == {"media": (1, 24), "media@late": (25, 48), "media@long": (1, 48)}


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
    assert singles(every.in_table, every.against) == set(every.windows["early"])
    bundles = chosen(["all-14", "media", "programme-link-first", "programme+05"])
    assert singles(bundles.scenarios, bundles.references) == {"programme+05"}

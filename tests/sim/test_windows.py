"""Other months for the recommendations of a scenario: what moves, what stays, what is refused; bundles in stages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_worlds import PROGRAMME, applied, plus

from sim.calendar import LAST_MONTH
from sim.inputs.faults import InputFault
from sim.recommendation import recommendations
from sim.scenario import Scenario, load_scenario, parent_of, shipped_scenarios, within
from sim.telling.catalogue import catalogue, catalogue_data, stock
from sim.windows import EARLY, LATE, LONG, WINDOWS

RADIO = (Path(__file__).parents[1] / "support" / "village-radio.toml").read_text(encoding="utf-8")
STAGES = ((1, 5, 6, 12), (2, 3, 4, 7), (8, 9, 10, 11, 13, 14))


def acting(scenario: Scenario) -> list[tuple[str, int, int, float]]:
    return [(one.recommendation.key, one.start, one.end, one.intensity) for one in scenario.applied]


def effort(scenario: Scenario) -> dict[str, float]:
    """Months of full effort of each recommendation."""
    return {key: (end - start + 1) * intensity for key, start, end, intensity in acting(scenario)}


def fault(typed: str) -> InputFault:
    with pytest.raises(InputFault) as refused:
        load_scenario(typed)
    return refused.value


# What moves


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("programme+05@late", [(25, 48, 1.0)]),
        ("programme+05@long", [(1, 48, 0.5)]),
        ("programme+05@early", [(1, 24, 1.0)]),
        ("after-care@late", [(25, 48, 1.0)] * 3 + [(25, 60, 1.0)]),
        ("after-care@long", [(1, 48, 0.5)] * 3 + [(1, 60, 0.5)]),
        ("policies/media@late", [(25, 48, 1.0)] * 3),
    ],
)
def test_recommendations_move_and_the_programme_stays(typed: str, expected: list[tuple[int, int, float]]) -> None:
    scenario = load_scenario(typed)
    assert [one[1:] for one in acting(scenario)] == expected
    assert scenario.programme == PROGRAMME.programme
    base = load_scenario(typed.partition("@")[0])
    assert replace(scenario, applied=base.applied).content() == base.content()


def test_an_intensity_that_is_written_is_halved_too(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[recommendation]]\nnumber = 7\nstart = 3\nend = 9\nintensity = 0.8\nprovinces = ["Loei"]\n', encoding="utf-8"
    )
    (plain,) = load_scenario(str(tmp_path / "mine.toml")).applied
    (moved,) = load_scenario(f"{tmp_path}/mine.toml@long").applied
    assert moved == replace(plain, end=33, intensity=0.4)


def test_a_policy_of_ones_own_moves_as_well(tmp_path: Path) -> None:
    (tmp_path / "radio.toml").write_text(RADIO, encoding="utf-8")
    plain, moved = (load_scenario(f"{tmp_path}/radio.toml{window}") for window in ("", "@late"))
    assert acting(moved) == [(key, start + 24, end + 24, share) for key, start, end, share in acting(plain)]
    assert moved.typed == f"{plain.typed}@late"


@pytest.mark.parametrize("key", ["media", "after-care", "programme+13"])
def test_long_takes_the_effort_of_early_where_that_is_two_years(key: str) -> None:
    early, long = (effort(load_scenario(f"{key}{window}")) for window in ("", "@long"))
    two_years = {one for one, months in early.items() if months == 24}
    assert two_years and {one: long[one] for one in two_years} == dict.fromkeys(two_years, 24.0)


def test_early_is_the_scenario_itself() -> None:
    assert load_scenario("media@early") == load_scenario("media")
    assert within(PROGRAMME, LATE) == PROGRAMME


# What it is called


@pytest.mark.parametrize("window", [LATE, LONG])
def test_key_names_and_what_is_typed_say_the_window(window) -> None:
    plain, moved = load_scenario("programme+05"), load_scenario(f"programme+05@{window.key}")
    assert moved.key == moved.typed == f"programme+05@{window.key}" and moved.window == window.key
    assert moved.name_en == f"{plain.name_en} ({window.words('en')})"
    assert moved.name_th == f"{plain.name_th} ({window.words('th')})"
    assert moved.chain == (moved.key, *plain.chain)
    assert load_scenario(moved.typed) == moved


@pytest.mark.parametrize(
    ("typed", "parent"),
    [("media@late", "programme"), ("media@late+07", "media@late"), ("media+07@late", "media@late")],
)
def test_what_a_scenario_builds_on_is_in_the_same_window(typed: str, parent: str) -> None:
    assert parent_of(typed) == load_scenario(parent)


def test_a_parent_without_recommendations_is_itself() -> None:
    assert parent_of("programme+05@late") == PROGRAMME
    assert parent_of("programme-link-first") == PROGRAMME


def test_list_says_how_a_window_is_typed_in_both_languages() -> None:
    there = stock()
    for lang in ("en", "th"):
        told = catalogue(there, lang)
        assert all(f"NAME@{one.key}" in told for one in (LATE, LONG)) and "@early" not in told
    assert [one["key"] for one in catalogue_data(there)["windows"]] == list(WINDOWS)


def test_an_at_in_the_name_of_a_file_or_folder_is_no_window(tmp_path: Path) -> None:
    folder = tmp_path / "me@work"
    folder.mkdir()
    (folder / "a@b.toml").write_text('extends = "media"\n', encoding="utf-8")
    assert load_scenario(str(folder / "a@b.toml")).key == "a@b"
    assert load_scenario(f"{folder}/a@b.toml@late").key == "a@b@late"


# What is refused


@pytest.mark.parametrize(
    ("typed", "told", "near"),
    [
        ("media@lat", "'lat', an unknown window; allowed: one of the windows early, late, long", "late"),
        ("media@Lon", "'Lon'", "long"),
        ("media@", "''", None),
        ("media@2", "'2'", None),
        ("programme@late", "no recommendation that a window could move", None),
        ("baseline@early", "no recommendation", None),
        ("media@late@long", "a second window, where late is one already", None),
        ("media@late@late", "a second window", None),
        ("medi@late", "an unknown name", "media"),
        ("programme+99@late", "recommendation 99", None),
    ],
)
def test_what_cannot_be_moved_is_refused_with_the_nearest_in_both_languages(
    typed: str, told: str, near: str | None
) -> None:
    refused = fault(typed)
    assert told in str(refused)
    assert refused.faults[0].nearest == near
    assert refused.said("th") != refused.said("en")


@pytest.mark.parametrize(("end", "fits"), [(576, True), (577, False), (600, False)])
@pytest.mark.parametrize("window", ["late", "long"])
def test_nothing_ends_after_the_last_month_there_is(tmp_path: Path, end: int, fits: bool, window: str) -> None:
    (tmp_path / "mine.toml").write_text(f"[[recommendation]]\nnumber = 7\nend = {end}\n", encoding="utf-8")
    typed = f"{tmp_path}/mine.toml@{window}"
    if fits:
        assert load_scenario(typed).applied[0].end == LAST_MONTH
        return
    for lang, word in (("en", "an end in month"), ("th", "สิ้นสุดในเดือนที่")):
        assert f"{word} {end + 24}" in fault(typed).said(lang)


def test_nothing_begins_after_the_last_month_of_its_scenario(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("months = 24\n[[recommendation]]\nnumber = 7\n", encoding="utf-8")
    assert "a start in month 25; allowed: a month up to the last, 24" in str(fault(f"{tmp_path}/mine.toml@late"))
    assert load_scenario(f"{tmp_path}/mine.toml@long").applied[0].end == 48


def test_what_was_moved_is_not_moved_again() -> None:
    moved = within(plus(PROGRAMME, applied(7)), LATE)
    for window in (EARLY, LATE, LONG):
        with pytest.raises(InputFault, match="a second window"):
            within(moved, window)


# Bundles in stages


def test_stages_are_the_same_effort_in_either_order_and_all_at_once() -> None:
    forward, backward, at_once = map(load_scenario, ("know-plan-care", "care-plan-know", "all-at-once"))
    numbers = {one.recommendation.key: one.recommendation.number for one in forward.applied}
    assert sorted(numbers.values()) == list(recommendations()) == sorted(sum(STAGES, ()))
    for scenario in (forward, backward, at_once):
        assert effort(scenario) == pytest.approx(dict.fromkeys(numbers, 16.0))
        months = {month for _, start, end, _ in acting(scenario) for month in range(start, end + 1)}
        assert months == set(range(1, 49))


@pytest.mark.parametrize(("key", "order"), [("know-plan-care", STAGES), ("care-plan-know", STAGES[::-1])])
def test_each_stage_takes_its_sixteen_months(key: str, order: tuple[tuple[int, ...], ...]) -> None:
    found = {one.recommendation.number: (one.start, one.end) for one in load_scenario(key).applied}
    for stage, months in zip(order, ((1, 16), (17, 32), (33, 48))):
        assert {found[number] for number in stage} == {months}
    assert key in shipped_scenarios()

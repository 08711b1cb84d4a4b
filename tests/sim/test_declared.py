"""Nothing that decides how much a recommendation does is a bare number: each is a range with its source, and drawn."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from small_worlds import ALL, BASELINE, applied, exactly, plus

from sim.acts import ACTS, DOSES, SETTINGS
from sim.draws import Draw
from sim.kinds import CONFIDENCES
from sim.language.terms import keys
from sim.plan import declared_doses, make_plan, strength_name
from sim.recommendation import FOLDER, recommendations

NUMBERS = {*(name for name, setting in SETTINGS.items() if not isinstance(setting.rest, bool)), *DOSES}
"""Keys of a change that are numbers; the rest are true or false, or words."""


def undeclared(table: dict[str, object]) -> list[str]:
    """The bare numbers of a change as its file has it, but for one dose of exactly 1: that one is the strength."""
    bare = [name for name, value in table.items() if name in NUMBERS and not isinstance(value, dict)]
    leading = [name for name in bare if name in DOSES and table[name] == 1][:1]
    return [name for name in bare if name not in leading]


def changes_of(number: int) -> list[dict[str, object]]:
    path = FOLDER / f"{recommendations()[number].key}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["change"]


@pytest.mark.parametrize("number", ALL)
def test_every_setting_and_dose_is_a_range_with_its_source_and_how_sure_it_is(number):
    one = recommendations()[number]
    assert [undeclared(table) for table in changes_of(number)] == [[] for _ in one.changes]
    for table, change in zip(changes_of(number), one.changes):
        for name in table.keys() & NUMBERS:
            said = {**change.settings, **change.doses}[name]
            if isinstance(table[name], dict):
                assert said.low <= said.default <= said.high and said.low < said.high
                assert said.source and said.confidence in keys(CONFIDENCES), name
    for said in (one.strength, one.month_cost, one.case_cost):
        assert said.source and said.confidence in keys(CONFIDENCES)


@pytest.mark.parametrize("number", ALL)
def test_any_that_was_a_bare_number_would_be_seen(number):
    for table in changes_of(number):
        assert any(isinstance(table[name], dict) for name in table.keys() & NUMBERS)
        for name in table.keys() & NUMBERS:
            if isinstance(table[name], dict):
                assert undeclared({**table, name: 0.77}) == [name]
    assert undeclared({"act": "forum", "trust": 1.0, "skill": 1, "every": 2, "distance": True}) == ["skill", "every"]


@pytest.mark.parametrize("number", ALL)
def test_each_is_drawn_by_itself_and_comes_to_the_plan(number):
    """Over forty draws each takes many values inside its range, in the plan as well, and none goes with another."""
    one = recommendations()[number]
    plans = [make_plan(plus(BASELINE, applied(one)), Draw(k, 3)).changes for k in range(40)]
    for nth, change in enumerate(one.changes):
        for name, said in {**change.settings, **change.doses}.items():
            found = {float(changes[name][nth]) for changes in plans if name in changes.dtype.names}
            if name in change.doses or (not said.known and name != "course"):
                assert len(found) > (2 if name in ("every", "sessions") else 35), name
            if name in change.settings and name in plans[0].dtype.names:
                assert said.low <= min(found) and max(found) <= said.high, name
    chances = [{name: Draw(k, 3).chance(name) for name in (*declared_doses(one), strength_name(one))} for k in (0, 1)]
    for drawn in chances:
        assert len(set(drawn.values())) == len(drawn) > 0
    assert all(chances[0][name] != chances[1][name] for name in chances[0])


@pytest.mark.parametrize("number", ALL)
def test_two_draws_make_two_plans_and_one_draw_one(number):
    scenario = plus(BASELINE, applied(number))
    one, again, other = (make_plan(scenario, draw).changes for draw in (Draw(0, 3), Draw(0, 3), Draw(1, 3)))
    assert one.tobytes() == again.tobytes() != other.tobytes()


@pytest.mark.parametrize("number", ALL)
def test_what_is_declared_is_all_that_is_drawn_of_a_change(number):
    """The list that others go by names just the numbers that a plan takes of a file."""
    one = recommendations()[number]
    names = {name.split(" of ")[0] for name in declared_doses(one)}
    assert names == {name for change in one.changes for name in (*ACTS[change.act].settings, *change.doses)}
    assert names <= {*SETTINGS, *DOSES}


def test_how_long_a_course_is_is_drawn_by_what_one_sitting_adds():
    """Over the same strength a shorter course teaches more each time."""
    one = recommendations()[2]
    known = replace(one, strength=exactly(0.6))
    plans = [make_plan(plus(BASELINE, applied(known)), Draw(k, 3)).changes for k in range(20)]
    assert len({float(changes["plan"][0]) for changes in plans}) > 5
    fixed = replace(known, changes=tuple(
        replace(change, settings={**change.settings, "course": exactly(6.0)}) for change in one.changes))  # fmt: skip
    steady = [
        make_plan(replace(plus(BASELINE, applied(fixed)), parameters={"practice_spread": 0.2}), Draw(k, 3)).changes
        for k in range(20)
    ]
    assert len({float(changes["plan"][0]) for changes in steady}) == 1

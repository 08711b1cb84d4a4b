"""The worlds behind the page: those of every other command, lived through once, stopped between two runs."""

from __future__ import annotations

import numpy as np
import pytest
from exploring_cases import small_request, switched

from analysis.exploring import engine as engines
from analysis.exploring.engine import REMEMBERED, Engine
from analysis.exploring.findings import compared
from sim.ensembles.ensemble import ensemble
from sim.ensembles.worlds import Stopped, worlds
from sim.scenario import load_scenario

FOUR = switched("programme", 4)


def live(engine, settings, count, stopping=lambda: False, tell=lambda done: None):
    return engine.live(compared(settings), count, stopping, tell)


@pytest.fixture
def noted(monkeypatch):
    """Which worlds are really lived through, under what."""
    seen = []
    real = engines.live

    def noting(one, scenarios, *others):
        seen.append((one.draw.number, [scenario.key for scenario in scenarios]))
        return real(one, scenarios, *others)

    monkeypatch.setattr(engines, "live", noting)
    return seen


def test_worlds_are_those_of_an_ensemble(engine):
    scenarios = compared(FOUR)
    ours = live(engine, FOUR, 3)
    theirs = ensemble(scenarios, worlds(3, 1, seed=1), FOUR.months, workers=1)
    for place in range(len(scenarios)):
        for mine, other in zip(ours[place], theirs):
            assert mine.world == other.world
            np.testing.assert_array_equal(mine.rows[0], other.rows[place])
            np.testing.assert_array_equal(mine.alliances[0], other.alliances[place])


def test_nothing_is_run_twice(noted):
    engine = Engine(small_request())
    live(engine, FOUR, 2)
    assert sorted(noted) == [(0, ["/page", "programme", "baseline"]), (1, ["/page", "programme", "baseline"])]
    noted.clear()
    live(engine, FOUR, 3)
    assert [draw for draw, _ in noted] == [2]
    noted.clear()
    live(engine, switched("programme", 5), 3)
    assert sorted(noted) == [(draw, ["/page"]) for draw in range(3)]
    noted.clear()
    live(engine, FOUR, 3)
    assert noted == []


def test_how_many_worlds_are_known(noted):
    engine = Engine(small_request())
    assert engine.known(compared(FOUR), 9) == 0
    live(engine, FOUR, 3)
    assert engine.known(compared(FOUR), 9) == 3
    assert engine.known(compared(FOUR), 2) == 2
    assert engine.known(compared(switched("programme", 5)), 9) == 0


def test_what_was_not_asked_for_longest_is_forgotten(noted):
    engine = Engine(small_request())
    for number in range(1, REMEMBERED + 1):
        live(engine, switched("baseline", number, months=2), 1)
    noted.clear()
    live(engine, switched("baseline", 1, months=2), 1)
    assert noted == [(0, ["/page"])]


def test_stopped_it_says_so_and_keeps_what_is_done():
    engine, done = Engine(small_request(workers=1)), []
    with pytest.raises(Stopped):
        live(engine, FOUR, 40, lambda: len(done) > 3, done.append)
    kept = engine.known(compared(FOUR), 40)
    assert 2 <= kept < 40
    assert live(engine, FOUR, kept)[0][-1].world.draw.number == kept - 1


def test_progress_is_told_world_by_world(engine):
    done = []
    live(engine, switched("programme", 9), 5, tell=done.append)
    assert done == [0, 1, 2, 3, 4, 5]


def test_the_end_of_a_world_is_that_of_its_run(engine):
    lived = live(engine, FOUR, 2)[0][1]
    state = engine.end(FOUR.scenario, 1)
    count = state.counts["alliances"][0]
    np.testing.assert_array_equal(state.alliances[:count], lived.alliances[0])


def test_a_request_of_another_seed_has_other_worlds(engine):
    other = Engine(small_request(seed=2))
    assert other.worlds(1)[0].seed != engine.worlds(1)[0].seed
    assert load_scenario("baseline").key == "baseline"

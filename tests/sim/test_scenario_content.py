"""A scenario comes back from the plain values a manifest keeps, and from nothing else."""

from __future__ import annotations

import copy
import json

import pytest
from small_worlds import small_job

from sim.ensembles.job import live_chunk
from sim.recommendation import recommendations
from sim.scenario import load_scenario, shipped_scenarios
from sim.scenario_content import scenario_of
from sim.simulate import Peopling

EVERY = [*shipped_scenarios(), *(f"programme+{number:02d}" for number in recommendations()), "all-14@late"]


def plain(scenario):
    return json.loads(json.dumps(scenario.content()))


@pytest.mark.parametrize("name", EVERY)
def test_whatever_is_shipped_comes_back(name):
    scenario = load_scenario(name)
    again = scenario_of(scenario.key, plain(scenario))
    assert again.digest() == scenario.digest() and again.key == scenario.key


def test_it_lives_through_the_same():
    job = small_job(1, 1)
    again = tuple(scenario_of(one.key, plain(one)) for one in job.scenarios)
    other = type(job)(again, job.months, job.draws, job.seed)
    assert live_chunk(other, job.chunks[0], Peopling()) == live_chunk(job, job.chunks[0], Peopling())


SPOILT = {
    "months": lambda told: told | {"months": 10**9},
    "months of text": lambda told: told | {"months": "60"},
    "months of truth": lambda told: told | {"months": True},
    "more": lambda told: told | {"more": 1},
    "less": lambda told: {name: value for name, value in told.items() if name != "agencies"},
    "stages": lambda told: told | {"programme": told["programme"] | {"stages": ["plan", "plan", "link"]}},
    "parameter": lambda told: told | {"parameters": {"nothing": 1.0}},
    "parameter too large": lambda told: told | {"parameters": {"founding_cost": 1e9}},
    "agency": lambda told: told | {"agencies": [told["agencies"][0] | {"stance": [0.5, 0.6, 0.4]}]},
    "province": lambda told: told | {"agencies": [told["agencies"][0] | {"provinces": ["atlantis"]}]},
    "not a mapping": lambda told: [told],
    "nothing": lambda told: None,
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_no_file_could_have_said_is_refused(how):
    with pytest.raises(ValueError):
        scenario_of("x", SPOILT[how](plain(load_scenario("all-14"))))


@pytest.mark.parametrize(
    ("path", "value"),
    [(("intensity",), 2), (("every",), 0), (("strength",), float("nan")), (("recommendation", "campaign"), [1]),
     (("recommendation", "strength"), [9, 9, 9]), (("recommendation", "changes", 0, "act"), "wish"),
     (("recommendation", "changes", 0, "coverage"), [0.5, 0, 2]),
     (("recommendation", "changes", 0, "doses"), {"luck": [1, 1, 1]})],
)  # fmt: skip
def test_so_are_numbers_of_a_recommendation(path, value):
    told = copy.deepcopy(plain(load_scenario("all-14")))
    place = told["recommendations"][0]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError):
        scenario_of("x", told)

"""What a study says of itself: names with their numbers, what is assumed, and what it can be held against."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.studies.study import Request, calibration_words, comparable_with_observed, names_of
from sim.draws import SWEPT
from sim.parameters import STRUCTURE
from sim.scenario import load_scenario

ASKED = Request(
    command="run", replicates=2, months=None, seed=1, workers=1, out=None, organisations=None, quiet=True, lang="en"
)


def test_a_recommendation_goes_by_its_number_and_name():
    found = names_of([load_scenario("programme+07"), load_scenario("programme")])
    assert found["programme+07"][0].startswith("7. ") and found["programme+07"][1].startswith("7. ")
    assert found["programme"] == (load_scenario("programme").name_en, load_scenario("programme").name_th)


def test_numbers_and_forms_of_rules_are_counted_apart():
    words = " ".join(calibration_words(ASKED, 2)).split()
    assert str(len(STRUCTURE)) in words and str(len(set(SWEPT) - {one.name for one in STRUCTURE})) in words


def test_runs_are_kept_only_where_that_is_asked_for():
    assert not ASKED.keep_runs


@pytest.mark.parametrize(
    ("organisations", "months", "comparable"),
    [(None, 24, True), (None, 23, False), (Path("o.csv"), 24, False), (Path("o.csv"), 23, False)],
)
def test_only_the_shipped_organisations_over_two_years_are_held_against_the_networks(organisations, months, comparable):
    asked = replace(ASKED, organisations=organisations)
    study = SimpleNamespace(request=asked, scenarios=[SimpleNamespace(months=months)])
    assert comparable_with_observed(study) == comparable

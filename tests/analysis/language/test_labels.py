"""What things are called in tables, charts and sentences, in both languages."""

from __future__ import annotations

import pytest

from analysis.calibration.bank import STATISTICS
from analysis.calibration.priors import NAMES
from analysis.language.labels import name, outcome, quantity, term, unit
from sim.kinds import FORMS
from sim.measures import MEASURES
from sim.provinces import PROVINCE_TERMS


def test_a_scenario_without_label_is_called_by_its_key():
    assert name({"a": ("One", "หนึ่ง")}, "a", "th") == "หนึ่ง"
    assert name({"a": ("One", "หนึ่ง")}, "b", "th") == "b"


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_measure_form_and_province_has_words(lang):
    for measure in MEASURES:
        assert outcome(measure.key, lang)
        assert unit(measure.key, lang)
    for one in (*FORMS, *PROVINCE_TERMS):
        assert term(one.key, lang) == (one.en if lang == "en" else one.th)


def test_at_the_end_of_a_run_operating_is_lasting():
    assert outcome("lasting", "en") == "lasting alliances"
    assert outcome("lasting", "th") == "เครือข่ายที่ยั่งยืน"


@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_two_free_parameters_or_statistics_are_called_alike(lang):
    called = [quantity(key, lang) for key in (*NAMES, *STATISTICS, "total")]
    assert len(set(called)) == len(called)

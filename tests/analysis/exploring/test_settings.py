"""What is set: at first as the scenario has it, and a scenario of its own whatever is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exploring_cases import own_policy, switched, with_agency

from analysis.exploring.settings import KEY, as_it_is
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.scenario import load_scenario, shipped_scenarios

SHIPPED = sorted(shipped_scenarios())


@pytest.mark.parametrize("name", SHIPPED)
def test_at_first_nothing_is_changed(name):
    base = load_scenario(name)
    settings = as_it_is(base)
    assert not settings.changed
    assert settings.scenario.digest() == base.digest() == settings.beginning.digest()
    assert [row.applied for row in settings.rows if row.on] == list(base.applied)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_recommendation_has_a_row_and_only_one(name):
    numbers = [row.applied.recommendation.number for row in as_it_is(load_scenario(name)).rows]
    assert sorted(set(numbers)) == sorted(recommendations())
    applied = [one.recommendation.number for one in load_scenario(name).applied]
    assert len(numbers) == len(recommendations()) + len(applied) - len(set(applied))


def test_what_is_off_is_set_to_a_whole_campaign_everywhere():
    for row in as_it_is(load_scenario("programme")).rows:
        assert not row.on and not row.fixed
        assert row.applied.intensity == 1.0 and row.applied.provinces == keys(PROVINCE_TERMS)
        campaign = row.applied.recommendation
        assert (row.applied.start, row.applied.end) == (campaign.start, campaign.end)


def test_a_switch_is_one_recommendation_more_or_fewer():
    more, fewer = switched("programme", 4), switched("media", 5)
    assert [one.recommendation.number for one in more.scenario.applied] == [4]
    assert [one.recommendation.number for one in fewer.scenario.applied] == [6, 12]
    assert more.changed and fewer.changed


def test_months_hold_for_what_it_begins_with_as_well():
    settings = replace(as_it_is(load_scenario("media")), months=30)
    assert settings.scenario.months == settings.beginning.months == 30
    assert not settings.changed


def test_what_is_set_has_a_name_and_a_key_of_its_own():
    settings = as_it_is(load_scenario("media"))
    assert settings.scenario.key == KEY and "/" in KEY
    assert settings.scenario.name_en == "Your settings" and settings.scenario.name_th == "ค่าที่ตั้งไว้"
    named = replace(settings, name="<b>mine</b>")
    assert named.scenario.name_en == named.scenario.name_th == "<b>mine</b>"
    assert named.scenario.digest() == settings.scenario.digest()


def test_the_programme_has_to_begin_within_the_months(tmp_path):
    path = tmp_path / "late.toml"
    path.write_text('extends = "programme"\n[programme]\nstart = 7\nend = 30\n', encoding="utf-8")
    assert as_it_is(load_scenario(str(path))).first_month == 7
    assert as_it_is(load_scenario("baseline")).first_month == 1


def test_what_a_file_alone_can_say_stays_as_it_has_it(tmp_path):
    """Agencies of its own cannot be written anew, so that its recommendations stay; others can be put on top."""
    rows = as_it_is(load_scenario(str(with_agency(tmp_path)))).rows
    assert [row.fixed for row in rows] == [True] + [False] * 13


def test_a_policy_of_ones_own_stays_and_its_start_is_minded(tmp_path):
    path = own_policy(tmp_path)
    path.write_text(f"start = 5\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    settings = as_it_is(load_scenario(str(path)))
    assert [row.fixed for row in settings.rows] == [True] + [False] * 14
    assert settings.first_month == settings.rows[0].applied.start == 5

"""What ``list`` and ``explain`` say: everything that a scenario sets, in both languages, no line too wide."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from sim.acts import ACTS, DOSES
from sim.agencies import agencies
from sim.draws import Prior
from sim.language.layout import WIDTH, width
from sim.language.numerals import amount
from sim.language.texts import Lang, texts, told
from sim.parameters import BY_NAME, PARAMETERS, STRUCTURE
from sim.recommendation import recommendations
from sim.scenario import load_scenario, shipped_scenarios
from sim.telling import explanation
from sim.telling.catalogue import catalogue, catalogue_data, stock
from sim.telling.explanation import describe_scenario
from sim.telling.phrasing import say, where_from

LANGUAGES = get_args(Lang)
THAI = re.compile("[\u0e00-\u0e7f]")


def explained(folder: Path, text: str, lang: Lang = "en") -> str:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return re.sub(r"\s+", " ", describe_scenario(load_scenario(str(path)), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", shipped_scenarios())
def test_no_line_is_too_wide(key: str, lang: Lang) -> None:
    text = describe_scenario(load_scenario(key), lang)
    assert max(width(line) for line in text.splitlines()) <= WIDTH
    assert text.endswith("\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_names_everything_in_both_languages(lang: Lang) -> None:
    text = re.sub(r"\s+", " ", catalogue(stock(), lang))
    for one in recommendations().values():
        assert one.name_en in text
        assert one.name_th in text
        assert f"{amount(one.month_cost.default)} (" in text
    for key in shipped_scenarios():
        assert f"{key}: " in text
    for agency in agencies():
        assert f"{agency.key}: {agency.name_en if lang == 'en' else agency.name_th} / " in text
    assert max(width(line) for line in catalogue(stock(), lang).splitlines()) <= WIDTH


def test_the_list_as_data_can_be_written_as_json() -> None:
    data = json.loads(json.dumps(catalogue_data(stock()), allow_nan=False))
    assert [one["number"] for one in data["recommendations"]] == list(recommendations())
    assert {one["key"] for one in data["scenarios"]} == set(shipped_scenarios())
    first = data["recommendations"][0]
    assert THAI.search(first["name"]["th"])
    assert set(first["strength"]) == {"default", "low", "high", "unit", "source", "confidence"}
    assert first["acts"][0]["act"] == "visit"
    assert first["acts"][0]["capacity"] == [6, 3, 12]
    office = data["agencies"][1]
    assert (office["key"], office["delivers"]) == ("cpd", ["01", "02", "03", "07", "09", "13"])
    assert office["follow_up"]["default"] == 0.3 and THAI.search(office["name"]["th"])


def test_the_baseline_differs_in_nothing() -> None:
    text = describe_scenario(load_scenario("baseline"), "en")
    assert "none: this is the baseline" in text
    assert "months 1 to 60: nothing from outside" in text
    assert "No province teams" in text


def test_the_programme_is_described_with_its_order_and_cost() -> None:
    text = describe_scenario(load_scenario("programme-link-first"), "en")
    assert "help to link > explain and invite > help to plan" in text
    assert "45,000 (15,000 to 120,000) baht a month" in text


def test_months_are_told_apart_where_something_begins_or_ends() -> None:
    text = describe_scenario(load_scenario("after-care"), "en")
    assert "months 25 to 36: recommendation 13\n" in text
    assert "months 37 to 60: nothing from outside" in text


def test_everything_a_scenario_sets_is_said(tmp_path: Path) -> None:
    text = explained(
        tmp_path,
        """
extends = "programme"
months = 30
[[recommendation]]
number = 14
start = 5
end = 40
intensity = 0.5
strength = 0.33
every = 4
sessions = 3
provinces = ["Loei", "Trang"]
kinds = ["savings"]
[parameters]
coordination_cost = 0.08
""",
    )
    for words in (
        "Builds on programme > baseline",
        "Lasts 30 months",
        "months 5 to 24: province teams, recommendation 14",
        "months 25 to 30: recommendation 14",
        "RECOMMENDATION 14: Regular exchange forums with experts",
        "every 4 months; 3 sessions each time; reaches 30 (15 to 50) % of those it is for; the same ones each time; "
        "fewer come the farther they live; takes as much staff each time as 4 (2 to 8) cases in a province",
        "trust (1 x strength)",
        "the province team's understanding (1 x strength, range 0.3 to 2)",
        "Source assumed: the source says whom and how, not how many or how often [assumed]",
        "months 5 to 30, at 50 % of full intensity",
        "Loei, Trang; savings cooperative",
        "Strength 0.33 standard deviations that the whole campaign adds in those it reaches, as this scenario sets it",
        # 26 months (5 to 30), two provinces, half the intensity, 2,500 baht
        "65,000 baht to keep it running",
        "lasts 30 months, the baseline 60",
        "months 5 to 30: recommendation 14",
        "coordination_cost = 0.08",
        "0.08 instead of 0.12 logit a member (may be 0.02 to 0.4)",
        "Strengths in this scenario, by what they rest on: 1 only its direction is known.",
    ):
        assert words in text, words


def test_zero_intensity_is_said_to_change_nothing(tmp_path: Path) -> None:
    text = explained(tmp_path, "[[recommendation]]\nnumber = 1\nintensity = 0\n")
    assert "at zero intensity: it changes nothing" in text
    assert "months 1 to 60: nothing from outside" in text
    assert "none: this is the baseline" in text


def test_zero_strength_is_said_to_do_nothing_and_cost_nothing(tmp_path: Path) -> None:
    written = 'extends = "programme"\n[[recommendation]]\nnumber = 1\nstrength = 0.0\n'
    text = explained(tmp_path, written)
    assert "Strength 0, as this scenario sets it: it does nothing" in text
    assert "In all nothing, as it does nothing" in text
    assert "Each time" not in text
    assert "months 1 to 24: province teams months 25" in text
    assert "None is asked for anything in this scenario." in text
    thai = explained(tmp_path, written, "th")
    assert "0 ตามที่ฉากทัศน์นี้กำหนด จึงไม่มีผลใด" in thai and "ไม่มีค่าใช้จ่าย เพราะไม่มีผลใด" in thai


def test_what_runs_together_is_told_together() -> None:
    text = describe_scenario(load_scenario("all-14"), "en")
    assert "  months 1 to 24: province teams, recommendations 1 to 14\n" in text
    assert "  - months 1 to 24: province teams, recommendations 1 to 14\n" in text
    assert "  - เดือนที่ 1 ถึง 24: มีทีมจังหวัด, ข้อเสนอแนะที่ 1 ถึง 14\n" in describe_scenario(load_scenario("all-14"), "th")


def test_what_strengths_rest_on_is_counted() -> None:
    text = re.sub(r"\s+", " ", describe_scenario(load_scenario("all-14"), "en"))
    found = [one.recommendation.strength.confidence for one in load_scenario("all-14").applied]
    counted = [f"{found.count('literature')} from other studies", f"{found.count('sign')} only its direction is known",
               f"{found.count('assumed')} assumed"]  # fmt: skip
    assert f"by what they rest on: {', '.join(counted)}." in text
    assert "Nobody has measured what any of the recommendations does to alliances of cooperatives." in text
    assert "A strength in standard deviations says how far a whole campaign moves those whom it reaches" in text
    assert "in standard deviations says" not in describe_scenario(load_scenario("programme"), "en")


@pytest.mark.parametrize(("value", "said"), [("2", "form_set"), ('"open"', "form_set"), ("0", "form_default")])
def test_a_form_of_a_rule_that_is_set_is_told_by_what_it_says(tmp_path: Path, value: str, said: str) -> None:
    written = f'extends = "programme"\n[parameters]\nmedia_form = {value}\n'
    for lang in LANGUAGES:
        text = explained(tmp_path, written, lang)
        everybody, _, open_ones = (term.en if lang == "en" else term.th for term in BY_NAME["media_form"].forms)
        assert say(said, lang, everybody if value == "0" else open_ones, everybody) in text
        assert f"media_form: {BY_NAME['media_form'].en if lang == 'en' else BY_NAME['media_form'].th}" in text
    assert "(may be 0 to 2)" not in text


def test_that_forms_are_drawn_is_told_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    others = {name: prior for name, prior in explanation.SWEPT.items() if not BY_NAME[name].forms}
    monkeypatch.setattr(explanation, "SWEPT", others)
    assert "nobody knows which form is right" not in describe_scenario(load_scenario("baseline"), "en")
    monkeypatch.setattr(explanation, "SWEPT", {**others, "media_form": Prior(0, 2, "form", False)})
    text = re.sub(r"\s+", " ", describe_scenario(load_scenario("baseline"), "en"))
    assert "Of 1 rules nobody knows which form is right" in text
    assert f"from their whole ranges, and {len(others)} numbers of the model from what is believed of them" in text
    thai = describe_scenario(load_scenario("baseline"), "th")
    assert "กฎ 1 ข้อยังไม่ทราบว่ารูปแบบใดถูกต้อง" in thai and f"แบบจำลองอีก {len(others)} ตัว" in thai


def test_a_fixed_price_of_teams_is_told(tmp_path: Path) -> None:
    text = explained(tmp_path, 'extends = "programme"\n[parameters]\nteam_cost = 50000\n')
    assert "Cost 50,000 baht a month in a province" in text
    assert "nine of ten worlds charge 11,000,000 baht" in text  # 10.8 million, to two figures


def test_a_policy_of_ones_own_goes_by_its_name(tmp_path: Path) -> None:
    own = (Path(__file__).parents[2] / "support" / "village-radio.toml").read_text(encoding="utf-8")
    (tmp_path / "radio.toml").write_text(own, encoding="utf-8")
    scenario = '[[recommendation]]\nfile = "radio.toml"\n'
    assert "POLICY radio: Village radio" in explained(tmp_path, scenario)
    assert "นโยบาย radio: วิทยุชุมชน" in explained(tmp_path, scenario, "th")
    assert "a case" not in explained(tmp_path, scenario)


def test_thai_explains_in_thai(tmp_path: Path) -> None:
    text = explained(tmp_path, 'extends = "monitoring"\n', "th")
    for one in load_scenario("monitoring").applied:
        recommendation = one.recommendation
        assert re.sub(r"\s+", "", recommendation.changes_th) in text.replace(" ", "")
        assert recommendation.changes_en not in text
    assert "เป็นข้อสมมติ" in text


@pytest.mark.parametrize("number", recommendations())
def test_the_words_of_the_source_are_quoted_whole(number: int, tmp_path: Path) -> None:
    text = explained(tmp_path, f"[[recommendation]]\nnumber = {number}\n")
    assert recommendations()[number].source_words.replace(" ", "") in text.replace(" ", "")


# Words


def test_there_are_words_for_every_dose_and_setting() -> None:
    assert {key.removeprefix("dose.") for key in texts() if key.startswith("dose.")} == set(DOSES)
    assert {f"setting.{setting}" for act in ACTS.values() for setting in act.settings} <= set(texts())
    assert {"setting.same", "setting.anew", "setting.dose_range"} <= set(texts())


def test_say_fills_the_gaps() -> None:
    assert say("months", "en", 1, 24) == "months 1 to 24"
    assert say("months", "th", 1, 24) == "เดือนที่ 1 ถึง 24"


def test_every_source_and_unit_is_told_in_thai() -> None:
    for parameter in PARAMETERS:
        assert re.search("[ก-๙]", where_from(parameter.source, "th")), parameter.source
        assert re.search("[ก-๙]", told(parameter.unit, "th")), parameter.unit
    for one in recommendations().values():
        numbers = [value for change in one.changes for value in (*change.settings.values(), *change.doses.values())]
        for number in (one.strength, one.month_cost, one.case_cost, *(value for value in numbers if not value.known)):
            assert re.search("[ก-๙]", where_from(number.source, "th")), number.source
            assert not re.search("[ก-๙]", where_from(number.source, "en"))
            assert number.unit == "" or re.search("[ก-๙]", told(number.unit, "th")), number.unit
    for agency in agencies():
        assert THAI.search(agency.name_th) and THAI.search(where_from(agency.capacity.source, "th"))
    for parameter in STRUCTURE:
        assert all(THAI.search(form.th) and not THAI.search(form.en) for form in parameter.forms)


def test_a_source_may_be_one_text_for_both_languages(tmp_path: Path) -> None:
    own = (Path(__file__).parents[2] / "support" / "village-radio.toml").read_text(encoding="utf-8")
    (tmp_path / "radio.toml").write_text(own, encoding="utf-8")
    source = re.search('source = "(.+)"', own)
    assert source is not None
    assert source[1] in explained(tmp_path, '[[recommendation]]\nfile = "radio.toml"\n', "th")

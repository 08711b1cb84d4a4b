"""The recommendations as data: the 14 that are shipped, and one's own policy files."""

from __future__ import annotations

import dataclasses
import math
import pickle
import re
from pathlib import Path

import pytest

from sim.acts import ACTS, DOSES, SETTINGS
from sim.calendar import PROGRAMME_MONTHS
from sim.frozen import FrozenNumbers
from sim.inputs.faults import InputFault
from sim.kinds import CONFIDENCES
from sim.language.terms import keys
from sim.recommendation import FOLDER, STANDARD_UNIT, Change, Recommendation, load_recommendation, recommendations
from sim.records import BROADCAST, CHANGE, EQUIP, FORUM, LIST, RESCUE, VISIT

VILLAGE_RADIO = Path(__file__).parents[1] / "support" / "village-radio.toml"
NUMBERS = sorted(recommendations())
SOURCE = range(1, 15)  # those of the source
THAI = re.compile("[\u0e00-\u0e7f]")


def test_the_fourteen_of_the_source_are_there_and_each_has_its_own_file() -> None:
    assert set(SOURCE) <= set(recommendations())
    assert list(recommendations()) == NUMBERS
    files = sorted(FOLDER.glob("*.toml"))
    assert [int(path.stem[:2]) for path in files] == NUMBERS
    assert [recommendations()[number].key for number in NUMBERS] == [path.stem for path in files]


def test_they_are_loaded_once() -> None:
    assert recommendations() is recommendations()


@pytest.mark.parametrize("number", NUMBERS)
class TestEach:
    """One exam for every recommendation."""

    @pytest.fixture
    def one(self, number: int) -> Recommendation:
        return recommendations()[number]

    def test_speaks_both_languages(self, one: Recommendation) -> None:
        for attribute in ("name", "changes", "on_whom", "bounded"):
            assert THAI.search(getattr(one, f"{attribute}_th")), attribute
            assert not THAI.search(getattr(one, f"{attribute}_en")), attribute

    def test_is_made_of_changes_the_model_knows(self, one: Recommendation) -> None:
        assert one.changes
        for change in one.changes:
            act = ACTS[change.act]
            assert set(change.doses) <= set(act.doses)
            assert change.doses or not act.doses
            assert "capacity" not in act.settings or change.setting("capacity") > 0
            assert 0 < change.setting("coverage") <= 1

    def test_cannot_be_changed(self, one: Recommendation) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.start = 2  # type: ignore[misc]
        with pytest.raises(TypeError):
            one.changes[0].doses["trust"] = 1.0  # type: ignore[index]
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))


@pytest.mark.parametrize("number", SOURCE)
class TestEachOfTheSource:
    """What is demanded beyond that of those that the source has."""

    @pytest.fixture
    def one(self, number: int) -> Recommendation:
        return recommendations()[number]

    def test_quotes_the_source(self, one: Recommendation) -> None:
        assert one.source_words.startswith("การ")
        assert len(one.source_words) > 40

    def test_has_an_uncertain_strength(self, one: Recommendation) -> None:
        strength = one.strength
        assert 0 < strength.low < strength.default <= strength.high <= 1.5
        assert strength.confidence in keys(CONFIDENCES)
        assert strength.unit
        assert strength.source

    def test_its_strength_is_that_of_a_whole_campaign_unless_it_teaches_nothing(self, one: Recommendation) -> None:
        """A share or level is a strength of another kind, and names its own unit."""
        taught = {dose for change in one.changes for dose in change.doses} - {"support", "contact"}
        assert (one.strength.unit == STANDARD_UNIT) == bool(taught and "support" not in one.changes[0].doses)

    def test_claims_no_evidence_without_naming_it(self, one: Recommendation) -> None:
        source = {"literature": r"\(?\d{4}\)?", "sign": r"^sign: \w+", "assumed": "^assumed"}
        assert re.search(source[one.strength.confidence], one.strength.source)

    def test_says_that_its_costs_are_assumed(self, one: Recommendation) -> None:
        for cost in (one.month_cost, one.case_cost):
            assert 0 <= cost.low <= cost.default <= cost.high
            assert cost.confidence == "assumed"
        assert one.month_cost.default > 0

    def test_costs_what_a_part_of_a_programme_may(self, one: Recommendation) -> None:
        """A whole programme of two years cost about 1.1 million baht a province."""
        months = one.end - one.start + 1
        cases = sum(_cases_a_month(change) for change in one.changes)
        total = months * (one.month_cost.default + cases * one.case_cost.default)
        assert 50_000 <= total <= 500_000

    def test_lasts_as_long_as_the_programme(self, one: Recommendation) -> None:
        assert (one.start, one.end) == (1, PROGRAMME_MONTHS)


def _cases_a_month(change: Change) -> float:
    """About how many cases a change serves in a province a month: 160 organisations, 6 alliances."""
    capacity, coverage = change.setting("capacity"), change.setting("coverage")
    people = 160 * coverage * (math.exp(-0.5) if change.setting("distance") else 1)
    sizes = {"visit": capacity, "rescue": capacity, "broadcast": 0.0, "equip": 6 * coverage}
    return sizes.get(change.act, people) / change.setting("every")


@pytest.mark.parametrize(
    ("number", "act", "doses"),
    [
        (1, "visit", {"understanding"}),
        (2, "equip", {"plan"}),
        (3, "visit", {"strategy"}),
        (4, "visit", {"leadership", "openness"}),
        (5, "broadcast", {"understanding", "climate"}),
        (6, "visit", {"management"}),
        (7, "list", set()),
        (8, "equip", {"indicators"}),
        (9, "equip", {"control"}),
        (10, "equip", {"readiness"}),
        (11, "forum", {"skill"}),
        (12, "broadcast", {"understanding"}),
        (13, "rescue", {"support"}),
        (14, "forum", {"trust", "team"}),
    ],
)
def test_each_works_by_the_mechanism_that_the_source_describes(number: int, act: str, doses: set[str]) -> None:
    change = recommendations()[number].changes[0]
    assert change.act == act
    assert doses <= set(change.doses)


def test_only_the_fourth_asks_for_readiness_and_only_the_first_passes_over_the_convinced() -> None:
    assert (those("ready"), those("until")) == ({4}, {1})


def those(setting: str) -> set[int]:
    """Which recommendations of the source say anything of a setting, other than where it rests."""
    rest = float(SETTINGS[setting].rest)
    return {n for n in SOURCE if any(c.setting(setting) != rest for c in recommendations()[n].changes)}


def test_only_media_tire_and_only_they_forums_and_the_directory_are_events_that_make_work() -> None:
    assert those("tires") == {5, 12}
    assert those("work") == {5, 7, 11, 12, 14}


def test_learning_media_reach_the_far_as_the_near_and_forums_do_not() -> None:
    assert not recommendations()[12].changes[0].setting("distance")
    assert recommendations()[14].changes[0].setting("distance")


def test_a_visit_teaches_more_than_media_do() -> None:
    strength = {number: one.strength for number, one in recommendations().items()}
    assert max(strength[5].default, strength[12].default) < strength[1].low


def test_acts_are_in_the_order_of_their_codes() -> None:
    codes = {"visit": VISIT, "broadcast": BROADCAST, "equip": EQUIP, "forum": FORUM, "list": LIST, "rescue": RESCUE}
    assert {key: code for code, key in enumerate(ACTS)} == codes


def test_every_dose_is_a_field_of_a_change_and_some_act_gives_it() -> None:
    assert set(DOSES) <= set(CHANGE.names or ())
    assert {dose for act in ACTS.values() for dose in act.doses} == set(DOSES)


# Policies of one's own


def test_a_policy_of_ones_own() -> None:
    own = load_recommendation(VILLAGE_RADIO)
    assert (own.key, own.number, own.name_th) == ("village-radio", None, "วิทยุชุมชน")
    assert (own.start, own.end, own.source_words) == (1, 24, "-")
    (change,) = own.changes
    assert (change.act, change.setting("coverage"), list(change.doses)) == ("broadcast", 0.5, ["understanding"])
    assert change.doses["understanding"].known and change.doses["understanding"].default == 1.0
    assert [change.setting(name) for name in ("every", "sessions", "until", "ready")] == [1.0, 1.0, 1.0, 0.0]
    assert all(change.setting(name) == 0.0 for name in ("distance", "tires", "work"))
    assert all(value.known for value in change.settings.values())  # a bare number is what it is


def test_a_policy_of_ones_own_may_give_ranges_and_say_what_they_rest_on(tmp_path: Path) -> None:
    text = VILLAGE_RADIO.read_text(encoding="utf-8")
    ranged = text.replace("coverage = 0.5", "coverage = { default = 0.5, low = 0.3, high = 0.6 }").replace(
        "understanding = 1.0",
        "understanding = { default = 1, low = 0, high = 2 }\nconfidence = 'assumed'\nsource = 'us'",
    )
    path = tmp_path / "own.toml"
    path.write_text(ranged, encoding="utf-8")
    (change,) = load_recommendation(path).changes
    for value, numbers in ((change.settings["coverage"], [0.5, 0.3, 0.6]), (change.doses["understanding"], [1, 0, 2])):
        assert value.content() == numbers
        assert (value.source, value.confidence, value.known) == ("us", "assumed", False)
    assert load_recommendation(path).content() != load_recommendation(VILLAGE_RADIO).content()


def test_one_name_serves_both_languages(tmp_path: Path) -> None:
    text = VILLAGE_RADIO.read_text(encoding="utf-8")
    path = tmp_path / "own.toml"
    path.write_text('name = "Radio"\n' + text.split("\n\n", 1)[1], encoding="utf-8")
    own = load_recommendation(path)
    assert own.name_en == own.name_th == "Radio"


def test_the_content_depends_on_what_a_run_depends_on(tmp_path: Path) -> None:
    text = VILLAGE_RADIO.read_text(encoding="utf-8")
    path = tmp_path / "village-radio.toml"
    path.write_text("# a remark\n" + text.replace("Village radio", "Radio of the village"), encoding="utf-8")
    renamed, original = load_recommendation(path), load_recommendation(VILLAGE_RADIO)
    assert renamed.content() == original.content()
    assert renamed.file_hash != original.file_hash
    path.write_text(text.replace("coverage = 0.5", "coverage = 0.6"), encoding="utf-8")
    assert load_recommendation(path).content() != original.content()


def test_a_change_that_needs_no_dose_takes_none(tmp_path: Path) -> None:
    text = VILLAGE_RADIO.read_text(encoding="utf-8").replace('"broadcast"', '"list"')
    path = tmp_path / "own.toml"
    path.write_text(text.replace("understanding = 1.0\n", ""), encoding="utf-8")
    assert not load_recommendation(path).changes[0].doses
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=r"change\[1\].understanding: got an unknown key"):
        load_recommendation(path)


def test_a_range_may_be_a_single_value(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = VILLAGE_RADIO.read_text(encoding="utf-8")
    path.write_text(text.replace("low = 0.01", "low = 0.02").replace("high = 0.04", "high = 0.02"), encoding="utf-8")
    assert load_recommendation(path).strength.high == 0.02


def test_frozen_numbers_are_a_mapping_that_sorts_itself() -> None:
    numbers = FrozenNumbers({"b": 2.0, "a": 1.0})
    assert list(numbers) == ["a", "b"]
    assert numbers == {"a": 1.0, "b": 2.0} == dict(numbers)
    assert numbers == FrozenNumbers({"a": 1.0, "b": 2.0})
    assert hash(numbers) == hash(FrozenNumbers({"a": 1.0, "b": 2.0}))
    assert numbers != {"a": 1.0}
    assert numbers.get("c") is None
    with pytest.raises(KeyError):
        numbers["c"]
    with pytest.raises(AttributeError):
        numbers._items = ()


def test_the_manual_lists_what_each_kind_of_change_takes() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "your-data.md").read_text(encoding="utf-8")
    for act in ACTS.values():
        row = next(line for line in manual.splitlines() if line.startswith(f"| `{act.key}` |"))
        assert re.findall(r"`(\w+)`", row) == [act.key, *act.settings, *act.doses]


def test_alliances_take_part_only_where_every_change_is_of_alliances():
    """One rule for questionnaires and pilots."""
    of = {number: one.of_alliances for number, one in recommendations().items()}
    assert {number for number, there in of.items() if there} == {
        number
        for number, one in recommendations().items()
        if {change.act for change in one.changes} <= {"equip", "rescue"}
    }
    assert any(of.values()) and not all(of.values())

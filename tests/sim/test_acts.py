"""The one declaration of a change's settings, and that the reader, the plan, the words and the manual go by it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from small_worlds import BASELINE, applied, plus

from analysis.documents import odd
from sim.acts import ACTS, SETTINGS
from sim.draws import DEFAULTS
from sim.inputs.faults import InputFault
from sim.language.texts import text, texts
from sim.plan import make_plan
from sim.recommendation import Change, Recommendation, load_recommendation
from sim.records import CHANGE
from sim.telling.explanation import describe_scenario

SUPPORT = Path(__file__).parents[1] / "support"
TAKEN = [(act, name) for act in ACTS.values() for name in act.settings]
OTHER = {"every": 3, "sessions": 4, "course": 5, "capacity": 2.5, "coverage": 0.25, "until": 0.75, "ready": 0.125,
         "work": 1.5, "distance": True, "tires": True}  # fmt: skip
NOT_IN_THE_RECORD = {"course"}  # it goes into what one lesson adds


def written(folder: Path, act: str, **values: object) -> Recommendation:
    """A policy of one change of the kind ``act`` with these settings, and those it has to have."""
    needed = {name: OTHER[name] for name in ACTS[act].settings if SETTINGS[name].required}
    lines = [f'act = "{act}"', *(f"{dose} = 1" for dose in ACTS[act].doses[:1])]
    lines += [f"{name} = {str(value).lower()}" for name, value in {**needed, **values}.items() if value is not None]
    policy = (SUPPORT / "village-radio.toml").read_text(encoding="utf-8").split("[[change]]")[0]
    path = folder / "own.toml"
    path.write_text("\n".join([policy, "[[change]]", *lines]), encoding="utf-8")
    return load_recommendation(path)


def test_every_setting_is_a_field_of_a_change_and_some_kind_takes_it() -> None:
    assert set(SETTINGS) - set(CHANGE.names or ()) == NOT_IN_THE_RECORD
    assert {field.name for field in dataclasses.fields(Change)} == {"act", "settings", "doses"}
    assert {name for _, name in TAKEN} == set(SETTINGS) == set(OTHER)


@pytest.mark.parametrize("one", SETTINGS.values(), ids=SETTINGS)
def test_each_rests_inside_its_range_and_has_words(one) -> None:
    assert one.least <= one.rest <= one.most
    assert one.least <= OTHER[one.key] <= one.most
    assert f"setting.{one.key}" in texts()
    assert not one.resting or f"setting.{one.resting}" in texts()


@pytest.mark.parametrize("act", ACTS)
def test_a_silent_file_leaves_all_at_rest(tmp_path: Path, act: str) -> None:
    (change,) = written(tmp_path, act).changes
    for name, setting in SETTINGS.items():
        told = setting.required and name in ACTS[act].settings
        assert change.setting(name) == float(OTHER[name] if told else setting.rest)
        assert change.settings[name].known


@pytest.mark.parametrize(("act", "name"), TAKEN, ids=str)
def test_what_a_file_says_comes_to_the_plan(tmp_path: Path, act, name: str) -> None:
    own = written(tmp_path, act.key, **{name: OTHER[name]})
    (record,) = make_plan(plus(BASELINE, applied(own)), DEFAULTS).changes
    assert own.changes[0].setting(name) == OTHER[name]
    assert name in NOT_IN_THE_RECORD or record[name] == OTHER[name]


@pytest.mark.parametrize(("act", "name"), TAKEN, ids=str)
def test_what_a_file_says_comes_into_words(tmp_path: Path, act, name: str) -> None:
    own = written(tmp_path, act.key, **{name: OTHER[name]})
    scenario = plus(BASELINE, applied(own))
    said, _ = odd._how(own.changes[0])
    assert f"`{name}`" in said
    shown = f"{OTHER[name] * 100:g}" if SETTINGS[name].percent else f"{OTHER[name]:g}"
    for lang in ("en", "th"):
        words = re.sub(r"\s+", "", describe_scenario(scenario, lang))
        assert re.sub(r"\s+", "", text(f"setting.{name}", lang, shown)) in words


@pytest.mark.parametrize(("act", "name"), TAKEN, ids=str)
def test_what_is_out_of_its_range_is_refused(tmp_path: Path, act, name: str) -> None:
    setting = SETTINGS[name]
    beyond = ["maybe"] if isinstance(setting.rest, bool) else [setting.least - 1, setting.most + 1, "maybe"]
    if setting.required:
        beyond.append(None)
    for value in beyond:
        with pytest.raises(InputFault, match=rf"change\[1\]\.{name}: got"):
            written(tmp_path, act.key, **{name: f'"{value}"' if value == "maybe" else value})


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_setting_that_a_kind_does_not_take_is_refused(tmp_path: Path, act) -> None:
    for name in SETTINGS:
        if name not in act.settings:
            with pytest.raises(InputFault, match=rf"change\[1\]\.{name}: got an unknown key"):
                written(tmp_path, act.key, **{name: OTHER[name]})


def test_the_manual_says_what_each_is_and_where_it_rests() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "your-data.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", manual.split("| setting | means |")[1], re.MULTILINE))
    assert list(rows) == list(SETTINGS)
    for name, setting in SETTINGS.items():
        rest = str(setting.rest).lower() if isinstance(setting.rest, bool) else f"{setting.rest:g}"
        wanted = r"\(required\)" if setting.required else rf"\(default `?{rest}\b"
        assert re.search(wanted, rows[name]), name

"""What is set becomes a file that makes the very same scenario, and a command that repeats it."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace

import pytest
from exploring_cases import MARKUP, own_policy, switched, with_agency

from analysis.answers.file_faults import check_file
from analysis.exploring.saving import FIELD, command, file_name, save
from analysis.exploring.settings import as_it_is
from sim.inputs.faults import InputFault
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.scenario import load_scenario, shipped_scenarios

SHIPPED = sorted(shipped_scenarios())


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Files are named from where the program was called."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def again(settings, folder, name="mine"):
    """The scenario of the file that settings are saved as; it has no fault."""
    path = save(settings, name, folder)
    assert check_file(path.name) is None
    return load_scenario(path.name)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_saved_is_what_was_set(name, here):
    for settings in (
        as_it_is(load_scenario(name)),
        switched(name, 4, 11, intensity=0.35, start=2, end=19, months=60),
        switched(name, *range(1, 15), intensity=1 / 3, months=60),
        switched(name, 5, provinces=(PROVINCE_TERMS[2].key, PROVINCE_TERMS[7].key), months=60),
    ):
        saved = again(settings, here, f"mine {settings.scenario.digest()[:8]}")
        assert saved.content() == settings.scenario.content()


def test_a_file_says_no_more_than_differs(here):
    text = save(switched("media", 4), "mine", here).read_text(encoding="utf-8")
    assert 'extends = "media"' in text and text.count("[[recommendation]]") == 1
    taken_apart = save(switched("media", 5), "apart", here).read_text(encoding="utf-8")
    assert 'extends = "programme"' in taken_apart and taken_apart.count("[[recommendation]]") == 2


def test_names_stay_as_they_were_typed(here):
    for nth, name in enumerate((MARKUP, 'A "quoted" \\ name', "ชื่อไทย")):
        saved = again(replace(switched("programme", 4), name=name), here, f"named-{nth}")
        assert saved.name_en == saved.name_th == name
    plain = again(switched("programme", 4), here, "plain")
    assert (plain.name_en, plain.name_th) == ("Your settings", "ค่าที่ตั้งไว้")
    assert "The programme" in plain.about_en and "โครงการ" in plain.about_th


OWN = """
extends = "programme"
months = 40
[programme]
start = 2
end = 20
order = ["link", "plan", "explain"]
handover = 30
[[recommendation]]
number = 14
strength = {strength}
every = 3
sessions = 2
kinds = ["savings", "fisheries"]
[[recommendation]]
number = 4
[parameters]
coordination_cost = 0.08
time_form = "alliances"
"""


def test_all_that_a_file_of_ones_own_says_is_saved_too(here):
    """Strength, sessions, kinds, parameters, forms of rules, the programme and agencies' care."""
    strength = recommendations()[14].strength
    (here / "own.toml").write_text(OWN.format(strength=strength.high), encoding="utf-8")
    base = load_scenario("own.toml")
    assert base.applied[0].strength == strength.high and base.parameters["time_form"] == 1
    for nth, settings in enumerate([switched("own.toml", 7), switched("own.toml", 4), switched("own.toml", 4, 14)]):
        assert again(settings, here, f"mine-{nth}").content() == settings.scenario.content()


def test_a_file_without_a_programme_stays_without_one(here):
    text = 'extends = "programme"\nprogramme = false\n[[recommendation]]\nnumber = 4\n[[recommendation]]\nnumber = 5\n'
    (here / "none.toml").write_text(text, encoding="utf-8")
    settings = switched("none.toml", 4)
    assert settings.base.programme is None
    assert again(settings, here).content() == settings.scenario.content()


@pytest.mark.parametrize("base", ["programme+05", "media@late", "programme+05@long"])
def test_what_goes_by_more_than_a_name_is_written_out(base, here):
    settings = switched(base, 4, months=60)
    assert again(settings, here).content() == settings.scenario.content()


def test_a_policy_of_ones_own_is_named_by_its_file(here):
    settings = switched(own_policy(here).name, 4)
    assert again(settings, here).content() == settings.scenario.content()
    assert 'file = "radio.toml"' in (here / "mine.toml").read_text(encoding="utf-8")


def test_agencies_of_ones_own_stay_in_their_file(here):
    settings = switched(with_agency(here).name, 4)
    assert again(settings, here).content() == settings.scenario.content()
    assert 'extends = "agencies.toml"' in (here / "mine.toml").read_text(encoding="utf-8")


def test_what_no_file_can_say_is_refused(here):
    settings = switched(f"{with_agency(here).name}@late", 4, months=60)
    with pytest.raises(InputFault, match="agencies or policies of its own in another window"):
        save(settings, "mine", here)
    assert not (here / "mine.toml").exists()


def test_the_same_twice_is_one_file_and_another_is_never_overwritten(here):
    path = save(switched("programme", 4), "mine.toml", here)
    before = path.read_bytes()
    assert save(switched("programme", 4), "mine", here) == path
    with pytest.raises(InputFault) as caught:
        save(switched("programme", 5), "mine", here)
    (fault,) = caught.value.faults
    assert fault.where == FIELD and "mine.toml" in fault.got and fault.allowed == "the name of a new file"
    assert path.read_bytes() == before
    assert os.listdir(here) == ["mine.toml"]


@pytest.mark.parametrize(
    "typed",
    ["", "  ", ".toml", "../mine", "a/b", "C:\\x", "-rf", "~me", ".hidden", "x" * 61, "a|b", "what?", "two\nlines",
     "<script>", "7", "12.toml", "mine@late", "programme+05", "$(reboot)"],
)  # fmt: skip
def test_what_is_no_name_of_a_file_is_refused(typed, here):
    with pytest.raises(InputFault) as caught:
        save(switched("programme", 4), typed, here)
    assert [fault.where for fault in caught.value.faults] == [FIELD]
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("typed", ["programme", "media.toml", "baseline"])
def test_a_name_of_the_project_is_refused(typed, here):
    with pytest.raises(InputFault, match="shipped scenario"):
        file_name(typed)


@pytest.mark.parametrize("typed", [" mine ", "mine", "mine.toml"])
def test_a_name_gets_its_ending(typed):
    assert file_name(typed) == "mine.toml"
    assert file_name("แผนที่ 2") == "แผนที่ 2.toml"


def test_a_folder_that_cannot_be_written_to_is_told(here):
    with pytest.raises(InputFault, match="a folder that can be written to"):
        save(switched("programme", 4), "mine", here / "gone")


def test_a_command_can_be_pasted(here):
    settings = switched("media", 4, months=36, worlds=50)
    words = shlex.split(command(settings, here / "my plan.toml", 1, " --lang th"))
    after = words[words.index("compare") :]
    assert after == [
        "compare", "my plan.toml", "media", "--replicates", "50", "--seed", "1", "--months", "36", "--lang", "th",
    ]  # fmt: skip
    assert "baseline" not in command(switched("baseline", 4), here / "mine.toml", 1, "")

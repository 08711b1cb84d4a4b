"""In which months recommendations act is said, with a command for others that can be pasted and does what it says."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

import run
from analysis.answers.contest import chosen
from analysis.answers.months import acting_lines
from analysis.studies.study import Request, names_of
from sim.windows import WINDOWS

RADIO = (Path(__file__).parents[2] / "support" / "village-radio.toml").read_text(encoding="utf-8")
REQUEST = Request(
    command="compare", replicates=40, seed=7, months=None, workers=1, out=Path("my results"), lang="en",
    organisations=None, drawn_from="none",
)  # fmt: skip


def said(contest, lang="en", request=REQUEST):
    return acting_lines(contest, names_of(contest.scenarios), lang, request and replace(request, lang=lang))


def pasted(line):
    """What the command in a line asks for, and the contest it stands for; None where there is no command."""
    found = re.search(r"run\.py (compare .+?) (?:shows|เพื่อ)", line)
    if not found:
        return None
    asked = run.parser().parse_args(shlex.split(found[1]))
    return asked, chosen(asked.scenarios, asked.window)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize(("window", "months"), [("early", (1, 24)), ("late", (25, 48)), ("long", (1, 48))])
def test_by_default_the_window_its_months_and_another_window_of_the_same_runs_are_told(lang, window, months):
    contest = chosen([], window)
    (line,) = said(contest, lang)
    assert f"{months[0]} {'to' if lang == 'en' else 'ถึง'} {months[1]} " in line
    assert f"{window}: {WINDOWS[window].words(lang)}" in line
    asked, other = pasted(line)
    assert other.window != window and other.scenarios == contest.scenarios
    assert line.count(WINDOWS[other.window].words(lang)) >= 1
    assert (asked.replicates, asked.seed, asked.out, asked.posterior) == (40, 7, Path("my results"), "none")


@pytest.mark.parametrize(("lang", "told"), [("en", "Recommendations act in months 1 to 24."), ("th", "1 ถึง 24")])
def test_months_that_all_named_scenarios_share_are_told_once(lang, told):
    (line,) = said(chosen(["media", "all-14"]), lang, None)
    assert told in line and line.count("24") == 1


@pytest.mark.parametrize("lang", ["en", "th"])
def test_of_named_scenarios_each_has_its_months_and_the_command_moves_them_all(lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my radio.toml").write_text(RADIO, encoding="utf-8")
    contest = chosen(["media", "after-care", "my radio.toml", "programme"])
    (line,) = said(contest, lang)
    to = "to" if lang == "en" else "ถึง"
    names = names_of(contest.scenarios)
    for key, months in (("media", f"1 {to} 24"), ("after-care", f"1 {to} 36")):
        assert f"“{names[key][lang == 'th']}” {months}" in line
    assert f"“{names['programme'][lang == 'th']}”" not in line  # nothing of it acts in a window
    asked, other = pasted(line)
    assert asked.out is None  # another study, which would be refused there
    assert {one for one in other.by_key if "@" in one} == {"media@late", "after-care@late", "programme+my radio@late"}


@pytest.mark.parametrize(
    ("names", "window", "expected"),
    [
        (["media"], None, "late"),
        (["media"], "late", "long"),
        (["media", "all-14"], "long", "late"),
        (["media", "media@late"], None, "long"),
        (["media@late", "all-14@long"], None, "early"),
        (["media", "media@late", "media@long"], None, None),
        (["media@late+07"], None, None),
    ],
)
def test_the_command_shows_a_window_that_is_not_shown_yet(names, window, expected):
    contest = chosen(names, window)
    (line,) = said(contest)
    found = pasted(line)
    if expected is None:
        assert found is None
        return
    asked, other = found
    assert asked.window == expected
    moved = {one.window for one in other.scenarios if one.applied}
    assert moved == {expected}


def test_without_a_recommendation_there_is_nothing_to_say():
    assert said(chosen(["programme-link-first"])) == []


def test_months_end_with_the_run():
    contest = chosen(["after-care"])
    short = contest.over([replace(one, months=30) for one in contest.scenarios])
    assert "1 to 30" in said(short)[0]


def test_on_a_chart_there_is_no_command():
    (line,) = said(chosen([]), request=None)
    assert "run.py" not in line and "1 to 24" in line

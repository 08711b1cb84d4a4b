"""What is said of a run that was watched, and the command that leaves its page again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_worlds import PROGRAMME

from analysis.studies.study import Request
from analysis.watching.data import page_data
from analysis.watching.typical import Choice
from analysis.watching.watch import Watched, _command, _name, summary, watch, words
from sim.draws import DEFAULTS
from sim.ensembles.worlds import World
from sim.language.program import program
from sim.scenario import load_scenario

ONE = Choice(World(DEFAULTS, 0, 7), 7, 1, 4.0)
OF_MANY = ONE._replace(worlds=100, median=4.5)
REQUEST = Request("watch", 100, 3, None, 1, None, "en", None, quiet=True)


@pytest.fixture(scope="module")
def told(model, table):
    def make(chosen, lang="en", written=True):
        data = page_data(model, table, lang)
        return Watched(
            file=Path("class.html"), written=written, scenario=PROGRAMME, chosen=chosen, data=data, lang=lang
        )

    return make


def test_a_typical_world_is_told_from_one_that_was_asked_for(told):
    assert "as asked for; it need not be typical" in words(told(ONE))
    assert "World 7 of 100" in words(told(OF_MANY)) and "(4.5)" in words(told(OF_MANY))


@pytest.mark.parametrize("lang", ["en", "th"])
def test_it_is_told_whether_the_page_was_there(told, lang):
    fresh, again = (words(told(ONE, lang, written)) for written in (True, False))
    assert fresh.split("\n")[0] != again.split("\n")[0]
    assert fresh.split("\n")[1:] == again.split("\n")[1:]
    assert "class.html" in fresh and "class.html" in again


def test_the_summary_is_plain_and_agrees_with_the_run(told, model):
    found = json.loads(json.dumps(summary(told(OF_MANY))))
    assert (found["world"], found["worlds"], found["scenario"]) == (7, 100, "programme")
    assert found["organisations"] == model.state.counts["active"][0]
    assert found["alliances"] == model.state.counts["alliances"][0]
    assert found["alive_at_the_end"] == model.state.counts["alive"][0]


def test_the_command_holds_all_that_the_page_follows_from():
    plain = _command(REQUEST, PROGRAMME)
    assert plain == f"{program()} watch programme --seed 3 --months 60"
    own = replace(REQUEST, world=7, organisations=Path("my data.csv"), drawn_from="none", lang="th")
    assert _command(own, replace(PROGRAMME, months=24)) == (
        f"{program()} watch programme --world 7 --seed 3 --months 24 "
        "--organisations 'my data.csv' --posterior none --lang th"
    )
    assert "watch media@late " in _command(REQUEST, load_scenario("media@late"))


def test_a_page_without_a_place_has_a_name_of_its_own():
    names = {_name(PROGRAMME, ONE, page) for page in (b"one", b"other")}
    assert len(names) == 2
    assert all(name.startswith("watch-programme-world7-") and name.endswith(".html") for name in names)
    odd = _name(replace(PROGRAMME, key="../../etc/passwd <b>"), ONE, b"one")
    assert "/" not in odd and "<" not in odd


def test_a_run_that_outgrows_its_arrays_is_no_page(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.watching.watch.choose", lambda *_: ONE)

    def outgrow(model):
        model.state.counts["full"] = 1

    monkeypatch.setattr("analysis.watching.witness.WitnessedModel.run", outgrow)
    with pytest.raises(RuntimeError, match="outgrew"):
        watch(replace(REQUEST, out=tmp_path / "class.html"), PROGRAMME)
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_thousands_stays_small(model, table):
    """The page of 5,000 organisations under all recommendations had 1.3 MB; what grows with a run is its data."""
    data = json.dumps(page_data(model, table, "th"), ensure_ascii=False, separators=(",", ":")).encode()
    shown, months = len(page_data(model, table, "th")["organisations"]["name"]), model.month
    assert len(data) < 60_000 + 2_000 * shown
    assert months == 30

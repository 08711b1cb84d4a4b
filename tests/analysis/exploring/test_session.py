"""A page without a browser: what is done on it, what it is told, and that it leaves nothing running."""

from __future__ import annotations

import threading
import time

import pytest
from exploring_cases import MARKUP, fields_of, own_policy, small_request, switched, until

from analysis.answers.file_faults import check_file
from analysis.exploring import session as sessions
from analysis.exploring.engine import Engine
from analysis.exploring.session import QUICK, Session, steps
from sim.inputs.reading import refuse
from sim.scenario import load_scenario

OFFERED = {name: load_scenario(name) for name in ("programme", "media", "baseline")}
FOUR = switched("programme", 4, months=6, worlds=5)
PLACE = next(place for place, row in enumerate(FOUR.rows) if row.on)


class Page:
    """What a browser would have: all that was said to it, and the newest of each part."""

    def __init__(self, folder, make_engine=None, base="programme", lang="en", debug=False):
        self.said, self.parts, self.engines = [], {}, []

        def make():
            self.engines.append(Engine(small_request(workers=1)))
            return self.engines[-1]

        self.session = Session(
            make_engine or make, OFFERED, OFFERED[base], lang, say=self.take, folder=folder, debug=debug
        )

    def take(self, said):
        self.said.append(said)
        self.parts |= said

    def ask(self, kind, settings=FOUR, **typed):
        self.session.hear({"kind": kind, "fields": fields_of(settings, **typed)})

    def idle(self):
        return self.parts.get("busy") is False


@pytest.fixture
def page(tmp_path):
    made = Page(tmp_path)
    yield made
    made.session.close()
    assert made.session.ended(30)


def test_ready_it_runs_and_shows_results(page):
    page.ask("ready")
    until(page.idle)
    assert "“Your settings”" in page.parts["results"] and "Done: 5 worlds." in page.parts["status"]
    assert page.parts["faults"] == {}
    assert next(said["busy"] for said in page.said if "busy" in said) is True


def test_a_few_worlds_first_and_then_more():
    assert steps(0, 200) == [QUICK, 48, 96, 192, 200]
    assert steps(0, 10) == [10] and steps(0, QUICK) == [QUICK]
    assert steps(150, 200) == [150, 200] and steps(200, 200) == [200]
    assert steps(5, 200)[0] == QUICK


def test_the_answer_sharpens(page, monkeypatch):
    monkeypatch.setattr(sessions, "QUICK", 2)
    page.ask("set")
    until(page.idle)
    shown = [said["results"] for said in page.said if "results" in said]
    assert len(shown) == 3
    for worlds, results in zip((2, 4, 5), shown):
        assert f"from {worlds} worlds so far" in results


def test_a_change_runs_only_what_changed(page):
    page.ask("set")
    until(page.idle)
    page.ask("set", **{f"dose__{PLACE}": "50"})
    until(lambda: len([said for said in page.said if "results" in said]) == 2 and page.idle())
    assert len(page.engines) == 1 and len(page.engines[0]._remembered) == 4


def test_twenty_quick_changes_leave_one_run(page, monkeypatch):
    ended = []
    find = sessions.Session._find

    def noting(self, settings, stopping):
        find(self, settings, stopping)
        if not stopping():
            ended.append(settings)

    monkeypatch.setattr(sessions.Session, "_find", noting)
    before = threading.active_count()
    for dose in range(20):
        page.ask("set", **{f"dose__{PLACE}": str(5 * dose), "worlds": "60"})
    until(lambda: page.idle() and ended)
    assert [settings.rows[PLACE].applied.intensity for settings in ended] == [0.95]
    assert "Done: 60 worlds." in page.parts["status"]
    assert threading.active_count() <= before + 1


def test_cancelled_it_says_what_is_shown(page):
    page.ask("set", worlds="1000", months="60")
    until(lambda: "results" in page.parts)
    page.session.hear({"kind": "cancel"})
    time.sleep(0.2)
    assert page.idle()
    assert "Stopped; what is shown rests on" in page.parts["status"] and "of 1000" in page.parts["status"]
    page.ask("set", worlds="5")
    until(lambda: "Done" in page.parts["status"])


def test_cancelled_before_anything_was_shown_nothing_is_claimed(page):
    page.ask("set", worlds="1000", months="60")
    page.session.hear({"kind": "cancel"})
    time.sleep(0.1)
    assert "earlier settings" in page.parts["status"] and page.idle()


def test_results_of_earlier_settings_are_said_to_be_of_those(page):
    page.ask("set")
    until(page.idle)
    page.ask("set", worlds="400", months="60")
    until(lambda: "of 400" in page.parts["status"])
    assert "earlier settings" in page.parts["status"]


def test_bad_input_is_told_beside_its_field_and_not_run(page):
    page.ask("set", **{"months": "<script>alert(1)</script>", f"end__{PLACE}": ""})
    assert set(page.parts["faults"]) == {"months", f"end-{PLACE}"}
    assert page.parts["faults"][f"end-{PLACE}"] == "Got nothing; allowed: a whole number from 1 to 600"
    assert "Not run" in page.parts["status"] and page.idle()
    time.sleep(0.05)
    assert "results" not in page.parts and page.engines == []
    page.ask("set")
    assert page.parts["faults"] == {}


def test_another_scenario_comes_as_it_is(page):
    page.ask("set", scenario="media", name="Mine")
    until(page.idle)
    assert page.session.settings.base.key == "media" and not page.session.settings.changed
    assert '<option value="media" selected>' in page.parts["form"]
    assert "Nothing is changed yet" in page.parts["results"]


def test_an_unknown_scenario_is_refused(page):
    page.ask("set", scenario="medium")
    assert page.parts["faults"]["scenario"].endswith("Did you mean media?")


def test_saved_it_is_a_file_that_check_accepts(page, tmp_path):
    page.ask("save", file="mine", name=MARKUP)
    assert "Saved as mine.toml" in page.parts["saved"] and "compare mine.toml programme" in page.parts["saved"]
    assert "--replicates 5 --seed 1 --months 6" in page.parts["saved"]
    assert check_file(tmp_path / "mine.toml") is None
    saved = load_scenario(str(tmp_path / "mine.toml"))
    assert saved.digest() == page.session.settings.scenario.digest() and saved.name_en == MARKUP


def test_a_file_that_cannot_be_had_is_told_beside_its_field(page, tmp_path):
    page.ask("save", file="../mine")
    assert set(page.parts["faults"]) == {"file"} and "saved" not in page.parts
    page.ask("save", file="mine", months="x")
    assert set(page.parts["faults"]) == {"months"} and list(tmp_path.iterdir()) == []


def test_the_other_language_is_said_everywhere(page):
    page.ask("set")
    until(page.idle)
    page.session.hear({"kind": "lang"})
    assert page.parts["lang"] == "th" and "ข้อเสนอแนะ" in page.parts["body"] and page.parts["title"].startswith("ทดลอง")
    page.said.clear()
    page.ask("set")
    until(lambda: any("results" in said for said in page.said) and page.idle())
    assert "คำตอบนี้ตั้งอยู่บน" in page.parts["results"] and "เสร็จแล้ว" in page.parts["status"]
    page.ask("set", months="x")
    assert "จำนวนเต็ม" in page.parts["faults"]["months"]


def test_what_was_found_before_the_language_turned_is_not_told_in_the_old_one(page, monkeypatch):
    from analysis.exploring import telling

    worded, turned, results = threading.Event(), threading.Event(), telling.results

    def slowly(*asked):
        told = results(*asked)
        worded.set()
        assert turned.wait(30)
        return told

    monkeypatch.setattr(telling, "results", slowly)
    page.ask("set")
    assert worded.wait(30)
    page.session.hear({"kind": "lang"})
    page.said.clear()
    turned.set()
    page.ask("set")
    until(lambda: any("results" in said for said in page.said) and page.idle())
    assert all("คำตอบนี้ตั้งอยู่บน" in said["results"] for said in page.said if "results" in said)


@pytest.mark.parametrize(
    "message", [None, 7, "set", [], {}, {"kind": "set", "fields": 3}, {"kind": "__init__"}, {"kind": ["set"]}]
)
def test_what_is_no_message_is_not_heard(page, message):
    page.session.hear(message)
    assert page.said == []


def test_fields_that_are_missing_are_refused_not_guessed(page):
    page.session.hear({"kind": "set", "fields": {"scenario": {"a": 1}}})
    assert set(page.parts["faults"]) == {"scenario", "months", "worlds"}


def test_what_is_wrong_with_files_is_told_on_the_page(tmp_path):
    def broken():
        raise refuse("organisations.csv", "nothing", "a table")

    page = Page(tmp_path, broken)
    page.ask("ready")
    until(page.idle)
    assert "organisations.csv: got nothing; allowed: a table" in page.parts["status"]
    page.session.close()


def test_a_fault_of_ours_is_told_and_the_page_goes_on(tmp_path, capsys):
    tries = []

    def sometimes():
        tries.append(1)
        if len(tries) == 1:
            raise ZeroDivisionError("<b>once</b>")
        return Engine(small_request())

    page = Page(tmp_path, sometimes, debug=True)
    page.ask("ready")
    until(page.idle)
    assert "ZeroDivisionError: &lt;b&gt;once" in page.parts["status"]
    assert "Traceback" in capsys.readouterr().err
    page.ask("set")
    until(lambda: "Done" in page.parts["status"])
    page.session.close()


def test_without_debug_no_trace_is_shown(tmp_path, capsys):
    page = Page(tmp_path, lambda: 1 / 0)
    page.ask("ready")
    until(page.idle)
    assert "Traceback" not in capsys.readouterr().err
    page.session.close()


def test_a_closed_page_leaves_nothing_running(tmp_path):
    page = Page(tmp_path)
    page.ask("set", worlds="1000", months="60")
    until(lambda: "results" in page.parts)
    page.session.close()
    assert page.session.ended(10)
    said = len(page.said)
    page.ask("set")
    time.sleep(0.2)
    assert not any("results" in one for one in page.said[said:])


def test_a_policy_of_ones_own_is_explored_as_well(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    base = load_scenario(own_policy(tmp_path).name)
    monkeypatch.setitem(OFFERED, base.typed, base)
    page = Page(tmp_path, base=base.typed)
    assert "Village radio" in page.session.body() and "stays as its file has it" in page.session.body()
    page.ask("set", switched(base.typed, 4, months=6, worlds=3), file="")
    until(page.idle)
    assert "Village radio" in page.parts["results"]
    page.session.close()

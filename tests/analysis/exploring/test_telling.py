"""What the page says: the answer with how sure it is, what is not told apart, and what all of it rests on."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from exploring_cases import MARKUP, fields_of, small_request, switched

from analysis.effects.policies import MAIN
from analysis.exploring.findings import find
from analysis.exploring.forms import WORDS, body, form, saved, status
from analysis.exploring.settings import as_it_is
from analysis.exploring.telling import answers, rests_on, results, typical_networks
from analysis.exploring.templates import FOLDER, filled, source
from sim.language.numerals import estimated
from sim.measures import MEASURES
from sim.recommendation import recommendations
from sim.scenario import load_scenario, shipped_scenarios

OFFERED = {name: load_scenario(name) for name in shipped_scenarios()}
THAI = re.compile("[\u0e00-\u0e7f]")


def told(found, lang="en"):
    return [sentence for sentence, _ in answers(found, lang)]


def with_main(found, reference, **cells):
    """Findings in which the difference in the main outcome is another."""
    table = found.against[reference].copy()
    for name, value in cells.items():
        table.loc[table["outcome"] == MAIN, name] = value
    return replace(found, against={**found.against, reference: table})


CLEAR = {"difference": 1.6, "low": 1.2, "high": 2.1, "simultaneous_low": 1.2, "simultaneous_high": 2.1}
UNCLEAR = CLEAR | {"low": -0.3, "simultaneous_low": -0.3}


def test_each_comparison_is_answered_and_says_how_sure_it_is(found):
    clear = with_main(found, "programme", **CLEAR, helped=0.62, harmed=0.14, runs=6)
    first, second, *_ = told(clear)
    assert first.startswith("“Your settings” adds 1.6 lasting alliances on average to what “The programme” leaves")
    assert second == (
        "95 % interval of that mean: 1.2 to 2.1, from 6 worlds so far; of single worlds 62 % have more, 14 % fewer."
    )
    assert any("“Baseline”" in sentence for sentence in told(clear))


def test_what_is_not_told_apart_is_said_to_be_so(found):
    unclear = replace(with_main(found, "programme", **UNCLEAR), needed={"programme": 412.0})
    sentences = told(unclear)
    assert "is not shown to change how many alliances last" in sentences[0]
    assert sentences[2].startswith("Not told apart from “The programme” so far.") and "about 410 worlds" in sentences[2]
    clear = replace(with_main(found, "programme", **CLEAR), needed={"programme": 412.0})
    assert not any("Not told apart from “The programme”" in sentence for sentence in told(clear))


def test_what_no_practical_number_of_worlds_shows_is_said_without_a_number(found):
    alike = replace(with_main(found, "programme", **UNCLEAR), needed={"programme": 2e6})
    assert "no practical number of worlds" in told(alike)[2]


def test_where_nothing_is_changed_that_is_said(engine):
    same = find(engine, replace(as_it_is(OFFERED["programme"]), months=14), 3, lambda: False, lambda done: None)
    assert told(same)[0] == "Nothing is changed yet: this is “The programme” as it is."
    base = find(engine, replace(as_it_is(OFFERED["baseline"]), months=14), 3, lambda: False, lambda done: None)
    assert told(base)[1:] == ["This is the baseline itself: there is nothing to compare it with."]


def test_what_is_assumed_is_always_told(found):
    lines = " ".join(rests_on(found, small_request(), "en"))
    parts = "Not calibrated", "6 worlds", "same worlds", "Lasting: ", "The strengths are assumptions", "by chance"
    assert [part for part in parts if part not in lines] == []


def test_failed_runs_are_told(found):
    broken = replace(found, runs=found.runs.assign(status="failed"))
    assert "Runs that failed" in list(rests_on(broken, small_request(), "en"))[-1]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_results_are_whole(found, engine, lang):
    html = str(results(found, typical_networks(engine, found), small_request(lang=lang), lang))
    assert html.count("<svg") == 3 + 2 + 10 + 3 + 2  # samples, paths, bars, forms, networks
    assert html.count("<tr>") == 2 * 6 and html.count('role="img"') == 4
    assert bool(THAI.search(html)) == (lang == "th")
    for part in ('id="answer"', 'id="paths"', 'id="effects"', 'id="network"', 'id="rests"'):
        assert part in html


def test_every_figure_of_the_table_is_that_of_its_row(found, engine):
    html = str(results(found, typical_networks(engine, found), small_request(), "en"))
    for reference in found.against:
        row = found.against[reference].set_index("outcome").loc["cost"]
        assert estimated(row["difference"], row["low"], row["high"], "en", 0) in html


def test_a_name_with_markup_is_shown_as_text(found, engine):
    named = replace(found, settings=replace(found.settings, name=MARKUP))
    html = str(results(named, typical_networks(engine, named), small_request(), "en"))
    assert "<img" not in html and "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_scenario_with_markup_in_its_name_is_shown_as_text(tmp_path, engine):
    path = tmp_path / "odd.toml"
    path.write_text(f'name = "{MARKUP}"\nextends = "programme"\n[[recommendation]]\nnumber = 5\n', encoding="utf-8")
    settings = switched(path, 4)
    odd = find(engine, settings, 3, lambda: False, lambda done: None)
    html = str(results(odd, typical_networks(engine, odd), small_request(), "en"))
    html += str(body(settings, {str(path): settings.base}, tmp_path, "en"))
    assert "<img" not in html and "&lt;img" in html


def test_networks_are_of_one_world_under_both(found, engine):
    shown = typical_networks(engine, found)
    assert list(shown.networks) == ["/page", "programme"]
    lasting = found.runs[(found.runs["scenario"] == "/page") & (found.runs["draw"] == shown.world)][MAIN].iloc[0]
    assert shown.networks["/page"].alliances["lasting"].sum() == lasting


def test_where_every_run_failed_there_is_no_network(found, engine):
    runs = found.runs.assign(status="failed", **{one.key: np.nan for one in MEASURES})
    assert typical_networks(engine, replace(found, runs=runs)).networks == {}


def test_without_an_interval_something_is_said(found, engine):
    nan = dict.fromkeys(("low", "high", "simultaneous_low", "simultaneous_high"), np.nan)
    few = with_main(found, "programme", **nan)
    html = str(results(few, typical_networks(engine, few), small_request(), "en"))
    assert "Too few worlds to say" in html and "nan" not in html.lower().replace("finance", "").replace("financial", "")
    assert isinstance(few.runs, pd.DataFrame)


# The form


@pytest.mark.parametrize("name", ["programme", "all-14", "know-plan-care"])
@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_field_that_is_read_is_on_the_page_and_has_its_label_and_place_for_faults(name, lang):
    settings = as_it_is(OFFERED[name])
    html = str(body(settings, OFFERED, FOLDER, lang))
    for field in fields_of(settings):
        assert html.count(f'name="{field}"') == 1
        assert f'for="{field}"' in html or f'<label class="tick"><input type="checkbox" id="{field}"' in html
        if not field.startswith(("on-", "province-")):
            assert f'id="fault-{field}"' in html and f'aria-describedby="fault-{field}"' in html
    assert bool(THAI.search(html.replace("ภาษาไทย", ""))) == (lang == "th")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_form_is_filled_with_what_is_set():
    settings = replace(switched("programme", 4, intensity=0.35, start=3, end=9), name='My "plan"')
    html = str(form(settings, OFFERED, "en"))
    place = next(place for place, row in enumerate(settings.rows) if row.on)
    for part in (f'id="on-{place}" name="on-{place}" checked', 'value="35"', 'value="3"', 'value="9"'):
        assert part in html
    assert html.count(" checked> <span>") == 1 + 9 * len(recommendations())
    assert 'value="My &#34;plan&#34;"' in html
    assert '<option value="programme" selected>The programme</option>' in html


def test_recommendations_stand_in_the_order_of_their_numbers():
    html = str(form(as_it_is(OFFERED["know-plan-care"]), OFFERED, "en"))
    numbers = [int(number) for number in re.findall(r"<span>(\d+)\. ", html)]
    assert numbers == sorted(numbers) and set(numbers) == set(recommendations())


def test_a_status_shows_a_bar_while_something_is_under_way():
    assert 'value="0.250"' in str(status("a", 0.25)) and "<progress" not in str(status("a", None))
    assert "&lt;img" in str(status(MARKUP, None))


def test_a_command_is_shown_as_it_is_pasted():
    html = str(saved("mine.toml", "python run.py compare 'a <b>.toml'", "en"))
    assert "python run.py compare &#39;a &lt;b&gt;.toml&#39;" in html and "Saved as mine.toml" in html
    assert 'data-copied="Copied">Copy</button>' in html


@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_word_of_the_page_is_something_of_the_program(found, engine, lang):
    """A template takes ``words.copy`` for a method of Python's where no word is called so."""
    settings = switched("programme", 4)
    parts = [body(settings, OFFERED, FOLDER, lang), saved("mine.toml", "compare", lang), status("a", 0.5)]
    parts.append(results(found, typical_networks(engine, found), small_request(lang=lang), lang))
    for part in map(str, parts):
        assert not re.search(r"built-in|object at 0x|&lt;bound|None|Undefined", part)


def test_a_place_that_is_left_empty_is_an_error():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        filled("saved.html", sentence="x")


def test_words_are_all_used():
    used = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.html"))
    in_loops = ("start", "end", "months", "worlds")
    assert [word for word in WORDS if f"words.{word}" not in used and word not in in_loops] == []


# Whom it serves


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "quiet", "blue", "red"])
def test_words_stand_out_from_the_page(name):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1, on white and on the grey of a command."""
    colour = re.search(rf"--{name}: (#[0-9a-f]{{6}})", source("page.css")).group(1)
    for ground in ("#ffffff", "#f4f4f4"):
        assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_edges_of_fields_stand_out():
    """WCAG 2.2, 1.4.11: at least 3 to 1."""
    colour = re.search(r"--edge: (#[0-9a-f]{6})", source("page.css")).group(1)
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_the_page_asks_for_nothing_from_elsewhere():
    for path in FOLDER.iterdir():
        assert not re.search(r"https?://|//cdn|@import", path.read_text(encoding="utf-8")), path.name

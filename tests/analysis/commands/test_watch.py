"""``watch``: one page, and nothing where it cannot be."""

from __future__ import annotations

import json

import pytest
from small_worlds import organisations

from sim.kinds import KINDS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

ASKED = ("watch", "programme", "--world", 2, "--months", 3, "--posterior", "none", "--workers", 1)


@pytest.fixture
def own(tmp_path):
    """A user's own file of organisations, one of whose names is markup."""
    table = organisations(120, 3, dormant=0.0)[["id", "name", "kind", "province"]]
    table["kind"] = [keys(KINDS)[kind] for kind in table["kind"]]
    table["province"] = [keys(PROVINCE_TERMS)[province] for province in table["province"]]
    table["name"] = [f"<b>{name}</b>" for name in table["name"]]
    table.to_csv(tmp_path / "own.csv", index=False)
    return tmp_path / "own.csv"


def left(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_it_leaves_one_page_and_says_where(typed, own, tmp_path):
    answer = typed(*ASKED, "--organisations", own, "--out", "class.html")
    assert answer.code == 0, answer.err
    assert answer.out.startswith("class.html: The programme, world 2, 3 months.")
    assert "Living through world 2" in answer.err
    assert "as asked for" in answer.out and "of 120 organisations" in answer.out
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "<b>" not in page and "\\u003cb\\u003e" in page
    assert "run.py watch programme --world 2 --seed 1 --months 3" in page
    assert left(tmp_path) == ["class.html", "own.csv"]


def test_the_same_command_again_finds_the_same_bytes_and_another_is_refused(typed, own, tmp_path):
    asked = (*ASKED, "--organisations", own, "--out", "class.html")
    assert typed(*asked).code == 0
    before = (tmp_path / "class.html").read_bytes()
    again = typed(*asked)
    assert again.code == 0 and again.out.startswith("class.html is already there")
    refused = typed(*asked, "--seed", 2)
    assert refused.code == 2 and "class.html" in refused.err
    assert (tmp_path / "class.html").read_bytes() == before


def test_a_folder_gets_a_page_and_without_any_there_is_a_name_that_says_which(typed, own, tmp_path):
    assert typed(*ASKED, "--organisations", own, "--out", "pages").code == 0
    assert typed(*ASKED, "--organisations", own).code == 0
    pages = [name for name in left(tmp_path) if name.endswith(".html")]
    assert pages[0] == "pages/watch.html"
    assert pages[1].startswith("results/watch-programme-world2-")
    assert (tmp_path / pages[0]).read_bytes() == (tmp_path / pages[1]).read_bytes()


def test_the_summary_stands_alone_as_json(typed, own):
    answer = typed(*ASKED, "--organisations", own, "--out", "class.html", "--json")
    found = json.loads(answer.out)
    assert answer.err == ""
    assert (found["file"], found["world"], found["worlds"], found["months"]) == ("class.html", 2, 1, 3)
    assert 0 < found["organisations_shown"] <= found["organisations"] == 120
    assert found["lasting_at_the_end"] <= found["operating_at_the_end"] <= found["alive_at_the_end"]


def test_it_is_told_in_thai(typed, tmp_path):
    answer = typed("watch", "media", *ASKED[2:], "--out", "class.html", "--lang", "th", "--window", "late")
    assert answer.code == 0, answer.err
    assert "สถานการณ์ที่ 2" in answer.out
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert '<html lang="th">' in page and "media@late" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("watch", "programm"), "programme"),
        (("watch", "programme", "--world", "0"), "from 1"),
        (("watch", "programme", "--months", "0"), "from 1"),
        (("watch", "programme", "--window", "soon"), "early"),
        (("watch", "programme", "--organisations", "none.csv"), "none.csv"),
        (("watch", "programme", "--posterior", "none.csv"), "none.csv"),
        (("watch", "programme", "--beliefs", "none.csv"), "none.csv"),
        (("watch", "programme", "--out", "taken/class.html"), "taken"),
        (("watch", "programme", "--wrld", "3"), "--world"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_written(typed, tmp_path, changed, told):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    answer = typed(*changed)
    assert answer.code == 2
    assert told in answer.err and answer.out == ""
    assert left(tmp_path) == ["taken"]


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_is_run(typed, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.watching.watch.choose", lambda *_: pytest.fail("it ran"))
    (tmp_path / "class.html").mkdir()
    answer = typed(*ASKED, "--out", "class.html")
    assert answer.code == 2 and "a folder" in answer.err
    assert left(tmp_path) == []

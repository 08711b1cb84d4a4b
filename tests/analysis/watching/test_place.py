"""Where the page goes, what is refused before anything is run, and that nothing is ever overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.watching.place import demand_place, file_of, put
from sim.inputs.faults import InputFault


@pytest.mark.parametrize(
    ("out", "file"),
    [
        ("class.html", "class.html"),
        ("CLASS.HTML", "CLASS.HTML"),
        ("pages", "pages/watch.html"),
        ("a/b.c", "a/b.c/watch.html"),
    ],
)
def test_a_path_that_ends_in_html_is_a_file_and_any_other_a_folder(out, file):
    assert file_of(Path(out)) == Path(file)


def test_looking_leaves_nothing_behind(tmp_path):
    demand_place(tmp_path / "new" / "deep" / "class.html")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_of_looking_is_no_hindrance(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f"class.html.{dead.pid}.part").touch()
    demand_place(tmp_path / "class.html")
    assert list(tmp_path.iterdir()) == []


def test_a_file_cannot_stand_for_a_folder(tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    with pytest.raises(InputFault) as refused:
        demand_place(tmp_path / "taken" / "watch.html")
    assert "taken" in refused.value.said("en") and "a folder that can be written to" in refused.value.said("en")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_folder_cannot_stand_for_the_file(tmp_path):
    (tmp_path / "class.html").mkdir()
    with pytest.raises(InputFault, match="a folder"):
        demand_place(tmp_path / "class.html")
    assert list((tmp_path / "class.html").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this system")
def test_a_pipe_cannot_stand_for_the_file(tmp_path):
    os.mkfifo(tmp_path / "class.html")
    with pytest.raises(InputFault, match="not a regular file"):
        demand_place(tmp_path / "class.html")
    with pytest.raises(InputFault, match="already"):
        put(tmp_path / "class.html", b"page")


def test_what_the_disk_refuses_is_told(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(InputFault) as refused:
        demand_place(tmp_path / "new" / "class.html")
    assert "Permission denied" in refused.value.said("en")
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_written_once_and_found_again(tmp_path):
    file = tmp_path / "new" / "class.html"
    assert put(file, b"page")
    assert not put(file, b"page")
    assert file.read_bytes() == b"page"
    assert [path.name for path in file.parent.iterdir()] == ["class.html"]


def test_something_else_is_never_overwritten(tmp_path):
    file = tmp_path / "class.html"
    file.write_bytes(b"somebody's")
    with pytest.raises(InputFault, match=r"class\.html"):
        put(file, b"page")
    assert file.read_bytes() == b"somebody's"


def test_a_disk_that_fills_up_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.ensembles.store.to_disk", full)
    with pytest.raises(InputFault, match="No space left"):
        put(tmp_path / "class.html", b"page")
    assert list(tmp_path.iterdir()) == []

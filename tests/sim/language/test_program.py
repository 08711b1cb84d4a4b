"""Commands that are proposed can be pasted: they begin as what was typed began."""

from __future__ import annotations

import sys

import pytest

from sim.language.program import handed_on, program


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        (["python", "run.py", "list"], "python run.py"),
        ([".venv/bin/python", "run.py", "compare"], ".venv/bin/python run.py"),
        (["/a folder/python", "../run.py", "list"], "'/a folder/python' ../run.py"),
        (["python", "-X", "dev", "run.py"], "python run.py"),
        (["python"], "python run.py"),
    ],
)
def test_it_is_called_as_it_was_typed(monkeypatch, typed, called):
    monkeypatch.setattr(sys, "argv", ["run.py"])
    monkeypatch.setattr(sys, "orig_argv", typed)
    assert program() == called


@pytest.mark.parametrize("called", ["/usr/bin/cooperative-alliances", "cooperative-alliances.exe"])
def test_the_installed_script_goes_by_its_name(monkeypatch, called):
    monkeypatch.setattr(sys, "argv", [called])
    assert program() == "cooperative-alliances"


@pytest.mark.parametrize("typed", [["/home/me/python", "/home/me/run.py"], [".venv/bin/python", "run.py"], ["python"]])
def test_what_is_handed_on_names_no_folder_of_this_machine(monkeypatch, typed):
    monkeypatch.setattr(sys, "argv", ["run.py"])
    monkeypatch.setattr(sys, "orig_argv", typed)
    assert handed_on(f"Next: {program()} compare --out /mine") == "Next: python run.py compare --out /mine"
    monkeypatch.setattr(sys, "argv", ["/usr/bin/cooperative-alliances"])
    assert handed_on(f"Next: {program()} compare") == "Next: cooperative-alliances compare"

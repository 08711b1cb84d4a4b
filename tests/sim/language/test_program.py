"""Commands that are proposed can be pasted: they begin as what was typed began."""

from __future__ import annotations

import sys

import pytest

from sim.language.program import program


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

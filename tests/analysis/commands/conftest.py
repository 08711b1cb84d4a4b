"""What tests of the command line share: a folder of one's own, and a command typed in it."""

from __future__ import annotations

import pytest

import run


class Answer:
    """What one command left: its exit code and what it said."""

    def __init__(self, code, said, complained):
        self.code, self.out, self.err = code, said, complained


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def typed(capsys):
    def type_(*words):
        capsys.readouterr()
        try:
            code = run.main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        return Answer(code, *capsys.readouterr())

    return type_


@pytest.fixture
def undrawn(monkeypatch):
    """Studies without their charts, which take most of the time."""
    monkeypatch.setattr("analysis.answers.outcomes.chart", lambda study, folder: (folder / "charts").mkdir())

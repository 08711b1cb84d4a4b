"""Help and refusals of the command line in Thai: nothing of it stays English, and no text for it is left over."""

from __future__ import annotations

import argparse
import inspect
import re
import string
from pathlib import Path

import pytest

import run
from sim.language.layout import width
from sim.language.texts import texts
from sim.language.translation import templates, translated

ENGLISH = re.compile(r"(?<![\w.-])(?!lasting|alive|none|early|late|long|run|compare|calibrate)[a-z]{4,}(?![\w./:-])")
"""English words in small letters that are neither options nor names in files nor commands."""
COMMANDS = ("", *(one.__name__.rpartition(".")[2] for one in run.COMMANDS))


def parsers():
    """The whole command line and each command."""
    top = run.parser()
    (commands,) = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    return [top, *commands.choices.values()]


def said():
    """What the command line says of itself in English."""
    of_options = [action.help for one in parsers() for action in one._actions if action.help]
    around = [words for one in parsers() for words in (one.description, one.epilog) if words]
    headings = [group.title for one in parsers() for group in one._action_groups if group.title]
    return {*of_options, *around, *headings, "usage:"}


def key_of(words):
    return next((key for key, finder, _ in templates() if finder.fullmatch(words)), None)


def test_everything_that_help_says_has_its_thai():
    assert sorted(words for words in said() if key_of(words) is None) == [], "sim/language/texts/help.toml wants it"


def test_no_text_of_help_is_left_over():
    windows = {found["windows"] for words in said() for _, finder, _ in templates()
               if (found := finder.fullmatch(words)) and "windows" in finder.groupindex}  # fmt: skip
    used = {key_of(words) for words in said() | windows}
    assert {key for key in texts() if key.startswith("help.")} - used == set()


def test_every_refusal_that_has_its_thai_is_said_somewhere():
    folder = Path(run.__file__).parent
    files = [folder / "run.py", *(folder / "analysis" / "commands").glob("*.py")]
    source = inspect.getsource(argparse) + "".join(file.read_text("utf-8") for file in files)
    plain = re.sub(r"['\"]\s+['\"]", "", source)
    for key, (english, _) in texts().items():
        if key.startswith("usage."):
            parts = [literal for literal, *_ in string.Formatter().parse(english)]
            assert max(parts, key=len).strip() in plain, key


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_thai_is_thai_and_fits(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert run.main([*command.split(), "--help", "--lang", "th"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("วิธีใช้: ")
    lines = told.split("\n\n", 1)[1].splitlines()
    helps = [line for line in lines if not re.match(r"  -|ตัวอย่าง| +[A-Za-z]", line)]
    assert [line for line in helps if ENGLISH.search(line)] == []
    assert all(width(line) <= 110 for line in lines if "run.py" not in line)


@pytest.mark.parametrize(
    ("typed", "said_"),
    [
        ("compare --lang th --replicats 5", "run.py compare: ไม่รู้จักตัวเลือก --replicats; หมายถึง --replicates หรือไม่"),
        ("run --lang=th", "run.py run: ต้องระบุ scenario"),
        (
            "compare --lang th --seed x",
            "run.py compare: ตัวเลือก --seed: พบ 'x'; ที่ใช้ได้: จำนวนเต็มตั้งแต่ 0 ถึง 9007199254740992",
        ),
        ("judge --lang th", "run.py judge: ที่ใช้ได้: อย่างใดอย่างหนึ่งจาก ANSWERS (คำตอบ), --questionnaire FILE, --numbers"),
        ("compare --lang th --seed", "run.py compare: ตัวเลือก --seed: ต้องมีค่าหนึ่งค่า"),
    ],
)
def test_refusals_in_thai(typed, said_, capsys):
    assert run.main(typed.split()) == 2
    assert capsys.readouterr().err == f"{said_}\nวิธีใช้: {' '.join(said_.split(':')[0].split())} --help --lang th\n"


def test_a_language_that_is_not_asked_for_changes_nothing(capsys):
    assert run.main(["compare", "--seed", "x"]) == 2
    assert "argument --seed: got 'x'; allowed: a whole number" in capsys.readouterr().err
    assert run.main(["compare", "--lang", "thai"]) == 2
    assert "invalid choice" in capsys.readouterr().err


def test_a_fault_of_ours_is_told_in_thai():
    assert translated("A fault of ours, not of your input: KeyError: 'x'", "th").endswith(": KeyError: 'x'")

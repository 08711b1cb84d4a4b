"""Text from outside made harmless."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.language.harmless import UNSAFE, harmless, options_of, pasted

LETTERS = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ไทย A\u200bข😀", "ไทย A\u200bข😀"),
        ("a\x1b[31m", r"a\u001b[31m"),
        ("\x9b\x7f\x00", r"\u009b\u007f\u0000"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\u202eabc\u2069\u2028", r"\u202eabc\u2069\u2028"),
        (os.fsdecode(b"\xb8\xb9.toml"), r"\udcb8\udcb9.toml"),
        ("\uffff", r"\uffff"),
    ],
    ids=ascii,
)
def test_what_is_not_a_letter_is_an_escape(text, shown):
    assert harmless(text) == shown
    assert harmless(shown) == shown


def test_line_ends_stay_where_they_are_wanted():
    assert harmless("a\nb\x1b", keep="\n") == "a\nb\\u001b"


@given(LETTERS)
def test_whatever_is_shown_can_be_written_and_read_as_json(text):
    assert not UNSAFE.search(harmless(text))
    harmless(text).encode()
    assert json.loads(harmless(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.skipif(not shutil.which("bash"), reason="what a shell makes of it")
def test_a_shell_takes_every_path_back():
    names = [b"plain", b"a b", b"it's", b'"', b"$HOME", b"`ls`", b"-dash", b"~", b"a\nb", b"\x1b[31m", b"\xb8\xb9'\\7",
             "ผล".encode(), b"!x", b"*", b"#", b"", b"\\", b"a;b"]  # fmt: skip
    line = "printf '%s\\0' " + " ".join(pasted(os.fsdecode(name)) for name in names)
    told = subprocess.run(["bash", "-c", os.fsencode(line)], capture_output=True).stdout.split(b"\0")[:-1]
    assert [name.removeprefix(b"./") for name in told] == names
    assert all(word.isprintable() for word in line.split())


def test_paths_are_taken_for_neither_options_nor_homes():
    assert pasted("-x.toml") == "./-x.toml" and pasted("~/x") == "'./~/x'"


def test_options_that_were_not_given_are_not_given():
    assert options_of({"out": "a b", "posterior": None, "months": 6}) == " --out 'a b' --months 6"

"""Thai words: where a line may end, and never inside a word, before a mark or within what is to be pasted."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.tokenize import word_tokenize

from sim.language.segmentation import BEGINNING, may_break, pieces
from sim.language.texts import texts

HANGING = "ะัาำิีึืุู็่้๊๋์ๆฯ"
PHRASES = sorted({phrase for _, th in texts().values() for phrase in th.split() if len(phrase) > 30})[::40]


@pytest.mark.parametrize(
    "parted",
    [
        "การพัฒนา|เครือข่าย|พันธมิตร|และการติดตาม|ประเมินผล|ของสหกรณ์",  # what leans on a word stays with it
        "เวที|แลกเปลี่ยน|เรียนรู้|อย่างสม่ำเสมอ|และต่อเนื่อง",
        "จังหวัด|เพชรบุรี|สุพรรณบุรี|และขอนแก่น",
        "“เครือข่าย|พันธมิตร”",  # quotes stay with what they quote
        "(ทดสอบ|โดยเว้น|ทีละ|ชุด)",
        "กลุ่ม/องค์กร|ประชาชน",
        "เล็ก ๆ".replace(" ", ""),
        "ผลลัพธ์/การทดลอง.csv",  # a path
        "run.py",
        "",
    ],
)
def test_pieces(parted):
    assert "|".join(pieces(parted.replace("|", ""))) == parted


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="กขคงรสมเแไาำะิีึืุู่้๊์ๆฯ1a(“/๕", max_size=60))
def test_any_letters_stay_whole_and_keep_their_marks(phrase):
    found = pieces(phrase)
    assert "".join(found) == phrase
    assert not any(piece[0] in HANGING for piece in found[1:])
    assert not any(piece[-1] in BEGINNING for piece in found[:-1])


@pytest.mark.parametrize("phrase", PHRASES)
def test_words_of_the_phrase_alone_find_what_the_whole_dictionary_finds(phrase):
    ends, place = set(), 0
    for word in word_tokenize(phrase, engine="newmm"):
        place += len(word)
        ends.add(place)
    place = 0
    for piece in pieces(phrase):
        place += len(piece)
        assert place in ends


def test_a_line_may_end_between_thai_letters_alone():
    assert [may_break("กa", 1), may_break("กข", 1), may_break("กา", 1), may_break("เก", 1)] == [
        False,
        True,
        False,
        False,
    ]


LAID = "import sys; from sim.language.layout import wrap; wrap({text!r} * 40, 30); sys.exit('pythainlp' in sys.modules)"


@pytest.mark.parametrize(("text", "wanted"), [("some English words ", 0), ("การพัฒนาเครือข่าย", 1)])
def test_the_dictionary_is_read_where_thai_is_laid_out_and_leaves_nothing_at_home(tmp_path, text, wanted):
    home = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", LAID.format(text=text)], env=home).returncode == wanted
    assert list(tmp_path.iterdir()) == []

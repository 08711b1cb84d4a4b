"""Standard output and error closed, full or gone: what cannot be told never decides how a command ends."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import run
from analysis.commands.streams import Voice, heard

ROOT = Path(run.__file__).resolve().parent
SMALL = ["--months", "2", "--replicates", "2", "--workers", "2"]
FAULTY, FINE = "nonsense = 1\n", 'extends = "programme"\n'


class Broken(io.TextIOBase):
    """A stream that keeps what it is told until it is flushed, and then cannot."""

    def __init__(self, code):
        self.code = code

    def write(self, text):
        return len(text)

    def flush(self):
        raise OSError(self.code, os.strerror(self.code))


@pytest.fixture
def without(monkeypatch):
    """A command typed while streams are broken by an errno, or are not there at all (None)."""

    def type_(out, err, *words):
        streams = {"stdout": out, "stderr": err}
        for name, how in streams.items():
            if how != "fine":
                monkeypatch.setattr(sys, name, None if how is None else Broken(how))
        before = sys.stdout, sys.stderr
        code = run.main(list(words))
        assert (sys.stdout, sys.stderr) == before
        return code

    return type_


BROKEN = (None, errno.ENOSPC, errno.EPIPE, errno.EBADF, errno.EIO)


@pytest.mark.parametrize("err", ["fine", *BROKEN])
@pytest.mark.parametrize("out", ["fine", *BROKEN])
def test_faults_keep_their_exit_code(without, tmp_path, out, err):
    (tmp_path / "bad.toml").write_text(FAULTY)
    (tmp_path / "good.toml").write_text(FINE)
    for words in (
        ["check", "bad.toml"],
        ["check", "good.toml", "bad.toml", "good.toml"],
        ["run", "bad.toml", *SMALL],
        ["explain", "nothing"],
        ["comapre"],
        ["run"],
        ["list", "--jsn"],
    ):
        assert without(out, err, *words) == 2, words


@pytest.mark.parametrize("err", ["fine", *BROKEN])
@pytest.mark.parametrize(
    ("out", "code"), [("fine", 0), (None, 0), (errno.EPIPE, 0), (errno.ENOSPC, 2), (errno.EBADF, 2), (errno.EIO, 2)]
)
def test_a_result_that_cannot_be_told_is_not_told_to_be_fine(without, tmp_path, out, code, err):
    """Unless there is nobody to tell it to: without a console, or behind a reader who has had enough."""
    (tmp_path / "good.toml").write_text(FINE)
    for words in (["list"], ["list", "--json"], ["explain", "programme"], ["check", "good.toml"], ["--help"]):
        assert without(out, err, *words) == code, words


def test_why_a_result_could_not_be_told_is_said(without, capsys):
    assert without(errno.ENOSPC, "fine", "list") == 2
    told = capsys.readouterr().err
    assert told == "standard output: got No space left on device; allowed: a stream that can be written to\n"


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("more", [[], ["--json"]], ids=["words", "json"])
def test_worlds_are_run_whoever_listens(without, undrawn, how, more):
    assert without("fine", how, "run", "baseline", *SMALL, "--out", "one", *more) == 0
    assert without(None, how, "run", "baseline", *SMALL, "--out", "two", *more) == 0
    assert without(errno.EPIPE, how, "run", "baseline", *SMALL, "--out", "three", *more) == 0
    assert without(errno.ENOSPC, how, "run", "baseline", *SMALL, "--out", "four", *more) == 2
    for place in ("one", "two", "three", "four"):
        assert Path(place, "runs.parquet").is_file()


@pytest.mark.parametrize("how", BROKEN)
def test_failed_runs_keep_their_exit_code(without, undrawn, monkeypatch, how):
    monkeypatch.setattr("analysis.studies.study.failures", lambda study: ["one"])
    assert without(how, how, "run", "baseline", *SMALL) == 3


@pytest.mark.parametrize("how", BROKEN)
def test_a_fault_of_ours_keeps_its_exit_code(without, monkeypatch, how):
    """Above all a connection to a cluster that breaks, which is no reader who has had enough."""

    def lost(*asked):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("sim.telling.catalogue.catalogue", lost)
    assert without(how, how, "list") == 1


def test_an_interrupt_keeps_its_exit_code(without, monkeypatch):
    def interrupted(*asked):
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.telling.catalogue.catalogue", interrupted)
    assert without(errno.ENOSPC, errno.ENOSPC, "list") == 130


def test_no_control_character_passes(capsys):
    def tell():
        print("a\x1b[31m\x07\x9b\x7f\u202eb\udcb8\u2028c\nไทย\tก\u200bข")
        print(json.dumps({"name": "\x9b\u202e\udcb8"}, ensure_ascii=False), file=sys.stderr)
        return 0

    assert heard(tell) == 0
    told = capsys.readouterr()
    assert told.out == "a\\u001b[31m\\u0007\\u009b\\u007f\\u202eb\\udcb8\\u2028c\nไทย\tก\u200bข\n"
    assert json.loads(told.err) == {"name": "\x9b\u202e\udcb8"}


def test_what_was_typed_is_shown_as_text(typed):
    for words in (
        ["\x1b[31m"],
        ["run", "x\x1b]0;y\x07"],
        ["list", "--x\x1b[31m\ny"],
        ["check", "\x9b1m.toml"],
        ["list", "--lang", "\x1b"],
    ):
        answer = typed(*words)
        assert answer.code == 2
        assert all(line.isprintable() for line in answer.err.splitlines()), answer.err


def test_a_voice_is_still_the_stream_it_was():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    voice = Voice(stream)
    assert voice.isatty() is False
    assert voice.write("ไทย\udcb8") == 4
    voice.flush()
    assert voice.lost is None
    assert stream.buffer.getvalue().decode() == "ไทย\\udcb8"


@pytest.mark.parametrize("how", [None, errno.EIO])
def test_what_was_opened_instead_of_a_stream_is_closed(without, how):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        without(how, how, "list")
        gc.collect()
    assert [str(one.message) for one in caught if one.category is ResourceWarning and "null" in str(one.message)] == []


# Whole processes: what the interpreter itself would say at its end


@pytest.mark.skipif(os.name != "posix", reason="redirections of a POSIX shell")
@pytest.mark.parametrize(
    ("words", "redirected", "code"),
    [
        ("check bad.toml", "2>&1 >/dev/null | head -c 0", 2),
        ("check bad.toml", "2>/dev/full", 2),
        ("check bad.toml", ">&- 2>&- <&-", 2),
        ("list", ">/dev/full", 2),
        ("list", "| head -c 0", 0),
        ("--help", ">/dev/full", 2),
        ("comapre", "2>/dev/full", 2),
    ],
    ids=str,
)
def test_as_a_shell_redirects(tmp_path, words, redirected, code):
    (tmp_path / "bad.toml").write_text(FAULTY)
    before, _, reader = redirected.partition("|")
    reader = f"| ({reader})" if reader else ""
    line = (
        f"set -o pipefail; {shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'run.py'))} {words} {before} {reader}"
    )
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert "Exception ignored" not in done.stderr and "Traceback" not in done.stderr and "lost sys" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="redirections of a POSIX shell")
def test_no_file_gets_the_number_of_a_closed_stream(tmp_path):
    """What a library prints to standard error would go into it."""
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r}); import run\n"
        "run.fill_descriptors()\n"
        "with open('results', 'wb') as file: number = file.fileno()\n"
        "sys.exit(0 if number > 2 and all(map(os.fstat, (0, 1, 2))) else 1)"
    )
    line = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", line], cwd=tmp_path).returncode == 0

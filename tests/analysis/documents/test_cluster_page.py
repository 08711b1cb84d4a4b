"""Dask is started, as the page says, on one named network and with its own pages on this machine alone."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sources import ROOT

PAGE = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
STARTED = re.findall(r"^ *\S*bin/(dask (?:scheduler|worker) .*)$", PAGE, re.MULTILINE)


def test_every_dask_is_given_an_address_and_its_pages_this_machine():
    assert [words.split()[1] for words in STARTED] == ["scheduler", "worker"]
    for words in STARTED:
        assert re.search(r"--host \d", words) and "--dashboard-address 127.0.0.1:" in words


def test_every_machine_has_the_packages_of_the_lock():
    assert "--require-hashes -r requirements.lock" in PAGE and "--no-deps" in PAGE
    assert re.search(r"^distributed==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="listens are read from /proc")
def test_on_this_machine_nothing_listens_to_any_other(tmp_path):
    """The very commands, with every address that of this machine."""
    import psutil

    here = [re.sub(r"192\.168\.1\.\d+", "127.0.0.1", words).replace(":8787", ":0") for words in STARTED]
    started = []
    try:
        for words in here:
            typed = [str(Path(sys.executable).with_name("dask")), *shlex.split(words)[1:]]
            started.append(subprocess.Popen(typed, cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL))
            time.sleep(6)
        processes = [
            one for each in started for one in (psutil.Process(each.pid), *psutil.Process(each.pid).children(True))
        ]
        heard = {
            at.laddr.ip for one in processes for at in one.net_connections("tcp") if at.status == psutil.CONN_LISTEN
        }
        assert heard == {"127.0.0.1"}
    finally:
        for each in started:
            os.killpg(each.pid, signal.SIGKILL)

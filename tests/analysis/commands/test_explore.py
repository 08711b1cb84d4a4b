"""The command that serves the page: what it refuses before there is one, what it says, how it ends."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).resolve().parent
HOST = "127.0.0.1"


def test_an_unknown_scenario_is_refused_with_the_one_that_was_meant(typed):
    said = typed("explore", "programe", "--no-browser")
    assert said.code == 2 and said.out == ""
    assert "programe" in said.err and "did you mean programme?" in said.err
    thai = typed("explore", "programe", "--lang", "th")
    assert thai.code == 2 and "หมายถึง programme หรือไม่" in thai.err


def test_a_port_that_is_taken_is_refused(typed):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        said = typed("explore", "--port", number, "--no-browser")
    assert said.code == 2 and said.out == ""
    assert said.err.startswith(f"--port {number}: got a port that another program is using")


@pytest.mark.parametrize("port", ["0", "70000", "x", "-1"])
def test_a_port_is_a_number_of_a_port(typed, port):
    said = typed("explore", f"--port={port}")
    assert said.code == 2 and "allowed: a whole number from 1 to 65535" in said.err


@pytest.mark.parametrize("option", ["--organisations", "--posterior", "--beliefs"])
def test_files_are_checked_before_there_is_a_page(typed, option):
    said = typed("explore", option, "missing.csv", "--no-browser")
    assert said.code == 2 and said.out == "" and "missing.csv" in said.err


def test_a_faulty_scenario_is_told_with_all_its_faults(typed):
    Path("mine.toml").write_text('extends = "programme"\nmonths = 0\nname = 3\n', encoding="utf-8")
    said = typed("explore", "mine.toml", "--no-browser")
    assert said.code == 2 and len(said.err.strip().splitlines()) == 2


class Served:
    """The program itself, serving a page."""

    def __init__(self, folder, *words, **around):
        env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        env |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **around}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "run.py"), "explore", *words],
            cwd=folder, env=env, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.line = self.process.stdout.readline()

    def end(self):
        """Ended as by Ctrl+C: its exit code, and what else it said."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        return code, self.process.stdout.read(), self.process.stderr.read()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a child")
@pytest.mark.parametrize("lang", ["en", "th"])
def test_it_says_where_the_page_is_and_ends_when_asked_to(tmp_path, lang):
    served = Served(tmp_path, "--lang", lang)
    assert "http://127.0.0.1:" in served.line and "Ctrl+C" in served.line
    time.sleep(1)
    code, out, err = served.end()
    no_browser = {"en": "No browser could be opened from here", "th": "เปิดเบราว์เซอร์จากที่นี่ไม่ได้"}[lang]
    assert code == 0 and no_browser in out and err == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a child")
def test_other_programs_settings_do_not_lead_it_elsewhere(tmp_path):
    """Bokeh would fetch its scripts from a network where its environment says so."""
    served = Served(tmp_path, "--no-browser", BOKEH_RESOURCES="cdn", BOKEH_ALLOW_WS_ORIGIN="evil.example")
    port = int(served.line.split(f"{HOST}:")[1].split("/")[0])
    body = page_of(port)
    code, out, err = served.end()
    assert "static/js/bokeh.min.js" in body and "cdn." not in body and "https://" not in body
    assert code == 0 and "No browser" not in out and err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a child")
def test_a_browser_that_dies_is_forgotten_and_others_are_served(tmp_path):
    """Its line is cut without a word, as of one that was killed, while worlds are lived through for it."""
    served = Served(tmp_path, "--no-browser")
    port = int(served.line.split(f"{HOST}:")[1].split("/")[0])
    for _ in range(3):
        body = page_of(port)
        token = re.search(r'"token":"([^"]+)"', body)[1]
        line = socket.create_connection((HOST, port), timeout=60)
        line.sendall(
            f"GET /ws HTTP/1.1\r\nHost: {HOST}:{port}\r\nOrigin: http://{HOST}:{port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Sec-WebSocket-Protocol: bokeh, {token}\r\n\r\n".encode()
        )
        assert line.recv(100).startswith(b"HTTP/1.1 101")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()
    assert "token" in page_of(port)
    assert served.end()[::2] == (0, "")


def page_of(port):
    line = http.client.HTTPConnection(HOST, port, timeout=60)
    line.request("GET", "/")
    body = line.getresponse().read().decode()
    line.close()
    return body

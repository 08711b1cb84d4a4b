"""The page is served on this machine alone, under its own names, and nowhere else."""

from __future__ import annotations

import http.client
import socket
import threading
import webbrowser

import pytest
from tornado.ioloop import IOLoop

from analysis.exploring import serving
from analysis.exploring.serving import HOST, free_port, server, shown
from sim.inputs.faults import InputFault


@pytest.fixture(scope="module")
def port():
    """A server of a page that only says hello."""
    import asyncio

    import panel as pn

    found, started = free_port(None), threading.Event()
    ends = []

    def serve():
        asyncio.set_event_loop(asyncio.new_event_loop())
        made = server(lambda: pn.pane.HTML("hello"), found)
        made.start()
        ends.append((IOLoop.current(), made))
        started.set()
        IOLoop.current().start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert started.wait(60)
    yield found
    loop, made = ends[0]
    loop.add_callback(made.stop)
    loop.add_callback(loop.stop)
    thread.join(30)


def answer(port, path="/", **headers):
    line = http.client.HTTPConnection(HOST, port, timeout=30)
    line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    said = line.getresponse()
    body = said.read()
    line.close()
    return said.status, body


def test_the_page_is_served_under_the_names_of_this_machine(port):
    for name in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert answer(port, Host=name)[0] == 200


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "xlocalhost", "0.0.0.0", "192.168.1.7", ""])
@pytest.mark.parametrize("path", ["/", "/ws", "/static/js/bokeh.min.js", "/fonts/Sarabun-Regular.ttf", "/nothing"])
def test_whoever_comes_under_another_name_is_refused(port, name, path):
    assert answer(port, path, Host=name)[0] == 403


def test_no_other_page_may_speak_to_it(port):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    asked = {**upgrade, "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Host": f"127.0.0.1:{port}"}
    assert answer(port, "/ws", Origin="http://evil.example", **asked)[0] == 403
    assert answer(port, "/ws", Origin=f"http://127.0.0.1:{port + 1}", **asked)[0] == 403


def test_only_this_machine_reaches_it(port):
    """It does not listen on any address by which others know the machine."""
    try:
        others = {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {HOST}
    except OSError:
        others = set()
    for address in [one for one in others if not one.startswith("127.")] or ["127.0.0.2"]:
        with socket.socket() as trial:
            trial.settimeout(2)
            assert trial.connect_ex((address, port)) != 0, address


def test_fonts_come_from_here(port):
    status, body = answer(port, "/fonts/Sarabun-Regular.ttf")
    assert status == 200 and body[:4] == b"\x00\x01\x00\x00"


def test_what_the_page_asks_for_is_on_this_machine(port):
    status, body = answer(port)
    assert status == 200
    assert b"https://" not in body and b"http://" not in body.replace(f"http://{HOST}".encode(), b"")


def test_a_port_that_is_taken_is_refused():
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(InputFault) as caught:
            free_port(number)
    (fault,) = caught.value.faults
    assert fault.where == f"--port {number}" and "another program is using" in fault.got
    assert "free port" in fault.allowed and "port ที่โปรแกรม" in fault.said("th")


def test_a_port_that_is_free_is_taken_and_without_one_some_is_found():
    found = free_port(None)
    assert 1024 <= found <= 65_535
    assert free_port(found) == found


def test_without_a_screen_no_browser_is_opened(monkeypatch):
    """A browser in the terminal would take that away."""
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    monkeypatch.setattr(serving.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not shown("http://x") and opened == []
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert shown("http://x") and opened == ["http://x"]
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setattr(serving.sys, "platform", "darwin")
    assert shown("http://y")


def test_a_browser_that_does_not_open_is_noticed(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    assert not shown("http://x")

"""A real browser, driven over its own protocol, on an empty profile.

The protocol: https://chromedevtools.github.io/devtools-protocol. It needs Chromium, and of Python only tornado, which
serves the page to explore as well.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import subprocess
import time
from pathlib import Path

from headless import QUIET, chromium
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

PATIENCE = 60.0  # seconds


class Browser:
    """One tab of a browser of its own.

    ``asked_for`` are the addresses that it fetched; ``complaints`` what it wrote to its console as an error.
    """

    def __init__(self, folder: Path, width: int = 1280, height: int = 900) -> None:
        self.asked_for: list[str] = []
        self.complaints: list[str] = []
        self._number = 0
        self._process = subprocess.Popen(
            [str(chromium()), *QUIET, "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._loop = IOLoop(make_current=False)
        self._wire = self._loop.run_sync(lambda: websocket_connect(self._tab(folder / "DevToolsActivePort")))
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.size(width, height)

    def _tab(self, told: Path) -> str:
        """The address at which the first tab is spoken to."""
        patience = time.monotonic() + PATIENCE
        while not (told.exists() and told.read_text()):
            assert time.monotonic() < patience and self._process.poll() is None, "the browser did not start"
            time.sleep(0.05)
        line = http.client.HTTPConnection("127.0.0.1", int(told.read_text().split()[0]), timeout=PATIENCE)
        line.request("GET", "/json/list")
        tabs = json.loads(line.getresponse().read())
        return next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *error: object) -> None:
        self._wire.close()
        self._loop.run_sync(self._settled)
        self._loop.close()
        self._process.terminate()
        self._process.wait(PATIENCE)

    @staticmethod
    async def _settled() -> None:
        """Let what is under way come to its end."""

    def send(self, method: str, **parameters: object) -> dict:
        """Ask for something, and wait for its answer; what happens meanwhile is noted."""
        self._number += 1
        number = self._number
        self._wire.write_message(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._loop.run_sync(self._wire.read_message, PATIENCE))
            if said.get("id") == number:
                assert "error" not in said, said["error"]
                return said["result"]
            self._note(said["method"], said["params"])

    def _note(self, method: str, told: dict) -> None:
        if method == "Network.requestWillBeSent":
            self.asked_for.append(told["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked_for.append(told["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(told["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and told["type"] == "error":
            self.complaints.append(json.dumps(told["args"])[:500])
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")

    def size(self, width: int, height: int) -> None:
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def open(self, address: str) -> None:
        self.send("Page.navigate", url=address)

    def run(self, script: str) -> object:
        """The value of an expression in the page."""
        told = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def wait(self, script: str, seconds: float = PATIENCE) -> float:
        """Wait until an expression holds; returns the seconds it took."""
        start = time.monotonic()
        while not self.run(f"!!({script})"):
            assert time.monotonic() - start < seconds, f"not so after {seconds} s: {script}"
            time.sleep(0.02)
        return time.monotonic() - start

    def press(self, key: str, code: int, text: str = "") -> None:
        """A key of the keyboard, down and up."""
        both = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **both)
        self.send("Input.dispatchKeyEvent", type="keyUp", **both)

    def type(self, words: str) -> None:
        """Words in the place of what the focused field holds."""
        self.run("document.activeElement.select()")
        self.send("Input.insertText", text=words)

    def shot(self, path: Path) -> None:
        """The whole page as a picture."""
        high = self.run("document.documentElement.scrollHeight")
        wide = self.run("innerWidth")
        clip = {"x": 0, "y": 0, "width": wide, "height": high, "scale": 1}
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        path.write_bytes(base64.b64decode(data))

    def grave_faults(self, axe: str) -> list[str]:
        """What ``axe``, the script of axe-core, finds grave in the page: rule, and where it is broken."""
        self.run(axe + ";0")
        found = self.run("axe.run().then(({violations}) => violations.map(({id, impact, nodes}) => "
                         "({id, impact, where: nodes.map((node) => node.target.join(' '))})))")  # fmt: skip
        return [f"{one['id']}: {one['where'][:5]}" for one in found if one["impact"] in ("serious", "critical")]


def no_browser() -> str:
    """Why there is none to be driven; empty where there is one."""
    return "" if chromium() and os.name != "nt" else "needs Chromium, which was not found on this machine"

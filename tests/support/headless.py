"""A page opened in a headless Chromium, where there is one: what it came to, what it complained of and asked for.

What a reader does is a script at the end of a copy of the page, which leaves on it what it found out.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
BY_ITSELF = "not an origin"
PATIENCE = 180  # seconds


class Opened(NamedTuple):
    """What the script found out, what the console said, and addresses beyond its own that the page asked for."""

    found: Any
    console: list[str]
    asked_for: list[str]


def chromium() -> str | None:
    """The browser there is, if any."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def opened(page: bytes, script: str, folder: Path, *, wide: int = 1280, told: tuple[str, ...] = ()) -> Opened:
    """Open ``page``; ``script`` is the body of a function that returns what it found out."""
    name = folder / "opened.html"
    reader = f"<script>document.body.dataset.found = JSON.stringify((() => {{ {script} }})());</script></body>"
    name.write_text(page.decode().replace("</body>", reader), encoding="utf-8")
    log = folder / "net.json"
    places = (f"--user-data-dir={folder / 'user'}", f"--log-net-log={log}", f"--window-size={wide},900")
    asked = [str(chromium()), *QUIET, *told, *places, "--enable-logging=stderr", "--dump-dom", name.as_uri()]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=True)
    found = re.search(r'<body[^>]* data-found="([^"]*)"', done.stdout)
    assert found, done.stderr[-2000:]
    return Opened(json.loads(html.unescape(found[1])), re.findall(r"CONSOLE.*", done.stderr), _asked_for(log))


def _asked_for(log: Path) -> list[str]:
    """Addresses that the page asked for: what the browser looks up for itself has no origin."""
    asked = (event.get("params", {}) for event in json.loads(log.read_text(encoding="utf-8"))["events"])
    by_page = {one["url"] for one in asked if "url" in one and one.get("initiator", BY_ITSELF) != BY_ITSELF}
    return sorted(url for url in by_page if not url.startswith("data:"))

"""The page served on this machine alone."""

from __future__ import annotations

import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from typing import Any

import fontpkg_sarabun
import panel as pn
from tornado.web import HTTPError, RequestHandler

from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
"""What this machine calls itself; whoever asks for another name has been led here by somebody else's page."""
UNSEEN = 1_000
"""Milliseconds after which a page that was closed is forgotten, and its work with it."""


def free_port(asked: int | None) -> int:
    """The port that was asked for, or one that is free; ``InputFault`` for one that cannot be had."""
    with socket.socket() as trial:
        if os.name != "nt":  # where it would let two programs have one port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, asked or 0))
        except OSError as error:
            got = phrase("explore_port", why=error.strerror)
            raise refuse(f"--port {asked}", got, phrase("explore_free_port")) from error
        return int(trial.getsockname()[1])


class Stranger(RequestHandler):
    """Refuses whatever is asked of this machine under a name that is not its own."""

    def prepare(self) -> None:
        """Before any method: forbidden."""
        raise HTTPError(403)


def server(make_page: Callable[[], Any], port: int) -> Any:
    """A server of the page, ready to start; only this machine reaches it."""
    made = pn.io.server.get_server(
        {"/": make_page},
        port=port,
        address=HOST,
        websocket_origin=[f"{name}:{port}" for name in NAMES],
        static_dirs={"fonts": str(fontpkg_sarabun.ROOT / "files")},
        check_unused_sessions_milliseconds=UNSEEN // 2,
        unused_session_lifetime_milliseconds=UNSEEN,
        show=False,
        start=False,
    )
    own = "|".join(NAMES).replace(".", r"\.")
    made._tornado.add_handlers(rf"(?!({own})$).*", [(r".*", Stranger)])
    for noisy in ("bokeh", "tornado.access", "tornado.application", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    return made


def shown(address: str) -> bool:
    """Whether a browser could be opened; on a machine without a screen a browser in the terminal would take that."""
    screens = [os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")]
    return (not sys.platform.startswith("linux") or any(screens)) and webbrowser.open(address)

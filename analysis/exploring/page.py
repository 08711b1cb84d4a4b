"""The page as Panel serves it: a page of its own HTML, and a wire on which it and the program speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panel as pn
from panel.custom import JSComponent
from panel.theme import Design

from analysis.exploring.session import Message, Session
from analysis.exploring.templates import source
from sim.language.texts import text


class Wire(JSComponent):
    """Carries what is done on the page to whoever hears it, and what is said to the page; it shows nothing itself."""

    _esm = source("page.js")

    heard: Callable[[object], None] = staticmethod(lambda message: None)

    def _handle_msg(self, data: Any) -> None:
        self.heard(data)

    def _get_properties(self, doc: Any) -> dict[str, Any]:
        """All but style sheets: it has nothing to be styled, and theirs have been seen to be fetched from a network."""
        properties = super()._get_properties(doc)
        return {name: one for name, one in properties.items() if name != "stylesheets"}


class Bare(Design):
    """A design that brings no style sheet."""


def page(make_session: Callable[[Callable[[Message], None]], Session]) -> pn.Template:
    """A page with a session of its own, which ends with it.

    ``make_session`` makes it from what takes parts of the page.
    """
    wire, document = Wire(), pn.state.curdoc
    assert document is not None

    def say(said: Message) -> None:
        document.add_next_tick_callback(lambda: wire._send_msg({key: _plain(one) for key, one in said.items()}))

    session = make_session(say)
    wire.heard = session.hear
    pn.state.on_session_destroyed(lambda _: session.close())
    template = source("page.html")
    made = pn.Template(template=template, nb_template=template, design=Bare)
    for name, value in {
        "lang": session.lang,
        "title": text("explore_title", session.lang),
        "css": source("page.css"),
        "body": session.body(),
    }.items():
        made.add_variable(name, value)
    made.add_panel("wire", wire)
    return made


def _plain(one: object) -> object:
    """HTML as the plain string that the wire takes."""
    return str(one) if isinstance(one, str) else one

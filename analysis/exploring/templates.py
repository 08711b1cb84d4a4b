"""The page's own HTML, filled so that whatever comes from outside is shown as text."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from analysis.pages.page import environment

FOLDER = Path(__file__).with_name("html")


def filled(template: str, **values: object) -> Markup:
    """A template of ``html/`` with its places filled; ``jinja2.UndefinedError`` for one that is left empty."""
    return Markup(environment(FOLDER).get_template(template).render(values))


def source(file: str) -> str:
    """A file of ``html/`` as it is."""
    return (FOLDER / file).read_text(encoding="utf-8")

"""The page's own HTML, filled so that whatever comes from outside is shown as text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).with_name("html")


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def filled(template: str, **values: object) -> Markup:
    """A template of ``html/`` with its places filled; ``jinja2.UndefinedError`` for one that is left empty."""
    return Markup(_environment().get_template(template).render(values))


def source(file: str) -> str:
    """A file of ``html/`` as it is."""
    return (FOLDER / file).read_text(encoding="utf-8")

"""An SVG that stands alone, beside others in one page, and before those who cannot see it."""

from __future__ import annotations

import html
import re

from analysis.charts.lettering import faces
from sim.language.texts import Lang

FONT = re.compile(r'<style class="font">.*?</style>\n?', re.DOTALL)
"""What a page that has the whole font cuts out of each chart."""
TAG = re.compile(r"<[^!?/][^>]*>")
_NAMED = re.compile(r'(\bid="|url\(#|href="#)')
_BEGINNING = re.compile(r".*?<svg ", re.DOTALL)
_DRAWN_STYLE = re.compile(r"\s*<defs>\s*<style type=\"text/css\">\*\{([^}]*)\}</style>\s*</defs>")


def finished(svg: str, name: str, title: str, finding: str, lang: Lang) -> str:
    """``svg`` as the drawing library wrote it, made whole: its letters, its title, what it tells, names of its own.

    Parameters
    ----------
    name
        Of the chart; every name inside begins with it, so that a page may hold many charts.
    title, finding
        What is read out in place of the picture.
    """
    name = re.sub(r"[^\w-]+", "-", name)
    (style,) = _DRAWN_STYLE.findall(svg)  # for every element of the page that it stands in: of this one alone
    svg = _DRAWN_STYLE.sub("", svg)
    svg = TAG.sub(lambda tag: _NAMED.sub(rf"\g<1>{name}-", tag.group()), svg)
    said = f'role="img" aria-labelledby="{name}-title {name}-desc" lang="{lang}" xml:lang="{lang}" style="{style}"'
    told = "\n".join(
        [
            f'<style class="font">{faces(svg)}</style>',
            f'<title id="{name}-title">{html.escape(title)}</title>',
            f'<desc id="{name}-desc">{html.escape(finding)}</desc>',
        ]
    )
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<svg {said} '
    svg = _BEGINNING.sub(lambda _: head, svg, count=1)
    return re.sub(r"(<svg [^>]*>)", lambda tag: f"{tag.group()}\n{told}", svg, count=1)

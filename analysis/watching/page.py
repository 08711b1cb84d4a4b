"""The page itself: one file of HTML with data, script, style and typeface inside, that asks nothing of a network."""

from __future__ import annotations

import json
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from jinja2.utils import htmlsafe_json_dumps

from analysis.pages.page import page
from sim.calendar import YEAR
from sim.kinds import FORMS
from sim.language.numerals import counted
from sim.language.program import SCRIPT
from sim.language.texts import Lang, localised, text

TEMPLATES = Path(__file__).with_name("templates")
SPEEDS = (1, 2, 4, 8)
"""Months a second."""


class Frame(NamedTuple):
    """What stands around a run: its title, which run it is, who is shown of it, what it rests on, and its command."""

    title: str
    which: str
    shown: str
    rests_on: tuple[str, ...]
    command: str


def rendered(data: dict[str, Any], frame: Frame, lang: Lang) -> bytes:
    """The page in UTF-8. Every word of it is text: what was brought from outside is escaped, or data."""
    told = page(
        "watch.html.j2",
        lang,
        TEMPLATES,
        title=frame.title,
        which=frame.which,
        one_of_many=text("watch.one_of_many", lang),
        label=data["words"]["label"],
        months=data["months"],
        speeds=[(speed, text("watch.a_second", lang, months=counted(speed, "month", lang))) for speed in SPEEDS],
        legend=_legend(lang),
        made={
            "title": text("watch.made", lang),
            "shown": frame.shown,
            "rests_on": frame.rests_on,
            "repeat": text("watch.repeat", lang),
            "command": frame.command,
            "version": version(SCRIPT),
        },
        data=htmlsafe_json_dumps(data, dumps=partial(json.dumps, ensure_ascii=False, separators=(",", ":"))),
    )
    return told.encode("utf-8")


def _legend(lang: Lang) -> dict[str, Any]:
    states = ("elementary", "operating", "lasting", "slipping", "federation", "change")
    return {
        "title": text("watch.legend", lang),
        "organisation": text("watch.legend_organisation", lang),
        "forms": [(form.key, text("watch.legend_form", lang, form=localised(form, "", lang))) for form in FORMS],
        "states": [(state, text(f"watch.legend_{state}", lang, year=YEAR)) for state in states],
    }

"""Every dependency is told with its licence and what it is for, and none that is not there."""

from __future__ import annotations

import re
import tomllib

from sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROWS = re.findall(
    r"^\| ([\w-]+) \| ([^|]+) \| ([^|]+) \|$",
    (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def named(wanted):
    return {re.split(r"[<>=]", one)[0] for one in wanted}


def test_the_page_tells_of_each_and_of_no_other():
    told = [name for name, licence, why in ROWS if licence.strip() and why.strip() and name != "package"]
    extras = [one for wanted in PROJECT["optional-dependencies"].values() for one in wanted]
    assert len(told) == len(set(told)) and set(told) == named([*PROJECT["dependencies"], *extras])


def test_what_a_user_needs_is_told_apart_from_what_is_extra():
    extra = {name for name, _, why in ROWS if re.match(r"(?:dev|cluster|verify): ", why)}
    assert {name for name, *_ in ROWS} - extra - {"package"} == named(PROJECT["dependencies"])

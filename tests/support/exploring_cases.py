"""Settings of the page, its fields, and files of a user's own, that tests of the page share."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from analysis.exploring.fields import per_cent
from analysis.exploring.settings import as_it_is
from analysis.studies.study import Request
from sim.provinces import PROVINCE_TERMS
from sim.scenario import load_scenario

MONTHS = 14
RADIO = Path(__file__).with_name("village-radio.toml")
AGENCY = '[[agency]]\nkey = "ngo"\nname = "An NGO"\ndelivers = [5]\ncapacity = 3\n'
MARKUP = "<img src=x onerror=alert(1)>"


def small_request(**changes):
    """Two cores, and no fit: its ranges are assumed."""
    plain = Request("explore", replicates=1, seed=1, months=None, workers=2, out=None, lang="en", organisations=None)
    return replace(plain, **changes)


def switched(base, *numbers, months=MONTHS, worlds=6, **applied):
    """Settings of a scenario with the recommendations of these numbers switched, and changed where they are on."""
    settings = as_it_is(load_scenario(str(base)))
    rows = []
    for row in settings.rows:
        if row.applied.recommendation.number in numbers:
            row = replace(row, on=not row.on, applied=replace(row.applied, **applied))
        rows.append(row)
    return replace(settings, rows=tuple(rows), months=months, worlds=worlds)


def fields_of(settings, **typed):
    """The fields of the page as they are filled for settings, with some typed anew; ``__`` stands for a hyphen."""
    fields = {
        "scenario": settings.base.typed,
        "months": str(settings.months),
        "worlds": str(settings.worlds),
        "name": settings.name,
        "file": "",
    }
    for place, row in enumerate(settings.rows):
        one = row.applied
        fields |= {f"on-{place}": row.on, f"dose-{place}": per_cent(one.intensity)}
        fields |= {f"start-{place}": str(one.start), f"end-{place}": str(one.end)}
        fields |= {f"province-{place}-{term.key}": term.key in one.provinces for term in PROVINCE_TERMS}
    return fields | {name.replace("__", "-"): value for name, value in typed.items()}


def own_policy(folder):
    """A policy of somebody's own, as a file."""
    path = folder / "radio.toml"
    path.write_text(RADIO.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def with_agency(folder, name="agencies.toml"):
    """A scenario that brings an agency of its own, and applies recommendation 5."""
    path = folder / name
    path.write_text(f'extends = "programme"\n[[recommendation]]\nnumber = 5\n{AGENCY}', encoding="utf-8")
    return path


def until(holds, seconds=60.0):
    """Wait until something holds."""
    patience = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < patience, f"not so after {seconds} s"
        time.sleep(0.01)

"""``check FILE``: all faults of a file of any sort that the project reads, told by its ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.calibration import posterior
from analysis.calibration.observed_file import COLUMNS as REPORT
from analysis.calibration.observed_file import load_report
from sim.belief_columns import COLUMNS as BELIEFS
from sim.beliefs import load_beliefs
from sim.inputs.faults import InputFault, shown
from sim.inputs.names import find
from sim.inputs.phrases import phrase
from sim.inputs.reading import has_ending, path_of, refuse
from sim.organisation_columns import HEADINGS
from sim.organisations import load_organisations
from sim.recommendation import is_policy, load_recommendation
from sim.scenario import Scenario, load_scenario


def check_file(path: str | Path, beside: Sequence[str] = ()) -> InputFault | None:
    """All faults of a scenario, policy, organisations, report, posterior or beliefs file; None if there are none.

    ``beside`` are the other files that are checked: beliefs may be about the numbers of policies among them.
    """
    path = path_of(str(path))
    ending = path.suffix.lower()
    try:
        if ending not in (".csv", ".toml"):
            got = phrase("odd_ending", ending=shown(ending)) if ending else phrase("no_ending")
            raise refuse(path, got, phrase("known_ending"))
        if ending == ".csv":
            _CSV[_sort(path)](path, beside)
        elif is_policy(path):
            load_recommendation(path)
        else:
            load_scenario(str(path))
    except InputFault as fault:
        return fault
    return None


def _scenarios(beside: Sequence[str]) -> list[Scenario]:
    """Those of some files that are scenarios or policies without a fault."""
    found = []
    for file in beside:
        if has_ending(path_of(file), ".toml"):
            with suppress(InputFault):
                found.append(load_scenario(file))
    return found


_CSV: Mapping[str, Callable[[Path, Sequence[str]], object]] = {
    "organisations": lambda path, _: load_organisations(path),
    "report": lambda path, _: load_report(path),
    "posterior": lambda path, _: posterior.read(path),
    "beliefs": lambda path, beside: load_beliefs(path, _scenarios(beside)),
}


def _sort(path: Path) -> str:
    """What a CSV file holds, by its heading: organisations, unless it looks like nothing but another sort."""
    try:
        heading = _heading(path) if path.is_file() else []
    except OSError:
        heading = []  # the reader of organisations says what is the matter
    if "weight" in heading:
        return "posterior"
    if any((at := find(name, BELIEFS)) is not None and BELIEFS[at].key == "distribution" for name in heading):
        return "beliefs"
    reports = {REPORT[at].key for name in heading if (at := find(name, REPORT)) is not None}
    organisations = {HEADINGS[at].key for name in heading if (at := find(name, HEADINGS)) is not None}
    return "report" if reports - {"province"} and not organisations & {"id", "kind"} else "organisations"


def _heading(path: Path) -> list[str]:
    """The names on the first line."""
    with path.open("rb") as file:
        first = file.read(10_000).replace(b"\r", b"\n").lstrip(b"\n").split(b"\n", 1)[0]
    return [name.strip(' "').lower() for name in first.decode("utf-8-sig", "replace").split(",")]

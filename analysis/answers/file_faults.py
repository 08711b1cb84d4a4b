"""``check FILE``: all faults of a file of any sort that the project reads, told by its ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.calibration import posterior
from analysis.calibration.observed_file import load_report
from sim.inputs.faults import Fault, InputFault
from sim.inputs.reading import path_of
from sim.organisations import load_organisations
from sim.recommendation import is_policy, load_recommendation
from sim.scenario import load_scenario


def check_file(path: str | Path) -> list[Fault]:
    """All faults of a scenario, policy, organisations, report or posterior file; an empty list if there are none."""
    path = path_of(str(path))
    ending = path.suffix.lower()
    if ending not in (".csv", ".toml"):
        return [Fault(str(path), f"the ending {ending!r}" if ending else "no ending", "a .toml or a .csv file")]
    try:
        if ending == ".csv":
            _CSV[_sort(path)](path)
        elif is_policy(path):
            load_recommendation(path)
        else:
            load_scenario(str(path))
    except InputFault as fault:
        return _with_count(fault, path)
    return []


_CSV: Mapping[str, Callable[[Path], object]] = {
    "organisations": load_organisations,
    "report": load_report,
    "posterior": posterior.read,
}


def _sort(path: Path) -> str:
    """What a CSV file holds, by its heading: organisations, unless it looks like nothing but another sort."""
    try:
        first = _first_line(path) if path.is_file() else b""
    except OSError:
        first = b""  # the reader of organisations says what is the matter
    heading = {name.strip(' "\r\n').lower() for name in first.decode("utf-8-sig", "replace").split(",")}
    if "weight" in heading:
        return "posterior"
    return "report" if heading & {"number", "form", "flagship"} and not heading & {"id", "kind"} else "organisations"


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.readline(1000)


def _with_count(fault: InputFault, path: Path) -> list[Fault]:
    """The faults, and one that stands for those that were only counted."""
    rest = [Fault(str(path), f"{fault.more:,} more faults of these sorts", "none")] if fault.more else []
    return [*fault.faults, *rest]

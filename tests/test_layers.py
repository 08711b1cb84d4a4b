"""Which part of the project may import which: arrows run down the floors below, and never in a circle.

To add a room, name its floor here; to add an upward arrow, move what is wanted below to a floor both can reach.
"""

from __future__ import annotations

import re

import pytest
from sources import ROOT, arrows, imported, modules, tree_of

# From the top of the house to the ground. A floor may import the floors below it, and nothing of its own floor but
# what stands in the same room; among the declarations of the model, which are files and not rooms, only circles are
# refused.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("run",),
    ("analysis.commands",),
    ("analysis.exporting",),
    ("analysis.exploring", "analysis.watching"),
    ("analysis.answers", "analysis.documents"),
    ("analysis.pages",),
    ("analysis.charts",),
    ("analysis.belief", "analysis.drivers", "analysis.portfolios"),
    ("analysis.economics",),
    ("analysis.effects",),
    ("analysis.studies",),
    ("analysis.calibration", "analysis.judgement"),
    ("analysis.language", "analysis.observed"),
    ("sim.telling",),
    ("sim.ensembles",),
    ("sim.model",),
    ("sim.simulate",),
    ("sim.month",),
    ("sim.interventions", "sim.recording", "sim.world"),
    ("sim.rules",),
    ("declarations",),
    ("sim.inputs",),
    ("sim.language",),
)
DECLARATIONS = frozenset(
    f"sim.{name}"
    for name in (
        "acts",
        "agencies",
        "belief_columns",
        "beliefs",
        "calendar",
        "chance",
        "compiling",
        "counts",
        "distribution",
        "dose",
        "draws",
        "frozen",
        "kind_numbers",
        "kinds",
        "measures",
        "organisation_columns",
        "organisations",
        "parameters",
        "plan",
        "population",
        "provinces",
        "recommendation",
        "records",
        "scenario",
        "scenario_content",
        "scenario_file",
        "source",
        "structure",
        "uncertain",
        "windows",
    )
)
WALLS = frozenset({"sim", "analysis"})  # the two houses themselves, which hold nothing


def room_of(module: str) -> str:
    """The room that a module stands in."""
    if module in DECLARATIONS:
        return "declarations"
    return module if module == "run" else ".".join(module.split(".")[:2])


def floor_of(room: str) -> int:
    """How many floors are above a room's."""
    (floor,) = [height for height, rooms in enumerate(FLOORS) if room in rooms]
    return floor


def upward(arrows_: dict[str, frozenset[str]]) -> list[str]:
    """Every arrow that runs up, or across a floor from room to room."""
    found = []
    for module, others in arrows_.items():
        for other in sorted(others - WALLS):
            here, there = room_of(module), room_of(other)
            if floor_of(there) < floor_of(here) or (here != there and floor_of(there) == floor_of(here)):
                found.append(f"{module} imports {other}")
    return found


def circle(arrows_: dict[str, frozenset[str]]) -> list[str]:
    """Modules that cannot be put into an order in which each imports only those before it."""
    left = dict(arrows_)
    while free := [module for module, others in left.items() if not others & left.keys()]:
        for module in free:
            del left[module]
    return sorted(left)


def test_every_module_has_its_floor():
    rooms = {room_of(module) for module in modules()} - WALLS
    assert rooms == {room for floor in FLOORS for room in floor}


def test_arrows_run_down():
    assert upward(arrows()) == []


def test_no_circle():
    assert circle(arrows()) == []


def test_the_model_knows_nothing_of_its_analysis():
    """Neither by an import nor by the name of a file: what it is judged by must not be within its reach."""
    for module, path in modules().items():
        if module.startswith("sim"):
            assert not [name for name in imported(tree_of(path)) if name.startswith("analysis")], module
            assert not re.search(r"networks\.csv|analysis/", path.read_text(encoding="utf-8")), module


def test_upward_arrows_and_circles_would_be_seen():
    assert upward({"sim.month": frozenset({"sim.model"})}) == ["sim.month imports sim.model"]
    assert upward({"analysis.observed": frozenset({"analysis.language.labels"})}) != []
    assert upward({"sim.rules.trust": frozenset({"sim.rules.learning", "sim.records"})}) == []
    assert circle({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("a"), "d": frozenset("a")}) == list("abcd")
    assert circle({"a": frozenset("b"), "b": frozenset()}) == []


@pytest.mark.parametrize("line", ["def f():\n    import sim.model", "if TYPE_CHECKING:\n    from sim import model"])
def test_imports_are_found_wherever_they_stand(tmp_path, line):
    (tmp_path / "some.py").write_text(line, encoding="utf-8")
    assert list(imported(tree_of(tmp_path / "some.py"))) == ["sim.model"]
    assert (ROOT / "run.py").exists()

"""How long files and functions may be, how many arguments may be told apart by their place, and that tests mirror all.

Numbers here are bars for readers: what no longer fits is to be split by what it is about, not squeezed.
"""

from __future__ import annotations

import ast

import pytest
from sources import ROOT, arrows, functions, imported, modules, tree_of

LONGEST_FILE, LONGEST_FUNCTION, MOST_BY_PLACE = 400, 40, 5
COMPILED = {"rule", "compiled"}  # rules take the world apart for the compiler, which knows no names
SOURCES = sorted(modules().values())
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def where(path, node):
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def decorators(function):
    """The names of what stands above a function with an @."""
    calls = [one.func if isinstance(one, ast.Call) else one for one in function.decorator_list]
    return {one.attr if isinstance(one, ast.Attribute) else one.id for one in calls}


def by_place(function):
    """How many arguments of a function may be given by their place alone, itself or its class not counted."""
    named = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(named) - (named[:1] in (["self"], ["cls"]))


def faults_of_functions(path):
    for one in functions(path):
        if one.end_lineno - one.lineno + 1 > LONGEST_FUNCTION:
            yield f"{where(path, one)} {one.name}: {one.end_lineno - one.lineno + 1} lines"
        if by_place(one) > MOST_BY_PLACE and not decorators(one) & COMPILED:
            yield f"{where(path, one)} {one.name}: {by_place(one)} arguments by their place; put a * before the last"


def makes_by_place(path):
    """Records made of more than so many bare values, which a reader would have to count off."""
    for one in ast.walk(tree_of(path)):
        name = getattr(one.func, "id", "") if isinstance(one, ast.Call) else ""
        if name[:1].isupper() and len(one.args) > MOST_BY_PLACE:
            yield f"{where(path, one)} {name}: {len(one.args)} values by their place; name them"


def test_files_are_short():
    assert [
        f"{path.relative_to(ROOT)}: {lines(path)}" for path in (*SOURCES, *TESTS) if lines(path) > LONGEST_FILE
    ] == []


def test_functions_are_short_and_their_arguments_told_apart():
    assert [fault for path in SOURCES for fault in faults_of_functions(path)] == []


def test_records_of_many_fields_are_made_by_name():
    assert [fault for path in SOURCES for fault in makes_by_place(path)] == []


def test_there_is_as_much_test_as_source():
    assert sum(map(lines, TESTS)) >= sum(map(lines, SOURCES))


def reached_from(folder):
    """Every module that the tests under a folder import, and that those import in turn."""
    found, ahead = set(), {name for test in folder.rglob("test_*.py") for name in imported(tree_of(test))}
    while ahead:
        name = ahead.pop()
        module = name if name in modules() else name.rpartition(".")[0]
        if module in modules() and module not in found:
            found.add(module)
            ahead |= arrows()[module]
    return found


def test_every_room_has_tests_where_it_stands_and_those_of_its_house_reach_all_of_it():
    rooms = {path.parent.relative_to(ROOT) for path in SOURCES if path.name not in ("__init__.py", "run.py")}
    assert [str(room) for room in rooms if not list((ROOT / "tests" / room).glob("test_*.py"))] == []
    for house in ("sim", "analysis"):
        whole = {module for module, path in modules().items() if module.startswith(house) and path.stem != "__init__"}
        assert whole - reached_from(ROOT / "tests" / house) == set()


def test_every_rule_has_a_file_of_tests_of_its_own():
    for path in sorted((ROOT / "sim" / "rules").glob("[a-z]*.py")):
        assert (ROOT / "tests" / "sim" / "rules" / f"test_{path.name}").exists(), path.name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def f(a, b, c, d, e, g): ...", 1),
        ("def f(self, a, b, c, d, e): ...", 0),
        ("def f(a, b, c, d, e, *, g): ...", 0),
        ("@rule\ndef f(a, b, c, d, e, g): ...", 0),
        ("def f():\n" + "    pass\n" * 40, 1),
        ("def f():\n" + "    pass\n" * 39, 0),
        ("Made(1, 2, 3, 4, 5, 6)", 1),
        ("Made(1, 2, 3, 4, 5, six=6)", 0),
        ("made(1, 2, 3, 4, 5, 6)", 0),
    ],
)
def test_faults_would_be_seen(tmp_path, monkeypatch, text, found):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "some.py"
    path.write_text(text, encoding="utf-8")
    tree_of.cache_clear()
    assert len([*faults_of_functions(path), *makes_by_place(path)]) == found

"""What stands for an older version says so once it is older, and is never in the way of a change of rules."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType, SimpleNamespace

import drivers
import pytest
import stand_ins
from small_worlds import PROGRAMME
from sources import ROOT, imported, tree_of

NAMES = ("plain_c", "plain_mesa")


@pytest.fixture
def same_rules(monkeypatch):
    """Rules that behave as those of the version did, whatever they do today."""
    monkeypatch.setattr(stand_ins, "behaviour", lambda: stand_ins.BEHAVIOUR)


def standing(monkeypatch, **names):
    """A stand-in of the name ``plain_c`` that holds ``names``."""
    module = ModuleType("version_0_1_0.plain_c")
    vars(module).update(names)
    monkeypatch.setitem(sys.modules, "version_0_1_0.plain_c", module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_once_rules_behave_otherwise_it_stands_for_what_was(monkeypatch, name):
    monkeypatch.setattr(stand_ins, "behaviour", lambda: "otherwise")
    with pytest.raises(stand_ins.NoLonger, match=r"stands for version 0\.1\.0, whose rules these are no longer"):
        stand_ins.stand_in(name)


def test_a_benchmark_of_it_says_why_there_is_none(monkeypatch):
    monkeypatch.setattr(stand_ins, "behaviour", lambda: "otherwise")
    found = drivers.peers(PROGRAMME)
    assert set(found) == {"plain_c_skipped", "plain_mesa_skipped"}
    assert all("whose rules these are no longer" in str(reason) for reason in found.values())


@pytest.mark.parametrize("fault", [ImportError, AttributeError, KeyError])
def test_what_no_longer_imports_stands_for_what_was(monkeypatch, same_rules, fault):
    def cannot(name):
        raise fault("gone")

    monkeypatch.setattr(stand_ins, "import_module", cannot)
    with pytest.raises(stand_ins.NoLonger, match="gone"):
        stand_ins.stand_in("plain_mesa")


def test_what_no_longer_compiles_stands_for_what_was_but_a_missing_compiler_is_another_matter(monkeypatch, same_rules):
    no_compiler = type("NoCompiler", (RuntimeError,), {})

    def raising(fault):
        def library():
            raise fault

        return library

    standing(monkeypatch, NoCompiler=no_compiler, library=raising(RuntimeError("no field of that name")))
    with pytest.raises(stand_ins.NoLonger, match="no field of that name"):
        stand_ins.stand_in("plain_c")
    module = standing(monkeypatch, NoCompiler=no_compiler, library=raising(no_compiler("none")))
    assert stand_ins.stand_in("plain_c") is module


def test_only_benchmarks_and_verification_know_of_it():
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if not {"benchmarks", "verification"} & set(path.parts) and path.name != "test_stand_ins.py":
            assert not any(name.startswith(("version_0", "stand_ins")) for name in imported(tree_of(path))), path


def test_no_test_of_verification_is_read_where_slow_tests_are_not_wanted():
    folder = ROOT / "tests" / "verification"
    spec = spec_from_file_location("verification", folder / "conftest.py")
    verification = module_from_spec(spec)
    spec.loader.exec_module(verification)
    wanted = [SimpleNamespace(option=SimpleNamespace(markexpr=asked)) for asked in ("not slow", "slow", "")]
    for path in folder.glob("test_*.py"):
        assert [verification.pytest_ignore_collect(path, config) for config in wanted] == [True, None, None]

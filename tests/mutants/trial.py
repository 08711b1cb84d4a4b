"""One mutant before its tests, in a process of its own that begins with the packages, but nothing of the project."""

from __future__ import annotations

import importlib.util
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from operator import itemgetter
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import Phase, settings
from mutations import Mutant, source
from reach import LONGEST, SEEN_BY
from targets import ROOT, House

Seconds = dict[str, float]
"""How many seconds of a core each test takes without a mutant."""
PROFILE = "unshrunk"
QUIETLY = ("-x", "-q", "-p", "no:cacheprovider", "--tb=line")
PACKAGES = (
    "numpy",
    "scipy.stats",
    "scipy.optimize",
    "pandas",
    "numba",
    "mesa",
    "networkx",
    "pytest",
    "hypothesis",
    "pyarrow.parquet",
    "SALib",
)


def ready() -> None:
    """Import what every trial needs, once; each trial is a fork of this process."""
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    from analysis.commands.environment import settle

    settle()
    # Whoever only asks whether a test fails need not know the simplest example of it.
    settings.register_profile(PROFILE, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate])
    os.environ["HYPOTHESIS_PROFILE"] = PROFILE
    for name in PACKAGES:
        importlib.import_module(name)
    for name in [name for name in sys.modules if name.split(".")[0] in ("analysis", "sim")]:
        del sys.modules[name]


def settled(house: House, file: str = "") -> None:
    """Rules as plain Python where they are mutated; sums that are compiled are compiled anew where they are.

    Numba keeps what it has compiled by the file it stands in, and a mutant stands in none.
    """
    import numba

    compiling = numba.njit

    def plain(function=None, **_):
        """A rule as it is written; what compiled rules say to each other is said to nobody."""
        if function is None:
            return plain
        function.get_call_template = function.get_overload = None
        return function

    def anew(*functions, **options):
        """``njit``, but what stands in ``analysis`` is not taken from what is kept."""
        if functions:
            return compiling(*functions, **options)
        kept = options.pop("cache", False)
        return lambda function: compiling(cache=kept and function.__module__.startswith("sim."), **options)(function)

    if house.name == "model":
        numba.njit = plain
        _name_fields()
    elif file in SEEN_BY:
        numba.njit = anew


def _name_fields() -> None:
    """Let plain Python read ``o.leadership`` as compiled rules do: numpy has a type of record for it.

    Its own names, ``size`` among them, would go before those of fields.
    """
    import numpy as np

    for name in ("sim.records", "sim.parameters", "sim.kind_numbers"):
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            if isinstance(value, np.dtype) and value.names:
                taken = {field: property(itemgetter(field)) for field in value.names if hasattr(np.record, field)}
                setattr(module, key, np.dtype((type(key, (np.record,), taken), value)))


class Mutated(SourceFileLoader):
    """Loads one module from a changed text."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def get_code(self, fullname):
        """The changed text, compiled; what Python keeps of the true one is not looked at."""
        return compile(self.text, self.path, "exec")


class Finder:
    """Finds the one module that is changed."""

    def __init__(self, file: str, text: str) -> None:
        self.name = file.removesuffix(".py").replace("/", ".")
        self.loader = Mutated(self.name, str(ROOT / file), text)

    def find_spec(self, name, path=None, target=None):
        """What an import asks."""
        return importlib.util.spec_from_loader(name, self.loader) if name == self.name else None


def enough(tests: list[str], took: Seconds) -> float:
    """How many seconds of a core some tests may take with a mutant: with what is made ready for the first of them."""
    return LONGEST + 5.0 * sum(took[name] for name in tests)


def forked(seconds: float) -> int | None:
    """In a fork of this process, None; in the process itself the exit code of the fork, once it has ended.

    A fork that needs more ``seconds`` of a core is ended, and its code is below zero.
    """
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    return None


def apart(work: Callable[[], int], seconds: float, log: Path) -> int:
    """The exit code of ``work`` in a fork; what it says goes to a file."""
    code = forked(seconds)
    if code is not None:
        return code
    code = 3
    try:
        with log.open("wb") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        code = work()
    finally:
        sys.stdout.flush()
        os._exit(code)


def asked_anew(house: House, one: Mutant, tests: list[str]) -> int:
    """Exit code of pytest over ``tests``, in order, up to the first that fails, with a module changed on its way in.

    For what runs when a module is imported, and for what is compiled: for these the project is imported anew.
    """
    settled(house, one.file)
    sys.meta_path.insert(0, Finder(one.file, source(one.file, one.nth)))
    return int(pytest.main([*QUIETLY, *tests]))


class InPlace:
    """A plugin of pytest: when all tests are collected, each mutant has those it is to meet run in a fork.

    The functions of the project are changed as they are, wherever they have been handed to: nothing is imported anew.
    A test that takes far longer than it did without a mutant ends the fork.
    """

    def __init__(self, tests: dict[Mutant, list[str]], told: Callable[[Mutant, int], None], took: Seconds) -> None:
        self.tests, self.told, self.took = tests, told, took

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """In a fork: choose the tests and let pytest go on with them; in the process itself nothing is run."""
        items = {item.nodeid: item for item in session.items}
        for one, names in self.tests.items():
            code = forked(enough(names, self.took))
            if code is None:
                change(one)
                session.items[:] = [items[name] for name in names]
                return None
            self.told(one, code)
        return True

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """A test has as long as it may; the end of the fork is what a signal does that nobody waits for."""
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, enough([item.nodeid], self.took))
        yield
        signal.setitimer(signal.ITIMER_PROF, 0)


def change(one: Mutant) -> None:
    """Give the functions of a module, which others hold already, the code they have in a mutant."""
    module = importlib.import_module(one.file.removesuffix(".py").replace("/", "."))
    _recode(module, compile(source(one.file, one.nth), str(ROOT / one.file), "exec"))


def _recode(holder: Any, body: CodeType) -> None:
    """Every function that ``body`` defines in ``holder``, a module or a class, gets the code it has there."""
    for code in body.co_consts:
        held = vars(holder).get(code.co_name) if isinstance(code, CodeType) else None
        if isinstance(held, type):
            _recode(held, code)
        elif held is not None:
            for wrapping in ("fget", "__func__", "func", "__wrapped__"):
                held = getattr(held, wrapping, None) or held
            held.__code__ = code

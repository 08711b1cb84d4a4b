"""Which tests reach which lines, and how long each takes: told by one run of the tests under coverage."""

from __future__ import annotations

import ast
import json
import signal
import time
from itertools import accumulate
from pathlib import Path

import coverage
import pytest
from targets import ROOT

LONGEST = 10
"""A test that takes longer (seconds of a core) is not asked: it is no test of one rule or one estimator."""


SEEN_BY = dict.fromkeys(
    ("analysis/calibration/convolution.py", "analysis/calibration/province.py"), "analysis/calibration/likelihood.py"
)
"""Compiled code is not seen by coverage: the tests of what calls it are asked."""


class TooLong(Exception):  # noqa: N818 - it is no fault
    """A test is not asked."""


class Watch:
    """A plugin of pytest: notes what each test reached and took, and ends what takes too long."""

    def __init__(self, files: list[Path]) -> None:
        self.coverage = coverage.Coverage(data_file=None, include=[str(ROOT / file) for file in files])
        self.seconds: dict[str, float] = {}
        self.unfit: set[str] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        """One test, in a context of its own."""
        self.coverage.switch_context(item.nodeid)
        began = time.process_time()
        signal.signal(signal.SIGPROF, self.too_long)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        yield
        signal.setitimer(signal.ITIMER_PROF, 0)
        self.seconds[item.nodeid] = time.process_time() - began

    @staticmethod
    def too_long(*_):
        """The alarm of a test."""
        raise TooLong

    def pytest_runtest_logreport(self, report):
        """A test that fails before anything is changed can tell nothing."""
        if not report.passed:
            self.unfit.add(report.nodeid)


def reach(files: list[Path], tests: tuple[str, ...], out: Path) -> None:
    """Run ``tests`` and write, for each: seconds, and of each file the lines it ran."""
    watch = Watch(files)
    watch.coverage.start()
    pytest.main(["-q", "-p", "no:cacheprovider", "--tb=line", *tests], plugins=[watch])
    watch.coverage.stop()
    data = watch.coverage.get_data()
    found = {name: {"seconds": took, "lines": {}} for name, took in watch.seconds.items() if name not in watch.unfit}
    for path in data.measured_files():
        for line, names in data.contexts_by_lineno(path).items():
            for name in names:
                if name in found:
                    found[name]["lines"].setdefault(Path(path).relative_to(ROOT).as_posix(), []).append(line)
    out.write_text(json.dumps({"unfit": sorted(watch.unfit), "tests": found}), encoding="utf-8")


def span(file: str, line: int) -> range:
    """The lines of the body of the innermost function around a line; none for a line outside of functions."""
    around = [
        range(node.body[0].lineno, node.end_lineno + 1)
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= node.end_lineno
    ]
    return min(around, key=len, default=range(0))


def tests_for(file: str, line: int, reached: dict, patience: float) -> list[str]:
    """The tests to ask about a change, quickest first: those that run its function, then the rest of their files.

    What a test finds ready (a fixture, a kept value) was made in another, so that those beside it are asked as well.
    """
    function = set() if file in SEEN_BY else set(span(file, line))
    tests = reached["tests"]

    def quick(names):
        return sorted(names, key=lambda name: (tests[name]["seconds"], name))

    file = SEEN_BY.get(file, file)
    direct = [n for n, t in tests.items() if file in t["lines"] and (not function or function & set(t["lines"][file]))]
    homes = {name.split("::")[0] for name in direct}
    beside = [name for name in tests if name.split("::")[0] in homes and name not in set(direct)]
    return [*_within(patience, quick(direct), tests), *_within(patience / 3, quick(beside), tests)]


def _within(patience: float, names: list[str], tests: dict) -> list[str]:
    """The first tests that together take no longer than ``patience`` (seconds); the first one in any case."""
    spent = accumulate(tests[name]["seconds"] for name in names)
    return [name for place, (name, so_far) in enumerate(zip(names, spent)) if place == 0 or so_far <= patience]

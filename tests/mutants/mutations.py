"""What mutants of a file there are: mutmut's mutations of single nodes, and three kinds that it does not have.

Of mutmut's those are left out that no program survives (an argument or a value gone, ``None`` in its place): they would
only raise the share of the killed. Added are what rules and estimators are made of: the greater for the less of two
values, a bound left out, and a statement left out that changes something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators
from targets import ROOT

LESS_AND_GREATER = {"min": "max", "minimum": "maximum", "argmin": "argmax", "nanmin": "nanmax", "floor": "ceil"}
EXTREMES = {**LESS_AND_GREATER, **{greater: less for less, greater in LESS_AND_GREATER.items()}}
CHANGES = m.Expr(m.Call()) | m.AugAssign() | m.Assign([m.AssignTarget(m.Attribute() | m.Subscript())])


def extreme(node: cst.Call) -> Iterator[cst.BaseExpression]:
    """The greater instead of the less, or one of two values without the other, which was its bound."""
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if isinstance(name, cst.Name) and name.value in EXTREMES:
        yield node.with_deep_changes(name, value=EXTREMES[name.value])
        if len(node.args) == 2 and all(each.keyword is None and not each.star for each in node.args):
            for each in node.args:
                yield each.value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def left_out(node: cst.SimpleStatementLine) -> Iterator[cst.SimpleStatementLine]:
    """A statement that changes something, left out."""
    if len(node.body) == 1 and m.matches(node.body[0], CHANGES):
        yield node.with_changes(body=[cst.Pass()])


OPERATORS = (
    (cst.BaseNumber, mutators.operator_number),
    (cst.Name, mutators.operator_name),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, mutators.operator_swap_op),
    (cst.IfExp, mutators.operator_if_exp),
    (cst.Call, extreme),
    (cst.SimpleStatementLine, left_out),
)


class Mutant(NamedTuple):
    """One change of one file."""

    file: str
    line: int
    kind: str
    """The name of the operator."""
    nth: int
    """Which of the mutants of the file in the order of its text; with ``file`` it names the mutant."""
    old: str
    new: str
    """The line that changes, before and after, without its indentation."""


NOTHING = -1


class _Finder(cst.CSTVisitor):
    """Collects each node that can be changed, and what it can become."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: list[tuple[int, str, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom | cst.Raise):
            return False
        if isinstance(node, cst.BaseString):
            return False
        line = self.get_metadata(PositionProvider, node).start.line
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                changed: Iterable[cst.CSTNode] = operator(node)
                self.found.extend((line, operator.__name__.removeprefix("operator_"), node, each) for each in changed)
        return True


@cache
def _nodes(file: str) -> tuple[cst.Module, list[tuple[int, str, cst.CSTNode, cst.CSTNode]]]:
    wrapper = MetadataWrapper(cst.parse_module((ROOT / file).read_text(encoding="utf-8")))
    finder = _Finder()
    wrapper.visit(finder)
    return wrapper.module, finder.found


def count(file: Path) -> int:
    """How many mutants a file has."""
    return len(_nodes(file.as_posix())[1])


def nothing(one: Mutant) -> Mutant:
    """A mutant in the place of another in which nothing is changed: tests must pass, or no kill means anything."""
    return one._replace(kind="nothing", nth=NOTHING, new=one.old)


def source(file: str, nth: int) -> str:
    """The whole text of a file with one change."""
    module, found = _nodes(file)
    if nth == NOTHING:
        return module.code
    return module.deep_replace(found[nth][2], found[nth][3]).code


def mutant(file: Path, nth: int) -> Mutant:
    """The ``nth`` mutant of a file."""
    before = (ROOT / file).read_text(encoding="utf-8").splitlines()
    after = source(file.as_posix(), nth).splitlines()
    same = next(i for i, (old, new) in enumerate(zip(before, after)) if old != new)
    kind = _nodes(file.as_posix())[1][nth][1]
    return Mutant(file.as_posix(), same + 1, kind, nth, before[same].strip(), after[same].strip())

"""The project's own source, read without running it: its modules, what each imports, its functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sim", "analysis")


@cache
def modules() -> dict[str, Path]:
    """Every module of the project that is no test, by its dotted name."""
    paths = [ROOT / "run.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
    return {name_of(path): path for path in paths}


def name_of(path: Path) -> str:
    """The dotted name under which ``path`` is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.AST) -> Iterator[str]:
    """Every dotted name that is imported anywhere in ``tree``: in functions and for the type checker alike."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write imports with their whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Of each module of the project, which others of the project it imports."""
    known = modules()

    def target(name: str) -> str:
        """The module that an imported name is, or stands in."""
        return name if name in known else name.rpartition(".")[0]

    return {
        module: frozenset(target(name) for name in imported(tree_of(path)) if target(name) in known) - {module}
        for module, path in known.items()
    }


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of one file, methods and inner ones included."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

"""What source code says to a machine: docstrings, comments and labels that people read are left out.

So a mended label neither recompiles the rules nor makes old results strange, and a changed rule does both.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

DECLARED = {"Act", "Column", "Measure", "NumberRule", "Prior", "Setting", "Term", "_fields", "_range", "_share"}
"""What columns, measures, settings and their like are declared by: the words in them are labels, units and reasons."""


def source_digest_of(files: Iterable[Path]) -> str:
    """SHA-256 over what Python files say to a machine, and their names; the order of ``files`` does not matter."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + unworded(file.read_text(encoding="utf-8")).encode() + b"\0")
    return digest.hexdigest()


@cache
def unworded(source: str) -> str:
    """The syntax tree of ``source`` without its words, as text: the same by every version of Python."""
    return source_tree(_Unworded().visit(ast.parse(source)))


def source_tree(node: object) -> str:
    """A part of a syntax tree without what is empty, which versions of Python name or leave out as they please."""
    if isinstance(node, list):
        return f"[{','.join(map(source_tree, node))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = (
        f"{name}={source_tree(value)}" for name, value in ast.iter_fields(node) if value is not None and value != []
    )
    return f"{type(node).__name__}({','.join(fields)})"


def is_word(value: object) -> bool:
    """Whether a value is written for people: text that holds a space, or a letter beyond ASCII."""
    return isinstance(value, str) and (" " in value or any(letter.isalpha() and letter > "\x7f" for letter in value))


class _Unworded(ast.NodeTransformer):
    """Takes docstrings out of a syntax tree, and words out of what is ``DECLARED``.

    Any other text may be what something is looked for by, or what chance is drawn by, and stays. Where a Thai label
    stands, the text right beside it is of the same sort, also an English label of one word: what a declaration is given
    after its key, and a whole pair. What a mapping is looked up by stays, whatever it says.
    """

    _declares = False

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """Docstrings, of whatever they are."""
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            return None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A declaration: its key stays."""
        outer, self._declares = self._declares, isinstance(node.func, ast.Name) and node.func.id in DECLARED
        if self._declares:
            node.args[1:] = _without_labels(node.args)[1:]
        self.generic_visit(node)
        self._declares = outer
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        """A pair of labels."""
        if self._declares:
            node.elts = _without_labels(node.elts)
        return self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        """Keys of a mapping are no labels."""
        node.values = [self.visit(value) for value in node.values]
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Text for people."""
        return ast.Constant("") if self._declares and is_word(node.value) else node


def _without_labels(nodes: list[ast.expr]) -> list[ast.expr]:
    """Without each unbroken row of texts that one in Thai is among."""
    found: list[ast.expr] = []
    for is_text, row in groupby(nodes, key=_is_text):
        texts = list(row)
        found += [ast.Constant("")] * len(texts) if is_text and any(map(_is_thai, texts)) else texts
    return found


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_thai(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and any(0x0E00 <= ord(letter) <= 0x0E7F for letter in str(node.value))

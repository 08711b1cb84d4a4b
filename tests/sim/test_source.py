"""What source says to a machine: any word may be mended, no rule may be changed, without another digest."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest

import sim
from sim.source import DECLARED as LABELLED
from sim.source import source_digest_of, source_tree, unworded

SIM = Path(sim.__file__).resolve().parent
RULES = sorted((SIM / "rules").glob("*.py"))
DECLARED = [
    SIM / "kinds.py",
    SIM / "measures.py",
    SIM / "provinces.py",
    SIM / "acts.py",
    SIM / "organisation_columns.py",
]


def labels(source):
    """Where the labels of a declaration stand in its source: the Thai ones, and the English ones before them."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in (node for node in calls if isinstance(node.func, ast.Name) and node.func.id in LABELLED):
        for english, thai in pairwise(call.args[1:]):
            if isinstance(thai, ast.Constant) and isinstance(thai.value, str) and not thai.value.isascii():
                yield from (one for one in (english, thai) if isinstance(one, ast.Constant))


def replaced(source, node, text):
    """The source with the string at a node in other words."""
    lines = source.encode().splitlines(keepends=True)
    line = lines[node.lineno - 1]
    lines[node.lineno - 1] = line[: node.col_offset] + repr(text).encode() + line[node.end_col_offset :]
    return b"".join(lines).decode()


@pytest.mark.parametrize("file", DECLARED, ids=lambda file: file.name)
def test_a_mended_label_changes_nothing(file):
    source, seen = file.read_text(encoding="utf-8"), 0
    for node in labels(source):
        if node.lineno == node.end_lineno:
            changed = replaced(source, node, "อื่น" if not node.value.isascii() else "mended")
            assert changed != source
            assert unworded(changed) == unworded(source), node.value
            seen += 1
    assert seen >= 10


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_remarks_change_nothing(file):
    source = file.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(source), clean=False)
    assert doc and unworded(source.replace(doc, "Another page.") + "\n# a remark\n") == unworded(source)


class _Change(ast.NodeTransformer):
    """Changes one number or operator of a rule, the one of a given place."""

    def __init__(self, place):
        self.place, self.seen = place, -1

    def visit(self, node):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            self.seen += 1
            if self.seen == self.place:
                return ast.Constant(node.value + 1)
        if isinstance(node, ast.BinOp | ast.Compare | ast.Attribute):
            self.seen += 1
            if self.seen == self.place:
                if isinstance(node, ast.BinOp):
                    node.op = ast.Mult() if isinstance(node.op, ast.Mod) else ast.Mod()
                elif isinstance(node, ast.Compare):
                    node.ops[0] = ast.NotEq() if not isinstance(node.ops[0], ast.NotEq) else ast.Eq()
                else:
                    node.attr += "_"
                return node
        return self.generic_visit(node)


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_a_changed_rule_changes_it(file):
    source = file.read_text(encoding="utf-8")
    before, counted = unworded(source), _Change(-1)
    counted.visit(ast.parse(source))
    for place in range(0, counted.seen + 1, 5):
        changed = ast.unparse(ast.fix_missing_locations(_Change(place).visit(ast.parse(source))))
        assert unworded(changed) != before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('org["trust"]', 'org["spirit"]'),
        ('np.dtype([("x", "f8")])', 'np.dtype([("x", "f4")])'),
        ('Term("area", "area", "เชิงพื้นที่")', 'Term("region", "area", "เชิงพื้นที่")'),
        ('Column("x", True, "text", 0, "", "its x", "ก")', 'Column("x", True, "flag", 0, "", "its x", "ก")'),
        ('{"ใช่": 1}', '{"ไม่": 1}'),
        ('TOWN = ("เมือง", "Mueang")', 'TOWN = ("นคร", "Nakhon")'),
        ('draw.chance("set of the posterior")', 'draw.chance("sets of the posterior")'),
        ('Column(fold("ไม่มี"))', 'Column(fold("มี"))'),
        ('words.split(" ")', 'words.split(", ")'),
        ('Act("visit", "visits", "เยี่ยม", ("every",))', 'Act("visit", "visits", "เยี่ยม", ("until",))'),
    ],
)
def test_keys_are_no_words(one, other):
    assert unworded(one) != unworded(other)


def test_a_name_of_a_file_counts_and_the_order_does_not(tmp_path):
    one, other = tmp_path / "a.py", tmp_path / "b.py"
    for file in (one, other):
        file.write_text(f"X = {ord(file.stem)}")
    assert source_digest_of([one, other]) == source_digest_of([other, one])
    moved = one.rename(tmp_path / "c.py")
    assert source_digest_of([other, moved]) != source_digest_of([other])


def test_what_versions_of_python_leave_out_or_name_is_not_told():
    (function,) = ast.parse("def f(): pass").body
    function.type_params, function.returns = [], None  # of 3.12; of all
    assert source_tree(function) == "FunctionDef(name='f',args=arguments(),body=[Pass()])"

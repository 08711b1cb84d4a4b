"""Every text is asked for somewhere, every text asked for is there, and no Thai stands outside what is declared.

Keys are read from the source. A key stands there whole, or is put together: ``text(f"run_{column}", lang)``. What the
place of such a family can hold is any string of the same file, and what ``BROUGHT`` names where it comes from afar.
"""

from __future__ import annotations

import ast
import re

import pytest
from sources import ROOT, modules, tree_of

from analysis.answers.worth import ASKED, MAY, MOST
from analysis.calibration.bank import STATISTICS
from analysis.calibration.readings import OPERATORS, READINGS, SHIPPED_READINGS
from analysis.drivers.numbers import GROUPS
from analysis.portfolios.choices import CARE_YEARS, WAYS
from sim.acts import DOSES, SETTINGS
from sim.language.texts import texts
from sim.language.translation import ROOMS
from sim.organisation_columns import COLUMNS
from sim.parameters import PARAMETERS
from sim.records import AGENCY
from sim.uncertain import uncertain_numbers

TEXTS = texts()
PLACE = "{}"
THAI = re.compile("[\u0e00-\u0e7f]")
DECLARED = {
    "run",  # says what it is before anybody could ask for a language
    "sim.acts",
    "sim.inputs.cell_rules",
    "analysis.calibration.observed_file",
    "analysis.documents.glossary",  # headings of a page in both languages
    "analysis.judgement.layout",
    "sim.inputs.names",
    "sim.kinds",
    "sim.language.segmentation",  # where Thai may be broken
    "sim.measures",
    "sim.belief_columns",
    "sim.organisation_columns",
    "sim.parameters",
    "sim.provinces",
    "sim.telling.phrasing",  # units of strengths, which stand in files in English
}
"""Modules whose Thai stands beside what it names: labels of what is declared there, and words that a file may use."""


def strings(tree):
    """Every string of a file that is neither a docstring nor a piece of a longer one."""
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner | said:
            yield node.value


def template(node):
    """An f-string with a mark for each place."""
    return "".join(part.value if isinstance(part, ast.Constant) else PLACE for part in node.values)


def is_asking(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and bool(node.args)


def asked_by(tree):
    """What a file asks ``text`` for: the templates of keys that it puts together."""
    for node in ast.walk(tree):
        if is_asking(node):
            yield from (template(part) for part in ast.walk(node.args[0]) if isinstance(part, ast.JoinedStr))


def whats():
    """What ``Progress`` may count."""
    calls = (node for path in modules().values() for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
    named = {k.value.value for call in calls for k in call.keywords if k.arg == "what" and is_text(k.value)}
    return {*named, "world"}


def counted_things():
    """What is counted in words: ``counted(3, "world", lang)``, where the word may come from elsewhere in the file."""
    trees = [tree_of(path) for path in modules().values()]
    return whats().union(*(strings(tree) for tree in trees if {*called(tree, "counted", place=1)}))


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def made_of(pattern, words):
    """The keys that a template makes of ``words``; one of two places takes words of two parts."""
    parts = pattern.count(PLACE)
    return {word if parts > 1 else pattern.replace(PLACE, word) for word in words}


def called(tree, function, words=None, place=0):
    """What a function is called with at ``place``: words, and templates filled with ``words`` or those of the file."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function]
    for argument in (part for node in calls if node.args[place:] for part in ast.walk(node.args[place])):
        if is_text(argument):
            yield argument.value
        elif isinstance(argument, ast.JoinedStr):
            yield from made_of(template(argument), words or set(strings(tree)))


def told_words():
    """What data files say in English only and ``told`` says in Thai: sources and units."""
    said = {word for one in (*PARAMETERS, *uncertain_numbers().values()) for word in (str(one.source), one.unit)}
    said |= {setting.unit for setting in SETTINGS.values()}
    said |= {getattr(column.rule, "unit", "") for column in COLUMNS}
    return {key.removeprefix("told.") for key, (en, _) in TEXTS.items() if key.startswith("told.") and en in said}


def of_telling():
    """The rooms of texts of telling, and what is said in each: ``say(phrase, lang, of=room)``."""
    trees = [tree_of(path) for module, path in modules().items() if module.startswith("sim.telling")]
    said = {word for tree in trees for word in strings(tree)}
    said |= {word for tree in trees for word in called(tree, "say", said)}
    settings = {*SETTINGS, *(one.resting for one in SETTINGS.values())}
    held = {"explain": said, "setting": said | settings, "dose": DOSES, "confidence": CONFIDENCES}
    return {f"{room}.{word}" for room, words in held.items() for word in words}


CONFIDENCES = ("source", "literature", "assumed")
BROUGHT = {
    "counted_{}": OPERATORS,
    "reading_{}": (*READINGS, *SHIPPED_READINGS),
    "fault.{}": {word for path in modules().values() for word in called(tree_of(path), "phrase")},
    "pattern_{}": {word for path in modules().values() for word in called(tree_of(path), "Found")},
    "quantity_{}": (*STATISTICS, "total"),
    "prior_{}": set(strings(tree_of(modules()["analysis.calibration.adequacy"]))),
    "number.{}": (
        *SETTINGS,
        "month_cost",
        "case_cost",
        "strength",
        "unit_strength",
        "dose",
        "unit_dose",
        *(f"{room}_{name}" for room in ("agency", "unit") for name in AGENCY.names),
    ),
    "dose.{}": DOSES,
    "export.crate_{}": ("fit", "organisations"),
    "level_{}": (ASKED, MOST, MAY),
    "group_{}": GROUPS,
    "pilot_{}": ("organisations", "alliances"),
    "count.{}": counted_things(),
    "count.{}s": counted_things(),
    "{}.{}": of_telling(),
    "way.{}": set(WAYS),
    "portfolio_years.{}": set(map(str, CARE_YEARS)),
}


def used_in(tree):
    """Every key that a file asks for."""
    said = set(strings(tree))
    made = [made_of(pattern, {*said, *BROUGHT.get(pattern, ())}) for pattern in asked_by(tree)]
    return said.union(*made) & TEXTS.keys()


def unused(known, trees):
    return sorted(set(known).difference(*map(used_in, trees)))


def used_in_pages():
    """Every key that the templates of pages ask for, whole or by its last part."""
    pages = (ROOT / "analysis" / "pages" / "templates").glob("*.j2")
    quoted = {word for page in pages for word in re.findall(r'"([\w.]+)"', page.read_text(encoding="utf-8"))}
    return quoted | {f"page.{word}" for word in quoted}


def test_every_text_is_used():
    known = (
        {key for key in TEXTS if not key.startswith((*ROOMS, "column.", "dictionary."))}
        - {f"told.{word}" for word in told_words()}
        - used_in_pages()
    )
    assert unused(known, map(tree_of, modules().values())) == []


def test_every_family_brought_from_afar_is_asked_for_and_whole():
    asked = {pattern for path in modules().values() for pattern in asked_by(tree_of(path))}
    assert set(BROUGHT) <= asked
    for pattern in ("counted_{}", "reading_{}", "quantity_{}"):
        assert made_of(pattern, BROUGHT[pattern]) <= TEXTS.keys()
    assert {f"count.{what}" for what in whats()} <= TEXTS.keys()
    assert {f"dose.{dose}" for dose in DOSES} <= TEXTS.keys()


def test_every_key_asked_for_is_there():
    asked = {
        node.args[0].value
        for path in modules().values()
        for node in ast.walk(tree_of(path))
        if is_asking(node) and is_text(node.args[0])
    }
    assert len(asked) > 100
    assert asked - TEXTS.keys() == set()


def test_an_unused_text_would_be_found():
    tree = ast.parse(
        '"""to"""\n"how"\nsaid = text("to", lang)\nkeys = [text(f"table_{key}", lang) for key in ("rank",)]\n'
    )
    assert unused({"to", "table_rank"}, [tree]) == []
    assert unused({"to", "table_rank", "table_best"}, [tree]) == ["table_best"]
    assert unused({"to"}, [ast.parse('"""to"""\nx = f"to {y}"')]) == ["to"]


@pytest.mark.parametrize("module", sorted(modules().keys() - DECLARED))
def test_no_thai_outside_texts_and_what_is_declared(module):
    """Patterns that look for Thai letters write them as codes, which is no Thai to a reader."""
    assert [word for word in strings(tree_of(modules()[module])) if THAI.search(word)] == []

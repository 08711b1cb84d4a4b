"""The manifest: the same for the same inputs and for no others; and what is said of two that differ."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_worlds import BASELINE, PROGRAMME, applied, plus, with_parameters

from sim.ensembles import manifest as manifests
from sim.ensembles.manifest import as_text, code_digest, difference, digest_of, manifest, telling
from sim.kind_numbers import kind_numbers
from sim.parameters import PARAMETERS
from sim.provinces import load_provinces

# What results follow from


def claim(scenarios=(PROGRAMME,), organisations=None, **settings):
    return manifest("run", scenarios, {"replicates": 2, "seed": 1, **settings}, organisations)


def test_the_manifest_is_the_same_for_the_same_inputs_and_for_no_others(tmp_path):
    table = tmp_path / "o.csv"
    table.write_text("id,kind,province\n")
    others = [
        claim(seed=2),
        claim(replicates=3),
        claim([BASELINE]),
        claim([with_parameters(PROGRAMME, attention=0.11)]),
        claim([plus(PROGRAMME, applied(1))]),
        claim([replace(PROGRAMME, months=61)]),
        claim(organisations=table),
        manifest("compare", [PROGRAMME], {"replicates": 2, "seed": 1}, None),
    ]
    written = {json.dumps(one, sort_keys=True) for one in others}
    assert len(written) == len(others)
    assert json.dumps(claim(), sort_keys=True) not in written
    assert claim() == claim()


def test_names_and_places_are_not_what_results_follow_from():
    renamed = replace(PROGRAMME, name_en="Another name", about_th="คำอธิบายอื่น")
    assert claim([renamed]) == claim()


def test_no_clock_and_no_machine_in_it():
    text = json.dumps(claim())
    assert str(Path.cwd()) not in text
    assert set(claim()["packages"]) == {"mesa", "numba", "numpy", "pandas", "pyarrow", "python"}


def test_digests(tmp_path):
    path = tmp_path / "o.csv"
    path.write_bytes(b"abc")
    assert digest_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert claim(organisations=path)["organisations_sha256"] == digest_of(path)
    assert code_digest() == code_digest() == claim()["code_sha256"]
    assert len(code_digest()) == 64


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A source of a few files in place of the real one."""
    names = ["sim/rules/one.py", "sim/telling/explanation.py", "analysis/charts/paths.py"]
    names += ["analysis/calibration/fit.py", "analysis/calibration/words.py"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("A = 1\n")
    (tmp_path / "sim" / "texts.toml").write_text('en = "as it was"')
    monkeypatch.setattr("sim.ensembles.manifest._ROOT", tmp_path)
    return tmp_path


def code(*rooms):
    return code_digest.__wrapped__(*rooms)  # as a new process would see it


@pytest.mark.parametrize(
    ("name", "rooms", "counts"),
    [
        ("sim/rules/one.py", (), True),
        ("sim/rules/one.py", ("calibration",), True),
        ("sim/telling/explanation.py", (), False),
        ("analysis/calibration/fit.py", (), False),
        ("analysis/calibration/fit.py", ("calibration",), True),
        ("analysis/calibration/words.py", ("calibration",), False),
        ("analysis/charts/paths.py", ("calibration",), False),
        ("sim/texts.toml", (), False),
    ],
)
def test_results_follow_from_rules_and_not_from_how_they_are_told(sources, name, rooms, counts):
    before, told = code(*rooms), telling_of_a_new_process("en")
    (sources / name).write_text("A = 2\n")
    assert (code(*rooms) != before) == counts
    assert telling_of_a_new_process("en") != told  # which is told anew whatever has changed


def telling_of_a_new_process(lang, *follows):
    manifests._every_byte.cache_clear()
    try:
        return telling(lang, *follows)
    finally:
        manifests._every_byte.cache_clear()


def test_no_words_are_part_of_it(sources):
    rule = sources / "sim" / "rules" / "one.py"
    rule.write_text('"""As it was."""\nA = 1\nNAME = Term("a", "the old word of it", "คำเดิม")\n')
    before = code()
    rule.write_text('"""As it is."""\nA = 1  # a remark\nNAME = Term("a", "the new word", "คำใหม่")\n')
    assert code() == before


def test_every_number_that_comes_with_the_model_is_part_of_it(monkeypatch):
    seen = {code()}
    one = replace(PARAMETERS[3], default=PARAMETERS[3].default + 0.001)
    other = kind_numbers().copy()
    other["margin_mean"][2] += 0.001
    there = (replace(load_provinces()[0], x_km=1.0), *load_provinces()[1:])
    for name, changed in (
        ("PARAMETERS", (*PARAMETERS[:3], one, *PARAMETERS[4:])),
        ("kind_numbers", lambda: other),
        ("load_provinces", lambda: there),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(manifests, name, changed)
            seen.add(code())
    assert len(seen) == 4
    worded = (*PARAMETERS[:3], replace(PARAMETERS[3], en="another", th="อีกอย่าง", source="x"), *PARAMETERS[4:])
    monkeypatch.setattr(manifests, "PARAMETERS", worded)
    assert code() in seen


def test_telling_follows_from_the_language_and_what_is_told():
    told = [telling("en"), telling("th"), telling("en", {"a": ["A", "ก"]}), telling("en", {"a": ["A", "ข"]})]
    assert len({one["sha256"] for one in told}) == 4
    assert telling("en", {"a": 1}) == telling("en", {"a": 1})


# How two differ


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"schema": 1}, "another layout (schema 1, here 3)"),
        ({"command": "compare"}, "another command (compare, here run)"),
        ({"settings": {"replicates": 2, "seed": 9}}, "seed 9 (here 1)"),
        ({"settings": {"replicates": 2, "seed": 1, "keep_runs": True}}, "keep_runs True (here None)"),
        ({"settings": {"replicates": 2}}, "seed None (here 1)"),
        ({"scenarios": {"media": {}}}, "other scenarios"),
        ({"scenarios": {"programme": {}}}, "another version of scenario programme"),
        ({"organisations_sha256": "0a"}, "other organisations"),
        ({"posterior": "0a"}, "another posterior"),
        ({"code_sha256": "0a"}, "another version of the model"),
        ({"packages": {**claim()["packages"], "numpy": "1.0"}}, "numpy 1.0 (here "),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
def test_what_differs_is_named(changed, told):
    said = difference(as_text({**claim(), **changed}), claim())
    assert said.startswith("results of ")
    assert told in said
    assert said.count(", ") == told.count(", ")  # and nothing else


def test_another_length_is_not_another_version():
    longer = claim()["scenarios"]
    months = {key: {"content": {**one["content"], "months": 12}} for key, one in longer.items()}
    said = difference(as_text({**claim(), "scenarios": months}), claim())
    assert said == "results of months 12 (here 60)"
    assert said.th == "ผลลัพธ์ของ จำนวนเดือน 12 (ที่นี่ 60)"


def test_the_coarsest_of_many_differences_come_first():
    told = difference(as_text({**claim(seed=3), "schema": 1, "command": "x", "packages": {}}), claim())
    assert told.startswith("results of another layout") and told.endswith("and more")


@pytest.mark.parametrize(
    "garbage",
    ["", "{", "null", "[1, 2]", '"run"', "\x00\x01", "{}", '{"settings": 3, "scenarios": [], "packages": null}'],
)
def test_garbage_for_a_manifest_is_told_and_breaks_nothing(garbage):
    assert difference(garbage, claim()).startswith("results ")


def test_a_manifest_reads_back_as_it_was_written():
    assert json.loads(as_text(claim())) == claim()
    assert as_text(dict(reversed(claim().items()))) == as_text(claim())

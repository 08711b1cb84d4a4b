"""A fit's two files, damaged in every way we thought of: refused before anything is run, file and key named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import run
from analysis.calibration.posterior import read, shipped_posterior
from analysis.calibration.priors import NAMES
from sim.inputs.faults import InputFault

TOLD = json.loads(shipped_posterior().with_suffix(".json").read_text(encoding="utf-8"))
LINES = shipped_posterior().read_text(encoding="utf-8").splitlines()[:4]
WRONG: dict[str, Any] = {
    "text": "x",
    "empty": "",
    "negative": -1,
    "true": True,
    "list": [1],
    "table": {"a": 1},
    "null": None,
    "nan": float("nan"),
    "infinite": float("inf"),
    "huge": 10**400,
}
USED = (("sha256",), ("behaviour",), ("effective_size",), ("report",), ("report", "total"), ("report", "provinces"),
        ("report", "labelled"), ("report", "operator"), ("report", "told"), ("report", "plausible"))  # fmt: skip


def fit(folder: Path, lines: list[str] = LINES, told: Any = None, text: str | None = None) -> Path:
    """The two files of a fit, sealed whatever its rows are."""
    rows = "\n".join(lines) + "\n"
    sealed = {**TOLD, "sha256": hashlib.sha256(rows.encode()).hexdigest()} if told is None else told
    path = folder / "fit.csv"
    path.write_text(rows, encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps(sealed) if text is None else text, encoding="utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(InputFault) as raised:
        read(path)
    assert raised.value.said("th")
    return [str(fault) for fault in raised.value.faults]


def with_value(path: tuple[str, ...], *value: Any) -> dict[str, Any]:
    """What is told, with another value at a key, or without the key."""
    told = json.loads(json.dumps(TOLD))
    inner = told
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    if value:
        inner[path[-1]] = value[0]
    return told


def test_a_good_one_is_read(tmp_path: Path) -> None:
    found = read(fit(tmp_path))
    assert found.weights.sum() == pytest.approx(1) and found.provenance["report"]["total"] == 31


@pytest.mark.parametrize("path", USED, ids=".".join)
def test_a_key_that_is_used_later_is_missed_at_once(path: tuple[str, ...], tmp_path: Path) -> None:
    (fault,) = faults_of(fit(tmp_path, told=with_value(path)))
    assert fault.startswith(f"{tmp_path}/fit.json: {'.'.join(path)}: got nothing")


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("path", USED, ids=".".join)
def test_a_value_of_a_wrong_type_is_named(path: tuple[str, ...], what: str, tmp_path: Path) -> None:
    last = path[-1]
    if (last in ("sha256", "behaviour") and what == "text") or (last == "total" and what == "null"):
        return
    if last == "plausible" and what == "true":
        return
    found = faults_of(fit(tmp_path, told=with_value(path, WRONG[what])))
    assert found[0].startswith(f"{tmp_path}/fit.json: {'.'.join(path)}"), found
    assert all(len(one) < 400 for one in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 10_000, "too deep"),
        ("[" * 10_000 + "]" * 10_000, "too deep"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "too deep"),
        ('{"schema": 1, "schema": 1}', "'schema': got a key a second time"),
        ('{"schema": 1, "report": {"total": 1, "total": 2}}', "'total': got a key a second time"),
        ('{"schema": ' + "9" * 5_000 + "}", "no JSON"),
        ("[]", "a list of 0"),
        ("null", "nothing"),
        ("3", "keys and values"),
        ('{"schema": 2}', "schema: got 2"),
        ("{}", "schema: got nothing"),
        ("{'schema': 1}", "no JSON"),
        ("", "an empty file"),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_fit(text: str, words: str, tmp_path: Path) -> None:
    (fault,) = faults_of(fit(tmp_path, text=text))
    assert words in fault and str(tmp_path / "fit.json") in fault


@pytest.mark.parametrize("weight", ["nan", "-0.1", "inf", "1e999", "", "x", "๑", "2"])
def test_a_weight_that_is_none(weight: str, tmp_path: Path) -> None:
    lines = [LINES[0], weight + LINES[1][LINES[1].index(",") :], *LINES[2:]]
    (fault,) = faults_of(fit(tmp_path, lines))
    assert fault.startswith(f"{tmp_path}/fit.csv: row 2, weight: got ")
    assert "a number from 0 to 1" in fault


@pytest.mark.parametrize("lines", [[LINES[0]], [LINES[0], "0" + LINES[1][LINES[1].index(",") :]]], ids=["none", "zero"])
def test_weights_that_come_to_nothing(lines: list[str], tmp_path: Path) -> None:
    assert "no parameter set with a weight" in faults_of(fit(tmp_path, lines))[0]


def test_rows_and_seal_are_complained_of_together(tmp_path: Path) -> None:
    path = fit(tmp_path)
    path.write_text("\n".join([*LINES, LINES[1].replace("0.001", "one", 1), "0.5,1"]), encoding="utf-8")
    found = faults_of(path)
    assert "changed since they were written" in found[0]
    assert [one.split(": ")[1] for one in found[1:]] == ["row 5, weight", "row 6"]


def test_columns_in_another_order_or_missing(tmp_path: Path) -> None:
    swapped = [",".join([*line.split(",")[1:], line.split(",")[0]]) for line in LINES]
    assert "columns in another order" in faults_of(fit(tmp_path, swapped))[0]
    assert f"no column {NAMES[-1]}" in faults_of(fit(tmp_path, [line.rsplit(",", 1)[0] for line in LINES]))[0]


@pytest.mark.parametrize("words", [["run", "programme"], ["compare", "media"], ["validate"]], ids=" ".join)
def test_it_is_refused_before_anything_is_run(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fit(tmp_path, told=with_value(("report", "total")))
    assert run.main([*words, "--posterior", "fit.csv", "--replicates", "2", "--out", "out"]) == 2
    assert "fit.json: report.total" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

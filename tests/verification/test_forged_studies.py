"""Studies that a stranger has changed and sealed again: refused or told, never a fault of ours, and nothing elsewhere.

A value of the manifest or of the answer is gone or another, or a column of a table is. ``report`` of changed tables is
not asked: it draws what they say.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from mishaps import sketched

import run
from analysis.charts import page
from sim.ensembles.manifest import as_text, digest, digest_of

pytestmark = pytest.mark.slow
ODD = (
    None, 0, -1, 1e308, "", "x", "../../x", "/etc/passwd", "=1+1", [], {}, True, 10**30, "ก" * 50, [[]], {"a": 1},
    -0.5, 2**63, "--out=elsewhere", "a\0b", "C:\\x",
)  # fmt: skip
EACH = 400


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    place = tmp_path_factory.mktemp("study") / "out"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("settle", "_drawn"):
            patch.setattr(page, name, getattr(page, name))
        sketched()
        assert run.main(["run", "baseline", "--replicates", "3", "--months", "3", "--out", str(place)]) == 0
        yield place


def sealed(folder, told):
    """The manifest as who changed a file would write it."""
    files = told.get("files")
    if isinstance(files, dict):
        told["files"] = {name: digest_of(folder / name) if (folder / name).is_file() else "" for name in files}
    (folder / "manifest.json").write_text(as_text({**told, "seal": digest(told)}), encoding="utf-8")


def places(value, at=()):
    """The way to each value within a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value[:6]) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*at, key)
        yield from places(one, (*at, key))


def forge(value, lots):
    """Have one value gone, or another, anywhere: near the top as often as deep."""
    every = [at for at in places(value) if at[0] not in ("files", "seal")]
    first = sorted({str(at[0]) for at in every})[lots.integers(len({str(at[0]) for at in every}))]
    among = [at for at in every if str(at[0]) == first]
    *way, last = among[lots.integers(len(among))]
    for key in way:
        value = value[key]
    if lots.random() < 0.2:
        del value[last]
    else:
        value[last] = ODD[lots.integers(len(ODD))]


def forge_table(file, lots):
    """Have a column gone, renamed or full of something else, or all rows gone."""
    table = pd.read_parquet(file) if file.suffix == ".parquet" else pd.read_csv(file, encoding="utf-8-sig")
    column = table.columns[lots.integers(len(table.columns))]
    changed = (
        table.drop(columns=column), table.rename(columns={column: f"{column}x"}), table.iloc[:0],
        *(table.assign(**{column: odd}) for odd in ("x", None, 1e300, -5)),
    )[lots.integers(7)]  # fmt: skip
    changed.to_parquet(file) if file.suffix == ".parquet" else changed.to_csv(file, index=False)


@pytest.mark.parametrize("sort", ["manifest", "answer", "table"])
def test_a_forged_study_is_refused_or_told(finished, tmp_path, monkeypatch, capsys, sort):
    monkeypatch.chdir(tmp_path)
    for number in range(EACH):
        lots = np.random.default_rng([17, number, len(sort)])
        folder = Path(shutil.copytree(finished, "study"))
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        del told["seal"]
        if sort == "manifest":
            forge(told, lots)
        elif sort == "answer":
            answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
            forge(answer, lots)
            (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
        else:
            files = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".parquet"))
            forge_table(files[lots.integers(len(files))], lots)
        sealed(folder, told)
        commands = [["export", "study", "--out", "taken"], ["reproduce", "study", "--workers", "1"]]
        commands += [["report", "study", "--lang", "th"]] if sort != "table" else []
        code = run.main(commands[lots.integers(len(commands))])
        said = capsys.readouterr()
        assert code in (0, 2, 3) and "Traceback" not in said.err, (number, code, said.err)
        assert {path.name for path in tmp_path.iterdir()} <= {"study", "taken"}, number
        for left in ("study", "taken"):
            shutil.rmtree(left, ignore_errors=True)

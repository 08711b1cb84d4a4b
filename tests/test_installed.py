"""Installed by pip, not editable, and called from another folder, the program has all it needs and goes by its name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import run
from sim.language.program import SCRIPT
from sim.recommendation import recommendations

ROOT = Path(run.__file__).resolve().parent
PARTS = ("run.py", "sim", "analysis", "scenarios", "pyproject.toml", "README.md", "LICENSE")
UNSEEN = shutil.ignore_patterns("__pycache__", ".*")


class Installed:
    """An environment with the program in it, which sees the packages of this one, but not its own installation."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder / "environment", folder / "home"
        self.home.mkdir()
        venv.create(self.folder)
        bin_ = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python, self.script = bin_ / Path(sys.executable).name, bin_ / SCRIPT
        paths = {"base": str(self.folder), "platbase": str(self.folder)}
        self.packages = Path(sysconfig.get_path("purelib", vars=paths))
        (self.packages / "theirs.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def install(self, source: Path) -> None:
        offline = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
        asked = [sys.executable, "-m", "pip", "--python", self.python, "install", *offline, source]
        done = subprocess.run(list(map(str, asked)), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def typed(self, *words: object) -> subprocess.CompletedProcess[str]:
        """What the installed program answers, called in the top folder by a user with a home of their own."""
        kept = {name: value for name, value in os.environ.items() if name not in ("NUMBA_CACHE_DIR", "PYTHONPATH")}
        around = {**kept, "HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / ".cache")}
        asked = [str(self.script), *map(str, words)]
        return subprocess.run(asked, cwd="/", env=around, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    source.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=UNSEEN)
        else:
            shutil.copy(ROOT / name, source)
    made = Installed(folder)
    made.install(source)
    return made


def test_every_file_is_installed(installed: Installed) -> None:
    files = [path for part in ("sim", "analysis", "scenarios") for path in (ROOT / part).rglob("*") if path.is_file()]
    files = [path for path in files if "__pycache__" not in path.parts and not path.name.startswith(".")]
    assert len(files) > 150
    for path in files:
        assert (installed.packages / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_it_lists_and_explains_from_another_folder(installed: Installed) -> None:
    listed = installed.typed("list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert len(re.findall(r"^ ?\d+\. ", listed.stdout, re.MULTILINE)) == len(recommendations())
    assert "programme-link-first: " in listed.stdout and "all-14: " in listed.stdout
    explained = installed.typed("explain", "programme", "--lang", "th")
    assert (explained.returncode, explained.stderr) == (0, "")
    assert "ทีมจังหวัด" in explained.stdout


def test_help_names_it_as_it_was_called(installed: Installed) -> None:
    told = installed.typed("compare", "--help").stdout
    assert f"usage: {SCRIPT} compare" in told and f"example: {SCRIPT} compare" in told
    assert "run.py" not in told + installed.typed("--help").stdout
    assert f"Help: {SCRIPT} run --help" in installed.typed("run").stderr


@pytest.mark.slow  # a new place on the disk means compiling the rules anew
def test_it_runs_compares_and_keeps_its_compiled_rules_where_the_user_may_write(
    installed: Installed, tmp_path: Path
) -> None:
    asked = ["--replicates", 2, "--months", 24, "--workers", 1, "--seed", 1]
    done = installed.typed("compare", "media", *asked, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert f"{SCRIPT} " in done.stdout and "run.py" not in done.stdout
    assert (tmp_path / "out" / "charts" / "observed.png").is_file()
    assert list((installed.home / ".cache" / SCRIPT).glob("*/*"))
    assert not (installed.packages / ".compiled").exists()
    assert "Compiling" not in installed.typed("run", "baseline", *asked, "--out", tmp_path / "again").stderr

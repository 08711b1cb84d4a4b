"""Compiled rules are kept by what all the source says: no edited rule goes on running as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim import compiling
from sim.chance import mix
from sim.compiling import _user_cache, cache_folder, source_digest
from sim.month import live_through
from sim.rules.fitting import fit

SIM = Path(compiling.__file__).resolve().parent


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A source of three files in place of the real one."""
    (tmp_path / "sim" / "rules").mkdir(parents=True)
    for name in ("month.py", "rules/fitting.py", "rules/trust.py"):
        (tmp_path / "sim" / name).write_text("A = 1\n")
    monkeypatch.setattr(compiling, "_HERE", tmp_path / "sim")
    return tmp_path / "sim"


@pytest.mark.parametrize("name", ["month.py", "rules/fitting.py", "rules/trust.py"])
def test_a_change_in_any_file_is_another_source(source, name):
    before = source_digest()
    assert source_digest() == before
    (source / name).write_text('"""A remark."""\nA = 1  # as it was\n')
    assert source_digest() == before
    (source / name).write_text("A = 2\n")
    assert source_digest() != before


def test_so_are_a_new_file_and_one_that_is_gone(source):
    seen = [source_digest()]
    (source / "rules" / "new.py").write_text("")
    seen.append(source_digest())
    (source / "rules" / "trust.py").unlink()
    seen.append(source_digest())
    assert len(set(seen)) == 3


@pytest.mark.parametrize("rule", [mix, fit, live_through])
def test_every_rule_is_kept_in_the_folder_of_its_source(rule):
    assert source_digest()[:16] in Path(rule.stats.cache_path).parts


@pytest.fixture
def own_cache(tmp_path_factory, monkeypatch):
    """A cache of this user's, on a system that has it where the environment says."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("sim.compiling.sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "cooperative-alliances"


def test_the_folder_is_beside_the_project_unless_the_user_says_otherwise(source, tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    assert cache_folder() == tmp_path / ".compiled" / source_digest()[:16]
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "chosen"))
    assert cache_folder() == tmp_path / "chosen" / source_digest()[:16]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders have no owner here")
@pytest.mark.parametrize("how", ["open to everybody", "another's"])
def test_a_place_where_others_can_write_is_passed_over(source, own_cache, tmp_path, monkeypatch, how):
    """Compiled code is run as it is found."""
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    (tmp_path / ".compiled").mkdir()
    if how == "open to everybody":
        (tmp_path / ".compiled").chmod(0o777)
        assert cache_folder() == own_cache / source_digest()[:16]
    else:
        monkeypatch.setattr("sim.compiling.os.getuid", lambda: os.stat(tmp_path).st_uid + 1)
        assert cache_folder().name.startswith("alliances-compiled-")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / ".compiled"))
    assert cache_folder() == tmp_path / ".compiled" / source_digest()[:16]


def test_installed_it_is_in_the_users_own_cache(source, own_cache, tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    assert cache_folder() == own_cache / source_digest()[:16]
    assert not (tmp_path / ".compiled").exists()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "chosen"))
    assert cache_folder() == tmp_path / "chosen" / source_digest()[:16]


@pytest.mark.parametrize(
    ("platform", "expected"), [("linux", ".cache"), ("darwin", "Library/Caches"), ("win32", "AppData/Local")]
)
def test_each_system_has_its_own_cache(tmp_path, monkeypatch, platform, expected):
    monkeypatch.setattr("sim.compiling.sys.platform", platform)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert _user_cache() == [tmp_path / expected / "cooperative-alliances"]
    monkeypatch.setattr(Path, "home", homeless)
    assert _user_cache() == []


def homeless():
    raise RuntimeError("Could not determine home directory.")


def test_where_nothing_can_be_written_there_is_still_a_place(source, own_cache, tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".compiled").write_text("a file in the way")
    own_cache.write_text("another")
    folder = cache_folder()
    assert folder.is_dir()
    assert os.access(folder, os.W_OK)
    assert tmp_path not in folder.parents


def test_every_file_with_a_rule_is_part_of_the_source():
    """Were rules to stand deeper in the tree, their changes would go unnoticed."""
    with_rules = {path for path in SIM.rglob("*.py") if "@rule\n" in path.read_text(encoding="utf-8")}
    assert len(with_rules) > 10
    assert with_rules <= {*SIM.glob("*.py"), *(SIM / "rules").glob("*.py")}

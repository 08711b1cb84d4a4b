"""A folder from a stranger that holds links: nothing outside it is written, moved or removed."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from small_folders import CLAIM, everything, write

from sim.ensembles.folder import Folder
from sim.ensembles.inventory import files_told
from sim.ensembles.manifest import as_text, digest, digest_of, readable
from sim.ensembles.moving import as_it_was, settle
from sim.inputs.faults import InputFault

THAI, ENGLISH = {"language": "th"}, {"language": "en"}


@pytest.fixture
def elsewhere(tmp_path):
    """Somebody's own folder, which must stay as it is."""
    place = tmp_path / "own"
    (place / "tree").mkdir(parents=True)
    (place / "precious.txt").write_text("mine")
    (place / "tree" / "leaf.txt").write_text("mine too")
    yield place
    assert everything(place) == {"precious.txt": b"mine", "tree/leaf.txt": b"mine too"}


@pytest.fixture
def place(tmp_path):
    """A finished folder."""
    Folder(tmp_path / "out", CLAIM, ENGLISH).fill(write)
    return tmp_path / "out"


def seal(folder, files):
    """A manifest that names these files as well, sealed by who knows how that is done."""
    told = readable((folder / "manifest.json").read_text(encoding="utf-8"))
    told = {name: value for name, value in told.items() if name != "seal"}
    told["files"] |= files
    (folder / "manifest.json").write_text(as_text({**told, "seal": digest(told)}), encoding="utf-8")


def linked(place, elsewhere):
    """A link in the folder, and a file beyond it that the manifest names as its own."""
    (place / "old").symlink_to(elsewhere, target_is_directory=True)
    seal(place, {"old/precious.txt": digest_of(elsewhere / "precious.txt")})


def test_a_folder_with_a_link_is_not_written_to(place, elsewhere):
    linked(place, elsewhere)
    folder = Folder(place, CLAIM, THAI)
    with pytest.raises(InputFault, match=r"a link \(out/old\)"):
        folder.refuse_strangers()
    with pytest.raises(InputFault, match="a link"):
        folder.fill(write)
    with pytest.raises(InputFault, match="a link"), as_it_was(place):
        pass
    assert [path.name for path in place.parent.glob(".out.*")] == []


def test_nor_where_its_charts_are_a_link(place, elsewhere):
    shutil.rmtree(place / "charts")
    (place / "charts").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(InputFault, match="a link"):
        Folder(place, CLAIM, THAI).fill(write)


def test_nor_where_unfinished_worlds_are_a_link(place, elsewhere):
    shutil.rmtree(place)
    place.with_name("out.unfinished").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(InputFault, match="a link"):
        Folder(place, CLAIM).refuse_strangers()


@pytest.mark.parametrize("whose", ["the results", "what was left"])
def test_what_a_killed_process_seems_to_have_left_is_not_moved_through_a_link(place, elsewhere, whose):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = place.with_name(f".out.{dead.pid}.partial-aaaa")
    shutil.copytree(place, left)
    (left / "v").mkdir()
    for name in ("precious.txt", "tree"):
        (left / "v" / name).write_text("evil")
    seal(left, {f"v/{name}": digest_of(left / "v" / name) for name in ("precious.txt", "tree")})
    if whose == "the results":
        (place / "v").symlink_to(elsewhere, target_is_directory=True)
    else:
        shutil.rmtree(left)
        left.symlink_to(elsewhere, target_is_directory=True)
    settle(place)


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "..\\x", "C:\\x", "C:x", "a//x", "./x", "a\0x", ""])
def test_no_name_leads_out_of_the_folder_on_any_system(name):
    assert files_told({"files": {name: "0a", "charts/one.png": "0b"}}) == {"charts/one.png": "0b"}

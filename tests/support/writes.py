"""What Python is about to change on a disk, by its audit events."""

from __future__ import annotations

import os
from typing import Any

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate")


def changed(event: str, args: tuple[Any, ...]) -> list[str]:
    """Paths of what is opened for writing, moved, made or removed; links on the way to them are followed."""
    if event == "open":
        path, mode, flags = args
        writes = bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool(flags & (os.O_WRONLY | os.O_RDWR))
        paths = [path] if writes else []
    else:
        paths = list(args[:2]) if event in CHANGES else []
    named = [os.fsdecode(path) for path in paths if isinstance(path, str | bytes | os.PathLike)]
    return [os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path)) for path in named]

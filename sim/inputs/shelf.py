"""A folder that people add files to: which of what lies there is meant to be read."""

from __future__ import annotations

from pathlib import Path


def toml_files(folder: Path) -> list[Path]:
    """Everything called ``*.toml`` in ``folder``, by name; notes, backups and hidden files are no concern."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if path.suffix.lower() == ".toml" and not path.name.startswith("."))
    return sorted(found)

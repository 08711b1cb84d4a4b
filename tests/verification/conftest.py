"""Everything in this folder belongs to ``make verify``; ``make test`` does not so much as read it."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent


def pytest_ignore_collect(collection_path, config):
    """Nothing here is read where slow tests are not wanted: what stands for an old version may no longer import."""
    return True if config.option.markexpr == "not slow" and collection_path.suffix == ".py" else None


def pytest_collection_modifyitems(items):
    """Every test of this folder is slow."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.slow)

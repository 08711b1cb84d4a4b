"""Environment variables of other programs that would only disturb: this process does without them."""

from __future__ import annotations

import os

DROPPED = ("MATPLOTLIBRC", "SOURCE_DATE_EPOCH")  # charts have a style of their own, and no file holds a date
PREFIXES = ("NUMBA_", "TQDM_", "BOKEH_", "PANEL_")
"""Rules are compiled in one way, progress is told in one way, and a page fetches nothing from elsewhere."""
KEPT = ("NUMBA_CACHE_DIR",)


def settle() -> None:
    """Take out what packages would obey or stumble over when they are imported; charts need no display."""
    for name in list(os.environ):
        if name in DROPPED or (name.startswith(PREFIXES) and name not in KEPT):
            del os.environ[name]
    os.environ["MPLBACKEND"] = "agg"
    # Many small sums are many times slower where several threads share them on busy cores, and their last digits would
    # depend on how many cores a machine has.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"

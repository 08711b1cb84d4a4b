"""How rules are compiled: once for each version of the source, without fast-math and without making arrays.

Fast-math stays off so that the same rule gives the same bits wherever it is called from: alone, from a Mesa agent,
or inlined in the month. Rules make no arrays (those that need room to work use ``State.desk``), so that the compiler
can leave out the counting of references, which took a third of the time of a run.

Compiled code is kept in a folder named by what all the source says: numba by itself would look only at the file a
function stands in, and go on using an old rule that another file calls. The names below are what compiled rules say of
their arguments: a type checker cannot look into records, a reader can.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit

Record = Any
"""One record of a structured array; its fields are declared in ``records`` or ``parameters``."""
Word = Any
"""64 random or identifying bits (``numpy.uint64``)."""

Function = TypeVar("Function", bound=Callable[..., Any])
_HERE = Path(__file__).resolve().parent


def source_digest() -> str:
    """SHA-256 over the files that rules are made of, names and contents."""
    digest = hashlib.sha256(numba.__version__.encode())
    for file in sorted([*_HERE.glob("*.py"), *(_HERE / "rules").glob("*.py")]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Where compiled code of this very source is kept: beside the project, or else where this user may write."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    places = (
        [Path(chosen)] if chosen else [_HERE.parent / ".compiled", Path(tempfile.gettempdir()) / "alliances-compiled"]
    )
    for place in places:
        folder = place / source_digest()[:16]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="alliances-compiled-"))


CACHE = cache_folder()
numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]


def is_compiled() -> bool:
    """Whether this version of the rules has been compiled here before."""
    return any(CACHE.rglob("month.live_through-*.nbc"))


def rule(function: Function) -> Function:
    """Compile ``function``; it is called as before."""
    options: Any = {"cache": True, "error_model": "numpy", "nogil": True, "_nrt": False, "forceinline": True}
    compiled: Any = njit(**options)(function)
    return cast(Function, compiled)

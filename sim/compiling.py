"""How rules are compiled: once for each version of the source, without fast-math and without making arrays.

Fast-math stays off so that the same rule gives the same bits wherever it is called from: alone, from a Mesa agent,
or inlined in the month. Rules make no arrays (those that need room to work use ``State.desk``), so that the compiler
can leave out the counting of references, which took a third of the time of a run.

A rule called from Python is a whole: optimised, turned into machine code and kept. Called by another rule it is a part,
handed on as it is to be inlined and optimised with the whole. Every rule was once a whole, optimised again inside each
caller and its caller's caller: that took more than half of the time of the first run.

Compiled code is kept in a folder named by what all the source says to a machine: numba by itself would look only at the
file a function stands in, and go on using an old rule that another file calls. The names below are what compiled rules
say of their arguments: a type checker cannot look into records, a reader can.
"""

from __future__ import annotations

import gc
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler

from sim.source import source_digest_of

Record = Any
"""One record of a structured array; its fields are declared in ``records`` or ``parameters``."""
Word = Any
"""64 random or identifying bits (``numpy.uint64``)."""

Function = TypeVar("Function", bound=Callable[..., Any])
_HERE = Path(__file__).resolve().parent


def source_digest() -> str:
    """SHA-256 over what the files that rules are made of say to a machine, and the compiler's version."""
    files = [*_HERE.glob("*.py"), *(_HERE / "rules").glob("*.py")]
    return hashlib.sha256(f"numba {numba.__version__}, {source_digest_of(files)}".encode()).hexdigest()


def cache_places() -> list[Path]:
    """Where compiled code may be kept: where the environment says, beside the project, or in this user's own cache."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    first = [Path(chosen)] if chosen else []
    own = [_HERE.parent / ".compiled"] if (_HERE.parent / "pyproject.toml").is_file() else []
    return [*first, *own, *_user_cache(), Path(tempfile.gettempdir()) / "alliances-compiled"]


def _user_cache() -> list[Path]:
    """Where programs of this user keep what can be made again, by system; nowhere for a user without a home."""
    usual = {"win32": ("LOCALAPPDATA", "AppData/Local"), "darwin": ("", "Library/Caches")}
    variable, below_home = usual.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    try:
        folder = Path(os.environ.get(variable) or Path.home() / below_home)
    except RuntimeError:
        return []
    return [folder / "cooperative-alliances"] if folder.is_absolute() else []


def cache_folder() -> Path:
    """Where compiled code of this very source is kept: the first of ``cache_places`` where this user may write.

    Whoever can write there can have this user run anything: a place that is another's, or open to everybody, is passed
    over, unless the user has named it.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    for place in cache_places():
        folder = place / source_digest()[:16]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            own = str(place) == chosen or (_is_own(place) and _is_own(folder))
        except OSError:
            continue
        if own and os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="alliances-compiled-"))


def _is_own(folder: Path) -> bool:
    """Whether a folder is this user's and not open to everybody; where a system does not tell, it is."""
    if not hasattr(os, "getuid"):
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & stat.S_IWOTH


CACHE = cache_folder()
numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]


@contextmanager
def uncollected() -> Iterator[None]:
    """Compile without looking for garbage meanwhile: there is little of it, and the search took a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def is_compiled() -> bool:
    """Whether this version of the rules has been compiled here before."""
    return any(CACHE.rglob("month.live_through-*.nbc"))


class _PartLibrary(JITCodeLibrary):
    """The code of a part: not optimised, and no machine code made of it, before it is in a whole."""

    def _optimize_final_module(self) -> None:
        """Nothing yet."""

    def _finalize_final_module(self) -> None:
        """Ready to be linked, which is all a part is for."""
        self._finalized = True

    @property
    def codegen(self) -> _PartLibrary:
        """Whoever gives a function its environment asks for this; a part without machine code has no place for one."""
        return self

    def set_env(self, name: str, environment: object) -> None:
        """Not needed: only what handles Python objects looks into its environment, and rules do not."""


class _PartCompiler(Compiler):
    """The usual compiler, but what it makes is a part."""

    def __init__(self, typing: Any, target: Any, library: None, *others: Any) -> None:
        super().__init__(typing, target, _PartLibrary(target.codegen(), "part"), *others)


def rule(function: Function) -> Function:
    """Compile ``function``; it is called as before, from Python and by other rules."""
    both: Any = {"error_model": "numpy", "nogil": True, "_nrt": False, "no_cfunc_wrapper": True}
    inlined: Any = {"no_cpython_wrapper": True, "forceinline": True, "pipeline_class": _PartCompiler}
    whole: Any = njit(cache=True, **both)(function)
    part: Any = njit(**inlined, **both)(function)

    def called_by_rule(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """The part that takes such arguments; one that takes integers serves for 0, which numba would set apart."""
        return part.get_call_template(tuple(types.unliteral(each) for each in arguments), named)

    whole.get_call_template, whole.get_overload = called_by_rule, part.get_overload
    return cast(Function, whole)

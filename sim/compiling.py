"""How rules are compiled: once, to machine code kept on disk beside the source, without threads or fast-math.

Fast-math stays off so that the same rule gives the same bits wherever it is called from: alone, from a Mesa agent,
or inlined in the month. The names below are what compiled rules say of their arguments: a type checker cannot look
into records, a reader can.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Record = Any
"""One record of a structured array; its fields are declared in ``records`` or ``parameters``."""
Word = Any
"""64 random or identifying bits (``numpy.uint64``)."""

Function = TypeVar("Function", bound=Callable[..., Any])


def rule(function: Function) -> Function:
    """Compile ``function``; it is called as before."""
    compiled: Any = njit(cache=True, error_model="numpy", nogil=True)(function)
    return cast(Function, compiled)

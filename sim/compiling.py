"""How rules are compiled: once, to machine code kept on disk beside the source, without threads or fast-math.

Fast-math stays off so that the same rule gives the same bits wherever it is called from: alone, from a Mesa agent,
or inlined in the month.
"""

from __future__ import annotations

from numba import njit

rule = njit(cache=True, error_model="numpy", nogil=True)

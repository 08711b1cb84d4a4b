"""How near the compiled rules come to plain C: the same month in ``month.c``, over the very same arrays.

``records.h``, which ``month.c`` includes, is made here of the Python declarations, so that a new field, parameter or
measure needs no second writing; a new rule does. Without a C compiler there is nothing to compare: ``NoCompiler``.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim import chance, kinds, records
from sim.draws import DEFAULTS
from sim.measures import MEASURES, MONTHLY, POSITION
from sim.parameters import NUMBERS
from sim.plan import make_plan
from sim.provinces import PROVINCE_TERMS
from sim.records import Plan, State
from sim.rules import fitting, trading
from sim.scenario import load_scenario
from sim.simulate import Peopling, run_on

SOURCE = Path(__file__).with_name("month.c")
FLAGS = ("-std=c99", "-O3", "-fno-fast-math", "-ffp-contract=off", "-shared", "-fPIC")

STRUCTS = {
    "Organisation": records.ORGANISATION,
    "Tie": records.TIE,
    "Seat": records.SEAT,
    "Alliance": records.ALLIANCE,
    "Province": records.PROVINCE,
    "District": records.DISTRICT,
    "Ledger": records.LEDGER,
    "Change": records.CHANGE,
    "Count": records.COUNT,
    "Numbers": NUMBERS,
}
PLAIN = {"double": "f8", "int64_t": "i8", "uint64_t": "u8", "uint16_t": "u2", "uint8_t": "u1", "bool": "?"}
DTYPES = {**STRUCTS, **{name: np.dtype(code) for name, code in PLAIN.items()}}
C_NAMES = {dtype: name for name, dtype in DTYPES.items()}


class Layout(NamedTuple):
    """What one array of ``State`` or ``Plan`` is made of: C's name of an element, and how many stand in a row."""

    element: str
    columns: str | None = None


ARRAYS: dict[type, dict[str, Layout]] = {
    State: {
        "organisations": Layout("Organisation"),
        "ties": Layout("Tie", "MAX_TIES"),
        "seats": Layout("Seat", "MAX_BELONGS"),
        "alliances": Layout("Alliance"),
        "members": Layout("int64_t", "MAX_MEMBERS"),
        "ledger": Layout("Ledger"),
        "provinces": Layout("Province"),
        "districts": Layout("District"),
        "kin": Layout("int64_t"),
        "kin_first": Layout("int64_t", "KIN_FIRSTS"),
        "circle": Layout("int64_t"),
        "rounds": Layout("int64_t", "PROVINCES"),
        "live": Layout("int64_t"),
        "counts": Layout("Count"),
        "desk": Layout("int64_t"),
        "lots": Layout("uint64_t"),
        "circle_desk": Layout("int64_t", "MAX_CIRCLE"),
    },
    Plan: {
        "numbers": Layout("Numbers"),
        "changes": Layout("Change"),
        "where": Layout("bool", "PROVINCES"),
        "whom": Layout("bool", "KINDS"),
        "stages": Layout("int64_t"),
        "teams": Layout("int64_t"),
    },
}


class NoCompiler(RuntimeError):  # noqa: N818 - it says what is the matter, as every name here
    """This machine has no C compiler."""


def whole_constants() -> dict[str, int]:
    """Every whole number that ``month.c`` takes from Python, by its name there."""
    sizes = {name: getattr(records, name) for name in ("MAX_TIES", "MAX_BELONGS", "MAX_MEMBERS", "MAX_CIRCLE")}
    counts = {
        "FORMS": len(kinds.FORMS),
        "KINDS": len(kinds.KINDS),
        "KIN_FIRSTS": len(kinds.KINDS) + 1,
        "PROVINCES": len(PROVINCE_TERMS),
        "MEASURES": len(MEASURES),
        "MONTHLY_COUNT": len(MONTHLY),
    }
    acts = ("VISIT", "BROADCAST", "EQUIP", "FORUM", "LIST", "RESCUE")
    processes = {name: value for name, value in vars(chance).items() if name.isupper() and name[0] != "_"}
    return {
        **sizes,
        **counts,
        **{f"PROCESS_{name}": int(value) for name, value in processes.items()},
        **{f"ACT_{name}": getattr(records, name) for name in acts},
        **{f"FORM_{term.key.upper()}": code for code, term in enumerate(kinds.FORMS)},
        **{f"STAGE_{term.key.upper()}": code for code, term in enumerate(kinds.STAGES)},
        **{f"AT_{key.upper()}": position for key, position in POSITION.items()},
    }


def header() -> str:
    """The text of ``records.h``."""
    return "\n".join(
        (
            *(f"#define {name} {value}" for name, value in whole_constants().items()),
            f"#define YEAR {trading.YEAR!r}",
            f"#define MILLION {fitting.MILLION!r}",
            f"static const int64_t BITS[] = {{{', '.join(map(str, fitting.BITS))}}};",
            *(_struct(name, dtype) for name, dtype in STRUCTS.items()),
            *(_bundle(kind) for kind in ARRAYS),
            f"#define RECORD_LAYOUT {{{', '.join(place for place, _ in _places())}}}",
            "",
        )
    )


def _struct(name: str, dtype: np.dtype) -> str:
    """One record as C declares it."""
    fields = (f"{C_NAMES[dtype[field]]} {field};" for field in dtype.names or ())
    return f"typedef struct {{ {' '.join(fields)} }} {name};"


def _bundle(kind: type) -> str:
    """``State`` or ``Plan`` as C declares it: every array with its length."""
    fields = []
    for name, (element, columns) in ARRAYS[kind].items():
        array = f"{element} (*{name})[{columns}]" if columns else f"{element} *{name}"
        fields.append(f"{array}; int64_t {name}_length;")
    return f"typedef struct {{ {' '.join(fields)} }} {kind.__name__};"


def _places() -> list[tuple[str, int]]:
    """Sizes of records and offsets of their fields: how C asks for each, and what numpy says of it."""
    places = []
    for name, dtype in STRUCTS.items():
        places.append((f"sizeof({name})", dtype.itemsize))
        places += [(f"offsetof({name}, {field})", offset) for field, (_, offset, *_) in (dtype.fields or {}).items()]
    return places


def compiler() -> list[str]:
    """The command of a C compiler: what ``CC`` names, or the first found; ``NoCompiler`` if there is none."""
    for command in (os.environ.get("CC", ""), "cc", "gcc", "clang"):
        words = shlex.split(command)
        if words and shutil.which(words[0]):
            return words
    raise NoCompiler("no C compiler found: tried CC, cc, gcc and clang")


@cache
def library(flags: tuple[str, ...] = FLAGS) -> ctypes.CDLL:
    """``month.c``, compiled and loaded; raises ``NoCompiler``, or ``RuntimeError`` with what the compiler said."""
    command = compiler()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "records.h").write_text(header(), encoding="utf-8")
        built = Path(folder, "month.so")
        line = [*command, *flags, f"-I{folder}", str(SOURCE), "-o", str(built), "-lm"]
        said = subprocess.run(line, capture_output=True, text=True, check=False)
        if said.returncode:
            raise RuntimeError(f"{shlex.join(line)}\n{said.stderr}")
        loaded = ctypes.CDLL(str(built))
    expected = _places()
    found = (ctypes.c_size_t * len(expected)).in_dll(loaded, "record_layout")
    wrong = [place for (place, size), here in zip(expected, found) if size != here]
    if wrong:
        raise RuntimeError(f"C lays records out in another way than numpy: {', '.join(wrong)}")
    loaded.live_through.restype = ctypes.c_bool
    return loaded


def _twin(kind: type) -> type[ctypes.Structure]:
    """The ctypes twin of what ``_bundle`` declares."""
    fields = [pair for name in ARRAYS[kind] for pair in ((name, ctypes.c_void_p), (f"{name}_length", ctypes.c_int64))]
    return type(kind.__name__, (ctypes.Structure,), {"_fields_": fields})


TWINS = {kind: _twin(kind) for kind in ARRAYS}


def bundled(arrays: State | Plan) -> ctypes.Structure:
    """``arrays`` as C takes them, after a look whether each is what C will take it for; nothing is copied."""
    kind, constants = type(arrays), whole_constants()
    made = TWINS[kind]()
    for name, array in zip(arrays._fields, arrays):
        element, columns = ARRAYS[kind][name]
        shape = (len(array), constants[columns]) if columns else (len(array),)
        if array.dtype != DTYPES[element] or array.shape != shape or not array.flags.c_contiguous:
            raise TypeError(f"{name}: {array.dtype} {array.shape} is not {element} {shape}")
        setattr(made, name, array.ctypes.data)
        setattr(made, f"{name}_length", len(array))
    return made


def run_in_c(state: State, plan: Plan, seed: int, months: int) -> np.ndarray:
    """What ``simulate.run_on`` does, in C: the world is changed in place; returns the rows of measures."""
    act = library().live_through
    rows = np.zeros((months + 1, len(MEASURES)))
    world, scheme = bundled(state), bundled(plan)
    act(
        ctypes.byref(world),
        ctypes.byref(scheme),
        ctypes.c_int64(seed),
        ctypes.c_int64(months),
        ctypes.c_void_p(rows.ctypes.data),
    )
    rows[:-1, len(MONTHLY) :] = np.nan
    return rows


def measure(scenario_key: str = "programme", seeds: int = 20) -> dict[str, float]:
    """Median processor time of one run of the default world, by compiled rules and by C, in turns (ms); the ratio."""
    scenario, peopling = load_scenario(scenario_key), Peopling()
    plan = make_plan(scenario, DEFAULTS)
    drivers: dict[str, Callable[[State, Plan, int, int], object]] = {"compiled": run_on, "c": run_in_c}
    taken: dict[str, list[float]] = {name: [] for name in drivers}
    for seed in range(seeds + 1):  # the first round compiles, and is not counted
        for name, drive in drivers.items():
            state = peopling.world(plan, seed)
            start = time.process_time()
            drive(state, plan, seed, scenario.months)
            taken[name].append(time.process_time() - start)
    return {
        "compiled_ms_per_run": 1e3 * statistics.median(taken["compiled"][1:]),
        "c_ms_per_run": 1e3 * statistics.median(taken["c"][1:]),
        "compiled_over_c": statistics.median(n / c for n, c in zip(taken["compiled"][1:], taken["c"][1:])),
    }


def main() -> int:
    """Measure and print; without a compiler, say so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="programme")
    parser.add_argument("--seeds", type=int, default=20)
    asked = parser.parse_args()
    try:
        print(json.dumps(measure(asked.scenario, asked.seeds), indent=1))
    except NoCompiler as missing:
        print(json.dumps({"skipped": str(missing)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

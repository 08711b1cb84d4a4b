"""A coverage-guided fuzzer over everything that is read: ``python fuzz_loaders.py FOLDER [option of libFuzzer]...``.

It mends its guesses by which lines of the loaders they reach (atheris, on libFuzzer), from the whole examples that
``spoilt`` begins with and by its changes of structure, and stops at the first fault of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

from analysis.commands.environment import settle

settle()
ROOT = Path(__file__).resolve().parents[2]
COMPILED = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for room in ("sim", "analysis")
    for file in (ROOT / room).rglob("*.py")
    if "sim.compiling" in file.read_text(encoding="utf-8")
]
"""What is compiled, whose bytes are the compiler's."""
with atheris.instrument_imports(include=["sim", "analysis", "tomllib"], exclude=COMPILED, enable_loader_override=False):
    import numpy as np
    from readers import read
    from spoilt import sorts, spoilt_once

SORTS = list(sorts())


def corpus(folder: Path) -> Path:
    """Every whole example as a file, behind a byte that says its sort."""
    place = folder / "corpus"
    place.mkdir(exist_ok=True)
    for nth, sort in enumerate(SORTS):
        for which, example in enumerate(sorts()[sort].examples):
            (place / f"{sort}-{which}").write_bytes(bytes([nth]) + example)
    return place


def main() -> None:
    """Fuzz until what libFuzzer was told to stop at."""
    folder = Path(sys.argv[1])

    def one(data: bytes) -> None:
        if data:
            read(SORTS[data[0] % len(SORTS)], data[1:], folder)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        if seed % 2 or len(data) < 2:
            return bytes(atheris.Mutate(data, most))
        sort = sorts()[SORTS[data[0] % len(SORTS)]]
        return (data[:1] + spoilt_once(sort, data[1:], np.random.default_rng(seed)))[:most]

    atheris.Setup([sys.argv[0], *sys.argv[2:], str(corpus(folder))], one, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

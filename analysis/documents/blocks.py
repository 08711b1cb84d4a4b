"""Tables in pages that people write, between markers, so that what the code knows cannot go stale.

Everything between ``<!-- generated: name -->`` and ``<!-- end -->`` is written by a function of that name; all other
words of a page are people's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

_MARKED = re.compile(r"(<!-- generated: ([a-z_]+) -->\n).*?(<!-- end -->)", re.DOTALL)
Blocks = Mapping[str, Callable[[], str]]
"""Name of a block → what writes it."""


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [list(heading), ["---"] * len(heading), *map(list, rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def renewed(page: str, blocks: Blocks) -> str:
    """``page`` with every marked block as the code has it now; ``KeyError`` for a block nobody writes."""
    return _MARKED.sub(lambda found: f"{found[1]}{blocks[found[2]]()}\n{found[3]}", page)


def renew(path: Path, blocks: Blocks, arguments: Sequence[str], module: str) -> int:
    """Renew a page, or with ``--check`` among ``arguments`` say whether it is current (exit code 1 when it is not).

    ``module`` is what is run to renew it.
    """
    text = path.read_text(encoding="utf-8")
    fresh = renewed(text, blocks)
    if "--check" in arguments:
        stale = f"{path.name} is stale: python -m {module} renews it"
        print(f"{path.name} is current" if fresh == text else stale)
        return int(fresh != text)
    if fresh != text:
        path.write_text(fresh, encoding="utf-8")
    return 0

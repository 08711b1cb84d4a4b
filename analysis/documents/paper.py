"""The figures of ``docs/paper.md`` and ``docs/trace.md``: of the code, of the fit that comes with it, and of studies.

The paper has a table of studies, a name and a command each. ``python -m analysis.documents.paper`` runs them and renews
both pages; a folder named behind it keeps the studies, and one that is finished there is only read.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from analysis.calibration.learning import learnt
from analysis.calibration.posterior import read, shipped_posterior
from analysis.calibration.priors import NAMES, unit_of
from analysis.calibration.weights import quantiles
from analysis.documents import blocks
from analysis.documents.findings import (
    AGAIN,
    ahead,
    as_table,
    beyond,
    columns_of,
    effects,
    gains,
    needs,
    of_answer,
    order,
    patterns,
    sentences,
    verdict,
)
from analysis.documents.outputs import DOCS, as_typed, done
from analysis.language.labels import quantity
from sim.draws import PRIORS
from sim.kinds import CONFIDENCES
from sim.language.numerals import number
from sim.language.texts import text
from sim.parameters import PARAMETERS
from sim.recommendation import recommendations

PAGES = (DOCS / "paper.md", DOCS / "trace.md")
PICTURE = DOCS / "pictures" / "paper.png"
DRAWN = Path("each", "charts", "ranks.png")
"""What is shown as ``PICTURE``, among the studies."""
SHOWN = (1, 2, 3, 5, 6)
"""Of the table of a comparison: policy, effect, median, cost and price."""
_STUDY = re.compile(r"^\| `([a-z]+)` \| `([^`]+)` \|", re.MULTILINE)


def studies() -> dict[str, str]:
    """The name of each study and the command that makes it, as the paper has them."""
    return dict(_STUDY.findall(PAGES[0].read_text(encoding="utf-8")))


def made(folder: Path) -> None:
    """Have every study in ``folder``, each under its name, run or only read; ``ValueError`` where one does not end."""
    folder.mkdir(parents=True, exist_ok=True)
    before = Path.cwd()
    os.chdir(folder)  # so that no sentence of a study names a place of this machine
    try:
        for name, typed in studies().items():
            if (it := done(f"{typed} --out {name}")).returncode:
                raise ValueError(f"{name}: {it.stderr}")
    finally:
        os.chdir(before)


def numbers() -> str:
    """How many numbers the model has, and how many of them nobody has measured."""
    grades = Counter(one.confidence for one in PARAMETERS)
    strengths = Counter(one.strength.confidence for one in recommendations().values())
    rows = [
        (what, str(counted.total()), *(str(counted[grade.key]) for grade in CONFIDENCES))
        for what, counted in (("parameters", grades), ("strengths of recommendations", strengths))
    ]
    return blocks.table(("numbers", "in all", *(grade.en for grade in CONFIDENCES)), rows)


def fit() -> str:
    """What the fit that comes with the project has learnt: the parameters that it moved, and how many it did not.

    Spreads are standard deviations after the fit over those before it, of ranks of the assumed range.
    """
    posterior = read(shipped_posterior())
    taught = learnt(unit_of(posterior.table), posterior.weights)
    moved = sorted((one for one in taught if one.verdict != "prior"), key=lambda one: one.contraction)
    rest = [one.contraction for one in taught if one.verdict == "prior"]
    rows = []
    for one in moved:
        column = posterior.table[:, NAMES.index(one.name)]
        low, middle, high = (number(end, 1) for end in quantiles(column, posterior.weights, [0.05, 0.5, 0.95]))
        prior = PRIORS[one.name]
        left_ = (f"{middle} ({low} to {high})", number(one.contraction, 2), text(f"belief_{one.verdict}", "en"))
        rows.append((quantity(one.name, "en"), f"{prior.low:g} to {prior.high:g}".replace("-", "−"), *left_))
    span = f"{number(min(rest), 2)} to {number(max(rest), 2)}"
    rows.append((f"the other {len(rest)}", "", "", span, text("belief_prior", "en")))
    heads = ("number taught", "assumed", "after the fit (5 to 95 %)", "spread left", "")
    size = posterior.provenance["effective_size"]
    return f"{blocks.table(heads, rows)}\n\nThe fit is worth {number(size)} independent draws."


OF_THE_CODE: blocks.Blocks = {"numbers": numbers, "fit": fit}
"""Blocks that take no study."""
OF_A_STUDY: Mapping[str, tuple[str, Callable[[Path], str]]] = {
    "effects": ("each", effects),
    "effects_said": ("each", of_answer(ahead)),
    "order": ("each", of_answer(order)),
    "gains": ("each", of_answer(gains)),
    "buys": ("each", of_answer(lambda one: sentences(one.buys[:1]))),
    "together": ("together", of_answer(lambda one: as_table(columns_of(one.tables[0], SHOWN)))),
    "together_said": ("together", of_answer(ahead)),
    "beyond": ("together", beyond),
    "needs": ("patterns", of_answer(needs)),
    "patterns_said": ("patterns", of_answer(verdict)),
    "again_said": (AGAIN, of_answer(verdict)),
    "patterns": ("patterns", patterns),
    "budgets": ("budgets", of_answer(lambda one: as_table(one.tables[0]))),
    "budgets_said": ("budgets", of_answer(lambda one: sentences(one.said))),
    "worth_said": ("worth", of_answer(lambda one: sentences([*one.said, *one.sure[:1]]))),
}
"""Name of a block: the study it is of, and what writes it from that study's folder."""


def all_blocks(folder: Path) -> blocks.Blocks:
    """What writes each block, where ``folder`` holds the studies."""
    told = {name: partial(_told, write, folder / study) for name, (study, write) in OF_A_STUDY.items()}
    return {**OF_THE_CODE, **told}


def _told(write: Callable[[Path], str], folder: Path) -> str:
    return as_typed(write(folder))


def main(arguments: Sequence[str]) -> int:
    """Have the studies in the folder named, or made anew; renew what the pages show of them, the picture among it."""
    with tempfile.TemporaryDirectory() as anew:
        folder = Path(arguments[0] if arguments else anew)
        made(folder)
        shutil.copyfile(folder / DRAWN, PICTURE)
        return max(blocks.renew(page, all_blocks(folder), (), "analysis.documents.paper") for page in PAGES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Writes ``docs/mutants.md`` from what became of a sample of mutants, and from the reasons kept for survivors."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from mutations import Mutant
from targets import ROOT

PAGE = ROOT / "docs" / "mutants.md"
REASONS = Path(__file__).with_name("reasons.toml")
HEAD = """# Can the tests fail?

A test is worth what it would notice. To see it, one thing at a time is changed in a rule of the model or in an
estimator of the analysis (a sign, a bound, a number, a statement left out: a *mutant*), and the tests are asked whether
anything is wrong. Where none fails, the mutant has *survived*: a test is missing, or the change makes no difference.

`make mutants` takes a sample of {number} mutants, seed {seed}: half of the rules (`sim/rules/`,
`sim/interventions.py`), half of the estimators, each mutant of a half as likely as any other. A mutant meets the quick
tests of its own house that run the changed function, quickest first, up to the first that fails, and then others in the
same files; tests of commands, pages and whole results (`tests/golden`) are not asked, though they would notice some
more. How it is done says `tests/mutants/trials.py`. This page is written by the same command.

**{killed} of {number} were noticed, {share:.1%}.** Of the {left} others, each is below with its reason.

| file | mutants | noticed |
|---|---:|---:|
"""
SURVIVED = ("survived", "not reached")


def reasons() -> dict[tuple[str, str, str], str]:
    """Why a change of a line in a file is no fault of the tests."""
    kept = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    return {(one["file"], one["old"], one["new"]): one["reason"] for one in kept}


def code(line: str) -> str:
    """A line of code in a cell of a table."""
    return "`" + line.replace("|", "\\|") + "`"


def write(tried: list[tuple[Mutant, str]], seed: int) -> None:
    """Write the page, and say which survivors have no reason yet."""
    tried = sorted(set(tried))
    left = [one for one, fate in tried if fate in SURVIVED]
    every, noticed = (
        Counter(one.file for one, fate in tried if whole or fate not in SURVIVED) for whole in (True, False)
    )
    killed = len(tried) - len(left)
    text = HEAD.format(number=len(tried), seed=seed, killed=killed, share=killed / len(tried), left=len(left))
    text += "".join(f"| `{file}` | {every[file]} | {noticed[file]} |\n" for file in sorted(every))
    known = reasons()
    text += "\n| where | line | becomes | why no test notices |\n|---|---|---|---|\n"
    for one in left:
        why = known.get((one.file, one.old, one.new), "**no reason given yet**")
        text += f"| `{one.file}:{one.line}` | {code(one.old)} | {code(one.new)} | {why} |\n"
    PAGE.write_text(text, encoding="utf-8")

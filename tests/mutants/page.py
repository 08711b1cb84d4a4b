"""Writes ``docs/mutants.md`` from what became of a sample of mutants, and from the reasons kept for survivors."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from mutations import Mutant
from targets import HOUSES, ROOT, House

PAGE = ROOT / "docs" / "mutants.md"
REASONS = Path(__file__).with_name("reasons.toml")
HEAD = """# Can the tests fail?

A test is worth what it would notice. To see it, one thing at a time is changed in a rule of the model or in an
estimator of the analysis (a sign, a bound, a number, a statement left out: a *mutant*), and the tests are asked whether
anything is wrong. Where none fails, the mutant has *survived*: a test is missing, or the change makes no difference.

`make mutants` takes a sample of {drawn} mutants, seed {seed}: half of the rules (`sim/rules/`,
`sim/interventions.py`), half of the estimators, each mutant of a half as likely as any other. A mutant meets the quick
tests of its own house that run the changed function, quickest first, up to the first that fails, and then others in the
same files; tests of commands, pages and whole results (`tests/golden`) are not asked, though they would notice some
more. How it is done says `tests/mutants/trials.py`. This page is written by the same command.

{told}

Each of the {left} that were not noticed is below with its reason.

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


def of_house(house: House, tried: list[tuple[Mutant, str]]) -> str:
    """A line on how many mutants of a house were noticed, and by what."""
    own = [fate for one, fate in tried if Path(one.file) in set(house.files())]
    killed, endless = sum(fate not in SURVIVED for fate in own), own.count("out of time")
    share = f", {killed / len(own):.1%}" if own else ""
    by = f" ({endless} of them because a test did not end)" if endless else ""
    return f"* **{house.name.capitalize()}: {killed} of {len(own)} were noticed{share}**{by}."


def write(tried: list[tuple[Mutant, str]], drawn: int, seed: int) -> None:
    """Write the page: what became of the mutants ``tried`` of so many that were drawn."""
    tried = sorted(set(tried))
    left = [one for one, fate in tried if fate in SURVIVED]
    every, noticed = (
        Counter(one.file for one, fate in tried if whole or fate not in SURVIVED) for whole in (True, False)
    )
    told = "\n".join(of_house(house, tried) for house in HOUSES)
    text = HEAD.format(drawn=drawn, seed=seed, told=told, left=len(left))
    text += "".join(f"| `{file}` | {every[file]} | {noticed[file]} |\n" for file in sorted(every))
    known = reasons()
    text += "\n| where | line | becomes | why no test notices |\n|---|---|---|---|\n"
    for one in left:
        why = known.get((one.file, one.old, one.new), "**no reason given yet**")
        text += f"| `{one.file}:{one.line}` | {code(one.old)} | {code(one.new)} | {why} |\n"
    PAGE.write_text(text, encoding="utf-8")

"""A trial of the tests: change one thing in a rule or an estimator, and see whether a test fails (``make mutants``).

A sample of mutants, the same for the same seed, half of the rules and half of the estimators (``targets``). For each,
the tests that reach the changed function are run, quickest first, up to the first that fails.

mutmut is asked for its mutations alone (``mutations``): as a whole it passes over functions that have a decorator, as
all rules do. cosmic-ray would start Python anew and run every test for each mutant. Here tests are collected once, and
a mutant is a fork in which one function has other code (``trial``); rules are plain Python, and nothing is compiled.

What was found is kept in ``results/mutants``, and a mutant that was tried is not tried again: after a change of rules
or estimators remove that folder; after a change of tests, ``--again`` tries those that survived. ``docs/mutants.md``
is written from it, with the reasons in ``reasons.toml``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from functools import partial
from pathlib import Path

import mutations
import page
import pytest
from reach import SEEN_BY, reach, span, tests_for
from targets import HOUSES, ROOT, House
from trial import QUIETLY, InPlace, apart, asked_anew, enough, ready, settled

KEPT = ROOT / "results" / "mutants"
FATES = {None: "not reached", 0: "survived", 1: "killed", 2: "killed"}
"""What an exit code of pytest says: a test failed, or could not be read at all with the module as it was changed."""
PATIENCE = 15.0
"""Seconds of a core that the tests a mutant is put before take without it."""


def sample(house: House, number: int, seed: int) -> list[mutations.Mutant]:
    """So many mutants of a house, every one of its mutants as likely as any other."""
    every = [(file, nth) for file in house.files() for nth in range(mutations.count(file))]
    chosen = random.Random(f"{seed} {house.name}").sample(every, min(round(number * house.share), len(every)))
    return [mutations.mutant(file, nth) for file, nth in sorted(chosen)]


def reached(house: House) -> dict:
    """Which tests reach what, found out once for each state of the tests."""
    out = KEPT / f"reach-{house.name}.json"
    if not out.exists():

        def look() -> int:
            settled(house)
            reach(house.files(), house.tests, out)
            return 0

        apart(look, 7200, KEPT / f"reach-{house.name}.log")
    return json.loads(out.read_text(encoding="utf-8"))


Meets = dict[mutations.Mutant, list[str]]
"""The tests that each mutant meets, in their order."""


class Trial:
    """A sample of a house before its tests; fates are kept as they are found."""

    def __init__(self, house: House, kept: Path) -> None:
        self.house, self.kept, self.found = house, kept, reached(house)
        self.took = {name: test["seconds"] for name, test in self.found["tests"].items()}

    def __call__(self, sampled: list[mutations.Mutant]) -> None:
        """Put each mutant before its tests."""
        kinds: dict[str, Meets] = {"unmet": {}, "compiled": {}, "imported": {}, "in place": {}}
        for one in sampled:
            tests = tests_for(one.file, one.line, self.found, PATIENCE)
            kinds[kind_of(one) if tests else "unmet"][one] = tests
        for one in kinds["unmet"]:
            self.told(one, None)
        for kind in ("compiled", "imported"):
            self.anew(after_nothing(kinds[kind]))
        log = KEPT / f"trial-{self.house.name}.log"
        if kinds["in place"] and apart(partial(self.in_place, after_nothing(kinds["in place"])), 86_400, log):
            sys.exit(f"the tests could not be run, see {log}")

    def anew(self, meets: Meets) -> None:
        """Try mutants of what is compiled, or run when a module is imported."""
        for one, tests in meets.items():
            work = partial(asked_anew, self.house, one, tests)
            self.told(one, apart(work, enough(tests, self.took), KEPT / "anew.log"))

    def in_place(self, meets: Meets) -> int:
        """Exit code of one run of pytest for many mutants."""
        settled(self.house)
        files = {name.split("::")[0] for tests in meets.values() for name in tests}
        return int(pytest.main([*QUIETLY, *sorted(files)], plugins=[InPlace(meets, self.told, self.took)]))

    def told(self, one: mutations.Mutant, code: int | None) -> None:
        """Keep what became of a mutant, by the exit code of its tests; no code if there were none."""
        if one.nth == mutations.NOTHING:
            if code != 0:
                sys.exit(f"tests of {one.file} fail though nothing is changed, see {KEPT}")
            return
        if (code or 0) > pytest.ExitCode.INTERRUPTED:  # of pytest itself, and no word on the mutant
            sys.exit(f"pytest ended with {code} on {one.file}:{one.line}, see {KEPT}")
        fate = "out of time" if (code or 0) < 0 else FATES[code]
        with self.kept.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([*one, fate], ensure_ascii=False) + "\n")


def kind_of(one: mutations.Mutant) -> str:
    """In which way a mutant has to be tried."""
    if one.file in SEEN_BY:
        return "compiled"
    return "in place" if one.line in span(one.file, one.line) else "imported"


def after_nothing(meets: Meets) -> Meets:
    """The same after the first of them with nothing changed, which must survive."""
    return {**{mutations.nothing(one): meets[one] for one in [*meets][:1]}, **meets}


def fates(kept: Path) -> dict[mutations.Mutant, str]:
    """What became of each mutant, by the last trial of it."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return {mutations.Mutant(*one): fate for *one, fate in map(json.loads, lines)}


def main() -> None:
    """Try a sample, then write the page."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--mutants", type=int, default=400)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--again", action="store_true", help="try those anew that survived, after a change of tests")
    chosen = asked.parse_args()
    ready()
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"seed-{chosen.seed}.jsonl"
    everything = []
    for house in HOUSES:
        if chosen.again:
            (KEPT / f"reach-{house.name}.json").unlink(missing_ok=True)
        sampled = sample(house, chosen.mutants, chosen.seed)
        known = fates(kept)
        left = [one for one in sampled if one not in known or (chosen.again and known[one] in page.SURVIVED)]
        if left:
            Trial(house, kept)(left)
        everything += sampled
    found = fates(kept)
    page.write([(one, found[one]) for one in everything], chosen.mutants, chosen.seed)


if __name__ == "__main__":
    main()

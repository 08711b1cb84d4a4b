"""The worlds behind the page: lived through under any scenario, and remembered, since most changes leave most alike."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import closing

from analysis.studies.study import Request
from sim.compiling import is_compiled
from sim.ensembles.crew import by_threads
from sim.ensembles.ensemble import compile_rules
from sim.ensembles.job import Job
from sim.ensembles.worlds import Lived, Stopped, World, live, world
from sim.organisations import load_organisations
from sim.records import State
from sim.scenario import Scenario
from sim.simulate import Peopling, simulate

REMEMBERED = 8
"""Scenarios whose worlds are remembered: of 200 worlds of 60 months, about 4 megabytes each."""
Stopping = Callable[[], bool]


class Engine:
    """Lives worlds 0, 1, 2… of a request through, the same that ``compare`` meets."""

    def __init__(self, request: Request) -> None:
        self.request = request
        table = load_organisations(request.organisations) if request.organisations else None
        self._peopling = Peopling(table)
        self._draws_from = request.posterior.to_draw_from() if request.posterior else None
        self._remembered: OrderedDict[str, dict[int, Lived]] = OrderedDict()
        self._worlds: list[World] = []

    def worlds(self, count: int) -> list[World]:
        """The first so many worlds."""
        seed, believed = self.request.seed, self.request.believed
        new = range(len(self._worlds), count)
        self._worlds += [world(draw, 0, seed, self._draws_from, believed) for draw in new]
        return self._worlds[:count]

    def live(
        self, scenarios: Sequence[Scenario], count: int, stopping: Stopping, tell: Callable[[int], None]
    ) -> list[list[Lived]]:
        """What the first ``count`` worlds left under each scenario; ``tell`` hears how many worlds are done.

        Raises ``Stopped`` once ``stopping`` says so, between two runs; what is done by then is remembered.
        """
        digests = [scenario.digest() for scenario in scenarios]
        by_digest = dict(zip(digests, scenarios))
        memory = {digest: self._memory(digest) for digest in digests}
        missing = {
            one: [digest for digest, kept in memory.items() if one.draw.number not in kept]
            for one in self.worlds(count)
        }
        left = [one for one, wanted in missing.items() if wanted]
        if left and not is_compiled():
            compile_rules(Job(tuple(scenarios[:1]), 1, range(1), self.request.seed))

        def work(one: World, over: Stopping) -> Lived | None:
            try:
                wanted = [by_digest[digest] for digest in missing[one]]
                return live(one, wanted, wanted[0].months, self._peopling, lambda: over() or stopping())
            except Stopped:
                return None  # told to whoever waits, not to the crew alone

        done = count - len(left)
        tell(done)
        with closing(by_threads(work, left, self.request.workers)) as coming:
            for one, lived in coming:
                if lived is None:
                    raise Stopped
                for place, digest in enumerate(missing[one]):
                    memory[digest][one.draw.number] = _under(lived, place)
                done += 1
                tell(done)
        return [[memory[digest][draw] for draw in range(count)] for digest in digests]

    def known(self, scenarios: Sequence[Scenario], most: int) -> int:
        """Of how many worlds, from the first and up to ``most``, all that these scenarios leave is remembered."""
        remembered = [self._remembered.get(scenario.digest(), {}) for scenario in scenarios]
        return next((draw for draw in range(most) if not all(draw in kept for kept in remembered)), most)

    def end(self, scenario: Scenario, draw: int) -> State:
        """How world ``draw`` ends under a scenario, simulated again."""
        one = self.worlds(draw + 1)[draw]
        return simulate(scenario, one.seed, one.draw, self._peopling).state

    def _memory(self, digest: str) -> dict[int, Lived]:
        """What is remembered of a scenario; of those not asked for longest, nothing."""
        self._remembered[digest] = self._remembered.pop(digest, {})
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return self._remembered[digest]


def _under(lived: Lived, place: int) -> Lived:
    """What a world left under one of its scenarios."""
    part = slice(place, place + 1)
    return Lived(lived.world, lived.rows[part], lived.alliances[part], lived.failures[part])

"""Who does the work on this machine: threads, which share the compiled month since it holds no lock."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from sim.ensembles.worlds import Stopped

Item = TypeVar("Item")
Result = TypeVar("Result")
PATIENCE = 1.0  # seconds that an interrupt waits for runs under way


def by_threads(
    work: Callable[[Item, Callable[[], bool]], Result], items: Sequence[Item], workers: int
) -> Generator[tuple[Item, Result], None, None]:
    """Results of ``work(item, stopping)`` as they come, ``workers`` at a time; an error or interrupt stops the rest.

    Threads are daemons: a run that cannot be stopped, of a million organisations say, does not hold up the end of
    the process.
    """
    stop = threading.Event()
    todo: queue.SimpleQueue[Item] = queue.SimpleQueue()
    done: queue.Queue[tuple[Item, Result | BaseException]] = queue.Queue(2 * workers)
    for item in items:
        todo.put(item)

    def toil() -> None:
        while not stop.is_set():
            try:
                item = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((item, work(item, stop.is_set)))
            except Stopped:
                return
            except BaseException as error:
                done.put((item, error))

    crew = [threading.Thread(target=toil, daemon=True) for _ in range(min(workers, len(items)))]
    for one in crew:
        one.start()
    try:
        for _ in items:
            item, result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield item, result
    finally:
        stop.set()
        _dismiss(crew, done)


def _dismiss(crew: Sequence[threading.Thread], done: queue.Queue) -> None:
    """Give threads a moment to come to an end; what they still hand in is dropped."""
    patience = time.monotonic() + PATIENCE
    while any(one.is_alive() for one in crew) and time.monotonic() < patience:
        while not done.empty():
            done.get_nowait()
        time.sleep(0.01)

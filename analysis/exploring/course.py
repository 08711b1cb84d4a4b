"""What runs behind a page: one thing at a time, the newest wish; whatever it replaces is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Wish = TypeVar("Wish")
Stopping = Callable[[], bool]


class Course(Generic[Wish]):
    """Carries wishes out in a thread of its own, the newest first and no other.

    ``carry_out`` gets a wish and a function that says whether to stop. The thread is a daemon: a run under way does
    not hold up the end of the process.
    """

    def __init__(self, carry_out: Callable[[Wish, Stopping], None]) -> None:
        self._carry_out = carry_out
        self._changed = threading.Condition()
        self._wanted: Wish | None = None
        self._stop = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def ask(self, wish: Wish) -> None:
        """Carry this out, in place of whatever is under way or waits."""
        with self._changed:
            self._stop.set()
            self._wanted = wish
            self._changed.notify()

    def cancel(self) -> None:
        """Stop what is under way, and forget what waits."""
        with self._changed:
            self._stop.set()
            self._wanted = None

    def close(self) -> None:
        """Stop for good."""
        with self._changed:
            self._closed = True
            self._stop.set()
            self._changed.notify()

    def wait(self, seconds: float) -> bool:
        """Wait, once closed, until nothing is under way; False when it still is after so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._wanted is not None)
                if self._closed:
                    return
                wish, self._wanted, self._stop = self._wanted, None, threading.Event()
                stopping = self._stop.is_set
            assert wish is not None
            self._carry_out(wish, stopping)

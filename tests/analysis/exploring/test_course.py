"""One run at a time: the newest; whatever it replaces is stopped, and a page that is gone leaves none."""

from __future__ import annotations

import threading
import time

from exploring_cases import until

from analysis.exploring.course import Course


class Work:
    """Notes what is begun and what comes to its end; a wish is worked on until it is let go or stopped."""

    def __init__(self, free=False):
        self.begun, self.ended, self.most, self._now = [], [], 0, 0
        self.let_go = threading.Event()
        self._lock = threading.Lock()
        if free:
            self.let_go.set()

    def __call__(self, wish, stopping):
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.begun.append(wish)
        while not self.let_go.is_set() and not stopping():
            time.sleep(0.001)
        with self._lock:
            self._now -= 1
            if not stopping():
                self.ended.append(wish)


def test_a_wish_is_carried_out():
    work = Work(free=True)
    course = Course(work)
    course.ask("a")
    until(lambda: work.ended == ["a"])
    course.ask("b")
    until(lambda: work.ended == ["a", "b"])
    course.close()


def test_twenty_quick_changes_leave_one_run():
    work = Work()
    course = Course(work)
    for wish in range(20):
        course.ask(wish)
    until(lambda: work.begun and work.begun[-1] == 19)
    work.let_go.set()
    until(lambda: work.ended)
    time.sleep(0.05)
    assert work.ended == [19] and work.most == 1
    course.close()


def test_what_is_replaced_is_stopped():
    work = Work()
    course = Course(work)
    course.ask("old")
    until(lambda: work.begun == ["old"])
    course.ask("new")
    until(lambda: work.begun == ["old", "new"])
    work.let_go.set()
    until(lambda: work.ended)
    assert work.ended == ["new"]
    course.close()


def test_cancelled_nothing_runs_and_the_next_wish_does():
    work = Work()
    course = Course(work)
    course.ask("a")
    until(lambda: work.begun == ["a"])
    course.cancel()
    course.ask("b")
    work.let_go.set()
    until(lambda: work.ended == ["b"])
    course.close()


def test_cancelled_at_once_it_is_never_begun():
    work = Work()
    course = Course(work)
    course.ask("first")
    until(lambda: work.begun == ["first"])
    course.ask("second")
    course.cancel()
    time.sleep(0.05)
    assert work.begun == ["first"] and work.ended == []
    course.close()


def test_closed_it_comes_to_its_end():
    work = Work()
    course = Course(work)
    course.ask("a")
    until(lambda: work.begun == ["a"])
    assert not course.wait(0.02)
    course.close()
    assert course.wait(10)
    course.ask("b")
    time.sleep(0.02)
    assert work.begun == ["a"] and work.ended == []

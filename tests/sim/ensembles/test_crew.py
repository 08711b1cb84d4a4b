"""Threads that do the work: all of it, once; and an end to it whenever somebody asks."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import pytest

from sim.ensembles import crew
from sim.ensembles.crew import by_threads
from sim.ensembles.worlds import Stopped


def doubled(item, _stopping):
    return 2 * item


@pytest.fixture(autouse=True)
def nobody_is_left():
    """Whatever a test does, its threads come to an end by themselves."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + 20
    while (left := set(threading.enumerate()) - before) and time.monotonic() < until:
        time.sleep(0.01)
    assert not left


@pytest.mark.parametrize("workers", [1, 2, 7, 64])
@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_all_is_done_once_whoever_does_it(workers, count):
    found = list(by_threads(doubled, range(count), workers))
    assert sorted(found) == [(item, 2 * item) for item in range(count)]


def test_no_more_are_at_work_than_there_are_workers():
    lock, now, most = threading.Lock(), 0, 0

    def counted(item, _stopping):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.002)
        with lock:
            now -= 1
        return item

    assert len(list(by_threads(counted, range(40), 3))) == 40
    assert 1 <= most <= 3


def test_one_who_takes_long_holds_nobody_up():
    go = threading.Event()

    def uneven(item, _stopping):
        if item == 0:
            go.wait(20)
        return item

    found = by_threads(uneven, range(10), 2)
    others = [next(found)[0] for _ in range(9)]
    assert sorted(others) == list(range(1, 10))
    go.set()
    assert list(found) == [(0, 0)]


@pytest.mark.parametrize("error", [ValueError("of three"), KeyboardInterrupt(), SystemExit(3)])
@pytest.mark.parametrize("workers", [1, 4])
def test_an_error_is_passed_on_and_the_rest_left_undone(error, workers):
    begun = []

    def fails(item, _stopping):
        begun.append(item)
        if item == 3:
            raise error
        time.sleep(0.001)
        return item

    with pytest.raises(type(error)) as found:
        list(by_threads(fails, range(1_000), workers))
    assert found.value is error
    assert len(begun) < 1_000


def test_those_at_work_hear_that_they_should_stop():
    heard = threading.Event()

    def patient(item, stopping):
        if item == 0:
            return item
        until = time.monotonic() + 20
        while not stopping() and time.monotonic() < until:
            time.sleep(0.002)
        heard.set()
        raise Stopped

    with closing(by_threads(patient, range(3), 2)) as found:
        assert next(found) == (0, 0)
    assert heard.wait(10)


def test_an_interrupt_does_not_wait_for_a_run_that_cannot_be_stopped(monkeypatch):
    """What is under way goes on in a thread that does not outlive the process."""
    monkeypatch.setattr(crew, "PATIENCE", 0.2)
    go, begun = threading.Event(), threading.Event()

    def deaf(item, _stopping):
        if item == 0:
            return item
        begun.set()
        go.wait(60)
        return item

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), closing(by_threads(deaf, range(3), 2)) as found:
        next(found)
        assert begun.wait(30)
        started = time.monotonic()
        raise KeyboardInterrupt
    assert time.monotonic() - started < 10  # of 60; a fifth of a second where nothing else runs
    assert not [t for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()]
    go.set()


def test_an_interrupt_waits_no_longer_than_two_seconds():
    assert crew.PATIENCE < 2


@pytest.mark.parametrize("taken", [0, 1, 5])
def test_nobody_waits_for_ever_to_hand_in_what_nobody_takes(taken):
    found = by_threads(doubled, range(200), 3)
    for _ in range(taken):
        next(found)
    found.close()  # the threads come to an end: see the fixture
    with pytest.raises(StopIteration):
        next(found)


def test_those_who_are_ahead_wait_for_who_takes_the_results():
    done = []
    with closing(by_threads(lambda item, _stopping: done.append(item), range(1_000), 2)) as found:
        next(found)
        time.sleep(0.2)
        assert len(done) <= 1 + 2 * 2 + 2

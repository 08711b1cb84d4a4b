"""The same chunks on the workers of a Dask cluster (https://distributed.dask.org), which may come and go."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from itertools import islice
from typing import Any

from sim.ensembles.job import Job, live_chunk
from sim.ensembles.manifest import code_digest, packages
from sim.inputs.faults import InputFault
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.simulate import Peopling

AHEAD = 4  # chunks waiting for each thread of the cluster
PATIENCE = 20  # seconds to find the scheduler


def on_cluster(job: Job, chunks: Sequence[range], address: str) -> Generator[tuple[range, bytes], None, None]:
    """Shards of the chunks asked for, as they are done; ``InputFault`` when the cluster cannot be used."""
    client = _client(address)
    try:
        yield from _done(client, job, chunks)
    except (OSError, CancelledError) as error:
        raise _refuse(address, phrase("lost_cluster", why=_said(error)), phrase("lasting_cluster")) from error
    finally:
        client.close()


def _done(client: Any, job: Job, chunks: Sequence[range]) -> Iterator[tuple[range, bytes]]:
    """Shards as workers hand them in, a few chunks ahead for each thread there is at the time."""
    from distributed import KilledWorker, as_completed

    # As a task's result the job can be had again when the worker that holds it is lost.
    shared = client.submit(_as_it_is, job)
    coming, under_way = iter(chunks), {}
    ready = as_completed(loop=client.loop)

    def send(draws: range) -> None:
        future = client.submit(live_there, shared, draws, fingerprint(), pure=False)
        under_way[future] = draws
        ready.add(future)

    def top_up() -> None:
        threads = sum(client.nthreads().values()) or 1
        for draws in islice(coming, max(0, AHEAD * threads - len(under_way))):
            send(draws)

    top_up()
    for future in ready:
        draws = under_way.pop(future)
        try:
            yield future.result()
        except KilledWorker:  # it has gone down with several workers; others may come
            send(draws)
        top_up()


def _as_it_is(job: Job) -> Job:
    return job


def _client(address: str) -> Any:
    """A client of the scheduler at an address.

    Made in a thread: a port that accepts and says nothing would otherwise be waited for without end.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise _refuse(address, phrase("no_dask"), phrase("dask")) from error
    try:  # a client that was given no address would wait for one when it is thrown away
        get_address_host_port(address)
    except (ValueError, NotImplementedError) as error:
        raise _refuse(address, phrase("no_address"), phrase("scheduler")) from error
    found: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def call() -> None:
        try:
            found.put(Client(address, timeout=PATIENCE, set_as_default=False))
        except Exception as error:
            found.put(error)

    threading.Thread(target=call, daemon=True).start()
    try:
        client = found.get(timeout=2 * PATIENCE)
    except queue.Empty:
        client = TimeoutError("no answer")
    if isinstance(client, Exception):
        raise _refuse(address, _said(client), phrase("scheduler")) from client
    return client


def _said(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _refuse(address: str, got: str, allowed: str) -> InputFault:
    return refuse(f"--scheduler {address}", got, allowed)


def fingerprint() -> str:
    """What must be the same here and there for the bytes to be the same: the code, and the packages it rests on."""
    versions = ", ".join(f"{name} {version}" for name, version in packages().items())
    return f"model {code_digest()[:12]}, {versions}"


def live_there(job: Job, draws: range, expected: str) -> tuple[range, bytes]:
    """Live through a chunk on a worker, if what is installed there is what is installed here."""
    if fingerprint() != expected:
        raise refuse(phrase("a_worker"), fingerprint(), phrase("version_here", version=expected))
    return draws, live_chunk(job, draws, Peopling(job.table))

"""The one thread that writes: queue, group commit, and an answer only after COMMIT.  Knows nothing of what is written."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

log = logging.getLogger("facilitator")

MOST_IN_ONE_COMMIT = 64
IDLE_SECONDS = 1.0
"""How long the thread waits for work before it does what can wait."""

Resolve = Callable[[Any, BaseException | None], None]
Work = tuple[Callable[[T], Any], Resolve]


class Writer(Generic[T]):
    """Runs submitted work in transactions of up to 64.  One that fails never takes its neighbours with it.

    ``transaction`` opens one and commits it when left without a fault; ``rest(idle)`` is called after each batch, and
    with ``idle`` true after a second without work; it says whether there is more to do when idle.
    """

    def __init__(
        self,
        transaction: Callable[[], AbstractContextManager[T]],
        rest: Callable[[bool], bool],
        monotonic: Callable[[], float],
    ) -> None:
        self._transaction = transaction
        self._rest = rest
        self._monotonic = monotonic
        self._queue: queue.SimpleQueue[Work[T] | None] = queue.SimpleQueue()
        self._owed: deque[float] = deque()  # since when, for each work that is not on disk yet
        self._is_closed = False
        self._door = threading.Lock()
        self._restless = False
        # A daemon that is drained at exit: a program that forgets to close neither loses a line nor hangs.
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        atexit.register(self.stop)
        self._thread.start()

    def submit(self, work: Callable[[T], R]) -> asyncio.Future[R]:
        """Queue ``work``; the future resolves after COMMIT.  Cancelling it does not cancel the write."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()

        def tell(result: R, fault: BaseException | None) -> None:
            if not future.done():
                if fault is None:
                    future.set_result(result)
                else:
                    future.set_exception(fault)
            elif fault is not None:
                log.warning("a write failed after its caller had gone (%s)", type(fault).__name__)

        def resolve(result: R, fault: BaseException | None) -> None:
            # The loop may be closed by now: the line is on disk all the same, and nobody is left to be told.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, result, fault)

        with self._door:
            if self._is_closed:
                raise RuntimeError("the journal is closed")
            self._owed.append(self._monotonic())
            self._queue.put((work, resolve))
        return future

    def waiting(self) -> float:
        """Seconds for which the longest waiting work has not been on disk; 0.0 when nothing waits."""
        try:
            return max(0.0, self._monotonic() - self._owed[0])
        except IndexError:
            return 0.0

    def stop(self) -> None:
        """Write what is queued and end the thread."""
        with self._door:
            self._is_closed = True
            self._queue.put(None)
        self._thread.join()
        atexit.unregister(self.stop)

    def _run(self) -> None:
        stopping = False
        while not stopping:
            batch, stopping = self._gather()
            if batch:
                self._write(batch)
            self._restless = self._rest(not batch)

    def _gather(self) -> tuple[list[Work[T]], bool]:
        """What is queued, up to 64, waiting for the first; and whether the queue is at its end."""
        batch: list[Work[T]] = []
        try:
            item = self._queue.get(timeout=IDLE_SECONDS if self._restless else None)
            while item is not None:
                batch.append(item)
                if len(batch) == MOST_IN_ONE_COMMIT:
                    return batch, False
                item = self._queue.get_nowait()
        except queue.Empty:
            return batch, False
        return batch, True

    def _write(self, batch: list[Work[T]]) -> None:
        results, fault = self._commit(batch)
        if fault is None or len(batch) == 1:
            for _ in batch:
                self._owed.popleft()
        if fault is None:
            for (_, resolve), result in zip(batch, results, strict=True):
                resolve(result, None)
        elif len(batch) == 1:
            batch[0][1](None, fault)
        else:
            for one in batch:
                self._write([one])

    def _commit(self, batch: list[Work[T]]) -> tuple[list[Any], BaseException | None]:
        try:
            with self._transaction() as transaction:
                results = [work(transaction) for work, _ in batch]
        except BaseException as fault:  # noqa: BLE001 - handed to the caller whose work it is
            return [], fault
        return results, None

"""The open file at work: writer, readers and witness, what waits for them, and how it is let go or put under another key.

Knows connections, threads and the witness; what is written and read is for those who stand on it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from facilitator_app.clock import Clock
from facilitator_app.faults import Trouble
from facilitator_app.journal import connect, opening, place, searching, turning
from facilitator_app.journal.chains import Transaction
from facilitator_app.journal.seal import Unsealable
from facilitator_app.journal.troubles import told_as
from facilitator_app.journal.witness import Head
from facilitator_app.journal.writer import Writer

R = TypeVar("R")

SLOW_S = 2.0
"""A write that takes longer is told of: a disk that is well takes hundredths of it."""
CHECKPOINT_SECONDS = 60.0
CHECKPOINT_COMMITS = 1000
"""After so many commits the log is brought into the file even when nobody pauses."""
CHECKPOINT_AGAIN = 100


class Running:
    """Writer, readers and witness of one open file."""

    def __init__(self, folder: Path, key: bytes, clock: Clock, parts: opening.Parts) -> None:
        self.folder = folder
        self.clinic_scope = parts.launch.clinic_scope
        self.remarks = parts.remarks
        self.pages_checked = parts.pages_checked
        self.brought_back = parts.brought_back
        self._clock = clock
        self._closing: asyncio.Future[None] | None = None
        self._turning: asyncio.Future[None] | None = None
        self._begin(key, parts)

    def _begin(self, key: bytes, parts: opening.Parts) -> None:
        self._key = key
        self._parts = parts
        self._launch = parts.launch
        self._connection = parts.connection
        self._witness = parts.witness
        self._flushed_at = self._checkpoint_at = self._clock.monotonic()
        self._commits = 0
        self._empty_log = False
        self._unwitnessed: list[Head] = []
        self._concordance = searching.Concordance(parts.launch.wrapping)
        self._read_engine = connect.reading(self.folder / place.RECORD, key)
        self._readers = ThreadPoolExecutor(connect.READERS, thread_name_prefix="journal-reader")
        self._writer: Writer[Transaction] = Writer(self._transaction, self._rest, self._clock.monotonic)

    def waiting(self) -> float:
        """Seconds for which the longest waiting write has not been on disk, 0.0 when none waits."""
        return self._writer.waiting()

    def slow(self) -> tuple[Trouble, ...]:
        """What is told while a write has waited for the disk ``SLOW_S`` or longer: nothing is lost by it, nor saved yet."""
        return (Trouble("journal.slow_disk"),) if self.waiting() >= SLOW_S else ()

    async def close(self) -> None:
        """Write what is queued, bring the log into the file, and let go of it.  Closing twice is no fault."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().run_in_executor(None, self._close)
        await asyncio.shield(self._closing)

    async def turn(self, key: bytes, keys: bytes) -> None:
        """Put the whole record under another data key, with the key file ``keys`` that goes with it.

        What is written or read meanwhile waits.  Raises Trouble journal.no_room_to_turn, .disk_full, .read_only or
        .not_turned; then everything is as it was.
        """
        self._turning = asyncio.get_running_loop().run_in_executor(None, self._turn, key, keys)
        try:
            await asyncio.shield(self._turning)
        finally:
            self._turning = None

    def _turn(self, key: bytes, keys: bytes) -> None:
        self._let_go()
        try:
            turning.turn(self.folder, self._key, key, keys, self._clock.now())
            self._key = key
        finally:
            self._begin(self._key, opening.reopen(self._parts.lock, self.folder, self._key, self._clock))

    def _close(self) -> None:
        self._let_go()
        self._parts.lock.release()

    def _let_go(self) -> None:
        self._writer.stop()
        self._readers.shutdown()
        self._read_engine.dispose()
        self._connection.close()
        self._parts.engine.dispose()
        self._witness.close()

    async def _write(self, work: Callable[[Transaction], R]) -> R:
        await self._ready()
        with told_as("journal.not_saved"):
            return await self._writer.submit(work)

    async def _ready(self) -> None:
        """Wait while the record is put under another key; whoever asked for that is told what came of it."""
        if self._turning is not None:
            await asyncio.wait([self._turning])

    async def _read(self, work: Callable[[Connection], R], otherwise: str = "journal.not_read") -> R:
        await self._ready()

        def read() -> R:
            with self._read_engine.connect() as connection:
                return work(connection)

        with told_as(otherwise):
            try:
                return await asyncio.get_running_loop().run_in_executor(self._readers, read)
            except Unsealable as fault:
                raise Trouble("journal.unreadable_line") from fault

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """One transaction, on the writer's thread: committed, then published; witnessed when its callers have their answer."""
        transaction = Transaction(self._connection, self._launch)
        with self._connection.begin():
            yield transaction
        transaction.publish()
        self._commits += 1
        self._unwitnessed += transaction.heads
        self._concordance.note(transaction.heads)

    def _rest(self, idle: bool) -> bool:
        """What can wait, on the writer's thread: the witness to the drive each second, the log into the file at pauses."""
        now = self._clock.monotonic()
        if self._unwitnessed:
            for head in self._unwitnessed:
                self._witness.note(head)
            self._unwitnessed.clear()
            self._witness.write()
        if not self._witness.is_flushed and (idle or now - self._flushed_at >= 1.0):
            self._witness.flush()
            self._flushed_at = now
        if idle and self._concordance.at_pause(self._connection):
            self._commits += 1
        pause = idle and now - self._checkpoint_at >= CHECKPOINT_SECONDS
        if self._commits >= CHECKPOINT_COMMITS or (self._commits and pause):
            # A reader in the way: again after some more commits, or at the next pause.
            done = connect.checkpoint(self._connection, empty=self._empty_log)
            self._empty_log = self._empty_log and not done
            self._commits = 0 if done else CHECKPOINT_COMMITS - CHECKPOINT_AGAIN
            self._checkpoint_at = now
        return self._commits > 0 or not self._witness.is_flushed or self._concordance.is_due

    def _empty_soon(self) -> None:
        """Have the log emptied right after this transaction: no copy of what it takes away is left in it."""
        self._commits, self._empty_log = CHECKPOINT_COMMITS, True

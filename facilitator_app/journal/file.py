"""One clinic's encrypted file as the rest of the app sees it.  No SQLAlchemy object, and no fault of its, leaves here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, select

from facilitator_app.clock import Clock
from facilitator_app.faults import Trouble
from facilitator_app.journal import backups, connect, erased, erasing, opening, place, projections, searching
from facilitator_app.journal.chains import Reader, Transaction, heads_of
from facilitator_app.journal.findings import Finding, look_over
from facilitator_app.journal.projections import SessionRow
from facilitator_app.journal.schema import chain, draft, event
from facilitator_app.journal.seal import Unsealable
from facilitator_app.journal.slate import Slate
from facilitator_app.journal.troubles import told_as
from facilitator_app.journal.witness import Head
from facilitator_app.journal.writer import Writer
from facilitator_app.record.entry import Entry
from facilitator_app.record.findable import Asked
from facilitator_app.record.room import ChainHead

R = TypeVar("R")

CHECKPOINT_SECONDS = 60.0
CHECKPOINT_COMMITS = 1000
"""After so many commits the log is brought into the file even when nobody pauses."""
CHECKPOINT_AGAIN = 100


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line without its body, for a raw export: who holds two of them can compare them by hash."""

    chain: UUID
    seq: int
    hlc: int
    id: UUID
    kind: str
    hash: str


class JournalFile(Slate):
    """The open record.  Lines can be added and read; none can be changed or taken away.

    ``clinic_scope`` is the scope of the clinic's own lines, fixed when the file was made.  ``remarks`` are what opening
    found and could live with.  ``pages_checked`` is False for a large file, whose pages ``verify`` must check instead.
    ``brought_back`` were erased, and this file has them again: they are to be erased before anybody reads.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock, parts: opening.Parts) -> None:
        self.folder = folder
        self.clinic_scope = parts.launch.clinic_scope
        self.remarks = parts.remarks
        self.pages_checked = parts.pages_checked
        self.brought_back = parts.brought_back
        self._key = key
        self._clock = clock
        self._parts = parts
        self._launch = parts.launch
        self._connection = parts.connection
        self._witness = parts.witness
        self._flushed_at = self._checkpoint_at = clock.monotonic()
        self._commits = 0
        self._empty_log = False
        self._unwitnessed: list[Head] = []
        self._concordance = searching.Concordance(parts.launch.wrapping)
        self._closing: asyncio.Future[None] | None = None
        self._read_engine = connect.reading(folder / place.RECORD, key)
        self._readers = ThreadPoolExecutor(connect.READERS, thread_name_prefix="journal-reader")
        self._writer: Writer[Transaction] = Writer(self._transaction, self._rest, clock.monotonic)

    @classmethod
    def create(cls, folder: Path, key: bytes, clock: Clock) -> JournalFile:
        """Begin a record in ``folder`` (made if it is not there) under the data key of 32 bytes, and open it.

        Raises Trouble journal.read_only, .disk_full, .on_network_drive, .in_cloud_folder, .already_open or .exists;
        nothing half-made is left.
        """
        opening.create(folder, key, clock)
        return cls.open(folder, key, clock)

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock, *, accept_loss: bool = False) -> JournalFile:
        """Open the record in ``folder``.

        Raises Trouble: journal.missing; .already_open; .wrong_key and .newer_version, the file untouched; .damaged, the
        file moved to ``aside`` and the newest good ``backup`` named; .truncated, when ``lines`` that were written are
        gone, a copy kept in ``aside``.  With ``accept_loss`` a truncated file is opened, and the loss remembered in it.
        """
        return cls(folder, key, clock, opening.open_file(folder, key, clock, accept_loss=accept_loss))

    @staticmethod
    def look(folder: Path) -> None:
        """Raise the Trouble that opening or beginning a record in ``folder`` would meet, and leave everything as it is."""
        place.look(folder)

    @staticmethod
    def check_place(folder: Path) -> None:
        """Raise the Trouble that beginning a record in ``folder`` would meet, before anything else is made there."""
        place.check(folder)
        place.prepare(folder)

    async def append(self, entries: Sequence[Entry], *, ends_draft: str | None = None) -> tuple[Entry, ...]:
        """Write the entries in one transaction and return them with their stamps, once they are on disk.

        ``ends_draft`` is the draft that became these entries; it goes in the same transaction.  Cancelling the caller
        does not cancel the write.  Raises Trouble journal.not_saved or journal.disk_full; then nothing was written.
        """
        wrapping = self._launch.wrapping

        def write(transaction: Transaction) -> tuple[Entry, ...]:
            stamped = transaction.append(entries)
            projections.project(transaction.connection, wrapping, stamped)
            if ends_draft is not None:
                transaction.connection.execute(delete(draft).where(draft.c.key == ends_draft))
            return stamped

        return await self._write(write)

    async def entries(self, scope: UUID) -> tuple[Entry, ...]:
        """Every readable entry of a scope, of any chain, in the order of writing.  Lines of erased people are not in it.

        What was handed over before is in it, however slow the disk: who comes back at once finds their last touch.
        Raises Trouble journal.unreadable_line when a body does not open: half a record is not shown as the whole.
        """
        lines = select(event).join(chain, chain.c.chain == event.c.chain).where(chain.c.scope == scope)
        wrapping = self._launch.wrapping

        def read(connection: Connection) -> tuple[Entry, ...]:
            reader = Reader(connection, wrapping)
            rows = connection.execute(lines.order_by(event.c.hlc, event.c.chain, event.c.seq))
            return tuple(entry for entry in map(reader.entry, rows) if entry is not None)

        await self._write(lambda _: None)
        return await self._read(read)

    async def heads(self, scope: UUID) -> tuple[ChainHead, ...]:
        """Where every chain of a scope stands, after all that was written before."""
        return await self._write(lambda transaction: heads_of(transaction.connection, scope))

    async def scopes(self, participant: UUID | None = None) -> tuple[UUID, ...]:
        """Every scope that has lines, in the order in which they came up; of a person those with a dose or words of theirs."""
        return await self._read(lambda connection: searching.scopes(connection, participant))

    async def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that was planned or opened, the newest first."""
        return await self._read(projections.sessions)

    async def find(self, asked: Asked, most: int, scope: UUID | None = None) -> tuple[Entry, ...]:
        """The lines in which it stands, as they read now, the newest first, at most so many; of one session or of all."""
        await self._concordance.bring_up(self._write)
        return await self._read(lambda it: searching.find(it, self._launch.wrapping, asked, most, scope))

    async def export_rows(self, scope: UUID) -> tuple[RawLine, ...]:
        """The lines of a scope as they stand in their chains, without their bodies."""
        return await self._read(lambda connection: _raw_lines(connection, scope))

    async def held_of(self, participant: UUID) -> erasing.Held | None:
        """What the record holds of a person, or None when it holds nothing, or they were erased."""
        return await self._read(lambda connection: erasing.held(connection, self._launch.wrapping, participant))

    async def erase(self, participant: UUID, entries: Sequence[Entry] = ()) -> tuple[Entry, ...]:
        """Destroy the key of one person's lines and write ``entries`` about it, in one transaction; returns those stamped.

        The lines stay in their chains and can never be read again; words, projections and drafts go.  Copies made before
        keep the key: ``remember_erased`` has them give it up.  Raises what ``append`` raises; then nothing was changed.
        """

        def write(transaction: Transaction) -> tuple[Entry, ...]:
            # At once, so that no copy of the key is left in the log.
            self._commits, self._empty_log = CHECKPOINT_COMMITS, True
            erasing.erase(transaction, participant)
            stamped = transaction.append(entries)
            projections.project(transaction.connection, self._launch.wrapping, stamped)
            return stamped

        return await self._write(write)

    async def remember_erased(self, gone: Sequence[erased.Gone]) -> None:
        """Have the list beside the record know who was erased: no copy from before brings them back on this machine."""
        await asyncio.to_thread(erased.add, self.folder, gone)

    async def outdated(self) -> tuple[datetime, ...]:
        """When somebody was erased, or the data key changed: copies from before are not to stay for long."""
        return (await asyncio.to_thread(erased.read, self.folder)).moments

    async def verify(self) -> tuple[Finding, ...]:
        """Look the whole file over while it is in use: pages, chains, seals, bodies, projections, witness, newest copy."""
        with suppress(Trouble):  # what is in the way is found below, and told there
            await self._concordance.bring_up(self._write)
        heads = await self._write(lambda _: self._witness.heads())
        wrapping = self._launch.wrapping
        found = await self._read(lambda connection: look_over(connection, wrapping, heads))
        older = await self._read(lambda connection: backups.told_by_copies(connection, self.folder))
        return self.remarks + found + older

    async def backup(self, to: Path) -> Path:
        """Put a checked copy with its keys, witness and manifest into a new folder under ``to``, and return that folder.

        Raises Trouble journal.backup_failed, .backup_exists, .disk_full or .read_only; nothing half-made is left.
        """
        return await self._read(
            lambda _: backups.take(self.folder, self._key, to, self._clock.now()), "journal.backup_failed"
        )

    async def limit_pages(self, pages: int) -> None:
        """Rehearse a full disk: the file may have at most ``pages`` pages (never under what it has); 0 lifts the limit."""
        most = pages or 4294967294
        await self._write(
            lambda transaction: transaction.connection.exec_driver_sql(f"PRAGMA max_page_count={most}") and None
        )

    def waiting(self) -> float:
        """Seconds that the write under way has waited for the disk, 0.0 when none is: for a banner about a slow disk."""
        return self._writer.waiting()

    async def close(self) -> None:
        """Write what is queued, bring the log into the file, and let go of it.  Closing twice is no fault."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().run_in_executor(None, self._close)
        await asyncio.shield(self._closing)

    def _close(self) -> None:
        self._writer.stop()
        self._readers.shutdown()
        self._read_engine.dispose()
        self._connection.close()
        self._parts.engine.dispose()
        self._witness.close()
        self._parts.lock.release()

    async def _write(self, work: Callable[[Transaction], R]) -> R:
        with told_as("journal.not_saved"):
            return await self._writer.submit(work)

    async def _read(self, work: Callable[[Connection], R], otherwise: str = "journal.not_read") -> R:
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


def _raw_lines(connection: Connection, scope: UUID) -> tuple[RawLine, ...]:
    columns = (event.c.chain, event.c.seq, event.c.hlc, event.c.id, event.c.kind, event.c.hash)
    lines = select(*columns).join(chain, chain.c.chain == event.c.chain).where(chain.c.scope == scope)
    rows = connection.execute(lines.order_by(chain.c.place, event.c.seq)).all()
    return tuple(RawLine(*row[:5], bytes(row.hash).hex()) for row in rows)

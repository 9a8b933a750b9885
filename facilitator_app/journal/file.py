"""One clinic's encrypted file as the rest of the app sees it.  No SQLAlchemy object, and no fault of its, leaves here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, func, select

from facilitator_app.clock import Clock
from facilitator_app.faults import Trouble
from facilitator_app.journal import backups, erased, erasing, opening, place, projections, searching
from facilitator_app.journal.chains import LINE, Reader, Transaction, heads_of
from facilitator_app.journal.findings import Finding, look_over
from facilitator_app.journal.projections import SessionRow
from facilitator_app.journal.schema import chain, draft, event
from facilitator_app.journal.slate import Slate
from facilitator_app.record import same_person
from facilitator_app.record.entry import Entry
from facilitator_app.record.findable import Asked
from facilitator_app.record.room import ChainHead

R = TypeVar("R")


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

    Who was entered twice is one person wherever lines are read, once the clinic's own lines were (``record.same_person``).
    """

    _same: same_person.Same = MappingProxyType({})

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

        def write(transaction: Transaction) -> tuple[Entry, ...]:
            stamped = transaction.append(entries)
            projections.project(transaction.connection, self._launch.wrapping, stamped)
            if ends_draft is not None:
                transaction.connection.execute(delete(draft).where(draft.c.key == ends_draft))
            return stamped

        return await self._write(write)

    async def entries(self, scope: UUID, *, as_written: bool = False) -> tuple[Entry, ...]:
        """Every readable entry of a scope, of any chain, in the order of writing.  Lines of erased people are not in it.

        Who was entered twice has one id in it, unless they are wanted ``as_written``.

        What was handed over before is in it, however slow the disk: who comes back at once finds their last touch.
        Raises Trouble journal.unreadable_line when a body does not open: half a record is not shown as the whole.
        """
        lines = select(*LINE).join(chain, chain.c.chain == event.c.chain).where(chain.c.scope == scope)

        def read(connection: Connection) -> tuple[Entry, ...]:
            return Reader(connection, self._launch.wrapping).entries(lines)

        await self._write(lambda _: None)
        found = await self._read(read)
        if as_written:
            return found
        if scope == self.clinic_scope:
            self._same = same_person.table(found)
        return same_person.as_one(found, self._same)

    async def heads(self, scope: UUID) -> tuple[ChainHead, ...]:
        """Where every chain of a scope stands, after all that was written before."""
        return await self._write(lambda transaction: heads_of(transaction.connection, scope))

    async def lengths(self) -> dict[UUID, int]:
        """How many lines each scope has: one that has as many as before reads as it did."""
        # each chain once through, in the order of the file: to look them up scope by scope takes six times as long
        each = select(event.c.chain, func.count().label("lines")).group_by(event.c.chain).subquery()
        joined = chain.join(each, each.c.chain == chain.c.chain)
        lines = select(chain.c.scope, func.sum(each.c.lines).label("lines")).select_from(joined)
        by_scope = lines.group_by(chain.c.scope)
        return await self._read(lambda connection: {row.scope: row.lines for row in connection.execute(by_scope)})

    async def scopes(self, participant: UUID | None = None) -> tuple[UUID, ...]:
        """Every scope that has lines, in the order in which they came up; of a person those with a dose or words of theirs."""
        if participant is not None:  # what was just said is not yet among the words that are looked up
            await self._concordance.bring_up(self._write)
        people = same_person.ids_of(self._same, participant) if participant is not None else ()
        return await self._read(lambda connection: searching.scopes(connection, people))

    async def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that was planned or opened, the newest first."""
        return await self._read(projections.sessions)

    async def find(self, asked: Asked, most: int, scope: UUID | None = None) -> tuple[Entry, ...]:
        """The lines in which it stands, as they read now, the newest first, at most so many; of one session or of all."""
        await self._concordance.bring_up(self._write)
        found = await self._read(lambda it: searching.find(it, self._launch.wrapping, asked, most, scope))
        return same_person.as_one(found, self._same)

    async def export_rows(self, scope: UUID) -> tuple[RawLine, ...]:
        """The lines of a scope as they stand in their chains, without their bodies."""
        return await self._read(lambda connection: _raw_lines(connection, scope))

    async def held_of(self, participant: UUID) -> erasing.Held | None:
        """What the record holds of a person, or None when it holds nothing, or they were erased."""
        people = same_person.ids_of(self._same, participant)
        return await self._read(lambda connection: erasing.held(connection, self._launch.wrapping, people))

    async def erase(self, participant: UUID, entries: Sequence[Entry] = ()) -> tuple[Entry, ...]:
        """Destroy the key of one person's lines and write ``entries`` about it, in one transaction; returns those stamped.

        The lines stay in their chains and can never be read again; words, projections and drafts go; of who was entered
        twice both keys.  Copies made before keep the key: ``remember_erased`` has them give it up.  Raises what ``append``
        raises; then nothing was changed.
        """

        def write(transaction: Transaction) -> tuple[Entry, ...]:
            # At once, so that no copy of the key is left in the log.
            self._empty_soon()
            erasing.erase(transaction, same_person.ids_of(self._same, participant))
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
        found = await self._read(lambda connection: look_over(connection, self._launch.wrapping, heads))
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


def _raw_lines(connection: Connection, scope: UUID) -> tuple[RawLine, ...]:
    columns = (event.c.chain, event.c.seq, event.c.hlc, event.c.id, event.c.kind, event.c.hash)
    lines = select(*columns).join(chain, chain.c.chain == event.c.chain).where(chain.c.scope == scope)
    rows = connection.execute(lines.order_by(chain.c.place, event.c.seq)).all()
    return tuple(RawLine(*row[:5], bytes(row.hash).hex()) for row in rows)

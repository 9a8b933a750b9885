"""Making the file and opening it: what must be so before anybody may call it healthy.  Otherwise refused or put aside."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from facilitator_app.clock import Clock
from facilitator_app.faults import Trouble
from facilitator_app.journal import aside, backups, connect, erasing, place, projections, schema, searching, turning
from facilitator_app.journal.chains import Launch, head_of
from facilitator_app.journal.findings import LOSS, Finding, damage_of_pages
from facilitator_app.journal.schema import chain, event, local, meta
from facilitator_app.journal.seal import Unsealable, Wrapping, witness_key
from facilitator_app.journal.troubles import code_of, told_as, trouble_of
from facilitator_app.journal.witness import Head, Witness, flush_folder
from facilitator_app.record.entry import new_id

PAGES_AT_ONCE = 32 * 1024 * 1024
"""Bytes up to which every page is checked before the file is called open (about 5 ms a MiB); beyond it ``verify`` does."""


@dataclass
class Parts:
    """What an open file is made of."""

    lock: place.Lock
    engine: Engine
    connection: Connection
    witness: Witness
    launch: Launch
    remarks: tuple[Finding, ...]
    pages_checked: bool
    brought_back: tuple[UUID, ...]


def create(folder: Path, key: bytes, clock: Clock) -> None:
    """Make an empty record in ``folder``.  A file half made is never left under the record's name."""
    place.check(folder)
    place.prepare(folder)
    lock = place.Lock(folder)
    try:
        if (folder / place.RECORD).exists():
            raise Trouble("journal.exists", folder=str(folder))
        with told_as("journal.not_made"):
            _make(folder, key, clock)
    finally:
        lock.release()


def open_file(folder: Path, key: bytes, clock: Clock, *, accept_loss: bool = False) -> Parts:
    """Open the record in ``folder``, or raise Trouble and leave nothing open."""
    place.check(folder)
    if not (folder / place.RECORD).exists():
        raise Trouble(
            "journal.missing", folder=str(folder), aside=_or_none(aside.newest(folder)), backup=_copy(folder, key)
        )
    lock = place.Lock(folder)
    try:
        turning.settle(folder)
        with told_as("journal.not_opened"):
            return _open(lock, folder, key, clock, accept_loss)
    except Trouble as trouble:
        lock.release()
        # SQLite calls a disk without a page to spare an input error as often as a full disk.
        if trouble.key in ("journal.not_opened", "journal.disk_full") and place.is_full(folder):
            raise Trouble("journal.no_room", folder=str(folder)) from trouble
        raise
    except BaseException:
        lock.release()
        raise


def reopen(lock: place.Lock, folder: Path, key: bytes, clock: Clock) -> Parts:
    """Open the record once more whose lock is held already; raises what ``open_file`` raises."""
    with told_as("journal.not_opened"):
        return _open(lock, folder, key, clock, accept_loss=False)


def _make(folder: Path, key: bytes, clock: Clock) -> None:
    path = folder / place.BEING_MADE
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    engine = connect.alone(path, key)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            schema.build(connection)
            ids = {"clinic_scope": new_id(clock.now()), "device": new_id(clock.now())}
            values = [{"key": name, "value": id_.hex} for name, id_ in ids.items()]
            values.append({"key": "projections", "value": projections.VERSION})
            connection.execute(insert(meta), values)
            connection.commit()
    finally:
        engine.dispose()
    (folder / place.HEADS).unlink(missing_ok=True)
    path.rename(folder / place.RECORD)
    flush_folder(folder)


def _open(lock: place.Lock, folder: Path, key: bytes, clock: Clock, accept_loss: bool) -> Parts:
    aside.keep_wal(folder)
    witness = Witness(folder / place.HEADS, witness_key(key))
    engine = connect.writing(folder / place.RECORD, key)
    try:
        with _damage_put_aside(folder, key, clock, witness, engine):
            if (folder / place.RECORD).stat().st_size == 0:
                raise Damaged("file")
            connection = engine.connect()
            _check_version(connection, folder)
            # Pages that a power cut tore while the log was brought in stand whole in the log, and are checked after it.
            connect.checkpoint(connection, empty=True)
            checked = _check_pages(connection, folder)
            launch = _launch(connection, key, clock)
            _bring_projections(connection, launch.wrapping)
            searching.prepare(connection)
            remarks = _compare(connection, folder, clock, witness, launch, accept_loss)
            back = erasing.brought_back(connection, folder, launch.wrapping)
            connection.rollback()
            aside.let_wal_go(folder)
            return Parts(lock, engine, connection, witness, launch, remarks, checked, back)
    except BaseException:
        engine.dispose()
        witness.close()
        raise


class Damaged(Exception):
    """The file is not as it was written; ``where`` says where it was seen."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@contextmanager
def _damage_put_aside(folder: Path, key: bytes, clock: Clock, witness: Witness, engine: Engine) -> Iterator[None]:
    """Move the file aside when what is inside finds it damaged; refuse it untouched when the key may be wrong."""
    try:
        yield
        return
    except Damaged as damage:
        where, cause = damage.where, damage.__cause__ or damage
    except Unsealable as fault:
        where, cause = "line", fault
    except SQLAlchemyError as fault:
        code = code_of(fault)
        if code == dbapi2.SQLITE_NOTADB and witness.heads() is None:
            engine.dispose()
            aside.let_wal_go(folder)
            raise Trouble("journal.wrong_key") from fault
        if code not in (dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT):
            raise trouble_of(fault, "journal.not_opened") from fault
        where, cause = "file", fault
    engine.dispose()
    witness.close()
    moved = aside.move(folder, clock.now())
    raise Trouble("journal.damaged", where=where, aside=str(moved), backup=_copy(folder, key)) from cause


def _copy(folder: Path, key: bytes) -> str:
    """The newest good copy beside the record, as it is told."""
    return _or_none(backups.newest_good(folder, key))


def _or_none(found: Path | None) -> str:
    return "–" if found is None else str(found)


def _check_version(connection: Connection, folder: Path) -> None:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    connection.rollback()
    if application != schema.APPLICATION_ID:
        raise Damaged("header")
    if version > schema.SCHEMA_VERSION:
        aside.let_wal_go(folder)
        raise Trouble("journal.newer_version", version=version, known=schema.SCHEMA_VERSION)


def _check_pages(connection: Connection, folder: Path) -> bool:
    if (folder / place.RECORD).stat().st_size > PAGES_AT_ONCE:
        return False
    # Pages that verify are as they were written; whether they still belong together is for ``verify`` to say.
    found = damage_of_pages(connection, structure=False)
    connection.rollback()
    if found:
        raise Damaged(found[0].where)
    return True


def _launch(connection: Connection, key: bytes, clock: Clock) -> Launch:
    kept = {row.key: row.value for row in connection.execute(select(meta)).all()}
    scope, device = UUID(kept["clinic_scope"]), UUID(kept["device"])
    launch = Launch(scope, device, new_id(clock.now()), Wrapping(key, scope), clock)
    launch.recall(connection)
    connection.rollback()
    return launch


def _bring_projections(connection: Connection, wrapping: Wrapping) -> None:
    """Work the projections out again when another version of the app wrote them."""
    kept = connection.scalar(select(meta.c.value).where(meta.c.key == "projections"))
    connection.rollback()
    if kept != projections.VERSION:
        with connection.begin():
            projections.rebuild(connection, wrapping)
            now = meta.update().where(meta.c.key == "projections").values(value=projections.VERSION)
            connection.execute(now)


def _compare(
    connection: Connection, folder: Path, clock: Clock, witness: Witness, launch: Launch, accept_loss: bool
) -> tuple[Finding, ...]:
    """Hold the file against the witness.  Lines that the witness knows and the file has not are told, never passed over."""
    heads = witness.heads()
    lost = sum(_lost(connection, head) for head in heads or ())
    ours = _own_heads(connection, launch)
    connection.rollback()
    if lost and not accept_loss:
        kept = aside.copy(folder, clock.now())
        raise Trouble("journal.truncated", lines=lost, aside=str(kept))
    remarks: tuple[Finding, ...] = ()
    if lost:
        _remember_loss(connection, clock, lost)
    if heads is None and ours:
        remarks = (Finding(place.HEADS, "journal.found_no_witness", {}),)
    for head in (heads if heads and not lost else ours) or ():
        witness.note(head)
    witness.write()
    witness.flush()
    return remarks


def _lost(connection: Connection, head: Head) -> int:
    """How many lines of the chain are gone.  Raises Damaged when another line stands in the place."""
    there = connection.scalar(select(event.c.hash).where(event.c.chain == head.chain, event.c.seq == head.seq))
    if there is None:
        last = head_of(connection, head.chain)
        return head.seq - (last.seq if last else 0)
    if bytes(there) != head.hash:
        raise Damaged("chain")
    return 0


def _own_heads(connection: Connection, launch: Launch) -> tuple[Head, ...]:
    """The heads of this device's newest chains, oldest first."""
    mine = select(chain.c.chain).where(chain.c.device == launch.device).order_by(chain.c.place.desc()).limit(64)
    found = (head_of(connection, one) for one in connection.scalars(mine).all())
    return tuple(reversed([head for head in found if head is not None]))


def _remember_loss(connection: Connection, clock: Clock, lost: int) -> None:
    now = clock.now().isoformat()
    said = json.dumps({"found_at": now, "lines": lost})
    with connection.begin():
        connection.execute(insert(local), {"key": f"{LOSS}{now}", "value": said})

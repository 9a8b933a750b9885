"""Another data key for the whole record: made beside it under the new key, proved, and put in its place in one step.

Until the mark is there, the record is the old one and what was begun is swept away; once it is there, the record is the
new one and whoever comes next goes on with it.  Neither needs a key, so that a stop at any moment is mended by itself.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, select, update

from facilitator_app.faults import Trouble
from facilitator_app.journal import aside, connect, erased, place
from facilitator_app.journal.chains import head_of
from facilitator_app.journal.findings import damage_of_pages
from facilitator_app.journal.schema import chain, event, meta, sealing_key
from facilitator_app.journal.seal import Wrapping, file_key, witness_key
from facilitator_app.journal.troubles import told_as
from facilitator_app.journal.witness import Witness, flush, flush_folder, put_whole

NEXT = ".next"
MARK = "keys.turned"
"""There once the new files are whole: from then on they are the record."""
PARTS = (place.RECORD, place.HEADS, place.KEYS)


def turn(folder: Path, old: bytes, new: bytes, keys: bytes, now: datetime) -> None:
    """Put the record in ``folder``, which nobody else has open and whose lock is held, under the key ``new``.

    ``keys`` is the key file that goes with it.  Raises Trouble journal.no_room_to_turn, .disk_full, .read_only or
    .not_turned; then the record is as it was.
    """
    settle(folder)
    with told_as("journal.not_turned"):
        if shutil.disk_usage(folder).free < 2 * (folder / place.RECORD).stat().st_size + place.ROOM_TO_BEGIN:
            raise Trouble("journal.no_room_to_turn", folder=str(folder))
        try:
            _make(folder, old, new, keys)
        except BaseException:
            _sweep(folder)
            raise
        put_whole(folder / MARK, now.isoformat().encode())
        settle(folder)


def settle(folder: Path) -> None:
    """Go on where a stop left it: the new record in its place when it was whole, else what was begun is swept away.

    Only with the folder's lock held.  Does nothing where nothing was begun.
    """
    if (folder / MARK).exists():
        _put_in_place(folder)
    elif any((folder / (name + NEXT)).exists() for name in PARTS):
        _sweep(folder)


def settle_if_free(folder: Path) -> None:
    """The same where nobody has the record open; else whoever has it open sees to it."""
    begun = (folder / MARK).exists() or any((folder / (name + NEXT)).exists() for name in PARTS)
    if not begun:
        return
    with suppress(Trouble):
        lock = place.Lock(folder)
        try:
            settle(folder)
        finally:
            lock.release()


def _make(folder: Path, old: bytes, new: bytes, keys: bytes) -> None:
    being_made = folder / (place.RECORD + NEXT)
    with connect.alone(folder / place.RECORD, old).connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(being_made),))
        lines = _count(connection)
    being_made.chmod(0o600)
    with connect.alone(being_made, old).connect() as connection:
        connection.exec_driver_sql(f"PRAGMA rekey=\"x'{file_key(new).hex()}'\"").all()
    with connect.alone(being_made, new).connect() as connection:
        connection.exec_driver_sql("BEGIN")
        _wrap_anew(connection, old, new)
        connection.commit()
        if _count(connection) != lines or damage_of_pages(connection):
            raise Trouble("journal.not_turned")
        connection.rollback()
        _witness_anew(connection, folder, new)
    put_whole(folder / (place.KEYS + NEXT), keys)
    for name in PARTS:
        file = os.open(folder / (name + NEXT), os.O_RDWR)
        flush(file)
        os.close(file)
    flush_folder(folder)


def _wrap_anew(connection: Connection, old: bytes, new: bytes) -> None:
    """The keys of people and clinic under the new data key; the bodies they seal stay as they are."""
    scope = UUID(connection.scalar(select(meta.c.value).where(meta.c.key == "clinic_scope")))
    before, after = Wrapping(old, scope), Wrapping(new, scope)
    for row in connection.execute(select(sealing_key)).all():
        wrapped = after.wrap(before.unwrap(row.key_id, row.subject, bytes(row.wrapped)), row.subject)
        connection.execute(update(sealing_key).where(sealing_key.c.key_id == row.key_id).values(wrapped=wrapped))


def _witness_anew(connection: Connection, folder: Path, new: bytes) -> None:
    witness = Witness(folder / (place.HEADS + NEXT), witness_key(new))
    for one in connection.scalars(select(chain.c.chain).order_by(chain.c.place)).all():
        head = head_of(connection, one)
        if head is not None:
            witness.note(head)
    witness.write()
    witness.close()


def _count(connection: Connection) -> tuple[int, int]:
    lines = connection.scalar(select(func.count()).select_from(event)) or 0
    keys = connection.scalar(select(func.count()).select_from(sealing_key)) or 0
    return lines, keys


def _put_in_place(folder: Path) -> None:
    """Each step may be the last before a stop, and is done again then: the mark goes at the very end."""
    with told_as("journal.not_turned"):
        turned = (folder / MARK).read_text("utf-8")
        if (folder / (place.RECORD + NEXT)).exists():
            for old in (aside.WAL, aside.KEPT_WAL, place.RECORD + "-shm"):
                (folder / old).unlink(
                    missing_ok=True
                )  # the old record's log; the new one was made of all that was in it
        for name in PARTS:
            if (folder / (name + NEXT)).exists():
                (folder / (name + NEXT)).replace(folder / name)
        known = erased.read(folder)
        with suppress(ValueError):
            at = datetime.fromisoformat(turned)
            if at not in known.keys_changed:
                erased.write(folder, msgspec.structs.replace(known, keys_changed=(*known.keys_changed, at)))
        flush_folder(folder)
        (folder / MARK).unlink()
        flush_folder(folder)


def _sweep(folder: Path) -> None:
    for left in (*(folder.glob(f"{place.RECORD}{NEXT}*")), *(folder / (name + NEXT) for name in PARTS)):
        with suppress(OSError):
            left.unlink(missing_ok=True)

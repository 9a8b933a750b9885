"""Copies of the record to fall back on: taken while it is in use, checked before they count, found again newest first."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from facilitator_app.faults import SPOILT, Trouble
from facilitator_app.journal import connect, erased, place
from facilitator_app.journal.chains import head_of
from facilitator_app.journal.findings import Finding, damage_of_pages
from facilitator_app.journal.schema import APPLICATION_ID, chain, event
from facilitator_app.journal.seal import witness_key
from facilitator_app.journal.witness import Witness, flush, flush_folder

MANIFEST = "manifest.json"


def take(folder: Path, key: bytes, to: Path, now: datetime) -> Path:
    """Copy the record in ``folder`` into a new folder under ``to`` and return that, or raise Trouble and leave nothing.

    The copy is consistent while lines are being written.  It is opened and every page of it checked before it gets its
    name; its keys, its witness and a manifest of its chain heads lie beside it.
    """
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{now:%Y%m%dT%H%M%SZ}"
    being_made, done = to / f"{name}.part", to / name
    if done.exists():
        raise Trouble("journal.backup_exists", folder=str(done))
    for left in to.glob("*Z.part"):  # what a kill left half-made, this one's name included
        shutil.rmtree(left, ignore_errors=True)
    being_made.mkdir(mode=0o700)
    try:
        _fill(folder, key, being_made, now)
    except BaseException:
        shutil.rmtree(being_made, ignore_errors=True)
        raise
    being_made.rename(done)
    flush_folder(to)
    return done


def newest_good(folder: Path, key: bytes) -> Path | None:
    """The newest backup under the record's own folder that opens with ``key`` and has no damaged page."""
    for copy in sorted((folder / place.BACKUPS).glob("*Z"), reverse=True):
        if _is_good(copy / place.RECORD, key):
            return copy
    return None


def told_by_copies(connection: Connection, folder: Path) -> tuple[Finding, ...]:
    """Lines that the newest copy beside the record has and the record has not: it was put back from an older copy, or cut.

    A manifest that cannot be read is told of too, and the copy before it is asked instead; so is a copy without a record.
    Nothing is opened: whether a copy's record is whole is for the drill and for who restores it.
    """
    has_parts = [
        part.parent for name in (MANIFEST, place.RECORD) for part in (folder / place.BACKUPS).glob(f"*Z/{name}")
    ]
    copies = sorted(set(has_parts), reverse=True)
    found = [_in(copy, "journal.found_no_record") for copy in copies if not (copy / place.RECORD).exists()]
    unread = []
    for copy in copies:
        try:
            there = _only_in(connection, copy / MANIFEST, copy.name)
        except (OSError, KeyError, TypeError, AttributeError, *SPOILT):
            unread.append(copy)
        else:
            return (*(_in(one, "journal.found_manifest") for one in unread), *found, *there)
    return (*(_in(one, "journal.found_manifest_alone") for one in unread), *found)


def _in(copy: Path, what: str) -> Finding:
    return Finding(f"copy {copy.name}", what, {"copy": copy.name})


def _only_in(connection: Connection, manifest: Path, copy: str) -> list[Finding]:
    found = []
    for name, (seq, digest) in json.loads(manifest.read_text("utf-8"))["heads"].items():
        there = connection.scalar(select(event.c.hash).where(event.c.chain == UUID(name), event.c.seq == int(seq)))
        if there is None or bytes(there).hex() != digest:
            found.append(Finding(f"chain {name}", "journal.found_in_copy", {"chain": name, "seq": seq, "copy": copy}))
    return found


def _fill(folder: Path, key: bytes, into: Path, now: datetime) -> None:
    engine = connect.alone(folder / place.RECORD, key)
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(into / place.RECORD),))
    if not _is_good(into / place.RECORD, key):
        raise Trouble("journal.backup_failed", folder=str(into))
    if (folder / place.KEYS).exists():
        shutil.copy2(folder / place.KEYS, into / place.KEYS)
    if (
        folder / erased.ERASED
    ).exists():  # beside every copy of the place too: an older one there gives up whom it still has
        shutil.copy2(folder / erased.ERASED, into / erased.ERASED)
        erased.merge(into.parent, [folder])
    with connect.alone(into / place.RECORD, key).connect() as connection:
        _describe(connection, key, into, now)
    for path in into.iterdir():
        with contextlib.suppress(OSError):  # a stick may know no modes
            path.chmod(0o600)
        file = os.open(path, os.O_RDWR)
        flush(file)
        os.close(file)
    flush_folder(into)


def _describe(connection: Connection, key: bytes, into: Path, now: datetime) -> None:
    """The witness of the copy, and its manifest: ids, counts and hashes only."""
    chains = connection.scalars(select(chain.c.chain).order_by(chain.c.place)).all()
    heads = [head for head in (head_of(connection, one) for one in chains) if head is not None]
    witness = Witness(into / place.HEADS, witness_key(key))
    for head in heads:
        witness.note(head)
    witness.write()
    witness.close()
    manifest = {
        "taken_at": now.isoformat(),
        "lines": connection.scalar(select(func.count()).select_from(event)),
        "heads": {str(head.chain): [head.seq, head.hash.hex()] for head in heads},
    }
    (into / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _is_good(path: Path, key: bytes) -> bool:
    if not path.exists():
        return False
    try:
        with connect.alone(path, key).connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            return application == APPLICATION_ID and not damage_of_pages(connection)
    except SQLAlchemyError:
        return False

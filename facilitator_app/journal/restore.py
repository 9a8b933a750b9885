"""Putting a backup in the place of a record: proved line by line first, never over newer lines, and nothing is deleted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from facilitator_app.clock import Clock
from facilitator_app.data_folder import OF_A_RECORD
from facilitator_app.faults import SPOILT, Trouble
from facilitator_app.journal import aside, connect, erased, place, turning
from facilitator_app.journal.backups import MANIFEST
from facilitator_app.journal.chains import head_of
from facilitator_app.journal.findings import Finding, damage_of_pages, look_over
from facilitator_app.journal.schema import APPLICATION_ID, SCHEMA_VERSION, chain, event, meta
from facilitator_app.journal.seal import Wrapping, witness_key
from facilitator_app.journal.troubles import code_of, told_as
from facilitator_app.journal.witness import Head, Witness, flush, flush_folder

STAGING = "restore.part"


@dataclass(frozen=True)
class Restored:
    """What was put in place.  ``missing``: lines that this machine had written and the backup has not.

    ``aside`` is where the record that was there is now, or None when there was none.
    """

    lines: int
    chains: int
    taken_at: datetime
    missing: int
    aside: Path | None


@dataclass(frozen=True)
class Weighed:
    """What putting ``copy`` in place would come to; it was proved as for ``restore``, and nothing was changed.

    ``missing``: lines that this machine had written and the copy has not, or None when that cannot be told.
    """

    copy: Path
    lines: int
    taken_at: datetime
    missing: int | None


def copies_in(*places: Path) -> tuple[Path, ...]:
    """Every copy that lies in these folders, or in a folder of one record's copies there, the newest first."""
    found: dict[str, Path] = {}
    for one in places:
        for copy in (*one.glob("*Z"), *one.glob(f"{OF_A_RECORD}*/*Z")):
            if (copy / MANIFEST).is_file():
                found.setdefault(copy.name, copy)  # the nearer place comes first
    return tuple(found[name] for name in sorted(found, reverse=True))


def newest_in(folder: Path) -> Path:
    """The backup that ``folder`` is, or the newest of those in it.

    Raises Trouble journal.no_backup, and journal.which_backup when several records have theirs there.
    """
    if (folder / MANIFEST).is_file():
        return folder
    places = [path for path in (folder, folder / place.BACKUPS, *folder.glob(f"{OF_A_RECORD}*")) if path.is_dir()]
    found = {path: newest for path in places if (newest := _newest(path)) is not None}
    if not found:
        raise Trouble("journal.no_backup", folder=str(folder))
    if len(found) > 1:
        raise Trouble("journal.which_backup", folder=str(folder))
    return next(iter(found.values()))


def _newest(folder: Path) -> Path | None:
    return max((path for path in folder.glob("*Z") if (path / MANIFEST).is_file()), default=None)


def restore(backup: Path, folder: Path, key: bytes, clock: Clock) -> Restored:
    """Put ``backup`` in the place of the record in ``folder``, which need not exist.

    Raises Trouble: journal.backup_not_sound with the number of ``findings`` and the first one's ``where``;
    journal.backup_newer when a newer version of the app wrote it; journal.newer_there with the number of ``lines`` that
    only the record in place has; journal.other_record when that is not of the same key; journal.already_open; and those
    of a bad place.  Then nothing was changed.  Who was erased since the copy was made is erased in it when it is opened.
    """
    with _proved(backup, folder, key) as proved:
        erased.merge(folder, (backup, backup.parent))
        moved = _put_in_place(folder / STAGING, folder, clock.now())
    return Restored(proved.lines, proved.chains, proved.taken_at, proved.missing or 0, moved)


def weigh(backup: Path, folder: Path, key: bytes) -> Weighed:
    """What ``restore`` would come to, with nothing changed.  Raises what that raises."""
    with _proved(backup, folder, key) as proved:
        return Weighed(backup, proved.lines, proved.taken_at, proved.missing)


@dataclass(frozen=True)
class _Proved:
    lines: int
    chains: int
    taken_at: datetime
    missing: int | None


@contextmanager
def _proved(backup: Path, folder: Path, key: bytes) -> Iterator[_Proved]:
    """A backup staged beside the record and proved, with the folder held; the stage is gone afterwards."""
    place.check(folder)
    place.prepare(folder)
    lock = place.Lock(folder)
    staging = folder / STAGING
    try:
        turning.settle(folder)
        with told_as("journal.not_restored"):
            manifest = _stage(backup, staging)
            with _reading(staging, key) as copy:
                _must_be_sound(copy, staging, key, manifest)
                missing = _missing(folder, staging, key, copy)
                lines, chains = _count(copy)
            yield _Proved(lines, chains, manifest["taken_at"], missing)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def _stage(backup: Path, staging: Path) -> Mapping[str, Any]:
    """Copy the backup beside the record it is to become; what is proved are the bytes that will be used."""
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    try:
        for name in (place.RECORD, place.HEADS, place.KEYS):
            shutil.copyfile(backup / name, staging / name)
            (staging / name).chmod(0o600)
        if (backup / aside.WAL).exists():  # somebody opened the backup itself
            shutil.copyfile(backup / aside.WAL, staging / aside.WAL)
        manifest: Mapping[str, Any] = json.loads((backup / MANIFEST).read_text("utf-8"))
        heads = {UUID(chain): (int(seq), bytes.fromhex(digest)) for chain, (seq, digest) in manifest["heads"].items()}
        taken_at = datetime.fromisoformat(manifest["taken_at"]).astimezone(UTC)
        return {"taken_at": taken_at, "lines": int(manifest["lines"]), "heads": heads}
    except FileNotFoundError as fault:
        raise Trouble("journal.no_backup", folder=str(backup)) from fault
    except (KeyError, TypeError, AttributeError, *SPOILT) as fault:
        raise Trouble("journal.backup_not_sound", findings=1, where=MANIFEST) from fault


@contextmanager
def _reading(folder: Path, key: bytes) -> Iterator[Connection]:
    engine = connect.alone(folder / place.RECORD, key)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _must_be_sound(copy: Connection, staging: Path, key: bytes, manifest: Mapping[str, Any]) -> None:
    """Every page, chain, link, seal, body and projection; the witness; and the manifest's heads and number of lines."""
    try:
        found = _look_over(copy, staging, key)
        if not found:
            found = tuple(_held_against(copy, manifest))
    except SQLAlchemyError as fault:
        raise Trouble("journal.backup_not_sound", findings=1, where=place.RECORD) from fault
    if found:
        raise Trouble("journal.backup_not_sound", findings=len(found), where=found[0].where)


def _look_over(copy: Connection, staging: Path, key: bytes) -> tuple[Finding, ...]:
    if copy.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
        return (Finding(place.RECORD, "journal.found_structure"),)
    if copy.exec_driver_sql("PRAGMA user_version").scalar_one() > SCHEMA_VERSION:
        raise Trouble("journal.backup_newer")
    scope = UUID(copy.scalar(select(meta.c.value).where(meta.c.key == "clinic_scope")))
    found = look_over(copy, Wrapping(key, scope), _witnessed(staging, key))
    return tuple(one for one in found if not one.is_harmless and one.what != "journal.found_loss")


def _held_against(copy: Connection, manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """What the manifest says and the copy has not, and the other way round."""
    lines, _ = _count(copy)
    if lines != manifest["lines"]:
        yield Finding(MANIFEST, "journal.found_cut_off")
    there = {head.chain: (head.seq, head.hash) for head in _heads(copy)}
    for one in there.keys() | manifest["heads"].keys():
        if there.get(one) != manifest["heads"].get(one):
            yield Finding(f"chain {one}", "journal.found_cut_off")


def _missing(folder: Path, staging: Path, key: bytes, copy: Connection) -> int | None:
    """How many lines the folder's witness knows and the copy has not; None when a record is gone and no witness speaks.

    Raises Trouble when the record there has them.  Looks at a copy of what is there: opening the file itself might change
    what a crash left.  A record that was put aside took its witness with it.
    """
    witnessed, before = _witnessed(folder, key), aside.newest(folder)
    is_ours, known = bool(witnessed), before is None
    if (folder / place.RECORD).exists():
        there = staging / "there"
        there.mkdir()
        for name in (place.RECORD, aside.WAL):
            if (folder / name).exists():
                shutil.copyfile(folder / name, there / name)
        standing = _readable_heads(there, key, folder, is_ours=is_ours)
        newer = _not_in(copy, standing)
        if newer:
            raise Trouble("journal.newer_there", lines=newer)
        known = bool(standing)
    elif witnessed is None and before is not None:
        witnessed = _witnessed(before, key)
    return _not_in(copy, witnessed) if witnessed is not None else 0 if known else None


def _readable_heads(there: Path, key: bytes, folder: Path, *, is_ours: bool) -> tuple[Head, ...]:
    """The heads of the record that is there; none when it is damaged, and so has to give way."""
    try:
        with _reading(there, key) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()  # does the key fit at all?
            connection.rollback()
            connect.checkpoint(connection, empty=True)  # as at opening: a torn page may stand whole in the log
            return () if damage_of_pages(connection) else _heads(connection)
    except SQLAlchemyError as fault:
        code = code_of(fault)
        if code == dbapi2.SQLITE_NOTADB and not is_ours:
            raise Trouble("journal.other_record", folder=str(folder)) from fault
        if code not in (dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT):
            raise
        return ()


def _not_in(copy: Connection, heads: tuple[Head, ...]) -> int:
    """How many lines up to these heads are not in the copy."""
    count = 0
    for head in heads:
        same = select(event.c.hash).where(event.c.chain == head.chain, event.c.seq == head.seq)
        there = copy.scalar(same)
        if there is None:
            last = head_of(copy, head.chain)
            count += head.seq - (last.seq if last else 0)
        elif bytes(there) != head.hash:
            count += 1
    return count


def _put_in_place(staging: Path, folder: Path, now: datetime) -> Path | None:
    """Move what is there aside, then the copy into its place, the record last.  Nothing is deleted.

    What may fail for want of space comes before anything is moved; a kill in between leaves a folder without a record,
    which is told at the next start.  A key file that holds the same data key stays: accounts and passphrases may have
    changed since.
    """
    for name in (place.HEADS, place.RECORD, place.KEYS):
        with (staging / name).open("r+b") as file:
            flush(file.fileno())
    moved = aside.move(folder, now) if (folder / place.RECORD).exists() else None
    kept = folder / place.KEYS
    if kept.exists() and not same_key_file(kept, staging / place.KEYS):
        if moved is None:
            moved = aside.new_place(folder, now)
            kept.replace(moved / place.KEYS)
        kept.unlink(missing_ok=True)  # ``aside`` has a copy
    if not kept.exists():
        (staging / place.KEYS).replace(kept)
    for name in (place.HEADS, place.RECORD):
        (staging / name).replace(folder / name)
    flush_folder(folder)
    return moved


def same_key_file(one: Path, other: Path) -> bool:
    """Whether two key files hold the same data key: the same file's id and the same mark of the key."""
    try:
        marks = [json.loads(path.read_text("utf-8")) for path in (one, other)]
        return bool(marks[0]["file"] == marks[1]["file"] and marks[0]["check"] == marks[1]["check"])
    except (OSError, KeyError, TypeError, *SPOILT):
        return False


def _witnessed(folder: Path, key: bytes) -> tuple[Head, ...] | None:
    if not (folder / place.HEADS).exists():
        return None
    witness = Witness(folder / place.HEADS, witness_key(key))
    try:
        return witness.heads()
    finally:
        witness.close()


def _heads(connection: Connection) -> tuple[Head, ...]:
    chains = connection.scalars(select(chain.c.chain).order_by(chain.c.place)).all()
    return tuple(head for head in (head_of(connection, one) for one in chains) if head is not None)


def _count(connection: Connection) -> tuple[int, int]:
    """Lines and chains."""
    lines = connection.scalar(select(func.count()).select_from(event)) or 0
    return lines, len(_heads(connection))

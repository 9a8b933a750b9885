"""Putting a damaged record aside: moved or copied with its write-ahead log, witness and keys; nothing is ever deleted."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from facilitator_app.journal.place import ASIDE, HEADS, KEYS, RECORD
from facilitator_app.journal.witness import flush_folder

WAL = RECORD + "-wal"
KEPT_WAL = RECORD + "-wal.kept"
"""The write-ahead log as it was found after a crash: opening the file may cut or remove the log itself."""


def keep_wal(folder: Path) -> None:
    """Copy the log that a crash left, before the file is opened."""
    wal = folder / WAL
    if wal.exists() and wal.stat().st_size:
        shutil.copy2(wal, folder / KEPT_WAL)


def let_wal_go(folder: Path) -> None:
    """The file was found sound: the copy of the log is not needed."""
    (folder / KEPT_WAL).unlink(missing_ok=True)


def move(folder: Path, now: datetime) -> Path:
    """Move the record out of the way; returns the folder it is in now.

    What has to be copied is copied first: on a full disk that fails, and then nothing was moved.
    """
    to = new_place(folder, now)
    try:
        _copy_companions(folder, to)
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)
        raise
    (folder / RECORD).replace(to / RECORD)
    if (folder / KEPT_WAL).exists():
        (folder / KEPT_WAL).replace(to / WAL)
        (folder / WAL).unlink(missing_ok=True)
    elif (folder / WAL).exists():
        (folder / WAL).replace(to / WAL)
    (folder / (RECORD + "-shm")).unlink(missing_ok=True)
    (folder / HEADS).unlink(missing_ok=True)
    flush_folder(folder)
    return to


def copy(folder: Path, now: datetime) -> Path:
    """Copy the record as it was found; returns the folder of the copy (the one there is, when nothing changed since)."""
    heads = (folder / HEADS).read_bytes()
    for there in sorted((folder / ASIDE).glob("*")):
        if (there / HEADS).exists() and (there / HEADS).read_bytes() == heads:
            return there
    to = new_place(folder, now)
    try:
        shutil.copy2(folder / RECORD, to / RECORD)
        _copy_companions(folder, to)
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)
        raise
    if (folder / KEPT_WAL).exists():
        (folder / KEPT_WAL).replace(to / WAL)
    return to


def newest(folder: Path) -> Path | None:
    """Where the record that was put aside last lies, or None when none was."""
    put = [one for one in (folder / ASIDE).glob("*") if (one / RECORD).exists()]
    return max(put, key=lambda one: one.name, default=None)


def new_place(folder: Path, now: datetime) -> Path:
    """A new folder under ``aside``."""
    name, count = f"{now:%Y%m%dT%H%M%SZ}", 1
    while (folder / ASIDE / name).exists():
        count += 1
        name = f"{now:%Y%m%dT%H%M%SZ}-{count}"
    place = folder / ASIDE / name
    place.mkdir(mode=0o700, parents=True)
    return place


def _copy_companions(folder: Path, to: Path) -> None:
    for name in (HEADS, KEYS):
        if (folder / name).exists():
            shutil.copy2(folder / name, to / name)

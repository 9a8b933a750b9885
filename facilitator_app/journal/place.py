"""Where the record may lie: a folder of this machine, writable, not synchronised by anybody, and one window at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from facilitator_app import file_lock
from facilitator_app.data_folder import ASIDE as ASIDE
from facilitator_app.data_folder import BACKUPS as BACKUPS
from facilitator_app.data_folder import KEYS as KEYS
from facilitator_app.data_folder import RECORD as RECORD
from facilitator_app.faults import Trouble
from facilitator_app.journal.troubles import told_as

BEING_MADE = "record.new"
LOCK = "record.lock"
HEADS = "record.heads"

ROOM_TO_BEGIN = 32 * 1024 * 1024
"""Bytes that must be free before a record is begun, or a copy is put in its place."""
ROOM_TO_GO_ON = 4 * 1024 * 1024
"""Bytes under which a record that is there may not open, and a session could not be written to its end."""

# fmt: off
_NETWORK = frozenset((
    "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "fuse.glusterfs", "lustre", "9p",
    "davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "vboxsf", "fuse.vmhgfs-fuse",
    "prl_fs",
))
_CLOUD_NAMES = frozenset((
    "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive", "mobile documents", "cloudstorage",
    "nextcloud", "owncloud", "pclouddrive", "onedrive",
))
# fmt: on
_CLOUD_MARKS = (".dropbox", ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".tmp.drivedownload")


def check(folder: Path) -> None:
    """Raise Trouble when a record must not lie in ``folder``, which need not exist yet."""
    real = folder.expanduser().absolute().resolve()
    mounts = Path("/proc/self/mounts")
    table = mounts.read_text(encoding="utf-8", errors="replace") if mounts.exists() else ""
    if is_on_network(real, table.splitlines()):
        raise Trouble("journal.on_network_drive", folder=str(folder))
    service = cloud_service(real)
    if service:
        raise Trouble("journal.in_cloud_folder", folder=str(folder), service=service)


def is_on_network(real: Path, mounts: Iterable[str]) -> bool:
    """Whether ``real`` lies on another machine, by the mount table (Linux) or by its own form (Windows)."""
    if str(real).startswith("\\\\"):
        return True
    best, kind = -1, ""
    for line in mounts:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if real.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind in _NETWORK


def cloud_service(real: Path) -> str:
    """The name of the synchronised folder that ``real`` lies in, or nothing."""
    for parent in (real, *real.parents):
        name = parent.name.casefold()
        if name in _CLOUD_NAMES or name.startswith("onedrive - "):
            return parent.name
        if any((parent / mark).exists() for mark in _CLOUD_MARKS):
            return parent.name
    return ""


def look(folder: Path) -> None:
    """Raise the Trouble that opening or beginning a record in ``folder`` would meet; makes nothing, changes nothing."""
    check(folder)
    if (folder / RECORD).exists():
        Lock(folder).release()
        if is_full(folder):
            raise Trouble("journal.no_room", folder=str(folder))
        return
    there = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    with told_as("journal.read_only"):
        if not there.is_dir() or not os.access(there, os.W_OK):
            raise Trouble("journal.read_only", folder=str(folder))
        if shutil.disk_usage(there).free < ROOM_TO_BEGIN:
            raise Trouble("journal.no_room_to_begin", folder=str(folder))


def is_full(folder: Path) -> bool:
    """Whether there is not even the room to go on with a record in ``folder``, which is there."""
    return shutil.disk_usage(folder).free < ROOM_TO_GO_ON


def prepare(folder: Path) -> None:
    """Make the folder if it is not there (for its owner only) and see that a record can be begun in it."""
    with told_as("journal.read_only"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < ROOM_TO_BEGIN:
            raise Trouble("journal.no_room_to_begin", folder=str(folder))


class Lock:
    """Held by the one window that has the record open.  The system lets go of it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take it.  Raises Trouble journal.already_open, journal.read_only or journal.disk_full."""
        with told_as("journal.read_only"):
            self._file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            file_lock.take(self._file)
        except OSError as fault:
            os.close(self._file)
            raise Trouble("journal.already_open", folder=str(folder)) from fault

    def release(self) -> None:
        """Let go, also where a program that is just being started holds a copy of the file for a moment."""
        file_lock.leave(self._file)
        os.close(self._file)

"""The witness: the heads of the newest chains in a file of their own, so that a cut-off write-ahead log is found.

Ids and hashes only, under a MAC.  Two slots are written in turn, so a torn write leaves the one before it.
"""

from __future__ import annotations

import hmac
import logging
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

log = logging.getLogger("facilitator")

SLOT = 4096
MOST_CHAINS = 64
_MAGIC = b"FACHEAD1"
_HEADER = struct.Struct(">8sQH")
_ENTRY = struct.Struct(">16sQ32s")


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain: its place and its hash.  ``seq`` 0 is a chain without a line; its hash is the chain's own."""

    chain: UUID
    seq: int
    hash: bytes


def flush(file: int) -> None:
    """Have the drive itself keep what was written to ``file``."""
    try:
        import fcntl

        if hasattr(fcntl, "F_FULLFSYNC"):
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            return
    except ImportError:
        pass
    os.fsync(file)


def flush_folder(folder: Path) -> None:
    """Have the drive keep the names in ``folder`` (where the platform can)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_whole(path: Path, content: bytes) -> None:
    """Write a file so that there is always the old one or the new one, whole, and the drive has it."""
    being_made = path.with_name(path.name + ".tmp")
    handle = os.open(being_made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        flush(file.fileno())
    being_made.replace(path)
    flush_folder(path.parent)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        log.warning("the witness could not be written (%s)", type(fault).__name__)


class Witness:
    """The open witness file.  ``note`` keeps a head in mind; ``write`` puts what is in mind into the next slot."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        self._heads: dict[UUID, Head] = {}
        self._counter = 0
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags, 0o600)
        self.is_flushed = True

    def heads(self) -> tuple[Head, ...] | None:
        """What the newest sound slot says, or None when neither slot is sound (missing, damaged, another key)."""
        best: tuple[int, tuple[Head, ...]] | None = None
        for place in (0, SLOT):
            os.lseek(self._file, place, os.SEEK_SET)
            found = self._parse(os.read(self._file, SLOT))
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        if best is None:
            return None
        self._counter = best[0]
        return best[1]

    def note(self, head: Head) -> None:
        """The chain's head is now this; beyond 64 chains the one untouched the longest is let go."""
        self._heads.pop(head.chain, None)
        self._heads[head.chain] = head
        if len(self._heads) > MOST_CHAINS:
            del self._heads[next(iter(self._heads))]

    def write(self) -> None:
        """Put the heads into the next slot.  Survives the end of the process; ``flush`` makes it survive the power's.

        A disk that refuses does not fail: the lines it speaks of are safe, and ``verify`` says what is missing here.
        """
        self._counter += 1
        entries = b"".join(_ENTRY.pack(head.chain.bytes, head.seq, head.hash) for head in self._heads.values())
        said = _HEADER.pack(_MAGIC, self._counter, len(self._heads)) + entries
        slot = said + hmac.digest(self._key, said, "sha256")
        with _told():
            os.lseek(self._file, SLOT * (self._counter % 2), os.SEEK_SET)
            os.write(self._file, slot)
            self.is_flushed = False

    def flush(self) -> None:
        """Have the drive keep what was written."""
        if not self.is_flushed:
            with _told():
                flush(self._file)
            self.is_flushed = True

    def close(self) -> None:
        """Flush and let go of the file.  Twice is no fault."""
        if self._file >= 0:
            self.flush()
            os.close(self._file)
            self._file = -1

    def _parse(self, slot: bytes) -> tuple[int, tuple[Head, ...]] | None:
        if len(slot) < _HEADER.size:
            return None
        magic, counter, count = _HEADER.unpack_from(slot)
        end = _HEADER.size + count * _ENTRY.size
        if magic != _MAGIC or len(slot) < end + sha256().digest_size:
            return None
        mac = slot[end : end + sha256().digest_size]
        if not hmac.compare_digest(mac, hmac.digest(self._key, slot[:end], "sha256")):
            return None
        heads = tuple(
            Head(UUID(bytes=chain), seq, digest) for chain, seq, digest in _ENTRY.iter_unpack(slot[_HEADER.size : end])
        )
        return counter, heads

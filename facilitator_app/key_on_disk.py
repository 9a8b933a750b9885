"""The key file in its folder: as this window knows it, and as it lies there since another window wrote it.

Must not know who is in it, nor what it opens.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec

from facilitator_app.data_folder import KEYS_LOCK
from facilitator_app.faults import Trouble
from facilitator_app.file_lock import alone
from facilitator_app.key_slots import FORMAT, KeyFile, put, read


class KeyOnDisk:
    """One key file.  What another window changed is seen at the next look, and never written over unseen."""

    def __init__(self, path: Path, kept: KeyFile) -> None:
        self._path = path
        self._kept = kept
        self._one_at_a_time = threading.Lock()

    @property
    def kept(self) -> KeyFile:
        """The key file as of the last look, or as it was written since."""
        return self._kept

    def look_again(self) -> None:
        """Take it as it lies there.  One that cannot be read changes nothing: it keeps nobody out of a room that runs."""
        with self._one_at_a_time, contextlib.suppress(Trouble):
            there = read(self._path)
            if as_file(there) != as_file(self._kept):
                self._kept = there

    def write(self, kept: KeyFile) -> None:
        """Put ``kept`` in its place.  Raises Trouble vault.not_written, also when another window wrote it since the look."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = msgspec.structs.replace(kept, format=FORMAT)
        with self.alone(), self._one_at_a_time:
            if self._is_another():
                raise self._not_written()
            put(self._path, as_file(kept))
            self._kept = kept

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """No other window writes it meanwhile.  Raises Trouble vault.not_written when that cannot be had soon."""
        with alone(self._path.with_name(KEYS_LOCK)) as had:
            if not had:
                raise self._not_written()
            yield

    def was_put(self, kept: KeyFile) -> None:
        """It was put there together with the record."""
        with self._one_at_a_time:
            self._kept = kept

    def _is_another(self) -> bool:
        try:
            return as_file(read(self._path)) != as_file(self._kept)
        except Trouble as trouble:  # none there, or spoilt: there is nothing to lose
            return trouble.key not in ("vault.missing", "vault.damaged")

    def _not_written(self) -> Trouble:
        return Trouble("vault.not_written", folder=str(self._path.parent))


def as_file(kept: KeyFile) -> bytes:
    """The key file as it lies on disk."""
    return msgspec.json.format(msgspec.json.encode(kept), indent=1)

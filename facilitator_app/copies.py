"""Copies of the record to fall back on, taken while a session runs and when it ends, in one or two places.

Knows nothing of how a copy is made; the journal makes and checks it.  A copy that fails is told once and stays told until
one succeeds in that place.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from uuid import UUID

from facilitator_app.data_folder import BACKUPS, OF_A_RECORD
from facilitator_app.faults import Fault, Faults, Trouble
from facilitator_app.settings import read_settings

EVERY_S = 600.0
NEWEST = 6
"""The newest so many stay: an hour of a session at one each ten minutes, or the ends of the last six."""
DAYS = 14
"""And the last of each of so many days that had one."""

_A_COPY = re.compile(r"\d{8}T\d{6}Z")


class Copied(Protocol):
    """What can be copied while it is in use; ``clinic_scope`` tells one record's copies from another's."""

    @property
    def clinic_scope(self) -> UUID: ...

    async def backup(self, to: Path) -> Path:
        """Put a checked copy into a new folder under ``to``; raises Trouble and leaves nothing half-made."""
        ...


class Copies:
    """The copies of one record: in the folder beside it, and in the place that the settings of this device name.

    Those beside it help against a damaged file; only the second place helps against a lost machine.
    """

    def __init__(self, folder: Path, faults: Faults, every_s: float = EVERY_S) -> None:
        self._folder = folder
        self._faults = faults
        self._every_s = every_s
        self._going_on: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._failed: dict[str, Trouble] = {}

    @property
    def failed(self) -> tuple[Trouble, ...]:
        """What is to stay told: the last copy to a place failed, and none has succeeded there since."""
        return tuple(self._failed.values())

    def begin(self, record: Copied) -> None:
        """Take a copy every ten minutes from now on."""
        self.end()
        self._going_on = self._faults.spawn(self._again_and_again(record), "copies of the record")

    def end(self) -> None:
        """Take no more by the clock."""
        if self._going_on is not None:
            self._going_on.cancel()
            self._going_on = None

    async def take(self, record: Copied) -> None:
        """Take one now in each place, and let go of old ones there.  A place that fails does not hinder the other."""
        async with self._turn:
            await self._take_in(record, self._folder / BACKUPS, "copies.failed")
            try:
                second = read_settings(self._folder).second_copies
            except Trouble as trouble:
                self._tell("copies.second_failed", trouble)
                return
            if second:
                await self._take_in(record, Path(second), "copies.second_failed")
            else:
                self._failed.pop("copies.second_failed", None)

    async def _take_in(self, record: Copied, place: Path, key: str) -> None:
        own = place
        try:
            if key == "copies.second_failed":
                # A stick that is not plugged in must not become a folder of this machine, and may hold others' copies.
                if not await asyncio.to_thread(place.is_dir):
                    raise Trouble("copies.second_missing")
                own = place / f"{OF_A_RECORD}{record.clinic_scope.hex[-12:]}"
            await record.backup(own)
        except Trouble as trouble:
            if trouble.key != "journal.backup_exists":  # one of this very second is as good
                self._tell(key, trouble)
                return
        self._failed.pop(key, None)
        await asyncio.to_thread(_tidy, own)

    def _tell(self, key: str, cause: Fault) -> None:
        first = key not in self._failed
        self._failed[key] = trouble = Trouble(key)
        trouble.__cause__ = cause
        if first:
            self._faults.report(trouble, "copies of the record")

    async def _again_and_again(self, record: Copied) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            await self.take(record)


def _tidy(place: Path) -> None:
    """Let old copies go; whatever else is in the folder is left alone."""
    names = [path.name for path in place.iterdir() if _A_COPY.fullmatch(path.name)]
    for old in to_let_go(names):
        shutil.rmtree(place / old, ignore_errors=True)


def to_let_go(names: Iterable[str]) -> tuple[str, ...]:
    """Of copies by name (``20260305T170000Z``), those beyond the newest six and the last of each of the newest 14 days."""
    ordered = sorted(names)
    last_of_day = {name[:8]: name for name in ordered}
    kept = {*ordered[-NEWEST:], *(last_of_day[day] for day in sorted(last_of_day)[-DAYS:])}
    return tuple(name for name in ordered if name not in kept)

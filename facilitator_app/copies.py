"""Copies of the record to fall back on, taken while a session runs and when it ends, in one or two places.

Knows nothing of how a copy is made; the journal makes and checks it.  A copy that fails is told once and stays told until
one succeeds in that place.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from uuid import UUID

from facilitator_app.data_folder import ASIDE, BACKUPS, OF_A_RECORD
from facilitator_app.faults import Fault, Faults, Trouble
from facilitator_app.settings import read_settings

EVERY_S = 600.0
NEWEST = 6
"""The newest so many stay: an hour of a session at one each ten minutes, or the ends of the last six."""
DAYS = 14
"""And the last of each of so many days that had one."""
OUTDATED_DAYS = 30
"""So long a copy stays that still has the key of somebody who was erased, or opens by the data key from before."""

_A_COPY = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?")
_STAMP = "%Y%m%dT%H%M%SZ"


class Copied(Protocol):
    """What can be copied while it is in use; ``clinic_scope`` tells one record's copies from another's."""

    @property
    def clinic_scope(self) -> UUID: ...

    async def backup(self, to: Path) -> Path:
        """Put a checked copy into a new folder under ``to``; raises Trouble and leaves nothing half-made."""
        ...

    async def outdated(self) -> tuple[datetime, ...]:
        """The moments that copies from before are not to outlive for long."""
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
        outdated = await record.outdated()
        await asyncio.to_thread(_tidy, own, outdated)
        await asyncio.to_thread(_tidy_aside, self._folder / ASIDE, own, outdated)

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


def _tidy(place: Path, outdated: Sequence[datetime]) -> None:
    """Let old copies go; whatever else is in the folder is left alone."""
    names = _copies_in(place)
    for old in {*to_let_go(names), *from_before(names, outdated, max(names))}:
        shutil.rmtree(place / old, ignore_errors=True)


def _tidy_aside(aside: Path, place: Path, outdated: Sequence[datetime]) -> None:
    """Let records go that were put aside and hold what is outdated, by the newest good copy of ``place``."""
    for old in from_before(_copies_in(aside), outdated, max(_copies_in(place))) if aside.is_dir() else ():
        shutil.rmtree(aside / old, ignore_errors=True)


def _copies_in(place: Path) -> list[str]:
    return [path.name for path in place.iterdir() if _A_COPY.fullmatch(path.name)]


def newest(folder: Path) -> datetime | None:
    """When the newest copy beside the record in ``folder`` was taken; None while there is none."""
    place = folder / BACKUPS
    names = _copies_in(place) if place.is_dir() else []
    return datetime.strptime(max(names)[:16], _STAMP).replace(tzinfo=UTC) if names else None


def to_let_go(names: Iterable[str]) -> tuple[str, ...]:
    """Of copies by name (``20260305T170000Z``), those beyond the newest six and the last of each of the newest 14 days."""
    ordered = sorted(names)
    last_of_day = {name[:8]: name for name in ordered}
    kept = {*ordered[-NEWEST:], *(last_of_day[day] for day in sorted(last_of_day)[-DAYS:])}
    return tuple(name for name in ordered if name not in kept)


def from_before(names: Iterable[str], outdated: Iterable[datetime], newest: str) -> tuple[str, ...]:
    """Of copies by name, those from before a moment that is 30 days older than the ``newest`` copy."""
    over = [
        f"{moment:{_STAMP}}" for moment in outdated if f"{moment + timedelta(days=OUTDATED_DAYS):{_STAMP}}" <= newest
    ]
    return tuple(name for name in sorted(names) if any(name < moment for moment in over))


def stays_until(moment: datetime) -> datetime:
    """After when the first copy lets those go that are from before ``moment``."""
    return moment + timedelta(days=OUTDATED_DAYS)

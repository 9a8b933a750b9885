"""Copies of the record to fall back on, taken while a session runs and when it ends, kept by a simple rule.

Knows nothing of how a copy is made; the journal makes and checks it.  A copy that fails is told once and stays told.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Protocol

from facilitator_app.data_folder import BACKUPS
from facilitator_app.faults import Faults, Trouble

EVERY_S = 600.0
KEPT = 6
"""The newest so many stay: an hour of a session at one each ten minutes, or the ends of the last six."""


class Copied(Protocol):
    """What can be copied while it is in use."""

    async def backup(self, to: Path) -> Path:
        """Put a checked copy into a new folder under ``to``; raises Trouble and leaves nothing half-made."""
        ...


class Copies:
    """The copies of one record, in a folder beside it: they help against a damaged file, not against a lost machine."""

    def __init__(self, folder: Path, faults: Faults) -> None:
        self._to = folder / BACKUPS
        self._faults = faults
        self._going_on: asyncio.Task[None] | None = None
        self._failed = False

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
        """Take one now, and let go of the oldest beyond the number that is kept."""
        try:
            await record.backup(self._to)
        except Trouble as trouble:
            if not self._failed:
                self._faults.report(trouble, "copies of the record")
            self._failed = True
            return
        self._failed = False
        for old in sorted(self._to.glob("*Z"))[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)

    async def _again_and_again(self, record: Copied) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            await self.take(record)

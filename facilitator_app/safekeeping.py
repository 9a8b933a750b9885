"""Backups as a person asks for them: taken, drilled, restored.  The journal makes, checks and places them; no session here."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.clock import Clock
from facilitator_app.door import Door
from facilitator_app.faults import Faults, Trouble
from facilitator_app.journal import JournalFile, Restored, newest_in, restore, take_backup
from facilitator_app.vault import Opened, Vault


@dataclass(frozen=True)
class Drilled:
    """What a drill came to: how much was restored into a scratch place, in how long, and where it differs from the record.

    ``scopes`` is 0 when the record was in use elsewhere: then the copy was held against its own manifest only.
    """

    lines: int
    scopes: int
    seconds: float
    differences: int


async def back_up(folder: Path, sign_in: str, passphrase: str, to: Path, clock: Clock) -> Path:
    """Take a checked backup of the record in ``folder`` into a new folder under ``to``, also while a window has it open."""
    door = Door(folder, clock, Faults())
    opened = door.knock(sign_in, passphrase)
    try:
        inside = await door.come_in_as(opened)
    except Trouble as trouble:
        if trouble.key != "journal.already_open":
            raise
        return await asyncio.to_thread(take_backup, folder, opened.key, to, clock.now())
    try:
        return await inside.journal.backup(to)
    finally:
        await inside.journal.close()


async def drill(folder: Path, sign_in: str, passphrase: str, backup: Path, clock: Clock) -> Drilled:
    """Restore ``backup`` into a scratch place beside it, hold it against the record in ``folder``, and clear up."""
    began = clock.monotonic()
    opened = Vault.at(backup, clock).open(sign_in, passphrase)
    scratch = Path(tempfile.mkdtemp(prefix="drill-", dir=backup.parent))
    try:
        restored = await asyncio.to_thread(restore, backup, scratch, opened.key, clock)
        scopes, differences = await _compare(folder, scratch, opened, clock)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Drilled(restored.lines, scopes, clock.monotonic() - began, differences)


async def bring_back(from_: Path, folder: Path, sign_in: str, passphrase: str, clock: Clock) -> Restored:
    """Put a backup (the newest, when ``from_`` holds several) in the place of the record in ``folder``.

    The passphrase is the one that was good when the backup was taken.  Raises what ``journal.restore`` raises.
    """
    backup = newest_in(from_)
    opened = Vault.at(backup, clock).open(sign_in, passphrase)
    return await asyncio.to_thread(restore, backup, folder, opened.key, clock)


async def _compare(folder: Path, scratch: Path, opened: Opened, clock: Clock) -> tuple[int, int]:
    """How many scopes were compared, and in how many the copy is another than the record."""
    try:
        record = JournalFile.open(folder, opened.key, clock)
    except Trouble as trouble:
        if trouble.key != "journal.already_open":
            raise
        return 0, 0
    copy = JournalFile.open(scratch, opened.key, clock)
    try:
        scopes = dict.fromkeys((*await record.scopes(), *await copy.scopes()))
        differ = 0
        for scope in scopes:
            same_lines = await record.export_rows(scope) == await copy.export_rows(scope)
            differ += not (
                same_lines
                and await record.entries(scope, as_written=True) == await copy.entries(scope, as_written=True)
            )
        differ += await record.drafts() != await copy.drafts()
        differ += await record.sessions() != await copy.sessions()
    finally:
        await copy.close()
        await record.close()
    return len(scopes), differ

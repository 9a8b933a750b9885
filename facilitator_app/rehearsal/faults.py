"""Faults on demand: the program killed in mid-word, a disk with no room, a loudspeaker that is gone."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from facilitator_app.app import App
from facilitator_app.journal import JournalFile
from facilitator_app.playlists.deck import Player

_NOT_LEFT_BEHIND = ("-shm", ".lock")
"""Endings of files that a process holds in memory only; they are nothing once it is gone."""


async def killed(app: App, player: Player) -> App:
    """The program as it would be after a kill: a new one on the files as they were at that moment.

    The old program is not asked to finish: what it had on disk is set aside first, then it is let go of (a process that
    is gone holds no locks), then the files are put back as they were.
    """
    with tempfile.TemporaryDirectory(prefix="facilitator-") as aside:
        kept = Path(aside) / "as-it-was"
        shutil.copytree(app.folder, kept, ignore=lambda _, names: [n for n in names if n.endswith(_NOT_LEFT_BEHIND)])
        await app.close()
        for path in app.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif not path.name.endswith(".lock"):
                path.unlink()
        shutil.copytree(kept, app.folder, dirs_exist_ok=True)
    return App(app.folder, clock=app.clock, player=player, store=app.door.store)


async def disk_full(journal: JournalFile) -> None:
    """From now on the record cannot grow."""
    await journal.limit_pages(1)


async def disk_has_room(journal: JournalFile) -> None:
    """The record can grow again."""
    await journal.limit_pages(0)

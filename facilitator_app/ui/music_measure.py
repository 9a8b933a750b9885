"""What is measured of the pieces on the desk: in the background, each once, told as it comes.  Knows no screen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.check import Check, Checked
from facilitator_app.playlists.engine.protocol import MEASURED, Scan
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.watched import Library
from facilitator_app.text import say
from facilitator_app.ui.typed import Signal


class Measures(QObject):
    """Scans by the short names of pieces.  One process measures at a time, at low priority; what is known comes at once."""

    changed = Signal()

    def __init__(self, app: App, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._library = app, library
        self.scans: dict[str, Scan] = {}
        self.trouble = ""
        """Why nothing can be measured, in words."""
        self._wanted: list[Piece] = []
        self._under_way: list[Piece] = []
        self._check: Check | None = None
        self.done = self.count = 0

    @property
    def running(self) -> bool:
        """Whether something is measured now."""
        return self._check is not None

    def want(self, pieces: Iterable[Piece]) -> None:
        """Have these pieces measured; those that are known, or were asked for before, are not measured again."""
        asked = {piece.path for piece in (*self._wanted, *self._under_way)}
        for piece in pieces:
            if piece.id not in self.scans and piece.path not in asked:
                self._wanted.append(piece)
                asked.add(piece.path)
        if self._check is None and self._wanted:
            self._app.faults.spawn(self._run(), "measure pieces")

    def stop(self) -> None:
        """Measure no more; what was measured is kept."""
        self._wanted = []
        if self._check is not None:
            self._check.stop()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted and isValid(self):
            batch, self._wanted = self._wanted, []
            self._under_way = batch
            self.done, self.count = 0, len(batch)
            check = self._check = Check(batch, self._app.folder / "music" / MEASURED)
            try:
                await asyncio.to_thread(self._work, check, loop)
            except (Trouble, Refusal) as fault:
                self.trouble = say(fault)
                self._wanted = []
            finally:
                check.stop()
                self._check, self._under_way = None, []
        if isValid(self):
            try:
                self._library.note(self.scans.values())
            finally:
                self.changed.emit()

    def _work(self, check: Check, loop: asyncio.AbstractEventLoop) -> None:
        for checked in check:
            loop.call_soon_threadsafe(self._take, checked)

    def _take(self, checked: Checked) -> None:
        if not isValid(self):
            return
        self.scans[checked.piece.id] = checked.scan
        self.done += 1
        self.changed.emit()

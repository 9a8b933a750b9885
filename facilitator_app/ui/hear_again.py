"""Hearing what played at a moment of a session, through the device chosen to listen on and never through the room's.

The record keeps a piece's title alone: it is heard when this device knows one piece of that title.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.library import Piece
from facilitator_app.record.music import Heard
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.playlists.listen import Listening

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class HearAgain(QObject):
    """What ``heard`` gives for the moment that is looked at, to be listened to from that second on."""

    changed = Signal()

    def __init__(self, app: App, heard: Callable[[], Heard | None], parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._heard = app, heard
        self._listening: Listening | None = None
        self._deaf: Callable[[], None] = lambda: None
        self._told = ""

    @Property(bool, notify=changed)
    def is_there(self) -> bool:
        """Whether something played at the moment, and the record says where in it."""
        heard = self._heard()
        return heard is not None and heard.second is not None

    @Property(bool, notify=changed)
    def is_heard(self) -> bool:
        """Whether it is being listened to."""
        return self._listening is not None and self._listening.now.piece is not None

    @Property(str, notify=changed)
    def told(self) -> str:
        """On what it is heard, or why it is not."""
        now = self._listening.now if self._listening is not None else None
        if self._told or now is None:
            return self._told
        if now.trouble:
            return text.render(now.trouble)
        return text.render("listen.heard_on", name=now.device) if now.piece is not None and now.device else ""

    @Slot()
    def turn(self) -> None:
        """Listen, or stop."""
        if self.is_heard:
            self.stop()
        else:
            self._told = ""
            self._app.faults.spawn(self._begin(), "hear again")

    def moved(self) -> None:
        """Another moment is looked at."""
        self._told = ""
        self.stop()

    def stop(self) -> None:
        """Be silent."""
        if self._listening is not None and self.is_heard:
            self._app.faults.spawn(self._listening.stop(), "hear again")

    def close(self) -> None:
        """Be silent, and hear nothing more."""
        self.stop()
        self._deaf()

    async def _begin(self) -> None:
        heard = self._heard()
        if heard is None or heard.second is None:
            return
        try:
            piece = await self._known(heard.title)
            device = self._device()
            if not isValid(self) or self._heard() != heard:
                return
            await self._listens().begin(replace(piece, start_s=float(heard.second)), device)
        except (Refusal, Trouble) as fault:
            self._told = text.say(fault)
        if isValid(self):
            self.changed.emit()

    def _device(self) -> str:
        """The device chosen to listen on: without one nothing is played, whatever the room would allow."""
        if not self._app.music.settings.listen_on:
            raise Refusal("hear.none_chosen")
        return self._app.music.sound.device_to_listen()

    async def _known(self, title: str) -> Piece:
        """The one piece of that title; two of a title are none, for nobody knows which it was."""
        from facilitator_app.playlists.watched import Library

        folder: Path = self._app.folder / "music"
        entries = await asyncio.to_thread(lambda: [entry.piece for entry in Library(folder).entries])
        found = {piece.path: piece for piece in (*self._app.music.arc().pieces, *entries) if piece.title == title}
        if len(found) != 1:
            raise Refusal("hear.two_of_it" if found else "hear.not_known", title=title)
        return next(iter(found.values()))

    def _listens(self) -> Listening:
        if self._listening is None:
            self._listening = self._app.music.sound.listening
            self._deaf = self._listening.listen(self._changed)
        return self._listening

    def _changed(self) -> None:
        if isValid(self):
            self.changed.emit()

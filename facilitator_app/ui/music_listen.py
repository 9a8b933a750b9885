"""Listening before, as the music screens see it: which piece, where in it, and why one is not heard."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.engine.protocol import gain_to_level
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.watched import Library
from facilitator_app.text import render, say
from facilitator_app.ui.music_desk import Desk
from facilitator_app.ui.times import clock
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.playlists.listen import Listening

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 250
STEP_S = 10.0


@QmlElement
@QmlUncreatable("made by the program")
class ListenView(QObject):
    """One piece from the library or from the desk.  ``moved``: another place in it."""

    changed = Signal()
    moved = Signal()

    def __init__(self, app: App, library: Library, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._library, self._desk = app, library, desk
        self._listening: Listening | None = None
        self._refused = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.moved)

    @Property(str, notify=changed)
    def path(self) -> str:
        """The file that is listened to, or empty."""
        piece = self._listening.now.piece if self._listening is not None else None
        return str(piece.path) if piece is not None else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """What it is called."""
        piece = self._listening.now.piece if self._listening is not None else None
        return piece.title if piece is not None else ""

    @Property(str, notify=changed)
    def device(self) -> str:
        """On what, where the engine has told."""
        name = self._listening.now.device if self._listening is not None else ""
        return render("listen.heard_on", name=name) if name else ""

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """Why nothing is heard, in words, or empty."""
        if self._refused:
            return self._refused
        trouble = self._listening.now.trouble if self._listening is not None else ""
        return render(trouble) if trouble else ""

    @Property(float, notify=moved)
    def share(self) -> float:
        """Where in the file it is, 0 to 1."""
        listening = self._listening
        if listening is None or not listening.now.length_s:
            return 0.0
        return min(1.0, listening.position_s / listening.now.length_s)

    @Property(str, notify=moved)
    def time(self) -> str:
        """Where in the file, of how much."""
        listening = self._listening
        if listening is None or listening.now.piece is None:
            return ""
        at, whole = timedelta(seconds=listening.position_s), timedelta(seconds=round(listening.now.length_s))
        return render("listen.time", at=clock(at), whole=clock(whole) if whole else "–")

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def toggle(self, path: str) -> None:
        """Listen to a piece of the library, or stop when it is the one that is heard."""
        entry = self._library.entry(Path(path))
        if path == self.path:
            self.stop()
        elif entry is not None:
            self._begin(entry.piece)

    @Slot()
    def toggle_chosen(self) -> None:
        """Listen to the chosen piece of the playlist, with its cuts, or stop when it is heard."""
        piece = self._desk.piece()
        if piece is not None and str(piece.path) == self.path:
            self.stop()
        elif piece is not None:
            self._begin(piece)

    @Slot(float)
    def seek(self, share: float) -> None:
        """Go to this part of the file, 0 to 1."""
        listening = self._listening
        if listening is not None and listening.now.length_s:
            second = min(1.0, max(0.0, share)) * listening.now.length_s
            self._ask(lambda: listening.seek(second))

    @Slot(bool)
    def step(self, on: bool) -> None:
        """Ten seconds on, or back."""
        listening = self._listening
        if listening is not None and listening.now.piece is not None:
            second = listening.position_s + (STEP_S if on else -STEP_S)
            self._ask(lambda: listening.seek(min(second, max(0.0, listening.now.length_s - 1))))

    @Slot()
    def stop(self) -> None:
        """Be silent, and forget what was refused."""
        self._refused = ""
        listening = self._listening
        if listening is not None:
            self._ask(listening.stop)
        self.changed.emit()

    def _begin(self, piece: Piece) -> None:
        async def begin() -> None:
            device = self._app.music.sound.device_to_listen()
            listening = self._listens()
            entry = self._library.entry(piece.path)
            known = entry.figures if entry is not None else None
            gain = gain_to_level(known.lufs, known.peak_dbtp) if known is not None and not known.why else None
            await listening.begin(piece, device, gain)

        self._ask(begin)

    def _listens(self) -> Listening:
        if self._listening is None:
            self._listening = self._app.music.sound.listening
            self._listening.listen(self._told)
        return self._listening

    def _told(self) -> None:
        if not isValid(self):
            return
        if self.path:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()
        self.moved.emit()

    def _ask(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._refused = ""
        self._app.faults.spawn(self._run(act), "listen")

    async def _run(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await act()
        except (Refusal, Trouble) as fault:
            self._refused = say(fault)
        if isValid(self):
            self.changed.emit()

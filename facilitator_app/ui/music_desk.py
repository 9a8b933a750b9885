"""The playlist that is on the desk: each step is checked, made, and saved; and which piece is chosen.  Draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.arc import Arc, read_arc
from facilitator_app.playlists.edits import POOLS, Editing, empty_arc
from facilitator_app.playlists.kept import Lists
from facilitator_app.playlists.library import Piece
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Signal

FIELDS = ("name", "crossfade", "start_s", "end_s", "fade_s", "gain_db")


class Desk(QObject):
    """At most one playlist at a time.  ``changed``: another playlist, another step or another piece chosen."""

    changed = Signal()

    def __init__(self, app: App, lists: Lists, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.lists = lists
        self.path: Path | None = None
        self.editing = Editing(empty_arc("-"))
        self.chosen = ""
        self.know: Callable[[Piece], Piece] = lambda piece: piece
        """What is known of a piece by now: what people say of it may change after it was put into a playlist."""
        self.form = Form(app.faults, "edit a playlist", FIELDS, self)

    @property
    def arc(self) -> Arc:
        """The playlist as it stands."""
        return self.editing.arc

    def take_up(self, path: Path) -> None:
        """Put a version on the desk.  Refusal or Trouble when it cannot be read; then the desk stays as it is."""
        self.editing, self.path, self.chosen = Editing(self._known(read_arc(path))), path, ""
        self.form.clear()
        self.changed.emit()

    def learn(self) -> None:
        """Something else is known of the pieces now.  That is no step, and makes no version."""
        if self.path is None:
            return
        self.editing.arc = self._known(self.editing.arc)
        if not any(version.path == self.path and version.used for version in self.lists.versions(self.path)):
            self.lists.save(self.path, self.editing.arc)
        self.changed.emit()

    def leave(self) -> None:
        """Clear the desk.  Everything is saved already."""
        self.path, self.chosen = None, ""
        self.changed.emit()

    def step(self, act: Callable[[], object], form: Form | None = None) -> bool:
        """Make a step, and save; what is refused is told by ``form``.  Whether it was made."""
        form = form or self.form
        if self.path is None:
            return False
        form.clear()
        before = self.editing.arc
        try:
            act()
            if self.editing.arc is not before:
                self.path = self.lists.save(self.path, self.editing.arc)
        except Refusal as refusal:
            if self.editing.arc is not before:  # a step that cannot be written is none
                self.editing.undo()
            form.refuse(refusal)
            return False
        except Trouble as trouble:
            self._app.faults.report(trouble, "save a playlist")
        self.changed.emit()
        return True

    def _known(self, arc: Arc) -> Arc:
        phases = {phase: tuple(map(self.know, pool)) for phase, pool in arc.phases.items()}
        return replace(arc, phases=phases, bed=tuple(map(self.know, arc.bed)))

    def keys(self) -> dict[str, tuple[str, int]]:
        """Where each piece stands, by a key that goes with it wherever it is moved."""
        found: dict[str, tuple[str, int]] = {}
        for phase in POOLS:
            for at, piece in enumerate(self.editing.pool(phase)):
                number = 1
                while f"{piece.id}.{number}" in found:
                    number += 1
                found[f"{piece.id}.{number}"] = (phase, at)
        return found

    def place(self) -> tuple[str, int] | None:
        """Where the chosen piece stands."""
        return self.keys().get(self.chosen)

    def piece(self) -> Piece | None:
        """The chosen piece."""
        place = self.place()
        return self.editing.pool(place[0])[place[1]] if place is not None else None

    def stand(self, phase: str, at: int) -> None:
        """What stands there is the chosen piece."""
        self.chosen = next((key for key, place in self.keys().items() if place == (phase, at)), "")

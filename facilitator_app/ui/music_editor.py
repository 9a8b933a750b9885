"""The rows of the playlist on the desk and the hands on them: choose, move by drag, button or key, take out, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt

from facilitator_app.playlists.arc import PHASES
from facilitator_app.playlists.edits import POOLS
from facilitator_app.ui.music_desk import Desk
from facilitator_app.ui.music_measure import Measures
from facilitator_app.ui.music_piece import cuts_of, piece_page
from facilitator_app.ui.music_rows import EditRow, edit_rows, phase_name
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier.value,
    Qt.KeyboardModifier.ControlModifier.value,
    Qt.KeyboardModifier.ShiftModifier.value,
)


@QmlElement
@QmlUncreatable("made by the program")
class EditorView(QObject):
    """``is_open`` is false while no playlist is on the desk."""

    changed = Signal()

    def __init__(self, desk: Desk, measures: Measures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._measures = desk, measures
        self._rows = Rows(EditRow, self)
        self._into = PHASES[0]
        desk.changed.connect(self.refresh)
        measures.changed.connect(self.refresh)

    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether a playlist is on the desk."""
        return self._desk.path is not None

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the last step."""
        return self._desk.form

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """Heads of phases and pieces, in order."""
        return self._rows

    @Property(str, notify=changed)
    def name(self) -> str:
        """What the playlist is called."""
        return self._desk.arc.name

    @Property(bool, notify=changed)
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return self._desk.editing.can_undo

    @Property(bool, notify=changed)
    def can_redo(self) -> bool:
        """Whether a step can be done again."""
        return self._desk.editing.can_redo

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """The key of the chosen piece, or empty."""
        return self._desk.chosen

    @Property("QVariantMap", notify=changed)
    def piece(self) -> dict[str, Any]:
        """The chosen piece with all that is known of it, or nothing."""
        piece = self._desk.piece()
        return piece_page(piece, self._measures.scans.get(piece.id)) if piece is not None else {}

    @Property("QVariantList", constant=True)
    def pools(self) -> list[dict[str, str]]:
        """The phases, and the bed."""
        return [{"key": phase, "text": phase_name(phase)} for phase in POOLS]

    @Property(str, notify=changed)
    def into(self) -> str:
        """The phase that pieces are added to."""
        return self._into

    @Slot()
    def refresh(self) -> None:
        """The desk has changed, or something was measured."""
        if self._desk.path is not None:
            self._measures.want((*self._desk.arc.pieces, *self._desk.arc.bed))
            self._rows.show(edit_rows(self._desk.editing, self._measures.scans, self._desk.chosen))
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """Take the playlist off the desk; it is saved already."""
        self._measures.stop()
        self._desk.leave()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Choose a piece; the same again lets it go."""
        self._desk.chosen = "" if key == self._desk.chosen else key
        self._desk.form.clear()
        self.refresh()

    @Slot(str)
    def add_to(self, phase: str) -> None:
        """Pieces that are taken from the library go into this phase."""
        self._into = phase
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Take back the last step."""
        self._desk.step(self._desk.editing.undo)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._desk.step(self._desk.editing.redo)

    @Slot(bool)
    def step(self, down: bool) -> None:
        """Move the chosen piece by one, and over the edge of its phase into the next."""
        place = self._desk.place()
        if place is not None:
            self._desk.step(lambda: self._desk.stand(*self._desk.editing.step(*place, down)))

    @Slot(str)
    def send(self, to: str) -> None:
        """Move the chosen piece to the end of a phase."""
        place = self._desk.place()
        if place is not None:
            self._move(place, to, len(self._desk.editing.pool(to)))

    @Slot(str, int)
    def drop(self, key: str, row: int) -> None:
        """Put the piece of this key before what stands in ``row``; before a head is the end of the phase above it."""
        place, rows = self._desk.keys().get(key), self._rows.rows
        if place is None or not rows:
            return
        if row >= len(rows):
            self._move(place, POOLS[-1], len(self._desk.editing.pool(POOLS[-1])))
        elif not rows[row][1]:
            self._move(place, rows[row][2], rows[row][3])
        elif row > 0:
            above = rows[row - 1][2]
            self._move(place, above, len(self._desk.editing.pool(above)))
        else:
            self._move(place, POOLS[0], 0)

    @Slot()
    def remove(self) -> None:
        """Take the chosen piece out."""
        place = self._desk.place()
        if place is not None:
            self._desk.step(lambda: self._desk.editing.remove(*place))

    @Slot("QVariantMap")
    def cut(self, typed: dict[str, str]) -> None:
        """Set beginning, end, fade and gain of the chosen piece, as they were typed."""
        place = self._desk.place()
        if place is not None and self._desk.step(lambda: self._desk.editing.set_piece(*place, cuts_of(typed))):
            self._desk.form.done.emit()

    @Slot(int, int, result=bool)
    def press(self, key: int, held: int) -> bool:
        """Keys: the arrows choose, with Alt they move; Delete takes out, Ctrl+Z and Ctrl+Shift+Z undo and redo."""
        acts: dict[tuple[int, int], Callable[[], None]] = {
            (Qt.Key.Key_Up.value, 0): lambda: self._choose_by(-1),
            (Qt.Key.Key_Down.value, 0): lambda: self._choose_by(1),
            (Qt.Key.Key_Up.value, _ALT): lambda: self.step(False),
            (Qt.Key.Key_Down.value, _ALT): lambda: self.step(True),
            (Qt.Key.Key_Delete.value, 0): self.remove,
            (Qt.Key.Key_Z.value, _CTRL): self.undo,
            (Qt.Key.Key_Z.value, _CTRL | _SHIFT): self.redo,
            (Qt.Key.Key_Y.value, _CTRL): self.redo,
        }
        act = acts.get((key, held & (_ALT | _CTRL | _SHIFT)))
        if act is not None:
            act()
        return act is not None

    def _choose_by(self, step: int) -> None:
        keys = list(self._desk.keys())
        if keys:
            first = 0 if step > 0 else len(keys) - 1
            at = keys.index(self._desk.chosen) + step if self._desk.chosen in keys else first
            self._desk.chosen = keys[min(max(0, at), len(keys) - 1)]
            self.refresh()

    def _move(self, place: tuple[str, int], to: str, before: int) -> None:
        stands = before - 1 if to == place[0] and before > place[1] else before

        def act() -> None:
            self._desk.editing.move(*place, to, before)
            self._desk.stand(to, stands)

        self._desk.step(act)

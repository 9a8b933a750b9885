"""The code on paper for one's own notes: made and shown once, or typed to open the notes of before."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.faults import Refusal
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class NotesCode(QObject):
    """For ``author``, who is at the screen; None while nobody's notes are shown.  ``again`` reads the notes anew."""

    changed = Signal()

    def __init__(self, app: App, again: Callable[[], Coroutine[Any, Any, None]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._again = again
        self._author: UUID | None = None
        self._code = ""
        self._form = Form(app.faults, "a code for notes", ("code",), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(str, notify=changed)
    def code(self) -> str:
        """The code, while it is shown."""
        return self._code

    @Property(bool, notify=changed)
    def is_wanted(self) -> bool:
        """Whether one's notes have no code on paper yet."""
        return self._author is not None and not self._standing()[0]

    @Property(bool, notify=changed)
    def is_shut(self) -> bool:
        """Whether there are notes of one's own that only the code on paper opens."""
        return self._author is not None and self._standing()[1]

    def of(self, author: UUID | None) -> None:
        """Whose notes are shown now."""
        if author != self._author:
            self._author, self._code = author, ""
            self._form.clear()
        self.changed.emit()

    @Slot()
    def make(self) -> None:
        """A code on paper for one's notes; an earlier one opens them no more."""
        self._form.check(self._make)
        self.changed.emit()

    @Slot()
    def written(self) -> None:
        """The code is on paper: forget it."""
        self._code = ""
        self.changed.emit()

    @Slot(str)
    def open(self, code: str) -> None:
        """Open one's notes of before by the code on paper."""
        self._form.attempt(lambda: self._open(code.strip()))

    def _make(self) -> None:
        if self._author is not None:
            self._code = self._app.door.own_keys.make_code(self._author)

    async def _open(self, code: str) -> None:
        if self._author is not None:
            self._app.door.own_keys.open_by_code(self._author, code)
            await self._again()

    def _standing(self) -> tuple[bool, bool]:
        try:
            return self._app.door.own_keys.standing(self._author) if self._author else (True, False)
        except Refusal:  # the door was shut meanwhile
            return True, False

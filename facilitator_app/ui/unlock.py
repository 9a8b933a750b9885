"""The way in for one who has an account, and the way in by the code on paper.  Gives no hint why a try was refused."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Unlock(QObject):
    """Opens the record, or, while it is open, lets somebody take the screen."""

    changed = Signal()
    lifted = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._by_code = False
        self._form = Form(app.faults, "unlock", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the form; a refusal is always for the whole of it."""
        return self._form

    @Property(bool, notify=changed)
    def by_code(self) -> bool:
        """Whether the code on paper is asked for instead."""
        return self._by_code

    @Slot()
    def turn(self) -> None:
        """Between passphrase and code on paper."""
        self._by_code = not self._by_code
        self._form.clear()
        self.changed.emit()

    @Slot(str, str)
    def open(self, sign_in: str, passphrase: str) -> None:
        """Try sign-in and passphrase."""
        self._form.attempt(lambda: self._app.unlock(sign_in.strip(), passphrase))

    @Slot(str)
    def open_by_code(self, code: str) -> None:
        """Try the code on paper."""
        self._form.attempt(lambda: self._app.unlock_with_recovery(code.strip()))

    @Slot(str, str)
    def take_screen(self, sign_in: str, passphrase: str) -> None:
        """Somebody takes the screen of an open record; the room goes on, and the veil lifts."""
        self._form.attempt(lambda: self._app.switch_to(sign_in.strip(), passphrase), self.lifted.emit)

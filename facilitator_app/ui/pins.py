"""The PIN of a run: typed as digits that the screen never sees, and chosen by whoever signed in by passphrase."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MOST_DIGITS = 12


@QmlElement
@QmlUncreatable("made by the program")
class Digits(QObject):
    """Digits being typed.  The screen knows how many there are, not which."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed = ""

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many were typed."""
        return len(self._typed)

    @Slot(str, result=bool)
    def press(self, key: str) -> bool:
        """A key; True when it is a digit, which is taken."""
        if not (len(key) == 1 and key.isascii() and key.isdigit()):
            return False
        if len(self._typed) < MOST_DIGITS:
            self._typed += key
            self.changed.emit()
        return True

    @Slot()
    def erase(self) -> None:
        """Take the last one back."""
        self._typed = self._typed[:-1]
        self.changed.emit()

    def take(self) -> str:
        """What was typed; from the beginning again."""
        typed, self._typed = self._typed, ""
        self.changed.emit()
        return typed


@QmlElement
@QmlUncreatable("made by the program")
class PinChoice(QObject):
    """The sheet on which who is at the screen chooses a PIN: typed once, and once more."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._first = ""
        self._digits = Digits(self)
        self._form = Form(app.faults, "choose a PIN", (), self)

    @Property(Digits, constant=True)
    def digits(self) -> Digits:
        """What is being typed."""
        return self._digits

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._open

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What is to be typed now, and by whom."""
        who = self._app.at_screen
        return render("ui.pin.again" if self._first else "ui.pin.first", name=who.name) if who else ""

    @Slot()
    def show(self) -> None:
        """Open the sheet for who is at the screen."""
        self._open = self._app.at_screen is not None
        self._begin()

    @Slot()
    def close(self) -> None:
        """Close it; nothing half-typed is kept."""
        self._open = False
        self._begin()

    @Slot()
    def next(self) -> None:
        """The PIN was typed: ask for it again, or keep it."""
        typed = self._digits.take()
        if not self._form.check(lambda: self._keep(typed)):
            self._first = ""
        self.changed.emit()

    def _keep(self, typed: str) -> None:
        who = self._app.at_screen
        if who is None:
            raise Refusal("app.locked")
        if not self._first:
            self._first = typed
            return
        if typed != self._first:
            raise Refusal("ui.pin.differ")
        self._app.door.choose_pin(who.id, typed)
        self.close()

    def _begin(self) -> None:
        self._first = ""
        self._digits.take()
        self._form.clear()
        self.changed.emit()

"""A PIN of one's own: typed as digits that the screen never sees, and chosen by whoever signed in by passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Fault, Refusal, Trouble
from facilitator_app.text import render, say
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.session import Who

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
    """The sheet on which who is at the screen chooses a PIN: typed once, and once more; kept on this device if they want."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._first = ""
        self._can_keep = self._keeping = False
        self._why_not = ""
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
        first = "device_pin.first" if self._keeping else "ui.pin.first"
        return render("ui.pin.again" if self._first else first, name=who.name) if who else ""

    @Property(bool, notify=changed)
    def can_keep(self) -> bool:
        """Whether the PIN can be kept on this device."""
        return self._can_keep

    @Property(str, notify=changed)
    def why_not(self) -> str:
        """Why it cannot, once that is known."""
        return self._why_not

    @Property(bool, notify=changed)
    def keeping(self) -> bool:
        """Whether it is to be kept."""
        return self._keeping

    @Property(bool, notify=changed)
    def is_kept(self) -> bool:
        """Whether one of who is at the screen is kept now."""
        who = self._app.at_screen
        return self._open and who is not None and who.id in self._app.door.kept()

    @Slot()
    def show(self) -> None:
        """Open the sheet for who is at the screen."""
        self._open = self._app.at_screen is not None
        self._can_keep, self._why_not = False, ""
        self._begin()
        self._keeping = self.is_kept
        if self._open:
            self._app.faults.spawn(self._look(), "the key store")
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close it; nothing half-typed is kept."""
        self._open = False
        self._begin()

    @Slot()
    def turn(self) -> None:
        """To be kept on this device, or of this run only."""
        self._keeping = not self._keeping
        self._begin()

    @Slot()
    def keep_no_more(self) -> None:
        """The one that is kept opens on this device no more."""
        who = self._app.at_screen
        if who is not None:
            self._app.door.forget_kept([who.id])
        self._keeping = False
        self._begin()

    @Slot()
    def next(self) -> None:
        """The PIN was typed: ask for it again, or keep it."""
        typed = self._digits.take()
        if not self._form.check(lambda: self._take(typed)):
            self._first = ""
        self.changed.emit()

    def _take(self, typed: str) -> None:
        who, first = self._app.at_screen, self._first
        if who is None:
            raise Refusal("app.locked")
        if not first:
            self._first = typed
            return
        if typed != first:
            raise Refusal("ui.pin.differ")
        if self._keeping:
            self._first = ""
            self._form.attempt(lambda: self._keep(who, typed), self.close)
            return
        self._app.door.choose_pin(who.id, typed)
        self.close()

    async def _keep(self, who: Who, typed: str) -> None:
        import asyncio

        await asyncio.to_thread(self._app.door.keep_pin, who.id, who.roles, typed)

    async def _look(self) -> None:
        """Whether the key store answers; nothing is offered before."""
        import asyncio

        who, door = self._app.at_screen, self._app.door
        fault: Fault | None = None
        try:
            if who is None or not door.came_by_passphrase(who.id):
                raise Refusal("device_pin.by_passphrase")
            await asyncio.to_thread(door.kept_pins.check_store)
        except (Refusal, Trouble) as refused:
            fault = refused
        if isValid(self):
            self._can_keep, self._why_not = fault is None, "" if fault is None else say(fault)
            self._keeping = self._keeping and self._can_keep
            self.changed.emit()

    def _begin(self) -> None:
        self._first = ""
        self._digits.take()
        self._form.clear()
        self.changed.emit()

"""The way in for one who has an account, the way in by the code on paper, and the way to the screen of an open record.

Gives no hint why a try was refused.
"""

from __future__ import annotations

from collections.abc import Awaitable
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.kept_pin import KeptPin
from facilitator_app.ui.mending import MendingView
from facilitator_app.ui.notices import Form
from facilitator_app.ui.pins import Digits
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

ANYBODY = "anybody"
"""Whose PIN it is shows by the PIN itself: nobody is chosen first."""

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Unlock(QObject):
    """Opens the record, or, while it is open, lets somebody take the screen: by passphrase, or by the PIN of this run."""

    changed = Signal()
    lifted = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._mending = MendingView(app, files, self)
        self._kept = KeptPin(app, self._come_in, self)
        self._by_code = False
        self._who = ""
        self._digits = Digits(self)
        self._form = Form(app.faults, "unlock", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the form; a refusal is always for the whole of it."""
        return self._form

    @Property(MendingView, constant=True)
    def mending(self) -> MendingView:
        """The record, when it did not open."""
        return self._mending

    @Property(KeptPin, constant=True)
    def kept(self) -> KeptPin:
        """The way in by a PIN of this device."""
        return self._kept

    @Property(bool, notify=changed)
    def by_code(self) -> bool:
        """Whether the code on paper is asked for instead."""
        return self._by_code

    @Property(Digits, constant=True)
    def digits(self) -> Digits:
        """The PIN being typed."""
        return self._digits

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, object]]:
        """Who of the team has a PIN: id, name, and whether it is theirs that is typed."""
        clinic = self._app.clinic
        staff = clinic.state.staff.values() if clinic else ()
        having = sorted((member for member in staff if self._app.door.has_pin(member.id)), key=lambda m: m.name)
        return [{"id": str(member.id), "name": member.name, "chosen": str(member.id) == self._who} for member in having]

    @Property(bool, notify=changed)
    def by_pin(self) -> bool:
        """Whether a PIN is asked for."""
        return self._who != ""

    @Slot()
    def turn(self) -> None:
        """Between passphrase and code on paper."""
        self._by_code = not self._by_code
        self._form.clear()
        self.changed.emit()

    @Slot(str, str)
    def open(self, sign_in: str, passphrase: str) -> None:
        """Try sign-in and passphrase."""
        self._form.attempt(lambda: self._come_in(self._app.unlock(sign_in.strip(), passphrase)))

    @Slot(str)
    def open_by_code(self, code: str) -> None:
        """Try the code on paper."""
        self._form.attempt(lambda: self._come_in(self._app.unlock_with_recovery(code.strip())))

    @Slot(str, str)
    def take_screen(self, sign_in: str, passphrase: str) -> None:
        """Somebody takes the screen of an open record; the room goes on, and the veil lifts."""
        self._form.attempt(lambda: self._app.switch_to(sign_in.strip(), passphrase), self.lifted.emit)

    @Slot(str)
    def choose(self, who: str) -> None:
        """Whose PIN is typed; empty asks for the passphrase."""
        self._who = who
        self._digits.take()
        self._form.clear()
        self.changed.emit()

    @Slot()
    def take_screen_by_pin(self) -> None:
        """The PIN was typed.  After five wrong ones the passphrase is asked for."""
        who, pin = self._who, self._digits.take()
        self._form.attempt(lambda: self._take_by_pin(who, pin), self.lifted.emit)

    def ask(self, *, another: bool) -> None:
        """Ask for the PIN of who is at the screen, or of ``another``: of the one other, or of whoever it is of several.

        Without PINs a passphrase is asked for.
        """
        at_screen = str(self._app.at_screen.id) if self._app.at_screen else ""
        having = [str(row["id"]) for row in self.people]
        others = [one for one in having if one != at_screen]
        if another and others:
            self.choose(others[0] if len(others) == 1 else ANYBODY)
        else:
            self.choose(at_screen if at_screen in having else having[0] if having else "")

    async def _come_in(self, coming: Awaitable[None]) -> None:
        """A record that does not open is told on a page of its own, with the copy to go on with."""
        try:
            await coming
        except Trouble as trouble:
            if self._app.door.mending is None:
                raise
            self._app.faults.report(trouble, "unlock")
            if isValid(self):
                self._mending.look()

    async def _take_by_pin(self, who: str, pin: str) -> None:
        try:
            whose = [str(row["id"]) for row in self.people] if who == ANYBODY else [who]
            await self._app.switch_with_pin([UUID(one) for one in whose], pin)
        except Refusal as refusal:
            if refusal.key == "vault.passphrase_needed" and isValid(self):
                self._who = ""
                self.changed.emit()
            raise

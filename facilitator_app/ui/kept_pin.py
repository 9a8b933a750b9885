"""The way in by a PIN that is kept on this device.  Gives no hint whose PINs are kept here, nor why a try was refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.text import say
from facilitator_app.ui.notices import Form
from facilitator_app.ui.pins import Digits
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class KeptPin(QObject):
    """Asked for first where one is kept; ``come_in`` opens the record or tells why it does not open."""

    changed = Signal()

    def __init__(
        self, app: App, come_in: Callable[[Awaitable[None]], Coroutine[Any, Any, None]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._come_in = come_in
        self._opens = app.door.may_have_kept()
        self._looked = True
        self._aside = False
        self._said = ""
        self._digits = Digits(self)
        self._form = Form(app.faults, "unlock by PIN", (), self)

    @Property(Digits, constant=True)
    def digits(self) -> Digits:
        """What is being typed."""
        return self._digits

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try."""
        return self._form

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether a PIN opens here."""
        return self._opens

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether it is asked for now."""
        return self._opens and not self._aside

    @Property(bool, notify=changed)
    def asks_name(self) -> bool:
        """Whether several are kept, so that whose it is has to be said."""
        return self._opens and len(self._app.door.kept()) > 1

    @Property(str, notify=changed)
    def said(self) -> str:
        """Why none is asked for, where that was otherwise before."""
        return self._said

    def begin(self) -> None:
        """The way in is shown: ask for a PIN where one may be kept, by a look at the folder alone."""
        self._opens, self._aside, self._said = self._app.door.may_have_kept(), False, ""
        self._looked = not self._opens
        self._digits.take()
        self._form.clear()
        self.changed.emit()

    def look(self) -> None:
        """See which of the PINs kept here open, once each time that the way in is shown; not before the first frame."""
        if not self._looked and self._app.faults.may_spawn:
            self._looked = True
            self._app.faults.spawn(self._look(), "the PINs kept here")

    @Slot()
    def turn(self) -> None:
        """Between PIN and passphrase."""
        self._aside = not self._aside
        self._digits.take()
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def open(self, sign_in: str) -> None:
        """The PIN was typed."""
        pin = self._digits.take()
        self._form.attempt(lambda: self._come_in(self._try(pin, sign_in)))

    async def _look(self) -> None:
        import asyncio

        said = ""
        try:
            if await asyncio.to_thread(self._app.door.kept_pins.look):
                said = say(Refusal("device_pin.void"))
        except Trouble as trouble:  # what is wrong with the key file is told by whoever opens the record
            said = say(trouble) if trouble.key == "device_pin.store_shut" else ""
        if isValid(self):
            self._opens, self._said = bool(self._app.door.kept()), said
            self.changed.emit()

    async def _try(self, pin: str, sign_in: str) -> None:
        try:
            await self._app.unlock_with_pin(pin, sign_in)
        except (Refusal, Trouble) as fault:
            if isValid(self) and (not self._app.door.kept() or fault.key == "device_pin.store_shut"):
                self._opens, self._said = False, say(fault)
                self.changed.emit()
            if fault.key == "device_pin.store_shut":
                return  # said where the passphrase is asked for; no banner
            raise

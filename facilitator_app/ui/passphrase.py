"""The sheet on which who is at the screen changes their own passphrase, or sets one anew after the code on paper was used."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_OF_THE_NEW = frozenset({"vault.passphrase_too_short", "vault.passphrase_too_long"})
"""Refusals that are about the new passphrase, not about the old one."""


@QmlElement
@QmlUncreatable("made by the program")
class PassphraseChange(QObject):
    """One's own way in.  What is typed is handed on and kept nowhere."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._form = Form(app.faults, "change a passphrase", ("passphrase", "sign_in", "new", "again"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._open

    @Property(str, notify=changed)
    def name(self) -> str:
        """Whose passphrase it is."""
        return self._app.at_screen.name if self._app.at_screen else ""

    @Property(bool, notify=changed)
    def by_code(self) -> bool:
        """Whether the code on paper stands for the old passphrase: then a sign-in is chosen too."""
        who = self._app.at_screen
        return who is not None and self._app.door.came_by_code(who.id)

    @Slot()
    def show(self) -> None:
        """Open the sheet for who is at the screen."""
        self._open = self._app.at_screen is not None
        self._form.clear()
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close it."""
        self._open = False
        self.changed.emit()

    @Slot(str, str, str, str)
    def keep(self, old: str, sign_in: str, new: str, again: str) -> None:
        """Change it; a refusal stands at its field and changes nothing."""
        who, door = self._app.at_screen, self._app.door
        if who is None:
            return

        async def change() -> None:
            if new != again:
                raise Refusal("ui.passphrases_differ", field="again")
            try:
                if self.by_code:
                    await asyncio.to_thread(door.renew_way_in, who.id, sign_in, new)
                else:
                    await asyncio.to_thread(door.change_passphrase, who.id, old, new)
            except Refusal as refusal:
                if refusal.key not in _OF_THE_NEW:
                    raise
                raise Refusal(refusal.key, field="new", **refusal.values) from None

        self._form.attempt(change, self.close)

"""The sheet of the sound: the room's loudspeaker, what one listens on before, the clinic's ceiling.  A touch holds at once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.room_music import may_raise_ceiling
from facilitator_app.settings import Settings
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

STEP_DB, LOWEST_DB = 3.0, -30.0
"""A ceiling lower than this would be silence in most rooms."""


@QmlElement
@QmlUncreatable("made by the program")
class SoundView(QObject):
    """What can be chosen, and what is."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._form = Form(app.faults, "sound", (), self)
        self._devices: tuple[str, ...] = ()
        self._looked = False

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(str, notify=changed)
    def told(self) -> str:
        """That devices are looked for, or that there is none."""
        if not self._looked:
            return render("listen.looking")
        return "" if self._devices else render("listen.none")

    @Property("QVariantList", notify=changed)
    def rooms(self) -> list[dict[str, object]]:
        """What the room's music can be heard on."""
        return self._rows(self._settings.loudspeaker, "listen.system", "listen.system_note")

    @Property("QVariantList", notify=changed)
    def listens(self) -> list[dict[str, object]]:
        """What one can listen on before."""
        return self._rows(self._settings.listen_on, "listen.room", "listen.room_note")

    @Property(str, notify=changed)
    def ceiling(self) -> str:
        """The loudest that a hand can make it."""
        most = self._settings.level_db
        return render("room_ui.level" if most else "room_ui.level_full", level=round(abs(most)))

    @Property(str, notify=changed)
    def ceiling_note(self) -> str:
        """What the ceiling does now."""
        deck = self._app.deck
        plays = deck is not None and deck.state.status == "playing"
        level = round(abs(deck.state.level_db)) if deck is not None else 0
        if not plays:
            return render("listen.ceiling_note")
        now = render("room_ui.level" if level else "room_ui.level_full", level=level)
        return render("listen.ceiling_now", now=now)

    @Property(bool, notify=changed)
    def can_raise(self) -> bool:
        """Whether the ceiling can be higher, and who is at the screen may say so."""
        return self._settings.level_db < 0 and may_raise_ceiling(self._app.session, self._app.at_screen)

    @Property(bool, notify=changed)
    def can_lower(self) -> bool:
        """Whether the ceiling can be lower."""
        return self._settings.level_db > LOWEST_DB

    @Slot()
    def look(self) -> None:
        """Ask which devices there are."""
        self._looked = False
        self.changed.emit()
        self._app.faults.spawn(self._look(), "look for loudspeakers")

    @Slot(str)
    def play_through(self, device: str) -> None:
        """The room's music on this device from now on."""
        self._form.attempt(lambda: self._app.music.sound.play_through(device), self._done)

    @Slot(str)
    def listen_on(self, device: str) -> None:
        """Listen on this device from now on."""
        self._form.attempt(lambda: self._app.music.sound.listen_on(device), self._done)

    @Slot(int)
    def change_ceiling(self, steps: int) -> None:
        """The ceiling by so many steps of three decibels."""
        wanted = min(0.0, max(LOWEST_DB, self._settings.level_db + steps * STEP_DB))
        self._form.attempt(lambda: self._app.music.set_ceiling(wanted, self._app.at_screen), self._done)

    async def _look(self) -> None:
        try:
            found = await self._app.music.sound.devices()
        except (Refusal, Trouble) as fault:
            found = ()
            if isValid(self):
                self._form.refuse(fault)
        if isValid(self):
            self._devices, self._looked = found, True
            self.changed.emit()

    def _done(self) -> None:
        if isValid(self):
            self.changed.emit()

    def _rows(self, chosen: str, nothing: str, note: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = [
            {"key": "", "text": render(nothing), "note": render(note), "chosen": not chosen}
        ]
        away = (chosen,) if chosen and self._looked and chosen not in self._devices else ()
        rows += [{"key": name, "text": name, "note": "", "chosen": name == chosen} for name in self._devices]
        return rows + [{"key": n, "text": n, "note": render("listen.not_there"), "chosen": True} for n in away]

    @property
    def _settings(self) -> Settings:
        try:
            return self._app.music.settings
        except Trouble as trouble:
            self._form.refuse(trouble)
            return Settings()

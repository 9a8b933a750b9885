"""The veil: names and notes hidden while session and music go on, by a touch or because nobody touched anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from facilitator_app.app import App
from facilitator_app.faults import Fault
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.unlock import Unlock
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

CHOICES = (0, 5, 10, 20, 40)
"""Minutes without a touch after which names are hidden; 0: never by itself."""
_TOUCHES = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel}


@QmlElement
@QmlUncreatable("made by the program")
class Veil(QObject):
    """Down or not, where there are names (``has_names``).  Whoever shows who they are lifts it and is at the screen.

    While it is ``held`` it does not come down by itself: in an emergency all hands are on the person, none on the screen.
    """

    changed = Signal()

    def __init__(
        self,
        app: App,
        unlock: Unlock,
        has_names: Callable[[], bool],
        held: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._unlock = unlock
        self._has_names = has_names
        self._held = held
        self._is_down = False
        self._chosen: int | None = None
        self._touched = app.clock.monotonic()
        self._form = Form(app.faults, "settings", (), self)
        unlock.lifted.connect(self.lift)

    @Property(bool, notify=changed)
    def is_down(self) -> bool:
        """Whether names and notes are hidden."""
        return self._is_down

    @Property("QVariantList", constant=True)
    def choices(self) -> list[dict[str, str]]:
        """After how long names are hidden, to choose from: key and words."""
        return [
            {"key": str(minutes), "text": render("ui.device.after" if minutes else "ui.device.never", minutes=minutes)}
            for minutes in CHOICES
        ]

    @Property(str, notify=changed)
    def after(self) -> str:
        """The one chosen."""
        return str(self._minutes)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last choice."""
        return self._form

    @Slot(str)
    def set_after(self, key: str) -> None:
        """Choose after how many minutes."""
        self._form.check(lambda: self._keep(int(key)))
        self._chosen = None
        self.changed.emit()

    @virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when the window was touched last; takes nothing away from it."""
        if event.type() in _TOUCHES:
            self._touched = self._app.clock.monotonic()
        return False

    def look(self) -> None:
        """A second has passed: after the set minutes without a touch the veil comes down."""
        if self._held():
            self._touched = self._app.clock.monotonic()
        idle = self._app.clock.monotonic() - self._touched
        if self._minutes and not self._is_down and idle >= self._minutes * 60:
            self.drop()

    @property
    def _minutes(self) -> int:
        """Read when first asked for, and again after a choice: the first frame needs no settings."""
        if self._chosen is None:
            self._chosen = self._kept()
        return self._chosen

    def _kept(self) -> int:
        from facilitator_app.settings import Settings, read_settings

        try:
            return read_settings(self._app.folder).veil_minutes
        except Fault:
            return Settings().veil_minutes  # what is wrong with the file is told where the music is chosen

    def _keep(self, minutes: int) -> None:
        import msgspec

        from facilitator_app.settings import keep_settings, read_settings

        kept = msgspec.structs.replace(read_settings(self._app.folder), veil_minutes=minutes)
        keep_settings(self._app.folder, kept)

    @Slot()
    def drop(self) -> None:
        """Hide names and notes; tiles, clocks and music go on."""
        self._hide(another=False)

    @Slot()
    def another(self) -> None:
        """Somebody else takes the screen: the veil, which asks for them first."""
        self._hide(another=True)

    def _hide(self, *, another: bool) -> None:
        if self._has_names():
            self._unlock.ask(another=another)
            self._set(True)

    @Slot()
    def lift(self) -> None:
        """Show names and notes again."""
        self._touched = self._app.clock.monotonic()
        self._set(False)

    def _set(self, is_down: bool) -> None:
        self._is_down = is_down
        self.changed.emit()

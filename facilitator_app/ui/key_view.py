"""The key of the record, for an administrator: changed when somebody has left, and the code on paper made anew."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import key_change
from facilitator_app.app import App
from facilitator_app.copies import stays_until
from facilitator_app.faults import Refusal
from facilitator_app.text import render
from facilitator_app.ui.code_sheet import write_code_sheet
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

CODE_FILE = "recovery-code.pdf"


@QmlElement
@QmlUncreatable("made by the program")
class KeyView(QObject):
    """Nothing of the key itself is ever here; the code on paper only while it is shown."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._open = False
        self._code = ""
        self._said = ""
        self._form = Form(app.faults, "the key of the record", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is shown."""
        return self._open and self._app.clinic is not None

    @Property(str, notify=changed)
    def about(self) -> str:
        """What changing it comes to, and how long older copies still open by the one before."""
        clinic = self._app.clinic
        if clinic is None:
            return ""
        until = stays_until(self._app.clock.now())
        return render("key_ui.about", zone=ZoneInfo(clinic.state.zone), until=until)

    @Property(str, notify=changed)
    def owed(self) -> str:
        """That somebody has left who may still have the key, or empty."""
        there = self._app.clinic is not None and self._app.door.record_key.is_owed
        return render("key_ui.owed") if there else ""

    @Property(str, notify=changed)
    def left_out(self) -> str:
        """Who would need a new way in afterwards, or empty."""
        clinic = self._app.clinic
        if clinic is None:
            return ""
        team = clinic.state.staff
        names = [team[one].name for one in self._app.door.record_key.not_carried() if one in team]
        return render("key_ui.left_out", names=", ".join(names)) if names else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """The new code on paper, while it is shown."""
        return self._code

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done."""
        return self._said

    @Slot()
    def show(self) -> None:
        """Open it."""
        self._open, self._said = True, ""
        self._form.clear()
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Leave it; the code is gone from the screen."""
        self._open, self._code = False, ""
        self.changed.emit()

    @Slot()
    def change(self) -> None:
        """Change the key now."""
        self._form.attempt(lambda: key_change.change(self._app), self._done)

    @Slot()
    def make_code(self) -> None:
        """Make a new code on paper; the one before opens no more."""
        if self._form.check(self._make_code):
            self.changed.emit()

    @Slot()
    def keep_code(self) -> None:
        """Write the code as a sheet into a folder that is chosen."""
        self._files.ask(render("key_ui.where"), render("course.here"), self._write_code)

    @Slot()
    def written_down(self) -> None:
        """The code is on paper."""
        self._code, self._said = "", render("key_ui.code_made")
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing is shown."""
        if self._app.clinic is None and self._open:
            self.close()
        else:
            self.changed.emit()

    def _done(self) -> None:
        self._said = render("key_ui.done")
        self.changed.emit()

    def _make_code(self) -> None:
        self._code = key_change.new_code(self._app)

    def _write_code(self, folder: Path) -> None:
        if not self._code:
            raise Refusal("app.locked")
        if self._form.check(lambda: write_code_sheet(folder / CODE_FILE, self._code)):
            self._said = render("course.written", file=CODE_FILE)
            self.changed.emit()

"""The groups, or the whole clinic, as one closed file: asked where, written, its password told once; none stays when locked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.clinic_out import Written

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


async def _groups(app: App, folder: Path) -> Written:
    from facilitator_app.clinic_out import write_groups  # brings all that is filed: not before somebody files

    return await write_groups(app, folder)


async def _everything(app: App, folder: Path) -> Written:
    from facilitator_app.clinic_out import write_all

    return await write_all(app, folder)


@QmlElement
@QmlUncreatable("made by the program")
class ClinicFiles(QObject):
    """One at a time."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._said = ""
        self._form = Form(app.faults, "the clinic as files", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=changed)
    def may_all(self) -> bool:
        """Whether who is at the screen may write the whole clinic."""
        who = self._app.at_screen
        return who is not None and word_counts(who.roles, Act.MANAGE_CLINIC)

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was written, the password it opens with, and what was left out; or empty."""
        return self._said

    @Slot()
    def save_groups(self) -> None:
        """Ask where, and write the groups."""
        self._ask(_groups)

    @Slot()
    def save_all(self) -> None:
        """Ask where, and write everything."""
        self._ask(_everything)

    @Slot()
    def forget(self) -> None:
        """What was told of a file was read."""
        self._said = ""
        self._form.clear()
        self.changed.emit()

    def look(self) -> None:
        """The core changed: once locked, no password is held."""
        if self._app.clinic is None and self._said:
            self.forget()
        self.changed.emit()

    def _ask(self, write: Callable[[App, Path], Awaitable[Written]]) -> None:
        def write_into(folder: Path) -> None:
            self._form.attempt(lambda: self._write(write, folder), self.changed.emit)

        self.forget()
        self._files.ask(render("course.where"), render("course.here"), write_into)

    async def _write(self, write: Callable[[App, Path], Awaitable[Written]], folder: Path) -> None:
        done = await write(self._app, folder)
        told = [render("course.written", file=done.path.name), render("clinic_out.password", password=done.password)]
        told += done.told()
        if isValid(self) and self._app.clinic is not None:
            self._said = "\n".join(told)

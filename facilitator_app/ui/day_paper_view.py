"""The paper of a day out of the window: printed, or as a file in a folder that somebody chooses."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class DayPaper(QObject):
    """Of one day, asked about or not."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._day: date | None = None
        self._kind = "sheets"
        self._told = ""
        self._form = Form(app.faults, "the paper of a day", (), self)
        self._form.changed.connect(self.changed)

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether somebody is asked what to print."""
        return self._day is not None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it is being made."""
        return self._form.busy

    @Property(str, notify=changed)
    def told(self) -> str:
        """What became of it, or why nothing did, in words."""
        return self._form.general or self._told

    @Property("QVariantList", constant=True)
    def kinds(self) -> list[dict[str, str]]:
        """What can be printed."""
        return [{"key": key, "text": render(f"paper_day.which_{key}")} for key in ("sheets", "day")]

    @Property(str, notify=changed)
    def kind(self) -> str:
        """What is printed."""
        return self._kind

    @Slot()
    def today(self) -> None:
        """Ask about the paper of today."""
        self.of(self._app.clinic.today if self._app.clinic else None)

    def of(self, day: date | None) -> None:
        """Ask about the paper of a day."""
        self._day, self._told = day, ""
        self._form.clear()

    @Slot()
    def close(self) -> None:
        """Ask no more."""
        self.of(None)

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Print this."""
        self._kind = kind
        self.changed.emit()

    @Slot()
    def save(self) -> None:
        """Ask for a folder and leave the file there."""

        def chosen(folder: Path) -> None:
            self._form.attempt(lambda: self._save(folder))

        self._files.ask(render("paper_day.where"), render("paper_day.here"), chosen)

    @Slot()
    def print_it(self) -> None:
        """Onto paper by the system's printer."""
        self._form.attempt(self._print)

    async def _save(self, folder: Path) -> None:
        from facilitator_app.day_paper_files import write

        if self._day is not None:
            path = await write(self._app, self._day, self._kind, folder)
            self._say(render("paper.written", file=path.name, folder=str(folder)))

    async def _print(self) -> None:
        from facilitator_app.day_paper_files import made
        from facilitator_app.handoff.sheet_pdf import send_to_printer

        if self._day is not None:
            content = await made(self._app, self._day, self._kind)
            how = await asyncio.to_thread(send_to_printer, content, self._kind)
            self._say(render("paper.printed" if how == "printed" else "paper.no_printer"))

    def _say(self, said: str) -> None:
        if isValid(self):
            self._told = said
            self.changed.emit()

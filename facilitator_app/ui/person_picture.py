"""A person's picture, where there is one: chosen from a file, shown, taken back.  The file itself is left where it is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import attachments
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.attachments import PictureKept, picture_of
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Entry, Part
from facilitator_app.text import render
from facilitator_app.ui import drawn  # noqa: F401 - its type is for the screen
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.kept_pages import KeptPages
from facilitator_app.ui.notices import Form
from facilitator_app.ui.taken_pictures import PICTURES, content_of, picture_in
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PersonPicture(QObject):
    """The picture of one person at a time; without ``files`` it is only shown."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._person: UUID | None = None
        self._said = ""
        self._form = Form(app.faults, "a picture", (), self)
        self._pages = KeptPages(app, self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(KeptPages, constant=True)
    def pages(self) -> KeptPages:
        """The picture itself."""
        return self._pages

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there is one."""
        return self._line() is not None

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._said

    def show(self, person: UUID | None) -> None:
        """The picture of this person from now on, or of nobody."""
        if person != self._person:
            self._person, self._said = person, ""
            self._form.clear()
        self.look()

    def look(self) -> None:
        """The core changed."""
        line = self._line()
        self._pages.show(line.fact.picture if line is not None and isinstance(line.fact, PictureKept) else None)
        self.changed.emit()

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        person, self._said = self._person, ""
        if self._files is not None and person is not None:
            self._files.ask(render("attachments.which_picture"), "", lambda path: self._take(person, path), PICTURES)

    @Slot()
    def take_back(self) -> None:
        """It is not to be shown any more."""
        self._form.attempt(self._take_back, lambda: self._done("attachments.picture_gone"))

    def _take(self, person: UUID, path: Path) -> None:
        self._form.attempt(lambda: self._keep(person, path), lambda: self._done("attachments.picture_kept"))

    async def _keep(self, person: UUID, path: Path) -> None:
        picture = await asyncio.to_thread(lambda: picture_in(content_of(path)))
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await attachments.keep(self._app.clinic, person, [picture], lambda told: PictureKept(picture=told))

    async def _take_back(self) -> None:
        line, clinic = self._line(), self._app.clinic
        if clinic is None or line is None:
            raise Refusal("app.locked")
        reason = render("attachments.because_asked")
        await clinic.write([Part(fact=Voided(target=line.id, reason=reason), about=self._person)])

    def _done(self, key: str) -> None:
        self._said = render(key)
        self.look()

    def _line(self) -> Entry | None:
        clinic = self._app.clinic
        return picture_of(clinic.history.about(self._person)) if clinic is not None and self._person else None

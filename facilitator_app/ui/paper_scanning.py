"""A version of a group's paper, or a consent, accepted on paper: the file with its pages chosen, looked at, and kept.

The file itself is left where it is.  What was read of it is held in memory until it is kept or put away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import attachments, session_ends
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.groups import GroupPaper, PaperScanned
from facilitator_app.text import render
from facilitator_app.ui.day import typed_day
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.taken_pictures import ENDINGS, content_of, pages_in
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PaperScanning(QObject):
    """The scan of one person at a time.  ``kept``: it is on the record."""

    changed = Signal()
    kept = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._person = ""
        self._pages: tuple[bytes, ...] = ()
        self._said = ""
        self._asked: object = None
        self._form = Form(app.faults, "a paper from a file", ("file", "day"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whose file was chosen, by id; empty while none was."""
        return self._person if self._pages else ""

    @Property(str, notify=changed)
    def found(self) -> str:
        """How many pages were found in it, and how large they are as they would be kept."""
        if not self._pages:
            return ""
        return render("attachments.found", pages=len(self._pages), kib=-(-sum(map(len, self._pages)) // 1024))

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was kept last, and that the file is still there."""
        return self._said

    @Slot(str)
    def choose(self, person: str) -> None:
        """Ask for the file of somebody's paper."""
        self._put_away()
        self._files.ask(render("attachments.which"), "", lambda path: self._take(person, path), ENDINGS)

    @Slot(str, str, str, str)
    def keep(self, group: str, paper: str, version: str, day: str) -> None:
        """Keep the pages: they accept this version."""
        self._form.attempt(lambda: self._keep(UUID(group), GroupPaper(paper), int(version), day), self._was_kept)

    def keep_as(self, write: Callable[[UUID, tuple[bytes, ...]], Awaitable[None]]) -> None:
        """Keep the pages as something else that was signed: ``write`` says what."""
        self._form.attempt(lambda: self._kept_as(write), self._was_kept)

    @Slot()
    def put_away(self) -> None:
        """Not this file."""
        self._put_away()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None:
            self._put_away()

    def _put_away(self) -> None:
        self._person, self._pages, self._said, self._asked = "", (), "", None
        self._form.clear()
        self.changed.emit()

    def _take(self, person: str, path: Path) -> None:
        self._form.attempt(lambda: self._read(person, path), self.changed.emit)

    async def _read(self, person: str, path: Path) -> None:
        pages = await asyncio.to_thread(lambda: pages_in(content_of(path)))
        if isValid(self) and self._app.clinic is not None:
            self._person, self._pages = person, pages

    async def _keep(self, group: UUID, paper: GroupPaper, version: int, day: str) -> None:
        clinic = self._app.clinic
        if clinic is None or not self._pages:
            raise Refusal("app.locked")
        on = typed_day(day, "day")
        meant = (group, paper, version, on)
        sure, self._asked = meant == self._asked, meant  # the same once more, after it was asked
        await attachments.keep(
            clinic,
            UUID(self._person),
            self._pages,
            lambda told: PaperScanned(group=group, paper=paper, version=version, scan=told, on=on, sure=sure),
        )
        await session_ends.tell_agreed(clinic, self._app.session)

    async def _kept_as(self, write: Callable[[UUID, tuple[bytes, ...]], Awaitable[None]]) -> None:
        if self._app.clinic is None or not self._pages:
            raise Refusal("app.locked")
        await write(UUID(self._person), self._pages)

    def _was_kept(self) -> None:
        self._put_away()
        self._said = render("attachments.kept")
        self.changed.emit()
        self.kept.emit()

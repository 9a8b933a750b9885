"""Pages that are kept, read from the record to be looked at: held as pictures in memory while they are, and nowhere else."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from shiboken6 import isValid

from facilitator_app import attachments
from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.attachments import Attached
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class KeptPages(QObject):
    """The pages of one attachment at a time; none once the record is locked."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._wanted: Attached | None = None
        self._images: tuple[QImage, ...] = ()
        self._form = Form(app.faults, "kept pages", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """Why they cannot be shown."""
        return self._form

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are to be seen."""
        return len(self._images)

    @Property("QVariantList", notify=changed)
    def ratios(self) -> list[float]:
        """How many times as high as wide each is."""
        return [image.height() / max(1, image.width()) for image in self._images]

    def image(self, number: int) -> QImage | None:
        """One of them."""
        return self._images[number] if 0 <= number < len(self._images) else None

    def show(self, told: Attached | None) -> None:
        """These from now on, or none."""
        if told == self._wanted:
            return
        self._wanted, self._images = told, ()
        self._form.clear()
        self.changed.emit()
        self._go_on(None)

    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.journal is None:
            self.show(None)

    def _go_on(self, read: Attached | None) -> None:
        """Read what is wanted now, where that is not what was read."""
        wanted = self._wanted
        if wanted is not None and wanted != read:
            self._form.attempt(lambda: self._read(wanted), lambda: self._go_on(wanted))

    async def _read(self, told: Attached) -> None:
        if self._app.journal is None:
            raise Refusal("app.locked")
        try:
            pages = await attachments.read(self._app.journal, told)
            images = await asyncio.to_thread(lambda: tuple(QImage.fromData(page) for page in pages))
        except Trouble:
            if isValid(self) and self._wanted == told:
                raise
            return  # others are wanted meanwhile
        if isValid(self) and self._wanted == told:
            self._images = images
            self.changed.emit()

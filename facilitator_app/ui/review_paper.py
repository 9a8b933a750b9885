"""Taking the timeline out of the window: printed, or as a file in a folder that somebody chooses.

It stays the clinic's own paper: it may show several people, and nothing looks for names in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont
from shiboken6 import isValid

from facilitator_app import text
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.scene import Scene
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.ui.timeline_paper import Sheet

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ReviewPaper(QObject):
    """What is to be made of the part of the timeline that is shown: ``scene`` and ``about`` say what that is, ``of`` whose."""

    changed = Signal()

    def __init__(
        self,
        app: App,
        files: FilePicker,
        scene: Callable[[], Scene],
        about: Callable[[], str],
        of: Callable[[], tuple[list[UUID], UUID | None]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._app, self._files, self._scene, self._about, self._of = app, files, scene, about, of
        self._open = self._nameless = self._busy = False
        self._kind = "pdf"
        self._told = ""

    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether somebody is asked what to make."""
        return self._open

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it is being made."""
        return self._busy

    @Property(str, notify=changed)
    def kind(self) -> str:
        """What is to be made: pdf, png or svg."""
        return self._kind

    @Property(str, notify=changed)
    def words(self) -> str:
        """Whether names and words stand in it: "shown" or "none"."""
        return "none" if self._nameless else "shown"

    @Property(str, notify=changed)
    def told(self) -> str:
        """What became of it, in words."""
        return self._told

    @Slot(bool)
    def show(self, shown: bool) -> None:
        """Ask what to make, or ask no more."""
        self._open, self._told = shown, ""
        self.changed.emit()

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Make this of it."""
        self._kind = kind
        self.changed.emit()

    @Slot(str)
    def choose_words(self, words: str) -> None:
        """With names and words, or without any."""
        self._nameless = words == "none"
        self.changed.emit()

    @Slot(float, float, "QVariantMap", str)
    def save(self, begin: float, span: float, inks: Mapping[str, Any], family: str) -> None:
        """Ask for a folder and leave the file there."""
        sheet, kind = self._sheet(begin, span, inks, family), self._kind

        def chosen(folder: Path) -> None:
            self._begin(self._save(sheet, kind, folder), "write the timeline")

        self._files.ask(text.render("paper.where"), text.render("paper.here"), chosen)

    @Slot(float, float, "QVariantMap", str)
    def print_it(self, begin: float, span: float, inks: Mapping[str, Any], family: str) -> None:
        """Onto paper by the system's printer."""
        self._begin(self._print(self._sheet(begin, span, inks, family)), "print the timeline")

    def _sheet(self, begin: float, span: float, inks: Mapping[str, Any], family: str) -> Sheet:
        from facilitator_app.ui.timeline_paper import Sheet, nameless

        scene = self._scene()
        font = QFont(family)
        font.setPixelSize(17)
        font.setFeature(QFont.Tag("tnum"), 1)
        return Sheet(
            scene=nameless(scene) if self._nameless else scene,
            begin=begin,
            span=span,
            title=text.render("paper.title") if self._nameless else self._about(),
            foot=text.render("paper.foot_nameless" if self._nameless else "paper.foot"),
            inks={name: QColor(colour) for name, colour in inks.items()},
            font=font,
        )

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        if self._busy:
            work.close()
            return
        self._busy, self._told = True, ""
        self.changed.emit()
        self._app.faults.spawn(work, name)

    async def _save(self, sheet: Sheet, kind: str, folder: Path) -> None:
        from facilitator_app.ui.timeline_paper import Kind, made

        said = text.render("paper.not_written", folder=str(folder))
        try:
            content = made(sheet, Kind(kind))
            async with self._app.going_out(*self._of(), folder=folder):
                path = await asyncio.to_thread(leave, folder, unnamed("timeline", kind), content)
            said = text.render("paper.written", file=path.name, folder=str(folder))
        finally:
            self._say(said)

    async def _print(self, sheet: Sheet) -> None:
        from facilitator_app.handoff.sheet_pdf import send_to_printer
        from facilitator_app.ui.timeline_paper import Kind, made

        said = text.render("paper.no_printer")
        try:
            content = made(sheet, Kind.PDF)
            async with self._app.going_out(*self._of()):
                how = await asyncio.to_thread(send_to_printer, content, "timeline")
            said = text.render("paper.printed") if how == "printed" else said
        finally:
            self._say(said)

    def _say(self, said: str) -> None:
        if isValid(self):
            self._busy, self._told = False, said
            self.changed.emit()

"""The team's report at the window: a period, its figures, and the way to a file."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import report_files
from facilitator_app.app import App
from facilitator_app.team_report import Figure, rows
from facilitator_app.text import catalogue, render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ReportView(QObject):
    """Figures of the period that was asked for last."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._figures: tuple[Figure, ...] = ()
        self._period = ("", "")
        self._said = ""
        self._unsaved = KeptText(app, "report/", self)
        self._form = Form(app.faults, "the team's report", ("first", "last"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """The period that is half-typed."""
        return self._unsaved

    @Property("QVariantList", notify=changed)
    def figures(self) -> list[dict[str, str]]:
        """Name and figure of each."""
        return [{"name": name, "text": text} for name, text in rows(self._figures, catalogue())]

    @Property(str, notify=changed)
    def first(self) -> str:
        """The first day of this year so far: where a period may begin."""
        return self._today(-1)

    @Property(str, notify=changed)
    def last(self) -> str:
        """Today."""
        return self._today(0)

    @Property(str, notify=changed)
    def said(self) -> str:
        """Which files were written."""
        return self._said

    @Slot(str, str)
    def count(self, first: str, last: str) -> None:
        """Count the sessions of a period."""
        self._form.attempt(lambda: self._count(first, last), self.changed.emit)

    @Slot(str)
    def write(self, kind: str) -> None:
        """Write what was counted as a file into a folder that is chosen."""
        self._files.ask(render("course.where"), render("course.here"), lambda folder: self._ask(folder, kind))

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing is held."""
        if self._app.clinic is None:
            self._figures, self._said = (), ""
        self.changed.emit()

    def _today(self, of_year: int) -> str:
        clinic = self._app.clinic
        if clinic is None:
            return ""
        now = self._app.clock.now().astimezone(ZoneInfo(clinic.state.zone)).date()
        return (now.replace(month=1, day=1) if of_year else now).isoformat()

    def _ask(self, folder: Path, kind: str) -> None:
        self._form.attempt(lambda: self._write(folder, kind), self.changed.emit)

    async def _count(self, first: str, last: str) -> None:
        begin, end = report_files.day(first, "first"), report_files.day(last, "last")
        self._figures = await report_files.figures(self._app, begin, end)
        self._period, self._said = (first, last), ""

    async def _write(self, folder: Path, kind: str) -> None:
        first, last = (report_files.day(one, "first") for one in self._period)
        made = await report_files.write(self._app, first, last, folder, frozenset({kind}), catalogue())
        self._said = render("course.written", file=", ".join(path.name for path in made))

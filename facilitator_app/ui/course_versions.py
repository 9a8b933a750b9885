"""By which version of a programme somebody's own course runs, where it is not the newest, and taking the newest."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record import versions
from facilitator_app.record.entry import Part
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class CourseVersions(QObject):
    """Of the person that is shown; a group's course is told on the group's own page."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._form = Form(app.faults, "the version of a course", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """Each course of theirs that runs by an older version: the programme's key, and which, in words."""
        found: list[dict[str, str]] = []
        if self._app.clinic is None or self._person is None:
            return found
        state = self._app.clinic.state
        for key, newest in state.programmes.items():
            runs_by = versions.programme_for(state, key, self._person)
            if runs_by is not None and runs_by != newest:
                told = {"programme": newest.name, "version": runs_by.version, "newest": newest.version}
                found.append({"key": key, "text": render("versions.runs_by", **told)})
        return found

    @Slot(str)
    def take(self, key: str) -> None:
        """From the next session on that course runs by the newest version."""
        self._form.attempt(lambda: self._take(key))

    def show(self, person: UUID | None) -> None:
        """Another person's are shown."""
        self._person = person
        self._form.clear()
        self.changed.emit()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    async def _take(self, key: str) -> None:
        clinic = self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        newest = clinic.state.programmes[key].version
        fact = versions.CourseTakesVersion(programme=key, version=newest)
        await clinic.write([Part(fact=fact, about=self._person)])

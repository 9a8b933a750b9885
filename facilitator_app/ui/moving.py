"""What comes into the clinic and goes out of it as files when it moves: its programmes, its people, all of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.clinic_files import ClinicFiles
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.people_files import PeopleFiles
from facilitator_app.ui.programme_file import ProgrammeFiles
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Moving(QObject):
    """Each kind of file by its view model."""

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programmes = ProgrammeFiles(app, files, self)
        self._people = PeopleFiles(app, files, self)
        self._clinic = ClinicFiles(app, files, self)

    @Property(ProgrammeFiles, constant=True)
    def programmes(self) -> ProgrammeFiles:
        """A programme's file."""
        return self._programmes

    @Property(PeopleFiles, constant=True)
    def people(self) -> PeopleFiles:
        """People from a table, and as one."""
        return self._people

    @Property(ClinicFiles, constant=True)
    def clinic(self) -> ClinicFiles:
        """The groups, or all of it."""
        return self._clinic

    def look(self) -> None:
        """The core changed."""
        self._programmes.look()
        self._people.look()
        self._clinic.look()

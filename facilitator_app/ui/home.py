"""Home: today's sessions with the one still open first, and the music this device plays.  Writes nothing by itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Fault
from facilitator_app.record.clinic import Planned
from facilitator_app.text import render, say
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Home(QObject):
    """Sessions: still open, today's and earlier ones; and the playlist in use."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._section = "today"
        self._music_form = Form(app.faults, "choose music", (), self)

    @Property(str, notify=changed)
    def section(self) -> str:
        """What is shown: today, people, team, programmes, music or device."""
        return self._section

    @Property(Form, constant=True)
    def music_form(self) -> Form:
        """The state of the last choice of music."""
        return self._music_form

    @Property("QVariantList", notify=changed)
    def open_sessions(self) -> list[dict[str, object]]:
        """Sessions that were begun and not closed, the latest first."""
        return [self._row(planned) for planned in self._sessions() if planned.ended_at is None]

    @Property("QVariantList", notify=changed)
    def closed_sessions(self) -> list[dict[str, object]]:
        """Sessions that were closed, the latest first."""
        return [self._row(planned) for planned in self._sessions() if planned.ended_at is not None]

    @Property(bool, notify=changed)
    def can_open(self) -> bool:
        """Whether there is a usable programme and somebody to put on a seat."""
        clinic = self._app.clinic
        if clinic is None:
            return False
        return bool(clinic.state.participants) and any(p.is_usable for p in clinic.state.programmes.values())

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What is needed before a session can be opened, in words, or empty."""
        clinic = self._app.clinic
        if clinic is None or self.can_open:
            return ""
        usable = any(programme.is_usable for programme in clinic.state.programmes.values())
        return render("ui.home.needs_people") if usable else render("ui.home.needs_plan")

    @Property(str, notify=changed)
    def playlist(self) -> str:
        """The playlist in use, in words."""
        try:
            kept = self._app.music.settings.playlist
        except Fault as fault:
            return say(fault)
        return kept or render("ui.music.shipped")

    @Property(bool, notify=changed)
    def plays_shipped(self) -> bool:
        """Whether the playlist is the one that ships."""
        try:
            return not self._app.music.settings.playlist
        except Fault:
            return True

    @Slot(str)
    def show(self, section: str) -> None:
        """Show a section."""
        self._section = section
        self.changed.emit()

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder of one's own files, or a playlist file."""
        self._files.ask(render("ui.music.which"), render("ui.music.this_folder"), self._choose, (".toml",))

    @Slot()
    def choose_shipped(self) -> None:
        """Back to the playlist that ships."""
        self._choose(None)

    def _choose(self, playlist: Path | None) -> None:
        self._music_form.attempt(lambda: self._app.music.choose(playlist), self.changed.emit)

    def _sessions(self) -> list[Planned]:
        found = self._app.clinic.state.sessions.values() if self._app.clinic else ()
        return sorted(found, key=lambda planned: planned.planned_at, reverse=True)

    def _row(self, planned: Planned) -> dict[str, object]:
        programme = self._app.clinic.state.programmes.get(planned.programme) if self._app.clinic else None
        name = programme.name if programme else planned.programme
        return {"id": str(planned.id), "title": planned.title, "note": f"{name} · {self._moment(planned.planned_at)}"}

    def _moment(self, at: datetime) -> str:
        zone = ZoneInfo(self._app.clinic.state.zone) if self._app.clinic else ZoneInfo("UTC")
        today = at.astimezone(zone).date() == self._app.clock.now().astimezone(zone).date()
        return render("ui.home.today_at" if today else "ui.home.day_at", zone=zone, at=at)

"""What is set for the whole playlist on the desk: name, crossfade, level, planned minutes; its versions, and its ways out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.arc import PHASES
from facilitator_app.playlists.folders import write_whole
from facilitator_app.playlists.written import WRITERS
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.music_desk import Desk
from facilitator_app.ui.music_piece import number_of, planned_of
from facilitator_app.ui.music_rows import heard_seconds, length, phase_name
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PlaylistSettings(QObject):
    """The sheet of the playlist on the desk."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files, self._desk = app, files, desk
        self._form = Form(app.faults, "playlist settings", ("name", "crossfade", *PHASES), self)
        self._written = ""
        desk.changed.connect(self._desk_changed)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property("QVariantMap", notify=changed)
    def now(self) -> dict[str, str]:
        """Name, crossfade and level as they are."""
        arc = self._desk.arc
        return {"name": arc.name, "crossfade": f"{arc.crossfade_s:g}", "level": arc.level}

    @Property("QVariantList", notify=changed)
    def phases(self) -> list[dict[str, str]]:
        """The phases with their planned minutes, or nothing."""
        planned = self._desk.arc.planned
        return [
            {"key": phase, "name": phase_name(phase), "minutes": f"{planned[phase] / 60:g}" if phase in planned else ""}
            for phase in PHASES
        ]

    @Property("QVariantList", notify=changed)
    def programmes(self) -> list[dict[str, str]]:
        """The clinic's programmes that plan lengths, to take them from."""
        kept = self._app.clinic.state.programmes.values() if self._app.clinic else ()
        return [{"key": p.key, "text": p.name} for p in kept if any(phase.minutes for phase in p.phases)]

    @Property("QVariantList", notify=changed)
    def versions(self) -> list[dict[str, object]]:
        """Every version, the latest first, and when it was first played from."""
        path = self._desk.path
        found = self._desk.lists.versions(path)[::-1] if path is not None else ()
        return [
            {"path": str(version.path), "text": render("playlist.version", number=version.number),
             "note": self._used(version.used), "here": version.path == path}
            for version in found
        ]  # fmt: skip

    @Property(str, notify=changed)
    def path(self) -> str:
        """The version on the desk."""
        return str(self._desk.path or "")

    @Property(str, notify=changed)
    def written(self) -> str:
        """Where the last export went, in words, or empty."""
        return self._written

    @Slot("QVariantMap")
    def keep(self, typed: dict[str, Any]) -> None:
        """Set what was typed: all of it in one step, or nothing."""
        try:
            planned = planned_of({phase: str(typed.get(phase, "")) for phase in PHASES})
            crossfade = number_of(str(typed.get("crossfade", "")), "crossfade") or 0.0
        except Refusal as refusal:
            self._form.refuse(refusal)
            return
        name, level = str(typed.get("name", "")), str(typed.get("level", "album"))
        if self._desk.step(lambda: self._desk.editing.set_all(name, crossfade, level, planned), self._form):
            self._form.done.emit()

    @Slot(str)
    def plan_as(self, programme: str) -> None:
        """Take the planned minutes of a programme."""
        kept = self._app.clinic.state.programmes.get(programme) if self._app.clinic else None
        if kept is not None:
            minutes = {phase.key: phase.minutes for phase in kept.phases if phase.key in PHASES}
            self._desk.step(lambda: self._desk.editing.plan_all(minutes), self._form)

    @Slot(str)
    def look_at(self, version: str) -> None:
        """Put another version on the desk."""
        self._form.check(lambda: self._desk.take_up(Path(version)))

    @Slot(str)
    def export(self, end: str) -> None:
        """Ask where, and write the playlist for other players (m3u8, xspf), as a table (csv) or as a list to hand out (pdf)."""
        self._files.ask(
            render("playlist.export_where"), render("playlist.export_here"), lambda folder: self._write(folder, end)
        )

    def _write(self, folder: Path, end: str) -> None:
        name = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in self._desk.arc.name).strip()
        path = _free(folder / f"{name or 'playlist'}.{end}")
        try:
            if end == "pdf":
                path.write_bytes(self._printed())
            else:
                write_whole(path, WRITERS[end](self._desk.arc, folder))
            self._written = render("playlist.exported", path=str(path))
        except (OSError, Trouble, Refusal):
            self._written = render("playlist.export_failed")
        self.changed.emit()

    def _printed(self) -> bytes:
        from facilitator_app.handoff.music_list import ListedPhase, ListedPiece, render_list

        arc = self._desk.arc
        phases = [
            ListedPhase(
                phase_name(phase),
                [ListedPiece(p.title, p.by, p.album, length(heard_seconds(p, None))) for p in arc.phases[phase]],
            )
            for phase in PHASES
            if arc.phases.get(phase)
        ]
        clinic = self._app.clinic.state.name if self._app.clinic else ""
        zone = self._app.clinic.state.zone if self._app.clinic else "UTC"
        made: bytes = render_list(arc.name, clinic, phases, zone, self._app.clock.now())
        return made

    def _used(self, used: datetime | None) -> str:
        if used is None:
            return render("playlist.version_open")
        zone = ZoneInfo(self._app.clinic.state.zone) if self._app.clinic else ZoneInfo("UTC")
        return render("playlist.version_used", zone=zone, at=used)

    @Slot()
    def _desk_changed(self) -> None:
        self._written = ""
        self.changed.emit()


def _free(path: Path) -> Path:
    """A path that is not taken."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem} {number}"), number + 1
    return free

"""What was heard in a session, read from its record: pieces, times, what was done and why; to print, and as a table.

On paper it is for participants: pieces by phase, without what was done.  Reads, and writes no record.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import music_lanes, music_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.music_lanes import HeardPiece
from facilitator_app.playlists.library import Piece
from facilitator_app.session import Session
from facilitator_app.text import catalogue, render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

COLUMNS = ("time", "title", "phase", "what", "place", "level_db", "why")
_STEERS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


class HeardRow(NamedTuple):
    """A piece as it is listed; ``changes`` are lines of their own."""

    key: str
    time: str
    title: str
    note: str
    changes: list[str]


@QmlElement
@QmlUncreatable("made by the program")
class HeardView(QObject):
    """The sheet; ``sessions`` to choose from, where it was not opened from a session's own review."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._form = Form(app.faults, "what was heard", (), self)
        self._rows = Rows(HeardRow, self)
        self._session: Session | None = None
        self._pieces: tuple[HeardPiece, ...] = ()
        self._written = ""

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The pieces, in order."""
        return self._rows

    @Property("QVariantList", notify=changed)
    def sessions(self) -> list[dict[str, str]]:
        """The clinic's sessions, the latest first."""
        clinic = self._app.clinic
        found = sorted(clinic.state.sessions.values(), key=lambda one: one.planned_at, reverse=True) if clinic else []
        zone = ZoneInfo(clinic.state.zone) if clinic else ZoneInfo("UTC")
        return [
            {"key": str(one.id), "text": one.title, "note": render("heard.day", zone=zone, at=one.planned_at)}
            for one in found
        ]

    @Property(bool, notify=changed)
    def has_session(self) -> bool:
        """Whether a session is read."""
        return self._session is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """The session, and its day."""
        if self._session is None:
            return render("heard.title")
        state = self._session.state
        day = render("heard.day", zone=self._zone, at=state.opened_at) if state.opened_at else ""
        return " · ".join(part for part in (state.title, day) if part)

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether no music was heard."""
        return not self._pieces

    @Property(str, notify=changed)
    def written(self) -> str:
        """Where the last export went, in words, or empty."""
        return self._written

    def read(self, session: Session | None) -> None:
        """Read what was heard in this session."""
        self._session, self._written = session, ""
        self._pieces = music_lanes.pieces(session.history.lines()) if session is not None else ()
        self._rows.show([self._row(number, piece) for number, piece in enumerate(self._pieces)])
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def choose(self, session: str) -> None:
        """Read one of the clinic's sessions; empty: none, to choose again."""
        if not session:
            self.read(None)
            return

        async def look() -> None:
            found = await self._app.read_own(UUID(session))
            if isValid(self):
                self.read(found)

        self._form.attempt(look)

    @Slot(str)
    def export(self, end: str) -> None:
        """Ask where, and write it: as a list to give to participants (pdf), or all of it as a table (csv)."""
        self._files.ask(
            render("playlist.export_where"), render("playlist.export_here"), lambda folder: self._write(folder, end)
        )

    def _write(self, folder: Path, end: str) -> None:
        try:
            made = self._printed() if end == "pdf" else table(self._pieces, self._zone, self._phase).encode("utf-8-sig")
            self._written = render("playlist.exported", path=str(leave(folder, unnamed("music", end), made)))
        except (Trouble, Refusal):
            self._written = render("playlist.export_failed")
        self.changed.emit()

    def _printed(self) -> bytes:
        from facilitator_app.handoff.music_list import ListedPhase, ListedPiece, render_list

        known, phases = self._known(), dict[str, list[ListedPiece]]()
        for heard in self._pieces:
            pool = phases.setdefault(self._phase(heard.phase), [])
            piece = known.get(heard.title)
            listed = ListedPiece(heard.title, piece.by if piece else "", piece.album if piece else "")
            if listed not in pool:
                pool.append(listed)
        clinic = self._app.clinic
        made: bytes = render_list(
            render("heard.title"),
            clinic.state.name if clinic else "",
            [ListedPhase(name, pool) for name, pool in phases.items()],
            self._zone.key,
            self._app.clock.now(),
            about=render("heard.day", zone=self._zone, at=self._pieces[0].began) if self._pieces else "",
        )
        return made

    def _known(self) -> dict[str, Piece]:
        """Who made a piece, by its title: the record keeps the title alone.  Two pieces of one title tell nothing."""
        from facilitator_app.playlists.watched import Library

        found, twice = dict[str, Piece](), set[str]()
        entries = [entry.piece for entry in Library(self._app.folder / "music").entries]
        for piece in (*self._app.music.arc().pieces, *entries):
            other = found.setdefault(piece.title, piece)
            if (other.by, other.album) != (piece.by, piece.album):
                twice.add(piece.title)
        return {title: piece for title, piece in found.items() if title not in twice}

    def _row(self, number: int, piece: HeardPiece) -> HeardRow:
        words = catalogue()
        told = (self._phase(piece.phase), music_words.came(piece, words), music_words.went(piece, words))
        changes = [f"{self._at(each.at)}  {music_words.changed(each, words)}" for each in piece.changes]
        time = f"{self._at(piece.began)} – {self._at(piece.ended)}" if piece.ended else self._at(piece.began)
        return HeardRow(str(number), time, piece.title, " · ".join(part for part in told if part), changes)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._session.state.zone if self._session is not None else "UTC")

    def _at(self, at: datetime) -> str:
        return f"{at.astimezone(self._zone):%H:%M}"

    def _phase(self, phase: str) -> str:
        programme = self._session.state.programme if self._session is not None else None
        names = {each.key: each.name for each in programme.phases} if programme is not None else {}
        return names.get(phase) or (render("playlist.phase_bed") if phase == "bed" else phase)


def table(pieces: Iterable[HeardPiece], zone: ZoneInfo, phase: Callable[[str], str]) -> str:
    """Everything as a table: one line for each beginning, end and change.  No cell is taken for a formula."""
    lines: list[tuple[datetime, tuple[str, ...]]] = []
    for piece in pieces:
        name = phase(piece.phase)
        lines.append(
            (piece.began, (piece.title, name, "began", _figure(piece.second), _figure(piece.level_db), piece.came))
        )
        for each in piece.changes:
            figures = (str(each.second), str(each.level_db))
            lines.append((each.at, (piece.title, name, each.what.value, *figures, each.because)))
        if piece.ended is not None:
            lines.append((piece.ended, (piece.title, name, "ended", _figure(piece.until), "", piece.went)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for at, (title, *rest) in sorted(lines, key=lambda line: line[0]):
        safe = f"'{title}" if title.startswith(_STEERS) else title
        writer.writerow([at.astimezone(zone).isoformat(timespec="seconds"), safe, *rest])
    return out.getvalue()


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)

"""The library on the screen: folders, search, tags, what was measured; and which pieces go into the playlist on the desk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.playlists.arc import PHASES
from facilitator_app.playlists.folders import Said
from facilitator_app.playlists.kept import Lists
from facilitator_app.playlists.library import clean
from facilitator_app.playlists.watched import Library, Looked, Wanted
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.music_desk import Desk
from facilitator_app.ui.music_measure import Measures
from facilitator_app.ui.music_rows import VOICES, LibraryRow, entry_page, filter_rows, library_row, phase_name
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SHOWN = 1000


@QmlElement
@QmlUncreatable("made by the program")
class LibraryView(QObject):
    """What is searched for, and what fits it."""

    changed = Signal()

    def __init__(
        self, app: App, files: FilePicker, library: Library, desk: Desk, measures: Measures, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._app, self._files, self._library, self._desk, self._measures = app, files, library, desk, measures
        self._form = Form(app.faults, "the library", ("energy",), self)
        self._wanted = Wanted()
        self._rows = Rows(LibraryRow, self)
        self._looking, self._progress, self._found = False, "", 0
        self._told = ""
        self._shown: Path | None = None
        self._measuring = False
        desk.changed.connect(self.refresh)
        measures.changed.connect(self._measured)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The pieces that fit, at most a thousand."""
        return self._rows

    @Property("QVariantList", notify=changed)
    def folders(self) -> list[dict[str, object]]:
        """The watched folders, and whether they are there."""
        away = self._library.not_there
        return [{"path": str(each), "name": each.name, "there": each not in away} for each in self._library.folders]

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether folders are looked at, or pieces measured."""
        return self._looking or self._measuring

    @Property(str, notify=changed)
    def told(self) -> str:
        """How far a look is, or what the last one found."""
        if self._measuring and self._measures.running:
            return render("playlist.measuring", done=self._measures.done, count=self._measures.count)
        return self._progress or self._told

    @Property(str, notify=changed)
    def count(self) -> str:
        """How many pieces fit."""
        key = "playlist.found_more" if self._found > MOST_SHOWN else "playlist.found"
        return render(key, count=self._found, shown=MOST_SHOWN) if self._library.folders else ""

    @Property(bool, notify=changed)
    def is_filtered(self) -> bool:
        """Whether any filter is on."""
        return replace(self._wanted, words="") != Wanted()

    @Property("QVariantList", notify=changed)
    def filters(self) -> list[dict[str, object]]:
        """Every filter: what it filters by, its value, its name, and whether it is on."""
        return filter_rows(self._wanted)

    @Property("QVariantList", constant=True)
    def voices(self) -> list[dict[str, str]]:
        """What can be said of a voice."""
        return [{"key": "", "text": render("playlist.voice_unknown")}] + [
            {"key": voice, "text": render(f"playlist.voice_{voice}")} for voice in VOICES
        ]

    @Property("QVariantList", constant=True)
    def energies(self) -> list[dict[str, str]]:
        """What can be said of a piece's energy."""
        unknown = {"key": "0", "text": render("playlist.voice_unknown")}
        return [unknown, *({"key": str(energy), "text": str(energy)} for energy in range(1, 6))]

    @Property("QVariantList", constant=True)
    def phases(self) -> list[dict[str, str]]:
        """The phases a piece can be for."""
        return [{"key": phase, "text": phase_name(phase)} for phase in PHASES]

    @Property("QVariantMap", notify=changed)
    def shown(self) -> dict[str, Any]:
        """The piece that is looked at, or nothing."""
        entry = self._library.entry(self._shown) if self._shown is not None else None
        if entry is None:
            return {}
        twins = [path for group in self._library.duplicates() if entry.path in group for path in group]
        return entry_page(entry, [path for path in twins if path != entry.path], self._library.covers)

    @Slot()
    def refresh(self) -> None:
        """Show what fits now."""
        found = self._library.find(self._wanted)
        self._found = len(found)
        arc = self._desk.arc
        taken = frozenset(str(piece.path) for piece in (*arc.pieces, *arc.bed)) if self._desk.path else frozenset()
        self._rows.show([library_row(entry, taken) for entry in found[:MOST_SHOWN]])
        self.changed.emit()

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def search(self, words: str) -> None:
        """Show the pieces that have all these words somewhere."""
        self._want(words=words)

    @Slot(str, str)
    def filter(self, name: str, value: str) -> None:
        """Filter by phase, voice, energy, or only some; the same value again, or none, takes the filter away."""
        given: object = int(value or 0) if name == "energy" else value
        if getattr(self._wanted, name) == given:
            given = 0 if name == "energy" else ""
        self._want(**{name: given})

    @Slot()
    def add_folder(self) -> None:
        """Ask for a folder to watch."""
        self._files.ask(render("playlist.watch_which"), render("playlist.watch_this"), self._watch)

    @Slot(str)
    def leave_folder(self, folder: str) -> None:
        """Watch a folder no more."""
        self._form.check(lambda: self._library.leave(Path(folder)))
        self.refresh()

    @Slot()
    def look(self) -> None:
        """Look at the folders again."""
        if not self._looking and self._library.folders:
            self._looking, self._progress = True, render("playlist.looking")
            self.changed.emit()
            self._app.faults.spawn(self._look(), "look at the music folders")

    @Slot()
    def measure(self) -> None:
        """Measure every piece that fits and was not measured."""
        fresh = [entry.piece for entry in self._library.find(replace(self._wanted, only="unmeasured"))]
        self._measuring = bool(fresh)
        self._measures.want(fresh)
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Stop looking and measuring."""
        self._library.stop()
        self._measures.stop()
        self._measuring = False
        self.changed.emit()

    @Slot(str)
    def show(self, path: str) -> None:
        """Look at a piece; empty: no longer."""
        self._shown = Path(path) if path else None
        self._form.clear()
        self.changed.emit()

    @Slot("QVariantMap")
    def say(self, typed: dict[str, Any]) -> None:
        """Keep what somebody says of the piece that is looked at."""
        shown = self._shown
        if shown is not None and self._form.check(lambda: self._library.say(shown, _said(typed))):
            self._desk.learn()
            self.refresh()
            self._form.done.emit()

    @Slot(str, str)
    def take(self, path: str, phase: str) -> None:
        """Put a piece at the end of a phase of the playlist on the desk."""
        entry = self._library.entry(Path(path))
        if entry is not None:
            self._desk.step(lambda: self._desk.editing.add(phase, [entry.piece]))

    # ------------------------------------------------------------ what comes of it
    def _want(self, **values: Any) -> None:
        self._wanted = replace(self._wanted, **values)
        self.refresh()

    def _watch(self, folder: Path) -> None:
        if self._form.check(lambda: self._library.watch(folder)):
            self.look()
        self.changed.emit()

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()

        def progress(done: int, count: int) -> None:
            loop.call_soon_threadsafe(self._far, done, count)

        try:
            looked = await asyncio.to_thread(self._library.look, progress)
        except Refusal as refusal:
            if isValid(self):
                self._form.refuse(refusal)
            return
        finally:
            self._library.stop()  # the window may go while it works
            self._looking, self._progress = False, ""
        if isValid(self):
            self._take(looked)

    def _take(self, looked: Looked) -> None:
        self._library.take(looked)
        followed = Lists(self._library.folder).follow(looked.moved)
        if followed and self._desk.path is not None:
            self._desk.take_up(self._desk.path)
        values = {"new": looked.new - len(looked.moved), "moved": len(looked.moved), "gone": looked.gone}
        self._told = render("playlist.looked", **values) if any(values.values()) else ""
        self.refresh()

    def _far(self, done: int, count: int) -> None:
        if isValid(self) and self._looking:
            self._progress = render("playlist.looking_at", done=done, count=count)
            self.changed.emit()

    @Slot()
    def _measured(self) -> None:
        self._measuring = self._measuring and self._measures.running
        if not self._measures.running:
            self.refresh()
        self.changed.emit()


def _said(typed: dict[str, Any]) -> Said:
    instruments = tuple(word for part in str(typed.get("instruments", "")).split(",") if (word := clean(part)))
    phases = tuple(phase for phase in PHASES if phase in typed.get("phases", ()))
    energy = int(typed.get("energy") or 0) or None
    words = {name: clean(str(typed.get(name, ""))) for name in ("title", "by", "voice", "language")}
    return Said(**words, phases=phases, energy=energy, instruments=instruments[:12])

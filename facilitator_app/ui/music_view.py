"""Music at home: which playlist is played, the playlists that are kept, the one on the desk, and the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Fault, Refusal
from facilitator_app.playlists.arc import PHASES, Arc, arc_of, open_arc, read_arc
from facilitator_app.playlists.edits import empty_arc
from facilitator_app.playlists.folders import SHIPPED
from facilitator_app.playlists.kept import KeptList, Lists
from facilitator_app.playlists.lists import ENDS, read_entries
from facilitator_app.playlists.watched import Library
from facilitator_app.text import render, say
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.music_check import CheckView
from facilitator_app.ui.music_desk import Desk
from facilitator_app.ui.music_editor import EditorView
from facilitator_app.ui.music_heard import HeardView
from facilitator_app.ui.music_library import LibraryView
from facilitator_app.ui.music_listen import ListenView
from facilitator_app.ui.music_measure import Measures
from facilitator_app.ui.music_picture import PictureView
from facilitator_app.ui.music_rows import length, pool_seconds
from facilitator_app.ui.music_settings import PlaylistSettings
from facilitator_app.ui.music_sound import SoundView
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class MusicView(QObject):
    """``tab``: playlists or library."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        folder = app.folder / "music"
        self._lists, library = Lists(folder), Library(folder)
        self._tab = "playlists"
        self._form = Form(app.faults, "playlists", ("name",), self)
        self._measures = Measures(app, library, self)
        self._desk = Desk(app, self._lists, self)
        self._desk.know = library.known
        self._library = LibraryView(app, files, library, self._desk, self._measures, self)
        self._editor = EditorView(self._desk, self._measures, self)
        self._picture = PictureView(app, self._desk, self._measures, self)
        self._settings = PlaylistSettings(app, files, self._desk, self)
        self._check = CheckView(app, library, self)
        self._listen, self._sound = ListenView(app, library, self._desk, self), SoundView(app, self)
        self._heard = HeardView(app, files, self)
        self._unsaved = KeptText(app, "playlists/", self)
        self._left_out: list[str] = []
        self._roots = library
        self._desk.changed.connect(self.changed)

    @Property(str, notify=changed)
    def tab(self) -> str:
        """What is shown."""
        return self._tab

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What is half-typed of a new playlist."""
        return self._unsaved

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(str, constant=True)
    def remark(self) -> str:
        """What was wrong with the library's file when the music was opened, or empty."""
        remark = self._roots.remark
        return render(remark.key, **remark.values) if remark is not None else ""

    @Property(LibraryView, constant=True)
    def library(self) -> LibraryView:
        """The library."""
        return self._library

    @Property(EditorView, constant=True)
    def editor(self) -> EditorView:
        """The playlist on the desk."""
        return self._editor

    @Property(PictureView, constant=True)
    def picture(self) -> PictureView:
        """Its arc."""
        return self._picture

    @Property(PlaylistSettings, constant=True)
    def settings(self) -> PlaylistSettings:
        """Its settings, versions and ways out."""
        return self._settings

    @Property(ListenView, constant=True)
    def listen(self) -> ListenView:
        """Listening to a piece before."""
        return self._listen

    @Property(SoundView, constant=True)
    def sound(self) -> SoundView:
        """Loudspeaker, ceiling, and what one listens on."""
        return self._sound

    @Property(HeardView, constant=True)
    def heard(self) -> HeardView:
        """What was heard in a past session."""
        return self._heard

    @Property(CheckView, constant=True)
    def check(self) -> CheckView:
        """The check before a session."""
        return self._check

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """The kept playlists: id, name, one line, whether it is the one that is played."""
        used = self._used()
        return [self._row(kept, used) for kept in self._lists.all()]

    @Property(str, notify=changed)
    def other(self) -> str:
        """A folder or playlist file of one's own that is played, or empty."""
        used = self._used()
        return used if used and Path(used).parent.parent.name != "lists" else ""

    @Property(bool, notify=changed)
    def plays_shipped(self) -> bool:
        """Whether the playlist that ships is played."""
        return not self._used()

    @Property(bool, notify=changed)
    def plays_desk(self) -> bool:
        """Whether the version on the desk is the one that is played."""
        return self._desk.path is not None and str(self._desk.path) == self._used()

    @Property("QVariantList", notify=changed)
    def left_out(self) -> list[str]:
        """What an import left out, and why."""
        return self._left_out

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def go(self, tab: str) -> None:
        """Show the playlists or the library."""
        self._tab = tab
        self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """Somebody came to the music: look what the folders hold."""
        self._library.refresh()
        self._library.look()
        self.changed.emit()

    @Slot(str)
    def use(self, path: str) -> None:
        """Play this playlist from now on (empty: the one that ships).  A kept version stays as it is from here on."""
        self._choose(Path(path) if path else None)

    @Slot()
    def use_desk(self) -> None:
        """Play the playlist on the desk from now on."""
        if self._desk.path is not None:
            self._choose(self._desk.path)

    @Slot()
    def choose_other(self) -> None:
        """Ask for a folder of one's own files, or a playlist file."""
        self._files.ask(render("ui.music.which"), render("ui.music.this_folder"), self._choose, (".toml", *ENDS))

    @Slot(str)
    def edit(self, path: str) -> None:
        """Put a playlist on the desk."""
        self._left_out = []
        self._form.check(lambda: self._desk.take_up(Path(path)))

    @Slot(str, str)
    def make(self, name: str, like: str) -> None:
        """Begin a playlist and put it on the desk.  ``like``: empty, shipped, or used (as the one that is played)."""
        if self._form.check(lambda: self._desk.take_up(self._lists.make(_begun(self._app, name, like)))):
            self._form.done.emit()

    @Slot(str)
    def duplicate(self, path: str) -> None:
        """Keep a copy, and put it on the desk."""

        def act() -> None:
            name = read_arc(Path(path)).name
            self._desk.take_up(self._lists.duplicate(Path(path), render("playlist.copy_of", name=name)[:80]))

        self._form.check(act)

    @Slot(str)
    def put_away(self, path: str) -> None:
        """Show a playlist no more.  The one that is played cannot be put away."""

        def act() -> None:
            if Path(self._used() or "-").parent == Path(path).parent:
                raise Refusal("playlist.in_use")
            self._lists.put_away(Path(path))

        if self._form.check(act):
            self._desk.leave()
        self.changed.emit()

    @Slot()
    def take_in(self) -> None:
        """Ask for a playlist file of another player, and keep it as a playlist."""
        self._files.ask(render("playlist.import_which"), render("playlist.import_this"), self._import, (".toml", *ENDS))

    @Slot()
    def forget_left_out(self) -> None:
        """What an import left out was read."""
        self._left_out = []
        self.changed.emit()

    @Slot()
    def check_desk(self) -> None:
        """Check the playlist on the desk."""
        self._check.begin(self._desk.arc)

    @Slot()
    def check_used(self) -> None:
        """Check the playlist that is played."""
        self._form.check(lambda: self._check.begin(self._app.music.arc()))

    # ------------------------------------------------------------ what comes of it
    def _import(self, path: Path) -> None:
        def act() -> None:
            if path.suffix.lower() in ENDS:
                arc = arc_of(path.stem, read_entries(path, self._roots.folders), PHASES)
            else:
                arc = open_arc(path, PHASES)
            self._left_out = [render(remark.key, **remark.values) for remark in arc.left_out]
            self._desk.take_up(self._lists.make(replace(arc, name=arc.name[:80] or "-", left_out=())))

        self._form.check(act)
        self.changed.emit()

    def _choose(self, path: Path | None) -> None:
        async def act() -> None:
            await self._app.music.choose(path)
            if path is not None:
                self._lists.use(path, self._app.clock.now())

        self._form.attempt(act, self._desk.changed.emit)

    def _used(self) -> str:
        try:
            return self._app.music.settings.playlist
        except Fault:
            return ""  # told when something is chosen, or played

    def _row(self, kept: KeptList, used: str) -> dict[str, object]:
        arc = kept.arc
        if arc is None:
            note = say(kept.fault) if kept.fault is not None else ""
            return {
                "id": kept.id,
                "path": str(kept.path),
                "name": kept.name,
                "note": note,
                "used": False,
                "good": False,
            }
        pools = [arc.phases.get(phase, ()) for phase in PHASES]
        music = sum(pool_seconds(pool, {}, arc.crossfade_s) for pool in pools)
        mine = next((version for version in kept.versions if str(version.path) == used), None)
        note = render("playlist.row", count=sum(map(len, pools)), length=length(music), number=kept.versions[-1].number)
        if mine is not None and mine is not kept.versions[-1]:
            note = " · ".join((note, render("playlist.plays_version", number=mine.number)))
        good = {"id": kept.id, "path": str(kept.path), "name": kept.name, "note": note, "good": True}
        return good | {"used": mine is not None}


def _begun(app: App, name: str, like: str) -> Arc:
    """A playlist of this name: empty, or with what is in the shipped one or the one that is played."""
    arc = empty_arc(name)
    if not like:
        return arc
    return replace(read_arc(SHIPPED / "playlist.toml") if like == "shipped" else app.music.arc(), name=arc.name)

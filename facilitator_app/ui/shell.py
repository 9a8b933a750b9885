"""The frame of the window: which screen is shown, how bright, what is in trouble, who is at the screen.  Holds no rule.

The room, the review and the handoff bring their own view models; they are made on the way in and let go on the way out.
What else lies behind the way in (``behind``) is imported and made after the first frame, a part at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App, Stage
from facilitator_app.ui.appearance import retell
from facilitator_app.ui.behind import Behind
from facilitator_app.ui.clock_tick import ClockTick
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form, Notices
from facilitator_app.ui.now_playing import NowPlaying
from facilitator_app.ui.screens import NAMELESS, ahead, enter, given, let_go, may_see, source, view_for
from facilitator_app.ui.still_open import StillOpen
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.unlock import Unlock
from facilitator_app.ui.veil import Veil

if TYPE_CHECKING:
    from facilitator_app.ui.parts import Parts

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Shell(Behind):
    """The one view model Main.qml is given; everything else hangs from it."""

    changed = Signal()
    screen_changed = Signal()
    quitting = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(app, self._parts, parent)
        self._app = app
        self.appearance.spoken.connect(self._say_anew)
        self._screen = "starting"
        self._wanted = "home"
        self._view: QObject | None = None
        self._notices = Notices(app.faults, self)
        self._now_playing = NowPlaying(app, self._notices, self)
        self._files = FilePicker(self)
        self._unlock = Unlock(app, self._files, self)
        self._veil = Veil(app, self._unlock, lambda: self._screen not in NAMELESS, self._held, self)
        self._veil.changed.connect(self._veil_moved)
        self._entering = Form(app.faults, "enter a session", (), self)
        self._still_open = StillOpen(app, self._entering, self)
        self._still_open.room_wanted.connect(self._to_room)
        mending = self._unlock.mending  # a record that does not open has a page of its own
        mending.changed.connect(lambda: self._notices.over("journal.") if mending.up else None)
        mending.mended.connect(lambda said: self._notices.show("mended", said))
        self._stop = app.listen(self.refresh)
        self._stop_session: Callable[[], None] = lambda: None
        self._tick = ClockTick(self)
        self._tick.start(self._second)

    # ------------------------------------------------------------ what is shown
    @Property(str, notify=screen_changed)
    def screen(self) -> str:
        """The screen that is shown, by name."""
        return self._screen

    @Property(str, notify=screen_changed)
    def source(self) -> str:
        """The screen's QML file, or empty before it is known which."""
        return source(self._screen)

    @Property("QVariantMap", notify=screen_changed)
    def properties(self) -> dict[str, object]:
        """What the screen is given: its own view model, or this one."""
        return given(self._screen, self._view) or {"shell": self}

    @Property(str, notify=changed)
    def clinic_name(self) -> str:
        """The clinic, once it is open."""
        return self._app.clinic.state.name if self._app.clinic else ""

    @Property(str, notify=changed)
    def at_screen(self) -> str:
        """Who is at the screen."""
        return self._app.at_screen.name if self._app.at_screen else ""

    # ------------------------------------------------------------ what hangs from it
    @Property(Notices, constant=True)
    def notices(self) -> Notices:
        """The banners."""
        return self._notices

    @Property(NowPlaying, constant=True)
    def now_playing(self) -> NowPlaying:
        """What plays."""
        return self._now_playing

    @Property(FilePicker, notify=screen_changed)
    def files(self) -> FilePicker:
        """The window's own file picker."""
        return self._files

    @Property(Unlock, constant=True)
    def unlock(self) -> Unlock:
        """The way in."""
        return self._unlock

    @Property(Veil, constant=True)
    def veil(self) -> Veil:
        """Names and notes hidden, or not."""
        return self._veil

    @Property(StillOpen, constant=True)
    def still_open(self) -> StillOpen:
        """The session that goes on behind another screen."""
        return self._still_open

    @Property(Form, constant=True)
    def entering(self) -> Form:
        """The last try to enter a session."""
        return self._entering

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def go(self, screen: str) -> None:
        """Go to a screen.  Leaving the room for home leaves the session as it is; the music plays on."""
        self._wanted = screen
        if screen == "setup":
            self.settle().setup.start()
        if screen in ("home", "setup") and self._app.session is not None:
            self._still_open.leaving = self._app.faults.spawn(self._app.leave_session(), "leave the session")
        self.refresh()

    @Slot(str, str)
    def lead(self, where: str, person: str) -> None:
        """To where a matter of somebody is mended: the room, their page, or what the prescriber writes."""
        self.go("room" if where == "room" else "home")
        if where == "person":
            self.settle().home.show("people")
            self.settle().people.person.show(person)
        if where == "prescriber":
            self.settle().home.show_beforehand(person, "prescribing")

    @Slot(str, str)
    def enter(self, session: str, screen: str) -> None:
        """Come (back) into a session, to the room or straight to the review."""
        self._entering.attempt(lambda: enter(UUID(session), screen, self._app), lambda: self.go(screen))

    @Slot(str)
    def ready(self, session: str) -> None:
        """To the board of a session that is set, before it begins."""
        self.go(ahead(session))

    @Slot(str)
    def begin(self, session: str) -> None:
        """To where a session that is set is begun."""
        self.go("setup")
        self.settle().setup.begin_set(session)

    @Slot()
    def lock(self) -> None:
        """Close the record, what is half typed on disk before; while a session is open, hide the names over its room."""
        getattr(self._view, "keep", lambda: None)()
        if self._still_open.there:
            self._veil.drop()
            return
        self._wanted = "home"
        self._app.faults.spawn(self._app.lock(), "lock")

    @Slot()
    def lost(self) -> None:
        """The screen could not be drawn; the window says so itself."""
        self._app.faults.report(RuntimeError(f"the screen {self._screen} did not load"), "window")

    @Slot()
    def quit(self) -> None:
        """Somebody closed the window."""
        self.quitting.emit()

    # ------------------------------------------------------------ what is heard
    def want(self, screen: str) -> None:
        """Where to go once the record is open."""
        self._wanted = screen

    @Slot()
    def refresh(self) -> None:
        """The core changed, or another screen is wanted."""
        self._follow_session()
        screen = self._right_screen()
        if screen != self._screen:
            self._show(screen)
        if screen == "unlock":
            self._unlock.kept.look()
        self.changed.emit()
        self._still_open.changed.emit()
        self._still_open.look(screen)
        if self._behind is not None:
            self._behind.tell()

    def close(self) -> None:
        """Hear nothing more, before the window goes."""
        self._notices.end()
        self._tick.stop()
        self._stop_session()
        self._stop()
        self.appearance.end()
        let_go(self._view)
        self._view = None

    def _parts(self) -> Parts:
        from facilitator_app.ui.parts import Parts

        return Parts(self._app, self._files, self._veil, self)

    def _right_screen(self) -> str:
        if self._app.stage is Stage.NO_CLINIC or (self._behind is not None and self._behind.is_begun):
            return "first_start"
        if self._app.stage is Stage.LOCKED:
            return "unlock"
        if not may_see(self._wanted, self._app):
            return "home"
        return self._wanted

    def _show(self, screen: str) -> None:
        before, self._view = self._view, view_for(screen, self._app, self._files, self)
        self._notices.over("refused")  # it was about the screen that goes, and may hold a name
        if screen != "unlock" or self._behind is not None:
            self.settle().sheets.close()
            self.settle().come_to(screen)
        if screen == "unlock":
            self._veil.lift()
            self._unlock.kept.begin()
        if screen in ("room", "unlock") and self._level == "light":  # the office's light stays in the office
            self.set_level("room")
        self._screen = screen
        self.screen_changed.emit()
        let_go(before)

    @Slot()
    def _say_anew(self) -> None:  # another language: a session's screen is made anew, all else says itself again
        before, self._view = self._view, view_for(self._screen, self._app, self._files, self)
        retell(self, but="screen_changed" if self._screen in ("first_start", "unlock") else "")  # there one types
        let_go(before)

    @Slot()
    def _to_room(self) -> None:
        self.go("room")
        self._still_open.arrived(self._view)

    def _follow_session(self) -> None:  # a line on disk shows that a trouble with the record is over
        self._stop_session()
        session = self._app.session
        self._stop_session = session.listen(lambda _: self._notices.over("journal.")) if session else lambda: None

    def _held(self) -> bool:
        return self._still_open.in_emergency(self._screen, self._view)

    @Slot()
    def _veil_moved(self) -> None:  # under the veil nothing shows a name
        if self._veil.is_down:
            self.settle().sheets.close()
            self._files.cancel()
            self._notices.over("refused")
            self._still_open.veiled(self._screen)

    @Slot()
    def _second(self) -> None:  # look at what tells nobody of itself
        if self._behind is None or not self._app.faults.may_spawn:  # a first frame that takes its time
            return
        self._now_playing.look(in_room=self._screen == "room")
        self._behind.glance.look()
        self._veil.look()
        self._still_open.look(self._screen)
        self._notices.keep("copies.", self._app.copies.failed)  # one that failed stays told until one succeeds
        self._notices.keep("journal.slow", self._app.journal.slow() if self._app.journal else ())
        self._app.faults.spawn(self._app.note_clock_step(), "clock")

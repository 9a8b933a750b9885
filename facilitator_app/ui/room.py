"""The room screen: tiles, the panel that follows the one chosen, the phases, the music.  Holds no rule of its own.

One timer ticks once a second; everything that is told of time is worked out from the record and now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from facilitator_app.app import App
from facilitator_app.session import Change
from facilitator_app.text import render
from facilitator_app.ui.erased_seats import of_session, with_erased
from facilitator_app.ui.music_bar import MusicBar
from facilitator_app.ui.panels import pads
from facilitator_app.ui.panels.panels import Panels
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.tile_set import TileSet
from facilitator_app.ui.tile_space import TileSpace
from facilitator_app.ui.tiles import Tile
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SECTIONS = ("observe", "vitals", "dose", "words", "support", "person", "history", "leave")
"""The parts of the panel, in the order of the rail."""

HALF = {"vitals": "vitals", "deferral": "vitals", "dose": "dose", "medication": "dose", "orders": "dose",
        "support": "support", "adverse": "support", "circle": "person", "limits": "person", "touch": "person",
        "moving": "dose", "history": "history", "leaving": "leave", "board": "leave", "risk": "leave",
        "risk_answer": "leave"}  # fmt: skip
"""In which part of the panel each half-typed work stands."""

ALONE = ("vitals", "dose", "leave")
"""Parts that are about one person only."""

CHOOSING = timedelta(minutes=1)
"""So long after several were chosen, or one more of them, the next tile that is touched is one more or one less."""


def _nothing() -> None:
    """No session is listened to."""


@QmlElement
@QmlUncreatable("made by the program")
class RoomView(Panels):
    """What the room's QML stands on."""

    changed = Signal()
    section_changed = Signal()
    waiting_changed = Signal()
    called = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(app, parent)
        self._app = app
        self._tiles, self._made = Rows(Tile, self), TileSet()
        self._space = TileSpace(self._tiles, self)
        self._section, self._part = "room", ""
        self._reach = "one"
        self._last: UUID | None = None
        self._chosen_at, self._spent = self._desk.now, False  # several: when, and whether a word was written for them
        self._music = MusicBar(app, self)
        self._stop_session: Callable[[], object] = _nothing
        self._session = app.session
        self._stop_app = app.listen(self._app_changed)
        self._desk.chosen_changed.connect(self.tick)
        self._desk.chosen_changed.connect(self.waiting_changed)
        self._desk.half_changed.connect(self.waiting_changed)
        self._observe.written.connect(self._spend)
        self._desk.moment_row.in_view = lambda: self._half_typed(self._section, self._part)
        for turned in (self._vitals.fields_changed, self._leaving.changed, self.section_changed):
            turned.connect(self._desk.moment_row.look)
        self._round.wanted.connect(self._to_vitals)
        self._round.waited.connect(lambda typed: pads.taken(typed, "vitals", self._round, self._dose))
        self._late.entered.connect(self.touch)
        self._moving.elsewhere.connect(lambda person: self.show(person, "dose"))
        self._moving.changed.connect(self.waiting_changed)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._follow_session()

    def _follow_session(self) -> None:
        self._stop_session()
        self._stop_session = _nothing
        self._session = self._app.session
        if self._session is not None:
            self._stop_session = self._session.listen(self._written)
        self._round.end()
        self.choose_nobody()
        self._desk.look_for_half()
        self._observe.refresh()
        self.tick()
        self._away.refresh()

    def _app_changed(self) -> None:
        if self._app.session is not self._session:
            self._follow_session()
        self._board.risks.look()
        self._hold.refresh()
        self.changed.emit()
        self._away.refresh()

    def _written(self, change: Change) -> None:
        if change.before.programme is not change.after.programme:
            self._observe.refresh()
        self._vitals.fields_changed.emit()
        self._history.refresh()
        self._look()

    @Slot()
    def tick(self) -> None:
        """Work everything that tells of time out anew; only what differs is told."""
        self._made.grow_older()
        self._look()

    def _look(self) -> None:
        """Work out anew what may differ; of the tiles only those that tell something else than a moment ago."""
        desk = self._desk
        erased = of_session(self._app, self._session.scope if self._session else None)
        self._tiles.show(with_erased(self._made.look(desk.state, desk.now, desk.chosen), erased))
        self._space.look()
        self._vitals.grow_older()
        self._refresh_panels()
        self._music.refresh()
        desk.tick()

    def close(self) -> None:
        """The screen goes: no more ticks, nothing heard."""
        self._timer.stop()
        self.keep()
        self._stop_session()
        self._stop_app()

    def keep(self) -> None:
        """Have all that is half typed on disk now."""
        self._words.keep_draft()
        self._desk.keep_half()

    @Property(Rows, constant=True)
    def tiles(self) -> Rows:
        """Everybody, in seat order."""
        return self._tiles

    @Property(MusicBar, constant=True)
    def music(self) -> MusicBar:
        """What plays."""
        return self._music

    @Property(str, notify=section_changed)
    def section(self) -> str:
        """The part of the panel that is open; ``room`` when nobody is chosen, ``end`` for the leaving list."""
        return self._section

    @Property(str, notify=section_changed)
    def reach(self) -> str:
        """Whom a touch is for: ``one``, ``several``, ``all``."""
        return self._reach

    @Property("QVariantList", notify=section_changed)
    def sections(self) -> list[dict[str, object]]:
        """The rail: key, words, icon, and whether it can be opened now."""
        icons = ("stillness", "heart-rate", "dose", "note", "support", "person", "list", "leave")
        one = len(self._desk.chosen) == 1
        return [
            {"key": key, "text": render(f"room_ui.section_{key}"), "picture": icon, "usable": one or key not in ALONE}
            for key, icon in zip(SECTIONS, icons, strict=True)
        ]

    @Slot(str)
    def turn(self, part: str) -> None:
        """This part of the open section is in view."""
        self._part = part
        self._desk.moment_row.look()

    @Property("QVariantList", notify=waiting_changed)
    def waiting(self) -> list[str]:
        """The parts in which something stands half typed for who is chosen, or waits that is to come to them."""
        half = {HALF[kept.name] for kept in self._desk.half if kept.waits and kept.name in HALF}
        return sorted(half | ({"dose"} if self._moving.there.rows else set()))

    @Property(str, notify=changed)
    def at_screen(self) -> str:
        """Who is at the screen."""
        return self._app.at_screen.name if self._app.at_screen else ""

    @Property(TileSpace, constant=True)
    def space(self) -> TileSpace:
        """How the tiles share their place."""
        return self._space

    @Slot(str)
    def touch(self, person: str) -> None:
        """A tile was touched: the panel is about this person, or, while several are being chosen, this one too or no more.

        Once a word was written for several, or a minute after they were chosen, the next tile is one by itself: nobody reads
        again for whom a word is before each of them.
        """
        if not person:  # nobody's: somebody was erased
            return
        one, chosen = UUID(person), self._desk.chosen
        self._last = one
        if self._reach == "one" or self._spent or self._desk.now - self._chosen_at > CHOOSING:
            self._reach = "one"
            self._choose((one,))
            if chosen != (one,) and not self._round.walking:
                self.open("observe")  # two touches for an observation, whatever was open
            return
        self._reach, self._chosen_at = "several", self._desk.now
        self._choose(tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one))

    @Slot()
    def _spend(self) -> None:
        self._spent = True

    @Slot(int)
    def touch_seat(self, seat: int) -> None:
        """The tile of that seat, by its number: of who sits there now, where somebody before them has gone."""
        there = [person for person in self._desk.state.in_seat_order if person.seat == seat]
        if there:
            self.touch(str(min(there, key=lambda person: person.out is not None).id))

    @Slot(str)
    def reach_for(self, reach: str) -> None:
        """From now on a touch is for ``one``, for ``several`` tiles as they are touched, or for ``all`` who are here."""
        self._reach, self._chosen_at, self._spent = reach, self._desk.now, False
        here = (one for one in self._desk.state.in_seat_order if one.out is None and one.away is None)
        everybody = tuple(person.id for person in here)
        one = self._last if self._last in self._desk.state.people else None
        self._choose({"one": (one,) if one else (), "all": everybody}.get(reach, self._desk.chosen))
        self.open("observe")

    @Slot(str, str)
    def show(self, person: str, section: str) -> None:
        """Open a part of the panel of one person."""
        self._reach = "one"
        self._choose((UUID(person),))
        self.open(section)

    @Slot(str, bool, result=bool)
    def press(self, typed: str, seat: bool) -> bool:
        """A key was pressed and no field wanted it: digits go to the open pad, else (or with Alt) they choose a seat."""
        section = "" if self._moving.here else self._section
        if not seat and pads.taken(typed, section, self._round, self._dose):
            return True
        if typed == "r":
            self._round.begin()
            return True
        if len(typed) == 1 and typed in "12345678":
            self.touch_seat(int(typed))
            self.called.emit()
            return True
        return False

    @Slot(str)
    def _to_vitals(self, person: str) -> None:
        """The round walks on to this person."""
        self.show(person, "vitals")

    @Slot()
    def choose_nobody(self) -> None:
        """The panel is about the room."""
        self._reach = "one"
        self._choose(())
        self._open("room")

    def _choose(self, people: tuple[UUID, ...]) -> None:
        self._desk.choose(people)
        closed = self._section in ("end", "room") or (len(people) != 1 and self._section in ALONE)
        if people and closed:
            self._section = "observe"
        if not people and self._reach == "one":
            self._section = "room"
        self._open(self._section)

    @Slot(str)
    def open(self, section: str) -> None:
        """Open a part of the panel."""
        if len(self._desk.chosen) != 1 and section in ALONE:
            return
        self._open(section)

    def _open(self, section: str) -> None:
        self._section = section
        self._history.set_active(section == "history")
        self._leaving.set_active(section in ("leave", "end"))
        self._moving.turn(section)
        self.section_changed.emit()

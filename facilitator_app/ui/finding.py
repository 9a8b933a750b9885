"""Looking for words and leaving kinds out: in the session that is read, and over all sessions.  Decides nothing.

What may be found is the journal's matter, what is drawn the review's; here stand what was typed and what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from facilitator_app import lanes, search, text
from facilitator_app.faults import Trouble
from facilitator_app.record.entry import Entry
from facilitator_app.record.findable import Asked, asked
from facilitator_app.record.looks import View
from facilitator_app.search import Sieve
from facilitator_app.ui.readable import readable
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.scene import Shape
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MOST = 60
"""How many finds are listed; who needs the next one narrows the question."""
QUIET_MS = 250
"""All sessions are searched once nothing was typed for so long."""


class FindRow(NamedTuple):
    """One find: whose and what, its words, and where and when it was."""

    entry: str
    head: str
    told: str
    place: str


@QmlElement
@QmlUncreatable("made by the program")
class Finding(QObject):
    """What is looked for, what is left out, and the finds.  ``went``: a find was touched (session, line, moment)."""

    changed = Signal()
    sifted = Signal()
    went = Signal(object, object, object)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = self._everywhere = False
        self._typed = ""
        self._sieve = Sieve()
        self._rows: list[lanes.Row] = []
        self._names: dict[UUID, str] = {}
        self._shapes: Mapping[UUID, Shape] = {}
        self._session: UUID | None = None
        self._zone = ZoneInfo("UTC")
        self._finds = Rows(FindRow, self)
        self._places: dict[str, tuple[UUID, UUID, datetime]] = {}
        self._told = ""
        self._question = 0
        self._waiting = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._waiting.timeout.connect(self._ask_all)

    def over(self, session: UUID, zone: ZoneInfo, told: lanes.Timeline, shapes: Mapping[UUID, Shape]) -> None:
        """This is the session that is read, and these are its lines, left out ones among them."""
        self._session, self._zone, self._shapes = session, zone, shapes
        self._rows = sorted(
            [*(row for lane in told.people for row in lane.rows), *told.room, *told.after], key=lambda row: row.at
        )
        self._names = {lane.participant: lane.name for lane in told.people}
        self._look()

    @property
    def sieve(self) -> Sieve:
        """What is left out."""
        return self._sieve

    @property
    def moments(self) -> list[float]:
        """When the finds of the session that is read were, in seconds since 1970."""
        return [at.timestamp() for session, _, at in self._places.values() if session == self._session]

    # ------------------------------------------------------------- what is shown
    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether somebody is looking for something."""
        return self._open

    @Property(str, notify=changed)
    def typed(self) -> str:
        """What was typed."""
        return self._typed

    @Property(str, notify=changed)
    def reach(self) -> str:
        """Where is looked: "session" or "all"."""
        return "all" if self._everywhere else "session"

    @Property(str, notify=changed)
    def told(self) -> str:
        """What came of it, in words."""
        return self._told

    @Property(QObject, constant=True)
    def finds(self) -> QObject:
        """The lines that fit."""
        return self._finds

    @Property("QVariantList", notify=changed)
    def kinds(self) -> list[dict[str, Any]]:
        """The kinds of lines that the session has, and whether each is shown."""
        there = {self._kind(row) for row in self._rows}
        shapes = [shape for shape in Shape if shape.value in there]
        hidden = self._sieve.kinds
        return [
            {"key": shape.value, "text": text.render(f"search.kind_{shape}"), "shown": shape.value not in hidden}
            for shape in shapes
        ]

    @Property("QVariantList", notify=changed)
    def writers(self) -> list[dict[str, Any]]:
        """Who wrote, and whether what they wrote is shown."""
        names = sorted({row.written_by for row in self._rows if row.written_by})
        return [{"key": name, "text": name, "shown": name not in self._sieve.writers} for name in names]

    @Property(bool, notify=changed)
    def is_sifted(self) -> bool:
        """Whether something is left out."""
        return bool(self._sieve)

    # ------------------------------------------------------------- what people do
    @Slot()
    def turn(self) -> None:
        """Begin to look for something, or stop; what is left out stays left out."""
        self._open = not self._open
        if not self._open:
            self._typed = ""
        self._look()

    @Slot(str)
    def look_for(self, typed: str) -> None:
        """Look for these words."""
        self._typed = typed
        self._look()

    @Slot(str)
    def look_in(self, reach: str) -> None:
        """Look in this session, or in all."""
        self._everywhere = reach == "all"
        self._look()

    @Slot(str)
    def turn_kind(self, kind: str) -> None:
        """Leave a kind of line out, or show it again."""
        self._sift(msgspec.structs.replace(self._sieve, kinds=self._sieve.kinds ^ {kind}))

    @Slot(str)
    def turn_writer(self, name: str) -> None:
        """Leave what somebody wrote out, or show it again."""
        self._sift(msgspec.structs.replace(self._sieve, writers=self._sieve.writers ^ {name}))

    @Slot()
    def show_all(self) -> None:
        """Leave nothing out."""
        self._sift(Sieve(people=self._sieve.people))

    @Slot(str)
    def go(self, entry: str) -> None:
        """Go to the moment of a find."""
        if entry in self._places:
            self.went.emit(*self._places[entry])

    def hide(self, people: frozenset[UUID]) -> None:
        """These people are not shown."""
        if people != self._sieve.people:
            self._sieve = msgspec.structs.replace(self._sieve, people=people)
            self._look()

    # ------------------------------------------------------------- looking
    def _sift(self, sieve: Sieve) -> None:
        self._sieve = sieve
        self._look()
        self.sifted.emit()

    def _kind(self, row: lanes.Row) -> str:
        return self._shapes.get(row.entry, Shape.ROOM).value

    def _look(self) -> None:
        self._question += 1
        self._waiting.stop()
        wanted = asked(self._typed)
        if not wanted:
            self._show([], {}, "")
        elif self._everywhere:
            self._told = text.render("search.looking")
            self._waiting.start()
        else:
            rows = [row for row in self._rows if self._sieve.lets(row, self._kind(row))]
            self._found_here(list(search.in_rows(rows, wanted, self._names)), wanted)
        self.changed.emit()

    def _found_here(self, rows: Sequence[lanes.Row], wanted: Asked) -> None:
        assert self._session is not None
        names, finds, places = self._names, [], {}
        for row in rows[:MOST]:
            who = names.get(row.participant, "") if row.participant else text.render("after.the_room")
            place = text.render("search.at", at=row.at, zone=self._zone)
            finds.append(
                FindRow(str(row.entry), f"{who} · {row.kind}", readable(search.excerpt(row.text, wanted)), place)
            )
            places[str(row.entry)] = (self._session, row.entry, row.at)
        self._show(finds, places, self._count(len(rows)))

    @Slot()
    def _ask_all(self) -> None:
        self._app.faults.spawn(self._everything(self._question, asked(self._typed)), "search")

    async def _everything(self, question: int, wanted: Asked) -> None:
        """Ask the record; an answer to an older question is dropped."""
        if self._app.journal is None:
            return
        try:
            lines = await self._app.readable(await self._app.journal.find(wanted, MOST + 1))
        except Trouble:
            if isValid(self) and question == self._question:
                self._show([], {}, text.render("search.not_read"))
                self.changed.emit()
            raise
        if isValid(self) and question == self._question:
            self._found_everywhere(lines, wanted)
            self.changed.emit()

    def _found_everywhere(self, lines: Sequence[Entry], wanted: Asked) -> None:
        clinic, finds, places = self._app.clinic_state(), [], {}
        for found in search.finds_of(lines[:MOST], wanted, clinic, text.catalogue()):
            head = " · ".join(part for part in (found.who or text.render("after.the_room"), found.kind) if part)
            place = text.render("search.in_session", title=found.title, at=found.at, zone=ZoneInfo(clinic.zone))
            finds.append(FindRow(str(found.entry), head, found.told, place))
            places[str(found.entry)] = (found.session, found.entry, found.at)
        people = {line.participant for line in lines[:MOST] if line.participant}
        self._app.looked(View.FOUND, people)
        self._show(finds, places, self._count(len(lines)))

    def _count(self, count: int) -> str:
        if count > MOST:
            return text.render("search.more", most=MOST)
        return text.render("search.found", count=count) if count else text.render("search.nothing")

    def _show(self, finds: list[FindRow], places: dict[str, tuple[UUID, UUID, datetime]], told: str) -> None:
        self._finds.show(finds)
        self._places, self._told = places, told

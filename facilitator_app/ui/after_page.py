"""One person after one session: what waits and what is done about it; the contacts, the handoff's receipt, the visit.

Every rule is the record's; what is half-typed is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.integration import SAFETY, Item, Matter
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.record.entry import Fact
from facilitator_app.record.integration import ContactTried, PacketReceived, Reach, Received, TaskGiven
from facilitator_app.record.looks import View
from facilitator_app.text import render, word
from facilitator_app.ui.after_reading import AfterReading
from facilitator_app.ui.after_words import GLYPHS, TASKS, item_note, item_text
from facilitator_app.ui.booking import Booking
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.visit_page import VisitPage

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class AfterPage(QObject):
    """``opened``: fields are to show what was typed before.  ``chosen`` is the thing that waits whose acts are shown."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._desk: IntegrationDesk | None = None
        self._kept = kept
        self._session: UUID | None = None
        self._person: UUID | None = None
        self._part = "waits"
        self._chosen = ""
        self._form = Form(app.faults, "after a session", ("note", "by"), self)
        self._booking = Booking(app, kept, self._form_done, self)
        self._visit = VisitPage(app, kept, self._form_done, self)
        self._reading = AfterReading(app, self._shown, self)
        self._reading.changed.connect(self.changed)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the last act."""
        return self._form

    @Property(Booking, constant=True)
    def booking(self) -> Booking:
        """The booking of the visit."""
        return self._booking

    @Property(VisitPage, constant=True)
    def visit(self) -> VisitPage:
        """The visit itself."""
        return self._visit

    @Property(AfterReading, constant=True)
    def reading(self) -> AfterReading:
        """What of it is for who is at the screen to read."""
        return self._reading

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the page is open."""
        return self._row() is not None

    @Property(str, notify=changed)
    def session(self) -> str:
        """Which session it follows."""
        return str(self._session or "")

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whose page it is, by id."""
        return str(self._person or "")

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose page it is."""
        row = self._row()
        return row.after.name if row else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """After which session."""
        row = self._row()
        if row is None:
            return ""
        return render("desk.session_of", zone=ZoneInfo(row.zone), title=row.title, at=row.after.left)

    @Property(str, notify=changed)
    def part(self) -> str:
        """What is shown of the page: waits, book or visit."""
        return self._part

    @Property("QVariantList", notify=changed)
    def facts(self) -> list[dict[str, str]]:
        """What stands: when integration may begin, the booking, how far the handoff is, the visits."""
        row = self._row()
        if row is None:
            return []
        zone, after = ZoneInfo(row.zone), row.after
        gap = render("desk.earliest", zone=zone, at=after.earliest) if after.earliest else render("desk.no_gap")
        told = [("gap", gap), ("packet", word(after.packet))]
        if (booked := after.there.booked) is not None:
            told.append(("booked", render("desk.booked", zone=zone, at=booked.told.at, form=booked.told.form,
                                          place=booked.told.place)))  # fmt: skip
        told += [("visit", render("desk.visited", zone=zone, at=one.at, attendance=one.told.attendance))
                 for one in after.there.visits]  # fmt: skip
        return [{"key": key, "name": render(f"desk.fact_{key}"), "text": text} for key, text in told]

    @Property("QVariantList", notify=changed)
    def items(self) -> list[dict[str, object]]:
        """What waits, most pressing first."""
        row = self._row()
        return [_said(item, ZoneInfo(row.zone), self._reading.who) for item in row.after.items] if row else []

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """The thing whose acts are shown."""
        return self._chosen

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What was typed and is not on the record."""
        return self._kept.of(self._key("waits"))

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, object]]:
        """Who of the team a contact can be given to, and whose it is."""
        item, clinic = self._item(), self._app.clinic
        there = [one for one in clinic.state.staff.values() if one.gone_at is None] if clinic else []
        owner = item.owner if item else None
        return [{"key": str(one.id), "text": one.name, "on": one.id == owner} for one in there]

    @Property("QVariantList", constant=True)
    def ways(self) -> list[dict[str, str]]:
        """How a receiver says that the handoff came."""
        return [{"key": way.value, "text": word(way)} for way in Received]

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def turn(self, part: str) -> None:
        """Show another part of the page."""
        self._part = part
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def choose(self, item: str) -> None:
        """Show the acts of one thing that waits; again: hide them."""
        self._chosen = "" if self._chosen == item else item
        self._form.clear()
        self.changed.emit()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """Keep what is typed."""
        self._kept.type(self._key("waits"), field, text)

    @Slot(str, str)
    def contact(self, reach: str, note: str) -> None:
        """Somebody tried to reach the person, and how that went."""
        item = self._item()
        if item is not None and item.matter in TASKS:
            task, days = TASKS[item.matter], item.days
            self._write(lambda: ContactTried(task=task, days=days, reach=Reach(reach), note=note.strip()))

    @Slot(str)
    def give(self, staff: str) -> None:
        """The contact is another's from now on."""
        item = self._item()
        if item is None or item.matter not in TASKS or self._app.clinic is None:
            return
        who, task, days = self._app.clinic.who(UUID(staff)), TASKS[item.matter], item.days
        self._write(lambda: TaskGiven(task=task, days=days, staff=who.id, staff_name=who.name), stays=True)

    @Slot(str, str, str)
    def receive(self, by: str, how: str, note: str) -> None:
        """Who was given the handoff says that it came."""
        item = self._item()
        if item is not None and item.release is not None:
            release = item.release
            self._write(lambda: PacketReceived(release=release, by=by.strip(), how=Received(how), note=note.strip()))

    @Slot()
    def close(self) -> None:
        """Leave the page; what was typed is kept."""
        self._kept.keep()
        self._person = self._session = None
        self._tell()

    # ------------------------------------------------------------ how
    def sit(self, desk: IntegrationDesk) -> None:
        """From this desk on."""
        self._desk = desk

    def leave(self) -> None:
        """The record was locked."""
        self._reading.received.close()
        self._desk = self._person = self._session = None
        self._form.clear()
        self._tell()

    def look(self) -> None:
        """Somebody else may be at the screen, or the sessions were read anew."""
        row = self._row()
        self._booking.see(self._desk, row)
        self._visit.see(self._desk, row)
        self._reading.look()
        self.changed.emit()

    def show(self, session: UUID, person: UUID) -> None:
        """Open somebody's page."""
        self._app.looked(View.COURSE, [person], session)
        self._session, self._person, self._part, self._chosen = session, person, "waits", ""
        row = self._row()
        if row is not None and row.after.items:
            self._chosen = _name(row.after.items[0])
        self._form.clear()
        self._tell()

    def _tell(self) -> None:
        row = self._row()
        self._booking.open(self._desk, row)
        self._visit.open(self._desk, row)
        self._reading.look()
        self.changed.emit()
        self.opened.emit()

    def _form_done(self) -> None:
        """The booking or the visit is on the record."""
        self._part = "waits"
        self._tell()

    def _row(self) -> Waiting | None:
        if self._desk is None or self._session is None or self._person is None or self._app.clinic is None:
            return None
        return self._desk.of(self._session, self._person)

    def _item(self) -> Item | None:
        row = self._row()
        return next((item for item in row.after.items if _name(item) == self._chosen), None) if row else None

    def _shown(self) -> tuple[IntegrationDesk, Waiting] | None:
        row = self._row()
        return (self._desk, row) if self._desk is not None and row is not None else None

    def _key(self, form: str) -> str:
        return f"{self._session}/{self._person}/{form}"

    def _write(self, make: Callable[[], Fact], *, stays: bool = False) -> None:
        key = self._key("waits")

        def done() -> None:
            if not stays:
                self._kept.drop(key)
                self._chosen = ""
            self._tell()

        self._form.attempt(lambda: self._written(make), done)

    def _written(self, make: Callable[[], Fact]) -> Coroutine[Any, Any, None]:
        async def written() -> None:
            if self._desk is None or self._session is None or self._person is None:
                raise Refusal("app.locked")
            await self._desk.write(self._session, self._person, make())

        return written()


def _name(item: Item) -> str:
    if item.release is not None:
        return f"{item.matter.value}:{item.release}"
    return f"{item.matter.value}:{item.days}" if item.days else item.matter.value


_ACTS: Mapping[Matter, str] = {
    Matter.CALL: "contact",
    Matter.FOLLOW_UP: "contact",
    Matter.PACKET: "packet",
    Matter.RECEIPT: "receipt",
    Matter.CORRECTION: "correction",
    Matter.BOOK: "book",
    Matter.VISIT: "visit",
    Matter.SIGN: "sign",
    Matter.RISK: "risk",
    Matter.ADVERSE: "risk",
    Matter.LOOK_AGAIN: "look_again",
}
"""What can be done about each matter."""


def _said(item: Item, zone: ZoneInfo, who: UUID | None) -> dict[str, object]:
    is_mine = item.matter is Matter.RECEIPT and who is not None and item.owner == who
    return {
        "key": _name(item),
        "text": item_text(item, zone, who),
        "release": str(item.release or ""),
        "note": item_note(item, zone),
        "standing": item.standing.value,
        "glyph": "warning" if item.matter in SAFETY else GLYPHS[item.standing],
        "act": "read" if is_mine and item.release is not None else _ACTS[item.matter],
    }

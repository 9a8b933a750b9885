"""What guards the record, for an administrator: who got in by an emergency or opened notes, who reads, who looked.

A custodian of notes sees that part alone.  Writes through the core, which checks who may.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.record.names import one_in_clinic
from facilitator_app.record.oversight import EmergencyAccess, Event, Guarded, ReadingKept
from facilitator_app.record.process_notes import NotesOpened
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render
from facilitator_app.ui.custody_view import CustodyView
from facilitator_app.ui.looks_view import LooksView
from facilitator_app.ui.notices import Form, Notices
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.session import Who

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

UNREAD = "oversight.unread"
"""The banner that stays until an administrator has read of everything."""


@QmlElement
@QmlUncreatable("made by the program")
class OversightView(QObject):
    """``part`` is what is shown of it: events, looks or notes.  The banner is for home: no session waits for it."""

    changed = Signal()

    def __init__(self, app: App, notices: Notices, at_home: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._notices = notices
        self._at_home = at_home
        self._part = ""
        self._who: UUID | None = None
        self._form = Form(app.faults, "oversight", (), self)
        self._looks = LooksView(app, self)
        self._custody = CustodyView(app, self)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(LooksView, constant=True)
    def looks(self) -> LooksView:
        """Who looked at what."""
        return self._looks

    @Property(CustodyView, constant=True)
    def custody(self) -> CustodyView:
        """Process notes, and who opens them together."""
        return self._custody

    @Property(bool, notify=changed)
    def is_shown(self) -> bool:
        """Whether who is at the screen has anything here: administrators, and custodians of notes."""
        return bool(self._parts())

    @Property("QVariantList", notify=changed)
    def parts(self) -> list[dict[str, str]]:
        """What there is of it for who is at the screen."""
        return [{"key": key, "text": render(f"oversight.part_{key}")} for key in self._parts()]

    @Property(str, notify=changed)
    def part(self) -> str:
        """What is shown."""
        there = self._parts()
        return self._part if self._part in there else next(iter(there), "")

    @Property(bool, notify=changed)
    def is_administrator(self) -> bool:
        """Whether who is at the screen decides here."""
        who = self._at_screen()
        return who is not None and word_counts(who.roles, Act.MANAGE_CLINIC)

    @Property(bool, notify=changed)
    def limited(self) -> bool:
        """Whether facilitators read only the sessions in whose room they were."""
        return self._state().limited

    @Property("QVariantList", notify=changed)
    def events(self) -> list[dict[str, object]]:
        """Who got in by an emergency and who opened notes, what nobody has read of first, then the latest."""
        found = sorted(self._state().events, key=lambda event: event.at, reverse=True)
        return [self._row(event) for event in sorted(found, key=lambda event: event.read_at is not None)]

    @Property(int, notify=changed)
    def unread(self) -> int:
        """Of how many no administrator has read."""
        return len(self._state().unread)

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def turn(self, part: str) -> None:
        """Show another part."""
        self._part = part
        self._form.clear()
        if part == "looks":
            self._looks.read()
        self.changed.emit()

    @Slot(str)
    def has_read(self, event: str) -> None:
        """The administrator has read of it."""
        self._form.attempt(lambda: self._app.oversight.has_read(UUID(event)), self.look)

    @Slot(bool)
    def limit(self, limited: bool) -> None:
        """Who reads from now on."""
        self._form.attempt(lambda: self._app.oversight.write(ReadingKept(limited=limited)), self.look)

    # ------------------------------------------------------------ what is heard
    @Slot()
    def look(self) -> None:
        """The core changed: somebody else may be at the screen, who is shown nothing that was the other's."""
        who = self._at_screen()
        if self._app.clinic is None or (who.id if who else None) != self._who:
            self._who = who.id if who else None
            self._part = ""
            self._looks.forget()
            self._custody.close()
        if self._app.clinic is not None:
            self._app.faults.spawn(self._read(), "oversight", to_the_end=True)
        self._tell()

    async def _read(self) -> None:
        if self._app.clinic is not None:
            await self._app.oversight.read()
            if isValid(self):  # or the window has gone meanwhile
                self._tell()

    def _tell(self) -> None:
        count = self.unread if self.is_administrator and self._at_home() else 0
        if count:
            self._notices.show(UNREAD, render(UNREAD, count=count), dismissable=False)
        else:
            self._notices.over(UNREAD)
        self._custody.changed.emit()
        self.changed.emit()

    def _state(self) -> Guarded:
        return self._app.oversight.state if self._app.clinic is not None else Guarded()

    def _at_screen(self) -> Who | None:
        return self._app.at_screen if self._app.clinic is not None else None

    def _parts(self) -> tuple[str, ...]:
        who, custody = self._at_screen(), self._state().custody
        if self.is_administrator:
            return ("events", "looks", "notes")
        return ("notes",) if who and custody and who.id in {one.staff for one in custody.custodians} else ()

    def _row(self, event: Event) -> dict[str, object]:
        state, fact = self._app.clinic_state(), event.fact
        if isinstance(fact, EmergencyAccess):
            person = state.known(fact.person)
            key = "oversight.event_proven" if fact.proven else "oversight.event_unproven"
            name = one_in_clinic(person.id, state.participants) if person else render("oversight.erased")
            text, reason = render(key, who=fact.name, name=name), fact.reason
        elif isinstance(fact, NotesOpened):
            text, reason = render("oversight.event_notes", names=list(fact.names), author=fact.author_name), fact.reason
        else:
            by = state.staff.get(event.by) if event.by else None
            text, reason = render("oversight.event_code", who=by.name if by else ""), ""
        zone = ZoneInfo(state.zone)
        reader = state.staff.get(event.read_by) if event.read_by else None
        read = render("oversight.read_by", at=event.read_at, zone=zone, name=reader.name) if reader else ""
        at = render("oversight.at", at=event.at, zone=zone)
        return {"key": str(event.id), "text": text, "reason": reason, "at": at, "read": read, "unread": not read}

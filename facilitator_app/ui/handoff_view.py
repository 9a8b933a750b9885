"""The handoff screen's model: everybody of the session with how far their handoff is, and the one that is open.

The text and its finds are the packet view's, signing and writing the leaving view's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.record.looks import View
from facilitator_app.record.state import Person
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.handoff_rows import PersonRow
from facilitator_app.ui.leaving_view import LeavingView
from facilitator_app.ui.names import called
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.packet_view import PacketView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class HandoffView(QObject):
    """The handoffs of the session that is on screen."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packets = OpenPackets(app, self._refresh, self)
        self._people = Rows(PersonRow, self)
        self._packet = PacketView(self._packets, self)
        self._leaving = LeavingView(self._packets, files, self)
        self._stop = app.listen(self._leaving.refresh)
        first = next(iter(self._packets.session.state.in_seat_order), None)
        self._open(first.id if first else None)

    def close(self) -> None:
        """Keep what was typed and hear nothing more."""
        self._stop()
        self._packets.close()

    @Property(str, notify=changed)
    def title(self) -> str:
        """The session's title."""
        return self._packets.session.state.title

    @Property(str, notify=changed)
    def about(self) -> str:
        """How many handoffs are written, and whether the session is still open."""
        rows = [PersonRow(*row) for row in self._people.rows]
        written = sum(row.standing == "written" for row in rows)
        key = "after.handoff_about" if self._packets.session.state.closed_at else "after.handoff_about_open"
        return text.render(key, written=written, people=len(rows))

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether nobody has a seat."""
        return not self._packets.session.state.people

    @Property(QObject, constant=True)
    def people(self) -> QObject:
        """Everybody by seat, with how far their handoff is."""
        return self._people

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whose handoff is open."""
        return str(self._packet.person or "")

    @Property(PacketView, constant=True)
    def packet(self) -> PacketView:
        """The handoff that is open."""
        return self._packet

    @Property(LeavingView, constant=True)
    def leaving(self) -> LeavingView:
        """Signing and writing it."""
        return self._leaving

    @Slot(str)
    def choose(self, person: str) -> None:
        """Open a person's handoff; what was typed for another stays theirs."""
        self._packets.drafts.keep()
        self._open(UUID(person))

    def _open(self, person: UUID | None) -> None:
        self._packet.open(person)
        if person is not None:
            self._packets.app.looked(View.PACKET, [person], self._packets.session.scope)
        self._leaving.open(person)
        self._refresh()

    def _refresh(self) -> None:
        self._people.show([self._row(person) for person in self._packets.session.state.in_seat_order])
        self._packet.refresh()
        self._leaving.refresh()
        self.changed.emit()

    def _row(self, person: Person) -> PersonRow:
        standing = self._packets.standing(person.id)
        return PersonRow(
            key=str(person.id),
            name=called(person, self._packets.session.state),
            seat=person.seat,
            standing=standing.value,
            standing_said=text.word(standing),
            finds=len(self._packets.finds(person.id)) + len(self._packets.reads(person.id).behind),
        )

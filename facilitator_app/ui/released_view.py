"""The sheet that lists what was released about a person, in this session or in all of them, and withdraws a release."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import text
from facilitator_app.record.history import History
from facilitator_app.record.release import Release, releases
from facilitator_app.record.state import SessionState
from facilitator_app.ui.notices import Form
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class ReleasedRow(NamedTuple):
    """A release: to whom and how, when and by whom it left, what became of it, whether it can be withdrawn here."""

    key: str
    told: str
    about: str
    became: str
    open: bool


@QmlElement
@QmlUncreatable("made by the program")
class ReleasedView(QObject):
    """What left about the person who was chosen."""

    changed = Signal()

    def __init__(self, packets: OpenPackets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packets = packets
        self._person: UUID | None = None
        self._open = False
        self._choosing = ""
        self._elsewhere: list[ReleasedRow] | None = None
        self._rows = Rows(ReleasedRow, self)
        self._form = Form(packets.app.faults, "withdraw a release", ("reason",), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen

    def choose_person(self, person: UUID | None) -> None:
        """Another person was chosen."""
        self._person = person
        self._open = False
        self._begin()

    def refresh(self) -> None:
        """The record is another now."""
        here = self._packets.session
        mine = _rows(here.history, self._person, here=True) if self._person else []
        self._rows.show([*mine, *(self._elsewhere or [])])
        self.changed.emit()

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether the sheet lies over the handoff."""
        return self._open

    @Property(str, notify=changed)
    def label(self) -> str:
        """What the button that opens it says; empty while nothing was released."""
        count = len(releases(self._packets.session.history, self._person)) if self._person else 0
        return text.render("release.list", count=count) if count else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """Of whom the list is."""
        return (
            text.render("release.list_of", name=self._packets.composed(self._person).header.name)
            if self._person
            else ""
        )

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The releases, the latest first."""
        return self._rows

    @Property(bool, notify=changed)
    def is_whole(self) -> bool:
        """Whether every session was looked through."""
        return self._elsewhere is not None

    @Property(str, notify=changed)
    def choosing(self) -> str:
        """Which release is about to be withdrawn."""
        return self._choosing

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to withdraw one."""
        return self._form

    # ------------------------------------------------------------- what is done
    @Slot()
    def show(self) -> None:
        """Open the sheet."""
        self._open = True
        self._begin()

    @Slot()
    def close(self) -> None:
        """Close it."""
        self._open = False
        self._begin()

    @Slot(str)
    def choose(self, key: str) -> None:
        """This one is to be withdrawn; empty: none."""
        self._choosing = key
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def withdraw(self, reason: str) -> None:
        """Withdraw the one chosen, for a reason."""
        person, key = self._person, self._choosing
        if person is None or not key:
            return
        self._form.attempt(
            lambda: self._packets.session.withdraw_release(person, UUID(key), reason.strip()),
            lambda: self.choose(""),
        )

    @Slot()
    def look_everywhere(self) -> None:
        """Look through the other sessions of the clinic too."""
        if self._person is not None:
            self._packets.app.faults.spawn(self._look(self._person), "list what was released")

    async def _look(self, person: UUID) -> None:
        app, found = self._packets.app, []
        others = sorted(app.clinic_state().sessions.values(), key=lambda one: one.planned_at, reverse=True)
        for planned in others:
            if planned.id != self._packets.session.scope:
                found += _rows((await app.read_session(planned.id)).history, person, here=False)
        if isValid(self) and person == self._person:
            self._elsewhere = found
            self.refresh()

    def _begin(self) -> None:
        self._choosing = ""
        self._elsewhere = None
        self._form.clear()
        self.refresh()


def _rows(history: History[SessionState], person: UUID, *, here: bool) -> list[ReleasedRow]:
    return [_row(history.state, one, here=here) for one in reversed(releases(history, person))]


def _row(state: SessionState, one: Release, *, here: bool) -> ReleasedRow:
    zone = ZoneInfo(state.zone)
    medical = text.render("release.row_medical") if one.fact.medical else ""
    became = ""
    if one.withdrawn is not None:
        reason = getattr(one.withdrawn.fact, "reason", "")
        became = text.render("release.row_withdrawn", zone=zone, at=one.withdrawn.recorded_at, reason=reason)
    elif one.corrected_by is not None:
        became = text.render("release.row_corrected")
    return ReleasedRow(
        key=str(one.line.id),
        told=text.render(
            "release.row",
            recipient=text.render("handover.to", name=one.fact.recipient, to=text.word(one.fact.to)),
            number=one.number,
            how=one.fact.how,
            medical=medical,
        ),
        about=text.render(
            "release.row_about",
            zone=zone,
            at=one.line.recorded_at,
            name=state.staff_name(one.line.recorded_by),
            title=state.title,
        ),
        became=became,
        open=here and one.stands,
    )

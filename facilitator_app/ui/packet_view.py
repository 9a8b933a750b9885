"""One person's handoff as it is read and edited: its sections, tables, quotes with their leave, and what the guard finds."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import review, text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.guard import replaced
from facilitator_app.record.handover import whom
from facilitator_app.record.leave import LeaveGiven, LeaveGivenTo, Recipient
from facilitator_app.record.room import Leave
from facilitator_app.ui import find_marks  # noqa: F401 - its type is for the screen
from facilitator_app.ui import handoff_rows as shown
from facilitator_app.ui.notices import Form
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.second import shown_by
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PacketView(QObject):
    """What is shown of the person who was chosen; nothing is chosen until ``open`` was called."""

    changed = Signal()

    def __init__(self, packets: OpenPackets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packets = packets
        self._person: UUID | None = None
        self._sections = Rows(shown.SectionRow, self)
        self._finds: dict[str, Rows] = {}
        self._checks = Rows(shown.CheckRow, self)
        self._doses = Rows(shown.DoseRow, self)
        self._quotes = Rows(shown.QuoteRow, self)
        self._asking = Form(packets.app.faults, "leave to pass on", ("leave",), self)
        self._looking = Form(packets.app.faults, "stand by a text", ("sections",), self)
        self._passing = Form(packets.app.faults, "let a find through", ("reason", "second", "sign_in", "secret"), self)

    @property
    def person(self) -> UUID | None:
        """Who was chosen."""
        return self._person

    def open(self, person: UUID | None) -> None:
        """Show a person's handoff."""
        self._person = person
        self._passing.clear()
        self.refresh()

    def refresh(self) -> None:
        """The record changed, or the typing rested."""
        if self._person is None:
            self.changed.emit()
            return
        read, finds = self._packets.reads(self._person), self._packets.finds(self._person)
        packet, found = read.packet, shown.find_rows(read, finds)
        for key in ("", *read.texts):
            self.finds_in(key)
        for key, rows in self._finds.items():
            rows.show([row for row in found if row.section == key or (row.fixed and not key)])
        self._sections.show(shown.section_rows(read, finds))
        self._checks.show(shown.check_rows(packet))
        self._doses.show(shown.dose_rows(packet))
        state = self._packets.session.state
        lanes = review.timeline(self._packets.session.history, ZoneInfo(state.zone), text.catalogue(), self._person)
        named = whom(self._packets.goes_to(self._person))
        self._quotes.show(shown.quote_rows(self._packets.session.history, lanes.lane(self._person), named))
        self.changed.emit()

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether somebody was chosen."""
        return self._person is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        """What the person is called."""
        return self._packets.composed(self._person).header.name if self._person else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """Legal name, birth date and pronouns, as far as they are known."""
        if self._person is None:
            return ""
        header = self._packets.composed(self._person).header
        return " · ".join(part for part in (header.legal_name, header.birth_date, header.pronouns) if part)

    @Property(str, notify=changed)
    def earliest(self) -> str:
        """When integration may begin."""
        return shown.earliest_said(self._packets.composed(self._person)) if self._person else ""

    @Property(str, notify=changed)
    def last_values(self) -> str:
        """The last value of each measure and how old it was when the person left."""
        values = self._packets.composed(self._person).last_values if self._person else ""
        return text.render("after.last_values", values=values) if values else ""

    @Property(str, notify=changed)
    def kept(self) -> str:
        """Where the text is: saved, kept as a draft, or still being typed."""
        if self._person is None or not self._packets.is_unsaved(self._person):
            return text.render("after.text_saved")
        return text.render("after.text_draft" if self._packets.drafts.is_kept else "after.text_typing")

    @Property(QObject, constant=True)
    def sections(self) -> QObject:
        """The sections of text."""
        return self._sections

    @Property(QObject, constant=True)
    def checks(self) -> QObject:
        """The vitals table."""
        return self._checks

    @Property(QObject, constant=True)
    def doses(self) -> QObject:
        """The table of doses."""
        return self._doses

    @Property(QObject, constant=True)
    def quotes(self) -> QObject:
        """The person's own words."""
        return self._quotes

    @Property("QVariantList", constant=True)
    def leaves(self) -> list[dict[str, str]]:
        """What can be said of the leave to pass words on."""
        return [{"key": leave.value, "text": text.word(leave)} for leave in Leave]

    # ----------------------------------------------------------------- editing
    @Slot(str, str)
    def edit(self, section: str, words: str) -> None:
        """A part reads so now."""
        if self._person is not None and self._packets.reads(self._person).texts.get(section) not in (None, words):
            self._packets.type(self._person, section, words)
            self.changed.emit()

    @Slot(str)
    def take_record(self, section: str) -> None:
        """Let a part read what the record says by itself."""
        if self._person is not None:
            self._packets.take_record(self._person, section)

    @Slot(str)
    def compose_anew(self, section: str) -> None:
        """Let a part that is behind the record read what the record says now, and save that."""
        if self._person is not None:
            self._packets.take_record(self._person, section)
            self.save()

    @Slot(str)
    def stand_by(self, section: str) -> None:
        """Who is at the screen has looked at what is shown to have changed behind a part: its text is right."""
        if self._person is None:
            return
        person, seen = self._person, self._packets.reads(self._person).stood[section]

        async def standing_by() -> None:
            await self._packets.save(person)
            await self._packets.desk.stand_by(person, section, seen, self._packets.goes_to(person))

        self._looking.attempt(standing_by)

    @Property(Form, constant=True)
    def looking(self) -> Form:
        """The last try to stand by a text."""
        return self._looking

    @Slot()
    def save(self) -> None:
        """Save the text as a line of the record."""
        if self._person is not None:
            self._spawn(self._packets.save(self._person), "save a handoff")

    @Slot(str, str, str)
    def set_leave(self, quote: str, recipient: str, leave: str) -> None:
        """Note what the person said when asked, sober, whether these words may go to a recipient."""
        if self._person is not None:
            fact = self._leave(UUID(quote), recipient, Leave(leave))
            self._asking.clear()
            self._spawn(self._ask(fact, self._person), "leave to pass on")

    def _leave(self, quote: UUID, recipient: str, leave: Leave) -> LeaveGiven:
        """What was said of a kind of recipient, or of the one who is named."""
        to = whom(self._packets.goes_to(self._person)) if self._person else None
        if recipient == shown.NAMED and to is not None:
            return LeaveGivenTo(quote=quote, recipient=to.to, name=to.name, staff=to.staff, leave=leave)
        return LeaveGiven(quote=quote, recipient=Recipient(recipient), leave=leave)

    async def _ask(self, fact: LeaveGiven, person: UUID) -> None:
        try:
            await self._packets.session.write(fact, [person])
        except Refusal as refusal:
            if isValid(self):
                self._asking.refuse(refusal)

    @Property(Form, constant=True)
    def asking(self) -> Form:
        """The last try to note leave."""
        return self._asking

    # ------------------------------------------------------------------- guard
    @Slot(str, result=QObject)
    def finds_in(self, section: str) -> QObject:
        """What still shows somebody else in a part of the text; in the tables and the heading for an empty name."""
        if section not in self._finds:
            self._finds[section] = Rows(shown.FindRow, self)
        return self._finds[section]

    @Property("QVariantList", notify=changed)
    def seconds(self) -> list[dict[str, object]]:
        """Who can agree to let a find through, and whether by a PIN; empty for somebody who works alone."""
        if self._packets.desk.works_alone():
            return []
        at_screen, door = self._packets.session.at_screen, self._packets.app.door
        others = shown.others_present(self._packets.session.state, at_screen.id if at_screen else None)
        return [
            {**one, "by_pin": door.has_pin(UUID(one["key"]))} for one in others if door.has_way_in(UUID(one["key"]))
        ]

    @Property(bool, notify=changed)
    def needs_second(self) -> bool:
        """Whether a second person has to agree."""
        return not self._packets.desk.works_alone()

    @Property(Form, constant=True)
    def passing(self) -> Form:
        """The last try to let a find through."""
        return self._passing

    @Slot(int)
    def replace(self, number: int) -> None:
        """Write the suggestion in the place of a find."""
        if self._person is None:
            return
        find, read = self._packets.finds(self._person)[number], self._packets.reads(self._person)
        key, before = read.part_at(find.section, find.start)
        if key in read.texts:
            there = msgspec.structs.replace(find, start=find.start - before, end=find.end - before)
            self._packets.type(self._person, key, replaced(read.texts[key], there, text.render(find.suggestion)))
            self._packets.drafts.keep()

    @Slot(int, str, str, str, str)
    def let_through(self, number: int, reason: str, second: str, sign_in: str, secret: str) -> None:
        """Let a find stay for a reason; a second person, unless one works alone, shows by PIN or passphrase that it is them."""
        if self._person is None:
            return
        person, find = self._person, self._packets.finds(self._person)[number]
        agreeing = UUID(second) if second else None

        async def passing() -> None:
            if not reason.strip():
                raise Refusal("guard.reason_needed", field="reason")
            if agreeing is not None:
                await shown_by(self._packets.app.door, agreeing, sign_in, secret)
            await self._packets.desk.let_through(person, find, reason, agreeing)

        self._passing.attempt(passing)

    def _spawn(self, work: Coroutine[Any, Any, object], name: str) -> None:
        self._packets.app.faults.spawn(work, name)

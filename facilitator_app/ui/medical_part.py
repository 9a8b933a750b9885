"""The medical part of the handoff that is open: whether it goes to the recipient, and the provider's signature under it."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.handoff.packet import digest, medical_digest
from facilitator_app.record.entry import Entry
from facilitator_app.record.handover import Whom, whom
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import (
    MedicalLeaveGiven,
    MedicalLeaveGivenTo,
    MedicalSigned,
    medical_leave,
    medical_signature,
)
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.room import Leave, PacketSigned
from facilitator_app.ui.notices import Form
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class MedicalPart(QObject):
    """The medical part for the person and the recipient who were chosen."""

    changed = Signal()

    def __init__(self, packets: OpenPackets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packets = packets
        self._person: UUID | None = None
        self._form = Form(packets.app.faults, "the medical part of a handoff", ("leave", "sign"), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen

    def choose_person(self, person: UUID | None) -> None:
        """Another person was chosen."""
        self._person = person
        self._form.clear()
        self.changed.emit()

    def refresh(self) -> None:
        """The record, the recipient or who is at the screen is another now."""
        self.changed.emit()

    @Property(bool, notify=changed)
    def is_asked(self) -> bool:
        """Whether there is a recipient to ask about."""
        return self._person is not None and self._packets.to(self._person) is not None

    @Property(str, notify=changed)
    def leave(self) -> str:
        """What was said when the person was asked whether it may go to the recipient."""
        to = self._whom()
        if to is None:
            return ""
        lines = self._packets.session.history.lines()
        facts = [line.entry.fact for line in lines if line.voided is None and line.entry.participant == self._person]
        return medical_leave(facts, to).value

    @Property("QVariantList", constant=True)
    def leaves(self) -> list[dict[str, str]]:
        """What can be said of it."""
        return [{"key": leave.value, "text": text.render(f"release.leave_{leave.value}")} for leave in Leave]

    @Property(bool, notify=changed)
    def is_wanted(self) -> bool:
        """Whether a provider has yet to sign it before it may leave."""
        return self._person is not None and bool(self._digest()) and self._signed() is None

    @Property(bool, notify=changed)
    def may_sign(self) -> bool:
        """Whether who is at the screen can sign it now."""
        who = self._packets.session.at_screen
        return self.is_wanted and who is not None and word_counts(who.roles, Act.COUNTERSIGN) and not self._form.busy

    @Property(str, notify=changed)
    def signed_by(self) -> str:
        """Who stands for it, since when; or that a provider has yet to sign; empty when there is none."""
        if self._person is None or not self._digest():
            return ""
        found = self._signed()
        fact = found.fact if found is not None else None
        if found is None or not isinstance(fact, MedicalSigned | PacketSigned):
            return text.render("release.awaits_provider")
        zone = ZoneInfo(self._packets.session.state.zone)
        return text.render("release.medical_by", zone=zone, name=fact.signer, role=fact.role, at=found.observed_at)

    @Property(str, notify=changed)
    def meaning(self) -> str:
        """What the provider's signature says."""
        return text.render("release.medical_meaning")

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try."""
        return self._form

    @Slot(str)
    def set_leave(self, leave: str) -> None:
        """Note what the person said when asked, sober."""
        person, to, said = self._person, self._whom(), Leave(leave)
        if person is not None and to is not None:
            fact = MedicalLeaveGiven(recipient=to.to, leave=said)
            if to.name and to.to is not Recipient.PERSON:
                fact = MedicalLeaveGivenTo(recipient=to.to, name=to.name, staff=to.staff, leave=said)
            self._form.attempt(lambda: self._packets.session.write(fact, [person]))

    @Slot()
    def sign(self) -> None:
        """The provider at the screen signs it as it reads now; what was typed is saved before."""
        person = self._person
        if person is None or not self.may_sign:
            return

        async def signing() -> None:
            await self._packets.save(person)
            await self._packets.desk.countersign(person, self.meaning, self._packets.goes_to(person))

        self._form.attempt(signing)

    def _whom(self) -> Whom | None:
        return whom(self._packets.goes_to(self._person)) if self._person else None

    def _digest(self) -> str:
        return medical_digest(self._packets.packet(self._person)) if self._person else ""

    def _signed(self) -> Entry | None:
        assert self._person is not None  # asked of somebody
        packet = self._packets.packet(self._person)
        return medical_signature(self._packets.session.history, self._person, digest(packet), medical_digest(packet))

"""What stands between a handoff and the door: the finds, one human reading, the signature, and the file that is written."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.record.leave import Recipient
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.medical_part import MedicalPart
from facilitator_app.ui.names import called
from facilitator_app.ui.notices import Form
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.receiver_view import ReceiverView
from facilitator_app.ui.release_view import ReleaseView
from facilitator_app.ui.released_view import ReleasedView
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class LeavingView(QObject):
    """Signing and writing the handoff of the person who was chosen."""

    changed = Signal()

    def __init__(self, packets: OpenPackets, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packets = packets
        self._person: UUID | None = None
        self._receiver = ReceiverView(packets, self)
        self._receiver.changed.connect(self.changed)
        self._sheet = ReleaseView(packets, files, self._receiver, self)
        self._sheet.changed.connect(self.changed)
        self._medical = MedicalPart(packets, self)
        self._released = ReleasedView(packets, self)
        self._form = Form(packets.app.faults, "sign or write a handoff", ("recipient", "sign"), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen
        self._form.done.connect(self.changed)

    def refresh(self) -> None:
        """The record, the text or who is at the screen is another now."""
        self._receiver.refresh()
        self._medical.refresh()
        self._released.refresh()
        self.changed.emit()

    def open(self, person: UUID | None) -> None:
        """Another person was chosen."""
        self._person = person
        self._receiver.choose_person(person)
        self._sheet.choose_person(person)
        self._medical.choose_person(person)
        self._released.choose_person(person)
        self._form.clear()
        self.changed.emit()

    # ------------------------------------------------------------ what is shown
    @Property(int, notify=changed)
    def finds(self) -> int:
        """How many places still show somebody else."""
        return len(self._packets.finds(self._person)) if self._person else 0

    @Property(int, notify=changed)
    def behind(self) -> int:
        """How many parts do not follow what changed in the record after they were edited."""
        return len(self._packets.reads(self._person).behind) if self._person else 0

    @Property(str, notify=changed)
    def held(self) -> str:
        """Why it cannot leave yet, in words; else who of the group cannot be looked for; empty when all is well."""
        if self.behind:
            return text.render("handoff.behind", count=self.behind)
        if self.finds:
            return text.render("guard.holds_names", count=self.finds)
        packets = self._packets
        erased = len(packets.app.clinic_state().keeping.erased_seats(packets.session.scope))
        return text.render("guard.erased", count=erased) if erased else ""

    @Property(str, notify=changed)
    def not_out(self) -> str:
        """That the person has no way out yet, in words; empty once they have."""
        person = self._packets.session.state.people.get(self._person) if self._person else None
        if person is None or person.out is not None:
            return ""
        return text.render("packet.not_out_yet", name=called(person, self._packets.session.state))

    @Property(bool, notify=changed)
    def has_read(self) -> bool:
        """Whether a human has read it through as it is now, for this recipient."""
        return self._person is not None and self._packets.reading(self._person) is not None

    @Property(str, notify=changed)
    def read_by(self) -> str:
        """Who has read it through and when; empty when nobody has."""
        entry = self._packets.reading(self._person) if self._person else None
        if entry is None:
            return ""
        state = self._packets.session.state
        name = state.staff_name(entry.recorded_by)
        return text.render("after.read_by", zone=ZoneInfo(state.zone), name=name, at=entry.recorded_at)

    @Property(str, notify=changed)
    def signer(self) -> str:
        """Who signs: name and role, or that whoever is at the screen cannot."""
        who = self._packets.session.at_screen
        if who is None or not word_counts(who.roles, Act.SIGN_PACKET):
            return text.render("after.cannot_sign", name=who.name if who else "–")
        role = next(role for role in who.roles if role in (Role.MEDICAL_PROVIDER, Role.FACILITATOR))
        return text.render("after.signs", name=who.name, role=role)

    @Property(str, notify=changed)
    def meaning(self) -> str:
        """What the signature says."""
        return text.render("after.meaning")

    @Property(str, notify=changed)
    def signed_by(self) -> str:
        """Who signed exactly this text, and when."""
        signed = self._packets.signature(self._person) if self._person else None
        zone = ZoneInfo(self._packets.session.state.zone)
        if signed is None:
            return ""
        return text.render("after.signed_by", zone=zone, name=signed.signer, role=signed.role, at=signed.at)

    @Property(bool, notify=changed)
    def is_signed(self) -> bool:
        """Whether exactly this text is signed."""
        return self._person is not None and self._packets.signature(self._person) is not None

    @Property(str, notify=changed)
    def sign_label(self) -> str:
        """What the button for signing says: what it does, or why it does nothing."""
        if self.is_signed:
            return text.render("after.signed")
        if self.behind or self.finds:
            return text.render("after.sign_held", count=self.behind + self.finds)
        if self.not_out:
            return text.render("after.sign_not_out")
        return text.render("after.sign" if self.has_read else "after.sign_unread")

    @Property(bool, notify=changed)
    def may_sign(self) -> bool:
        """Whether the button for signing acts."""
        ready = (
            self._person is not None and not self.behind and not self.finds and not self.not_out and not self._form.busy
        )
        return ready and self.has_read and not self.is_signed and not self._receiver.instead

    @Property(str, notify=changed)
    def write_label(self) -> str:
        """What the button for writing says: what it does, or why it does nothing."""
        if self.behind:
            return text.render("after.write_behind")
        if self.finds:
            return text.render("after.write_held")
        if self.is_signed and not self.has_read:
            return text.render("after.sign_unread")
        if self.is_signed and self._medical.is_wanted:
            return text.render("release.write_uncountersigned")
        if self.is_signed and self.recipient and not self._receiver.may_go:
            return text.render("handover.write_held" if self._receiver.whom else "handover.name_first")
        return text.render("after.write" if self.is_signed else "after.write_unsigned")

    @Property(bool, notify=changed)
    def may_write(self) -> bool:
        """Whether the button for writing acts."""
        ready = self.is_signed and self.has_read and not self._medical.is_wanted
        ready = ready and (self._receiver.may_go or not self.recipient) and not self._receiver.instead
        return ready and not self.finds and not self.not_out and not self._form.busy

    @Property("QVariantList", constant=True)
    def recipients(self) -> list[dict[str, str]]:
        """To whom a handoff can go."""
        return [{"key": key.value, "text": text.render(f"after.to_{key.value}")} for key in Recipient]

    @Property(str, notify=changed)
    def recipient(self) -> str:
        """To whom it goes."""
        to = self._packets.to(self._person) if self._person else None
        return to.value if to else ""

    @Property(str, notify=changed)
    def written(self) -> str:
        """What left, where to, in words."""
        return self._sheet.left

    @Property(ReceiverView, constant=True)
    def receiver(self) -> ReceiverView:
        """Who it is for, and who lets it go."""
        return self._receiver

    @Property(ReleaseView, constant=True)
    def sheet(self) -> ReleaseView:
        """The sheet on which it is let go."""
        return self._sheet

    @Property(MedicalPart, constant=True)
    def medical_part(self) -> MedicalPart:
        """The medical part of it."""
        return self._medical

    @Property(ReleasedView, constant=True)
    def released(self) -> ReleasedView:
        """What left about the person before."""
        return self._released

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to sign or write."""
        return self._form

    # ------------------------------------------------------------- what is done
    @Slot(bool)
    def say_read(self, read: bool) -> None:
        """Who is at the screen has read it through as it is now (or takes that back); what was typed is saved before."""
        person = self._person
        if person is None:
            return
        to = self._packets.goes_to(person)

        async def reading() -> None:
            await self._packets.save(person)
            if read:
                await self._packets.desk.say_read(person, to)
            else:
                await self._packets.desk.take_back_reading(person, text.render("after.read_taken_back"), to)

        self._form.attempt(reading)

    @Slot(str)
    def choose_recipient(self, key: str) -> None:
        """To whom it goes."""
        if self._person is not None:
            self._packets.send_to(self._person, Recipient(key))
            self._receiver.choose_person(self._person)
        self._form.clear()
        self.refresh()

    @Slot()
    def sign(self) -> None:
        """Save what was typed and sign it as it reads; does nothing while it shows somebody else or was not read."""
        if self._person is None or not self.may_sign:
            return
        person = self._person

        async def signing() -> None:
            await self._packets.save(person)
            await self._packets.desk.sign(person, self.meaning, self._packets.goes_to(person))

        self._form.attempt(signing)

    @Slot()
    def write(self) -> None:
        """Go on to the sheet on which it is let go; does nothing while it may not leave."""
        if not self.may_write:
            return
        if not self.recipient:
            self._form.refuse(Refusal("after.recipient_missing", field="recipient"))
            return
        self._sheet.show()

"""The way of a handoff out of the app: looked through, signed, printed, looked through again, released.

While it shows somebody else of the group, or is behind the record, or nobody has read it, it does not leave.
Writes through the session; knows no screen.
"""

from __future__ import annotations

import asyncio
from typing import Protocol
from uuid import UUID

from facilitator_app.clock import Clock
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff import pdf
from facilitator_app.handoff.corrections import before_of, changes_since, standing_release
from facilitator_app.handoff.editing import Keeper, Texts
from facilitator_app.handoff.outgoing import Left, Wanted, held_in, put
from facilitator_app.handoff.packet import Packet, canonical, digest, medical_digest
from facilitator_app.handoff.parcel import Parcel, hold, visit_of
from facilitator_app.handoff.passing import passed
from facilitator_app.handoff.reads import Reads
from facilitator_app.handoff.signatures import countersignature_of, signature_of
from facilitator_app.handoff.standing import reading_of
from facilitator_app.handoff.statements import statements
from facilitator_app.handoff.withheld import keep_words
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Entry, text_within
from facilitator_app.record.handover import LONGEST_NAME, For, Whom
from facilitator_app.record.packets import KINDS as TEXT_KINDS
from facilitator_app.record.release import PacketReleased, Release, may_go, medical_signature
from facilitator_app.record.room import GuardPassed, PacketSaved, PacketSigned
from facilitator_app.record.room import PacketReleased as ReleasedBefore
from facilitator_app.releases import KINDS
from facilitator_app.wording import Words

HANDOFF_KINDS = (PacketSaved, PacketSigned, ReleasedBefore, GuardPassed, *TEXT_KINDS, *KINDS)
"""Lines that the handoff itself writes."""


class Writer(Keeper, Protocol):
    """What the desk asks of a session."""

    async def sign_packet(self, person: UUID, sections: dict[str, str], digest: str, meaning: str) -> Entry:
        """Sign."""
        ...

    async def countersign_packet(self, person: UUID, digest: str, meaning: str) -> Entry:
        """A provider signs the medical part."""
        ...

    async def note_release(self, person: UUID, release: PacketReleased) -> Entry:
        """Note that it left."""
        ...

    async def withdraw_release(self, person: UUID, release: UUID, reason: str) -> Entry:
        """The release of that line does not stand any more."""
        ...


class Desk(Texts):
    """The handoffs of one session."""

    def __init__(self, session: Writer, clinic: ClinicState, clock: Clock, words: Words) -> None:
        super().__init__(session, clinic, words)
        self._session = session
        self._clock = clock

    async def sign(self, participant: UUID, meaning: str, to: For = None) -> Packet:
        """Sign the handoff as it reads now.

        Refuses while it is behind the record, shows somebody else, or words that are not to go there, and before it was read.

        What will leave is looked through as it will read: the printed page and, with the medical part, the FHIR document.
        """
        text_within(meaning, 500, "meaning")
        read = self.reads(participant, to)
        self._hold(read)
        packet = read.packet
        hold(self.group().unpassed(packet, passed(self._session.history, participant)))
        self._wait_for_reading(read)
        await asyncio.to_thread(self._parcel(packet, None).files)
        await self._session.sign_packet(participant, dict(packet.sections), digest(packet), meaning)
        return packet

    def is_countersigned(self, participant: UUID, to: For = None) -> bool:
        """Whether a provider stands for the medical part as it reads now; also when that part stays here."""
        return self._stands_for(self.packet(participant, to))

    def _stands_for(self, packet: Packet) -> bool:
        part, history = medical_digest(packet), self._session.history
        return not part or medical_signature(history, packet.participant, digest(packet), part) is not None

    async def countersign(self, participant: UUID, meaning: str, to: For = None) -> None:
        """A provider at the screen signs the medical part as it reads now."""
        text_within(meaning, 500, "meaning")
        await self._session.countersign_packet(participant, medical_digest(self.packet(participant, to)), meaning)

    async def release(self, participant: UUID, wanted: Wanted) -> Left:
        """Let the signed handoff leave as ``wanted`` and note to whom it went; returns what was left where.

        Refuses what is not signed as it reads now, a medical part that no provider signed, and what shows somebody else on
        the printed page or in any other file.  A file arrives in its place once its line is on the record: one that cannot
        be noted is taken back, and the line of one that cannot arrive is withdrawn.
        """
        text_within(wanted.recipient, LONGEST_NAME, "recipient")
        history, read = self._session.history, self.reads(participant, wanted.whom)
        packet = read.packet
        if not may_go(history, participant, wanted.whom, part2=self._clinic.part2):
            raise Refusal("release.not_agreed", field="recipient", name=wanted.recipient)
        signature = self._signature(read)
        before, changes = self._changes(packet, wanted.whom)
        parcel = self._parcel(packet, signature, before, changes)
        left = await asyncio.to_thread(put, parcel, wanted)
        noted = PacketReleased(
            to=wanted.to,
            recipient=wanted.recipient,
            staff=wanted.staff,
            cut=canonical(packet),
            changes=changes,
            how=wanted.how,
            digest=digest(packet),
            medical=medical_digest(packet),
            holds=held_in(parcel, wanted.how),
            file_digest=left.digest,
            corrects=before.line.id if before is not None else None,
            part2=self._clinic.part2,
        )
        await self._let_go(participant, noted, left)
        return left

    async def _let_go(self, participant: UUID, noted: PacketReleased, left: Left) -> None:
        """The line first, then file or paper: whenever it stops in between, nothing is outside that nobody wrote down."""
        line = None
        try:
            line = await self._session.note_release(participant, noted)
        finally:
            if line is None:
                await asyncio.to_thread(left.take_back)
        try:
            await asyncio.to_thread(left.arrive)
        except Trouble:
            reason = self._words.render("release.did_not_arrive")
            await self._session.withdraw_release(participant, line.id, reason)
            raise

    def changes(self, participant: UUID, whom: Whom) -> tuple[str, ...]:
        """What is otherwise now than in the release that stands for a recipient, in words; empty when nothing is."""
        return self._changes(self.packet(participant, whom), whom)[1]

    def _changes(self, packet: Packet, whom: Whom) -> tuple[Release | None, tuple[str, ...]]:
        """The release that ``packet`` corrects and what is otherwise since; None and nothing where it corrects none."""
        before = standing_release(self._session.history, packet.participant, whom)
        if before is None or before.fact.digest == digest(packet):
            return None, ()
        changes = changes_since(self._session.history, self._clinic, before, packet, self._words)
        return (before, changes) if changes else (None, ())

    def _parcel(
        self,
        packet: Packet,
        signature: pdf.Signature | None,
        before: Release | None = None,
        changes: tuple[str, ...] = (),
    ) -> Parcel:
        history = self._session.history
        correction = ""
        if before is not None:
            correction = self._words.render(
                "print.correction", zone=packet.header.began.tzinfo, at=before.line.recorded_at
            )
        notice = self._words.render("print.part2") if self._clinic.part2 else ""
        return Parcel(
            history=history,
            packet=packet,
            signature=signature,
            group=self.group(),
            passed=passed(history, packet.participant),
            words=self._words,
            made_at=self._clock.now(),
            notes=pdf.Notes(
                correction=correction,
                changes=changes,
                countersigned=countersignature_of(history, packet),
                notice=notice,
                statements=statements(self._clinic, history, self.group(), packet.participant, self._words),
            ),
            before=before_of(history, before) if before is not None else None,
            visit=visit_of(history, packet),
        )

    def _hold(self, read: Reads) -> None:
        """Refuse what is behind the record, and words without leave."""
        if read.behind:
            raise Refusal("handoff.behind", field="sections", count=len(read.behind))
        keep_words(self._session.history, read)

    def _signature(self, read: Reads) -> pdf.Signature:
        """The signature under a handoff that may leave; refuses one that is not signed, read and countersigned as it is."""
        self._hold(read)
        signature = signature_of(self._session.history, read)
        if signature is None:
            signed = self._signed_before(read.made.packet.participant)
            raise Refusal("handoff.changed_since_signed" if signed else "handoff.not_signed", field="sign")
        self._wait_for_reading(read)
        if not self._stands_for(read.packet):
            raise Refusal("release.not_countersigned", field="sign")
        return signature

    def _wait_for_reading(self, read: Reads) -> None:
        if reading_of(self._session.history, read) is None:
            raise Refusal("handoff.not_read", field="read")

    def _signed_before(self, participant: UUID) -> bool:
        lines = self._session.history.entries
        return any(isinstance(entry.fact, PacketSigned) and entry.participant == participant for entry in lines)

"""The way of a handoff out of the app: composed, edited, looked through, signed, printed, looked through again, released.

While it shows somebody else of the group it does not leave.  Writes through the session; knows no screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol
from uuid import UUID, uuid5

from facilitator_app.clock import Clock
from facilitator_app.faults import Fault, Refusal
from facilitator_app.handoff import pdf
from facilitator_app.handoff.corrections import before_of, changes_since, standing_release
from facilitator_app.handoff.group import Group, group_of, passed_marks
from facilitator_app.handoff.guard import Find, unpassed
from facilitator_app.handoff.outgoing import Left, Wanted, held_in, put
from facilitator_app.handoff.packet import Packet, compose, digest, medical_digest
from facilitator_app.handoff.parcel import Parcel, Visit, hold
from facilitator_app.handoff.saved import keep_words, key_of, last_saved, with_saved
from facilitator_app.handoff.statements import statements
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Entry, text_within
from facilitator_app.record.history import History
from facilitator_app.record.integration import ABOUT_A_PERSON as AFTER_A_SESSION
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import PacketReleased, medical_signature
from facilitator_app.record.room import GuardPassed, PacketSaved, PacketSigned
from facilitator_app.record.room import PacketReleased as ReleasedBefore
from facilitator_app.record.state import SessionState
from facilitator_app.releases import KINDS
from facilitator_app.wording import Words

HANDOFF_KINDS = (PacketSaved, PacketSigned, ReleasedBefore, GuardPassed, *KINDS)
"""Lines that the handoff itself writes."""


class Writer(Protocol):
    """What the desk asks of a session."""

    @property
    def history(self) -> History[SessionState]:
        """Every line of the session."""
        ...

    async def save_packet(self, person: UUID, sections: dict[str, str]) -> Entry:
        """Keep the edited texts."""
        ...

    async def pass_find(self, person: UUID, where: str, reason: str, second: UUID | None = None) -> Entry:
        """Let a find through."""
        ...

    async def sign_packet(self, person: UUID, sections: dict[str, str], digest: str, meaning: str) -> Entry:
        """Sign."""
        ...

    async def countersign_packet(self, person: UUID, digest: str, meaning: str) -> Entry:
        """A provider signs the medical part."""
        ...

    async def note_release(self, person: UUID, release: PacketReleased) -> Entry:
        """Note that it left."""
        ...


class Desk:
    """The handoffs of one session."""

    def __init__(self, session: Writer, clinic: ClinicState, clock: Clock, words: Words) -> None:
        self._session = session
        self._clinic = clinic
        self._clock = clock
        self._words = words

    def packet(self, participant: UUID, to: Recipient | None = None) -> Packet:
        """The handoff as it reads now for a recipient: composed from the record, with the sections that were edited."""
        composed = self._composed(participant, to)
        saved = self._last_saved(participant)
        return with_saved(self._session.history, composed, saved, to) if saved else composed

    def finds(self, participant: UUID, to: Recipient | None = None) -> tuple[Find, ...]:
        """What still shows somebody else and was not let through."""
        return unpassed(self._group().in_packet(self.packet(participant, to)), self._passed(participant))

    def works_alone(self) -> bool:
        """Whether one member of staff is all there was: a reason is then enough to let a find through."""
        return len(self._session.history.state.staff) == 1

    def is_behind(self, participant: UUID) -> bool:
        """Whether something about the person was written down after the texts were edited last."""
        entries = [entry for entry in self._session.history.entries if entry.participant == participant]
        edits = [entry.recorded_at for entry in entries if isinstance(entry.fact, PacketSaved)]
        no_part = (*HANDOFF_KINDS, *AFTER_A_SESSION)
        facts = [entry.recorded_at for entry in entries if not isinstance(entry.fact, no_part)]
        return bool(edits) and bool(facts) and max(facts) > max(edits)

    def signature(self, participant: UUID, to: Recipient | None = None) -> pdf.Signature | None:
        """The last signature, if it stands for what the handoff reads now; else None."""
        return signature_of(self._session.history, self.packet(participant, to))

    async def save(self, participant: UUID, sections: Mapping[str, str], to: Recipient | None = None) -> Packet:
        """Keep the sections whose text differs from what the record says by itself; returns how it reads now."""
        composed = self._composed(participant, to)
        edited = composed.edited(sections).sections
        changed = {
            key_of(key, composed.medical): text for key, text in edited.items() if text != composed.sections.get(key)
        }
        other, saved = key_of("account", not composed.medical), self._last_saved(participant)
        if saved is not None and other in saved.sections:
            changed[other] = saved.sections[other]
        await self._session.save_packet(participant, changed)
        return self.packet(participant, to)

    async def let_through(self, participant: UUID, find: Find, reason: str, second: UUID | None = None) -> None:
        """Let a find stay, for a reason, with a second person of the team unless one works alone."""
        await self._session.pass_find(participant, find.mark, reason, second)

    async def sign(self, participant: UUID, meaning: str, to: Recipient | None = None) -> Packet:
        """Sign the handoff as it reads now.  Refuses while it shows somebody else, or words that are not to go there.

        What will leave is looked through as it will read: the printed page and, with the medical part, the FHIR document.
        """
        text_within(meaning, 500, "meaning")
        packet = self.packet(participant, to)
        hold(unpassed(self._group().in_packet(packet), self._passed(participant)))
        keep_words(self._session.history, packet, to)
        await asyncio.to_thread(self._parcel(packet, None).files)
        await self._session.sign_packet(participant, dict(packet.sections), digest(packet), meaning)
        return packet

    def is_countersigned(self, participant: UUID, to: Recipient | None = None) -> bool:
        """Whether a provider stands for the medical part as it reads now; also when that part stays here."""
        return self._stands_for(self.packet(participant, to))

    def _stands_for(self, packet: Packet) -> bool:
        part, history = medical_digest(packet), self._session.history
        return not part or medical_signature(history, packet.participant, digest(packet), part) is not None

    async def countersign(self, participant: UUID, meaning: str, to: Recipient | None = None) -> None:
        """A provider at the screen signs the medical part as it reads now."""
        text_within(meaning, 500, "meaning")
        await self._session.countersign_packet(participant, medical_digest(self.packet(participant, to)), meaning)

    async def release(self, participant: UUID, wanted: Wanted) -> Left:
        """Let the signed handoff leave as ``wanted`` and note to whom it went; returns what was left where.

        Refuses what is not signed as it reads now, a medical part that no provider signed, and what shows somebody else on
        the printed page or in any other file.  When the release cannot be noted a file is taken back.
        """
        text_within(wanted.recipient, 500, "recipient")
        history, packet = self._session.history, self.packet(participant, wanted.to)
        keep_words(history, packet, wanted.to)
        signature = signature_of(history, packet)
        if signature is None:
            signed = self._signed_before(participant)
            raise Refusal("handoff.changed_since_signed" if signed else "handoff.not_signed", field="sign")
        if not self._stands_for(packet):
            raise Refusal("release.not_countersigned", field="sign")
        parcel = self._parcel(packet, signature, wanted.to)
        left = await asyncio.to_thread(put, parcel, wanted)
        before = standing_release(history, participant, wanted.to)
        noted = PacketReleased(
            to=wanted.to,
            recipient=wanted.recipient,
            how=wanted.how,
            digest=digest(packet),
            medical=medical_digest(packet),
            holds=held_in(parcel, wanted.how),
            file_digest=left.digest,
            corrects=before.line.id if before is not None and before.fact.digest != digest(packet) else None,
            part2=self._clinic.part2,
        )
        try:
            await self._session.note_release(participant, noted)
        except Fault:
            left.take_back()
            raise
        return left

    def changes(self, participant: UUID, to: Recipient) -> tuple[str, ...]:
        """What is otherwise now than in the release that stands for a recipient, in words; empty when nothing is."""
        before = standing_release(self._session.history, participant, to)
        return self._changes(self.packet(participant, to), to) if before is not None else ()

    def _changes(self, packet: Packet, to: Recipient) -> tuple[str, ...]:
        before = standing_release(self._session.history, packet.participant, to)
        if before is None or before.fact.digest == digest(packet):
            return ()
        return changes_since(self._session.history, self._clinic, before, packet, self._words)

    def _parcel(self, packet: Packet, signature: pdf.Signature | None, to: Recipient | None = None) -> Parcel:
        history = self._session.history
        before = standing_release(history, packet.participant, to) if to is not None else None
        correction = ""
        if before is not None and before.fact.digest != digest(packet):
            correction = self._words.render(
                "print.correction", zone=packet.header.began.tzinfo, at=before.line.recorded_at
            )
        else:
            before = None
        notice = self._words.render("print.part2") if self._clinic.part2 else ""
        visit = uuid5(history.entries[0].scope, f"{packet.participant}/visit")
        return Parcel(
            history=history,
            packet=packet,
            signature=signature,
            group=self._group(),
            passed=self._passed(packet.participant),
            words=self._words,
            made_at=self._clock.now(),
            notes=pdf.Notes(
                correction=correction,
                changes=self._changes(packet, to) if before is not None and to is not None else (),
                notice=notice,
                statements=statements(self._clinic, history, self._group(), packet.participant, self._words),
            ),
            before=before_of(history, before) if before is not None else None,
            visit=Visit(id=visit, at=packet.earliest) if packet.earliest is not None else None,
        )

    def _composed(self, participant: UUID, to: Recipient | None = None) -> Packet:
        kept = self._clinic.participants.get(participant)
        return compose(self._session.history, participant, kept.told if kept else None, self._words, to)

    def _group(self) -> Group:
        return group_of(self._session.history, self._clinic)

    def _passed(self, participant: UUID) -> frozenset[str]:
        return passed_marks(self._session.history, participant)

    def _last_saved(self, participant: UUID) -> PacketSaved | None:
        return last_saved(self._session.history, participant)

    def _signed_before(self, participant: UUID) -> bool:
        lines = self._session.history.entries
        return any(isinstance(entry.fact, PacketSigned) and entry.participant == participant for entry in lines)


def signature_of(history: History[SessionState], packet: Packet) -> pdf.Signature | None:
    """The last signature under exactly this packet, or None."""
    wanted = digest(packet)
    for entry in reversed(history.entries):
        fact = entry.fact
        if isinstance(fact, PacketSigned) and entry.participant == packet.participant and fact.digest == wanted:
            return pdf.Signature(signer=fact.signer, role=fact.role, at=entry.observed_at, meaning=fact.meaning)
    return None

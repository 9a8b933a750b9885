"""The way of a handoff out of the app: composed, edited, looked through, signed, printed, looked through again, released.

While it shows somebody else of the group it does not leave.  Writes through the session; knows no screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from facilitator_app.clock import Clock
from facilitator_app.faults import Fault, Refusal
from facilitator_app.handoff import pdf
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.group import Group, group_of, passed_marks
from facilitator_app.handoff.guard import Find, unpassed
from facilitator_app.handoff.packet import Packet, compose, digest
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Entry, text_within
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient, leaves
from facilitator_app.record.room import GuardPassed, Leave, PacketReleased, PacketSaved, PacketSigned, Quoted
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words

HANDOFF_KINDS = (PacketSaved, PacketSigned, PacketReleased, GuardPassed)
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

    async def note_release(self, person: UUID, recipient: str, digest: str, file_digest: str) -> Entry:
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
        facts = [entry.recorded_at for entry in entries if not isinstance(entry.fact, HANDOFF_KINDS)]
        return bool(edits) and bool(facts) and max(facts) > max(edits)

    def signature(self, participant: UUID, to: Recipient | None = None) -> pdf.Signature | None:
        """The last signature, if it stands for what the handoff reads now; else None."""
        return signature_of(self._session.history, self.packet(participant, to))

    async def save(self, participant: UUID, sections: Mapping[str, str], to: Recipient | None = None) -> Packet:
        """Keep the sections whose text differs from what the record says by itself; returns how it reads now."""
        composed = self._composed(participant, to)
        edited = composed.edited(sections).sections
        changed = {key: text for key, text in edited.items() if text != composed.sections.get(key)}
        await self._session.save_packet(participant, changed)
        return self.packet(participant, to)

    async def let_through(self, participant: UUID, find: Find, reason: str, second: UUID | None = None) -> None:
        """Let a find stay, for a reason, with a second person of the team unless one works alone."""
        await self._session.pass_find(participant, find.mark, reason, second)

    async def sign(self, participant: UUID, meaning: str, to: Recipient | None = None) -> Packet:
        """Sign the handoff as it reads now.  Refuses while it shows somebody else, or words that are not to go there."""
        text_within(meaning, 500, "meaning")
        packet = self.packet(participant, to)
        _hold(self.finds(participant, to))
        _keep(self._session.history, packet, to)
        await self._session.sign_packet(participant, dict(packet.sections), digest(packet), meaning)
        return packet

    async def release(self, participant: UUID, recipient: str, folder: Path, to: Recipient | None = None) -> Path:
        """Write the signed handoff into ``folder`` and note to whom it went; returns the file.

        Refuses what is not signed as it reads now, and what shows somebody else on the printed page itself.  When the
        release cannot be noted the file is taken back.
        """
        text_within(recipient, 500, "recipient")
        packet = self.packet(participant, to)
        _keep(self._session.history, packet, to)
        signature = signature_of(self._session.history, packet)
        if signature is None:
            signed = self._signed_before(participant)
            raise Refusal("handoff.changed_since_signed" if signed else "handoff.not_signed", field="sign")
        made = await asyncio.to_thread(
            printed, packet, signature, self._group(), self._passed(participant), self._words, self._clock.now()
        )
        path = await asyncio.to_thread(leave, folder, unnamed("handoff", "pdf"), made)
        try:
            await self._session.note_release(participant, recipient, digest(packet), pdf.file_digest(made))
        except Fault:
            path.unlink(missing_ok=True)
            raise
        return path

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


def printed(
    packet: Packet,
    signature: pdf.Signature | None,
    group: Group,
    passed: frozenset[str],
    words: Words,
    made_at: datetime,
) -> bytes:
    """The PDF of a packet, looked through as it really reads.  Refuses one that shows somebody else."""
    _hold(unpassed(group.in_packet(packet), passed))
    made = pdf.render(packet, signature, words, made_at)
    _hold(group.in_document(packet, pdf.extract_text(made), passed))
    return made


def last_saved(history: History[SessionState], participant: UUID) -> PacketSaved | None:
    """The texts of a person's handoff as they were edited last, or None."""
    saved = [
        line.entry.fact
        for line in history.lines()
        if line.voided is None and line.entry.participant == participant and isinstance(line.entry.fact, PacketSaved)
    ]
    return saved[-1] if saved else None


def withheld(history: History[SessionState], participant: UUID, to: Recipient | None) -> tuple[str, ...]:
    """The person's own words that may not go to a recipient (None: not to every one), as they were said."""
    lines = [line for line in history.lines() if line.voided is None and line.entry.participant == participant]
    facts = [line.entry.fact for line in lines]
    kept = []
    for line in lines:
        given = leaves(facts, line.first.id)
        wanted = given.values() if to is None else (given[to],)
        if isinstance(line.entry.fact, Quoted) and any(one is not Leave.YES for one in wanted):
            kept.append(line.entry.fact.text)
    return tuple(kept)


def with_saved(history: History[SessionState], composed: Packet, saved: PacketSaved, to: Recipient | None) -> Packet:
    """The packet with the texts that were saved; words that were saved for another recipient do not come with them."""
    sections = dict(saved.sections)
    kept = withheld(history, composed.participant, to)
    if any(words in sections.get("quotes", "") for words in kept):
        del sections["quotes"]
    return composed.edited(sections)


def _keep(history: History[SessionState], packet: Packet, to: Recipient | None) -> None:
    """Refuse a packet in whose words for others stands what its recipient was not to be given."""
    for words in withheld(history, packet.participant, to):
        if words in packet.sections["quotes"]:
            raise Refusal("handoff.words_without_leave", field="recipient")


def signature_of(history: History[SessionState], packet: Packet) -> pdf.Signature | None:
    """The last signature under exactly this packet, or None."""
    wanted = digest(packet)
    for entry in reversed(history.entries):
        fact = entry.fact
        if isinstance(fact, PacketSigned) and entry.participant == packet.participant and fact.digest == wanted:
            return pdf.Signature(signer=fact.signer, role=fact.role, at=entry.observed_at, meaning=fact.meaning)
    return None


def _hold(found: tuple[Find, ...]) -> None:
    if found:
        raise Refusal("guard.holds_names", field="sections", count=len(found))

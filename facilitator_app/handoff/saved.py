"""The texts of a handoff as they were edited last, and which of them may go to a recipient.  Pure."""

from __future__ import annotations

from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.handoff.packet import SECTIONS, Packet
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient, leaves
from facilitator_app.record.room import Leave, PacketSaved, Quoted
from facilitator_app.record.state import SessionState


def key_of(section: str, medical: bool) -> str:
    """Under which name a section's text is kept: the account is another one where the medical part stays here."""
    return "account.plain" if section == "account" and not medical else section


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
    kept_as = {key: key_of(key, composed.medical) for key in SECTIONS}
    sections = {key: saved.sections[kept_as[key]] for key in SECTIONS if kept_as[key] in saved.sections}
    kept = withheld(history, composed.participant, to)
    if any(words in sections.get("quotes", "") for words in kept):
        del sections["quotes"]
    return composed.edited(sections)


def keep_words(history: History[SessionState], packet: Packet, to: Recipient | None) -> None:
    """Refuse a packet in whose words for others stands what its recipient was not to be given."""
    for words in withheld(history, packet.participant, to):
        if words in packet.sections["quotes"]:
            raise Refusal("handoff.words_without_leave", field="recipient")

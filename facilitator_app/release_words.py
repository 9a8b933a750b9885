"""What a line about a handoff that leaves says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import handover, packets, release

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def _released(fact: release.ReleasedToKind, words: Words) -> str:
    told = [words.render("told.released_as", recipient=fact.recipient, how=fact.how)]
    if fact.medical:
        told.append(words.render("told.released_medical"))
    if fact.corrects is not None:
        told.append(words.render("told.released_correction"))
    return "; ".join(told)


def _leave(fact: release.MedicalLeaveGiven, words: Words) -> str:
    name = fact.name if isinstance(fact, release.MedicalLeaveGivenTo) else fact.recipient
    return words.render("told.leave_for", recipient=name, leave=fact.leave)


def _saved(fact: packets.PacketSaved, words: Words) -> str:
    parts = [f"section.{name.removesuffix('.plain').partition('/')[0]}" for name in fact.edits]
    key = "told.packet_looked" if any(edit.looked for edit in fact.edits.values()) else "told.packet_saved"
    return words.render(key, whom=_whom(fact, words), parts=", ".join(map(words.render, dict.fromkeys(parts))))


def _whom(fact: packets.PacketSaved | packets.PacketRead, words: Words) -> str:
    return words.word(fact.to) if fact.to is not None else words.render("told.packet_for_all")


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    packets.PacketSaved: _saved,
    packets.PacketRead: lambda fact, words: words.render("told.packet_read", whom=_whom(fact, words)),
    release.MedicalLeaveGiven: _leave,
    release.MedicalLeaveGivenTo: _leave,
    release.MedicalSigned: lambda fact, words: words.render(
        "told.signed", signer=fact.signer, role=fact.role, meaning=fact.meaning
    ),
    release.ReleasedToKind: _released,
    release.PacketReleased: _released,
    handover.HandoverSaid: lambda fact, words: words.render(
        "told.handover_said", name=fact.name or fact.to, consent=fact.consent
    ),
    handover.HandoffsTaken: lambda fact, words: words.render("told.handoffs_taken", reason=fact.reason),
    release.ReleaseWithdrawn: lambda fact, words: words.render("told.release_withdrawn", reason=fact.reason),
    release.Part2Kept: lambda fact, words: words.render("told.part2_yes" if fact.holds else "told.part2_no"),
}
"""How each kind of line of this topic is told."""

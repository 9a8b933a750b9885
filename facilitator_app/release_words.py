"""What a line about a handoff that leaves says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import release

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def _released(fact: release.PacketReleased, words: Words) -> str:
    told = [words.render("told.released_as", recipient=fact.recipient, how=fact.how)]
    if fact.medical:
        told.append(words.render("told.released_medical"))
    if fact.corrects is not None:
        told.append(words.render("told.released_correction"))
    return "; ".join(told)


def _leave(fact: release.MedicalLeaveGiven, words: Words) -> str:
    return words.render("told.leave_for", recipient=fact.recipient, leave=fact.leave)


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    release.MedicalLeaveGiven: _leave,
    release.MedicalSigned: lambda fact, words: words.render(
        "told.signed", signer=fact.signer, role=fact.role, meaning=fact.meaning
    ),
    release.PacketReleased: _released,
    release.ReleaseWithdrawn: lambda fact, words: words.render("told.release_withdrawn", reason=fact.reason),
    release.Part2Kept: lambda fact, words: words.render("told.part2_yes" if fact.holds else "told.part2_no"),
}
"""How each kind of line of this topic is told."""

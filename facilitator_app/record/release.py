"""What can be written down of a handoff that leaves: to whom, as what, which parts of it, and what became of it.  Pure.

The medical part (vitals, doses, adverse events) is a cut of its own: it goes to whoever the person agreed to, and a
medical provider signs it before.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.leave import Recipient
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Leave

if TYPE_CHECKING:
    from facilitator_app.record.history import History
    from facilitator_app.record.state import SessionState


class How(StrEnum):
    """As what a handoff leaves.  ``READ_HERE``: no file, its receiver reads it in the app."""

    LOCKED_PDF = "locked_pdf"
    PAPER = "paper"
    AGE_KEY = "age_key"
    AGE_PASSPHRASE = "age_passphrase"
    ZIP = "zip"
    READ_HERE = "read_here"


SEALED = frozenset({How.AGE_KEY, How.AGE_PASSPHRASE, How.ZIP})
"""One sealed file that holds several."""

WITHOUT_ASKING = frozenset({Recipient.PRESCRIBER, Recipient.PERSON})
"""Who has the medical part unless the person says no: who ordered the medicine treats with it (45 CFR 164.506), and
everybody may have what is written of themself (45 CFR 164.524)."""


class MedicalLeaveGiven(Fact, frozen=True, kw_only=True, tag="medical_leave/1"):
    """The person was asked, sober, whether the medical part of their handoff may go to ``recipient``."""

    recipient: Recipient
    leave: Leave


class MedicalSigned(Fact, frozen=True, kw_only=True, tag="medical_signed/1"):
    """A medical provider signs the medical part of a person's handoff: ``digest`` is its SHA-256, in hexadecimal."""

    signer: str
    role: Role
    meaning: str
    digest: str

    def __post_init__(self) -> None:
        """Refuse a signature without a name or a meaning."""
        text_within(self.signer, 200, "signer")
        text_within(self.meaning, 2000, "meaning")


class PacketReleased(Fact, frozen=True, kw_only=True, tag="packet_released/2"):
    """The signed handoff left: for whom (``recipient`` says it in words), how, holding what, and the file's SHA-256.

    ``digest`` is of what was signed, ``medical`` of the medical part, empty where that stayed here.  ``corrects`` is the
    line of the release in whose place this one stands.  ``part2``: the notice on redisclosure (42 CFR 2.32) went with it.
    """

    to: Recipient
    recipient: str
    how: How
    digest: str
    medical: str = ""
    holds: tuple[str, ...] = ()
    file_digest: str = ""
    corrects: UUID | None = None
    part2: bool = False


class ReleaseWithdrawn(Fact, frozen=True, kw_only=True, tag="release_withdrawn/1"):
    """The release of the line ``release`` does not stand any more: whoever has it was, or is to be, told so."""

    release: UUID
    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


class Part2Kept(Fact, frozen=True, kw_only=True, tag="part2_kept/1"):
    """The clinic is, or is not, a programme under 42 CFR Part 2: what leaves it carries the notice on redisclosure."""

    holds: bool


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A release as it stands: its line, which one to this recipient it was (from 1 on), what was done to it since."""

    line: Entry
    number: int
    withdrawn: Entry | None = None
    corrected_by: UUID | None = None

    @property
    def fact(self) -> PacketReleased:
        """What was released."""
        assert isinstance(self.line.fact, PacketReleased)  # releases makes it of nothing else
        return self.line.fact

    @property
    def stands(self) -> bool:
        """Neither withdrawn nor corrected by a later one."""
        return self.withdrawn is None and self.corrected_by is None


def releases(history: History[SessionState], participant: UUID) -> tuple[Release, ...]:
    """Every release about a person in this session, in the order in which they left."""
    mine = [entry for entry in history.entries if entry.participant == participant]
    mine.sort(key=lambda entry: entry.recorded_at)
    withdrawn = {entry.fact.release: entry for entry in mine if isinstance(entry.fact, ReleaseWithdrawn)}
    left = [entry for entry in mine if isinstance(entry.fact, PacketReleased)]
    corrected = {entry.fact.corrects: entry.id for entry in left if isinstance(entry.fact, PacketReleased)}
    count: dict[Recipient, int] = {}
    found = []
    for entry in left:
        assert isinstance(entry.fact, PacketReleased)  # only these were taken
        count[entry.fact.to] = count.get(entry.fact.to, 0) + 1
        found.append(
            Release(
                line=entry,
                number=count[entry.fact.to],
                withdrawn=withdrawn.get(entry.id),
                corrected_by=corrected.get(entry.id),
            )
        )
    return tuple(found)


def medical_leaves(facts: Iterable[object]) -> dict[Recipient, Leave]:
    """Whether the medical part may go to each recipient after ``facts``, in their order."""
    found = {one: Leave.YES if one in WITHOUT_ASKING else Leave.NOT_ASKED for one in Recipient}
    for fact in facts:
        if isinstance(fact, MedicalLeaveGiven):
            found[fact.recipient] = fact.leave
    return found


def medical_goes(history: History[SessionState], participant: UUID, to: Recipient) -> bool:
    """Whether the medical part of a person's handoff goes to a recipient."""
    facts = [
        line.entry.fact for line in history.lines() if line.voided is None and line.entry.participant == participant
    ]
    return medical_leaves(facts)[to] is Leave.YES


def medical_signature(history: History[SessionState], participant: UUID, digest: str, medical: str) -> Entry | None:
    """The line by which a provider stands for the medical part: signed by itself, or with the whole (``digest``)."""
    for entry in reversed(history.entries):
        fact = entry.fact
        if entry.participant != participant:
            continue
        if isinstance(fact, MedicalSigned) and fact.digest == medical:
            return entry
        if isinstance(fact, room.PacketSigned) and fact.role is Role.MEDICAL_PROVIDER and fact.digest == digest:
            return entry
    return None


def check_release(history: History[SessionState], participant: UUID, fact: PacketReleased) -> None:
    """Refuse a medical part without leave or a provider's signature, and a correction of what was not released there."""
    if fact.medical:
        if not medical_goes(history, participant, fact.to):
            raise Refusal("release.medical_without_leave", field="recipient")
        if medical_signature(history, participant, fact.digest, fact.medical) is None:
            raise Refusal("release.not_countersigned", field="sign")
    if fact.corrects is not None:
        found = _release(history, participant, fact.corrects)
        if found is None or found.fact.to is not fact.to:
            raise Refusal("release.no_such_release", field="corrects")


def check_withdrawal(history: History[SessionState], participant: UUID, fact: ReleaseWithdrawn) -> None:
    """Refuse to withdraw what was not released, or twice."""
    found = _release(history, participant, fact.release)
    if found is None:
        raise Refusal("release.no_such_release", field="release")
    if found.withdrawn is not None:
        raise Refusal("release.withdrawn_before", field="release")


def check_leave(fact: MedicalLeaveGiven, *, sober: bool) -> None:
    """Refuse a yes that was asked for under the medicine."""
    if fact.leave is Leave.YES and not sober:
        raise Refusal("leave.not_sober", field="leave")


def _release(history: History[SessionState], participant: UUID, line: UUID) -> Release | None:
    return next((one for one in releases(history, participant) if one.line.id == line), None)

"""What can be written down of a handoff that leaves: to whom, as what, which parts of it, and what became of it.  Pure.

The medical part (vitals, doses, adverse events) is a cut of its own: it goes to whoever the person agreed to, and a
medical provider signs it before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.handover import Whom, consent_of, is_enough
from facilitator_app.record.integration import PacketReceived, Received, ReceivedSome
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


class MedicalLeaveGivenTo(MedicalLeaveGiven, frozen=True, kw_only=True, tag="medical_leave/2"):
    """The person was asked, sober, whether the medical part may go to one recipient alone: ``name`` is their own name and
    organisation, ``staff`` who of the team they are.
    """

    name: str
    staff: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a recipient without a name."""
        text_within(self.name, 200, "recipient")


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


class ReleasedToKind(Fact, frozen=True, kw_only=True, tag="packet_released/2"):
    """The signed handoff left: for whom (``recipient`` says it in words), how, holding what, and the file's SHA-256.

    Until version 3 a release knew what kind of recipient it was for, and not who.

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


class PacketReleased(ReleasedToKind, frozen=True, kw_only=True, tag="packet_released/3"):
    """The same for somebody: ``recipient`` is their own name and organisation, ``staff`` who of the team they are.

    ``cut`` is what they had, as the JSON whose SHA-256 is ``digest``: what a later one is compared with, and what is read
    here in the app.  ``changes`` is what it said had changed since the one in whose place it stands.
    """

    staff: UUID | None = None
    cut: str = ""
    changes: tuple[str, ...] = ()


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
    """A release as it stands: its line, which one to this recipient it was (from 1 on), what was done to it since.

    ``repeated``: a later one to the same recipient says the same and stands.  ``received`` is who said last that it came.
    """

    line: Entry
    number: int
    withdrawn: Entry | None = None
    corrected_by: UUID | None = None
    repeated: bool = False
    received: Entry | None = None

    @property
    def fact(self) -> ReleasedToKind:
        """What was released."""
        assert isinstance(self.line.fact, ReleasedToKind)  # releases makes it of nothing else
        return self.line.fact

    @property
    def whom(self) -> Whom:
        """Who it was for; without a name where that was not asked yet."""
        return whom_of(self.fact)

    @property
    def stands(self) -> bool:
        """Neither withdrawn nor corrected by a later one, nor released anew as it was."""
        return self.withdrawn is None and self.corrected_by is None and not self.repeated


def whom_of(fact: ReleasedToKind) -> Whom:
    """Who a release was for."""
    if isinstance(fact, PacketReleased):
        return Whom(to=fact.to, name=fact.recipient, staff=fact.staff)
    return Whom(to=fact.to)


def written(entry: Entry) -> tuple[datetime, int]:
    """Where a line stands in the order of writing; one that is not on disk yet comes last."""
    return entry.recorded_at, entry.stamp.hlc if entry.stamp else 1 << 63


def releases(history: History[SessionState], participant: UUID) -> tuple[Release, ...]:
    """Every release about a person in this session, in the order in which they left."""
    mine = sorted((entry for entry in history.entries if entry.participant == participant), key=written)
    withdrawn = {entry.fact.release: entry for entry in mine if isinstance(entry.fact, ReleaseWithdrawn)}
    received = {entry.fact.release: entry for entry in mine if isinstance(entry.fact, PacketReceived)}
    left = [(entry, entry.fact) for entry in mine if isinstance(entry.fact, ReleasedToKind)]
    for told in (entry for entry in mine if type(entry.fact) is ReceivedSome):  # it was the last one that had left
        before = [entry.id for entry, _ in left if written(entry) < written(told)]
        received |= {before[-1]: told} if before else {}
    corrected = {fact.corrects: entry.id for entry, fact in left}
    count: dict[tuple[Recipient, str], int] = {}
    found = []
    for place, (entry, fact) in enumerate(left):
        key = whom_of(fact).key
        count[key] = count.get(key, 0) + 1
        later = (other.id for other, told in left[place + 1 :] if whom_of(told).key == key)
        found.append(
            Release(
                line=entry,
                number=count[key],
                withdrawn=withdrawn.get(entry.id),
                corrected_by=corrected.get(entry.id),
                repeated=any(other not in withdrawn for other in later),
                received=received.get(entry.id),
            )
        )
    return tuple(found)


def medical_leave(facts: Iterable[object], to: Whom) -> Leave:
    """Whether the medical part may go to ``to`` after ``facts``: what was said last of them, or of their kind."""
    found = Leave.YES if to.to in WITHOUT_ASKING else Leave.NOT_ASKED
    for fact in facts:
        if isinstance(fact, MedicalLeaveGivenTo):
            if Whom(to=fact.recipient, name=fact.name, staff=fact.staff).key == to.key:
                found = fact.leave
        elif isinstance(fact, MedicalLeaveGiven) and fact.recipient is to.to:
            found = fact.leave
    return found


def leave_before(facts: Iterable[object]) -> tuple[MedicalLeaveGiven, ...]:
    """What was said last of each recipient before a session: with it the person takes their seat."""
    return tuple({_whose(fact): fact for fact in facts if isinstance(fact, MedicalLeaveGiven)}.values())


def _whose(fact: MedicalLeaveGiven) -> tuple[object, ...]:
    return (fact.recipient, *((fact.name, fact.staff) if isinstance(fact, MedicalLeaveGivenTo) else ()))


def taken_back_since(lines: Iterable[Entry], known: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of the ``lines`` of somebody those by which they said no last, later than what is ``known`` of that recipient.

    Only a no: a yes is asked for with each handoff of its own.
    """
    said = [one for one in lines if isinstance(one.fact, MedicalLeaveGiven)]
    here = {_whose(one.fact): one for one in known if isinstance(one.fact, MedicalLeaveGiven)}
    last = {_whose(one.fact): one for one in said if isinstance(one.fact, MedicalLeaveGiven)}
    return tuple(
        one
        for whose, one in last.items()
        if getattr(one.fact, "leave", None) is Leave.NO
        and (whose not in here or here[whose].observed_at < one.observed_at)
    )


def medical_goes(history: History[SessionState], participant: UUID, to: Whom) -> bool:
    """Whether the medical part of a person's handoff goes to a recipient."""
    facts = (
        line.entry.fact for line in history.lines() if line.voided is None and line.entry.participant == participant
    )
    return medical_leave(facts, to) is Leave.YES


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


def may_go(history: History[SessionState], participant: UUID, whom: Whom, *, part2: bool) -> bool:
    """Whether a person's handoff may go to this recipient at all, by what they said or signed and by the law."""
    lines = (line for line in history.lines() if line.voided is None and line.entry.participant == participant)
    return is_enough(consent_of((line.entry.fact for line in lines), whom), whom, part2=part2)


def check_release(history: History[SessionState], participant: UUID, fact: ReleasedToKind) -> None:
    """Refuse a release to nobody in particular or without the person's consent, a medical part without leave or a
    provider's signature, and a correction of what was not released there.
    """
    whom = whom_of(fact)
    if isinstance(fact, PacketReleased):
        text_within(fact.recipient, 500, "recipient")
        if not may_go(history, participant, whom, part2=fact.part2):
            raise Refusal("release.not_agreed", field="recipient", name=fact.recipient)
        if fact.how is How.READ_HERE and fact.staff is None:
            raise Refusal("handover.read_here_whom", field="recipient")
        if fact.cut and hashlib.sha256(fact.cut.encode()).hexdigest() != fact.digest:
            raise Refusal("release.other_text", field="sign")
    if fact.medical:
        if not medical_goes(history, participant, whom):
            raise Refusal("release.medical_without_leave", field="recipient")
        if medical_signature(history, participant, fact.digest, fact.medical) is None:
            raise Refusal("release.not_countersigned", field="sign")
    if fact.corrects is not None:
        found = _release(history, participant, fact.corrects)
        if found is None or found.whom.key != whom.key:
            raise Refusal("release.no_such_release", field="corrects")


def check_withdrawal(history: History[SessionState], participant: UUID, fact: ReleaseWithdrawn) -> None:
    """Refuse to withdraw what was not released, or twice."""
    found = _release(history, participant, fact.release)
    if found is None:
        raise Refusal("release.no_such_release", field="release")
    if found.withdrawn is not None:
        raise Refusal("release.withdrawn_before", field="release")


def check_leave(is_yes: bool, *, sober: bool) -> None:
    """Refuse a yes that was asked for under the medicine."""
    if is_yes and not sober:
        raise Refusal("leave.not_sober", field="leave")


def _release(history: History[SessionState], participant: UUID, line: UUID) -> Release | None:
    return next((one for one in releases(history, participant) if one.line.id == line), None)


def check_receipt(history: History[SessionState], participant: UUID, fact: PacketReceived, by: UUID | None) -> None:
    """Refuse a receipt of what was not released, of what was withdrawn, a second one, and to have read what is another's."""
    found = _release(history, participant, fact.release)
    if found is None:
        raise Refusal("release.no_such_release", field="release")
    if found.withdrawn is not None:
        raise Refusal("release.withdrawn_before", field="release")
    if fact.how is Received.READ_HERE and found.whom.staff != by:
        raise Refusal("release.not_yours_to_read", field="release")
    if found.received is not None:
        raise Refusal("release.received_before", field="release")

"""What can be written down of who a handoff is for, whether the person agreed to that, and who lets it go.  Pure.

A recipient is somebody: a kind of receiver and a name, or a member of the team.  Two therapists are two recipients.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.leave import LeaveGiven, LeaveGivenTo, Recipient
from facilitator_app.record.people import folded

LONGEST_NAME = 200
"""Characters of a recipient's name and organisation."""


class Whom(msgspec.Struct, frozen=True, kw_only=True):
    """Who a handoff is for: what they are to the person, their name and organisation, and who of the team they are."""

    to: Recipient
    name: str = ""
    staff: UUID | None = None

    @property
    def key(self) -> tuple[Recipient, str]:
        """The same for the same receiver, however the name was spelled; the person themself needs no name."""
        if self.to is Recipient.PERSON:
            return self.to, ""
        return self.to, str(self.staff) if self.staff else folded(self.name)


For = Recipient | Whom | None
"""For whom a handoff is looked at: somebody by name, any of a kind, or (None) all who may get it."""


def whom(to: For) -> Whom | None:
    """The same as who it is for, without a name where a kind is all that was said."""
    return Whom(to=to) if isinstance(to, Recipient) else to


def kind(to: For) -> Recipient | None:
    """The kind of recipient."""
    return to.to if isinstance(to, Whom) else to


def quote_leave(facts: Iterable[object], quote: UUID, to: Whom | None) -> room.Leave:
    """Whether words may go to ``to`` after ``facts``, in their order: what was said last of them or of their kind.

    None: to every one; not asked where something else holds for anybody.
    """
    said = [fact for fact in facts if isinstance(fact, LeaveGiven | room.LeaveGiven) and fact.quote == quote]
    if to is None:
        named = {_named(fact) for fact in said if isinstance(fact, LeaveGivenTo)}
        every = {quote_leave(said, quote, one) for one in (*(Whom(to=kind) for kind in Recipient), *named)}
        return every.pop() if len(every) == 1 else room.Leave.NOT_ASKED
    found = room.Leave.NOT_ASKED
    for fact in said:
        if isinstance(fact, LeaveGivenTo) and _named(fact).key != to.key:
            continue
        if isinstance(fact, room.LeaveGiven) or fact.recipient is to.to:
            found = fact.leave
    return found


def _named(fact: LeaveGivenTo) -> Whom:
    return Whom(to=fact.recipient, name=fact.name, staff=fact.staff)


class HandoverConsent(StrEnum):
    """What the person said of the whole going to a recipient.  ``ON_FILE``: a consent they signed is with the clinic."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    ON_FILE = "on_file"
    NO = "no"


class HandoverSaid(Fact, frozen=True, kw_only=True, tag="handover_said/1"):
    """Whether the person's handoff may go to this recipient at all, as they said when asked sober or as they signed."""

    to: Recipient
    consent: HandoverConsent
    name: str = ""
    staff: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a recipient without a name."""
        if self.to is not Recipient.PERSON:
            text_within(self.name, LONGEST_NAME, "recipient")


class HandoffsTaken(Fact, frozen=True, kw_only=True, tag="handoffs_taken/1"):
    """Who wrote it signs and releases this session's handoffs in the place of its lead, for a reason.  About nobody."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


def consent_of(facts: Iterable[object], whom: Whom) -> HandoverConsent:
    """What was said last of the handoff going to ``whom``, in ``facts`` in their order."""
    found = HandoverConsent.NOT_ASKED
    for fact in facts:
        if isinstance(fact, HandoverSaid) and Whom(to=fact.to, name=fact.name, staff=fact.staff).key == whom.key:
            found = fact.consent
    return found


def is_enough(consent: HandoverConsent, whom: Whom, *, part2: bool) -> bool:
    """Whether a handoff may go to ``whom`` after what was said.

    A person may have what is written of themself without more (45 CFR 164.524, 42 CFR 2.23).  To whoever treats with the
    medicine it may go unasked (45 CFR 164.506(c)); from a programme under 42 CFR Part 2 it goes outside by a written
    consent alone (42 CFR 2.31).  A no holds it in every other case.
    """
    if whom.to is Recipient.PERSON:
        return True
    if consent is HandoverConsent.NO:
        return False
    if part2 and whom.staff is None:
        return consent is HandoverConsent.ON_FILE
    return consent is not HandoverConsent.NOT_ASKED or whom.to is Recipient.PRESCRIBER


def taken_by(entries: Iterable[Entry]) -> frozenset[UUID]:
    """Who lets the handoffs of a session go in its lead's place."""
    return frozenset(
        entry.recorded_by
        for entry in entries
        if isinstance(entry.fact, HandoffsTaken) and entry.recorded_by is not None
    )


def check_lead(lead: UUID | None, name: str, entries: Iterable[Entry], entry: Entry) -> None:
    """Refuse a signature, a release or its withdrawal by who is neither the session's lead nor took it on with a reason."""
    if lead is not None and entry.recorded_by != lead and entry.recorded_by not in taken_by(entries):
        raise Refusal("release.not_the_lead", field="sign", name=name)

"""What can be written down after a session: calls and contacts, the integration visit, a handoff that was received.  Pure.

Every line is about one person and stands in the record of the session that it follows, sealed as that person's.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within, utc
from facilitator_app.record.roles import Role

LONGEST = 100_000
"""Characters of one text of a visit."""


class Task(StrEnum):
    """What somebody of the team owes a person after a session."""

    CALL = "call"
    FOLLOW_UP = "follow_up"


class Reach(StrEnum):
    """How a contact went.  ``LET_GO``: nobody tries any more, for a reason."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    LET_GO = "let_go"


class VisitKind(StrEnum):
    """With whom an integration visit is."""

    GROUP = "group"
    INDIVIDUAL = "individual"


class VisitPlace(StrEnum):
    """Where it is."""

    OFFICE = "office"
    TELEHEALTH = "telehealth"


class Attendance(StrEnum):
    """Whether the person was there."""

    CAME = "came"
    PARTLY = "partly"
    ABSENT = "absent"


class PartKind(StrEnum):
    """What a part does, in the words of Internal Family Systems (https://ifs-institute.com); ``UNNAMED``: left open."""

    MANAGER = "manager"
    FIREFIGHTER = "firefighter"
    EXILE = "exile"
    SELF = "self"
    UNNAMED = "unnamed"


class Received(StrEnum):
    """How the receiver of a handoff said that it came."""

    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    IN_WRITING = "in_writing"
    READ_HERE = "read_here"


class InnerPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part, called as the person calls it."""

    name: str
    kind: PartKind = PartKind.UNNAMED


class NamedScore(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire's sum, by the name the clinic gives it."""

    name: str
    value: str


class TaskGiven(Fact, frozen=True, kw_only=True, tag="task_given/1"):
    """A contact that is owed is ``staff``'s from now on.  ``days`` after the session, for a follow-up contact."""

    task: Task
    staff: UUID
    staff_name: str
    days: int = 0

    def __post_init__(self) -> None:
        """Refuse to give it to nobody."""
        text_within(self.staff_name, 200, "staff")


class ContactTried(Fact, frozen=True, kw_only=True, tag="contact_tried/1"):
    """Somebody tried to reach the person, and how that went."""

    task: Task
    reach: Reach
    days: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words, and to let a contact go without a reason."""
        _within(self.note, "note")
        if self.reach is Reach.LET_GO and not self.note.strip():
            raise Refusal("integration.let_go_why", field="note")


class VisitBooked(Fact, frozen=True, kw_only=True, tag="visit_booked/1"):
    """The integration visit is to be ``at``; the last booking counts.  ``reason``: why sooner than the programme's gap."""

    at: datetime
    form: VisitKind
    place: VisitPlace
    held_by: UUID | None = None
    held_by_name: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a moment without a zone, and endless words."""
        utc(self.at)
        _within(self.reason, "reason", 2000)


class VisitCancelled(Fact, frozen=True, kw_only=True, tag="visit_cancelled/1"):
    """The visit that was booked does not take place."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


class VisitHeld(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="visit_held/1"):
    """The integration visit took place, or the person did not come.  ``done_by`` of the entry held it.

    Themes and parts are in the person's own words.  ``continues``: back in the course for the next session, not, or not
    settled (None).  ``reason``: why it was held sooner than the programme's gap.
    """

    attendance: Attendance
    form: VisitKind
    place: VisitPlace
    came_up: str = ""
    themes: tuple[str, ...] = ()
    parts: tuple[InnerPart, ...] = ()
    agreements: str = ""
    scores: tuple[NamedScore, ...] = ()
    next_contact: date | None = None
    continues: bool | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words, a theme or part without a name, and a visit of which nothing is said."""
        _within(self.came_up, "came_up")
        _within(self.agreements, "agreements")
        _within(self.reason, "reason", 2000)
        for theme in self.themes:
            text_within(theme, 500, "themes")
        for part in self.parts:
            text_within(part.name, 500, "parts")
        for score in self.scores:
            text_within(score.name, 200, "scores")
            text_within(score.value, 60, "scores")
        if self.attendance is not Attendance.ABSENT and not (self.came_up.strip() or self.themes or self.parts):
            raise Refusal("integration.nothing_said", field="came_up")


class VisitSigned(Fact, frozen=True, kw_only=True, tag="visit_signed/1"):
    """Who held the visit of the line ``visit`` signs it as it reads."""

    visit: UUID
    signer: str
    role: Role
    meaning: str

    def __post_init__(self) -> None:
        """Refuse a signature without a name or a meaning."""
        text_within(self.signer, 200, "signer")
        text_within(self.meaning, 2000, "meaning")


class ReceivedSome(Fact, frozen=True, kw_only=True, tag="packet_received/1"):
    """Who was given the person's handoff says that it came; ``by`` in words, noted by staff or by themself.

    Until version 2 it was not said which release it was that came.
    """

    by: str
    how: Received
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a receiver without a name, and endless words."""
        text_within(self.by, 500, "by")
        _within(self.note, "note", 2000)


class PacketReceived(ReceivedSome, frozen=True, kw_only=True, tag="packet_received/2"):
    """The same of the release that is the line ``release``: what came to one recipient came to no other."""

    release: UUID


class AfterKept(Fact, frozen=True, kw_only=True, tag="after_kept/1"):
    """What a programme wants after its sessions: a call on the next day, and contacts so many days later.  Of the clinic."""

    programme: str
    call: bool = True
    follow_up_days: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse days that no calendar of a clinic holds, and one day twice."""
        if not all(2 <= days <= 730 for days in self.follow_up_days):
            raise Refusal("integration.days", field="follow_up_days", least=2, most=730)
        if len(set(self.follow_up_days)) < len(self.follow_up_days):
            raise Refusal("integration.days_twice", field="follow_up_days")


class AfterOver(Fact, frozen=True, kw_only=True, tag="after_over/1"):
    """Nothing waits after the session ``session`` any more: the desk does not look for it again.  Of the clinic."""

    session: UUID


ABOUT_A_PERSON = (
    TaskGiven,
    ContactTried,
    VisitBooked,
    VisitCancelled,
    VisitHeld,
    VisitSigned,
    ReceivedSome,
    PacketReceived,
)
"""The kinds that stand in a session's record, each about one person."""


def _within(text: str, field: str, longest: int = LONGEST) -> None:
    if len(text) > longest:
        raise Refusal("entry.too_long", field=field, longest=longest, length=len(text))


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """Whose a contact is."""

    staff: UUID
    name: str


class Try(msgspec.Struct, frozen=True, kw_only=True):
    """A contact as it went: when, by whom."""

    at: datetime
    by: UUID | None
    reach: Reach
    note: str = ""


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """The visit that is booked, by the line that says so."""

    entry: UUID
    told: VisitBooked


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that took place or was missed: its line, when, who held it, and who signed it when."""

    entry: UUID
    at: datetime
    by: UUID | None
    told: VisitHeld
    signer: str = ""
    signed_at: datetime | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """That a handoff came."""

    at: datetime
    told: ReceivedSome


class Integration(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person is after the session.  Owners and tries stand under ``key``."""

    owners: dict[str, Owner] = {}
    tries: dict[str, tuple[Try, ...]] = {}
    booked: Booking | None = None
    visits: tuple[Visit, ...] = ()
    received: tuple[Receipt, ...] = ()


def key(task: Task, days: int = 0) -> str:
    """The name of one contact among those of a person: ``call``, ``follow_up:30``."""
    return f"{task.value}:{days}" if days else task.value


def after_session(there: Integration, entry: Entry) -> Integration:
    """Where the person is after a line of this topic."""
    fact, by, at, change = entry.fact, entry.done_by or entry.recorded_by, entry.observed_at, msgspec.structs.replace
    if isinstance(fact, TaskGiven):
        owner = Owner(staff=fact.staff, name=fact.staff_name)
        return change(there, owners={**there.owners, key(fact.task, fact.days): owner})
    if isinstance(fact, ContactTried):
        name = key(fact.task, fact.days)
        tried = Try(at=at, by=by, reach=fact.reach, note=fact.note)
        return change(there, tries={**there.tries, name: (*there.tries.get(name, ()), tried)})
    if isinstance(fact, VisitBooked):
        return change(there, booked=Booking(entry=entry.id, told=fact))
    if isinstance(fact, VisitCancelled):
        return change(there, booked=None)
    if isinstance(fact, VisitHeld):
        visit = Visit(entry=entry.id, at=at, by=by, told=fact)
        return change(there, booked=None, visits=(*there.visits, visit))
    if isinstance(fact, VisitSigned):
        signed = tuple(
            change(one, signer=fact.signer, signed_at=at) if one.entry == fact.visit else one for one in there.visits
        )
        return change(there, visits=signed)
    assert isinstance(fact, ReceivedSome)  # no other kind comes here
    return change(there, received=(*there.received, Receipt(at=at, told=fact)))

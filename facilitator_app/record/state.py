"""What is known of a session at a moment: its people, their readings, doses and company, its staff and phases.  Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.record import room
from facilitator_app.record.adverse import Adverse
from facilitator_app.record.circle import Word
from facilitator_app.record.company import Away, Company
from facilitator_app.record.debrief import Word as DebriefWord
from facilitator_app.record.doses import GivenEarlier, Route
from facilitator_app.record.emergency import Emergency
from facilitator_app.record.entry import Entry
from facilitator_app.record.groups import GroupMeets
from facilitator_app.record.integration import Integration
from facilitator_app.record.leaving import Leaving, LeavingList
from facilitator_app.record.limits import OwnLimit
from facilitator_app.record.medication import Medication
from facilitator_app.record.orders import Cleared, Order
from facilitator_app.record.programme import Programme, Why
from facilitator_app.record.readiness import Readiness, RoomReadiness
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import Oxygen, Scale, Score
from facilitator_app.record.touch import Touch
from facilitator_app.record.vitals import Measure, Unavailable


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The last of a measure: a value, or the word that stood in its place; when, and in which line.

    ``told_at`` is when it was said to have been at first: a repeat is due counted from then, wherever it is moved.
    """

    at: datetime
    entry: UUID
    value: Decimal | None = None
    word: Unavailable | None = None
    told_at: datetime | None = None


class Dose(msgspec.Struct, frozen=True, kw_only=True):
    """A dose as the clocks need it; ``seen_by``: who saw it taken by oneself."""

    at: datetime
    entry: UUID
    drug: str
    route: Route
    amount_mg: Decimal
    swish_minutes: int | None = None
    by_oneself: bool = False
    seen_by: UUID | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Words with their moment and line."""

    at: datetime
    entry: UUID
    text: str


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """An open support call."""

    since: datetime
    entry: UUID
    wanted: str
    answered_by: UUID | None = None
    answered_at: datetime | None = None


class Deferral(msgspec.Struct, frozen=True, kw_only=True):
    """A check that was put off: when it was said first, by whom, until when, why, which checks.

    ``row`` is when each was said that was put off since the last number, this one among them.
    """

    at: datetime
    until: datetime
    reason: str
    checks: tuple[Why, ...]
    row: tuple[datetime, ...]
    by: UUID | None = None

    @property
    def in_a_row(self) -> int:
        """How many in a row."""
        return len(self.row)


class Reopened(StrEnum):
    """What stands in the place of *cleared* once a dose that was told later opened it again."""

    LOOK_AGAIN = "look_again"
    STANDS = "stands"
    STANDS_NOT = "stands_not"


class LookedAt(msgspec.Struct, frozen=True, kw_only=True):
    """What was found when somebody looked again: in which line, when, by whom, and whether clearance stands."""

    entry: UUID
    at: datetime
    by: UUID | None
    stands: bool
    text: str


class Out(msgspec.Struct, frozen=True, kw_only=True):
    """How and when a person went out of the session, in which line; what was said of them before (``was``, ``was_since``).

    ``reopened``: the line by which a dose that was told later opened again what clearance rested on, and when it was
    written; ``looked``: what was found upon it.
    """

    at: datetime
    way: room.WayOut
    escort: str
    by: UUID | None
    entry: UUID
    was: room.State
    was_since: datetime | None
    reopened: UUID | None = None
    reopened_at: datetime | None = None
    looked: LookedAt | None = None

    @property
    def look_again(self) -> bool:
        """Whether clearance is open again, and nobody has looked since."""
        return self.reopened is not None and self.looked is None

    @property
    def is_cleared(self) -> bool:
        """Whether the person was cleared, and that stands."""
        stands = self.reopened is None or (self.looked is not None and self.looked.stands)
        return self.way is room.WayOut.CLEARED and stands

    @property
    def said(self) -> room.WayOut | Reopened:
        """The way out as it is shown: never *cleared* alone where that was open again."""
        if self.reopened is None:
            return self.way
        if self.looked is None:
            return Reopened.LOOK_AGAIN
        return Reopened.STANDS if self.looked.stands else Reopened.STANDS_NOT


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One participant in this session.  ``numbers`` are the last readings that were numbers, whatever word came after.

    ``answered`` is up to when checks of a measure are answered, by the times that were first told, and ``counted`` up to when
    by a number; so is ``seated_told_at``: no amendment of a check or a seat moves a due time.
    """

    id: UUID
    seat: int
    preferred_name: str
    seated_at: datetime
    legal_name: str = ""
    birth_date: str = ""
    allergies: str = ""
    state: room.State = room.State.ARRIVING
    state_since: datetime | None = None
    state_told_at: datetime | None = None
    seated_told_at: datetime | None = None  # None: as seated_at
    readings: dict[Measure, Reading] = {}
    numbers: dict[Measure, Reading] = {}
    answered: dict[Measure, datetime] = {}
    counted: dict[Measure, datetime] = {}
    baseline: dict[Measure, Decimal] = {}
    usual: dict[Measure, Decimal] = {}
    weight_kg: Decimal | None = None
    weighed_at: datetime | None = None
    limits: dict[Measure, OwnLimit] = {}
    scores: dict[Scale, Score] = {}
    oxygen: Oxygen | None = None
    deferrals: dict[Measure, Deferral] = {}
    doses: tuple[Dose, ...] = ()
    given_earlier: tuple[GivenEarlier, ...] = ()
    observation: Said | None = None
    intention: str = ""
    touch: str = ""
    touch_narrowed: bool = False
    consent: Touch = Touch()
    checked_in: tuple[Word, ...] = ()
    support: Support | None = None
    needs_care: tuple[Said, ...] = ()
    leaving: Leaving = Leaving()
    out: Out | None = None
    company: tuple[Company, ...] = ()
    attended_at: datetime | None = None
    away: Away | None = None
    orders: tuple[Order, ...] = ()
    cleared: Cleared | None = None
    medications: tuple[Medication, ...] = ()
    adverse: tuple[Adverse, ...] = ()
    readiness: Readiness = Readiness()
    integration: Integration = Integration()

    def own(self, measure: Measure) -> Decimal | None:
        """Their own baseline: what was measured here before the first dose, or else what is known of them."""
        return self.baseline.get(measure, self.usual.get(measure))

    @property
    def dosed_at(self) -> tuple[datetime, ...]:
        """When each dose was given that the room counts from, in order: here, or in the session they came from under it."""
        brought = (one.given_at for one in self.given_earlier if one.counts)
        return tuple(sorted((*(dose.at for dose in self.doses), *brought)))

    @property
    def stays_without(self) -> bool:
        """Whether somebody stays and takes no medicine; a dose says otherwise."""
        return self.readiness.without is not None and not self.doses


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff who is or was in the room."""

    id: UUID
    name: str
    roles: tuple[Role, ...]
    since: datetime
    left: datetime | None = None


class Playing(msgspec.Struct, frozen=True, kw_only=True):
    """The piece the record last saw begin and not end."""

    play: str
    title: str
    since: datetime


class SessionState(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its entries tell it.  ``opened_at`` None: nothing was written yet.

    ``early`` holds what was told of people for moments before they sat down; it counts once they do.  ``meets`` says of
    which group it is a session.
    """

    opened_at: datetime | None = None
    title: str = ""
    programme: Programme | None = None
    zone: str = "UTC"
    lead: UUID | None = None
    phase: str = ""
    phase_since: datetime | None = None
    held: timedelta = timedelta(0)  # by which the music was asked to lengthen this phase
    people: dict[UUID, Person] = {}
    staff: dict[UUID, Staff] = {}
    playing: Playing | None = None
    emergency: Emergency | None = None
    leaving_list: LeavingList | None = None
    circle_rules: str = ""
    meets: GroupMeets | None = None
    room: RoomReadiness = RoomReadiness()
    debrief: tuple[DebriefWord, ...] = ()
    early: dict[UUID, tuple[Entry, ...]] = {}
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Begun and not closed."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def in_seat_order(self) -> tuple[Person, ...]:
        """Everybody, by seat."""
        return tuple(sorted(self.people.values(), key=lambda person: person.seat))

    def is_provider(self, staff: UUID | None) -> bool:
        """Whether this one of the team is a medical provider."""
        found = self.staff.get(staff) if staff is not None else None
        return found is not None and Role.MEDICAL_PROVIDER in found.roles

    def staff_name(self, staff: UUID | None) -> str:
        """The name of a member of staff, empty when unknown."""
        found = self.staff.get(staff) if staff is not None else None
        return found.name if found else ""

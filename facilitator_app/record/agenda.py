"""What can be written down of days to come: sessions and preparation meetings set, who is expected where, the floor.

Pure.  A session that is set has the id under which it is held later; visits after a session are booked in its own record.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import readiness
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.growing import put, put_all, without
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.programme import always
from facilitator_app.record.readiness import DEVICE, MEASURED, ROOM_LIST, room_matter

LONGEST_MINUTES = 24 * 60
"""A session longer than a day is a slip of the finger."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A day of another year is a slip of the finger, and no calendar reaches far beyond."""
SEATS = range(1, 9)
"""The seats a room can have."""
COLUMNS, ROWS = 6, 3
"""The floor, in places of one mat each."""


def check_year(day: date) -> None:
    """Refuse a day of a year that no calendar needs.  Asked as it is told: what was written before stays readable.

    Raises Refusal integration.no_such_year at the field ``day``.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal("integration.no_such_year", field="day", first=FIRST_YEAR, last=LAST_YEAR)


class Furniture(StrEnum):
    """What somebody lies or sits on."""

    MAT = "mat"
    RECLINER = "recliner"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a seat is on the floor, counted from 0 at the upper left as one comes in."""

    seat: int
    column: int
    row: int
    furniture: Furniture = Furniture.MAT


class SessionSet(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="session_set/1"):
    """A session is to begin ``at`` that moment, by a programme, in the room ``place``; of a group where it is one's.

    ``team`` is planned for it, the one who is to lead first; who is in the room is told as it begins.
    """

    session: UUID
    title: str
    programme: str
    at: datetime
    minutes: int | None = always(None)
    place: str = always("")
    group: UUID | None = always(None)
    team: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a session without a title, and a length that cannot be."""
        text_within(self.title, 200, "title")
        _length(self.minutes)


class SessionCalledOff(Fact, frozen=True, kw_only=True, tag="session_called_off/1"):
    """A session that was set does not take place, for a reason."""

    session: UUID
    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


class Expected(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="expected/1"):
    """The entry's participant is expected at a session that is set, on that seat where one is kept; or is not coming.

    ``missed``: it began without them; ``reason`` says why somebody is not coming, or did not come.
    """

    session: UUID
    seat: int | None = always(None)
    coming: bool = always(True)
    missed: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a seat that the room does not have, one for who is not coming, and to miss what one comes to."""
        if self.coming and (self.missed or self.reason):
            raise Refusal("agenda.comes", field="reason")
        if self.seat is not None and (self.seat not in SEATS or not self.coming):
            raise Refusal("room.no_such_seat", field="seat", seat=self.seat)


class MeetingSet(Fact, frozen=True, kw_only=True, tag="meeting_set/1"):
    """A preparation meeting with the entry's participant is to be ``at`` that moment; ``held_by`` is who meets them."""

    at: datetime
    held_by: UUID
    place: VisitPlace
    minutes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a length that cannot be."""
        _length(self.minutes)


class RoomListKept(Fact, frozen=True, kw_only=True, tag="room_list_kept/1"):
    """What the clinic looks at in its room before the medicine, from now on: those that ship by their key, its own by name."""

    matters: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what is no matter of a room, one twice, and what the device has on every list."""
        for one in self.matters:
            room_matter(one)
            if one in DEVICE or one in MEASURED or self.matters.count(one) > 1:
                raise Refusal("agenda.room_twice", field="matters", name=one)


class FloorKept(Fact, frozen=True, kw_only=True, tag="floor_kept/1"):
    """The floor of the room from now on: where each seat is, and what it is."""

    places: tuple[Place, ...]

    def __post_init__(self) -> None:
        """Refuse a seat the room does not have or has twice, and two on one place."""
        for one in self.places:
            if one.seat not in SEATS or not (0 <= one.column < COLUMNS and 0 <= one.row < ROWS):
                raise Refusal("agenda.off_the_floor", field="floor", seat=one.seat)
        if len({one.seat for one in self.places}) < len(self.places):
            raise Refusal("agenda.seat_twice", field="floor")
        if len({(one.column, one.row) for one in self.places}) < len(self.places):
            raise Refusal("agenda.place_twice", field="floor")


ABOUT_A_PERSON = (Expected, MeetingSet)
OF_THE_CLINIC = (SessionSet, SessionCalledOff, FloorKept, RoomListKept)


class SetSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is set.  ``expected`` says of who was told of what seat, or that they are not coming.

    ``ready`` are the lines of what is as it has to be, told before it begins.
    """

    entry: UUID
    told: SessionSet
    expected: dict[UUID, Expected] = {}
    ready: tuple[Entry, ...] = ()


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A preparation meeting that is set."""

    entry: UUID
    person: UUID
    told: MeetingSet


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """What is to come, and the floor; sessions by the id under which they are held."""

    sessions: dict[UUID, SetSession] = {}
    meetings: dict[UUID, Meeting] = {}
    floor: tuple[Place, ...] = ()
    room: tuple[str, ...] = ROOM_LIST


FLOOR = tuple(
    Place(seat=seat, column=column, row=row)
    for seat, (column, row) in enumerate(((1, 0), (2, 0), (3, 0), (4, 0), (4, 2), (3, 2), (2, 2), (1, 2)), 1)
)
"""The floor before a clinic has told its own: two rows of four with the feet to the middle."""


def after(there: Agenda, entry: Entry) -> Agenda:
    """The agenda after a line; kinds of other topics leave it as it is."""
    fact, change = entry.fact, msgspec.structs.replace
    if isinstance(fact, SessionSet):
        known = there.sessions.get(fact.session)
        told = SetSession(entry=entry.id, told=fact)
        if known is not None:
            is_other = known.told.programme != fact.programme
            ready = tuple(one for one in known.ready if not (is_other and _is_consent_said(one)))
            told = change(told, expected=known.expected, ready=ready)
        return change(there, sessions=put(there.sessions, fact.session, told))
    if isinstance(fact, SessionCalledOff):
        return change(there, sessions=without(there.sessions, fact.session))
    if isinstance(fact, Expected) and entry.participant is not None:
        return _expects(there, entry.participant, fact)
    if isinstance(fact, readiness.KINDS) and fact.session in there.sessions:
        known = there.sessions[fact.session]
        known = change(known, ready=(*known.ready, entry))
        return change(there, sessions=put(there.sessions, fact.session, known))
    if isinstance(fact, MeetingSet) and entry.participant is not None:
        meeting = Meeting(entry=entry.id, person=entry.participant, told=fact)
        return change(there, meetings=put(there.meetings, entry.id, meeting))
    if isinstance(fact, FloorKept):
        return change(there, floor=fact.places)
    if isinstance(fact, RoomListKept):
        return change(there, room=fact.matters)
    return there


def as_one(there: Agenda, person: UUID, expected: Collection[UUID], unsaid: Collection[UUID]) -> Agenda:
    """The agenda once two entries are one ``person``: they come where they are ``expected`` by either, and the lines told
    ahead that are ``unsaid`` count no more."""
    now = {}
    for id, known in there.sessions.items():
        ready = tuple(one for one in known.ready if one.id not in unsaid)
        before = known.expected.get(person)
        is_back = id in expected and before is not None and not before.coming
        if is_back or len(ready) < len(known.ready):
            comes = {person: Expected(session=id)} if is_back else {}
            now[id] = msgspec.structs.replace(known, expected=known.expected | comes, ready=ready)
    return msgspec.structs.replace(there, sessions=put_all(there.sessions, now))


def _expects(there: Agenda, person: UUID, fact: Expected) -> Agenda:
    """Who is put on a seat that is kept for somebody changes with them, or leaves them without one."""
    known = there.sessions.get(fact.session)
    if known is None:
        return there
    expected = dict(known.expected)
    before = expected.get(person)
    for other, one in known.expected.items():
        if other != person and fact.seat is not None and one.seat == fact.seat:
            expected[other] = msgspec.structs.replace(one, seat=before.seat if before else None)
    expected[person] = fact
    ready = known.ready
    if not (fact.coming or fact.missed):  # who comes after all is asked again, in whatever way it was given
        ready = tuple(one for one in ready if one.participant != person or not _is_consent(one))
    now = msgspec.structs.replace(known, expected=expected, ready=ready)
    return msgspec.structs.replace(there, sessions=put(there.sessions, fact.session, now))


def _is_consent(entry: Entry) -> bool:
    fact = entry.fact
    return isinstance(fact, readiness.ReadinessTold) and fact.matter is readiness.Matter.CONSENT and fact.holds


def _is_consent_said(entry: Entry) -> bool:
    """Whether it is consent that was only said, to a session of the programme that it had then: to no other.

    What was given to words is held against the words that the session has.
    """
    return _is_consent(entry) and readiness.consent_of(entry) is None


def _length(minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise Refusal("agenda.minutes", field="minutes", longest=LONGEST_MINUTES)

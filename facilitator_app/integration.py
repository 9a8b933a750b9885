"""What waits after a session for each person, from when it is due and since when overdue.  Pure; worked out from the record.

Days are the calendar's in the session's own zone, hours are counted in UTC: a change of clocks moves neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.aftercare import earliest
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import kind_of
from facilitator_app.record.history import History
from facilitator_app.record.integration import (
    AfterKept,
    Attendance,
    Integration,
    Owner,
    Reach,
    Task,
    Try,
    Visit,
    key,
)
from facilitator_app.record.state import Person, SessionState


class Matter(StrEnum):
    """What can wait, in the order in which it is shown: what is about safety comes first."""

    RISK = "risk"
    ADVERSE = "adverse"
    CALL = "call"
    PACKET = "packet"
    RECEIPT = "receipt"
    BOOK = "book"
    VISIT = "visit"
    SIGN = "sign"
    FOLLOW_UP = "follow_up"


SAFETY = (Matter.RISK, Matter.ADVERSE)
"""What no gap and no other matter holds back."""


class Standing(StrEnum):
    """Where a matter stands by the clock."""

    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"


class PacketState(StrEnum):
    """How far the person's handoff is."""

    NONE = "none"
    COMPOSED = "composed"
    SIGNED = "signed"
    RELEASED = "released"
    RECEIVED = "received"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits.  ``since``: from when it can be done; ``until``: to when it should be, None where no date is.

    ``owner`` None: nobody's in particular.  ``days`` tells follow-up contacts apart, ``what`` an adverse event.
    """

    matter: Matter
    standing: Standing
    since: datetime
    until: datetime | None = None
    owner: UUID | None = None
    owner_name: str = ""
    days: int = 0
    what: str = ""
    tries: tuple[Try, ...] = ()


class After(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that waits after a session for one person.  ``earliest`` in UTC, None: the programme sets no gap."""

    participant: UUID
    seat: int
    name: str
    left: datetime
    earliest: datetime | None
    packet: PacketState
    there: Integration
    items: tuple[Item, ...] = ()

    @property
    def standing(self) -> Standing | None:
        """The most pressing of all, None where nothing waits."""
        found = {item.standing for item in self.items}
        return next((one for one in Standing if one in found), None)

    @property
    def is_about_safety(self) -> bool:
        """Whether something about safety is open."""
        return any(item.matter in SAFETY for item in self.items)


def waiting(
    history: History[SessionState], kept: AfterKept | None, now: datetime, later: frozenset[UUID] = frozenset()
) -> tuple[After, ...]:
    """What waits after a session, for each person who has left it, by seat.

    ``kept`` is what the clinic wants after this programme's sessions (None: the call on the next day alone).  Whoever is
    in ``later`` has sat in a later session, from which follow-up contacts are counted anew.
    """
    state = history.state
    packets = _packets(history)
    return tuple(
        _Person(state, person, packets.get(person.id, PacketState.NONE), kept, now, person.id in later).after()
        for person in state.in_seat_order
        if person.out is not None or state.closed_at is not None
    )


def day_span(from_: datetime, days: int, zone: str) -> tuple[datetime, datetime]:
    """The calendar day ``days`` after the day of ``from_`` in ``zone``: its first moment and that of the next, in UTC."""
    there = ZoneInfo(zone)
    day = from_.astimezone(there).date() + timedelta(days=days)
    begin, end = (datetime.combine(one, time.min, there).astimezone(UTC) for one in (day, day + timedelta(days=1)))
    return begin, end


def moment(day: str, clock: str, zone: str) -> datetime:
    """The moment of a date (2026-03-07) and a time (14:30) as the wall shows them in ``zone``, in UTC.

    Of an hour that the clocks show twice it is the first.  Raises Refusal for what is no date, no time, or an hour that the
    clocks leave out.
    """
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        raise Refusal("integration.no_date", field="day") from None
    try:
        wall = datetime.combine(on, time.fromisoformat(clock.strip().rjust(5, "0")), ZoneInfo(zone))
    except ValueError:
        raise Refusal("integration.no_time", field="time") from None
    at = wall.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise Refusal("integration.no_such_hour", field="time")
    return at


def _packets(history: History[SessionState]) -> dict[UUID, PacketState]:
    """How far each person's handoff is, by the last thing that was done to it."""
    found: dict[UUID, PacketState] = {}
    for line in sorted(history.lines(), key=lambda line: line.first.recorded_at):
        stands = _PACKET.get(kind_of(line.entry.fact).partition("/")[0])
        if stands is not None and line.voided is None and line.first.participant is not None:
            found[line.first.participant] = stands
    return found


_PACKET = {
    "packet_saved": PacketState.COMPOSED,
    "packet_signed": PacketState.SIGNED,
    "packet_released": PacketState.RELEASED,
    "release_withdrawn": PacketState.SIGNED,
    "packet_received": PacketState.RECEIVED,
}


def _pressing(item: Item) -> tuple[bool, int, int]:
    """Safety first, then what is overdue, then as the matters stand."""
    return (item.matter not in SAFETY, list(Standing).index(item.standing), list(Matter).index(item.matter))


class _Person:
    """One person of one session, and what waits for them."""

    def __init__(
        self,
        state: SessionState,
        person: Person,
        packet: PacketState,
        kept: AfterKept | None,
        now: datetime,
        later: bool,
    ) -> None:
        self._state = state
        self._person = person
        self._packet = packet
        self._kept = kept
        self._now = now
        self._later = later
        self._left = person.out.at if person.out else state.closed_at or now
        self._earliest = earliest(person, state, now)

    def after(self) -> After:
        person = self._person
        items = sorted(self._items(), key=_pressing)
        return After(
            participant=person.id,
            seat=person.seat,
            name=person.preferred_name,
            left=self._left,
            earliest=self._earliest,
            packet=self._packet,
            there=person.integration,
            items=tuple(items),
        )

    def _items(self) -> Iterator[Item]:
        yield from self._safety()
        yield from self._visits()
        if not self._person.doses:  # who had no medicine is owed no call for its sake
            return
        if self._kept is None or self._kept.call:
            yield from self._contact(Matter.CALL, Task.CALL, 1)
        yield from self._handoff()
        yield from self._follow_ups()

    def _safety(self) -> Iterator[Item]:
        for risk in self._person.leaving.open_disclosures:
            yield Item(
                matter=Matter.RISK,
                standing=Standing.OVERDUE,
                since=risk.at,
                owner=risk.owner,
                owner_name=risk.owner_name,
            )
        for event in self._person.adverse:
            if event.is_open:
                yield Item(matter=Matter.ADVERSE, standing=Standing.DUE, since=event.at, what=event.what)

    def _contact(self, matter: Matter, task: Task, days: int) -> Iterator[Item]:
        """A contact waits until the person was reached or it was let go; a try that reached nobody leaves it waiting."""
        name = key(task, days if task is Task.FOLLOW_UP else 0)
        tries = self._person.integration.tries.get(name, ())
        if any(one.reach is not Reach.NOT_REACHED for one in tries):
            return
        begin, end = day_span(self._left, days, self._state.zone)
        owner = self._person.integration.owners.get(name) or self._lead()
        yield Item(
            matter=matter,
            standing=self._stands(begin, end),
            since=begin,
            until=end,
            owner=owner.staff if owner else None,
            owner_name=owner.name if owner else "",
            days=days if task is Task.FOLLOW_UP else 0,
            tries=tries,
        )

    def _lead(self) -> Owner | None:
        lead = self._state.lead
        return Owner(staff=lead, name=self._state.staff_name(lead)) if lead else None

    def _stands(self, begin: datetime, end: datetime | None) -> Standing:
        if end is not None and self._now >= end:
            return Standing.OVERDUE
        return Standing.DUE if self._now >= begin else Standing.COMING

    def _handoff(self) -> Iterator[Item]:
        """It is to be there when integration begins: at the visit, else when the gap is over."""
        if self._packet is PacketState.RECEIVED:
            return
        booked = self._person.integration.booked
        until = booked.told.at if booked else self._earliest
        matter = Matter.RECEIPT if self._packet is PacketState.RELEASED else Matter.PACKET
        yield Item(matter=matter, standing=self._stands(self._left, until), since=self._left, until=until)

    def _visits(self) -> Iterator[Item]:
        there = self._person.integration
        booked = there.booked
        if booked is not None:
            at, end = booked.told.at, day_span(booked.told.at, 0, self._state.zone)[1]
            owner, name = booked.told.held_by, booked.told.held_by_name
            stands = self._stands(at, end)
            yield Item(matter=Matter.VISIT, standing=stands, since=at, until=end, owner=owner, owner_name=name)
        elif self._person.doses and all(visit.told.attendance is Attendance.ABSENT for visit in there.visits):
            stands = self._stands(self._left, self._earliest)
            yield Item(matter=Matter.BOOK, standing=stands, since=self._left, until=self._earliest)
        for visit in there.visits:
            if visit.signed_at is None:
                yield Item(matter=Matter.SIGN, standing=Standing.DUE, since=visit.at, owner=visit.by)

    def _follow_ups(self) -> Iterator[Item]:
        if self._later:
            return
        for days in sorted({*(self._kept.follow_up_days if self._kept else ()), *self._agreed()}):
            yield from self._contact(Matter.FOLLOW_UP, Task.FOLLOW_UP, days)

    def _agreed(self) -> Iterator[int]:
        """The days after the session on which a contact was agreed in a visit."""
        left = self._left.astimezone(ZoneInfo(self._state.zone)).date()
        for visit in self._person.integration.visits:
            if visit.told.next_contact is not None:
                yield max(1, (visit.told.next_contact - left).days)


def last_visit(there: Integration) -> Visit | None:
    """The visit that was held last."""
    return max(there.visits, key=lambda visit: visit.at, default=None)

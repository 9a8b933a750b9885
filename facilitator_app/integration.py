"""What waits after a session for each person, from when it is due and since when overdue.  Pure; worked out from the record.

Days are the calendar's in the session's own zone, hours are counted in UTC: a change of clocks moves neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.aftercare import earliest
from facilitator_app.faults import Refusal
from facilitator_app.record.agenda import check_year
from facilitator_app.record.handover import HandoverConsent, HandoverSaid, Whom
from facilitator_app.record.history import History
from facilitator_app.record.integration import (
    AfterKept,
    Attendance,
    Integration,
    Owner,
    Reach,
    Task,
    Try,
    key,
)
from facilitator_app.record.leave import Recipient
from facilitator_app.record.names import called
from facilitator_app.record.release import Release, releases, written
from facilitator_app.record.state import Person, SessionState

_CLOCK = re.compile(r"(\d{1,2})\s*[:.,h]?\s*(\d{2})")


class Matter(StrEnum):
    """What can wait, in the order in which it is shown: what is about safety comes first."""

    RISK = "risk"
    ADVERSE = "adverse"
    LOOK_AGAIN = "look_again"
    CORRECTION = "correction"
    CALL = "call"
    PACKET = "packet"
    RECEIPT = "receipt"
    BOOK = "book"
    VISIT = "visit"
    SIGN = "sign"
    FOLLOW_UP = "follow_up"


SAFETY = (Matter.RISK, Matter.ADVERSE, Matter.LOOK_AGAIN)
"""What no gap and no other matter holds back."""


class Standing(StrEnum):
    """Where a matter stands by the clock."""

    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"


class PacketState(StrEnum):
    """How far the person's handoff to integration is: to who leads it, or to the person's own therapist."""

    NONE = "none"
    COMPOSED = "composed"
    SIGNED = "signed"
    RELEASED = "released"
    RECEIVED = "received"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits.  ``since``: from when it can be done; ``until``: to when it should be, None where no date is.

    ``owner`` None: nobody's in particular.  ``days`` tells follow-up contacts apart, ``what`` an adverse event,
    ``release`` what left, ``recipient`` for whom.
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
    release: UUID | None = None
    recipient: str = ""


class After(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that waits after a session for one person.  ``earliest`` in UTC, None: the programme sets no gap."""

    participant: UUID
    seat: int
    name: str
    left: datetime
    earliest: datetime | None
    packet: PacketState
    there: Integration
    releases: tuple[Release, ...] = ()
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
    history: History[SessionState],
    kept: AfterKept | None,
    now: datetime,
    later: frozenset[UUID] = frozenset(),
    outdated: frozenset[UUID] = frozenset(),
) -> tuple[After, ...]:
    """What waits after a session, for each person who has left it, by seat.

    ``kept`` is what the clinic wants after this programme's sessions (None: the call on the next day alone).  Whoever is
    in ``later`` has sat in a later session, from which follow-up contacts are counted anew.  ``outdated`` are the releases
    that say what the record says otherwise now.
    """
    return tuple(
        _Person(history, person, kept, now, outdated, is_later=person.id in later).after()
        for person in history.state.in_seat_order
        if person.out is not None or history.state.closed_at is not None
    )


def day_span(from_: datetime, days: int, zone: str) -> tuple[datetime, datetime]:
    """The calendar day ``days`` after the day of ``from_`` in ``zone``: its first moment and that of the next, in UTC."""
    there = ZoneInfo(zone)
    day = from_.astimezone(there).date() + timedelta(days=days)
    begin, end = (datetime.combine(one, time.min, there).astimezone(UTC) for one in (day, day + timedelta(days=1)))
    return begin, end


def time_of_day(typed: str) -> time | None:
    """The time that was typed as people write it (14:05, 14.05, 14h05, 1405); None for what is none."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def moment(day: str, clock: str, zone: str) -> datetime:
    """The moment of a date (2026-03-07) and a time (14:30, 14.30 or 14h30) as the wall shows them in ``zone``, in UTC.

    Of an hour that the clocks show twice it is the first.  Raises Refusal for what is no date, no time, a year that is a slip
    of the finger, or an hour that the clocks leave out.
    """
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        raise Refusal("integration.no_date", field="day") from None
    check_year(on)
    of_day = time_of_day(clock)
    if of_day is None:
        raise Refusal("integration.no_time", field="time")
    wall = datetime.combine(on, of_day, ZoneInfo(zone))
    at = wall.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise Refusal("integration.no_such_hour", field="time")
    return at


def _packet(history: History[SessionState], person: UUID, left: tuple[Release, ...]) -> PacketState:
    """How far the person's handoff to integration is; what went to somebody else is no handoff to integration."""
    there = [one for one in left if one.stands and one.whom.to in INTEGRATION]
    if there:
        return PacketState.RECEIVED if all(one.received for one in there) else PacketState.RELEASED
    found = PacketState.NONE
    lines = [line for line in history.lines() if line.voided is None and line.first.participant == person]
    for line in sorted(lines, key=lambda line: written(line.first)):
        kind = line.first.kind
        found = _PACKET.get(kind if left else _FIRST.get(kind, kind), found)
    return found


INTEGRATION = frozenset({Recipient.INTEGRATION_LEAD, Recipient.OWN_THERAPIST})
"""Who goes on with the person: until one of them has the handoff it waits."""

_PACKET = {
    "packet_saved/1": PacketState.COMPOSED,
    "packet_saved/2": PacketState.COMPOSED,
    "packet_signed/1": PacketState.SIGNED,
    "released": PacketState.RELEASED,
    "received": PacketState.RECEIVED,
}
_FIRST = {"packet_released/1": "released", "packet_received/1": "received"}
"""The first version told no recipients apart."""


def _is_refused(history: History[SessionState], person: UUID) -> bool:
    """Whether the person wants nothing of it to go to integration, to anybody who was asked about."""
    said: dict[tuple[Recipient, str], HandoverConsent] = {}
    for line in history.lines():
        fact = line.entry.fact
        if line.voided is None and line.entry.participant == person and isinstance(fact, HandoverSaid):
            said[Whom(to=fact.to, name=fact.name, staff=fact.staff).key] = fact.consent
    about = {consent for (to, _), consent in said.items() if to in INTEGRATION}
    return HandoverConsent.NO in about and not about & {HandoverConsent.YES, HandoverConsent.ON_FILE}


def _pressing(item: Item) -> tuple[bool, int, int]:
    """Safety first, then what is overdue, then as the matters stand."""
    return (item.matter not in SAFETY, list(Standing).index(item.standing), list(Matter).index(item.matter))


def _owned(item: Item, owner: Owner | None, release: Release) -> Item:
    """The item as somebody's, about this release."""
    about = {"release": release.line.id, "recipient": release.fact.recipient}
    whose = {"owner": owner.staff, "owner_name": owner.name} if owner else {}
    return msgspec.structs.replace(item, **about, **whose)


class _Person:
    """One person of one session, and what waits for them."""

    def __init__(
        self,
        history: History[SessionState],
        person: Person,
        kept: AfterKept | None,
        now: datetime,
        outdated: frozenset[UUID],
        *,
        is_later: bool,
    ) -> None:
        state = history.state
        self._state = state
        self._person = person
        self._releases = releases(history, person.id)
        self._packet = _packet(history, person.id, self._releases)
        self._refused = _is_refused(history, person.id)
        self._kept = kept
        self._now = now
        self._outdated = outdated
        self._later = is_later
        self._left = person.out.at if person.out else state.closed_at or now
        self._earliest = earliest(person, state, now)

    def after(self) -> After:
        person = self._person
        items = sorted(self._items(), key=_pressing)
        return After(
            participant=person.id,
            seat=person.seat,
            name=called(person, self._state),
            left=self._left,
            earliest=self._earliest,
            packet=self._packet,
            there=person.integration,
            releases=self._releases,
            items=tuple(items),
        )

    def _items(self) -> Iterator[Item]:
        yield from self._safety()
        yield from self._visits()
        yield from self._left_here()
        if self._person.doses:  # who had no medicine is owed no call for its sake
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
        out = self._person.out
        if out is not None and out.look_again and out.reopened_at is not None:
            yield Item(matter=Matter.LOOK_AGAIN, standing=Standing.OVERDUE, since=out.reopened_at)

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

    def _left_here(self) -> Iterator[Item]:
        """Of each release that stands: that it says what is otherwise now, and that its receiver has not said that it came."""
        for one in self._releases:
            lead, since = self._lead(), one.line.recorded_at
            if one.stands and one.line.id in self._outdated:
                yield _owned(Item(matter=Matter.CORRECTION, standing=Standing.DUE, since=since), lead, one)
            if one.stands and one.received is None and one.whom.to is not Recipient.PERSON:
                staff = one.whom.staff
                owner = Owner(staff=staff, name=one.fact.recipient) if staff else lead
                until = self._until()
                stands = self._stands(since, until)
                yield _owned(Item(matter=Matter.RECEIPT, standing=stands, since=since, until=until), owner, one)

    def _handoff(self) -> Iterator[Item]:
        """It waits until integration has it, unless the person wants none of it there."""
        until = self._until()
        stands = self._stands(self._left, until)
        if not self._releases and self._packet is PacketState.RELEASED:  # by the first version
            yield Item(matter=Matter.RECEIPT, standing=stands, since=self._left, until=until)
        elif self._packet not in (PacketState.RELEASED, PacketState.RECEIVED) and not self._refused:
            yield Item(matter=Matter.PACKET, standing=stands, since=self._left, until=until)

    def _until(self) -> datetime | None:
        """It is to be there when integration begins: at the visit, else when the gap is over."""
        booked = self._person.integration.booked
        return booked.told.at if booked else self._earliest

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
        wanted = self._kept.follow_up_days if self._kept and self._person.doses else ()
        for days in sorted({*wanted, *self._agreed()}):
            yield from self._contact(Matter.FOLLOW_UP, Task.FOLLOW_UP, days)

    def _agreed(self) -> Iterator[int]:
        """The days after the session on which a contact was agreed in a visit."""
        left = self._left.astimezone(ZoneInfo(self._state.zone)).date()
        for visit in self._person.integration.visits:
            if visit.told.next_contact is not None:
                yield max(1, (visit.told.next_contact - left).days)

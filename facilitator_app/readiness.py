"""The board of what is ready before the medicine: each person, the staff, the room.  Pure; worked out from the record.

It shows and gates nothing: what happened can always be written down.  What may be passed, and by whose word, is here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import passing
from facilitator_app.record import in_the_way
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.groups import Group, GroupPaper
from facilitator_app.record.names import called
from facilitator_app.record.never import there_of
from facilitator_app.record.readiness import (
    ASKED,
    DEVICE,
    ROOM_LIST,
    Answer,
    Matter,
    Passed,
    told_known,
)
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person, SessionState


class Status(StrEnum):
    """How a matter stands."""

    READY = "ready"
    OPEN = "open"
    NOT = "not"
    PASSED = "passed"


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What the device found of a matter.  ``known`` names it without the figure, so that a reason can hold for it."""

    status: Status
    words: str
    known: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How one matter stands; ``answer`` is what was told, or why it goes on without.  ``never``: nobody goes on without it."""

    matter: Matter
    status: Status
    answer: Answer | None = None
    never: bool = False

    @property
    def is_unasked(self) -> bool:
        """Whether nobody asked about pregnancy; what was told of it on another day is asked again."""
        return self.matter is Matter.PREGNANCY and self.status is Status.OPEN and self.answer is None


class RoomCell(msgspec.Struct, frozen=True, kw_only=True):
    """How a matter of the room or the device stands, or how many of a role are there.  ``measured``: not by anybody's word.

    ``once``: who holds the role too, and counts for another.
    """

    matter: str
    status: Status
    answer: Answer | None = None
    never: bool = False
    measured: Measured | None = None
    least: int = 0
    there: int = 0
    once: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One person, with a cell for each matter."""

    person: UUID
    seat: int
    name: str
    cells: tuple[Cell, ...]

    @property
    def in_the_way(self) -> tuple[Cell, ...]:
        """What is not ready; what nobody asked about pregnancy stands in nobody's way."""
        return tuple(
            cell
            for cell in self.cells
            if cell.status is Status.NOT or (cell.status is Status.OPEN and not cell.is_unasked)
        )

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.in_the_way


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    rows: tuple[Row, ...]
    staff: tuple[RoomCell, ...]
    room: tuple[RoomCell, ...]

    @property
    def waits(self) -> tuple[RoomCell, ...]:
        """What of the team and the room stands in the way."""
        return tuple(cell for cell in (*self.staff, *self.room) if cell.status in (Status.OPEN, Status.NOT))

    @property
    def passed(self) -> int:
        """How many matters it goes on without."""
        cells: list[Cell | RoomCell] = [*self.staff, *self.room]
        cells += [cell for row in self.rows for cell in row.cells]
        return sum(cell.status is Status.PASSED for cell in cells)

    @property
    def is_ready(self) -> bool:
        """Green only when each is true, or gone on without for a reason that holds."""
        return bool(self.rows) and all(row.is_ready for row in self.rows) and not self.waits


NOTHING = Board(rows=(), staff=(), room=())


def board(
    state: SessionState,
    group: Group | None = None,
    *,
    room_list: Iterable[str] = ROOM_LIST,
    measured: Mapping[str, Measured] | None = None,
    at: datetime | None = None,
) -> Board:
    """The board of a session; who is out of it, or is there without medicine, is not on it.

    ``group`` is the one whose session it is: what its members have accepted is known there, and is not asked here.
    ``room_list`` is what the clinic looks at in its room, ``measured`` what the device found by itself.  ``at`` is now: what
    was put off counts as put off until it is due again; None: that time is over.
    """
    there = [person for person in state.in_seat_order if person.out is None and not person.stays_without]
    found = measured or {}
    keys = dict.fromkeys((*room_list, *DEVICE, *found))
    return Board(
        rows=tuple(_row(state, person, group, at) for person in there),
        staff=_staff(state),
        room=tuple(_room(state, key, found.get(key)) for key in keys),
    )


def _row(state: SessionState, person: Person, group: Group | None, at: datetime | None) -> Row:
    cells = tuple(_cell(state, person, matter, group, at) for matter in Matter)
    return Row(person=person.id, seat=person.seat, name=called(person, state), cells=cells)


def _cell(state: SessionState, person: Person, matter: Matter, group: Group | None, at: datetime | None) -> Cell:
    never, passed = passing.is_never(state.programme, matter), in_the_way.passed(state, person, matter)
    met = group if matter is Matter.AGREEMENT and group is not None and group.asks(person.id) else None
    if met is not None:
        status, told = _agreed(met, person)
    else:
        status, told = _stands(state, person, matter, at)
    if status is Status.READY or passed is None or never:
        then = person.readiness.passed.get(matter) if status is Status.OPEN else None  # said of another day
        return Cell(matter=matter, status=status, answer=told or then, never=never)
    holds = (
        _lacked_then(met, person, passed) if met is not None else not in_the_way.is_worse(state, person, matter, passed)
    )
    if holds or status is Status.OPEN:
        return Cell(matter=matter, status=Status.PASSED, answer=passed)
    return Cell(matter=matter, status=status, answer=told)


def _stands(state: SessionState, person: Person, matter: Matter, at: datetime | None) -> tuple[Status, Answer | None]:
    if matter in ASKED:
        told = person.readiness.told.get(matter)
        return _told(in_the_way.answered(state, person, matter)), told
    if matter is Matter.BASELINE:
        return _baseline(state, person, at)
    return _worked_out(state, person)[matter], None


def _told(told: Answer | None) -> Status:
    return Status.OPEN if told is None else Status.READY if told.holds else Status.NOT


def group_of(clinic: ClinicState, session: SessionState) -> Group | None:
    """The group whose session it is, or None."""
    return clinic.groups.get(session.meets.group) if session.meets is not None else None


def _agreed(group: Group, person: Person) -> tuple[Status, Answer | None]:
    """Whether somebody has accepted what their group has now, and how they accepted its agreement last."""
    status = Status.NOT if group.lacking(person.id) else Status.READY
    member = group.members.get(person.id)
    last = member.accepted.get(GroupPaper.CONFIDENTIALITY) if member else None
    if last is None:
        return status, None
    return status, Answer(at=last.at, by=last.witness, holds=status is Status.READY, words=last.reference)


def _lacked_then(group: Group, person: Person, passed: Passed) -> bool:
    """Whether all that is not accepted now was there when it was said that it goes on without."""
    current = [group.current(paper) for paper in group.lacking(person.id)]
    return all(one is not None and one.at <= passed.at for one in current)


def _worked_out(state: SessionState, person: Person) -> Mapping[Matter, Status]:
    return {
        Matter.CLEARED: _cleared(state, person),
        Matter.ORDER: _ordered(person),
        Matter.INTENTION: _is(bool(person.intention.strip())),
        Matter.TOUCH: _is(in_the_way.touch_told(person)),
        Matter.SEAT: Status.READY,
    }


def _is(told: bool) -> Status:
    return Status.READY if told else Status.OPEN


def _ordered(person: Person) -> Status:
    """An order that no dose can be compared with is none to go by."""
    lacks = in_the_way.unreckoned(person) or in_the_way.of_other_weight(person)
    return Status.NOT if lacks else _is(bool(person.orders))


def _cleared(state: SessionState, person: Person) -> Status:
    """A clearance that ends before the day of the session does not hold."""
    if person.cleared is None or state.opened_at is None:
        return Status.OPEN
    return Status.READY if person.cleared.told.until >= _day(state, state.opened_at) else Status.NOT


def _day(state: SessionState, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(state.zone)).date()


def _baseline(state: SessionState, person: Person, at: datetime | None) -> tuple[Status, Answer | None]:
    """All that the time-out asks for, taken before the medicine and within the limits that hold, or put off by the provider.

    Why anything was put off stands there also where it is open.
    """
    lacking = in_the_way.lacking(state, person.baseline)
    if in_the_way.beyond(state, person):
        return Status.NOT, None
    if not lacking:
        return Status.READY, None
    put_off = [person.deferrals[one] for one in lacking if one in person.deferrals]
    last = max(put_off, key=lambda one: one.at, default=None)
    answer = Answer(at=last.at, by=last.by, holds=False, words=last.reason) if last is not None else None
    waits = all(in_the_way.is_put_off(state, person, one, at) for one in lacking)
    return Status.PASSED if waits else Status.OPEN, answer


def _staff(state: SessionState) -> tuple[RoomCell, ...]:
    """What the programme wants of each role, and a medical provider in any case."""
    if state.programme is None:
        return ()
    least = {Role.MEDICAL_PROVIDER: 1} | state.programme.staff_minimum
    least[Role.MEDICAL_PROVIDER] = max(1, least[Role.MEDICAL_PROVIDER])
    return tuple(_role(state, role, count) for role, count in least.items())


def _role(state: SessionState, role: Role, least: int) -> RoomCell:
    there = passing.there(state, role)
    never = there == 0 and passing.is_never(state.programme, role)
    once = passing.counts_once(state, role)
    cell = RoomCell(matter=role.value, status=_is(there >= least), never=never, least=least, there=there, once=once)
    if cell.status is Status.READY or never:
        return cell
    passed = state.room.passed.get(role.value)
    if passed is not None and str(there) >= passed.known.get("known", ""):
        return msgspec.structs.replace(cell, status=Status.PASSED, answer=passed)
    opening = state.room.opening
    if opening is not None and there >= _there_then(state, role) and _was_asked(state, role):
        return msgspec.structs.replace(cell, status=Status.PASSED, answer=opening)
    return cell


def _was_asked(state: SessionState, role: Role) -> bool:
    """Whether the reason the session was opened with was about this role."""
    least = state.programme.staff_minimum.get(role, 0) if state.programme else 0
    return _there_then(state, role) < least


def _there_then(state: SessionState, role: Role) -> int:
    """How many of a role were there as the session opened with a reason for who was missing."""
    return there_of(state.programme, role, list(state.room.at_opening.values()))


def _room(state: SessionState, key: str, measured: Measured | None) -> RoomCell:
    told = state.room.told.get(key)
    status = measured.status if measured is not None else _told(told if _holds(state, told) else None)
    cell = RoomCell(matter=key, status=status, answer=None if measured is not None else told, measured=measured)
    passed = state.room.passed.get(key)
    if status is Status.READY or passed is None or in_the_way.is_of_another_day(state, passed):
        return cell
    now = measured.known if measured is not None else told_known(told)
    if passed.known.get("known", "") == now or (status is Status.OPEN and measured is None):
        return msgspec.structs.replace(cell, status=Status.PASSED, answer=passed)
    return cell


def _holds(state: SessionState, told: Answer | None) -> bool:
    """Whether what was told of the room holds on the day of the session; that it is not so holds until it is mended."""
    return told is None or not told.holds or not in_the_way.is_of_another_day(state, told)

"""The board of what is ready before the medicine: each person, the staff, the room.  Pure; worked out from the record.

It shows and gates nothing: what happens can always be written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import monitoring
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.groups import Group, GroupPaper
from facilitator_app.record.names import called
from facilitator_app.record.readiness import (
    ASKED,
    MEDICAL,
    Answer,
    Matter,
    ReadinessPassed,
    ReadinessTold,
    RoomMatter,
    StaysWithout,
)
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure

ABOUT_A_PERSON = frozenset({ReadinessTold, ReadinessPassed, StaysWithout})
"""Kinds of this topic that are about one person."""
BASELINE = (Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.HEART_RATE)
"""What is measured of everybody before the medicine."""


class Status(StrEnum):
    """How a matter stands."""

    READY = "ready"
    OPEN = "open"
    NOT = "not"
    PASSED = "passed"


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How one matter stands; ``answer`` is what was told, or why it goes on without."""

    matter: Matter
    status: Status
    answer: Answer | None = None


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
            if cell.status is Status.NOT or (cell.status is Status.OPEN and cell.matter is not Matter.PREGNANCY)
        )

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.in_the_way


class Short(msgspec.Struct, frozen=True, kw_only=True):
    """A role of which the programme wants more than are there."""

    role: Role
    least: int
    there: int


class RoomCell(msgspec.Struct, frozen=True, kw_only=True):
    """How a matter of the room stands."""

    matter: RoomMatter
    status: Status
    answer: Answer | None = None


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    rows: tuple[Row, ...]
    short: tuple[Short, ...]
    room: tuple[RoomCell, ...]

    @property
    def is_ready(self) -> bool:
        """Green only when each is true."""
        people = bool(self.rows) and all(row.is_ready for row in self.rows)
        return people and not self.short and all(cell.status is Status.READY for cell in self.room)


def board(state: SessionState, group: Group | None = None) -> Board:
    """The board of a session; who is out of it, or is there without medicine, is not on it.

    ``group`` is the one whose session it is: what its members have accepted is known there, and is not asked here.
    """
    there = [person for person in state.in_seat_order if person.out is None and not person.stays_without]
    return Board(rows=tuple(_row(state, person, group) for person in there), short=_short(state), room=_room(state))


def act_of(fact: ReadinessPassed) -> Act:
    """Whose word it takes to go on without a matter."""
    return Act.CLEARANCE if fact.matter in MEDICAL else Act.RUN_SESSION


def _row(state: SessionState, person: Person, group: Group | None) -> Row:
    cells = tuple(_cell(state, person, matter, group) for matter in Matter)
    return Row(person=person.id, seat=person.seat, name=called(person, state), cells=cells)


def _cell(state: SessionState, person: Person, matter: Matter, group: Group | None) -> Cell:
    told = person.readiness.told.get(matter)
    if matter is Matter.AGREEMENT and group is not None and knows(group, person.id):
        status, told = _agreed(group, person)
    elif matter in ASKED:
        status = Status.OPEN if told is None else Status.READY if told.holds else Status.NOT
    else:
        status = _worked_out(state, person)[matter]
    passed = person.readiness.passed.get(matter)
    if status is not Status.READY and passed is not None:
        return Cell(matter=matter, status=Status.PASSED, answer=passed)
    return Cell(matter=matter, status=status, answer=told)


def group_of(clinic: ClinicState, session: SessionState) -> Group | None:
    """The group whose session it is, or None."""
    return clinic.groups.get(session.meets.group) if session.meets is not None else None


def knows(group: Group, person: UUID) -> bool:
    """Whether the group's own papers say how it stands with somebody; a group without an agreement is asked as before."""
    return bool(group.lacking(person)) or group.current(GroupPaper.CONFIDENTIALITY) is not None


def _agreed(group: Group, person: Person) -> tuple[Status, Answer | None]:
    """Whether somebody has accepted what their group has now, and how they accepted its agreement last."""
    status = Status.NOT if group.lacking(person.id) else Status.READY
    member = group.members.get(person.id)
    last = member.accepted.get(GroupPaper.CONFIDENTIALITY) if member else None
    if last is None:
        return status, None
    return status, Answer(at=last.at, by=last.witness, holds=status is Status.READY, words=last.reference)


def _worked_out(state: SessionState, person: Person) -> Mapping[Matter, Status]:
    return {
        Matter.CLEARED: _cleared(state, person),
        Matter.ORDER: _is(bool(person.orders)),
        Matter.BASELINE: _baseline(state, person),
        Matter.INTENTION: _is(bool(person.intention.strip())),
        Matter.TOUCH: _is(person.consent.general is not None or bool(person.touch)),
        Matter.SEAT: Status.READY,
    }


def _is(told: bool) -> Status:
    return Status.READY if told else Status.OPEN


def _cleared(state: SessionState, person: Person) -> Status:
    """A clearance that ends before the day of the session does not hold."""
    if person.cleared is None or state.opened_at is None:
        return Status.OPEN
    return Status.READY if person.cleared.told.until >= _day(state, state.opened_at) else Status.NOT


def _day(state: SessionState, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(state.zone)).date()


def _baseline(state: SessionState, person: Person) -> Status:
    """Each measure taken before the medicine, and within the limits that hold for the person."""
    if any(measure not in person.baseline for measure in BASELINE):
        return Status.OPEN
    limits = monitoring.limits_of(person, monitoring.plan_of(state))
    beyond = [
        measure
        for measure, value in person.baseline.items()
        if measure in limits and monitoring.is_beyond(limits[measure], value, None)
    ]
    return Status.NOT if beyond else Status.READY


def _short(state: SessionState) -> tuple[Short, ...]:
    least = state.programme.staff_minimum if state.programme else {}
    there = [member.roles for member in state.staff.values() if member.left is None]
    counted = {role: sum(role in roles for roles in there) for role in least}
    return tuple(
        Short(role=role, least=least[role], there=counted[role]) for role in least if counted[role] < least[role]
    )


def _room(state: SessionState) -> tuple[RoomCell, ...]:
    cells = []
    for matter in RoomMatter:
        told = state.room_checks.get(matter)
        status = Status.OPEN if told is None else Status.READY if told.holds else Status.NOT
        cells.append(RoomCell(matter=matter, status=status, answer=told))
    return tuple(cells)

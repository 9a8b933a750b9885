"""Which of how many: the place of a session in somebody's course and in a group's, by the day it was held.  Pure.

A course that has had all its sessions is over, and the next one is the first of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.people import folded
from facilitator_app.record.programme import Programme

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.record.groups import Group
    from facilitator_app.record.versions import Planned


def places_of(held: Iterable[tuple[Programme | None, date]], brought: Iterable[SessionElsewhere]) -> list[int]:
    """Which session of its programme each of those held here was, in their order, after those of before in other places.

    A session elsewhere counts by its programme's name or key, by the number that it had there where that is higher, once a
    day, and not where one of the programme was held here that day: it is the same one.
    """
    elsewhere = sorted(brought, key=lambda one: one.day)
    reached: dict[str, tuple[int, date, int | None]] = {}
    places = []
    for programme, day in held:
        key, planned = (programme.key, programme.sessions) if programme else ("", None)
        names = {folded(programme.key), folded(programme.name)} if programme else set()
        number, since, last = reached.get(key, (0, date.min, planned))
        between = [one for one in elsewhere if since < one.day < day and folded(one.in_programme) in names]
        for that_day in dict.fromkeys(one.day for one in between):
            there = (one.place or 0 for one in between if one.day == that_day)
            number = max(_next(number, last), *there)
        number = _next(number, last)
        reached[key] = number, day, planned
        places.append(number)
    return places


def _next(number: int, planned: int | None) -> int:
    """The place after that one in a course of so many sessions, or without a number."""
    return 1 if planned is not None and number >= planned else number + 1


def of_group(state: ClinicState, group: Group) -> tuple[Planned, ...]:
    """The sessions that a group has had, the open one among them, in the order in which they began."""
    there = (state.sessions[one] for one in group.sessions if one in state.sessions)
    return tuple(sorted(there, key=lambda one: one.planned_at))


def last_of_group(state: ClinicState, group: Group, planned: int | None, at: datetime | None = None) -> int:
    """Which of so many sessions its last one was, or the last before ``at``; 0: it has had none."""
    number = 0
    for one in of_group(state, group):
        number = _next(number, planned) if at is None or one.planned_at < at else number
    return number


def next_of_group(state: ClinicState, group: Group, planned: int | None, at: datetime | None = None) -> int:
    """Which of so many sessions one would be that begins next, or that began ``at`` an hour that is past."""
    return _next(last_of_group(state, group, planned, at), planned)

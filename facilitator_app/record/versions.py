"""By which version of its programme a course runs: the one its first session was opened by.  Pure.

A group's course runs until the group ends; one person's, where a session is of no group, as many sessions as were planned,
or without an end where no number is.  Both may take the newest version before.  Words for what is seen are the room's tool
and always the newest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.growing import put
from facilitator_app.record.programme import Programme

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState, SessionPlanned

Courses = dict[tuple[UUID, str], Programme]
"""By whose course it is (a group's, or a person's) and the programme's key: the version it runs by."""
Held = dict[tuple[UUID, str], int]
"""How many sessions of one person's course were planned."""


class CourseTakesVersion(Fact, frozen=True, kw_only=True, tag="course_takes_version/1"):
    """From their next session of no group on the entry's participant runs by this version, the newest as it was written."""

    programme: str
    version: int


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A session the clinic knows of."""

    id: UUID
    title: str
    programme: str
    planned_at: datetime
    ended_at: datetime | None = None
    course: UUID | None = None
    together: tuple[UUID, ...] = ()


def kept(programmes: dict[str, Programme], programme: Programme) -> dict[str, Programme]:
    """The programmes once this one is kept: plan, rules and leaving list stay, which have lines of their own."""
    known = programmes.get(programme.key)
    stays = {"plan": known.plan, "rules": known.rules, "leaving": known.leaving} if known else {"plan": None}
    return {**programmes, programme.key: msgspec.structs.replace(programme, **stays)}


def beside(programmes: dict[str, Programme], key: str, **told: Any) -> dict[str, Programme]:
    """The programmes once plan, rules or leaving list of one are told: a course keeps them with the version it runs by."""
    known = programmes.get(key)
    return {**programmes, key: msgspec.structs.replace(known, **told)} if known else programmes


def whose(session: SessionPlanned | Planned) -> tuple[UUID, ...]:
    """Whose course a session is of, where it is of no group."""
    return session.together or ((session.course,) if session.course is not None else ())


def opened(state: ClinicState, whose: Iterable[UUID], key: str, *, anew: bool = False) -> Courses:
    """The courses once a session of one is opened: the first settles its version.  ``anew``: the newest is taken on purpose."""
    courses, together = state.courses, tuple(whose)
    runs_by = state.programmes.get(key) if anew else programme_for(state, key, *together)
    if runs_by is None:
        return courses
    for one in together:
        if anew or under_way(state, key, one) is None:
            courses = put(courses, (one, key), runs_by)
    return courses


def taken(state: ClinicState, entry: Entry, key: str) -> Courses:
    """The courses once the newest version is taken for that of the entry's participant, which is under way."""
    whose = entry.participant
    there = under_way(state, key, whose) if whose is not None else None
    return state.courses if whose is None or there is None else opened(state, (whose,), key, anew=True)


def held(state: ClinicState, session: Planned) -> Held:
    """How many sessions there are of each course once this one is planned; one that was planned before counts once."""
    counts, before = state.held, state.sessions.get(session.id)
    for one, more in ((before, -1), (session, 1)) if before is not None else ((session, 1),):
        for person in whose(one):
            course = person, one.programme
            counts = put(counts, course, counts.get(course, 0) + more)
    return counts


def under_way(state: ClinicState, key: str, whose: UUID) -> Programme | None:
    """The version by which the course of ``whose`` runs; None where none is under way, or had all its sessions."""
    begun = state.courses.get((whose, key))
    return None if begun is None or (whose not in state.groups and _is_over(state, begun, whose)) else begun


def programme_for(state: ClinicState, key: str, *whose: UUID | None) -> Programme | None:
    """The programme of that key as the course of ``whose`` runs by it; the newest where no course is under way.

    Where several people sit in one session whose courses began with different versions, it is the newest of theirs.
    """
    newest = state.programmes.get(key)
    begun = [there for one in whose if one is not None and (there := under_way(state, key, one)) is not None]
    if newest is None or not begun:
        return newest
    return msgspec.structs.replace(max(begun, key=lambda one: one.version), words=newest.words)


def courses_of(group: UUID | None, people: Iterable[UUID]) -> tuple[UUID, ...]:
    """Whose course a session is of: the group's, or where it is of none each person's."""
    return (group,) if group is not None else tuple(dict.fromkeys(people))


def _is_over(state: ClinicState, programme: Programme, whose: UUID) -> bool:
    """Whether a person's course has had all its sessions, so that the next one begins another."""
    held = state.held.get((whose, programme.key), 0)
    return programme.sessions is not None and held % programme.sessions == 0

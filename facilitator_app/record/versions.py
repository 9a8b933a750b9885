"""By which version of its programme a course runs: the one its first session was opened by.  Pure.

A group's course runs until the group ends, or takes the newest version; one person's, in a programme for one, as many
sessions as were planned.  Words for what is seen are the room's tool and always the newest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from facilitator_app.record.growing import put
from facilitator_app.record.programme import Programme

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState, Planned

Courses = dict[tuple[UUID, str], Programme]
"""By whose course it is (a group's, or a person's) and the programme's key: the version it runs by."""
Held = dict[tuple[UUID, str], int]
"""How many sessions of one person's course were planned."""


def kept(programmes: dict[str, Programme], programme: Programme) -> dict[str, Programme]:
    """The programmes once this one is kept: plan, rules and leaving list stay, which have lines of their own."""
    known = programmes.get(programme.key)
    stays = {"plan": known.plan, "rules": known.rules, "leaving": known.leaving} if known else {"plan": None}
    return {**programmes, programme.key: msgspec.structs.replace(programme, **stays)}


def beside(programmes: dict[str, Programme], key: str, **told: Any) -> dict[str, Programme]:
    """The programmes once plan, rules or leaving list of one are told: a course keeps them with the version it runs by."""
    known = programmes.get(key)
    return {**programmes, key: msgspec.structs.replace(known, **told)} if known else programmes


def opened(state: ClinicState, whose: UUID | None, key: str, *, anew: bool = False) -> Courses:
    """The courses once a session of one is opened: the first settles its version.  ``anew``: the newest is taken on purpose."""
    newest = state.programmes.get(key)
    if whose is None or newest is None or (not anew and programme_for(state, key, whose) is not newest):
        return state.courses
    return put(state.courses, (whose, key), newest)


def held(state: ClinicState, session: Planned) -> Held:
    """How many sessions there are of each course once this one is planned; one that was planned before counts once."""
    counts = state.held
    for one, more in ((state.sessions.get(session.id), -1), (session, 1)):
        if one is not None and one.course is not None:
            course = one.course, one.programme
            counts = put(counts, course, counts.get(course, 0) + more)
    return counts


def programme_for(state: ClinicState, key: str, whose: UUID | None) -> Programme | None:
    """The programme of that key as the course of ``whose`` runs by it; the newest where no course is under way."""
    newest = state.programmes.get(key)
    if newest is None or whose is None:
        return newest
    kept = state.courses.get((whose, key))
    if kept is None or (whose not in state.groups and _is_over(state, kept, whose)):
        return newest
    return msgspec.structs.replace(kept, words=newest.words)


def course_of(state: ClinicState, key: str, group: UUID | None, people: tuple[UUID, ...]) -> UUID | None:
    """Whose course a session is of: the group's, or the one person's of a programme for one with an end."""
    if group is not None or len(people) != 1:
        return group
    programme = programme_for(state, key, people[0])
    return people[0] if programme is not None and programme.cap == 1 and programme.sessions else None


def _is_over(state: ClinicState, programme: Programme, whose: UUID) -> bool:
    """Whether a person's course has had all its sessions, so that the next one begins another."""
    held = state.held.get((whose, programme.key), 0)
    return programme.sessions is not None and held % programme.sessions == 0

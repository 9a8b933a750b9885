"""By which version of its programme a course runs: the one its first session was opened by.  Pure.

A group's course runs until the group ends; one person's, where a session is of no group, as many sessions as were planned,
those of before in other places among them, or without an end where no number is.  Both may take the newest version before.
Words for what is seen are the room's tool and always the newest.  A session that was held on paper and is brought in later
runs by what held at its own hour: that is what ``at`` asks for.  A session of people whose courses run by several versions
goes by the newest of theirs, and by nothing looser than each began with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.groups import GroupTakesVersion, SessionOfGroup
from facilitator_app.record.growing import put
from facilitator_app.record.places import places_of
from facilitator_app.record.programme import Programme
from facilitator_app.record.together import latest, strictest

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState, SessionEnded, SessionPlanned


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a programme, and since when it is the clinic's newest, or that of a course."""

    at: datetime
    programme: Programme


class Sat(msgspec.Struct, frozen=True, kw_only=True):
    """A session of somebody's own course: when it began, and by which version."""

    session: UUID
    at: datetime
    programme: Programme


Kept = dict[str, tuple[Since, ...]]
"""By a programme's key: each version that the clinic kept, in its order."""
Courses = dict[tuple[UUID, str], tuple[Since, ...]]
"""By whose course it is (a group's, or a person's) and the programme's key: the versions it ran by, in their order."""
Held = dict[tuple[UUID, str], tuple[Sat, ...]]
"""The sessions of one person's courses, in the order in which they began."""


class CourseTakesVersion(Fact, frozen=True, kw_only=True, tag="course_takes_version/1"):
    """From their next session of no group on the entry's participant runs by this version, the newest as it was written."""

    programme: str
    version: int


class CameLate(Fact, frozen=True, kw_only=True, tag="came_late/1"):
    """The entry's participant took a seat in a session of no group once it had begun: it is one of their own course too."""

    session: UUID


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


def noted(state: ClinicState, programmes: dict[str, Programme], at: datetime) -> ClinicState:
    """The clinic once its programmes are these; which version held when stays known."""
    now = {key: one for key, one in programmes.items() if state.programmes.get(key) is not one}
    more = {key: (*state.kept.get(key, ()), Since(at=at, programme=one)) for key, one in now.items()}
    return msgspec.structs.replace(state, programmes=programmes, kept={**state.kept, **more})


def whose(session: SessionPlanned | Planned) -> tuple[UUID, ...]:
    """Whose course a session is of, where it is of no group."""
    return session.together or ((session.course,) if session.course is not None else ())


def planned(state: ClinicState, entry: Entry, fact: SessionPlanned) -> ClinicState:
    """The clinic once a session exists: the first of a person's own course settles by which version that runs."""
    at, people = fact.began or entry.observed_at, whose(fact)
    session = Planned(
        id=fact.session,
        title=fact.title,
        programme=fact.programme,
        planned_at=at,
        course=fact.course,
        together=fact.together,
    )
    runs_by = version_for(state, fact.programme, *people, at=fact.began)
    courses = opened(state, people, fact.programme, at, began=fact.began)
    there = _without(state.held, state.sessions.get(session.id))
    if runs_by is not None:
        there = _sat(there, session, people, runs_by)
    sessions = put(state.sessions, session.id, session)
    return msgspec.structs.replace(state, sessions=sessions, courses=courses, held=there)


def ended(state: ClinicState, entry: Entry, fact: SessionEnded) -> ClinicState:
    """The clinic once a session is over."""
    session = state.sessions.get(fact.session)
    if session is None:
        return state
    over = msgspec.structs.replace(session, ended_at=fact.ended or entry.observed_at)
    return msgspec.structs.replace(state, sessions=put(state.sessions, over.id, over))


def of_group(state: ClinicState, entry: Entry) -> ClinicState:
    """The clinic after a line of a group: its first session settles the version of its course, which it may take anew."""
    fact = entry.fact
    met = state.groups.get(fact.group) if isinstance(fact, SessionOfGroup | GroupTakesVersion) else None
    if met is None:
        return state
    if isinstance(fact, GroupTakesVersion):
        courses = _settled(state, (met.id,), state.programmes.get(met.programme), entry.observed_at)
        return msgspec.structs.replace(state, courses=courses)
    assert isinstance(fact, SessionOfGroup)  # no other kind has a group here
    session, now = state.sessions.get(fact.session), entry.observed_at
    at = session.planned_at if session is not None else now
    began = at if at < now else None  # it was held on paper, and is brought in only now
    return msgspec.structs.replace(state, courses=opened(state, (met.id,), met.programme, at, began=began))


def brought(state: ClinicState, entry: Entry, fact: SessionElsewhere) -> ClinicState:
    """The clinic once it is known of a session that somebody had elsewhere."""
    if entry.participant is None:
        return state
    there = (*state.brought.get(entry.participant, ()), fact)
    return msgspec.structs.replace(state, brought=put(state.brought, entry.participant, there))


def opened(
    state: ClinicState, whose: Iterable[UUID], key: str, at: datetime, *, began: datetime | None = None
) -> Courses:
    """The courses once a session of theirs is opened: where none is under way, it settles by which version they run.

    ``began``: it was held on paper then, and is brought in only now.
    """
    together = tuple(whose)
    fresh = [one for one in together if under_way(state, key, one, began) is None]
    return _settled(state, fresh, version_for(state, key, *together, at=began), at)


def taken(state: ClinicState, entry: Entry, fact: CourseTakesVersion) -> ClinicState:
    """The clinic once the newest version is taken for the course of the entry's participant, which is under way."""
    person, newest = entry.participant, state.programmes.get(fact.programme)
    if person is None or under_way(state, fact.programme, person) is None:
        return state
    return msgspec.structs.replace(state, courses=_settled(state, (person,), newest, entry.observed_at))


def _settled(state: ClinicState, whose: Iterable[UUID], programme: Programme | None, at: datetime) -> Courses:
    courses = state.courses
    if programme is None:
        return courses
    for one in whose:
        known = courses.get((one, programme.key), ())
        now = sorted((*known, Since(at=at, programme=programme)), key=lambda since: since.at)
        courses = put(courses, (one, programme.key), tuple(now))
    return courses


def _sat(there: Held, session: Planned, people: Iterable[UUID], runs_by: Programme) -> Held:
    """The sessions of each course with one more of these people; each counts once."""
    sat = Sat(session=session.id, at=session.planned_at, programme=runs_by)
    for person in people:
        known = (*there.get((person, runs_by.key), ()), sat)
        there = put(there, (person, runs_by.key), tuple(sorted(known, key=lambda one: one.at)))
    return there


def _without(there: Held, session: Planned | None) -> Held:
    """The same without one that is planned anew."""
    if session is None:
        return there
    for person in whose(session):
        key = person, session.programme
        there = put(there, key, tuple(one for one in there.get(key, ()) if one.session != session.id))
    return there


def came_late(state: ClinicState, entry: Entry, fact: CameLate) -> ClinicState:
    """The clinic once somebody came to a session of no group that had begun: it is of their own course too."""
    session, person = state.sessions.get(fact.session), entry.participant
    if session is None or person is None or person in whose(session):
        return state
    key, at, others = session.programme, session.planned_at, whose(session)
    sats = (sat for one in others for sat in state.held.get((one, key), ()) if sat.session == session.id)
    runs_by = next((sat.programme for sat in sats), None) or version_for(state, key, *others, person, at=at)
    now, courses, there = msgspec.structs.replace(session, together=(*others, person)), state.courses, state.held
    if runs_by is not None:
        fresh = (person,) if under_way(state, key, person, at) is None else ()
        courses, there = _settled(state, fresh, runs_by, at), _sat(there, now, (person,), runs_by)
    sessions = put(state.sessions, now.id, now)
    return msgspec.structs.replace(state, sessions=sessions, courses=courses, held=there)


def under_way(state: ClinicState, key: str, whose: UUID, at: datetime | None = None) -> Programme | None:
    """The version by which the course of ``whose`` runs; None where none is under way, or had all its sessions."""
    runs = [one for one in state.courses.get((whose, key), ()) if at is None or one.at <= at]
    if not runs or (whose not in state.groups and _is_over(state, runs[-1].programme, whose, at)):
        return None
    return runs[-1].programme


def programme_for(state: ClinicState, key: str, *whose: UUID | None, at: datetime | None = None) -> Programme | None:
    """The programme of that key as the course of ``whose`` runs by it; the newest where no course is under way.

    Where several people sit in one session whose courses began with different versions, it is the newest of theirs, and
    nothing in it that would be looser than any of them (see ``together``).
    """
    return _run_by(state, key, begun_with(state, key, *whose, at=at).values(), at, strictest)


def version_for(state: ClinicState, key: str, *whose: UUID | None, at: datetime | None = None) -> Programme | None:
    """The same as it was kept: by which a course begins that begins with a session of several."""
    return _run_by(state, key, begun_with(state, key, *whose, at=at).values(), at, lambda one, _: one)


def begun_with(state: ClinicState, key: str, *whose: UUID | None, at: datetime | None = None) -> dict[UUID, Programme]:
    """By which version the course of each runs that is under way."""
    return {one: there for one in whose if one is not None and (there := under_way(state, key, one, at)) is not None}


def _run_by(
    state: ClinicState,
    key: str,
    begun: Collection[Programme],
    at: datetime | None,
    of: Callable[[Programme, Iterable[Programme]], Programme],
) -> Programme | None:
    newest = state.programmes.get(key)
    runs_by = of(latest(begun), begun) if begun else _newest(state, key, at)
    if newest is None or runs_by is None or runs_by is newest:
        return newest
    return msgspec.structs.replace(runs_by, words=newest.words)


def _newest(state: ClinicState, key: str, at: datetime | None) -> Programme | None:
    """The newest version, or what it was at an hour; before there was one that a session is held by, the first of those."""
    known = state.kept.get(key, ())
    then = [one.programme for one in known if at is not None and one.at <= at]
    if at is None or (then and then[-1].is_usable):
        return then[-1] if then else state.programmes.get(key)
    return next((one.programme for one in known if one.programme.is_usable), state.programmes.get(key))


def courses_of(group: UUID | None, people: Iterable[UUID]) -> tuple[UUID, ...]:
    """Whose course a session is of: the group's, or where it is of none each person's."""
    return (group,) if group is not None else tuple(dict.fromkeys(people))


def _is_over(state: ClinicState, programme: Programme, whose: UUID, at: datetime | None) -> bool:
    """Whether a person's course has had all its sessions, here and elsewhere, so that the next one begins another."""
    zone = ZoneInfo(state.zone)
    sats = [one for one in state.held.get((whose, programme.key), ()) if at is None or one.at < at]
    there = [(one.programme, one.at.astimezone(zone).date()) for one in sats]
    next_one = (programme, at.astimezone(zone).date() if at is not None else date.max)
    return bool(sats) and places_of([*there, next_one], state.brought.get(whose, ()))[-1] == 1

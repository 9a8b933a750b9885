"""How a session begins, is come back to and ends: the moments at which its own record and the clinic's meet.

Writes through the two writers and nothing else; knows no music, no drafts and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import __version__, agenda, group_papers, meanwhile, monitoring, on_paper
from facilitator_app.clinic import Clinic
from facilitator_app.clock import Clock
from facilitator_app.faults import Refusal
from facilitator_app.given_earlier import Read, given_earlier, tell_given
from facilitator_app.record import leaving, never, room, versions
from facilitator_app.record.circle import RulesSaid
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Fact, Part, utc
from facilitator_app.record.group_then import at_hour
from facilitator_app.record.groups import Group, GroupMeets, GroupPaper
from facilitator_app.record.names import called, one_in_clinic
from facilitator_app.record.places import next_of_group
from facilitator_app.record.programme import Programme
from facilitator_app.record.readiness import Matter, ReadinessTold, Told
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.session import Session, Who, Write


class StillThere(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with a seat and no way out in an open session; ``began`` is when that began, as its room's clock showed."""

    name: str
    began: datetime
    today: bool

    @property
    def refusal(self) -> Refusal:
        """Why they get no seat elsewhere, by name."""
        key = "room.still_elsewhere" if self.today else "room.still_elsewhere_since"
        return Refusal(key, field="seat", name=self.name, at=self.began)


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """Since when the app was away from the session, and which checks came due meanwhile."""

    since: datetime | None = None
    seconds: int = 0
    due: tuple[monitoring.Due, ...] = ()


async def begin(
    clinic: Clinic,
    session: Session,
    clock: Clock,
    read: Read,
    *,
    title: str,
    programme: str,
    lead: UUID,
    staff: Sequence[UUID],
    seats: Mapping[int, UUID],
    staffing_reason: str = "",
    people_reason: str = "",
    group: UUID | None = None,
    at: datetime | None = None,
) -> None:
    """Write the clinic's line of the session and its own first lines, in one transaction.  Raises Refusal, or Trouble.

    ``read`` reads the other open sessions: who is still in one gets no seat, nor in a group's who is none of it.  ``at``: then.
    """
    _only_here(await still_there(clinic.state, session.scope, clock, read), seats.values())
    courses, began = versions.courses_of(group, seats.values()), utc(at) if at else clock.now()
    kept, present = _programme(clinic.state, programme, courses, at), _present(clinic, lead, staff, seats, at)
    _members_only(clinic.state, group, seats.values(), began)
    earlier = await given_earlier(clinic.state, session.scope, began, seats.values(), read)
    await session.open(
        msgspec.structs.replace(kept, rules="", confidentiality="", leaving=None),  # told by lines of their own
        title,
        zone=clinic.state.zone,
        clinic_name=clinic.state.name,
        lead=clinic.who(lead),
        staff=present,
        staffing_reason=staffing_reason if never.short_of_staff(kept, [who.roles for who in present]) else "",
        people_reason=people_reason if kept.is_for_more_than(len(seats)) else "",
        at=at,
        seated=[*told_at_first(clinic, session.scope, kept, seats, group, at), *earlier],
        write=lambda first: clinic.begin_session(session.scope, title, programme, first, group, courses, at),
    )
    if at is not None:
        await _written_since(clinic, session)


def _programme(clinic: ClinicState, key: str, courses: Iterable[UUID], at: datetime | None) -> Programme:
    kept = versions.programme_for(clinic, key, *courses, at=utc(at) if at else None)
    if kept is None:
        raise Refusal("clinic.no_such_programme", field="programme")
    return kept


def _present(
    clinic: Clinic, lead: UUID, staff: Sequence[UUID], seats: Mapping[int, UUID], at: datetime | None
) -> list[Who]:
    """Who of the team is in the room, the lead among them; refused where somebody sits twice, or the lead had gone by then."""
    present = [clinic.who(member) for member in dict.fromkeys(staff)]
    if lead not in staff:
        raise Refusal("session.lead_not_there", field="lead")
    leads = clinic.state.staff.get(lead)
    if leads is not None and leads.is_gone_by(at):
        raise Refusal("session.lead_gone", field="lead", name=leads.name)
    if len(set(seats.values())) < len(seats):
        raise Refusal("room.seated_twice", field="seat")
    return present


def told_at_first(
    clinic: Clinic,
    session: UUID,
    programme: Programme,
    seats: Mapping[int, UUID],
    group: UUID | None,
    at: datetime | None = None,
) -> list[tuple[Fact, UUID | None]]:
    """What the session goes by, who sits where, and what was told of it before it began, now or ``at`` an earlier hour.

    A group's own rules stand before its programme's.
    """
    goes_by = programme.leaving or leaving.SHIPPED
    told: list[tuple[Fact, UUID | None]] = [(leaving.LeavingListTaken(list=goes_by), None)]
    met, since = clinic.state.groups.get(group) if group else None, utc(at) if at else None
    then = _group_at(clinic, group, since)
    own = then.current(GroupPaper.RULES) if then else None
    if rules := own.text if own else programme.rules:
        told.append((RulesSaid(text=rules), None))
    if met is not None:
        told.append((_meets(clinic.state, met, programme, since), None))
    for seat, person in sorted(seats.items()):
        told += [(fact, person) for fact in _seating(clinic, session, person, seat, then, since)]
    return told + [(fact, None) for fact in agenda.told_before(clinic.state, session, None)]


def _seating(
    clinic: Clinic, session: UUID, person: UUID, seat: int, group: Group | None, at: datetime | None
) -> tuple[Fact, ...]:
    """Who sits there and what was told of them; a group's own papers say how it stands with its agreement, and no word."""
    told: tuple[Told, ...] = agenda.told_before(clinic.state, session, person)
    if group is not None and group.asks(person):
        told = tuple(one for one in told if not (isinstance(one, ReadinessTold) and one.matter is Matter.AGREEMENT))
        told += group_papers.agreed(clinic, group, person)
    return (*clinic.seating(person, seat, at), *told)


def group_of(clinic: Clinic, session: Session) -> Group | None:
    """The group whose session it is: as it is now, or of one that is only brought in from paper as it was at its own hour."""
    meets = session.state.meets
    at = None if on_paper.goes_on(session, clinic.now) else session.state.opened_at
    return _group_at(clinic, meets.group if meets else None, at)


def _group_at(clinic: Clinic, group: UUID | None, at: datetime | None) -> Group | None:
    """A group as it is, or as it was ``at`` an hour; one that was written down only later as it is."""
    known = clinic.state.groups.get(group) if group else None
    if known is None or at is None:
        return known
    return at_hour(clinic.history.lines(), known.id, at, ZoneInfo(clinic.state.zone)) or known


async def tell_agreed(clinic: Clinic, session: Session | None) -> None:
    """What changed meanwhile in the papers of the group whose session it is, and who accepted them, its record knows too."""
    who, state = (session.at_screen, session.state) if session else (None, None)
    group = group_of(clinic, session) if session else None
    if session is None or state is None or group is None or not (who and word_counts(who.roles, Act.FACT)):
        return
    for person in state.in_seat_order if state.is_open else ():
        known = [(line, line.fact) for line in session.history.about(person.id)]
        told = [
            (line, said) for line, said in known if isinstance(said, ReadinessTold) and said.matter is Matter.AGREEMENT
        ]
        for fact in group_papers.agreed(clinic, group, person.id, told):
            if not told or told[-1][1] != fact:
                await session.write(fact, [person.id])


def _meets(clinic: ClinicState, group: Group, programme: Programme, at: datetime | None) -> Fact:
    """Which of the group's sessions it is, by its own date: those already written keep the number they were given."""
    number = next_of_group(clinic, group, programme.sessions, at)
    return GroupMeets(group=group.id, theme=group.theme, number=number, planned=programme.sessions)


def _members_only(clinic: ClinicState, group: UUID | None, people: Iterable[UUID], began: datetime) -> None:
    """Refuse a seat in a group's session for who is no member, or was none any more as it began: one leaves between sessions.

    Who was written down as a member after one that is brought in from paper can have been there: they are seated by hand.
    """
    met = clinic.groups.get(group) if group else None
    there = {member.id for member in met.not_gone_by(began)} if met else set()
    for person in people if met else ():
        if person not in there:
            raise Refusal("groups.only_members", field="seat", name=one_in_clinic(person, clinic.participants))


async def seat(clinic: Clinic, session: Session, clock: Clock, read: Read, seat: int, person: UUID) -> None:
    """Put a participant on a seat of the running session, with what the room needs to know; who has a seat only moves.

    Of one that is over and is brought in from paper its beginning is the hour that is known, and what held then is told.
    Raises Refusal for somebody who is still in another open session.
    """
    meets, at = session.state.meets, None if on_paper.goes_on(session, clock.now()) else session.state.opened_at
    group = _group_at(clinic, meets.group if meets else None, at)
    told = _seating(clinic, session.scope, person, seat, group, at)
    earlier = await given_earlier(clinic.state, session.scope, at or clock.now(), [person], read)
    told += tuple(fact for fact, _ in earlier)
    along = None
    if person not in session.state.people:
        _members_only(clinic.state, meets.group if meets else None, [person], session.state.opened_at or clock.now())
        _only_here(await still_there(clinic.state, session.scope, clock, read), [person])
        along = _along(clinic, session, person)
    else:
        told = (meanwhile.seated(clinic, session, session.state.people[person], seat),)
    await session.write_together([Part(fact=fact, about=person, at=at) for fact in told], write=along)


def _along(clinic: Clinic, session: Session, person: UUID) -> Write | None:
    """A session of no group is one of the course of whoever takes a seat in it, also once it has begun."""
    known = clinic.state.sessions.get(session.scope)
    if known is None or session.state.meets is not None or person in versions.whose(known):
        return None
    return lambda first: clinic.came_late(session.scope, person, first)


async def still_there(clinic: ClinicState, scope: UUID | None, clock: Clock, read: Read) -> dict[UUID, StillThere]:
    """Who has a seat and no way out in a session that is open besides ``scope`` (None: in any)."""
    found: dict[UUID, StillThere] = {}
    for other in beside(clinic, scope):
        state = (await read(other)).state
        if state.opened_at is None:
            continue
        zone = ZoneInfo(state.zone)
        began = state.opened_at.astimezone(zone)
        today = began.date() == clock.now().astimezone(zone).date()
        for person in state.in_seat_order:
            if person.out is None:
                on_the_wall = began.replace(tzinfo=None)  # shown as it is: the texts know no zone of that room
                found[person.id] = StillThere(name=called(person, state), began=on_the_wall, today=today)
    return found


def _only_here(there: Mapping[UUID, StillThere], people: Iterable[UUID]) -> None:
    for person in people:
        if person in there:
            raise there[person].refusal


def away(session: Session, clock: Clock) -> Away:
    """Since when the app was away from a running session, and what came due.

    A clock that went back meanwhile is held where the record ends: what happens next came after what is written.
    """
    if not session.state.is_open:
        return Away()
    last = max(entry.recorded_at for entry in session.history.entries)
    clock.not_before(last)
    now = clock.now()
    return Away(
        since=last, seconds=int((now - last).total_seconds()), due=monitoring.came_due(session.state, last, now)
    )


async def come_back(clinic: Clinic, session: Session, read: Read, away: Away, who: Who | None) -> None:
    """Say in the record that the app is back, with ``who`` at the screen of the room, or under the veil with nobody.

    Finish what was broken off at the end of the session.  ``read`` as where one begins.
    """
    if not session.state.is_open:
        await end(clinic, session, ended=session.state.closed_at)
        await meanwhile.tell_leave(clinic, session)
        return
    await be_there(session, who)
    await session.write(room.AppStarted(version=__version__, away_seconds=away.seconds))
    await _told_elsewhere(clinic, session, read)


async def takes_screen(clinic: Clinic, session: Session, read: Read, who: Who) -> None:
    """Who takes the screen of a session is in the room, and what was written elsewhere meanwhile is told there."""
    await be_there(session, who)
    if session.state.is_open:
        await _told_elsewhere(clinic, session, read)


async def _told_elsewhere(clinic: Clinic, session: Session, read: Read) -> None:
    """At the desk, and of what people were given in other sessions of the day."""
    if on_paper.goes_on(session, clinic.now):
        await tell_given(clinic.state, session, clinic.now, read)
    await meanwhile.tell_corrected(clinic, session)
    await _written_since(clinic, session)
    await tell_agreed(clinic, session)
    await meanwhile.tell_leave(clinic, session)


async def _written_since(clinic: Clinic, session: Session) -> None:
    """What was written at the desk since is told, unless the session was over before it."""
    if on_paper.goes_on(session, clinic.now):
        await meanwhile.tell_prescribed(clinic, session)
        await meanwhile.tell_intentions(clinic, session)


def beside(clinic: ClinicState, scope: UUID | None) -> tuple[UUID, ...]:
    """The sessions that are open besides ``scope``, the one begun first before the others.

    A late returner keeps a session open while the next begins in the same room: both go on, each in its own scope.
    """
    others = [one for one in clinic.sessions.values() if one.ended_at is None and one.id != scope]
    return tuple(one.id for one in sorted(others, key=lambda one: one.planned_at))


async def end(clinic: Clinic, session: Session, note: str = "", ended: datetime | None = None) -> None:
    """Close the session, in both records.  What is done already is not done again, so that it can be finished later.

    ``ended``: when it was over, which is never before what was told of anybody.  Of one that was held on paper it is the
    hour of the last line where none is told; of every other, now.
    """
    is_on_paper = on_paper.held_on_paper(session)
    if session.state.is_open:
        last = on_paper.last_told(session)
        if ended is not None and utc(ended) < last.replace(second=0, microsecond=0):  # told as the wall shows it
            zone = ZoneInfo(session.state.zone)
            raise Refusal("session.over_before", field="ended", at=last.astimezone(zone).replace(tzinfo=None))
        await session.write(
            room.SessionClosed(note=note), at=max(utc(ended), last) if ended else last if is_on_paper else None
        )
    planned = clinic.state.sessions.get(session.scope)
    roles = clinic.at_screen.roles if clinic.at_screen else ()
    if planned is not None and planned.ended_at is None and word_counts(roles, Act.RUN_SESSION):
        await clinic.end_session(session.scope, session.state.closed_at if ended or is_on_paper else None)


async def be_there(session: Session, who: Who | None) -> None:
    """Who takes the screen of a running session is in the room, and is named in its record."""
    known = session.state.staff.get(who.id) if who else None
    if who is None or not session.state.is_open or not word_counts(who.roles, Act.FACT):
        return
    if known is None or known.left is not None:
        await session.write(room.StaffPresent(staff=who.id, name=who.name, roles=who.roles))

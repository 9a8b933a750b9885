"""Days to come: which sessions are set, who is expected at them and where, what was told of them; when that may be.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import passing
from facilitator_app.faults import Refusal
from facilitator_app.record import agenda, readiness, versions
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import text_within
from facilitator_app.record.names import one_in_clinic
from facilitator_app.record.people import folded
from facilitator_app.record.programme import Programme
from facilitator_app.record.roles import Act, Role, whose_word, word_counts

if TYPE_CHECKING:
    from facilitator_app.beforehand import Told

ACTS: Mapping[type, Act] = dict.fromkeys(
    (*agenda.OF_THE_CLINIC, *agenda.ABOUT_A_PERSON, *readiness.KINDS), Act.MANAGE_PEOPLE
)
"""Which act of the table of roles they are."""


def to_come(state: ClinicState, now: datetime) -> tuple[SetSession, ...]:
    """The sessions that are set and were not begun, the next first: each until it would be over as it is planned.

    Its hour may be past: who is expected at it still is, and its room is its own, while it may begin late.
    """
    found = [
        one for one in state.agenda.sessions.values() if one.told.session not in state.sessions and _ends(one) > now
    ]
    return tuple(sorted(found, key=lambda one: one.told.at))


def people(state: ClinicState, one: SetSession, began: datetime | None = None) -> tuple[UUID, ...]:
    """Who is expected at a session: of a group its members who do not stay away; else whoever was asked.

    Whoever left before it would be over, and so before it could begin, is not expected.  Once it ``began`` whoever belonged
    to the group then is: who left after that too, and who joined only after that not.
    """
    group = state.groups.get(one.told.group) if one.told.group else None
    asked = [person for person, told in one.expected.items() if told.coming]
    away = {person for person, told in one.expected.items() if not told.coming}
    if group is not None:
        members = group.not_gone_by(_ends(one)) if began is None else group.there_at(began)
        asked = [member.id for member in members]
    return tuple(person for person in asked if person not in away and person in state.participants)


def no_members(state: ClinicState, one: SetSession) -> tuple[UUID, ...]:
    """Who was asked to a group's session and does not belong to it any more: nobody expects them."""
    there = people(state, one)
    asked = [person for person, told in one.expected.items() if told.coming and person in state.participants]
    return tuple(person for person in asked if person not in there)


def off_with(state: ClinicState, group: UUID, reason: str) -> list[agenda.SessionCalledOff]:
    """What is taken off the calendar with a group that ends: each of its sessions that is set and was not begun."""
    there = [one for id, one in state.agenda.sessions.items() if id not in state.sessions and one.told.group == group]
    return [agenda.SessionCalledOff(session=one.told.session, reason=reason) for one in there]


def programme_of(
    state: ClinicState, one: SetSession, there: Collection[UUID] | None = None, at: datetime | None = None
) -> Programme | None:
    """The programme by which a session that is set runs: as the course of its group does, or those of who is ``there``.

    Nobody named: of everybody who is expected at it.  ``at``: as it was at that hour, for one that is brought in later.
    """
    courses = versions.courses_of(one.told.group, people(state, one) if there is None else there)
    return versions.programme_for(state, one.told.programme, *courses, at=at)


def places(programme: Programme | None) -> int:
    """How many a session of a programme has a seat for: its cap where one is told, and never more than the room has."""
    cap = programme.cap if programme else None
    return min(cap or len(agenda.SEATS), len(agenda.SEATS))


def too_many(state: ClinicState, one: SetSession) -> tuple[int, int] | None:
    """How many are expected at a session and how many seats there are, while somebody has none; else nothing."""
    there = people(state, one)
    count, most = len(there), places(programme_of(state, one, there))
    return (count, most) if count > most else None


def too_few(state: ClinicState, one: SetSession) -> tuple[int, int] | None:
    """How many are expected at a session and how many its programme is for at the least, while they are fewer; else nothing."""
    there = people(state, one)
    programme = programme_of(state, one, there)
    is_few = programme is not None and programme.is_for_more_than(len(there))
    return (len(there), programme.least) if programme is not None and is_few else None


def missing(state: ClinicState, session: UUID, there: Collection[UUID], began: datetime) -> tuple[UUID, ...]:
    """Who was expected at a session as it ``began`` without them.

    Raises Refusal where more are expected than have a seat: who did not come and whom there was no room for is not the same.
    """
    one = state.agenda.sessions.get(session)
    if one is None:
        return ()
    expected = people(state, one, began)
    most = places(programme_of(state, one, expected, at=began))
    if len(expected) > most:
        raise Refusal("agenda.choose_who_comes", field="seat", count=len(expected), seats=most)
    return tuple(person for person in expected if person not in there)


def missed(state: ClinicState, session: UUID, there: Collection[UUID]) -> tuple[tuple[UUID, str], ...]:
    """Of whom it was written that it began without them, and why; who came late after all is not among them."""
    one = state.agenda.sessions.get(session)
    known = one.expected if one else {}
    return tuple((id, told.reason) for id, told in known.items() if told.missed and id not in there)


def away(state: ClinicState, session: UUID) -> tuple[tuple[UUID, str], ...]:
    """Of whom it was said that they do not come to a session that is set, and why."""
    one = state.agenda.sessions.get(session)
    return tuple((id, told.reason) for id, told in (one.expected if one else {}).items() if not told.coming)


def seats(state: ClinicState, one: SetSession, began: datetime | None = None) -> dict[int, UUID]:
    """Who sits where: on the seat that is kept for them, else of a group on their place in it, else in their order, as many
    as the room has.

    A seat that is given to one moves nobody but whom it is taken from: they get the first that is free.
    """
    there = people(state, one, began)
    kept = {person: told.seat for person, told in one.expected.items() if person in there and told.seat is not None}
    taken = {seat: person for person, seat in kept.items()}
    in_order = [(seat, person) for seat, person in _in_order(state, one, there) if person not in kept]
    for seat, person in in_order:
        taken.setdefault(seat, person)
    free = [seat for seat in agenda.SEATS if seat not in taken]
    rest = [person for person in there if person not in taken.values()]
    return taken | dict(zip(free, rest, strict=False))


def _in_order(state: ClinicState, one: SetSession, there: Collection[UUID]) -> list[tuple[int, UUID]]:
    """The seats of those who come, where none is kept for anybody: nobody moves because another leaves, or comes back."""
    group = state.groups.get(one.told.group) if one.told.group else None
    if group is None:
        return list(zip(agenda.SEATS, there, strict=False))
    places = ((group.members[person].place, person) for person in there)
    return [(seat, person) for seat, person in places if seat in agenda.SEATS]


def told_before(state: ClinicState, session: UUID, about: UUID | None) -> tuple[readiness.Told, ...]:
    """What was told of somebody (None: of the room) before a session that is set, for its own record; of each the last."""
    one = state.agenda.sessions.get(session)
    found: dict[object, readiness.Told] = {}
    for entry in one.ready if one else ():
        fact, by = entry.fact, entry.done_by or entry.recorded_by
        if entry.participant != about or not isinstance(fact, readiness.KINDS):
            continue
        name = state.staff[by].name if by in state.staff else ""
        before = readiness.Before(line=entry.id, at=entry.observed_at, by=by, name=name)
        key = (type(fact), getattr(fact, "matter", None))
        found[key] = msgspec.structs.replace(fact, session=None, before=before)
    return tuple(found.values())


def of_two_entries(state: ClinicState, one: UUID, other: UUID) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Of sessions that are set, before two entries are one person: to which they come by one entry and not by the other,
    and the lines told ahead that do not count then.

    Who is there twice is touched off the list once: that is not to take them off it.  And what somebody says is as it has to
    be does not take the place of what they said, by the other entry, it is not.
    """
    ahead = [(id, known) for id, known in state.agenda.sessions.items() if id not in state.sessions]
    expected = [
        id
        for id, known in ahead
        if {one, other} & set(people(state, known))
        and any(told is not None and not told.coming for told in map(known.expected.get, (one, other)))
    ]
    return tuple(expected), tuple(line for _, known in ahead for line in _unsaid(known, one, other))


def _unsaid(known: SetSession, one: UUID, other: UUID) -> Iterator[UUID]:
    """The lines of two entries that say it goes ahead, of each matter of which the last word of the one is otherwise."""
    mine, theirs = (_last_words(known, person) for person in (one, other))
    contrary = {matter for matter, says in mine.items() if theirs.get(matter, says) != says}
    for line in known.ready:
        matter, says = _word(line.fact)
        if line.participant in (one, other) and matter in contrary and says:
            yield line.id


def _last_words(known: SetSession, person: UUID) -> dict[object, bool]:
    return dict(_word(line.fact) for line in known.ready if line.participant == person)


def _word(fact: object) -> tuple[object, bool]:
    """Of which matter a line told ahead is, and whether by it they can have the medicine."""
    if isinstance(fact, readiness.ReadinessTold):
        return fact.matter, fact.holds
    return type(fact), isinstance(fact, readiness.StaysWithout) and not fact.holds


def floor(state: ClinicState) -> tuple[agenda.Place, ...]:
    """The clinic's own floor, or the one that is shipped."""
    return state.agenda.floor or agenda.FLOOR


def _session(told: Told, fact: agenda.SessionSet) -> None:
    state = told.state
    if fact.programme not in state.programmes:
        raise Refusal("clinic.no_such_programme", field="programme")
    agenda.check_year(fact.at)
    if fact.at <= told.now:
        raise Refusal("agenda.past", field="day")
    if fact.session in state.sessions:
        raise Refusal("agenda.begun")
    group = state.groups.get(fact.group) if fact.group else None
    if fact.group is not None and (group is None or group.ended_at is not None):
        raise Refusal("groups.no_such_group", field="group")
    if group is not None and group.programme != fact.programme:
        raise Refusal("groups.other_programme", field="group")
    _team_is_there(told, fact)
    _room_is_free(told, fact)
    _all_can_come(told, fact)


def _team_is_there(told: Told, fact: agenda.SessionSet) -> None:
    """Refuse a planned team of whom somebody is not of the clinic, or is not there any more."""
    for one in fact.team:
        member = told.state.staff.get(one)
        if member is None:
            raise Refusal("clinic.no_such_staff", field="team")
        if member.gone_at is not None:
            raise Refusal("agenda.gone", field="team", name=member.name)


def _room_is_free(told: Told, fact: agenda.SessionSet) -> None:
    """Refuse a room in which another session is set meanwhile; of one without a name nobody knows."""
    one, room = SetSession(entry=told.entry.id, told=fact), folded(fact.place)
    for other in to_come(told.state, told.now) if room else ():
        if other.told.session != fact.session and folded(other.told.place) == room and _meet(one, other):
            values = {"place": fact.place, "title": other.told.title, "at": _on_the_wall(told.state, other)}
            raise Refusal("agenda.room_taken", field="place", **values)


def _all_can_come(told: Told, fact: agenda.SessionSet) -> None:
    """Refuse what leaves somebody out who is expected: too few places, another session then, a group that is not theirs."""
    state, known = told.state, told.state.agenda.sessions.get(fact.session)
    one = SetSession(entry=told.entry.id, told=fact, expected=known.expected if known else {})
    there = people(state, one)
    if known is not None and known.told.group != fact.group:
        _asked_come_too(state, known, there)
    for person in there:
        other = _meanwhile(told, person, one)
        if other is not None:
            name = one_in_clinic(person, state.participants)
            values = {"name": name, "title": other.told.title, "at": _on_the_wall(state, other)}
            raise Refusal("agenda.expected_elsewhere", field="day", **values)
    programme = programme_of(state, one, there)
    if programme is not None and programme.cap is not None and len(there) > programme.cap:
        raise Refusal("agenda.too_many", field="programme", count=len(there), cap=programme.cap)


def _asked_come_too(state: ClinicState, before: SetSession, there: Collection[UUID]) -> None:
    """Refuse another group of whose members somebody is none who was asked to come."""
    for person in people(state, before):
        if person in before.expected and person not in there:
            raise Refusal("agenda.not_of_the_group", field="group", name=one_in_clinic(person, state.participants))


def _called_off(told: Told, fact: agenda.SessionCalledOff) -> None:
    _is_set(told, fact)


def _is_set(told: Told, fact: agenda.SessionCalledOff | agenda.Expected | readiness.Told) -> SetSession:
    known = told.state.agenda.sessions.get(fact.session) if fact.session else None
    if known is None:
        raise Refusal("agenda.not_set")
    if fact.session in told.state.sessions:
        raise Refusal("agenda.begun")
    return known


def _expected(told: Told, fact: agenda.Expected) -> None:
    person = told.entry.participant
    known = told.state.agenda.sessions.get(fact.session)
    if known is not None and person in known.expected and known.expected[person].missed and fact.missed:
        text_within(fact.reason, 2000, "reason")  # it has begun: why they did not come is said now
        return
    one = _is_set(told, fact)
    there = people(told.state, one)
    group = told.state.groups.get(one.told.group) if one.told.group else None
    if group is not None and fact.coming and person not in {member.id for member in group.there}:
        raise Refusal("groups.not_a_member", field="participant")
    cap = places(programme_of(told.state, one, {*there, *([person] if person else [])}))
    if fact.coming and person not in there and len(there) >= cap:
        raise Refusal("room.full", field="participant", cap=cap)
    if fact.coming and person is not None and person not in there:
        _free_then(told, person, one)


def _free_then(told: Told, person: UUID, one: SetSession) -> None:
    """Refuse whoever is expected at another session while this one lasts."""
    other = _meanwhile(told, person, one)
    if other is not None:
        at = _on_the_wall(told.state, other)
        raise Refusal("agenda.elsewhere", field="participant", title=other.told.title, at=at)


def may_join(told: Told, group: UUID) -> None:
    """Refuse a group to whoever is expected elsewhere while one of its sessions lasts: they would be expected at both."""
    person = told.entry.participant
    for one in to_come(told.state, told.now):
        known = one.expected.get(person) if person else None
        if person is not None and one.told.group == group and (known is None or known.coming):
            _free_then(told, person, one)


def _meanwhile(told: Told, person: UUID, one: SetSession) -> SetSession | None:
    """Another session at which somebody is expected while this one lasts; one of no length told keeps an hour."""
    for other in to_come(told.state, told.now):
        if other.told.session != one.told.session and _meet(one, other) and person in people(told.state, other):
            return other
    return None


def _meet(one: SetSession, other: SetSession) -> bool:
    return other.told.at < _ends(one) and one.told.at < _ends(other)


def _on_the_wall(state: ClinicState, one: SetSession) -> str:
    return f"{one.told.at.astimezone(ZoneInfo(state.zone)):%Y-%m-%d %H:%M}"


def _ends(one: SetSession) -> datetime:
    """When it is over as it is planned; one of no length told keeps an hour."""
    return one.told.at + timedelta(minutes=one.told.minutes or 60)


def _ready(told: Told, fact: readiness.Told) -> None:
    """Before it begins, of who is expected at it; the team is counted as it begins.  Whose word it takes is as in the room."""
    one = _is_set(told, fact)
    if isinstance(fact, readiness.ABOUT_A_PERSON) and told.entry.participant not in people(told.state, one):
        raise Refusal("agenda.not_expected", field="participant")
    passing.check_told(programme_of(told.state, one), fact)
    known = told.state.participants.get(told.entry.participant) if told.entry.participant else None
    passing.check_given(fact, (known.told.preferred_name, known.told.legal_name) if known else (), told.state.staff)
    if isinstance(fact, readiness.RoomPassed) and fact.matter in tuple(Role):
        raise Refusal("agenda.team_then", field="matter")
    if isinstance(fact, readiness.RoomChecked | readiness.RoomPassed) and fact.matter not in (
        *told.state.agenda.room,
        *readiness.RoomMatter,
    ):
        raise Refusal("agenda.not_on_the_list", field="matter", name=fact.matter)
    if isinstance(fact, passing.PASSINGS):
        act = passing.act_of(fact)
        if not word_counts(told.roles, act):
            raise Refusal("session.not_your_word", act=act.value, roles=tuple(role.value for role in whose_word(act)))


def _meeting(told: Told, fact: agenda.MeetingSet) -> None:
    agenda.check_year(fact.at)
    if fact.at <= told.now:
        raise Refusal("agenda.past", field="day")
    if fact.held_by not in told.state.staff:
        raise Refusal("clinic.no_such_staff", field="held_by")


CHECKS: Mapping[type, Callable[[Told, Any], None]] = {
    agenda.SessionSet: _session,
    agenda.SessionCalledOff: _called_off,
    agenda.Expected: _expected,
    agenda.MeetingSet: _meeting,
    **dict.fromkeys(readiness.KINDS, _ready),
}
"""What is looked at of each kind besides its own fields."""

"""What changed at the desk of people who sit in an open session is told in its record too, as somebody comes back to it.

What the prescriber wrote counts from when it was written, as in the room: of two lines of a kind the later one holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from facilitator_app.clinic import Clinic
from facilitator_app.record import in_the_way, room
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import Line
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.people import PersonTold, SamePerson
from facilitator_app.record.prescribing import ForTheRoom, copies_of, prescribed, source_of
from facilitator_app.record.release import MedicalLeaveGiven, taken_back_since
from facilitator_app.record.replaced import takes_place
from facilitator_app.record.roles import Act, whose_word, word_counts
from facilitator_app.record.state import Person
from facilitator_app.session import Session, Who

_OF_A_SEAT = tuple(one for one in room.FromTheDesk if one is not room.FromTheDesk.INTENTION)
"""What the line of a seat tells of; what somebody comes with is a line of its own."""


async def tell_prescribed(clinic: Clinic, session: Session) -> None:
    """What the prescriber wrote or took back at the desk meanwhile, of people who sit here, is a line of the room too.

    It is told whoever may be there comes in, also its author, whose word counts for nothing else in the room.
    """
    for person in _there(clinic, session, Act.FACT, Act.ORDER):
        lines = [line for line in session.history.lines_about(person.id) if isinstance(line.first.fact, ForTheRoom)]
        for fact in prescribed(clinic.history, person.id).for_the_room:
            at = _told_at(clinic, session, lines, fact)
            if at is not None:
                await session.write(fact, [person.id], at=at)
        for line in lines:
            back = _taken_back(clinic, session, line)
            if back is not None and line.voided is None:
                reason = back.fact.reason if isinstance(back.fact, Voided) else ""
                await session.void(line.first.id, reason, who=_whose_word(clinic, session, line, back))


async def tell_leave(clinic: Clinic, session: Session | None) -> None:
    """Leave for a handoff that was taken back at the desk is taken back in the session too, also once that is over."""
    who = session.at_screen if session else None
    if session is None or who is None or not word_counts(who.roles, Act.FACT):
        return
    for person in session.state.people:
        for line in taken_back_since(clinic.history.about(person), session.history.about(person)):
            assert isinstance(line.fact, MedicalLeaveGiven)  # it is made of nothing else
            at = max(line.observed_at, session.state.opened_at or line.observed_at)
            await session.write(line.fact, [person], at=at)


def _written(clinic: Clinic, line: Line) -> Line:
    """What of the prescriber's was written when: as it stands at the desk, where it is from there or told there."""
    fact, person = line.first.fact, line.first.participant
    assert isinstance(fact, ForTheRoom)
    assert person is not None  # no other is asked about
    if fact.beforehand is not None:
        return clinic.history.line(fact.beforehand) or line
    return next(reversed(copies_of(clinic.history, line.first.id, person)), line)


def _told_at(clinic: Clinic, session: Session, lines: Sequence[Line], fact: ForTheRoom) -> datetime | None:
    """When the room is told what stands at the desk to have been; None: it knows it, or has a later one of its own.

    It was when it was written, and not when somebody came back: what was written in the room since goes before it.
    """
    there = clinic.history.line(fact.beforehand) if fact.beforehand is not None else None
    assert there is not None  # it stands at the desk
    source = source_of(there.entry)
    if source is not None and session.history.entry(source) is not None:
        return None
    later = (line for line in lines if takes_place(line.entry.fact, fact))
    if any(_written(clinic, line).entry.order >= there.entry.order for line in later):
        return None
    before = [
        line.entry.observed_at for line in lines if _is_from_the_desk(line) and takes_place(fact, line.entry.fact)
    ]
    return max(there.entry.observed_at, session.state.opened_at or there.entry.observed_at, *before)


def _is_from_the_desk(line: Line) -> bool:
    return isinstance(line.first.fact, ForTheRoom) and line.first.fact.beforehand is not None


def _whose_word(clinic: Clinic, session: Session, line: Line, back: Entry) -> Who | None:
    """Whose word takes it back in the room: who is at its screen (None), or who did at the desk, where theirs alone counts."""
    who = session.at_screen
    may = not isinstance(line.first.fact, PersonLimitSet) or (who is not None and word_counts(who.roles, Act.SET_LIMIT))
    if may or back.recorded_by is None:
        return None
    return msgspec.structs.replace(clinic.who(back.recorded_by), roles=whose_word(Act.SET_LIMIT))  # it counted there


def _taken_back(clinic: Clinic, session: Session, line: Line) -> Entry | None:
    """By what a line of the room does not hold any more: it was withdrawn at the desk, or one that replaced it was."""
    about = line.first.participant
    written = _written(clinic, line)
    there = clinic.history.lines_about(about) if about else ()
    found = [one for one in there if takes_place(one.entry.fact, line.entry.fact)]
    person = session.state.people.get(about) if about else None
    counts = person is not None and line.first.id in in_the_way.held(person)
    later = [one for one in found if one.entry.order > written.entry.order][-1:] if counts else []
    return next((one.voided for one in (written, *later) if one.voided is not None), None)


async def tell_corrected(clinic: Clinic, session: Session) -> None:
    """What was corrected or taken back at the desk of people who sit here (a name, an allergy, a weight) is told."""
    for person in _there(clinic, session):
        if person.out is not None:
            continue  # the line of a seat would be one that they sit down on
        told = seated(clinic, session, person, person.seat)
        if told.taken_back or told.preferred_name != person.preferred_name or any(_otherwise(told, person)):
            await session.write(told, [person.id])


async def tell_intentions(clinic: Clinic, session: Session) -> None:
    """What somebody comes with is told as the desk has it since, at the hour at which it was told there."""
    for person in _there(clinic, session):
        since, intention = _intention_since(clinic, session, person)
        if since is not None and intention not in ("", person.intention):
            at = max(since, session.state.opened_at or since)
            await session.write(room.IntentionSaid(text=intention), [person.id], at=at)


def _there(clinic: Clinic, session: Session, *acts: Act) -> tuple[Person, ...]:
    """Of whom something is told; nobody where the word of who is at the screen counts for none of ``acts``.

    Also of who is out: they may come back, and then all of it holds.
    """
    who = session.at_screen
    if who is None or not any(word_counts(who.roles, act) for act in acts or (Act.FACT,)):
        return ()
    people = session.state.in_seat_order
    return tuple(one for one in people if one.id in clinic.state.participants)


def seated(clinic: Clinic, session: Session, person: Person, seat: int) -> room.Seated:
    """Somebody who has a seat here is on ``seat``, by what the clinic knows of them now."""
    told = clinic.seating(person.id, seat)[0]
    assert isinstance(told, room.Seated)
    gone: list[room.FromTheDesk] = [
        one for one in _OF_A_SEAT if getattr(told, one) == room.NOTHING[one] != getattr(person, one)
    ]
    since, intention = _intention_since(clinic, session, person)
    if since is not None and not intention and person.intention:
        gone.append(room.FromTheDesk.INTENTION)
    return msgspec.structs.replace(told, taken_back=tuple(gone))


def _otherwise(told: room.Seated, person: Person) -> Iterator[bool]:
    """Of each thing that a line of a seat tells whether the room knows it otherwise."""
    return (getattr(told, one) not in (room.NOTHING[one], getattr(person, one)) for one in _OF_A_SEAT)


def _intention_since(clinic: Clinic, session: Session, person: Person) -> tuple[datetime | None, str]:
    """What the clinic knows of what somebody comes with, and since when; None: the room has a later word, or it was none."""
    lines = [line for line in session.history.lines_about(person.id) if isinstance(line.first.fact, room.IntentionSaid)]
    here = max((one.order for line in lines for one in (line.entry, *line.amendments)), default=None)
    told = [one for one in clinic.history.about(person.id) if isinstance(one.fact, PersonTold | SamePerson)]
    said = [(one, text) for one in told if (text := _intention_of(one)) is not None]
    if not said or (here is not None and said[-1][0].order < here):
        return None, ""
    return said[-1][0].observed_at, said[-1][1]


def _intention_of(line: Entry) -> str | None:
    told = line.fact.told if isinstance(line.fact, SamePerson) else line.fact
    return told.intention if isinstance(told, PersonTold) else None

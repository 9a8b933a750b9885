"""What stands in the calendar: sessions set, open and held, preparation meetings, visits booked after a session.  Pure.

What leaves as a file (``events``) says neither whom nor what group: a kind of appointment and its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app import agenda
from facilitator_app.handoff.invitation import LENGTH, Event
from facilitator_app.record.agenda import Meeting, MeetingSet, SessionSet
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.history import History
from facilitator_app.record.integration import VisitBooked, VisitKind
from facilitator_app.record.names import called_in_clinic
from facilitator_app.wording import Words


class What(StrEnum):
    """What is in the calendar."""

    SET = "set"
    OPEN = "open"
    HELD = "held"
    MEETING = "meeting"
    VISIT = "visit"


class Booked(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that is booked after a session: by which line, of whom."""

    line: UUID
    session: UUID
    person: UUID
    told: VisitBooked


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One of them; ``text`` and ``note`` are for the clinic's own screen.  ``session`` and ``person`` say what it opens;
    ``off``: it does not take place.  ``who`` is planned for it, of the team or not; ``in_group``: with others at once."""

    id: UUID
    what: What
    at: datetime
    text: str
    note: str = ""
    minutes: int | None = None
    session: UUID | None = None
    person: UUID | None = None
    off: bool = False
    who: tuple[UUID, ...] = ()
    in_group: bool = False

    @property
    def ends(self) -> datetime:
        """Until when; what has no length told keeps an hour."""
        return self.at + (timedelta(minutes=self.minutes) if self.minutes else LENGTH)


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """From one moment to before another."""

    first: datetime
    last: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies within."""
        return self.first <= at < self.last


def days(first: date, last: date, zone: tzinfo) -> Span:
    """From the one day to the other, both with."""
    begins = datetime.combine(first, time(), zone)
    return Span(first=begins, last=datetime.combine(last + timedelta(days=1), time(), zone))


def is_empty(state: ClinicState, visits: Iterable[Booked]) -> bool:
    """Whether nothing stands in the calendar yet."""
    return not (state.sessions or state.agenda.sessions or state.agenda.meetings or any(visits))


def items(state: ClinicState, visits: Iterable[Booked], words: Words, span: Span) -> tuple[Item, ...]:
    """What lies within, the earliest first."""
    visits = [one for one in visits if span.holds(one.told.at)]
    meetings = [one for one in state.agenda.meetings.values() if span.holds(one.told.at)]
    whom = [one.person for one in visits] + [one.person for one in meetings]
    names = called_in_clinic(whom, state.participants)
    found = [*_sessions(state, words, span), *_meetings(state, words, meetings, names)]
    for one in visits:
        told, name = one.told, names.get(one.person, "…")
        text = words.render("calendar_ui.visit", name=name)
        note = ", ".join(
            [words.word(told.form), words.word(told.place), *([told.held_by_name] if told.held_by_name else [])]
        )
        found.append(
            Item(
                id=one.line,
                what=What.VISIT,
                at=told.at,
                text=text,
                note=note,
                session=one.session,
                person=one.person,
                who=(one.person, *([told.held_by] if told.held_by else [])),
                in_group=told.form is VisitKind.GROUP,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.at, item.id)))


def at_once(one: Item, others: Iterable[Item]) -> tuple[tuple[UUID, Item], ...]:
    """Who is planned for something else while this lasts, and for what: improbable, and told; nothing is refused for it.

    Visits of a group at one time are one visit of whoever holds it.
    """
    return tuple(
        (who, other)
        for other in others
        if other.id != one.id and other.at < one.ends and one.at < other.ends
        for who in one.who
        if who in other.who and not (one.in_group and other.in_group and one.at == other.at and who != one.person)
    )


def called_off(history: History[ClinicState], visits: Iterable[Booked], span: Span) -> tuple[Item, ...]:
    """What was to lie within and does not take place, for calendars that have it: sessions called off, meetings withdrawn,
    and ``visits`` that were booked and are not any more."""
    there = history.state.agenda
    found = {}
    for line in history.lines():
        fact = line.entry.fact
        if isinstance(fact, SessionSet) and fact.session not in there.sessions:
            found[fact.session] = Item(
                id=fact.session, what=What.SET, at=fact.at, text="", minutes=fact.minutes, off=True
            )
        elif isinstance(fact, MeetingSet) and line.voided is not None:
            id = line.first.id
            found[id] = Item(id=id, what=What.MEETING, at=fact.at, text="", minutes=fact.minutes, off=True)
    for one in visits:
        found[one.line] = Item(id=one.line, what=What.VISIT, at=one.told.at, text="", off=True)
    return tuple(sorted((item for item in found.values() if span.holds(item.at)), key=lambda item: (item.at, item.id)))


def events(found: Iterable[Item], words: Words) -> tuple[Event, ...]:
    """What is still to come of them, or was to, as it leaves in a file."""
    return tuple(
        Event(
            id=item.id,
            at=item.at,
            summary=words.render(f"invitation.calendar_{item.what.value}"),
            length=timedelta(minutes=item.minutes) if item.minutes else LENGTH,
            off=item.off,
        )
        for item in found
        if item.what in (What.SET, What.MEETING, What.VISIT)
    )


def _sessions(state: ClinicState, words: Words, span: Span) -> Iterable[Item]:
    for one in state.agenda.sessions.values():
        told = one.told
        if told.session not in state.sessions and span.holds(told.at):
            there = agenda.people(state, one)
            parts = [_programme(state, told.programme), words.render("calendar_ui.expected", count=len(there))]
            names = [state.staff[one].name for one in told.team if one in state.staff]
            note = " · ".join([*parts, *([told.place] if told.place else []), *([", ".join(names)] if names else [])])
            yield Item(
                id=told.session,
                what=What.SET,
                at=told.at,
                text=told.title,
                note=note,
                minutes=told.minutes,
                session=told.session,
                who=(*there, *told.team),
            )
    for held in (one for one in state.sessions.values() if span.holds(one.planned_at)):
        what = What.OPEN if held.ended_at is None else What.HELD
        note = _programme(state, held.programme)
        yield Item(id=held.id, what=what, at=held.planned_at, text=held.title, note=note, session=held.id)


def _meetings(
    state: ClinicState, words: Words, meetings: Iterable[Meeting], names: Mapping[UUID, str]
) -> Iterable[Item]:
    for one in meetings:
        told, by = one.told, state.staff.get(one.told.held_by)
        note = ", ".join([words.word(told.place), *([by.name] if by else [])])
        yield Item(
            id=one.entry,
            what=What.MEETING,
            at=told.at,
            text=words.render("calendar_ui.meeting", name=names.get(one.person, "…")),
            note=note,
            minutes=told.minutes,
            person=one.person,
            who=(one.person, told.held_by),
        )


def _programme(state: ClinicState, key: str) -> str:
    known = state.programmes.get(key)
    return known.name if known else key

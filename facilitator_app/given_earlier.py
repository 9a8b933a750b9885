"""What people who take a seat bring from other sessions of the day before: what was given, and what holds while it works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.record import leaving, touch
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import GivenEarlier
from facilitator_app.record.entry import Fact, Part, UnknownFact
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.state import Person, SessionState
from facilitator_app.session import Session

_A_DAY = timedelta(days=1)
Read = Callable[[UUID], Awaitable[Session]]
"""How a session is read without entering it."""


async def given_earlier(
    clinic: ClinicState, scope: UUID, moment: datetime, people: Iterable[UUID], read: Read
) -> list[tuple[Fact, UUID]]:
    """What these people were given in other sessions within the day before ``moment``, each with whom it was given to.

    Somebody may sit in two sessions of one day: in one that was closed by mistake and begun anew, in the morning's and
    the evening's.  What was given stays given; and who comes under it brings along what was measured before it, and how far
    touch may go, which is not asked anew under the medicine.
    """
    sat: dict[UUID, list[Session]] = {}
    for other in sorted(clinic.sessions.values(), key=lambda one: one.planned_at):
        if other.id == scope or not moment - _A_DAY <= other.planned_at <= moment:
            continue
        session = await read(other.id)
        for person in sorted(set(people) & session.state.people.keys()):
            sat.setdefault(person, []).append(session)
    return [(fact, person) for person, sessions in sat.items() for fact in _brought(person, sessions, moment)]


async def tell_given(clinic: ClinicState, session: Session, now: datetime, read: Read) -> None:
    """Of who has a seat here: what was told late, corrected or taken back since in other sessions of the day."""
    who = session.at_screen
    if who is None or not word_counts(who.roles, Act.FACT):
        return
    there = [one.id for one in session.state.in_seat_order]
    found = await given_earlier(clinic, session.scope, now, there, read)
    for person in there:
        given = [fact for fact, whose in found if whose == person and isinstance(fact, GivenEarlier)]
        told = [line for line in session.history.lines_about(person) if isinstance(line.first.fact, GivenEarlier)]
        stands, known = {_what(fact) for fact in given}, {_what(line.first.fact) for line in told}
        parts = [Part(fact=fact, about=person) for fact in given if _what(fact) not in known]
        for line in told:
            reason = "" if line.voided or _what(line.first.fact) in stands else await _why(line.first.fact, read)
            parts += [Part(fact=Voided(target=line.first.id, reason=reason), about=person)] if reason else []
        if parts:
            await session.write_together(parts)


async def _why(fact: Fact | UnknownFact, read: Read) -> str:
    """Why it was withdrawn, or reads otherwise, in the session it is of; empty where it stands as it was told."""
    assert isinstance(fact, GivenEarlier)  # no other is asked about
    line = (await read(fact.session)).history.line(fact.line)
    changes = (*line.amendments, *filter(None, (line.voided,))) if line is not None else ()
    return next((one.fact.reason for one in reversed(changes) if isinstance(one.fact, Amended | Voided)), "")


def _what(fact: Fact | UnknownFact) -> tuple[object, ...]:
    """By what one is the same as it was told."""
    assert isinstance(fact, GivenEarlier)  # nothing else is compared
    return fact.line, fact.name, fact.amount, fact.unit, fact.route, fact.given_at


def _brought(person: UUID, sessions: Sequence[Session], moment: datetime) -> Iterator[Fact]:
    """Of one person, from the sessions in which they sat, in order: the consent that holds on before what was given."""
    given = [
        (one, session.state) for session in sessions for one in _given(session.state.people[person], session.scope)
    ]
    given = sorted(
        ((one, state) for one, state in given if moment - _A_DAY <= one.given_at <= moment),
        key=lambda told: told[0].given_at,
    )
    cleared = _cleared_at(person, sessions, moment)
    under = [told for told in given if told[0].route is not None and (cleared is None or told[0].given_at > cleared)]
    counts = bool(under) and _still(*under[-1], moment)
    first = under[0] if counts else None
    if counts:
        yield from touch.brought(sessions[-1].state.people[person].consent)
    for told in given:
        baseline = told[1].people[person].baseline if told is first else {}
        yield msgspec.structs.replace(told[0], counts=counts and told in under, baseline=baseline)


def _given(person: Person, session: UUID) -> Iterator[GivenEarlier]:
    for dose in person.doses:
        yield GivenEarlier(
            session=session, line=dose.entry, name=dose.drug, amount=dose.amount_mg, unit="mg", route=dose.route,
            given_at=dose.at,
        )  # fmt: skip
    for one in person.medications:
        yield GivenEarlier(
            session=session,
            line=one.entry,
            name=one.name,
            amount=one.amount,
            unit=one.unit,
            route=None,
            given_at=one.at,
        )


def _cleared_at(person: UUID, sessions: Iterable[Session], moment: datetime) -> datetime | None:
    """When somebody was last cleared to leave in one of these sessions; None: in none."""
    ways = (session.state.people[person].out for session in sessions)
    return max((out.at for out in ways if out is not None and out.is_cleared and out.at <= moment), default=None)


def _still(last: GivenEarlier, state: SessionState, moment: datetime) -> bool:
    """Whether nobody can take them to be sober yet: on the day of the last dose, and for the list's least time after it."""
    zone = ZoneInfo(state.zone)
    is_today = last.given_at.astimezone(zone).date() == moment.astimezone(zone).date()
    return is_today or moment < last.given_at + (state.leaving_list or leaving.SHIPPED).least_after_dose

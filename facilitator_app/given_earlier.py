"""What people who take a seat were given in other sessions of the day before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import GivenEarlier
from facilitator_app.record.state import Person
from facilitator_app.session import Session

_A_DAY = timedelta(days=1)
Read = Callable[[UUID], Awaitable[Session]]
"""How a session is read without entering it."""


async def given_earlier(
    clinic: ClinicState, scope: UUID, moment: datetime, people: Iterable[UUID], read: Read
) -> list[tuple[GivenEarlier, UUID]]:
    """What these people were given in other sessions within the day before ``moment``, each with whom it was given to.

    Somebody may sit in two sessions of one day: in one that was closed by mistake and begun anew, in the morning's and
    the evening's.  What was given stays given.
    """
    found = []
    whose = set(people)
    for other in clinic.sessions.values():
        if other.id == scope or not moment - _A_DAY <= other.planned_at <= moment:
            continue
        state = (await read(other.id)).state
        for person in (state.people[one] for one in sorted(whose & state.people.keys())):
            found += [
                (fact, person.id) for fact in _given(person, other.id) if moment - _A_DAY <= fact.given_at <= moment
            ]
    return sorted(found, key=lambda one: one[0].given_at)


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

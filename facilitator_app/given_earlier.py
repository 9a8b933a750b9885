"""What people who take a seat bring from other sessions of the day before: what was given, and what holds while it works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from facilitator_app.record import leaving, touch
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import GivenEarlier
from facilitator_app.record.entry import Fact
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
    the evening's.  What was given stays given; and who comes under it brings along how far touch may go, which is not
    asked anew under the medicine.
    """
    found: list[tuple[GivenEarlier, UUID]] = []
    touched: dict[UUID, touch.Touch] = {}
    whose = set(people)
    for other in sorted(clinic.sessions.values(), key=lambda one: one.planned_at):
        if other.id == scope or not moment - _A_DAY <= other.planned_at <= moment:
            continue
        state = (await read(other.id)).state
        for person in (state.people[one] for one in sorted(whose & state.people.keys())):
            given = [
                one for one in _given(state, person, other.id, moment) if moment - _A_DAY <= one.given_at <= moment
            ]
            found += [(fact, person.id) for fact in given]
            if any(fact.counts for fact in given):
                touched[person.id] = person.consent
    agreed = [(fact, person) for person, there in touched.items() for fact in touch.brought(there)]
    return [*agreed, *sorted(found, key=lambda one: one[0].given_at)]


def _given(state: SessionState, person: Person, session: UUID, moment: datetime) -> Iterator[GivenEarlier]:
    for dose in person.doses:
        yield GivenEarlier(
            session=session, line=dose.entry, name=dose.drug, amount=dose.amount_mg, unit="mg", route=dose.route,
            given_at=dose.at, counts=_counts(state, person, dose.at, moment),
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


def _counts(state: SessionState, person: Person, given_at: datetime, moment: datetime) -> bool:
    """Whether they are still under it: not cleared since, and not over the least time after a dose of that session's list."""
    out = person.out
    is_cleared = out is not None and out.is_cleared and given_at <= out.at <= moment
    return not is_cleared and moment < given_at + (state.leaving_list or leaving.SHIPPED).least_after_dose

"""Going on without a matter before the medicine: by whose word, which reasons hold still, and what nobody passes.  Pure.

A reason holds for what was known when it was given.  What is told later and is worse asks again.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import never
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.in_the_way import known
from facilitator_app.record.people import folded
from facilitator_app.record.programme import Never, Programme
from facilitator_app.record.readiness import (
    KINDS,
    MEASURED,
    MEDICAL,
    Matter,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomPassed,
    StaysWithout,
    Told,
    told_known,
)
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import SessionState, Staff

ABOUT_A_PERSON = frozenset({ReadinessTold, ReadinessPassed, StaysWithout})
"""Kinds of this topic that are about one person."""
PASSINGS = (ReadinessPassed, RoomPassed)
"""Kinds that say that it goes on without something."""


def act_of(fact: ReadinessPassed | RoomPassed) -> Act:
    """Whose word it takes to go on without a matter."""
    return whose(fact.matter if isinstance(fact, ReadinessPassed) else None)


def whose(matter: Matter | None) -> Act:
    """The same of a matter of a person, or (None) of the room and the team."""
    return Act.CLEARANCE if matter in MEDICAL else Act.RUN_SESSION


def is_never(programme: Programme | None, matter: Matter | Role) -> bool:
    """Whether the programme lets nobody go on without this, whatever the reason."""
    key = Never.PROVIDER.value if matter is Role.MEDICAL_PROVIDER else matter.value
    return programme is not None and key in {one.value for one in programme.never_without}


def check(state: SessionState, history: History[SessionState], entry: Entry) -> None:
    """Refuse to pass what nobody passes, and to tell by hand what is measured, or what a group's own papers say.

    What was told before was asked then.
    """
    fact = entry.fact
    _not_of_papers(state, history, entry)
    if not isinstance(fact, KINDS) or fact.before is not None:
        return
    check_told(state.programme, fact)
    person = state.people.get(entry.participant) if entry.participant else None
    check_given(fact, (person.preferred_name, person.legal_name) if person else (), state.staff)
    if isinstance(fact, RoomPassed) and _lacks_provider(state, fact.matter):
        raise Refusal("readiness.never_without_provider", field="matter")


def _not_of_papers(state: SessionState, history: History[SessionState], entry: Entry) -> None:
    """Refuse a word for or against what a group's papers say of its agreement, and to take that back.

    What was told before is taken: it stands where they say nothing any more.
    """
    fact, person = entry.fact, state.people.get(entry.participant) if entry.participant else None
    line = history.line(fact.target) if isinstance(fact, Amended | Voided) else None
    told = line.entry.fact if line is not None else None
    is_papers = isinstance(told, ReadinessTold) and told.by_papers
    said = fact.fact if isinstance(fact, Amended) else fact
    if (
        isinstance(said, ReadinessTold)
        and said.matter is Matter.AGREEMENT
        and not said.by_papers
        and not (said is fact and said.before is not None)
        and person is not None
    ):
        known = person.readiness.told.get(Matter.AGREEMENT)
        is_papers = is_papers or (known is not None and known.by_papers)
    if is_papers:
        raise Refusal("readiness.by_papers", field="matter")


def check_told(programme: Programme | None, fact: Told) -> None:
    """The same of what is told of a session by that programme, whether it has begun or is set."""
    if isinstance(fact, RoomChecked) and fact.matter in MEASURED:
        raise Refusal("readiness.measured", field="matter")
    if isinstance(fact, ReadinessPassed) and is_never(programme, fact.matter):
        raise Refusal("readiness.never_passed", field="matter", matter=fact.matter)


def check_given(fact: Told, names: Collection[str], team: Collection[UUID]) -> None:
    """Refuse a consent signed with a name that is not one of theirs, or before somebody who is not of the team."""
    given = fact.given if isinstance(fact, ReadinessTold) else None
    if given is None:
        return
    if given.witness not in team:
        raise Refusal("clinic.no_such_staff", field="witness")
    if given.typed and folded(given.typed) not in {folded(name) for name in names if name}:
        raise Refusal("ink.another_name", field="typed")


def _lacks_provider(state: SessionState, matter: str) -> bool:
    role = Role.MEDICAL_PROVIDER
    return matter == role.value and is_never(state.programme, role) and there(state, role) == 0


def bound(state: SessionState, history: History[SessionState], entry: Entry) -> Entry:
    """The same; a reason with what was known of its matter at its moment, for which alone it holds."""
    fact = entry.fact
    if not isinstance(fact, ReadinessPassed | RoomPassed) or fact.known or fact.before is not None:
        return entry
    then = history.state_at(entry.observed_at) if entry.observed_at < entry.recorded_at else state
    return msgspec.structs.replace(entry, fact=for_what(then, fact, entry.participant))


def for_what(state: SessionState, fact: Told, about: UUID | None) -> Told:
    """The same line; a reason with what is known of its matter in ``state``."""
    person = state.people.get(about) if about else None
    if isinstance(fact, RoomPassed) and not fact.known:
        return msgspec.structs.replace(fact, known=room_known(state, fact.matter))
    if isinstance(fact, ReadinessPassed) and person is not None:
        return msgspec.structs.replace(fact, known=known(person, fact.matter))
    return fact


def room_known(state: SessionState, matter: str) -> str:
    """The same of a matter of the room, or of how many of a role are there."""
    if matter in {role.value for role in Role}:
        return str(there(state, Role(matter)))
    return told_known(state.room.told.get(matter))


def there(state: SessionState, role: Role) -> int:
    """How many of a role are in the room; who holds two counts for one where both are needed."""
    return never.there_of(state.programme, role, [member.roles for member in _here(state)])


def counts_once(state: SessionState, role: Role) -> tuple[str, ...]:
    """Who holds a role of which there are too few, and counts for another of theirs."""
    here, programme = _here(state), state.programme
    if programme is None or there(state, role) >= programme.staff_minimum.get(role, 0):
        return ()
    counts = never.counted(programme, [member.roles for member in here])
    return tuple(
        member.name for place, member in enumerate(here) if role in member.roles and counts.get(place) is not role
    )


def _here(state: SessionState) -> list[Staff]:
    return [member for member in state.staff.values() if member.left is None]

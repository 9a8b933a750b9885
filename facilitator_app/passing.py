"""Going on without a matter before the medicine: by whose word, which reasons hold still, and what nobody passes.  Pure.

A reason holds for what was known when it was given.  What is told later and is worse asks again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from facilitator_app import monitoring
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.programme import Never, Programme
from facilitator_app.record.readiness import (
    ASKED,
    KINDS,
    MEASURED,
    MEDICAL,
    Matter,
    Passed,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomPassed,
    StaysWithout,
    Told,
    told_known,
)
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure

ABOUT_A_PERSON = frozenset({ReadinessTold, ReadinessPassed, StaysWithout})
"""Kinds of this topic that are about one person."""
PASSINGS = (ReadinessPassed, RoomPassed)
"""Kinds that say that it goes on without something."""
BASELINE = (Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.HEART_RATE)
"""What is measured of everybody before the medicine."""


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


def check(state: SessionState, entry: Entry) -> None:
    """Refuse to pass what nobody passes, and to tell by hand what is measured.  What was told before was asked then."""
    fact = entry.fact
    if not isinstance(fact, KINDS) or fact.before is not None:
        return
    check_told(state.programme, fact)
    if isinstance(fact, RoomPassed) and _lacks_provider(state, fact.matter):
        raise Refusal("readiness.never_without_provider", field="matter")


def check_told(programme: Programme | None, fact: Told) -> None:
    """The same of what is told of a session by that programme, whether it has begun or is set."""
    if isinstance(fact, RoomChecked) and fact.matter in MEASURED:
        raise Refusal("readiness.measured", field="matter")
    if isinstance(fact, ReadinessPassed) and is_never(programme, fact.matter):
        raise Refusal("readiness.never_passed", field="matter", matter=fact.matter)


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


def known(person: Person, matter: Matter) -> dict[str, str]:
    """What is known of a matter of a person: figures by their measure, a day, or when it was last told."""
    if matter in ASKED:
        told = told_known(person.readiness.told.get(matter))
        return {"told": told} if told else {}
    if matter is Matter.BASELINE:
        return {measure.value: str(value) for measure, value in person.baseline.items()}
    if matter is Matter.CLEARED and person.cleared is not None:
        return {"until": person.cleared.told.until.isoformat()}
    return {}


def room_known(state: SessionState, matter: str) -> str:
    """The same of a matter of the room, or of how many of a role are there."""
    if matter in {role.value for role in Role}:
        return str(there(state, Role(matter)))
    return told_known(state.room.told.get(matter))


def there(state: SessionState, role: Role) -> int:
    """How many of a role are in the room."""
    return sum(role in member.roles for member in state.staff.values() if member.left is None)


def beyond(state: SessionState, person: Person) -> dict[Measure, Decimal]:
    """What was measured before the medicine and is outside the limits that hold for the person."""
    limits = monitoring.limits_of(person, monitoring.plan_of(state))
    return {
        measure: value
        for measure, value in person.baseline.items()
        if measure in limits and monitoring.is_beyond(limits[measure], value, None)
    }


def is_worse(state: SessionState, person: Person, matter: Matter, passed: Passed) -> bool:
    """Whether what is known of a matter that is not as it has to be is worse than what the reason was given for."""
    now, then = known(person, matter), passed.known
    if matter is Matter.BASELINE:
        return any(_farther(state, person, measure, value, then) for measure, value in beyond(state, person).items())
    if matter is Matter.CLEARED and "until" in now:
        return "until" not in then or date.fromisoformat(now["until"]) < date.fromisoformat(then["until"])
    return now != then


def _farther(state: SessionState, person: Person, measure: Measure, value: Decimal, then: dict[str, str]) -> bool:
    """Whether a value lies farther out than the one that was known, or than none."""
    if measure.value not in then:
        return True
    before = Decimal(then[measure.value])
    limit = monitoring.limits_of(person, monitoring.plan_of(state))[measure]
    if not monitoring.is_beyond(limit, before, None):
        return True
    is_high = limit.high is not None and value > limit.high
    return value > before if is_high else value < before

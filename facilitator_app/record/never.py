"""What a programme lets nobody go on without, whatever the reason, and of whom it asks for more: asked as a session opens
and as a dose is to be given.

Pure.  It holds up what is about to be done; what was done is told for the time at which it was, and is always written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from facilitator_app.faults import Refusal
from facilitator_app.record import in_the_way
from facilitator_app.record.doses import Concern
from facilitator_app.record.entry import Entry
from facilitator_app.record.programme import Never, Programme
from facilitator_app.record.readiness import Matter
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person, SessionState


def may_open(programme: Programme, staff: Sequence[Collection[Role]]) -> None:
    """Refuse to open without a provider where the programme does.  Raises Refusal session.never_without_provider."""
    if Never.PROVIDER in programme.never_without and not any(Role.MEDICAL_PROVIDER in roles for roles in staff):
        raise Refusal("session.never_without_provider", field="staffing_reason")


def short_of_staff(programme: Programme, staff: Sequence[Collection[Role]]) -> tuple[Role, int, int] | None:
    """The first role of which fewer are there than the programme asks for: which, how many it asks for, how many are there.

    Who holds two roles is one person, and counts for one of them.
    """
    for role, least in programme.staff_minimum.items():
        there = there_of(programme, role, staff)
        if there < least:
            return role, least, there
    return None


def may_open_short(programme: Programme, staff: Sequence[Collection[Role]], reason: str) -> None:
    """Refuse to open with fewer of the team than the programme asks for and no stated reason.

    Raises Refusal session.too_few_staff (``role``, ``least``, ``there``), or session.counts_once where nobody lacks but
    that somebody counts for two.
    """
    short = short_of_staff(programme, staff)
    if short is None or reason.strip():
        return
    role, least, there = short
    if sum(role in roles for roles in staff) >= least:
        wanted = sum(programme.staff_minimum.values())
        there = len(counted(programme, staff))
        raise Refusal("session.counts_once", field="staffing_reason", wanted=wanted, there=there)
    raise Refusal("session.too_few_staff", field="staffing_reason", role=role, least=least, there=there)


def there_of(programme: Programme | None, role: Role, staff: Sequence[Collection[Role]]) -> int:
    """How many of a role are there; where they are fewer than asked for once each counts for one role alone, that many."""
    least = programme.staff_minimum.get(role, 0) if programme else 0
    counts = sum(one is role for one in counted(programme, staff).values()) if programme else 0
    return counts if counts < least else sum(role in roles for roles in staff)


def counted(programme: Programme, staff: Sequence[Collection[Role]]) -> dict[int, Role]:
    """For which role each of the team counts towards what the programme asks for, by their place in ``staff``.

    So that as many are filled as can be, the provider's first.
    """
    found: dict[int, Role] = {}
    for role in sorted(programme.staff_minimum, key=lambda one: one is not Role.MEDICAL_PROVIDER):
        for _ in range(programme.staff_minimum[role]):
            _fill(role, staff, found, set())
    return found


def _fill(role: Role, staff: Sequence[Collection[Role]], found: dict[int, Role], tried: set[int]) -> bool:
    """One more counts for that role, and others for another of theirs where that makes room (Kuhn's augmenting path)."""
    for one, roles in enumerate(staff):
        if role in roles and one not in tried:
            tried.add(one)
            if one not in found or _fill(found[one], staff, found, tried):
                found[one] = role
                return True
    return False


def may_begin_with(programme: Programme, people: int, reason: str) -> None:
    """Refuse a session with fewer people than its programme is for and no stated reason."""
    if programme.is_for_more_than(people) and not reason.strip():
        raise Refusal("session.too_few_people", field="people_reason", least=programme.least, there=people)


def may_give(state: SessionState, person: Person, entry: Entry, asked: Collection[Concern]) -> None:
    """Refuse a dose that is about to be given without what the programme lets nobody go on without.

    ``asked`` is what it needs a named reason for.  A dose that was given before now is told, and not held up.
    Raises Refusal dose.never_without (``matter``), dose.never_without_provider.
    """
    never = state.programme.never_without if state.programme else ()
    if entry.observed_at < entry.recorded_at:
        return
    if Never.PROVIDER in never and not _provider_there(state):
        raise Refusal("dose.never_without_provider")
    consent = in_the_way.answered(state, person, Matter.CONSENT)
    for one, lacks in (
        (Never.CLEARED, Concern.NOT_CLEARED in asked),
        (Never.ORDER, Concern.NO_ORDER in asked),
        (Never.CONSENT, consent is None or not consent.holds),
    ):
        if one in never and lacks:
            raise Refusal("dose.never_without", matter=Matter(one.value))


def _provider_there(state: SessionState) -> bool:
    return any(Role.MEDICAL_PROVIDER in member.roles for member in state.staff.values() if member.left is None)

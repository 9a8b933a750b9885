"""Two entries of one person made one, and two again, once it was looked where they sat.

Knows the clinic and the record on disk; knows no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from facilitator_app import agenda
from facilitator_app.faults import Refusal
from facilitator_app.record.apply import apply
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Entry, Part
from facilitator_app.record.history import History
from facilitator_app.record.people import SamePerson
from facilitator_app.record.state import SessionState
from facilitator_app.same_person import to_write_anew, told_of_both

if TYPE_CHECKING:
    from facilitator_app.clinic import Clinic
    from facilitator_app.oversight import Journal


async def join(
    journal: Journal, clinic: Clinic, kept: UUID, other: UUID, chosen: Mapping[str, str], reason: str
) -> None:
    """Both entries are one person from now on, known as ``kept``.

    Raises Refusal: clinic.no_such_participant; same_person.oneself, .in_session, .two_people, .erasure, .which.
    """
    state = clinic.state
    one, two = state.participants.get(kept), state.participants.get(other)
    if one is None or two is None:
        raise Refusal("clinic.no_such_participant", field="participant")
    there, too = await _sessions(journal, clinic, kept), await _sessions(journal, clinic, other)
    both = (there[scope].people for scope in there.keys() & too.keys())
    if kept != other and any(kept in people and other in people for people in both):
        raise Refusal("same_person.two_people")
    groups = tuple(group.id for group in state.groups.values() if {kept, other} & {member.id for member in group.there})
    told, name = told_of_both(one, two, chosen), two.told.preferred_name
    anew, (expected, unsaid) = to_write_anew(clinic.history, kept, other), agenda.of_two_entries(state, kept, other)
    fact = SamePerson(
        other=other,
        entered_as=name,
        told=told,
        reason=reason,
        groups=groups,
        anew=anew,
        expected=expected,
        unsaid=unsaid,
    )
    await clinic.write([Part(fact=fact, about=kept)])


async def part(journal: Journal, clinic: Clinic, line: UUID, reason: str) -> None:
    """They are two people after all; what was written since stays with the one under whose id it is."""
    first = clinic.history.entry(line)
    if first is None or first.participant is None:
        raise Refusal("session.no_such_line")
    await _sessions(journal, clinic, first.participant)
    await clinic.write([Part(fact=Voided(target=line, reason=reason), about=first.participant)])


def standing(clinic: Clinic, person: UUID) -> tuple[Entry, ...]:
    """The lines that say that a person was entered twice, and hold."""
    return tuple(entry for entry in clinic.history.about(person) if isinstance(entry.fact, SamePerson))


async def _sessions(journal: Journal, clinic: Clinic, person: UUID) -> dict[UUID, SessionState]:
    """The sessions with lines of a person; refused while one of them is open."""
    held, known = await journal.held_of(person), clinic.state.sessions
    scopes = [scope for scope in (held.scopes if held else ()) if scope in known]
    if any(known[scope].ended_at is None for scope in scopes):
        raise Refusal("same_person.in_session")
    return {scope: History(SessionState(), apply, await journal.entries(scope)).state for scope in scopes}

"""Who is expected at a session that is set, and who can be, as its sheet lists them: two of one name told apart."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from facilitator_app import agenda
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.names import in_full
from facilitator_app.ui.names import called_expected
from facilitator_app.ui.people_found import PeopleFound

SHOWN = 40
"""So many people are offered at once; beyond that a part of a name is typed."""


class ExpectedRow(NamedTuple):
    """Somebody by id: what they are called, the same with their seat, and whether they are coming."""

    id: str
    name: str
    line: str
    coming: bool


def rows(state: ClinicState, one: SetSession, found: PeopleFound, typed: str) -> list[ExpectedRow]:
    """Who is expected, called as in the room; then the first of those who can be and are found by what is typed."""
    seats = {person: seat for seat, person in agenda.seats(state, one).items()}
    names = called_expected(state, one)
    there = sorted(names.items(), key=lambda named: named[1].casefold())
    coming = [ExpectedRow(str(id), name, f"{seats[id]}  {name}" if id in seats else name, True) for id, name in there]
    group = state.groups.get(one.told.group) if one.told.group else None
    members = {member.id for member in group.there} if group else state.participants.keys()
    others = (person for person in found.by(typed) if person.id in members and person.id not in names)
    called = ((str(person.id), in_full(person)) for person in islice(others, SHOWN))
    return [*coming, *(ExpectedRow(id, name, f"+ {name}", False) for id, name in called)]

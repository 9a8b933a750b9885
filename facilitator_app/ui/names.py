"""What people are called on the screen of one room: two with the same preferred name are told apart.  Pure."""

from __future__ import annotations

from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import render


def called(person: Person, state: SessionState) -> str:
    """The preferred name; with the initial of the surname when somebody else here has it too, else with the seat."""
    same = [one for one in state.people.values() if _same(one.preferred_name, person.preferred_name)]
    if len(same) < 2:
        return person.preferred_name
    initial = _initial(person)
    if initial and [_initial(one) for one in same].count(initial) == 1:
        return render("name.with_initial", name=person.preferred_name.strip(), initial=initial)
    return render("name.with_seat", name=person.preferred_name.strip(), seat=person.seat)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _initial(person: Person) -> str:
    parts = person.legal_name.split()
    return parts[-1][0].upper() if len(parts) > 1 else ""

"""What people are called on the screen of one room: two with the same preferred name are told apart.  Pure."""

from __future__ import annotations

from facilitator_app.record.names import initial
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import render


def called(person: Person, state: SessionState) -> str:
    """The preferred name; with the initial of the surname when somebody else here has it too, else with the seat."""
    told = initial(person, state)
    if told is None:
        return person.preferred_name
    if told:
        return render("name.with_initial", name=person.preferred_name.strip(), initial=told)
    return render("name.with_seat", name=person.preferred_name.strip(), seat=person.seat)

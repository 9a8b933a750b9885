"""What people of one session are called: two with the same preferred name are told apart.  Pure."""

from __future__ import annotations

from facilitator_app.record.state import Person, SessionState


def called(person: Person, state: SessionState) -> str:
    """The preferred name; with the initial of the surname when somebody else here has it too, else with the seat."""
    told = initial(person, state)
    if told is None:
        return person.preferred_name
    return f"{person.preferred_name.strip()} {f'{told}.' if told else f'({person.seat})'}"


def initial(person: Person, state: SessionState) -> str | None:
    """What tells a person from the others of the same preferred name: empty where no initial does, None without others."""
    same = [one for one in state.people.values() if _same(one.preferred_name, person.preferred_name)]
    if len(same) < 2:
        return None
    mine = _initial(person)
    return mine if [_initial(one) for one in same].count(mine) == 1 else ""


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _initial(person: Person) -> str:
    parts = person.legal_name.split()
    return parts[-1][0].upper() if len(parts) > 1 else ""

"""What people are called on the screen, in a room and before it: two with the same preferred name are told apart.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from facilitator_app import agenda
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.clinic import ClinicState, Participant
from facilitator_app.record.groups import Group
from facilitator_app.record.names import in_full, initial, initial_among
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import render


def called(person: Person, state: SessionState) -> str:
    """The preferred name; with the initial of the surname when somebody else here has it too, else with the seat."""
    return _told_apart(person.preferred_name, initial(person, state), person.seat)


def called_before(people: Mapping[UUID, Participant], seats: Mapping[UUID, int]) -> dict[UUID, str]:
    """The same of people who are expected together: by all that they are known by where no initial tells them apart.

    Who is to sit where is decided by it, so a seat tells nobody; it is said only of those of whom nothing else is known.
    """
    names = {id: (one.told.preferred_name, one.told.legal_name) for id, one in people.items()}
    found = {}
    for id, own in names.items():
        told, full = initial_among(own, names.values()), in_full(people[id])
        by_seat = told != "" or (id in seats and full == own[0])
        found[id] = _told_apart(own[0], told, seats.get(id, 0)) if by_seat else full
    return found


def called_expected(state: ClinicState, one: SetSession) -> dict[UUID, str]:
    """What those are called who are expected at a session that is set."""
    seats = {person: seat for seat, person in agenda.seats(state, one).items()}
    return called_before({id: state.participants[id] for id in agenda.people(state, one)}, seats)


def called_in_group(state: ClinicState, group: Group) -> dict[UUID, str]:
    """What those are called who belong to a group, or did."""
    return called_before({id: state.participants[id] for id in group.members if id in state.participants}, {})


def of_the_team(names: Mapping[UUID, str]) -> dict[UUID, str]:
    """What the team is called: the first name, with the initial of the surname where two have it, else the whole name.

    A title is no name: Dr. Ines Okafor is Ines.
    """
    firsts = {id: _first(name) for id, name in names.items()}
    there = [(firsts[id], name) for id, name in names.items()]
    found = {}
    for id, name in names.items():
        told = initial_among((firsts[id], name), there)
        found[id] = firsts[id] if told is None else _told_apart(firsts[id], told, 0) if told else name
    return found


def _first(name: str) -> str:
    parts = name.split()
    while len(parts) > 1 and _is_title(parts[0]):
        parts = parts[1:]
    return " ".join(parts) if parts and len(parts[0].rstrip(".")) == 1 else next(iter(parts), name)


def _is_title(part: str) -> bool:
    """ "Dr.", "med.", "Prof", but no initial, as in "J. Smith"."""
    bare = part.rstrip(".")
    return bare.casefold() in _TITLES or (part.endswith(".") and len(bare) > 1)


_TITLES = frozenset(
    {"dr", "dra", "doctor", "doctora", "prof", "mr", "mrs", "ms", "mx", "sr", "sra", "nurse", "rn", "np"}
)


def _told_apart(name: str, told: str | None, seat: int) -> str:
    if told is None:
        return name
    if told:
        return render("name.with_initial", name=name.strip(), initial=told)
    return render("name.with_seat", name=name.strip(), seat=seat)

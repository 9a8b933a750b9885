"""What people are called, in one session and in the clinic: two with the same preferred name are told apart.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from facilitator_app.record.clinic import Participant
from facilitator_app.record.people import folded
from facilitator_app.record.state import Person, SessionState

Names = tuple[str, str]
"""Somebody's preferred name and their legal one."""


def called(person: Person, state: SessionState) -> str:
    """The preferred name; with the initial of the surname when somebody else here has it too, else with the seat."""
    told = initial(person, state)
    if told is None:
        return person.preferred_name
    return f"{person.preferred_name.strip()} {f'{told}.' if told else f'({person.seat})'}"


def on_paper(person: Person, state: SessionState) -> str:
    """The same where one has yet to find out who sits where: in full where no initial tells them apart."""
    if initial(person, state) != "":
        return called(person, state)
    full = _in_full(person.preferred_name, person.legal_name, person.birth_date)
    return full if full != person.preferred_name else called(person, state)


def alone(state: SessionState) -> dict[UUID, tuple[str, ...]]:
    """By which names nobody else here is known: the preferred, the legal, the preferred one with an initial.

    What nobody takes for another's comes first: José and Jose are two names that are read as one.
    """
    known: dict[UUID, list[str]] = {}
    for person in state.people.values():
        told = initial(person, state)
        more = [f"{person.preferred_name.strip()} {told}."] if told else []
        own = (name.strip() for name in (person.preferred_name, person.legal_name, *more))
        known[person.id] = list(dict.fromkeys(name for name in own if name))
    every = Counter(name for one in known.values() for name in one)
    read = Counter(name for one in known.values() for name in {folded(name) for name in one})
    only = {id: [name for name in one if every[name] == 1] for id, one in known.items()}
    return {id: tuple(sorted(one, key=lambda name: read[folded(name)])) for id, one in only.items()}


def initial(person: Person, state: SessionState) -> str | None:
    """What tells a person from the others of the same preferred name: empty where no initial does, None without others."""
    there = ((one.preferred_name, one.legal_name) for one in state.people.values())
    return initial_among((person.preferred_name, person.legal_name), there)


def initial_among(names: Names, there: Iterable[Names]) -> str | None:
    """The same of somebody's names among those of everybody ``there``, who is one of them."""
    preferred, legal = names
    same = [other for one, other in there if folded(one) == folded(preferred)]
    if len(same) < 2:
        return None
    mine = _initial(legal)
    return mine if [_initial(other) for other in same].count(mine) == 1 else ""


def called_in_clinic(whom: Iterable[UUID], there: Mapping[UUID, Participant]) -> dict[UUID, str]:
    """What these are called among everybody of the clinic: by the preferred name, in full where somebody else has it too."""
    meant = {id: folded(there[id].told.preferred_name) for id in whom if id in there}
    wanted, seen, twice = set(meant.values()), set[str](), set[str]()
    for one in there.values() if wanted else ():
        name = folded(one.told.preferred_name)
        (twice if name in seen else seen).add(name)
    return {id: in_full(there[id]) if name in twice else there[id].told.preferred_name for id, name in meant.items()}


def one_in_clinic(person: UUID, there: Mapping[UUID, Participant]) -> str:
    """What one person is called among everybody of the clinic; empty where nobody is known by that id."""
    return called_in_clinic([person], there).get(person, "")


def in_full(person: Participant) -> str:
    """How somebody is told among everybody: by the preferred name, and the legal one and the day of birth if told."""
    return _in_full(person.told.preferred_name, person.told.legal_name, person.told.birth_date)


def _in_full(preferred: str, legal: str, born: str) -> str:
    more = [legal] if legal not in ("", preferred) else []
    more += [born] if born else []
    return f"{preferred} ({', '.join(more)})" if more else preferred


def _initial(legal_name: str) -> str:
    parts = legal_name.split()
    return parts[-1][0].upper() if len(parts) > 1 else ""

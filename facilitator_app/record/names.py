"""What people of one session are called: two with the same preferred name are told apart.  Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from facilitator_app.record.state import Person, SessionState

Names = tuple[str, str]
"""Somebody's preferred name and their legal one."""


def called(person: Person, state: SessionState) -> str:
    """The preferred name; with the initial of the surname when somebody else here has it too, else with the seat."""
    told = initial(person, state)
    if told is None:
        return person.preferred_name
    return f"{person.preferred_name.strip()} {f'{told}.' if told else f'({person.seat})'}"


def initial(person: Person, state: SessionState) -> str | None:
    """What tells a person from the others of the same preferred name: empty where no initial does, None without others."""
    there = ((one.preferred_name, one.legal_name) for one in state.people.values())
    return initial_among((person.preferred_name, person.legal_name), there)


def initial_among(names: Names, there: Iterable[Names]) -> str | None:
    """The same of somebody's names among those of everybody ``there``, who is one of them."""
    preferred, legal = names
    same = [other for one, other in there if _same(one, preferred)]
    if len(same) < 2:
        return None
    mine = _initial(legal)
    return mine if [_initial(other) for other in same].count(mine) == 1 else ""


def _same(one: str, other: str) -> bool:
    return _read(one) == _read(other)


def _read(name: str) -> str:
    """As it is read at a glance: José and Jose are one name."""
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _initial(legal_name: str) -> str:
    parts = legal_name.split()
    return parts[-1][0].upper() if len(parts) > 1 else ""

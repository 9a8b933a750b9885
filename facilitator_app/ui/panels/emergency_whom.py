"""Whom an emergency may be about: by seat and name, and by seat alone where names are hidden.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import render
from facilitator_app.ui.names import called
from facilitator_app.ui.times import said

Chip = dict[str, object]


def chips(
    state: SessionState, elsewhere: Iterable[tuple[Person, SessionState]], whom: UUID | None, now: datetime
) -> list[Chip]:
    """Everybody who is here, then who went out, the last of them first, then who is still of another open session."""
    everybody = state.in_seat_order
    here = [person for person in everybody if person.out is None]
    gone = {person.id: person.out.at for person in everybody if person.out is not None}
    left = sorted((one for one in everybody if one.id in gone), key=lambda one: gone[one.id], reverse=True)
    return [
        *(_chip(person, state, whom, "emergency.whom", "emergency.seat") for person in here),
        *(_gone(person, state, whom, said(now - gone[person.id])) for person in left),
        *(_chip(one, of, whom, "emergency.elsewhere", "emergency.elsewhere_unnamed") for one, of in elsewhere),
    ]


def _gone(person: Person, state: SessionState, whom: UUID | None, since: str) -> Chip:
    """Still by the door, or waiting for who fetches them."""
    return _chip(person, state, whom, "emergency.gone", "emergency.gone_unnamed", since)


def _chip(person: Person, state: SessionState, whom: UUID | None, named: str, unnamed: str, since: str = "") -> Chip:
    text = render(named, seat=person.seat, name=called(person, state), since=since)
    return {
        "key": str(person.id),
        "text": text,
        "unnamed": render(unnamed, seat=person.seat, since=since),
        "chosen": person.id == whom,
    }

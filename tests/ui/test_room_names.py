"""Two people with the same preferred name are told apart on the screen."""

from __future__ import annotations

from facilitator_app.record import room
from facilitator_app.ui.names import called
from tests.people import AMARA, IDRIS, NOOR, ROWAN
from tests.told import Told


def seated(*people: tuple[str, str]) -> list[str]:
    """What people are called, by preferred and legal name in seat order."""
    told = Told()
    for seat, ((name, legal), person) in enumerate(zip(people, (ROWAN, AMARA, IDRIS, NOOR), strict=False), start=1):
        told.write(1, room.Seated(seat=seat, preferred_name=name, legal_name=legal), person)
    state = told.history.state
    return [called(person, state) for person in state.in_seat_order]


def test_a_name_of_ones_own_stays_as_it_is() -> None:
    assert seated(("Rowan", "Rowan Marsh"), ("Amara", "")) == ["Rowan", "Amara"]


def test_the_same_name_gets_the_initial_of_the_surname() -> None:
    names = seated(("Mae", "Mae Lind"), ("mae ", "Mae Okafor"), ("Noor", "Noor Rao"))
    assert names == ["Mae L.", "mae O.", "Noor"]


def test_without_a_surname_of_ones_own_the_seat_tells() -> None:
    names = seated(("Mae", "Mae Lind"), ("Mae", "Mae Lowe"), ("Mae", "Mae"), ("Mae", "Mae Okafor"))
    assert names == ["Mae, seat 1", "Mae, seat 2", "Mae, seat 3", "Mae O."]

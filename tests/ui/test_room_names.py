"""Two people with the same preferred name are told apart on the screen."""

from __future__ import annotations

from datetime import UTC

import msgspec
import pytest

from facilitator_app import rules
from facilitator_app.faults import Refusal
from facilitator_app.readiness import board
from facilitator_app.record import room
from facilitator_app.record.roles import Role
from facilitator_app.review import log_rows, timeline
from facilitator_app.text import english
from facilitator_app.ui.names import called
from tests.people import AMARA, IDRIS, NOOR, ROWAN
from tests.told import Told


def told_of(*people: tuple[str, str]) -> Told:
    """A session with these people, by preferred and legal name in seat order."""
    told = Told()
    for seat, ((name, legal), person) in enumerate(zip(people, (ROWAN, AMARA, IDRIS, NOOR), strict=False), start=1):
        told.write(1, room.Seated(seat=seat, preferred_name=name, legal_name=legal), person)
    return told


def seated(*people: tuple[str, str]) -> list[str]:
    """What people are called, by preferred and legal name in seat order."""
    state = told_of(*people).history.state
    return [called(person, state) for person in state.in_seat_order]


def test_a_name_of_ones_own_stays_as_it_is() -> None:
    assert seated(("Rowan", "Rowan Marsh"), ("Amara", "")) == ["Rowan", "Amara"]


def test_the_same_name_gets_the_initial_of_the_surname() -> None:
    names = seated(("Mae", "Mae Lind"), ("mae ", "Mae Okafor"), ("Noor", "Noor Rao"))
    assert names == ["Mae L.", "mae O.", "Noor"]


def test_an_accent_makes_no_other_name() -> None:
    assert seated(("José", "José Marsh"), ("Jose", "Jose Rao")) == ["José M.", "Jose R."]


def test_without_a_surname_of_ones_own_the_seat_tells() -> None:
    names = seated(("Mae", "Mae Lind"), ("Mae", "Mae Lowe"), ("Mae", "Mae"), ("Mae", "Mae Okafor"))
    assert names == ["Mae, seat 1", "Mae, seat 2", "Mae, seat 3", "Mae O."]


def test_they_are_told_apart_in_the_review_before_the_session_and_where_something_is_refused() -> None:
    history = told_of(("Mae", "Mae Lind"), ("Mae", "Mae Lowe"), ("Mae", "Mae Okafor"), ("Noor", "")).history
    names = ["Mae (1)", "Mae (2)", "Mae O.", "Noor"]
    assert [lane.name for lane in timeline(history, UTC, english()).people] == names
    assert [row.name for row in log_rows(history, UTC, english())][-4:] == names
    assert [row.name for row in board(history.state).rows] == names
    last = list(history.lines())[-1].entry
    closing = msgspec.structs.replace(last, fact=room.SessionClosed(), participant=None)
    with pytest.raises(Refusal) as refused:
        rules.check(history.state, history, closing, [Role.MEDICAL_PROVIDER], closing.recorded_at)
    assert refused.value.values["names"] == tuple(names)

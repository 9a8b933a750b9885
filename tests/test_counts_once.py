"""Who of the team holds two roles is one person, and counts for one of them where the programme asks for both."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from facilitator_app import rules, text
from facilitator_app.faults import Refusal
from facilitator_app.readiness import Status, board
from facilitator_app.record.never import counted, short_of_staff, there_of
from facilitator_app.record.readiness import RoomPassed
from facilitator_app.record.roles import Role
from facilitator_app.record.room import StaffLeft, StaffPresent
from facilitator_app.session import Who
from facilitator_app.ui.matter_view import name_of
from tests.people import DEVI, INES, TOMAS
from tests.test_never_without import begin
from tests.test_session import Room, empty, journal, signed

__all__ = ["empty", "journal"]

FACILITATOR, PROVIDER = Role.FACILITATOR, Role.MEDICAL_PROVIDER
BOTH = Who(id=INES.id, name=INES.name, roles=(FACILITATOR, PROVIDER))
ASKS = msgspec.structs.replace(signed(), staff_minimum={FACILITATOR: 2, PROVIDER: 1})
WHY = "Devi is on the train."


def test_two_people_are_not_the_three_that_the_programme_asks_for() -> None:
    with pytest.raises(Refusal) as no:
        rules.may_open(ASKS, [BOTH.roles, (FACILITATOR,)], "")
    assert (no.value.key, no.value.field) == ("session.counts_once", "staffing_reason")
    assert text.say(no.value) == (
        "The programme asks for 3 people by their roles, and there are 2: who holds two roles counts once. "
        "State the reason to go on."
    )
    rules.may_open(ASKS, [BOTH.roles, (FACILITATOR,)], WHY)
    rules.may_open(ASKS, [(FACILITATOR,), BOTH.roles, (FACILITATOR,)], "")
    with pytest.raises(Refusal) as no:
        rules.may_open(ASKS, [(FACILITATOR,), (PROVIDER,)], "")
    assert no.value.key == "session.too_few_staff"


def test_everybody_counts_where_they_are_needed_and_the_provider_first() -> None:
    wide = msgspec.structs.replace(ASKS, staff_minimum={FACILITATOR: 1, Role.INTEGRATION_THERAPIST: 1, PROVIDER: 1})
    one, two = (FACILITATOR, PROVIDER), (FACILITATOR, Role.INTEGRATION_THERAPIST)
    assert counted(wide, [one, (PROVIDER,), two]) == {1: PROVIDER, 0: FACILITATOR, 2: Role.INTEGRATION_THERAPIST}
    assert short_of_staff(wide, [one, (PROVIDER,), two]) is None
    assert short_of_staff(wide, [one, two]) == (Role.INTEGRATION_THERAPIST, 1, 0)
    assert there_of(wide, Role.PRESCRIBER, [(Role.PRESCRIBER,)]) == 1  # none is asked for: whoever is there is there
    assert there_of(None, FACILITATOR, [two]) == 1


async def test_the_board_says_who_counts_once_and_goes_on_for_the_reason_of_the_opening(empty: Room) -> None:
    await begin(empty, BOTH, TOMAS, programme=ASKS, reason=WHY)
    state = empty.session.state
    short = next(cell for cell in board(state).staff if cell.matter == FACILITATOR)
    assert (short.status, short.there, short.least, short.once) == (Status.PASSED, 1, 2, ("Ines Okafor",))
    assert name_of(short) == "facilitator: 1 of 2, Ines Okafor counts once"
    empty.clock.advance(timedelta(minutes=1))
    await empty.session.write(StaffPresent(staff=DEVI.id, name=DEVI.name, roles=DEVI.roles))
    assert all(cell.status is Status.READY and not cell.once for cell in board(empty.session.state).staff)
    empty.clock.advance(timedelta(minutes=1))
    await empty.session.write(StaffLeft(staff=TOMAS.id))
    await empty.session.write(StaffLeft(staff=DEVI.id))
    short = next(cell for cell in board(empty.session.state).staff if cell.matter == FACILITATOR)
    assert (short.status, short.there) == (Status.OPEN, 0)  # fewer than as it was opened
    await empty.session.write(RoomPassed(matter=FACILITATOR.value, reason=WHY))
    short = next(cell for cell in board(empty.session.state).staff if cell.matter == FACILITATOR)
    assert short.status is Status.PASSED

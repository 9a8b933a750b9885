"""What is told before a session begins: its board while it is only set, and what of it the session knows as it begins."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import agenda
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.readiness import Status, board
from facilitator_app.record.agenda import Expected, SessionCalledOff, SessionSet
from facilitator_app.record.doses import Route
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.readiness import (
    Matter,
    OwnMedicines,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomMatter,
    RoomPassed,
    StaysWithout,
)
from facilitator_app.record.roles import Role
from facilitator_app.record.state import SessionState
from facilitator_app.rehearsal.faults import killed
from facilitator_app.rules import awaits
from facilitator_app.session import Session, Who
from facilitator_app.set_board import SetBoard
from tests.test_app import PASSPHRASE, Room

SESSION = UUID(int=77)


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic with a session set for the afternoon, Rowan and Amara expected."""
    room = Room(tmp_path)
    await room.make()
    at = room.clock.now() + timedelta(hours=4)
    await tell(room, SessionSet(session=SESSION, title="Second circle", programme="group_circle_three", at=at))
    for person, seat in ((room.rowan, 1), (room.amara, 2)):
        await tell(room, Expected(session=SESSION, seat=seat), person)
    yield room
    await room.app.close()


async def tell(room: Room, fact: Fact, about: UUID | None = None) -> None:
    assert room.app.clinic is not None
    await room.app.clinic.write([Part(fact=fact, about=about)])


def board_of(room: Room) -> SetBoard:
    assert room.app.clinic is not None
    return SetBoard(room.app.clinic, SESSION)


def stands(state: SessionState, person: UUID, matter: Matter) -> Status:
    row = next(row for row in board(state).rows if row.person == person)
    return next(cell.status for cell in row.cells if cell.matter is matter)


async def begin(room: Room, *people: UUID) -> Session:
    assert room.app.at_screen is not None
    return await room.app.begin_session(
        SESSION,
        title="Second circle",
        programme="group_circle_three",
        lead=room.tomas,
        staff=[room.app.at_screen.id, room.tomas],
        seats=dict(enumerate(people, 1)),
        staffing_reason="Devi is ill.",
    )


def by_tomas(room: Room) -> None:
    app: App = room.app
    assert app.clinic is not None
    app.clinic.at_screen = Who(id=room.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))


async def refused(set_board: SetBoard, fact: object, *about: UUID) -> str:
    with pytest.raises(Refusal) as no:
        await set_board.write(fact, about)  # type: ignore[arg-type]  # any fact
    return no.value.key


async def test_the_board_of_a_session_that_is_set_stands_as_if_it_began(there: Room) -> None:
    now = board_of(there)
    assert [(row.seat, row.name) for row in board(now.state).rows] == [(1, "Rowan"), (2, "Amara")]
    assert stands(now.state, there.rowan, Matter.CLEARED) is Status.OPEN
    assert stands(now.state, there.rowan, Matter.INTENTION) is Status.READY  # from her page
    there.app.clinic.at_screen = Who(id=there.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,))  # type: ignore[union-attr]
    cleared = ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 5))
    await tell(there, cleared, there.rowan)
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), prescriber="Dr. Hale")
    await tell(there, order, there.rowan)
    assert stands(now.state, there.rowan, Matter.CLEARED) is Status.READY
    assert stands(now.state, there.rowan, Matter.ORDER) is Status.READY
    assert not there.app.clinic.state.sessions  # type: ignore[union-attr]  # no session began by looking at it


async def test_what_is_told_before_is_carried_into_the_session_by_whom_and_when_it_was(there: Room) -> None:
    told_at = there.clock.now()
    by_tomas(there)
    before = board_of(there)
    await before.write(ReadinessTold(matter=Matter.ESCORT, holds=False, words="nobody yet"), [there.rowan])
    await before.write(ReadinessTold(matter=Matter.ESCORT, holds=True, words="Jude, by car"), [there.rowan])
    own = ReadinessTold(matter=Matter.MEDICINES, holds=True, medicines=OwnMedicines.HELD)
    await before.write(own, [there.rowan])
    await before.write(ReadinessPassed(matter=Matter.INTENTION, reason="She has no words for it."), [there.amara])
    await before.write(RoomChecked(matter=RoomMatter.OXYGEN, holds=True, words="200 bar"))
    assert stands(before.state, there.rowan, Matter.ESCORT) is Status.READY
    there.clock.advance(timedelta(hours=4))
    session = await begin(there, there.rowan, there.amara)
    state = session.state
    escort = state.people[there.rowan].readiness.told[Matter.ESCORT]
    assert (escort.words, escort.by, escort.name, escort.at) == ("Jude, by car", there.tomas, "Tomas Lind", told_at)
    assert stands(state, there.rowan, Matter.MEDICINES) is Status.READY
    assert stands(state, there.amara, Matter.INTENTION) is Status.PASSED
    assert state.room.told[RoomMatter.OXYGEN].words == "200 bar"
    assert not any(awaits(line, state) for line in session.history.lines())
    assert not before.is_set
    assert await refused(before, own, there.rowan) == "agenda.not_set"  # from now on it is told in the room
    assert before.state.opened_at is None


async def test_a_providers_reason_given_before_holds_for_what_was_known_then(there: Room) -> None:
    before = board_of(there)
    food = ReadinessTold(matter=Matter.FOOD, holds=False, words="tea at nine")
    await before.write(food, [there.rowan])
    await before.write(ReadinessPassed(matter=Matter.FOOD, reason="Two hours by then."), [there.rowan])
    await before.write(RoomPassed(matter="suction", reason="The provider carries a hand pump."))
    assert stands(before.state, there.rowan, Matter.FOOD) is Status.PASSED
    by_tomas(there)
    there.clock.advance(timedelta(hours=4))
    session = await begin(there, there.rowan)
    assert stands(session.state, there.rowan, Matter.FOOD) is Status.PASSED
    assert session.state.room.passed["suction"].words == "The provider carries a hand pump."
    await session.write(ReadinessTold(matter=Matter.FOOD, holds=False, words="and a cake"), [there.rowan])
    assert stands(session.state, there.rowan, Matter.FOOD) is Status.NOT  # worse than what the reason was for


async def test_who_comes_late_brings_what_was_told_of_them(there: Room) -> None:
    before = board_of(there)
    await before.write(ReadinessTold(matter=Matter.CONSENT, holds=True), [there.amara])
    session = await begin(there, there.rowan)
    await there.app.seat(session, 2, there.amara)
    assert stands(session.state, there.amara, Matter.CONSENT) is Status.READY
    await there.app.seat(session, 3, there.amara)
    assert sum(line.first.participant == there.amara for line in session.history.lines()) == 3


async def test_seats_and_who_does_not_come_are_told_at_the_board_too(there: Room) -> None:
    before, heard = board_of(there), list[object]()
    deaf = before.listen(heard.append)
    await before.seat(there.rowan, 3)
    await before.away(there.amara, "A fever.")
    assert heard == [before, before]
    deaf()
    assert [(row.seat, row.name) for row in board(before.state).rows] == [(3, "Rowan")]
    assert there.app.clinic is not None
    assert agenda.away(there.app.clinic.state, SESSION) == ((there.amara, "A fever."),)
    assert agenda.away(there.app.clinic.state, UUID(int=1)) == ()


async def test_who_stays_without_medicine_says_so_before(there: Room) -> None:
    before = board_of(there)
    await before.write(StaysWithout(words="Not today."), [there.amara])
    assert [row.name for row in board(before.state).rows] == ["Rowan"]
    session = await begin(there, there.rowan, there.amara)
    assert session.state.people[there.amara].stays_without


async def test_what_may_not_be_told_before_is_refused(there: Room) -> None:
    before = board_of(there)
    idris = UUID(int=5)
    assert await refused(before, ReadinessTold(matter=Matter.FOOD, holds=True), idris) == "clinic.no_such_participant"
    await tell(there, Expected(session=SESSION, coming=False, reason="a cold"), there.amara)
    assert await refused(before, ReadinessTold(matter=Matter.FOOD, holds=True), there.amara) == "agenda.not_expected"
    assert await refused(before, RoomChecked(matter=RoomMatter.DISK, holds=True)) == "readiness.measured"
    assert await refused(before, RoomPassed(matter="facilitator", reason="Devi is ill.")) == "agenda.team_then"
    by_tomas(there)
    without = ReadinessPassed(matter=Matter.BASELINE, reason="It will be fine.")
    assert await refused(before, without, there.rowan) == "session.not_your_word"
    with pytest.raises(Refusal, match=r"agenda\.not_set"):
        await tell(there, ReadinessTold(matter=Matter.FOOD, holds=True), there.rowan)  # of no session


async def test_a_session_that_is_taken_off_leaves_nothing_in_the_way(there: Room) -> None:
    before = board_of(there)
    await before.write(ReadinessTold(matter=Matter.FOOD, holds=False), [there.rowan])
    await tell(there, SessionCalledOff(session=SESSION, reason="The provider is ill."))
    assert not before.is_set
    assert board(before.state).rows == ()
    assert await refused(before, RoomChecked(matter=RoomMatter.OXYGEN, holds=True)) == "agenda.not_set"


async def test_what_was_told_before_stays_when_the_hour_is_changed_and_the_app_is_lost(there: Room) -> None:
    await board_of(there).write(ReadinessTold(matter=Matter.FOOD, holds=True), [there.rowan])
    at = there.clock.now() + timedelta(hours=5)
    await tell(there, SessionSet(session=SESSION, title="Second circle", programme="group_circle_three", at=at))
    there.app = await killed(there.app, there.player)
    await there.app.start()
    await there.app.unlock("ines", PASSPHRASE)
    assert stands(board_of(there).state, there.rowan, Matter.FOOD) is Status.READY

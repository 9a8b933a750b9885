"""What is told before a session begins: its board while it is only set, and what of it the session knows as it begins."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import agenda, text
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.readiness import Status, board
from facilitator_app.record.agenda import Expected, SessionCalledOff, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import Route
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.in_the_way import not_ready, unmeasured
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.programme import Never
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
from facilitator_app.record.room import WayOut, WentOut
from facilitator_app.record.state import SessionState
from facilitator_app.rehearsal.faults import killed
from facilitator_app.rules import awaits
from facilitator_app.session import Session, Who
from facilitator_app.set_board import SetBoard
from tests.people import START
from tests.test_app import PASSPHRASE, Room

SESSION = UUID(int=77)
DENVER = ZoneInfo("America/Denver")


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
    assert await refused(before, RoomChecked(matter="unicorn", holds=True)) == "agenda.not_on_the_list"
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


async def moved(room: Room, days: int) -> None:
    at = room.clock.now() + timedelta(days=days, hours=4)
    await tell(room, SessionSet(session=SESSION, title="Second circle", programme="group_circle_three", at=at))


def in_the_room(state: SessionState, matter: str) -> Status:
    return next(cell.status for cell in board(state).room if cell.matter == matter)


def waits(state: SessionState, person: UUID) -> set[Matter]:
    assert state.opened_at is not None
    return set(not_ready(state, state.people[person], state.opened_at))


async def test_what_was_true_of_one_day_is_asked_again_when_the_session_is_moved_to_another(there: Room) -> None:
    before = board_of(there)
    of_the_day = (Matter.CONSENT, Matter.ESCORT, Matter.FOOD, Matter.MEDICINES, Matter.PREGNANCY)
    for matter in (*of_the_day, Matter.AGREEMENT):
        await before.write(ReadinessTold(matter=matter, holds=True, words="asked at noon"), [there.rowan])
    for matter in (Matter.BASELINE, Matter.TOUCH):
        await before.write(ReadinessPassed(matter=matter, reason="Dr. Hale was asked."), [there.rowan])
    await before.write(StaysWithout(words="Not today."), [there.amara])
    await before.write(RoomChecked(matter=RoomMatter.OXYGEN, holds=True, words="200 bar"))
    await before.write(RoomPassed(matter="suction", reason="The provider carries a hand pump."))
    assert {stands(before.state, there.rowan, matter) for matter in of_the_day} == {Status.READY}
    assert not waits(before.state, there.rowan)
    assert stands(before.state, there.rowan, Matter.BASELINE) is Status.PASSED
    assert (in_the_room(before.state, "oxygen"), in_the_room(before.state, "suction")) == (Status.READY, Status.PASSED)
    await moved(there, 7)
    set_state = before.state
    there.clock.advance(timedelta(days=7, hours=4))
    session = await begin(there, there.rowan, there.amara)
    for state in (set_state, session.state):
        row = next(row for row in board(state).rows if row.person == there.rowan)
        there_now = {cell.matter: cell for cell in row.cells}
        assert {there_now[matter].status for matter in (*of_the_day, Matter.BASELINE)} == {Status.OPEN}
        assert there_now[Matter.FOOD].answer.words == "asked at noon"  # type: ignore[union-attr]  # shown as it was said
        assert there_now[Matter.BASELINE].answer.words == "Dr. Hale was asked."  # type: ignore[union-attr]
        assert there_now[Matter.PREGNANCY] in row.in_the_way
        assert there_now[Matter.AGREEMENT].status is Status.READY
        assert there_now[Matter.TOUCH].status is Status.PASSED
        assert (in_the_room(state, "oxygen"), in_the_room(state, "suction")) == (Status.OPEN, Status.OPEN)
        assert waits(state, there.rowan) == set(of_the_day)
        assert unmeasured(state, state.people[there.rowan], there.clock.now())
        assert state.people[there.amara].stays_without
    await session.write(ReadinessTold(matter=Matter.FOOD, holds=True, words="since six"), [there.rowan])
    assert stands(session.state, there.rowan, Matter.FOOD) is Status.READY


async def test_a_session_that_was_set_for_yesterday_and_not_begun_stands_as_of_today(there: Room) -> None:
    now, clinic = board_of(there), there.app.clinic
    assert clinic is not None
    clinic.at_screen = Who(id=there.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,))
    await tell(there, ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 5)), there.rowan)
    by_tomas(there)
    await now.write(ReadinessTold(matter=Matter.ESCORT, holds=True, words="Jude, by car"), [there.rowan])
    there.clock.advance(timedelta(hours=5))  # an hour late it stands as it did
    assert stands(now.state, there.rowan, Matter.CLEARED) is Status.READY
    assert stands(now.state, there.rowan, Matter.ESCORT) is Status.READY
    there.clock.advance(timedelta(days=1))  # nothing was written meanwhile
    assert stands(now.state, there.rowan, Matter.CLEARED) is Status.NOT
    assert stands(now.state, there.rowan, Matter.ESCORT) is Status.OPEN
    assert now.at == START + timedelta(hours=4), "for when it is set is told as it is"
    session = await begin(there, there.rowan, there.amara)
    assert stands(session.state, there.rowan, Matter.CLEARED) is Status.NOT  # as the board said
    assert now.state == SessionState()


async def test_what_is_not_so_stays_so_on_another_day_until_it_is_told_otherwise(there: Room) -> None:
    before = board_of(there)
    await before.write(ReadinessTold(matter=Matter.PREGNANCY, holds=False, words="tested"), [there.rowan])
    await before.write(ReadinessPassed(matter=Matter.PREGNANCY, reason="Dr. Hale was asked."), [there.rowan])
    await before.write(RoomChecked(matter=RoomMatter.OXYGEN, holds=False, words="The bottle is empty."))
    assert stands(before.state, there.rowan, Matter.PREGNANCY) is Status.PASSED
    await moved(there, 3)
    assert stands(before.state, there.rowan, Matter.PREGNANCY) is Status.NOT  # the reason was for that day
    assert Matter.PREGNANCY in waits(before.state, there.rowan)
    assert in_the_room(before.state, "oxygen") is Status.NOT


async def test_a_session_that_goes_over_midnight_asks_nothing_again(there: Room) -> None:
    day = there.clock.now().astimezone(DENVER)
    to_eleven = day.replace(hour=22, minute=30) - day
    at = there.clock.now() + to_eleven + timedelta(hours=1)
    await tell(there, SessionSet(session=SESSION, title="Second circle", programme="group_circle_three", at=at))
    there.clock.advance(to_eleven)
    before = board_of(there)
    await before.write(ReadinessTold(matter=Matter.FOOD, holds=True), [there.rowan])
    there.clock.advance(timedelta(minutes=50))
    session = await begin(there, there.rowan)
    there.clock.advance(timedelta(hours=2))
    await session.write(ReadinessTold(matter=Matter.ESCORT, holds=True, words="Jude"), [there.rowan])
    await there.app.seat(session, 2, there.amara)
    for matter in (Matter.FOOD, Matter.ESCORT):
        assert stands(session.state, there.rowan, matter) is Status.READY


async def test_told_the_evening_before_is_of_another_day_though_it_is_the_same_one_in_utc(there: Room) -> None:
    day = there.clock.now().astimezone(DENVER)
    evening = day.replace(hour=21, minute=0) - day  # four in the morning in UTC
    there.clock.advance(evening)
    at = there.clock.now() + timedelta(hours=12)
    await tell(there, SessionSet(session=SESSION, title="Second circle", programme="group_circle_three", at=at))
    before = board_of(there)
    await before.write(ReadinessTold(matter=Matter.FOOD, holds=True), [there.rowan])
    assert stands(before.state, there.rowan, Matter.FOOD) is Status.OPEN


async def test_a_course_that_runs_is_gone_on_without_and_counted_by_the_version_it_began_with(there: Room) -> None:
    """Ahead of its next session too: the board offered to go on without consent, and the newest version refused it."""
    clinic = there.app.clinic
    assert clinic is not None
    await there.begin()
    for person in (there.rowan, there.amara):
        await there.session.write(WentOut(way=WayOut.WITHDREW), [person])
    await there.app.close_session()
    await there.app.leave_session()
    before = clinic.state.programmes["group_circle_three"]
    narrow = {"cap": 1, "least": 1, "never_without": (Never.CONSENT,), "version": before.version + 1}
    await clinic.keep_programme(msgspec.structs.replace(before, **narrow))
    set_board = board_of(there)
    [cell] = [cell for cell in board(set_board.state).rows[0].cells if cell.matter is Matter.CONSENT]
    assert not cell.never
    await set_board.write(ReadinessPassed(matter=Matter.CONSENT, reason="He said so by telephone."), [there.rowan])
    assert stands(set_board.state, there.rowan, Matter.CONSENT) is Status.PASSED
    assert set_board.may_begin
    one = clinic.state.agenda.sessions[SESSION]
    assert agenda.missing(clinic.state, SESSION, [there.rowan], one.told.at) == (there.amara,)
    await tell(there, msgspec.structs.replace(one.told, at=one.told.at + timedelta(hours=1)))
    for person in (there.rowan, there.amara):
        await tell(there, Expected(session=SESSION, coming=False), person)
    newcomers = [await clinic.add_participant(ParticipantAdded(preferred_name=name)) for name in ("Idris", "Mae")]
    await tell(there, Expected(session=SESSION), newcomers[0])
    with pytest.raises(Refusal) as full:  # theirs begin with the newest
        await tell(there, Expected(session=SESSION), newcomers[1])
    assert full.value.key == "room.full"
    assert await refused(set_board, ReadinessPassed(matter=Matter.CONSENT, reason="Said."), newcomers[0]) == (
        "readiness.never_passed"
    )


async def test_fewer_than_the_programme_is_for_is_told_and_refused_nobody(there: Room) -> None:
    """A programme for a house of four to six began with two without a word."""
    clinic = there.app.clinic
    assert clinic is not None
    before = clinic.state.programmes["group_circle_three"]
    words = text.catalogue()
    assert board_of(there).to_mind(words) == []
    await clinic.keep_programme(msgspec.structs.replace(before, least=3, version=before.version + 1))
    assert board_of(there).to_mind(words) == ["Expected: 2. The programme is for 3 people at the least."]
    assert board_of(there).may_begin
    mae = await clinic.add_participant(ParticipantAdded(preferred_name="Mae"))
    await tell(there, Expected(session=SESSION), mae)
    assert board_of(there).to_mind(words) == []


def consent_of(room: Room, person: UUID) -> Status:
    row = next(row for row in board(board_of(room).state).rows if row.person == person)
    return next(cell.status for cell in row.cells if cell.matter is Matter.CONSENT)


async def test_consent_that_was_said_is_to_the_programme_that_the_session_had_then(there: Room) -> None:
    consent = ReadinessTold(matter=Matter.CONSENT, holds=True)
    await board_of(there).write(consent, [there.rowan])
    await board_of(there).write(ReadinessTold(matter=Matter.ESCORT, holds=True, words="Jo"), [there.rowan])
    assert there.app.clinic is not None
    known = there.app.clinic.state.agenda.sessions[SESSION].told
    await tell(there, msgspec.structs.replace(known, at=known.at + timedelta(minutes=30)))
    assert consent_of(there, there.rowan) is Status.READY  # half an hour later it is the same session
    other = next(key for key in there.app.clinic.state.programmes if key != known.programme)
    await tell(there, msgspec.structs.replace(known, programme=other))
    assert consent_of(there, there.rowan) is Status.OPEN
    row = board(board_of(there).state).rows[0]
    assert next(cell.status for cell in row.cells if cell.matter is Matter.ESCORT) is Status.READY


async def test_who_does_not_come_and_comes_after_all_is_asked_for_consent_again(there: Room) -> None:
    consent = ReadinessTold(matter=Matter.CONSENT, holds=True)
    await board_of(there).write(consent, [there.rowan, there.amara])
    await board_of(there).away(there.rowan, "Does not consent any more.")
    await tell(there, Expected(session=SESSION, seat=1), there.rowan)
    assert (consent_of(there, there.rowan), consent_of(there, there.amara)) == (Status.OPEN, Status.READY)

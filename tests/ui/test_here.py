"""Who is here while a session runs: somebody late, somebody who moves, staff who leave and come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Entry
from facilitator_app.record.room import IntentionSaid, Seated
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.waiting import until


async def in_the_room(hands: Hands) -> None:
    hands.shell.go("room")
    await hands.until_sees("room")
    hands.touch("here.open")
    await hands.until_sees("here.pin")


def facts(entries: Iterable[Entry], kind: type) -> int:
    return sum(isinstance(entry.fact, kind) for entry in entries)


async def test_somebody_who_comes_late_takes_the_first_free_seat(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    assert room.app.clinic is not None
    await room.app.clinic.add_participant(ParticipantAdded(preferred_name="Juniper", intention="To rest."))
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        assert "takes seat 3" in hands.reads("here.asked")
        hands.touch("here.person.Juniper")
        await until(lambda: len(room.session.state.people) == 3)
        late = room.session.state.in_seat_order[2]
        assert (late.seat, late.preferred_name) == (3, "Juniper")
        await until(lambda: facts(room.session.history.entries, IntentionSaid) == 3)
        await hands.until_sees("tile.3")
        await until(lambda: not hands.sees("here.person.Juniper"))
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("here.panel"))


async def test_somebody_moves_in_two_touches_and_their_intention_is_not_said_again(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        hands.touch("here.seat.1")
        assert hands.reads("here.asked") == "Rowan moves to the free seat touched next."
        hands.touch("here.seat.2")  # Amara sits there: nobody is put on top of anybody
        assert hands.reads("here.asked") == "Amara moves to the free seat touched next."
        assert facts(room.session.history.entries, Seated) == 2
        hands.touch("here.seat.1")
        hands.touch("here.seat.5")
        await until(lambda: room.session.state.people[room.people["Rowan"]].seat == 5)
        assert facts(room.session.history.entries, IntentionSaid) == 2
        await hands.until_sees("tile.5")


async def test_staff_leave_and_come_and_each_is_a_line(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    devi = next(member.id for member in room.session.state.staff.values() if member.name == "Devi Rao")
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        hands.touch("here.staff.Devi Rao")
        await until(lambda: room.session.state.staff[devi].left is not None)
        await until(lambda: not hands.there("here.staff.Devi Rao").property("chosen"))
        hands.touch("here.staff.Devi Rao")
        await until(lambda: room.session.state.staff[devi].left is None)


async def test_the_veil_closes_what_shows_names(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        hands.shell.veil.drop()
        await until(lambda: not hands.sees("here.panel"))


async def test_the_cap_of_the_programme_holds(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 8)
    assert room.app.clinic is not None
    await room.app.clinic.add_participant(ParticipantAdded(preferred_name="Wren"))
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        assert hands.reads("here.asked") == "Every seat is taken."
        hands.touch("here.person.Wren")
        await hands.until_sees("here.error")
        assert len(room.session.state.people) == 8

"""Who is here while a session runs: somebody late, somebody who moves, staff who leave and come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Entry
from facilitator_app.record.room import IntentionSaid, Seated, WayOut, WentOut
from tests.ui import scenes
from tests.ui.hands import Hands, at_window, spoken
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


async def test_who_is_still_in_an_open_session_is_offered_no_seat_in_the_next(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 2)
    await place.dose("Rowan")
    await place.write("Amara", WentOut(way=WayOut.WITHDREW))
    async with at_window(place.app, (1280, 800), start=False) as hands:
        hands.shell.go("setup")
        await hands.until_sees("setup.programme.rehearsal")
        hands.touch("setup.programme.rehearsal")
        hands.touch("setup.next")
        hands.touch("setup.present.Tomas Lind")
        hands.touch("setup.next")
        await until(lambda: "in the session of" in spoken(hands.there("setup.person.Rowan")))
        hands.touch("setup.person.Rowan")
        assert hands.reads("setup.error").startswith("Rowan is still in the session of ")
        assert not hands.there("setup.seat.1").property("name")
        hands.touch("setup.person.Amara")
        assert hands.there("setup.seat.1").property("name") == "Amara"
        assert not hands.sees("setup.error")


async def test_who_is_still_in_another_session_does_not_come_late_to_this_one(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 2)
    await place.write("Amara", WentOut(way=WayOut.WITHDREW))
    who = place.app.at_screen
    assert who is not None
    await place.app.begin_session(title="Evening circle", programme="rehearsal", lead=who.id, staff=[who.id],
                                  seats={1: place.people["Amara"]}, staffing_reason="late")  # fmt: skip
    async with at_window(place.app, start=False) as hands:
        await in_the_room(hands)
        hands.touch("here.person.Rowan")
        await hands.until_sees("here.error")
        assert hands.reads("here.error").startswith("Rowan is still in the session of ")
        assert list(place.session.state.people) == [place.people["Amara"]]

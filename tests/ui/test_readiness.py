"""The board before the medicine at the window: told by touch, gone on without for a reason, green when all is so."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from facilitator_app.machine import measured
from facilitator_app.readiness import board
from facilitator_app.record import room, touch
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.leaving import RiskAnswered, RiskDisclosed
from facilitator_app.record.orders import ClearedForMedicine
from facilitator_app.record.preparation import OwnReadinessSaid
from facilitator_app.record.readiness import DEVICE, ROOM_LIST, Matter, RoomMatter, RoomPassed, StaysWithout
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from facilitator_app.ui.room_list_view import RoomListView
from facilitator_app.ui.session_floor import SessionFloor
from tests.playlists.sounds import tone, write_wav
from tests.test_app import Room
from tests.test_readiness import make_ready
from tests.ui.hands import Hands, at_window
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """A session under way."""
    there = Room(tmp_path / "clinic")
    await there.make()
    await there.begin()
    return there


async def open_board(hands: Hands, here: Room) -> None:
    """From home to the board."""
    scope = here.session.scope
    hands.shell.go("home")
    await hands.until_sees(f"today.readiness.{scope}")
    hands.touch(f"today.readiness.{scope}")
    await hands.until_sees("readiness.whole")


async def closed(hands: Hands) -> None:
    await until(lambda: not hands.sees("matter.panel"))


async def test_each_matter_is_told_by_touch_until_the_board_is_green(here: Room) -> None:
    await make_ready(here, here.amara)
    devi = room.StaffPresent(staff=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR, Role.INTEGRATION_THERAPIST))
    await here.session.write(devi)
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        assert hands.reads("readiness.whole") == "Not everything is ready"
        assert hands.reads("readiness.of.1") == "2 of 11"  # seat and intention; nobody asks about pregnancy
        assert hands.reads("readiness.of.2") == "11 of 11"
        hands.touch("readiness.1.escort")
        await hands.until_sees("matter.panel")
        assert hands.reads("matter.status") == "not said yet"
        hands.write("matter.words", "Jude, by car")
        hands.touch("matter.yes")
        await closed(hands)
        assert hands.reads("readiness.of.1") == "3 of 11"
        hands.touch("readiness.1.escort")
        assert "Jude, by car" in hands.reads("matter.told")
        assert "Ines Okafor" in hands.reads("matter.told")
        hands.touch("matter.no")
        await closed(hands)
        assert hands.reads("readiness.of.1") == "2 of 11"

        hands.touch("readiness.1.order")
        assert not hands.sees("matter.yes")
        hands.touch("matter.close")
        await closed(hands)

        hands.touch("readiness.1.touch")
        hands.touch("matter.pass")
        await hands.until_sees("matter.words.error")  # no reason, no going on
        hands.write("matter.words", "They will say it in the circle.")
        hands.touch("matter.pass")
        await closed(hands)
        await make_ready(here, here.rowan)
        for matter in (*ROOM_LIST, *DEVICE):
            hands.touch(f"readiness.room.{matter}")
            await hands.until_sees("matter.panel")
            hands.write("matter.words", "as in every room of this house")
            hands.touch("matter.pass")
            await closed(hands)
        for cell in board(here.session.state, measured=measured(here.app)).waits:  # what this machine lacks
            why = RoomPassed(matter=cell.matter, reason="known", known=cell.measured.known if cell.measured else "")
            await here.session.write(why)
        assert hands.reads("readiness.of.1") == "11 of 11"
        await until(lambda: hands.reads("readiness.whole") == "Everything is ready")  # who is missing had a reason
        hands.touch("readiness.staff.facilitator")
        await hands.until_sees("matter.panel")
        hands.touch("matter.close")
        await closed(hands)
        hands.touch("open.room")
        await hands.until_sees("room")


async def test_what_is_not_ones_word_is_refused_on_the_sheet(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        here.session.at_screen = Who(id=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))
        hands.touch(f"readiness.1.{Matter.FOOD.value}")
        await hands.until_sees("matter.panel")
        hands.write("matter.words", "A light breakfast.")
        hands.touch("matter.pass")
        await hands.until_sees("matter.general.text")
        assert "another role" in hands.reads("matter.general")
        assert here.session.state.people[here.rowan].readiness.passed == {}


async def test_what_happens_in_the_room_moves_the_board(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        before = hands.reads("readiness.of.1")
        await here.session.write(touch.TouchAgreed(extent=touch.Extent.HAND), [here.rowan])
        assert hands.reads("readiness.of.1") != before
        hands.touch("readiness.home")
        await hands.until_sees("home")


async def test_not_yet_and_the_conditions_of_a_clearance_are_read_without_a_touch(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        assert not hands.sees("readiness.mind.1")
        cleared = ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 6, 1), conditions="Only today, 25 mg.")
        await here.session.write(cleared, [here.rowan])
        await until(lambda: hands.reads("readiness.mind.1") == "Cleared with conditions: Only today, 25 mg.")
        not_yet = OwnReadinessSaid(ready=False, words="My sister comes on Sunday.")
        await clinic.write([Part(fact=not_yet, about=here.rowan)])
        hands.touch("readiness.home")
        await hands.until_sees("home")
        await open_board(hands, here)
        said = "In their own judgement not ready yet, 5 March 2026\nCleared with conditions: Only today, 25 mg."
        assert hands.reads("readiness.mind.1") == said  # their words are theirs, and stand on their page
        assert not hands.sees("readiness.mind.2")


async def test_who_looks_after_an_open_disclosure_of_risk_is_minded_in_the_room_until_it_is_answered(
    here: Room,
) -> None:
    clinic, ines = here.app.clinic, here.app.at_screen.id if here.app.at_screen else here.tomas
    assert clinic is not None
    disclosed = RiskDisclosed(text="Old thoughts.", owner=here.tomas, owner_name="Tomas Lind")
    (line,) = await clinic.write([Part(fact=disclosed, about=here.rowan)])
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        before = hands.reads("readiness.of.1")
        assert hands.reads("readiness.mind.1") == "A disclosure of risk is open: Tomas Lind looks after it"
        assert not hands.sees("readiness.mind.2")
        await here.session.write(RiskDisclosed(text="Again.", owner=ines, owner_name="Ines Okafor"), [here.rowan])
        await until(lambda: hands.reads("readiness.mind.1").endswith("Ines Okafor looks after it"))
        await clinic.write([Part(fact=RiskAnswered(disclosure=line.id, text="We talked."), about=here.rowan)])
        hands.touch("readiness.home")
        await hands.until_sees("home")
        await open_board(hands, here)
        assert hands.reads("readiness.mind.1") == "A disclosure of risk is open: Ines Okafor looks after it"
        assert hands.reads("readiness.of.1") == before  # it is known, and keeps nobody from the medicine by itself


async def test_an_open_disclosure_of_risk_is_minded_before_a_session_that_is_set(tmp_path: Path) -> None:
    there = Room(tmp_path / "clinic")
    await there.make()
    clinic = there.app.clinic
    assert clinic is not None
    told = SessionSet(
        session=UUID(int=11), title="Circle", programme="group_circle_three", at=there.clock.now() + timedelta(hours=2)
    )
    parts = [Part(fact=told), Part(fact=Expected(session=told.session), about=there.rowan)]
    disclosed = RiskDisclosed(text="Old thoughts.", owner=there.tomas, owner_name="Tomas Lind")
    await clinic.write([*parts, Part(fact=disclosed, about=there.rowan)])
    said = "A disclosure of risk is open: Tomas Lind looks after it"
    async with at_window(there.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees(f"today.set.{told.session}")
        hands.touch(f"today.set.{told.session}")
        await hands.until_sees("setsession.in_the_way")
        assert hands.reads("setsession.in_the_way").splitlines()[-2:] == [
            f"Rowan: {said}",
            "Rowan: not cleared, no order",
        ]
        hands.touch("setsession.close")
        await until(lambda: not hands.sees("setsession.panel"))
        hands.shell.ready(str(told.session))
        await hands.until_sees("readiness.mind.1")
        assert hands.reads("readiness.mind.1") == said


async def test_the_sound_leads_to_the_check_of_the_playlist_and_back(here: Room, tmp_path: Path) -> None:
    tunes = tmp_path / "tunes"
    tunes.mkdir()
    write_wav(tunes / "Amber.wav", tone(1.0))
    (tunes / "Birch.wav").write_bytes(b"")
    await here.app.music.choose(tunes)
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.room.music")
        await hands.until_sees("matter.check")
        hands.touch("matter.check")
        await hands.until_sees("check.done", 60)
        told = "1 of 2 pieces cannot be played and would have been passed over."
        assert hands.reads("check.result") == told
        hands.touch("check.done")
        await until(lambda: not hands.sees("check.panel"))
        await until(lambda: hands.reads("matter.known") == told)
        assert hands.reads("matter.status") == "not as it has to be"
        assert not hands.sees("matter.yes")  # nobody's word stands against what the check has found
        hands.write("matter.words", "The second piece is not played today.")
        hands.touch("matter.pass")
        await closed(hands)
        await until(lambda: RoomMatter.MUSIC in here.session.state.room.passed)
        (tunes / "Birch.wav").unlink()
        await here.app.music.choose(tunes)
        hands.touch("readiness.room.music")
        await hands.until_sees("matter.panel")
        await until(lambda: hands.reads("matter.status") == "not said yet")  # another playlist was not checked


async def test_the_loudspeaker_is_tried_by_a_touch_and_heard_before_it_is_said(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.room.tone")
        await hands.until_sees("matter.tone")
        assert not hands.sees("matter.yes")
        hands.touch("matter.tone")
        await hands.until_sees("matter.yes")
        hands.touch("matter.yes")
        await closed(hands)
        await until(lambda: here.session.state.room.told[RoomMatter.TONE].holds)


async def test_what_the_device_measures_is_shown_and_a_copy_taken_from_there(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.room.backup")
        await hands.until_sees("matter.copy")
        assert hands.reads("matter.known") == "There is no copy of the record yet."
        assert not hands.sees("matter.yes")
        hands.touch("matter.copy")
        await until(lambda: hands.reads("matter.known") == "The newest copy is 0 h old.")
        await until(lambda: hands.reads("matter.status") == "ready")
        hands.touch("matter.close")
        await closed(hands)
        hands.touch("readiness.room.volume")
        await hands.until_sees("matter.yes")
        assert "look yourself" in hands.reads("matter.hint")


async def test_what_is_known_is_shown_and_leads_to_where_it_is_mended(here: Room) -> None:
    await make_ready(here, here.rowan)
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.1.cleared")
        await hands.until_sees("matter.lead")
        assert "Dr. Hale" in hands.reads("matter.known")
        hands.touch("matter.close")
        await closed(hands)
        hands.touch("readiness.2.order")
        await hands.until_sees("matter.lead")
        hands.touch("matter.lead")
        await hands.until_sees("home")
        await hands.until_sees("beforehand.panel")
        await hands.until_sees("stands.clearance")


async def test_the_paper_for_a_day_without_machines_is_left_in_a_folder(here: Room, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.paper")
        await hands.until_sees("daypaper.save")
        hands.touch("daypaper.kind.day")
        hands.touch("daypaper.save")
        await until(lambda: hands.shell.files.asking)
        hands.shell.files.go(str(folder))
        hands.shell.files.choose("")
        await hands.until_sees("daypaper.told")
        assert "stick" in hands.reads("daypaper.told")
        (left,) = folder.iterdir()
        assert left.name.startswith("day-")
        assert left.read_bytes().startswith(b"%PDF")


async def test_somebody_decides_not_to_take_the_medicine_and_stays(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.2.seat")
        await hands.until_sees("matter.stay")
        hands.touch("matter.stay")
        await hands.until_sees(f"readiness.take.{here.amara}")
        await closed(hands)
        await until(lambda: not hands.sees("readiness.of.2"))
        floor = hands.shell.findChild(SessionFloor)
        assert isinstance(floor, SessionFloor)
        await until(lambda: not floor.form.busy)
        hands.touch(f"readiness.take.{here.amara}")
        await hands.until_sees("readiness.of.2")


async def test_of_two_of_one_name_who_stay_without_each_is_told_apart(here: Room) -> None:
    assert here.app.clinic is not None
    told = ParticipantAdded(preferred_name="Amara", legal_name="Amara Okafor")
    other = await here.app.clinic.add_participant(told, sure=True)
    await here.app.seat(here.session, 4, other)
    await here.session.write(StaysWithout(holds=True, words="not today"), [here.amara, other])
    floor = SessionFloor(here.app)
    floor.follow(here.session)
    first, second = (one["text"] for one in floor.staying)
    assert first.split(":")[0] != second.split(":")[0]
    assert second.startswith("Amara O.: ")
    floor.follow(None)
    await here.app.close()


async def test_the_rooms_list_is_kept_and_looked_at_in_this_session_too(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.list")
        await hands.until_sees("roomlist.keep")
        hands.there("roomlist.words").setProperty("text", "oxygen\nDefibrillator in the hall\noxygen")
        hands.touch("roomlist.keep")
        await hands.until_sees("roomlist.words.error")
        hands.there("roomlist.words").setProperty("text", "oxygen\nDefibrillator in the hall")
        hands.touch("roomlist.keep")
        await until(lambda: not hands.sees("roomlist.panel"))
        await hands.until_sees("readiness.room.Defibrillator in the hall")
        await until(lambda: not hands.sees("readiness.room.suction"))


async def test_a_half_typed_list_of_the_room_outlives_the_sheet_and_a_stop_until_it_is_kept(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        hands.touch("readiness.list")
        await hands.until_sees("roomlist.keep")
        assert "oxygen" in hands.reads("roomlist.words")
        hands.write("roomlist.words", "A blanket for each mat")
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("roomlist.panel"))
        hands.touch("readiness.list")
        await hands.until_sees("roomlist.keep")
        assert hands.reads("roomlist.words") == "A blanket for each mat"
        assert (await from_disk(here, "list")) == "A blanket for each mat"
        hands.touch("roomlist.keep")
        await until(lambda: not hands.sees("roomlist.panel"))
        await hands.until_sees("readiness.room.A blanket for each mat")
        hands.touch("readiness.list")
        await hands.until_sees("roomlist.keep")
        await until(lambda: hands.reads("roomlist.words").endswith("A blanket for each mat"))
        hands.touch("roomlist.close")


async def from_disk(here: Room, form: str) -> str:
    """What a program that was begun anew finds typed."""
    after = RoomListView(here.app)
    async with asyncio.timeout(15):
        while not after.unsaved.of(form):
            await after.unsaved.read()
    return after.unsaved.of(form)["words"]


async def test_who_did_not_come_stands_on_the_board_until_it_is_said_why(here: Room) -> None:
    clinic, screen = here.app.clinic, here.app.at_screen
    assert clinic is not None
    assert screen is not None
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor"))
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    told = SessionSet(
        session=UUID(int=10), title="Second", programme="group_circle_three", at=here.clock.now() + timedelta(hours=1)
    )
    await clinic.write([Part(fact=told)])
    await clinic.write([Part(fact=Expected(session=told.session), about=noor)])
    await here.app.begin_session(
        as_set=told.session,
        title="Second",
        programme="group_circle_three",
        lead=here.tomas,
        staff=[screen.id, here.tomas],
        seats={1: idris},
        staffing_reason="Devi is on the train.",
    )
    async with at_window(here.app, start=False) as hands:
        await open_board(hands, here)
        await hands.until_sees(f"readiness.missed.{noor}")
        hands.touch(f"readiness.missed.{noor}")
        await hands.until_sees("roomlist.keep")
        assert hands.reads("roomlist.words") == ""
        hands.write("roomlist.words", "A fever, by")
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("roomlist.panel"))
        hands.touch("readiness.list")  # the list is another form
        await hands.until_sees("roomlist.keep")
        assert "oxygen" in hands.reads("roomlist.words")
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("roomlist.panel"))
        hands.touch(f"readiness.missed.{noor}")
        await hands.until_sees("roomlist.keep")
        assert hands.reads("roomlist.words") == "A fever, by"
        assert (await from_disk(here, f"{here.app.session.scope if here.app.session else ''}/{noor}")) == "A fever, by"
        hands.write("roomlist.words", "A fever, by telephone.")
        hands.touch("roomlist.keep")
        await until(lambda: clinic.state.agenda.sessions[told.session].expected[noor].reason)
        await until(lambda: not hands.sees("roomlist.panel"))


async def test_a_session_that_is_set_for_today_stands_among_the_sessions(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    at = here.clock.now() + timedelta(hours=2)
    told = SessionSet(session=UUID(int=11), title="Evening circle", programme="group_circle_three", at=at)
    await clinic.write([Part(fact=told)])
    await clinic.write([Part(fact=Expected(session=told.session), about=here.rowan)])
    async with at_window(here.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees(f"today.set.{told.session}")
        hands.touch(f"today.set.{told.session}")
        await hands.until_sees("setsession.panel")


async def test_the_board_is_worked_at_before_the_session_begins_and_goes_into_it(tmp_path: Path) -> None:
    there = Room(tmp_path / "clinic")
    await there.make()
    clinic = there.app.clinic
    assert clinic is not None
    at = there.clock.now() + timedelta(hours=2)
    told = SessionSet(session=UUID(int=11), title="Evening circle", programme="group_circle_three", at=at)
    parts = [Part(fact=told)]
    parts += [Part(fact=Expected(session=told.session), about=one) for one in (there.rowan, there.amara)]
    await clinic.write(parts)
    async with at_window(there.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees(f"today.ready.{told.session}")
        hands.touch(f"today.ready.{told.session}")
        await hands.until_sees("readiness.1.escort")
        assert hands.reads("readiness.team") == "The team is counted as the session begins."
        assert not clinic.state.sessions  # no clock runs
        hands.touch("readiness.1.escort")
        await hands.until_sees("matter.panel")
        hands.write("matter.words", "Jude, by car")
        hands.touch("matter.yes")
        await closed(hands)
        await until(lambda: hands.reads("readiness.of.1") == "3 of 11")
        hands.touch("readiness.2.seat")
        await hands.until_sees("matter.away")
        hands.touch("matter.away")
        await hands.until_sees(f"readiness.missed.{there.amara}")
        hands.touch("readiness.begin")
        await until(lambda: hands.shell.screen == "setup")
        await hands.until_sees("setup.reason")
        hands.write("setup.reason", "Tomas and Devi are on the train.")
        hands.touch("setup.next")
        await hands.until_sees("setup.begin")
        hands.touch("setup.begin")
        await until(lambda: there.app.session is not None)
        assert there.app.session is not None
        escort = there.app.session.state.people[there.rowan].readiness.told[Matter.ESCORT]
        assert (escort.words, escort.name) == ("Jude, by car", "Ines Okafor")

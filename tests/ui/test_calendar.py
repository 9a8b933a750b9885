"""The calendar at the window: a session is set, people take their seats, it is begun; days are turned and leave as a file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from facilitator_app import agenda
from facilitator_app.record.agenda import Expected, MeetingSet, SessionSet, SetSession
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupFormed, MemberJoined
from facilitator_app.record.integration import VisitPlace
from facilitator_app.rehearsal.faults import killed
from facilitator_app.ui.calendar_view import CalendarView
from tests.people import START
from tests.test_app import PASSPHRASE, Room
from tests.ui.hands import Hands, at_window
from tests.ui.test_groups import window
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """Rowan and Amara; Ines and Tomas."""
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


def view(hands: Hands) -> CalendarView:
    found = hands.shell.home.calendar
    assert isinstance(found, CalendarView)
    return found


def the_session(here: Room) -> SetSession:
    (found,) = here.app.clinic_state().agenda.sessions.values()
    return found


async def to_the_calendar(hands: Hands) -> None:
    hands.shell.refresh()
    await hands.until_sees("home.calendar")
    hands.touch("home.calendar")
    await hands.until_sees("calendar.act")


async def at_rest(hands: Hands) -> None:
    """What was touched last in the sheet is done."""
    await until(lambda: not view(hands).set_session.form.busy and hands.there("setsession.keep").isEnabled())


async def set_one(hands: Hands, here: Room) -> UUID:
    """From home: a session is set for the day after."""
    await to_the_calendar(hands)
    hands.touch("calendar.act")
    await hands.until_sees("setsession.keep")
    hands.touch("setsession.keep")
    await hands.until_sees("setsession.of.error")
    programme = next(iter(here.app.clinic_state().programmes))
    hands.touch(f"setsession.of.programme:{programme}")
    hands.write("setsession.day", (START + timedelta(days=1)).date().isoformat())
    hands.touch("setsession.keep")
    await hands.until_sees("setsession.time.error")
    hands.write("setsession.time", "10:00")
    hands.write("setsession.title", "Second circle")
    hands.touch("setsession.keep")
    await hands.until_sees("setsession.begin")
    await at_rest(hands)
    return the_session(here).told.session


async def test_a_session_is_set_people_take_seats_by_two_touches_and_it_stands_in_the_calendar(here: Room) -> None:
    async with window(here) as hands:
        session = await set_one(hands, here)
        unsigned = [one["text"] for one in view(hands).set_session.of if "plan not signed yet" in one["text"]]
        assert len(unsigned) == 4  # of five programmes
        hands.touch(f"setsession.person.{here.rowan}")
        await hands.until_sees(f"setsession.away.{here.rowan}")
        await at_rest(hands)
        hands.touch(f"setsession.person.{here.rowan}")
        await until(lambda: "Rowan" in hands.reads("floor.about"))
        hands.touch("floor.seat.3")
        await until(lambda: agenda.seats(here.app.clinic_state(), the_session(here)) == {3: here.rowan})
        await at_rest(hands)
        hands.touch(f"setsession.away.{here.rowan}")
        await until(lambda: agenda.people(here.app.clinic_state(), the_session(here)) == ())
        await at_rest(hands)
        hands.key(Qt.Key.Key_Escape)
        await hands.until_sees(f"calendar.item.{session}")
        hands.touch(f"calendar.item.{session}")
        await hands.until_sees("setsession.calloff")
        hands.touch("setsession.calloff")
        await hands.until_sees("setsession.reason.error")
        hands.write("setsession.reason", "The provider is ill.")
        hands.touch("setsession.calloff")
        await until(lambda: not here.app.clinic_state().agenda.sessions)
        await until(lambda: not hands.sees(f"calendar.item.{session}"))


async def test_two_groups_of_one_theme_can_be_told_apart_as_a_session_is_set(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    programme = next(iter(clinic.state.programmes))
    tuesday, thursday = UUID(int=800), UUID(int=801)
    for group, person in ((tuesday, here.rowan), (thursday, here.amara)):
        joined = MemberJoined(group=group, decided_by=here.tomas, decided_by_name="Tomas Lind", why="Fits.")
        await clinic.write([Part(fact=GroupFormed(group=group, programme=programme, theme="Grief"))])
        await clinic.write([Part(fact=joined, about=person)])
    async with window(here) as hands:
        await to_the_calendar(hands)
        hands.touch("calendar.act")
        await hands.until_sees(f"setsession.of.group:{thursday}")
        texts = [hands.there(f"setsession.of.group:{one}").property("text") for one in (tuesday, thursday)]
        assert [text.partition(" (")[2].partition(")")[0] for text in texts] == ["Rowan", "Amara"]


async def test_the_seats_themselves_are_moved_by_two_touches(here: Room) -> None:
    async with window(here) as hands:
        await set_one(hands, here)
        floor = view(hands).set_session.floor
        hands.touch("floor.arrange")
        await until(lambda: floor.arranging)
        hands.touch("floor.seat.1")
        hands.touch("floor.place.0.1")
        await until(lambda: any((one.seat, one.column) == (1, 0) for one in here.app.clinic_state().agenda.floor))
        await until(lambda: not floor.form.busy)
        hands.touch("floor.turn")
        await until(lambda: any(one.furniture == "recliner" for one in here.app.clinic_state().agenda.floor))


async def test_days_are_turned_a_meeting_opens_its_person_and_what_is_to_come_leaves_as_a_file(
    here: Room, tmp_path: Path
) -> None:
    clinic, folder = here.app.clinic, tmp_path / "stick"
    assert clinic is not None
    folder.mkdir()
    fact = MeetingSet(at=START + timedelta(days=9), held_by=here.tomas, place=VisitPlace.OFFICE)
    (line,) = await clinic.write([Part(fact=fact, about=here.rowan)])
    async with window(here) as hands:
        await to_the_calendar(hands)
        await hands.until_sees("calendar.about")
        assert "Set a session" in hands.reads("calendar.about")
        hands.touch("calendar.after")
        await hands.until_sees(f"calendar.item.{line.id}")
        hands.touch("calendar.save")
        await until(lambda: hands.shell.files.asking)
        hands.shell.files.go(str(folder))
        hands.shell.files.choose("")
        await hands.until_sees("calendar.said")
        (left,) = folder.iterdir()
        assert b"Rowan" not in left.read_bytes()
        hands.touch("calendar.mode.list")
        hands.touch("calendar.today")
        await hands.until_sees(f"calendar.item.{line.id}")
        hands.touch(f"calendar.item.{line.id}")
        await hands.until_sees("own.ready")


async def test_what_somebody_is_planned_for_at_one_time_is_told_as_it_is_set_and_marked_in_the_calendar(
    here: Room,
) -> None:
    at = START + timedelta(days=1)
    programme = next(iter(here.app.clinic_state().programmes))
    clinic, session = here.app.clinic, UUID(int=77)
    assert clinic is not None
    for person in (here.rowan, here.amara):
        told = MeetingSet(at=at, held_by=here.tomas, place=VisitPlace.OFFICE, minutes=50)
        await clinic.write([Part(fact=told, about=person)])
    told_of = SessionSet(session=session, title="Second circle", programme=programme, at=at + timedelta(minutes=30))
    await clinic.write([Part(fact=told_of)])
    async with window(here) as hands:
        await to_the_calendar(hands)
        for meeting in clinic.state.agenda.meetings.values():
            mark = f"calendar.item.{meeting.entry}.twice"
            await hands.until_sees(mark)
            assert hands.reads(mark) == "at the same time elsewhere: Tomas Lind"
        assert not hands.sees(f"calendar.item.{session}.twice")
        hands.touch(f"calendar.item.{session}")
        await hands.until_sees(f"setsession.person.{here.rowan}")
        hands.touch(f"setsession.person.{here.rowan}")
        await hands.until_sees("setsession.time.error")
        assert "Rowan: Preparation: Rowan" in hands.reads("setsession.time.error")
        assert not the_session(here).expected
        hands.touch(f"setsession.person.{here.rowan}")
        await until(lambda: here.rowan in the_session(here).expected)
        await at_rest(hands)
        hands.touch("setsession.keep")  # as it is: that was told already
        await at_rest(hands)
        hands.write("setsession.time", f"{(at + timedelta(minutes=10)).astimezone(ZoneInfo(clinic.state.zone)):%H:%M}")
        hands.touch("setsession.keep")
        await hands.until_sees("setsession.time.error")  # moved, it is told anew
        assert the_session(here).told.at == told_of.at
        hands.touch("setsession.keep")
        await until(lambda: the_session(here).told.at == at + timedelta(minutes=10))


async def test_a_team_that_is_planned_for_two_sessions_at_once_is_told_and_marked_at_the_beginning(here: Room) -> None:
    """Two sessions in two rooms at one hour could be set with one and the same lead, and nobody was told."""
    clinic, at, programme = here.app.clinic, START + timedelta(days=1), next(iter(here.app.clinic_state().programmes))
    assert clinic is not None
    zone = ZoneInfo(clinic.state.zone)
    other = SessionSet(session=UUID(int=77), title="Upstairs", programme=programme, at=at, team=(here.tomas,))
    await clinic.write([Part(fact=other)])
    async with window(here) as hands:
        await to_the_calendar(hands)
        hands.touch("calendar.act")
        await hands.until_sees("setsession.keep")
        hands.touch(f"setsession.of.programme:{programme}")
        hands.write("setsession.day", at.astimezone(zone).date().isoformat())
        hands.write("setsession.time", f"{at.astimezone(zone):%H:%M}")
        hands.write("setsession.title", "Downstairs")
        hands.touch("setsession.team.Ines Okafor")
        hands.touch("setsession.team.Tomas Lind")
        hands.touch("setsession.lead.Tomas Lind")
        await until(lambda: view(hands).set_session.team.rows[1]["leads"])
        hands.touch("setsession.keep")
        await hands.until_sees("setsession.time.error")
        assert "Tomas Lind: Upstairs" in hands.reads("setsession.time.error")
        assert list(clinic.state.agenda.sessions) == [UUID(int=77)]
        hands.touch("setsession.keep")  # the second is with the other facilitator for that hour: it is meant
        await until(lambda: len(clinic.state.agenda.sessions) == 2)
        await at_rest(hands)
        told = next(one.told for one in clinic.state.agenda.sessions.values() if one.told.title == "Downstairs")
        me = here.app.at_screen
        assert me is not None
        assert told.team == (here.tomas, me.id)
        view(hands).set_session.close()
        mark = f"calendar.item.{told.session}.twice"
        await hands.until_sees(mark)
        assert hands.reads(mark) == "at the same time elsewhere: Tomas Lind"
        hands.shell.begin(str(told.session))
        await until(lambda: hands.shell.screen == "setup")
        notes = {row["name"]: str(row["note"]) for row in hands.shell.setup.team}
        assert notes["Tomas Lind"].endswith("planned to lead")
        assert notes["Ines Okafor"].endswith(" · planned")


async def test_a_session_that_is_set_is_begun_with_its_people_on_their_seats(here: Room) -> None:
    await here.begin()
    programme = here.session.programme.key
    await here.app.leave_session()
    assert here.app.clinic is not None
    idris = await here.app.clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    async with at_window(here.app, start=False) as hands:
        hands.shell.go("home")
        session = await set_one(hands, here)
        hands.touch(f"setsession.of.programme:{programme}")
        hands.touch("setsession.keep")
        await until(lambda: the_session(here).told.programme == programme)
        await at_rest(hands)
        hands.touch(f"setsession.person.{idris}")
        await hands.until_sees(f"setsession.away.{idris}")
        await at_rest(hands)
        hands.touch("setsession.begin")
        await hands.until_sees("setup.next")
        assert hands.shell.setup.given_title == "Second circle"
        hands.write("setup.reason", "Two are on the train.")
        hands.touch("setup.next")
        await hands.until_sees("setup.begin")
        hands.touch("setup.begin")
        await until(lambda: here.app.session is not None and here.app.session.scope == session)
        assert [person.id for person in here.session.state.in_seat_order] == [idris]


async def test_a_session_that_was_held_on_paper_is_opened_for_the_hour_for_which_it_was_set(here: Room) -> None:
    clinic, screen = here.app.clinic, here.app.at_screen
    assert clinic is not None
    assert screen is not None
    session, at = UUID(int=900), here.clock.now() + timedelta(hours=1)
    told = SessionSet(session=session, title="Second circle", programme="group_circle_three", at=at)
    await clinic.write([Part(fact=told), Part(fact=Expected(session=session), about=here.rowan)])
    here.clock.advance(timedelta(hours=6))  # the machines are back
    async with at_window(here.app, start=False) as hands:
        hands.shell.begin(str(session))
        await hands.until_sees("setup.was_set")
        assert "held on paper" in hands.reads("setup.was_set")
        hands.touch("setup.begins.earlier")
        await hands.until_sees("setup.day")
        await until(lambda: bool(hands.there("setup.time").property("text")))
        hands.write("setup.reason", "Devi is on the train.")
        hands.write("setup.time", "23:59")
        hands.touch("setup.next")
        await hands.until_sees("setup.begin")
        hands.touch("setup.begin")
        await hands.until_sees("setup.time.error")  # that is to come yet
        hands.shell.setup.draft.unsaved.came.emit()  # what was kept before is read from a slow disk only now
        assert hands.shell.setup.step == "team"
        assert hands.sees("setup.time.error")
        hands.write("setup.time", f"{at.astimezone(ZoneInfo(clinic.state.zone)):%H:%M}")
        hands.touch("setup.next")
        await hands.until_sees("setup.begin")
        hands.touch("setup.begin")
        await until(lambda: here.app.session is not None and here.app.session.scope == session)
        assert here.session.state.opened_at == at


async def test_what_is_typed_of_a_session_to_come_outlives_the_sheet_and_a_crash(here: Room) -> None:
    programme = next(iter(here.app.clinic_state().programmes))
    async with window(here) as hands:
        await to_the_calendar(hands)
        hands.touch("calendar.act")
        await hands.until_sees("setsession.keep")
        hands.touch(f"setsession.of.programme:{programme}")
        hands.write("setsession.title", "Second circle")
        hands.write("setsession.place", "The north room")
        hands.touch("setsession.close")
        await until(lambda: not hands.sees("setsession.panel"))
        await until(lambda: not here.app.faults._tasks)
    here.app = await killed(here.app, here.player)
    await here.app.start()
    await here.app.unlock("ines", PASSPHRASE)
    async with window(here) as hands:
        await to_the_calendar(hands)
        hands.touch("calendar.act")
        await hands.until_sees("setsession.keep")
        await until(lambda: hands.reads("setsession.title") == "Second circle")
        assert hands.reads("setsession.place") == "The north room"
        assert view(hands).set_session.chosen["of"] == f"programme:{programme}"
        await hands.until_sees("setsession.draft")
        hands.write("setsession.time", "10:00")
        hands.write("setsession.day", (START + timedelta(days=1)).date().isoformat())
        hands.touch("setsession.keep")
        await hands.until_sees("setsession.begin")
        await until(lambda: not hands.sees("setsession.draft"))
        hands.write("setsession.place", "The garden")
        await hands.until_sees("setsession.forget")
        hands.touch("setsession.forget")
        await until(lambda: hands.reads("setsession.place") == "The north room")
        await until(lambda: not here.app.faults._tasks)
        assert here.app.journal is not None
        assert await here.app.journal.drafts("calendar/") == {}


async def test_who_lies_on_a_mat_in_an_open_session_is_asked_about_before_they_are_expected_in_ten_minutes(
    here: Room,
) -> None:
    await here.begin()
    await here.app.leave_session()
    clinic = here.app.clinic
    assert clinic is not None
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor"))
    programme = next(iter(clinic.state.programmes))
    soon, later = UUID(int=801), UUID(int=802)
    for session, at in ((soon, timedelta(minutes=10)), (later, timedelta(days=1))):
        told = SessionSet(session=session, title="Second circle", programme=programme, at=clinic.now + at)
        await clinic.write([Part(fact=told)])
    async with window(here) as hands:
        await to_the_calendar(hands)
        sheet = view(hands).set_session

        async def expected(session: UUID, person: UUID) -> str:
            sheet.show(str(session))
            sheet.expect(str(person), True)
            await until(lambda: not sheet.form.busy)
            return str(sheet.form.errors.get("time", ""))

        said = await expected(soon, here.rowan)
        assert said.startswith("Planned for something else then: Rowan: First circle")
        assert clinic.state.agenda.sessions[soon].expected == {}
        sheet.expect(str(here.rowan), True)  # the same touch once more
        await until(lambda: here.rowan in clinic.state.agenda.sessions[soon].expected)
        assert await expected(soon, noor) == "", "she is in no other session"
        assert await expected(later, here.amara) == "", "by then it is over"

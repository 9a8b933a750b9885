"""Days to come: sessions set, who is expected and where, meetings; what of it stands in the calendar and leaves as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest

from facilitator_app import agenda, day_paper, programmes, text
from facilitator_app.clinic import Clinic
from facilitator_app.days import Booked, Item, Span, What, at_once, called_off, days, events, is_empty, items
from facilitator_app.faults import Refusal
from facilitator_app.handoff.invitation import calendar
from facilitator_app.record import agenda as record
from facilitator_app.record.agenda import (
    Agenda,
    Expected,
    FloorKept,
    Furniture,
    MeetingSet,
    Place,
    SessionCalledOff,
    SessionSet,
    after,
)
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.groups import GroupEnded, GroupFormed, MemberJoined, MemberLeft
from facilitator_app.record.integration import VisitBooked, VisitKind, VisitPlace
from facilitator_app.record.people import PersonTold
from facilitator_app.record.readiness import ROOM_LIST
from facilitator_app.record.roles import Role
from facilitator_app.set_board import SetBoard
from facilitator_app.set_words import to_mind
from facilitator_app.wording import describe, kind_name
from tests.golden import entry_of
from tests.people import START
from tests.test_app import Room, here
from tests.test_clinic import CIRCLE, NOBODY, OFFICE, clinic, journal, refused

__all__ = ["clinic", "here", "journal"]

SESSION, GROUP = UUID(int=10), UUID(int=800)
NEXT_WEEK = START + timedelta(days=7)


def session_set(**otherwise: Any) -> SessionSet:
    told: dict[str, Any] = {"session": SESSION, "title": "Second circle", "programme": CIRCLE, "at": NEXT_WEEK}
    return SessionSet(**told | otherwise)


def meeting(**otherwise: Any) -> MeetingSet:
    told: dict[str, Any] = {"at": NEXT_WEEK, "held_by": OFFICE.id, "place": VisitPlace.OFFICE}
    return MeetingSet(**told | otherwise)


@pytest.fixture
async def people(clinic: Clinic) -> Sequence[UUID]:
    """Rowan, Amara, Idris, Noor, Teodor."""
    names = ("Rowan", "Amara", "Idris", "Noor", "Teodor")
    return [await clinic.add_participant(ParticipantAdded(preferred_name=name)) for name in names]


async def write(clinic: Clinic, fact: Fact, about: UUID | None = None) -> UUID:
    return (await clinic.write([Part(fact=fact, about=about)]))[0].id


def one(clinic: Clinic) -> record.SetSession:
    return clinic.state.agenda.sessions[SESSION]


async def test_a_session_is_set_for_a_moment_to_come_by_a_programme_there_is(clinic: Clinic) -> None:
    assert await refused(write(clinic, session_set(at=START))) == "agenda.past"
    assert await refused(write(clinic, session_set(programme="dance"))) == "clinic.no_such_programme"
    assert await refused(write(clinic, session_set(group=GROUP))) == "groups.no_such_group"
    await write(clinic, session_set())
    assert [found.told.title for found in agenda.to_come(clinic.state, START)] == ["Second circle"]
    assert len(agenda.to_come(clinic.state, NEXT_WEEK + timedelta(minutes=59))) == 1  # it begins late
    assert agenda.to_come(clinic.state, NEXT_WEEK + timedelta(hours=1)) == ()
    await write(clinic, session_set(title="Third circle", at=NEXT_WEEK + timedelta(days=1)))
    assert one(clinic).told.title == "Third circle"
    await write(clinic, SessionCalledOff(session=SESSION, reason="The provider is ill."))
    assert clinic.state.agenda.sessions == {}
    assert await refused(write(clinic, SessionCalledOff(session=SESSION, reason="Again."))) == "agenda.not_set"


async def test_who_is_expected_sits_on_the_seat_that_is_kept_or_on_one_that_is_free(
    clinic: Clinic, people: Sequence[UUID]
) -> None:
    rowan, amara, idris, noor, teodor = people
    assert await refused(write(clinic, Expected(session=SESSION), rowan)) == "agenda.not_set"
    await write(clinic, session_set())
    await write(clinic, Expected(session=SESSION), rowan)
    await write(clinic, Expected(session=SESSION, seat=1), amara)
    assert agenda.seats(clinic.state, one(clinic)) == {1: amara, 2: rowan}
    await write(clinic, Expected(session=SESSION, seat=4), amara)
    await write(clinic, Expected(session=SESSION, seat=4), rowan)  # who sat there has no kept seat any more
    assert agenda.seats(clinic.state, one(clinic)) == {4: rowan, 2: amara}  # the second of those who are expected
    await write(clinic, Expected(session=SESSION, seat=2), amara)
    await write(clinic, Expected(session=SESSION, seat=4), amara)  # they change with each other
    assert agenda.seats(clinic.state, one(clinic)) == {4: amara, 2: rowan}
    await write(clinic, Expected(session=SESSION, coming=False), amara)
    assert agenda.people(clinic.state, one(clinic)) == (rowan,)
    for person in (amara, idris, noor):
        await write(clinic, Expected(session=SESSION), person)
    assert await refused(write(clinic, Expected(session=SESSION), teodor)) == "room.full"
    await write(clinic, Expected(session=SESSION, seat=8), rowan)  # who is expected already only changes the seat
    await write(clinic, session_set(title="Renamed"))
    assert agenda.seats(clinic.state, one(clinic))[8] == rowan


async def test_a_seat_that_is_given_to_one_moves_nobody_else(clinic: Clinic, people: Sequence[UUID]) -> None:
    rowan, amara, idris, *_ = people
    await write(clinic, session_set())
    for person in (rowan, amara):
        await write(clinic, Expected(session=SESSION), person)
    await write(clinic, Expected(session=SESSION, seat=3), rowan)
    assert agenda.seats(clinic.state, one(clinic)) == {3: rowan, 2: amara}
    await write(clinic, Expected(session=SESSION), idris)
    assert agenda.seats(clinic.state, one(clinic)) == {3: rowan, 2: amara, 1: idris}


async def test_the_team_of_a_session_that_is_set_is_of_the_clinic_and_there(clinic: Clinic) -> None:
    devi = await clinic.add_staff("Devi Rao", [Role.FACILITATOR])
    assert await refused(clinic.write([Part(fact=session_set(team=(NOBODY,)))])) == "clinic.no_such_staff"
    await clinic.write([Part(fact=session_set(team=(devi,)))])
    (one,) = clinic.state.agenda.sessions.values()
    assert one.told.team == (devi,)
    (item,) = items(
        clinic.state,
        (),
        text.english(),
        days(START.date(), START.date() + timedelta(days=60), ZoneInfo("America/Denver")),
    )
    assert devi in item.who
    assert item.note.endswith("Devi Rao")
    await clinic.staff_gone(devi)
    with pytest.raises(Refusal) as no:
        await clinic.write([Part(fact=session_set(team=(devi,)))])
    assert (no.value.key, no.value.field, text.say(no.value)) == (
        "agenda.gone",
        "team",
        "Devi Rao is not there any more.",
    )


async def test_nobody_is_expected_at_two_sessions_at_once(clinic: Clinic, people: Sequence[UUID]) -> None:
    rowan, amara = people[:2]
    other = UUID(int=77)
    await write(clinic, session_set())
    await write(clinic, session_set(session=other, title="Third circle", at=NEXT_WEEK + timedelta(minutes=30)))
    await write(clinic, Expected(session=SESSION), rowan)
    with pytest.raises(Refusal) as refusal:
        await write(clinic, Expected(session=other), rowan)
    assert (refusal.value.key, refusal.value.field) == ("agenda.elsewhere", "participant")
    await write(clinic, Expected(session=other), amara)
    await write(clinic, session_set(session=other, title="Third circle", at=NEXT_WEEK + timedelta(days=1)))
    await write(clinic, Expected(session=other), rowan)


async def test_a_session_that_is_set_changes_only_where_all_who_are_expected_can_come(
    clinic: Clinic, people: Sequence[UUID]
) -> None:
    rowan, amara = people[:2]
    other, alone = UUID(int=77), next(key for key, one in clinic.state.programmes.items() if one.cap == 1)
    await write(clinic, session_set(minutes=60))
    for person in (rowan, amara):
        await write(clinic, Expected(session=SESSION), person)
    with pytest.raises(Refusal) as refusal:
        await write(clinic, session_set(programme=alone, minutes=60))
    assert refusal.value.field == "programme"
    assert text.say(refusal.value) == "2 are expected, and the programme takes at most 1. Say first who does not come."
    await write(clinic, session_set(session=other, title="Third circle", at=NEXT_WEEK + timedelta(days=1)))
    await write(clinic, Expected(session=other), rowan)
    with pytest.raises(Refusal) as moved:
        await write(clinic, session_set(session=other, title="Third circle", at=NEXT_WEEK + timedelta(minutes=30)))
    assert moved.value.field == "day"
    at = NEXT_WEEK.astimezone(ZoneInfo(clinic.state.zone))
    assert text.say(moved.value) == (
        f"Rowan is expected at “Second circle” on {at:%Y-%m-%d %H:%M} already, while this one lasts. "
        "Choose another time, or say first that they do not come."
    )
    await write(clinic, Expected(session=other, coming=False), rowan)
    await write(clinic, session_set(session=other, title="Third circle", at=NEXT_WEEK + timedelta(minutes=30)))


async def test_a_group_meets_at_no_time_at_which_a_member_is_expected_elsewhere(
    clinic: Clinic, people: Sequence[UUID]
) -> None:
    rowan, amara, idris = people[:3]
    other = UUID(int=77)
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    for person in (rowan, amara):
        joined = MemberJoined(group=GROUP, decided_by=OFFICE.id, decided_by_name="Ines Okafor", why="Asked.")
        await write(clinic, joined, person)
    await write(clinic, session_set(session=other))
    for person in (rowan, idris):
        await write(clinic, Expected(session=other), person)
    assert await refused(write(clinic, session_set(group=GROUP))) == "agenda.expected_elsewhere"
    assert await refused(write(clinic, session_set(session=other, group=GROUP))) == "agenda.not_of_the_group"
    await write(clinic, session_set(group=GROUP, at=NEXT_WEEK + timedelta(days=1)))


async def test_nobody_joins_a_group_that_meets_while_they_are_expected_elsewhere(
    clinic: Clinic, people: Sequence[UUID]
) -> None:
    rowan, amara, idris = people[:3]
    other = UUID(int=77)
    joined = MemberJoined(group=GROUP, decided_by=OFFICE.id, decided_by_name="Ines Okafor", why="Asked.")
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    await write(clinic, joined, idris)
    await write(clinic, session_set(group=GROUP))
    await write(clinic, session_set(session=other, title="Third circle", at=NEXT_WEEK + timedelta(minutes=30)))
    await write(clinic, Expected(session=other), rowan)
    with pytest.raises(Refusal) as refusal:
        await write(clinic, joined, rowan)
    assert (refusal.value.key, refusal.value.field) == ("agenda.elsewhere", "participant")
    assert refusal.value.values["title"] == "Third circle"
    await write(clinic, joined, amara)
    await write(clinic, Expected(session=other, coming=False), rowan)
    await write(clinic, joined, rowan)
    assert agenda.people(clinic.state, one(clinic)) == (idris, amara, rowan)
    # who stays away from that one session of the group may be elsewhere, and join it again
    await write(clinic, Expected(session=SESSION, coming=False), rowan)
    await write(clinic, MemberLeft(group=GROUP), rowan)
    await write(clinic, Expected(session=other), rowan)
    await write(clinic, joined, rowan)


async def test_of_a_group_its_members_are_expected_until_one_stays_away(clinic: Clinic, people: Sequence[UUID]) -> None:
    rowan, amara, idris = people[:3]
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    for person in (rowan, amara):
        joined = MemberJoined(group=GROUP, decided_by=OFFICE.id, decided_by_name="Ines Okafor", why="Asked.")
        await write(clinic, joined, person)
    other = next(key for key in clinic.state.programmes if key != CIRCLE)
    assert await refused(write(clinic, session_set(group=GROUP, programme=other))) == "groups.other_programme"
    await write(clinic, session_set(group=GROUP))
    assert agenda.people(clinic.state, one(clinic)) == (rowan, amara)
    assert await refused(write(clinic, Expected(session=SESSION), idris)) == "groups.not_a_member"
    await write(clinic, Expected(session=SESSION, coming=False), rowan)
    assert agenda.people(clinic.state, one(clinic)) == (amara,)
    await write(clinic, GroupEnded(group=GROUP, reason="Over."))
    assert await refused(write(clinic, session_set(group=GROUP))) == "groups.no_such_group"


async def test_nothing_is_set_for_a_year_that_no_calendar_holds(clinic: Clinic, people: Sequence[UUID]) -> None:
    at = datetime(9999, 12, 31, 23, tzinfo=UTC)
    for fact, about in ((session_set(at=at, minutes=1440), None), (meeting(at=at, minutes=1440), people[0])):
        with pytest.raises(Refusal) as no:
            await write(clinic, fact, about)
        assert (no.value.key, no.value.field) == ("integration.no_such_year", "day")


async def test_a_member_who_leaves_and_comes_back_moves_nobodys_seat(clinic: Clinic, people: Sequence[UUID]) -> None:
    rowan, amara, idris, noor, *_ = people
    joined = MemberJoined(group=GROUP, decided_by=OFFICE.id, decided_by_name="Ines Okafor", why="Asked.")
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    for person in (rowan, amara, idris):
        await write(clinic, joined, person)
    await write(clinic, session_set(group=GROUP))
    printed = {1: rowan, 2: amara, 3: idris}
    assert agenda.seats(clinic.state, one(clinic)) == printed
    await write(clinic, MemberLeft(group=GROUP, reason="He moved."), rowan)
    await write(clinic, joined, rowan)
    assert agenda.seats(clinic.state, one(clinic)) == printed, "the papers that were printed are of these seats"
    await write(clinic, Expected(session=SESSION, coming=False, reason="The flu."), amara)
    assert agenda.seats(clinic.state, one(clinic)) == {1: rowan, 3: idris}
    await write(clinic, MemberLeft(group=GROUP, reason="He moved again."), rowan)
    await write(clinic, joined, noor)
    await write(clinic, joined, rowan)
    seats = agenda.seats(clinic.state, one(clinic))
    assert seats == {1: noor, 3: idris, 4: rowan}, "another has his place: he gets the first that is free"


async def test_who_left_the_group_is_not_expected_and_keeps_nobody_from_the_session(
    clinic: Clinic, people: Sequence[UUID]
) -> None:
    rowan, amara, idris, *_ = people
    joined = MemberJoined(group=GROUP, decided_by=OFFICE.id, decided_by_name="Ines Okafor", why="Asked.")
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    for person in (rowan, amara):
        await write(clinic, joined, person)
    await write(clinic, session_set(group=GROUP))
    await write(clinic, Expected(session=SESSION, seat=1), rowan)
    await write(clinic, MemberLeft(group=GROUP, reason="She moved."), rowan)
    assert agenda.people(clinic.state, one(clinic)) == (amara,)
    assert agenda.seats(clinic.state, one(clinic)) == {2: amara}, "who is there moves nowhere"
    assert to_mind(clinic.state, one(clinic), text.catalogue()) == [
        "Rowan left the group and is not expected any more."
    ]
    await write(clinic, session_set(group=GROUP, at=NEXT_WEEK + timedelta(hours=1)))  # and its hour can be moved
    await write(clinic, joined, rowan)
    assert to_mind(clinic.state, one(clinic), text.catalogue()) == []
    assert agenda.seats(clinic.state, one(clinic)) == {1: rowan, 2: amara}  # her seat was kept
    # another group takes over only whom it has
    other = UUID(int=801)
    await write(clinic, GroupFormed(group=other, programme=CIRCLE, theme="A short one"))
    await write(clinic, MemberJoined(group=other, decided_by=OFFICE.id, decided_by_name="Ines", why="Asked."), idris)
    with pytest.raises(Refusal) as refusal:
        await write(clinic, session_set(group=other))
    assert (refusal.value.key, refusal.value.values["name"]) == ("agenda.not_of_the_group", "Rowan")


async def test_of_a_group_that_ended_a_session_that_is_set_says_so_and_is_taken_off(clinic: Clinic) -> None:
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    await write(clinic, session_set(group=GROUP))
    off = agenda.off_with(clinic.state, GROUP, "The group has ended.")
    assert off == [SessionCalledOff(session=SESSION, reason="The group has ended.")]
    assert agenda.off_with(clinic.state, UUID(int=77), "Over.") == []
    await write(clinic, GroupEnded(group=GROUP, reason="Over."))
    said = to_mind(clinic.state, one(clinic), text.catalogue())
    assert said == ["The group has ended: this session cannot begin. Take it off the calendar."]
    await write(clinic, off[0])
    assert clinic.state.agenda.sessions == {}


async def test_of_more_than_there_are_seats_somebody_chooses_who_comes_and_nobody_is_said_to_have_missed_it(
    here: Room,
) -> None:
    clinic, screen = here.app.clinic, here.app.at_screen
    assert clinic is not None
    assert screen is not None
    cohort = "shared_illness_cohort"  # its cap is left open as it ships
    await clinic.sign_plan(cohort, programmes.starting_plans()[-1])
    await write(clinic, GroupFormed(group=GROUP, programme=cohort, theme="A long illness"))
    names = (
        "Idris",
        "Noor",
        "Teodor",
        "Mae",
        "Sable",
        "Juniper",
        "Rowan the elder",
        "Amara the elder",
        "Idris the elder",
    )
    joined = MemberJoined(group=GROUP, decided_by=here.tomas, decided_by_name="Tomas Lind", why="Asked.")
    told = [ParticipantAdded(preferred_name=name) for name in names]
    *_, ninth = cohort_of = await clinic.add_participants([(one, None) for one in told])
    for person in cohort_of:
        await write(clinic, joined, person)
    await write(clinic, session_set(programme=cohort, group=GROUP, at=here.clock.now() + timedelta(hours=1)))
    said = "9 are expected, and there are 8 seats: choose who comes, and say where the session is set who does not."
    assert to_mind(clinic.state, one(clinic), text.catalogue()) == [said]

    async def begin() -> None:
        await here.app.begin_session(
            as_set=SESSION,
            title="Second circle",
            programme=cohort,
            lead=here.tomas,
            staff=[screen.id, here.tomas],
            seats=agenda.seats(clinic.state, one(clinic)),
            staffing_reason="Devi is on the train.",
            group=GROUP,
        )

    assert await refused(begin()) == "agenda.choose_who_comes"
    assert [told for told in one(clinic).expected.values() if told.missed] == []
    stays = Expected(session=SESSION, coming=False, reason="There is no ninth seat.")
    await write(clinic, stays, ninth)
    await begin()
    assert one(clinic).expected == {ninth: stays}
    # one by one no ninth is asked
    third = UUID(int=78)
    await write(clinic, session_set(session=third, programme=cohort, group=None, at=NEXT_WEEK))
    for other in list(clinic.state.participants)[:8]:
        await write(clinic, Expected(session=third), other)
    assert await refused(write(clinic, Expected(session=third), ninth)) == "room.full"


async def test_two_sessions_are_not_set_in_one_room_at_one_time(clinic: Clinic) -> None:
    other, half_an_hour = UUID(int=77), timedelta(minutes=30)
    await write(clinic, session_set(place="Room 2"))
    with pytest.raises(Refusal) as refusal:
        await write(
            clinic, session_set(session=other, title="Third circle", place="room 2", at=NEXT_WEEK + half_an_hour)
        )
    assert (refusal.value.key, refusal.value.field) == ("agenda.room_taken", "place")
    assert refusal.value.values["title"] == "Second circle"
    await write(clinic, session_set(session=other, place="Room 3", at=NEXT_WEEK + half_an_hour))
    await write(clinic, session_set(session=other, place="", at=NEXT_WEEK))  # which room that is nobody said
    await write(clinic, session_set(session=other, place="Room 2", at=NEXT_WEEK + 2 * half_an_hour))
    await write(clinic, session_set(place="Room 2", minutes=45))  # its own room is not taken by itself


async def set_for_ten_and_late(here: Room, **otherwise: Any) -> Clinic:
    """Set for half an hour from now, for an hour and a half in Room 2; it is ten minutes past that, and nobody has begun."""
    clinic = here.app.clinic
    assert clinic is not None
    at = here.clock.now() + timedelta(minutes=30)
    await write(clinic, session_set(at=at, minutes=90, place="Room 2", **otherwise))
    return clinic


async def test_a_session_that_begins_late_keeps_its_room_and_its_people_until_it_would_be_over(here: Room) -> None:
    clinic = await set_for_ten_and_late(here)
    await write(clinic, Expected(session=SESSION), here.rowan)
    here.clock.advance(timedelta(minutes=40))
    soon, other = here.clock.now() + timedelta(minutes=10), UUID(int=77)
    assert await refused(write(clinic, session_set(session=other, at=soon, place="Room 2"))) == "agenda.room_taken"
    await write(clinic, session_set(session=other, at=soon, place="Room 3"))
    assert await refused(write(clinic, Expected(session=other), here.rowan)) == "agenda.elsewhere"
    here.clock.advance(timedelta(minutes=80))  # it would be over, and is nobody's any more
    soon = here.clock.now() + timedelta(minutes=1)
    await write(clinic, session_set(session=other, at=soon, place="Room 2"))
    await write(clinic, Expected(session=other), here.rowan)


async def test_a_session_that_begins_late_and_is_called_off_frees_its_room(here: Room) -> None:
    clinic = await set_for_ten_and_late(here)
    here.clock.advance(timedelta(minutes=40))
    await write(clinic, SessionCalledOff(session=SESSION, reason="The provider is ill."))
    soon = here.clock.now() + timedelta(minutes=10)
    await write(clinic, session_set(session=UUID(int=77), at=soon, place="Room 2"))


async def test_who_leaves_the_group_before_its_late_session_begins_is_not_on_its_board_and_paper(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await write(clinic, GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))
    for person in (here.rowan, here.amara):
        joined = MemberJoined(group=GROUP, decided_by=here.tomas, decided_by_name="Tomas Lind", why="Asked.")
        await write(clinic, joined, person)
    await set_for_ten_and_late(here, group=GROUP)
    here.clock.advance(timedelta(minutes=40))
    known, began = one(clinic), one(clinic).told.at
    await write(clinic, MemberLeft(group=GROUP, reason="She moved."), here.amara)
    assert list(SetBoard(clinic, SESSION).state.people) == [here.rowan]
    assert [person.name for person in day_paper.of_set(clinic, known).people] == ["Rowan"]
    assert agenda.people(clinic.state, known) == (here.rowan,)
    assert agenda.people(clinic.state, known, began) == (here.rowan, here.amara)  # held on paper, she was there
    here.clock.advance(timedelta(hours=3))
    await write(clinic, MemberLeft(group=GROUP, reason="He moved too."), here.rowan)
    assert agenda.people(clinic.state, known) == (here.rowan,)  # it would have been over by then


async def test_a_session_that_was_set_begins_under_its_id_and_is_not_set_any_more(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    programme = here.session.programme.key
    begins = here.clock.now() + timedelta(hours=1)
    await write(clinic, session_set(programme=programme, at=begins))
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    await write(clinic, Expected(session=SESSION, seat=5), idris)
    seats = agenda.seats(clinic.state, one(clinic))
    assert here.app.at_screen is not None
    staff = [here.app.at_screen.id, here.tomas]
    told = {"title": "Second circle", "programme": programme, "lead": here.tomas, "staff": staff, "seats": seats}
    session = await here.app.begin_session(as_set=SESSION, staffing_reason="Two are on the train.", **told)  # type: ignore[arg-type]  # one mapping of them all
    assert session.scope == SESSION
    assert session.state.people[idris].seat == 5
    assert agenda.to_come(clinic.state, here.clock.now()) == ()
    assert await refused(write(clinic, Expected(session=SESSION), idris)) == "agenda.begun"
    assert await refused(write(clinic, session_set(programme=programme, at=NEXT_WEEK))) == "agenda.begun"


async def test_who_was_expected_and_did_not_come_is_written_down_and_why_is_said_later(here: Room) -> None:
    clinic, screen = here.app.clinic, here.app.at_screen
    assert clinic is not None
    assert screen is not None
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor"))
    programme = here.session.programme.key
    await write(clinic, session_set(programme=programme, at=here.clock.now() + timedelta(hours=1)))
    for person in (idris, noor):
        await write(clinic, Expected(session=SESSION), person)
    await here.app.begin_session(
        as_set=SESSION,
        title="Second circle",
        programme=programme,
        lead=here.tomas,
        staff=[screen.id, here.tomas],
        seats={1: idris},
        staffing_reason="Devi is on the train.",
    )
    line = one(clinic).expected[noor]
    assert (line.coming, line.missed) == (False, True)
    assert agenda.missed(clinic.state, SESSION, {idris}) == ((noor, ""),)
    assert agenda.missed(clinic.state, SESSION, {idris, noor}) == ()  # she came late after all
    why = Expected(session=SESSION, coming=False, missed=True, reason="She has a fever, by telephone.")
    await write(clinic, why, noor)
    assert agenda.missed(clinic.state, SESSION, {idris}) == ((noor, why.reason),)
    assert describe(why, text.catalogue()) == "did not come: She has a fever, by telephone."
    unsaid = Expected(session=SESSION, coming=False, missed=True, reason=" ")
    assert await refused(write(clinic, unsaid, noor)) == "entry.empty"
    assert await refused(write(clinic, why, idris)) == "agenda.begun"
    assert agenda.missing(clinic.state, UUID(int=77), (), NEXT_WEEK) == ()
    assert agenda.missed(clinic.state, UUID(int=77), ()) == ()


async def test_the_rooms_list_is_the_clinics_own(clinic: Clinic) -> None:
    assert clinic.state.agenda.room == ROOM_LIST
    own = ("oxygen", "Defibrillator in the hall")
    await write(clinic, record.RoomListKept(matters=own))
    assert clinic.state.agenda.room == own
    for wrong in (("oxygen", "oxygen"), ("music",), ("power",)):
        with pytest.raises(Refusal):
            record.RoomListKept(matters=wrong)
    with pytest.raises(Refusal):
        Expected(session=UUID(int=1), reason="It rains.")


async def test_a_meeting_is_set_with_somebody_of_the_team_and_can_be_withdrawn(
    clinic: Clinic, people: Sequence[UUID]
) -> None:
    assert await refused(write(clinic, meeting(at=START), people[0])) == "agenda.past"
    assert await refused(write(clinic, meeting(held_by=NOBODY), people[0])) == "clinic.no_such_staff"
    assert await refused(write(clinic, meeting(), NOBODY)) == "clinic.no_such_participant"
    line = await write(clinic, meeting(), people[0])
    assert [found.person for found in clinic.state.agenda.meetings.values()] == [people[0]]
    await write(clinic, Voided(target=line, reason="Moved away."), people[0])
    assert clinic.state.agenda.meetings == {}


async def test_the_floor_is_the_clinics_own_and_no_two_seats_stand_in_one_place(clinic: Clinic) -> None:
    assert agenda.floor(clinic.state) == record.FLOOR
    own = (Place(seat=1, column=0, row=0), Place(seat=2, column=5, row=2, furniture=Furniture.RECLINER))
    await write(clinic, FloorKept(places=own))
    assert agenda.floor(clinic.state) == own
    for key, places in (
        ("agenda.off_the_floor", (Place(seat=9, column=0, row=0),)),
        ("agenda.off_the_floor", (Place(seat=1, column=6, row=0),)),
        ("agenda.seat_twice", (Place(seat=1, column=0, row=0), Place(seat=1, column=1, row=0))),
        ("agenda.place_twice", (Place(seat=1, column=0, row=0), Place(seat=2, column=0, row=0))),
    ):
        with pytest.raises(Refusal) as refusal:
            FloorKept(places=places)
        assert refusal.value.key == key


def test_lines_that_cannot_be_are_refused_and_those_of_nobody_change_nothing() -> None:
    for key, make in (
        ("entry.empty", lambda: session_set(title=" ")),
        ("agenda.minutes", lambda: session_set(minutes=0)),
        ("agenda.minutes", lambda: meeting(minutes=2000)),
        ("entry.empty", lambda: SessionCalledOff(session=SESSION, reason="")),
        ("room.no_such_seat", lambda: Expected(session=SESSION, seat=9)),
        ("room.no_such_seat", lambda: Expected(session=SESSION, seat=1, coming=False)),
    ):
        with pytest.raises(Refusal) as refusal:
            make()
        assert refusal.value.key == key
    nothing = Agenda()
    assert after(nothing, entry_of(PersonTold(language="es"))) is nothing
    assert after(nothing, entry_of(Expected(session=SESSION))) is nothing


async def test_the_calendar_holds_what_is_set_what_was_and_the_visits_and_leaves_without_a_name(
    here: Room,
) -> None:
    clinic, words, now = here.app.clinic, text.catalogue(), here.clock.now()
    assert clinic is not None
    assert not is_empty(clinic.state, ())
    zone = ZoneInfo(clinic.state.zone)
    await write(clinic, session_set(programme=here.session.programme.key, place="Room 2"))
    await write(clinic, meeting(minutes=50, held_by=here.tomas), here.rowan)
    booked = VisitBooked(
        at=NEXT_WEEK + timedelta(days=1),
        form=VisitKind.INDIVIDUAL,
        place=VisitPlace.TELEHEALTH,
        held_by_name="Tomas Lind",
    )
    gone = UUID(int=404)
    visits = [Booked(line=UUID(int=99), session=here.session.scope, person=person, told=booked) for person in (gone,)]
    span = days(now.astimezone(zone).date(), (NEXT_WEEK + timedelta(days=2)).date(), zone)
    found = items(clinic.state, visits, words, span)
    assert [(item.what, item.text) for item in found] == [
        (What.OPEN, here.session.state.title),
        (What.SET, "Second circle"),
        (What.MEETING, "Preparation: Rowan"),
        (What.VISIT, "Visit: …"),
    ]
    assert "Room 2" in found[1].note
    assert items(clinic.state, visits, words, days(date(2020, 1, 1), date(2020, 1, 2), zone)) == ()
    left = calendar(events(found, words), now).decode()
    assert left.count("BEGIN:VEVENT") == 3
    assert left.count("CLASS:PRIVATE") == 3
    for name in ("Rowan", "circle", "Tomas", "Room 2", "Visit"):
        assert name not in left, name
    assert {line for line in left.splitlines() if line.startswith("SUMMARY")} == {
        "SUMMARY:Session", "SUMMARY:Preparation", "SUMMARY:Appointment"
    }  # fmt: skip


async def test_what_does_not_take_place_leaves_as_called_off_and_what_moved_by_its_lasting_id(here: Room) -> None:
    clinic, now = here.app.clinic, here.clock.now()
    assert clinic is not None
    programme, coming = here.session.programme.key, Span(first=now, last=now + timedelta(days=60))
    other, visit = UUID(int=11), UUID(int=99)
    await write(clinic, session_set(programme=programme))
    await write(clinic, session_set(programme=programme, at=NEXT_WEEK + timedelta(days=1)))  # it was moved
    await write(clinic, session_set(programme=programme, session=other, at=NEXT_WEEK + timedelta(hours=5), minutes=90))
    await write(clinic, SessionCalledOff(session=other, reason="The provider is ill."))
    line = await write(clinic, meeting(held_by=here.tomas), here.rowan)
    await write(clinic, Voided(target=line, reason="They are away."), here.rowan)
    moved = VisitBooked(at=NEXT_WEEK, form=VisitKind.INDIVIDUAL, place=VisitPlace.TELEHEALTH)
    visits = [Booked(line=visit, session=here.session.scope, person=here.rowan, told=moved)]
    off = called_off(clinic.history, visits, coming)
    found = (*items(clinic.state, (), text.catalogue(), coming), *off)
    left = calendar(events(found, text.catalogue()), now)
    there = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(left).walk("VEVENT")}
    assert {uid: str(one["STATUS"]) for uid, one in there.items()} == {
        str(SESSION): "CONFIRMED", str(other): "CANCELLED", str(line): "CANCELLED", str(visit): "CANCELLED"
    }  # fmt: skip
    assert there[str(SESSION)].decoded("DTSTART") == NEXT_WEEK + timedelta(days=1)
    assert there[str(other)].decoded("DTEND") - there[str(other)].decoded("DTSTART") == timedelta(minutes=90)
    later = calendar(events(found, text.catalogue()), now + timedelta(minutes=5))
    before, after_it = (icalendar.Calendar.from_ical(one).walk("VEVENT")[0]["SEQUENCE"] for one in (left, later))
    assert int(str(after_it)) > int(str(before))
    assert called_off(clinic.history, visits, Span(first=now, last=now + timedelta(days=1))) == ()
    assert all(len(one) <= 75 for one in left.split(b"\r\n"))
    assert b"Rowan" not in left


def test_an_appointment_without_a_length_keeps_an_hour() -> None:
    at = NEXT_WEEK
    bare = [Item(id=SESSION, what=What.SET, at=at, text="Second circle")]
    (event,) = events(bare, text.catalogue())
    assert event.length == timedelta(hours=1)
    assert not Span(first=at, last=at).holds(at)


def test_how_the_lines_read() -> None:
    words = text.catalogue()
    assert kind_name(session_set(), words) == "session set"
    told = describe(session_set(place="Room 2"), words)
    assert told.startswith("Second circle, ")
    assert told.endswith("Room 2")
    assert describe(Expected(session=SESSION, seat=3), words) == "seat 3"
    assert describe(Expected(session=SESSION), words) == "expected"
    assert describe(Expected(session=SESSION, coming=False), words) == "is not coming"
    assert "in the office" in describe(meeting(), words) or "office" in describe(meeting(), words)
    assert describe(FloorKept(places=record.FLOOR), words) == "8 seats"
    assert describe(SessionCalledOff(session=SESSION, reason="Ill."), words) == "Ill."


def test_who_is_planned_for_two_things_at_once_is_told_with_both() -> None:
    """One of the team with two people, a person at a session and a visit; a group's visit is one of whoever holds it."""
    at, ines, rowan, amara = START, UUID(int=1), UUID(int=11), UUID(int=12)

    def item(number: int, who: tuple[UUID, ...], after: int = 0, **told: Any) -> Item:
        what: dict[str, Any] = {"what": What.MEETING, "text": f"{number}", "minutes": 50, "person": who[0]} | told
        return Item(id=UUID(int=number), at=at + timedelta(minutes=after), who=who, **what)

    first = item(1, (rowan, ines))
    assert at_once(item(2, (amara, ines), 49), [first]) == ((ines, first),)
    assert at_once(item(2, (amara, ines), 50), [first]) == ()  # the one is over as the other begins
    assert at_once(item(2, (rowan,), 10), [first]) == ((rowan, first),)
    assert at_once(first, [first]) == ()
    group = item(3, (rowan, ines), what=What.VISIT, in_group=True)
    assert at_once(item(4, (amara, ines), what=What.VISIT, in_group=True), [group]) == ()
    assert at_once(item(4, (amara, ines), 10, what=What.VISIT, in_group=True), [group]) == ((ines, group),)
    assert at_once(item(4, (rowan, ines), what=What.VISIT, in_group=True), [group]) == ((rowan, group),)

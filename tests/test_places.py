"""Which of how many: a session brought in from paper counts by its own day, whoever comes late has it too, and a course that
began elsewhere is over when it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import before_words, text
from facilitator_app.clinic import Clinic
from facilitator_app.course import course
from facilitator_app.faults import Refusal
from facilitator_app.record import places, room, versions
from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupFormed, GroupMeets, MemberJoined
from facilitator_app.session import Session
from facilitator_app.text import say
from tests.test_app import Room

CIRCLE, GROUP = "group_circle_three", UUID(int=800)


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic with its people and a signed plan, before any session."""
    made = Room(tmp_path / "clinic")
    await made.make()
    yield made
    await made.app.close()


def clinic_of(there: Room) -> Clinic:
    assert there.app.clinic is not None
    return there.app.clinic


async def held(
    there: Room,
    *people: UUID,
    group: UUID | None = None,
    at: datetime | None = None,
    closes: bool = True,
    as_set: UUID | None = None,
) -> Session:
    """A session of these people, now or on paper since ``at``, to its end."""
    assert there.app.at_screen is not None
    session = await there.app.begin_session(
        as_set=as_set,
        title="Circle",
        programme=CIRCLE,
        lead=there.tomas,
        staff=[there.app.at_screen.id, there.tomas],
        seats=dict(enumerate(people, 1)),
        staffing_reason="Devi is ill; the group agreed.",
        group=group,
        at=at,
    )
    if closes:
        out = room.WentOut(way=room.WayOut.WITHDREW)
        await session.write(out, people, at=at + timedelta(minutes=90) if at else None)
        await there.app.close_session()
    return session


async def changed(there: Room, **fields: Any) -> None:
    """The clinic keeps the programme as its next version."""
    clinic = clinic_of(there)
    now = clinic.state.programmes[CIRCLE]
    await clinic.keep_programme(msgspec.structs.replace(now, version=now.version + 1, plan=None, **fields))


async def form(there: Room, *people: UUID) -> None:
    """A group of these people; nobody named: of Rowan and Amara."""
    clinic = clinic_of(there)
    await clinic.write([Part(fact=GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))])
    await clinic.write([joins(there, one) for one in people or (there.rowan, there.amara)])


def joins(there: Room, person: UUID) -> Part:
    told = MemberJoined(group=GROUP, decided_by=there.tomas, decided_by_name="Tomas Lind", why="Asked for others.")
    return Part(fact=told, about=person)


def number_of(session: Session) -> tuple[int, int | None]:
    """Which of its group's sessions it was told to be."""
    told = [entry.fact for entry in session.history.entries if isinstance(entry.fact, GroupMeets)]
    return told[0].number, told[0].planned


async def test_a_session_held_on_paper_is_over_at_the_hour_its_paper_says_and_not_at_the_hour_it_was_brought_in(
    there: Room,
) -> None:
    began = there.clock.now()
    there.clock.advance(timedelta(hours=6))
    session = await held(there, there.rowan, at=began)
    over = began + timedelta(minutes=90)
    assert session.state.closed_at == over  # the hour of its last line, as nobody told another
    assert clinic_of(there).state.sessions[session.scope].ended_at == over
    journal = there.app.journal
    assert journal is not None
    [row] = [one for one in await journal.sessions() if one.session == session.scope]
    assert row.closed_at == over
    second = await held(there, there.amara, at=began + timedelta(hours=1), closes=False)
    await second.write(room.WentOut(way=room.WayOut.WITHDREW), [there.amara], at=began + timedelta(hours=2))
    with pytest.raises(Refusal) as refused:
        await there.app.close_session(ended=began + timedelta(minutes=100))
    assert say(refused.value) == "Somebody has a line of 12:00. The session is not over before it."
    await there.app.close_session(ended=began + timedelta(hours=3))
    assert second.state.closed_at == began + timedelta(hours=3)
    there.clock.advance(timedelta(minutes=5))
    live = await held(there, there.rowan)
    assert live.state.closed_at == there.clock.now()


async def test_a_session_brought_in_later_has_the_number_of_its_own_day_and_what_was_told_of_others_stays(
    there: Room,
) -> None:
    await form(there)
    people = (there.rowan, there.amara)
    await held(there, *people, group=GROUP)
    there.clock.advance(timedelta(days=2))
    on_paper = there.clock.now()
    there.clock.advance(timedelta(days=5))
    third = await held(there, *people, group=GROUP)
    second = await held(there, *people, group=GROUP, at=on_paper)
    assert (number_of(second), number_of(third)) == ((2, 3), (2, 3))  # as they were told: nothing written is told anew
    state = clinic_of(there).state
    in_order = [one.id for one in places.of_group(state, state.groups[GROUP])]
    assert in_order[1:] == [second.scope, third.scope]
    assert before_words.of_group(state, state.groups[GROUP], text.english()) == "3 of 3"


async def test_a_group_that_meets_a_fourth_time_in_a_course_of_three_begins_another(there: Room) -> None:
    await form(there)
    clinic, said, numbers = clinic_of(there), [], []
    for _ in range(4):
        session = await held(there, there.rowan, there.amara, group=GROUP)
        state = clinic.state
        group = state.groups[GROUP]
        numbers.append(number_of(session))
        said.append([before_words.of_group(state, group, text.english(), following=one) for one in (False, True)])
        there.clock.advance(timedelta(days=1))
    assert numbers == [(1, 3), (2, 3), (3, 3), (1, 3)]  # as in the course of each of them
    assert said == [["1 of 3", "2 of 3"], ["2 of 3", "3 of 3"], ["3 of 3", "1 of 3"], ["1 of 3", "2 of 3"]]


async def test_a_session_brought_in_later_runs_by_the_version_that_held_at_its_own_hour(there: Room) -> None:
    await form(there)
    on_paper = there.clock.now() + timedelta(hours=1)
    there.clock.advance(timedelta(days=1))
    await changed(there, session_minutes=200)
    there.clock.advance(timedelta(days=1))
    later = await held(there, there.rowan, there.amara, group=GROUP)
    before = await held(there, there.rowan, there.amara, group=GROUP, at=on_paper)
    assert (before.programme.version, later.programme.version) == (1, 2)
    state = clinic_of(there).state
    runs_by = versions.programme_for(state, CIRCLE, GROUP)
    assert runs_by is not None
    assert runs_by.version == 2  # what the course runs by today does not go back
    own = await held(there, there.rowan, at=on_paper + timedelta(hours=3))
    assert own.programme.version == 1  # their own course begins with what held then
    again = versions.programme_for(clinic_of(there).state, CIRCLE, there.rowan)
    assert again is not None
    assert again.version == 1


async def test_a_session_of_an_hour_before_any_plan_was_signed_is_brought_in_by_the_first_that_could_be_held(
    there: Room,
) -> None:
    session = await held(there, there.rowan, at=there.clock.now() - timedelta(days=30))
    assert session.programme.is_usable
    assert session.programme.plan == clinic_of(there).state.programmes[CIRCLE].plan


async def test_who_comes_late_to_a_session_of_no_group_has_it_in_their_own_course(there: Room) -> None:
    clinic = clinic_of(there)
    session = await held(there, there.rowan, closes=False)
    await there.app.seat(session, 2, there.amara)
    assert versions.whose(clinic.state.sessions[session.scope]) == (there.rowan, there.amara)
    await there.app.seat(session, 3, there.amara)  # who only moves came once
    told = [entry for entry in clinic.history.about(there.amara) if isinstance(entry.fact, versions.CameLate)]
    assert len(told) == 1
    assert text.english().render("told.came_late") == "came once it had begun"
    await session.write(room.WentOut(way=room.WayOut.WITHDREW), [there.rowan, there.amara])
    await there.app.close_session()
    await changed(there, session_minutes=200)
    theirs = [versions.programme_for(clinic.state, CIRCLE, one) for one in (there.rowan, there.amara)]
    assert [one.version for one in theirs if one] == [1, 1]  # both courses began, and keep what they began with
    await there.app.close()
    await there.app.start()
    await there.app.unlock("ines", "four quiet mats in a room")
    assert clinic_of(there).state == clinic.state


async def test_who_comes_late_to_a_session_of_a_group_begins_no_course_of_their_own(there: Room) -> None:
    await form(there)
    session = await held(there, there.rowan, group=GROUP, closes=False)
    await there.app.seat(session, 2, there.amara)
    state = clinic_of(there).state
    assert versions.whose(state.sessions[session.scope]) == ()
    assert {whose for whose, _ in state.courses} == {GROUP}


async def test_a_course_that_began_elsewhere_is_over_with_the_sessions_it_had_there(there: Room) -> None:
    clinic = clinic_of(there)
    for day in (date(2026, 1, 5), date(2026, 1, 12)):
        fact = SessionElsewhere(day=day, in_programme="Group circle, three sessions", place=None)
        await clinic.write([Part(fact=fact, about=there.rowan)])
    assert clinic.state.programmes[CIRCLE].name == "Group circle, three sessions"
    await held(there, there.rowan, there.amara)  # hers is the first of three, his the last
    await changed(there, session_minutes=200)
    now = {one: versions.under_way(clinic.state, CIRCLE, one) for one in (there.rowan, there.amara)}
    assert now[there.rowan] is None
    assert now[there.amara] is not None
    there.clock.advance(timedelta(days=7))
    again = await held(there, there.rowan)
    assert again.programme.version == 2
    sessions = [(one.scope, one.history) for one in [await there.app.read_session(id) for id in clinic.state.sessions]]
    elsewhere = clinic.state.brought[there.rowan]
    sittings = course(there.rowan, "Rowan", sessions, text.english(), elsewhere).sittings
    assert [(one.place, one.planned) for one in sittings] == [(3, 3), (1, 3)]  # the first of another course

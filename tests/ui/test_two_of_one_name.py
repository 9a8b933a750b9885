"""Two people of one name, told apart wherever somebody is about to act on one of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from facilitator_app.clinic import Clinic
from facilitator_app.day_paper import of_set
from facilitator_app.days import days, items
from facilitator_app.faults import Refusal
from facilitator_app.record.agenda import Expected, MeetingSet, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupPaper, MemberLeft
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.looks import View
from facilitator_app.set_board import SetBoard
from facilitator_app.set_words import to_mind
from facilitator_app.text import catalogue
from facilitator_app.ui.chart_view import ChartView
from facilitator_app.ui.looks_view import LooksView
from facilitator_app.ui.names import called_expected
from facilitator_app.ui.room_list_view import RoomListView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.setup import Setup
from tests.people import START
from tests.test_app import Room
from tests.test_groups import ILLNESS, form, joins, paper
from tests.ui.hands import Hands, at_window, spoken
from tests.ui.test_beforehand import view as before
from tests.ui.test_groups import at_groups, view
from tests.waiting import until

CIRCLE = "group_circle_three"


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


async def the_anas(here: Room) -> tuple[UUID, UUID]:
    """Ana Ruiz and Ana Sol, both of the clinic."""
    assert here.app.clinic is not None
    told = (("Ana Ruiz", "1984-05-21"), ("Ana Sol", "1990-01-02"))
    return (await added(here.app.clinic, *told[0]), await added(here.app.clinic, *told[1]))


async def added(clinic: Clinic, legal: str, born: str) -> UUID:
    return await clinic.add_participant(
        ParticipantAdded(preferred_name="Ana", legal_name=legal, birth_date=born), sure=True
    )


async def a_group_of(here: Room, *people: UUID) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await form(clinic)
    for person in people:
        await clinic.write([joins(person, decided_by=here.tomas, decided_by_name="Tomas Lind")])
    await clinic.write([paper(GroupPaper.CONFIDENTIALITY, 1, "What is said here stays here.")])


async def test_who_accepts_the_paper_of_a_group_and_who_leaves_it_is_not_the_other_of_that_name(here: Room) -> None:
    ruiz, sol = await the_anas(here)
    await a_group_of(here, ruiz, sol, here.rowan)
    async with at_window(here.app, start=False) as hands:
        await at_groups(hands)
        hands.touch(f"groups.{ILLNESS}")
        await hands.until_sees(f"member.{ruiz}.lacking")
        members = view(hands).page.members.rows
        assert isinstance(members, Rows)
        assert [row[1] for row in members.rows] == ["Ana R.", "Ana S.", "Rowan"]
        hands.touch("group.part.papers")
        await hands.until_sees(f"accept.{sol}.open")
        assert spoken(hands.there(f"accept.{ruiz}.open")) != spoken(hands.there(f"accept.{sol}.open"))
        hands.touch(f"accept.{sol}.open")
        await hands.until_sees(f"accept.{sol}.do")
        assert view(hands).page.papers.whose == "Ana S. accepts: confidentiality agreement, version 1."
        assert spoken(hands.there(f"accept.{sol}.do")).endswith(": Ana S.")
        hands.touch(f"accept.{sol}.do")
        await until(lambda: not hands.sees(f"accept.{sol}.do"))
        clinic = here.app.clinic
        assert clinic is not None
        view(hands).shown.show(str(ILLNESS), GroupPaper.CONFIDENTIALITY.value, str(sol))
        assert view(hands).shown.title == "Ana (Ana Sol, 1990-01-02)"
        await clinic.write([Part(fact=MemberLeft(group=ILLNESS, reason="Moved."), about=ruiz)])
        await until(lambda: view(hands).page.members.former)
        assert view(hands).page.members.former[0].startswith("Ana R.")
        view(hands).page.members.type("participant", str(ruiz))
        assert view(hands).page.members.joining == "Ana (Ana Ruiz, 1984-05-21)"  # among everybody


async def at_the_seats(hands: Hands) -> Setup:
    await at_groups(hands)
    hands.touch(f"groups.{ILLNESS}")
    await hands.until_sees("group.part.sessions")
    hands.touch("group.part.sessions")
    await hands.until_sees("group.plan")
    hands.touch("group.plan")
    await until(lambda: hands.shell.screen == "setup")
    return hands.shell.setup


async def test_on_the_seats_of_a_session_that_is_opened_each_is_told_apart(here: Room) -> None:
    ruiz, sol = await the_anas(here)
    await a_group_of(here, ruiz, sol)
    async with at_window(here.app, start=False) as hands:
        setup = await at_the_seats(hands)
        assert [row["name"] for row in setup.seats if row["name"]] == ["Ana R.", "Ana S."]
        assert [row["name"] for row in setup.participants] == ["Ana R.", "Ana S."]


async def test_two_of_one_name_and_initial_are_told_in_full_where_somebody_decides_who_sits_where(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    people = (await added(clinic, "Ana López", "1984-05-21"), await added(clinic, "Ana Luna", "1990-01-02"))
    await a_group_of(here, *people)
    told = ["Ana (Ana López, 1984-05-21)", "Ana (Ana Luna, 1990-01-02)"]
    session = SessionSet(
        session=UUID(int=10), title="Circle", programme=CIRCLE, at=START + timedelta(hours=2), group=ILLNESS
    )
    await clinic.write([Part(fact=session)])
    one = clinic.state.agenda.sessions[UUID(int=10)]
    assert list(called_expected(clinic.state, one).values()) == told
    assert [person.name for person in of_set(clinic, one).people] == told
    async with at_window(here.app, start=False) as hands:
        setup = await at_the_seats(hands)
        assert [row["name"] for row in setup.seats if row["name"]] == told
        assert {row["name"] for row in setup.participants} == set(told)


async def test_the_calendar_says_which_ana(here: Room) -> None:
    ruiz, sol = await the_anas(here)
    clinic = here.app.clinic
    assert clinic is not None
    for hours, person in ((1, ruiz), (2, sol), (3, here.rowan)):
        meeting = MeetingSet(at=START + timedelta(hours=hours), held_by=here.tomas, place=VisitPlace.OFFICE)
        await clinic.write([Part(fact=meeting, about=person)])
    found = items(clinic.state, (), catalogue(), days(START.date(), START.date(), ZoneInfo(clinic.state.zone)))
    assert [one.text for one in found] == [
        "Preparation: Ana (Ana Ruiz, 1984-05-21)",
        "Preparation: Ana (Ana Sol, 1990-01-02)",
        "Preparation: Rowan",
    ]


async def test_the_pages_of_a_person_say_which_ana(here: Room) -> None:
    _, sol = await the_anas(here)
    async with at_window(here.app, start=False) as hands:
        await at_page(hands, sol)
        assert hands.shell.people.person.title == "Ana (Ana Sol, 1990-01-02)"
        hands.touch("person.beforehand")
        await hands.until_sees("own.ready")
        hands.touch("beforehand.part.prescribing")
        await hands.until_sees("stands.order")
        assert before(hands).title == "Ana (Ana Sol, 1990-01-02), before the session"
        hands.key(Qt.Key.Key_Escape)


async def test_a_disclosure_and_who_did_not_come_are_of_one_of_them(here: Room) -> None:
    ruiz, sol = await the_anas(here)
    clinic = here.app.clinic
    assert clinic is not None
    risk = RiskDisclosed(text="Said so.", owner=here.tomas, owner_name="Tomas Lind")
    await clinic.write([Part(fact=risk, about=sol)])
    set_for = SessionSet(session=UUID(int=10), title="Second", programme=CIRCLE, at=START + timedelta(days=1))
    await clinic.write([Part(fact=set_for)])
    for person in (ruiz, sol):
        await clinic.write([Part(fact=Expected(session=UUID(int=10)), about=person)])
    away = Expected(session=UUID(int=10), coming=False, reason="Ill.")
    await clinic.write([Part(fact=away, about=ruiz)])
    async with at_window(here.app, start=False) as hands:
        assert [row["text"] for row in hands.shell.home.risks] == [
            "Ana (Ana Sol, 1990-01-02): a disclosure of risk is open"
        ]
        room_list = RoomListView(here.app)
        room_list.follow(SetBoard(clinic, UUID(int=10)))
        assert [row["text"] for row in room_list.missed] == ["Ana (Ana Ruiz, 1984-05-21)"]
        room_list.follow(None)


async def at_page(hands: Hands, person: UUID) -> None:
    hands.shell.refresh()
    hands.touch("home.people")
    hands.touch(f"people.{person}")
    await hands.until_sees("person.beforehand")


async def test_who_was_looked_at_and_whose_chart_was_opened_is_one_of_them(here: Room) -> None:
    ruiz, sol = await the_anas(here)
    here.app.looked(View.CHART, [sol, here.rowan])
    await here.app.faults.finished()
    await here.app.oversight.emergency(ruiz, "Not breathing well.")
    async with at_window(here.app, start=False) as hands:
        oversight = hands.shell.oversight
        assert [row["text"] for row in oversight.events if "Ana" in str(row["text"])] == [
            "Ines Okafor opened Ana (Ana Ruiz, 1984-05-21)’s chart in an emergency"
        ]
        looks = LooksView(here.app)
        looks.read()
        rows = looks.property("rows")
        assert isinstance(rows, Rows)
        await until(lambda: rows.rows)
        assert any("Ana (Ana Sol, 1990-01-02), Rowan" in row[2] for row in rows.rows)
        looks.look_for("ana sol")
        assert len(rows.rows) == 1
        chart = ChartView(here.app)
        chart.ask(str(sol))
        assert chart.title.startswith("Ana (Ana Sol, 1990-01-02):")


async def test_what_is_in_the_way_of_a_session_that_is_set_says_which_ana(here: Room) -> None:
    ruiz, sol = await the_anas(here)
    clinic, at = here.app.clinic, START + timedelta(days=1)
    assert clinic is not None
    await a_group_of(here, ruiz, sol)
    for number, group in ((10, ILLNESS), (11, None)):
        told = SessionSet(
            session=UUID(int=number),
            title=f"Circle {number}",
            programme=CIRCLE,
            at=at + timedelta(days=number),
            group=group,
        )
        await clinic.write([Part(fact=told)])
    await clinic.write([Part(fact=Expected(session=UUID(int=11)), about=sol)])
    moved = SessionSet(
        session=UUID(int=11), title="Circle 11", programme=CIRCLE, at=at + timedelta(days=10), group=None
    )
    with pytest.raises(Refusal) as no:
        await clinic.write([Part(fact=moved)])
    assert (no.value.key, no.value.values["name"]) == ("agenda.expected_elsewhere", "Ana (Ana Sol, 1990-01-02)")
    await clinic.write([Part(fact=Expected(session=UUID(int=10)), about=ruiz)])
    await clinic.write([Part(fact=MemberLeft(group=ILLNESS, reason="Moved away."), about=ruiz)])
    one = clinic.state.agenda.sessions[UUID(int=10)]
    assert any("Ana (Ana Ruiz, 1984-05-21)" in line for line in to_mind(clinic.state, one, catalogue()))
    with pytest.raises(Refusal) as no:
        await here.app.begin_session(
            title="Circle", programme=CIRCLE, lead=here.tomas, staff=[here.tomas], seats={1: ruiz}, group=ILLNESS
        )
    assert (no.value.key, no.value.values["name"]) == ("groups.only_members", "Ana (Ana Ruiz, 1984-05-21)")

"""Somebody is carried to a seat: where a session is opened, where it is set, and while it is under way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF

from facilitator_app import agenda
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.entry import Part
from tests.people import START
from tests.test_app import Room
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.ui.test_calendar import the_session, to_the_calendar
from tests.ui.test_groups import window
from tests.ui.test_here import in_the_room
from tests.ui.test_music import finger
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """Rowan and Amara; Ines and Tomas."""
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


async def way(hands: Hands, what: str, to: str) -> list[QPointF]:
    """From the middle of one thing to the middle of another, once both rest: first to the side, then there."""
    ends: list[tuple[QPointF, QPointF]] = []

    def rests() -> bool:
        middles = [(one, one.width() / 2, one.height() / 2) for one in (hands.there(what), hands.there(to))]
        start, end = (one.mapToScene(QPointF(x, y)) for one, x, y in middles)
        ends.append((start, end))
        return len(ends) > 4 and all(one == ends[-1] for one in ends[-4:])

    await until(rests)
    start, end = ends[-1]
    aside = start + QPointF(40 if end.x() >= start.x() else -40, 0)
    return [start, aside, *(aside + (end - aside) * (step / 6) for step in range(1, 7))]


async def carry(hands: Hands, what: str, to: str) -> None:
    """By a finger."""
    path = [at.toPoint() for at in await way(hands, what, to)]
    await finger(hands, path[:1], down=True)
    await finger(hands, [*path[1:], path[-1]])
    await finger(hands, path[-1:], up=True)


def seats(hands: Hands) -> dict[object, object]:
    return {row["seat"]: row["name"] for row in hands.shell.setup.seats if row["name"]}


async def test_to_a_seat_of_a_session_that_is_opened_and_two_change_places(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        hands.shell.refresh()
        hands.shell.go("setup")
        hands.touch("setup.programme.group_circle_three")
        hands.touch("setup.next")
        hands.touch("setup.next")
        await hands.until_sees("setup.person.Rowan")
        await carry(hands, "setup.person.Rowan", "setup.seat.3")
        await until(lambda: seats(hands) == {3: "Rowan"})
        await carry(hands, "setup.person.Amara", "setup.seat.2")
        await until(lambda: seats(hands) == {2: "Amara", 3: "Rowan"})
        await carry(hands, "setup.seat.3", "setup.seat.2")
        await until(lambda: seats(hands) == {2: "Rowan", 3: "Amara"})
        await carry(hands, "setup.seat.2", "setup.next" if hands.sees("setup.next") else "setup.home")  # on no seat
        assert seats(hands) == {2: "Rowan", 3: "Amara"}


async def test_to_a_seat_on_the_floor_of_a_session_to_come(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    told = SessionSet(
        session=UUID(int=501), title="Second circle", programme="group_circle_three", at=START + timedelta(days=1)
    )
    await clinic.write([Part(fact=told)])
    await clinic.write([Part(fact=Expected(session=told.session), about=here.rowan)])
    async with window(here) as hands:
        await to_the_calendar(hands)
        hands.touch("calendar.mode.list")
        await hands.until_sees(f"calendar.item.{told.session}")
        hands.touch(f"calendar.item.{told.session}")
        await hands.until_sees("floor.seat.4")
        assert not hands.sees("floor.seat.5")  # the programme takes four
        await carry(hands, "floor.seat.1", "floor.seat.4")
        await until(lambda: agenda.seats(clinic.state, the_session(here)) == {4: here.rowan})


async def test_who_comes_late_is_carried_to_a_seat_and_nobody_on_top_of_anybody(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        await carry(hands, "here.seat.1", "here.seat.4")
        await until(lambda: room.session.state.people[room.people["Rowan"]].seat == 4)
        await until(lambda: hands.there("here.seat.4").property("name") == "Rowan")
        await carry(hands, "here.seat.2", "here.seat.4")
        await hands.until_sees("here.error")
        assert room.session.state.people[room.people["Amara"]].seat == 2

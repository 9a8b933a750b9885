"""Fingers on a touch screen: two hands at once, and a palm that rests without eating the touch beside it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.ui.main import start_qt
from facilitator_app.ui.room import RoomView
from tests.ui import scenes
from tests.ui.conftest import application
from tests.ui.hands import Hands
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_room_tiles import drawn, on_the_page
from tests.waiting import until

TOUCH = QTest.createTouchDevice()


async def fingers(
    hands: Hands,
    *,
    press: dict[int, QPoint] | None = None,
    move: dict[int, QPoint] | None = None,
    rest: tuple[int, ...] = (),
    lift: dict[int, QPoint] | None = None,
) -> None:
    """What the fingers do at one moment: some come down, some move, some rest, some are lifted."""
    view = hands.window.view
    told = QTest.touchEvent(view, TOUCH, autoCommit=False)
    for finger, at in (press or {}).items():
        told.press(finger, at, view)
    for finger, at in (move or {}).items():
        told.move(finger, at, view)
    for finger in rest:
        told.stationary(finger)
    for finger, at in (lift or {}).items():
        told.release(finger, at, view)
    told.commit(processEvents=False)  # Qt's loop is not turned within ours
    for _ in range(4):
        await asyncio.sleep(0)
    view.grabWindow()  # what fingers do is handed on frame by frame


def middle(hands: Hands, name: str) -> QPoint:
    item = hands.there(name)
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def seen(place: scenes.Room) -> list[str]:
    """What was seen, in the order it was written."""
    return [fact.label for fact in facts(place, room.Observed) if isinstance(fact, room.Observed)]


def has(place: scenes.Room, count: int) -> bool:
    return len(seen(place)) == count


@pytest.fixture
def brief_hold() -> Iterator[None]:
    """A hand counts as resting after 50 ms instead of two seconds."""
    start_qt()  # which says how long a touch is, once
    hints = application().styleHints()
    before = hints.mousePressAndHoldInterval()
    hints.setMousePressAndHoldInterval(50)
    yield
    hints.setMousePressAndHoldInterval(before)


async def test_two_fingers_on_two_words_at_once_are_two_entries(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        before = len(seen(place))
        (first, said), (second, also_said) = (row[:2] for row in view.observe.often.rows[:2])  # where the thumb is
        one, other = middle(hands, f"chip.{first}"), middle(hands, f"chip.{second}")
        await fingers(hands, press={0: one, 1: other})
        await fingers(hands, rest=(1,), lift={0: one})
        await fingers(hands, lift={1: other})
        await until(partial(has, place, before + 2))
        assert set(seen(place)[-2:]) == {said, also_said}


async def test_a_palm_that_rests_anywhere_eats_no_touch_and_chooses_nobody(tmp_path: Path, brief_hold: None) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        chosen = view.desk.chosen
        for number, under in enumerate(("panel.name", "tile.5", "music.title", "session.clock"), start=1):
            place.clock.advance(timedelta(seconds=15))
            view.tick()
            before = len(seen(place))
            palm, finger = middle(hands, under), middle(hands, f"chip.{view.observe.often.rows[0][0]}")
            await fingers(hands, press={0: palm})
            await fingers(hands, press={number: finger}, rest=(0,))
            await fingers(hands, lift={number: finger}, rest=(0,))
            await until(partial(has, place, before + 1))
            assert view.desk.chosen == chosen, f"a palm on {under} chose somebody"
            held = time.monotonic() + 0.1
            await until(partial(_after, held))
            await fingers(hands, lift={0: palm})
            assert view.desk.chosen == chosen, f"lifting the palm from {under} chose somebody"


async def test_a_hand_that_trembles_over_a_tile_writes_no_word_that_comes_to_lie_there_and_a_quick_hand_writes_its_own(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, size=(1024, 640)) as (place, hands, view):
        hands.there("room").setProperty("settles", 600_000)  # as long as the machine may take
        before, lower = seen(place), middle(hands, "tile.5")
        await tap(hands, lower)
        assert view.desk.chosen == (place.people["Teodor"],)
        hands.there("chip.tears")  # the words lie over where the tile was
        await tap(hands, lower)
        await tap(hands, middle(hands, "chip.tears"))
        await until(partial(has, place, len(before) + 1))
        assert seen(place) == [*before, "Tears"]


async def marks_come(place: scenes.Room, view: RoomView) -> None:
    """Amara's tile has so much to say that fewer tiles have room beside it."""
    await place.write("Amara", room.SupportCalled(wanted="a hand"))
    await place.write("Amara", AdverseReported(what="panic", severity=Severity.SEVERE))
    await place.check("Amara", 96, 205, 120, 97)
    view.tick()


async def test_tiles_that_get_more_to_say_stay_where_they_are_under_a_finger_and_until_the_hand_is_elsewhere(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.shell.appearance.set_percent("200")
        await until(lambda: on_the_page(hands) == [1, 2, 3])
        hands.there("tiles").setProperty("lingers", 600_000)  # as long as the machine may take
        at, elsewhere = middle(hands, "tile.3"), middle(hands, "veil") + QPoint(0, 60)
        await fingers(hands, press={0: at})
        await marks_come(place, view)
        assert on_the_page(hands) == [1, 2, 3]
        assert "support" in drawn(hands, 2), "the call is told at once, in the place there is"
        await fingers(hands, move={0: elsewhere})
        await fingers(hands, lift={0: elsewhere})  # thought better of it: that is no touch
        assert view.desk.chosen == ()
        assert on_the_page(hands) == [1, 2, 3], "the next touch is on its way, it may be"
        await tap(hands, elsewhere)
        await until(lambda: on_the_page(hands) == [1, 2])


async def test_a_finger_that_came_down_on_a_tile_chooses_whose_it_was_though_marks_came_meanwhile(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.shell.appearance.set_percent("200")
        await until(lambda: on_the_page(hands) == [1, 2, 3])
        hands.there("tiles").setProperty("lingers", 600_000)
        at = middle(hands, "tile.3")
        await fingers(hands, press={0: at})
        await marks_come(place, view)
        await fingers(hands, lift={0: at})
        assert view.desk.chosen == (place.people["Idris"],)


async def test_a_hand_that_rests_on_a_tile_keeps_the_others_from_saying_all_for_a_while_only(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.shell.appearance.set_percent("200")
        await until(lambda: on_the_page(hands) == [1, 2, 3])
        await fingers(hands, press={0: middle(hands, "tile.3")})
        await marks_come(place, view)
        await until(lambda: on_the_page(hands) == [1, 2])


@pytest.mark.parametrize(("part", "button"), [("observe", "quick.support"), ("support", "support.call")])
async def test_a_hand_that_trembles_over_a_call_for_support_neither_answers_it_nor_writes_a_word(
    tmp_path: Path, part: str, button: str
) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.there("room").setProperty("settles", 600_000)
        hands.touch("tile.4")
        hands.touch(f"rail.{part}")
        before, noor, at = seen(place), place.people["Noor"], middle(hands, button)
        await tap(hands, at)
        await until(lambda: place.session.state.people[noor].support is not None)
        await until(lambda: view.support.stage == "called")
        hands.there("panel.name")
        await tap(hands, at)
        hands.touch("tile.5")
        hands.touch("chip.laughter")  # written after whatever the second touch wrote
        await until(lambda: "Laughter" in seen(place))
        call = place.session.state.people[noor].support
        assert call is not None
        assert call.answered_at is None
        assert seen(place) == [*before, "Laughter"]


async def test_no_word_moves_when_support_is_called_or_all_are_chosen(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("tile.4")
        words = [f"chip.{row[0]}" for row in (*view.observe.words.rows, *view.observe.often.rows)]
        places = {word: middle(hands, word) for word in words}
        hands.touch("quick.support")
        await until(lambda: view.support.stage == "called")
        assert {word: middle(hands, word) for word in words} == places
        hands.touch("for.all")
        assert {word: middle(hands, word) for word in words} == places


async def tap(hands: Hands, at: QPoint) -> None:
    await fingers(hands, press={0: at})
    await fingers(hands, lift={0: at})


def _after(moment: float) -> bool:
    return time.monotonic() > moment

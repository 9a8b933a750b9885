"""How many touches everyday tasks take on the real window, by real events.  The table is printed (``pytest -s``).

Each task begins with somebody else's panel open: from anywhere in the room.  A swipe to what is out of view counts as a touch.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem

from facilitator_app.app import App
from facilitator_app.record import room
from facilitator_app.record.moves import Moved
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import Scored
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.ui.room import RoomView
from tests.ui import looks, scenes, surfaces
from tests.ui.hands import Hands, at_window, spoken
from tests.ui.test_room import facts, in_the_room, saw
from tests.waiting import until


class Finger:
    """A finger that counts."""

    def __init__(self, place: scenes.Room, hands: Hands, view: RoomView) -> None:
        self.place, self.hands, self.view = place, hands, view
        self.touches = 0

    def touch(self, name: str) -> None:
        """One touch, and one more when it had to be swiped into view."""
        item = self.hands.there(name)
        where = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        self.touches += 2 if looks.is_cut(item, where) else 1
        self.hands.touch(name)


Task = Callable[[Finger], Awaitable[None]]


async def observe(one: Finger) -> None:
    one.touch("tile.2")
    one.touch("chip.tears")
    await until(lambda: one.place.people["Amara"] in saw(one.place, "Tears"))


async def observe_all(one: Finger) -> None:
    one.touch("rail.observe")
    one.touch("for.all")
    one.touch("chip.resting_quietly")
    await until(lambda: len(saw(one.place, "Resting quietly")) == 6)


async def two_minutes_ago(one: Finger) -> None:
    one.touch("tile.2")
    one.touch("moment.2" if one.hands.sees("moment.2") else "moment.open")
    one.touch("chip.tears")
    then = one.place.clock.now() - timedelta(minutes=2)
    await until(lambda: any(line.entry.observed_at == then for line in one.place.session.history.lines()))


async def vitals(one: Finger) -> None:
    before = len(facts(one.place, VitalsTaken))
    one.touch("tile.3")
    one.touch("rail.vitals")
    for digit in "72128809714":
        one.touch(f"pad.{digit}")
    one.touch("pad.main")
    await until(lambda: len(facts(one.place, VitalsTaken)) == before + 1)


async def sedation(one: Finger) -> None:
    one.touch("tile.3")
    one.touch("score.quick.inward")
    await until(lambda: facts(one.place, Scored))


async def support(one: Finger) -> None:
    one.touch("tile.6")
    one.touch("quick.support")
    await until(lambda: facts(one.place, room.SupportCalled))


async def quote(one: Finger) -> None:
    one.touch("tile.4")
    one.touch("quick.quote")
    one.hands.keys("like the sea")
    one.hands.key(Qt.Key.Key_Return, "\r")  # the last key of the words, on either keyboard
    await until(lambda: facts(one.place, room.Quoted))
    said = facts(one.place, room.Quoted)[0]
    assert isinstance(said, room.Quoted)
    assert (said.text, said.phase, bool(said.playing)) == ("like the sea", "peak", True)


async def undo(one: Finger) -> None:
    one.hands.touch("tile.1")
    one.hands.touch("chip.laughter")
    await one.hands.until_sees("undo.undo")
    one.touch("undo.undo")
    await until(lambda: not saw(one.place, "Laughter"))


async def move(one: Finger) -> None:
    one.hands.touch("tile.1")
    one.hands.touch("chip.laughter")
    await one.hands.until_sees("undo.wrong")
    one.touch("undo.wrong")
    one.touch("undo.to.4")
    await until(lambda: facts(one.place, Moved))


async def phase_on(one: Finger) -> None:
    one.touch("phase.return")
    one.touch("phase.begin")
    await until(lambda: one.place.session.state.phase == "return")


async def switch(one: Finger) -> None:
    one.touch("switch")
    one.hands.keys("1357")
    one.hands.key(Qt.Key.Key_Return, "\r")
    await until(lambda: one.place.app.at_screen is not None and one.place.app.at_screen.name == "Kai Moss")
    await until(lambda: not one.hands.shell.veil.is_down)


async def emergency(one: Finger) -> None:
    one.touch("emergency")
    await one.hands.until_sees("emergency.screen")
    await until(lambda: one.place.session.state.emergency is not None)


class Row(NamedTuple):
    """A task in words, what is done, and how many touches it may take (``plus``: what comes on top of them)."""

    told: str
    task: Task
    most: int
    plus: str = ""


TASKS = (
    Row("an observation", observe, 2),
    Row("the same for all six", observe_all, 3),
    Row("an observation two minutes ago", two_minutes_ago, 3),
    Row("a full set of vitals", vitals, 11 + 3, "11 of them digits"),
    Row("a word of sedation", sedation, 2),
    Row("a support call", support, 2),
    Row("a quote", quote, 2, "and the words"),
    Row("undo", undo, 1),
    Row("move to another seat", move, 2),
    Row("the next phase", phase_on, 2),
    Row("who is at the screen", switch, 1, "and the PIN"),
    Row("an emergency", emergency, 1),
)


LIES_OVER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **{f"the room: {surface}": ("room", surfaces.IN_ROOM[surface]) for surface in surfaces.OVER_THE_ROOM},
    "the review": ("review", ()),
    "the review: words looked for": ("review", ("review.find",)),
    "the review: the timeline on paper": ("review", ("review.paper",)),
    "the handoff": ("handoff", ()),
    "home: a file asked for": ("home", ("home.people", "people.import")),
    "home: a new person": ("home", ("home.people", "people.act")),
}
"""What lies over the room or stands in its place while its session is open: the screen, and how it is opened."""


async def test_an_emergency_is_one_touch_over_whatever_lies_over_the_room(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 2)
    async with at_window(place.app, (1024, 640), start=False) as hands:
        for surface, (screen, touches) in LIES_OVER.items():
            hands.shell.go(screen)
            await until(lambda: hands.shell.screen == screen)  # noqa: B023 - it is awaited here
            for name in touches:
                await hands.until_sees(name)
                hands.touch(name)
            button = call_in_reach(hands)
            assert min(button.width(), button.height()) >= 56, surface
            assert spoken(button) == "Emergency", surface
            hands.touch(button.objectName())
            await hands.until_sees("emergency.screen")
            await until(lambda: looks.uppermost(hands.window.view).objectName() == "emergency.screen")
            view = hands.shell.findChild(RoomView)
            assert view is not None
            view.emergency.end()
            await until(lambda: not hands.sees("emergency.screen"))
            surfaces.calm_down(hands)


def call_in_reach(hands: Hands) -> QQuickItem:
    """The button of the emergency that is touched now: that of what lies uppermost, else one that nothing covers."""
    over = looks.uppermost(hands.window.view)
    there = [
        item for item in looks.controls(hands.window.view.contentItem()) if item.objectName().endswith("emergency")
    ]
    mine = [item for item in there if over.isAncestorOf(item)]
    assert mine or there, f"there is none over {over.objectName()}"
    return (mine or there)[0]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (800, 1280)])
async def test_everyday_tasks_take_few_touches(tmp_path: Path, size: tuple[int, int]) -> None:
    place = await with_kai(tmp_path)
    rows = []
    async with at_window(place.app, size, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        view = hands.shell.findChild(RoomView)
        assert view is not None
        for told, task, most, plus in TASKS:
            place.clock.advance(timedelta(seconds=11))
            view.tick()
            hands.touch("tile.5")
            hands.touch("rail.history")
            finger = Finger(place, hands, view)
            await task(finger)
            rows.append((told, finger.touches, most, plus))
            if task is not emergency:
                surfaces.calm_down(hands)
    print(f"\n{size}", *(f"{told:32} {count:2} of {most:2} {plus}" for told, count, most, plus in rows), sep="\n")
    assert [row for row in rows if row[1] > row[2]] == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (800, 1280), (1920, 1080)])
@pytest.mark.parametrize("tag", ["en", "es"])
async def test_every_word_of_the_set_is_a_tile_and_one_touch_more(
    tmp_path: Path, size: tuple[int, int], tag: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="crowded", size=size) as (place, hands, _):
        hands.shell.appearance.speak(tag)
        words = {f"chip.{word.key}" for word in place.session.programme.words}
        for whom in ("tile.2", "for.all"):
            hands.touch(whom)
            await until(lambda: in_sight(hands) == words)
        for name in words:
            word = hands.there(name)
            assert min(word.width(), word.height()) >= 56, name
            assert all(looks.size_of(text) >= 16 for text, _ in looks.texts(word)), name


@pytest.mark.parametrize(("size", "least"), [((1280, 800), 10), ((1024, 640), 8), ((800, 1280), 6)])
async def test_in_text_twice_as_large_the_words_used_most_are_in_sight_and_all_others_a_flick_away(
    tmp_path: Path, size: tuple[int, int], least: int
) -> None:
    async with in_the_room(tmp_path, scene="busy", size=size) as (place, hands, view):
        hands.shell.appearance.set_percent("200")
        hands.touch("tile.2")
        await until(lambda: len(in_sight(hands)) >= least)
        assert {f"chip.{row[0]}" for row in view.observe.often.rows} <= in_sight(hands), "the most used ones"
        assert hands.sees("scroll.mark"), "there is more"
        hands.touch("chip.restroom")  # scrolled to, no heading between
        await until(lambda: place.people["Amara"] in saw(place, "To the restroom"))


def in_sight(hands: Hands) -> set[str]:
    """The words that lie wholly in sight, with nothing to be swiped."""
    hands.window.view.grabWindow()
    view = hands.window.view
    window = QRectF(0, 0, view.width(), view.height())
    words = [item for item in looks.controls(view.contentItem()) if item.objectName().startswith("chip.")]
    places = [(item, item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))) for item in words]
    return {item.objectName() for item, at in places if window.contains(at) and not looks.is_cut(item, at)}


async def with_kai(folder: Path) -> scenes.Room:
    """A calm room, and three of the team with a PIN: Ines, who is at the screen, Kai and Lena."""
    place = await scenes.furnished(folder, 6)
    await scenes.calm(place)
    app = place.app
    kai = await app.add_account(
        name="Kai Moss", roles=(Role.FACILITATOR,), sign_in="kai", passphrase=scenes.PASSPHRASE + " too"
    )
    lena = await app.add_account(
        name="Lena Arndt", roles=(Role.FACILITATOR,), sign_in="lena", passphrase=scenes.PASSPHRASE + " as well"
    )
    await app.switch_to("kai", scenes.PASSPHRASE + " too")
    app.door.choose_pin(kai, "1357")
    await app.switch_to("lena", scenes.PASSPHRASE + " as well")
    app.door.choose_pin(lena, "8642")
    await app.switch_to("ines", scenes.PASSPHRASE)
    app.door.choose_pin(_at(app), "2468")
    assert app.door.has_pin(kai)
    return place


def _at(app: App) -> UUID:
    """Who is at the screen."""
    assert app.at_screen is not None
    return app.at_screen.id

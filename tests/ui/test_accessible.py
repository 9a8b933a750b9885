"""Every screen and panel, walked in the window: names, ids, targets, type, light, contrast, and the way of the Tab key.

What is measured is printed (``pytest -s``): it is the table of docs/evidence.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem

from facilitator_app.app import Stage
from facilitator_app.faults import Trouble
from facilitator_app.ui.room import RoomView
from tests.ui import after, ahead, looks, scenes, surfaces, tabs
from tests.ui.hands import Hands, at_window, in_full, new_app, spoken
from tests.ui.test_first_start import name_the_clinic, name_the_person
from tests.ui.test_frame import glance_window
from tests.ui.test_room import in_the_room
from tests.waiting import until

SMALLEST_TYPE = 15.9
TARGET = 56
ROOM, DIM, DARK, NIGHT = 0.75, 0.16, 0.092, 0.04
"""The brightest pixel allowed at each level, as relative luminance (1: the panel's white)."""
MEAN = 0.04
"""The most mean luminance of any surface at the room's level: 10 cd/m² on a panel of 250 nit."""
GLANCE = 0.06
"""The same of the window for a screen across the room, whose figures are far larger."""
MUSIC = "more of the music"
"""It stands above the strip that opens it, and Tab comes to it after: that has a test of its own."""
LARGE = 24
CEILINGS = {"room": (ROOM, MEAN), "dim": (DIM, 0.0135), "dark": (DARK, 0.0075), "night": (NIGHT, 0.0035)}
LEAST_CONTRAST = {"room": (0, 4.5), "dim": (0, 3.0), "dark": (LARGE, 2.2), "night": (LARGE, 1.35)}
"""From which type size on, and how much: below the level where 3:1 can hold only large figures promise to be legible."""


class Seen:
    """What was measured on the walk, and what was found wrong."""

    def __init__(self, *, pixels: bool = True) -> None:
        self.pixels = pixels
        self.wrong: list[str] = []
        self.rows: list[str] = []

    def look(self, hands: Hands, surface: str, *, lit: bool = False) -> None:
        """Measure what is on the screen now.  ``lit``: full light is meant."""
        view = hands.window.view
        view.grabWindow()
        if not self.pixels:
            self._measure(looks.uppermost(view), surface)
            return
        light = looks.light_of(view.grabWindow())
        there, shown = self._measure(looks.uppermost(view), surface)
        weakest = self._stand_out(light, surface, hands.shell.level if not lit else "room", shown)
        if not lit:
            self._dark(light, surface, hands.shell.level)
        self.rows.append(f"{surface:34} {len(there):3} {light.mean():.4f} {light.max():.3f} {weakest:5.1f}")

    def _measure(self, root: QQuickItem, surface: str) -> tuple[list[QQuickItem], list[tuple[QQuickItem, QRectF]]]:
        """Names, ids, targets and type; returns controls and texts."""
        there, shown = list(looks.controls(root)), list(looks.texts(root))
        self.wrong += [f"{surface}: {told}" for told in (*_names(there), *_targets(there))]
        sizes = [(looks.size_of(item), item.property("text")) for item, _ in shown]
        self.wrong += [f"{surface}: {text!r} in {size:.0f} px" for size, text in sizes if size < SMALLEST_TYPE]
        return there, shown

    async def at_level(self, hands: Hands, surface: str, level: str) -> None:
        """Measure light and contrast at another level."""
        await _turn_to(hands, level)
        hands.window.view.grabWindow()
        light = looks.light_of(hands.window.view.grabWindow())
        self._dark(light, f"{surface}, {level}", level)
        weakest = self._stand_out(
            light, f"{surface}, {level}", level, list(looks.texts(looks.uppermost(hands.window.view)))
        )
        self.rows.append(f"{surface + ', ' + level:34}     {light.mean():.4f} {light.max():.3f} {weakest:5.1f}")
        await _turn_to(hands, "room")

    def _dark(self, light: looks.Light, surface: str, level: str) -> None:
        brightest, mean = CEILINGS[level]
        if light.max() > brightest or light.mean() > mean:
            self.wrong.append(f"{surface}: light {light.mean():.4f}, brightest {light.max():.3f}")

    def _stand_out(self, light: looks.Light, surface: str, level: str, shown: list[tuple[QQuickItem, QRectF]]) -> float:
        """Tell of every text that does not stand out; returns the least ratio of those that must."""
        size, least = LEAST_CONTRAST[level]
        ratios = [
            (looks.contrast(light, place), item.property("text"))
            for item, place in shown
            if looks.size_of(item) >= size
        ]
        self.wrong += [f"{surface}: {text!r} stands out by {ratio:.2f}" for ratio, text in ratios if ratio < least]
        return min((ratio for ratio, _ in ratios), default=0.0)


async def _turn_to(hands: Hands, level: str) -> None:
    hands.shell.set_level(level)
    for _ in range(4):
        await asyncio.sleep(0)


def _names(there: list[QQuickItem]) -> Iterator[str]:
    said, ids = [spoken(item) for item in there], [item.objectName() for item in there]
    yield from (f"{item.objectName()} has no name" for item in there if not spoken(item))
    yield from (f"{spoken(item)} has no id" for item in there if not item.objectName())
    yield from (f"twice {name!r}" for name in sorted({name for name in said if said.count(name) > 1}))
    yield from (f"twice the id {name}" for name in sorted({name for name in ids if name and ids.count(name) > 1}))


def _targets(there: list[QQuickItem]) -> Iterator[str]:
    for item in there:
        least = min(item.width(), item.height())
        if looks.is_button(item) and least < TARGET - 0.5:
            yield f"{item.objectName()} is {least:.0f} px"


def _gone(hands: Hands, name: str) -> bool:
    return not hands.sees(name)


async def walk(hands: Hands, paths: Mapping[str, tuple[str, ...]], begin: str = "") -> AsyncIterator[str]:
    """Open one surface after the other, each from the same beginning."""
    for surface, touches in paths.items():
        for name in touches:
            await until(lambda: _there(hands, name.lstrip("=")))  # noqa: B023 - it is awaited here
            if not name.startswith("="):
                hands.touch(in_full(hands.window, name))
        for _ in range(6):  # what was touched comes up
            await asyncio.sleep(0)
        yield surface
        surfaces.calm_down(hands)
        await close_sheets(hands)
        await until(partial(_gone, hands, "emergency.screen"))
        if begin:
            await hands.until_sees(begin)


def _there(hands: Hands, name: str) -> bool:
    """Whether it is to be seen, or is a part of the panel that More leads to."""
    return hands.sees(in_full(hands.window, name)) or (name.startswith("rail.") and hands.sees("rail.more"))


async def close_sheets(hands: Hands) -> None:
    """Escape closes what lies over the screen, one after the other."""
    view = hands.window.view
    for _ in range(4):
        if looks.uppermost(view) is view.contentItem():
            return
        hands.key(Qt.Key.Key_Escape)
        for _ in range(4):
            await asyncio.sleep(0)


async def walk_the_review(hands: Hands, screen: str) -> AsyncIterator[str]:
    """Every panel of the review, when that is the screen."""
    for surface, (*opens, closes) in surfaces.ON_REVIEW.items() if screen == "review" else ():
        for name in opens:
            await hands.until_sees(name)
            hands.touch(name)
        await hands.until_sees(closes)
        yield surface
        hands.touch(closes)
        await until(partial(_gone, hands, closes))


async def walk_the_room(hands: Hands, view: RoomView, part: str = "") -> AsyncIterator[str]:
    """Every surface of the room, or of one ``part`` of the panel; the emergency and what is told of it later last."""
    paths = {**surfaces.IN_ROOM, **dict(surfaces.parts(view))}
    paths |= {name: paths.pop(name) for name in surfaces.LAST}
    paths = {name: touches for name, touches in paths.items() if part in ("", surfaces.part_of(name, touches))}
    async for surface in walk(hands, paths, "tile.1"):
        yield surface


@pytest.mark.parametrize("size", [(1024, 640), (800, 1280)])
async def test_everything_in_a_small_or_upright_room_is_named_and_large_enough(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    seen = Seen(pixels=False)
    async with in_the_room(tmp_path, scene="busy", size=size) as (_, hands, view):
        async for surface in walk_the_room(hands, view):
            seen.look(hands, surface)
    assert seen.wrong == []


async def test_everything_in_the_room_is_named_large_enough_dark_enough_and_stands_out(tmp_path: Path) -> None:
    seen = Seen()
    async with in_the_room(tmp_path, scene="busy") as (place, hands, view):
        async for surface in walk_the_room(hands, view):
            seen.look(hands, surface, lit=surface == "an emergency")
            if surface != MUSIC:
                seen.wrong += await tabs.found_wrong(hands, surface)
            if surface == "an emergency":
                await until(lambda: place.session.state.emergency is not None)
        await until(lambda: place.session.state.emergency is None)
        for level in ("dim", "dark", "night"):
            await seen.at_level(hands, "nobody chosen", level)
            hands.touch("tile.2")
            await seen.at_level(hands, "one chosen", level)
            surfaces.calm_down(hands)
    print("\nsurface, controls, mean light, brightest, weakest text", *seen.rows, sep="\n")
    assert seen.wrong == []


async def test_everything_around_the_room_is_named_large_enough_dark_enough_and_stands_out(tmp_path: Path) -> None:
    seen = Seen()
    place = await scenes.furnished(tmp_path, 4)
    await scenes.calm(place)
    await scenes.in_a_group(place)
    async with at_window(place.app, (1280, 800), start=False) as hands:
        for screen in ("readiness", "review", "handoff"):
            hands.shell.go(screen)
            await hands.until_sees(screen)
            seen.look(hands, screen)
            await seen.at_level(hands, screen, "night")
            async for surface in walk_the_review(hands, screen):
                seen.look(hands, surface)
        hands.shell.go("home")
        await hands.until_sees("home.today")
        await until(lambda: place.app.session is None)
        async for surface in walk(hands, {**surfaces.AT_HOME, **surfaces.WITHIN_HOME}):
            seen.look(hands, surface)
            seen.wrong += await tabs.found_wrong(hands, surface)
        hands.shell.ready(await ahead.set_for_today(place))
        await hands.until_sees("readiness.begin")
        seen.look(hands, "the board of a session that is set")
        hands.touch("readiness.1.seat")
        await hands.until_sees("matter.away")
        seen.look(hands, "who does not come")
        hands.shell.go("setup")
        await hands.until_sees("setup.next")
        seen.look(hands, "a new session")
        await scenes.lock_with_a_kept_pin(place.app)
        await hands.until_sees("kept.dots")
        seen.look(hands, "unlock by a kept PIN")
        hands.touch("unlock.by_pin")
        await hands.until_sees("unlock.open")
        seen.look(hands, "unlock")
        await seen.at_level(hands, "unlock", "night")
    print("\nsurface, controls, mean light, brightest, weakest text", *seen.rows, sep="\n")
    assert seen.wrong == []


async def test_everything_after_a_session_is_named_large_enough_dark_enough_and_stands_out(tmp_path: Path) -> None:
    seen = Seen()
    place = await after.over(tmp_path)
    place.clock.advance(timedelta(hours=20))
    async with at_window(place.app, (1280, 800), start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.today")
        async for surface in walk(hands, surfaces.AFTERWARDS):
            seen.look(hands, surface)
            seen.wrong += await tabs.found_wrong(hands, surface)
    print("\nsurface, controls, mean light, brightest, weakest text", *seen.rows, sep="\n")
    assert seen.wrong == []


@pytest.mark.parametrize(("level", "least"), [("room", 3.0), ("night", 1.35)])
async def test_the_window_across_the_room_is_dark_enough_and_its_figures_stand_out(
    tmp_path: Path, level: str, least: float
) -> None:
    place = await scenes.furnished(tmp_path, 8)
    await scenes.crowded(place)  # the brightest it can be: everybody marked
    async with at_window(place.app, (1280, 800), start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        hands.shell.glance.turn()
        hands.shell.set_level(level)
        await until(lambda: glance_window() is not None)
        across = glance_window()
        assert across is not None
        across.grabWindow()
        light = looks.light_of(across.grabWindow())
        brightest, mean = CEILINGS[level]
        assert light.max() <= brightest
        assert light.mean() <= (GLANCE if level == "room" else mean * GLANCE / MEAN)
        weak = {item.property("text"): looks.contrast(light, at) for item, at in looks.texts(across.contentItem())}
        assert {text: ratio for text, ratio in weak.items() if ratio < least} == {}
        assert {"1", "8"} <= set(weak)


@pytest.mark.expects_log
async def test_troubles_told_over_the_room_are_dark_and_named(tmp_path: Path) -> None:
    seen = Seen()
    async with in_the_room(tmp_path, scene="busy") as (place, hands, _):
        for fault in (Trouble("journal.disk_full"), Trouble("music.engine_lost"), ValueError()):
            place.app.faults.report(fault, "session write")
        await hands.until_sees("banner.bug")
        seen.look(hands, "troubles")
        await seen.at_level(hands, "troubles", "night")
    print("\nsurface, controls, mean light, brightest, weakest text", *seen.rows, sep="\n")
    assert seen.wrong == []


async def test_the_first_start_is_dark_from_the_first_frame_and_every_step_of_it_can_be_used(tmp_path: Path) -> None:
    seen = Seen()
    app = new_app(tmp_path)
    async with at_window(app, (1280, 800), start=False) as hands:
        seen.look(hands, "before anything is known")
        assert looks.light_of(hands.window.view.grabWindow()).max() <= 0.01, "no frame is bright"
        await app.start()
        await hands.until_sees("start.next")
        seen.look(hands, "the clinic")
        name_the_clinic(hands)
        seen.look(hands, "the first person")
        name_the_person(hands)
        hands.touch("start.make")
        await until(lambda: app.stage is Stage.OPEN, timeout=20)
        await hands.until_sees("start.written")
        seen.look(hands, "the recovery code")
        hands.touch("start.pdf")
        await hands.until_sees("files.choose")
        seen.look(hands, "the file picker")
        await seen.at_level(hands, "the file picker", "night")
    print("\nsurface, controls, mean light, brightest, weakest text", *seen.rows, sep="\n")
    assert seen.wrong == []


async def by_tab(hands: Hands) -> list[str]:
    """Where the Tab key leads from here, until it has been there before."""
    been: list[str] = []
    for _ in range(200):
        hands.key(Qt.Key.Key_Tab)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        focused = hands.window.view.activeFocusItem()
        name = focused.objectName() if focused else ""
        if name in been:
            break
        been.append(name)
    return been


async def test_tab_leads_from_the_music_through_the_rest_of_it_and_closes_it_behind(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (_, hands, _view):
        hands.touch("music.more")
        await hands.until_sees("music.panel")
        inside = [item.objectName() for item in looks.controls(hands.there("music.panel")) if item.activeFocusOnTab()]
        hands.there("music.more").forceActiveFocus()
        names = [item.objectName() for item in await tabs.way_of(hands, hands.window.view.contentItem())]
        assert len(inside) > 1
        assert names[: len(inside)] == inside
        await until(partial(_gone, hands, "music.panel"))

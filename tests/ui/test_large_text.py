"""Text of twice the size: every surface, in the smallest window, in the usual one and upright, loses nothing.

What runs always looks at the panels of the room in one window of the three sizes; the slow walks look at every surface, in
both languages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

from facilitator_app.app import Stage
from facilitator_app.record.company import CompanyBegan, CompanyEnded
from facilitator_app.ui.room import RoomView
from tests.ui import after, fit, scenes, surfaces
from tests.ui.hands import Hands, at_window, new_app, under
from tests.ui.looks import texts
from tests.ui.test_accessible import walk, walk_the_review
from tests.ui.test_appearance import found_wrong, rooms, settled
from tests.ui.test_first_start import name_the_clinic, name_the_person
from tests.ui.test_room import in_the_room
from tests.ui.test_room_medicine import typed
from tests.waiting import until

Size = tuple[int, int]
SIZES: list[Size] = [(1024, 640), (1280, 800), (800, 1280)]
QUICK = ("observe of one", "vitals of one", "dose of one", "support of one", "words for all")
SMALLEST = (
    "dose of one",
    "support of one",
    "words for all",
    "put off",
    "skipped in the round",
    "leave of one",
    "a way out",
    "touch of one",
    "person of one",
)
COVERED = (
    "the leaving board",
    "who is here",
    "the rules of the group",
    "the veil",
    "a chart through the veil",
    *surfaces.LAST,
)
"""Of the room and its panels, what every run looks at; the slow walk looks at all of them."""


async def enlarge(hands: Hands, tag: str = "en") -> None:
    """Text of twice the size, in a language."""
    hands.shell.appearance.speak(tag)
    hands.shell.appearance.set_percent("200")
    await until(lambda: hands.shell.appearance.factor == 2)


# ---------------------------------------------------------------- the room
async def lost_in_the_room(hands: Hands, only: tuple[str, ...] = ()) -> list[str]:
    """What does not fit on the surfaces of the room."""
    view = hands.shell.findChildren(RoomView)[-1]
    return [told async for surface in rooms(hands, view, only) for told in await found_wrong(hands, surface)]


async def test_at_twice_the_size_the_room_and_its_panels_lose_nothing(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy") as (_, hands, _view):
        await enlarge(hands)
        assert await lost_in_the_room(hands, QUICK) == []


async def test_at_twice_the_size_the_smallest_room_and_all_that_covers_it_lose_nothing(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy", size=(1024, 640)) as (_, hands, _view):
        await enlarge(hands)
        assert await lost_in_the_room(hands, SMALLEST + COVERED) == []


async def test_in_the_smallest_room_undo_leaves_the_clock_free_and_an_amount_has_its_whole_pad(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, size=(1024, 640)) as (_, hands, _view):
        await enlarge(hands)
        hands.touch("tile.1")
        hands.touch("chip.hands_moving")
        await hands.until_sees("undo.undo")
        hands.touch("rail.words")
        hands.shell.sheets.keyboard.set_mode("always")
        hands.there("words.text.input").forceActiveFocus()
        await hands.until_sees("keyboard")
        await until(lambda: not fit.box(hands.there("undo")).intersects(fit.box(hands.there("session.clock"))))
        hands.touch("keyboard.hide")
        view = hands.shell.findChildren(RoomView)[-1]
        hands.touch("rail.dose")
        await typed(
            view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=view.dose.givers[0]["key"]
        )
        hands.touch("dose.to_amount")
        await hands.until_sees("pad.main")
        assert await found_wrong(hands, "how much") == []


async def test_where_a_tile_has_room_for_the_name_alone_nothing_is_written_over_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=4, scene="nobody_dosed", size=(1024, 640)) as (place, hands, view):
        hands.shell.appearance.set_percent("200")
        await place.write("Amara", CompanyBegan())
        await place.write("Amara", CompanyEnded())
        view.tick()
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.there("tile.2").property("company_brief") == "just seen to"
        drawn = [text.property("text") for text, _ in texts(hands.there("tile.2"))]
        assert [word for word in drawn if word][:3] == ["2", "Amara", "arriving"]
        assert list(fit.misfits(hands.window.view)) == []


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
async def test_at_twice_the_size_no_surface_of_the_room_loses_anything(tmp_path: Path, size: Size, tag: str) -> None:
    async with in_the_room(tmp_path, scene="busy", size=size) as (_, hands, _view):
        await enlarge(hands, tag)
        assert await lost_in_the_room(hands) == []


# ---------------------------------------------------------------- around it
@asynccontextmanager
async def at_home(folder: Path, size: Size, tag: str) -> AsyncIterator[tuple[scenes.Room, Hands]]:
    """A session is open, and a screen around its room is shown."""
    place = await scenes.furnished(folder, 4)
    await scenes.calm(place)
    await scenes.in_a_group(place)
    async with at_window(place.app, size, start=False) as hands:
        await enlarge(hands, tag)
        yield place, hands


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
async def test_at_twice_the_size_no_screen_around_the_room_loses_anything(tmp_path: Path, size: Size, tag: str) -> None:
    wrong: list[str] = []
    async with at_home(tmp_path, size, tag) as (place, hands):
        for screen in ("readiness", "review", "handoff"):
            hands.shell.go(screen)
            await hands.until_sees(screen)
            wrong += await found_wrong(hands, screen)
            async for surface in walk_the_review(hands, screen):
                wrong += await found_wrong(hands, surface)
        hands.shell.go("home")
        await hands.until_sees("home.today")
        await until(lambda: place.app.session is None)
        hands.shell.go("setup")
        await hands.until_sees("setup.next")
        wrong += await found_wrong(hands, "a new session")
        await scenes.lock_with_a_kept_pin(place.app)
        await hands.until_sees("kept.dots")
        wrong += await found_wrong(hands, "unlock by a kept PIN")
        hands.touch("unlock.by_pin")
        await hands.until_sees("unlock.open")
        wrong += await found_wrong(hands, "unlock")
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paths", [surfaces.AT_HOME, surfaces.WITHIN_HOME], ids=["at home", "within"])
async def test_at_twice_the_size_no_page_at_home_loses_anything(
    tmp_path: Path, paths: dict[str, tuple[str, ...]], size: Size, tag: str
) -> None:
    async with at_home(tmp_path, size, tag) as (place, hands):
        hands.shell.go("home")
        await hands.until_sees("home.today")
        await until(lambda: place.app.session is None)
        assert [told async for page in walk(hands, paths) for told in await found_wrong(hands, page)] == []


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
async def test_at_twice_the_size_no_page_after_a_session_loses_anything(tmp_path: Path, size: Size, tag: str) -> None:
    place = await after.over(tmp_path)
    place.clock.advance(timedelta(hours=20))
    async with at_window(place.app, size, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.today")
        await enlarge(hands, tag)
        wrong = [told async for page in walk(hands, surfaces.AFTERWARDS) for told in await found_wrong(hands, page)]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_at_twice_the_size_the_first_start_loses_nothing(tmp_path: Path, size: Size) -> None:
    app = new_app(tmp_path)
    async with at_window(app, size) as hands:
        await hands.until_sees("start.next")
        await enlarge(hands)
        wrong = await found_wrong(hands, "the clinic")
        name_the_clinic(hands)
        wrong += await found_wrong(hands, "the first person")
        name_the_person(hands)
        hands.touch("start.make")
        await until(lambda: app.stage is Stage.OPEN, timeout=20)
        await hands.until_sees("start.written")
        wrong += await found_wrong(hands, "the recovery code")
    assert wrong == []


@pytest.mark.parametrize("percent", ["150", "200"])
async def test_nothing_of_the_music_runs_out_of_an_upright_window_while_a_phase_is_about_to_end(
    tmp_path: Path, percent: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="marked", size=(800, 1280)) as (_, hands, view):
        hands.shell.appearance.speak("es")
        hands.shell.appearance.set_percent(percent)
        await until(lambda: view.music.phase.offer != "")
        await hands.until_sees("music.offer")
        for _ in range(3):
            hands.window.view.grabWindow()
        shown = [item for item in hands.controls() if item.objectName().startswith("music.")]
        out = {item.objectName(): item.mapRectToScene(QRectF(0, 0, item.width(), item.height())) for item in shown}
        assert {name: place.right() for name, place in out.items() if place.right() > 800 or place.left() < 0} == {}
        assert {"music.offer", "music.more"} <= out.keys()


@pytest.mark.parametrize("size", [(1024, 640), (800, 1280)])
async def test_while_a_phase_is_about_to_end_the_piece_is_read_whole_in_the_bar_or_one_touch_away(
    tmp_path: Path, size: Size
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="marked", size=size) as (_, hands, _view):
        for tag, percent in (("en", "100"), ("es", "150"), ("es", "200")):
            hands.shell.appearance.speak(tag)
            hands.shell.appearance.set_percent(percent)
            await hands.until_sees("music.offer")
            await settled(hands)
            whole = {name: hands.there(name) for name in ("music.title", "music.about") if hands.sees(name)}
            if len(whole) == 2 and not any(item.property("truncated") for item in whole.values()):
                continue
            about = hands.shell.findChildren(RoomView)[-1].music.about
            hands.touch("music.more")
            await hands.until_sees("music.panel")
            await settled(hands)
            assert (hands.reads("music.panel.title"), hands.reads("music.panel.about")) == ("First light", about)
            assert list(fit.misfits(hands.window.view)) == [] or size == (800, 1280), (tag, percent)
            assert not [name for name in ("title", "about") if hands.there(f"music.panel.{name}").property("truncated")]
            hands.touch("music.more")


async def test_before_the_music_begins_nothing_of_its_bar_lies_over_another_in_an_upright_window(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed", size=(800, 1280)) as (_, hands, _view):
        for tag in ("en", "es"):
            await enlarge(hands, tag)
            await settled(hands)
            assert hands.sees("music.begin")
            ready, level = (fit.written(hands.there(name)) for name in ("music.title", "music.level"))
            assert not ready.intersects(level)
            assert await found_wrong(hands, tag) == []


async def test_in_the_smallest_window_a_session_that_was_begun_to_be_set_up_has_all_its_acts(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 4)
    assert place.app.clinic is not None
    await place.app.clinic.sign_plan("group_circle_three", scenes.PLAN)
    async with at_window(place.app, (1024, 640), start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.today")
        await until(lambda: place.app.session is None)
        for percent in ("200", "150"):
            hands.shell.appearance.speak("es")
            hands.shell.appearance.set_percent(percent)
            hands.shell.go("setup")
            await hands.until_sees("setup.home")
            hands.shell.setup.go("programme")
            await hands.until_sees("setup.programme.group_circle_three")
            hands.shell.setup.draft.unsaved.type("new", "title", "Jueves por la tarde")  # so it can be dropped
            hands.touch("setup.programme.group_circle_three")
            hands.shell.setup.go("team")
            hands.shell.setup.go("seats")
            await hands.until_sees("setup.begin")
            assert {"setup.forget", "setup.back", "setup.summary"} <= {
                item.objectName() for item in under(hands.window.view.contentItem()) if item.isVisible()
            }
            assert await found_wrong(hands, percent) == []
            hands.shell.go("home")
            await hands.until_sees("home.today")

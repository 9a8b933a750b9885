"""A trouble is told over the edge of a screen: nothing that a finger may be on its way to moves for it."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

from facilitator_app.faults import Faults, Trouble
from facilitator_app.ui.notices import Form
from tests.ui.hands import Hands
from tests.ui.test_room import in_the_room, saw
from tests.waiting import until


def place_of(hands: Hands, name: str) -> QRectF:
    item = hands.there(name)
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


@pytest.mark.expects_log
@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (800, 1280)])
async def test_a_trouble_moves_nothing_in_the_room_and_covers_neither_a_tile_nor_clock_nor_emergency(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, _):
        kept = ("tile.1", "tile.2", "emergency", "session.clock", "end")
        before = [place_of(hands, name) for name in kept]
        place.app.faults.report(Trouble("journal.disk_full"), "session write")
        banner = place_of(hands, "banner.journal.disk_full")
        assert [place_of(hands, name) for name in kept] == before
        assert not any(banner.intersects(where) for where in before)
        hands.touch("banner.journal.disk_full.room")
        await until(lambda: place_of(hands, "tile.1").top() > before[0].top())
        assert place_of(hands, "banner.journal.disk_full").bottom() <= place_of(hands, "session.clock").top()
        made = [place_of(hands, name) for name in kept]
        hands.shell.notices.over("journal.disk_full")
        assert [place_of(hands, name) for name in kept] == made, "what is over moves nothing either"
        hands.shell.veil.drop()
        hands.shell.veil.lift()
        await until(lambda: [place_of(hands, name) for name in kept] == before)


@pytest.mark.expects_log
@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_of_two_troubles_the_later_is_told_and_the_other_counted_until_room_is_made_in_the_largest_text_too(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, _):
        for _ in range(10):
            hands.shell.appearance.step(1)
        kept = ("tile.1", "emergency", "session.clock")
        before = [place_of(hands, name) for name in kept]
        place.app.faults.report(Trouble("music.engine_lost"), "music")
        place.app.faults.report(Trouble("journal.disk_full"), "session write")
        banner = place_of(hands, "banner.journal.disk_full")
        assert hands.reads("banner.journal.disk_full.more").strip() == "+1"
        assert not hands.sees("banner.music.engine_lost")
        assert [place_of(hands, name) for name in kept] == before
        assert not any(banner.intersects(where) for where in before)
        hands.touch("banner.journal.disk_full.room")
        await until(lambda: hands.sees("banner.music.engine_lost"))
        whole = QRectF(0, 0, *size)
        await until(lambda: all(whole.contains(place_of(hands, name)) for name in kept))
        lowest = place_of(hands, "banner.journal.disk_full").bottom()
        assert lowest <= min(place_of(hands, name).top() for name in kept)


@pytest.mark.expects_log
async def test_a_banner_goes_when_what_had_trouble_works_again(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        full = True

        async def writing() -> None:
            if full:
                raise Trouble("export.cannot_write", folder="Stick")

        form, other = (Form(place.app.faults, name) for name in ("release a handoff", "print a course"))
        form.attempt(writing)
        await until(lambda: hands.sees("banner.export.cannot_write"))
        full = False
        other.attempt(writing)
        await until(lambda: not other.busy)
        assert hands.sees("banner.export.cannot_write"), "something else worked: that says nothing of this"
        form.attempt(writing)
        await until(lambda: not hands.sees("banner.export.cannot_write"))


@pytest.mark.expects_log
async def test_a_form_in_which_a_bug_was_met_can_be_tried_again_and_says_so() -> None:
    faults = Faults()
    form, told, kept = Form(faults, "a session that is set"), list[bool](), list[str]()
    form.changed.connect(lambda: told.append(form.busy))

    async def writing(day: str) -> None:
        if day == "9999-12-31":
            raise OverflowError
        kept.append(day)

    form.attempt(lambda: writing("9999-12-31"))
    assert told.pop()
    await until(lambda: not form.busy)
    assert told[-1] is False, "its button can be touched again"
    form.attempt(lambda: writing("2026-12-31"))
    await until(lambda: not form.busy)
    assert kept == ["2026-12-31"]
    await faults.close()


async def test_a_disk_that_keeps_a_touch_waiting_is_told_until_it_is_saved(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        journal = place.app.journal
        assert journal is not None
        begun, answers = threading.Event(), threading.Event()

        def stall(_: object) -> None:
            begun.set()
            answers.wait(60)

        stalled = asyncio.get_running_loop().create_task(journal._write(stall))
        try:
            await until(begun.is_set)
            hands.touch("tile.2")
            hands.touch("chip.tears")
            place.clock.advance(timedelta(seconds=3))
            await hands.until_sees("banner.journal.slow_disk")
            assert saw(place, "Tears") == []
        finally:
            answers.set()
        await stalled
        await until(lambda: saw(place, "Tears") == [place.people["Amara"]])
        await until(lambda: not hands.sees("banner.journal.slow_disk"))


@pytest.mark.expects_log
async def test_a_trouble_moves_nothing_on_the_other_screens_and_has_its_place_on_the_next_one(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        hands.shell.go("home")
        await hands.until_sees("home.people")
        await until(lambda: place.app.session is None)
        before = place_of(hands, "home.people")
        place.app.faults.report(Trouble("journal.disk_full"), "session write")
        assert hands.sees("banner.journal.disk_full")
        assert place_of(hands, "home.people") == before
        hands.shell.go("setup")
        await hands.until_sees("setup.next")
        await until(lambda: place_of(hands, "setup").top() >= place_of(hands, "banner.journal.disk_full").bottom())

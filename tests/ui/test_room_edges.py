"""The room at its edges: in small and upright windows, in text twice as large, with eight seats, nothing is lost or covered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from facilitator_app.record.company import CameBack
from facilitator_app.ui.room import SECTIONS
from tests.ui import fit, looks
from tests.ui.hands import Hands, under
from tests.ui.test_appearance import settled
from tests.ui.test_room import in_the_room
from tests.waiting import until

PAD = [
    *(f"pad.{digit}" for digit in "1234567890"),
    *(f"pad.{act}" for act in ("erase", "first", "second", "next", "main")),
]
SAID = [("support", "apoyo"), ("limit", "límite"), ("adverse", "adverso"), ("not Tomas", "no de Tomas")]
SIZES = [(1280, 800), (1024, 640), (800, 1280)]


def place(item: QQuickItem) -> QRectF:
    """Where a thing is in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def named(hands: Hands, begins: str) -> Iterator[QQuickItem]:
    """Everything to be seen whose name begins so."""
    for item in under(hands.window.view.contentItem()):
        if item.objectName().startswith(begins) and item.isVisible() and item.width() > 0:
            yield item


@pytest.mark.parametrize("percent", ["125", "200"])
async def test_in_the_smallest_window_large_text_leaves_the_whole_pad_in_view_and_everything_in_reach(
    tmp_path: Path, percent: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="busy", size=(1024, 640)) as (_, hands, view):
        hands.shell.appearance.set_percent(percent)
        await settled(hands)
        hands.touch("tile.8")
        hands.touch("rail.vitals")
        await settled(hands)
        cut = [name for name in PAD if looks.is_cut(item := hands.there(name), place(item))]
        assert cut == [], "a key of the pad needs a swipe"
        assert [told for told in fit.misfits(hands.window.view) if not told.startswith("cut")] == []
        assert len([item for item in named(hands, "tile.") if looks.is_button(item)]) == 8, "everybody is still told of"
        for phase in view.phases.phases.rows:
            part = hands.there(f"phase.{phase[0]}")
            part.forceActiveFocus()
            assert not looks.is_cut(part, place(part)), f"{phase[1]} is out of reach"
            shown = {item.property("text") for item, _ in looks.texts(part)}
            assert phase[1] in shown, f"{phase[1]} is a bar alone"


@pytest.mark.parametrize("size", SIZES)
async def test_what_takes_a_touch_back_or_moves_it_covers_no_tile(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, seats=8, size=size) as (there, hands, _):
        for percent, word in (("100", "tears"), ("200", "hands_moving")):
            hands.shell.appearance.set_percent(percent)
            await settled(hands)
            hands.touch("tile.1")
            hands.touch(f"chip.{word}")
            await hands.until_sees("undo.wrong")
            await settled(hands)
            before = place(hands.there("undo.undo"))
            hands.touch("undo.wrong")
            await settled(hands)
            assert place(hands.there("undo.undo")) == before, "a finger may be on it"
            bars = [place(item) for item in named(hands, "undo")]
            tiles = [item for item in named(hands, "tile.") if looks.is_button(item)]
            assert len([item for item in named(hands, "undo.to.")]) == 7
            assert [one.objectName() for one in tiles if any(bar.intersects(place(one)) for bar in bars)] == []
            hands.touch("undo.undo")
            there.clock.advance(timedelta(seconds=2))  # another Undo is not the same touch of a hand that trembles
            await until(lambda: not hands.sees("undo.to.2"))


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_before_stands_outside_its_field_and_no_scrollbar_lies_on_anything(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, seats=8, size=size) as (_, hands, _view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        await settled(hands)
        for key in ("heart_rate", "systolic", "diastolic", "spo2", "breathing"):
            frame = place(hands.there(f"vitals.{key}.frame"))
            assert hands.reads(f"vitals.{key}.last") != ""
            assert place(hands.there(f"vitals.{key}.last")).top() >= frame.bottom()
        marks = 0
        for part in ("person", "observe", "leave", "support"):
            hands.touch(f"rail.{part}")
            await settled(hands)
            root = hands.window.view.contentItem()
            for bar in [place(item) for item in named(hands, "scroll.mark")]:
                marks += 1
                assert [item.objectName() for item in looks.controls(root) if bar.intersects(fit.box(item))] == []
        assert marks > 0 or size == (800, 1280)


@pytest.mark.parametrize("size", [(1024, 640), (800, 1280)])
async def test_in_text_twice_as_large_a_tile_with_many_marks_overprints_nothing_and_the_music_stays_in_reach(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, seats=6, scene="crowded", size=size) as (_, hands, view):
        hands.shell.appearance.set_percent("200")
        await settled(hands)
        hands.touch("tile.6")
        await settled(hands)
        tile = hands.there("tile.6")
        said = [(text, place(item)) for item, text in _drawn(tile)]
        over = [(one, other) for n, (one, a) in enumerate(said) for other, b in said[n + 1 :] if _both(a, b)]
        assert over == []
        assert [one for one, at in said if not place(tile).adjusted(0, 0, 1, 1).contains(at)] == [], "out of its tile"
        assert view.music.phase.offer != ""
        shown = place(hands.window.view.contentItem())
        for act in ("offer", "offer.drop", "quieter", "louder", "more", "fade", "duck"):
            assert shown.contains(place(hands.there(f"music.{act}"))), f"{act} is out of the window"


@pytest.mark.parametrize("tag", ["en", "es"])
async def test_in_text_twice_as_large_in_the_smallest_window_what_presses_is_in_sight_and_the_rest_behind_more(
    tmp_path: Path, tag: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="busy", size=(1024, 640)) as (_, hands, _view):
        hands.shell.appearance.speak(tag)
        hands.shell.appearance.set_percent("200")
        hands.touch("tile.3")
        await settled(hands)

        def in_sight(name: str) -> bool:
            item = hands.window.find(name)
            if item is None or not item.isVisible():
                return False
            return not looks.is_cut(item, place(item)) and place(hands.window.view.contentItem()).contains(place(item))

        parts, seen = [f"rail.{key}" for key in SECTIONS], set[str]()
        pressing = ("emergency", "veil", "phase.return", "rail.support")
        assert [name for name in pressing if not in_sight(name)] == []
        for _ in range(4):  # pages at most
            shown = [name for name in parts if hands.sees(name)]
            assert [name for name in shown if not in_sight(name)] == [], "half a part is to be seen"
            assert seen or "rail.observe" in shown, "what is open is in sight"
            seen |= set(shown)
            hands.touch("rail.more")
            await settled(hands)
        assert seen == set(parts), "More leads to every part"


def _drawn(tile: QQuickItem) -> Iterator[tuple[QQuickItem, str]]:
    """What is written in a tile, each with what it says."""
    for item in under(tile):
        if item.inherits("QQuickText") and item.property("text") and item.isVisible() and item.opacity() > 0:
            yield item, str(item.property("text"))


def _both(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > 6 and shared.height() > 6


@pytest.mark.parametrize("tag", ["en", "es"])
async def test_with_eight_in_the_smallest_window_in_large_text_a_seat_stands_clear_of_all_its_shapes(
    tmp_path: Path, tag: str
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="marked", size=(1024, 640)) as (_, hands, _view):
        hands.shell.appearance.speak(tag)
        hands.shell.appearance.set_percent("200")
        for touches in (("tile.2", "rail.vitals"), ("rail.observe",), ("rail.person",)):
            for name in touches:
                hands.touch(name)
            await settled(hands)
            for tile in [item for item in named(hands, "tile.brief.") if looks.is_button(item)]:
                shapes = [item for item in under(tile) if item.inherits("QQuickItem") and item.property("tone")]
                shapes = [item for item in shapes if item.isVisible() and item.property("u") is not None]
                signs = [item for item in under(tile) if item.isVisible() and item.property("text") == "!"]
                (digit,) = [item for item in under(tile) if item.isVisible() and str(item.property("text")).isdigit()
                            and not looks.is_button(item)]  # fmt: skip
                assert len(shapes) == 2, "support, and overdue beside it"
                assert digit.property("contentHeight") >= 24
                assert not [one for one in shapes if fit.written(digit).adjusted(0, 5, 0, -5).intersects(place(one))]
                assert not place(shapes[0]).intersects(place(shapes[1]))
                assert all(sign.property("font").pixelSize() <= 16 for sign in signs), "a sign stays in its shape"


@pytest.mark.parametrize("size", SIZES)
async def test_with_eight_and_every_mark_no_mark_lies_over_the_figures_and_none_is_cut(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, seats=8, scene="marked", size=size) as (there, hands, _view):
        wrong: list[str] = []
        for away in (True, False):
            for name in there.people if not away else ():
                await there.write(name, CameBack())
            for tag, percent in product(("en", "es"), ("100", "150") if size == (800, 1280) else ("100",)):
                hands.shell.appearance.speak(tag)
                hands.shell.appearance.set_percent(percent)
                await settled(hands)
                at = f"{tag} {percent} % {'out of the room' if away else 'in the room'}"
                wrong += [f"{at}: {told}" for tile in _all_eight(hands) for told in _marks_badly(tile)]
        assert wrong == []


def _all_eight(hands: Hands) -> list[QQuickItem]:
    """The tiles that tell of marks and figures: everybody's, on one page."""
    tiles = [item for item in named(hands, "tile.") if looks.is_button(item)]
    assert [tile.objectName() for tile in tiles] == [f"tile.{seat}" for seat in range(1, 9)]
    return tiles


def _marks_badly(tile: QQuickItem) -> Iterator[str]:
    """What of a tile's marks is not said, is cut, or lies over a figure, its name or its age."""
    inside = [item for item in under(tile) if item.isVisible()]
    marks = [item for item in inside if item.objectName() == "mark" and item.property("text")]
    holding = [item for item in inside if item.property("isWord") is not None]
    figures = [item for figure in holding for item, _ in _drawn(figure)]
    signs = [item for item in inside if item.property("tint") is not None and item.property("squeezed") is not None]
    shown, least = place(tile).adjusted(0, 0, 0.5, 0.5), 2.0  # of the leading of two lines
    words = " | ".join(str(item.property("text")) for item in marks)
    if len(holding) < 3 or not all(any(word in words for word in one) for one in SAID):
        yield f"{tile.objectName()}: not all is said: {words}"
    for mark in marks:
        if mark.property("truncated") or mark.property("contentWidth") > mark.width() + 0.5:
            yield f"{tile.objectName()}: {mark.property('text')!r} is cut"
    for sign, figure in product([*marks, *signs], figures):
        one, other = (fit.written(sign) if sign in marks else place(sign)), fit.written(figure)
        shared = one.intersected(other)
        if shared.width() > 0 and shared.height() > least:
            yield f"{tile.objectName()}: {figure.property('text')!r} lies under a mark by {shared.height():.1f}"
    for item in (*marks, *signs, *figures):
        if not shown.contains(place(item)):
            yield f"{tile.objectName()}: {item.property('text')!r} is out of it"

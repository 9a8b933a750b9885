"""The room looks as it did: six states in two sizes, each against a small picture and the places of everything that has a name.

The pictures are kept at an eighth of their size in grey, so that another edge of a letter is not a difference, and a thing that
moved, is cut or is gone is one.  After a change that is meant:  RENEW_LOOKS=1 python -m pytest tests/ui/test_look.py
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from tests.ui import looks, surfaces
from tests.ui.hands import Hands, under
from tests.ui.test_room import in_the_room

KEPT = Path(__file__).parent / "looks"
RENEW = "RENEW_LOOKS" in os.environ
SIZES = ((1280, 800), (1024, 640))
BLOCK = 8
NOISE, SHARE = 16, 0.004
"""How much darker or brighter a block may be (of 255), and the share of blocks that may differ by more."""
MOVED = 4
"""By how many pixels a thing may stand elsewhere, or be larger or smaller."""

Grey = npt.NDArray[np.float64]
Places = Mapping[str, tuple[int, int, int, int]]


class Look(NamedTuple):
    """A surface as it is drawn: its blocks of grey, and where everything is that has a name."""

    grey: Grey
    places: Places


def look_at(hands: Hands) -> Look:
    """What is drawn now."""
    view = hands.window.view
    view.grabWindow()
    picture = view.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    whole = rows[:, : picture.width()].astype(np.float64)
    high, wide = picture.height() // BLOCK, picture.width() // BLOCK
    grey = whole[: high * BLOCK, : wide * BLOCK].reshape(high, BLOCK, wide, BLOCK).mean(axis=(1, 3))
    return Look(grey, dict(_places(view.contentItem())))


def _places(root: QQuickItem) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    count: dict[str, int] = {}
    for item in under(root):
        name = item.objectName()
        if not name or not item.isVisible() or item.width() * item.height() == 0:
            continue
        place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        count[name] = count.get(name, 0) + 1
        yield (
            name if count[name] == 1 else f"{name} {count[name]}",
            (round(place.x()), round(place.y()), round(place.width()), round(place.height())),
        )


def differences(before: Look, after: Look) -> list[str]:
    """What is not as it was, in words."""
    told = [f"{name} is gone" for name in before.places if name not in after.places]
    told += [f"{name} is new" for name in after.places if name not in before.places]
    for name, was in before.places.items():
        now = after.places.get(name, was)
        if max(abs(a - b) for a, b in zip(was, now, strict=True)) > MOVED:
            told.append(f"{name} was at {was} and is at {now}")
    if before.grey.shape != after.grey.shape:
        return [*told, "the window has another size"]
    wrong = np.argwhere(abs(before.grey - after.grey) > NOISE)
    if len(wrong) > SHARE * before.grey.size:
        top, left = wrong.min(axis=0) * BLOCK
        bottom, right = (wrong.max(axis=0) + 1) * BLOCK
        told.append(f"{len(wrong)} blocks look different, within x {left} to {right}, y {top} to {bottom}")
    return told


def kept(name: str) -> Look:
    """What is kept under a name."""
    picture = QImage(str(KEPT / f"{name}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    places = json.loads((KEPT / f"{name}.json").read_text("utf-8"))
    return Look(rows[:, : picture.width()].astype(np.float64), {key: tuple(place) for key, place in places.items()})


def keep(name: str, look: Look) -> None:
    """Keep this from now on."""
    KEPT.mkdir(exist_ok=True)
    grey = np.ascontiguousarray(look.grey.round().astype(np.uint8))
    high, wide = grey.shape
    QImage(grey.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).save(str(KEPT / f"{name}.png"))
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(place)}" for key, place in look.places.items())
    (KEPT / f"{name}.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")


async def resized(hands: Hands, size: tuple[int, int]) -> None:
    """Another size of window, come to rest."""
    hands.window.view.resize(*size)
    for _ in range(6):
        await asyncio.sleep(0)
        hands.window.view.grabWindow()


async def compared(hands: Hands, state: str) -> list[str]:
    """The state in both sizes against what is kept; or kept anew."""
    told = []
    for size in SIZES:
        await resized(hands, size)
        name = f"{state}-{size[0]}x{size[1]}"
        look = look_at(hands)
        if RENEW:
            keep(name, look)
        told += [f"{name}: {difference}" for difference in differences(kept(name), look)]
    await resized(hands, SIZES[0])
    return told


HOW = "\nIf it is meant: RENEW_LOOKS=1 python -m pytest tests/ui/test_look.py, and look at tests/ui/looks.\n"


async def test_a_calm_room_looks_as_it_did_with_and_without_names(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, _view):
        told = await compared(hands, "calm")
        hands.touch("veil")
        told += await compared(hands, "veiled")
    assert told == [], HOW + "\n".join(told)


async def test_a_busy_room_looks_as_it_did_with_words_and_in_a_round(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy") as (_, hands, _view):
        hands.touch("tile.2")
        told = await compared(hands, "busy")
        surfaces.calm_down(hands)
        hands.touch("round.begin")
        told += await compared(hands, "round")
    assert told == [], HOW + "\n".join(told)


async def test_eight_people_with_every_mark_look_as_they_did_also_when_it_is_nearly_black(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=8, scene="crowded") as (_, hands, _view):
        told = await compared(hands, "crowded")
        hands.shell.set_level("night")
        told += await compared(hands, "night")
        hands.shell.set_level("room")
        assert overlaps(hands) == []
        await resized(hands, SIZES[1])
        assert overlaps(hands) == []
        await resized(hands, (800, 1280))
        assert overlaps(hands) == []
    assert told == [], HOW + "\n".join(told)


async def test_what_moved_is_cut_or_gone_is_told_and_another_edge_of_a_letter_is_not(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (_, hands, _view):
        before = look_at(hands)
        assert differences(before, look_at(hands)) == []
        noise = np.random.default_rng(7).uniform(-NOISE / 2, NOISE / 2, before.grey.shape)
        assert differences(before, Look(before.grey + noise, before.places)) == []
        tile = hands.there("tile.2")
        tile.setProperty("width", tile.width() - 12)
        assert any(told.startswith("tile.2 was at") for told in differences(before, look_at(hands)))
        assert overlaps(hands) == []
        tile.setProperty("height", 120)
        hands.window.view.grabWindow()
        assert overlaps(hands) != []
        tile.setProperty("visible", False)
        gone = differences(before, look_at(hands))
        assert "tile.2 is gone" in gone
        assert any("look different" in told for told in gone)


def overlaps(hands: Hands) -> list[str]:
    """Texts of tiles that stand over one another, or out of their tile."""
    told = []
    for tile in under(hands.window.view.contentItem()):
        if not tile.objectName().startswith("tile.") or not tile.isVisible():
            continue
        shown = [(item, _drawn(item)) for item, _ in looks.texts(tile)]
        whole = tile.mapRectToScene(QRectF(0, 0, tile.width(), tile.height()))
        told += [
            f"{tile.objectName()}: {item.property('text')!r} is cut"
            for item, place in shown
            if not whole.contains(place)
        ]
        for at, (one, place) in enumerate(shown):
            for other, there in shown[at + 1 :]:
                shared = place.intersected(there)
                if shared.width() > 3 and shared.height() > 6:
                    told.append(f"{tile.objectName()}: {one.property('text')!r} over {other.property('text')!r}")
    return told


def _drawn(text: QQuickItem) -> QRectF:
    """Where the letters of a text stand, without the free space of its box and above and below its line."""
    wide, high = float(text.property("contentWidth")), float(text.property("contentHeight"))
    across = _enum(text, "effectiveHorizontalAlignment")
    left = text.width() - wide if across == 2 else (text.width() - wide) / 2 if across == 4 else 0.0
    down = _enum(text, "verticalAlignment")
    top = (text.height() - high) / 2 if down == 128 else 0.0
    return text.mapRectToScene(QRectF(left, top + high * 0.14, min(wide, text.width()), high * 0.72))


def _enum(item: QQuickItem, name: str) -> int:
    """A property that is one of a few, as its number."""
    context = qmlContext(item)
    assert context is not None
    value: Any = QQmlExpression(context, item, name).evaluate()
    return int(value[0] if isinstance(value, tuple) else value)

"""Draw the screens for the documents: the real window on an invented clinic, without a screen.

    python -m scripts.make_pictures [NAME ...]        into docs/pictures; without names, all of them

The same command gives the same pictures: the clock stands where the scene left it, and nothing fades.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QT_SCALE_FACTOR": "1"}
os.environ |= {"QT_FONT_DPI": "96", "QT_LOGGING_RULES": "qt.qpa.*=false"}

import qasync

from facilitator_app.record.company import CompanyBegan, SteppedOut
from facilitator_app.ui.main import open_window, start_qt
from facilitator_app.ui.room import RoomView
from facilitator_app.ui.window import Window
from tests.ui import scenes

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"


class Picture(NamedTuple):
    """One picture: the scene, how many people, the window's size, and what is touched before it is taken."""

    name: str
    scene: Callable[[scenes.Room], Awaitable[None]]
    seats: int
    size: tuple[int, int]
    touched: tuple[str, ...] = ()
    level: str = "room"
    screen: str = "room"


async def _company(place: scenes.Room) -> None:
    """Somebody is sat with, somebody is out of the room, somebody was left alone longest."""
    await scenes.calm(place)
    place.clock.advance(timedelta(minutes=14))
    await place.write("Idris", CompanyBegan(), ago=6)
    await place.write("Amara", SteppedOut(where="lavatory", with_whom="Devi Rao"), ago=3)
    await place.write("Noor", SteppedOut(where="quiet room"), ago=12)
    await place.check("Teodor", 78, 130, 82, 97, ago=1)


PICTURES = (
    Picture("room", scenes.busy, 6, (1280, 800), ("tile.2",)),
    Picture("room-calm", scenes.calm, 6, (1280, 800)),
    Picture("room-four", scenes.busy, 4, (1280, 800), ("tile.3", "rail.support")),
    Picture("room-eight", scenes.busy, 8, (1280, 800), ("tile.3", "rail.person")),
    Picture("room-one", scenes.calm, 1, (1280, 800), ("tile.1", "rail.words")),
    Picture(
        "room-vitals", scenes.busy, 6, (1280, 800), ("tile.4", "rail.vitals", "pad.9", "pad.2", "pad.next", "pad.1")
    ),
    Picture("room-round", scenes.busy, 6, (1280, 800), ("round.begin",)),
    Picture("room-round-skip", scenes.busy, 6, (1024, 640), ("round.begin", "pad.second")),
    Picture("room-company", _company, 6, (1280, 800), ("tile.2", "rail.person")),
    Picture("room-emergency", scenes.busy, 6, (1280, 800), ("tile.3", "emergency", "emergency.step.called_for_help")),
    Picture("room-dose", scenes.busy, 6, (1280, 800), ("tile.4", "rail.dose")),
    Picture("room-today", scenes.busy, 6, (1280, 800), ("tile.5", "rail.history")),
    Picture("room-leaving", scenes.leaving, 6, (1280, 800), ("end",)),
    Picture("room-leaving-list", scenes.leaving, 6, (1280, 800), ("tile.2", "rail.leave")),
    Picture("room-touch", scenes.busy, 6, (1280, 800), ("tile.5", "rail.person", "person.part.touch")),
    Picture("room-sheet", scenes.busy, 6, (1280, 800), ("tile.3", "emergency", "emergency.sheet")),
    Picture("room-dim", scenes.busy, 6, (1280, 800), ("tile.2",), "dim"),
    Picture("room-veiled", scenes.busy, 6, (1280, 800), ("veil",)),
    Picture("room-laptop", scenes.busy, 6, (1920, 1080), ("tile.2",)),
    Picture("room-small", scenes.busy, 6, (1024, 640), ("tile.3", "rail.vitals")),
    Picture("room-portrait", scenes.busy, 6, (800, 1280), ("tile.5",)),
    Picture("review", scenes.busy, 6, (1280, 800), screen="review"),
    Picture("review-office", scenes.busy, 6, (1920, 1080), level="light", screen="review"),
    Picture("handoff", scenes.leaving, 6, (1280, 800), screen="handoff"),
    Picture("home", scenes.calm, 4, (1280, 800), screen="home"),
)


async def draw(picture: Picture, folder: Path) -> list[str]:
    """Take one picture; returns what QML complained of."""
    with tempfile.TemporaryDirectory(prefix="facilitator-picture-") as clinic:
        place = await scenes.furnished(Path(clinic) / "clinic", picture.seats)
        await picture.scene(place)
        window = open_window(place.app, picture.size, still=True)
        try:
            window.shell.set_level(picture.level)
            window.shell.go(picture.screen)
            for name in picture.touched:
                await _settle()
                _touch(window, name)
            await _settle()
            view = window.shell.findChild(RoomView)
            if isinstance(view, RoomView):
                view.tick()
            window.grab(folder / f"{picture.name}.png")
        finally:
            window.close()
            await place.app.close()
        return window.warnings


def _touch(window: Window, name: str) -> None:
    item = window.find(name)
    if item is None:
        raise LookupError(f"there is no {name} in the window")
    item.metaObject().invokeMethod(item, "click")


async def _settle() -> None:
    """Let Qt and what was begun come to rest."""
    for _ in range(10):
        await asyncio.sleep(0.01)


def main(names: list[str]) -> int:
    """Draw the pictures named, or all; 1 when QML complained."""
    loop = qasync.QEventLoop(start_qt())
    asyncio.set_event_loop(loop)
    FOLDER.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with loop:
        for picture in PICTURES:
            if not names or picture.name in names:
                complaints += loop.run_until_complete(draw(picture, FOLDER))
                print(picture.name)
    print("\n".join(complaints), end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

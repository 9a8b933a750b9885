"""Draw the screens for the documents: the real window on an invented clinic, without a screen.

    python -m scripts.make_pictures [NAME ...]        into docs/pictures; without names, all of them

The same command gives the same pictures: the clock stands where the scene left it, and nothing fades.  They are kept with 256
colours each, which is a third of the size and to the eye the same.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QT_SCALE_FACTOR": "1"}
os.environ |= {"QT_FONT_DPI": "96", "QT_LOGGING_RULES": "qt.qpa.*=false"}

import numpy as np
import numpy.typing as npt
import qasync
from PySide6.QtGui import QImage

from facilitator_app.record.company import CompanyBegan, SteppedOut
from facilitator_app.text import speak
from facilitator_app.ui.main import open_window, start_qt
from facilitator_app.ui.room import RoomView
from facilitator_app.ui.window import Window
from tests.ui import after, ahead, scenes
from tests.ui.hands import under

Colours = npt.NDArray[Any]
FOLDER = Path(__file__).parent.parent / "docs" / "pictures"


class Picture(NamedTuple):
    """One picture: the scene, how many people, the window's size, and what is touched before it is taken.

    A name that ends in ``*`` is the first thing called so.  ``device``: how the window is set before.
    """

    name: str
    scene: Callable[[scenes.Room], Awaitable[None]]
    seats: int = 6
    size: tuple[int, int] = (1280, 800)
    touched: tuple[str, ...] = ()
    level: str = "room"
    screen: str = "room"
    device: Callable[[Window], None] = lambda window: None


async def _company(place: scenes.Room) -> None:
    """Somebody is sat with, somebody is out of the room, somebody was left alone longest."""
    await scenes.calm(place)
    place.clock.advance(timedelta(minutes=14))
    await place.write("Idris", CompanyBegan(), ago=6)
    await place.write("Amara", SteppedOut(where="lavatory", with_whom="Devi Rao"), ago=3)
    await place.write("Noor", SteppedOut(where="quiet room"), ago=12)
    await place.check("Teodor", 78, 130, 82, 97, ago=1)


async def _locked(place: scenes.Room) -> None:
    """The way in."""
    await place.app.lock()


async def _with_pin(place: scenes.Room) -> None:
    """A busy room; who is at the screen has a PIN."""
    await scenes.busy(place)
    assert place.app.at_screen is not None
    place.app.door.choose_pin(place.app.at_screen.id, "2468")


async def _next_day(place: scenes.Room) -> None:
    """Yesterday's session is over."""
    await after.ended(place)
    place.clock.advance(timedelta(hours=20))


async def _prescriber(place: scenes.Room) -> None:
    """The prescriber is at the desk; for one person all is written, and the next session is set."""
    await scenes.calm(place)
    await ahead.prescribed(place)


def _spanish(window: Window) -> None:
    window.shell.appearance.speak("es")


def _left(window: Window) -> None:
    window.shell.appearance.set_hand("left")


def _large(window: Window) -> None:
    window.shell.appearance.set_percent("200")


def _keys(window: Window) -> None:
    window.shell.sheets.keys.show()


def _touched(window: Window) -> None:
    window.shell.sheets.keyboard.set_mode("always")


SMALL, PORTRAIT, LAPTOP = (1024, 640), (800, 1280), (1920, 1080)
ROOM = (
    Picture("room", scenes.busy, touched=("tile.2",)),
    Picture("room-calm", scenes.calm),
    Picture("room-four", scenes.busy, 4, touched=("tile.3", "rail.support")),
    Picture("room-eight", scenes.busy, 8, touched=("tile.3", "rail.person")),
    Picture("room-one", scenes.calm, 1, touched=("tile.1", "rail.words")),
    Picture("room-vitals", scenes.busy, touched=("tile.4", "rail.vitals", "pad.9", "pad.2", "pad.next", "pad.1")),
    Picture("room-round", scenes.busy, touched=("round.begin",)),
    Picture("room-round-skip", scenes.busy, size=SMALL, touched=("round.begin", "pad.second")),
    Picture("room-company", _company, touched=("tile.2", "rail.person")),
    Picture("room-emergency", scenes.busy, touched=("tile.3", "emergency", "emergency.step.called_for_help")),
    Picture("room-sheet", scenes.busy, touched=("tile.3", "emergency", "emergency.sheet")),
    Picture("room-dose", scenes.busy, touched=("tile.4", "rail.dose")),
    Picture("room-orders", scenes.busy, touched=("tile.4", "rail.dose", "medicine.order", "orders.new")),
    Picture("room-adverse", scenes.busy, touched=("tile.4", "rail.support", "care.adverse", "adverse.new")),
    Picture("room-touch", scenes.busy, touched=("tile.5", "rail.person", "person.part.touch")),
    Picture("room-today", scenes.busy, touched=("tile.5", "rail.history")),
    Picture("room-undo", scenes.busy, touched=("tile.2", "chip.tears")),
    Picture("room-leaving-list", scenes.leaving, touched=("tile.2", "rail.leave")),
    Picture("room-leaving", scenes.leaving, touched=("end",)),
    Picture("room-leaving-board", scenes.leaving, touched=("end", "board.open")),
    Picture("room-limits", scenes.busy, touched=("tile.5", "rail.person", "person.part.limits")),
    Picture("room-music", scenes.busy, touched=("music.more",)),
    Picture("room-rules", scenes.calm, touched=("room.rules",)),
    Picture("room-dim", scenes.busy, touched=("tile.2",), level="dim"),
    Picture("room-dark", scenes.busy, touched=("tile.2",), level="dark"),
    Picture("room-night", scenes.busy, touched=("tile.2",), level="night"),
    Picture("room-veiled", scenes.busy, touched=("veil",)),
    Picture("room-veiled-pin", _with_pin, touched=("veil",)),
    Picture("room-here", scenes.calm, 4, touched=("here.open",)),
    Picture("room-laptop", scenes.busy, size=LAPTOP, touched=("tile.2",)),
    Picture("room-small", scenes.busy, size=SMALL, touched=("tile.3", "rail.vitals")),
    Picture("room-small-eight", scenes.crowded, 8, SMALL, ("tile.2",)),
    Picture("room-crowded", scenes.crowded, 8, touched=("tile.2",)),
    Picture("room-keyboard", scenes.busy, touched=("tile.2", "rail.words", "words.text.input"), device=_touched),
    Picture("room-spanish", scenes.busy, touched=("tile.2",), device=_spanish),
    Picture("room-keys", scenes.busy, device=_keys),
    Picture("room-left-hand", scenes.busy, touched=("tile.2",), device=_left),
    Picture("room-large", scenes.busy, touched=("tile.2",), device=_large),
    Picture("room-large-laptop", scenes.busy, size=LAPTOP, touched=("tile.4", "rail.vitals"), device=_large),
    Picture("room-vitals-laptop", scenes.busy, size=LAPTOP, touched=("tile.4", "rail.vitals")),
    Picture("room-portrait", scenes.busy, size=PORTRAIT, touched=("tile.5",)),
    Picture("room-portrait-eight", scenes.crowded, 8, PORTRAIT, ("tile.5", "rail.vitals")),
)
PRESCRIBER = ("home.people", "people.0*", "person.beforehand", "beforehand.part.prescribing")
GROUP_CIRCLE = ("home.programmes", "programmes.group_circle_three")
AROUND = (
    Picture("readiness", scenes.calm, 4, screen="readiness"),
    Picture("review", scenes.busy, screen="review"),
    Picture("review-office", scenes.busy, size=LAPTOP, level="light", screen="review"),
    Picture("review-find", scenes.busy, screen="review", touched=("review.find",)),
    Picture("review-moment", scenes.busy, screen="review", touched=("moment.next", "moment.next")),
    Picture("review-group", scenes.busy, screen="review", touched=("review.group",)),
    Picture("review-paper", scenes.busy, screen="review", touched=("review.paper",)),
    Picture("handoff", scenes.leaving, screen="handoff"),
    Picture("handoff-laptop", scenes.leaving, size=LAPTOP, screen="handoff"),
    Picture("after", _next_day, 4, screen="home", touched=("home.integration",)),
    Picture("after-laptop", _next_day, 4, LAPTOP, screen="home", touched=("home.integration",)),
    Picture("after-person", _next_day, 4, screen="home", touched=("home.integration", "desk.*")),
    Picture("after-visit", _next_day, 4, screen="home", touched=("home.integration", "desk.*", "after.part.visit")),
    Picture("after-course", _next_day, 4, screen="home", touched=("home.integration", "desk.*", "after.course")),
    Picture("after-round", _next_day, 4, screen="home", touched=("home.integration", "desk.tab.debrief", "debrief.*")),
    Picture(
        "after-report", _next_day, 4, screen="home", touched=("home.integration", "desk.tab.report", "report.count")
    ),
    Picture("home", scenes.calm, 4, screen="home"),
    Picture("before-prescriber", _prescriber, 4, screen="home", touched=PRESCRIBER),
    Picture("home-office", scenes.calm, 4, level="light", screen="home", touched=("home.people",)),
    Picture("home-person", scenes.calm, 4, screen="home", touched=("home.people", "people.act")),
    Picture("home-programmes", scenes.calm, 4, screen="home", touched=("home.programmes",)),
    Picture(
        "home-programme", scenes.calm, 4, screen="home", touched=("home.programmes", "programmes.group_circle_three")
    ),
    Picture("home-music", scenes.calm, 4, screen="home", touched=("home.music",)),
    Picture("home-library", scenes.calm, 4, screen="home", touched=("home.music", "music.tab.library")),
    Picture("home-sound", scenes.calm, 4, screen="home", touched=("home.music", "music.tab.playlists", "music.sound")),
    Picture("home-heard", _next_day, 4, screen="home", touched=("home.music", "music.tab.playlists", "music.heard")),
    Picture("home-laptop", scenes.calm, 4, LAPTOP, screen="home"),
    Picture("home-groups", scenes.calm, 4, screen="home", touched=("home.groups", "groups.act")),
    Picture(
        "home-looks", scenes.calm, 4, screen="home", touched=("home.team", "team.oversight", "oversight.part.looks")
    ),
    Picture("home-words", scenes.calm, 4, screen="home", touched=(*GROUP_CIRCLE, "programme.words")),
    Picture("home-member", scenes.calm, 4, screen="home", touched=("home.team", "team.act")),
    Picture("home-screen", scenes.calm, 4, screen="home", touched=("home.device",)),
    Picture("home-portrait", scenes.calm, 4, PORTRAIT, screen="home"),
    Picture("setup", scenes.calm, 4, screen="setup"),
    Picture("unlock", _locked, 1, screen="home"),
)
PICTURES = (*ROOM, *AROUND)


async def draw(picture: Picture, folder: Path) -> list[str]:
    """Take one picture; returns what QML complained of."""
    with tempfile.TemporaryDirectory(prefix="facilitator-picture-") as clinic:
        place = await scenes.furnished(Path(clinic) / "clinic", picture.seats)
        await picture.scene(place)
        window = open_window(place.app, picture.size, still=True)
        try:
            window.shell.set_level(picture.level)
            window.shell.go(picture.screen)
            await _settle()
            picture.device(window)
            for name in picture.touched:
                await _settle()
                _touch(window, name)
            await _settle()
            view = window.shell.findChild(RoomView)
            if isinstance(view, RoomView):
                view.tick()
            window.grab(folder / f"{picture.name}.png")
            _with_few_colours(folder / f"{picture.name}.png")
        finally:
            window.close()
            await place.app.close()
            speak("en")
        return window.warnings


def _touch(window: Window, name: str) -> None:
    item = window.find(_in_full(window, name))
    if item is None:
        raise LookupError(f"there is no {name} in the window")
    if item.inherits("QQuickTextInput") or item.inherits("QQuickTextEdit"):
        item.forceActiveFocus()
    else:
        item.metaObject().invokeMethod(item, "click")


def _in_full(window: Window, name: str) -> str:
    if not name.endswith("*"):
        return name
    buttons = (one for one in under(window.view.contentItem()) if one.inherits("QQuickAbstractButton"))
    named = (one.objectName() for one in buttons if one.isVisible())
    return next((full for full in named if full.startswith(name[:-1]) and "tab" not in full), name)


async def _settle() -> None:
    """Let Qt and what was begun come to rest."""
    for _ in range(10):
        await asyncio.sleep(0.01)


def _with_few_colours(path: Path) -> None:
    """Keep the picture with the 256 colours that say most of it."""
    whole = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine())
    pixels = rows[:, : whole.width() * 3].reshape(-1, 3).astype(np.int32)
    codes = pixels[:, 0] << 16 | pixels[:, 1] << 8 | pixels[:, 2]
    found, place, count = np.unique(codes, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    chosen = _spread(colours, count)
    nearest = np.array([int(((chosen - colour) ** 2).sum(axis=1).argmin()) for colour in colours], np.uint8)
    kept = np.ascontiguousarray(nearest[place.reshape(-1)].reshape(whole.height(), whole.width()))
    few = QImage(kept.tobytes(), whole.width(), whole.height(), whole.width(), QImage.Format.Format_Indexed8)
    few.setColorTable([0xFF000000 | int(red) << 16 | int(green) << 8 | int(blue) for red, green, blue in chosen])
    few.save(str(path))


def _spread(colours: Colours, count: Colours) -> Colours:
    """Up to 256 of the colours: the most frequent of each small neighbourhood, then of each larger one."""
    cells: dict[tuple[int, ...], int] = {}
    for step in (1, 2, 4, 8, 16, 32):
        cells = {}
        for at in np.argsort(-count):
            cells.setdefault(tuple(int(part) // step for part in colours[at]), int(at))
        if len(cells) <= 256:
            break
    return colours[list(cells.values())[:256]]


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

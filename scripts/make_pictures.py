"""Draw the screens for the documents: the real window on an invented clinic, without a screen.

    python -m scripts.make_pictures [NAME ...]        into docs/pictures; without names, all of them

The same command gives the same pictures, but for the recovery code: the clock stands where the scene left it, and nothing
fades.  They are kept with 256 colours each, which is a third of the size and to the eye the same.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QT_SCALE_FACTOR": "1"}
os.environ |= {"QT_FONT_DPI": "96", "QT_LOGGING_RULES": "qt.qpa.*=false"}

import numpy as np
import numpy.typing as npt
import qasync
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from facilitator_app.text import speak
from facilitator_app.ui.main import open_window, start_qt
from facilitator_app.ui.room import RoomView
from facilitator_app.ui.window import Window
from scripts.pictures import PICTURES, Picture
from tests.ui.hands import in_full
from tests.waiting import until

Colours = npt.NDArray[Any]
FOLDER = Path(__file__).parent.parent / "docs" / "pictures"


async def draw(picture: Picture, folder: Path) -> list[str]:
    """Take one picture; returns what QML complained of."""
    with tempfile.TemporaryDirectory(prefix="facilitator-picture-") as clinic:
        place = await picture.place(Path(clinic) / "clinic", picture.seats)
        await picture.scene(place)
        window = open_window(place.app, picture.size, still=True)
        try:
            window.shell.set_level(picture.level)
            window.shell.go(picture.screen)
            await _settle()
            picture.device(window)
            for name in picture.touched:
                await _settle()
                await _touch(window, name)
            for across in _across():
                across.resize(*picture.size)
            await _rest(window)
            view = window.shell.findChild(RoomView)
            if isinstance(view, RoomView):
                view.tick()
            _grab(window, folder / f"{picture.name}.png")
            _with_few_colours(folder / f"{picture.name}.png")
        finally:
            window.close()
            await place.app.close()
            speak("en")
        return window.warnings


async def _touch(window: Window, name: str) -> None:
    """Touch a thing, also one on another page of tiles; wait for one that is no button."""
    await until(lambda: (item := window.find(in_full(window, name))) is not None and _can_be(item))
    item = window.find(in_full(window, name))
    assert item is not None
    if item.inherits("QQuickTextInput") or item.inherits("QQuickTextEdit"):
        item.forceActiveFocus()
    elif item.inherits("QQuickAbstractButton"):
        item.metaObject().invokeMethod(item, "click")


def _can_be(item: QQuickItem) -> bool:
    return item.isVisible() or item.inherits("QQuickAbstractButton")


def _across() -> list[QQuickWindow]:
    """The window for a screen across the room, when it is open."""
    shown = QGuiApplication.topLevelWindows()
    return [one for one in shown if isinstance(one, QQuickWindow) and one.objectName() == "glance"]


def _grab(window: Window, path: Path) -> None:
    """Draw the window, or the one across the room when that is open."""
    window.grab(path)
    for across in _across():
        across.grabWindow()  # as in ``Window.grab``
        across.grabWindow().save(str(path))


async def _settle() -> None:
    """Let Qt and what was begun come to rest."""
    for _ in range(10):
        await asyncio.sleep(0.01)


async def _rest(window: Window) -> None:
    """Until what is read from disk is shown too: the same picture for a third of a second, waited for at most five."""
    alike, before = 0, window.view.grabWindow()
    for _ in range(50):
        await _settle()
        now = window.view.grabWindow()
        alike, before = (alike + 1 if now == before else 0), now
        if alike == 3:
            return


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

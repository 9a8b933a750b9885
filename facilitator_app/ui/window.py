"""The window as an object: opened on a running core, drawn to a picture, closed without a word from Qt.

Knows the shell and the QML files; starts no event loop.  ``main`` runs it, rehearsals and tests look through it.
"""

from __future__ import annotations

import logging
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickItem, QQuickWindow

from facilitator_app.app import App
from facilitator_app.text import RESOURCES
from facilitator_app.ui import keyboard  # noqa: F401 - its types are for the screen, which is loaded before it is made
from facilitator_app.ui.clipboard import BriefClipboard
from facilitator_app.ui.shell import Shell
from facilitator_app.ui.words import Catalogue

QML = Path(__file__).parent / "qml"
SIZE = (1280, 800)


class Window:
    """One window on one app.  ``warnings`` holds what QML complained of: nothing, in a sound program."""

    def __init__(
        self, app: App, size: tuple[int, int] | None = None, *, still: bool = False, at_once: bool = True
    ) -> None:
        self.warnings: list[str] = []
        self.shell = Shell(app)
        if at_once:
            self.shell.settle()
        self._engine = QQmlApplicationEngine()
        self._engine.warnings.connect(self._warned)
        width, height = size or SIZE
        properties = {"shell": self.shell, "width": width, "height": height, "still": still}
        self._engine.setInitialProperties(properties)
        self._engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("Main.qml did not load: " + "; ".join(self.warnings))
        self.view: QQuickWindow = roots[0]
        self.shell.appearance.spoken.connect(self._engine.retranslate)
        if at_once:
            self._watch_touches()
        else:
            self.shell.settled.connect(self._watch_touches)

    def find(self, name: str) -> QQuickItem | None:
        """The visible item of that ``objectName``, or an invisible one when there is no other."""
        found = [item for item in _items(self.view.contentItem()) if item.objectName() == name]
        return next((item for item in found if item.isVisible()), found[0] if found else None)

    def grab(self, path: Path) -> Path:
        """Draw the window as it stands to a PNG.  Needs no event loop; another size is a window opened with that size."""
        self.view.grabWindow()  # the first one lets layouts settle that wait to be looked at
        picture = self.view.grabWindow()
        if not picture.save(str(path)):
            raise OSError(f"no picture at {path.name}")
        return path

    async def painted(self) -> None:
        """Wait for the next frame."""
        import asyncio

        frame: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.view.frameSwapped.connect(lambda: None if frame.done() else frame.set_result(None))
        await frame

    def close(self) -> None:
        """Take the window down: the screens before what they stand on."""
        self.shell.close()
        self.view.hide()
        shiboken6.delete(self._engine)
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        shiboken6.delete(self.shell)

    def _watch_touches(self) -> None:
        """For the veil.  Not before there is a room: until then each key would wait for what is being imported."""
        self.view.installEventFilter(self.shell.veil)
        self.shell.sheets.keyboard.attach(self.view)

    def _warned(self, errors: list[QQmlError]) -> None:
        self.warnings += [error.toString() for error in errors]


def _items(root: QQuickItem) -> list[QQuickItem]:
    return [root, *(item for child in root.childItems() for item in _items(child))]


def prepare(qt: QGuiApplication) -> None:
    """Give the application its fonts, its words and its calm: no caret that blinks, no exit with the last window."""
    qt.setApplicationName("Facilitator")
    qt.setDesktopFileName("facilitator-app")
    qt.setQuitOnLastWindowClosed(False)
    qt.styleHints().setCursorFlashTime(0)
    qt.styleHints().setMousePressAndHoldInterval(2000)  # what is pressed for longer is a hand that rests, not a touch
    logging.getLogger("qasync").setLevel(logging.WARNING)  # below that it tells what it hands to its threads
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    words = Catalogue(qt)
    qt.installTranslator(words)
    BriefClipboard(qt.clipboard(), qt)


def open_window(app: App, size: tuple[int, int] | None = None, *, still: bool = False, at_once: bool = True) -> Window:
    """A window on ``app`` in the running QGuiApplication.

    ``still``: no fades, for pictures and tests.  ``at_once``: with all that lies behind the way in, without which the first
    frame is sooner there; ``shell.settle`` makes it.
    """
    return Window(app, size, still=still, at_once=at_once)

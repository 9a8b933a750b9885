"""Hands, eyes and a keyboard for the real window: touches and typing go to the window as events, by the names of things."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtQuick import QQuickItem

from facilitator_app.app import App
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.ui.main import open_window, start_qt
from facilitator_app.ui.window import Window
from tests.people import START
from tests.waiting import until

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Hands:
    """Does what a person at the window does.  A thing that is not to be seen cannot be touched."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.shell = window.shell

    def sees(self, name: str) -> bool:
        """Whether a thing is on the screen."""
        found = self.window.find(name)
        return found is not None and found.isVisible()

    def there(self, name: str) -> QQuickItem:
        """A thing that is on the screen."""
        for _ in range(2):  # what was just changed takes its place, and then what depends on it
            self.window.view.grabWindow()
        found = self.window.find(name)
        assert found is not None, f"there is no {name}"
        assert found.isVisible(), f"{name} is not to be seen"
        return found

    def reads(self, name: str) -> str:
        """What a thing says, or what was typed into it."""
        return str(self.there(name).property("text"))

    def touch(self, name: str) -> None:
        """Touch the middle of a thing, scrolled to where it can be seen; a tile of another page in the strip.

        A part of the panel that the rail has no place for is behind More.
        """
        if name.startswith(("tile.", "chip.", "rail.")):  # tiles, words and parts take their places as they are drawn
            for _ in range(2):
                self.window.view.grabWindow()
        if name.startswith("tile.") and not self.sees(name):
            name = name.replace("tile.", "tile.brief.")
        for _ in range(4):
            if name.startswith("rail.") and not self.sees(name) and self.sees("rail.more"):
                self.touch("rail.more")
        item = self.there(name)
        assert item.isEnabled(), f"{name} cannot be touched"
        scroll_to(item)
        at = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        far = self.window.view.mapToGlobal(at)
        for kind, held in ((QEvent.Type.MouseButtonPress, LEFT), (QEvent.Type.MouseButtonRelease, NONE)):
            QCoreApplication.sendEvent(self.window.view, QMouseEvent(kind, at, far, LEFT, held, PLAIN))

    def key(self, key: Qt.Key, text: str = "") -> None:
        """Press a key, wherever the keyboard is."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self.window.view, QKeyEvent(kind, int(key), PLAIN, text))

    def key_with(self, key: Qt.Key, held: Qt.KeyboardModifier, text: str = "") -> None:
        """Press a key while another is held."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self.window.view, QKeyEvent(kind, int(key), held, text))

    def keys(self, text: str) -> None:
        """Type, wherever the keyboard is."""
        for letter in text:
            self.key(Qt.Key(0), letter)

    def dictate(self, text: str) -> None:
        """Put a whole text in at once, wherever the keyboard is, as dictation does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.window.view, event)

    def write(self, name: str, text: str) -> None:
        """Touch a field, take away what is in it, and type."""
        self.there(name).setProperty("text", "")
        self.touch(f"{name}.input")
        self.keys(text)

    async def until_sees(self, name: str, timeout: float = 15.0) -> None:  # noqa: ASYNC109 - as in tests.waiting
        """Wait until a thing is on the screen."""
        await until(lambda: self.sees(name), timeout)

    def controls(self) -> Iterator[QQuickItem]:
        """Everything that can be pressed or typed into and is to be seen."""
        self.window.view.grabWindow()
        for item in under(self.window.view.contentItem()):
            pressed = item.inherits("QQuickAbstractButton") or item.inherits("QQuickTextInput")
            if pressed and item.isVisible() and item.isEnabled():
                yield item

    def brightness(self) -> tuple[float, float]:
        """Mean and greatest relative luminance of what is drawn, 0 to 1 (every fourth pixel each way)."""
        picture = self.window.view.grabWindow()
        places = [(x, y) for x in range(0, picture.width(), 4) for y in range(0, picture.height(), 4)]
        light = [luminance(picture.pixelColor(x, y)) for x, y in places]
        return sum(light) / len(light), max(light)


def spoken(item: QQuickItem) -> str:
    """What a screen reader calls a thing."""
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


def luminance(colour: QColor) -> float:
    """WCAG relative luminance."""
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def scroll_to(item: QQuickItem) -> None:
    """Move every page that ``item`` lies on, as a finger would, until it is within the page."""
    page = item.parentItem()
    while page is not None:
        if page.inherits("QQuickFlickable"):
            top = item.mapToItem(page, QPointF(0, 0)).y()
            beyond = max(0.0, top + item.height() - page.height()) or min(0.0, top)
            if item.height() > page.height():  # its middle is touched
                beyond = top + (item.height() - page.height()) / 2
            page.setProperty("contentY", float(page.property("contentY")) + beyond)
        page = page.parentItem()


def under(root: QQuickItem) -> Iterator[QQuickItem]:
    """Everything drawn in ``root``, itself first."""
    yield root
    for child in root.childItems():
        yield from under(child)


def in_full(window: Window, name: str) -> str:
    """A name with a ``*`` as that of the first button called so: a row of a list before any other; else as it is."""
    if "*" not in name:
        return name
    begins, _, ends = name.partition("*")
    buttons = (
        one for one in under(window.view.contentItem()) if one.inherits("QQuickAbstractButton") and one.isVisible()
    )
    named = [full for one in buttons if (full := one.objectName()).startswith(begins) and full.endswith(ends)]
    return next((full for full in named if "-" in full), next((full for full in named if "tab" not in full), name))


def new_app(folder: Path) -> App:
    """An app on an empty folder, with a clock that stands still and a player that makes no sound."""
    clock = FastClock(START)
    return App(folder / "clinic", clock=clock, player=SilentPlayer(clock))


@asynccontextmanager
async def at_window(
    app: App, size: tuple[int, int] | None = None, *, start: bool = True, complaints: Sequence[str] = ()
) -> AsyncIterator[Hands]:
    """The window on ``app`` (``start``: not yet started) from the first frame to the last.

    Nothing QML complained of, but of the files named in ``complaints``.
    """
    start_qt()
    window = open_window(app, size, still=True)
    window.view.requestActivate()
    await until(window.view.isActive)
    if start:
        await app.start()
    try:
        yield Hands(window)
        heard = [said for said in window.warnings if not any(name in said for name in complaints)]
    finally:
        window.close()
        await app.close()
    assert heard == [], heard

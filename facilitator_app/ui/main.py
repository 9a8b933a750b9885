"""Runs the window.  Order: Qt, fonts and words; the first frame, which is the way in; the core; and on the way out the reverse.

Until the first frame neither asyncio nor the core is imported.  What is typed from then on is typed into the page: the core is
imported on a thread of its own, and what a touch asked for waits for it.

Every fault nobody caught ends in ``faults.report`` by one of four hooks: the interpreter's, its threads', the garbage
collector's and the event loop's.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Coroutine
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

if "QT_QUICK_BACKEND" not in os.environ and sys.platform == "linux" and not any(Path("/dev/dri").glob("render*")):
    os.environ["QT_QUICK_BACKEND"] = "software"  # without a GPU OpenGL costs fifteen times the CPU and twice the memory

from PySide6.QtCore import QEventLoop, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from facilitator_app.app import App
from facilitator_app.ui.loop import qt_loop
from facilitator_app.ui.sweep import Sweep
from facilitator_app.ui.window import Window, open_window, prepare

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger("facilitator")
_PLACE = re.compile(r"([\w.]+\.qml:\d+)")

__all__ = ["open_window", "run", "run_on_qt", "start_qt"]

T = TypeVar("T")


def start_qt() -> QGuiApplication:
    """The one QGuiApplication, with its fonts and words; the one that is there already, when there is one."""
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    there = QGuiApplication.instance()
    qt = there if isinstance(there, QGuiApplication) else QGuiApplication(sys.argv[:1])
    if not qt.property("prepared"):
        prepare(qt)
        Sweep(qt)
        qt.setProperty("prepared", True)
    return qt


def run(app: App, size: tuple[int, int] | None = None, screen: str = "") -> int:
    """Open the window on ``app`` and stay until it is closed; returns the exit code.

    ``screen``: where to go once the app has started (a demonstration opens the room).
    """
    qt = start_qt()
    window = open_window(app, size, at_once=False)
    window.shell.want(screen or "home")
    if not screen:
        window.shell.refresh()  # the first frame is the page itself
    _draw(window)
    sweep = qt.findChild(Sweep)
    assert sweep is not None  # it came with Qt
    window.shell.screen_changed.connect(sweep.come)
    loop = qt_loop(qt)
    _hook(app, loop)
    with loop:
        loop.run_until_complete(_live(app, window, screen))
    return 0


def _draw(window: Window) -> None:
    """Draw the first frame, before there is a loop that anything could wait on; who types already is heard afterwards."""
    until_drawn = QEventLoop()
    window.view.frameSwapped.connect(until_drawn.quit)
    until_drawn.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    window.view.frameSwapped.disconnect(until_drawn.quit)


def run_on_qt(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` to its end on Qt's loop, so that windows it opens can be drawn (rehearsals, pictures)."""
    loop = qt_loop(start_qt())
    with loop:
        done: T = loop.run_until_complete(work)
    return done


async def _live(app: App, window: Window, screen: str) -> None:
    """From the first frame to the last."""
    import asyncio

    over = asyncio.Event()
    window.shell.quitting.connect(over.set)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leaving(over))
    try:
        await app.start()
    except Exception as fault:  # noqa: BLE001 - a start that fails is told in the window, which stays
        app.faults.report(fault, "start")
        window.shell.refresh()
    window.shell.settle()
    if screen:
        window.shell.go(screen)
    await window.shell.settle().await_home()
    await over.wait()
    window.close()
    await app.close()
    qInstallMessageHandler(None)


def _said_by_qt(kind: QtMsgType, context: object, message: str) -> None:
    """Qt's own words go to the log as their kind and place alone: they may quote what is on the screen."""
    category = getattr(context, "category", None) or "qt"
    place = _PLACE.search(message)
    level = logging.DEBUG if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    log.log(level, "qt said something (%s) at %s", category, place.group(1) if place else "an unnamed place")


def _leaving(over: asyncio.Event) -> Any:
    def leave(number: int, frame: FrameType | None) -> None:
        over.set()

    return leave


def _hook(app: App, loop: asyncio.AbstractEventLoop) -> None:
    def in_loop(_: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        app.faults.report(told.get("exception") or RuntimeError("event loop"), "event loop")

    def in_thread(told: threading.ExceptHookArgs) -> None:
        fault = told.exc_value or RuntimeError("thread")
        loop.call_soon_threadsafe(app.faults.report, fault, "thread")

    sys.excepthook = lambda kind, fault, trace: app.faults.report(fault, "window")
    sys.unraisablehook = lambda told: app.faults.report(told.exc_value or RuntimeError("gone"), "on the way out")
    threading.excepthook = in_thread
    loop.set_exception_handler(in_loop)
    qInstallMessageHandler(_said_by_qt)

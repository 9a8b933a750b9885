"""The reference for everything that is drawn: a bare QML window, alone or beside libVLC's own player and SQLAlchemy.

    python benchmarks/bare_window.py [--beside PIECE] [--late SECONDS]

Prints ``painted TIME`` (this machine's monotonic clock) with its first frame and stays until its input ends.
``--beside`` has libVLC play a file and imports SQLAlchemy; ``--late`` prints how late a 16 ms timer came instead, and ends.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

if "QT_QUICK_BACKEND" not in os.environ and not any(Path("/dev/dri").glob("render*")):
    os.environ["QT_QUICK_BACKEND"] = "software"  # as the app chooses

from PySide6.QtCore import QElapsedTimer, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

PAGE = b"""
import QtQuick
Window { width: 1280; height: 800; visible: true; color: "#0E0C0A"; title: "Bare"
    Text { anchors.centerIn: parent; color: "#EADFCF"; font.pixelSize: 24; text: "Bare" } }
"""


class Lateness(QObject):
    """How late a 16 ms timer comes, in milliseconds, for some seconds."""

    def __init__(self, seconds: float, over: object) -> None:
        super().__init__()
        self.late: list[float] = []
        self._over = over
        self._ends = time.monotonic() + seconds
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self, interval=16)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        self.late.append(max(0.0, self._since.nsecsElapsed() / 1e6 - 16))
        self._since.restart()
        if time.monotonic() > self._ends and callable(self._over):
            self._timer.stop()
            self._over()


def say_late(late: list[float]) -> None:
    """The lateness that 99 of 100 ticks do not exceed, and the worst, in milliseconds."""
    rest = sorted(late[20:])  # the first ticks still settle
    print(f"late {rest[int(len(rest) * 0.99)]:.3f} {rest[-1]:.3f}", flush=True)


def play_beside(piece: str) -> object:
    """libVLC's own player at work, and SQLAlchemy imported."""
    import sqlalchemy.orm
    import vlc

    player = vlc.Instance(["--no-video", "--quiet"]).media_player_new(piece)
    player.play()
    return player, sqlalchemy.orm


def main() -> int:
    """Open the window and stay."""
    options = argparse.ArgumentParser()
    options.add_argument("--beside", default="")
    options.add_argument("--late", type=float, default=0.0)
    asked = options.parse_args()
    qt = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    engine.loadData(PAGE)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)

    def painted() -> None:
        window.frameSwapped.disconnect(painted)
        print(f"painted {time.monotonic()}", flush=True)

    window.frameSwapped.connect(painted)
    kept = play_beside(asked.beside) if asked.beside else None
    lateness = Lateness(asked.late, qt.quit) if asked.late else None
    ended = QSocketNotifier(0, QSocketNotifier.Type.Read)
    ended.activated.connect(qt.quit)
    ended.setEnabled(lateness is None)
    code = qt.exec()
    if lateness is not None:
        say_late(lateness.late)
    del kept
    return code


if __name__ == "__main__":
    sys.exit(main())

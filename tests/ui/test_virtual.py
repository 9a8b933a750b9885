"""A fault in what Qt itself calls is told like every other, and the room goes on."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

import facilitator_app
from facilitator_app.ui.drawn import InkField
from tests.ui.hands import at_window, new_app

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from facilitator_app.app import App
from facilitator_app.clock import SystemClock
from facilitator_app.ui import main

class Clock(SystemClock):
    stands = False

    def monotonic(self):
        if self.stands:
            raise OSError("the clock cannot be read")
        return super().monotonic()

class Started(App):
    async def start(self):
        await super().start()
        QTimer.singleShot(0, touch)

clock = Clock()
app = Started(Path(sys.argv[1]), clock=clock)
app.faults.listen(lambda fault, where: print(type(fault).__name__, "in", where, flush=True))

def touch():
    window = QGuiApplication.topLevelWindows()[0]
    at, button = QPointF(3, 3), Qt.MouseButton
    for kind, held in ((QEvent.Type.MouseButtonPress, button.LeftButton), (QEvent.Type.MouseButtonRelease, button.NoButton)):
        clock.stands = True
        event = QMouseEvent(kind, at, at, button.LeftButton, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(window, event)
        clock.stands = False
    print("goes on", flush=True)
    window.close()

sys.exit(main.run(app))
"""


def overrides() -> Iterator[tuple[str, object]]:
    """Every method of a class of Qt's that the program writes anew."""
    for module in pkgutil.walk_packages(facilitator_app.__path__, "facilitator_app."):
        if module.name.endswith("__main__"):
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(kind) and issubclass(kind, QObject) and kind.__module__ == module.name:
                qt = next(base for base in kind.__mro__ if base.__module__.startswith("PySide6."))
                for name, method in vars(kind).items():
                    if inspect.isfunction(method) and not name.startswith("_") and hasattr(qt, name):
                        yield f"{module.name}.{kind.__name__}.{name}", method


def test_whatever_qt_calls_is_guarded() -> None:
    found = dict(overrides())
    assert {"facilitator_app.ui.veil.Veil.eventFilter", "facilitator_app.ui.rows.Rows.data"} <= found.keys()
    assert [name for name, method in found.items() if not getattr(method, "for_qt", False)] == []


def test_the_program_lives_on_when_the_clock_cannot_be_read_at_a_touch(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, timeout=90, check=False
    )
    assert (ran.returncode, ran.stdout.splitlines()) == (0, ["OSError in window", "goes on"])


@pytest.mark.expects_log("bug IndexError")
async def test_a_drawing_that_cannot_be_drawn_leaves_the_rest_of_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_app(tmp_path)
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, fault, trace: app.faults.report(fault, "window")
    )  # as the program does
    async with at_window(app) as hands:
        spoilt = InkField(hands.window.view.contentItem())
        spoilt.setSize(hands.window.view.contentItem().size())
        spoilt._strokes = [[]]
        spoilt.update()
        assert not hands.window.view.grabWindow().isNull()
        assert [notice.key for notice in hands.shell.notices.present] == ["bug"]
        spoilt.setVisible(False)
        spoilt.deleteLater()

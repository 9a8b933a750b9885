"""What opening and closing every panel of the room leaves behind: objects of Qt, objects of Python, memory.

    python benchmarks/panels.py [--times N] [--keep]

The real window, drawn offscreen, on an invented session with six people.  Every panel, sheet and cover is opened, drawn and
closed so many times; what is counted is counted after forty first turns, in which the process comes to its size, and with
what QML has not thrown away yet thrown away: that alone is up to three megabytes, more or less from one turn to the next.
From there on the memory of the process goes up and down by a megabyte and a half and stays (looked at every twenty turns for
two hundred): pieces that are free lie between pieces in use.  What is in use, by the C library's own count, stays as it is.
Exit 1 when an object of Qt, or as many objects of Python as there were turns (a task or two is always under way), or more
than two megabytes stay.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import gc
import json
import os
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtQml import qmlEngine
from PySide6.QtQuick import QQuickItem
from shiboken6 import isValid

from facilitator_app.clock import SystemClock
from facilitator_app.ui.main import open_window, run_on_qt, start_qt
from facilitator_app.ui.room import SECTIONS, RoomView
from facilitator_app.ui.sweep import give_back
from facilitator_app.ui.window import Window

RESULTS = Path(__file__).resolve().parent / "results"
FIRST_TURNS = 40
MOST_MB = 2.0


class Left(NamedTuple):
    """What is there: objects of Qt by their class, objects that Python's collector knows, megabytes of this process alone.

    ``shells`` are Python's halves of objects of Qt that are gone: PySide lets none go of what QML made of a class of Python.
    """

    qt: Counter[str]
    shells: Counter[str]
    python: int
    megabytes: float
    in_use: float


class _Allocated(ctypes.Structure):
    """What ``mallinfo2`` of the GNU C library tells, in bytes."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    ]


def ways(window: Window, view: RoomView) -> Iterator[tuple[Callable[[], object], Callable[[], object]]]:
    """How each panel is opened and closed."""
    person = str(view.desk.state.in_seat_order[0].id)
    for section in SECTIONS:
        yield partial(view.show, person, section), view.choose_nobody
    for section in ("end", "awaiting", "history"):
        yield partial(view.open, section), view.choose_nobody
    yield partial(view.reach_for, "all"), view.choose_nobody
    shell = window.shell
    for sheet in (shell.sheets.here, shell.sheets.keys, shell.sheets.pin):
        yield sheet.show, sheet.close
    yield shell.veil.drop, shell.veil.lift
    yield shell.glance.turn, shell.glance.turn


async def turn(window: Window, view: RoomView, times: int) -> None:
    """Open, draw, close and draw everything so many times."""
    for _ in range(times):
        for show, close in ways(window, view):
            show()
            window.view.grabWindow()
            close()
            await asyncio.sleep(0)  # what is to go goes


def left(window: Window) -> Left:
    """What is there now, with everything gone that was to go."""
    qt = Counter(
        one.metaObject().className() for one in _all(window)
    )  # whoever looks makes objects of Python: look first
    engine = qmlEngine(window.view.contentItem())
    assert engine is not None
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        gc.collect()
        engine.collectGarbage()  # else it waits until QML wants the room
    give_back()  # as the program does from time to time: what is free is not what a panel left
    there = gc.get_objects()
    shells = Counter(type(one).__name__ for one in there if isinstance(one, QObject) and not isValid(one))
    return Left(qt, shells, len(there), _own_memory() / 1e6, _in_use() / 1e6)


def _in_use() -> float:
    """Bytes that were asked of the C library and not given back; 0 where it does not tell."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if ask is None:
        return 0.0
    ask.restype = _Allocated
    told = ask()
    return float(told.uordblks + told.hblkhd)


def _own_memory() -> float:
    """Bytes that no file holds too; libraries come and go with the other programs that share them."""
    rolled = Path("/proc/self/smaps_rollup")
    if rolled.exists():
        return 1024.0 * next(int(line.split()[1]) for line in rolled.read_text().splitlines() if "Anonymous:" in line)
    return float(psutil.Process().memory_full_info().uss)


def _all(window: Window) -> list[QObject]:
    """Every object under the window and the shell: children, and items drawn in items."""
    seen: dict[int, QObject] = {}
    waiting: list[QObject] = [window.view, window.shell, window.view.contentItem()]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen[id(one)] = one
            waiting += one.children()
            waiting += one.childItems() if isinstance(one, QQuickItem) else []
    return list(seen.values())


async def measured(folder: Path, times: int, first: int = FIRST_TURNS) -> tuple[Left, Left]:
    """What is there after the first turns, and after so many more."""
    from tests.ui import scenes

    start_qt()
    place = await scenes.furnished(folder, 6)
    await scenes.calm(place)
    window = open_window(place.app, still=True)
    window.shell.go("room")
    view = window.shell.findChild(RoomView)
    assert view is not None
    await turn(window, view, first)
    before = left(window)
    await turn(window, view, times)
    after = left(window)
    window.close()
    await place.app.close()
    return before, after


def main() -> int:
    """Measure, print, and keep when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--times", type=int, default=500)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="panels-") as place:
        before, after = run_on_qt(measured(Path(place), asked.times))
    more = after.qt - before.qt
    found = {
        "Qt objects that stay": (float(more.total()), 0.0),
        "shells of Qt objects that stay": (float((after.shells - before.shells).total()), 0.0),
        "Python objects that stay": (float(after.python - before.python), float(asked.times - 1)),
        "megabytes that stay": (round(after.megabytes - before.megabytes, 2), MOST_MB),
        "megabytes in use that stay": (round(after.in_use - before.in_use, 2), MOST_MB),
    }
    for name, (value, most) in found.items():
        print(f"{name}  {value:g} (at most {most:g}{', missed' if value > most else ''})")
    for name, count in more.most_common(10):
        print(f"    {count} {name}")
    if asked.keep:
        machine = {"system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version()}
        kept = {"measured": SystemClock().now().isoformat(timespec="seconds"), "machine": machine, "times": asked.times}
        kept |= {name: value for name, (value, _) in found.items()} | {"megabytes before": round(before.megabytes, 1)}
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "panels.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0 if all(value <= most for value, most in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

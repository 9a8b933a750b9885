"""The app's own window as the benchmarks need it: it says when its page is painted, or how late a timer comes in a busy room.

    python benchmarks/our_window.py unlock FOLDER
    python benchmarks/our_window.py room FOLDER --session ID --passphrase WORDS [--late SECONDS]

The folder holds a clinic.  ``unlock`` is the program as its command starts it; it says when the frame with the page was drawn,
and how late a 16 ms timer came in the two seconds after it, while the rest is imported.  ``room`` comes into a session with
music.  Both stay until their input ends.  With ``--late`` ten entries
a second are written, and the lateness of the timer is said.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parent)

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.ui.window import Window

A_SECOND = 10


AFTER_S = 2.0


def unlock(folder: str) -> int:
    """The program from its command line on; nothing is imported here before it that it does not import itself."""
    from facilitator_app import cli
    from facilitator_app.ui import main as ui

    opened = ui.open_window

    def open_and_watch(*given: Any, **named: Any) -> Window:
        window = opened(*given, **named)
        _say_when_painted(window)
        return window

    ui.open_window = open_and_watch
    return cli.main(["--data", folder])


def _say_when_painted(window: Window) -> None:
    page = window.find("screen")
    assert page is not None
    kept: list[object] = []

    def framed() -> None:
        if not kept and window.shell.screen == "unlock" and page.childItems() and page.opacity() > 0.999:
            print(f"painted {time.monotonic()}", flush=True)
            kept.append(_after(window))

    window.view.frameSwapped.connect(framed)


def _after(window: Window) -> object:
    """How long the page is held up once it can be seen; then the window stays until the input ends."""
    from PySide6.QtCore import QSocketNotifier

    from benchmarks.bare_window import Lateness

    def over() -> None:
        print(f"held_up {max(lateness.late):.3f}", flush=True)

    lateness = Lateness(AFTER_S, over)
    ended = QSocketNotifier(0, QSocketNotifier.Type.Read, window.shell)
    ended.activated.connect(window.view.close)
    return lateness


async def busy(app: App, seconds: float) -> None:
    """Ten entries a second, about everybody in turn."""
    import asyncio
    import random

    from facilitator_app.record.vitals import Measure

    assert app.session is not None
    session, ends = app.session, time.monotonic() + seconds
    people, words = list(session.state.people), [word.key for word in session.programme.words]
    for number in range(int(seconds * A_SECOND)):
        person = people[number % len(people)]
        if number % 5:
            await session.observe([person], random.choice(words))
        else:
            typed = {Measure.HEART_RATE: str(random.randint(60, 90)), Measure.SPO2: str(random.randint(95, 99))}
            await session.take_vitals(person, typed)
        await asyncio.sleep(max(0.0, (number + 1) / A_SECOND - (seconds - (ends - time.monotonic()))))


def running(folder: Path, session: UUID, passphrase: str, late: float) -> int:
    """The app in its room: unlocked, in its session, with the music playing; then busy, when asked."""
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtGui import QGuiApplication

    from benchmarks.bare_window import Lateness, say_late
    from facilitator_app.app import App
    from facilitator_app.ui import main as ui

    class Running(App):
        async def start(self) -> None:
            """Start, come in, begin the music."""
            await super().start()
            await self.unlock("ines", passphrase)
            await self.enter_session(session)
            await self.music.begin()
            print("running", flush=True)
            if late:
                self.faults.spawn(self._measured(), "measure")

        async def _measured(self) -> None:
            import asyncio  # not before the window, which has an import of its own

            await asyncio.sleep(2)
            over = asyncio.Event()
            lateness = Lateness(late, over.set)
            await busy(self, late)
            await over.wait()
            say_late(lateness.late)

    qt = ui.start_qt()
    ended = QSocketNotifier(0, QSocketNotifier.Type.Read, qt)
    ended.activated.connect(lambda: [window.close() for window in QGuiApplication.topLevelWindows()])
    return ui.run(Running(folder), screen="room")


def main() -> int:
    """As told."""
    if sys.argv[1:2] == ["unlock"]:
        return unlock(sys.argv[2])
    import argparse

    options = argparse.ArgumentParser()
    options.add_argument("what", choices=("unlock", "room"))
    options.add_argument("folder", type=Path)
    options.add_argument("--session", type=UUID)
    options.add_argument("--passphrase", default="")
    options.add_argument("--late", type=float, default=0.0)
    asked = options.parse_args()
    return running(asked.folder, asked.session, asked.passphrase, asked.late)


if __name__ == "__main__":
    sys.exit(main())

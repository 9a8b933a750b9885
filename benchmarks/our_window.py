"""The app's own window as the benchmarks need it: it says when its page is painted, or how late a timer comes in a busy room.

    python benchmarks/our_window.py unlock FOLDER
    python benchmarks/our_window.py room FOLDER --session ID --passphrase WORDS [--late SECONDS]

The folder holds a clinic.  ``room`` comes into a session with music; both stay until their input ends.  With ``--late`` ten
entries a second are written, and the lateness of a 16 ms timer is said.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from benchmarks.bare_window import Lateness, say_late
from facilitator_app.app import App
from facilitator_app.ui import main as ui

A_SECOND = 10


class Told(App):
    """The app, that says when the page it came to is painted: first seen, and faded in fully."""

    async def start(self) -> None:
        """Start as always, and watch the frames that follow."""
        await super().start()
        window = QGuiApplication.topLevelWindows()[0]
        assert isinstance(window, QQuickWindow)
        page = next(item for item in window.contentItem().childItems() if item.objectName() == "screen")
        said: list[str] = []

        def framed() -> None:
            now = time.monotonic()
            for name, seen in (("painted", 0.0), ("whole", 0.999)):
                if name not in said and page.opacity() > seen:
                    said.append(name)
                    print(f"{name} {now}", flush=True)

        window.frameSwapped.connect(framed)
        self.seen = window, page  # what Python forgets hears nothing more
        window.update()


async def busy(app: App, seconds: float) -> None:
    """Ten entries a second, about everybody in turn."""
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


class Running(App):
    """The app in its room: unlocked, in its session, with the music playing; then busy, when asked."""

    def __init__(self, folder: Path, session: UUID, passphrase: str, late: float) -> None:
        super().__init__(folder)
        self._way_in = session, passphrase
        self._late = late

    async def start(self) -> None:
        """Start, come in, begin the music."""
        await super().start()
        session, passphrase = self._way_in
        await self.unlock("ines", passphrase)
        await self.enter_session(session)
        await self.music.begin()
        print("running", flush=True)
        if self._late:
            self.faults.spawn(self._measured(), "measure")

    async def _measured(self) -> None:
        await asyncio.sleep(2)
        over = asyncio.Event()
        lateness = Lateness(self._late, over.set)
        await busy(self, self._late)
        await over.wait()
        say_late(lateness.late)


def run(app: App, screen: str = "") -> int:
    """The window, until the input of this program ends."""
    qt = ui.start_qt()
    ended = QSocketNotifier(0, QSocketNotifier.Type.Read, qt)
    ended.activated.connect(lambda: [window.close() for window in QGuiApplication.topLevelWindows()])
    return ui.run(app, screen=screen)


def main() -> int:
    """As told."""
    options = argparse.ArgumentParser()
    options.add_argument("what", choices=("unlock", "room"))
    options.add_argument("folder", type=Path)
    options.add_argument("--session", type=UUID)
    options.add_argument("--passphrase", default="")
    options.add_argument("--late", type=float, default=0.0)
    asked = options.parse_args()
    if asked.what == "unlock":
        return run(Told(asked.folder))
    return run(Running(asked.folder, asked.session, asked.passphrase, asked.late), "room")


if __name__ == "__main__":
    sys.exit(main())

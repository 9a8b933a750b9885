"""Files good and bad, and the engine's parts put together in the test's own process, pulled as fast as they can decode."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from facilitator_app.clock import SystemClock
from facilitator_app.playlists.engine.conductor import Conductor
from facilitator_app.playlists.engine.decks import LOW_S
from facilitator_app.playlists.engine.decoder import LibVlc
from facilitator_app.playlists.engine.memory import Memory
from facilitator_app.playlists.engine.mixer import BLOCK, Mixer
from facilitator_app.playlists.engine.protocol import Happened, Plan, PlannedPiece
from facilitator_app.playlists.engine.scout import Scout
from facilitator_app.playlists.link import engine_command
from tests.playlists.sounds import RATE
from tests.waiting import until_now


class Bench:
    """Decoder, scout, conductor and mixer of one engine, without its process and without a device."""

    def __init__(self, folder: Path, libvlc: LibVlc) -> None:
        self.at_real_time = False
        """Pull no faster than a device would: a piece that is pulled dry counts as failed, and a join takes a moment."""
        self.told: list[Happened] = []
        self.mixer = Mixer()
        self.memory = Memory(folder / "engine.json", SystemClock())
        self._libvlc = libvlc
        self.scout_by(engine_command())

    def scout_by(self, command: Sequence[str]) -> None:
        """Have files scanned by this program, by a conductor that has played nothing yet."""
        self.scout = Scout(command)
        self.conductor = Conductor(self.mixer, self._libvlc, self.memory, self.scout, self.told.append)

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """What was told: fact, file, why."""
        return [(each.fact, Path(each.path).name, each.why) for each in self.told]

    def play(
        self,
        *paths: Path,
        crossfade_s: float = 0.0,
        phase: str = "medicine",
        follow: bool = False,
        gain_db: float | None = 0.0,
        bed: tuple[Path, ...] = (),
    ) -> None:
        """Have these files played, as they are; with ``gain_db`` None, at the level of everything."""
        pieces = tuple(PlannedPiece(str(path), path.stem, gain_db=gain_db) for path in paths)
        below = tuple(PlannedPiece(str(path), path.stem, gain_db=gain_db) for path in bed)
        self.conductor.play(Plan(phase, pieces, crossfade_s, alone_s=0.0, bed=below), follow)

    def wait_for_scan(self, path: Path) -> None:
        """Until it is known how loud this file is."""
        until_now(lambda: self.scout.verdict(str(path)) is not None, 10.0)

    def pull(self, seconds: float) -> NDArray[np.float32]:
        """The next ``seconds`` of what is heard, one side; silence only where no piece plays."""
        parts, count = [], round(seconds * RATE)
        while count > 0:
            portion = min(960, count)
            until_now(functools.partial(self._can_give, portion), 5.0)
            parts.append(self.mixer.render(portion)[:, 0])
            count -= portion
        return np.concatenate(parts)

    def until(self, fact: str, name: str, *, heard: bool = True) -> None:
        """Go on until this was told; with ``heard`` false no time passes in the music."""
        until_now(lambda: self._stepped(heard) and any(f[:2] == (fact, name) for f in self.facts), 10.0)

    def close(self) -> None:
        """Let every player go, and wait until libVLC's threads are done with it."""
        self.conductor.decks.put_down()
        for thread in threading.enumerate():
            if thread.name == "close stream":
                thread.join(5)

    def _stepped(self, heard: bool) -> bool:
        if self._can_give(480) and heard:
            self.mixer.render(480)
        return True

    def _can_give(self, count: int) -> bool:
        self.conductor.tick()
        if self.conductor.mode == "playing" and self.conductor.decks.current is None:
            return self.conductor.decks.waiting is None
        sources = [voice.source for voice in self.mixer._voices]
        waiting = self.conductor.decks.waiting
        if self.at_real_time and waiting is not None and not waiting.stream.paused and not waiting.voice.taken:
            return False
        enough = count + BLOCK + (round(LOW_S * RATE) if self.at_real_time else 0)
        return self.conductor.mode == "faded" or all(each.drained or each.ready >= enough for each in sources)


@pytest.fixture(scope="session")
def libvlc() -> LibVlc:
    """One libVLC for all tests of this process."""
    return LibVlc()


@pytest.fixture
def bench(tmp_path: Path, libvlc: LibVlc) -> Iterator[Bench]:
    """An engine's parts."""
    made = Bench(tmp_path, libvlc)
    yield made
    made.close()

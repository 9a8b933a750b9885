"""What leaves nothing behind: a folder that goes with the program, and music whose engine ends with it.  Knows no window."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import errno
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from facilitator_app.faults import Trouble
from facilitator_app.playlists.deck import Player
from facilitator_app.playlists.engine.protocol import Finish
from facilitator_app.playlists.link import EngineLink
from facilitator_app.room_music import RoomMusic

FADE_S = 1.0
"""Nobody waits longer for the music of a window that is gone."""
TRIES, BETWEEN_S = 100, 0.05
"""So often, and so far apart, is tried to remove a folder into which something that is ending still writes."""
BEING_WRITTEN = (errno.ENOTEMPTY, errno.EEXIST, errno.EACCES)
"""What a folder says that something still writes into, or (Windows) has open."""


class PassingMusic(RoomMusic):
    """Music that does not outlive its window: the engine, and every scan it has begun, end with it."""

    _engine: EngineLink | None = None

    def _link(self) -> Player:
        self._engine = EngineLink(self._folder / "music", self.settings.loudspeaker)
        return self._engine

    async def finish(self) -> None:
        """Fade out, soon: the window is gone already."""
        if self._engine is None:
            await super().finish()
            return
        with contextlib.suppress(Trouble):  # no engine: nothing to fade
            await self._engine.send(Finish(FADE_S))
            await asyncio.sleep(FADE_S)

    async def end(self) -> None:
        """When it has been closed: wait until nothing of the engine runs any more."""
        if self._engine is not None:
            await self._engine.end()


@contextlib.contextmanager
def passing_folder(prefix: str) -> Iterator[Path]:
    """A folder for the time of the program: it goes with it, also when the program is told to end before it listens."""
    clear_left(prefix)
    place = Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-"))
    atexit.register(remove, place)  # Qt leaves by the interpreter's exit when it is told to end while it draws
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield place
    finally:
        remove(place)
        signal.signal(signal.SIGTERM, before)
        atexit.unregister(remove)


def clear_left(prefix: str) -> None:
    """Remove the folders of programs that were killed and could not do it themselves; those of others stay."""
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*-*"):
        number = left.name.removeprefix(prefix).partition("-")[0]
        if number.isdecimal() and not left.is_symlink() and not _runs(int(number)):
            with contextlib.suppress(OSError):  # another user's, or just being written: it is not for us to insist
                shutil.rmtree(left)


def _runs(process: int) -> bool:
    """Whether a process of that number is there; where that cannot be asked, it may be."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def remove(place: Path) -> None:
    """Remove the folder; what something that is ending writes into it meanwhile goes too.  Raises OSError when it cannot."""
    for left in reversed(range(TRIES)):
        try:
            shutil.rmtree(place)
        except FileNotFoundError:  # a file that went by itself; or all of it has gone
            if not place.exists():
                return
        except OSError as fault:
            if fault.errno not in BEING_WRITTEN or not left:
                raise
        else:
            return
        threading.Event().wait(BETWEEN_S)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)

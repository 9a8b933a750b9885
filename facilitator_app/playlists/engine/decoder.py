"""libVLC as a decoder: one ``Stream`` is one file becoming 48 kHz stereo frames.

Nothing of libVLC is called from its callbacks: most calls would wait for the very thread they are made on.
"""

from __future__ import annotations

import collections
import contextlib
import ctypes
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from facilitator_app.playlists.engine.protocol import NOTHING, RATE

OPTIONS = (
    "--no-video",
    "--quiet",
    "--no-osd",
    "--no-spu",
    "--no-stats",
    "--no-lua",
    "--no-media-library",
    "--no-audio-time-stretch",
)
AHEAD_MS = 1200
"""How far libVLC is asked to decode ahead.  Within two seconds it hands over all it has at once; what is further ahead it
hands over block by block, each in its own time, which costs twice as much."""
FIRST_BLOCKS = RATE // 5
"""Frames: what can be here before libVLC has gone to where a file is to begin.  It was one block of 50 ms when seen."""
EXACT_FROM_ANYWHERE = (".wav",)
"""Formats whose own demuxer starts on the right frame.  The others are read by avformat when not begun at 0:
libVLC's own readers start seconds off in MP3 with variable bit rate and in Ogg."""
LOST_S = {".opus": 0.0735, ".ogg": 0.0333, ".oga": 0.0333, ".m4a": 0.0213, ".mp4": 0.0213}
"""What libVLC leaves out at the beginning of a file (measured against ffmpeg): the first frame is from here."""

_PLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int64)
_AT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64)
_DRAIN = ctypes.CFUNCTYPE(None, ctypes.c_void_p)

Callbacks: TypeAlias = tuple[Any, ...]  # Any: ctypes tells no type of its functions

_state_of_thread = ctypes.pythonapi.PyThreadState_Get
_state_of_thread.restype = ctypes.c_void_p

STATES_CAN_GO = sys.version_info < (3, 12)
"""From 3.12 on, who deletes another thread's state loses hold of its own: there 24 kB stay for each piece that is cut off."""


class NoLibVlc(Exception):
    """libVLC is not on this machine, or not whole."""


def load_libvlc() -> tuple[Any, Any]:
    """The ``vlc`` module and an instance of libVLC.  Any (a module without types) comes from python-vlc."""
    try:
        import vlc

        vlc.libvlc_get_version()
        instance = vlc.Instance(list(OPTIONS))
    except (Exception, SystemExit) as cause:  # python-vlc fails in six ways, SystemExit and NameError too
        raise NoLibVlc from cause
    if instance is None:
        raise NoLibVlc
    return vlc, instance


class LibVlc:
    """An instance of libVLC; opens streams."""

    def __init__(self) -> None:
        self.vlc, self.instance = load_libvlc()

    def open(self, path: str, start_s: float = 0.0, end_s: float | None = None) -> Stream:
        """A stream of the file at ``path`` from ``start_s`` to ``end_s`` (None: its end), already decoding."""
        return Stream(self, path, start_s, end_s)


class Stream:
    """Frames of one file.  libVLC's threads add at one end, the mixer takes from the other; neither waits for the other.

    Every method but ``read``, ``ready`` and ``drained`` belongs to the engine's own thread.
    """

    def __init__(self, libvlc: LibVlc, path: str, start_s: float, end_s: float | None = None) -> None:
        self.path, self.start_s, self._end_s = path, start_s, end_s
        self._lost_s = LOST_S.get(Path(path).suffix.lower(), 0.0) if start_s <= 0 else 0.0
        self._most = None if end_s is None else max(0, round((end_s - start_s) * RATE))
        self.opened_at = time.monotonic()
        self.resumed_at = self.opened_at
        self.paused = False
        self.drained = False
        self.added = 0
        self.taken = 0
        self._blocks: collections.deque[bytes] = collections.deque()
        self._rest: NDArray[np.int16] = np.zeros((0, 2), np.int16)
        self._thread = self._kept_state = 0
        self._left: list[int] = []
        self._player = libvlc.instance.media_player_new()
        self._states = libvlc.vlc.State
        # libVLC keeps bare pointers to these: they must live as long as the player
        self._callbacks: Callbacks = (
            _PLAY(self._on_play),
            _AT(_ignore),
            _AT(_ignore),
            _AT(self._on_flush),
            _DRAIN(self._on_drain),
        )
        libvlc.vlc.libvlc_audio_set_callbacks(self._player, *self._callbacks, None)
        libvlc.vlc.libvlc_audio_set_format(self._player, b"S16N", RATE, 2)
        media = libvlc.instance.media_new_path(native(path))
        media.add_option(f":file-caching={AHEAD_MS}")
        if start_s > 0:
            media.add_option(f":start-time={start_s:.3f}")
            if Path(path).suffix.lower() not in EXACT_FROM_ANYWHERE:
                media.add_option(":demux=avformat,any")
        self._player.set_media(media)
        media.release()
        self._player.play()

    def _on_play(self, _opaque: int, samples: int, count: int, _at: int) -> None:
        if self._thread != threading.get_ident():
            # without this Python makes and ends a thread state for every block: a fifth of the whole cost
            self._thread = threading.get_ident()
            self._kept_state = ctypes.pythonapi.PyGILState_Ensure()
            self._left.append(_state_of_thread())
        wanted = count if self._most is None else min(count, self._most - self.added)
        if wanted:
            self._blocks.append(ctypes.string_at(samples, wanted * 4))
            self.added += wanted
        if wanted < count:  # what libVLC still brings is behind the end that was set
            self.drained = True

    def _on_flush(self, _opaque: int, _at: int) -> None:
        """A file that is to begin later is opened at its beginning: now and then a block of that is here before the seek."""
        if self.start_s > 0 and not self.drained and not self.taken and self.added < FIRST_BLOCKS:
            self._blocks.clear()
            self.added = 0

    def _on_drain(self, _opaque: int) -> None:
        self.drained = True
        if self._thread == threading.get_ident():
            self._thread = 0
            self._left.pop()
            ctypes.pythonapi.PyGILState_Release(self._kept_state)

    @property
    def ready(self) -> int:
        """Frames decoded and not yet taken."""
        return self.added - self.taken

    @property
    def still(self) -> int:
        """Of what is ready, so many frames at its end are digital silence."""
        still = 0
        for block in reversed((self._rest.tobytes(), *self._blocks)):
            frames = np.frombuffer(block, np.int16)
            if frames.max(initial=0) > NOTHING or frames.min(initial=0) < -NOTHING:
                break
            still += len(frames) // 2
        return still

    @property
    def position_s(self) -> float:
        """Seconds into the file of the next frame that will be taken."""
        return self.start_s + self._lost_s + self.taken / RATE

    @property
    def header_s(self) -> float:
        """The length libVLC believes, 0 when it does not know; no more than the end that was set."""
        told = max(0.0, float(self._player.get_length()) / 1000)
        return told if self._end_s is None else min(told, self._end_s)

    @property
    def failed(self) -> bool:
        """True when libVLC has given the file up, or has come to its end, without a single frame."""
        if self.added:
            return False
        return self._player.get_state() in (self._states.Error, self._states.Ended, self._states.Stopped)

    def read(self, count: int) -> NDArray[np.int16]:
        """Take up to ``count`` frames."""
        if len(self._rest) < count and self._blocks:
            parts: list[Any] = [self._rest]
            have = len(self._rest)
            while have < count and self._blocks:
                parts.append(self._blocks.popleft())
                have += len(parts[-1]) // 4
            self._rest = np.frombuffer(b"".join(parts), np.int16).reshape(-1, 2)
        out, self._rest = self._rest[:count], self._rest[count:]
        self.taken += len(out)
        return out

    def pause(self, paused: bool) -> None:
        """Hold decoding, or go on.  Held for any time, no frame is lost."""
        if paused != self.paused:
            self.paused = paused
            self.resumed_at = time.monotonic()
            self._player.set_pause(1 if paused else 0)

    def close(self) -> None:
        """Stop and release, on a thread of its own: on a file that hangs libVLC may not come back."""
        threading.Thread(target=self._close, name="close stream", daemon=True).start()

    def _close(self) -> None:
        with contextlib.suppress(OSError):
            self._player.stop()
            self._player.release()
            self._forget()

    def _forget(self) -> None:
        """libVLC's threads have ended: let go at once of what is left of them, or the engine grows by every piece.

        That is the second of music nobody heard and, where a thread was stopped before the piece's end, Python's state of it.
        """
        self._callbacks = ()
        self._blocks.clear()
        while self._left and STATES_CAN_GO:
            state = ctypes.c_void_p(self._left.pop())
            ctypes.pythonapi.PyThreadState_Clear(state)
            ctypes.pythonapi.PyThreadState_Delete(state)


def native(path: str) -> str | bytes:
    """The path as libVLC is to get it: a name that is not UTF-8 is still a name."""
    return os.fsencode(path) if os.name == "posix" else path


def _ignore(_opaque: int, _at: int) -> None:
    """Pause and resume need nothing: the mixer stops taking by itself."""

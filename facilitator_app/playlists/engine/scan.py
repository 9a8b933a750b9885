"""Decodes a file in full at many times its speed and says whether it can be played, how long and how loud it is."""

from __future__ import annotations

import contextlib
import ctypes
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facilitator_app.playlists.engine.decoder import LibVlc, native
from facilitator_app.playlists.engine.loudness import Loudness
from facilitator_app.playlists.engine.protocol import NOTHING, RATE, Scan

SHORT_S = 1.0
"""A file whose frames end this much before the length in its header is cut off."""
STALLED_S = 20.0
"""No frame for this long: given up."""
SIGN_EVERY_S = 2.0

_BEFORE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_size_t)
_AFTER = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, *(ctypes.c_uint,) * 4, ctypes.c_size_t, ctypes.c_int64
)


class _Sink:
    """Takes the decoded frames from libVLC's thread and measures them."""

    def __init__(self) -> None:
        self.frames = 0
        self.loudness, self.silence = Loudness(RATE), Silence()
        self._buffer = ctypes.create_string_buffer(1 << 18)
        self._kept: list[NDArray[np.float32]] = []
        self._count = 0
        self._before, self._after = _BEFORE(self._on_before), _AFTER(self._on_after)

    def option(self) -> str:
        """The stream output that ends here: stereo, 48 kHz, as fast as it goes."""
        before, after = (ctypes.cast(f, ctypes.c_void_p).value for f in (self._before, self._after))
        return (
            f":sout=#transcode{{vcodec=none,acodec=s16l,channels=2,samplerate={RATE}}}"
            f":smem{{audio-prerender-callback={before},audio-postrender-callback={after},no-time-sync}}"
        )

    def _on_before(self, _opaque: int, place: ctypes._Pointer[ctypes.c_void_p], size: int) -> None:
        if size > len(self._buffer):
            self._buffer = ctypes.create_string_buffer(size)
        place[0] = ctypes.c_void_p(ctypes.addressof(self._buffer))

    def _on_after(
        self, _opaque: int, samples: int, _c: int, _r: int, frames: int, _b: int, _size: int, _at: int
    ) -> None:
        block = np.frombuffer(ctypes.string_at(samples, frames * 4), np.int16).reshape(-1, 2)
        self._kept.append(np.multiply(block, np.float32(1 / 32768), dtype=np.float32))
        self.frames += frames
        self._count += frames
        if self._count >= 10 * RATE:
            self.measure()

    def measure(self) -> None:
        """Feed what was kept to the meter."""
        if self._kept:
            samples = np.concatenate(self._kept)
            self.loudness.feed(samples)
            self.silence.feed(samples)
        self._kept, self._count = [], 0


class Silence:
    """Finds the longest digital silence in what it is fed; ``longest`` in frames."""

    def __init__(self) -> None:
        self.longest = self._lasts = 0

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take the next ``samples`` (n, 2), full scale 1.0."""
        highest = np.maximum(np.abs(samples[:, 0]), np.abs(samples[:, 1]))
        heard = np.flatnonzero(highest > NOTHING / 32768)
        if len(heard):
            between = int(np.diff(heard).max(initial=1)) - 1
            self.longest = max(self.longest, self._lasts + int(heard[0]), between)
            self._lasts = len(samples) - 1 - int(heard[-1])
        else:
            self._lasts += len(samples)
        self.longest = max(self.longest, self._lasts)


def scan(libvlc: LibVlc, path: str, goes_on: Callable[[], None] = lambda: None) -> Scan:
    """Open, decode and measure the file at ``path``; ``goes_on`` is called every few seconds while frames come."""
    if why := _why_not_a_file(Path(path)):
        return Scan(path, why)
    sink = _Sink()
    player = libvlc.instance.media_player_new()
    media = libvlc.instance.media_new_path(native(path))
    media.add_option(sink.option())
    player.set_media(media)
    media.release()
    over = threading.Event()
    events = player.event_manager()
    for kind in (libvlc.vlc.EventType.MediaPlayerEndReached, libvlc.vlc.EventType.MediaPlayerEncounteredError):
        events.event_attach(kind, lambda _event: over.set())
    player.play()
    header, why = _watch(player, sink, over, goes_on)
    if why == "too_slow":  # the player is left alone: stopping one that hangs would hang us
        return Scan(path, why)
    header = max(header, player.get_length() / 1000)
    player.stop()
    player.release()
    sink.measure()
    seconds = sink.frames / RATE
    if not sink.frames:
        return Scan(path, "no_sound", 0.0, header)
    cut = seconds < header - SHORT_S or _cut_off(Path(path))
    return Scan(
        path,
        "truncated" if cut else "",
        round(seconds, 3),
        round(header, 3),
        round(sink.loudness.peak_dbfs, 2),
        round(sink.loudness.integrated(), 2),
        round(sink.loudness.range_lu(), 1),
        round(sink.loudness.true_peak_dbtp, 2),
        tuple(round(level, 1) for level in sink.loudness.course()),
        longest_still_s=round(sink.silence.longest / RATE, 2),
    )


def _watch(player: object, sink: _Sink, over: threading.Event, goes_on: Callable[[], None]) -> tuple[float, str]:
    """Wait for the end of the file, or for frames to stop coming.  Returns the header's seconds and why it failed."""
    header, seen, since = 0.0, -1, time.monotonic()
    told = since
    while not over.wait(0.02):
        header = max(header, player.get_length() / 1000)  # type: ignore[attr-defined]  # python-vlc has no types
        if sink.frames != seen:
            seen, since = sink.frames, time.monotonic()
            if since - told > SIGN_EVERY_S:
                told = since
                goes_on()
        elif time.monotonic() - since > STALLED_S:
            return header, "too_slow"
    return header, ""


def _why_not_a_file(path: Path) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return "missing" if not stat.S_ISDIR(found.st_mode) else "unreadable"
        if found.st_size == 0:
            return "empty"
        with path.open("rb"):
            return ""
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"


def _cut_off(path: Path) -> bool:
    """What libVLC does not tell: it takes the length of a cut Ogg, WAV or MP3 from what is left of it."""
    size = path.stat().st_size
    with path.open("rb") as file, contextlib.suppress(OSError):
        head = file.read(1 << 16)
        if head.startswith(b"OggS"):
            file.seek(max(0, size - (1 << 17)))
            tail = file.read()
            last = tail.rfind(b"OggS")
            return last < 0 or len(tail) < last + 6 or not tail[last + 5] & 0x04
        if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
            told = int.from_bytes(head[4:8], "little")
            return told not in (0, 0xFFFFFFFF) and told + 8 > size + RATE
        if (at := max(head.find(b"Xing"), head.find(b"Info"))) > 0 and path.suffix.lower() == ".mp3":
            flags = int.from_bytes(head[at + 4 : at + 8], "big")
            if flags & 0x02:
                told = int.from_bytes(head[at + 8 + 4 * (flags & 1) :][:4], "big")
                return told > size + RATE // 2
    return False

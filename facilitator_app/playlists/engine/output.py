"""Where the mixed frames go: one named device by miniaudio, or, while there is none, nowhere at the same pace.

The owner calls ``tick`` three times a second: a device that takes no frames for half a second is lost.
It is tried again every few seconds, the same one: music never jumps to another loudspeaker by itself.
"""

from __future__ import annotations

import math
import os
import sys
import threading
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import numpy as np

from facilitator_app.playlists.engine import miniaudio_alone
from facilitator_app.playlists.engine.mixer import RISE_S, Mixer
from facilitator_app.playlists.engine.priority import never_wait
from facilitator_app.playlists.engine.protocol import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REAL_ALSA = (b":", b"hw:", b"plughw:", b"default", b"sysdefault")
"""ALSA also lists its plugins, which are no loudspeakers."""
PERIODS, PERIOD_MS = 2, 100
IN_SERVER_MS = 440
"""So much PulseAudio and PipeWire are asked to keep: only what lies there is heard on while the engine is kept from running.
What lies in the engine is late with it: with 200 ms asked of miniaudio alone, every stop of over 140 ms was heard."""
FILLS = 4
"""The server begins when nearly all that it is to keep is there.  miniaudio gives it one block of 64 kB each time it is
started (170 ms, where the loudspeaker takes floats) and then waits to be asked: it is started until all of it is there."""
IN_STOCK_MS = 490 if sys.platform.startswith("linux") else 200
"""So much is mixed ahead of what is heard, just after a pull (measured at the loudspeaker)."""
AT_ONCE = RATE * 200 // 1000
FRAME = 8
"""Bytes: two sides, each an integer of 32 bits.  From floats miniaudio makes 16 bits by 32,767 and cuts off what is left: one
step less than the file holds.  From these it takes the upper half, which is the file's own sample."""
_FULL, _HIGHEST = 2.0**31, 2.0**31 - 128
"""Full scale, and the highest float below it."""
READY_WITHIN_S = 0.8
"""So long a device waits for what is to be heard: silence that it has taken cannot be taken back."""
FALL_S, SUNK_S = 0.2, 1.2
"""A device that is left by choice sinks so fast; after so long all of that is heard, also what it had taken before."""
LOST_AFTER_S = 0.65
RETRY_S = 3.0
_NOWHERE = (b"auto_null\0", b"null\0")
"""What PulseAudio, PipeWire and ALSA offer when there is no real device: it takes frames and nobody hears them."""


def _load() -> Any:  # Any: miniaudio has no types
    """miniaudio, imported with the first device: the music decodes meanwhile.  None when it cannot be loaded."""
    try:
        return miniaudio_alone.miniaudio()
    except (ImportError, OSError):
        return None


def _backends(miniaudio: Any) -> list[Any]:
    kind = miniaudio.Backend
    if sys.platform == "win32":
        return [kind.WASAPI, kind.DSOUND]
    return [kind.COREAUDIO] if sys.platform == "darwin" else [kind.PULSEAUDIO, kind.ALSA]


def list_devices() -> list[tuple[str, Any]]:
    """Names and ids of the devices that can be played on, the default first; empty when there is no sound system."""
    miniaudio = _load()
    if miniaudio is None:
        return []
    try:
        context = miniaudio.Devices(_backends(miniaudio))
    except (miniaudio.MiniaudioError, OSError):
        return []
    ffi, lib = miniaudio.ffi, miniaudio.lib
    infos, count = ffi.new("ma_device_info**"), ffi.new("ma_uint32*")
    handle = context._context  # noqa: SLF001  its own list does not tell which is the default
    if lib.ma_context_get_devices(handle, infos, count, ffi.NULL, ffi.NULL) != lib.MA_SUCCESS:
        return []
    found = []
    for n in range(count[0]):
        info = infos[0][n]
        own_name = bytes(ffi.buffer(ffi.addressof(info.id)))
        if context.backend == "ALSA" and not own_name.startswith(_REAL_ALSA):
            continue
        if not own_name.startswith(_NOWHERE):
            name = ffi.string(info.name).decode("utf-8", "replace")
            found.append((not info.isDefault, name, ffi.new("ma_device_id *", info.id)))
    return [(name, id_) for _, name, id_ in sorted(found, key=lambda each: each[:2])]


class Output:
    """Pulls frames from the mixer at the pace of a device, or of the clock while no device can be had.

    ``given`` is called with every portion; ``ready`` tells whether what is to be heard first is there.
    """

    def __init__(
        self,
        mixer: Mixer,
        device: str = "",
        given: Callable[[], None] = lambda: None,
        ready: Callable[[], bool] = lambda: True,
        *,
        is_missed: bool = False,
    ) -> None:
        self._mixer, self._given, self._ready = mixer, given, ready
        self.device = self._chosen = device
        self.sounding = self.up = False
        """``up``: what is mixed is heard.  Each time a device is started again some frames are lost between two blocks: it
        takes silence until it is full.  Not the first one of an engine that goes on for another: its music is missed."""
        self._is_missed = is_missed
        self.tried = False
        self._device: Any = None
        self._turn = 0  # whoever pulls with an old number gets silence
        self._pulled_at = self._ticked_at = time.monotonic()
        self._in_stock_s = 0.0
        self._retry_at = 0.0
        self._leave_at = math.inf
        self.underruns, self.late_s = 0, 0.0
        """So often, and for so long in all, the device asked only after it had sounded all that it had."""
        self._opening = False
        self._closed = threading.Event()
        self._silent = threading.Event()
        self._lock = threading.Lock()
        self._pacer = threading.Thread(target=self._pace, name="pace", daemon=True)
        self._pacer.start()

    def tick(self) -> None:
        """Look after the device: notice that it is gone, try to have it back."""
        now = time.monotonic()
        if now - self._ticked_at > 2 * LOST_AFTER_S:
            self._pulled_at = max(self._pulled_at, now)  # we were stopped ourselves, and so was the device
        self._ticked_at = now
        if self.sounding and now - self._pulled_at > LOST_AFTER_S:
            self._let_go()
        if now >= self._leave_at:
            self._move()
        if not self.sounding and not self._opening and now >= self._retry_at:
            self._opening, self._retry_at = True, now + RETRY_S
            threading.Thread(target=self._open, args=(self.device,), name="open device", daemon=True).start()

    @property
    def behind_s(self) -> float:
        """So much of what was mixed is not heard yet."""
        if not self.sounding:
            return 0.0
        buffered = IN_STOCK_MS / 1000 - (time.monotonic() - self._pulled_at)
        return self._in_stock_s + max(0.0, buffered)

    def choose(self, device: str) -> None:
        """Play on ``device`` from now on; empty: on the system's default.  What sounds sinks first: cut off, it would click."""
        self._chosen = device
        if not self.sounding:
            self._move()
        elif not device or device != self.device:
            self._mixer.fall(FALL_S)
            self._leave_at = time.monotonic() + SUNK_S

    def close(self) -> None:
        """Stop pulling."""
        self._closed.set()
        self._let_go()

    def _move(self) -> None:
        self.device, self._leave_at, self._retry_at = self._chosen, math.inf, 0.0
        self.tried = False  # it is not lost: it was left
        self._let_go()

    def _let_go(self) -> None:
        with self._lock:
            self._turn += 1
            self.up = False
            self.sounding, device, self._device = False, self._device, None
            self._silent.set()
        if device is not None:  # closing a device that is gone may take its time, or for ever
            threading.Thread(target=device.close, name="close device", daemon=True).start()

    def _open(self, wanted: str) -> None:
        miniaudio, found = _load(), list_devices()
        named = [(name, id_) for name, id_ in found if name == wanted or not wanted]
        if named:
            try:
                device = miniaudio.PlaybackDevice(
                    miniaudio.SampleFormat.SIGNED32,
                    2,
                    RATE,
                    PERIOD_MS,
                    named[0][1],
                    PERIODS,
                    backends=_backends(miniaudio),
                    app_name="Facilitator",
                )
                self._hand_over(device, wanted, named[0][0])
            except (miniaudio.MiniaudioError, OSError):
                self._let_go()
        self._opening, self.tried = False, True

    def _hand_over(self, device: Any, wanted: str, name: str) -> None:
        latest = time.monotonic() + READY_WITHIN_S
        while not self._ready() and time.monotonic() < latest and not self._closed.wait(0.004):
            pass
        with self._lock:
            if self._closed.is_set() or self.device != wanted:
                device.close()  # another one was chosen meanwhile
                return
            self._turn += 1
            turn, self.device = self._turn, name
            self._mixer.hush()
            if self._is_missed:
                self._come_up()
            self._pulled_at = time.monotonic() + 1.0  # a device may take a while to begin
            self.sounding = True
            self._silent.clear()
        pull = self._pull(turn)
        next(pull)
        device.start(pull)
        for _ in range(FILLS - 1 if device.backend == "PulseAudio" else 0):
            device.stop()
            device.start(pull)
        with self._lock:
            if turn == self._turn:
                self._device = device
                if not self.up:
                    self._come_up()
                return
        device.close()  # given up meanwhile

    def _come_up(self) -> None:
        self._is_missed, self.up = False, True
        self._mixer.rise(RISE_S)

    def _pull(self, turn: int) -> Generator[bytes, int, None]:
        """Mix all that is in stock at a time: waking up costs ten times what the mixing does."""
        stock = b""
        count = yield b""
        never_wait()
        while True:
            size = count * FRAME
            if turn != self._turn:
                count = yield bytes(size)
                continue
            self._pull_came(time.monotonic())
            self._given()
            if len(stock) < size:
                stock += whole(self._mixer.render(max(count, AT_ONCE) - len(stock) // FRAME))
            given, stock = stock[:size], stock[size:]
            self._in_stock_s = len(stock) / FRAME / RATE
            count = yield given

    def _pull_came(self, now: float) -> None:
        late_s = now - self._pulled_at - IN_STOCK_MS / 1000
        if late_s > 0:
            self.underruns += 1
            self.late_s += late_s
        self._pulled_at = max(self._pulled_at, now)

    def _pace(self) -> None:
        started, given = time.monotonic(), 0
        while not self._closed.wait(0.05):
            if self.sounding:
                self._silent.wait()
            now = time.monotonic()
            due = int((now - started) * RATE) - given
            if due > RATE:  # a device has paced us, or we were stopped: begin anew
                started, given = now, 0
                continue
            given += self._give_away(due)

    def _give_away(self, due: int) -> int:
        with self._lock:
            if self.sounding or due <= 0:
                return 0
            self._given()
            self._mixer.render(due)
            return due


def whole(frames: NDArray[np.float32]) -> bytes:
    """Frames of full scale 1.0 as the integers the device is given."""
    scaled: NDArray[np.float32] = np.clip(frames * np.float32(_FULL), -_FULL, _HIGHEST)
    return scaled.astype(np.int32).tobytes()


def prepare_sound_system() -> None:
    """Keep libpulse from starting a sound server of its own on a machine that has none, and have the server keep enough."""
    os.environ.setdefault("PULSE_NO_SPAWN", "1")
    os.environ.setdefault("PULSE_LATENCY_MSEC", str(IN_SERVER_MS))

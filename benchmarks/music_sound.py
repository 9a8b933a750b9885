"""What is really heard: the engine plays into a loudspeaker without hardware, and what comes out is recorded and measured.

    python benchmarks/music_sound.py [--keep]

Needs pulseaudio, pactl, parec and ffmpeg.  A set of tones with broken files between them is played, the window lets go, the
engine is killed once, a shipped piece is found again in what is heard, and libVLC's own player plays it beside ours for the
cost.  Exit 1 when a target is missed.
``--short`` is for every change.  ``--keep`` writes the result, with the machine it came from, to ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.music_ear import Ear, Place
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.arc import Arc, read_arc
from facilitator_app.playlists.deck import Deck
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import EngineLink
from tests.playlists.sounds import RATE, clicks_dbfs, tone, write_wav

SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "music"
TARGETS = {"silence in the set, ms": 0.0, "silence when the engine is killed, ms": 500.0, "dip of a crossfade, dB": 0.1,
           "clicks above 4 kHz, dBFS": -80.0, "largest step of the level in 50 ms, %": 3.0,
           "shown against heard, ms": 100.0, "CPU against libVLC's own player": 1.25}  # fmt: skip
VLC_ALONE = """
import sys, time, vlc
player = vlc.Instance(["--no-video", "--quiet", "--aout=pulse"]).media_player_new(sys.argv[1])
player.play()
sys.stdin.read()
"""


class Recorder:
    """What the loudspeaker gives, one side, from the first frame on."""

    def __init__(self, sink: str = "room") -> None:
        self._parts: list[bytes] = []
        self._run = subprocess.Popen(
            [
                "parec",
                "-d",
                f"{sink}.monitor",
                "--format=float32le",
                f"--rate={RATE}",
                "--channels=2",
                "--latency-msec=20",
            ],
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._run.stdout is not None
        while part := os.read(self._run.stdout.fileno(), 65536):
            self._parts.append(part)

    @property
    def heard(self) -> np.ndarray:
        """All of it so far."""
        raw = b"".join(self._parts)
        return np.frombuffer(raw[: len(raw) // 8 * 8], np.float32).reshape(-1, 2)[:, 0].astype(np.float64)

    def stop(self) -> None:
        """Record no more."""
        self._run.terminate()
        self._run.wait()


@contextmanager
def loudspeaker(home: Path) -> Iterator[None]:
    """A private sound server with one sink."""
    first = ("chrt", "--rr", "5") if os.geteuid() == 0 else ()  # what RealtimeKit does for it on a desktop
    run = subprocess.Popen(
        [
            *(*first, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
            *("-L", "module-null-sink sink_name=room norewinds=1 sink_properties=device.description=Room"),
            *("-L", f"module-native-protocol-unix socket={home}/native auth-anonymous=1"),
        ],
        env={**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # as on a desktop, what else runs here does not take its share of the processor
    )
    os.environ["PULSE_SERVER"] = f"unix:{home}/native"
    while not (home / "native").exists():
        threading.Event().wait(0.02)
    yield
    run.terminate()
    run.wait()


def silences_ms(heard: np.ndarray) -> list[float]:
    """Stretches of over 2 ms below -60 dBFS between the first sound and the last."""
    on = np.flatnonzero(np.abs(heard) > 1e-3)
    gaps = np.diff(on) / RATE * 1000
    return [round(float(gap), 1) for gap in gaps if gap > 2.0]


def crossfade(heard: np.ndarray) -> tuple[float, float]:
    """How far two crossed tones leave their level (dB), and the highest sample above 4 kHz (dBFS)."""
    t, width = np.arange(len(heard)) / RATE, RATE // 10
    levels = []
    for hertz in (440, 660):
        turned = heard * np.exp(-2j * np.pi * hertz * t)
        levels.append(2 * np.abs(turned[: len(t) // width * width].reshape(-1, width).mean(axis=1)))
    dip = 20 * np.log10(np.hypot(*levels) / 0.25)
    return float(np.abs(dip).max()), clicks_dbfs(heard)


def level_step(heard: np.ndarray) -> float:
    """By how much of the tones' level it changes at most within a twentieth of a second (whole waves of 440 and 660 Hz)."""
    width = RATE // 20
    whole = heard[: len(heard) // width * width].reshape(-1, width)
    return float(100 * np.abs(np.diff(np.sqrt((whole**2).mean(axis=1) * 2) / 0.25)).max())


async def until(holds: Callable[[], object], seconds: float = 60) -> None:
    """Wait for a condition."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("it did not come true")
        await asyncio.sleep(0.01)


def busy_s(pid: int) -> float:
    """Processor seconds of a process."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def end(link: EngineLink) -> None:
    """End the engine, and first what would send the next one."""
    for pid in (link.guard_pid, link.engine_pid):
        os.kill(pid, signal.SIGKILL)


async def play_set(home: Path, recorder: Recorder) -> dict[str, float]:
    """Tones with broken files between them, then the engine killed."""
    good = [write_wav(home / f"{n}.wav", tone(10, 440 if n % 2 == 0 else 660)) for n in range(4)]
    (home / "words.mp3").write_text("no music")
    (home / "cut.wav").write_bytes(good[0].read_bytes()[:300_000])
    files = [good[0], home / "words.mp3", good[1], home / "cut.wav", home / "gone.flac", good[2], good[3]]
    arc = Arc("Set", 3.0, {"peak": tuple(Piece(path, path.stem) for path in files)})
    faults, link = Faults(), EngineLink(home / "engine")
    deck = Deck(link, faults, SystemClock())
    await deck.attach()
    await deck.set_gains({piece.id: 0.0 for piece in arc.pieces})  # as they are
    await until(lambda: deck.state.device)
    began = len(recorder.heard)
    await deck.play(arc, "peak")
    await until(lambda: deck.state.title == "1" and deck.state.position_s > 4)
    heard = recorder.heard
    first = int(np.flatnonzero(np.abs(heard[began:]) > 1e-4)[0])
    dip, high = crossfade(heard[began + first + round(2.5 * RATE) : began + first + round(10.5 * RATE)])
    await until(lambda: deck.state.title == "3" and deck.state.position_s > 4)
    heard = recorder.heard
    quiet, jump = silences_ms(heard), level_step(heard[began + first + round(2.5 * RATE) :])
    os.kill(link.engine_pid, signal.SIGKILL)
    await until(lambda: deck.state.status == "engine_lost")
    await until(lambda: deck.state.status == "playing")
    await asyncio.sleep(1.5)
    gaps = silences_ms(recorder.heard)
    await deck.close()
    await faults.close()
    end(link)
    return {
        "command to sound, ms": round(first / RATE * 1000, 1),
        "dip of a crossfade, dB": round(dip, 4),
        "clicks above 4 kHz, dBFS": round(high, 1),
        "largest step of the level in 50 ms, %": round(jump, 2),
        "silence in the set, ms": sum(quiet),
        "silence when the engine is killed, ms": max(gaps, default=0.0),
    }


def start_alone(path: Path) -> subprocess.Popen[bytes]:
    """libVLC's own player, playing the file through the same loudspeaker."""
    return subprocess.Popen([sys.executable, "-c", VLC_ALONE, str(path)], stdin=subprocess.PIPE)


async def drift(deck: Deck, path: Path) -> list[float]:
    """What is shown less what is heard, in seconds, at some moments; ffmpeg says where in the piece a sound belongs."""
    ear, place, found = Ear(), Place(), list[float]()
    await until(lambda: deck.state.position_s > 12)
    for _ in range(8):
        await asyncio.sleep(0.7)
        at, snippet = ear.snippet()
        shown, late = deck.position_s, time.monotonic() - at
        heard = place.find(str(path), snippet, shown)
        found += [] if heard is None else [shown - heard - late]
    ear.stop()
    return found


async def cost(home: Path, seconds: float = 60) -> dict[str, float]:
    """Processor time of the engine and of libVLC's own player, on the same piece at the same time."""
    arc = read_arc(SHIPPED / "playlist.toml")
    faults, link = Faults(), EngineLink(home / "engine2")
    deck = Deck(link, faults, SystemClock())
    await deck.attach()
    await deck.play(arc, "medicine")
    drifts = await drift(deck, arc.pool("medicine")[0].path)
    alone = start_alone(arc.pool("medicine")[0].path)
    at_s = deck.state.position_s
    await until(lambda: deck.state.position_s > at_s + 8)
    before, at = (busy_s(link.engine_pid), busy_s(alone.pid)), time.monotonic()
    await asyncio.sleep(seconds)
    ours, theirs = busy_s(link.engine_pid) - before[0], busy_s(alone.pid) - before[1]
    passed = time.monotonic() - at
    memory = sum(psutil.Process(pid).memory_full_info().pss for pid in (link.engine_pid, link.guard_pid)) / 1e6
    await deck.close()
    await faults.close()
    end(link)
    alone.kill()
    alone.communicate()
    return {
        "shown against heard, ms": round(1000 * float(np.median(np.abs(drifts or [np.inf]))), 1),
        "engine CPU, %": round(100 * ours / passed, 2),
        "libVLC's own player CPU, %": round(100 * theirs / passed, 2),
        "CPU against libVLC's own player": round(ours / theirs, 2),
        "engine memory with its guard (PSS), MB": round(memory, 1),
    }


async def measure(cost_s: float) -> dict[str, float]:
    """Everything; the cost is looked at for so many seconds."""
    with tempfile.TemporaryDirectory() as folder, loudspeaker(Path(folder)):
        recorder = Recorder()
        found = await play_set(Path(folder), recorder)
        recorder.stop()
        return found | await cost(Path(folder), cost_s)


def main() -> int:
    """Measure, print, and say whether the targets are met."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    options.add_argument("--short", action="store_true", help="look at the cost for ten seconds only")
    chosen = options.parse_args()
    found = asyncio.run(measure(10 if chosen.short else 60))
    missed = [name for name, most in TARGETS.items() if found[name] > most]
    for name, value in found.items():
        aim = f"   (at most {TARGETS[name]:g}{', missed' if name in missed else ''})" if name in TARGETS else ""
        print(f"{name:42} {value:10g}{aim}")
    if chosen.keep:
        machine = {
            "system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version(),
            "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip
        told = {"measured": SystemClock().now().isoformat(timespec="seconds"), "machine": machine, "found": found}
        results = Path(__file__).resolve().parent / "results"
        (results / "music_sound.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

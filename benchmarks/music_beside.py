"""Ours beside other players in one run, on one machine: the gap at a join, the dip of a crossfade, cost, a missing file.

    python -m benchmarks.music_beside [--keep]

Needs pulseaudio, pactl, parec, xvfb-run and dbus-run-session, and whichever of Strawberry, Quod Libet and mpv are installed.
Every player plays the same files into the same loudspeaker without hardware, one after the other, as it comes; Strawberry is
told to crossfade where a dip is measured.  What a player does not offer is said, not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import psutil

from benchmarks.music_sound import Recorder, end, loudspeaker, silences_ms
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.deck import Deck
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import EngineLink
from tests.playlists.sounds import RATE, tone, write_flac

CUT_S, TONE_S = 8.1234, 18.0
COST_S = 30.0
VLC = """
import sys, vlc
instance = vlc.Instance(["--no-video", "--quiet", "--aout=pulse"])
player = instance.media_list_player_new()
player.set_media_list(instance.media_list_new(sys.argv[1:]))
player.play()
sys.stdin.read()
"""
STRAWBERRY = "[Backend]\nCrossfadeEnabled=true\nAutoCrossfadeEnabled=true\nFadeoutEnabled=true\nFadeoutDuration=4000\n"
Start = Callable[[Path, Sequence[Path], float], "contextlib.AbstractContextManager[int]"]


@contextlib.contextmanager
def program(
    home: Path, command: Sequence[str], *, settings: dict[str, str] | None = None, name: str = ""
) -> Iterator[int]:
    """A player on a screen and a bus of its own; the process of the player itself."""
    home.mkdir(exist_ok=True)
    for file, text in (settings or {}).items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text, encoding="utf-8")
    there = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_DATA_HOME": str(home / ".local")}
    run = subprocess.Popen(
        ["dbus-run-session", "--", "xvfb-run", "-a", *command],
        env={**os.environ, **there}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield _itself(run, name or command[0])
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.communicate()


def _itself(run: subprocess.Popen[bytes], name: str) -> int:
    """The player among what was started for it."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in psutil.Process(run.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                line = child.cmdline()
                named = any(Path(word).name == Path(name).name for word in line[:2])
                if named and "xvfb-run" not in " ".join(line[:3]):
                    return int(child.pid)
        threading_wait(0.1)
    raise SystemExit(f"{name} did not start")


def threading_wait(seconds: float) -> None:
    """Let the players play: they are not ours to ask."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(["sleep", "86400"], timeout=seconds, check=False)


@contextlib.contextmanager
def ours(home: Path, files: Sequence[Path], crossfade_s: float) -> Iterator[int]:
    """Our engine with a window attached, as in the room."""
    home.mkdir(exist_ok=True)
    loop, faults, link = asyncio.new_event_loop(), Faults(), EngineLink(home / "engine", device="Room")
    deck = Deck(link, faults, SystemClock())

    async def begin() -> None:
        await deck.attach()
        arc = Arc("Set", crossfade_s, {"peak": tuple(Piece(path, path.stem) for path in files)})
        await deck.set_gains({piece.id: 0.0 for piece in arc.pieces})
        await deck.play(arc, "peak")
        await asyncio.sleep(0.5)

    loop.run_until_complete(begin())
    try:
        yield link.engine_pid
    finally:
        loop.run_until_complete(deck.close())
        loop.run_until_complete(faults.close())
        end(link)
        loop.close()


def strawberry(home: Path, files: Sequence[Path], crossfade_s: float) -> contextlib.AbstractContextManager[int]:
    """Strawberry, its collection empty."""
    settings = {".config/strawberry/strawberry.conf": STRAWBERRY} if crossfade_s else {}
    return program(home, ["strawberry", "--play", "--load", *map(str, files)], settings=settings)


def quod_libet(home: Path, files: Sequence[Path], crossfade_s: float) -> contextlib.AbstractContextManager[int]:
    """Quod Libet without plugins, the files in its queue."""
    queue = ",".join(map(str, files))
    tell = f"sleep 8; quodlibet --enqueue-files={queue}; sleep 1; quodlibet --next; sleep 1; quodlibet --play"
    return program(home, ["sh", "-c", f"quodlibet --run --no-plugins & {tell}; wait"], name="quodlibet")


def mpv(home: Path, files: Sequence[Path], crossfade_s: float) -> contextlib.AbstractContextManager[int]:
    """mpv, told to join without a gap."""
    return program(home, ["mpv", "--no-config", "--no-video", "--ao=pulse", "--gapless-audio=yes", *map(str, files)])


def vlc_alone(home: Path, files: Sequence[Path], crossfade_s: float) -> contextlib.AbstractContextManager[int]:
    """libVLC's own list player with its own output."""
    return program(home, [sys.executable, "-c", VLC, *map(str, files)])


PLAYERS: dict[str, tuple[Start, str, bool]] = {
    "Facilitator": (ours, "", True),
    "Strawberry": (strawberry, "strawberry", True),
    "Quod Libet": (quod_libet, "quodlibet", False),
    "mpv": (mpv, "mpv", False),
    "libVLC's list player": (vlc_alone, "", False),
}
"""Each with its program and whether it offers a crossfade."""


def heard(start: Start, home: Path, files: Sequence[Path], seconds: float, crossfade_s: float = 0.0) -> np.ndarray:
    """What is heard in so many seconds from the first sound on."""
    recorder = Recorder()
    with start(home, files, crossfade_s):
        deadline = time.monotonic() + 40
        while not np.any(np.abs(recorder.heard[-RATE:]) > 1e-3) and time.monotonic() < deadline:
            threading_wait(0.1)
        threading_wait(seconds)
    all_of_it = recorder.heard
    recorder.stop()
    on = np.flatnonzero(np.abs(all_of_it) > 1e-3)
    return all_of_it[on[0] : on[-1] + 1] if len(on) else np.zeros(0)


def join(found: np.ndarray) -> dict[str, object]:
    """The gap where two halves of one tone meet, and how far the wave is from going on as if it were one file."""
    near = found[: round((2 * CUT_S - 0.5) * RATE)]
    t = np.arange(len(near)) / RATE
    waves = np.stack([np.sin(2 * np.pi * 333 * t), np.cos(2 * np.pi * 333 * t)], axis=1)
    known = slice(3 * RATE, 7 * RATE)  # what fades in is over, and the join is still to come
    parts = np.linalg.lstsq(waves[known], near[known], rcond=None)[0]
    after = slice(7 * RATE, 10 * RATE)
    apart = float(np.abs(near[after] - waves[after] @ parts).max()) / 0.25
    return {
        "silence at the join, ms": max(silences_ms(near), default=0.0),
        "wave after the join apart from one file, dB": round(20 * float(np.log10(max(apart, 1e-6))), 1),
    }


def dip(found: np.ndarray) -> float | None:
    """How far two crossed tones leave their level at the worst, dB; None where they never overlap."""
    t, width = np.arange(len(found)) / RATE, RATE // 10
    levels = []
    for hertz in (440, 660):
        turned = found * np.exp(-2j * np.pi * hertz * t)
        levels.append(2 * np.abs(turned[: len(t) // width * width].reshape(-1, width).mean(axis=1)))
    both = np.flatnonzero((levels[0] > 0.02) & (levels[1] > 0.02))
    if len(both) < 5:
        return None
    middle = slice(both[0], both[-1] + 1)
    return round(float(np.abs(20 * np.log10(np.hypot(*levels)[middle] / 0.25)).max()), 2)


def cost(start: Start, home: Path, files: Sequence[Path]) -> float:
    """Processor share while one piece plays, %; of the player's process and its children."""
    recorder = Recorder()
    with start(home, files, 0.0) as pid:
        deadline = time.monotonic() + 40
        while not np.any(np.abs(recorder.heard[-RATE:]) > 1e-3) and time.monotonic() < deadline:
            threading_wait(0.1)
        recorder.stop()
        threading_wait(5)
        process = psutil.Process(pid)
        before, at = sum(process.cpu_times()[:2]), time.monotonic()
        threading_wait(COST_S)
        return round(100 * float(sum(process.cpu_times()[:2]) - before) / (time.monotonic() - at), 2)


def missing(start: Start, home: Path, good: Sequence[Path]) -> dict[str, object]:
    """A file that is there when it is listed and gone when it is due, between two that are there."""
    gone = shutil.copy(good[0], good[0].with_name("gone.flac"))
    recorder = Recorder()
    with start(home, [good[0], Path(gone), good[1]], 0.0):
        threading_wait(5)
        Path(gone).unlink()
        threading_wait(2 * CUT_S + 6)
    found = recorder.heard
    recorder.stop()
    on = np.flatnonzero(np.abs(found) > 1e-3)
    seconds = len(on) and (on[-1] - on[0]) / RATE
    goes_on = bool(seconds > CUT_S + 1)
    longest = max(silences_ms(found), default=0.0)
    return {"goes on after a missing file": goes_on, "silence for it, ms": round(longest, 1) if goes_on else None}


def beside(name: str, files: dict[str, list[Path]], home: Path) -> dict[str, object]:
    """One player, everything."""
    start, needs, crosses = PLAYERS[name]
    if needs and shutil.which(needs) is None:
        return {"player": name, "not compared": "not installed here"}
    joined = heard(start, home / "join", files["join"], 2 * CUT_S + 3)
    if len(joined) < 10 * RATE:
        return {"player": name, "not compared": "it was not heard here, or broke off"}
    found: dict[str, object] = {"player": name, **join(joined)}
    crossed = dip(heard(start, home / "cross", files["cross"], 2 * TONE_S, 4.0)) if crosses else None
    told = "no overlap was heard with the settings given" if crossed is None else crossed
    found["dip of a crossfade, dB"] = told if crosses else "offers none"
    found["CPU while it plays, %"] = cost(start, home / "cost", files["cost"])
    return found | missing(start, home / "missing", files["join"])


def made(home: Path) -> dict[str, list[Path]]:
    """The files: two halves of one tone, two unlike tones, a long piece."""
    whole = tone(2 * CUT_S)
    cut = round(CUT_S * RATE)
    return {
        "join": [write_flac(home / "one.flac", whole[:cut]), write_flac(home / "two.flac", whole[cut:])],
        "cross": [write_flac(home / f"{n}.flac", tone(TONE_S, hertz)) for n, hertz in enumerate((440, 660))],
        "cost": [write_flac(home / "long.flac", tone(90))],
    }


def versions() -> dict[str, str]:
    """What was compared with."""
    told = {}
    for name in ("strawberry", "quodlibet", "mpv"):
        if shutil.which(name):
            out = subprocess.run(
                ["xvfb-run", "-a", name, "--version"], capture_output=True, text=True, check=False
            ).stdout
            found = re.search(r"\d+\.\d+[\w.-]*", out)
            told[name] = found[0] if found else "?"
    return told


def main() -> int:
    """Compare, print, keep."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    options.add_argument("--only", default="", help="a part of the player's name")
    chosen = options.parse_args()
    rows = []
    for name in PLAYERS:
        if chosen.only in name:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, loudspeaker(Path(folder)):
                rows.append(beside(name, made(Path(folder)), Path(folder)))
            print(json.dumps(rows[-1]), flush=True)
    if chosen.keep:
        machine = {"system": platform.platform(), "processors": os.cpu_count(), "load": round(os.getloadavg()[0], 1)}
        measured = SystemClock().now().isoformat(timespec="seconds")
        told = {
            "measured": measured,
            "machine": machine,
            "versions": versions(),
            "players": rows,
            "not compared": UNCOMPARED,
        }
        result = Path(__file__).resolve().parent / "results" / "music_beside.json"
        result.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


UNCOMPARED = [
    "Mixxx: a mixing desk for one who stands at it; its automatic crossfade needs its library and a window to be driven.",
    "Memory: the others hold a window, a library and artwork; ours is an engine without a window.",
    "Real loudspeakers, Windows and macOS: there are none here.",
    "How it sounds: nobody listened.",
]

if __name__ == "__main__":
    sys.exit(main())

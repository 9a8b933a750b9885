"""What the window costs: its start, its memory with the music engine, and its frames in a busy room, against a bare window.

    python benchmarks/window.py [--rounds N] [--seconds S] [--keep]

Whole processes on an X server of their own, both sides in turn: the start is from nothing to the first frame of the page, which
is watched from before it, on both sides.  Memory is what the processes hold together, what they share counted once, and nothing
divided with strangers that happen to run the same libraries.  Needs Xvfb and Linux; the music needs pulseaudio.  Exit 1 when a
target is missed.  ``--keep`` writes the result, with the machine it came from, to ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.music_sound import loudspeaker
from facilitator_app.clock import SystemClock

HERE = Path(__file__).resolve().parent
PIECE = min((HERE.parent / "resources" / "music").glob("*.opus"))
LONGEST = 120.0
"""Seconds after which a window that says nothing is ended."""
START, MEMORY, LATE_P99, LATE_WORST = 1.6, 1.35, 8.0, 50.0
TICK, HELD_UP = 16.0, 100.0
"""Milliseconds that nobody who types feels: the page may be held up no longer while the rest is imported."""


@contextmanager
def display() -> Iterator[None]:
    """An X server of our own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        os.environ |= {"DISPLAY": f":{told.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
    yield
    server.terminate()
    server.wait()


@contextmanager
def running(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """One of the two windows, until the block ends."""
    command = [sys.executable, str(HERE / program), *arguments]
    pipe = subprocess.PIPE
    # as a person starts it: with the bytecode of the last time, on both sides
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, env=surroundings)
    watchdog = threading.Timer(LONGEST, process.kill)  # who says nothing is not waited for
    watchdog.start()
    yield process
    watchdog.cancel()
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def told(process: subprocess.Popen[str], word: str) -> list[float]:
    """The figures that stand behind a word the process says."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.split()[:1] == [word]:
            return [float(figure) for figure in line.split()[1:]]
    raise SystemExit(f"{word}: never said")


def start(rounds: int, folder: Path) -> dict[str, float]:
    """Seconds from nothing to the painted page, both sides in turn, median; and how long the page was held up after it."""
    asyncio.run(clinic(folder, 1))
    took: dict[str, list[float]] = {"bare": [], "ours": [], "held up": []}
    for number in range(rounds + 1):
        began = time.monotonic()
        with running("bare_window.py") as bare:
            bare_s = told(bare, "painted")[0] - began
        began = time.monotonic()
        with running("our_window.py", "unlock", str(folder)) as ours:
            ours_s, held_up_s = told(ours, "painted")[0] - began, told(ours, "held_up")[0] / 1000
        if number:  # the first round warms the caches up
            for name, seconds in (("bare", bare_s), ("ours", ours_s), ("held up", held_up_s)):
                took[name].append(seconds)
    return {name: statistics.median(seconds) for name, seconds in took.items()}


async def clinic(folder: Path, people: int) -> list[str]:
    """An invented clinic in mid-session; returns what the room needs to come in."""
    from tests.ui import scenes

    place = await scenes.furnished(folder, people)
    await scenes.calm(place)
    way_in = ["--session", str(place.session.scope), "--passphrase", str(scenes.PASSPHRASE)]
    await place.app.close()
    return ["room", str(folder), *way_in]


def memory(folder: Path, settle: float = 12.0) -> dict[str, float]:
    """Megabytes: window and engine in a running session; a bare window with libVLC's player and SQLAlchemy."""
    found = {}
    for name, program in (
        ("bare", ["bare_window.py", "--beside", str(PIECE)]),
        ("ours", ["our_window.py", *asyncio.run(clinic(folder, 6))]),
    ):
        with running(*program) as process:
            told(process, "painted" if name == "bare" else "running")
            _rest(settle)
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            engines = [] if name == "bare" else engine_of(folder, family)
            found[name] = held([one.pid for one in (*family, *engines)]) / 1e6
            _end(engines)
    return found


def held(processes: list[int]) -> float:
    """Bytes that these processes hold together: their own memory as PSS, each file's pages as the one who has most of them.

    Where nobody else runs the same libraries this is their PSS; where somebody does, PSS gives part of the libraries to them.
    """
    own, files = 0, Counter[str]()
    for process in processes:
        place = Path("/proc") / str(process)
        try:
            in_all, parts = (place / "smaps_rollup").read_text(), (place / "smaps").read_text()
        except OSError:
            continue  # who has gone meanwhile holds nothing
        rolled = dict(re.findall(r"^(\w+): +(\d+) kB$", in_all, re.MULTILINE))
        own += int(rolled["Pss_Anon"]) + int(rolled["Pss_Shmem"])
        pages = Counter[str]()
        for part in re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", parts, flags=re.MULTILINE)[1:]:
            name = part.partition("\n")[0].split(maxsplit=5)[5:]
            sizes = dict(re.findall(r"^(\w+): +(\d+) kB$", part, re.MULTILINE))
            if name and name[0].startswith("/") and not name[0].startswith(("/memfd:", "/dev/", "/SYSV")):
                pages[name[0]] += int(sizes["Rss"]) - int(sizes["Anonymous"])
        files |= pages
    return (own + files.total()) * 1024.0


def engine_of(folder: Path, family: list[psutil.Process]) -> list[psutil.Process]:
    """The music engine of that folder, which outlives its window and so is nobody's child."""
    known = {one.pid for one in family}
    return [
        one
        for one in psutil.process_iter()
        if one.pid not in known and any(str(folder) in part for part in _words(one)) and "engine" in _words(one)
    ]


def _end(engines: list[psutil.Process]) -> None:
    """Have them end, and wait until they have: they write where they live to the last."""
    for engine in engines:
        with suppress(psutil.Error):
            engine.terminate()
    psutil.wait_procs(engines, 10)


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def _rest(seconds: float) -> None:
    """Let everything that was asked for happen."""
    threading.Event().wait(seconds)


def frames(folder: Path, seconds: float) -> dict[str, tuple[float, float]]:
    """Milliseconds that a 16 ms timer comes late (99 of 100, worst): in a busy room, and beside a bare window."""
    with running("bare_window.py", "--late", str(seconds)) as bare:
        plain = told(bare, "late")
    with running("our_window.py", *asyncio.run(clinic(folder, 6)), "--late", str(seconds)) as ours:
        mine = told(ours, "late")
        _end(engine_of(folder, []))
    return {"bare": (plain[0], plain[1]), "ours": (mine[0], mine[1])}


def line(
    name: str,
    ours: float,
    bare: float,
    unit: str,
    target: float,
    *,
    absolute: bool = False,
    against: str = "bare window",
) -> bool:
    """One row, printed; whether the target was met."""
    ratio = ours / bare if bare else 0.0
    met = (ours if absolute else ratio) <= target
    aim = f"{target:g} {unit}" if absolute else f"{target:g}x"
    verdict = "ok" if met else "MISSED"
    print(f"{name}: ours {ours:.3f} {unit}, {against} {bare:.3f} {unit}: {ratio:.2f}x (target {aim}) {verdict}")
    return met


def main() -> int:
    """Measure, print, and keep when asked."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--seconds", type=float, default=20.0)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="window-") as place, display():
        home = Path(place)
        with loudspeaker(home):
            began = start(asked.rounds, home / "unlock")
            took = memory(home / "memory")
            late = frames(home / "frames", asked.seconds)
    met = [
        line("start to the unlock page", began["ours"], began["bare"], "s", START),
        line("page held up after it", began["held up"] * 1000, TICK, "ms", HELD_UP, absolute=True, against="timer"),
        line("memory, window and engine", took["ours"], took["bare"], "MB", MEMORY),
        line("timer late in a busy room, p99", late["ours"][0], late["bare"][0], "ms", LATE_P99, absolute=True),
        line("timer late in a busy room, worst", late["ours"][1], late["bare"][1], "ms", LATE_WORST, absolute=True),
    ]
    if asked.keep:
        machine = {
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "load": os.getloadavg()[0],
        }
        kept = {"measured": SystemClock().now().isoformat(timespec="seconds"), "machine": machine}
        kept |= {"start_s": began, "memory_mb": took, "late_ms": late}
        results = HERE / "results"
        results.mkdir(exist_ok=True)
        (results / "window.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Faults played against the real engine: for each, what was heard, what was told, whether anything was lost.  One table.

    python -m benchmarks.music_faults [--keep] [--only NAME]

Needs pulseaudio, pactl and parec.  Tones are played into a loudspeaker without hardware and what comes out is recorded;
each fault comes while they play.  A broken file stands between two good ones.  Exit 1 when something was heard that should
not have been, was not told, or was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.music_bad_files import (
    away,
    empty,
    fifo,
    garbage,
    missing,
    no_rate,
    renamed,
    truncated,
    wrong_extension,
)
from benchmarks.music_device import CLICKED, ELSEWHERE, UNHEARD, another_loudspeaker, device_lost
from benchmarks.music_room import Room
from benchmarks.music_slow_mount import slow_mount
from benchmarks.music_sound import Recorder, loudspeaker, until
from facilitator_app.clock import SystemClock
from facilitator_app.playlists.deck import Deck
from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece, Play
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import EngineLink
from tests.playlists.sounds import tone, write_flac, write_wav

FALSE_ALARM = "was replaced though it lived"
NEVER = {FALSE_ALARM, CLICKED, UNHEARD, ELSEWHERE}
BURN = "while True: pass"
WINDOW = """
import asyncio, sys
from pathlib import Path
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.deck import Deck
from facilitator_app.playlists.link import EngineLink
async def stay():
    deck = Deck(EngineLink(Path(sys.argv[1])), Faults(), SystemClock())
    await deck.attach(start=False)
    print("there", flush=True)
    await asyncio.sleep(600)
asyncio.run(stay())
"""


@dataclass(frozen=True)
class Fault:
    """``most_ms``: the longest silence that is no failure; ``tells``: what must be told, the beginning of one line."""

    name: str
    play: Callable[[Room], Awaitable[None]]
    most_ms: float = 0.0
    tells: str = ""


def file_fault(
    name: str, make: Callable[[Path], Path], tells: str, after: Callable[[Path], None] | None = None
) -> Fault:
    """A broken file between two good ones."""

    async def play(room: Room) -> None:
        bad = make(room.home)
        await room.begin(bad)
        if after is not None:
            await until(lambda: room.deck.state.next_title == bad.stem)
            await asyncio.sleep(1)  # it is open, and waits
            after(bad)
        await room.at("good1" if tells else bad.stem)
        if not tells:
            await room.at("good1")

    return Fault(name, play, 0.0, tells)


async def replaced(room: Room) -> None:
    """The file that is heard becomes digital silence under the decoder, and then another file altogether."""
    await room.begin()
    await asyncio.sleep(2)
    with room.good[0].open("r+b") as file:
        file.seek(44 + 4 * 48000 * 5)
        file.write(bytes(4 * 48000 * 4))
    new = write_flac(room.home / "new.flac", tone(2, 900))
    new.replace(room.good[1])  # the next one is a FLAC now, under the name of a WAV, and shorter
    await room.at("good2")


async def swapped(room: Room) -> None:
    """The file that is heard, and the one that waits, become other files under the same names, each in one step."""
    await room.begin()
    await asyncio.sleep(1)
    for good in room.good[:2]:
        write_flac(room.home / "new.flac", tone(3, 900)).replace(good)
    await room.at("good2")


async def ends_alone(room: Room) -> None:
    """The window is killed, and the playlist is through before another comes: the bed is heard then, and goes on."""
    room.make(6.0)
    room.bed = (Piece(write_wav(room.home / "bed.wav", tone(6, 300)), "bed"),)
    await room.begin()
    pieces = tuple(PlannedPiece(str(path), path.stem, gain_db=0.0) for path in room.good[1:3])
    bed = tuple(PlannedPiece(str(piece.path), piece.title, gain_db=0.0) for piece in room.bed)
    await room.link.send(Play(Plan("peak", pieces, 1.0, alone_s=0.0, bed=bed), follow=True))
    await room.at("good1", 1.0)
    await room.deck.close()
    await asyncio.sleep(45)
    await _come_back(room)
    await room.at("bed", 1.0, 20)


async def _come_back(room: Room) -> None:
    room.link = EngineLink(room.home / "engine", device="Room")
    room.deck = Deck(room.link, room.faults, SystemClock())
    room.deck.listen(room.changed)
    room.deck.listen_events(room.heard)
    await room.deck.attach(room.arc, start=False)


async def engine_killed(room: Room) -> None:
    await room.begin()
    await asyncio.sleep(1)
    os.kill(room.link.engine_pid, signal.SIGKILL)
    await until(lambda: room.deck.state.status == "engine_lost")
    await until(lambda: room.deck.state.status == "playing")
    await room.at("good1")


async def engine_killed_while_busy(room: Room) -> None:
    """More than enough wants both processors when it dies."""
    await room.begin()
    with burning(2 * (os.cpu_count() or 2)):
        await asyncio.sleep(2)
        os.kill(room.link.engine_pid, signal.SIGKILL)
        await until(lambda: room.deck.state.status == "engine_lost")
        await until(lambda: room.deck.state.status == "playing")
        await asyncio.sleep(2)
    await room.at("good1")


async def engine_stopped(room: Room) -> None:
    """The engine is kept from running for 0.3 s, ten times."""
    await room.begin()
    with same_engine(room):
        for _ in range(10):
            os.kill(room.link.engine_pid, signal.SIGSTOP)
            await asyncio.sleep(0.3)
            os.kill(room.link.engine_pid, signal.SIGCONT)
            await asyncio.sleep(0.9)
    await room.at("good1")


def _another_window(home: Path) -> None:
    """A window that attaches to the same engine and is killed."""
    window = subprocess.Popen([sys.executable, "-c", WINDOW, str(home / "engine")], stdout=subprocess.PIPE)
    assert window.stdout is not None
    window.stdout.readline()
    window.kill()
    window.wait()


async def engine_hangs(room: Room) -> None:
    """The engine is there and does nothing any more."""
    await room.begin()
    await asyncio.sleep(1)
    os.kill(room.link.engine_pid, signal.SIGSTOP)
    await until(lambda: room.deck.state.status == "engine_lost", 20)
    await until(lambda: room.deck.state.status == "playing")
    await room.at("good1")


async def window_killed(room: Room) -> None:
    """The window that is attached is another process; ours goes too, and comes back after."""
    await room.begin()
    await asyncio.to_thread(_another_window, room.home)
    await room.deck.close()
    await asyncio.sleep(4)
    await _come_back(room)
    await room.at("good1")


@contextlib.contextmanager
def burning(count: int) -> Iterator[None]:
    """Programs that want all of every processor."""
    runs = [subprocess.Popen([sys.executable, "-c", BURN], start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for run in runs:
            run.kill()
            run.wait()


async def saturated(room: Room) -> None:
    await room.begin()
    with same_engine(room), burning(2 * (os.cpu_count() or 2)):
        await room.at("good2")


@contextlib.contextmanager
def same_engine(room: Room) -> Iterator[None]:
    """Tell when what stands behind the engine took it for one that hangs."""
    playing = room.link.engine_pid
    yield
    if room.link.engine_pid != playing:
        room.told.append(FALSE_ALARM)


def _last_in_line(pid: int) -> None:
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.setpriority(os.PRIO_PROCESS, int(task.name), 19)


async def starved(room: Room) -> None:
    """The engine comes after everything else."""
    await room.begin()
    _last_in_line(room.link.engine_pid)
    with same_engine(room), burning(2 * (os.cpu_count() or 2)):
        await room.at("good2")


async def window_blocked(room: Room) -> None:
    await room.begin()
    subprocess.run(["sleep", "5"], check=True)  # noqa: ASYNC221  that is the fault: the loop stands still
    await room.at("good1")


async def asleep(room: Room) -> None:
    """Everything of the engine stands still for a minute, as when the machine sleeps."""
    await room.begin()
    await asyncio.sleep(1)
    at = room.deck.state.position_s
    for pid in (room.link.guard_pid, room.link.engine_pid):
        os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(SLEEP_S)
    for pid in (room.link.engine_pid, room.link.guard_pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    woke = time.monotonic()
    await until(lambda: room.deck.state.position_s > at + 1, 20)
    room.told.append(f"went on {room.deck.state.position_s - at - (time.monotonic() - woke):+.1f} s from there")
    await room.at("good1")


async def mount_stalls(room: Room) -> None:
    """The mount the piece is on does not answer for ten seconds; the next one is elsewhere."""
    room.make(60.0)
    with slow_mount(room.good[0]) as mount:
        await room.begin()
        await asyncio.sleep(1)
        mount.lets.clear()
        await room.at("good1", 1.0, 20)
        await asyncio.sleep(10)
        mount.lets.set()
        await room.at("good1", 12.0)


async def mount_of_all_stalls(room: Room) -> None:
    """Everything of the phase is on the mount; the bed is on the machine's own disk."""
    room.make(60.0)
    room.bed = (Piece(write_wav(room.home / "bed.wav", tone(60, 300)), "bed"),)
    with slow_mount(*room.good) as mount:
        await room.begin()
        await asyncio.sleep(2)
        mount.lets.clear()
        await room.at("bed", 3.0, 40)
        mount.lets.set()
        await room.at("bed", 6.0)


SLEEP_S = 60.0
FAULTS = (
    Fault("engine killed", engine_killed, 500.0, "banner music.engine_lost"),
    Fault("engine killed, processors saturated", engine_killed_while_busy, 500.0, "banner music.engine_lost"),
    Fault("engine kept from running for 0.3 s, ten times", engine_stopped),
    Fault("engine hangs", engine_hangs, 1700.0, "banner music.engine_lost"),
    Fault("window killed", window_killed),
    Fault("both processors saturated", saturated),
    Fault("engine starved (nice 19, processors full)", starved),
    Fault("window blocked for 5 s", window_blocked),
    file_fault("file missing", missing, "PiecePassedOver music.piece_missing"),
    file_fault("file empty", empty, "PiecePassedOver music.piece_empty"),
    file_fault("file truncated", truncated, "PiecePassedOver music.piece_truncated"),
    file_fault(
        "file renamed while it waits",
        renamed,
        "",
        away,
    ),
    file_fault("wrong extension", wrong_extension, ""),
    file_fault("0 Hz in the header", no_rate, "PiecePassedOver"),
    file_fault("garbage that looks protected", garbage, "PiecePassedOver music.piece_no_sound"),
    file_fault("a file that never comes (FIFO)", fifo, "PiecePassedOver"),
    Fault("network mount stalls under the piece", mount_stalls, 1000.0, "PieceEnded failed"),
    Fault("network mount stalls under all of the phase", mount_of_all_stalls, 1000.0, "banner music.bed_plays"),
    Fault("file overwritten while it plays", replaced, 50.0, "PieceEnded failed"),
    Fault("file replaced in one step while it plays", swapped),
    Fault("playlist through while no window is there", ends_alone, 0.0, "banner music.bed_alone"),
    Fault("another loudspeaker chosen", another_loudspeaker, 0.0, "heard there"),
    Fault("loudspeaker lost and back", device_lost, 60_000.0, "SoundLost"),
    Fault("asleep for a minute", asleep, 1000 * SLEEP_S + 1500.0),
)


@contextlib.asynccontextmanager
async def room(home: Path) -> AsyncIterator[Room]:
    """A room of its own for one fault."""
    recorder = Recorder()
    made = Room(home, recorder)
    try:
        yield made
    finally:
        recorder.stop()
        await made.close()


async def run(fault: Fault, home: Path) -> dict[str, object]:
    """One fault: what was heard, told, and lost, and whether that is as it should be."""
    async with room(home) as made:
        try:
            await fault.play(made)
            came = True
        except SystemExit:
            came = False
        silences = made.silences()
        is_told = not fault.tells or any(line.startswith(fault.tells) for line in made.told)
        is_good = came and max(silences, default=0.0) <= fault.most_ms and is_told and not made.lost
        is_good = is_good and not NEVER.intersection(made.told)
        return {
            "fault": fault.name,
            "silence, ms": round(max(silences, default=0.0), 1),
            "at most": fault.most_ms,
            "told": list(dict.fromkeys(made.told)),
            "went on": came,
            "lost": made.lost,
            "as it should be": is_good,
        }


def play_all(only: str) -> list[dict[str, object]]:
    """Every fault in a loudspeaker and a folder of its own."""
    rows = []
    for fault in FAULTS:
        if only and only not in fault.name:
            continue
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, loudspeaker(Path(folder)):
            row = asyncio.run(run(fault, Path(folder)))
        rows.append(row)
        mark = "ok" if row["as it should be"] else "NOT AS IT SHOULD BE"
        print(f"{fault.name:44} {row['silence, ms']:>9} ms  {mark:4} {'; '.join(row['told'])}", flush=True)  # type: ignore[arg-type]  # a list of text
    return rows


def main() -> int:
    """Play, print, keep; 1 when something was not as it should be."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    options.add_argument("--only", default="", help="a part of the fault's name")
    chosen = options.parse_args()
    rows = play_all(chosen.only)
    if chosen.keep:
        machine = {"system": platform.platform(), "processors": os.cpu_count(), "load": round(os.getloadavg()[0], 1)}
        told = {"measured": SystemClock().now().isoformat(timespec="seconds"), "machine": machine, "faults": rows}
        result = Path(__file__).resolve().parent / "results" / "music_faults.json"
        result.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row["as it should be"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

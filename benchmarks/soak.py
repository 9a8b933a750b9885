"""Hours of music at real time: is there a silence, does memory grow, what does it cost, is the position shown the one heard.

    python -m benchmarks.soak --hours 2 --keep

Needs pulseaudio, pactl, parec and ffmpeg.  The shipped playlist is played into a loudspeaker without hardware, phase after
phase, with the acts of a session in between (skip, duck, level, hold, the window going and coming back), and what comes out
is listened to the whole time.  libVLC's own player plays the same pieces into another loudspeaker for the cost.  What is
found is written after every row, so that a run that was cut short still tells.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import psutil

from benchmarks.music_ear import Ear, Place, Probe
from benchmarks.music_sound import SHIPPED, busy_s, end, loudspeaker, until
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.arc import PHASES, Arc, read_arc
from facilitator_app.playlists.deck import Deck, DeckChange
from facilitator_app.playlists.link import EngineLink
from tests.playlists.sounds import RATE

RESULT = Path(__file__).resolve().parent / "results" / "soak.json"
ROWS = 120
"""The run is cut into so many equal parts: minutes, in two hours."""
TURN = 17
"""Parts of one phase: seven phases fill the run."""
AWAY_S = 14.0
VLC_ALONE = """
import sys, vlc
instance = vlc.Instance(["--no-video", "--quiet", "--aout=pulse"])
player = instance.media_list_player_new()
player.set_media_list(instance.media_list_new(sys.argv[1:]))
player.set_playback_mode(vlc.PlaybackMode.loop)
player.play()
sys.stdin.read()
"""


class Soak:
    """One run."""

    def __init__(self, home: Path, seconds: float, result: Path) -> None:
        self._home, self._seconds, self._result = home, seconds, result
        self._part_s = seconds / ROWS
        self._arc: Arc = read_arc(SHIPPED / "playlist.toml")
        self._paths = {piece.id: str(piece.path) for piece in (*self._arc.pieces, *self._arc.bed)}
        self._place = Place()
        self._rows: list[dict[str, object]] = []
        self._drifts: list[float] = []
        self._troubles: list[str] = []
        self._pieces = 0
        self._began, self._passed = time.monotonic(), 0.0
        self._cpu = self._cost = (0.0, 0.0)

    async def run(self) -> dict[str, object]:
        """Play, listen, and tell."""
        self._link = EngineLink(self._home / "engine", device="Room")
        self._faults = Faults()
        self._deck = await self._attached(self._link)
        self._ear, self._probe = Ear(), Probe()
        await self._deck.play(self._arc, PHASES[0])
        await until(lambda: self._deck.state.position_s > 1)
        self._engine = self._link.engine_pid
        alone = self._vlc_alone()
        self._alone = alone.pid
        self._began, self._cpu = time.monotonic(), self._busy()
        try:
            for part in range(1, ROWS + 1):
                await asyncio.sleep(max(0.0, self._began + part * self._part_s - time.monotonic()))
                self._row(part)
                self._write()
                await self._act(part)
        finally:
            self._ear.stop()
            self._probe.stop()
            alone.kill()
            alone.communicate()
            await self._deck.close()
            await self._faults.close()
            end(self._link)
        return self._write(whole=True)

    async def _attached(self, link: EngineLink) -> Deck:
        deck = Deck(link, self._faults, SystemClock())
        deck.listen(self._changed)
        await deck.attach()
        await until(lambda: deck.state.device)
        return deck

    def _changed(self, change: DeckChange) -> None:
        if change.after.trouble and change.after.trouble != change.before.trouble:
            self._troubles.append(f"{time.monotonic() - self._began:.0f} s: {change.after.trouble}")
        self._pieces += change.after.piece_id != change.before.piece_id

    def _vlc_alone(self) -> subprocess.Popen[bytes]:
        paths = [str(piece.path) for piece in self._arc.pieces]
        quiet = {**os.environ, "PULSE_SINK": "alone"}
        return subprocess.Popen([sys.executable, "-c", VLC_ALONE, *paths], stdin=subprocess.PIPE, env=quiet)

    def _busy(self) -> tuple[float, float]:
        return busy_s(self._engine), busy_s(self._alone)

    async def _act(self, part: int) -> None:
        deck, at = self._deck, part % TURN
        acts: dict[int, Callable[[], Awaitable[object]]] = {
            0: lambda: deck.follow(PHASES[part // TURN % len(PHASES)]),
            3: deck.duck,
            4: deck.unduck,
            6: deck.skip,
            9: lambda: deck.set_level(-6.0),
            10: lambda: deck.set_level(0.0),
            12: lambda: deck.hold_phase(300.0),
            14: self._come_back,
        }
        if at in acts:
            await acts[at]()

    async def _come_back(self) -> None:
        """The window goes, and another comes."""
        await self._deck.close()
        await asyncio.sleep(min(5.0, self._part_s / 2))
        self._link = EngineLink(self._home / "engine", device="Room")
        self._deck = await self._attached(self._link)
        await self._deck.attach(self._arc)

    def _row(self, part: int) -> None:
        if self._link.engine_pid != self._engine:  # it died, and another plays: its cost begins at nothing
            self._troubles.append(f"{time.monotonic() - self._began:.0f} s: another engine")
            self._engine = self._link.engine_pid
            self._cpu = self._cpu[0] - self._cost[0], self._cpu[1]
        engine = psutil.Process(self._engine)
        scans = engine.cpu_times()
        drift = self._drift()
        if drift is not None:
            self._drifts.append(drift)
        self._rows.append(
            {
                "minute": round((time.monotonic() - self._began) / 60, 2),
                "engine memory, MB": round(own_memory(engine), 1),
                "engine threads": engine.num_threads(),
                "engine open files": engine.num_fds(),
                "engine CPU so far, s": round(self._busy()[0] - self._cpu[0], 2),
                "scans CPU so far, s": round(scans.children_user + scans.children_system, 2),
                "libVLC's own player CPU so far, s": round(self._busy()[1] - self._cpu[1], 2),
                "shown minus heard, ms": None if drift is None else round(1000 * drift),
                "holes so far": len(self._ear.holes.found),
                "silences so far": len(self._ear.silences.found),
                "underruns told so far": self._deck.state.underruns,
                "missed by them so far, ms": self._deck.state.missed_ms,
                "engine waited for a processor so far, s": round(waited_s(self._engine), 2),
                "load of the machine": round(os.getloadavg()[0], 1),
                "phase": self._deck.state.phase,
                "part": part,
            }
        )

    def _drift(self) -> float | None:
        at, snippet = self._ear.snippet()
        shown, state = self._deck.position_s, self._deck.state
        late = time.monotonic() - at
        path = self._paths.get(state.piece_id, "")
        if not path or shown < AWAY_S or state.length_s - shown < AWAY_S or state.moves_in_s:
            return None  # two pieces are heard at once, or will be
        heard = self._place.find(path, snippet, shown)
        return None if heard is None else shown - heard - late

    def _write(self, *, whole: bool = False) -> dict[str, object]:
        if not whole:  # at the end the processes are gone
            ours, theirs = self._busy()
            self._cost = ours - self._cpu[0], theirs - self._cpu[1]
            self._passed = time.monotonic() - self._began
        found = {"hours": round(self._passed / 3600, 3), "whole": whole, **self._heard(), **self._spent()}
        machine = {"system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version()}
        told = {"measured": SystemClock().now().isoformat(timespec="seconds"), "machine": machine, "found": found}
        self._result.write_text(json.dumps({**told, "rows": self._rows}, indent=1) + "\n", encoding="utf-8")
        return found

    def _heard(self) -> dict[str, object]:
        ear, late = self._ear, self._probe.late
        shown = np.array(self._drifts or [0.0]) * 1000
        return {
            "pieces heard": self._pieces,
            "digital silence over 2 ms: count, ms": _count(ear.holes.found),
            "below -60 dBFS over 50 ms: count, ms": _count(ear.silences.found),
            "underruns told by the engine: count, ms": [
                max((int(str(row[name])) for row in self._rows), default=0)
                for name in ("underruns told so far", "missed by them so far, ms")
            ],
            "recorded against the clock, s": round(ear.frames / RATE - (ear.heard_at - ear.began_at), 2),
            "highest peak, dBFS": round(20 * np.log10(max(ear.peak, 1e-9)), 2),
            "shown minus heard, ms: count, median, least, most": [
                len(self._drifts), *(round(float(x)) for x in (np.median(shown), shown.min(), shown.max()))
            ],
            "troubles told": self._troubles,
            "the machine itself stood still (over 15 ms): count, longest ms": [
                len(late), max((ms for _, ms in late), default=0)
            ],
            "where (second, ms)": {
                "digital silence": ear.holes.found[:50],
                "below -60 dBFS": ear.silences.found[:50],
                "the machine stood still": [(round(at - ear.began_at, 2), ms) for at, ms in late[:50]],
            },
        }  # fmt: skip

    def _spent(self) -> dict[str, object]:
        memory = [float(str(row["engine memory, MB"])) for row in self._rows]
        loads = [float(str(row["load of the machine"])) for row in self._rows]
        third = max(1, len(memory) // 3)
        ours, theirs = self._cost
        return {
            "engine memory (its own), MB: first third, last third, highest": [
                round(float(np.median(memory[:third])), 1), round(float(np.median(memory[-third:])), 1), max(memory)
            ],
            "engine CPU, %": round(100 * ours / self._passed, 2),
            "libVLC's own player CPU, %": round(100 * theirs / self._passed, 2),
            "CPU against libVLC's own player": round(ours / max(theirs, 1e-9), 2),
            "load of the machine: mean, highest": [round(sum(loads) / len(loads), 1), max(loads)],
        }  # fmt: skip


def _count(found: list[tuple[float, float]]) -> list[float]:
    return [len(found), round(sum(ms for _, ms in found), 1)]


def waited_s(pid: int) -> float:
    """So long its threads were ready to run and others ran."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text("ascii").split()[1]) for thread in threads) / 1e9


def own_memory(process: psutil.Process) -> float:
    """Megabytes that it shares with nobody; asked in the way that does not make it wait."""
    info = process.memory_info()
    return float(info.rss - info.shared) / 1e6


def soak(hours: float, result: Path) -> dict[str, object]:
    """Everything."""
    with tempfile.TemporaryDirectory() as folder, loudspeaker(Path(folder)):
        other = ("module-null-sink", "sink_name=alone", "norewinds=1", "sink_properties=device.description=Alone")
        subprocess.run(["pactl", "load-module", *other], check=True, stdout=subprocess.DEVNULL)
        return asyncio.run(Soak(Path(folder), hours * 3600, result).run())


def main() -> int:
    """Soak, print; 1 when a silence was heard."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hours", type=float, default=2.0)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    options.add_argument("--result", type=Path, default=Path(tempfile.gettempdir()) / "soak.json")
    chosen = options.parse_args()
    found = soak(chosen.hours, RESULT if chosen.keep else chosen.result)
    for name, value in found.items():
        print(f"{name:60} {value}")
    return 1 if found["digital silence over 2 ms: count, ms"] != [0, 0] else 0


if __name__ == "__main__":
    sys.exit(main())

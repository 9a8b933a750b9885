"""Kills a running room at random moments: ``python -m tests.crash.kills [--times 1000] [--control] [--keep]``.

No entry that was shown as saved may be missing, no projection may differ, and every start must come back to the room.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "benchmarks" / "results" / "kills.json"
KILLS_A_CLINIC = 50
"""Then a new one is begun: what is wrong should be found by looking at little."""
MAKINGS_CUT_OFF = 5
STARTS_WITHIN_S = 60.0


@dataclass
class Told:
    """What came of it."""

    seed: int
    control: bool
    kills: int = 0
    kills_before_the_room: int = 0
    kills_while_a_clinic_was_made: int = 0
    starts_back_in_the_room: int = 0
    saved: int = 0
    wrong: list[str] = field(default_factory=list)


def start(folder: Path, acks: Path, dice: random.Random, *how: str) -> subprocess.Popen[bytes]:
    """The room, once more."""
    command = [sys.executable, "-m", "tests.crash.room", str(folder), str(acks), str(dice.randrange(1 << 30))]
    return subprocess.Popen([*command, *how], cwd=ROOT, stderr=subprocess.DEVNULL)


def lines_of(acks: Path) -> list[str]:
    """Every whole line that was said."""
    return [line for line in acks.read_text().splitlines(keepends=True) if line.endswith("\n")] if acks.exists() else []


def until_in_the_room(room: subprocess.Popen[bytes], acks: Path, before: int) -> bool:
    """Wait for the word; whether it came."""
    pause, end = threading.Event(), time.monotonic() + STARTS_WITHIN_S
    while room.poll() is None and time.monotonic() < end:
        if any(line.startswith("room") for line in lines_of(acks)[before:]):
            return True
        pause.wait(0.005)
    return False


def kill_once(folder: Path, acks: Path, dice: random.Random, told: Told) -> bool:
    """Start, kill at a random moment; whether all was well until then."""
    before = len(lines_of(acks))
    room = start(folder, acks, dice, *(["early"] if told.control else []))
    early = dice.random() < 0.25
    if early:
        threading.Event().wait(dice.uniform(0.0, 1.5))
    elif until_in_the_room(room, acks, before):
        told.starts_back_in_the_room += 1
        threading.Event().wait(dice.uniform(0.0, 0.8))
    said_it = room.poll() is None
    room.send_signal(signal.SIGKILL)
    room.wait()
    told.kills += said_it
    told.kills_before_the_room += early
    if not said_it:
        last = lines_of(acks)[-1:]
        told.wrong.append(
            last[0].strip() if last and last[0].startswith("WRONG") else f"ended by itself: {room.returncode}"
        )
    return said_it


def kill_while_it_is_made(folder: Path, acks: Path, dice: random.Random, told: Told) -> None:
    """The first start, cut off a few times before it is let go to its end."""
    for _ in range(MAKINGS_CUT_OFF):
        room = start(folder, acks, dice, "make")
        threading.Event().wait(dice.uniform(0.25, 0.9))
        if room.poll() is None:
            room.kill()
            told.kills_while_a_clinic_was_made += 1
        if room.wait() > 0:
            told.wrong.append(f"ended by itself while a clinic was made: {room.returncode}")


def make_to_its_end(folder: Path, acks: Path, dice: random.Random) -> None:
    """The first start, let go to its end."""
    room = start(folder, acks, dice, "make")
    try:
        assert room.wait(STARTS_WITHIN_S) == 0
    finally:
        room.kill()


def kill_again_and_again(times: int, seed: int, *, control: bool = False) -> Told:
    """So many kills; stops a clinic at the first thing that is wrong in it."""
    told, dice = Told(seed, control), random.Random(seed)
    while told.kills < times and (not told.wrong or not control):
        with tempfile.TemporaryDirectory(prefix="facilitator-kills-") as place:
            folder, acks = Path(place) / "clinic", Path(place) / "acks"
            kill_while_it_is_made(folder, acks, dice, told)
            make_to_its_end(folder, acks, dice)
            target = min(times, told.kills + KILLS_A_CLINIC)
            while told.kills < target and kill_once(folder, acks, dice, told):
                pass
            told.saved += sum(line.startswith("saved") for line in lines_of(acks))
        if told.wrong and not control:
            break
    return told


def main() -> int:
    """By command; exit 1 when something was lost, or when the control lost nothing."""
    options = argparse.ArgumentParser(prog="python -m tests.crash.kills", description=__doc__)
    options.add_argument("--times", type=int, default=1000)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--control", action="store_true", help="say saved too early; must be caught")
    options.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    asked = options.parse_args()
    began = time.monotonic()
    told = kill_again_and_again(asked.times, asked.seed, control=asked.control)
    figures = asdict(told) | {"seconds": round(time.monotonic() - began)}
    print(json.dumps(figures, indent=1))
    if asked.keep:
        keep(RESULT, "control" if asked.control else "ours", figures)
    return int(bool(told.wrong) is not asked.control)


def keep(path: Path, name: str, figures: dict[str, object]) -> None:
    """Put figures beside the others of the file."""
    there = json.loads(path.read_text()) if path.exists() else {}
    there["machine"] = {"system": platform.platform(), "cpus": os.cpu_count(), "python": platform.python_version()}
    there[name] = figures
    path.write_text(json.dumps(there, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())

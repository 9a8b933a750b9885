"""Kills a program that changes the key of a record, at random moments: ``python -m tests.crash.turns [--times 200] [--keep]``.

Every start must find the old record or the new one, whole, open to who stays, with every line that was said to be saved.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from facilitator_app import key_slots
from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile, turning
from facilitator_app.key_on_disk import as_file
from facilitator_app.turned_slots import turn
from facilitator_app.vault import Vault
from tests.crash.kills import ROOT, keep, lines_of
from tests.journal.conftest import SESSION, line, texts

RESULT = ROOT / "benchmarks" / "results" / "turns.json"
INES, TOMAS = ("Ines", "four quiet words here"), ("Tomas", "another long passphrase")


@dataclass
class Told:
    """What came of it."""

    seed: int
    kills: int = 0
    in_mid_change: int = 0
    changes: int = 0
    saved: int = 0
    wrong: list[str] = field(default_factory=list)


def make(folder: Path) -> None:
    """A record of some size, with two who come in."""
    clock = SystemClock()
    vault, opened, _ = Vault.create(folder, *INES, UUID(int=1), ("administrator",), clock)
    vault.add(opened, *TOMAS, UUID(int=2), ("facilitator",))
    journal = JournalFile.create(folder, opened.key, clock)

    async def fill() -> None:
        await journal.append([line(f"n{number} " + "words " * 40, UUID(int=number % 7 + 10)) for number in range(2000)])
        await journal.close()

    asyncio.run(fill())


async def change_on_and_on(folder: Path, acks: Path) -> None:
    """A line and another key, again and again; each is said when it is so."""
    clock, vault = SystemClock(), Vault.at(folder)
    opened = vault.open(*INES)
    journal = JournalFile.open(folder, opened.key, clock)
    with acks.open("a", encoding="utf-8") as told:
        number = len(lines_of(acks))
        while True:
            number += 1
            await journal.append([line(f"ack {number}", UUID(int=10))])
            print(f"saved ack {number}", file=told, flush=True)
            new = turn(vault.kept, vault.open(*INES))
            await journal.turn(new.key, as_file(new.kept))
            vault.turned(new)
            print(f"turned {number}", file=told, flush=True)


def look(folder: Path, acks: Path, told: Told) -> None:
    """Come in as both, and see that all is there."""
    told.in_mid_change += any((folder / (name + turning.NEXT)).exists() for name in turning.PARTS)
    turning.settle_if_free(folder)
    vault = Vault.at(folder)
    keys = {vault.open(*who).key for who in (INES, TOMAS)}
    if len(keys) != 1:
        told.wrong.append("two keys")

    async def read() -> None:
        journal = JournalFile.open(folder, keys.pop(), SystemClock())
        there = set(texts(await journal.entries(SESSION)))
        said = {row.removeprefix("saved ").strip() for row in lines_of(acks) if row.startswith("saved")}
        if said - there:
            told.wrong.append(f"{len(said - there)} lines are gone")
        told.wrong += [one.what for one in await journal.verify()]
        await journal.close()

    asyncio.run(read())


def kill_again_and_again(times: int, seed: int) -> Told:
    """So many kills of one record; stops at the first thing that is wrong."""
    told, dice = Told(seed), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="facilitator-turns-") as place:
        folder, acks = Path(place) / "clinic", Path(place) / "acks"
        make(folder)
        while told.kills < times and not told.wrong:
            before = len(lines_of(acks))
            command = [sys.executable, "-m", "tests.crash.turns", "--change", str(folder), str(acks)]
            changing = subprocess.Popen(command, cwd=ROOT)
            pause = threading.Event()
            while len(lines_of(acks)) == before and changing.poll() is None:
                pause.wait(0.005)
            pause.wait(dice.uniform(0.0, 2.0))
            if changing.poll() is not None:
                told.wrong.append(f"ended by itself: {changing.returncode}")
                break
            changing.send_signal(signal.SIGKILL)
            changing.wait()
            told.kills += 1
            look(folder, acks, told)
        told.changes = sum(row.startswith("turned") for row in lines_of(acks))
        told.saved = sum(row.startswith("saved") for row in lines_of(acks))
    return told


def main() -> int:
    """By command; exit 1 when something was lost."""
    options = argparse.ArgumentParser(prog="python -m tests.crash.turns", description=__doc__)
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    options.add_argument("--change", nargs=2, type=Path, help="what is killed")
    asked = options.parse_args()
    key_slots.COST = key_slots.Cost(passes=1, memory=64, lanes=1)
    if asked.change:
        asyncio.run(change_on_and_on(*asked.change))
    told = kill_again_and_again(asked.times, asked.seed)
    print(json.dumps(asdict(told), indent=1))
    if asked.keep:
        keep(RESULT, "ours", asdict(told))
    return int(bool(told.wrong))


if __name__ == "__main__":
    raise SystemExit(main())

"""The app killed at any moment: what it said was saved is there, nothing is torn, and the half-typed word too."""

from __future__ import annotations

import asyncio
import random
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile
from facilitator_app.record.room import Noted

SESSION = UUID(int=0x5E55)

APP = """
import asyncio, os, random, sys
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile
from facilitator_app.record.changes import Amended
from facilitator_app.record.entry import Entry, new_id
from facilitator_app.record.room import Noted
from facilitator_app.record.vitals import Measure, VitalsTaken

folder, key, launch = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
scope, clock = UUID(int=0x5E55), SystemClock()
people = [UUID(int=number) for number in range(11, 17)]

def entry(fact):
    now = clock.now()
    about = random.choice(people)
    return Entry(id=new_id(now), scope=scope, observed_at=now, recorded_at=now, fact=fact, participant=about)

def say(what):
    os.write(1, (what + "\\n").encode())  # at once, past every buffer

async def touches(journal, who):
    for number in range(100000):
        text = f"{launch}/{who}/{number} " + "x" * random.choice((5, 60, 6000))
        check = entry(VitalsTaken(values={Measure.HEART_RATE: Decimal(60 + number % 60)}))
        lines = [entry(Noted(text=text)), check]
        if number % 5 == 0:
            better = VitalsTaken(values={Measure.HEART_RATE: Decimal(61)})
            lines.append(entry(Amended(target=check.id, fact=better, reason="slip")))
        await journal.append(lines)
        say(f"saved {text[:40]}")
        await journal.save_draft(f"note:{launch}:{who}", str(number))
        say(f"draft {launch}:{who} {number}")

async def main():
    opened = JournalFile.open if (folder / "record.db").exists() else JournalFile.create
    journal = opened(folder, key, clock)
    say("ready")
    await asyncio.gather(*(touches(journal, who) for who in range(4)))

asyncio.run(main())
"""


def killed_at_random(folder: Path, key: bytes, launch: str, dice: random.Random) -> list[str]:
    """Start the app, kill it after some words, and return every word it said."""
    command = [sys.executable, "-c", APP, str(folder), key.hex(), launch]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        assert app.stdout.readline() == "ready\n"
        said = [app.stdout.readline() for _ in range(dice.randrange(1, 120))]
        app.send_signal(signal.SIGKILL)
        said += app.stdout.readlines()
    assert app.returncode == -signal.SIGKILL
    return said


async def check(folder: Path, key: bytes, said: list[str], note: str) -> int:
    """Open what is left and hold it against what was said; returns how many notes are there."""
    journal = JournalFile.open(folder, key, SystemClock())
    assert await journal.verify() == (), note
    there = [entry.fact.text for entry in await journal.entries(SESSION) if isinstance(entry.fact, Noted)]
    drafts = await journal.drafts()
    await journal.close()
    words = {text[:40] for text in there}
    saved = [
        line.removeprefix("saved ").rstrip("\n") for line in said if line.startswith("saved ") and line[-1] == "\n"
    ]
    assert [text for text in saved if text not in words] == [], note
    assert len(there) == len(words), note
    for line in said:
        kind, _, rest = line.rstrip("\n").partition(" ")
        if kind == "draft" and line.endswith("\n"):
            name, number = rest.split(" ")
            assert int(drafts[f"note:{name}"]) >= int(number), note
    return len(there)


def kill_again_and_again(folder: Path, times: int) -> None:
    seed = random.randrange(1 << 32)
    dice, key = random.Random(seed), secrets.token_bytes(32)
    said: list[str] = []
    there = 0
    for launch in range(times):
        said += killed_at_random(folder, key, f"L{launch}", dice)
        there = asyncio.run(check(folder, key, said, f"seed {seed}, launch {launch}"))
    assert there >= len([line for line in said if line.startswith("saved ")]) > times


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_nothing_that_was_said_to_be_saved_is_lost_when_the_app_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "clinic", 6)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_nothing_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "clinic", 100)

"""Writes a record as the app does, for its system calls to be watched.

``python -m tests.crash.writer FOLDER KEY ACKS [CONTROL]``
The control ``NORMAL`` does not have the drive keep each commit; ``ROLLBACK`` uses a rollback journal that is not kept either.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile, connect, running
from facilitator_app.record.entry import Entry, Fact, new_id
from facilitator_app.record.room import Noted
from facilitator_app.record.vitals import Measure, VitalsTaken

SESSION = UUID(int=0x5E55)
PEOPLE = (UUID(int=11), UUID(int=12))
LINES = 150
CONTROLS = {
    "NORMAL": ("journal_mode=WAL", "synchronous=NORMAL"),
    "ROLLBACK": ("journal_mode=DELETE", "synchronous=OFF"),
}


def entry(fact: Fact, clock: SystemClock, about: UUID) -> Entry:
    """A line about somebody."""
    now = clock.now()
    return Entry(id=new_id(now), scope=SESSION, observed_at=now, recorded_at=now, fact=fact, participant=about)


async def write(folder: Path, key: bytes, acks: int) -> None:
    """Single touches and touches on two people, each said to be saved when it is."""
    clock, dice = SystemClock(), random.Random(7)
    journal = JournalFile.open(folder, key, clock)
    os.write(acks, b"GO\n")
    for number in range(LINES):
        fact: Fact = Noted(text="x" * dice.choice((5, 60, 900, 6000)))
        if number % 3 == 0:
            fact = VitalsTaken(values={Measure.HEART_RATE: Decimal(60 + number % 40)})
        lines = [entry(fact, clock, about) for about in PEOPLE[: 1 + number % 2]]
        await journal.append(lines)
        os.write(acks, b"".join(b"saved " + line.id.hex.encode() + b"\n" for line in lines))


def main() -> None:
    """Commit by commit; the log is brought into the file every fifteen."""
    folder, key, acks = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
    for control in sys.argv[4:]:
        others = [pragma for pragma in connect._WRITING if not pragma.startswith(("journal_mode", "synchronous"))]
        vars(connect)["_WRITING"] = (*CONTROLS[control], *others)
    running.CHECKPOINT_COMMITS = 15
    handle = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    asyncio.run(write(folder, key, handle))
    os._exit(0)


if __name__ == "__main__":
    main()

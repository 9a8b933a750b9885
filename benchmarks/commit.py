"""What a touch costs until it is on disk with its projections, against writing 512 bytes and fsync in the same run.

    python benchmarks/commit.py [--rounds N] [--keep]

Exit 1 when a target is missed: 8 times at the median, 10 times at the 99th percentile.  Both sides are taken in turn, in
random order, on the same disk; a ratio says more than the milliseconds of one machine.  ``--keep`` writes the result,
with the machine it came from, to ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import secrets
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile
from facilitator_app.record.entry import Entry, Fact, new_id
from facilitator_app.record.room import Noted, Observed
from facilitator_app.record.vitals import Measure, VitalsTaken

TARGETS = {"p50": 8.0, "p99": 10.0}
TOUCHES_A_ROUND = 25
FACTS: tuple[Fact, ...] = (
    Observed(word="tears", label="Tears", group="feeling"),
    VitalsTaken(
        values={
            Measure.HEART_RATE: Decimal(84),
            Measure.SYSTOLIC: Decimal(142),
            Measure.DIASTOLIC: Decimal(86),
            Measure.SPO2: Decimal(97),
        }
    ),
    Noted(text="Asks for the blanket, hand held for a while, breathing slows. Music seems to carry. " * 3),
)


def bare(file: int) -> float:
    """Seconds for 512 bytes to be on the drive."""
    block = secrets.token_bytes(512)
    began = time.perf_counter()
    os.write(file, block)
    os.fsync(file)
    return time.perf_counter() - began


async def touch(journal: JournalFile, clock: SystemClock, scope: UUID, person: UUID, fact: Fact) -> float:
    """Seconds from the touch until its line is on disk and may be shown as saved."""
    began = time.perf_counter()
    now = clock.now()
    await journal.append(
        [Entry(id=new_id(now), scope=scope, observed_at=now, recorded_at=now, fact=fact, participant=person)]
    )
    return time.perf_counter() - began


async def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Both sides, in turn and in random order."""
    clock = SystemClock()
    journal = JournalFile.create(folder, secrets.token_bytes(32), clock)
    scope, people = new_id(clock.now()), [new_id(clock.now()) for _ in range(6)]
    file = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    took: dict[str, list[float]] = {"touch": [], "bare": []}
    for number in range(rounds + 2):
        sides = ["touch", "bare"] * TOUCHES_A_ROUND
        random.shuffle(sides)
        for side in sides:
            if side == "bare":
                seconds = bare(file)
            else:
                seconds = await touch(journal, clock, scope, random.choice(people), random.choice(FACTS))
            if number >= 2:  # the first two rounds warm the caches up
                took[side].append(seconds)
    os.close(file)
    await journal.close()
    return took


def at(share: float, seconds: list[float]) -> float:
    """The value that ``share`` of them do not exceed."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def report(took: dict[str, list[float]]) -> dict[str, object]:
    """The figures, printed and returned."""
    figures: dict[str, object] = {}
    for name, share in (("p50", 0.50), ("p99", 0.99)):
        line, plain = at(share, took["touch"]), at(share, took["bare"])
        ratio, target = line / plain, TARGETS[name]
        verdict = "ok" if ratio <= target else "MISSED"
        print(
            f"{name}: touch {line * 1e6:6.0f} us, 512 B + fsync {plain * 1e6:6.0f} us:"
            f" {ratio:5.2f}x (target {target:.0f}x) {verdict}"
        )
        figures[name] = {"touch_us": line * 1e6, "bare_us": plain * 1e6, "ratio": ratio, "target": target}
    return figures


def machine() -> dict[str, object]:
    """Where the figures come from."""
    from sqlcipher3 import dbapi2

    return {
        "system": platform.platform(),
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "sqlite": dbapi2.sqlite_version,
    }


def main() -> int:
    """Measure, print, and keep when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commit-", dir=os.environ.get("BENCHMARK_DIR")) as folder:
        took = asyncio.run(measure(Path(folder), asked.rounds))
    figures = report(took)
    if asked.keep:
        results = Path(__file__).resolve().parent / "results"
        results.mkdir(exist_ok=True)
        kept = {"measure": "commit", "samples": len(took["touch"]), "machine": machine()} | figures
        (results / "commit.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    missed = any(at(s, took["touch"]) / at(s, took["bare"]) > TARGETS[n] for n, s in (("p50", 0.5), ("p99", 0.99)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

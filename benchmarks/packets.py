"""What it costs to finish the handoffs of a group of six: composed, looked through, signed, set, sealed, written and noted.

    python benchmarks/packets.py [--rounds N] [--keep]

Six against one, each in a fresh process that has the session open and nothing of the handoff imported, taken in turn.
Exit 1 when a target is missed: 4 times one packet, and 2 seconds.  Each packet is a sealed zip (AES) with the page as
PDF/A, the FHIR document, the table and the invitation.  ``--how age_passphrase`` seals by a passphrase instead: age makes
that slow on purpose, about a second each.  ``--keep`` writes the result to ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facilitator_app.record.entry import Entry

RATIO, SECONDS = 4.0, 2.0
GROUP = 6


async def take(people: int, how: str, folder: Path) -> float:
    """Seconds for the handoffs of so many of a group of six, with three hours of lines about each."""
    from facilitator_app import text
    from facilitator_app.faults import Faults
    from facilitator_app.journal import JournalFile
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.rehearsal.fast_clock import FastClock
    from facilitator_app.session import Session
    from tests.people import INES, TOMAS
    from tests.told import SCOPE

    told, group = afternoon()
    clock, faults = FastClock(max(entry.recorded_at for entry in told) + timedelta(hours=1)), Faults()
    journal = JournalFile.create(folder / "clinic", secrets.token_bytes(32), clock)
    await journal.append(told)
    session = Session(SCOPE, journal, clock, faults, await journal.entries(SCOPE))
    began = time.perf_counter()
    from facilitator_app.handoff.desk import Desk
    from facilitator_app.handoff.outgoing import Wanted
    from facilitator_app.record.leave import Recipient
    from facilitator_app.record.release import How

    desk, to = Desk(session, ClinicState(), clock, text.english()), Recipient.PRESCRIBER
    session.at_screen = TOMAS  # who leads it
    for person in group[:people]:
        await desk.say_read(person, to)
        await desk.sign(person, "Measured.", to)
        session.at_screen = INES
        await desk.countersign(person, "Measured.", to)
        session.at_screen = TOMAS
        await desk.release(person, Wanted(to=to, recipient="Prescriber", how=How(how), folder=folder / "out"))
    took = time.perf_counter() - began
    await journal.close()
    await faults.close()
    return took


def afternoon() -> tuple[list[Entry], list[UUID]]:
    """Three hours of six people: a check every ten minutes, words and notes in between, a dose, quotes with leave."""
    from facilitator_app.record import room
    from tests.told import Told

    told = Told().staff()
    group = [UUID(int=2000 + number) for number in range(GROUP)]
    names = ("Rowan", "Amara", "Idris", "Noor", "Teodor", "Sable")
    for seat, (person, name) in enumerate(zip(group, names, strict=True), 1):
        told.write(1, room.Seated(seat=seat, preferred_name=name, legal_name=f"{name} Example"), person)
        told.write(2, room.IntentionSaid(text="To meet the grief without running."), person)
        told.vitals(5, person, "HR 72, BP 118/76, SpO2 98, Br 14, T 36.7")
        told.dose(20, person)
        for minute in range(25, 180, 10):
            told.vitals(minute, person, f"HR {70 + minute % 17}, BP {118 + minute % 23}/{74 + minute % 11}, SpO2 97")
            told.observed(minute + 2, person, "stillness")
            told.write(minute + 4, room.Noted(text="Breath slow, hands open, a tear and then a smile."), person)
        told.quote(100, person, "The lake was warm and nobody was on it.", room.Leave.YES)
        told.out(185, person)
    return list(told.closed(190).entries), group


def once(people: int, how: str) -> float:
    """One taking in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--people", str(people), "--how", how]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> int:
    """Measure, print, and keep when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--how", default="zip", choices=("zip", "locked_pdf", "age_passphrase"))
    parser.add_argument("--people", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    asked = parser.parse_args()
    if asked.people:
        with tempfile.TemporaryDirectory(prefix="packets-", dir=os.environ.get("BENCHMARK_DIR")) as folder:
            print(asyncio.run(take(asked.people, asked.how, Path(folder))))
        return 0
    pairs = [(once(1, asked.how), once(GROUP, asked.how)) for _ in range(asked.rounds)]
    one, six = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = six / one
    verdict = "ok" if ratio <= RATIO else "MISSED"
    print(f"packets: six {six * 1e3:.0f} ms, one {one * 1e3:.0f} ms: {ratio:.2f}x (target {RATIO:.0f}x) {verdict}")
    late = "" if six <= SECONDS else ", missed"
    print(f"six packets complete and sealed, s  {six:.2f} (at most {SECONDS:.0f}{late})")
    if asked.keep:
        results = Path(__file__).resolve().parent / "results"
        results.mkdir(exist_ok=True)
        machine = {"system": platform.platform(), "cpus": os.cpu_count(), "load": os.getloadavg()[0]}
        kept = {
            "measure": "packets",
            "how": asked.how,
            "rounds": asked.rounds,
            "machine": machine | {"python": platform.python_version()},
            "one_s": round(one, 3),
            "six_s": round(six, 3),
            "ratio": round(ratio, 2),
        }
        (results / "packets.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0 if ratio <= RATIO and six <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())

"""What it costs to come in, and what the time of a refusal tells: nothing of what was wrong.

    python benchmarks/unlock.py [--rounds N] [--keep]

Exit 1 when a target is missed: coming in takes at most half a second at the median, and a refusal takes the same time within
a tenth whatever was wrong: the name, the whole passphrase, its last letter, or nothing (the record not yet opened).  All of
them are tried in turn, in random order, at the real cost of a try.  ``argon2id`` says how much of a try is the derivation.
Tries are compared by their lower quartile.
``--keep`` writes the result, with the machine it came from, to ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from argon2.low_level import Type, hash_secret_raw

from benchmarks.commit import at, machine
from facilitator_app import key_slots
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Entry, new_id
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Noted
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.vault import Vault
from tests.people import START

RESULT = Path(__file__).resolve().parent / "results" / "unlock.json"
UNLOCK_S, APART = 0.5, 1.10
PEOPLE, NOTES = 20, 500
SIGN_IN, PASSPHRASE = "ines", "four quiet mats in a room"
TRIES = {
    "right": (SIGN_IN, PASSPHRASE),
    "unknown name": ("nobody", PASSPHRASE),
    "wrong passphrase": (SIGN_IN, "something else altogether"),
    "wrong last letter": (SIGN_IN, PASSPHRASE[:-1] + "n"),
    "much too long": (SIGN_IN, PASSPHRASE * 40),
}
"""What is tried: all but the first are refused."""


async def clinic(folder: Path, clock: FastClock) -> None:
    """A clinic with some hundred lines, as after some weeks."""
    app = App(folder, clock=clock, player=SilentPlayer(clock))
    await app.start()
    roles = (Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER, Role.FACILITATOR)
    await app.make_clinic(
        name="Still Water (invented)", zone="America/Denver", person="Ines Okafor", roles=roles, sign_in=SIGN_IN,
        passphrase=PASSPHRASE,
    )  # fmt: skip
    assert app.clinic is not None
    assert app.journal is not None
    people = [await app.clinic.add_participant(ParticipantAdded(preferred_name=f"P{one}")) for one in range(PEOPLE)]
    scope, now = new_id(clock.now()), clock.now()
    for number in range(NOTES):
        about, note = people[number % PEOPLE], Noted(text="Breath slow. " * 8)
        line = Entry(id=new_id(now), scope=scope, observed_at=now, recorded_at=now, fact=note, participant=about)
        await app.journal.append([line])
    await app.close()


def seconds(work: Callable[[], object]) -> float:
    """How long it took, refused or not."""
    began = time.perf_counter()
    with contextlib.suppress(Refusal):
        work()
    return time.perf_counter() - began


def tried(folder: Path, clock: FastClock, rounds: int) -> dict[str, list[float]]:
    """Every way to knock, in turn and in random order; the wait after wrong tries is let pass."""
    vault = Vault.at(folder, clock)
    cost, secret, salt = key_slots.COST, PASSPHRASE.encode(), bytes(16)
    took: dict[str, list[float]] = {name: [] for name in (*TRIES, "argon2id")}
    for _ in range(rounds):
        for name in random.sample(list(took), len(took)):
            clock.advance(timedelta(minutes=10))
            work = (
                partial(vault.open, *TRIES[name])
                if name in TRIES
                else partial(hash_secret_raw, secret, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
            )
            took[name].append(seconds(work))
    return took


async def came_in(folder: Path, clock: FastClock, rounds: int) -> list[float]:
    """From the touch of *Open* to a record that is open, each time in a program that was just started."""
    took = []
    for _ in range(rounds):
        app = App(folder, clock=clock, player=SilentPlayer(clock))
        await app.start()
        began = time.perf_counter()
        await app.unlock(SIGN_IN, PASSPHRASE)
        took.append(time.perf_counter() - began)
        await app.close()
    return took


def main() -> int:
    """Measure, print, and keep when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    asked = parser.parse_args()
    clock = FastClock(START)
    with tempfile.TemporaryDirectory(prefix="unlock-", dir=os.environ.get("BENCHMARK_DIR")) as place:
        folder = Path(place) / "clinic"
        asyncio.run(clinic(folder, clock))
        took = tried(folder, clock, asked.rounds)
        whole = asyncio.run(came_in(folder, clock, asked.rounds))
    quick = {name: at(0.25, each) for name, each in took.items()}  # other programs only add
    usual = quick["wrong passphrase"]
    ratios = {name: quick[name] / usual for name in TRIES}
    apart = max(max(ratio, 1 / ratio) for ratio in ratios.values())
    p50, p95 = at(0.5, whole), at(0.95, whole)
    late = "" if p50 <= UNLOCK_S else ", missed"
    spread = f"{min(whole) * 1e3:.0f} to {p95 * 1e3:.0f}"
    print(f"come in: {p50 * 1e3:.0f} ms, {spread} (at most {UNLOCK_S * 1e3:.0f} at the median{late})")
    for name, ratio in ratios.items():
        print(f"{name}: {quick[name] * 1e3:.1f} ms, {ratio:.3f}x a wrong passphrase")
    print(f"come in against one try: {p50 / usual:.2f}x")
    print(f"argon2id alone: {quick['argon2id'] * 1e3:.1f} ms, {quick['argon2id'] / usual:.2f} of a try")
    print(f"furthest apart: {apart:.3f}x (target {APART}x) {'ok' if apart <= APART else 'MISSED'}")
    if asked.keep:
        come_in = {"quickest": min(whole), "p50": p50, "p95": p95}
        kept = {
            "measure": "unlock",
            "rounds": asked.rounds,
            "machine": machine(),
            "come_in_ms": {name: round(each * 1e3, 1) for name, each in come_in.items()},
            "try_ms": {name: round(each * 1e3, 2) for name, each in quick.items()},
            "against_a_wrong_passphrase": {name: round(ratio, 4) for name, ratio in ratios.items()},
        }
        RESULT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0 if apart <= APART and p50 <= UNLOCK_S else 1


if __name__ == "__main__":
    sys.exit(main())

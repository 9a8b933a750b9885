"""One kind of file after the other, spoilt until the time is over or something is wrong; hung is what takes too long."""

from __future__ import annotations

import hashlib
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from tests.fuzz.spoil import spoilt
from tests.fuzz.targets import Family, Target

HUNG_S = 20.0
"""What takes longer on a busy machine hangs."""
MOST_WRONG = 3
"""After so many a kind of file is left: it has to be mended first."""


class Told(TypedDict):
    """What came of one kind of file."""

    runs: int
    seconds: float
    slowest_ms: int
    came_of_it: dict[str, int]
    wrong: list[str]


class Hung(Exception):
    """It takes too long."""


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Raise Hung after so long, where the system can (not on Windows)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def hung(*_: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, hung)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def spoil(target: Target, dice: random.Random, *, seconds: float, most: int, found: Path | None = None) -> Told:
    """Until the time is over, or so many times."""
    came, wrong, runs, slowest = Counter[str](), list[str](), 0, 0.0
    began = time.monotonic()
    while time.monotonic() - began < seconds and runs < most and len(wrong) < MOST_WRONG:
        content = spoilt(target.seeds, dice)
        start = time.monotonic()
        try:
            with no_longer_than(HUNG_S):
                came[target.read(content)] += 1
        except Exception as fault:  # noqa: BLE001 - whatever it is, that is what is looked for
            name = hashlib.sha256(content).hexdigest()[:12]
            wrong.append(f"{name}: {type(fault).__name__} {_where(fault)}: {str(fault)[:80]}")
            if found is not None:
                (found / f"{target.name.replace(' ', '-')}-{name}").write_bytes(content)
        slowest = max(slowest, time.monotonic() - start)
        runs += 1
    took = round(time.monotonic() - began, 1)
    return Told(
        runs=runs, seconds=took, slowest_ms=round(slowest * 1e3), came_of_it=dict(came.most_common()), wrong=wrong
    )


def spoil_all(
    *families: Family,
    seconds: float,
    seed: int,
    most: int = sys.maxsize,
    only: str = "",
    found: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Told]:
    """Every kind of file of the families whose name has ``only`` in it; each has dice of its own, to be done again alone."""
    told: dict[str, Told] = {}
    with tempfile.TemporaryDirectory(prefix="facilitator-fuzz-") as place, _in_silence():
        for family in families:
            own = Path(place) / family.__name__
            own.mkdir()
            for target in family(own):
                if only in target.name:
                    dice = random.Random(f"{seed} {target.name}")
                    told[target.name] = one = spoil(target, dice, seconds=seconds, most=most, found=found)
                    say(f"{target.name}: {one['runs']} runs, {len(one['wrong'])} wrong")
                target.close()
    return told


@contextmanager
def _in_silence() -> Iterator[None]:
    """What the program logs of spoilt files is not what is looked for."""
    logger = logging.getLogger("facilitator")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _where(fault: BaseException) -> str:
    frames = [one for one in traceback.extract_tb(fault.__traceback__) if "facilitator_app" in one.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "in the test"

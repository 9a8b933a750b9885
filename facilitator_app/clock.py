"""The only place that asks what time it is.  UTC is anchored to a clock that also runs while the machine sleeps."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=2)
"""A difference between the wall clock and the anchored clock from which the wall clock is said to have been set."""


class Clock(Protocol):
    """What the core asks of a clock."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back and counts sleep where the platform can."""
        ...

    def step(self) -> timedelta | None:
        """How far the wall clock was set since the last call, or None when it was not (under two seconds)."""
        ...

    def not_before(self, moment: datetime) -> None:
        """Go on from ``moment`` when now is before it: a wall clock that was set back while nobody looked."""
        ...


class SystemClock:
    """The machine's clocks.  ``now`` follows the anchor, so a wall clock that is set does not move the session."""

    def __init__(self) -> None:
        self._anchor_wall = time.time()
        self._anchor_boot = self.monotonic()
        self._told = timedelta(0)

    def now(self) -> datetime:
        """Now in UTC, as told by the wall clock at start and counted from there by the clock that runs in sleep."""
        return datetime.fromtimestamp(self._anchor_wall + self.monotonic() - self._anchor_boot, UTC)

    def monotonic(self) -> float:
        """Seconds since boot, sleep included where the platform counts it."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot) if boot is not None else time.monotonic()

    def step(self) -> timedelta | None:
        """How far the wall clock was set since the last call, or None."""
        drift = datetime.fromtimestamp(time.time(), UTC) - self.now()
        moved = drift - self._told
        if abs(moved) < STEP:
            return None
        self._told = drift
        return moved

    def not_before(self, moment: datetime) -> None:
        """Go on from ``moment`` when now is before it; ``step`` then tells by how much the wall clock differs."""
        self._anchor_wall += max(0.0, (moment - self.now()).total_seconds())

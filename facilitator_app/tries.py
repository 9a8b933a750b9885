"""The slowing down of wrong tries, counted across runs of the app in a small file of its own.  Knows no key file."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator_app.clock import Clock
from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.key_slots import put

TRIES = "keys.tries"
TRIES_BEFORE_WAIT = 5
FIRST_WAIT, LONGEST_WAIT = 5, 300
"""Seconds after the fifth wrong try, doubled by each further one, and the most it comes to."""


class Tries:
    """Counts wrong tries across runs, in a small file of its own: a count and a time."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._count, self._last = 0, clock.now()
        with contextlib.suppress(OSError, KeyError, TypeError, *SPOILT):
            kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            count, last = int(kept["count"]), datetime.fromisoformat(kept["last"])
            # A clock that was set back must not make the wait longer than it is.
            self._count, self._last = count, min(last, self._last)

    def admit(self) -> None:
        """Raise Refusal vault.wait while it is too early for another try."""
        if self._count < TRIES_BEFORE_WAIT:
            return
        wait = min(FIRST_WAIT << min(self._count - TRIES_BEFORE_WAIT, 16), LONGEST_WAIT)
        left = wait - max(timedelta(0), self._clock.now() - self._last) / timedelta(seconds=1)
        if left > 0:
            raise Refusal("vault.wait", field="passphrase", seconds=int(left) + 1)

    def wrong(self) -> None:
        """One more."""
        self._count, self._last = self._count + 1, self._clock.now()
        self._keep()

    def right(self) -> None:
        """From the beginning."""
        if self._count:
            self._count = 0
            self._keep()

    def _keep(self) -> None:
        # A folder that cannot be written to must not keep anybody out; the count of this run still holds.
        with contextlib.suppress(Trouble):
            put(self._path, json.dumps({"count": self._count, "last": self._last.isoformat()}).encode())

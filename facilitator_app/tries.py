"""The slowing down of wrong tries, counted across runs and windows in a small file of its own.  Knows no key file."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator_app.clock import Clock
from facilitator_app.data_folder import KEYS_LOCK
from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.file_lock import alone
from facilitator_app.key_slots import put

TRIES = "keys.tries"
TRIES_BEFORE_WAIT = 5
FIRST_WAIT, LONGEST_WAIT = 5, 300
"""Seconds after the fifth wrong try, doubled by each further one, and the most it comes to."""


class Tries:
    """Counts wrong tries of all runs and windows: a count and a time, of which this run has its own should the file be lost."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._count, self._last = 0, clock.now()
        self._seen = b""
        self._look()

    def admit(self) -> None:
        """Raise Refusal vault.wait while it is too early for another try."""
        self._look()
        if self._count < TRIES_BEFORE_WAIT:
            return
        wait = min(FIRST_WAIT << min(self._count - TRIES_BEFORE_WAIT, 16), LONGEST_WAIT)
        left = wait - max(timedelta(0), self._clock.now() - self._last) / timedelta(seconds=1)
        if left > 0:
            raise Refusal("vault.wait", field="passphrase", seconds=int(left) + 1)

    def wrong(self) -> None:
        """One more."""
        with alone(self._path.with_name(KEYS_LOCK)):  # it counts in any case
            self._look()
            self._count, self._last = self._count + 1, self._clock.now()
            self._keep()

    def right(self) -> None:
        """From the beginning."""
        self._look()
        if self._count:
            self._count = 0
            self._keep()

    def _look(self) -> None:
        """Take what another window has counted since.  A file that is not there or spoilt says nothing."""
        with contextlib.suppress(OSError, KeyError, TypeError, *SPOILT):
            there = self._path.read_bytes()
            if there == self._seen:
                return
            self._seen = there
            kept: dict[str, Any] = json.loads(there)
            count, last = int(kept["count"]), datetime.fromisoformat(kept["last"])
            # A clock that was set back must not make the wait longer than it is.
            self._count, self._last = count, min(last, self._clock.now())

    def _keep(self) -> None:
        # A folder that cannot be written to must not keep anybody out; the count of this run still holds.
        content = json.dumps({"count": self._count, "last": self._last.isoformat()}).encode()
        with contextlib.suppress(Trouble):
            put(self._path, content)
            self._seen = content

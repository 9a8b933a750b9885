"""A clock that stands still until it is told to move, so that a session of hours can be rehearsed in a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitator_app.clock import STEP
from facilitator_app.record.entry import utc


class FastClock:
    """The clock of a rehearsal (a ``facilitator_app.clock.Clock``).  ``start`` is aware."""

    def __init__(self, start: datetime) -> None:
        self._start = utc(start)
        self._elapsed = timedelta(0)
        self._set_by = timedelta(0)

    def now(self) -> datetime:
        """Now in UTC.  A wall clock that is set does not move it, as in a real session."""
        return self._start + self._elapsed

    def monotonic(self) -> float:
        """Seconds since the rehearsal began."""
        return self._elapsed.total_seconds()

    def step(self) -> timedelta | None:
        """How far the wall clock was set since the last call, or None (under two seconds)."""
        if abs(self._set_by) < STEP:
            return None
        moved, self._set_by = self._set_by, timedelta(0)
        return moved

    def not_before(self, moment: datetime) -> None:
        """Go on from ``moment`` when now is before it; ``step`` then tells by how much the wall clock differs."""
        behind = max(timedelta(0), utc(moment) - self.now())
        self._start += behind
        self._set_by -= behind

    def advance(self, by: timedelta) -> None:
        """Let time pass.  Time does not go back: a negative ``by`` is a slip of the caller and raises ValueError."""
        if by < timedelta(0):
            raise ValueError("time does not go back")
        self._elapsed += by

    def set_wall(self, by: timedelta) -> None:
        """Somebody sets the machine's wall clock by ``by``; the session's own time goes on as it was."""
        self._set_by += by

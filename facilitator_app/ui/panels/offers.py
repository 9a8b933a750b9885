"""What was just done and can be undone by one touch, the newest first: each for its own ten seconds.  Writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from facilitator_app.record.entry import Entry
from facilitator_app.session import Who

UNDO = timedelta(seconds=10)
"""How long an act can be undone by one touch; afterwards it is amended or withdrawn with a reason."""

CHOOSING = timedelta(seconds=60)
"""How long the seats stay on offer once "wrong person" was touched."""

TWICE = 0.4
"""Seconds in which a second touch of Undo is the same touch: it takes nothing more back."""


class Offer(NamedTuple):
    """An act: its lines, what it said, until when it can be undone, what it moved, as that stood, and by whose PIN it was."""

    entries: tuple[UUID, ...]
    said: str
    until: datetime
    moved: Entry | None = None
    who: Who | None = None


class Offers:
    """The acts of the last seconds.  A later one takes the offer of an earlier one from nobody."""

    def __init__(self) -> None:
        self._acts: list[Offer] = []
        self._taken_at: float | None = None
        self.choosing = False

    @property
    def newest(self) -> Offer | None:
        """The one that the next touch of Undo takes back."""
        return self._acts[-1] if self._acts else None

    def add(self, act: Offer) -> None:
        """Something was done; what cannot be undone (no entries) ends the offers before it."""
        self.choosing = False
        self._acts = [*self._acts, act] if act.entries else []

    def let_go(self) -> None:
        """What was done by somebody's PIN is on offer no longer."""
        if self.newest is not None and self.newest.who is not None:
            self.choosing = False
        self._acts = [act for act in self._acts if act.who is None]

    def take(self, at: float) -> Offer | None:
        """The newest, which is offered no longer; None when there is none, or for the second half of a double touch."""
        if not self._acts or (self._taken_at is not None and at - self._taken_at < TWICE):
            return None
        self._taken_at = at
        return self.drop()

    def drop(self) -> Offer | None:
        """Offer the newest no longer."""
        self.choosing = False
        return self._acts.pop() if self._acts else None

    def choose(self, now: datetime) -> None:
        """Whose it is, is asked, or no more."""
        if self._acts:
            self.choosing = not self.choosing
            self._acts[-1] = self._acts[-1]._replace(until=now + (CHOOSING if self.choosing else UNDO))

    def end(self, now: datetime) -> bool:
        """Let go of those whose time is over; whether there were any."""
        left = [act for act in self._acts if now < act.until]
        ended = len(left) < len(self._acts)
        if ended and (not left or left[-1] is not self._acts[-1]):
            self.choosing = False
        self._acts = left
        return ended

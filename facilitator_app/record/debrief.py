"""What the team says among themselves after a session: what went well, what to change, near misses, hardware.  Pure.

It is about nobody: it stands in no person's chart and leaves with nobody's handoff.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Entry, Fact, text_within


class Topic(StrEnum):
    """What the round goes through, in this order."""

    WENT_WELL = "went_well"
    CHANGE = "change"
    NEAR_MISS = "near_miss"
    HARDWARE = "hardware"


class DebriefSaid(Fact, frozen=True, kw_only=True, tag="debrief_said/1"):
    """Something that was said in the team's round after the session.  Always about nobody."""

    topic: Topic
    text: str

    def __post_init__(self) -> None:
        """Refuse words that say nothing."""
        text_within(self.text, 10_000, "text")


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What was said, by the line that says so, when and by whom."""

    entry: UUID
    topic: Topic
    text: str
    at: datetime
    by: UUID | None


def said(there: tuple[Word, ...], entry: Entry, fact: DebriefSaid) -> tuple[Word, ...]:
    """The round with one thing more."""
    by = entry.done_by or entry.recorded_by
    return (*there, Word(entry=entry.id, topic=fact.topic, text=fact.text, at=entry.observed_at, by=by))

"""A group as it was at an hour that is past: for a session that was held on paper then and is brought in later.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from uuid import UUID

from facilitator_app.record.entry import Entry
from facilitator_app.record.groups import OF_THE_CLINIC, Group, after
from facilitator_app.record.history import Line


def at_hour(lines: Iterable[Line], group: UUID, moment: datetime, zone: tzinfo) -> Group | None:
    """The group as its lines tell it of a moment: what was withdrawn only later stood, and what was signed on paper and
    written down only later was accepted on its own day.  None where there was no such group.
    """
    there: dict[UUID, Group] = {}
    for line in lines:
        fact = line.entry.fact
        stood = line.voided is None or line.voided.observed_at > moment
        if isinstance(fact, OF_THE_CLINIC) and fact.group == group and stood and _was_so(line.entry, moment, zone):
            there = after(there, line.entry)
    return there.get(group)


def _was_so(entry: Entry, moment: datetime, zone: tzinfo) -> bool:
    on = getattr(entry.fact, "on", None)
    return entry.observed_at <= moment or (on is not None and on <= moment.astimezone(zone).date())

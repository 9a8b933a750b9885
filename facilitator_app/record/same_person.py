"""Two entries of one person: under which id each is told, and the lines as they read then.  Pure.

No line is changed: who is told under which id is worked out from the lines and put on when they are read, so that it can
be withdrawn like any line (docs/adr/0021).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import SessionPlanned
from facilitator_app.record.entry import Entry
from facilitator_app.record.people import SamePerson
from facilitator_app.record.retention import HoldLifted, HoldPlaced

Same = Mapping[UUID, UUID]
"""Under which id somebody is told who was entered under another, too."""

_OF_ONE_ENTRY = (HoldPlaced, HoldLifted)
"""Each legal hold stands until it is lifted itself: they stay with the entry under which they were placed."""


def table(entries: Iterable[Entry]) -> dict[UUID, UUID]:
    """Who is told under another's id, by the clinic's lines in the order of writing; what was withdrawn does not count."""
    lines = tuple(entries)
    withdrawn = {entry.fact.target for entry in lines if isinstance(entry.fact, Voided)}
    same: dict[UUID, UUID] = {}
    for entry in lines:
        if isinstance(entry.fact, SamePerson) and entry.participant is not None and entry.id not in withdrawn:
            same = joined(same, entry.participant, entry.fact.other)
    return same


def joined(same: Same, kept: UUID, other: UUID) -> dict[UUID, UUID]:
    """The table once ``other`` is told as ``kept``; two devices that say it of each other say it once."""
    kept, other = same.get(kept, kept), same.get(other, other)
    if kept == other:
        return dict(same)
    return {one: kept if now == other else now for one, now in same.items()} | {other: kept}


def ids_of(same: Same, person: UUID) -> tuple[UUID, ...]:
    """Every id under which something is kept of a person; their own is the first."""
    return (person, *(other for other, kept in same.items() if kept == person))


def as_one(entries: tuple[Entry, ...], same: Same) -> tuple[Entry, ...]:
    """The lines with each person under the one id."""
    if not same:
        return entries
    return tuple(_as_one(entry, same) for entry in entries)


def _as_one(entry: Entry, same: Same) -> Entry:
    if isinstance(entry.fact, SessionPlanned):  # about nobody; their courses go on with who they are
        fact = entry.fact
        course = same.get(fact.course, fact.course) if fact.course is not None else None
        together = tuple(same.get(one, one) for one in fact.together)
        return msgspec.structs.replace(entry, fact=msgspec.structs.replace(fact, course=course, together=together))
    kept = same.get(entry.participant) if entry.participant is not None else None
    if kept is None or isinstance(entry.fact, _OF_ONE_ENTRY):
        return entry
    return msgspec.structs.replace(entry, participant=kept)

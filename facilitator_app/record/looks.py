"""Who looked at what: which view of whom was opened, by whom and when, never what stood in it.  Pure.

Looks stand in scopes of their own, one for each month, so that years of them keep nobody waiting (45 CFR 164.312(b)).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from facilitator_app.record.entry import Fact

AGAIN = timedelta(minutes=10)
"""The same view of the same person by the same one within this time is one look."""


class View(StrEnum):
    """What was opened."""

    REVIEW = "review"
    COURSE = "course"
    PACKET = "packet"
    FOUND = "found"
    EXPORT = "export"
    SHEET = "sheet"
    PERSON = "person"
    NOTE = "note"
    CHART = "chart"


class Looked(Fact, frozen=True, kw_only=True, tag="looked/1"):
    """Whoever did it opened a view of these people, of the session ``session`` where it was of one.

    The people are named here and not as the entry's participant: an erased person's name goes, that somebody looked stays.
    """

    view: View
    people: tuple[UUID, ...]
    session: UUID | None = None


class Lately:
    """What was looked at within the last minutes, so that one look is one line.  Of this run; after it a look is a new one."""

    def __init__(self) -> None:
        self._seen: dict[tuple[UUID | None, View, UUID, UUID | None], datetime] = {}

    def fresh(
        self, who: UUID | None, view: View, people: Iterable[UUID], session: UUID | None, now: datetime
    ) -> tuple[UUID, ...]:
        """Those of ``people`` whose look is a new one, and from now on is not."""
        self._seen = {key: at for key, at in self._seen.items() if now - at < AGAIN}
        keys = {person: (who, view, person, session) for person in people}
        new = tuple(person for person, key in keys.items() if key not in self._seen)
        self._seen |= {keys[person]: now for person in new}
        return new


def scope_of(clinic: UUID, at: datetime) -> UUID:
    """The scope in which the looks of a month (in UTC) stand."""
    return uuid5(clinic, f"looks/{at.astimezone(UTC):%Y-%m}")


def months(first: datetime, now: datetime) -> tuple[datetime, ...]:
    """The first moment of every month from the one of ``first`` to the one of ``now``, the latest first."""
    first, at = first.astimezone(UTC), now.astimezone(UTC)
    found = []
    while (at.year, at.month) >= (first.year, first.month):
        at = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        found.append(at)
        at -= timedelta(days=1)
    return tuple(found)

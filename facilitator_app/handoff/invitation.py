"""The invitation to the visit after a session, as iCalendar (RFC 5545).  Holds nothing of the session and names nobody.

Pure.  Times are in UTC, so that no calendar reads them otherwise when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from facilitator_app.wording import Words

LENGTH = timedelta(hours=1)
"""How long the place in the calendar is kept, where nobody said how long the visit takes."""
_LONGEST_LINE = 73
"""Octets of a line before it is folded, its end not counted; the standard says 75."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment that is kept free: ``summary`` names nobody, ``id`` is its lasting one.

    ``off``: it does not take place, and a calendar that has it is told so.
    """

    id: UUID
    at: datetime
    summary: str
    length: timedelta = LENGTH
    off: bool = False


def calendar(events: Iterable[Event], made_at: datetime) -> bytes:
    """Appointments of a clinic as one file; each takes the place of the one of its id that was there before."""
    lines = [*_HEAD]
    for event in events:
        lines += _event(event, made_at, booked=True)
    return b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def invitation(
    visit: UUID, at: datetime, words: Words, made_at: datetime, *, booked: bool = False, length: timedelta = LENGTH
) -> bytes:
    """An event at ``at``; not ``booked``: the earliest moment for it, marked as tentative.

    ``visit`` is its lasting id: an invitation that is sent again takes the place of the one before.
    """
    said = words.render("invitation.booked" if booked else "invitation.earliest")
    lines = _event(Event(id=visit, at=at, summary=said, length=length), made_at, booked=booked)
    return b"".join(_folded(line) for line in (*_HEAD, *lines, "END:VCALENDAR"))


_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Facilitator//Facilitator//EN",
    "METHOD:PUBLISH",
)


def _event(event: Event, made_at: datetime, *, booked: bool) -> list[str]:
    status = "CANCELLED" if event.off else "CONFIRMED" if booked else "TENTATIVE"
    return [
        "BEGIN:VEVENT",
        f"UID:{event.id}",
        f"SEQUENCE:{int(made_at.timestamp()) // 60 % (1 << 31)}",
        f"DTSTAMP:{_utc(made_at)}",
        f"DTSTART:{_utc(event.at)}",
        f"DTEND:{_utc(event.at + event.length)}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"STATUS:{status}",
        "CLASS:PRIVATE",
        f"TRANSP:{'OPAQUE' if status == 'CONFIRMED' else 'TRANSPARENT'}",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """A line of the file, folded between letters when it is too long."""
    rows, row = [], ""
    for letter in line:
        if len((row + letter).encode("utf-8")) > _LONGEST_LINE:
            rows.append(row)
            row = ""
        row += letter
    return ("\r\n ".join([*rows, row]) + "\r\n").encode("utf-8")

"""An entry: one immutable line of the record, who did it, who wrote it, when it was and when it was written down.

Knows the shape of a line and how it is encoded; knows nothing of files, screens or the rules of a session.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal

_FIGURES = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")


class Fact(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What an entry says.  Each kind is a subclass with a tag ``name/version``; old versions keep their own readers."""


class UnknownFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of a kind this version does not know (a newer version wrote it): kept and carried, never shown as empty."""

    kind: str
    raw: bytes


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Where the journal put the line: ``chain`` and ``seq`` name it, ``hlc`` (hybrid clock, ms << 16 | counter) orders it."""

    hlc: int
    chain: UUID
    seq: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line.  ``observed_at`` is when it was, ``recorded_at`` when it was written down; both aware and in UTC.

    ``scope`` is a session, or the clinic.  ``participant`` is the one person it is about, or None.  ``act`` joins the
    lines that one touch wrote for several people.  ``stamp`` is None until the journal has it on disk.  ``moved_from`` is
    never written: it is where a line was at first that was amended to another time.
    """

    id: UUID
    scope: UUID
    observed_at: datetime
    recorded_at: datetime
    fact: Fact | UnknownFact
    done_by: UUID | None = None
    recorded_by: UUID | None = None
    participant: UUID | None = None
    act: UUID | None = None
    stamp: Stamp | None = None
    moved_from: datetime | None = None

    @property
    def told_at(self) -> datetime:
        """When it was said to have been before an amendment moved it: what a due time of a check is counted from."""
        return self.moved_from or self.observed_at

    @property
    def kind(self) -> str:
        """The tag of the fact, ``name/version``."""
        return kind_of(self.fact)

    @property
    def order(self) -> tuple[datetime, int, bytes, int]:
        """Where the fact belongs among the others: by when it was, then by hybrid clock, chain and place in the chain."""
        stamp = self.stamp
        if stamp is None:
            return (self.observed_at, 1 << 63, b"", 0)
        return (self.observed_at, stamp.hlc, stamp.chain.bytes, stamp.seq)

    @property
    def is_late(self) -> bool:
        """Told for a moment at least a minute before it was written down."""
        return (self.recorded_at - self.observed_at).total_seconds() >= 60


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A line yet to be written, one of several that are one act.  None: about nobody, now, by who is at the screen.

    ``id`` is given where another line of the act names it; an ``unclaimed`` one names nobody until it is confirmed.
    """

    fact: Fact
    about: UUID | None = None
    at: datetime | None = None
    by: UUID | None = None
    id: UUID | None = None
    unclaimed: bool = False


def kind_of(fact: Fact | UnknownFact) -> str:
    """The tag of a fact."""
    return fact.kind if isinstance(fact, UnknownFact) else str(fact.__struct_config__.tag)


def new_id(now: datetime) -> UUID:
    """A UUIDv7 for ``now``: ordered by time to the millisecond, random below it."""
    milliseconds = int(now.timestamp() * 1000)
    octets = bytearray(milliseconds.to_bytes(6, "big") + os.urandom(10))
    octets[6] = octets[6] & 0x0F | 0x70
    octets[8] = octets[8] & 0x3F | 0x80
    return UUID(bytes=bytes(octets))


def utc(moment: datetime) -> datetime:
    """``moment`` in UTC; refuses one without a zone."""
    if moment.tzinfo is None:
        raise Refusal("entry.time_without_zone", field="observed_at")
    return moment.astimezone(UTC)


def on_the_wall(moment: datetime, zone: tzinfo) -> datetime:
    """``moment`` as a clock in ``zone`` shows it, at the offset it has then.

    Two of them are subtracted and ordered by the time that went by, also over a change of clocks; two of one zone Python
    subtracts and orders by the wall.
    """
    local = moment.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


def text_within(value: str, longest: int, field: str) -> str:
    """``value`` if it says something and is not longer than ``longest`` characters; kept exactly as typed."""
    if not value.strip():
        raise Refusal("entry.empty", field=field)
    if len(value) > longest:
        raise Refusal("entry.too_long", field=field, longest=longest, length=len(value))
    return value


def number(text: str) -> Decimal | None:
    """The number that ``text`` is, in figures, sign and decimal point alone; None for all else ("nan", "1e3", "7_2")."""
    return Decimal(text) if _FIGURES.fullmatch(text) else None


def whole_number(text: str) -> int | None:
    """The whole number that ``text`` is, of at most nine figures; None for all else, a page of figures pasted in among it."""
    figures = text.strip()
    return int(figures) if figures.isdecimal() and len(figures) <= 9 else None


def as_builtins(fact: Fact) -> Any:
    """The fact as plain dictionaries, lists, strings and numbers, for export."""
    return msgspec.to_builtins(fact, str_keys=True)

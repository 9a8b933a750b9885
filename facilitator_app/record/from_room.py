"""Where a line of the prescriber in the clinic's record comes from that was written in the room.  Pure."""

from __future__ import annotations

from uuid import UUID

import msgspec


class FromRoom(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The ``line`` of a session's record.  ``awaits``: a scribe wrote it, the prescriber has not said it is so; it is told
    and does not hold."""

    line: UUID
    awaits: bool = False

"""Which lines can stand for a handoff as it reads now: signatures, and that a human has read it through.  Pure.

Both are of exactly one text.  Neither stands while a part is behind the record, nor when somebody has looked at what
changed since: then it is read and signed anew, also where the text is the same.
"""

from __future__ import annotations

from facilitator_app.handoff.packet import digest
from facilitator_app.handoff.reads import Reads
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.packets import PacketRead, PacketSaved
from facilitator_app.record.release import written
from facilitator_app.record.state import SessionState


def reading_of(history: History[SessionState], read: Reads) -> Entry | None:
    """The line by which somebody has read exactly this text through as it goes to this recipient, or None."""
    wanted = PacketRead(to=read.to, digest=digest(read.packet))
    return next((entry for entry in can_stand(history, read) if entry.fact == wanted), None)


def can_stand(history: History[SessionState], read: Reads) -> list[Entry]:
    """The lines about the person that were written for the text as it is now, the last first."""
    if read.behind:
        return []
    lines = (line for line in history.lines() if line.voided is None)
    mine = sorted((line.first for line in lines if line.entry.participant == read.made.packet.participant), key=written)
    looked = max((place for place, entry in enumerate(mine) if _looked(entry, read)), default=-1)
    return mine[looked + 1 :][::-1]


def _looked(entry: Entry, read: Reads) -> bool:
    fact = entry.fact
    return isinstance(fact, PacketSaved) and fact.to == read.to and any(edit.looked for edit in fact.edits.values())
